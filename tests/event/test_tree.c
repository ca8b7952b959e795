/* YAML, JSON and JSON Lines: keys, merging, places, and what is refused. */
#include "../clock.h"
#include "../tell.h"
#include "base/limits.h"
#include "reading.h"

static void aliases(void)
{
	struct reading reading =
		read_text(".json", "{\"name\":\"T\",\"description\":\"D\",\"startDate\":\"2025-01-21T10:00\",\"lang\":\"pt_br\","
						   "\"inviter\":{\"name\":\"Bo\",\"deep\":{\"x\":1}},\"seats\":12.50,\"free\":true,\"nothing\":null}");
	const struct bill_event *event = only(&reading);

	g_assert_cmpstr(bill_event_text(event, "title", NULL), ==, "T");
	g_assert_cmpstr(bill_event_text(event, "abstract", NULL), ==, "D");
	g_assert_cmpstr(bill_event_language(event), ==, "pt-BR");
	g_assert_cmpint(event->start.hour, ==, 10);
	g_assert_cmpstr(bill_event_text(event, "inviter.name", NULL), ==, "Bo");
	g_assert_cmpstr(bill_event_text(event, "seats", NULL), ==, "12.50");
	g_assert_cmpstr(bill_event_text(event, "free", NULL), ==, "true");
	g_assert_false(bill_event_has(event, "nothing"));
	g_assert_cmpuint(times_said(&reading, "event/dropped"), ==, 1);
	finish(&reading);
}

/* What no event says of itself; English stays unsaid. */
static void tongues(void)
{
	static const struct {
		const char *title, *abstract, *language;
	} cases[] = {
		{"川のひみつ", "", "ja"},
		{"河流的记忆", "", "zh"},
		{"강의 기억", "", "ko"},
		{"Память рек", "", "ru"},
		{"Пам’ять рік і їх", "", "uk"},
		{"ذاكرة الأنهار", "", "ar"},
		{"یادبود رود", "", "fa"},
		{"זיכרון הנהרות", "", "he"},
		{"Μνήμη", "", "el"},
		{"Meanders", "", NULL},
		{"Moore", "Ein Abend über das Eis und die Schifffahrt auf der Elbe.", "de"},
		{"Forêts", "Une soirée sur les forêts et les rivières du pays.", "fr"},
		{"Reading Камень", "A talk about the book and what it has to say of the sea.", NULL},
		{"Meanders", "How rivers bend, and why they do it again after a flood in spring.", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *json = g_strdup_printf("{\"title\": \"%s\", \"abstract\": \"%s\"}", cases[i].title, cases[i].abstract);
		struct reading reading = read_text(".json", json);

		tell("%s", cases[i].title);
		g_assert_cmpstr(only(&reading)->fields[BILL_FIELD_LANGUAGE].text, ==, cases[i].language);
		finish(&reading);
	}
}

/* A text is looked at up to some length, which may be inside a character. */
static void long_tongues(void)
{
	for (size_t more = 0; more < 4; more++) {
		g_autoptr(GString) json = g_string_new("{\"title\": \"T\", \"abstract\": \"");
		struct reading reading;

		for (size_t i = 0; i < more; i++)
			g_string_append_c(json, 'a');
		for (size_t i = 0; i < 3000; i++)
			g_string_append(json, "ü");
		g_string_append(json, "\"}");
		reading = read_text(".json", json->str);
		g_assert_null(only(&reading)->fields[BILL_FIELD_LANGUAGE].text);
		finish(&reading);
	}
}

static void cleaning(void)
{
	struct reading reading =
		read_text(".json", "{\"title\":\"  Cafe\\u0301\\r\\nb\\u0007 \\u00a0\",\"series\":\" \\t\",\"abstract\":\"\"}");

	g_assert_cmpstr(bill_event_text(only(&reading), "title", NULL), ==, "Caf\u00e9\nb");
	g_assert_null(bill_event_text(only(&reading), "series", NULL));
	g_assert_null(bill_event_text(only(&reading), "abstract", NULL));
	finish(&reading);
}

static void many(void)
{
	static const struct {
		const char *suffix, *text;
	} cases[] = {
		{".yaml", "title: A\n---\ntitle: B\n"},
		{".yaml", "- title: A\n- title: B\n"},
		{".yaml", "defaults: {location: H}\nevents:\n  - title: A\n  - {title: B, location: K}\n"},
		{".json", "[{\"title\":\"A\"},{\"title\":\"B\"}]"},
		{".json", "{\"title\":\"A\"}\n{\"title\":\"B\"}\n"},
		{".jsonl", "{\"title\":\"A\"}\n\n  \r\n{\"title\":\"B\"}"},
		{".jsonl", "\xef\xbb\xbf{\"title\":\"A\"}\r\n{\"title\":\"B\"}\r\n"},
		{"", "title: A\n---\ntitle: B\n"},
		{"", "[{\"title\":\"A\"},{\"title\":\"B\"}]"},
		{".data", "{\"title\":\"A\"}\n{\"title\":\"B\"}\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(cases[i].suffix, cases[i].text);

		tell("%s", cases[i].text);
		g_assert_cmpuint(reading.events->len, ==, 2);
		g_assert_cmpuint(bill_diags_length(reading.diags), ==, 0);
		g_assert_cmpstr(bill_event_text(g_ptr_array_index(reading.events, 0), "title", NULL), ==, "A");
		g_assert_cmpstr(bill_event_text(g_ptr_array_index(reading.events, 1), "title", NULL), ==, "B");
		finish(&reading);
	}
}

static void defaults(void)
{
	struct reading reading =
		read_text(".yaml", "defaults: {location: H, series: S}\nevents:\n- {title: A}\n- {title: B, location: K}\n");

	g_assert_cmpstr(bill_event_text(g_ptr_array_index(reading.events, 0), "location", NULL), ==, "H");
	g_assert_cmpstr(bill_event_text(g_ptr_array_index(reading.events, 1), "location", NULL), ==, "K");
	g_assert_cmpstr(bill_event_text(g_ptr_array_index(reading.events, 1), "series", NULL), ==, "S");
	finish(&reading);
}

/* Values of JSON know their line and column, though jansson does not. */
static void places(void)
{
	struct reading reading = read_text(".json",
		"[ {\"title\" : \"é\\\"}\",\n\t\"x\":{\"y\" :-1.5e3 , \"z\":\"w\"}, \"end\"\n: \"2025-01-21\"},\n {\"title\":\"B\"}]");
	const struct bill_event *first = g_ptr_array_index(reading.events, 0), *second = g_ptr_array_index(reading.events, 1);
	struct bill_at at;

	bill_event_text(first, "title", &at);
	g_assert_cmpint(at.line * 100 + at.column, ==, 1 * 100 + 14);
	g_assert_cmpstr(bill_event_text(first, "x.y", &at), ==, "-1.5e3");
	g_assert_cmpint(at.line * 100 + at.column, ==, 2 * 100 + 12);
	bill_event_text(first, "x.z", &at);
	g_assert_cmpint(at.line * 100 + at.column, ==, 2 * 100 + 25);
	g_assert_cmpint(first->end.at.line, ==, 3);
	g_assert_cmpint(second->at.line * 100 + second->at.column, ==, 4 * 100 + 2);
	finish(&reading);
}

static void refused(void)
{
	static const struct {
		const char *suffix, *text, *code;
		int line;
		unsigned events;
	} cases[] = {
		{".json", "{\"title\":\"A\"", "json/syntax", 1, 0},
		{".json", "{\"title\":\"A\",\n\"title\":\"B\"}", "json/syntax", 2, 0},
		{".json", "[]", "event/empty", 0, 0},
		{".json", "[1,{\"title\":\"A\"}]", "event/not-a-map", 1, 1},
		{".json", "{}", "event/empty", 1, 0},
		{".jsonl", "{\"title\":\"A\"}\n{\"title\":\n{\"title\":\"C\"}\n", "json/syntax", 2, 2},
		{".jsonl", "{\"title\":\"A\"}\n[1]\n{\"title\":\"C\"}\n", "event/not-a-map", 2, 2},
		{".jsonl", "{\"title\":\"A\"}\n{\"title\":\"\xff\"}\n", "src/encoding", 2, 1},
		{".jsonl", "\n\n", "event/empty", 0, 0},
		{".yaml", "title: [", "yaml/syntax", 0, 0},
		{".yaml", "just a text", "event/not-a-map", 1, 0},
		{".yaml", "---\n~\n", "event/empty", 0, 0},
		{".yaml", "defaults: 1\nevents:\n- {title: A}\n", "event/not-a-map", 1, 0},
		{".json", "{\"title\":\"A\",\"start\":\"2025-02-30\"}", "event/bad-date", 1, 1},
		{".json", "{\"title\":\"A\",\"start\":\"2025-02-03\",\"end\":\"2025-02-01\"}", "event/ends-before-start", 1, 1},
		{".json", "{\"abstract\":\"A\"}", "event/no-title", 1, 1},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(cases[i].suffix, cases[i].text);
		const struct bill_diag *diag = said(&reading, cases[i].code);

		tell("case %zu", i); /* some hold bytes that are no UTF-8 */
		if (cases[i].line)
			g_assert_cmpint(diag->line, ==, cases[i].line);
		g_assert_cmpuint(reading.events->len, ==, cases[i].events);
		g_assert_cmpuint(bill_diags_length(reading.diags), ==, 1);
		finish(&reading);
	}
}

static void too_deep(void)
{
	g_autoptr(GString) json = g_string_new("{\"title\":\"A\",\"x\":");
	struct reading reading;

	for (int i = 0; i < 1500; i++)
		g_string_append_c(json, '[');
	for (int i = 0; i < 1500; i++)
		g_string_append_c(json, ']');
	g_string_append_c(json, '}');
	reading = read_text(".json", json->str);
	g_assert_cmpuint(reading.events->len, ==, 0);
	g_assert_cmpuint(times_said(&reading, "json/too-deep"), ==, 1);
	finish(&reading);
}

/* Each new key is held against those before it. */
static void many_keys(void)
{
	g_autoptr(GString) json = g_string_new("{\"title\":\"T\"");

	for (unsigned i = 0; i < 100000; i++)
		g_string_append_printf(json, ",\"a%u\":1", i);
	g_string_append_c(json, '}');
	double start = seconds_used();
	struct reading reading = read_text(".json", json->str);

	g_assert_cmpuint(only(&reading)->n_extras, ==, BILL_MAX_EXTRAS);
	g_assert_cmpuint(times_said(&reading, "event/dropped"), >, 0);
	g_assert_cmpfloat(
		seconds_used() - start, <, 10); /* measured: 0.5 s; without a limit, 15 s, and 40 with "event" sought in pairs */
	finish(&reading);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/tree/tongues", tongues);
	g_test_add_func("/tree/long-tongues", long_tongues);
	g_test_add_func("/tree/aliases", aliases);
	g_test_add_func("/tree/cleaning", cleaning);
	g_test_add_func("/tree/many", many);
	g_test_add_func("/tree/defaults", defaults);
	g_test_add_func("/tree/places", places);
	g_test_add_func("/tree/refused", refused);
	g_test_add_func("/tree/too-deep", too_deep);
	g_test_add_func("/tree/many-keys", many_keys);
	return g_test_run();
}
