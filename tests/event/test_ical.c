/* iCalendar: times, zones, recurrence, texts, people, and files that are broken. */
#include "reading.h"

#define CALENDAR(lines) "BEGIN:VCALENDAR\r\n" lines "END:VCALENDAR\r\n"
#define EVENT(lines) CALENDAR("BEGIN:VEVENT\r\nSUMMARY:T\r\n" lines "END:VEVENT\r\n")

static char *times(const struct reading *reading)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < reading->events->len; i++) {
		const struct bill_event *event = g_ptr_array_index(reading->events, i);
		g_autofree char *yaml = written(event, BILL_EVENT_JSONL);
		const char *start = strstr(yaml, "\"start\": \""), *end = strstr(yaml, "\"end\": \"");

		g_string_append_printf(
			out, "%s%.*s", i ? " | " : "", start ? (int)strcspn(start + 10, "\"") : 0, start ? start + 10 : "");
		if (end)
			g_string_append_printf(out, "..%.*s", (int)strcspn(end + 8, "\""), end + 8);
		if (event->zone.text)
			g_string_append_printf(out, " %s", event->zone.text);
	}
	return g_string_free(out, FALSE);
}

static void when(void)
{
	static const struct {
		const char *text, *times;
	} cases[] = {
		{EVENT("DTSTART:20250121T100000\r\nDTEND:20250121T110000\r\n"), "2025-01-21T10:00..2025-01-21T11:00"},
		{EVENT("DTSTART:20250121T100000Z\r\nDURATION:PT1H30M\r\n"), "2025-01-21T10:00+00:00..2025-01-21T11:30+00:00"},
		{EVENT("DTSTART;TZID=Europe/Berlin:20250121T100000\r\n"), "2025-01-21T10:00 Europe/Berlin"},
		{EVENT("DTSTART;TZID=W. Europe Standard Time:20250121T100000\r\n"), "2025-01-21T10:00 Europe/Berlin"},
		{EVENT("DTSTART;TZID=\"/mozilla.org/20050126_1/Europe/Berlin\":20250121T100000\r\n"), "2025-01-21T10:00 Europe/Berlin"},
		{EVENT("DTSTART;VALUE=DATE:20250121\r\nDTEND;VALUE=DATE:20250122\r\n"), "2025-01-21"},
		{EVENT("DTSTART;VALUE=DATE:20250121\r\nDTEND;VALUE=DATE:20250124\r\n"), "2025-01-21..2025-01-23"},
		{EVENT("DTSTART;VALUE=DATE:20250121\r\nDURATION:P3D\r\n"), "2025-01-21..2025-01-23"},
		{"BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:America/New_York\r\nBEGIN:VEVENT\r\nSUMMARY:T\r\nDTSTART:20250701T140000Z\r\n"
		 "DTEND:20250701T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
			"2025-07-01T10:00..2025-07-01T11:00 America/New_York"},
		{CALENDAR("BEGIN:VTIMEZONE\r\nTZID:Elmtown\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\n"
				  "TZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:T\r\n"
				  "DTSTART;TZID=Elmtown:20250121T100000\r\nEND:VEVENT\r\n"),
			"2025-01-21T10:00+03:00"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(".ics", cases[i].text);
		g_autofree char *got = times(&reading);

		g_assert_cmpstr(got, ==, cases[i].times);
		finish(&reading);
	}
}

/* Calls with a window: from 2025-01-01 until 2025-01-31. */
static char *unfolded(const char *text, const char *from, const char *until)
{
	struct bill_selection *selection = bill_selection_new();
	struct reading reading = {.events = g_ptr_array_new_with_free_func(free_event), .diags = bill_diags_new()};
	g_autofree char *path = NULL, *got = NULL;
	struct bill_reader *reader;
	struct bill_event *event;

	close(g_file_open_tmp("events-XXXXXX.ics", &path, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	bill_selection_set(selection, "now", "2025-01-15", reading.diags);
	if (from)
		g_assert_true(bill_selection_set(selection, "from", from, reading.diags));
	if (until)
		g_assert_true(bill_selection_set(selection, "until", until, reading.diags));
	reader = bill_reader_open_with(path, selection, reading.diags);
	while (reader && (event = bill_reader_next(reader, reading.diags)))
		g_ptr_array_add(reading.events, event);
	bill_reader_close(reader);
	g_unlink(path);
	got = times(&reading);
	finish(&reading);
	bill_selection_free(selection);
	return g_steal_pointer(&got);
}

static void recurrence(void)
{
	static const struct {
		const char *text, *from, *until, *times;
	} cases[] = {
		{EVENT("DTSTART:20240102T100000\r\nRRULE:FREQ=WEEKLY\r\n"), NULL, NULL, "2025-01-21T10:00"},
		{EVENT("DTSTART:20240102T100000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"), NULL, NULL, "2024-01-16T10:00"},
		{EVENT("DTSTART:20240102T100000\r\nRRULE:FREQ=WEEKLY\r\nEXDATE:20250121T100000\r\n"), "2025-01-14", "2025-01-31",
			"2025-01-14T10:00 | 2025-01-28T10:00"},
		{EVENT("DTSTART:20250102T100000\r\nRDATE:20250103T110000,20250105T120000\r\n"), "2025-01-01", "2025-01-31",
			"2025-01-02T10:00 | 2025-01-03T11:00 | 2025-01-05T12:00"},
		{EVENT("DTSTART;TZID=Europe/Berlin:20250301T100000\r\nRRULE:FREQ=MONTHLY;UNTIL=20250501T080000Z\r\n"), "2025-03-01", NULL,
			"2025-03-01T10:00 Europe/Berlin | 2025-04-01T10:00 Europe/Berlin | 2025-05-01T10:00 Europe/Berlin"},
		{CALENDAR(
			 "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:T\r\nDTSTART:20250107T100000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\n"
			 "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:T\r\nRECURRENCE-ID:20250114T100000\r\nDTSTART:20250115T170000\r\nEND:VEVENT\r\n"),
			"2025-01-01", "2025-01-31", "2025-01-07T10:00 | 2025-01-21T10:00 | 2025-01-15T17:00"},
		{CALENDAR("BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:T\r\nDTSTART;TZID=America/New_York:20250107T130000\r\n"
				  "RRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:T\r\n"
				  "RECURRENCE-ID;TZID=America/Los_Angeles:20250114T100000\r\n"
				  "DTSTART;TZID=America/New_York:20250114T140000\r\nEND:VEVENT\r\n"),
			"2025-01-01", "2025-01-31",
			"2025-01-07T13:00 America/New_York | 2025-01-21T13:00 America/New_York | 2025-01-14T14:00 America/New_York"},
		{EVENT("DTSTART;TZID=Europe/Paris:20250102T150000\r\nRDATE;VALUE=PERIOD:20250109T140000Z/PT2H\r\n"), "2025-01-01",
			"2025-01-31", "2025-01-02T15:00 Europe/Paris | 2025-01-09T15:00 Europe/Paris"},
		/* no second, no hour of it ever comes */
		{EVENT("DTSTART:20250107T100000\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n"), "2025-01-01", NULL,
			"2025-01-07T10:00"},
		{EVENT("DTSTART:20250107T100000\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"), "2025-01-01", NULL,
			"2025-01-07T10:00"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = unfolded(cases[i].text, cases[i].from, cases[i].until);

		g_assert_cmpstr(got, ==, cases[i].times);
	}
}

static void endless(void)
{
	g_autofree char *got = unfolded(EVENT("DTSTART:20250107T100000\r\nRRULE:FREQ=DAILY\r\n"), "2025-01-01", NULL);
	unsigned n = 1;

	for (const char *p = got; (p = strchr(p, '|')); p++)
		n++;
	g_assert_cmpuint(n, ==, 1000);
}

static void texts(void)
{
	struct reading reading = read_text(".ics",
		"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Elm Colloquium\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTART:20250121T100000\r\n"
		"SUMMARY;LANGUAGE=fr:Ponts\\, tunnels\r\nDESCRIPTION:Un \r\n texte\\nen deux \xc3\r\n "
		"\xa9tapes\r\nLOCATION:https://example.org/room\r\n"
		"STATUS:CANCELLED\r\nORGANIZER;CN=\"Elm Society\":mailto:a@example.org\r\nCATEGORIES:a,b\r\n"
		"ATTACH;FMTTYPE=image/png:https://example.org/a.png\r\nBEGIN:PARTICIPANT\r\nPARTICIPANT-TYPE:SPEAKER\r\nSUMMARY:Ann "
		"Lee\r\n"
		"END:PARTICIPANT\r\nBEGIN:VALARM\r\nDESCRIPTION:Reminder\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	const struct bill_event *event = only(&reading);
	static const struct {
		const char *field, *text;
	} wanted[] = {{"id", "u1"}, {"title", "Ponts, tunnels"}, {"abstract", "Un texte\nen deux étapes"},
		{"url", "https://example.org/room"}, {"location", NULL}, {"status", "cancelled"}, {"host", "Elm Society"},
		{"keywords", "a, b"}, {"language", "fr"}, {"image", "https://example.org/a.png"}, {"speaker", "Ann Lee"},
		{"series", "Elm Colloquium"}};

	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
		g_assert_cmpstr(bill_event_text(event, wanted[i].field, NULL), ==, wanted[i].text);
	finish(&reading);
}

/* Escapes that RFC 5545 does not know, and the backslashes of TeX. */
static void escapes(void)
{
	static const struct {
		const char *written, *text;
	} cases[] = {{"A\\: B\\, C\\; D", "A: B, C; D"}, {"\\\"Salt\\\"", "\"Salt\""},
		{"Of $\\alpha$ and $\\theta$", "Of $\\alpha$ and $\\theta$"}, {"Of $\\\\alpha$", "Of $\\alpha$"},
		{"ends with \\", "ends with \\"}};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf("BEGIN:VEVENT\nSUMMARY:%s\nDTSTART:20250121\nEND:VEVENT\n", cases[i].written);
		struct reading reading = read_text(".ics", text);

		g_assert_cmpstr(bill_event_text(only(&reading), "title", NULL), ==, cases[i].text);
		finish(&reading);
	}
}

/* What the description says under labels; what the heading says is a guess. */
static void described(void)
{
	struct reading reading =
		read_text(".ics", EVENT("DTSTART:20250121T100000\r\nDESCRIPTION:<b>Speaker:</b> Ann Lee (Elm)\\n<b>Abstract:</b> "
								"We look.\\n<b>Bio:</b> She looks.\r\n"));
	const struct bill_event *event = only(&reading);

	g_assert_cmpstr(bill_event_text(event, "speaker", NULL), ==, "Ann Lee");
	g_assert_cmpstr(bill_event_text(event, "affiliation", NULL), ==, "Elm");
	g_assert_cmpstr(bill_event_text(event, "abstract", NULL), ==, "We look.");
	g_assert_cmpstr(bill_event_text(event, "bio", NULL), ==, "She looks.");
	g_assert_cmpstr(bill_event_text(event, "title", NULL), ==, "T");
	finish(&reading);
	reading =
		read_text(".ics", "BEGIN:VEVENT\nSUMMARY:Ann Lee (Elm College) - On Bridges\nDTSTART:20250121T100000\nEND:VEVENT\n");
	event = only(&reading);
	g_assert_cmpstr(bill_event_text(event, "title", NULL), ==, "On Bridges");
	g_assert_cmpstr(event->speakers[0].name.text, ==, "Ann Lee");
	g_assert_true(event->speakers[0].name.guessed);
	finish(&reading);
}

static void broken(void)
{
	static const struct {
		const char *text, *code;
		unsigned events;
		int line;
	} cases[] = {
		{"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "event/empty", 0, 0},
		{"BEGIN:VEVENT\nSUMMARY:T\nDTSTART:tomorrow\nEND:VEVENT\n", "event/ical-property", 1, 3},
		{"BEGIN:VEVENT\nSUMMARY:T\nDTSTART:20250231T100000\nEND:VEVENT\n", "event/bad-date", 1, 3},
		{"BEGIN:VEVENT\nSUMMARY:T\nnot a property\nDTSTART:20250121\nEND:VEVENT\n", "event/ical-torn", 1, 3},
		{"BEGIN:VEVENT\nDTSTART:20250121\nno property\nSUMMARY:T\nEND:VEVENT\n", "event/ical-line", 1, 3},
		{"BEGIN:VEVENT\nSUMMARY:T\nDTSTART:20250121\n", "event/ical-unended", 1, 1},
		{"BEGIN:VEVENT\nSUMMARY:T\nBEGIN:VEVENT\nSUMMARY:U\nEND:VEVENT\n", "event/ical-unended", 2, 3},
		{"BEGIN:VEVENT\nSUMMARY:Caf\xe9\nDTSTART:20250121\nEND:VEVENT\n", "event/ical-bytes", 1, 2},
		{"BEGIN:VEVENT\nSUMMARY:T\nDTSTART;TZID=Nowhere:20250121T100000\nEND:VEVENT\n", "event/unknown-zone", 1, 3},
		{"BEGIN:VEVENT\nEND:VEVENT\n", "event/empty", 0, 1},
		{"BEGIN:VEVENT\nUID:a\nSEQUENCE:1\nSUMMARY:T\nDTSTART:20250121\nEND:VEVENT\n"
		 "BEGIN:VEVENT\nUID:a\nSEQUENCE:0\nSUMMARY:U\nDTSTART:20250122\nEND:VEVENT\n",
			"event/superseded", 1, 7},
		{"BEGIN:VEVENT\nSUMMARY:T\nEND:VEVENT\n", "event/no-start", 1, 1},
		{"BEGIN:VEVENT\nSUMMARY:T\nDTSTART:20250121T100000\nRRULE:FREQ=MINUTELY\nEND:VEVENT\n", "event/bad-rule", 1, 4},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(".ics", cases[i].text);

		g_assert_cmpint(said(&reading, cases[i].code)->line, ==, cases[i].line);
		g_assert_cmpuint(reading.events->len, ==, cases[i].events);
		finish(&reading);
	}
}

/* Two times in UTC and nothing that says whose clock: told once, and shown as UTC. */
static void utc(void)
{
	struct reading reading = read_text(".ics",
		CALENDAR("BEGIN:VEVENT\r\nSUMMARY:T\r\nDTSTART:20250121T210000Z\r\nEND:VEVENT\r\n"
				 "BEGIN:VEVENT\r\nSUMMARY:U\r\nDTSTART:20250122T210000Z\r\nEND:VEVENT\r\n"));
	struct bill_arena *arena = bill_arena_new();

	g_assert_cmpuint(reading.events->len, ==, 2);
	g_assert_cmpuint(times_said(&reading, "event/utc"), ==, 1);
	for (guint i = 0; i < reading.events->len; i++)
		g_assert_cmpstr(bill_when_format(reading.events->pdata[i], 's', "time", NULL, arena), ==, "9:00\u00a0pm\u00a0UTC");
	bill_arena_free(arena);
	finish(&reading);
}

int main(int argc, char **argv)
{
	g_setenv("SOURCE_DATE_EPOCH", "1736899200", TRUE); /* 2025-01-15 */
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ical/when", when);
	g_test_add_func("/ical/recurrence", recurrence);
	g_test_add_func("/ical/endless", endless);
	g_test_add_func("/ical/texts", texts);
	g_test_add_func("/ical/escapes", escapes);
	g_test_add_func("/ical/described", described);
	g_test_add_func("/ical/broken", broken);
	g_test_add_func("/ical/utc", utc);
	return g_test_run();
}
