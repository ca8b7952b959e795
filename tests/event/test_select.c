/* Which events are wanted, several in one file, folders, and the table of names. */
#include "event/alias.h"
#include "reading.h"

static const char three[] =
	"{\"id\":\"a\",\"title\":\"On Bridges\",\"start\":\"2025-01-10T10:00\"}\n"
	"{\"id\":\"b\",\"title\":\"On Tunnels\",\"start\":\"2025-01-20\",\"end\":\"2025-01-22\"}\n"
	"{\"id\":\"c\",\"title\":\"TBA\",\"start\":\"2025-02-01T10:00+01:00\",\"speaker\":\"Ann Brücke\"}\n{broken\n";

static char *chosen(const char *path, const char *const *wishes, char **story)
{
	struct bill_selection *selection = bill_selection_new();
	struct bill_diags *diags = bill_diags_new();
	GString *ids = g_string_new(NULL), *told = g_string_new(NULL);
	struct bill_reader *reader;
	struct bill_event *event;

	for (; *wishes; wishes += 2)
		g_assert_true(bill_selection_set(selection, wishes[0], wishes[1], diags));
	reader = bill_reader_open_with(path, selection, diags);
	while (reader && (event = bill_reader_next(reader, diags))) {
		g_string_append(
			ids, event->fields[BILL_FIELD_ID].text ? event->fields[BILL_FIELD_ID].text : bill_event_text(event, "title", NULL));
		bill_event_free(event);
	}
	bill_reader_close(reader);
	bill_selection_tell(selection, told);
	bill_selection_free(selection);
	bill_diags_free(diags);
	*story = g_string_free(told, FALSE);
	return g_string_free(ids, FALSE);
}

static char *scratch(const char *text)
{
	char *path = NULL;

	close(g_file_open_tmp("events-XXXXXX.jsonl", &path, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void wishes(void)
{
	static const struct {
		const char *wishes[6], *ids, *story;
	} cases[] = {
		{{NULL}, "abc", "3 events read, 1 could not be read"},
		{{"from", "2025-01-21"}, "bc", "2 events read, 1 passed over (1 before --from), 1 could not be read"},
		{{"until", "2025-01-20"}, "ab", "2 events read, 1 passed over (1 after --until), 1 could not be read"},
		{{"from", "2025-01-11", "until", "2025-01-19"}, "", NULL},
		{{"upcoming", "", "now", "2025-01-22T12:00"}, "bc", NULL},
		{{"match", "BRUCKE"}, "c", NULL},
		{{"match", "bridges"}, "a", NULL},
		{{"id", "b"}, "b", NULL},
		{{"limit", "2"}, "ab", "2 events read, stopped at --limit"},
	};
	g_autofree char *path = scratch(three);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *story = NULL, *ids = chosen(path, cases[i].wishes, &story);

		g_assert_cmpstr(ids, ==, cases[i].ids);
		if (cases[i].story)
			g_assert_cmpstr(story, ==, cases[i].story);
	}
	g_unlink(path);
}

static void bad_wishes(void)
{
	static const char *const bad[][2] = {{"from", "soon"}, {"until", ""}, {"limit", "0"}, {"limit", "x"}, {"zone", "Elm"},
		{"now", "31 Feb 2025"}, {"map", "/nonexistent"}, {"colour", "red"}};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct bill_selection *selection = bill_selection_new();
		struct bill_diags *diags = bill_diags_new();

		g_assert_false(bill_selection_set(selection, bad[i][0], bad[i][1], diags));
		g_assert_cmpuint(bill_diags_count(diags, BILL_ERROR), ==, 1);
		bill_diags_free(diags);
		bill_selection_free(selection);
	}
}

static void warnings(void)
{
	struct bill_selection *selection = bill_selection_new();
	struct reading reading = {.diags = bill_diags_new()};
	g_autofree char *path =
		scratch("{\"title\":\"TBA\",\"start\":\"2025-01-10\"}\n{\"title\":\"TBA\",\"start\":\"2025-01-10\"}\n");
	struct bill_reader *reader;
	struct bill_event *event;

	bill_selection_set(selection, "now", "2025-01-15", reading.diags);
	reader = bill_reader_open_with(path, selection, reading.diags);
	while ((event = bill_reader_next(reader, reading.diags)))
		bill_event_free(event);
	g_assert_cmpuint(times_said(&reading, "event/no-real-title"), ==, 2);
	g_assert_cmpuint(times_said(&reading, "event/duplicate"), ==, 1);
	g_assert_cmpint(said(&reading, "event/past")->line, ==, 1);
	bill_reader_close(reader);
	bill_selection_free(selection);
	bill_diags_free(reading.diags);
	g_unlink(path);
}

static void zone(void)
{
	static const char *const there[] = {"zone", "America/New_York", NULL};
	g_autofree char *path = scratch("{\"title\":\"T\",\"start\":\"2025-07-01T00:30Z\"}\n");
	struct bill_selection *selection = bill_selection_new();
	struct bill_reader *reader;
	struct bill_event *event;

	bill_selection_set(selection, there[0], there[1], NULL);
	reader = bill_reader_open_with(path, selection, NULL);
	event = bill_reader_next(reader, NULL);
	g_assert_cmpint(event->start.month, ==, 6);
	g_assert_cmpint(event->start.hour, ==, 20);
	g_assert_false(event->start.has_offset);
	g_assert_cmpstr(event->zone.text, ==, "America/New_York");
	bill_event_free(event);
	bill_reader_close(reader);
	bill_selection_free(selection);
	g_unlink(path);
}

static void folders(void)
{
	static const char *const files[] = {
		"b.yaml", "title: B\n", "a.txt", "Title: A\n", "README.md", "Read me\n", "x.bin", "x", "broken.json", "{"};
	static const char *const none[] = {NULL};
	g_autofree char *folder = g_dir_make_tmp("events-XXXXXX", NULL), *story = NULL, *ids = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(files); i += 2) {
		g_autofree char *path = g_build_filename(folder, files[i], NULL);

		g_assert_true(g_file_set_contents(path, files[i + 1], -1, NULL));
	}
	ids = chosen(folder, none, &story);
	g_assert_cmpstr(ids, ==, "AB");
	g_assert_cmpstr(story, ==, "2 events read, 1 file could not be read");
	for (size_t i = 0; i < G_N_ELEMENTS(files); i += 2) {
		g_autofree char *path = g_build_filename(folder, files[i], NULL);

		g_unlink(path);
	}
	g_rmdir(folder);
}

/* Several events in one text, where that is sure; and one where it is not. */
static void parts(void)
{
	static const struct {
		const char *text;
		unsigned events;
	} cases[] = {
		{"Elm Seminar\n\n21 January 2025, 10:00\nAnn Lee: On Bridges\n\n28 January 2025, 10:00\nBo Chen: On Tunnels\n", 2},
		{"Title: A\nDate: 2025-01-21\n\nTitle: B\nDate: 2025-01-28\n", 2},
		{"Title: A\nDate: 2025-01-21\n-----\nTitle: B\nDate: 2025-01-28\n-----\n", 2},
		{"Title: A\nDate: 2025-01-21\n\nAbstract: X\n-- \nAnn Lee\n", 1},
		{"On Bridges\n\n21 January 2025\n\nWe met on\n\n28 January 2024\n", 1},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(".txt", cases[i].text);

		g_test_message("case %zu", i);
		g_assert_cmpuint(reading.events->len, ==, cases[i].events);
		finish(&reading);
	}
}

static void map(void)
{
	g_autofree char *names = scratch("Vortragsgast: speaker\n\"location.hall\": room\n");
	g_autofree char *path = scratch("{\"title\":\"T\",\"Vortragsgast\":\"Ann Lee\",\"location\":{\"hall\":\"3\",\"x\":\"y\"}}\n");
	struct bill_selection *selection = bill_selection_new();
	struct bill_reader *reader;
	struct bill_event *event;

	g_assert_true(bill_selection_set(selection, "map", names, NULL));
	reader = bill_reader_open_with(path, selection, NULL);
	event = bill_reader_next(reader, NULL);
	g_assert_cmpstr(bill_event_text(event, "speaker", NULL), ==, "Ann Lee");
	g_assert_cmpstr(bill_event_text(event, "room", NULL), ==, "3");
	bill_event_free(event);
	bill_reader_close(reader);
	bill_selection_free(selection);
	g_unlink(names);
	g_unlink(path);
}

/* docs/events.md shows every alias. */
static void manual(void)
{
	g_autofree char *text = NULL;
	const char *source, *alias, *name;

	g_assert_true(g_file_get_contents(FOLDER "/../../docs/events.md", &text, NULL, NULL));
	for (size_t i = 0; bill_alias_at(i, &source, &alias, &name); i++) {
		g_autofree char *row =
			g_strdup_printf("| `%s` | %s%s%s |", alias, *name ? "`" : "", *name ? name : "left out", *name ? "`" : "");

		if (!strstr(text, row))
			g_error("docs/events.md lacks %s", row);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/select/wishes", wishes);
	g_test_add_func("/select/bad-wishes", bad_wishes);
	g_test_add_func("/select/warnings", warnings);
	g_test_add_func("/select/zone", zone);
	g_test_add_func("/select/folders", folders);
	g_test_add_func("/select/parts", parts);
	g_test_add_func("/select/map", map);
	g_test_add_func("/select/manual", manual);
	return g_test_run();
}
