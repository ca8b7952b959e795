/* Scripts without spaces between words: Lao, Khmer and Burmese are parted by ICU's dictionaries; Pango knows the others. */
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

/* Sets breaks inside a run of one script; both ends keep what Pango found. */
static void part_run(const char *s, size_t len, const char *language, PangoLogAttr *attributes)
{
	UErrorCode status = U_ZERO_ERROR;
	UText *text = utext_openUTF8(NULL, s, (int64_t)len, &status);
	UBreakIterator *words = ubrk_open(UBRK_LINE, language, NULL, 0, &status);
	ubrk_setUText(words, text, &status);
	const char *at = s;
	glong character = 0;
	for (int32_t place = U_SUCCESS(status) ? ubrk_next(words) : UBRK_DONE; place != UBRK_DONE && place < (int32_t)len;
		 place = ubrk_next(words)) {
		character += g_utf8_strlen(at, s + place - at);
		at = s + place;
		attributes[character].is_line_break = 1;
	}
	if (words)
		ubrk_close(words);
	utext_close(text);
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
			part_run(start, (size_t)(c - start), language, attributes + first);
	}
}
