/* docs/layouts.md and docs/brands.md name every key where it belongs, with its default and help, every filter and every page size. */
#include <stdio.h>

#include "design/keys.h"
#include "design/parse.h"
#include "../manual.h"
#include "../tell.h"

static char *manual, *brands;

#define OF_BRANDS (BILL_IN_BRAND | BILL_IN_PALETTE | BILL_IN_FAMILIES)

static const char *heading_of(const struct bill_key *key)
{
	switch (key->scope) {
	case BILL_IN_LAYOUT:
	case BILL_IN_BRAND:
		return "## The file";
	case BILL_IN_PALETTE:
		return "### Colours";
	case BILL_IN_FAMILIES:
		return "### Fonts";
	case BILL_IN_PAGE:
		return "## Page";
	case BILL_IN_PARAMETER:
		return "## Parameters";
	case BILL_IN_STYLE:
		return "## Styles";
	case BILL_IN_KIND:
		return "## Elements";
	case BILL_IN_ELEMENTS:
		return "### Keys of every element";
	default:
		return "### Keys of some elements";
	}
}

static void check_words(const struct bill_key *key, const char *row)
{
	g_auto(GStrv) words = g_strsplit(key->type == BILL_KEY_WORD || key->type == BILL_KEY_NAME ? key->values : "", " ", -1);
	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *quoted = g_strdup_printf("`%s`", words[i]);
		g_assert_nonnull(strstr(row, quoted));
	}
}

static void test_keys(void)
{
	for (size_t i = 0; i < bill_n_keys; i++) {
		const struct bill_key *key = &bill_keys[i];
		g_autofree char *text = manual_section((key->scope & OF_BRANDS) != 0 ? brands : manual, heading_of(key));
		g_autofree char *row = manual_row(text, key->name);
		tell("%s under %s", key->name, heading_of(key));
		g_assert_nonnull(row);
		g_autofree char *end = key->default_[0] != '\0' ? g_strdup_printf(" | `%s` | %s |", key->default_, key->help)
														: g_strdup_printf(" |  | %s |", key->help);
		g_assert_cmpstr(row + MAX(strlen(row), strlen(end)) - strlen(end), ==, end);
		check_words(key, row);
		for (unsigned kind = 0; key->scope < BILL_IN_ELEMENTS && kind < BILL_KINDS; kind++) {
			if ((key->scope & 1u << kind) != 0)
				g_assert_nonnull(strstr(row, bill_scope_name(1u << kind)));
		}
	}
}

static size_t count_rows(const char *page, const char *heading)
{
	g_autofree char *text = manual_section(page, heading);
	g_autoptr(GPtrArray) names = manual_names(text);
	return names->len;
}

/* And no row for a key that there is not. */
static void test_no_more(void)
{
	static const char *const headings[] = {"## The file", "## Page", "## Parameters", "## Styles", "## Elements",
		"### Keys of every element", "### Keys of some elements"};
	static const char *const of_brands[] = {"## The file", "### Colours", "### Fonts"};
	size_t rows = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
		rows += count_rows(manual, headings[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(of_brands); i++)
		rows += count_rows(brands, of_brands[i]);
	g_assert_cmpuint(rows, ==, bill_n_keys);
}

static void test_filters(void)
{
	g_autofree char *text = manual_section(manual, "### Filters");
	size_t count = 0;
	for (const char *name; (name = bill_template_filter(count)) != NULL; count++) {
		g_autofree char *row = manual_row(text, name);
		tell("%s", name);
		g_assert_nonnull(row);
	}
	g_assert_cmpuint(count_rows(manual, "### Filters"), ==, count);
}

static void test_sizes(void)
{
	g_autofree char *text = manual_section(manual, "## Sizes");
	for (size_t i = 0; bill_paper_name(i) != NULL; i++) {
		g_autofree char *quoted = g_strdup_printf("`%s`", bill_paper_name(i));
		tell("%s", quoted);
		g_assert_nonnull(strstr(text, quoted));
	}
}

/* The example in the manual is a layout. */
static void test_example(void)
{
	static const char *const folders[] = {SOURCE_ROOT "/layouts", NULL};
	g_autofree char *text = manual_section(manual, "## A first layout");
	const char *start = strstr(text, "```yaml\n");
	g_assert_nonnull(start);
	start += strlen("```yaml\n");
	g_autofree char *layout = g_strndup(start, (gsize)(strstr(start, "\n```") + 1 - start));
	g_autofree char *folder = g_dir_make_tmp("manual-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "mine.yaml", NULL);
	g_assert_true(g_file_set_contents(path, layout, -1, NULL));
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = bill_design_open(path, folders, NULL, 0, diags);
	bill_diags_print(diags, stderr, BILL_NOTE, false);
	g_assert_nonnull(design);
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
	bill_design_free(design);
	bill_diags_free(diags);
	remove(path);
	remove(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_true(g_file_get_contents(SOURCE_ROOT "/docs/layouts.md", &manual, NULL, NULL));
	g_assert_true(g_file_get_contents(SOURCE_ROOT "/docs/brands.md", &brands, NULL, NULL));
	g_test_add_func("/design/manual/keys", test_keys);
	g_test_add_func("/design/manual/no-more", test_no_more);
	g_test_add_func("/design/manual/filters", test_filters);
	g_test_add_func("/design/manual/sizes", test_sizes);
	g_test_add_func("/design/manual/example", test_example);
	int result = g_test_run();
	g_free(manual);
	g_free(brands);
	return result;
}
