/* What the options ask for, opened: events to choose, paper, press, and the brand of this folder. */
#include "tool/tool.h"

/* ---- events, paper, fonts ---- */

struct bill_selection *bill_options_selection(const struct bill_options *options, struct bill_diags *diags)
{
	struct bill_selection *selection = bill_selection_new();
	bool good = true;
	for (unsigned i = 0; i + 1 < options->wishes->len; i += 2)
		good = bill_selection_set(selection, options->wishes->pdata[i], options->wishes->pdata[i + 1], diags) && good;
	if (!good)
		g_clear_pointer(&selection, bill_selection_free);
	return selection;
}

struct bill_printing *bill_options_printing(const struct bill_options *options, struct bill_diags *diags)
{
	struct bill_printing *printing = bill_printing_new();
	bool good = true;
	for (unsigned i = 0; i + 1 < options->papers->len; i += 2)
		good = bill_printing_set(printing, options->papers->pdata[i], options->papers->pdata[i + 1], diags) && good;
	if (options->contact_sheet)
		bill_printing_set(printing, "contact-sheet", "", diags);
	if (!good || !bill_printing_check(printing, diags))
		g_clear_pointer(&printing, bill_printing_free);
	return printing;
}

bool bill_options_check_sizes(const struct bill_options *options, struct bill_diags *diags)
{
	for (unsigned i = 0; i < options->sizes->len; i++) {
		if (!bill_size_check(options->sizes->pdata[i], diags))
			return false;
	}
	return true;
}

struct bill_press *bill_options_press(
	const struct bill_options *options, const struct bill_brand *brand, struct bill_diags *diags)
{
	struct bill_press *press = bill_press_new(NULL, bill_options_texts(options->font_paths), diags);
	if (!press)
		return NULL;
	bill_press_set_root(press, options->root);
	if (bill_press_set_brand(press, brand, diags))
		return press;
	bill_press_free(press);
	return NULL;
}

/* ---- the brand ---- */

#define OWN "handbill.yaml"

static const char *path_of(const struct bill_options *options, struct bill_diags *diags)
{
	if (options->brand)
		return options->brand;
	if (options->no_brand || !g_file_test(OWN, G_FILE_TEST_IS_REGULAR))
		return NULL;
	bill_note(diags, (struct bill_at){0}, "task/brand", "the brand of this folder, " OWN ", is used");
	return OWN;
}

/* Standard output takes one poster. */
static void add_all(struct bill_options *options, GPtrArray *list, const char *const *texts)
{
	bool one = g_strcmp0(options->output, "-") == 0;
	for (size_t i = 0; texts[i] && (i == 0 || !one); i++)
		g_ptr_array_add(list, g_strdup(texts[i]));
}

bool bill_options_brand(struct bill_options *options, struct bill_brand **brand, struct bill_diags *diags)
{
	const char *path = path_of(options, diags);
	*brand = path ? bill_brand_open(path, diags) : NULL;
	if (path && !*brand && !options->brand)
		bill_diags_hint(diags, "the brand of posters made in this folder is " OWN "; --no-brand passes it over");
	if (*brand && !options->layout)
		options->layout = bill_brand_layout(*brand);
	if (*brand && options->formats->len == 0)
		add_all(options, options->formats, bill_brand_formats(*brand));
	if (!options->layout)
		options->layout = "seminar";
	return *brand || !path;
}

void bill_options_brand_sizes(struct bill_options *options, const struct bill_brand *brand)
{
	if (brand && options->sizes->len == 0)
		add_all(options, options->sizes, bill_brand_sizes(brand));
}
