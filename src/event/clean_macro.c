/* TeX outside of formulas: accents, \emph{…}, ``quotes'', ties, and signs that were written without their dollars. */
#include "event/clean.h"
#include "event/utf.h"

#include <stdlib.h>
#include <string.h>

#define DEEPEST 12

struct reader {
	struct bill_clean *clean;
	const struct bill_rich *in;
	const char *text;
	struct bill_rich *out;
	size_t next_quotes; /* where the next '' is */
};

static void read_part(struct reader *reader, size_t start, size_t end, unsigned flags, unsigned depth);

/* ---- arguments ---- */

/* The group at `at` within the text; 0 when there is none. */
static size_t group_end(const struct reader *reader, size_t at, size_t end)
{
	return at < end && reader->text[at] == '{' ? bill_tex_group(reader->text, end, at) : 0;
}

/* Behind "[…]" and "{…}" that follow. */
static size_t skip_arguments(const struct reader *reader, size_t at, size_t end)
{
	size_t close;

	if (at < end && reader->text[at] == '*')
		at++;
	if (at < end && reader->text[at] == '[') {
		const char *bracket = memchr(reader->text + at, ']', MIN(end - at, 300));
		at = bracket ? (size_t)(bracket - reader->text) + 1 : at;
	}
	while ((close = group_end(reader, at, end)))
		at = close;
	return at;
}

/* ---- accents ---- */

static void put_accented(struct reader *reader, size_t at, size_t len, gunichar mark, unsigned flags)
{
	const char *letter = reader->text + at;

	if (len == 2 && *letter == '\\') /* \i and \j: their dots go when an accent comes */
		letter++, len = 1;
	flags |= reader->in->flags->data[at];
	bill_rich_add(reader->out, letter, len, flags);
	if (len)
		bill_rich_char(reader->out, mark, flags);
	reader->clean->tex_seen = true;
}

/* The letter an accent stands over: e, {e}, {\i}, \i; sets where it is; returns the place behind, or 0. */
static size_t find_letter(const struct reader *reader, size_t at, size_t end, size_t *start, size_t *len)
{
	size_t close = group_end(reader, at, end), inside = close ? at + 1 : at, stop = close ? close - 1 : end;

	*start = inside;
	*len = 0;
	if (inside < stop && reader->text[inside] == '\\')
		*len = inside + 1 < stop && strchr("ij", reader->text[inside + 1]) ? 2 : 0;
	else if (inside < stop)
		*len = (size_t)(bill_utf_next(reader->text + inside) - reader->text) - inside;
	if (close && *len != stop - inside)
		return 0;
	return *len && (*len > 1 || g_ascii_isalpha(reader->text[inside])) ? inside + *len + (close != 0) : 0;
}

static size_t at_accent(struct reader *reader, size_t at, size_t end, unsigned flags)
{
	static const struct {
		char sign;
		gunichar mark;
	} accents[] = {{'\'', 0x301}, {'`', 0x300}, {'^', 0x302}, {'"', 0x308}, {'~', 0x303}, {'=', 0x304}, {'.', 0x307}};
	size_t start, len, after;

	for (size_t i = 0; i < G_N_ELEMENTS(accents); i++) {
		if (reader->text[at + 1] != accents[i].sign)
			continue;
		after = find_letter(reader, at + 2, end, &start, &len);
		if (after)
			put_accented(reader, start, len, accents[i].mark, flags);
		return after;
	}
	return 0;
}

/* ---- control words ---- */

static size_t word_len(const char *p)
{
	size_t len = 0;

	while (g_ascii_isalpha(p[len]))
		len++;
	return len;
}

static size_t set_mark(struct reader *reader, const struct bill_tex *word, size_t at, size_t end, unsigned flags)
{
	size_t start, len, after;

	while (at < end && reader->text[at] == ' ')
		at++;
	after = find_letter(reader, at, end, &start, &len);
	if (after)
		put_accented(reader, start, len, (gunichar)strtoul(word->value, NULL, 16), flags);
	return after;
}

static size_t set_style(struct reader *reader, unsigned style, size_t at, size_t end, unsigned flags, unsigned depth)
{
	size_t close;

	if (at < end && reader->text[at] == '*')
		at++;
	close = group_end(reader, at, end);
	if (!close)
		return at;
	read_part(reader, at + 1, close - 1, flags | style, depth + 1);
	return close;
}

static size_t set_address(struct reader *reader, size_t at, size_t end, bool labelled, unsigned flags, unsigned depth)
{
	size_t close = group_end(reader, at, end), label;

	if (!close)
		return at;
	label = labelled ? group_end(reader, close, end) : 0;
	if (label) {
		read_part(reader, close + 1, label - 1, flags, depth + 1);
		return label;
	}
	bill_rich_copy(reader->out, reader->in, at + 1, close - 1, flags | BILL_RICH_LITERAL);
	return close;
}

/* A word swallows the spaces behind it, or "{}". */
static size_t after_word(const struct reader *reader, const char *value, size_t at, size_t end)
{
	if (at + 1 < end && reader->text[at] == '{' && reader->text[at + 1] == '}')
		return at + 2;
	/* "Stra\ss e" is one word; behind others a space was meant more often than not */
	if (g_unichar_isalpha(g_utf8_get_char(value)) && g_utf8_strlen(value, -1) == 1 && at + 1 < end && reader->text[at] == ' ' &&
		g_ascii_isalpha(reader->text[at + 1]))
		return at + 1;
	return at;
}

/* "see [1]" was "see~\cite{x}": the space before what vanishes goes too. */
static void drop_space(struct bill_rich *out)
{
	gunichar last = bill_rich_last(out);

	if (last == ' ' || last == '~')
		bill_rich_cut(out, out->text->len - 1);
	else if (last == 0xA0)
		bill_rich_cut(out, out->text->len - 2);
}

static size_t apply(struct reader *reader, const struct bill_tex *word, size_t at, size_t end, unsigned flags, unsigned depth)
{
	unsigned own = flags | reader->in->flags->data[at - 1];

	if (word->kind == BILL_TEX_STYLE)
		return set_style(reader, (unsigned)atoi(word->value), at, end, flags, depth);
	if (word->kind == BILL_TEX_MARK)
		return set_mark(reader, word, at, end, flags);
	if (word->kind == BILL_TEX_HREF || word->kind == BILL_TEX_URL)
		return set_address(reader, at, end, word->kind == BILL_TEX_HREF, flags, depth);
	if (word->kind == BILL_TEX_GONE_ARG) {
		drop_space(reader->out);
		return skip_arguments(reader, at, end);
	}
	if (word->kind == BILL_TEX_LINE)
		bill_rich_put(reader->out, reader->clean->prose ? BILL_LINE_END : " ", own & BILL_RUN_BULLET);
	bill_rich_put(reader->out, word->kind == BILL_TEX_GONE || word->kind == BILL_TEX_SWITCH ? "" : word->value, own);
	return after_word(reader, word->value, at, end);
}

/* "\alpha", "\mathbb{R}^n" without dollars: the word with its groups and scripts is a formula. */
static size_t set_formula(struct reader *reader, size_t start, size_t at, size_t end)
{
	size_t close;

	while ((close = group_end(reader, at, end)))
		at = close;
	while (at + 1 < end && (reader->text[at] == '^' || reader->text[at] == '_')) {
		close = group_end(reader, at + 1, end);
		if (!close && !g_ascii_isalnum(reader->text[at + 1]))
			break;
		at = close ? close : at + 2;
	}
	if (!bill_tex_math(reader->text + start, at - start, reader->out))
		bill_clean_report_tex(reader->clean);
	return at;
}

/* Paths and names of code hold backslashes too: "C:\Users", "App\Models". */
static bool is_path(const struct reader *reader, size_t at)
{
	gunichar before = bill_rich_before(reader->in, at);

	return g_unichar_isalnum(before) || (before && before < 0x80 && strchr(":\\/_.", (int)before));
}

static size_t set_unknown(struct reader *reader, size_t at, size_t len, size_t end, unsigned flags, unsigned depth)
{
	size_t after = at + 1 + len, close = group_end(reader, after, end);

	bill_clean_report_tex(reader->clean);
	if (!close) {
		bill_rich_copy(reader->out, reader->in, at + 1, after, flags);
		return after;
	}
	for (; close; close = group_end(reader, after, end)) {
		read_part(reader, after + 1, close - 1, flags, depth + 1);
		after = close;
	}
	return after;
}

static size_t at_backslash(struct reader *reader, size_t at, size_t end, unsigned flags, unsigned depth)
{
	const char *name = reader->text + at + 1;
	size_t len = MIN(word_len(name), end - at - 1), after;
	const struct bill_tex *word;

	if (len == 0)
		return depth < DEEPEST ? at_accent(reader, at, end, flags) : 0;
	word = bill_tex_find_words(name, len);
	if (depth >= DEEPEST || (is_path(reader, at) && !(word && (word->kind == BILL_TEX_MARK || word->kind == BILL_TEX_WORD))))
		return 0;
	if (is_path(reader, at) && bill_rich_before(reader->in, at) < 0x80 && !g_ascii_isalpha(reader->text[at - 1]))
		return 0;
	if (word) {
		reader->clean->tex_seen = true;
		after = apply(reader, word, at + 1 + len, end, flags, depth);
		if (after)
			return after;
	}
	if (bill_tex_find_math(name, len)) {
		reader->clean->tex_seen = true;
		return set_formula(reader, at, at + 1 + len, end);
	}
	return len > 1 ? set_unknown(reader, at, len, end, flags, depth) : 0;
}

/* ---- groups, quotes, ties ---- */

/* {\em words}, {\'e}; and {words} where TeX was seen: its braces are no signs. */
static size_t at_brace(struct reader *reader, size_t at, size_t end, unsigned flags, unsigned depth)
{
	size_t start = at + 1, len, close = depth < DEEPEST && reader->text[start] == '\\' ? group_end(reader, at, end) : 0;
	const struct bill_tex *word;

	if (!close)
		return 0;
	len = word_len(reader->text + start + 1);
	word = bill_tex_find_words(reader->text + start + 1, len);
	if (word && word->kind == BILL_TEX_SWITCH) {
		reader->clean->tex_seen = true;
		start += 1 + len;
		start += start < close && reader->text[start] == ' ';
		flags |= (unsigned)atoi(word->value);
	}
	read_part(reader, start, close - 1, flags, depth + 1);
	return close;
}

/* `word': it ends near, and no other begins before. */
static bool is_single(const struct reader *reader, size_t at, size_t end)
{
	const char *p = reader->text + at;
	const char *close = memchr(p, '\'', MIN(end - at, 200));

	return close && close > p + 1 && p[1] != ' ' && close[-1] != ' ' && !g_ascii_isalnum(close[1]) &&
		   !memchr(p + 1, '`', (size_t)(close - p - 1)) && !memchr(p, '\n', (size_t)(close - p));
}

/* ``words'' and `word': the quotes of the language come later. */
static size_t at_tick(struct reader *reader, size_t at, size_t end, unsigned flags)
{
	const char *found;

	if (reader->text[at + 1] != '`') {
		if (!is_single(reader, at, end))
			return 0;
		bill_rich_put(reader->out, "'", flags | reader->in->flags->data[at]);
		return at + 1;
	}
	if (reader->next_quotes < at) {
		found = strstr(reader->text + at, "''");
		reader->next_quotes = found ? (size_t)(found - reader->text) : G_MAXSIZE;
	}
	if (reader->next_quotes >= end || reader->next_quotes - at > 2000)
		return 0;
	bill_rich_put(reader->out, "\"", flags | reader->in->flags->data[at]);
	return at + 2;
}

/* '' closes what `` opened. */
static size_t at_quotes(struct reader *reader, size_t at, unsigned flags)
{
	if (reader->text[at + 1] != '\'' || reader->text[at + 2] == '\'' || (at && reader->text[at - 1] == ' '))
		return 0;
	bill_rich_put(reader->out, "\"", flags | reader->in->flags->data[at]);
	return at + 2;
}

/* "Theorem~3" where TeX was seen. */
static size_t at_tie(struct reader *reader, size_t at, size_t end, unsigned flags)
{
	gunichar before = bill_rich_before(reader->in, at), after = at + 1 < end ? bill_rich_at(reader->in, at + 1) : 0;

	if (!reader->clean->tex_seen || g_unichar_isspace(before) || g_unichar_isspace(after) || !before || !after)
		return 0;
	bill_rich_put(reader->out, BILL_NBSP, flags | reader->in->flags->data[at]);
	return at + 1;
}

static size_t at_sign(struct reader *reader, size_t at, size_t end, unsigned flags, unsigned depth)
{
	switch (reader->text[at]) {
	case '\\':
		return at_backslash(reader, at, end, flags, depth);
	case '{':
		return at_brace(reader, at, end, flags, depth);
	case '`':
		return at_tick(reader, at, end, flags);
	case '\'':
		return at_quotes(reader, at, flags);
	case '~':
		return at_tie(reader, at, end, flags);
	default:
		return 0;
	}
}

static void read_part(struct reader *reader, size_t start, size_t end, unsigned flags, unsigned depth)
{
	for (size_t at = start, next; at < end; at = next) {
		next = MIN(at + strcspn(reader->text + at, "\\{`'~"), end);
		bill_rich_copy(reader->out, reader->in, at, next, flags);
		at = next;
		if (at == end)
			return;
		next = reader->in->flags->data[at] & BILL_RICH_FROZEN ? 0 : at_sign(reader, at, end, flags, depth);
		if (!next)
			bill_rich_copy(reader->out, reader->in, at, next = at + 1, flags);
	}
}

/* Whether any control word is known: then "~" is a tie wherever it stands. */
static bool has_words(const char *text)
{
	for (const char *p = strchr(text, '\\'); p; p = strchr(p + 1, '\\')) {
		size_t len = word_len(p + 1);
		if (len > 1 && (bill_tex_find_words(p + 1, len) || bill_tex_find_math(p + 1, len)))
			return true;
	}
	return false;
}

void bill_clean_macro(struct bill_clean *clean)
{
	struct bill_rich out;
	struct reader reader = {.clean = clean, .in = &clean->now, .text = clean->now.text->str};

	if (!strpbrk(reader.text, "\\{`'~"))
		return;
	clean->tex_seen = clean->tex_seen || has_words(reader.text);
	out = bill_rich_new(clean->now.text->len);
	reader.out = &out;
	read_part(&reader, 0, clean->now.text->len, 0, 0);
	bill_clean_take(clean, &out);
}
