/* Words that a page broke at the ends of its lines are whole again. */
#include "event/listing.h"
#include "event/utf.h"

#include <string.h>

static bool is_among(const char *word, size_t len, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == len && g_ascii_strncasecmp(word, list[i], len) == 0)
			return true;
	return false;
}

/* "well-\nknown" keeps its hyphen, and so does a word of which one half is left out ("Haus- und Gartenarbeit"). */
static bool is_compound(const char *before, size_t before_len, const char *after, size_t after_len)
{
	static const char *const first[] = {"well", "self", "non", "long", "short", "high", "low", "two", "three", "four", "one",
		"many", "real", "large", "small", "full", "half", "ill", "post", "pre", "mid", "all", "cross", "state", "time", "so", "e",
		"x", "non", "semi", "anti", "ex", "co", "multi", "first", "second", "third", "open", "cutting", "data", "user", "peer"};
	static const char *const second[] = {"und", "oder", "and", "or", "et", "ou", "y", "o", "e", "en", "of", "och", "og", "to",
		"in", "based", "driven", "like", "free", "wide", "time", "scale", "dimensional", "term", "level", "order"};

	return is_among(before, before_len, first, G_N_ELEMENTS(first)) || is_among(after, after_len, second, G_N_ELEMENTS(second));
}

/* The bytes of the letters before a place in a text. */
static size_t letters_before(const char *text, const char *end)
{
	const char *p = end;

	while (p > text && g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(p))))
		p = g_utf8_prev_char(p);
	return (size_t)(end - p);
}

static size_t letters_after(const char *text)
{
	const char *p = text;

	while (g_unichar_isalpha(g_utf8_get_char(p)))
		p = bill_utf_next(p);
	return (size_t)(p - text);
}

char *bill_listing_rejoin(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p;) {
		const char *next = g_str_has_prefix(p, "-\n") ? p + 2 + strspn(p + 2, " \t") : NULL;
		size_t before = next ? letters_before(text, p) : 0, after = next ? letters_after(next) : 0, rest;

		if (!before || !after || !g_unichar_islower(g_utf8_get_char(next)) ||
			!g_unichar_islower(g_utf8_get_char(g_utf8_prev_char(p)))) {
			g_string_append_c(out, *p++);
			continue;
		}
		if (is_compound(p - before, before, next, after))
			g_string_append_c(out, '-');
		rest = strcspn(next, " \n"); /* the word's end and the signs after it move up */
		g_string_append_len(out, next, (gssize)rest);
		p = next + rest;
		if (*p == ' ') {
			g_string_append_c(out, '\n');
			p++;
		}
	}
	return g_string_free(out, FALSE);
}
