/* Dates and times in the event's language: ICU's patterns, always Gregorian and with European digits. */
#include "event/locale.h"
#include "event/when.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define NBSP "\xc2\xa0"

static const UChar greenwich[] = {'G', 'M', 'T', 0};

/* ---- formatters, opened when first needed and kept for the thread ---- */

struct cache {
	GHashTable *locales;   /* language → ICU's identifier */
	GHashTable *formats;   /* "locale style" → UDateFormat */
	GHashTable *intervals; /* "locale skeleton" → UDateIntervalFormat */
};

static void close_format(void *format)
{
	udat_close(format);
}

static void close_interval(void *format)
{
	udtitvfmt_close(format);
}

static void free_cache(void *data)
{
	struct cache *cache = data;

	g_hash_table_unref(cache->locales);
	g_hash_table_unref(cache->formats);
	g_hash_table_unref(cache->intervals);
	g_free(cache);
}

/* ICU's formatters may not be shared between threads without a lock; each thread keeps its own few. */
static struct cache *own_cache(void)
{
	static GPrivate key = G_PRIVATE_INIT(free_cache);
	struct cache *cache = g_private_get(&key);

	if (!cache) {
		cache = g_new0(struct cache, 1);
		cache->locales = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
		cache->formats = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_format);
		cache->intervals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_interval);
		g_private_set(&key, cache);
	}
	return cache;
}

/* Whether ICU has the language; for one it lacks it would silently take the machine's own. */
static bool is_available(const char *id)
{
	UErrorCode status = U_ZERO_ERROR;
	char language[ULOC_LANG_CAPACITY], other[ULOC_LANG_CAPACITY];

	uloc_getLanguage(id, language, sizeof language, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < uloc_countAvailable(); i++) {
		uloc_getLanguage(uloc_getAvailable(i), other, sizeof other, &status);
		if (strcmp(language, other) == 0)
			return true;
	}
	return false;
}

static char *locale_id(const char *language)
{
	g_autofree char *tag = g_strdelimit(g_strdup(language), "_", '-');
	UErrorCode status = U_ZERO_ERROR;
	char id[ULOC_FULLNAME_CAPACITY + ULOC_KEYWORD_AND_VALUES_CAPACITY];

	uloc_forLanguageTag(tag, id, ULOC_FULLNAME_CAPACITY, NULL, &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || !is_available(id)) {
		status = U_ZERO_ERROR;
		g_strlcpy(id, "en", sizeof id);
	}
	uloc_setKeywordValue("calendar", "gregorian", id, sizeof id, &status);
	uloc_setKeywordValue("numbers", "latn", id, sizeof id, &status);
	return g_strdup(U_SUCCESS(status) ? id : "en@calendar=gregorian;numbers=latn");
}

static const char *cached_locale(const char *language)
{
	struct cache *cache = own_cache();
	const char *id = g_hash_table_lookup(cache->locales, language);

	if (!id) {
		char *made = locale_id(language);

		g_hash_table_insert(cache->locales, g_strdup(language), made);
		id = made;
	}
	return id;
}

/* ---- patterns ---- */

static char *to_utf8(const UChar *text, int32_t len)
{
	return g_utf16_to_utf8((const gunichar2 *)text, len, NULL, NULL, NULL);
}

/* The pattern ICU would choose for a set of fields. */
static int32_t best_pattern(const char *locale, const char *skeleton, UChar *pattern, int32_t size, UErrorCode *status)
{
	UChar fields[32];
	UDateTimePatternGenerator *generator = udatpg_open(locale, status);
	int32_t len;

	u_uastrcpy(fields, skeleton);
	len = udatpg_getBestPattern(generator, fields, -1, pattern, size, status);
	if (generator)
		udatpg_close(generator);
	return len;
}

/* The short date's pattern with the whole year: nobody hangs a poster that says 25. */
static void whole_year(UDateFormat *format)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar pattern[64], twice[] = {'y', 'y', 0}, four[] = {'y', 'y', 'y', 'y', 0};
	int32_t len = udat_toPattern(format, false, pattern, G_N_ELEMENTS(pattern) - 3, &status);
	UChar *year = U_SUCCESS(status) ? u_strFindFirst(pattern, len, twice, 2) : NULL;

	if (!year || u_strFindFirst(pattern, len, four, 4))
		return;
	memmove(year + 1, year + 2, (size_t)(pattern + len - year - 1) * sizeof *pattern);
	udat_applyPattern(format, false, pattern, len - 1);
}

/* The Gregorian calendar for all time, as ISO 8601 has it; ICU would change to the Julian in 1582. */
static void make_proleptic(UDateFormat *format)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = ucal_clone(udat_getCalendar(format), &status);

	if (U_FAILURE(status))
		return;
	ucal_setGregorianChange(calendar, -1e18, &status);
	udat_setCalendar(format, calendar);
	ucal_close(calendar);
}

/* style: "long", "medium", "short", "clock" (ICU's own), "=pattern" or "?skeleton". */
static UDateFormat *open_format(const char *locale, const char *style)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateFormatStyle date = strcmp(style, "long") == 0 ? UDAT_FULL : strcmp(style, "medium") == 0 ? UDAT_MEDIUM : UDAT_SHORT;
	UDateFormat *format;
	UChar pattern[96];
	int32_t len;

	if (*style == '=' || *style == '?') {
		if (*style == '=')
			len = (int32_t)strlen(style + 1), u_uastrcpy(pattern, style + 1);
		else
			len = best_pattern(locale, style + 1, pattern, G_N_ELEMENTS(pattern), &status);
		format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, greenwich, -1, pattern, len, &status);
	} else if (strcmp(style, "clock") == 0) {
		format = udat_open(UDAT_SHORT, UDAT_NONE, locale, greenwich, -1, NULL, 0, &status);
	} else {
		format = udat_open(UDAT_NONE, date, locale, greenwich, -1, NULL, 0, &status);
	}
	if (U_FAILURE(status))
		return NULL;
	make_proleptic(format);
	if (strcmp(style, "short") == 0)
		whole_year(format);
	return format;
}

static UDateFormat *cached_format(const char *locale, const char *style)
{
	struct cache *cache = own_cache();
	char key[320];
	UDateFormat *format;

	g_snprintf(key, sizeof key, "%s %s", locale, style);
	format = g_hash_table_lookup(cache->formats, key);
	if (!format && (format = open_format(locale, style)))
		g_hash_table_insert(cache->formats, g_strdup(key), format);
	return format;
}

static UDateIntervalFormat *cached_interval(const char *locale, const char *skeleton)
{
	struct cache *cache = own_cache();
	UErrorCode status = U_ZERO_ERROR;
	UDateIntervalFormat *format;
	char key[320];
	UChar fields[32];

	g_snprintf(key, sizeof key, "%s %s", locale, skeleton);
	format = g_hash_table_lookup(cache->intervals, key);
	if (format)
		return format;
	u_uastrcpy(fields, skeleton);
	format = udtitvfmt_open(locale, fields, -1, greenwich, -1, &status);
	if (U_FAILURE(status))
		return NULL;
	g_hash_table_insert(cache->intervals, g_strdup(key), format);
	return format;
}

/* ---- points in time ---- */

/* The calendar's numbers as if they were Greenwich's: ICU gives them back unchanged, whatever the machine's zone. */
static UDate wall(const struct bill_moment *moment)
{
	int64_t days = bill_when_day_number(moment->year, moment->month, moment->day);

	return (UDate)(days * 86400 + moment->hour * 3600 + moment->minute * 60 + moment->second) * 1000;
}

/* CLDR puts narrow and thin spaces around dashes and before "am"; few fonts have them. */
static char *plain_spaces(const UChar *text, int32_t len, const char *space, struct bill_arena *arena)
{
	g_autofree char *utf8 = to_utf8(text, len);
	g_autoptr(GString) out = g_string_new(utf8);

	g_string_replace(out, "\xe2\x80\xaf", NBSP, 0);
	g_string_replace(out, "\xe2\x80\x89", space, 0);
	g_string_replace(out, "\xe2\x80\x8f", "", 0); /* right-to-left marks: the paragraph has its own direction */
	return bill_arena_strndup(arena, out->str, out->len);
}

static const char *formatted(const char *locale, const char *style, const struct bill_moment *moment, struct bill_arena *arena)
{
	UDateFormat *format = cached_format(locale, style);
	UErrorCode status = U_ZERO_ERROR;
	UChar text[256];
	int32_t len;

	if (!format)
		return NULL;
	len = udat_format(format, wall(moment), text, G_N_ELEMENTS(text), NULL, &status);
	return U_SUCCESS(status) ? plain_spaces(text, len, " ", arena) : NULL;
}

static const char *formatted_range(const char *locale, const char *skeleton, const struct bill_moment *from,
	const struct bill_moment *to, const char *space, struct bill_arena *arena)
{
	UDateIntervalFormat *format = cached_interval(locale, skeleton);
	UErrorCode status = U_ZERO_ERROR;
	UChar text[320];
	int32_t len;

	if (!format)
		return NULL;
	len = udtitvfmt_format(format, wall(from), wall(to), text, G_N_ELEMENTS(text), NULL, &status);
	return U_SUCCESS(status) ? plain_spaces(text, len, space, arena) : NULL;
}

/* ---- what is asked for ---- */

struct request {
	const struct bill_moment *from, *to; /* to NULL: one moment */
	const char *locale;
	struct bill_arena *arena;
};

static int64_t day_of(const struct bill_moment *moment)
{
	return bill_when_day_number(moment->year, moment->month, moment->day);
}

/* A night that ends in the small hours is still one day's event. */
static bool is_one_day(const struct bill_moment *from, const struct bill_moment *to)
{
	int64_t days = day_of(to) - day_of(from);

	return days <= 0 ||
		   (days == 1 && from->has_time && to->has_time && from->hour >= 12 && (to->hour < 6 || (to->hour == 6 && !to->minute)));
}

static const char *date(const struct request *r, const char *style, const char *skeleton)
{
	const char *from, *to;

	if (!r->to || is_one_day(r->from, r->to))
		return formatted(r->locale, style, r->from, r->arena);
	if (r->from->year > 1582) /* interval formatters cannot be told to stay Gregorian before */
		return formatted_range(r->locale, skeleton, r->from, r->to, " ", r->arena);
	from = formatted(r->locale, style, r->from, r->arena);
	to = formatted(r->locale, style, r->to, r->arena);
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
	const char *from = formatted(r->locale, pattern, r->from, r->arena), *to;

	if (!from || !r->to || is_one_day(r->from, r->to))
		return from;
	to = formatted(r->locale, pattern, r->to, r->arena);
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
		return formatted(r->locale, "?yMMMM", r->from, r->arena);
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
	bool once = to && strcmp(half(from), half(to)) == 0 && day_of(from) == day_of(to);

	if (!to)
		return bill_arena_printf(r->arena, "%d:%02d" NBSP "%s", hour12(from), from->minute, half(from));
	if (once)
		return bill_arena_printf(
			r->arena, "%d:%02d–%d:%02d" NBSP "%s", hour12(from), from->minute, hour12(to), to->minute, half(to));
	return bill_arena_printf(r->arena, "%d:%02d" NBSP "%s–%d:%02d" NBSP "%s", hour12(from), from->minute, half(from), hour12(to),
		to->minute, half(to));
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
		return formatted_range(r->locale, "jm", r->from, &to, NBSP, r->arena);
	first = formatted(r->locale, "clock", r->from, r->arena);
	second = formatted(r->locale, "clock", &to, r->arena);
	return first && second ? bill_arena_printf(r->arena, "%s–%s", first, second) : NULL;
}

static const char *time_of_day(const struct request *r)
{
	struct request own = *r;

	if (!r->from->has_time)
		return NULL;
	if (own.to && (!own.to->has_time || (own.to->hour == own.from->hour && own.to->minute == own.from->minute &&
											day_of(own.to) == day_of(own.from))))
		own.to = NULL;
	if (has_meridiem(r->locale))
		return english_time(&own);
	return own.to ? clock_range(&own) : formatted(r->locale, "clock", r->from, r->arena);
}

/* "EST", "MEZ": the zone's short name on that day. */
static const char *zone_name(const struct request *r, const char *zone)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[80], pattern[] = {'z', 0}, text[64];
	UCalendar *calendar;
	UDateFormat *format;
	int32_t len = 0;

	u_uastrncpy(id, zone, G_N_ELEMENTS(id));
	calendar = ucal_open(id, -1, r->locale, UCAL_GREGORIAN, &status);
	format = udat_open(UDAT_PATTERN, UDAT_PATTERN, r->locale, id, -1, pattern, 1, &status);
	if (U_SUCCESS(status)) {
		ucal_setDateTime(calendar, r->from->year, r->from->month - 1, r->from->day, r->from->hour, r->from->minute, 0, &status);
		len = udat_format(format, ucal_getMillis(calendar, &status), text, G_N_ELEMENTS(text), NULL, &status);
	}
	if (calendar)
		ucal_close(calendar);
	if (format)
		udat_close(format);
	return U_SUCCESS(status) && len ? plain_spaces(text, len, " ", r->arena) : NULL;
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
};

/* ---- patterns for file names ---- */

static const char conversions[] = "YmdHMFTjaAbBye%";

static void convert(GString *out, char conversion, const struct bill_moment *m)
{
	static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
	static const char *const months[] = {
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
	const char *day_name = days[bill_when_weekday(m->year, m->month, m->day)], *month_name = months[m->month - 1];

	switch (conversion) {
	case 'Y':
		g_string_append_printf(out, "%04d", m->year);
		break;
	case 'm':
		g_string_append_printf(out, "%02d", m->month);
		break;
	case 'd':
		g_string_append_printf(out, "%02d", m->day);
		break;
	case 'H':
		g_string_append_printf(out, "%02d", m->hour);
		break;
	case 'M':
		g_string_append_printf(out, "%02d", m->minute);
		break;
	case 'F':
		g_string_append_printf(out, "%04d-%02d-%02d", m->year, m->month, m->day);
		break;
	case 'T':
		g_string_append_printf(out, "%02d:%02d:%02d", m->hour, m->minute, m->second);
		break;
	case 'j':
		g_string_append_printf(out, "%03d", (int)(day_of(m) - bill_when_day_number(m->year, 1, 1)) + 1);
		break;
	case 'a':
		g_string_append_len(out, day_name, 3);
		break;
	case 'A':
		g_string_append(out, day_name);
		break;
	case 'b':
		g_string_append_len(out, month_name, 3);
		break;
	case 'B':
		g_string_append(out, month_name);
		break;
	case 'y':
		g_string_append_printf(out, "%02d", m->year % 100);
		break;
	case 'e':
		g_string_append_printf(out, "%d", m->day);
		break;
	default:
		g_string_append_c(out, conversion);
		break;
	}
}

static const char *with_pattern(const struct bill_moment *moment, const char *pattern, struct bill_arena *arena)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *p = pattern; *p; p++) {
		if (*p == '%' && p[1])
			convert(out, *++p, moment);
		else
			g_string_append_c(out, *p);
	}
	return bill_arena_strndup(arena, out->str, out->len);
}

bool bill_when_knows(const char *style)
{
	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
		if (strcmp(styles[i].name, style) == 0)
			return true;
	if (!strchr(style, '%'))
		return false;
	for (const char *p = style; *p; p++)
		if (*p == '%' && (!*++p || !strchr(conversions, *p)))
			return false;
	return true;
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
		return with_pattern(from, style, arena);
	request.to = which == 'r' && event->end.given ? &event->end : NULL;
	request.locale = cached_locale(language ? language : bill_event_language(event));
	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
		if (strcmp(styles[i].name, style) != 0)
			continue;
		text = styles[i].format(&request);
		zone = text && styles[i].format == time_of_day && event->zone.text ? zone_name(&request, event->zone.text) : NULL;
		return zone ? bill_arena_printf(arena, "%s" NBSP "%s", text, zone) : text;
	}
	return NULL;
}
