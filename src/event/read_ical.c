/* Events of an iCalendar file (RFC 5545): found by their lines, read one by one, unfolded where they recur. */
#include "event/ical.h"
#include "event/select.h"
#include "event/when.h"
#include "event/zone.h"

#include <string.h>

bool bill_ical_sniff(const struct bill_src *src)
{
	const char *start = src->text + (g_str_has_prefix(src->text, "\xef\xbb\xbf") ? 3 : 0), *p = start + strspn(start, " \t\r\n");

	return g_ascii_strncasecmp(p, "BEGIN:VCALENDAR", 15) == 0 || g_ascii_strncasecmp(p, "BEGIN:VEVENT", 12) == 0;
}

/* ---- what stands around the events ---- */

static void clear_calendar(void *data)
{
	struct bill_ical_calendar *calendar = data;

	g_free(calendar->name);
	g_free(calendar->zone);
}

/* Names that programs give by themselves say nothing of the events. */
static bool is_telling(const char *name)
{
	static const char *const plain[] = {"calendar", "events", "untitled", "kalender", "calendrier", "calendario", "my calendar",
		"agenda", "schedule", "calendar of events", "расписание", "calendrier des évènements", "calendrier des événements",
		"veranstaltungen", "veranstaltungskalender", "termine", "eventi", "eventos", "seminars", "talks", NULL};
	g_autofree char *lower = g_utf8_strdown(name, -1);

	return *g_strstrip(lower) && !strchr(lower, '@') && !g_strv_contains(plain, lower);
}

static void take_calendar_line(struct bill_ical *ical, const char *name, const char *value)
{
	struct bill_ical_calendar *calendar = &g_array_index(ical->calendars, struct bill_ical_calendar, ical->calendars->len - 1);

	if ((strcmp(name, "X-WR-CALNAME") == 0 || strcmp(name, "NAME") == 0) && !calendar->name && is_telling(value)) {
		g_auto(GStrv) parts = g_strsplit(value, "\\", -1); /* "\," */

		calendar->name = g_strjoinv("", parts);
	} else if ((strcmp(name, "X-WR-TIMEZONE") == 0 || strcmp(name, "TIMEZONE-ID") == 0) && !calendar->zone) {
		calendar->zone = bill_zone_named(value);
	} else if (strcmp(name, "METHOD") == 0) {
		calendar->cancel = g_ascii_strcasecmp(value, "CANCEL") == 0;
	}
}

struct scan {
	struct bill_ical *ical;
	GString *zone; /* the VTIMEZONE that is being read; NULL: none */
	char *tzid;
	int depth; /* of components inside the event */
	bool in_event;
	char *uid;
	int sequence;                       /* SEQUENCE; -1: none */
	struct bill_ical_override replaced; /* RECURRENCE-ID */
	GHashTable *newest;                 /* UID → index of the place with the highest SEQUENCE, + 1 */
};

static void end_zone(struct scan *scan)
{
	if (scan->tzid && scan->zone)
		g_hash_table_insert(scan->ical->zones, g_steal_pointer(&scan->tzid), bill_ical_zone_new(scan->zone->str));
	g_clear_pointer(&scan->tzid, g_free);
	if (scan->zone)
		g_string_free(scan->zone, TRUE);
	scan->zone = NULL;
}

static void clear_override(void *override)
{
	g_free(((struct bill_ical_override *) override)->tzid);
}

/* Remembers which occurrence of another event this one replaces. */
static void take_override(struct scan *scan)
{
	GArray *times = g_hash_table_lookup(scan->ical->overrides, scan->uid);

	if (!times) {
		times = g_array_new(FALSE, FALSE, sizeof(struct bill_ical_override));
		g_array_set_clear_func(times, clear_override);
		g_hash_table_insert(scan->ical->overrides, g_strdup(scan->uid), times);
	}
	g_array_append_val(times, scan->replaced);
	scan->replaced.tzid = NULL;
}

/* The same event with a higher SEQUENCE is a later edition of it (RFC 5546, 2.1.5). */
static void take_edition(struct scan *scan)
{
	GArray *places = scan->ical->places;
	guint here = places->len - 1, before = GPOINTER_TO_UINT(g_hash_table_lookup(scan->newest, scan->uid));
	struct bill_ical_place *this = &g_array_index(places, struct bill_ical_place, here), *other;

	this->sequence = scan->sequence;
	other = before ? &g_array_index(places, struct bill_ical_place, before - 1) : NULL;
	if (other && (other->sequence < 0 || this->sequence < 0 || other->sequence == this->sequence))
		return;
	if (other && other->sequence > this->sequence) {
		this->superseded = true;
		return;
	}
	if (other)
		other->superseded = true;
	g_hash_table_insert(scan->newest, g_strdup(scan->uid), GUINT_TO_POINTER(here + 1));
}

static void end_event(struct scan *scan)
{
	if (scan->uid && scan->replaced.moment.given)
		take_override(scan);
	else if (scan->uid && scan->in_event)
		take_edition(scan);
	g_clear_pointer(&scan->uid, g_free);
	g_free(scan->replaced.tzid);
	scan->replaced = (struct bill_ical_override){0};
	scan->sequence = -1;
	scan->in_event = false;
	scan->depth = 0;
}

static void begin_event(struct scan *scan, const struct bill_ical_lines *lines)
{
	struct bill_ical_place place = {.p = lines->p, .number = lines->number, .calendar = scan->ical->calendars->len - 1};

	end_event(scan);
	end_zone(scan);
	g_array_append_val(scan->ical->places, place);
	scan->in_event = true;
}

static void begin(struct scan *scan, const char *what, const struct bill_ical_lines *lines)
{
	if (g_ascii_strcasecmp(what, "VEVENT") == 0) {
		begin_event(scan, lines);
	} else if (g_ascii_strcasecmp(what, "VCALENDAR") == 0) {
		struct bill_ical_calendar calendar = {0};

		end_event(scan);
		g_array_append_val(scan->ical->calendars, calendar);
	} else if (g_ascii_strcasecmp(what, "VTIMEZONE") == 0 && !scan->in_event) {
		end_zone(scan);
		scan->zone = g_string_new("BEGIN:VTIMEZONE\n");
	} else {
		scan->depth++;
	}
}

static void end(struct scan *scan, const char *what)
{
	if (g_ascii_strcasecmp(what, "VTIMEZONE") == 0) {
		if (scan->zone)
			g_string_append(scan->zone, "END:VTIMEZONE\n");
		end_zone(scan);
	} else if (g_ascii_strcasecmp(what, "VEVENT") == 0) {
		end_event(scan);
	} else if (scan->depth) {
		scan->depth--;
	}
}

/* The parameter TZID of a content line; NULL: none. Newly allocated. */
static char *tzid_of(const char *line)
{
	const char *value = bill_ical_raw_value(line), *start = g_strstr_len(line, value - line, ";TZID=");

	if (!start)
		return NULL;
	start += strlen(";TZID=");
	return *start == '"' ? g_strndup(start + 1, strcspn(start + 1, "\"")) : g_strndup(start, strcspn(start, ";:"));
}

static void take_event_line(struct scan *scan, const char *name, const char *value, const char *line)
{
	struct icaltimetype time;

	if (strcmp(name, "UID") == 0) {
		g_free(scan->uid);
		scan->uid = g_strdup(value);
		return;
	}
	if (strcmp(name, "SEQUENCE") == 0)
		scan->sequence = (int)g_ascii_strtoll(value, NULL, 10);
	if (strcmp(name, "RECURRENCE-ID") != 0)
		return;
	time = icaltime_from_string(value);
	g_free(scan->replaced.tzid);
	scan->replaced.tzid = tzid_of(line);
	scan->replaced.moment = (struct bill_moment){
		.given = !icaltime_is_null_time(time),
		.year = time.year,
		.month = time.month,
		.day = time.day,
		.has_time = !time.is_date,
		.hour = time.hour,
		.minute = time.minute,
		.second = time.second,
		.has_offset = icaltime_is_utc(time) != 0,
	};
}

static void scan_line(struct scan *scan, const struct bill_ical_lines *lines)
{
	g_autofree char *name = bill_ical_name(lines->text->str);
	const char *value = name ? bill_ical_raw_value(lines->text->str) : NULL;
	g_autofree char *bare = value ? g_strstrip(g_strdup(value)) : NULL;

	if (bare && strcmp(name, "BEGIN") == 0) {
		begin(scan, bare, lines);
		if (scan->zone && g_ascii_strcasecmp(bare, "VTIMEZONE") == 0)
			return;
	} else if (bare && strcmp(name, "END") == 0) {
		if (scan->zone && g_ascii_strcasecmp(bare, "VTIMEZONE") != 0)
			g_string_append_printf(scan->zone, "%s\n", lines->text->str);
		end(scan, bare);
		return;
	}
	if (scan->zone) {
		if (scan->zone->len < BILL_MAX_FIELD_BYTES)
			g_string_append_printf(scan->zone, "%s\n", lines->text->str);
		if (bare && strcmp(name, "TZID") == 0) {
			g_free(scan->tzid);
			scan->tzid = bill_ical_unescaped(bare);
		}
	} else if (bare && scan->in_event && !scan->depth) {
		take_event_line(scan, name, bare, lines->text->str);
	} else if (bare && !scan->depth) {
		take_calendar_line(scan->ical, name, bare);
	}
}

static void free_times(void *times)
{
	g_array_unref(times);
}

static void free_event(void *event)
{
	bill_event_free(event);
}

static struct bill_ical *ical_new(struct bill_reader *reader)
{
	struct bill_ical *ical = g_new0(struct bill_ical, 1);
	struct bill_ical_calendar none = {0};

	ical->src = reader->src;
	ical->selection = reader->selection;
	ical->shown_on_a_clock = reader->selection && reader->selection->zone;
	ical->map = reader->selection ? reader->selection->map : NULL;
	ical->calendars = g_array_new(FALSE, FALSE, sizeof(struct bill_ical_calendar));
	g_array_set_clear_func(ical->calendars, clear_calendar);
	g_array_append_val(ical->calendars, none);
	ical->places = g_array_new(FALSE, FALSE, sizeof(struct bill_ical_place));
	ical->zones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, bill_ical_zone_free);
	ical->overrides = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_times);
	ical->ready = g_ptr_array_new_with_free_func(free_event);
	return ical;
}

void bill_ical_free(struct bill_ical *ical)
{
	if (!ical)
		return;
	g_array_unref(ical->calendars);
	g_array_unref(ical->places);
	g_hash_table_unref(ical->zones);
	g_hash_table_unref(ical->overrides);
	g_free(ical->only_zone);
	g_ptr_array_unref(ical->ready);
	g_free(ical);
}

/* The one clock that a file describes. */
static char *only_zone(const struct bill_ical *ical)
{
	GHashTableIter iter;
	void *tzid, *zone;

	g_hash_table_iter_init(&iter, ical->zones);
	return g_hash_table_size(ical->zones) == 1 && g_hash_table_iter_next(&iter, &tzid, &zone) ? bill_ical_zone_name(zone, tzid)
																							  : NULL;
}

/* A page of a site that asks for a password, or says that the calendar has moved, is saved under the calendar's name. */
static bool no_events(const struct bill_src *src, struct bill_diags *diags)
{
	bill_error(diags, bill_at_file(src), "event/empty", "there is no event in this calendar");
	if (!bill_ical_sniff(src))
		bill_diags_hint(diags, "it does not begin as a calendar does: is it a page that says why there is none?");
	return false;
}

bool bill_ical_open(struct bill_reader *reader, struct bill_diags *diags)
{
	struct scan scan = {.ical = reader->ical = ical_new(reader),
		.sequence = -1,
		.newest = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
	struct bill_ical_lines lines;

	icalerror_set_errors_are_fatal(0);
	bill_ical_lines_init(&lines, reader->src->text, reader->src->text + reader->src->len, 1);
	while (bill_ical_lines_next(&lines))
		scan_line(&scan, &lines);
	end_event(&scan);
	end_zone(&scan);
	bill_ical_lines_finish(&lines);
	g_hash_table_unref(scan.newest);
	reader->ical->only_zone = only_zone(reader->ical);
	return reader->ical->places->len > 0 || no_events(reader->src, diags);
}

/* ---- one event ---- */

/* All-day ends are exclusive in iCalendar (RFC 5545, 3.6.1), and inclusive on a poster. */
static void settle_end(struct bill_ical_event *event)
{
	if (!event->end.given || event->end.has_time)
		return;
	bill_moment_add_seconds(&event->end, -86400);
	event->end.given = bill_zone_instant(&event->end, NULL) > bill_zone_instant(&event->start, NULL);
}

/* A UTC time in a calendar that names its zone, or describes only one, is shown on that zone's clock. */
static void settle_zone(struct bill_ical_event *event)
{
	const char *zone = event->calendar->zone ? event->calendar->zone : event->ical->only_zone;

	if (!zone || event->zone || !event->start.has_offset || event->start.offset_minutes)
		return;
	bill_zone_move(&event->start, NULL, zone);
	bill_zone_move(&event->end, NULL, zone);
	event->zone = g_strdup(zone);
	event->zone_guessed = true;
}

static void read_end(struct bill_ical_event *event, struct bill_diags *diags)
{
	struct bill_at at = event->at;
	icalproperty *end = bill_ical_find(event, ICAL_DTEND_PROPERTY, &at);
	icalproperty *duration = end ? NULL : bill_ical_find(event, ICAL_DURATION_PROPERTY, &at);
	g_autofree char *zone = NULL;

	if (end && bill_ical_moment(event, end, at, &event->end, &zone, diags)) {
		/* An end on another clock (a flight) is told on the start's. */
		if (event->end.has_time && event->zone && (event->end.has_offset || (zone && strcmp(zone, event->zone) != 0)))
			bill_zone_move(&event->end, zone, event->zone);
		else if (event->end.has_time && !event->zone && zone)
			bill_zone_move(&event->end, zone, "Etc/UTC"), event->end.has_offset = event->start.has_offset;
	} else if (duration) {
		int seconds = icaldurationtype_as_int(icalproperty_get_duration(duration));

		event->end = event->start;
		bill_moment_add_seconds(&event->end, seconds);
		event->end.given = seconds > 0;
		event->end.at = at;
	}
}

/* Exchange writes whole days as times, from midnight to midnight. */
static void settle_whole_days(struct bill_ical_event *event)
{
	if (!bill_when_whole_days(&event->start, &event->end))
		return;
	if (event->end.hour) /* until 23:59 */
		bill_moment_add_seconds(&event->end, 86400);
	event->start.has_time = event->end.has_time = event->start.has_offset = event->end.has_offset = false;
	event->end.hour = event->end.minute = event->end.second = 0;
	g_clear_pointer(&event->zone, g_free);
}

static void read_when(struct bill_ical_event *event, struct bill_diags *diags)
{
	struct bill_at at = event->at;
	icalproperty *start = bill_ical_find(event, ICAL_DTSTART_PROPERTY, &at);
	icalproperty *rule = bill_ical_find(event, ICAL_RRULE_PROPERTY, NULL);

	if (!start || !bill_ical_moment(event, start, at, &event->start, &event->zone, diags)) {
		bill_warning(diags, at, "event/no-start", "the event does not say when it begins");
		return;
	}
	read_end(event, diags);
	settle_whole_days(event);
	event->all_day = !event->start.has_time;
	settle_end(event);
	settle_zone(event);
	if (rule)
		event->rule = g_strdup(icalproperty_get_value_as_string(rule)); /* libical keeps its texts for a few calls only */
}

static bool recurs(const struct bill_ical_event *event)
{
	return event->start.given && !bill_ical_find(event, ICAL_RECURRENCEID_PROPERTY, NULL) &&
		   (event->rule || bill_ical_find(event, ICAL_RDATE_PROPERTY, NULL));
}

static void make_all(struct bill_ical *ical, struct bill_ical_event *event, struct bill_diags *diags)
{
	g_autoptr(GArray) starts = NULL;

	if (!recurs(event)) {
		struct bill_event *only = bill_ical_event_made(event, &event->start, diags);

		if (only)
			g_ptr_array_add(ical->ready, only);
		return;
	}
	starts = bill_ical_starts(event, diags);
	if (!starts->len)
		bill_note(
			diags, event->at, "event/no-occurrence", "this event recurs, and no occurrence of it is left in the time asked for");
	for (guint i = starts->len; i > 0; i--) {
		struct bill_event *one = bill_ical_event_made(event, &g_array_index(starts, struct bill_moment, i - 1), diags);

		if (one)
			g_ptr_array_add(ical->ready, one);
	}
}

static void read_place(struct bill_ical *ical, const struct bill_ical_place *place, struct bill_diags *diags)
{
	struct bill_ical_event event = {
		.ical = ical,
		.calendar = &g_array_index(ical->calendars, struct bill_ical_calendar, place->calendar),
		.at = {.src = ical->src, .line = place->number - 1, .column = 1},
	};

	if (place->superseded) {
		bill_note(diags, event.at, "event/superseded", "a later edition of this event stands elsewhere in the calendar");
		return;
	}
	bill_ical_event_read(&event, place, diags);
	read_when(&event, diags);
	make_all(ical, &event, diags);
	bill_ical_event_finish(&event);
}

struct bill_event *bill_ical_next(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_ical *ical = reader->ical;

	while (!ical->ready->len && ical->next < ical->places->len)
		read_place(ical, &g_array_index(ical->places, struct bill_ical_place, ical->next++), diags);
	if (!ical->ready->len)
		return NULL;
	return g_ptr_array_steal_index(ical->ready, ical->ready->len - 1);
}
