/* The drawing operators of a PDF's page, read one by one and changed. */
#include "surface/content.h"

#include "base/base.h"

#include <string.h>

struct content {
	bool artifacts, gray;
	GString *out;
	const char *copied; /* what comes before is in `out` */
	size_t loose;       /* where in `out` that begins which stands under no tag */
	bool paints;        /* it does */
	int depth;          /* of marked content */
};

/* ---- tokens (ISO 32000-1, 7.2) ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
	return !g_ascii_isalnum(c) && c && strchr("()<>[]{}/%", c); /* most are letters and digits */
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

static void copy_until(struct content *c, const char *s)
{
	g_string_append_len(c->out, c->copied, s - c->copied);
	c->copied = s;
}

/* What stands under no tag ends here. */
static void end_loose(struct content *c, const char *s)
{
	copy_until(c, s);
	if (!c->paints || !c->artifacts)
		return;
	g_string_insert(c->out, (gssize)c->loose, "\n/Artifact BMC ");
	g_string_append(c->out, "\nEMC");
}

static void begin_loose(struct content *c, const char *s)
{
	copy_until(c, s);
	c->loose = c->out->len;
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
	if (is(token, end, "BI"))
		return false; /* a picture inside the operators: cairo writes none on a page */
	if ((is(token, end, "BDC") || is(token, end, "BMC")) && c->depth++ == 0)
		end_loose(c, operands);
	c->paints |= c->depth == 0 && is_one_of(token, end, paint);
	if (c->gray && is_one_of(token, end, color)) {
		copy_until(c, operands);
		if (put_gray(c->out, operands, token))
			c->copied = end;
	}
	if (is(token, end, "EMC") && c->depth-- == 1)
		begin_loose(c, end);
	return c->depth >= 0;
}

bool bill_content_mend(const GString *content, bool artifacts, bool gray, GString *out)
{
	const char *operands = content->str, *end = content->str + content->len;
	struct content c = {.artifacts = artifacts, .gray = gray, .out = out, .copied = operands};
	for (const char *token = skip_spaces(operands, end); token < end;) {
		const char *behind = skip_token(token, end);
		if (!behind)
			return false;
		if (is_operator(*token)) {
			if (!put(&c, operands, token, behind))
				return false;
			operands = behind;
		}
		token = skip_spaces(behind, end);
	}
	end_loose(&c, end);
	return c.depth == 0;
}
