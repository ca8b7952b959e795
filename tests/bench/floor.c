/* The floor: the words of a poster drawn by bare Cairo and Pango, with nothing to decide. `floor BLOCKS COUNT FORMAT FOLDER [WxH]`
 * writes COUNT equal files, a PNG of W by H pixels, as wide as the page; BLOCKS holds one paragraph a line: x, y, width, size, family, weight and text between tabs. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 612
#define HEIGHT 792
#define DPI 150.0 /* what handbill does unless told otherwise */

static int pixels[2] = {(int)(WIDTH * DPI / 72), (int)(HEIGHT * DPI / 72)}; /* of a PNG */

struct block {
	double x, y, width, size;
	const char *family, *text;
	int weight;
};

static bool read_block(char *line, struct block *block)
{
	char *cells[7], *rest = line;
	for (int i = 0; i < 7; i++)
		if (!(cells[i] = strsep(&rest, "\t")))
			return false;
	*block = (struct block){g_ascii_strtod(cells[0], NULL), g_ascii_strtod(cells[1], NULL), g_ascii_strtod(cells[2], NULL),
		g_ascii_strtod(cells[3], NULL), cells[4], cells[6], atoi(cells[5])};
	return true;
}

static GArray *read_blocks(char *text)
{
	GArray *blocks = g_array_new(FALSE, FALSE, sizeof(struct block));
	for (char *line; (line = strsep(&text, "\n"));) {
		struct block block;
		if (*line && *line != '#' && read_block(line, &block))
			g_array_append_val(blocks, block);
	}
	return blocks;
}

static void draw_block(const struct block *block, cairo_t *cr)
{
	PangoLayout *layout = pango_cairo_create_layout(cr);
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family_static(font, block->family);
	pango_font_description_set_weight(font, (PangoWeight)block->weight);
	pango_font_description_set_absolute_size(font, block->size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_width(layout, (int)(block->width * PANGO_SCALE));
	pango_layout_set_text(layout, block->text, -1);
	cairo_move_to(cr, block->x, block->y);
	pango_cairo_show_layout(cr, layout);
	pango_font_description_free(font);
	g_object_unref(layout);
}

static void draw(const GArray *blocks, cairo_t *cr)
{
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_set_source_rgb(cr, 0.7, 0.125, 0.165);
	cairo_rectangle(cr, 0, 0, WIDTH, 36);
	cairo_fill(cr);
	cairo_set_source_rgb(cr, 0.1, 0.1, 0.1);
	for (guint i = 0; i < blocks->len; i++)
		draw_block(&g_array_index(blocks, struct block, i), cr);
}

static cairo_surface_t *surface_for(const char *format, const char *path)
{
	if (strcmp(format, "pdf") == 0)
		return cairo_pdf_surface_create(path, WIDTH, HEIGHT);
	if (strcmp(format, "svg") == 0)
		return cairo_svg_surface_create(path, WIDTH, HEIGHT);
	return cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels[0], pixels[1]);
}

static bool make(const GArray *blocks, const char *format, const char *path)
{
	cairo_surface_t *surface = surface_for(format, path);
	cairo_t *cr = cairo_create(surface);
	bool png = strcmp(format, "png") == 0;
	if (png)
		cairo_scale(cr, pixels[0] / (double)WIDTH, pixels[0] / (double)WIDTH);
	draw(blocks, cr);
	cairo_show_page(cr);
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	if (!status && png)
		status = cairo_surface_write_to_png(surface, path);
	cairo_surface_finish(surface);
	status = status ? status : cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status)
		fprintf(stderr, "floor: %s: %s\n", path, cairo_status_to_string(status));
	return status == CAIRO_STATUS_SUCCESS;
}

int main(int argc, char **argv)
{
	char *text;
	if (argc < 5 || argc > 6 || !g_file_get_contents(argv[1], &text, NULL, NULL) ||
		(argc == 6 && sscanf(argv[5], "%dx%d", &pixels[0], &pixels[1]) != 2)) {
		fputs("usage: floor BLOCKS COUNT pdf|png|svg FOLDER [WxH]\n", stderr);
		return 2;
	}
	GArray *blocks = read_blocks(text);
	for (int i = 1; i <= atoi(argv[2]); i++) {
		g_autofree char *path = g_strdup_printf("%s/floor-%d.%s", argv[4], i, argv[3]);
		if (!make(blocks, argv[3], path))
			return 1;
	}
	return 0;
}
