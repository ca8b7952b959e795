/* Time zones: names of any origin → IANA names, and the clock of a place (ICU). */
#include "event/zone.h"
#include "event/when.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define LONGEST_NAME 80

static char *of_windows(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar windows[LONGEST_NAME], iana[LONGEST_NAME];
	char text[3 * LONGEST_NAME];
	int32_t length;

	if (strlen(name) >= LONGEST_NAME)
		return NULL;
	u_strFromUTF8(windows, LONGEST_NAME, NULL, name, -1, &status);
	length = ucal_getTimeZoneIDForWindowsID(windows, -1, NULL, iana, LONGEST_NAME, &status);
	if (U_FAILURE(status) || length <= 0 || length >= LONGEST_NAME)
		return NULL;
	u_strToUTF8(text, sizeof text, NULL, iana, length, &status);
	return U_SUCCESS(status) ? g_strdup(text) : NULL;
}

/* Names that old calendar programs gave, which neither list has. */
static const char *of_habit(const char *name)
{
	static const struct {
		const char *name, *iana;
	} habits[] = {{"US-Eastern", "America/New_York"}, {"US-Central", "America/Chicago"}, {"US-Mountain", "America/Denver"},
		{"US-Pacific", "America/Los_Angeles"}, {"Eastern", "America/New_York"}, {"Pacific", "America/Los_Angeles"},
		{"Eastern Time", "America/New_York"}, {"Central Time", "America/Chicago"}, {"Pacific Time", "America/Los_Angeles"},
		{"Mountain Time", "America/Denver"}, {"Central European Time", "Europe/Berlin"}, {"UTC", "Etc/UTC"}, {"GMT", "Etc/GMT"},
		{"Z", "Etc/UTC"}, {"tzone://Microsoft/Utc", "Etc/UTC"}};

	for (size_t i = 0; i < G_N_ELEMENTS(habits); i++)
		if (g_ascii_strcasecmp(habits[i].name, name) == 0)
			return habits[i].iana;
	return NULL;
}

/* Names with a path before them (mozilla.org, citadel.org, "TZID:Europe/Berlin") end in the IANA name. */
static const char *of_path(const char *name)
{
	for (const char *slash = name; (slash = strpbrk(slash, "/:")); slash++)
		if (strchr(slash + 1, '/') && bill_locale_is_zone(slash + 1))
			return slash + 1;
	return NULL;
}

/* "(UTC-05:00) Eastern Time (US & Canada)", "(UTC+01:00) Amsterdam, Berlin, Bern": what Windows shows to people, which names
 * cities as the data base does. */
static char *of_display(const char *name)
{
	static const char *const continents[] = {"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic"};
	const char *places = *name == '(' && strchr(name, ')') ? strchr(name, ')') + 1 : NULL;
	g_auto(GStrv) cities = places ? g_strsplit_set(places, ",(", -1) : NULL;

	for (char **city = cities; city && *city; city++) {
		g_autofree char *habit = g_strdup(of_habit(g_strstrip(*city)));

		if (habit)
			return g_steal_pointer(&habit);
		g_strdelimit(*city, " ", '_');
		for (size_t i = 0; **city && i < G_N_ELEMENTS(continents); i++) {
			g_autofree char *zone = g_strconcat(continents[i], "/", *city, NULL);

			if (bill_locale_is_zone(zone))
				return g_steal_pointer(&zone);
		}
	}
	return NULL;
}

/* The data base counts west of Greenwich here: Etc/GMT-1 is an hour east (tzdata, etcetera). */
char *bill_zone_of_offset(const char *name)
{
	const char *p = name + (*name == '(');
	int hours = 0, minutes = 0, n = 0;
	char sign;

	if (g_ascii_strncasecmp(p, "UTC", 3) != 0 && g_ascii_strncasecmp(p, "GMT", 3) != 0)
		return NULL;
	p += 3 + (p[3] == ' ');
	sign = *p;
	if ((sign != '+' && sign != '-') || sscanf(p + 1, "%2d%n", &hours, &n) < 1 || hours > 14)
		return NULL;
	p += 1 + n;
	if (sscanf(p + (*p == ':'), "%2d", &minutes) == 1 && minutes)
		return NULL;
	return hours ? g_strdup_printf("Etc/GMT%c%d", sign == '+' ? '-' : '+', hours) : g_strdup("Etc/UTC");
}

char *bill_zone_named(const char *name)
{
	char *known;
	g_autofree char *text = g_strstrip(g_strdup(name));
	const char *found;
	size_t len = strlen(text);

	if (len >= 2 && text[0] == '"' && text[len - 1] == '"') {
		text[len - 1] = '\0';
		memmove(text, text + 1, len - 1);
	}
	found = of_habit(text);
	/* ICU takes "EST" and the like as well, which are offsets and no places; a name with a slash is surely a place. */
	if (!found && bill_locale_is_zone(text))
		found = text;
	if (!found)
		found = of_path(text);
	known = found ? g_strdup(found) : of_windows(text);
	return known ? known : of_display(text);
}

/* ---- clocks ---- */

static void close_calendar(void *calendar)
{
	ucal_close(calendar);
}

static void free_calendars(void *table)
{
	g_hash_table_unref(table);
}

/* Calendars are costly to open and not to be shared between threads. */
static UCalendar *calendar_of(const char *zone)
{
	static GPrivate key = G_PRIVATE_INIT(free_calendars);
	GHashTable *kept = g_private_get(&key);
	UErrorCode status = U_ZERO_ERROR;
	UChar name[LONGEST_NAME];
	UCalendar *calendar;

	if (!kept) {
		kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_calendar);
		g_private_set(&key, kept);
	}
	calendar = g_hash_table_lookup(kept, zone);
	if (calendar || !bill_locale_is_zone(zone))
		return calendar;
	u_uastrncpy(name, zone, (int32_t)strlen(zone) + 1);
	calendar = ucal_open(name, -1, "en", UCAL_GREGORIAN, &status);
	if (U_FAILURE(status))
		return NULL;
	/* Proleptic, as ISO 8601 counts. */
	ucal_setGregorianChange(calendar, -1e18, &status);
	if (g_hash_table_size(kept) > 64) /* a file may name every zone there is */
		g_hash_table_remove_all(kept);
	g_hash_table_insert(kept, g_strdup(zone), calendar);
	return calendar;
}

/* Minutes east of Greenwich on a place's clock at a moment of that clock (utc: at a moment in UTC). False: no such zone. */
static bool offset_at(const char *zone, const struct bill_moment *moment, bool utc, int *minutes)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = calendar_of(zone);

	if (!calendar)
		return false;
	ucal_clear(calendar);
	if (utc)
		ucal_setMillis(calendar, (double)bill_moment_seconds(moment) * 1000, &status);
	else
		ucal_setDateTime(
			calendar, moment->year, moment->month - 1, moment->day, moment->hour, moment->minute, moment->second, &status);
	*minutes = (ucal_get(calendar, UCAL_ZONE_OFFSET, &status) + ucal_get(calendar, UCAL_DST_OFFSET, &status)) / 60000;
	return U_SUCCESS(status);
}

int64_t bill_zone_instant(const struct bill_moment *moment, const char *zone)
{
	int minutes = 0;

	if (moment->has_offset)
		minutes = moment->offset_minutes;
	else if (zone)
		offset_at(zone, moment, false, &minutes);
	return bill_moment_seconds(moment) - (int64_t)minutes * 60;
}

void bill_zone_move(struct bill_moment *moment, const char *from, const char *to)
{
	int before = 0, after = 0;

	if (!moment->given || !moment->has_time || (!moment->has_offset && !from))
		return;
	if (moment->has_offset)
		before = moment->offset_minutes;
	else if (!offset_at(from, moment, false, &before))
		return;
	moment->has_offset = false;
	bill_moment_add_seconds(moment, -(int64_t)before * 60);
	if (offset_at(to, moment, true, &after))
		bill_moment_add_seconds(moment, (int64_t)after * 60);
}
