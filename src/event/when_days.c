/* Days of the proleptic Gregorian calendar and seconds of the clock, counted and written. */
#include "event/when.h"

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days. */
int64_t bill_when_day_number(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void bill_when_from_day_number(int64_t number, int *year, int *month, int *day)
{
	int64_t z = number + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * shifted + 2) / 5 + 1);
	*month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2 ? 1 : 0));
}

int bill_when_weekday(int year, int month, int day)
{
	int64_t number = bill_when_day_number(year, month, day) + 4; /* 1970-01-01 was a Thursday */

	return (int)((number % 7 + 7) % 7);
}

int bill_when_days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && (leap || year == 0) ? 1 : 0);
}

int64_t bill_moment_day(const struct bill_moment *moment)
{
	return bill_when_day_number(moment->year, moment->month, moment->day);
}

int64_t bill_moment_seconds(const struct bill_moment *moment)
{
	return bill_moment_day(moment) * 86400 + moment->hour * 3600 + moment->minute * 60 + moment->second;
}

void bill_moment_add_seconds(struct bill_moment *moment, int64_t seconds)
{
	int64_t all = bill_moment_seconds(moment) + seconds, days = all / 86400, rest = all % 86400;

	if (rest < 0) {
		rest += 86400;
		days--;
	}
	bill_when_from_day_number(days, &moment->year, &moment->month, &moment->day);
	moment->hour = (int)(rest / 3600);
	moment->minute = (int)(rest / 60 % 60);
	moment->second = (int)(rest % 60);
}

bool bill_when_whole_days(const struct bill_moment *start, const struct bill_moment *end)
{
	bool to_midnight = end->hour == 0 && end->minute == 0 && bill_moment_day(end) > bill_moment_day(start);
	bool to_last_minute = end->hour == 23 && end->minute == 59 && bill_moment_day(end) >= bill_moment_day(start);

	return start->given && end->given && start->has_time && end->has_time && start->hour == 0 && start->minute == 0 &&
		   (to_midnight || to_last_minute);
}

void bill_when_write_iso(const struct bill_moment *moment, GString *out)
{
	int offset = ABS(moment->offset_minutes);

	g_string_append_printf(out, "%04d-%02d-%02d", moment->year, moment->month, moment->day);
	if (!moment->has_time)
		return;
	g_string_append_printf(out, "T%02d:%02d", moment->hour, moment->minute);
	if (moment->second)
		g_string_append_printf(out, ":%02d", moment->second);
	if (moment->has_offset)
		g_string_append_printf(out, "%c%02d:%02d", moment->offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
}
