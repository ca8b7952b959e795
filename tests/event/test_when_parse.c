/* Dates and times as people write them, in many languages. */
#include "../tell.h"
#include "event/when.h"
#include "reading.h"

static void part(GString *out, const struct bill_when_part *p)
{
	if (p->date.given)
		g_string_append_printf(out, "%04d-%02d-%02d", p->date.year, p->date.month, p->date.day);
	if (p->clock.given)
		g_string_append_printf(out, "T%02d:%02d", p->clock.hour, p->clock.minute);
	if (p->clock.given && p->clock.second)
		g_string_append_printf(out, ":%02d", p->clock.second);
	if (p->has_offset)
		g_string_append_printf(out, "%+d", p->offset_minutes);
}

static char *parsed(const char *text, const char *language)
{
	GString *out = g_string_new(NULL);
	struct bill_when when;

	bill_when_parse(text, language, false, &when);
	part(out, &when.start);
	if (when.end.date.given || when.end.clock.given) {
		g_string_append_c(out, '/');
		part(out, &when.end);
	}
	if (when.zone)
		g_string_append_printf(out, " %s", when.zone);
	if (when.all_day)
		g_string_append(out, " all-day");
	if (when.impossible)
		g_string_append(out, " impossible");
	return g_string_free(out, FALSE);
}

static void table(void)
{
	static const struct {
		const char *language, *text, *when;
	} cases[] = {
		{"en", "10:00 am on Tuesday, January 21, 2025", "2025-01-21T10:00"},
		{"en", "All day on Monday, July 13, 2026", "2026-07-13 all-day"},
		{"en", "Thursday, December 21, 2023, 3:00 pm – 4:00 pm", "2023-12-21T15:00/T16:00"},
		{"en", "4 March 2027 at 4 pm Ada Elm will give a talk in Room 12", "2027-03-04T16:00"},
		{"en", "3 pm to about 5 pm", "T15:00/T17:00"},
		{"en", "3-4pm", "T15:00/T16:00"},
		{"en", "4-5:30p", "T16:00/T17:30"},
		{"en", "9:00a–noon", "T09:00/T12:00"},
		{"en", "2 May, 5p each", "0000-05-02"},
		{"en", "Thursdays 12-1 in Library 4", "T12:00/T13:00"},
		{"en", "Wed, 10–11", "T10:00/T11:00"},
		{"en", "Mon 6-8 July 2026", "2026-07-06/2026-07-08"},
		{"en", "Thursday 1-12", ""},
		{"en", "12-Mar-27", "2027-03-12"},
		{"en", "12-Mar-2027 at 7pm", "2027-03-12T19:00"},
		{"en", "12 Mar '27, 7pm", "2027-03-12T19:00"},
		{"en", "12 March -27", "0000-03-12"},
		{"en", "11:30–1 pm", "T11:30/T13:00"},
		{"en", "11–1 am", "T23:00/T01:00"},
		{"en", "7pm - 9:30", "T19:00/T21:30"},
		{"en", "from 9 to 5:30pm", "T09:00/T17:30"},
		{"en", "noon", "T12:00"},
		{"en", "12:00 am", "T00:00"},
		{"en", "12:15 p.m.", "T12:15"},
		{"en", "1400 hrs", "T14:00"},
		{"en", "10:00-11:00", "T10:00/T11:00"},
		{"en", "21st of January 2025 at 4 o'clock", "2025-01-21T16:00"},
		{"en", "July 13-17, 2026", "2026-07-13/2026-07-17"},
		{"en", "13–17 July 2026", "2026-07-13/2026-07-17"},
		{"en", "July 30 – August 2, 2026", "0000-07-30/2026-08-02"},
		{"en", "2:00 PM EST", "T14:00 America/New_York"},
		{"en", "2:00 PM CET", "T14:00+60"},
		{"en", "15:00 (UTC+2)", "T15:00+120"},
		{"en", "1/21/2025", "2025-01-21"},
		{"en", "21/1/2025", "2025-01-21"},
		{"en-GB", "3/4/2025", "2025-04-03"},
		{"en", "Thursday 3/4/2025", "2025-04-03"},
		{"en", "20250121T103000Z", "2025-01-21T10:30+0"},
		{NULL, "2025-01-21", "2025-01-21"},
		{NULL, "2025-01-21T10:00:30-05:00", "2025-01-21T10:00:30-300"},
		{NULL, "2025-01-21 10:00+01:00", "2025-01-21T10:00+60"},
		{NULL, "0001-01-01", "0001-01-01"},
		{NULL, "2024-02-29", "2024-02-29"},
		{NULL, "2025-02-29", " impossible"},
		{NULL, "2025-13-01", " impossible"},
		{NULL, "2025-01-21T25:00", "2025-01-21 impossible"},
		{"en", "Feb 30, 2025 at 10:00", "T10:00 impossible"},
		{"fr", "samedi 2 novembre 2024 à 10h30", "2024-11-02T10:30"},
		{"fr", "1er février 2025, de 9 h à 10 h 15", "2025-02-01T09:00/T10:15"},
		{"fr", "mardi 3 fevrier 2026, midi", "2026-02-03T12:00"},
		{"de", "27. Dezember 2020, 14 Uhr 30", "2020-12-27T14:30"}, /* minutes at the very end */
		{"de", "Sonntag, 27. Dezember 2020, 16:00 Uhr", "2020-12-27T16:00"},
		{"de", "Do., 13.3.2025, 14–16 Uhr", "2025-03-13T14:00/T16:00"},
		{"de", "21.–23.01.2025", "2025-01-21/2025-01-23"},
		{"de", "28. Februar bis 2. März 2025", "0000-02-28/2025-03-02"},
		{"it", "domenica 15 settembre 2024, ore 11.00 (UTC)", "2024-09-15T11:00+0"},
		{"it", "ore 11.30", "T11:30"},
		{"es", "martes, 21 de enero de 2025, a las 12:30", "2025-01-21T12:30"},
		{"es", "de 12:30 a 13:30", "T12:30/T13:30"},
		{"pt", "21 de janeiro de 2025, às 14h30", "2025-01-21T14:30"},
		{"nl", "dinsdag 21 januari 2025, 20.00 uur", "2025-01-21T20:00"},
		{"ru", "24 ноября 2018 г., суббота", "2018-11-24"},
		{"ru", "21 июня 2012, 10:00 (МСК)", "2012-06-21T10:00 Europe/Moscow"},
		{"pl", "wtorek, 21 stycznia 2025 r., godz. 14:15", "2025-01-21T14:15"},
		{"cs", "úterý 21. ledna 2025 v 9:30", "2025-01-21T09:30"},
		{"sv", "tisdag 21 januari 2025 kl. 15.15–16.00", "2025-01-21T15:15/T16:00"},
		{"ja", "2025年1月21日（火）15時30分～17時00分", "2025-01-21T15:30/T17:00"},
		{"ja", "午後3時", "T15:00"},
		{"zh", "2025年3月5日（星期三）下午2:30-3:30", "2025-03-05T14:30/T15:30"},
		{"ko", "2025년 1월 21일 오후 4시 30분", "2025-01-21T16:30"},
		{"th", "29 มีนาคม 2561 เวลา 18:00 - 21:00 น.", "2018-03-29T18:00/T21:00"},
		{"ar", "٢١ يناير ٢٠٢٥", "2025-01-21"},
		{"en", "", ""},
		{"en", "to be announced", ""},
		{"en", "Room 12", ""},
		{"en", "99999999999999999999", ""},
		{"en", "may", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = parsed(cases[i].text, cases[i].language);

		if (strcmp(got, cases[i].when) != 0)
			tell("%s", cases[i].text);
		g_assert_cmpstr(got, ==, cases[i].when);
	}
}

static void any_language(void)
{
	struct bill_when when;

	g_assert_false(bill_when_parse("21. siječnja 2025.", NULL, false, &when) && when.start.date.given);
	g_assert_true(bill_when_parse("21. siječnja 2025.", NULL, true, &when));
	g_assert_cmpint(when.start.date.month, ==, 1);
	g_assert_cmpstr(when.language, ==, "hr");
}

static void days(void)
{
	static const int starts[] = {1, 400, 1582, 1900, 1970, 2000, 2024, 9999};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= bill_when_days_in_month(starts[i], month); day++) {
				int64_t number = bill_when_day_number(starts[i], month, day);
				g_autoptr(GDate) date = g_date_new_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)starts[i]);
				int y, m, d;

				bill_when_from_day_number(number, &y, &m, &d);
				g_assert_cmpint(y * 10000 + m * 100 + d, ==, starts[i] * 10000 + month * 100 + day);
				/* GLib's weekdays go from Monday 1 to Sunday 7, its days from 1 January of the year 1 */
				g_assert_cmpint(bill_when_weekday(y, m, d), ==, (int)g_date_get_weekday(date) % 7);
				g_assert_cmpint((int)number, ==, (int)g_date_get_julian(date) - 719163);
			}
}

/* Every prefix of a long mixture, and garbage, must end without harm. */
static void hostile(void)
{
	static const char text[] = "Di, 21.–23.01.2025, 午後3時 à 10h30 – 11:00 (UTC+2) 2025-01-21T10:00:00.5-05:00 13–17 July 2561 "
							   "น. ----- ::::: 00:00:00:00";
	g_autoptr(GString) dashes = g_string_new(NULL);
	struct bill_when when;

	for (size_t len = 0; len < sizeof text; len++) {
		g_autofree char *prefix = g_strndup(text, len);
		g_autofree char *valid = g_utf8_make_valid(prefix, -1);

		bill_when_parse(valid, "de", false, &when);
	}
	for (int i = 0; i < 100000; i++)
		g_string_append(dashes, "1-");
	bill_when_parse(dashes->str, NULL, true, &when);
	g_assert_false(when.start.date.given);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/when/table", table);
	g_test_add_func("/when/any-language", any_language);
	g_test_add_func("/when/days", days);
	g_test_add_func("/when/hostile", hostile);
	return g_test_run();
}
