/* Scripts without spaces between words: ICU's dictionaries find the words of Lao, Khmer and Burmese, where lines may end, and of
 * Chinese and Japanese, where lines end better than inside them; Pango knows the others. */
#include "font/type.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#define LEAST_RUN 4 /* characters; fewer are one word */

/* Pango 1.50 parts Thai itself (libthai) and follows UAX 14 for Han, kana and Hangul, small kana kept as in the strict rules. */
static const char *icu_language(gunichar c)
{
	if (c < 0xE80 || c > 0x17FF)
		return NULL;
	if (c <= 0xEFF)
		return "lo";
	if (c >= 0x1000 && c <= 0x109F)
		return "my";
	return c >= 0x1780 ? "km" : NULL;
}

/* Calls found for every place that ICU finds inside a run of one script; both ends keep what Pango found. */
static void part_run(const char *s, size_t len, UBreakIteratorType type, const char *language, void (*found)(PangoLogAttr *), PangoLogAttr *attributes)
{
	UErrorCode status = U_ZERO_ERROR;
	UText *text = utext_openUTF8(NULL, s, (int64_t)len, &status);
	UBreakIterator *words = ubrk_open(type, language, NULL, 0, &status);
	ubrk_setUText(words, text, &status);
	const char *at = s;
	glong character = 0;
	for (int32_t place = U_SUCCESS(status) ? ubrk_next(words) : UBRK_DONE; place != UBRK_DONE && place < (int32_t)len;
		 place = ubrk_next(words)) {
		character += g_utf8_strlen(at, s + place - at);
		at = s + place;
		found(&attributes[character]);
	}
	if (words)
		ubrk_close(words);
	utext_close(text);
}

static void set_line_break(PangoLogAttr *attribute)
{
	attribute->is_line_break = 1;
}

static void set_word_boundary(PangoLogAttr *attribute)
{
	attribute->is_word_boundary = 1;
}

bool bill_script_is_east_asian(gunichar c)
{
	GUnicodeScript script = c < 0x2E80 ? G_UNICODE_SCRIPT_COMMON : g_unichar_get_script(c);
	return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA || c == 0x30FC;
}

/* Pango 1.50 calls every ideograph a word; the dictionary knows which belong together. */
static void find_east_asian_words(const char *s, size_t len, PangoLogAttr *attributes)
{
	size_t i = 0;
	for (const char *c = s, *end = s + len; c < end;) {
		const char *start = c;
		size_t first = i;
		for (; c < end && bill_script_is_east_asian(g_utf8_get_char(c)); c = bill_next(c))
			i++;
		if (c == start) {
			c = bill_next(c);
			i++;
			continue;
		}
		for (size_t inside = first + 1; inside < i; inside++)
			attributes[inside].is_word_boundary = 0;
		part_run(start, (size_t)(c - start), UBRK_WORD, "ja", set_word_boundary, attributes + first);
	}
}

void bill_script_breaks(const char *s, size_t len, PangoLogAttr *attributes)
{
	size_t i = 0;
	for (const char *c = s, *end = s + len; c < end;) {
		const char *language = icu_language(g_utf8_get_char(c)), *start = c;
		size_t first = i;
		for (; c < end && icu_language(g_utf8_get_char(c)) == language; c = bill_next(c))
			i++;
		if (language && i - first >= LEAST_RUN)
			part_run(start, (size_t)(c - start), UBRK_LINE, language, set_line_break, attributes + first);
	}
	find_east_asian_words(s, len, attributes);
}

static bool lacks_spaces(gunichar c)
{
	return (c >= 0xE01 && c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

static bool any_lacks_spaces(const char *s, size_t len)
{
	for (const char *c = s; c < s + len; c = bill_next(c))
		if (lacks_spaces(g_utf8_get_char(c)))
			return true;
	return false;
}

bool *bill_script_word_ends(const char *s, size_t len, const char *language)
{
	if (!any_lacks_spaces(s, len))
		return NULL;
	int n = (int)g_utf8_strlen(s, (gssize)len) + 1;
	g_autofree PangoLogAttr *attributes = g_new0(PangoLogAttr, n);
	bool *ends = g_new0(bool, len + 1), before = false;
	pango_get_log_attrs(s, (int)len, -1, pango_language_from_string(language), attributes, n);
	bill_script_breaks(s, len, attributes);
	int i = 0;
	for (const char *c = s; c < s + len; c = bill_next(c), i++) {
		bool now = lacks_spaces(g_utf8_get_char(c));
		ends[c - s] = before && now && attributes[i].is_line_break;
		before = now;
	}
	return ends;
}
