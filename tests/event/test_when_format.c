/* The event's time as posters show it. */
#include "../tell.h"
#include "reading.h"

static struct bill_arena *arena;

static const char *shown(const struct bill_event *event, char which, const char *style, const char *language)
{
	const char *text = bill_when_format(event, which, style, language, arena);

	return text ? text : "-";
}

static struct reading event_of(const char *start, const char *end, const char *more)
{
	g_autofree char *json = g_strdup_printf(
		"{\"title\":\"T\",\"start\":\"%s\"%s%s%s%s}", start, end ? ",\"end\":\"" : "", end ? end : "", end ? "\"" : "", more);

	return read_text(".json", json);
}

static void table(void)
{
	static const struct {
		const char *start, *end, *language;
		char which;
		const char *style, *text;
	} cases[] = {
		{"2025-01-21T10:00", "2025-01-21T11:00", "en", 'r', "long", "Tuesday, January 21, 2025"},
		{"2025-01-21T10:00", "2025-01-21T11:00", "en", 'r', "time", "10:00–11:00\u00a0am"},
		{"2025-01-21T10:00", "2025-01-21T13:00", "en", 'r', "time", "10:00\u00a0am–1:00\u00a0pm"},
		{"2025-01-21T12:00", "2025-01-21T13:30", "en", 'r', "time", "12:00–1:30\u00a0pm"},
		{"2025-01-21T00:00", NULL, "en", 'r', "time", "12:00\u00a0am"},
		{"2025-01-21T10:00", "2025-01-21T10:00", "en", 'r', "time", "10:00\u00a0am"},
		{"2025-01-21T10:00", "2025-01-21T11:00", "en", 'e', "time", "11:00\u00a0am"},
		{"2025-01-21T22:00", "2025-01-22T02:00", "en", 'r', "long", "Tuesday, January 21, 2025"},
		{"2025-01-21T22:00", "2025-01-22T02:00", "en", 'r', "time", "10:00\u00a0pm–2:00\u00a0am"},
		{"2025-01-21T18:00", "2025-01-23T09:00", "en", 'r', "time", "Tue\u00a06:00\u00a0pm\u00a0– Thu\u00a09:00\u00a0am"},
		{"2025-01-21T18:00", "2025-01-22T09:00", "en-GB", 'r', "time", "Tue\u00a018:00\u00a0– Wed\u00a009:00"},
		{"2025-01-21T18:00", "2025-01-30T09:00", "de", 'r', "time", "Di.,\u00a018:00\u00a0– Do.,\u00a009:00"},
		{"2025-01-21T10:00", "2025-03-02T18:00", "en", 'r', "time", "10:00\u00a0am–6:00\u00a0pm"}, /* the hours of each day */
		{"2025-01-21T10:00", "2025-01-23", "en", 'r', "time", "10:00\u00a0am"},
		{"2025-01-21T10:00", "2025-01-21T11:00", "en-GB", 'r', "time", "10:00–11:00"},
		{"2025-01-21T10:00+05:30", NULL, "en", 'r', "time", "10:00\u00a0am"},
		{"2025-01-21", NULL, "en", 'r', "time", "-"},
		{"2025-01-21", NULL, "en", 'e', "long", "-"},
		{"2025-01-21", NULL, "en", 's', "medium", "Jan 21, 2025"},
		{"2025-01-21", NULL, "en", 's', "short", "1/21/2025"},
		{"2025-01-21", NULL, "en", 's', "weekday", "Tuesday"},
		{"2025-01-21", NULL, "en", 's', "day", "21"},
		{"2025-01-21", NULL, "en", 's', "month", "January"},
		{"2025-01-21", NULL, "en", 's', "year", "2025"},
		{"2025-01-21", NULL, "en", 's', "season", "Spring 2025"},
		{"2025-07-13", NULL, "en", 's', "season", "Summer 2025"},
		{"2025-10-13", NULL, "en", 's', "season", "Fall 2025"},
		{"2025-12-13", NULL, "en", 's', "season", "Winter 2025"},
		{"2025-10-13", NULL, "de", 's', "season", "Oktober 2025"},
		{"2026-07-13", "2026-07-17", "en", 'r', "long", "Monday, July 13 – Friday, July 17, 2026"},
		{"2026-07-13", "2026-07-17", "en", 'r', "day", "13–17"},
		{"2026-07-13", "2026-07-17", "en", 'r', "month", "July"},
		{"2026-07-13", "2026-07-17", "de", 'r', "long", "Montag, 13. – Freitag, 17. Juli 2026"},
		{"2025-01-21T10:00", "2025-01-21T11:00", "fr", 'r', "long", "mardi 21 janvier 2025"},
		{"2025-11-01T10:00", NULL, "fr", 'r', "long", "samedi 1er novembre 2025"},
		{"2025-11-01T10:00", NULL, "fr", 'r', "brief", "1er nov."},
		{"2025-11-11T10:00", NULL, "fr", 'r', "long", "mardi 11 novembre 2025"},
		{"2025-11-01T10:00", NULL, "it", 'r', "long", "sabato 1 novembre 2025"},
		{"2025-01-21T10:00", "2025-01-21T11:00", "de", 'r', "long", "Dienstag, 21. Januar 2025"},
		{"2025-01-21T10:00", NULL, "de", 'r', "time", "10:00"},
		{"2025-01-21T10:00", NULL, "de", 's', "short", "21.01.2025"},
		{"2025-01-21T10:00", NULL, "ja", 's', "long", "2025年1月21日火曜日"},
		{"2025-01-21", NULL, "fa", 's', "year", "2025"},
		{"2018-03-29", NULL, "th", 's', "year", "2018"},
		{"2025-01-21T10:00", NULL, "tlh", 's', "long", "Tuesday, January 21, 2025"},
		{"2025-01-21T10:00", NULL, "th-u-ca-buddhist", 's', "year", "2025"},
		{"1066-10-14", NULL, "en", 's', "long", "Sunday, October 14, 1066"},
		{"0001-01-01", NULL, "en", 's', "%F", "0001-01-01"},
		{"2025-01-05T09:07", NULL, "fr", 's', "%Y%m%d-%H%M_%a_%b_%e_%j%%", "20250105-0907_Sun_Jan_5_005%"},
		{"2025-01-05", NULL, "en", 's', "%Q", "-"},
		{"2025-01-05", NULL, "en", 's', "lang", "-"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = event_of(cases[i].start, cases[i].end, "");

		tell("%s %s %s", cases[i].start, cases[i].language, cases[i].style);
		g_assert_cmpstr(shown(only(&reading), cases[i].which, cases[i].style, cases[i].language), ==, cases[i].text);
		finish(&reading);
	}
}

/* Ranges that ICU words: only what must be there, for the wording is CLDR's and changes. */
static void ranges(void)
{
	static const char *const languages[] = {"fr", "de", "it", "es", "pt", "nl", "ru", "ja", "zh", "pl", "cs", "sv"};
	struct reading reading = event_of("2025-01-21T14:00", "2025-01-21T15:30", "");

	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		const char *text = shown(only(&reading), 'r', "time", languages[i]);

		g_assert_true(strstr(text, "14") && strstr(text, "15") && strstr(text, "30"));
		g_assert_null(strstr(text, "2025"));
		g_assert_null(strstr(text, "\u202f"));
		g_assert_null(strstr(text, "\u2009"));
	}
	finish(&reading);
}

/* Where people may be elsewhere, and where somebody asked for it. */
static void zones(void)
{
	static const struct {
		const char *start, *more, *text;
	} cases[] = {
		{"2025-01-21T10:00", ",\"zone\":\"America/New_York\",\"location\":\"Zoom\"", "10:00\u00a0am\u00a0EST"},
		{"2025-07-21T10:00", ",\"zone\":\"America/New_York\",\"location\":\"Room 5 and online\"", "10:00\u00a0am\u00a0EDT"},
		{"2025-07-21T10:00", ",\"zone\":\"America/New_York\",\"location\":\"Room 5\"", "10:00\u00a0am"},
		{"2025-07-21T10:00", ",\"zone\":\"America/New_York\"", "10:00\u00a0am"},
		{"2025-07-21T10:00", ",\"zone\":\"America/New_York\",\"show_zone\":\"yes\"", "10:00\u00a0am\u00a0EDT"},
		{"2025-07-21T10:00", ",\"zone\":\"America/New_York\",\"location\":\"Zoom\",\"show_zone\":\"no\"", "10:00\u00a0am"},
		{"2025-07-21T10:00+05:30", ",\"location\":\"線上 (Google Meet)\"", "10:00\u00a0am\u00a0GMT+5:30"},
		{"2025-07-21T10:00Z", ",\"location\":\"https://meet.example.org/tides\"", "10:00\u00a0am\u00a0UTC"},
		{"2025-07-21T10:00Z", ",\"location\":\"Room 5\"", "10:00\u00a0am"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = event_of(cases[i].start, NULL, cases[i].more);

		tell("%s %s", cases[i].start, cases[i].more);
		g_assert_cmpstr(shown(only(&reading), 'r', "time", NULL), ==, cases[i].text);
		finish(&reading);
	}
}

static void no_zone(void)
{
	struct reading none = event_of("2025-07-21T10:00", NULL, ",\"zone\":\"Mars/Olympus\",\"location\":\"online\"");

	g_assert_cmpstr(shown(only(&none), 'r', "time", NULL), ==, "10:00\u00a0am");
	g_assert_cmpuint(times_said(&none, "event/unknown-zone"), ==, 1);
	finish(&none);
}

/* The same words wherever the machine stands. */
static void machine(void)
{
	static const char *const places[] = {"Pacific/Kiritimati", "America/Anchorage", "UTC"};
	struct reading reading = event_of("2025-03-30T02:30", "2025-03-30T03:30", "");

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		g_setenv("TZ", places[i], TRUE);
		g_setenv("LC_ALL", "th_TH.UTF-8", TRUE);
		g_assert_cmpstr(shown(only(&reading), 'r', "time", NULL), ==, "2:30–3:30\u00a0am");
		g_assert_cmpstr(shown(only(&reading), 's', "long", NULL), ==, "Sunday, March 30, 2025");
	}
	finish(&reading);
}

static void knows(void)
{
	static const char *const good[] = {"long", "time", "season", "%F", "at %H%M"}, *const bad[] = {
																					   "", "Long", "%", "%Q", "50%", "iso"};

	for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
		g_assert_true(bill_when_knows(good[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(bill_when_knows(bad[i]));
}

/* --perf: the cost of the first and of later uses; not asserted, for it is the machine's. */
static void cost(void)
{
	struct reading reading = event_of("2025-01-21T10:00", "2025-01-21T11:00", "");
	gint64 start;

	if (!g_test_perf()) {
		g_test_skip("only with -m perf");
		finish(&reading);
		return;
	}
	start = g_get_monotonic_time();
	for (int i = 0; i < 10000; i++) {
		shown(only(&reading), 'r', "long", "nl");
		shown(only(&reading), 'r', "time", "nl");
	}
	g_test_minimized_result((double)(g_get_monotonic_time() - start) / 20000, "warm: us a text");
	finish(&reading);
}

int main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	arena = bill_arena_new();
	g_test_add_func("/when-format/table", table);
	g_test_add_func("/when-format/ranges", ranges);
	g_test_add_func("/when-format/zones", zones);
	g_test_add_func("/when-format/no-zone", no_zone);
	g_test_add_func("/when-format/machine", machine);
	g_test_add_func("/when-format/knows", knows);
	g_test_add_func("/when-format/cost", cost);
	result = g_test_run();
	bill_arena_free(arena);
	return result;
}
