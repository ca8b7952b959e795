/* Dates as people write them: in words, with dots or slashes, as ISO 8601, in Han characters. */
#include "event/when_scan.h"

#include <string.h>

static bool valid_date(struct bill_scan *scan, const struct bill_date *date)
{
	bool valid = date->month >= 1 && date->month <= 12 && date->day >= 1 &&
				 date->day <= bill_when_days_in_month(date->year, date->month) && date->year >= 0 && date->year <= 9999;

	if (!valid)
		scan->impossible = true;
	return valid;
}

static struct bill_date made(int year, int month, int day)
{
	return (struct bill_date){.given = true, .year = year, .month = month, .day = day, .weekday = -1};
}

/* Thai texts count from the Buddha: 2561 is 2018. */
static int gregorian_year(const struct bill_scan *scan, int year)
{
	bool thai = (scan->language && strcmp(scan->language, "th") == 0) || (scan->hint && g_str_has_prefix(scan->hint, "th"));

	return thai && year > 2400 && year < 2700 ? year - 543 : year;
}

/* ", 2025", " de 2025", " 2025": four digits that are no time. */
static size_t year_after(struct bill_scan *scan, const char *p, int *year)
{
	const struct bill_word *word;
	const char *start = p;
	unsigned digits;
	int value;
	size_t n;

	p += bill_scan_spaces(p);
	if (*p == ',' || *p == '.')
		p++;
	p += bill_scan_spaces(p);
	if (!g_ascii_isdigit(*p) && *p != '\'') {
		n = bill_scan_word(scan, p, BILL_WORD_FILLER, &word);
		if (!n)
			return 0;
		p += n;
		p += bill_scan_spaces(p);
	}
	n = bill_scan_number(p, &value, &digits);
	if (digits != 4 || value < 1000 || (p[n] == ':' && g_ascii_isdigit(p[n + 1])))
		return 0;
	*year = gregorian_year(scan, value);
	return (size_t)(p + n - start);
}

/* "'27", and after "12-Mar" "-27" or "-2027". */
static size_t short_year_after(const char *p, bool dashed, int *year)
{
	size_t gap = dashed && *p == '-' ? 0 : bill_scan_spaces(p), n;
	unsigned digits;
	int value;

	if (p[gap] != '\'' && !(dashed && p[gap] == '-'))
		return 0;
	n = bill_scan_number(p + gap + 1, &value, &digits);
	if (!n || (digits != 2 && !(dashed && digits == 4)) || p[gap + 1 + n] == ':' || p[gap + 1 + n] == '.')
		return 0;
	*year = digits == 2 ? 2000 + value : value;
	return gap + 1 + n;
}

/* A day's number with its ending: "21", "21st", "1er", "21.", "1º". */
static size_t day_number(struct bill_scan *scan, const char *p, int *day)
{
	static const char *const endings[] = {"st", "nd", "rd", "th", "er", "o", "a", "-e", "-го", "e", "de"};
	unsigned digits;
	size_t n = bill_scan_number(p, day, &digits);

	if (!n || digits > 2 || *day < 1 || *day > 31)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t len = strlen(endings[i]);

		if (strncmp(p + n, endings[i], len) == 0 && !g_unichar_isalpha(g_utf8_get_char(p + n + len)))
			return n + len;
	}
	return n + (p[n] == '.' ? 1 : 0);
}

/* Spaces, commas and words such as "de" between day and month. */
static size_t joint(struct bill_scan *scan, const char *p)
{
	const struct bill_word *word;
	size_t n = bill_scan_spaces(p);

	if (p[n] == ',' || p[n] == '-')
		n++;
	n += bill_scan_spaces(p + n);
	for (size_t len; (len = bill_scan_word(scan, p + n, BILL_WORD_FILLER, &word));)
		n += len + bill_scan_spaces(p + n + len);
	return n;
}

static size_t month_name(struct bill_scan *scan, const char *p, int *month)
{
	const struct bill_word *word;
	const char *before = scan->language;
	size_t n = bill_scan_word(scan, p, BILL_WORD_MONTH, &word);

	if (!n && g_ascii_isdigit(p == scan->text ? ' ' : p[-1])) {
		struct bill_scan after = *scan; /* "21jan" */

		after.text = p;
		n = bill_scan_word(&after, p, BILL_WORD_MONTH, &word);
		scan->language = after.language;
	}
	if (!n) {
		scan->language = before;
		return 0;
	}
	*month = word->value;
	return n;
}

/* "to" or "and" or a dash between two days: "13–17 July", "13. und 14. Juli". */
static size_t day_range(struct bill_scan *scan, const char *p)
{
	static const char *const ands[] = {"and ", "& ", "und ", "et ", "y ", "e ", "i ", "и ", "a "};
	size_t n = bill_scan_range(scan, p), gap;

	if (n)
		return n;
	gap = bill_scan_spaces(p);
	for (size_t i = 0; i < G_N_ELEMENTS(ands); i++)
		if (g_str_has_prefix(p + gap, ands[i]))
			return gap + strlen(ands[i]);
	return 0;
}

/* 21 January 2025; 13–17 July 2026; 21. Januar. */
static size_t day_first(struct bill_scan *scan, const char *p, struct bill_date dates[2], unsigned *n_dates)
{
	int day, last = 0, month, year = 0;
	size_t n = day_number(scan, p, &day), gap, len;
	const char *language = scan->language;
	bool dashed; /* 12-Mar-27 */

	if (!n)
		return 0;
	if ((gap = day_range(scan, p + n)) && (len = day_number(scan, p + n + gap, &last)))
		n += gap + len;
	else
		last = 0;
	n += joint(scan, p + n);
	dashed = p[n - 1] == '-';
	len = month_name(scan, p + n, &month);
	if (!len) {
		scan->language = language;
		return 0;
	}
	n += len;
	n += year_after(scan, p + n, &year);
	if (!year)
		n += short_year_after(p + n, dashed, &year);
	dates[0] = made(year, month, day);
	dates[1] = made(year, month, last);
	*n_dates = last ? 2 : 1;
	return valid_date(scan, &dates[0]) && (!last || valid_date(scan, &dates[1])) ? n : 0;
}

/* January 21, 2025; July 13–17, 2026. */
static size_t month_first(struct bill_scan *scan, const char *p, struct bill_date dates[2], unsigned *n_dates)
{
	int day, last = 0, month, year = 0;
	size_t n = month_name(scan, p, &month), gap, len;

	if (!n)
		return 0;
	gap = bill_scan_spaces(p + n);
	if (g_str_has_prefix(p + n + gap, "the "))
		gap += strlen("the ");
	len = day_number(scan, p + n + gap, &day);
	if (!len || p[n + gap + len] == ':') /* "may 10:00" */
		return 0;
	n += gap + len;
	if ((gap = day_range(scan, p + n)) && (len = day_number(scan, p + n + gap, &last)) && last > day &&
		!strchr(":h", p[n + gap + len] ? p[n + gap + len] : ' '))
		n += gap + len;
	else
		last = 0;
	n += year_after(scan, p + n, &year);
	dates[0] = made(year, month, day);
	dates[1] = made(year, month, last);
	*n_dates = last ? 2 : 1;
	return valid_date(scan, &dates[0]) && (!last || valid_date(scan, &dates[1])) ? n : 0;
}

/* ---- numbers only ---- */

/* 2025-01-21, 2025/1/21, 2025. 1. 21., and the "T" before a time. */
static size_t year_first(struct bill_scan *scan, const char *p, struct bill_date *date)
{
	int year, month, day;
	unsigned digits;
	size_t n = bill_scan_number(p, &year, &digits), len;
	char sign = p[n];

	if (!n || digits != 4 || !sign || !strchr("-/.", sign))
		return 0;
	n++;
	n += sign == '.' ? bill_scan_spaces(p + n) : 0;
	len = bill_scan_number(p + n, &month, &digits);
	if (!len || digits > 2 || p[n + len] != sign)
		return 0;
	n += len + 1;
	n += sign == '.' ? bill_scan_spaces(p + n) : 0;
	len = bill_scan_number(p + n, &day, &digits);
	if (!len || digits > 2)
		return 0;
	n += len;
	*date = made(gregorian_year(scan, year), month, day);
	if (!year || !valid_date(scan, date)) {
		scan->impossible = true;
		return 0;
	}
	if (p[n] == 't' && g_ascii_isdigit(p[n + 1]))
		n++;
	return n;
}

/* 20250121 or 20250121T…: eight digits. */
static size_t compact(struct bill_scan *scan, const char *p, struct bill_date *date)
{
	unsigned digits;
	int value;
	size_t n = bill_scan_number(p, &value, &digits);

	if (digits != 8 || value < 19000101 || value > 29991231)
		return 0;
	*date = made(value / 10000, value / 100 % 100, value % 100);
	if (p[n] == 't' && g_ascii_isdigit(p[n + 1]))
		n++;
	return valid_date(scan, date) ? n : 0;
}

/* Whether the month stands first in the language's dates with slashes: American English only. */
static bool is_american(const struct bill_scan *scan)
{
	return !scan->hint || strcmp(scan->hint, "en") == 0 || strcmp(scan->hint, "en-US") == 0;
}

/* Which of two numbers is the day. */
static struct bill_date ordered(struct bill_scan *scan, int a, int b, int year, char sign)
{
	bool month_leads = sign == '/' && ((b > 12 && a <= 12) || (a <= 12 && b <= 12 && is_american(scan)));

	scan->swappable = sign == '/' && a <= 12 && b <= 12 && a != b && is_american(scan);
	return month_leads ? made(year, a, b) : made(year, b, a);
}

/* 21.01.2025, 21/1/25, 1/21/2025, 21-01-2025, 21.1. */
static size_t three_numbers(struct bill_scan *scan, const char *p, struct bill_date *date)
{
	int a, b, year = 0;
	unsigned digits, year_digits = 0;
	size_t n = bill_scan_number(p, &a, &digits), len;
	char sign = p[n];

	if (!n || digits > 2 || !sign || !strchr("./-", sign))
		return 0;
	n += 1 + (sign == '.' ? bill_scan_spaces(p + n + 1) : 0);
	len = bill_scan_number(p + n, &b, &digits);
	if (!len || digits > 2 || p[n + len] != sign)
		return 0;
	n += len + 1;
	len = sign == '.' ? bill_scan_spaces(p + n) : 0;
	len += bill_scan_number(p + n + len, &year, &year_digits);
	if (year_digits == 2)
		year += 2000;
	if (year_digits != 4 && (year_digits != 2 || p[n + len] == ':' || p[n + len] == '.')) {
		if (sign != '.' || b > 12 || a > 31 || !a || !b) /* "21.1." and nothing else may go without a year */
			return 0;
		year = 0;
		len = 0;
	}
	*date = ordered(scan, a, b, gregorian_year(scan, year), sign);
	return valid_date(scan, date) ? n + len : 0;
}

/* "21.–23.1.2025": a day before a date of numbers. */
static size_t days_and_numbers(struct bill_scan *scan, const char *p, struct bill_date dates[2])
{
	int day;
	size_t n = day_number(scan, p, &day), gap, len;

	if (!n || p[n - 1] != '.' || !(gap = bill_scan_range(scan, p + n)) || !(len = three_numbers(scan, p + n + gap, &dates[1])))
		return 0;
	dates[0] = dates[1];
	dates[0].day = day;
	return valid_date(scan, &dates[0]) ? n + gap + len : 0;
}

/* ---- Han characters and Hangul ---- */

static size_t sign_after(const char *p, const char *const signs[])
{
	size_t gap = bill_scan_spaces(p);

	for (; *signs; signs++)
		if (g_str_has_prefix(p + gap, *signs))
			return gap + strlen(*signs);
	return 0;
}

/* 2025年1月21日, 1月21日, 2025년 1월 21일. */
static size_t with_signs(struct bill_scan *scan, const char *p, struct bill_date *date)
{
	static const char *const years[] = {"年", "년", NULL}, *const months[] = {"月", "월", NULL},
							 *const days[] = {"日", "号", "일", NULL};
	int first, month, day, year = 0;
	unsigned digits;
	size_t n = bill_scan_number(p, &first, &digits), len;

	if (!n)
		return 0;
	if (digits == 4 && (len = sign_after(p + n, years))) {
		year = first;
		n += len + bill_scan_spaces(p + n + len);
		len = bill_scan_number(p + n, &first, &digits);
		n += len;
	}
	month = first;
	len = sign_after(p + n, months);
	if (!len || digits > 2)
		return 0;
	n += len + bill_scan_spaces(p + n + len);
	len = bill_scan_number(p + n, &day, &digits);
	if (!len)
		return 0;
	n += len;
	len = sign_after(p + n, days);
	*date = made(year, month, day);
	if (!len || !valid_date(scan, date))
		return 0;
	if (!scan->language)
		scan->language = strstr(p, "월") ? "ko" : scan->hint && g_str_has_prefix(scan->hint, "zh") ? "zh" : "ja";
	return n + len;
}

size_t bill_scan_date(struct bill_scan *scan, const char *p, struct bill_date dates[2], unsigned *n_dates)
{
	size_t n;

	if (!bill_scan_boundary(scan, p))
		return 0;
	*n_dates = 1;
	if (!g_ascii_isdigit(*p))
		return month_first(scan, p, dates, n_dates);
	if ((n = year_first(scan, p, &dates[0])) || (n = compact(scan, p, &dates[0])) || (n = with_signs(scan, p, &dates[0])) ||
		(n = three_numbers(scan, p, &dates[0])))
		return n;
	if ((n = days_and_numbers(scan, p, dates))) {
		*n_dates = 2;
		return n;
	}
	return day_first(scan, p, dates, n_dates);
}
