/* Dates in file names: the conversions of strftime, in English whatever the locale. */
#include "event/when.h"

#include <string.h>

static bool put_number(GString *out, char conversion, const struct bill_moment *m)
{
	const struct {
		char conversion;
		int width, number;
	} numbers[] = {
		{'Y', 4, m->year},
		{'m', 2, m->month},
		{'d', 2, m->day},
		{'H', 2, m->hour},
		{'M', 2, m->minute},
		{'j', 3, (int)(bill_moment_day(m) - bill_when_day_number(m->year, 1, 1)) + 1},
		{'y', 2, m->year % 100},
		{'e', 1, m->day},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		if (numbers[i].conversion != conversion)
			continue;
		g_string_append_printf(out, "%0*d", numbers[i].width, numbers[i].number);
		return true;
	}
	return false;
}

static bool put_name(GString *out, char conversion, const struct bill_moment *m)
{
	static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
	static const char *const months[] = {
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
	bool is_day = conversion == 'a' || conversion == 'A', is_month = conversion == 'b' || conversion == 'B';

	if (is_day || is_month)
		g_string_append_len(out, is_day ? days[bill_when_weekday(m->year, m->month, m->day)] : months[m->month - 1],
			g_ascii_islower(conversion) ? 3 : -1);
	return is_day || is_month;
}

static void convert(GString *out, char conversion, const struct bill_moment *m)
{
	if (put_number(out, conversion, m) || put_name(out, conversion, m))
		return;
	if (conversion == 'F')
		g_string_append_printf(out, "%04d-%02d-%02d", m->year, m->month, m->day);
	else if (conversion == 'T')
		g_string_append_printf(out, "%02d:%02d:%02d", m->hour, m->minute, m->second);
	else
		g_string_append_c(out, conversion);
}

bool bill_when_is_pattern(const char *text)
{
	if (!strchr(text, '%'))
		return false;
	for (const char *p = text; *p; p++)
		if (*p == '%' && (!*++p || !strchr("YmdHMFTjaAbBye%", *p)))
			return false;
	return true;
}

const char *bill_when_with_pattern(const struct bill_moment *moment, const char *pattern, struct bill_arena *arena)
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
