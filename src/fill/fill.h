/* Design + event → content: placeholders replaced, empty things gone, lists repeated; nothing left to look up. */
#ifndef BILL_FILL_H
#define BILL_FILL_H

#include "base/base.h"
#include "design/design.h"
#include "event/event.h"
#include "figure/figure.h"

/* One element with its words. */
struct bill_content {
	const struct bill_element *element;         /* never NULL */
	struct bill_text text, heading, short_form; /* len 0: none */
	const char *field;                          /* the first field its text came from, for messages and tags; NULL: none */
	struct bill_at field_at;                    /* where that field was written */
	bool title;                                 /* the words that the poster is known by */
	const char *link;                           /* the text is this address; NULL: it is not */
	const struct bill_qr *qr, *coarse_qr; /* the second where there is little room; both or neither */
	struct bill_figure *figure;           /* of an image */
	const char *alternative;              /* what to say instead of it */
	struct bill_point focus;              /* what to keep of it */
	bool evened;                          /* one of a row of logos: they look equally large */
	enum bill_pattern_kind pattern;       /* of a pattern, with its seeds */
	uint64_t family, member;
	struct bill_content **children;             /* one that is repeated stands there as often */
	size_t n_children;
	bool blank;   /* nothing to show: it only keeps its place */
	bool dropped; /* set by the fit engine: an optional element that had to go */
};

/* The content of one poster, in the arena. Images are left out. NULL after diagnostics. */
struct bill_content *bill_fill(const struct bill_design *design, const struct bill_event *event,
	const struct bill_sheet_size *size, struct bill_arena *arena, struct bill_diags *diags);

/* The same for several events on one poster: `each: events` repeats an element for every one, by their time, and all else is the first's.
 * figures: where pictures are opened, and stay; NULL: they are left out. */
struct bill_content *bill_fill_many(const struct bill_design *design, const struct bill_event *const *events, size_t n_events,
	const struct bill_sheet_size *size, struct bill_figures *figures, struct bill_arena *arena, struct bill_diags *diags);

/* The first of those in the language that most of them are in; at least one. */
const struct bill_event *bill_in_commonest_language(const struct bill_event *const *events, size_t n_events);

/* One template with an event's words, as plain text: for output names. In the arena; "" when nothing is left.
 * False filters and unknown names were refused by bill_template_parse. */
const char *bill_fill_template(const struct bill_template *template_, const struct bill_design *design,
	const struct bill_event *event, struct bill_arena *arena, const char **field, struct bill_at *field_at);

/* Lower-case ASCII words joined by hyphens, for file names: "Łukasz O'Neil" → "lukasz-oneil". */
char *bill_slug(const char *text, struct bill_arena *arena);

#endif
