/* Text cleaned for people: whatever the field holds, its text is valid, composed, and its runs are in order. */
#include <string.h>

#include "event/event.h"
#include "fuzz.h"

static void check(const struct bill_text *text)
{
	size_t end = 0;
	g_assert(g_utf8_validate(text->s, (gssize)text->len, NULL) && strlen(text->s) == text->len);
	for (size_t i = 0; i < text->n_runs; i++) {
		g_assert(text->runs[i].start >= end && text->runs[i].len > 0 && text->runs[i].flags < 64);
		end = text->runs[i].start + text->runs[i].len;
		g_assert(end <= text->len);
	}
}

/* The first byte chooses how. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const languages[] = {"en", "de", "fr", "ja"};
	unsigned how = size ? data[0] : 0;
	g_autofree char *raw = g_strndup((const char *)data + (size > 0), size - (size > 0));
	struct bill_arena *arena = bill_arena_new();
	struct bill_diags *diags = bill_diags_new();
	struct bill_text text = bill_event_clean(raw, languages[how / 2 % 4], how % 2, (struct bill_at){NULL, 0, 0}, arena, diags);
	check(&text);
	bill_diags_free(diags);
	bill_arena_free(arena);
	return 0;
}
