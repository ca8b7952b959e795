/* The brand of a run: the one asked for, or the one of this folder. */
#include "tool/tool.h"

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
