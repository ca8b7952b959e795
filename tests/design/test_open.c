/* Layouts opened: extended, parts placed, settings applied. */
#include <math.h>
#include <string.h>

#include "layout_text.h"

/* GLib 2.74's own macro for this makes clang warn of a conversion. */
#define assert_near(a, b, least) g_assert_cmpfloat(fabs((a) - (b)), <, least)

static const char *const folders[] = {"good", NULL};

static struct bill_design *open_set(
	const char *name, const struct bill_setting *settings, size_t n_settings, struct bill_diags *diags)
{
	struct bill_design *design = bill_design_open(name, folders, settings, n_settings, diags);
	if (design == NULL)
		bill_diags_print(diags, stderr, BILL_NOTE, false);
	return design;
}

static const struct bill_style *style(const struct bill_design *design, const char *name)
{
	for (size_t i = 0; i < design->n_styles; i++) {
		g_assert_cmpint(design->styles[i]->index, ==, (int)i);
		if (strcmp(design->styles[i]->name, name) == 0)
			return design->styles[i];
	}
	g_assert_not_reached();
}

static const struct bill_parameter *parameter(const struct bill_design *design, const char *name)
{
	for (size_t i = 0; i < design->n_parameters; i++) {
		if (strcmp(design->parameters[i].name, name) == 0)
			return &design->parameters[i];
	}
	g_assert_not_reached();
}

static void test_extended(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = open_set("seminar", NULL, 0, diags);
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
	g_assert_cmpstr(design->name, ==, "seminar");
	g_assert_cmpstr(design->description, ==, "Colour band, headline, abstract");
	g_assert_cmpuint(design->n_sources, ==, 2);
	g_assert_cmpstr(design->src->name, ==, "good/seminar.yaml");
	/* The page: margin from here, background from the base. */
	assert_near(design->page.margin.left.value, 34.0157, 0.001);
	assert_near(design->page.background.color.red, 250 / 255.0, 0.001);
	/* A parameter keeps the base's type and help under a new default. */
	g_assert_cmpstr(parameter(design, "accent")->value, ==, "#003366");
	g_assert_cmpstr(parameter(design, "accent")->help, ==, "The band");
	g_assert_cmpint(parameter(design, "accent")->type, ==, BILL_PARAMETER_COLOR);
	g_assert_null(parameter(design, "sponsor")->value);
	bill_design_free(design);
	bill_diags_free(diags);
}

static void test_styles(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = open_set("seminar", NULL, 0, diags);
	const struct bill_style *body = style(design, "body"), *heading = style(design, "heading");
	/* The body: size from here, the rest from the base's style of the same name; and what extends it follows. */
	g_assert_cmpfloat(body->size.max.value, ==, 10);
	g_assert_cmpfloat(body->leading.max, ==, 1.4);
	g_assert_true(body->hyphenate);
	g_assert_cmpfloat(heading->size.max.value, ==, 10);
	g_assert_true(heading->hyphenate);
	g_assert_true(heading->font.italic);
	g_assert_cmpstr(heading->extends, ==, "body");
	assert_near(heading->color.color.blue, 0x66 / 255.0, 0.001);
	/* Two steps of extending, and a tint between the new accent and the page's ground. */
	g_assert_cmpint(style(design, "tinted")->letter_case, ==, BILL_CASE_UPPER);
	assert_near(style(design, "tinted")->color.color.red, 0.5 * 250 / 255.0, 0.001);
	g_assert_cmpfloat(style(design, "inverse")->color.color.red, ==, 1);
	bill_design_free(design);
	bill_diags_free(diags);
}

static void test_tree(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = open_set("seminar", NULL, 0, diags);
	g_assert_cmpuint(design->n_arrangements, ==, 2);
	/* The first: its condition is the arrangement's, not the element's. */
	const struct bill_arrangement *wide = &design->arrangements[0];
	g_assert_cmpuint(wide->n_when, ==, 2);
	g_assert_cmpint(wide->when[0].kind, ==, BILL_IF_WIDE);
	g_assert_true(wide->when[1].negated);
	g_assert_cmpuint(wide->root->n_when, ==, 0);
	g_assert_cmpint(wide->root->kind, ==, BILL_ROW);
	/* A part of several elements with keys beside its `use` becomes a column that has them. */
	const struct bill_element *words = wide->root->children[1];
	g_assert_cmpint(words->kind, ==, BILL_COLUMN);
	g_assert_cmpuint(words->n_children, ==, 2);
	g_assert_cmpfloat(words->fill, ==, 2);
	g_assert_cmpstr(words->when[0].field, ==, "abstract");
	/* The second: band with a height over its own keys; the list as a column; words spliced; foot under both conditions. */
	const struct bill_element *root = design->arrangements[1].root;
	g_assert_cmpuint(root->n_children, ==, 5);
	g_assert_cmpint(root->children[0]->kind, ==, BILL_BOX);
	g_assert_cmpfloat(root->children[0]->height.value, ==, 20);
	g_assert_true(root->children[0]->bleed);
	g_assert_cmpint(root->children[1]->kind, ==, BILL_COLUMN);
	g_assert_cmpuint(root->children[1]->n_children, ==, 3);
	g_assert_cmpstr(root->children[2]->text.source, ==, "{{abstract}}");
	g_assert_cmpint(root->children[2]->columns.max, ==, 2);
	g_assert_cmpstr(root->children[3]->heading.source, ==, "About the speaker");
	g_assert_cmpuint(root->children[4]->n_when, ==, 2);
	g_assert_cmpstr(root->children[4]->when[0].field, ==, "url");
	g_assert_cmpint(root->children[4]->when[1].kind, ==, BILL_IF_SMALL);
	/* The band of the other arrangement is untouched by the height given here. */
	g_assert_cmpint(wide->root->children[0]->children[0]->height.unit, ==, BILL_UNIT_NONE);
	/* Places name the file an element was written in. */
	g_assert_cmpstr(root->children[2]->at.src->name, ==, "good/base.yaml");
	bill_design_free(design);
	bill_diags_free(diags);
}

#define SET(name, text) {.key = (name), .value = (text)}

static void test_settings(void)
{
	struct bill_diags *diags = bill_diags_new();
	const struct bill_setting settings[] = {
		SET("accent", "white"), SET("side", "1in"), SET("sponsor", "With thanks"), SET("hyphens", "no"), SET("accent", "yellow")};
	struct bill_design *design = open_set("seminar", settings, G_N_ELEMENTS(settings), diags);
	g_assert_cmpstr(parameter(design, "accent")->value, ==, "yellow");
	g_assert_cmpstr(parameter(design, "sponsor")->value, ==, "With thanks");
	g_assert_cmpfloat(style(design, "heading")->color.color.blue, ==, 0);
	g_assert_cmpfloat(style(design, "inverse")->color.color.red, ==, 0);
	g_assert_false(style(design, "body")->hyphenate);
	const struct bill_element *root = design->arrangements[1].root;
	g_assert_cmpfloat(root->children[4]->children[1]->width.value, ==, 72);
	bill_design_free(design);
	bill_diags_free(diags);
}

static const struct {
	const char *key, *value, *code, *says;
} bad_settings[] = {
	{"acent", "black", "design/unknown-parameter", "did you mean \"accent\"?"},
	{"zzz", "black", "design/unknown-parameter", "no parameter \"zzz\""},
	{"accent", "blakk", "design/wrong-setting", "--set accent=blakk"},
	{"accent", "on ink", "design/wrong-setting", "a colour"},
	{"side", "22", "design/wrong-setting", "a length"},
	{"side", "-2mm", "design/wrong-setting", "a length"},
	{"columns", "two", "design/wrong-setting", "a number"},
	{"columns", "nan", "design/wrong-setting", "a number"},
	{"hyphens", "maybe", "design/wrong-setting", "yes or no"},
	{"sponsor", "\xff", "design/wrong-setting", "UTF-8"},
};

static void test_bad_settings(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad_settings); i++) {
		struct bill_diags *diags = bill_diags_new();
		const struct bill_setting setting = SET(bad_settings[i].key, bad_settings[i].value);
		g_assert_null(bill_design_open("seminar", folders, &setting, 1, diags));
		g_assert_cmpuint(bill_diags_length(diags), ==, 1);
		g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, bad_settings[i].code);
		g_assert_nonnull(strstr(bill_diags_at(diags, 0)->text, bad_settings[i].says));
		bill_diags_free(diags);
	}
}

static void test_names(void)
{
	static const struct {
		const char *name, *code, *says;
	} bad[] = {
		{"semminar", "design/unknown-layout", "did you mean \"seminar\"?"},
		{"", "design/unknown-layout", "no layout"},
		{"..", "design/unknown-layout", "no layout"},
		{"good/missing.yaml", "src/missing", ""},
		{"good/", "src/folder", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct bill_diags *diags = bill_diags_new();
		g_assert_null(bill_design_open(bad[i].name, folders, NULL, 0, diags));
		g_assert_cmpuint(bill_diags_length(diags), ==, 1);
		g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, bad[i].code);
		g_assert_nonnull(strstr(bill_diags_at(diags, 0)->text, bad[i].says));
		bill_diags_free(diags);
	}
}

/* Opening says everything that is wrong at once, in the order of the file's sections. */
static void test_all_errors(void)
{
	struct bill_diags *diags = bill_diags_new();
	g_assert_null(open_text("pages: {}\n"
							"page: {margin: wide}\n"
							"styles:\n"
							"  body: {size: big, colour: black}\n"
							"arrangements:\n"
							"  - column:\n"
							"      - text: '{{a'\n"
							"        width: 3\n"
							"      - use: nothing\n"
							"      - rule\n",
		-1, diags));
	static const char *const codes[] = {"design/unknown-key", "design/wrong-value", "design/wrong-value", "design/unknown-key",
		"template/unclosed", "design/wrong-value", "design/unknown-part", "design/not-an-element"};
	g_assert_cmpuint(bill_diags_length(diags), ==, G_N_ELEMENTS(codes));
	for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
		g_assert_cmpstr(bill_diags_at(diags, i)->code, ==, codes[i]);
	bill_diags_free(diags);
}

static void test_unreachable(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = open_text("arrangements:\n  - text: a\n  - when: wide\n    text: b\n", -1, diags);
	g_assert_nonnull(design);
	g_assert_cmpuint(bill_diags_count(diags, BILL_WARNING), ==, 1);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "design/unreachable");
	g_assert_cmpint(bill_diags_at(diags, 0)->line, ==, 3);
	bill_design_free(design);
	bill_diags_free(diags);
}

/* The layouts that come with the program are opened without a word. */
static void test_ours(void)
{
	static const char *const ours[] = {SOURCE_ROOT "/layouts", NULL};
	g_autoptr(GDir) dir = g_dir_open(ours[0], 0, NULL);
	g_assert_nonnull(dir);
	for (const char *file; (file = g_dir_read_name(dir)) != NULL;) {
		if (!g_str_has_suffix(file, ".yaml"))
			continue;
		g_autofree char *name = g_strndup(file, strlen(file) - strlen(".yaml"));
		struct bill_diags *diags = bill_diags_new();
		struct bill_design *design = bill_design_open(name, ours, NULL, 0, diags);
		bill_diags_print(diags, stderr, BILL_NOTE, false);
		g_assert_nonnull(design);
		g_assert_cmpuint(bill_diags_length(diags), ==, 0);
		g_assert_nonnull(design->description);
		for (size_t i = 0; i < design->n_parameters; i++)
			g_assert_nonnull(design->parameters[i].help); /* promised to who lists them */
		bill_design_free(design);
		bill_diags_free(diags);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	g_test_add_func("/design/open/extended", test_extended);
	g_test_add_func("/design/open/styles", test_styles);
	g_test_add_func("/design/open/tree", test_tree);
	g_test_add_func("/design/open/settings", test_settings);
	g_test_add_func("/design/open/bad-settings", test_bad_settings);
	g_test_add_func("/design/open/names", test_names);
	g_test_add_func("/design/open/all-errors", test_all_errors);
	g_test_add_func("/design/open/unreachable", test_unreachable);
	g_test_add_func("/design/open/ours", test_ours);
	return g_test_run();
}
