/* Pixels packed, filtered and deflated, and back: every kind of colour, words and photos, rows that repeat, at widths around a
 * part's limits. */
#include <libdeflate.h>
#include <string.h>

#include "surface/pixels.h"

static guint32 state;

static guint32 noise(void)
{
	state = state * 1664525 + 1013904223;
	return state >> 8;
}

enum content { FLAT_GRAY, FEW_COLORS, WORDS, PHOTO, PHOTO_IN_GRAY };

static guint32 color_at(enum content content, int x, int y)
{
	guint32 value = noise() & 0xffffff;
	if (content == FLAT_GRAY)
		return y % 5 ? 0x808080 : 0xffffff;
	if (content == FEW_COLORS)
		return value % 7 * 0x203040;
	if (content == WORDS) /* more than 256 colours, but never many beside each other */
		return x % 4 ? 0xffffff : value;
	if (content == PHOTO)
		return ((guint32)(x & 63) * 3 + (value & 7)) << 16 | (guint32)(y & 127) << 8 | (value >> 8 & 7);
	return ((guint32)(x & 127) + (value & 127)) * 0x010101;
}

/* Every third row is the one above it. */
static cairo_surface_t *picture(enum content content, bool alpha, int width, int height)
{
	cairo_surface_t *surface = cairo_image_surface_create(alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
	int stride = cairo_image_surface_get_stride(surface);
	cairo_surface_flush(surface);
	guint8 *data = cairo_image_surface_get_data(surface);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			guint32 value = color_at(content, x, y) | 0xff000000u;
			if (alpha && x % 9 == 0)
				value = 0; /* a see-through pixel has no colour */
			if (y % 3 == 2)
				memcpy(&value, data + (y - 1) * stride + 4 * x, 4);
			memcpy(data + y * stride + 4 * x, &value, 4);
		}
	cairo_surface_mark_dirty(surface);
	return surface;
}

/* PNG (ISO/IEC 15948), 9.2 and 9.4. */
static guint8 told(int filter, int a, int b, int c)
{
	int p = a + b - c, pa = ABS(p - a), pb = ABS(p - b), pc = ABS(p - c);
	int paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
	g_assert_true(filter == 0 || filter == 2 || filter == 3 || filter == 4);
	return (guint8)(filter == 0 ? 0 : filter == 2 ? b : filter == 3 ? (a + b) / 2 : paeth);
}

static void undo_filters(const struct bill_pixels *pixels, guint8 *rows, unsigned *filtered)
{
	g_assert_cmpint(rows[0], ==, 0);
	for (size_t at = 0; at < pixels->count; at += pixels->row) {
		*filtered += rows[at] != 0;
		for (size_t x = 1; x < pixels->row && rows[at]; x++) {
			size_t i = at + x, left = x > pixels->unit ? pixels->unit : 0;
			int a = left ? rows[i - left] : 0, b = rows[i - pixels->row], c = left ? rows[i - pixels->row - left] : 0;
			rows[i] = (guint8)(rows[i] + told(rows[at], a, b, c));
		}
	}
}

static guint8 *unpacked(const struct bill_pixels *pixels, unsigned *filtered)
{
	size_t got = 0;
	guint8 *rows = g_malloc(pixels->count + 1);
	g_autoptr(GByteArray) out = g_byte_array_new();
	g_byte_array_append(out, (const guint8 *)"IDAT", 4); /* what is there stays */
	bill_pixels_deflate(pixels, out);
	g_assert_cmpmem(out->data, 4, "IDAT", 4);
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	int result = libdeflate_zlib_decompress(inflater, out->data + 4, out->len - 4, rows, pixels->count + 1, &got);
	libdeflate_free_decompressor(inflater);
	g_assert_cmpint(result, ==, LIBDEFLATE_SUCCESS);
	g_assert_cmpuint(got, ==, pixels->count);
	undo_filters(pixels, rows, filtered);
	return rows;
}

static guint32 pixel_of(const struct bill_pixels *pixels, const guint8 *s)
{
	if (pixels->color == BILL_PNG_GRAY)
		return 0xff000000u | s[0] * 0x010101u;
	guint32 alpha = pixels->color == BILL_PNG_RGBA ? s[3] : 255;
	if (pixels->color == BILL_PNG_INDEXED) {
		g_assert_cmpint(s[0], <, pixels->n_colors);
		s = pixels->palette + s[0] * 3;
	}
	return alpha << 24 | (guint32)s[0] << 16 | (guint32)s[1] << 8 | s[2];
}

static void check(enum content content, bool alpha, int width, enum bill_png_color wanted)
{
	int height = 20;
	unsigned filtered = 0;
	cairo_surface_t *surface = picture(content, alpha, width, height);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface), len = stride * (size_t)height;
	g_autofree guint8 *before = g_memdup2(cairo_image_surface_get_data(surface), len);
	struct bill_pixels pixels;
	bill_pixels_init(&pixels, surface);
	g_test_message("content %d, alpha %d, %d wide", content, alpha, width);
	g_assert_cmpint(pixels.color, ==, wanted);
	g_autofree guint8 *rows = unpacked(&pixels, &filtered);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			guint32 value;
			memcpy(&value, before + stride * (size_t)y + 4 * (size_t)x, 4);
			g_assert_cmphex(pixel_of(&pixels, rows + pixels.row * (size_t)y + 1 + pixels.unit * (size_t)x), ==, value);
		}
	/* every third row is told by the one above; of photos the others too */
	if (content == WORDS)
		g_assert_cmpuint(filtered, ==, height / 3);
	if (content == PHOTO_IN_GRAY && !alpha && width >= 64)
		g_assert_cmpuint(filtered, ==, height - 1);
	g_assert_true(pixels.photo || content < PHOTO || alpha || width < 64);
	bill_pixels_finish(&pixels);
	cairo_surface_destroy(surface);
}

static void test_back(void)
{
	static const int widths[] = {40, 63, 64, 65, 127, 128, 500};
	static const enum bill_png_color colors[] = {BILL_PNG_GRAY, BILL_PNG_INDEXED, BILL_PNG_RGB, BILL_PNG_RGB, BILL_PNG_GRAY};
	for (size_t w = 0; w < G_N_ELEMENTS(widths); w++)
		for (enum content content = 0; content <= PHOTO_IN_GRAY; content++) {
			bool few = content == WORDS && widths[w] < 80; /* not 257 colours */
			check(content, false, widths[w], few ? BILL_PNG_INDEXED : colors[content]);
			check(content, true, widths[w], BILL_PNG_RGBA);
		}
	check(FLAT_GRAY, false, 1, BILL_PNG_GRAY);
}

/* A photo is smaller for being filtered. */
static void test_photo(void)
{
	struct bill_pixels pixels;
	cairo_surface_t *surface = picture(PHOTO, false, 500, 300);
	bill_pixels_init(&pixels, surface);
	g_autoptr(GByteArray) out = g_byte_array_new();
	bill_pixels_deflate(&pixels, out);
	g_assert_cmpuint(out->len, <, 500 * 300 * 3 / 3);
	bill_pixels_finish(&pixels);
	cairo_surface_destroy(surface);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/surface/pixels/back", test_back);
	g_test_add_func("/surface/pixels/photo", test_photo);
	return g_test_run();
}
