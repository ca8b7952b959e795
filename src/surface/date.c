/* The date a file carries: never the clock's, so that the same input gives the same bytes. */
#include "surface/write.h"

#include <string.h>

#define EPOCH "1970-01-01T00:00:00Z"

/* "9" stands for a digit; anything else for itself. */
static bool matches(const char *text, const char *shape)
{
	for (; *shape; text++, shape++)
		if (*shape == '9' ? !g_ascii_isdigit(*text) : *text != *shape)
			return false;
	return true;
}

static bool in_range(const char *digits, int least, int most)
{
	int number = (digits[0] - '0') * 10 + digits[1] - '0';
	return number >= least && number <= most;
}

static bool is_day(const char *text)
{
	return matches(text, "9999-99-99") && in_range(text + 5, 1, 12) && in_range(text + 8, 1, 31);
}

/* "hh:mm" or "hh:mm:ss", its length; 0: neither. */
static size_t time_length(const char *text)
{
	if (!matches(text, "99:99") || !in_range(text, 0, 23) || !in_range(text + 3, 0, 59))
		return 0;
	return matches(text + 5, ":99") && in_range(text + 6, 0, 59) ? 8 : 5;
}

/* "Z", "+hh:mm" or nothing, to the text's end. */
static bool is_zone(const char *text)
{
	if (*text == '+' || *text == '-')
		return matches(text + 1, "99:99") && in_range(text + 1, 0, 23) && in_range(text + 4, 0, 59) && !text[6];
	return !*text || strcmp(text, "Z") == 0;
}

/* A time without a zone stays so: it is the event's own, wherever that is (ISO 32000-1, 7.9.4; XMP, part 1, 8.2.1.2). */
static char *normal(const char *date)
{
	if (!is_day(date))
		return NULL;
	if (!date[10])
		return g_strdup_printf("%.10sT00:00:00", date);
	size_t length = date[10] == 'T' || date[10] == ' ' ? time_length(date + 11) : 0;
	if (length == 0 || !is_zone(date + 11 + length))
		return NULL;
	const char *zone = date + 11 + length;
	return g_strdup_printf("%.10sT%.*s%s%s", date, (int)length, date + 11, length == 5 ? ":00" : "", zone);
}

/* NULL: not set, or no number of seconds that a date of four-digit years can show. */
static char *from_environment(struct bill_diags *diags)
{
	const char *value = g_getenv("SOURCE_DATE_EPOCH");
	guint64 seconds;
	if (!value || !*value)
		return NULL;
	/* 253402300799 is the end of the year 9999. */
	if (!g_ascii_string_to_unsigned(value, 10, 0, 253402300799, &seconds, NULL)) {
		bill_warning(diags, (struct bill_at){0}, "surface/source-date-epoch",
			"SOURCE_DATE_EPOCH is \"%.40s\", not a number of seconds since 1970; it is left aside", value);
		return NULL;
	}
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc((gint64)seconds);
	return g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
}

char *bill_sheet_date(const char *date, struct bill_diags *diags)
{
	char *found = from_environment(diags);
	if (!found && date)
		found = normal(date);
	return found ? found : g_strdup(EPOCH);
}
