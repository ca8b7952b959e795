/* Diagnostics: kept, capped, and printed for people and for programs. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

static char *print(const struct bill_diags *diags, enum bill_severity least, bool color, bool json)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	if (json)
		bill_diags_print_json(diags, out, least);
	else
		bill_diags_print(diags, out, least, color);
	fclose(out);
	return text;
}

static void check_print(const struct bill_diags *diags, const char *expected)
{
	char *text = print(diags, BILL_NOTE, false, false);
	g_assert_cmpstr(text, ==, expected);
	free(text);
}

static struct bill_src *source(const char *text)
{
	return bill_src_new("layouts/mine.yaml", text, strlen(text));
}

static void test_print(void)
{
	struct bill_src *src = source("styles:\n\tbody: {colour: red}\n");
	struct bill_diags *diags = bill_diags_new();
	g_assert_false(
		bill_error(diags, (struct bill_at){src, 2, 9}, "design/unknown-key", "unknown key \"%s\" in a style", "colour"));
	bill_diags_also(diags, (struct bill_at){src, 1, 1}, "styles begin here");
	bill_diags_hint(diags, "did you mean \"%s\"?", "color");
	bill_warning(diags, bill_at_file(src), "design/no-help", "no parameter has help");
	bill_note(diags, (struct bill_at){0}, "layout/dropped", "the photo was left out");
	bill_diags_also(diags, (struct bill_at){0}, "of nowhere");
	bill_src_unref(src); /* findings outlive the texts they speak of */
	check_print(diags, "layouts/mine.yaml:2:9: error: unknown key \"colour\" in a style [design/unknown-key]\n"
					   "     body: {colour: red}\n"
					   "            ^\n"
					   "  also: layouts/mine.yaml:1:1: styles begin here\n"
					   "  hint: did you mean \"color\"?\n"
					   "layouts/mine.yaml: warning: no parameter has help [design/no-help]\n"
					   "note: the photo was left out [layout/dropped]\n"
					   "  also: of nowhere\n");
	char *json = print(diags, BILL_NOTE, false, true);
	g_assert_cmpstr(json, ==,
		"{\"severity\":\"error\",\"code\":\"design/unknown-key\",\"file\":\"layouts/mine.yaml\",\"line\":2,\"column\":9,"
		"\"text\":\"unknown key \\\"colour\\\" in a style\",\"hint\":\"did you mean \\\"color\\\"?\","
		"\"also\":{\"text\":\"styles begin here\",\"file\":\"layouts/mine.yaml\",\"line\":1,\"column\":1}}\n"
		"{\"severity\":\"warning\",\"code\":\"design/no-help\",\"file\":\"layouts/mine.yaml\",\"text\":\"no parameter has "
		"help\"}\n"
		"{\"severity\":\"note\",\"code\":\"layout/dropped\",\"text\":\"the photo was left out\",\"also\":{\"text\":\"of "
		"nowhere\"}}\n");
	free(json);
	bill_diags_free(diags);
}

static void test_least_and_color(void)
{
	struct bill_src *src = source("ab");
	struct bill_diags *diags = bill_diags_new();
	bill_note(diags, (struct bill_at){0}, "a/note", "a note");
	bill_warning(diags, (struct bill_at){src, 1, 2}, "a/warning", "a warning");
	bill_error(diags, (struct bill_at){0}, "an/error", "an error");
	char *text = print(diags, BILL_WARNING, true, false);
	g_assert_cmpstr(text, ==,
		"\033[1mlayouts/mine.yaml:1:2:\033[0m \033[1;35mwarning\033[0m: a warning [a/warning]\n"
		"    ab\n"
		"     \033[1;35m^\033[0m\n"
		"\033[1;31merror\033[0m: an error [an/error]\n");
	free(text);
	text = print(diags, BILL_ERROR, false, true);
	g_assert_cmpstr(text, ==, "{\"severity\":\"error\",\"code\":\"an/error\",\"text\":\"an error\"}\n");
	free(text);
	bill_diags_free(diags);
	bill_src_unref(src);
}

/* Where the caret stands: the column it would have on a terminal. */
static void test_caret(void)
{
	static const struct {
		const char *line;
		int column;
		const char *excerpt, *caret;
	} rows[] = {
		{"abc", 1, "abc", "^"},
		{"abc", 3, "abc", "  ^"},
		{"abc", 4, "abc", "   ^"},   /* behind the end */
		{"abc", 400, "abc", "   ^"}, /* far behind it */
		{"\t\tabc", 3, "  abc", "  ^"},
		{"abc  \r", 1, "abc", "^"},
		{"\xe6\x9d\xb1\xe4\xba\xac x", 4, "\xe6\x9d\xb1\xe4\xba\xac x", "     ^"}, /* two wide ones, a blank */
		{"e\xcc\x81t\xc3\xa9", 3, "e\xcc\x81t\xc3\xa9", " ^"},                     /* a combining mark */
		{"a\x1b[31mb", 7, "a\xef\xbf\xbd[31mb", "      ^"},                        /* no escapes reach the terminal */
		{"a\xe2\x80\xae"
		 "b",
			3,
			"a\xef\xbf\xbd"
			"b",
			"  ^"}, /* nor overrides of direction */
		{"a\xff\xfe"
		 "b",
			4,
			"a\xef\xbf\xbd\xef\xbf\xbd"
			"b",
			"   ^"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf("first\n%s\nlast", rows[i].line);
		struct bill_src *src = source(text);
		struct bill_diags *diags = bill_diags_new();
		bill_error(diags, (struct bill_at){src, 2, rows[i].column}, "a/b", "x");
		g_autofree char *expected = g_strdup_printf(
			"layouts/mine.yaml:2:%d: error: x [a/b]\n    %s\n    %s\n", rows[i].column, rows[i].excerpt, rows[i].caret);
		check_print(diags, expected);
		bill_diags_free(diags);
		bill_src_unref(src);
	}
}

static void test_no_excerpt(void)
{
	static const struct {
		const char *text;
		int line, column;
		const char *expected;
	} rows[] = {
		{"", 1, 1, "layouts/mine.yaml:1:1: error: x [a/b]\n"},
		{"a\n \t\nb", 2, 1, "layouts/mine.yaml:2:1: error: x [a/b]\n"},
		{"a\n", 2, 1, "layouts/mine.yaml:2:1: error: x [a/b]\n"},
		{"a\n", 9, 1, "layouts/mine.yaml:9:1: error: x [a/b]\n"},
		{"a\n", 1, 0, "layouts/mine.yaml:1: error: x [a/b]\n    a\n"},
		{"a\n", 0, 5, "layouts/mine.yaml: error: x [a/b]\n"},
		{"a\n", -3, -5, "layouts/mine.yaml: error: x [a/b]\n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_src *src = source(rows[i].text);
		struct bill_diags *diags = bill_diags_new();
		bill_error(diags, (struct bill_at){src, rows[i].line, rows[i].column}, "a/b", "x");
		check_print(diags, rows[i].expected);
		bill_diags_free(diags);
		bill_src_unref(src);
	}
}

/* However long the line: about a hundred columns of it, and the caret under the character meant. */
static void test_window(void)
{
	for (int column = 1; column <= 1000; column++) {
		g_autofree char *line = g_strnfill(1000, '.');
		line[column - 1] = '!';
		struct bill_src *src = source(line);
		struct bill_diags *diags = bill_diags_new();
		bill_error(diags, (struct bill_at){src, 1, column}, "a/b", "x");
		const struct bill_diag *diag = bill_diags_at(diags, 0);
		const char *meant = g_utf8_offset_to_pointer(diag->excerpt, diag->excerpt_column - 1);
		g_assert_cmpint(*meant, ==, '!');
		g_assert_cmpint(g_utf8_strlen(diag->excerpt, -1), <=, 102);
		g_assert_cmpint(g_utf8_strlen(diag->excerpt, -1), >=, 61);
		bill_diags_free(diags);
		bill_src_unref(src);
	}
}

static void test_window_marks(void)
{
	g_autoptr(GString) line = g_string_new("e");
	for (int i = 0; i < 100000; i++)
		g_string_append(line, "\xcc\x81");
	struct bill_src *src = source(line->str);
	struct bill_diags *diags = bill_diags_new();
	bill_error(diags, (struct bill_at){src, 1, 1}, "a/b", "x");
	g_assert_cmpuint(strlen(bill_diags_at(diags, 0)->excerpt), <, 1000);
	bill_error(diags, (struct bill_at){src, 1, G_MAXINT}, "a/b", "x");
	g_assert_cmpuint(strlen(bill_diags_at(diags, 1)->excerpt), <, 1000);
	bill_diags_free(diags);
	bill_src_unref(src);
}

static void test_hostile_text(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_src *src = bill_src_new("a\nb\x1b[2J\xff.yaml", "", 0);
	bill_error(diags, bill_at_file(src), "a/b", "%s",
		"one\ntwo\r\n\tthree\x1b[2J\x07\xc2\x9b\xe2\x80\xa8"
		"four\xe2\x80\xae\xff");
	bill_diags_hint(diags, "%s", "a\nb");
	bill_diags_also(diags, bill_at_file(src), "%s", "c\nd");
	check_print(diags, "a\xef\xbf\xbd"
					   "b\xef\xbf\xbd[2J\xef\xbf\xbd.yaml: error: one two   three\xef\xbf\xbd[2J\xef\xbf\xbd\xef\xbf\xbd four"
					   "\xef\xbf\xbd\xef\xbf\xbd [a/b]\n"
					   "  also: a\xef\xbf\xbd"
					   "b\xef\xbf\xbd[2J\xef\xbf\xbd.yaml: c d\n"
					   "  hint: a b\n");
	bill_diags_clear(diags);
	g_autofree char *book = g_strnfill(1 << 20, 'x');
	bill_error(diags, (struct bill_at){0}, "a/b", "%s", book);
	g_assert_cmpuint(strlen(bill_diags_at(diags, 0)->text), <, 2100);
	g_assert_true(g_str_has_suffix(bill_diags_at(diags, 0)->text, "x\xe2\x80\xa6"));
	bill_diags_free(diags);
	bill_src_unref(src);
}

static void test_cap(void)
{
	struct bill_diags *diags = bill_diags_new();
	for (int i = 0; i < 100000; i++) {
		bill_note(diags, (struct bill_at){0}, "a/note", "note %d", i);
		bill_diags_hint(diags, "hint %d", i);
	}
	for (int i = 0; i < 3; i++)
		bill_error(diags, (struct bill_at){0}, "an/error", "error %d", i);
	g_assert_cmpuint(bill_diags_count(diags, BILL_NOTE), ==, 100000);
	g_assert_cmpuint(bill_diags_count(diags, BILL_WARNING), ==, 0);
	g_assert_cmpuint(bill_diags_count(diags, BILL_ERROR), ==, 3);
	g_assert_cmpuint(bill_diags_length(diags), ==, BILL_MAX_DIAGS + 3);
	/* a hint for a finding that was not kept must not fall on another */
	g_assert_cmpstr(bill_diags_at(diags, BILL_MAX_DIAGS - 1)->hint, ==, "hint 199");
	g_assert_cmpstr(bill_diags_at(diags, BILL_MAX_DIAGS + 2)->text, ==, "error 2");
	char *text = print(diags, BILL_NOTE, false, false);
	g_assert_true(g_str_has_suffix(text, "error: error 2 [an/error]\nnote: 99800 more like these are not shown\n"));
	free(text);
	text = print(diags, BILL_NOTE, false, true);
	g_assert_true(g_str_has_suffix(
		text, "{\"severity\":\"note\",\"code\":\"diag/more\",\"text\":\"99800 more like these are not shown\"}\n"));
	free(text);
	text = print(diags, BILL_WARNING, false, false);
	g_assert_null(strstr(text, "more like these"));
	free(text);
	bill_diags_clear(diags);
	g_assert_cmpuint(bill_diags_length(diags) + bill_diags_count(diags, BILL_NOTE), ==, 0);
	bill_diags_hint(diags, "of nothing");
	bill_diags_also(diags, (struct bill_at){0}, "of nothing");
	bill_diags_free(diags);
	bill_diags_free(NULL);
}

/* Said twice: the later word holds, and nothing leaks (the sanitizer looks on). */
static void test_again(void)
{
	struct bill_diags *diags = bill_diags_new();
	bill_error(diags, (struct bill_at){0}, "a/b", "x");
	bill_diags_hint(diags, "one");
	bill_diags_hint(diags, "two");
	bill_diags_also(diags, (struct bill_at){0}, "one");
	bill_diags_also(diags, (struct bill_at){0}, "two");
	check_print(diags, "error: x [a/b]\n  also: two\n  hint: two\n");
	bill_diags_free(diags);
	g_assert_false(bill_error(NULL, (struct bill_at){0}, "a/b", "nobody listens"));
	bill_diags_hint(NULL, "nobody listens");
	bill_diags_also(NULL, (struct bill_at){0}, "nobody listens");
}

static void test_pass_over(void)
{
	static const char *const codes[] = {"a/b", "c/d", NULL};
	struct bill_diags *diags = bill_diags_new();
	bill_note(diags, (struct bill_at){0}, "a/e", "kept");
	bill_diags_pass_over(diags, codes);
	bill_note(diags, (struct bill_at){0}, "c/d", "passed over");
	bill_diags_hint(diags, "of nothing");
	char text[] = "too";
	bill_diags_add(diags, &(struct bill_diag){.severity = BILL_WARNING, .code = "a/b", .text = text});
	g_assert_cmpuint(bill_diags_count(diags, BILL_WARNING), ==, 0);
	bill_diags_pass_over(diags, NULL);
	bill_note(diags, (struct bill_at){0}, "c/d", "heard");
	check_print(diags, "note: kept [a/e]\nnote: heard [c/d]\n");
	bill_diags_free(diags);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/diag/print", test_print);
	g_test_add_func("/diag/least-and-color", test_least_and_color);
	g_test_add_func("/diag/caret", test_caret);
	g_test_add_func("/diag/no-excerpt", test_no_excerpt);
	g_test_add_func("/diag/window", test_window);
	g_test_add_func("/diag/window-marks", test_window_marks);
	g_test_add_func("/diag/hostile-text", test_hostile_text);
	g_test_add_func("/diag/cap", test_cap);
	g_test_add_func("/diag/again", test_again);
	g_test_add_func("/diag/pass-over", test_pass_over);
	return g_test_run();
}
