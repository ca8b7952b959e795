/* YAML scalars: whatever text goes out comes back the same. */
#include "base/base.h"

#include <string.h>

static const char *const samples[] = {"", " ", "a", " lead", "trail ", "yes", "No", "ON", "12", "-1", "1.5", "1e5", "0x1F",
	"12:30", "2025-01-21", "2025-01-21 10:00:00", "10 Main Street", "3D printing", "~", "null", "NULL", "- x", "-", "---", "...",
	"a: b", "a:b", "a:", ":", "? x", "a #b", "a#b", "#", "#a", "'", "''", "\"", "it's", "\"quoted\"", "\\", "C:\\dir",
	"{{title}}", "{a}", "[a]", "[", "]", "a, b", ",", "&a", "*a", "!a", "%a", "@a", "`a`", "|", ">", "<<", "=", "\t", "a\tb",
	"\ta", "a\t", "\n", "\n\n", "a\n", "a\n\n", "a\n\n\n", "a\nb", "a\nb\n", "\na", "\n\na\n\n", " a\nb", "  a\n b\n", "a\n  b",
	"a\n  ", "a\n  \n", "  \na", " \n \n", "a\n\tb", "\ta\nb", "a\n\nb", "a\n---\nb", "a\n...\nb", "# a\n# b", "a: b\nc: d",
	"- a\n- b", "a\r\nb", "a\rb", "\r", "a \nb ", "\xc2\x85", "a\xc2\x85\nb",
	"a\xe2\x80\xa8"
	"b",
	"a\xe2\x80\xa8\nb", "\xe2\x80\xa9", "\xef\xbb\xbf", "\xef\xbb\xbf\na", "\xc2\xa0",
	"\xc2\xa0"
	"a\nb",
	"\xe3\x80\x80"
	"a",
	"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80\n\xf0\x9f\x98\x80", "\x01", "a\x1b[0m", "a\x07\nb", "\x7f", "\xc2\x80", "\xef\xbf\xbe",
	"\xef\xbf\xbf", "\xf4\x8f\xbf\xbf", "\xf0\x9f\xbf\xbe", "\xc5\x81ukasz", "\xc2\xbfQu\xc3\xa9?", "\xe6\x9d\xb1\xe4\xba\xac: x",
	"http://example.org/a#b", "a'b\nc", "\"\n\"", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "\xe2\x80\xaex", "true", "Y", "inf", ".inf",
	".5"};

static struct bill_yaml *parse(const char *text, struct bill_arena *arena, struct bill_src **src)
{
	struct bill_diags *diags = bill_diags_new();
	*src = bill_src_new("written.yaml", text, strlen(text));
	struct bill_yaml *root = bill_yaml_parse(*src, arena, diags);
	if (!root)
		g_error("%s in:\n%s", bill_diags_at(diags, 0)->text, text);
	bill_diags_free(diags);
	return root;
}

static void check_value(const struct bill_yaml *node, const char *text, const char *written)
{
	g_assert_nonnull(node);
	if (node->kind != BILL_YAML_SCALAR || strcmp(node->text, text) != 0)
		g_error("came back as \"%s\" from:\n%s", node->text, written);
	g_assert_false(bill_yaml_is_null(node));
}

/* As a value of a map, deep in another, in a list, last and with something after it. */
static void check(const char *text)
{
	g_autoptr(GString) out = g_string_new("first: ");
	bill_yaml_write_scalar(out, text, 0);
	g_string_append(out, "\nsecond:\n  inner: ");
	bill_yaml_write_scalar(out, text, 2);
	g_string_append(out, "\n  list:\n    - ");
	bill_yaml_write_scalar(out, text, 4);
	g_string_append(out, "\n    - name: ");
	bill_yaml_write_scalar(out, text, 6);
	g_string_append(out, "\n      after: x\nlast: ");
	bill_yaml_write_scalar(out, text, 0);
	g_string_append(out, "\n");
	struct bill_arena *arena = bill_arena_new();
	struct bill_src *src;
	struct bill_yaml *root = parse(out->str, arena, &src);
	const struct bill_yaml *second = bill_yaml_find(root, "second"), *list = bill_yaml_find(second, "list");
	g_assert_cmpuint(root->count, ==, 3);
	check_value(bill_yaml_find(root, "first"), text, out->str);
	check_value(bill_yaml_find(second, "inner"), text, out->str);
	g_assert_cmpuint(list->count, ==, 2);
	check_value(list->items[0], text, out->str);
	check_value(bill_yaml_find(list->items[1], "name"), text, out->str);
	check_value(bill_yaml_find(list->items[1], "after"), "x", out->str);
	check_value(bill_yaml_find(root, "last"), text, out->str);
	bill_src_unref(src);
	bill_arena_free(arena);
}

static void test_samples(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(samples[i]);
}

/* Every two samples side by side, then random heaps of what is special. */
static void test_generated(void)
{
	static const char *const pieces[] = {"a", " ", "  ", "\n", "\n\n", "\t", ":", "#", "- ", "'", "\"", "\\", "{", "}", "|", "\r",
		"0", "\xc2\x85", "\xe2\x80\xa8", "\xef\xbb\xbf", "\xf0\x9f\x98\x80", "\x01", "---", "b c"};
	for (int i = 0; i < 3000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int left = g_test_rand_int_range(0, 9); left > 0; left--)
			g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		check(text->str);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *both = g_strconcat(samples[i], samples[(i * 31 + 7) % G_N_ELEMENTS(samples)], NULL);
		check(both);
	}
}

static void test_long(void)
{
	g_autofree char *line = g_strnfill(100000, 'x');
	check(line);
	g_autofree char *lines = g_strconcat(line, "\n", line, NULL);
	check(lines);
	g_autofree char *quotes = g_strnfill(10000, '"');
	check(quotes);
}

/* What a person is to read stays readable. */
static void test_form(void)
{
	static const struct {
		const char *text, *yaml;
	} rows[] = {
		{"A talk", "A talk"},
		{"Room 5, Main Building", "Room 5, Main Building"},
		{"it's", "it's"},
		{"yes", "\"yes\""},
		{"12", "\"12\""},
		{"", "\"\""},
		{"a: b", "\"a: b\""},
		{"{{title}}", "\"{{title}}\""},
		{"a\nb", "|-\n    a\n    b"},
		{"a\nb\n", "|\n    a\n    b"},
		{"a\n\nb\n\n", "|+\n    a\n\n    b\n"},
		{" a\nb", "|2-\n     a\n    b"},
		{"\x1b", "\"\\x1b\""},
		{"a\xe2\x80\xa8"
		 "b",
			"\"a\\u2028b\""},
		{"\xff", "\"\xef\xbf\xbd\""},
		{"3rd floor", "3rd floor"},
		{"\xef\xbb\xbf", "\"\\ufeff\""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) out = g_string_new("x: ");
		bill_yaml_write_scalar(out, rows[i].text, 2);
		if (strcmp(rows[i].text, "\xff") != 0) /* replaced: a plain sign then */
			g_assert_cmpstr(out->str + 3, ==, rows[i].yaml);
		else
			g_assert_nonnull(strstr(out->str, "\xef\xbf\xbd"));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/yaml-write/samples", test_samples);
	g_test_add_func("/yaml-write/generated", test_generated);
	g_test_add_func("/yaml-write/long", test_long);
	g_test_add_func("/yaml-write/form", test_form);
	return g_test_run();
}
