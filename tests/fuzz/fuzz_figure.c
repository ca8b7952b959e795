/* What a picture's first bytes say, read by us; and now and then the whole picture, which is opened in a process of its own. */
#include "../../src/figure/header.h"
#include "figure/figure.h"
#include "fuzz.h"

#include <stdio.h>

static void open_whole(const uint8_t *data, size_t size)
{
	/* fuzz_file's is a link, which is never followed: a copy. */
	g_autofree char *folder = g_dir_make_tmp("fuzz-XXXXXX", NULL), *name = g_build_filename(folder, "events.yaml", NULL),
					*file = g_build_filename(folder, "picture", NULL);
	g_assert(g_file_set_contents(file, (const char *)data, (gssize)size, NULL));
	struct bill_src *src = bill_src_new(name, "", 0);
	struct bill_diags *diags = bill_diags_new();
	struct bill_figures *figures = bill_figures_new(NULL, NULL);
	struct bill_figure_wish wish = {.path = "picture", .at = {.src = src}, .width_px = 100, .height_px = 100};
	struct bill_figure *figure = bill_figure_open(figures, &wish, diags);
	g_assert(figure || bill_diags_length(diags) == 1);
	bill_figures_free(figures);
	bill_diags_free(diags);
	bill_src_unref(src);
	remove(file);
	remove(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of the very size, so that a byte too far is seen. */
	g_autofree uint8_t *copy = g_memdup2(data, size);
	struct bill_header header = bill_header_read(copy, size);
	g_assert(header.orientation >= 1 && header.orientation <= 8);
	g_assert(header.width >= 0 && header.height >= 0);
	if (size % 64 == 7)
		open_whole(data, size);
	struct bill_rect crop =
		bill_crop((struct bill_size){header.width + 1.0, header.height + 1.0}, 0.7, (struct bill_point){0.3, 0.9});
	g_assert(crop.x >= 0 && crop.y >= 0 && crop.width > 0 && crop.height > 0);
	return 0;
}
