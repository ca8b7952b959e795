/* Layouts and events and the content they become, written as one line: column(text "…" rule qr "…"). */
#include <string.h>

#include "made.h"

static void describe(GString *out, const struct bill_content *content)
{
	static const char *const kinds[] = {
		"row", "column", "stack", "grid", "box", "text", "image", "pattern", "qr", "rule", "shape", "space"};
	g_string_append(out, kinds[content->element->kind]);
	if (content->heading.len)
		g_string_append_printf(out, " <%s>", content->heading.s);
	if (content->text.len)
		g_string_append_printf(out, " '%s'", content->text.s);
	if (content->short_form.len)
		g_string_append_printf(out, " short '%s'", content->short_form.s);
	if (content->qr)
		g_string_append_printf(out, " '%s'", content->qr->text);
	if (content->link)
		g_string_append_printf(out, " -> %s", content->link);
	if (content->n_children == 0)
		return;
	for (size_t i = 0; i < content->n_children; i++) {
		g_string_append(out, i ? ", " : "(");
		describe(out, content->children[i]);
	}
	g_string_append_c(out, ')');
}

/* The elements under `column:`, indented by a tab or by "  ". */
static char *filled(const char *elements, const char *event_text, const char *size_name, struct bill_diags *diags)
{
	g_autofree char *layout =
		g_strconcat("parameters:\n  shown: {type: yes-no, default: yes}\n  hidden: {type: yes-no, default: no}\n"
					"  sponsor: {type: text, default: \"Fern & Co\"}\n  empty: {type: text}\n"
					"styles:\n  body: {}\n  heading: {}\n  loud: {case: upper}\narrangements:\n  - column:\n",
			elements, NULL);
	struct bill_design *design = made_design(layout);
	struct bill_event *event = made_event(event_text);
	struct bill_arena *arena = bill_arena_new();
	struct bill_sheet_size size;
	g_assert_true(bill_paper_parse(size_name, &size, NULL));
	struct bill_content *content = bill_fill(design, event, &size, arena, diags);
	GString *out = g_string_new(NULL);
	if (content)
		describe(out, content);
	bill_arena_free(arena);
	bill_event_free(event);
	bill_design_free(design);
	return g_string_free(out, FALSE);
}

static const char EVENT[] = "title: Tides\n"
							"abstract: |\n  First line\n  goes on.\n\n  Second   paragraph.\n"
							"url: https://example.org/x\n"
							"keywords: [ports, wind]\n"
							"speakers:\n"
							"  - {name: Ada, affiliation: Port, bio: Sails., url: \"https://example.org/ada\"}\n"
							"  - {name: Leo}\n";

static const struct {
	const char *name, *elements, *content;
} table[] = {
	{"text", "      - text: '{{title}}'\n", "column(text 'Tides')"},
	{"white space and paragraphs", "      - text: '{{abstract}}'\n",
		"column(text 'First line\342\200\250goes on.\nSecond paragraph.')"},
	{"lines of a template", "      - text: |\n          {{title}}\n          {{room}}\n          {{abstract | words: 1}}\n",
		"column(text 'Tides\342\200\250First\342\200\246')"},
	{"paragraphs of a template", "      - text: |\n          {{title}}\n\n          {{abstract | words: 1}}\n",
		"column(text 'Tides\nFirst\342\200\246')"},
	{"capitals", "      - {text: '{{title}} x', style: loud}\n", "column(text 'TIDES X')"},
	{"empty text", "      - text: '{{title}}'\n      - text: '{{room}}'\n", "column(text 'Tides')"},
	{"white space only", "      - text: '{{title}}'\n      - text: '   '\n", "column(text 'Tides')"},
	{"heading goes with its text", "      - text: '{{title}}'\n      - {text: '{{room}}', heading: Room}\n",
		"column(text 'Tides')"},
	{"heading", "      - {text: '{{title}}', heading: 'About {{sponsor}}'}\n", "column(text <About Fern & Co> 'Tides')"},
	{"empty heading", "      - {text: '{{title}}', heading: 'Room {{room}}'}\n", "column(text 'Tides')"},
	{"short form", "      - {text: '{{abstract | words: 2}}', short: '{{title}}'}\n",
		"column(text 'First line\342\200\246' short 'Tides')"},
	/* links and codes */
	{"link", "      - text: '{{url}}'\n", "column(text 'https://example.org/x' -> https://example.org/x)"},
	{"link through a filter", "      - text: '{{url | host}}'\n", "column(text 'example.org/x' -> https://example.org/x)"},
	{"no link in a sentence", "      - text: 'See {{url}}'\n", "column(text 'See https://example.org/x')"},
	{"code", "      - qr: '{{url}}'\n", "column(qr 'https://example.org/x' -> https://example.org/x)"},
	{"code of a text", "      - qr: '{{title}}'\n", "column(qr 'Tides')"},
	{"code of nothing", "      - text: '{{title}}'\n      - qr: '{{contact}}'\n", "column(text 'Tides')"},
	/* containers */
	{"rule stays beside words", "      - rule: horizontal\n      - text: '{{title}}'\n", "column(rule, text 'Tides')"},
	{"empty container goes with its decoration",
		"      - text: '{{title}}'\n      - column: [{rule: horizontal}, {text: '{{room}}'}, {space: 4pt}]\n",
		"column(text 'Tides')"},
	{"empty containers inside one another",
		"      - text: '{{title}}'\n      - row: [{rule: vertical}, {column: [{box: [{text: '{{room}}'}]}]}]\n",
		"column(text 'Tides')"},
	{"decoration meant as such stays", "      - text: '{{title}}'\n      - box: [{rule: horizontal}]\n",
		"column(text 'Tides', box(rule))"},
	{"stack without its words", "      - text: '{{title}}'\n      - stack: [{shape: circle}, {text: '{{room}}'}]\n",
		"column(text 'Tides')"},
	{"stack with its words", "      - stack: [{shape: circle}, {text: '{{title}}'}]\n", "column(stack(shape, text 'Tides'))"},
	{"grid", "      - grid: [{text: '{{title}}'}, {text: '{{room}}'}, {text: x}]\n", "column(grid(text 'Tides', text 'x'))"},
	{"picture that is not there", "      - text: '{{title}}'\n      - box: [{image: '{{photo}}'}]\n", "column(text 'Tides')"},
	/* repetitions */
	{"repeat", "      - {text: '{{title}}', repeat: 3}\n", "column(text 'Tides', text 'Tides', text 'Tides')"},
	{"each speaker", "      - {text: '{{name}}, {{affiliation}}', each: speakers}\n", "column(text 'Ada, Port', text 'Leo')"},
	{"one speaker's bio is not another's", "      - {text: '{{bio}}', each: speakers}\n", "column(text 'Sails.')"},
	{"one speaker's address", "      - {text: '{{url}}', each: speakers}\n",
		"column(text 'https://example.org/ada' -> https://example.org/ada)"},
	{"the event's fields inside each", "      - {text: '{{name}} on {{title}}', each: speakers}\n",
		"column(text 'Ada on Tides', text 'Leo on Tides')"},
	{"speaker inside each", "      - {text: '{{speaker}}', each: speakers}\n", "column(text 'Ada', text 'Leo')"},
	{"each of a container", "      - column: [{text: '{{name}}'}, {text: '{{affiliation}}'}]\n        each: speakers\n",
		"column(column(text 'Ada', text 'Port'), column(text 'Leo'))"},
	{"each keyword", "      - {text: '{{item}}', each: keywords}\n", "column(text 'ports', text 'wind')"},
	{"each logo, of none", "      - text: '{{title}}'\n      - {text: '{{item}}', each: logos}\n", "column(text 'Tides')"},
	{"each event", "      - {text: '{{title}}', each: events}\n", "column(text 'Tides')"},
	{"when inside each", "      - {text: '{{name}}', each: speakers, when: affiliation}\n", "column(text 'Ada')"},
	{"item outside each", "      - text: '{{title}}{{item}}'\n", "column(text 'Tides')"},
	/* conditions on fields and parameters */
	{"when a field", "      - {text: a, when: url}\n      - {text: b, when: room}\n", "column(text 'a')"},
	{"when not a field", "      - {text: a, when: not url}\n      - {text: b, when: not room}\n", "column(text 'b')"},
	{"when all", "      - {text: a, when: [url, not room]}\n      - {text: b, when: [url, room]}\n", "column(text 'a')"},
	{"when a time", "      - {text: a, when: not start}\n      - {text: b, when: end}\n", "column(text 'a')"},
	{"when a parameter", "      - {text: a, when: sponsor}\n      - {text: b, when: empty}\n", "column(text 'a')"},
	{"when yes or no", "      - {text: a, when: shown}\n      - {text: b, when: hidden}\n      - {text: c, when: not hidden}\n",
		"column(text 'a', text 'c')"},
	{"when speakers", "      - {text: a, when: speakers}\n      - {text: b, when: keywords}\n      - {text: c, when: logos}\n",
		"column(text 'a', text 'b')"},
};

static void test_table(gconstpointer data)
{
	size_t i = GPOINTER_TO_SIZE(data);
	struct bill_diags *diags = bill_diags_new();
	g_autofree char *content = filled(table[i].elements, EVENT, "a4", diags);
	g_assert_cmpstr(content, ==, table[i].content);
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
	bill_diags_free(diags);
}

static void test_pages(void)
{
	static const char *const pages[][2] = {
		{"a4", "column(text 'tall', text 'print')"},
		{"a4-landscape", "column(text 'wide', text 'print')"},
		{"a5", "column(text 'tall', text 'print', text 'small')"},
		{"a6-landscape", "column(text 'wide', text 'print', text 'small')"},
		{"5x5in", "column(text 'square', text 'print', text 'small')"},
		{"100x112mm", "column(text 'square', text 'print', text 'small')"},
		{"1080p", "column(text 'wide', text 'screen')"},
		{"1080x1080", "column(text 'square', text 'screen')"},
		{"1080x1920", "column(text 'tall', text 'screen')"},
		{"320x320", "column(text 'square', text 'screen')"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autofree char *content = filled(
			"      - {text: wide, when: wide}\n      - {text: tall, when: tall}\n      - {text: square, when: square}\n"
			"      - {text: screen, when: screen}\n      - {text: print, when: print}\n      - {text: small, when: small}\n",
			EVENT, pages[i][0], NULL);
		g_assert_cmpstr(content, ==, pages[i][1]);
	}
}

/* Letters of abstract and biographies together; wide ones count twice. */
static void test_brief(void)
{
	static const struct {
		const char *letter;
		int abstract, bio;
		const char *shown;
	} rows[] = {
		{"x", 0, 0, "[brief]"},
		{"x", 320, 0, "[brief]"},
		{"x", 321, 0, "[long]"},
		{"x", 160, 161, "[long]"},
		{"字", 160, 0, "[brief]"},
		{"字", 161, 0, "[long]"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) event = g_string_new("title: t\n");
		const int counts[] = {rows[i].abstract, rows[i].bio};
		for (size_t k = 0; k < 2; k++) {
			if (counts[k] == 0)
				continue;
			g_string_append(event, k == 0 ? "abstract: " : "speakers:\n  - name: Ada\n    bio: ");
			for (int n = 0; n < counts[k]; n++)
				g_string_append(event, rows[i].letter);
			g_string_append_c(event, '\n');
		}
		g_autofree char *content =
			filled("      - {text: '[brief]', when: brief}\n      - {text: '[long]', when: not brief}\n", event->str, "a4", NULL);
		g_autofree char *wanted = g_strdup_printf("column(text '%s')", rows[i].shown);
		g_assert_cmpstr(content, ==, wanted);
	}
}

/* Only addresses that a reader may be led to. */
static void test_links(void)
{
	static const char *const links[][2] = {
		{"https://example.org/a", "https://example.org/a"},
		{"HTTP://example.org", "HTTP://example.org"},
		{"mailto:desk@example.org", "mailto:desk@example.org"},
		{"example.org/a", "https://example.org/a"},
		{"talks/12.pdf", NULL},
		{"javascript:alert(1)", NULL},
		{"file:///etc/passwd", NULL},
		{"see the notice board", NULL},
		{"tbd", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
		g_autofree char *event = g_strdup_printf("title: t\nurl: '%s'\n", links[i][0]);
		g_autofree char *content = filled("      - text: '{{url}}'\n", event, "a4", NULL);
		const char *arrow = strstr(content, " -> ");
		g_autofree char *link = arrow ? g_strndup(arrow + 4, strlen(arrow + 4) - 1) : NULL;
		g_assert_cmpstr(link, ==, links[i][1]);
	}
}

static void expect_error(const char *elements, const char *event, const char *code)
{
	struct bill_diags *diags = bill_diags_new();
	g_autofree char *content = filled(elements, event, "a4", diags);
	g_assert_cmpstr(content, ==, "");
	g_assert_cmpuint(bill_diags_count(diags, BILL_ERROR), ==, 1);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, code);
	bill_diags_free(diags);
}

static void test_nothing(void)
{
	expect_error("      - text: '{{room}}'\n      - rule: horizontal\n", EVENT, "fill/nothing");
}

/* Lists inside lists multiply, and so do long texts: a hostile event must not fill the memory. */
static void test_too_much(void)
{
	g_autoptr(GString) crowd = g_string_new("title: t\nspeakers:\n");
	for (int i = 0; i < 150; i++)
		g_string_append_printf(crowd, "  - {name: n%d}\n", i);
	expect_error("      - column: [{column: [{text: '{{name}}', each: speakers}], each: speakers}]\n        each: speakers\n",
		crowd->str, "fill/too-much");
	g_autofree char *words = g_strnfill(200000, 'x');
	g_autofree char *event = g_strdup_printf("title: t\nabstract: %s\n", words);
	expect_error("      - {text: '{{abstract}}', repeat: 500}\n", event, "fill/too-much");
}

/* Arrangements: the first that holds; none is an error. */
static void test_arrangements(void)
{
	struct bill_design *design = made_design("styles: {body: {}}\narrangements:\n  - {when: wide, text: w}\n  - {when: [screen, "
											 "url], text: s}\n  - {when: print, text: p}\n");
	struct bill_event *event = made_event(EVENT);
	static const char *const sizes[][2] = {{"1080p", "w"}, {"1080x1920", "s"}, {"a4", "p"}, {"a4-landscape", "w"}};
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct bill_arena *arena = bill_arena_new();
		struct bill_sheet_size size;
		g_assert_true(bill_paper_parse(sizes[i][0], &size, NULL));
		g_assert_cmpstr(bill_fill(design, event, &size, arena, NULL)->text.s, ==, sizes[i][1]);
		bill_arena_free(arena);
	}
	bill_design_free(design);
	design = made_design("styles: {body: {}}\narrangements:\n  - {when: wide, text: w}\n");
	struct bill_arena *arena = bill_arena_new();
	struct bill_diags *diags = bill_diags_new();
	struct bill_sheet_size size;
	g_assert_true(bill_paper_parse("a4", &size, NULL));
	g_assert_null(bill_fill(design, event, &size, arena, diags));
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "fill/no-arrangement");
	bill_diags_free(diags);
	bill_arena_free(arena);
	bill_design_free(design);
	bill_event_free(event);
}

/* A complaint made later can name the line of the event. */
static void test_places(void)
{
	struct bill_design *design = made_design("styles: {body: {}}\narrangements:\n  - {text: '{{room ? url}}'}\n");
	struct bill_event *event = made_event("title: t\n\nurl: https://example.org\n");
	struct bill_arena *arena = bill_arena_new();
	struct bill_sheet_size size;
	g_assert_true(bill_paper_parse("a4", &size, NULL));
	struct bill_content *content = bill_fill(design, event, &size, arena, NULL);
	g_assert_cmpstr(content->field, ==, "url");
	g_assert_cmpint(content->field_at.line, ==, 3);
	bill_arena_free(arena);
	bill_event_free(event);
	bill_design_free(design);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *name = g_strdup_printf("/fill/content/%s", table[i].name);
		g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_table);
	}
	g_test_add_func("/fill/content/pages", test_pages);
	g_test_add_func("/fill/content/links", test_links);
	g_test_add_func("/fill/content/brief", test_brief);
	g_test_add_func("/fill/content/nothing", test_nothing);
	g_test_add_func("/fill/content/too-much", test_too_much);
	g_test_add_func("/fill/content/arrangements", test_arrangements);
	g_test_add_func("/fill/content/places", test_places);
	return g_test_run();
}
