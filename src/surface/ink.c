/* What a page means for the printer: how much ink it takes. */
#include "surface/sheet.h"

#include <math.h>
#include <string.h>

#define INK_DPI 18.0 /* a letter is a grey spot there; finer gives the same share within a hundredth */

/* The strongest of cyan, magenta and yellow; of black and greys, their darkness. */
static double darkness(cairo_surface_t *surface, int width, int height)
{
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	const unsigned char *data = cairo_image_surface_get_data(surface);
	double sum = 0;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			uint32_t pixel;
			memcpy(&pixel, data + stride * (size_t)y + (size_t)x * 4, 4);
			sum += 255 - MIN(pixel >> 16 & 255, MIN(pixel >> 8 & 255, pixel & 255));
		}
	return sum / 255 / width / height;
}

double bill_sheets_ink(const struct bill_sheets *sheets)
{
	double scale = INK_DPI / 72;
	int width = (int)fmax(1, round(sheets->trim.width * scale)), height = (int)fmax(1, round(sheets->trim.height * scale));
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	cairo_translate(cr, -sheets->trim.x, -sheets->trim.y);
	bill_sheet_draw(sheets, 0, cr, false);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	double share = cairo_surface_status(surface) ? 0 : darkness(surface, width, height);
	cairo_surface_destroy(surface);
	return share;
}
