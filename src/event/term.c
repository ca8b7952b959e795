/* The term that a programme is of: "Spring 2027", "WS 2026/27". */
#include "event/listing.h"

#include <stdlib.h>
#include <string.h>

int bill_listing_year(const char *above)
{
	int found = 0;

	for (const char *p = above; (p = strpbrk(p, "0123456789")); p += strspn(p, "0123456789")) {
		int year = strspn(p, "0123456789") == 4 ? atoi(p) : 0;

		if (year < 1990 || year > 2100 || year == found)
			continue;
		if (found)
			return 0;
		found = year;
	}
	return found;
}

/* The bytes of "Spring 2027", "WS 2026/27", "Fall term 2027" at the start of a text; 0: none. */
static size_t term_length(const char *p)
{
	static const char *const seasons[] = {"spring", "summer", "autumn", "fall", "winter", "wintersemester", "sommersemester",
		"ws", "ss", "wise", "sose", "printemps", "automne", "hiver", "été", "primavera", "otoño", "verano", "invierno", "autunno",
		"semestre"};
	static const char *const words[] = {" semester", " term", " quarter", " session", " season"};
	size_t n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(seasons); i++)
		if (g_ascii_strncasecmp(p, seasons[i], strlen(seasons[i])) == 0 && p[strlen(seasons[i])] == ' ')
			n = strlen(seasons[i]);
	for (size_t i = 0; n && i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strncasecmp(p + n, words[i], strlen(words[i])) == 0)
			n += strlen(words[i]);
	if (!n || p[n] != ' ' || strspn(p + n + 1, "0123456789") != 4)
		return 0;
	n += 1 + 4;
	if ((p[n] == '/' || p[n] == '-') && g_ascii_isdigit(p[n + 1]))
		n += 1 + strspn(p + n + 1, "0123456789");
	return n;
}

/* The bytes of a text that are left before the signs at its end. */
static size_t before_signs(const char *text, size_t len)
{
	while (len) {
		size_t sign = strchr(" ,(-|:", text[len - 1]) ? 1 : 0;

		if (!sign && len >= 3 && (memcmp(text + len - 3, "–", 3) == 0 || memcmp(text + len - 3, "—", 3) == 0))
			sign = 3;
		if (!sign)
			break;
		len -= sign;
	}
	return len;
}

static size_t signs(const char *text)
{
	size_t n = 0;

	while (text[n] && (strchr(" ):,-|", text[n]) || g_str_has_prefix(text + n, "–") || g_str_has_prefix(text + n, "—")))
		n += text[n] == '\xe2' ? 3 : 1;
	return n;
}

char *bill_listing_cut_term(char *series)
{
	for (size_t i = 0; series[i]; i++) {
		size_t n = i == 0 || strchr(" (", series[i - 1]) ? term_length(series + i) : 0, before;
		g_autofree char *rest = NULL;
		char *term;

		if (!n)
			continue;
		rest = g_strdup(series + i + n + signs(series + i + n));
		before = before_signs(series, i);
		if (!before && !*rest) /* nothing but a term */
			return NULL;
		term = g_strndup(series + i, n);
		g_snprintf(series + before, strlen(series + before) + 1, "%s%s", before && *rest ? " " : "", rest);
		return term;
	}
	return NULL;
}
