/* What the files of fill/ share: whose words a placeholder means, and how filters change them. */
#ifndef BILL_FILL_TEMPLATE_WORDS_H
#define BILL_FILL_TEMPLATE_WORDS_H

#include "fill/fill.h"

struct bill_cleaned;

/* What most events of a poster share. */
struct bill_usual {
	const struct bill_event *weekday, *clock; /* one of the events on that weekday, at that time of day; NULL: there is no usual one */
	bool one_zone;                            /* all are in one zone, or in none */
	const char *language;                     /* that most of them are in */
};

/* Whose words: the innermost repetition first, then the event, then the design's parameters. */
struct bill_scope {
	const struct bill_design *design; /* NULL in output names */
	const struct bill_event *const *all; /* that the poster shows, by their time; never empty */
	size_t n_all;
	const struct bill_event *const *events; /* that are meant here: all, or inside each: days those of the day; never empty */
	size_t n_events;
	const struct bill_event *event;     /* the one that is meant here: the first, or inside each: events another */
	bool inside;                        /* each: events or days */
	const struct bill_usual *usual;     /* NULL in output names */
	const struct bill_speaker *speaker; /* inside each: speakers */
	struct bill_item *programme;        /* inside each: programme */
	const struct bill_value *item;      /* inside each: keywords or logos; its name is "item" */
	struct bill_figures *figures;       /* NULL: no pictures */
	struct bill_arena *arena;
	struct bill_diags *diags;        /* NULL: nobody listens */
	struct bill_cleaned **cleaned;   /* the event's texts that were cleaned so far; NULL: none are kept */
};

/* What became of a template. */
struct bill_words {
	const char *text;  /* NULL: every placeholder was empty */
	const char *field; /* the first field that gave words */
	struct bill_at at; /* where that field was written */
	bool only_field;   /* nothing but one placeholder */
	const struct bill_text *rich; /* that placeholder's text with its runs, where no filter changed it; else NULL */
};

struct bill_words bill_words_fill(const struct bill_template *template_, const struct bill_scope *scope);
/* The value of a name before any filter, or NULL. Not for times. */
const char *bill_words_value(const struct bill_scope *scope, const char *name);
/* Whether a name has a value; names of filters do not matter. */
bool bill_words_has(const struct bill_scope *scope, const char *name);
/* Whether a name stands for a parameter's value: the event has no field of this name. */
bool bill_words_is_set(const struct bill_scope *scope, const char *name);

/* A value of the event cleaned for people. Its words may be none. */
const struct bill_text *bill_clean_value(const struct bill_scope *scope, const char *name, const char *raw, struct bill_at at);

/* The cleaned text whose words these are (the same pointer), or NULL. */
const struct bill_text *bill_cleaned_text(const struct bill_scope *scope, const char *words);

/* The address in a text, with its scheme ("example.org/talk" gets https://); NULL: nothing there that a phone can open, such as
 * a path that is relative to some page. */
const char *bill_address(const char *text, struct bill_arena *arena);

/* ---- usual.c: NULL where there is nothing to say ---- */

struct bill_usual bill_usual_of(const struct bill_scope *scope);
/* Dates of one poster do not change their language from row to row where it was only guessed: an event that does not say its own
 * has that of most. */
const char *bill_dates_language(const struct bill_scope *scope, const struct bill_event *event);
/* The text that more than half of the events have under a name; and the event's own where it is another. */
const char *bill_usual_text(const struct bill_scope *scope, const char *name, struct bill_at *at);
const char *bill_own_text(const struct bill_scope *scope, const char *name, struct bill_at *at);
/* "Tuesdays, 10:00–11:00 am"; and what of it is not so for the event (the day alone is "Tue"); and its time of day in any case. */
const char *bill_usual_when(const struct bill_scope *scope, struct bill_at *at);
enum bill_when_parts { BILL_DAY_AND_CLOCK, BILL_DAY, BILL_CLOCK };
const char *bill_own_when(const struct bill_scope *scope, enum bill_when_parts parts, struct bill_at *at);
const char *bill_clock(const struct bill_scope *scope, struct bill_at *at);
/* An event from the first day to the last; never NULL. */
const struct bill_event *bill_span_of(const struct bill_scope *scope);
/* Whether a day and a month alone would not tell when. */
bool bill_spans_years(const struct bill_scope *scope);
/* heading: what a parameter says, or NULL. Not cleaned. */
const char *bill_headline(const struct bill_scope *scope, const char *heading, struct bill_at *at);

/* A phrase of phrases.def in the event's language; NULL: there is none of this name. */
const char *bill_phrase(const char *name, const struct bill_event *event);

/* One filter over a text; NULL or "" when nothing is left. Dates are not texts: template_words.c formats them. */
const char *bill_filter(const char *name, const char *argument, const char *text, const struct bill_scope *scope);

#endif
