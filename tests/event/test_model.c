/* What a layout may ask an event for. */
#include "reading.h"

static void names(void)
{
	enum bill_field field;

	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++) {
		g_assert_true(bill_field_parse(bill_field_name((enum bill_field)i), &field));
		g_assert_cmpint(field, ==, i);
		g_assert_true(bill_event_knows(bill_field_name((enum bill_field)i)));
	}
	g_assert_false(bill_field_parse("Title", &field));
	g_assert_false(bill_field_parse("", &field));
	g_assert_true(bill_event_knows("start"));
	g_assert_true(bill_event_knows("speaker"));
	g_assert_false(bill_event_knows("speker"));
}

static void place(void)
{
	static const struct {
		const char *json, *location;
	} cases[] = {
		{"{\"title\":\"T\",\"location\":\"Hall 7\",\"room\":\"2\"}", "Hall 7"},
		{"{\"title\":\"T\",\"address\":\"1 Elm St\",\"venue\":\"Old Mill\",\"room\":\"2\"}", "2, Old Mill, 1 Elm St"},
		{"{\"title\":\"T\",\"location\":{\"name\":\"Old Mill\",\"address\":\"1 Elm St\"}}", "Old Mill, 1 Elm St"},
		{"{\"title\":\"T\",\"location\":{\"name\":\"Old Mill\"}}", "Old Mill"},
		{"{\"title\":\"T\",\"room\":\"2\",\"address\":\"Wing C,\\n1 Elm St\\n\\n 7621 Elm\"}", "2, Wing C, 1 Elm St, 7621 Elm"},
		{"{\"title\":\"T\"}", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(".json", cases[i].json);

		g_assert_cmpstr(bill_event_text(only(&reading), "location", NULL), ==, cases[i].location);
		g_assert_cmpint(bill_event_has(only(&reading), "location"), ==, cases[i].location != NULL);
		finish(&reading);
	}
}

static void derived(void)
{
	struct reading reading =
		read_text(".json", "{\"title\":\"T\",\n\"speakers\":[{\"name\":\"Ann Lee\",\"bio\":\"Ann.\"},\"Bo "
						   "Chen\"],\n\"keywords\":[\"a\",\"b\"],\"dress\":\"tie\",\"start\":\"2025-01-21\"}");
	const struct bill_event *event = only(&reading);
	struct bill_at at;

	g_assert_cmpstr(bill_event_text(event, "speaker", &at), ==, "Ann Lee, Bo Chen");
	g_assert_cmpint(at.line, ==, 2);
	g_assert_cmpstr(bill_event_text(event, "bio", NULL), ==, "Ann.");
	g_assert_null(bill_event_text(event, "affiliation", NULL));
	g_assert_cmpstr(bill_event_text(event, "keywords", &at), ==, "a, b");
	g_assert_cmpint(at.line, ==, 3);
	g_assert_cmpstr(bill_event_text(event, "dress", NULL), ==, "tie");
	g_assert_null(bill_event_text(event, "hat", NULL));
	g_assert_true(bill_event_has(event, "start"));
	g_assert_false(bill_event_has(event, "end"));
	g_assert_cmpstr(bill_event_language(event), ==, "en");
	finish(&reading);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/model/names", names);
	g_test_add_func("/model/place", place);
	g_test_add_func("/model/derived", derived);
	return g_test_run();
}
