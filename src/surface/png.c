/* PNG: the page drawn at exact pixels, packed where it lies and deflated. */
#include "surface/pixels.h"
#include "surface/write.h"

#include <libdeflate.h>
#include <math.h>
#include <string.h>

/* cairo-image-surface.c, MAX_IMAGE_SIZE. */
#define MAX_SIDE 32767

struct raster {
	int width, height;
	double dpi;
};

/* ---- how many pixels ---- */

static bool too_many(double width, double height, bool screen, struct bill_diags *diags)
{
	if (width * height <= BILL_MAX_PIXELS && width <= MAX_SIDE && height <= MAX_SIDE)
		return false;
	bill_error(diags, (struct bill_at){0}, "surface/too-many-pixels",
		"a PNG of %.0f x %.0f pixels is too large: at most %.0f million pixels and %d a side", width, height,
		BILL_MAX_PIXELS / 1e6, MAX_SIDE);
	bill_diags_hint(diags, screen ? "Choose a smaller size." : "Choose fewer dots per inch, or write a PDF: it has no pixels.");
	return true;
}

static bool check_dpi(double dpi, struct bill_diags *diags)
{
	return (dpi > 0 && dpi <= 1e6) ||
		   bill_error(diags, (struct bill_at){0}, "surface/dpi", "a PNG needs a number of dots per inch above 0, not %g", dpi);
}

static bool measure(const struct bill_sheets *sheets, double dpi, struct raster *raster, struct bill_diags *diags)
{
	const struct bill_sheet_size *page = &sheets->frames->page;
	if (!page->screen && !check_dpi(dpi, diags))
		return false;
	double width = page->screen ? page->width_px : round(sheets->size.width * dpi / 72);
	double height = page->screen ? page->height_px : round(sheets->size.height * dpi / 72);
	width = fmax(width, 1);
	height = fmax(height, 1);
	if (too_many(width, height, page->screen, diags))
		return false;
	*raster = (struct raster){(int)width, (int)height, page->screen ? 96 : dpi};
	return true;
}

/* ---- drawing ---- */

static cairo_status_t draw(cairo_surface_t *surface, const struct bill_sheets *sheets, const struct raster *raster)
{
	cairo_t *cr = cairo_create(surface);
	if (!sheets->transparent) {
		cairo_set_source_rgb(cr, 1, 1, 1);
		cairo_paint(cr);
	}
	cairo_scale(cr, raster->width / sheets->size.width, raster->height / sheets->size.height);
	bill_sheet_draw(sheets, 0, cr, false);
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	return status ? status : cairo_surface_status(surface);
}

/* ---- chunks: PNG 1.2 (ISO/IEC 15948), 5.3 ---- */

static void store_32(unsigned char *to, uint32_t number)
{
	uint32_t big = GUINT32_TO_BE(number);
	memcpy(to, &big, 4);
}

/* Opens a chunk; its bytes are appended by the caller. */
static guint chunk_open(GByteArray *out, const char *type)
{
	guint start = out->len;
	unsigned char head[8] = {0};
	memcpy(head + 4, type, 4);
	g_byte_array_append(out, head, sizeof head);
	return start;
}

static void chunk_close(GByteArray *out, guint start)
{
	unsigned char crc[4];
	store_32(out->data + start, out->len - start - 8);
	store_32(crc, libdeflate_crc32(0, out->data + start + 4, out->len - start - 4));
	g_byte_array_append(out, crc, sizeof crc);
}

static void chunk(GByteArray *out, const char *type, const void *bytes, size_t count)
{
	guint start = chunk_open(out, type);
	g_byte_array_append(out, bytes, (guint)count);
	chunk_close(out, start);
}

static void write_header(GByteArray *out, const struct raster *raster, const struct bill_pixels *pixels)
{
	static const unsigned char signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
	unsigned char header[13] = {[8] = 8 /* bits */, [9] = (unsigned char)pixels->color};
	unsigned char density[9] = {[8] = 1 /* a metre */};
	uint32_t per_metre = (uint32_t)round(raster->dpi / 0.0254);
	g_byte_array_append(out, signature, sizeof signature);
	store_32(header, (uint32_t)raster->width);
	store_32(header + 4, (uint32_t)raster->height);
	chunk(out, "IHDR", header, sizeof header);
	chunk(out, "sRGB", "", 1); /* 0: perceptual */
	store_32(density, per_metre);
	store_32(density + 4, per_metre);
	chunk(out, "pHYs", density, sizeof density);
}

/* tEXt is Latin-1 (11.3.4.3), so it takes plain ASCII; anything else goes into iTXt, uncompressed, with its language. */
static void write_text(GByteArray *out, const char *key, const char *text, const char *language)
{
	if (!text || !*text)
		return;
	bool ascii = g_str_is_ascii(text);
	guint start = chunk_open(out, ascii ? "tEXt" : "iTXt");
	g_byte_array_append(out, (const guint8 *)key, (guint)strlen(key) + 1);
	if (!ascii) {
		language = language ? language : "";
		g_byte_array_append(out, (const guint8 *)"\0", 2);
		g_byte_array_append(out, (const guint8 *)language, (guint)strlen(language) + 1);
		g_byte_array_append(out, (const guint8 *)"", 1);
	}
	g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text));
	chunk_close(out, start);
}

/* Straight into their chunk. */
static void write_pixels(GByteArray *out, const struct bill_pixels *pixels)
{
	if (pixels->color == BILL_PNG_INDEXED)
		chunk(out, "PLTE", pixels->palette, (size_t)pixels->n_colors * 3);
	guint start = chunk_open(out, "IDAT");
	bill_pixels_deflate(pixels, out);
	chunk_close(out, start);
}

GByteArray *bill_png_encode(cairo_surface_t *surface, double dpi, const struct bill_sheet_info *info)
{
	const struct raster raster = {cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), dpi};
	struct bill_pixels pixels;
	cairo_surface_flush(surface);
	bill_pixels_init(&pixels, surface);
	GByteArray *out = g_byte_array_new();
	write_header(out, &raster, &pixels);
	write_text(out, "Title", info->title, info->language);
	write_text(out, "Author", info->author, info->language);
	write_text(out, "Software", "handbill " BILL_VERSION, NULL);
	write_pixels(out, &pixels);
	bill_pixels_finish(&pixels);
	chunk(out, "IEND", "", 0);
	return out;
}

cairo_surface_t *bill_png_canvas(const struct bill_size *size, double dpi, struct bill_diags *diags)
{
	double width = fmax(1, round(size->width * dpi / 72)), height = fmax(1, round(size->height * dpi / 72));
	if (!check_dpi(dpi, diags) || too_many(width, height, false, diags))
		return NULL;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_destroy(cr);
	return surface;
}

GByteArray *bill_png_write(
	const struct bill_sheets *sheets, double dpi, const struct bill_sheet_info *info, struct bill_diags *diags)
{
	struct raster raster = {0};
	if (!measure(sheets, dpi, &raster, diags))
		return NULL;
	cairo_format_t format = sheets->transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24;
	cairo_surface_t *surface = cairo_image_surface_create(format, raster.width, raster.height);
	bool failed = bill_cairo_failed(draw(surface, sheets, &raster), BILL_PNG, diags);
	GByteArray *out = failed ? NULL : bill_png_encode(surface, raster.dpi, info);
	cairo_surface_destroy(surface);
	return out;
}
