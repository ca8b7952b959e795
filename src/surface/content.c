/* The drawing operators of a PDF's page, read one by one and changed. */
#include "surface/content.h"

#include "base/base.h"

#include <string.h>

struct content {
	const char *s, *end;
	bool artifacts, gray;
	GString *out;
	GString *loose; /* what stands under no tag, until it is known whether it paints */
	bool paints;
	int depth; /* of marked content */
};

/* ---- tokens (ISO 32000-1, 7.2) ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
	return c && strchr("()<>[]{}/%", c);
}

static const char *skip_spaces(const char *s, const char *end)
{
	while (s < end && is_space(*s))
		s++;
	return s;
}

static const char *skip_string(const char *s, const char *end)
{
	int depth = 0;
	for (; s < end; s++) {
		if (*s == '\\')
			s++;
		else if (*s == '(')
			depth++;
		else if (*s == ')' && --depth == 0)
			return s + 1;
	}
	return NULL;
}

/* Arrays and dictionaries as a whole. */
static const char *skip_nested(const char *s, const char *end)
{
	int depth = 0;
	for (; s < end; s++) {
		if (*s == '(') {
			s = skip_string(s, end);
			if (!s)
				return NULL;
			s--;
		} else if (*s == '[' || *s == '<')
			depth++;
		else if ((*s == ']' || *s == '>') && --depth == 0)
			return s + 1;
	}
	return NULL;
}

/* The end of the token that begins here; NULL: it has none. */
static const char *skip_token(const char *s, const char *end)
{
	if (*s == '(')
		return skip_string(s, end);
	if (*s == '[' || *s == '<')
		return skip_nested(s, end);
	if (is_delimiter(*s) && *s != '/')
		return NULL;
	for (s++; s < end && !is_space(*s) && !is_delimiter(*s);)
		s++;
	return s;
}

static bool is_operator(char first)
{
	return g_ascii_isalpha(first) || first == '\'' || first == '"';
}

static bool is(const char *token, const char *end, const char *word)
{
	return (size_t)(end - token) == strlen(word) && memcmp(token, word, strlen(word)) == 0;
}

static bool is_one_of(const char *token, const char *end, const char *const *words)
{
	while (*words && !is(token, end, *words))
		words++;
	return *words != NULL;
}

/* ---- changes ---- */

static void flush_loose(struct content *c)
{
	if (c->paints && c->artifacts)
		g_string_append(c->out, "\n/Artifact BMC ");
	g_string_append_len(c->out, c->loose->str, (gssize)c->loose->len);
	if (c->paints && c->artifacts)
		g_string_append(c->out, "\nEMC");
	g_string_truncate(c->loose, 0);
	c->paints = false;
}

/* False: it is no share of a colour. */
static bool read_share(const char **s, const char *end, double *share)
{
	const char *word = skip_spaces(*s, end);
	char *after = NULL;
	*s = word < end ? skip_token(word, end) : NULL;
	if (!*s)
		return false;
	*share = g_ascii_strtod(word, &after);
	return after == *s && *share >= 0 && *share <= 1;
}

/* "0.7 0.7 0.7 rg" → "0.7 g". Frames were made grey before; what still has a colour is a drawing's, and becomes as grey. */
static bool put_gray(GString *to, const char *operands, const char *token)
{
	struct bill_color c = {0, 0, 0, 1};
	char number[G_ASCII_DTOSTR_BUF_SIZE];
	if (!read_share(&operands, token, &c.red) || !read_share(&operands, token, &c.green) ||
		!read_share(&operands, token, &c.blue))
		return false;
	bool is_gray = c.red == c.green && c.green == c.blue;
	g_string_append_c(to, ' ');
	g_string_append(to, g_ascii_formatd(number, sizeof number, "%.6g", is_gray ? c.red : bill_color_gray(c).red));
	g_string_append(to, *token == 'r' ? " g" : " G");
	return true;
}

/* One operator with its operands. */
static bool put(struct content *c, const char *operands, const char *token, const char *end)
{
	static const char *const paint[] = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", "\"", NULL};
	static const char *const color[] = {"rg", "RG", NULL};
	bool begins = is(token, end, "BDC") || is(token, end, "BMC"), ends = is(token, end, "EMC");
	if (is(token, end, "BI"))
		return false; /* a picture inside the operators: cairo writes none on a page */
	if (begins && c->depth++ == 0)
		flush_loose(c);
	GString *to = c->depth > 0 ? c->out : c->loose;
	c->paints |= is_one_of(token, end, paint);
	if (!c->gray || !is_one_of(token, end, color) || !put_gray(to, operands, token))
		g_string_append_len(to, operands, end - operands);
	if (ends && c->depth-- == 1)
		c->paints = false;
	return c->depth >= 0;
}

bool bill_content_mend(const GString *content, bool artifacts, bool gray, GString *out)
{
	struct content c = {content->str, content->str + content->len, artifacts, gray, out, g_string_new(NULL), false, 0};
	const char *operands = c.s, *token = skip_spaces(c.s, c.end);
	bool good = true;
	while (good && token < c.end) {
		const char *end = skip_token(token, c.end);
		good = end != NULL;
		if (good && is_operator(*token)) {
			good = put(&c, operands, token, end);
			operands = end;
		}
		token = good ? skip_spaces(end, c.end) : token;
	}
	g_string_append_len(c.loose, operands, c.end - operands);
	flush_loose(&c);
	g_string_free(c.loose, TRUE);
	return good && c.depth == 0;
}
