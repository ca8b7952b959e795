/* What the files of figure/ share of an opened picture. */
#ifndef BILL_FIGURE_OPEN_H
#define BILL_FIGURE_OPEN_H

#include <cairo.h>

#include "figure/apart.h"
#include "figure/figure.h"
#include "figure/header.h"
#include "figure/libraries.h"

struct bill_figure {
	char *place, *key, *name; /* where it was looked for; there at a size; as it was written */
	GBytes *bytes; /* the file */
	struct bill_header header;
	struct bill_size size;     /* upright */
	cairo_surface_t *image;    /* as stored, perhaps smaller than the file's; NULL: an SVG */
	cairo_surface_t *original; /* the same pixels with the file's JPEG bytes attached; NULL: there are none that PDF could take */
	GBytes *pixels;            /* of image and original */
	RsvgHandle *vector;
	GPtrArray *pictures; /* struct bill_picture, owned */
	bool failed;         /* and told already */
};

/* ---- album.c ---- */

/* What came of decoding a picture. */
struct bill_decoded {
	enum bill_apart how;
	char why[160]; /* not done: the end of a sentence, or "" */
};

/* Takes what came of the same bytes at the same size, a picture or a failure: a hostile file costs its time once. False: there is
 * no such thing. */
bool bill_album_take(struct bill_album *album, struct bill_size most, struct bill_figure *figure, struct bill_decoded *decoded);
void bill_album_put(
	struct bill_album *album, struct bill_size most, const struct bill_figure *figure, const struct bill_decoded *decoded);

/* ---- raster.c, vector.c ---- */

/* Both decode into figure->image or figure->vector, and tell what went wrong in *why (a whole sentence's end), and in *how. */
enum bill_apart bill_raster_decode(struct bill_figure *figure, struct bill_size most, char why[160]);
enum bill_apart bill_vector_open(struct bill_figure *figure, struct bill_size most, char why[160]);

/* An SVG that is painted in single colours only: no picture, gradient, pattern, mask or filter in it, and no words, whose glyphs
 * could have colours. */
bool bill_vector_is_plain(GBytes *bytes);

/* From the stored pixels' space (header.width × header.height) to the upright one: EXIF 2.32, tag 0x0112. */
cairo_matrix_t bill_orientation_matrix(int orientation, double stored_width, double stored_height);

#endif
