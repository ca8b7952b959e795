/* Dates and times in the event's language: ICU's forms, and ours where it has none that people use. */
#include "event/utf.h"
#include "event/when.h"
#include "event/when_icu.h"
#include "event/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

/* ---- what is asked for ---- */

struct request {
	const struct bill_moment *from, *to; /* to NULL: one moment */
	const char *locale;
	struct bill_arena *arena;
};

/* A night that ends in the small hours is still one day's event. */
static bool is_one_day(const struct bill_moment *from, const struct bill_moment *to)
{
	int64_t days = bill_moment_day(to) - bill_moment_day(from);

	return days <= 0 ||
		   (days == 1 && from->has_time && to->has_time && from->hour >= 12 && (to->hour < 6 || (to->hour == 6 && !to->minute)));
}

static const char *date(const struct request *r, const char *style, const char *skeleton)
{
	const char *from, *to;

	if (!r->to || is_one_day(r->from, r->to))
		return bill_when_icu_format(r->locale, style, r->from, r->arena);
	if (r->from->year > 1582) /* interval formatters cannot be told to stay Gregorian before */
		return bill_when_icu_range(r->locale, skeleton, r->from, r->to, " ", r->arena);
	from = bill_when_icu_format(r->locale, style, r->from, r->arena);
	to = bill_when_icu_format(r->locale, style, r->to, r->arena);
	return from && to ? bill_arena_printf(r->arena, "%s – %s", from, to) : NULL;
}

static const char *date_long(const struct request *r)
{
	return date(r, "long", "yMMMMEEEEd");
}

static const char *date_medium(const struct request *r)
{
	return date(r, "medium", "yMMMd");
}

/* For lists in which the year is plain. */
static const char *date_brief(const struct request *r)
{
	return date(r, "?MMMd", "MMMd");
}

static const char *date_short(const struct request *r)
{
	return date(r, "short", "yMd");
}

/* One part of the date; both ends' where they differ. */
static const char *part(const struct request *r, const char *pattern)
{
	const char *from = bill_when_icu_format(r->locale, pattern, r->from, r->arena), *to;

	if (!from || !r->to || is_one_day(r->from, r->to))
		return from;
	to = bill_when_icu_format(r->locale, pattern, r->to, r->arena);
	return to && strcmp(from, to) != 0 ? bill_arena_printf(r->arena, "%s–%s", from, to) : from;
}

static const char *weekday(const struct request *r)
{
	return part(r, "=cccc");
}

static const char *weekday_short(const struct request *r)
{
	return part(r, "=ccc");
}

static const char *day(const struct request *r)
{
	return part(r, "=d");
}

static const char *month(const struct request *r)
{
	return part(r, "=LLLL");
}

static const char *year(const struct request *r)
{
	return part(r, "=y");
}

static bool is_english(const char *locale)
{
	return strncmp(locale, "en", 2) == 0 && !g_ascii_isalpha(locale[2]);
}

/* American terms; other languages do not name academic terms by season, and the south has other seasons: month and year there. */
static const char *season(const struct request *r)
{
	static const char *const names[] = {"Winter", "Spring", "Summer", "Fall"};

	if (!is_english(r->locale))
		return bill_when_icu_format(r->locale, "?yMMMM", r->from, r->arena);
	return bill_arena_printf(r->arena, "%s %d", r->from->month == 1 ? "Spring" : names[r->from->month % 12 / 3], r->from->year);
}

/* ---- time of day ---- */

/* English with a clock of twelve hours: "en" alone, and the regions that use it. */
static bool has_meridiem(const char *locale)
{
	static const char *const regions[] = {"US", "CA", "AU", "NZ", "IN", "PH", "PK", "SG", "MY", "ZA"};
	UErrorCode status = U_ZERO_ERROR;
	char country[ULOC_COUNTRY_CAPACITY] = "";

	if (!is_english(locale))
		return false;
	uloc_getCountry(locale, country, sizeof country, &status);
	for (size_t i = 0; i < G_N_ELEMENTS(regions); i++)
		if (strcmp(country, regions[i]) == 0)
			return true;
	return !*country;
}

static int hour12(const struct bill_moment *moment)
{
	return moment->hour % 12 ? moment->hour % 12 : 12;
}

static const char *half(const struct bill_moment *moment)
{
	return moment->hour < 12 ? "am" : "pm";
}

/* ICU has capitals, spaces around the dash and, across noon, no short form: The Chicago Manual of Style 9.37 is followed. */
static const char *english_time(const struct request *r)
{
	const struct bill_moment *from = r->from, *to = r->to;
	bool once = to && strcmp(half(from), half(to)) == 0 && bill_moment_day(from) == bill_moment_day(to);

	if (!to)
		return bill_arena_printf(r->arena, "%d:%02d" BILL_NBSP "%s", hour12(from), from->minute, half(from));
	if (once)
		return bill_arena_printf(
			r->arena, "%d:%02d–%d:%02d" BILL_NBSP "%s", hour12(from), from->minute, hour12(to), to->minute, half(to));
	return bill_arena_printf(r->arena, "%d:%02d" BILL_NBSP "%s–%d:%02d" BILL_NBSP "%s", hour12(from), from->minute, half(from),
		hour12(to), to->minute, half(to));
}

/* The end on the start's day, so that the formatter does not add dates to the hours. */
static struct bill_moment same_day(const struct bill_moment *from, const struct bill_moment *to)
{
	struct bill_moment moved = *to;

	moved.year = from->year;
	moved.month = from->month;
	moved.day = from->day;
	return moved;
}

static const char *clock_range(const struct request *r)
{
	struct bill_moment to = same_day(r->from, r->to);
	const char *first, *second;

	if (to.hour * 60 + to.minute > r->from->hour * 60 + r->from->minute)
		return bill_when_icu_range(r->locale, "jm", r->from, &to, BILL_NBSP, r->arena);
	first = bill_when_icu_format(r->locale, "clock", r->from, r->arena);
	second = bill_when_icu_format(r->locale, "clock", &to, r->arena);
	return first && second ? bill_arena_printf(r->arena, "%s–%s", first, second) : NULL;
}

/* Over days, hours alone would be read as those of each day; of an exhibition of weeks they are. */
static bool is_far(const struct bill_moment *from, const struct bill_moment *to)
{
	bool daily = to->hour * 60 + to->minute > from->hour * 60 + from->minute;

	return !is_one_day(from, to) && (!daily || bill_moment_day(to) - bill_moment_day(from) < 7);
}

/* "Sat 6:00 pm", with spaces that no line ends at. */
static const char *day_and_clock(const struct request *r, const struct bill_moment *moment)
{
	const struct request one = {.from = moment, .locale = r->locale, .arena = r->arena};
	bool english = has_meridiem(r->locale);
	g_autoptr(GString) text = g_string_new(bill_when_icu_format(r->locale, english ? "=ccc" : "?Ejm", moment, r->arena));

	if (english)
		g_string_append_printf(text, " %s", english_time(&one));
	g_string_replace(text, " ", BILL_NBSP, 0);
	return bill_arena_strndup(r->arena, text->str, text->len);
}

static const char *time_of_day(const struct request *r)
{
	struct request own = *r;

	if (!r->from->has_time)
		return NULL;
	if (own.to && (!own.to->has_time || (own.to->hour == own.from->hour && own.to->minute == own.from->minute &&
											bill_moment_day(own.to) == bill_moment_day(own.from))))
		own.to = NULL;
	if (own.to && is_far(own.from, own.to))
		return bill_arena_printf(r->arena, "%s" BILL_NBSP "– %s", day_and_clock(r, own.from), day_and_clock(r, own.to));
	if (has_meridiem(r->locale))
		return english_time(&own);
	return own.to ? clock_range(&own) : bill_when_icu_format(r->locale, "clock", r->from, r->arena);
}

/* Who is in the room needs no zone; who comes from afar does, and so do the words of an announcement that gave it. */
static bool tells_zone(const struct bill_event *event, const char *style)
{
	const char *wish = bill_event_text(event, "show_zone", NULL), *location = bill_event_text(event, "location", NULL);

	if (strcmp(style, "time") != 0)
		return strcmp(style, "time-and-zone") == 0;
	if (wish)
		return g_ascii_strcasecmp(wish, "no") != 0;
	return location && bill_words_online(location);
}

/* The zone's short name on that day: EST, MEZ, or UTC+4 where only the distance from Greenwich is known. NULL: nothing is. */
static const char *zone_of(const struct request *r, const struct bill_event *event)
{
	int minutes = abs(r->from->offset_minutes);
	char greenwich[16];

	if (event->zone.text)
		return bill_when_icu_zone(r->locale, event->zone.text, r->from, r->arena);
	if (!r->from->has_offset)
		return NULL;
	g_snprintf(
		greenwich, sizeof greenwich, "GMT%c%02d:%02d", r->from->offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
	return bill_when_icu_zone(r->locale, minutes ? greenwich : "Etc/UTC", r->from, r->arena);
}

static const struct {
	const char *name;
	const char *(*format)(const struct request *r);
} styles[] = {
	{"long", date_long},
	{"medium", date_medium},
	{"short", date_short},
	{"brief", date_brief},
	{"weekday", weekday},
	{"weekday-short", weekday_short},
	{"day", day},
	{"month", month},
	{"year", year},
	{"season", season},
	{"time", time_of_day},
	{"time-alone", time_of_day},
	{"time-and-zone", time_of_day},
};

bool bill_when_knows(const char *style)
{
	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
		if (strcmp(styles[i].name, style) == 0)
			return true;
	return bill_when_is_pattern(style);
}

bool bill_when_lasts_days(const struct bill_event *event)
{
	return event->start.given && event->end.given && !is_one_day(&event->start, &event->end);
}

/* "1er novembre": the first of a month is an ordinal in French, which CLDR's patterns cannot say. */
static const char *with_ordinal(const struct request *r, const char *text)
{
	for (const char *c = text; text && c[0] && strncmp(r->locale, "fr", 2) == 0; c++)
		if (c[0] == '1' && (c == text || c[-1] == ' ') && c[1] == ' ' && g_unichar_isalpha(g_utf8_get_char(c + 2)))
			return bill_arena_printf(r->arena, "%.*s1er%s", (int)(c - text), text, c + 1);
	return text;
}

const char *bill_when_format(
	const struct bill_event *event, char which, const char *style, const char *language, struct bill_arena *arena)
{
	const struct bill_moment *from = which == 'e' ? &event->end : &event->start;
	struct request request = {.from = from, .arena = arena};
	const char *text, *zone;

	if (!from->given || !bill_when_knows(style))
		return NULL;
	if (strchr(style, '%'))
		return bill_when_with_pattern(from, style, arena);
	request.to = which == 'r' && event->end.given ? &event->end : NULL;
	request.locale = bill_when_icu_locale(language ? language : bill_event_language(event));
	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
		if (strcmp(styles[i].name, style) != 0)
			continue;
		text = with_ordinal(&request, styles[i].format(&request));
		zone = text && styles[i].format == time_of_day && tells_zone(event, style) ? zone_of(&request, event) : NULL;
		return zone ? bill_arena_printf(arena, "%s" BILL_NBSP "%s", text, zone) : text;
	}
	return NULL;
}
