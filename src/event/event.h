/* What happens, who, where, when: the event, and the readers that make it. */
#ifndef BILL_EVENT_H
#define BILL_EVENT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/base.h"

enum bill_field {
#define FIELD(upper, lower, help) BILL_FIELD_##upper,
#include "event/fields.def"
#undef FIELD
	BILL_FIELD_COUNT,
};

/* One value and where it was written. text NULL: the event lacks it; it is never "". UTF-8, NFC, trimmed, in the event's arena.
 */
struct bill_value {
	const char *text;
	struct bill_at at;
	bool guessed; /* found by inference, not by a label: read marks it */
};

struct bill_speaker {
	struct bill_value name, affiliation, bio, photo, url;
};

/* One of the things that follow one another: a work of a concert, a talk of a workshop. */
struct bill_item {
	struct bill_value time; /* "19:30", "09:00–10:30", or words of its own */
	struct bill_value title;
	struct bill_value by;    /* composer, author, who speaks */
	struct bill_value dates; /* of the composer: "1685–1750" */
	struct bill_value note;
};

/* A point in time as the input gave it: calendar numbers, never converted to another zone. */
struct bill_moment {
	bool given;
	int year, month, day; /* proleptic Gregorian (ISO 8601); month and day from 1 */
	bool has_time;
	int hour, minute, second;
	bool has_offset;
	int offset_minutes; /* east of Greenwich; only with has_offset */
	struct bill_at at;
};

struct bill_extra {
	const char *key; /* as the user wrote it */
	struct bill_value value;
};

/* Made by a reader and const from then on. */
struct bill_event {
	struct bill_arena *arena;   /* owns every string and array below */
	const struct bill_src *src; /* a counted reference, so that places stay valid */
	struct bill_at at;
	struct bill_value fields[BILL_FIELD_COUNT];
	struct bill_moment start, end;
	bool all_day;
	struct bill_value zone; /* IANA name, or NULL text: floating */
	struct bill_speaker *speakers;
	size_t n_speakers;
	struct bill_value *keywords;
	size_t n_keywords;
	struct bill_value *logos;
	size_t n_logos;
	struct bill_item *programme; /* in the order in which it was written */
	size_t n_programme;
	struct bill_extra *extras;
	size_t n_extras;
};

const char *bill_field_name(enum bill_field field);
/* False: no such field. */
bool bill_field_parse(const char *name, enum bill_field *field);

/* Empty, for a reader to fill; holds a reference to src (NULL: none). */
struct bill_event *bill_event_new(const struct bill_src *src, struct bill_at at);
void bill_event_free(struct bill_event *event); /* NULL is allowed */

/* A text of the event by the name a layout uses: a field, speaker (all names joined), affiliation, bio (of
 * all speakers, each different one once), photo (of the first speaker), location (or "room, venue, address" where only the parts are known), zone, keywords, or an extra. NULL: the event
 * lacks it. *at (may be NULL) receives its place. Borrowed. Not for start and end: see bill_when_format. */
const char *bill_event_text(const struct bill_event *event, const char *name, struct bill_at *at);
/* The names of several speakers as the event's language lists them: "A, B and C". In the arena; NULL: fewer than two, or a crowd. */
const char *bill_event_speaker_list(const struct bill_event *event, struct bill_arena *arena);
/* Whether the event has a value under this name (start and end included). */
bool bill_event_has(const struct bill_event *event, const char *name);
/* Whether a layout may ask for this name: a field, start, end, or one of the derived names above. */
bool bill_event_knows(const char *name);

/* The name of an item's nth value, as files and layouts write it; NULL: there is none. */
const char *bill_item_name(size_t n);
/* An item's value by that name; NULL: there is no such name. */
struct bill_value *bill_item_value(struct bill_item *item, const char *name);

/* BCP 47 tag for the event's texts: its own, or "en" when it has none. Borrowed. */
const char *bill_event_language(const struct bill_event *event);

/* ---- reading: every format behind one door ---- */

struct bill_reader;

/* Opens a file ("-": standard input) and finds its format by suffix, then by content.
 * NULL after a diagnostic: src/… when it cannot be read, event/… when it is no event. */
struct bill_reader *bill_reader_open(const char *path, struct bill_diags *diags);
/* The next event, owned by the caller; NULL at the end. An event that cannot be read is an error in diags and is skipped,
 * so the caller compares error counts to know whether anything was lost. */
struct bill_event *bill_reader_next(struct bill_reader *reader, struct bill_diags *diags);
void bill_reader_close(struct bill_reader *reader); /* NULL is allowed */

/* ---- reading: which events ---- */

/* What a run wants of its inputs, and how many events it has seen. */
struct bill_selection;

struct bill_selection *bill_selection_new(void);
void bill_selection_free(struct bill_selection *selection); /* NULL is allowed */
/* One wish. Keys: from, until, now (dates or times), upcoming (""), match (words), id, limit (a number), zone (an IANA name), map
 * (a file of "their name: our name"), past ("": an event of the past is a warning). False after a diagnostic selection/…. */
bool bill_selection_set(struct bill_selection *selection, const char *key, const char *value, struct bill_diags *diags);
/* Opens a file or all files of a folder, and gives the wanted events only. One selection serves all inputs of a run, one after
 * the other, and must outlive its readers. NULL: everything is wanted. */
struct bill_reader *bill_reader_open_with(const char *path, struct bill_selection *selection, struct bill_diags *diags);
/* Whether there is something to tell: more than one event, or one that was passed over or lost. */
bool bill_selection_has_story(const struct bill_selection *selection);
/* Appends it: "12 events read, 3 passed over (2 before --from, 1 by --limit), 1 not read". */
void bill_selection_tell(const struct bill_selection *selection, GString *out);

/* ---- put aside ---- */

/* Events kept for later, places and all, in little memory: beyond some megabytes they are in a temporary file. A process that was
 * forked may take events from its parent's shelf. */
struct bill_shelf;

struct bill_shelf *bill_shelf_new(void);
void bill_shelf_free(struct bill_shelf *shelf); /* NULL is allowed */
/* The event stays the caller's. False after sink/full. */
bool bill_shelf_put(struct bill_shelf *shelf, const struct bill_event *event, struct bill_diags *diags);
size_t bill_shelf_count(const struct bill_shelf *shelf);
/* The event that was put there as the index-th, counted from 0, made anew: the caller's, valid while the shelf is. NULL: the
 * temporary file cannot be read. */
struct bill_event *bill_shelf_take(struct bill_shelf *shelf, size_t index);

/* ---- writing: what was understood ---- */

enum bill_event_format { BILL_EVENT_YAML, BILL_EVENT_JSON, BILL_EVENT_JSONL };
/* Appends the event. Reading it again gives the same event. YAML: one document of a stream ("---" between is the caller's);
 * JSON: one pretty object; JSONL: one line with its newline. */
void bill_event_write(const struct bill_event *event, enum bill_event_format format, GString *out);

/* ---- cleaning: what people read ---- */

/* A field's raw text as a person would have typed it: markup becomes paragraphs, lists and runs; what is no markup is untouched.
 * prose: a body text with paragraphs, lists and Markdown; else a text of one line such as a title (U+2028 where its break was meant).
 * language: a BCP 47 tag, NULL means "en". Warnings: clean/tex, clean/broken-character. In the arena. */
struct bill_text bill_event_clean(
	const char *raw, const char *language, bool prose, struct bill_at at, struct bill_arena *arena, struct bill_diags *diags);

/* ---- when (ICU) ---- */

/* Formats the event's time in its language (or `language` when not NULL). Styles:
 *   date: "long" (Tuesday, January 21, 2025, or the range of a multi-day event), "medium", "short", "brief" (Jan 21), "weekday", "weekday-short" (Tue), "day", "month",
 * "year", "season" (Spring 2025); "time" (10:00–11:00 am, with the zone's short name where people may be elsewhere or the event has show_zone; Sat 6:00 pm – Mon 9:00 am over days), "time-alone" and "time-and-zone" (never and always with it); or a
 * strftime-like pattern of %Y %m %d %H %M %F %T %j %a %A %b %B %y %e %% (C locale, numbers only for file names). which: 's' the
 * start, 'e' the end, 'r' the range of both. NULL: the event has no such time. In the arena given. */
const char *bill_when_format(
	const struct bill_event *event, char which, const char *style, const char *language, struct bill_arena *arena);
/* Whether the event goes on over days; an evening that ends in the small hours does not. */
bool bill_when_lasts_days(const struct bill_event *event);
/* A time of day that was kept as text ("19:30", "9:00–10:30") as the event's language writes it. NULL: it is something else. */
const char *bill_when_clock(const char *text, const struct bill_event *event, struct bill_arena *arena);
/* Whether `style` is one of the names above or a pattern that holds only known conversions. */
bool bill_when_knows(const char *style);

#endif
