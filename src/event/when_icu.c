/* Dates and times by ICU's formatters: always Gregorian, with European digits, and with spaces that fonts have. */
#include "event/when_icu.h"
#include "event/utf.h"
#include "event/when.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

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

const char *bill_when_icu_locale(const char *language)
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
	return (UDate)bill_moment_seconds(moment) * 1000;
}

/* CLDR puts narrow and thin spaces around dashes and before "am"; few fonts have them. */
static char *plain_spaces(const UChar *text, int32_t len, const char *space, struct bill_arena *arena)
{
	g_autofree char *utf8 = to_utf8(text, len);
	g_autoptr(GString) out = g_string_new(utf8);

	g_string_replace(out, BILL_NARROW_NBSP, BILL_NBSP, 0);
	g_string_replace(out, "\xe2\x80\x89", space, 0);
	g_string_replace(out, "\xe2\x80\x8f", "", 0); /* right-to-left marks: the paragraph has its own direction */
	return bill_arena_strndup(arena, out->str, out->len);
}

const char *bill_when_icu_format(
	const char *locale, const char *style, const struct bill_moment *moment, struct bill_arena *arena)
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

const char *bill_when_icu_range(const char *locale, const char *skeleton, const struct bill_moment *from,
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

const char *bill_when_icu_zone(const char *locale, const char *zone, const struct bill_moment *moment, struct bill_arena *arena)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar id[80], pattern[] = {'z', 0}, text[64];
	UCalendar *calendar;
	UDateFormat *format;
	int32_t len = 0;

	u_uastrncpy(id, zone, G_N_ELEMENTS(id));
	calendar = ucal_open(id, -1, locale, UCAL_GREGORIAN, &status);
	format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, id, -1, pattern, 1, &status);
	if (U_SUCCESS(status)) {
		ucal_setDateTime(calendar, moment->year, moment->month - 1, moment->day, moment->hour, moment->minute, 0, &status);
		len = udat_format(format, ucal_getMillis(calendar, &status), text, G_N_ELEMENTS(text), NULL, &status);
	}
	if (calendar)
		ucal_close(calendar);
	if (format)
		udat_close(format);
	return U_SUCCESS(status) && len ? plain_spaces(text, len, " ", arena) : NULL;
}
