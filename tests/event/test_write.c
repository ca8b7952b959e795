/* What is written is read back as the same event, whatever its texts hold. */
#include "reading.h"
#include "../tell.h"

static const char *const pieces[] = {"a", "Zoë", " ", "\n", "\n\n", ": ", "#", " #", "- ", "'", "\"", "\\", "{", "]", "%", "|",
	">", "&", "*", "!", "@", "`", "\t", "null", "yes", "12", "2025-01-21", "---", "...", "?", "~", "，", "字", "🐦", "\u00a0",
	"\u2028", "\xc2\x85", "\x7f", "<b>", "e\u0301", "=", ",", "0x1", "  x"};

/* A text of up to n random pieces; the same for the same seed. */
static char *text(GRand *random, int n)
{
	GString *out = g_string_new(NULL);

	for (int i = g_rand_int_range(random, 1, n); i > 0; i--)
		g_string_append(out, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
	return g_string_free(out, FALSE);
}

static void pair(GRand *random, GString *json, const char *key, int n)
{
	g_autofree char *value = text(random, n);

	if (json->str[json->len - 1] != '{')
		g_string_append_c(json, ',');
	bill_json_quote(json, key);
	g_string_append_c(json, ':');
	bill_json_quote(json, value);
}

static char *random_event(GRand *random)
{
	static const char *const starts[] = {"2025-01-21", "2025-01-21T10:00", "2025-01-21T10:00:05+05:30", "0007-12-31T23:59-11:00"};
	GString *json = g_string_new("{\"title\":\"T\"");

	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (i != BILL_FIELD_TITLE && i != BILL_FIELD_LANGUAGE && g_rand_boolean(random))
			pair(random, json, bill_field_name((enum bill_field)i), 9);
	for (int i = g_rand_int_range(random, 0, 3); i > 0; i--) {
		g_autofree char *key = text(random, 4), *extra = g_strconcat("x ", key, i == 1 ? "1" : "2", NULL);

		pair(random, json, extra, 9);
	}
	g_string_append(json, ",\"speakers\":[");
	for (int i = g_rand_int_range(random, 0, 3); i > 0; i--) {
		g_string_append(json, json->str[json->len - 1] == '[' ? "{" : ",{");
		pair(random, json, "name", 5);
		pair(random, json, "bio", 9);
		g_string_append_c(json, '}');
	}
	g_string_append_printf(
		json, "],\"keywords\":[\"a, b\",\"- c\"],\"start\":\"%s\"}", starts[g_rand_int_range(random, 0, G_N_ELEMENTS(starts))]);
	return g_string_free(json, FALSE);
}

static void round_trip(void)
{
	static const char *const suffixes[] = {
		[BILL_EVENT_YAML] = ".yaml", [BILL_EVENT_JSON] = ".json", [BILL_EVENT_JSONL] = ".jsonl"};
	GRand *random = g_rand_new_with_seed(20250121);

	for (int i = 0; i < 400; i++) {
		g_autofree char *json = random_event(random);
		struct reading first = read_text(".json", json);
		g_autofree char *line = written(only(&first), BILL_EVENT_JSONL);

		for (int format = 0; format < 3; format++) {
			g_autofree char *out = written(only(&first), (enum bill_event_format)format);
			struct reading again = read_text(suffixes[format], out);

			if (again.events->len != 1)
				tell("%s", out);
			g_autofree char *same = written(only(&again), BILL_EVENT_JSONL);
			g_assert_cmpstr(same, ==, line);
			g_assert_cmpuint(bill_diags_count(again.diags, BILL_ERROR), ==, 0);
			finish(&again);
		}
		finish(&first);
	}
	g_rand_free(random);
}

/* The marks of guessed values survive, and a person can take them out. */
static void guessed(void)
{
	struct reading listing =
		read_text(".txt", "Bird Seminar - Ann Lee\nTitle: Wings\nBio: Ann is a professor at Elm University.\n");
	g_autofree char *yaml = written(only(&listing), BILL_EVENT_YAML);
	struct reading again = read_text(".yaml", yaml);
	const struct bill_event *event = only(&again);

	g_assert_true(event->fields[BILL_FIELD_SERIES].guessed);
	g_assert_false(event->fields[BILL_FIELD_TITLE].guessed);
	g_assert_true(event->speakers[0].name.guessed);
	g_assert_true(event->speakers[0].affiliation.guessed);
	g_assert_false(event->speakers[0].bio.guessed);
	g_assert_cmpuint(event->n_extras, ==, 0);
	finish(&again);
	finish(&listing);
}

static void shape(void)
{
	struct reading reading = read_text(".json", "{\"title\":\"T: x\",\"speaker\":\"Ann Lee (Elm)\",\"start\":\"2025-01-21 "
												"10:00\",\"seats\":5,\"abstract\":\"a\\n\\nb\"}");
	g_autofree char *yaml = written(only(&reading), BILL_EVENT_YAML), *line = written(only(&reading), BILL_EVENT_JSONL);

	g_assert_cmpstr(yaml, ==,
		"title: \"T: x\"\nabstract: |-\n  a\n\n  b\nspeakers:\n  - name: Ann Lee\n    affiliation: Elm\nstart: "
		"2025-01-21T10:00\nseats: \"5\"\n");
	g_assert_cmpstr(line, ==,
		"{\"title\": \"T: x\", \"abstract\": \"a\\n\\nb\", \"speakers\": [{\"name\": \"Ann Lee\", \"affiliation\": \"Elm\"}], "
		"\"start\": \"2025-01-21T10:00\", \"seats\": \"5\"}\n");
	finish(&reading);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/write/round-trip", round_trip);
	g_test_add_func("/write/guessed", guessed);
	g_test_add_func("/write/shape", shape);
	return g_test_run();
}
