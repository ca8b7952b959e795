/* The event's texts as people read them: each is cleaned once, when it is first asked for. */
#include "fill/template_words.h"

#include <string.h>

struct bill_cleaned {
	const char *raw; /* the same pointer is the same text */
	struct bill_text text;
	struct bill_cleaned *next;
};

/* Addresses, file names and codes are no prose: they are shown, if at all, as they are. */
static bool is_code(const char *name)
{
	static const char *const names[] = {"id", "url", "image", "photo", "photo_focus", "logos", "item", "status", "language", "zone"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static bool is_prose(const char *name)
{
	return g_str_has_prefix(name, "abstract") || strcmp(name, "bio") == 0;
}

static struct bill_text clean(const struct bill_scope *scope, const char *name, const char *raw, struct bill_at at)
{
	if (is_code(name))
		return (struct bill_text){.s = raw, .len = strlen(raw)};
	bool prose = is_prose(name) || (!bill_event_knows(name) && strchr(raw, '\n'));
	return bill_event_clean(raw, bill_event_language(scope->event), prose, at, scope->arena, scope->diags);
}

const struct bill_text *bill_clean_value(const struct bill_scope *scope, const char *name, const char *raw, struct bill_at at)
{
	for (struct bill_cleaned *known = scope->cleaned ? *scope->cleaned : NULL; known; known = known->next)
		if (known->raw == raw)
			return &known->text;
	struct bill_cleaned *cleaned = bill_arena_new0(scope->arena, struct bill_cleaned);
	cleaned->raw = raw;
	cleaned->text = clean(scope, name, raw, at);
	if (scope->cleaned) {
		cleaned->next = *scope->cleaned;
		*scope->cleaned = cleaned;
	}
	return &cleaned->text;
}

const struct bill_text *bill_cleaned_text(const struct bill_scope *scope, const char *words)
{
	for (struct bill_cleaned *known = scope->cleaned ? *scope->cleaned : NULL; known; known = known->next)
		if (known->text.s == words)
			return &known->text;
	return NULL;
}
