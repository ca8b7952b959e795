/* No hyphenation: a build without libhyphen. */
#include "font/type.h"

const struct bill_hyphenator *bill_fontset_hyphenator(struct bill_fontset *fonts, const char *language)
{
	return NULL;
}

size_t bill_hyphenate(
	const struct bill_hyphenator *hyphenator, const char *word, size_t len, size_t points[static BILL_MOST_SYLLABLES])
{
	return 0;
}
