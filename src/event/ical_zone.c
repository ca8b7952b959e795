/* iCalendar's time zones: a name that the world knows, or the file's own VTIMEZONE. */
#include "event/ical.h"
#include "event/zone.h"

#include <string.h>

struct bill_ical_zone {
	char *text;           /* of the VTIMEZONE */
	icaltimezone *parsed; /* NULL: not yet */
	char *location;       /* X-LIC-LOCATION; NULL: none */
};

struct bill_ical_zone *bill_ical_zone_new(const char *vtimezone)
{
	struct bill_ical_zone *zone = g_new0(struct bill_ical_zone, 1);
	const char *location = strstr(vtimezone, "\nX-LIC-LOCATION:");

	zone->text = g_strdup(vtimezone);
	if (location) {
		location = strchr(location, ':') + 1;
		zone->location = g_strstrip(g_strndup(location, strcspn(location, "\n")));
	}
	return zone;
}

void bill_ical_zone_free(void *data)
{
	struct bill_ical_zone *zone = data;

	if (zone->parsed)
		icaltimezone_free(zone->parsed, 1);
	g_free(zone->text);
	g_free(zone->location);
	g_free(zone);
}

static icaltimezone *parsed(struct bill_ical_zone *zone)
{
	icalcomponent *component;

	if (zone->parsed)
		return zone->parsed;
	component = icalparser_parse_string(zone->text);
	if (!component)
		return NULL;
	zone->parsed = icaltimezone_new();
	/* The zone owns the component from here on; without a TZID it refuses, and does not own it. */
	if (icalcomponent_isa(component) != ICAL_VTIMEZONE_COMPONENT || !icaltimezone_set_component(zone->parsed, component))
		icalcomponent_free(component);
	return zone->parsed;
}

struct icaltimetype bill_ical_time(const struct bill_moment *moment)
{
	struct icaltimetype time = icaltime_null_time();

	time.year = moment->year;
	time.month = moment->month;
	time.day = moment->day;
	time.hour = moment->hour;
	time.minute = moment->minute;
	time.second = moment->second;
	time.is_date = !moment->has_time;
	return time;
}

/* libical unfolds a zone's rules year by year up to the moment asked for, so the year is held in a sane range. */
static bool offset_of(struct bill_ical_zone *zone, const struct bill_moment *moment, int *minutes)
{
	icaltimezone *clock = moment->year >= 1900 && moment->year <= 2200 ? parsed(zone) : NULL;
	struct icaltimetype time = bill_ical_time(moment);
	int is_daylight = 0;

	if (!clock || !icaltimezone_get_component(clock))
		return false;
	*minutes = icaltimezone_get_utc_offset(clock, &time, &is_daylight) / 60;
	return true;
}

char *bill_ical_zone_name(const struct bill_ical_zone *zone, const char *tzid)
{
	char *name = bill_zone_named(tzid);

	return !name && zone->location ? bill_zone_named(zone->location) : name;
}

char *bill_ical_zone_of(const struct bill_ical *ical, const char *tzid, struct bill_moment *moment, bool *known)
{
	struct bill_ical_zone *own = g_hash_table_lookup(ical->zones, tzid);
	char *name = own ? bill_ical_zone_name(own, tzid) : bill_zone_named(tzid);

	if (!name && !own)
		name = bill_zone_of_offset(tzid);
	*known = name != NULL;
	if (name && (strcmp(name, "Etc/UTC") == 0 || strcmp(name, "Etc/GMT") == 0)) { /* no place's clock */
		moment->has_offset = moment->has_time;
		g_clear_pointer(&name, g_free);
	}
	if (!*known && own && moment->has_time)
		*known = moment->has_offset = offset_of(own, moment, &moment->offset_minutes);
	return name;
}

void bill_ical_put_utc(struct bill_ical *ical, struct bill_draft *draft, struct bill_at at)
{
	bill_draft_extra(draft, "show_zone", "yes", at);
	if (ical->told_utc)
		return;
	ical->told_utc = true;
	bill_warning(
		draft->diags, at, "event/utc", "the calendar gives times in UTC and does not say for which place; posters show them so");
	bill_diags_hint(draft->diags, "--zone Europe/Paris, for one, shows them on the clock of the place");
}
