/* Brands: what a file gives, what a layout takes of it, and what is said of one mistake: bad-brands/x.yaml and x.diag. */
#include <glib/gstdio.h>
#include <string.h>

#include "bad.h"
#include "design/design.h"

static struct bill_brand *brand_of(const char *text, struct bill_diags *diags)
{
	g_autofree char *folder = g_dir_make_tmp("brand-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "ours.yaml", NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	struct bill_brand *brand = bill_brand_open(path, diags);
	g_remove(path);
	g_rmdir(folder);
	return brand;
}

static const char *const folders[] = {SOURCE_ROOT "/layouts", NULL};

static const char *value_of(const struct bill_design *design, const char *name)
{
	for (size_t i = 0; i < design->n_parameters; i++) {
		if (strcmp(design->parameters[i].name, name) == 0)
			return design->parameters[i].value;
	}
	return NULL;
}

/* The design as the brand makes it, which does not outlive the call. */
static struct bill_design *branded(const char *text, const char *key, const char *value, struct bill_diags *diags)
{
	struct bill_brand *brand = brand_of(text, diags);
	g_assert_nonnull(brand);
	struct bill_setting setting = {.key = key, .value = value};
	struct bill_design *design = bill_design_open_branded("seminar", folders, brand, &setting, key != NULL, diags);
	bill_brand_free(brand);
	return design;
}

static void test_values(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = branded("colors: {accent: navy}\nlogo: crest.svg\nsponsors: [Elm, elm.svg, Oak, OAK.PNG]\n"
										 "set: {about: Who, nothing: 5, headline: {about: Other}, seminar: {muted: red}}\n",
		NULL, NULL, diags);
	g_assert_nonnull(design);
	g_assert_cmpuint(bill_diags_length(diags), ==, 0); /* what the layout does not have makes no noise */
	g_assert_cmpstr(value_of(design, "accent"), ==, "navy");
	g_assert_cmpstr(value_of(design, "logo"), ==, "crest.svg");
	g_assert_cmpstr(value_of(design, "sponsor"), ==, "Elm · Oak");
	g_assert_cmpstr(value_of(design, "about"), ==, "Who");
	g_assert_cmpstr(value_of(design, "muted"), ==, "red");
	g_assert_cmpuint(design->n_logos, ==, 2);
	g_assert_cmpstr(design->logos[1].text, ==, "OAK.PNG");
	g_assert_true(g_str_has_suffix(design->logos[1].at.src->name, "/ours.yaml"));
	bill_design_free(design);
	bill_diags_free(diags);
}

static void test_command_line_wins(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = branded("colors: {accent: navy}\n", "accent", "teal", diags);
	g_assert_cmpstr(value_of(design, "accent"), ==, "teal");
	bill_design_free(design);
	bill_diags_free(diags);
}

/* A layout named by the brand must have what is set for it; the place is the brand's. */
static void test_named_layout(void)
{
	struct bill_diags *diags = bill_diags_new();
	g_assert_null(branded("set: {seminar: {abot: Who}}\n", NULL, NULL, diags));
	g_assert_cmpuint(bill_diags_length(diags), ==, 1);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "design/brand-parameter");
	g_assert_cmpint(bill_diags_at(diags, 0)->line, ==, 1);
	g_assert_cmpint(bill_diags_at(diags, 0)->column, ==, 23);
	bill_diags_free(diags);
}

static void test_lists(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_brand *brand =
		brand_of("layout: ours/poster.yaml\nsizes: a4\nformats: [pdf, png]\nfonts: {text: Inter}\n", diags);
	g_assert_nonnull(brand);
	g_assert_true(g_str_has_suffix(bill_brand_layout(brand), "/ours/poster.yaml"));
	g_assert_true(g_str_has_prefix(bill_brand_layout(brand), brand->folder));
	g_assert_cmpstr(bill_brand_sizes(brand)[0], ==, "a4");
	g_assert_null(bill_brand_sizes(brand)[1]);
	g_assert_cmpstr(bill_brand_formats(brand)[1], ==, "png");
	g_assert_cmpuint(brand->n_families, ==, 1);
	g_assert_cmpstr(brand->families[0].role, ==, "text");
	bill_brand_free(brand);
	bill_diags_free(diags);
}

/* Headings whose entries are commented out. */
static void test_empty(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_brand *brand = brand_of("colors:\nfonts:\nlogo:\nsponsors:\nlayout:\nsizes:\nformats:\nset:\n", diags);
	g_assert_nonnull(brand);
	g_assert_cmpuint(brand->n_settings, ==, 0);
	g_assert_null(bill_brand_layout(brand));
	bill_brand_free(brand);
	bill_diags_free(diags);
}

static void test_bad(gconstpointer path)
{
	struct bill_diags *diags = bill_diags_new();
	g_assert_null(bill_brand_open(path, diags));
	bad_check(path, diags);
	bill_diags_free(diags);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	g_test_add_func("/design/brand/values", test_values);
	g_test_add_func("/design/brand/command-line-wins", test_command_line_wins);
	g_test_add_func("/design/brand/named-layout", test_named_layout);
	g_test_add_func("/design/brand/lists", test_lists);
	g_test_add_func("/design/brand/empty", test_empty);
	bad_add("bad-brands", test_bad);
	return g_test_run();
}
