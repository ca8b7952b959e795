/* Layouts made to hang, crash or fill memory: each ends in diagnostics, soon. */
#include "layout_text.h"
#include "../clock.h"
#include "../tell.h"

#define SOON 60.0 /* seconds, with sanitizers on a busy machine; each takes some milliseconds without */

static void refuse(const char *what, GString *text)
{
	struct bill_diags *diags = bill_diags_new();
	double start = seconds_used();
	tell("%s: %zu bytes", what, text->len);
	g_assert_null(open_text(text->str, (gssize)text->len, diags));
	g_assert_cmpuint(bill_diags_count(diags, BILL_ERROR), >=, 1);
	g_assert_cmpfloat(seconds_used() - start, <, SOON);
	bill_diags_free(diags);
	g_string_free(text, TRUE);
}

static GString *repeated(const char *head, const char *format, int count, const char *tail)
{
	GString *text = g_string_new(head);
	for (int i = 0; i < count; i++) {
		g_autofree char *number = g_strdup_printf("%d", i), *next = g_strdup_printf("%d", i + 1);
		for (const char *c = format; *c != '\0'; c++) /* # is this one's number, @ the next one's */
			g_string_append(text, *c == '#' ? number : *c == '@' ? next : (char[]){*c, '\0'});
	}
	return g_string_append(text, tail);
}

static void test_depth(void)
{
	refuse("columns in columns", repeated("arrangements:\n- ", "{column: [", 3000, ""));
	refuse("lists in lists", repeated("arrangements:\n- ", "[", 3000, ""));
	refuse("braces", repeated("arrangements:\n- text: \"", "{{", 100000, "\"\n"));
	refuse("parts in parts", repeated("parts:\n", "  p#: {column: [use: p@]}\n", 5000, "  p5000: {text: a}\n"));
	refuse("parts in parts, backwards", repeated("parts:\n  p0: {text: a}\n", "  p@: {column: [use: p#]}\n", 5000, ""));
	refuse("styles", repeated("styles:\n", "  s#: {extends: s@}\n", 5000, "  s5000: {size: 9pt}\n"));
}

static void test_multiplied(void)
{
	refuse("twice the next", repeated("parts:\n", "  p#: {column: [use: p@, use: p@]}\n", 60, "  p60: {text: a}\n"));
	refuse("twice the next, spliced", repeated("parts:\n", "  p#: [use: p@, use: p@]\n", 60, "  p60: {text: a}\n"));
	refuse("repeats", repeated("parts:\n", "  p#: {column: [use: p@], repeat: 500}\n", 40, "  p40: {text: a}\n"));
	refuse("aliases", repeated("x0: &a0 [a]\n", "x@: &a@ [*a#, *a#, *a#, *a#, *a#, *a#, *a#, *a#]\n", 30, ""));
}

static void test_many(void)
{
	refuse("elements", repeated("arrangements:\n- column:\n", "  - text: a\n", 60000, ""));
	refuse("unknown keys", repeated("", "k#: 1\n", 60000, ""));
	refuse("unknown parts", repeated("arrangements:\n- column:\n", "  - use: q#\n", 30000, ""));
	refuse("unknown parts among many", repeated("parts:\n", "  p#: {column: [use: q#]}\n", 25000, ""));
	refuse("unknown styles among many", repeated("styles:\n", "  s#: {extends: t#}\n", 25000, ""));
	refuse("unknown colours among many",
		repeated("parameters:\n", "  s#: {type: color, default: t#}\n", 20000, "styles: {body: {color: u}}\n"));
	refuse("parameters", repeated("parameters:\n", "  s#: {type: colour}\n", 25000, ""));
	refuse("bad templates in one line", repeated("arrangements: [column: [", "{text: \"{{ü\"}, ", 30000, "]]\n"));
}

static void test_bytes(void)
{
	refuse("too large", repeated("# ", "xxxxxxxxxxxxxxxx", (1 << 16) + 1, "\n"));
	refuse("one long word", repeated("", "x", 900000, ": 1\n"));
	refuse("one long size", repeated("styles: {body: {size: ", "9", 900000, "pt}}\n"));
	refuse("one long font", repeated("styles: {body: {font: ", "text ", 180000, "}}\n"));
	refuse("one long colour", repeated("styles: {body: {color: ", "on ", 300000, "}}\n"));
	refuse("one long template", repeated("arrangements: [text: \"", "{{a ? b | upper}} é ", 40000, "{{\"]\n"));
	refuse("one long condition", repeated("arrangements: [{text: a, when: ", "not ", 200000, "}]\n"));
	refuse("invalid UTF-8", g_string_new("description: \xff\xfe\xfa\n"));
	refuse("NUL", g_string_new_len("description: a\0b\n", 17));
	refuse("two documents", g_string_new("arrangements: [text: a]\n---\narrangements: [text: a]\n"));
}

/* A layout that someone is still writing: every beginning of a good one ends in an answer. */
static void test_prefixes(void)
{
	g_autofree char *text = NULL;
	gsize len;
	g_assert_true(g_file_get_contents(TEST_FOLDER "/good/base.yaml", &text, &len, NULL));
	for (gsize i = 0; i < len; i++) {
		struct bill_diags *diags = bill_diags_new();
		struct bill_design *design = open_text(text, (gssize)i, diags);
		g_assert_true((design == NULL) == (bill_diags_count(diags, BILL_ERROR) > 0));
		bill_design_free(design);
		bill_diags_free(diags);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/design/hostile/depth", test_depth);
	g_test_add_func("/design/hostile/multiplied", test_multiplied);
	g_test_add_func("/design/hostile/many", test_many);
	g_test_add_func("/design/hostile/bytes", test_bytes);
	g_test_add_func("/design/hostile/prefixes", test_prefixes);
	return g_test_run();
}
