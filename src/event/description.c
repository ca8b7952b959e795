/* A description of an event whose own fields are known: taken apart like a listing where it has labels of its own. */
#include "event/describe.h"
#include "event/html.h"
#include "event/listing.h"

#include <string.h>

#define LONGEST_NAMES 400 /* bytes; what is longer names no speaker */

/* "Speaker: …", "Bio: …": labels that a plain text does not have by chance. An abstract's label must be the first. */
static bool is_sure(const GPtrArray *sections)
{
	for (guint i = 0; i < sections->len; i++) {
		const struct bill_section *section = g_ptr_array_index(sections, i);
		bool filled = section->text->len > 0;

		if (!filled)
			continue;
		if ((section->label == BILL_LABEL_SPEAKER || section->label == BILL_LABEL_SPEAKERS ||
				section->label == BILL_LABEL_TITLE) &&
			section->text->len < LONGEST_NAMES)
			return true;
		if (section->label == BILL_LABEL_BIO || (section->label == BILL_LABEL_ABSTRACT && i == 0))
			return true;
	}
	return false;
}

static void keep_whole(struct bill_draft *draft, const char *text, struct bill_at at)
{
	if (bill_draft_has(draft, BILL_FIELD_ABSTRACT))
		bill_draft_extra(draft, "notes", text, at);
	else
		bill_draft_set(draft, BILL_FIELD_ABSTRACT, text, at);
}

/* The title was given as a title, yet it may be a heading: "Ann Lee: On Bridges", where the description names Ann Lee. */
static void take_apart(struct bill_draft *draft, const GPtrArray *sections, const char *text, struct bill_at at)
{
	struct bill_value *title = &draft->event->fields[BILL_FIELD_TITLE];
	struct bill_listing listing = {
		.draft = draft,
		.described = true,
		.language = draft->event->fields[BILL_FIELD_LANGUAGE].text,
		.heading = g_strdup(title->text),
		.heading_at = title->at,
	};

	*title = (struct bill_value){0};
	bill_listing_understand(&listing, sections, text, at);
}

void bill_draft_describe(struct bill_draft *draft, const char *text, struct bill_at at)
{
	g_autofree char *lines = bill_html_is(text) ? bill_html_lines(text, MIN(strlen(text), BILL_MAX_FIELD_BYTES)) : NULL;
	g_autofree char *plain = NULL;
	g_autoptr(GPtrArray) sections = NULL;

	if (!lines)
		lines = g_strndup(text, MIN(strlen(text), BILL_MAX_FIELD_BYTES));
	for (char *end = lines; (end = strchr(end, '\r'));)
		*end = '\n';
	plain = bill_draft_without_boilerplate(draft, lines, at);
	if (plain) {
		g_free(lines);
		text = lines = g_steal_pointer(&plain);
	}
	sections = bill_describe(at.src, lines, 1);
	if (!is_sure(sections)) {
		keep_whole(draft, text, at);
		return;
	}
	for (guint i = 0; i < sections->len; i++)
		((struct bill_section *)g_ptr_array_index(sections, i))->at = at; /* its lines are those of a text inside a value */
	take_apart(draft, sections, lines, at);
}
