/* A picture's pixels made into the rows of a PNG: in the fewest bytes that hold its colours, filtered where that helps, deflated.
 */
#ifndef BILL_SURFACE_PIXELS_H
#define BILL_SURFACE_PIXELS_H

#include <cairo.h>
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* PNG (ISO/IEC 15948), 11.2.2. */
enum bill_png_color { BILL_PNG_GRAY = 0, BILL_PNG_RGB = 2, BILL_PNG_INDEXED = 3, BILL_PNG_RGBA = 6 };

struct bill_pixels {
	enum bill_png_color color;
	guint8 palette[256 * 3];
	int n_colors;  /* of the palette */
	guint8 *bytes; /* rows of `row` bytes: one for the filter, then pixels of `unit` bytes */
	size_t count, unit, row;
	bool photo;  /* many of its rows have parts that hold a colour of their own for each pixel */
	guint8 *own; /* the bytes, when they are not the surface's memory */
};

/* Uses the surface's memory for its rows: the picture is gone, and the surface must outlive the pixels. */
void bill_pixels_init(struct bill_pixels *pixels, cairo_surface_t *surface);
/* Appends them as the bytes of an IDAT. */
void bill_pixels_deflate(const struct bill_pixels *pixels, GByteArray *out);
void bill_pixels_finish(struct bill_pixels *pixels);

#endif
