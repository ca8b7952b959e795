/* JSON strings: every text in, one valid string out. */
#include <string.h>

#include "base/base.h"

static void test_quote(void)
{
	static const struct {
		const char *text, *json;
	} rows[] = {
		{NULL, "null"},
		{"", "\"\""},
		{"Talk", "\"Talk\""},
		{"\"a\\b\"", "\"\\\"a\\\\b\\\"\""},
		{"a\n\t\r\b\f", "\"a\\n\\t\\r\\b\\f\""},
		{"\x01\x1b[0m\x7f", "\"\\u0001\\u001b[0m\\u007f\""},
		{"\xc2\x85\xe2\x80\xa8\xe2\x80\xa9", "\"\\u0085\\u2028\\u2029\""},
		{"\xc3\xa9\xf0\x9f\x98\x80", "\"\xc3\xa9\xf0\x9f\x98\x80\""},
		{"a\xff"
		 "b\xc3",
			"\"a\xef\xbf\xbd"
			"b\xef\xbf\xbd\""},
		{"</script>", "\"</script>\""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) out = g_string_new("=");
		bill_json_quote(out, rows[i].text);
		g_assert_cmpstr(out->str + 1, ==, rows[i].json);
		g_assert_cmpint(out->str[0], ==, '=');
	}
}

/* Whatever stands before a value, its place is counted in characters as they are written. */
static void test_places(void)
{
	static const char text[] =
		"{\"\xc3\xa9\\\"\\\\\": 1, \"b\": \"\\u00e9\xf0\x9f\x98\x80\\\\\",\n \"c\": [\"\xc3\xbc\", true], \"\": {}}";
	static const struct {
		int line, column;
	} places[] = {{1, 11}, {1, 19}, {2, 7}, {2, 24}};
	struct bill_arena *arena = bill_arena_new();
	struct bill_diags *diags = bill_diags_new();
	const struct bill_yaml *map = bill_json_parse(text, sizeof text - 1, (struct bill_at){NULL, 1, 1}, arena, diags);
	g_assert_nonnull(map);
	g_assert_cmpuint(map->count, ==, G_N_ELEMENTS(places));
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		g_assert_cmpint(map->items[i]->at.line, ==, places[i].line);
		g_assert_cmpint(map->items[i]->at.column, ==, places[i].column);
	}
	g_assert_cmpstr(map->items[1]->text, ==, "\xc3\xa9\xf0\x9f\x98\x80\\");
	g_assert_cmpint(map->items[2]->items[1]->at.column, ==, 13);
	bill_diags_free(diags);
	bill_arena_free(arena);
}

/* Strings with and without escapes, whatever stands around them. */
static void test_strings(void)
{
	static const struct {
		const char *json, *text;
	} rows[] = {
		{"[\"\"]", ""},
		{"[\"a: \xe2\x80\x9c"
		 "b\xe2\x80\x9d, {}[]\"]",
			"a: \xe2\x80\x9c"
			"b\xe2\x80\x9d, {}[]"},
		{"[\"a\\\"b\"]", "a\"b"},
		{"[\"\\\\\"]", "\\"},
		{"[\"\\\\\\\"\", \"b\"]", "\\\""},
		{"[\"\\ud83d\\ude00\" , 1]", "\xf0\x9f\x98\x80"},
		{"[\"\x7f\"]", "\x7f"},
		{" [\"a\" ] ", "a"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_arena *arena = bill_arena_new();
		const struct bill_yaml *list = bill_json_parse(rows[i].json, strlen(rows[i].json), (struct bill_at){0}, arena, NULL);
		g_assert_nonnull(list);
		g_assert_cmpstr(list->items[0]->text, ==, rows[i].text);
		bill_arena_free(arena);
	}
}

/* What is no JSON, and where it is said to be wrong: at the place in the file, not in what is left of it without its strings. */
static void test_refused(void)
{
	static const struct {
		const char *json;
		int line, column;
	} rows[] = {
		{"", 1, 1},
		{"{\"a\": \"some words\", \"b\": \"more\", \"a\": \"again\"}", 1, 36},
		{"{\"a\": \"some words\", \"b\" \"more\"}", 1, 30},
		{"[\"some words\",\n \"more\" \"and\"]", 2, 13},
		{"[\"some words\",]", 1, 15},
		{"[\"some words\", \"more]", 1, 21},
		{"[\"some\twords\"]", 1, 6},
		{"[\"some\nwords\"]", 1, 6},
		{"[\"some words\\\"]", 1, 15},
		{"[\"some words\", \"\\x\"]", 1, 18},
		{"[\"some words\", \"\\ud800\"]", 1, 23},
		{"[\"some words\", \"\\u0000\"]", 1, 23},
		{"[\"some words\", NaN]", 1, 18},
		{"[\"some words\"] \"more\"", 1, 21},
		{"{\"some words\"}", 1, 14},
		{"\"some words\"", 1, 12},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_arena *arena = bill_arena_new();
		struct bill_diags *diags = bill_diags_new();
		struct bill_src *src = bill_src_new("a.json", rows[i].json, strlen(rows[i].json));
		g_assert_null(bill_json_parse(src->text, src->len, (struct bill_at){src, 1, 1}, arena, diags));
		g_assert_cmpuint(bill_diags_length(diags), ==, 1);
		g_test_message("%zu: %s", i, bill_diags_at(diags, 0)->text);
		g_assert_cmpint(bill_diags_at(diags, 0)->line, ==, rows[i].line);
		g_assert_cmpint(bill_diags_at(diags, 0)->column, ==, rows[i].column);
		bill_src_unref(src);
		bill_diags_free(diags);
		bill_arena_free(arena);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/quote", test_quote);
	g_test_add_func("/json/places", test_places);
	g_test_add_func("/json/strings", test_strings);
	g_test_add_func("/json/refused", test_refused);
	return g_test_run();
}
