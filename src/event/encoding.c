/* Bytes of any usual encoding → UTF-8, for formats that programs of all ages write. */
#include "event/reader.h"
#include "event/utf.h"

#include <string.h>

static void replace(struct bill_src *src, char *text, gsize len)
{
	g_free(src->text);
	g_clear_pointer(&src->marks, g_free); /* lines of the old text */
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

/* How many characters of a text lie between two. */
static size_t count_between(const char *text, gunichar from, gunichar to)
{
	size_t n = 0;

	for (; *text; text = bill_utf_next(text))
		n += g_utf8_get_char(text) >= from && g_utf8_get_char(text) <= to;
	return n;
}

/* What spreadsheets of East Asia and Russia write: their bytes make sense in that encoding alone, and give letters of its script.
 * A text of Western Europe has few letters beyond ASCII, seldom two in a row. */
static const char *old_encoding(const struct bill_src *src)
{
	static const struct {
		const char *name;
		gunichar from, to;
		unsigned part; /* of the bytes beyond ASCII: one in so many is such a letter */
	} scripts[] = {{"CP932", 0x3041, 0x30FF, 20}, {"CP949", 0xAC00, 0xD7A3, 3}, {"GB18030", 0x4E00, 0x9FFF, 3},
		{"WINDOWS-1251", 0x0430, 0x044F, 2}};
	size_t high = 0, pairs = 0;

	for (size_t i = 0; i < src->len; i++) {
		high += (unsigned char)src->text[i] >= 0x80;
		pairs += i + 1 < src->len && (unsigned char)src->text[i] >= 0x80 && (unsigned char)src->text[i + 1] >= 0x80;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(scripts) && pairs * 3 > high; i++) {
		g_autofree char *text = g_convert(src->text, (gssize)src->len, "UTF-8", scripts[i].name, NULL, NULL, NULL);

		if (text && count_between(text, scripts[i].from, scripts[i].to) * scripts[i].part > high)
			return scripts[i].name;
	}
	return "WINDOWS-1252";
}

/* Bytes that the encoding has no character for become U+FFFD. */
static void convert_old(struct bill_src *src, const char *from)
{
	gsize len = 0;
	char *text = g_convert_with_fallback(src->text, (gssize)src->len, "UTF-8", from, "\xef\xbf\xbd", NULL, &len, NULL);

	if (!text) {
		text = g_utf8_make_valid(src->text, (gssize)src->len);
		len = strlen(text);
	}
	replace(src, text, len);
}

bool bill_encoding_settle(struct bill_src *src, struct bill_diags *diags)
{
	const char *wide = wide_encoding(src), *bad, *old;

	if (wide && !has_wide_mark(src))
		convert(src, wide);
	if (has_wide_mark(src) || g_utf8_validate(src->text, (gssize)src->len, &bad) || memchr(src->text, '\0', src->len))
		return bill_src_check_text(src, diags);
	old = old_encoding(src);
	bill_warning(diags, bill_at_offset(src, (size_t)(bad - src->text)), "event/encoding",
		"the file is no UTF-8 from here on; it was read as %s", old);
	convert_old(src, old);
	return true;
}
