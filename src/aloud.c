/* What a screen reader should say of a poster. */
#include "aloud.h"

#include <string.h>

#include "surface/surface.h"

/* ---- who, when, where ---- */

static void add(GString *out, const char *before, const char *text)
{
	if (!text || !*text)
		return;
	if (out->len > 0)
		g_string_append(out, before);
	g_string_append(out, text);
}

static void add_speakers(const struct bill_event *event, GString *out)
{
	for (size_t i = 0; i < event->n_speakers; i++) {
		add(out, "\n", event->speakers[i].name.text);
		add(out, event->speakers[i].name.text ? ", " : "\n", event->speakers[i].affiliation.text);
	}
}

static void add_facts(const struct bill_event *event, struct bill_arena *arena, GString *out)
{
	const char *date = bill_when_format(event, 'r', "long", NULL, arena),
			   *time = bill_when_format(event, 'r', "time", NULL, arena);
	add_speakers(event, out);
	add(out, "\n", date);
	add(out, date ? ", " : "\n", time);
	add(out, "\n", bill_event_text(event, "location", NULL));
}

char *bill_aloud_facts(const struct bill_event *event, struct bill_arena *arena)
{
	g_autoptr(GString) out = g_string_new(NULL);
	add_facts(event, arena, out);
	return bill_arena_strndup(arena, out->str, out->len);
}

static void add_event(const struct bill_event *event, GString *out)
{
	struct bill_arena *arena = bill_arena_new();
	add(out, "\n", bill_event_text(event, "title", NULL));
	add(out, "\n", bill_event_text(event, "subtitle", NULL));
	add(out, "\n", bill_aloud_facts(event, arena));
	bill_arena_free(arena);
}

/* ---- the page ---- */

/* The words of one text element, its lines joined as they read. Returns how many frames they were. */
static size_t take_words(const struct bill_frame *frames, size_t count, GString *words)
{
	size_t n = 0;
	for (; n < count && frames[n].kind == BILL_FRAME_LINE && frames[n].block == frames[0].block; n++) {
		char after = bill_type_line_after(frames[n].line);
		g_string_append(words, bill_type_line_text(frames[n].line));
		if (after)
			g_string_append_c(words, after);
	}
	g_string_replace(words, "\302\255", "", 0);
	return n;
}

static char *folded(const char *text)
{
	g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
	return g_utf8_casefold(normal ? normal : text, -1);
}

/* Whether it was said before: a page shows its title as the sentence that begins the text does. */
static bool was_said(const char *facts, const char *words)
{
	g_autofree char *said = folded(words);
	return strstr(facts, said) != NULL;
}

static void add_page(const struct bill_frames *frames, const char *facts, GString *out)
{
	for (size_t i = 0; i < frames->count;) {
		g_autoptr(GString) words = g_string_new(NULL);
		g_autofree char *picture = bill_frame_alternative(&frames->items[i]);
		size_t n = picture ? 0 : take_words(frames->items + i, frames->count - i, words);
		if (picture)
			g_string_append(words, picture);
		bool copy = frames->items[i].role == BILL_FRAME_ARTIFACT;
		if (words->len && !copy && (picture || !was_said(facts, words->str)))
			add(out, "\n\n", words->str);
		i += MAX(n, 1);
	}
}

void bill_aloud(const struct bill_event *event, const struct bill_frames *frames, GString *out)
{
	if (event)
		add_event(event, out);
	g_autofree char *facts = folded(out->str);
	add_page(frames, facts, out);
	g_string_append_c(out, '\n');
}
