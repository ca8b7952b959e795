/* The floor: the words of a poster drawn by bare Cairo and Pango, with nothing to decide. `floor BLOCKS COUNT FORMAT FOLDER
 * [WxH]` writes COUNT equal files, a PNG of W by H pixels, as wide as the page; BLOCKS holds one paragraph a line: x, y, width,
 * size, family, weight and text between tabs. For a page that is known to the last line: "rect" x, y, width, height, colour;
 * "lines" x, first baseline, from baseline to baseline, size, family, weight, colour and text, its lines parted by U+2028; "page"
 * width, height. */
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

static double page[2] = {WIDTH, HEIGHT};
static int pixels[2] = {(int)(WIDTH * DPI / 72), (int)(HEIGHT *DPI / 72)}; /* of a PNG */

struct block {
	enum { PARAGRAPH, LINES, RECTANGLE } kind;
	double x, y, width, size; /* of LINES, y is the first baseline; of a RECTANGLE, size is its height */
	double pitch;
	const char *family, *text;
	int weight;
	unsigned color;
};

#define MOST_CELLS 9
#define INK 0x1a1a1au

static unsigned color_of(const char *cell)
{
	return (unsigned)strtoul(cell + 1, NULL, 16);
}

static bool read_block(char *line, struct block *block)
{
	char *cells[MOST_CELLS], *rest = line;
	double numbers[MOST_CELLS];
	int n = 0;
	for (; n < MOST_CELLS && (cells[n] = strsep(&rest, "\t")); n++)
		numbers[n] = g_ascii_strtod(cells[n], NULL);
	if (n == 3 && strcmp(cells[0], "page") == 0) {
		page[0] = numbers[1];
		page[1] = numbers[2];
	} else if (n == 6 && strcmp(cells[0], "rect") == 0) {
		*block = (struct block){RECTANGLE, numbers[1], numbers[2], numbers[3], numbers[4], .color = color_of(cells[5])};
		return true;
	} else if (n == 9 && strcmp(cells[0], "lines") == 0) {
		*block = (struct block){LINES, numbers[1], numbers[2], .pitch = numbers[3], .size = numbers[4], .family = cells[5],
			.weight = (int)numbers[6], .color = color_of(cells[7]), .text = cells[8]};
		return true;
	} else if (n == 7) {
		*block = (struct block){PARAGRAPH, numbers[0], numbers[1], numbers[2], numbers[3], .family = cells[4],
			.weight = (int)numbers[5], .color = INK, .text = cells[6]};
		return true;
	}
	return false;
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

static void draw_text(const struct block *block, cairo_t *cr)
{
	PangoLayout *layout = pango_cairo_create_layout(cr);
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family_static(font, block->family);
	pango_font_description_set_weight(font, (PangoWeight)block->weight);
	pango_font_description_set_absolute_size(font, block->size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_text(layout, block->text, -1);
	double y = block->y;
	if (block->kind == LINES) {
		PangoAttrList *attributes = pango_attr_list_new();
		pango_attr_list_insert(attributes, pango_attr_line_height_new_absolute((int)(block->pitch * PANGO_SCALE)));
		pango_layout_set_attributes(layout, attributes);
		pango_attr_list_unref(attributes);
		y -= pango_layout_get_baseline(layout) / (double)PANGO_SCALE;
	} else
		pango_layout_set_width(layout, (int)(block->width * PANGO_SCALE));
	cairo_move_to(cr, block->x, y);
	pango_cairo_show_layout(cr, layout);
	pango_font_description_free(font);
	g_object_unref(layout);
}

static void draw_block(const struct block *block, cairo_t *cr)
{
	unsigned color = block->color;
	cairo_set_source_rgb(cr, (color >> 16) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
	if (block->kind == RECTANGLE) {
		cairo_rectangle(cr, block->x, block->y, block->width, block->size);
		cairo_fill(cr);
	} else
		draw_text(block, cr);
}

static void draw(const GArray *blocks, cairo_t *cr)
{
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	for (guint i = 0; i < blocks->len; i++)
		draw_block(&g_array_index(blocks, struct block, i), cr);
}

static cairo_surface_t *surface_for(const char *format, const char *path)
{
	if (strcmp(format, "pdf") == 0)
		return cairo_pdf_surface_create(path, page[0], page[1]);
	if (strcmp(format, "svg") == 0)
		return cairo_svg_surface_create(path, page[0], page[1]);
	return cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels[0], pixels[1]);
}

static bool make(const GArray *blocks, const char *format, const char *path)
{
	cairo_surface_t *surface = surface_for(format, path);
	cairo_t *cr = cairo_create(surface);
	bool png = strcmp(format, "png") == 0;
	if (png)
		cairo_scale(cr, pixels[0] / page[0], pixels[0] / page[0]);
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
