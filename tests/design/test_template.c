/* Templates taken apart: what comes out, and where a mistake is found. */
#include <string.h>

#include "design/design.h"
#include "../tell.h"

/* A template's pieces as text: literals in quotes, placeholders as <a|filter(argument)?b>. */
static void show_name(const struct bill_name *name, GString *out)
{
	g_string_append(out, name->name);
	for (size_t i = 0; i < name->n_filters; i++) {
		g_string_append_printf(out, "|%s", name->filters[i].name);
		if (name->filters[i].argument != NULL)
			g_string_append_printf(out, "(%s)", name->filters[i].argument);
	}
}

static char *show(const struct bill_template *template_)
{
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < template_->n_pieces; i++) {
		const struct bill_piece *piece = &template_->pieces[i];
		if (piece->literal != NULL) {
			g_assert_cmpuint(piece->n_alternatives, ==, 0);
			g_string_append_printf(out, "'%s'", piece->literal);
			continue;
		}
		g_string_append_c(out, '<');
		for (size_t j = 0; j < piece->n_alternatives; j++) {
			g_string_append(out, j == 0 ? "" : "?");
			show_name(&piece->alternatives[j], out);
		}
		g_string_append_c(out, '>');
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *in, *out;
} good[] = {
	{"", ""},
	{"plain", "'plain'"},
	{"{{title}}", "<title>"},
	{"{{ title }}", "<title>"},
	{"by {{speaker}}, {{affiliation}}", "'by '<speaker>', '<affiliation>"},
	{"{{a}}{{b}}", "<a><b>"},
	{"{{subtitle ? series}}", "<subtitle?series>"},
	{"{{a?b?c}}", "<a?b?c>"},
	{"{{location ? venue | upper}}", "<location?venue|upper>"},
	{"{{location | lower ? venue | upper}}", "<location|lower?venue|upper>"},
	{"{{start | date: long}}", "<start|date(long)>"},
	{"{{start | date}}", "<start|date>"},
	{"{{start|date:%F}}", "<start|date(%F)>"},
	{"{{start | date: %d.%m. %H:%M }}", "<start|date(%d.%m. %H:%M)>"},
	{"{{speakers | join: \" and \"}}", "<speakers|join( and )>"},
	{"{{speakers | join: \"|}}?\"}}", "<speakers|join(|}}?)>"},
	{"{{speakers | join: \"say \\\"x\\\" \\\\ y\"}}", "<speakers|join(say \"x\" \\ y)>"},
	{"{{speakers | join: \"\"}}", "<speakers|join()>"},
	{"{{abstract | words: 12 | upper}}", "<abstract|words(12)|upper>"},
	{"{{abstract | words:12}}", "<abstract|words(12)>"},
	{"{{photo_focus}} {{my-extra}} {{straße}}", "<photo_focus>' '<my-extra>' '<straße>"},
	{"\\{{title}}", NULL}, /* the opening is text now, so the closing closes nothing */
	{"\\{{title\\}}", "'{{title}}'"},
	{"\\{title}", "'{title}'"},
	{"a { b } c", "'a { b } c'"},
	{"{}", "'{}'"},
	{"C:\\temp", "'C:\\temp'"},
	{"{ {title} }", NULL},
	{"two\nlines {{a}}\n", "'two\nlines '<a>'\n'"},
	{"<b>&amp;</b>", "'<b>&amp;</b>'"},
};

static void test_good(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		struct bill_diags *diags = bill_diags_new();
		struct bill_arena *arena = bill_arena_new();
		struct bill_template template_;
		bool ok = bill_template_parse(good[i].in, (struct bill_at){0}, arena, &template_, diags);
		g_autofree char *out = ok ? show(&template_) : NULL;
		g_assert_cmpstr(out, ==, good[i].out);
		g_assert_cmpuint(bill_diags_length(diags), ==, ok ? 0 : 1);
		if (ok)
			g_assert_cmpstr(template_.source, ==, good[i].in);
		bill_arena_free(arena);
		bill_diags_free(diags);
	}
}

/* The text begins at line 10, column 5; so the fourth character of its first line is column 8. */
static const struct {
	const char *in, *code;
	int line, column;
} bad[] = {
	{"{{", "template/unclosed", 10, 5},
	{"{{title", "template/unclosed", 10, 5},
	{"{{title}", "template/unclosed", 10, 5},
	{"abc{{title} and {{room}}", "template/unclosed", 10, 8},
	{"{{title |", "template/unclosed", 10, 5},
	{"{{title | date:", "template/unclosed", 10, 5},
	{"{{}}", "template/empty", 10, 7},
	{"{{ }}", "template/empty", 10, 8},
	{"{{ | upper}}", "template/empty", 10, 8},
	{"{{title ? }}", "template/empty", 10, 15},
	{"{{? title}}", "template/empty", 10, 7},
	{"{{title | }}", "template/empty-filter", 10, 15},
	{"{{title || upper}}", "template/empty-filter", 10, 14},
	{"{{a {{b}}}}", "template/nested", 10, 9},
	{"{{{title}}}", "template/syntax", 10, 7},
	{"{{a b}}", "template/syntax", 10, 9},
	{"{{a.b}}", "template/syntax", 10, 8},
	{"{{a + 1}}", "template/syntax", 10, 9},
	{"{{a | upper lower}}", "template/syntax", 10, 17},
	{"{{a | nothing}}", "template/unknown-filter", 10, 11},
	{"é{{a | uper}}", "template/unknown-filter", 10, 12},
	{"x\nyz {{a | uper}}", "template/unknown-filter", 11, 14},
	{"{{a | upper: 2}}", "template/argument", 10, 18},
	{"{{a | words}}", "template/argument", 10, 11},
	{"{{a | words: 0}}", "template/argument", 10, 18},
	{"{{a | words: -1}}", "template/argument", 10, 18},
	{"{{a | words: 99999}}", "template/argument", 10, 18},
	{"{{a | words: twelve}}", "template/argument", 10, 18},
	{"{{a | date: }}", "template/argument", 10, 17},
	{"{{a | join: \"x}}", "template/quote", 10, 17},
	{"title}}", "template/unopened", 10, 10},
	{"{title}", "template/single-braces", 10, 5},
	{"{{a}} {title}", "template/single-braces", 10, 11},
};

static void test_bad(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct bill_diags *diags = bill_diags_new();
		struct bill_arena *arena = bill_arena_new();
		struct bill_template template_;
		struct bill_src *src = bill_src_new("x.yaml", bad[i].in, strlen(bad[i].in));
		struct bill_at at = {.src = src, .line = 10, .column = 5};
		tell("%s", bad[i].in);
		g_assert_false(bill_template_parse(bad[i].in, at, arena, &template_, diags));
		g_assert_cmpuint(bill_diags_length(diags), ==, 1);
		g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, bad[i].code);
		g_assert_cmpint(bill_diags_at(diags, 0)->line, ==, bad[i].line);
		g_assert_cmpint(bill_diags_at(diags, 0)->column, ==, bad[i].column);
		bill_src_unref(src);
		bill_arena_free(arena);
		bill_diags_free(diags);
	}
}

/* Every beginning of a text ends in an answer. */
static void test_prefixes(void)
{
	const char *text = "a \\{{ b {{x | date: \"\\\"q\" | words: 3 ? y | upper}} {z} }} é {{ü ? }}";
	for (size_t len = 0; len <= strlen(text); len++) {
		g_autofree char *part = g_strndup(text, len);
		struct bill_diags *diags = bill_diags_new();
		struct bill_arena *arena = bill_arena_new();
		struct bill_template template_;
		bool ok = bill_template_parse(part, (struct bill_at){0}, arena, &template_, diags);
		g_assert_cmpuint(bill_diags_length(diags), ==, ok ? 0 : 1);
		bill_arena_free(arena);
		bill_diags_free(diags);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/design/template/good", test_good);
	g_test_add_func("/design/template/bad", test_bad);
	g_test_add_func("/design/template/prefixes", test_prefixes);
	return g_test_run();
}
