/* Language tags (BCP 47), cut down to language, script and region. */
#include "font/type.h"

#include <string.h>

static bool all_of(const char *part, size_t len, bool (*holds)(char))
{
	for (size_t i = 0; i < len; i++)
		if (!holds(part[i]))
			return false;
	return true;
}

static bool is_letter(char c)
{
	return g_ascii_isalpha(c);
}

static bool is_digit(char c)
{
	return g_ascii_isdigit(c);
}

static bool is_language(const char *part, size_t len)
{
	return (len == 2 || len == 3) && all_of(part, len, is_letter);
}

static bool is_script(const char *part, size_t len)
{
	return len == 4 && all_of(part, len, is_letter);
}

static bool is_region(const char *part, size_t len)
{
	return (len == 2 && all_of(part, len, is_letter)) || (len == 3 && all_of(part, len, is_digit));
}

/* RFC 5646, 2.1: language, then an extended language (passed over), script and region, each at most once and in this order;
 * variants and what stands after a single letter end it. */
void bill_language_reduce(const char *tag, char reduced[static BILL_LANGUAGE_BYTES])
{
	bool (*const kinds[])(const char *, size_t) = {is_script, is_region};
	size_t len = strcspn(tag, "-_"), kind = 0, at = 0;
	reduced[0] = '\0';
	if (!is_language(tag, len))
		return;
	memcpy(reduced, tag, at = len);
	for (tag += len; *tag && kind < G_N_ELEMENTS(kinds); tag += len) {
		len = strcspn(++tag, "-_");
		if (len < 2)
			break;
		for (size_t k = kind; k < G_N_ELEMENTS(kinds); k++) {
			if (!kinds[k](tag, len))
				continue;
			reduced[at++] = '-';
			memcpy(reduced + at, tag, len);
			at += len;
			kind = k + 1;
			break;
		}
	}
	reduced[at] = '\0';
}
