/* The few words that layouts add of their own, in the event's language. */
#include "fill/template_words.h"

#include <string.h>

static const struct {
	const char *name, *language, *one, *many;
} phrases[] = {
#define PHRASE(name, language, one, many) {name, language, one, many},
#include "fill/phrases.def"
#undef PHRASE
};

/* How well a phrase's language stands for the one that is wanted: all of its tag, or its first part (RFC 4647, 3.4 "lookup"). */
static size_t match(const char *has, const char *wanted)
{
	size_t len = strlen(has);
	bool prefix = g_ascii_strncasecmp(has, wanted, len) == 0 && (wanted[len] == '\0' || wanted[len] == '-');
	return prefix ? len : strcmp(has, "en") == 0 ? 1 : 0;
}

const char *bill_phrase(const char *name, const struct bill_event *event)
{
	const char *wanted = bill_event_language(event), *best = NULL;
	size_t best_match = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
		size_t matched = strcmp(phrases[i].name, name) == 0 ? match(phrases[i].language, wanted) : 0;
		if (matched > best_match) {
			best_match = matched;
			best = event->n_speakers > 1 ? phrases[i].many : phrases[i].one;
		}
	}
	return best;
}
