/* The event itself as a code's text: an iCalendar VEVENT that a phone puts into its calendar. */
#include "fill/pictures.h"

#include <string.h>

#define MOST_BYTES 120 /* of a title or a place: a code of everything would be too fine to scan */

/* RFC 5545, 3.3.11: these four are escaped. Lines are not folded: those who scan codes do not unfold them. */
static void append_text(GString *out, const char *name, const char *text)
{
	const char *end = text + strlen(text);
	if (end - text > MOST_BYTES) {
		end = g_utf8_find_prev_char(text, text + MOST_BYTES);
		while (end > text && *end != ' ')
			end = g_utf8_find_prev_char(text, end);
	}
	g_string_append_printf(out, "%s:", name);
	for (const char *c = text; c < end; c++) {
		if (*c == '\n')
			g_string_append(out, "\\n");
		else if (*c == '\\' || *c == ';' || *c == ',')
			g_string_append_printf(out, "\\%c", *c);
		else if ((unsigned char)*c >= 0x20)
			g_string_append_c(out, *c);
	}
	g_string_append(out, "\r\n");
}

/* Where the zone is known, the time is told in UTC: a phone far away shows it right, and no VTIMEZONE is needed. NULL: it floats.
 */
static GDateTime *moment_in_utc(const struct bill_event *event, const struct bill_moment *m)
{
	g_autoptr(GTimeZone) zone = NULL;
	if (m->has_offset)
		zone = g_time_zone_new_offset(m->offset_minutes * 60);
	else if (event->zone.text)
		zone = g_time_zone_new_identifier(event->zone.text);
	g_autoptr(GDateTime) there = zone ? g_date_time_new(zone, m->year, m->month, m->day, m->hour, m->minute, m->second) : NULL;
	return there ? g_date_time_to_utc(there) : NULL;
}

static void append_moment(GString *out, const char *name, const struct bill_event *event, const struct bill_moment *m)
{
	if (!m->given)
		return;
	if (!m->has_time) {
		g_autoptr(GDateTime) day = g_date_time_new_utc(m->year, m->month, m->day, 0, 0, 0);
		/* RFC 5545, 3.6.1: the end of a day is the next one's beginning. */
		g_autoptr(GDateTime) told = day ? g_date_time_add_days(day, strcmp(name, "DTEND") == 0) : NULL;
		g_autofree char *text = told ? g_date_time_format(told, "%Y%m%d") : NULL;
		if (text)
			g_string_append_printf(out, "%s;VALUE=DATE:%s\r\n", name, text);
		return;
	}
	g_autoptr(GDateTime) utc = moment_in_utc(event, m);
	g_autofree char *text = utc ? g_date_time_format(utc, "%Y%m%dT%H%M%SZ") : NULL;
	if (text)
		g_string_append_printf(out, "%s:%s\r\n", name, text);
	else
		g_string_append_printf(
			out, "%s:%04d%02d%02dT%02d%02d%02d\r\n", name, m->year, m->month, m->day, m->hour, m->minute, m->second);
}

static void append_value(GString *out, const char *line, const char *name, const struct bill_scope *scope)
{
	const char *value = bill_words_value(scope, name);
	if (value)
		append_text(out, line, value);
}

const char *bill_invitation(const struct bill_scope *scope)
{
	const struct bill_event *event = scope->event;
	if (!event->start.given || !bill_words_value(scope, "title"))
		return NULL;
	g_autoptr(GString) out = g_string_new("BEGIN:VEVENT\r\n");
	append_value(out, "SUMMARY", "title", scope);
	append_moment(out, "DTSTART", event, &event->start);
	append_moment(out, "DTEND", event, &event->end);
	append_value(out, "LOCATION", "location", scope);
	append_value(out, "URL", "url", scope);
	g_string_append(out, "END:VEVENT\r\n");
	return bill_arena_strndup(scope->arena, out->str, out->len);
}
