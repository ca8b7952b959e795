/* Where formulas begin and end: $…$ that is no money, \(…\), \[…\], $$…$$ and the environments. */
#include "event/clean.h"
#include "event/utf.h"

#include <string.h>

#define LONGEST_FORMULA 1500
#define LONGEST_DISPLAY 3000

struct finder {
	struct bill_clean *clean;
	const struct bill_rich *in;
	const char *text;
	size_t len;
	struct bill_rich out;
	size_t next[3]; /* where the next of each closing sign is, at or behind the place looked at */
};

/* The next closing sign, within reach; each stretch of the text is searched once. */
static size_t find_close(struct finder *finder, unsigned which, size_t at)
{
	static const char *const signs[] = {"\\)", "\\]", "$$"};

	if (finder->next[which] < at) {
		const char *found = strstr(finder->text + at, signs[which]);
		finder->next[which] = found ? (size_t)(found - finder->text) : G_MAXSIZE;
	}
	return finder->next[which] - at < LONGEST_DISPLAY ? finder->next[which] : 0;
}

/* Words in a row without a sign of TeX are no formula: "$cash rules it all$". */
static bool is_wordy(const char *p, size_t len)
{
	size_t words = 0, letters = 0;

	for (size_t i = 0; i < len; i++) {
		if (strchr("\\^_=<>+{}", p[i]))
			return false;
		letters = g_ascii_isalpha(p[i]) ? letters + 1 : 0;
		words += letters == 3;
	}
	return words >= 2;
}

/* A stretch that holds code, an address or the end of a paragraph is no formula. */
static bool is_open(const struct finder *finder, size_t start, size_t end)
{
	return !memchr(finder->text + start, '\n', end - start) && !bill_rich_frozen(finder->in, start, end);
}

/* The dollar that closes the one at `at`, by Pandoc's rule (tex_math_dollars): no space inside of either, no digit behind; 0:
 * none. */
static size_t closing_dollar(const struct finder *finder, size_t at)
{
	const char *text = finder->text;
	size_t limit = MIN(finder->len, at + LONGEST_FORMULA);

	for (size_t i = at + 1; i < limit && text[i] != '\n'; i++) {
		if (text[i] == '\\')
			i++;
		else if (text[i] == '$')
			return i > at + 1 && !g_ascii_isdigit(text[i + 1]) && (text[i - 1] != ' ' || memchr(text + at, '\\', i - at)) ? i : 0;
	}
	return 0;
}

/* Money: "$5 on Monday, $3", "US$5", "1M$". */
static bool may_open(const struct finder *finder, size_t at)
{
	char next = finder->text[at + 1];

	if (next == '\0' || next == '\n' || next == '$')
		return false;
	if (at && g_ascii_isalnum(finder->text[at - 1]))
		return next == '^' || next == '_';
	return next != ' ' || closing_dollar(finder, at);
}

static size_t set(struct finder *finder, size_t start, size_t end, size_t after)
{
	if (!bill_tex_math(finder->text + start, end - start, &finder->out))
		bill_clean_report_tex(finder->clean);
	finder->clean->tex_seen = true;
	return after;
}

static size_t at_dollar(struct finder *finder, size_t at)
{
	size_t close;

	if (finder->text[at + 1] == '$') {
		close = find_close(finder, 2, at + 2);
		return close > at + 2 && is_open(finder, at, close) ? set(finder, at + 2, close, close + 2) : 0;
	}
	if (!may_open(finder, at))
		return 0;
	close = closing_dollar(finder, at);
	if (!close || is_wordy(finder->text + at + 1, close - at - 1) || !is_open(finder, at, close))
		return 0;
	return set(finder, at + 1, close, close + 1);
}

/* \( … \) and \[ … \]; an escaped bracket of Markdown has no partner. */
static size_t at_delimiter(struct finder *finder, size_t at)
{
	size_t end = find_close(finder, finder->text[at + 1] == '[', at + 2);

	if (!end || !is_open(finder, at, end) || is_wordy(finder->text + at + 2, end - at - 2))
		return 0;
	return set(finder, at + 2, end, end + 2);
}

static size_t at_environment(struct finder *finder, size_t at)
{
	static const char *const names[] = {
		"equation", "align", "gather", "eqnarray", "displaymath", "math", "multline", "alignat", "flalign"};
	const char *name = finder->text + at + 7, *found;
	size_t len = strcspn(name, "*}\n");
	bool known = false;
	g_autofree char *close = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		known = known || (strlen(names[i]) == len && strncmp(names[i], name, len) == 0);
	if (!known)
		return 0;
	close = g_strdup_printf("\\end{%.*s", (int)len, name);
	found = g_strstr_len(name, (gssize)MIN(finder->len - at - 7, LONGEST_DISPLAY), close);
	if (!found || !is_open(finder, at, (size_t)(found - finder->text)))
		return 0;
	return set(finder, at, (size_t)(found - finder->text), (size_t)(found - finder->text) + strcspn(found, "}") + 1);
}

static size_t at_sign(struct finder *finder, size_t at)
{
	const char *p = finder->text + at;

	if (*p == '$')
		return at_dollar(finder, at);
	if (p[1] == '(' || p[1] == '[')
		return at_delimiter(finder, at);
	if (g_str_has_prefix(p, "\\begin{"))
		return at_environment(finder, at);
	return 0;
}

void bill_clean_math(struct bill_clean *clean)
{
	struct finder finder = {clean, &clean->now, clean->now.text->str, clean->now.text->len, {NULL, NULL}, {0, 0, 0}};

	if (!strpbrk(finder.text, "$\\"))
		return;
	finder.out = bill_rich_new(finder.len);
	for (size_t at = 0, next; at < finder.len; at = next) {
		next = at + strcspn(finder.text + at, "$\\");
		bill_rich_copy(&finder.out, finder.in, at, next, 0);
		if (next == finder.len)
			break;
		at = next;
		next = finder.in->flags->data[at] & BILL_RICH_FROZEN ? 0 : at_sign(&finder, at);
		if (next)
			continue;
		next = MIN(finder.len, at + (finder.text[at] == '\\' && strchr("\\$", finder.text[at + 1]) ? 2 : 1));
		bill_rich_copy(&finder.out, finder.in, at, next, 0);
	}
	bill_clean_take(clean, &finder.out);
}
