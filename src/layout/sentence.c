/* Where a sentence ends, well enough to cut a text there. */
#include "layout/box.h"

#include <string.h>

/* Words whose full stop does not end a sentence, without it. */
static const char *const abbreviations[] = {"Dr", "Prof", "Mr", "Mrs", "Ms", "St", "vs", "etc", "e.g", "i.e", "a.m", "p.m", "cf", "al", "Fig", "No", "Vol", "pp", "Ph.D", "M.D", "B.Sc", "M.Sc", "Inc",
	"Ltd", "Jr", "Sr", "approx", "ca", "z.B", "bzw", "Nr", "usw", "M", "Mme", "Mlle"};

static bool is_abbreviation(const char *s, size_t end)
{
	size_t start = end;
	while (start > 0 && !strchr(" \n(", s[start - 1]))
		start--;
	size_t len = end - start;
	if (len == 1)
		return true; /* an initial */
	for (size_t i = 0; i < G_N_ELEMENTS(abbreviations); i++)
		if (strlen(abbreviations[i]) == len && strncmp(s + start, abbreviations[i], len) == 0)
			return true;
	return false;
}

bool bill_sentence_ends(const char *s, size_t at)
{
	size_t end = at;
	while (end > 0 && strchr(")\"'", s[end - 1]))
		end--;
	if (end == 0)
		return false;
	if (s[at] == '\n')
		return true;
	if (s[end - 1] == '!' || s[end - 1] == '?')
		return true;
	if (s[end - 1] == '.')
		return !is_abbreviation(s, end - 1);
	const char *last = g_utf8_find_prev_char(s, s + end);
	gunichar c = last ? g_utf8_get_char(last) : 0;
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x0964 || c == 0x06D4 || c == 0x061F || c == 0x2026;
}
