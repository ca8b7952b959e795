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

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/quote", test_quote);
	return g_test_run();
}
