/* JSON strings: every text in, one valid string out. */
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

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/quote", test_quote);
	g_test_add_func("/json/places", test_places);
	return g_test_run();
}
