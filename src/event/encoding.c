/* Bytes of any usual encoding → UTF-8, for formats that programs of all ages write. */
#include "event/reader.h"

#include <string.h>

static void replace(struct bill_src *src, char *text, gsize len)
{
	g_free(src->text);
	src->text = text;
	src->len = len;
}

/* UTF-16 without its mark: every second byte of Latin text is NUL. */
static const char *wide_encoding(const struct bill_src *src)
{
	size_t even = 0, odd = 0, n = MIN(src->len, 4000) / 2 * 2;

	if (n < 4 || memchr(src->text, '\0', n) == NULL)
		return NULL;
	for (size_t i = 0; i < n; i += 2) {
		even += !src->text[i];
		odd += !src->text[i + 1];
	}
	if (odd * 4 > n && even * 10 < n)
		return "UTF-16LE";
	return even * 4 > n && odd * 10 < n ? "UTF-16BE" : NULL;
}

static bool has_wide_mark(const struct bill_src *src)
{
	return g_str_has_prefix(src->text, "\xff\xfe") || g_str_has_prefix(src->text, "\xfe\xff");
}

bool bill_encoding_is_wide(const struct bill_src *src)
{
	return has_wide_mark(src) || wide_encoding(src);
}

static bool convert(struct bill_src *src, const char *from)
{
	gsize len = 0;
	char *text = g_convert(src->text, (gssize)src->len, "UTF-8", from, NULL, &len, NULL);

	if (!text)
		return false;
	replace(src, text, len);
	return true;
}

/* Bytes that Windows-1252 has no character for become U+FFFD. */
static void convert_old(struct bill_src *src)
{
	gsize len = 0;
	char *text = g_convert_with_fallback(src->text, (gssize)src->len, "UTF-8", "WINDOWS-1252", "\xef\xbf\xbd", NULL, &len, NULL);

	if (!text) {
		text = g_utf8_make_valid(src->text, (gssize)src->len);
		len = strlen(text);
	}
	replace(src, text, len);
}

bool bill_encoding_settle(struct bill_src *src, struct bill_diags *diags)
{
	const char *wide = wide_encoding(src), *bad;

	if (wide && !has_wide_mark(src))
		convert(src, wide);
	if (has_wide_mark(src) || g_utf8_validate(src->text, (gssize)src->len, &bad) || memchr(src->text, '\0', src->len))
		return bill_src_check_text(src, diags);
	bill_warning(diags, bill_at_offset(src, (size_t)(bad - src->text)), "event/encoding",
		"the file is no UTF-8 from here on; it was read as Windows-1252");
	convert_old(src);
	return true;
}
