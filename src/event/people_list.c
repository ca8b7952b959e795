/* Several speakers as a language lists them: "A and B", "A, B et C" (ICU's list patterns, CLDR). */
#include "event/event.h"

#include <string.h>
#include <unicode/ulistformatter.h>
#include <unicode/ustring.h>

#define MOST 30 /* names: more are a crowd, and stand with commas */
#define ROOM 4096

/* The names that there are, in UTF-16; NULL: one has no room. */
static bool take_names(
	const struct bill_event *event, UChar room[ROOM], const UChar *names[MOST], int32_t lengths[MOST], int32_t *n)
{
	int32_t used = 0;

	for (size_t i = 0; i < event->n_speakers; i++) {
		const char *name = event->speakers[i].name.text;
		UErrorCode status = U_ZERO_ERROR;

		if (!name)
			continue;
		if (*n == MOST)
			return false;
		u_strFromUTF8(room + used, ROOM - used, &lengths[*n], name, -1, &status);
		if (U_FAILURE(status))
			return false;
		names[(*n)++] = room + used;
		used += lengths[*n - 1];
	}
	return *n > 1;
}

const char *bill_event_speaker_list(const struct bill_event *event, struct bill_arena *arena)
{
	UChar room[ROOM], out[ROOM];
	const UChar *names[MOST];
	int32_t lengths[MOST], n = 0, len = 0;
	UErrorCode status = U_ZERO_ERROR;
	char text[3 * ROOM];
	UListFormatter *formatter;

	if (event->n_speakers < 2 || !take_names(event, room, names, lengths, &n))
		return NULL;
	formatter = ulistfmt_open(bill_event_language(event), &status);
	len = U_SUCCESS(status) ? ulistfmt_format(formatter, names, lengths, n, out, ROOM, &status) : 0;
	ulistfmt_close(formatter);
	u_strToUTF8(text, sizeof text, NULL, out, len, &status);
	return U_SUCCESS(status) && len > 0 ? bill_arena_strndup(arena, text, strlen(text)) : NULL;
}
