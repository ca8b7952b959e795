/* Markdown within a paragraph, second half: *emphasis*, backslashes; and what templates left behind. */
#include "event/clean.h"
#include "event/utf.h"

#include <string.h>

#define LONGEST_TAG 500

/* ---- templates ---- */

/* {% … %} and {{ … }} of Liquid and Jinja, {: .class} of Kramdown: the place behind, or 0. */
static size_t template_end(const char *text, size_t len, size_t at)
{
	char kind = text[at + 1];
	const char *close = kind == '%' ? "%}" : kind == '{' ? "}}" : "}", *found;
	size_t after, reach;

	if (kind != '%' && kind != '{' && !(kind == ':' && strchr(" .#", text[at + 2])))
		return 0;
	reach = MIN(len - at, LONGEST_TAG);
	found = memmem(text + at, reach, close, strlen(close));
	if (!found || memchr(text + at, '\n', (size_t)(found - text) - at))
		return 0;
	after = (size_t)(found - text) + strlen(close);
	return kind != '{' || g_ascii_isalpha(text[at + 2]) || text[at + 2] == ' ' ? after : 0;
}

static void drop_templates(struct bill_clean *clean)
{
	struct bill_rich out;
	const char *text = clean->now.text->str;
	size_t len = clean->now.text->len;

	if (!strstr(text, "{%") && !strstr(text, "{{") && !strstr(text, "{:"))
		return;
	out = bill_rich_new(len);
	for (size_t at = 0, next; at < len; at = next) {
		next = at + strcspn(text + at, "{");
		bill_rich_copy(&out, &clean->now, at, next, 0);
		at = next;
		if (at == len)
			break;
		next = clean->now.flags->data[at] & BILL_RICH_FROZEN ? 0 : template_end(text, len, at);
		if (!next)
			bill_rich_copy(&out, &clean->now, at, next = at + 1, 0);
	}
	bill_clean_take(clean, &out);
}

/* ---- emphasis ---- */

enum mark { STAR, STAR2, STAR3, LINE, LINE2, LINE3, WAVE2, MARKS };

static const unsigned mark_flags[MARKS] = {[STAR] = BILL_RUN_EMPHASIS,
	[STAR2] = BILL_RUN_STRONG,
	[STAR3] = BILL_RUN_STRONG | BILL_RUN_EMPHASIS,
	[LINE] = BILL_RUN_EMPHASIS,
	[LINE2] = BILL_RUN_STRONG,
	[LINE3] = BILL_RUN_STRONG | BILL_RUN_EMPHASIS,
	[WAVE2] = 0};

/* A pair of marks. */
struct pair {
	size_t open, close, len;
	unsigned flags;
};

struct seeker {
	const struct bill_rich *in;
	const char *text;
	size_t open[MARKS]; /* where each mark was opened last, plus one; 0: it is not */
	GArray *pairs;
	guint8 *drop; /* by byte: a mark that goes */
};

static bool is_word(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static bool is_space(gunichar c)
{
	return c == 0 || g_unichar_isspace(c) || c == 0x2028;
}

static enum mark which(char c, size_t len)
{
	if (len > 3 || (c == '~' && len != 2))
		return MARKS;
	return c == '~' ? WAVE2 : (enum mark)((c == '*' ? STAR : LINE) + len - 1);
}

/* "_init_", "__name__", "a*b*c": code, not emphasis. */
static bool is_identifier(const struct seeker *seeker, size_t start, size_t end, enum mark mark)
{
	size_t i = start;

	while (i < end && (g_ascii_islower(seeker->text[i]) || seeker->text[i] == '_' || g_ascii_isdigit(seeker->text[i])))
		i++;
	return i == end && (mark == LINE2 || (mark == LINE && memchr(seeker->text + start, '_', end - start)));
}

static bool may_open(gunichar before, gunichar after, enum mark mark)
{
	if (is_space(after))
		return false;
	if (mark == STAR2 || mark == STAR3 || mark == WAVE2)
		return true;
	return !is_word(before) || (mark == STAR && before >= 0x0E00); /* scripts that put no space between words */
}

static bool may_close(gunichar before, gunichar after, enum mark mark)
{
	if (is_space(before))
		return false;
	if (mark == STAR2 || mark == STAR3 || mark == WAVE2)
		return true;
	return !is_word(after) || (mark == STAR && after >= 0x0590);
}

static void add_pair(struct seeker *seeker, size_t close, size_t len, enum mark mark)
{
	struct pair pair = {seeker->open[mark] - 1, close, len, mark_flags[mark]};

	g_array_append_val(seeker->pairs, pair);
	memset(seeker->drop + pair.open, 1, len);
	memset(seeker->drop + close, 1, len);
	for (unsigned i = 0; i < MARKS; i++) /* what was opened inside and is open still was no mark */
		if (seeker->open[i] > pair.open)
			seeker->open[i] = 0;
}

static void at_mark(struct seeker *seeker, size_t at, size_t len)
{
	enum mark mark = which(seeker->text[at], len);
	gunichar before = bill_rich_before(seeker->in, at), after = bill_rich_at(seeker->in, at + len);
	size_t open;

	if (mark == MARKS)
		return;
	open = seeker->open[mark];
	if (open && may_close(before, after, mark) && open - 1 + len < at) {
		if (!is_identifier(seeker, open - 1 + len, at, mark))
			add_pair(seeker, at, len, mark);
		seeker->open[mark] = 0;
	} else if (may_open(before, after, mark)) {
		seeker->open[mark] = at + 1;
	}
}

static void seek(struct seeker *seeker, size_t len)
{
	for (size_t at = 0; at < len;) {
		size_t marks;
		at += strcspn(seeker->text + at, "*_~\\\n");
		if (at >= len)
			return;
		if (seeker->text[at] == '\n') {
			memset(seeker->open, 0, sizeof seeker->open);
			at++;
		} else if (seeker->text[at] == '\\') {
			at += 2;
		} else {
			const char mark[2] = {seeker->text[at], '\0'};
			marks = strspn(seeker->text + at, mark);
			if (!(seeker->in->flags->data[at] & BILL_RICH_FROZEN))
				at_mark(seeker, at, marks);
			at += marks;
		}
	}
}

/* ---- backslashes ---- */

/* TeX's accents begin like an escape: \'e, \"{o}, \~n. */
static bool is_accent(const char *p)
{
	return p[1] && strchr("'\"^`~=.", p[1]) &&
		   (g_ascii_isalpha(p[2]) || p[2] == '{' || (p[2] == '\\' && (p[3] == 'i' || p[3] == 'j')));
}

/* A backslash before a sign says that the sign stands for itself (CommonMark, 2.4; RFC 5545, 3.3.11 for "\," and "\;"). */
static bool escapes(const char *text, size_t at)
{
	char next = text[at + 1];

	if (next == '\\' || !g_ascii_ispunct(next) || is_accent(text + at))
		return false;
	return at == 0 || text[at - 1] != ':';
}

/* "\\" ends a line in TeX; "\\server" is a path. */
static size_t at_break(const struct bill_rich *in, size_t at, struct bill_rich *out)
{
	const char *text = in->text->str;

	if (text[at + 1] != '\\' || g_ascii_isalnum(text[at + 2]) || (at && text[at - 1] == ':'))
		return 0;
	bill_rich_put(out, BILL_LINE_END, in->flags->data[at] & BILL_RUN_BULLET);
	return at + 2;
}

/* ---- the pass ---- */

static int by_place(gconstpointer a, gconstpointer b)
{
	const struct pair *left = a, *right = b;

	return left->open < right->open ? -1 : left->open > right->open;
}

/* Attributes of all pairs in one sweep: each bit is counted up where it begins and down where it ends. */
static void mark_pairs(struct bill_rich *rich, GArray *pairs)
{
	size_t until[2] = {0, 0};
	static const unsigned bits[2] = {BILL_RUN_STRONG, BILL_RUN_EMPHASIS};
	guint next = 0;

	g_array_sort(pairs, by_place);
	for (size_t i = 0; i < rich->flags->len; i++) {
		for (; next < pairs->len && g_array_index(pairs, struct pair, next).open <= i; next++)
			for (unsigned b = 0; b < 2; b++)
				if (g_array_index(pairs, struct pair, next).flags & bits[b])
					until[b] = MAX(until[b], g_array_index(pairs, struct pair, next).close);
		for (unsigned b = 0; b < 2; b++)
			if (i < until[b])
				rich->flags->data[i] |= (guint8)bits[b];
	}
}

static void rewrite(struct bill_clean *clean, const guint8 *drop)
{
	const char *text = clean->now.text->str;
	const guint8 *flags = clean->now.flags->data;
	size_t len = clean->now.text->len, next;
	struct bill_rich out = bill_rich_new(len);

	for (size_t at = 0; at < len; at = next) {
		next = at + 1;
		if (drop[at])
			continue;
		if (text[at] == '\\' && !(flags[at] & BILL_RICH_FROZEN)) {
			size_t after = at_break(&clean->now, at, &out);
			if (after) {
				next = after;
				continue;
			}
			if (escapes(text, at)) {
				bill_rich_copy(&out, &clean->now, at + 1, at + 2, strchr("\"'", text[at + 1]) ? 0 : BILL_RICH_LITERAL);
				next = at + 2;
				continue;
			}
		}
		bill_rich_copy(&out, &clean->now, at, next, 0);
	}
	bill_clean_take(clean, &out);
}

void bill_clean_emphasis(struct bill_clean *clean)
{
	struct seeker seeker = {0};

	drop_templates(clean);
	if (!strpbrk(clean->now.text->str, "*_~\\"))
		return;
	seeker.in = &clean->now;
	seeker.text = clean->now.text->str;
	seeker.pairs = g_array_new(FALSE, FALSE, sizeof(struct pair));
	seeker.drop = g_new0(guint8, clean->now.text->len + 1);
	seek(&seeker, clean->now.text->len);
	mark_pairs(&clean->now, seeker.pairs);
	rewrite(clean, seeker.drop);
	g_array_unref(seeker.pairs);
	g_free(seeker.drop);
}
