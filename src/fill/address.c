/* Addresses: what a phone can open. */
#include "fill/template_words.h"

#include <string.h>

/* Whether it begins as "example.org/…" does: a name with a dot in it, before any slash. */
static bool begins_with_host(const char *text)
{
	size_t len = strcspn(text, "/?#:");
	const char *dot = g_strrstr_len(text, (gssize)len, ".");
	return dot && dot > text && (size_t)(dot - text) + 2 < len && !g_strstr_len(text, (gssize)len, "..") && g_ascii_isalpha(dot[1]) && !strpbrk(text, " \t\n@");
}

const char *bill_address(const char *text, struct bill_arena *arena)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
		const char *found = strcasestr(text, schemes[i]);
		if (found)
			return bill_arena_strndup(arena, found, strcspn(found, " \t\n<>\""));
	}
	return begins_with_host(text) ? bill_arena_printf(arena, "https://%s", text) : NULL;
}
