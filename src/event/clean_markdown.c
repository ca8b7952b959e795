/* Markdown within a paragraph, first half: code, pictures, links, addresses. */
#include "event/clean.h"
#include "event/utf.h"

#include <string.h>

#define LONGEST_CODE 400
#define LONGEST_LABEL 500
#define LONGEST_ADDRESS 2000
#define DEEPEST 3

struct reader {
	const struct bill_rich *in;
	const char *text;
	struct bill_rich *out;
	size_t next_link; /* where the next "](" is, at or behind the place looked at */
	bool one_line;
};

static void read_part(struct reader *reader, size_t start, size_t end, unsigned depth);

/* ---- code ---- */

static bool is_code(const char *inside, size_t len)
{
	bool padded = len > 2 && *inside == ' ' && inside[len - 1] == ' ';

	return len > 0 && (padded || (*inside != ' ' && inside[len - 1] != ' '));
}

/* `code` or ``code``, and not TeX's ``quotes'': the place behind, or 0. */
static size_t at_ticks(struct reader *reader, size_t at, size_t end)
{
	const char *p = reader->text + at;
	size_t ticks = strspn(p, "`"), inside = at + ticks, close;
	const char *found, *quote;

	if (ticks > 2 || inside >= end)
		return 0;
	found = g_strstr_len(p + ticks, (gssize)MIN(end - inside, LONGEST_CODE), ticks == 1 ? "`" : "``");
	if (!found)
		return 0;
	close = (size_t)(found - reader->text);
	quote = g_strstr_len(p + ticks, (gssize)(close - inside), ticks == 1 ? "\n" : "''");
	if (quote || memchr(p, '\n', close - at) || !is_code(p + ticks, close - inside))
		return 0;
	if (reader->text[inside] == ' ')
		bill_rich_copy(reader->out, reader->in, inside + 1, close - 1, BILL_RUN_CODE);
	else
		bill_rich_copy(reader->out, reader->in, inside, close, BILL_RUN_CODE);
	return close + ticks;
}

/* ---- links ---- */

struct link {
	size_t label, label_end, address, address_end, end;
};

/* The bracket that closes the one before `at`. */
static size_t close_label(const struct reader *reader, size_t at, size_t end)
{
	size_t depth = 1, limit = MIN(end, at + LONGEST_LABEL);

	for (; at < limit && reader->text[at] != '\n'; at++) {
		char c = reader->text[at];
		if (c == '\\')
			at++;
		else if (c == '[')
			depth++;
		else if (c == ']' && --depth == 0)
			return at;
	}
	return 0;
}

static size_t close_address(const struct reader *reader, size_t at, size_t end)
{
	size_t depth = 1, limit = MIN(end, at + LONGEST_ADDRESS);

	for (; at < limit && !strchr("\n[", reader->text[at]); at++) {
		if (reader->text[at] == '(')
			depth++;
		else if (reader->text[at] == ')' && --depth == 0)
			return at;
	}
	return 0;
}

/* [label](address "title"), at its "[". */
static bool find_link(struct reader *reader, size_t at, size_t end, struct link *link)
{
	const char *found;

	if (reader->next_link < at) {
		found = strstr(reader->text + at, "](");
		reader->next_link = found ? (size_t)(found - reader->text) : G_MAXSIZE;
	}
	if (reader->next_link >= end || reader->next_link > at + LONGEST_LABEL)
		return false;
	link->label = at + 1;
	link->label_end = close_label(reader, link->label, end);
	if (!link->label_end || reader->text[link->label_end + 1] != '(')
		return false;
	link->address = link->label_end + 2;
	link->address_end = close_address(reader, link->address, end);
	if (!link->address_end)
		return false;
	link->end = link->address_end + 1;
	link->address_end = link->address + MIN(strcspn(reader->text + link->address, " \""), link->address_end - link->address);
	return true;
}

static bool is_web(const char *p)
{
	return g_str_has_prefix(p, "http://") || g_str_has_prefix(p, "https://");
}

static bool says_nothing(const struct reader *reader, const struct link *link)
{
	static const char *const words[] = {"", "here", "link", "click here", "this link", "ici", "hier", "aqu\303\255", "qui",
		"aqui", "tutaj", "\320\267\320\264\320\265\321\201\321\214", NULL};
	g_autofree char *label = g_strndup(reader->text + link->label, link->label_end - link->label);
	g_autofree char *folded = g_utf8_strdown(label, -1);

	return g_strv_contains(words, g_strstrip(folded));
}

/* "{: .class}", "{style=…}": attributes behind a picture or a heading; the place behind them. */
static size_t skip_attributes(const struct reader *reader, size_t at, size_t end)
{
	const char *close;
	size_t reach = MIN(end - at, 400);

	if (at + 1 >= end || reader->text[at] != '{' ||
		!(strchr(":.#", reader->text[at + 1]) || g_ascii_isalpha(reader->text[at + 1])))
		return at;
	close = memchr(reader->text + at, '}', reach);
	return close && !memchr(reader->text + at, '\n', (size_t)(close - reader->text) - at) ? (size_t)(close - reader->text) + 1
																						  : at;
}

static size_t at_picture(struct reader *reader, size_t at, size_t end)
{
	struct link link;

	if (!find_link(reader, at + 1, end, &link))
		return 0;
	if (link.label_end > link.label && strchr(".!?", reader->text[link.label_end - 1]) &&
		memchr(reader->text + link.label, ' ', link.label_end - link.label))
		bill_rich_copy(reader->out, reader->in, link.label, link.label_end, 0);
	return skip_attributes(reader, link.end, end);
}

static size_t at_link(struct reader *reader, size_t at, size_t end, unsigned depth)
{
	struct link link;

	if (depth >= DEEPEST || !find_link(reader, at, end, &link))
		return 0;
	if (!reader->one_line && is_web(reader->text + link.address) && says_nothing(reader, &link))
		bill_rich_copy(reader->out, reader->in, link.address, link.address_end, BILL_RICH_LITERAL);
	else
		read_part(reader, link.label, link.label_end, depth + 1);
	return skip_attributes(reader, link.end, end);
}

/* ---- addresses ---- */

/* The length of an address of the web; 0: there is none. Signs that end a sentence do not belong to it. */
static size_t address_len(const char *p, size_t reach)
{
	size_t len = 0, open = 0;

	if (!is_web(p) && !g_str_has_prefix(p, "www.") && !g_str_has_prefix(p, "ftp://"))
		return 0;
	for (; len < reach && p[len] > ' ' && p[len] < 0x7F && !strchr("<>\"`|\\^{}[]", p[len]); len++) {
		if (p[len] == '(')
			open++;
		else if (p[len] == ')' && open-- == 0)
			break;
	}
	while (len && strchr(".,;:!?'*_)", p[len - 1]) && !(p[len - 1] == ')' && memchr(p, '(', len)))
		len--;
	return len > 8 || (len > 5 && *p == 'w') ? len : 0;
}

/* <https://…>, <ann@example.org>: behind the words it belongs to a mailer has written it, and it goes; else it stands as text. */
static size_t at_bracket(struct reader *reader, size_t at, size_t end)
{
	const char *p = reader->text + at;
	bool mail = g_str_has_prefix(p + 1, "mailto:");
	const char *close = mail || is_web(p + 1) ? memchr(p, '>', MIN(end - at, LONGEST_ADDRESS)) : NULL;
	size_t start = at + (mail ? 8 : 1), stop = close ? (size_t)(close - reader->text) : 0, made = reader->out->text->len;
	gunichar before;

	if (!close || memchr(p, ' ', (size_t)(close - p)) || memchr(p, '\n', (size_t)(close - p)))
		return 0;
	while (made && reader->out->text->str[made - 1] == ' ')
		made--;
	before = bill_rich_before(reader->out, made);
	if (g_unichar_isalnum(before) || (before && before < 0x80 && strchr(")\"'/", (int)before))) {
		bill_rich_cut(reader->out, made);
		return stop + 1;
	}
	bill_rich_copy(reader->out, reader->in, start, stop, BILL_RICH_LITERAL);
	return stop + 1;
}

static bool is_mail_char(char c)
{
	return g_ascii_isalnum(c) || (c && strchr("._%+-", c));
}

/* ann_lee@example.org: what of it is out already is frozen too. */
static size_t at_sign(struct reader *reader, size_t at, size_t end)
{
	struct bill_rich *out = reader->out;
	size_t stop = at + 1, start = out->text->len;

	while (stop < end && is_mail_char(reader->text[stop]))
		stop++;
	while (start && is_mail_char(out->text->str[start - 1]))
		start--;
	while (stop > at + 1 && !g_ascii_isalnum(reader->text[stop - 1]))
		stop--;
	if (start == out->text->len || stop == at + 1 || !memchr(reader->text + at, '.', stop - at))
		return 0;
	for (; start < out->text->len; start++)
		out->flags->data[start] |= BILL_RICH_LITERAL;
	bill_rich_copy(out, reader->in, at, stop, BILL_RICH_LITERAL);
	return stop;
}

static size_t at_address(struct reader *reader, size_t at, size_t end)
{
	size_t len = at && g_ascii_isalnum(reader->text[at - 1]) ? 0 : address_len(reader->text + at, end - at);

	if (!len)
		return 0;
	bill_rich_copy(reader->out, reader->in, at, at + len, BILL_RICH_LITERAL);
	return at + len;
}

/* ---- reading ---- */

static size_t at_mark(struct reader *reader, size_t at, size_t end, unsigned depth)
{
	switch (reader->text[at]) {
	case '`':
		return at_ticks(reader, at, end);
	case '!':
		return reader->text[at + 1] == '[' ? at_picture(reader, at, end) : 0;
	case '[':
		return at_link(reader, at, end, depth);
	case '<':
		return at_bracket(reader, at, end);
	case '@':
		return at_sign(reader, at, end);
	case 'h':
	case 'w':
	case 'f':
		return at_address(reader, at, end);
	default:
		return 0;
	}
}

static void read_part(struct reader *reader, size_t start, size_t end, unsigned depth)
{
	for (size_t at = start; at < end;) {
		size_t plain = strcspn(reader->text + at, "`![<@hwf\\"), next;
		if (plain) {
			plain = MIN(plain, end - at);
			bill_rich_copy(reader->out, reader->in, at, at + plain, 0);
			at += plain;
			continue;
		}
		next = reader->in->flags->data[at] & BILL_RICH_FROZEN ? 0 : at_mark(reader, at, end, depth);
		if (next) {
			at = next;
			continue;
		}
		next = MIN(end, at + (reader->text[at] == '\\' && at + 1 < end && strchr("`[]", reader->text[at + 1]) ? 2 : 1));
		if (reader->text[at] == '`' && at + 1 < end && reader->text[at + 1] == '`')
			next = at + strspn(reader->text + at, "`");
		bill_rich_copy(reader->out, reader->in, at, MIN(next, end), 0);
		at = MIN(next, end);
	}
}

void bill_clean_markdown(struct bill_clean *clean)
{
	struct bill_rich out = bill_rich_new(clean->now.text->len);
	struct reader reader = {.in = &clean->now, .text = clean->now.text->str, .out = &out, .one_line = !clean->prose};

	read_part(&reader, 0, clean->now.text->len, 0);
	bill_clean_take(clean, &out);
}
