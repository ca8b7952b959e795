/* Photos decoded by gdk-pixbuf, at the size they are shown. */
#include "figure/open.h"

#include <math.h>

#define HEAD 4096 /* of the shared memory: the answer; pixels come after it */

struct answer {
	int width, height;
	bool alpha;
	char why[160];
};

struct decoding {
	const uint8_t *bytes;
	size_t len;
	const char *type;
	int width, height; /* wanted */
	int stored_width, stored_height;
	struct answer *answer;
	bool wrong_size; /* the file holds another picture than its header said */
	bool at_once;    /* the library makes it smaller while it reads */
	int rows;        /* read so far, where it does not */
};

/* ---- in a process of its own ---- */

static void set_size(GdkPixbufLoader *loader, int width, int height, gpointer data)
{
	struct decoding *decoding = data;
	decoding->wrong_size = width != decoding->stored_width || height != decoding->stored_height;
	if (decoding->at_once)
		bill_pixbuf_library()->loader_set_size(loader, decoding->width, decoding->height);
}

/* A PNG that ends early is no error to gdk-pixbuf 2.42 (io-png.c), and its last rows would show what the memory held before. */
static void count_rows(GdkPixbufLoader *loader, int x, int y, int width, int height, gpointer data)
{
	struct decoding *decoding = data;
	decoding->rows = MAX(decoding->rows, y + height);
}

static unsigned premultiplied(unsigned value, unsigned alpha)
{
	return (value * alpha + 127) / 255;
}

/* gdk-pixbuf has bytes R G B (A), not premultiplied; cairo words of A R G B, premultiplied. */
static void convert_row(const uint8_t *from, uint32_t *to, int width, int channels)
{
	for (int x = 0; x < width; x++, from += channels) {
		unsigned alpha = channels == 4 ? from[3] : 255;
		to[x] = (uint32_t)alpha << 24 | premultiplied(from[0], alpha) << 16 | premultiplied(from[1], alpha) << 8 |
				premultiplied(from[2], alpha);
	}
}

static bool convert(struct decoding *decoding, GdkPixbuf *pixbuf)
{
	const struct bill_pixbuf_library *gdk = bill_pixbuf_library();
	int width = gdk->width(pixbuf), height = gdk->height(pixbuf), channels = gdk->channels(pixbuf);
	if (width != decoding->width || height != decoding->height || (channels != 3 && channels != 4))
		return false;
	const uint8_t *pixels = gdk->pixels(pixbuf);
	uint32_t *to = (uint32_t *)(void *)((char *)decoding->answer + HEAD);
	for (int y = 0; y < height; y++)
		convert_row(pixels + (size_t)y * (size_t)gdk->rowstride(pixbuf), to + (size_t)y * (size_t)width, width, channels);
	decoding->answer->alpha = gdk->has_alpha(pixbuf);
	return true;
}

static bool refuse(struct decoding *decoding, const GError *error)
{
	g_strlcpy(decoding->answer->why, error ? error->message : "its pixels cannot be read", sizeof decoding->answer->why);
	return false;
}

static bool decode_here(void *data)
{
	struct decoding *decoding = data;
	const struct bill_pixbuf_library *gdk = bill_pixbuf_library();
	GError *error = NULL;
	GdkPixbufLoader *loader = gdk->loader_new(decoding->type, &error);
	if (!loader)
		return refuse(decoding, error);
	g_signal_connect(loader, "size-prepared", G_CALLBACK(set_size), decoding);
	g_signal_connect(loader, "area-updated", G_CALLBACK(count_rows), decoding);
	for (size_t at = 0, n; at < decoding->len; at += n) {
		n = MIN(decoding->len - at, 64u << 10);
		if (!gdk->loader_write(loader, decoding->bytes + at, n, &error) || decoding->wrong_size)
			return refuse(decoding, error);
	}
	if (!gdk->loader_close(loader, &error))
		return refuse(decoding, error);
	if (!decoding->at_once && decoding->rows < decoding->stored_height)
		return refuse(decoding, NULL);
	GdkPixbuf *pixbuf = gdk->loader_pixbuf(loader);
	if (pixbuf && !decoding->at_once &&
		(decoding->width != decoding->stored_width || decoding->height != decoding->stored_height))
		pixbuf = gdk->scale(pixbuf, decoding->width, decoding->height, GDK_INTERP_BILINEAR);
	return (pixbuf && convert(decoding, pixbuf)) || refuse(decoding, NULL);
}

/* ---- in this one ---- */

/* As many pixels as can be shown, or as there are. */
static void choose_size(const struct bill_header *header, struct bill_size most, int *width, int *height)
{
	bool turned = header->orientation >= 5;
	double across = turned ? most.height : most.width, down = turned ? most.width : most.height;
	double share = fmin(1, fmax(across / header->width, down / header->height));
	double pixels = share * share * header->width * header->height;
	if (pixels > BILL_MAX_SHOWN_PIXELS)
		share *= sqrt(BILL_MAX_SHOWN_PIXELS / pixels);
	*width = (int)fmax(1, round(share * header->width));
	*height = (int)fmax(1, round(share * header->height));
}

static const char *mime_type(enum bill_figure_type type)
{
	return type == BILL_FIGURE_JPEG ? "image/jpeg" : type == BILL_FIGURE_PNG ? "image/png" : "image/webp";
}

struct shared {
	void *memory;
	size_t size;
};

static void free_shared(void *data)
{
	struct shared *shared = data;
	bill_apart_unshare(shared->memory, shared->size);
	g_free(shared);
}

/* Unshared with the last reference. */
static GBytes *bytes_of(void *memory, size_t size)
{
	struct shared *shared = g_new(struct shared, 1);
	*shared = (struct shared){memory, size};
	return g_bytes_new_with_free_func(memory, size, free_shared, shared);
}

static cairo_surface_t *surface_of(const struct decoding *decoding)
{
	return cairo_image_surface_create_for_data((unsigned char *)decoding->answer + HEAD,
		decoding->answer->alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, decoding->width, decoding->height,
		4 * decoding->width);
}

/* cairo writes these bytes into a PDF as they are (cairo.h, CAIRO_MIME_TYPE_JPEG). */
static cairo_surface_t *with_original(struct bill_figure *figure, const struct decoding *decoding)
{
	if (!figure->header.plain_jpeg)
		return NULL;
	cairo_surface_t *surface = surface_of(decoding);
	cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, decoding->bytes, (unsigned long)decoding->len, NULL, NULL);
	return surface;
}

enum bill_apart bill_raster_decode(struct bill_figure *figure, struct bill_size most, char why[160])
{
	struct decoding decoding = {
		.type = mime_type(figure->header.type), .stored_width = figure->header.width, .stored_height = figure->header.height};
	decoding.at_once = figure->header.type != BILL_FIGURE_PNG;
	decoding.bytes = g_bytes_get_data(figure->bytes, &decoding.len);
	choose_size(&figure->header, most, &decoding.width, &decoding.height);
	size_t size = HEAD + 4 * (size_t)decoding.width * (size_t)decoding.height;
	decoding.answer = bill_apart_share(size);
	if (!decoding.answer)
		return BILL_APART_NOT;
	figure->pixels = bytes_of(decoding.answer, size);
	enum bill_apart result = bill_apart_do(decode_here, &decoding, BILL_MAX_PICTURE_MS, BILL_MAX_PICTURE_MEMORY);
	decoding.answer->why[sizeof decoding.answer->why - 1] = '\0'; /* whatever the other process left there */
	g_strlcpy(why, decoding.answer->why, 160);
	if (result != BILL_APART_DONE)
		return result;
	figure->image = surface_of(&decoding);
	figure->original = with_original(figure, &decoding);
	return result;
}

/* Each line is the upright place of a stored pixel's x and y; w and h are the stored size. */
cairo_matrix_t bill_orientation_matrix(int orientation, double w, double h)
{
	switch (orientation) {
	case 2:
		return (cairo_matrix_t){-1, 0, 0, 1, w, 0};
	case 3:
		return (cairo_matrix_t){-1, 0, 0, -1, w, h};
	case 4:
		return (cairo_matrix_t){1, 0, 0, -1, 0, h};
	case 5:
		return (cairo_matrix_t){0, 1, 1, 0, 0, 0};
	case 6:
		return (cairo_matrix_t){0, 1, -1, 0, h, 0};
	case 7:
		return (cairo_matrix_t){0, -1, -1, 0, h, w};
	case 8:
		return (cairo_matrix_t){0, -1, 1, 0, 0, w};
	default:
		return (cairo_matrix_t){1, 0, 0, 1, 0, 0};
	}
}
