/* iCalendar: the parts of its reader. */
#ifndef BILL_EVENT_ICAL_H
#define BILL_EVENT_ICAL_H

#include "event/reader.h"

#include <libical/ical.h>

/* ---- ical_lines.c: content lines (RFC 5545, 3.1) ---- */

struct bill_ical_lines {
	const char *p, *end;
	int number;    /* of the next physical line */
	GString *text; /* the unfolded line, valid UTF-8 */
	int line;      /* where it begins */
	bool mended;   /* it held bytes that are no text */
	bool cut;      /* it was longer than the cap */
};

void bill_ical_lines_init(struct bill_ical_lines *lines, const char *p, const char *end, int number);
void bill_ical_lines_finish(struct bill_ical_lines *lines);
/* The next line that is not empty; false at the end. */
bool bill_ical_lines_next(struct bill_ical_lines *lines);
/* The name of a content line, in capitals; NULL: it has none. Newly allocated. */
char *bill_ical_name(const char *line);
/* The value of a content line, as it is written; NULL: it has none. Borrowed. */
const char *bill_ical_raw_value(const char *line);

/* ---- ical_value.c ---- */

/* A content line whose value libical understands: times in their basic form, escapes that RFC 5545 knows. Newly allocated. */
char *bill_ical_mended(const char *line);
/* The value of an X- property, which libical keeps escaped. Newly allocated. */
char *bill_ical_unescaped(const char *text);
/* A common name (CN) as people write it. Newly allocated. */
char *bill_ical_plain_name(const char *name);

/* ---- the calendar ---- */

/* What stands around the events. */
struct bill_ical_calendar {
	char *name, *zone; /* X-WR-CALNAME or NAME; X-WR-TIMEZONE as an IANA name; NULL: none */
	bool cancel;       /* METHOD:CANCEL */
};

/* A VEVENT of the file. */
struct bill_ical_place {
	const char *p; /* the line after BEGIN:VEVENT */
	int number;    /* its line */
	guint calendar;
	int sequence; /* SEQUENCE; -1: none */
	bool superseded;
};

/* Which occurrence of an event another VEVENT replaces. */
struct bill_ical_override {
	struct bill_moment moment;
	char *tzid; /* NULL: none */
};

struct bill_ical {
	const struct bill_src *src;
	const struct bill_selection *selection;
	const struct bill_alias_map *map;
	GArray *calendars; /* struct bill_ical_calendar */
	GArray *places;    /* struct bill_ical_place */
	guint next;
	GHashTable *zones;     /* TZID → struct bill_ical_zone */
	GHashTable *overrides; /* UID → GArray of struct bill_ical_override: of every RECURRENCE-ID */
	char *only_zone;       /* the IANA name of the one VTIMEZONE; NULL: none, several, or not known */
	bool shown_on_a_clock; /* the user has said of which place: --zone */
	bool told_utc;
	GPtrArray *ready;      /* struct bill_event *, in reverse: occurrences of the last event */
};

/* ---- ical_zone.c ---- */

struct bill_ical_zone;

/* The moment's own numbers, without a zone. */
struct icaltimetype bill_ical_time(const struct bill_moment *moment);
struct bill_ical_zone *bill_ical_zone_new(const char *vtimezone); /* the text of the component */
void bill_ical_zone_free(void *zone);
/* The IANA name of the zone that is described so; NULL: not known. Newly allocated. */
char *bill_ical_zone_name(const struct bill_ical_zone *zone, const char *tzid);
/* Sets zone and offset of a moment from a TZID: an IANA name where it is one, or the offset that the file's VTIMEZONE gives.
 * Returns the IANA name or NULL; *known false: neither. Newly allocated. */
char *bill_ical_zone_of(const struct bill_ical *ical, const char *tzid, struct bill_moment *moment, bool *known);

/* For a time in UTC, when nothing says which place's clock is meant: nobody lives by UTC, so the poster says it. A warning, once a
 * file. */
void bill_ical_put_utc(struct bill_ical *ical, struct bill_draft *draft, struct bill_at at);

/* ---- ical_event.c ---- */

/* A property of an event, and where it was written. */
struct bill_ical_property {
	icalproperty *property; /* owned */
	struct bill_at at;
};

/* An event's properties, read and not yet understood. */
struct bill_ical_event {
	struct bill_ical *ical;
	const struct bill_ical_calendar *calendar;
	struct bill_at at;
	GArray *properties; /* struct bill_ical_property */
	GPtrArray *people;  /* struct bill_ical_person *: PARTICIPANTs */
	struct bill_moment start, end;
	bool all_day;
	char *zone; /* IANA; NULL: floating or an offset */
	bool zone_guessed;
	char *rule; /* as libical writes it; NULL: it does not recur */
};

struct bill_ical_person {
	GString *lines; /* of the component */
	struct bill_at at;
};

/* Reads an event's lines into properties; ends at END:VEVENT. */
void bill_ical_event_read(struct bill_ical_event *event, const struct bill_ical_place *place, struct bill_diags *diags);
void bill_ical_event_finish(struct bill_ical_event *event);
/* The event at a start of its own or of its rule. NULL after a diagnostic. */
struct bill_event *bill_ical_event_made(struct bill_ical_event *event, const struct bill_moment *start, struct bill_diags *diags);
/* The first property of a kind; NULL: none. */
icalproperty *bill_ical_find(const struct bill_ical_event *event, icalproperty_kind kind, struct bill_at *at);
/* A time as calendar numbers; false: it is none. zone: receives the IANA name or NULL, newly allocated. */
bool bill_ical_moment(const struct bill_ical_event *event, icalproperty *property, struct bill_at at, struct bill_moment *moment,
	char **zone, struct bill_diags *diags);

/* ---- ical_repeat.c ---- */

/* The starts of an event that recurs, within the wanted window, or the next one; struct bill_moment. */
GArray *bill_ical_starts(struct bill_ical_event *event, struct bill_diags *diags);

#endif
