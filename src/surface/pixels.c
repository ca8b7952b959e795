/* A picture's pixels made into the rows of a PNG: in the fewest bytes that hold its colours, filtered where that helps, deflated.
 */
#include "surface/pixels.h"

#include "surface/squeeze.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum kind { ROW_PLAIN, ROW_AGAIN /* as the one above */, ROW_BUSY };

#define SLOTS 1024
#define PART 64 /* pixels */
/* Of photos: level 6 takes a sixth longer and saves 1 %. */
#define LEVEL 5
#define FILTER_NONE 0
#define FILTER_UP 2
#define FILTER_MEAN 3
#define FILTER_PAETH 4

struct colors {
	guint32 values[SLOTS]; /* 0xff000000 | colour; 0: empty */
	guint8 index[SLOTS];
	int count; /* above 256: too many */
};

struct packing {
	const guint8 *data;
	size_t stride;
	int width, height;
	bool alpha, gray;
	struct colors colors;
	guint8 *kinds; /* of the rows, enum kind */
	int busy;
};

static guint32 pixel(const guint8 *row, int x)
{
	guint32 value;
	memcpy(&value, row + (size_t)x * 4, 4);
	return value;
}

/* ---- looking at them ---- */

static unsigned slot_of(const struct colors *colors, guint32 value)
{
	unsigned slot = value * 2654435761u >> 22;
	while (colors->values[slot] && colors->values[slot] != value)
		slot = (slot + 1) % SLOTS;
	return slot;
}

static void count_color(struct colors *colors, guint32 value)
{
	unsigned slot = slot_of(colors, value);
	if (colors->values[slot] == value)
		return;
	if (colors->count < 256) {
		colors->values[slot] = value;
		colors->index[slot] = (guint8)colors->count;
	}
	colors->count++;
}

static bool is_gray(guint32 value)
{
	return (value & 255) == (value >> 8 & 255) && (value & 255) == (value >> 16 & 255);
}

static bool is_flat(const guint8 *row, int from, int to, guint32 color)
{
	return pixel(row, from) == color && memcmp(row + 4 * from, row + 4 * (from + 1), 4 * (size_t)(to - from - 1)) == 0;
}

/* How often the colour changes in a part of a row. */
static int look_at_part(struct packing *p, const guint8 *row, int from, int to, guint32 *before)
{
	int changes = 0;
	if (is_flat(row, from, to, *before))
		return 0;
	for (int x = from; x < to; x++) {
		guint32 value = pixel(row, x);
		if (value == *before)
			continue;
		*before = value;
		changes++;
		p->gray &= is_gray(value);
		if (p->colors.count <= 256)
			count_color(&p->colors, value | 0xff000000);
	}
	return changes;
}

/* Words change colour often too, but no part of a row holds nothing else. */
static enum kind look_at(struct packing *p, const guint8 *row)
{
	guint32 before = pixel(row, 0) ^ 1;
	enum kind kind = ROW_PLAIN;
	for (int x = 0; x < p->width; x += PART) {
		int end = MIN(x + PART, p->width);
		if (look_at_part(p, row, x, end, &before) > PART * 7 / 8)
			kind = ROW_BUSY;
	}
	return kind;
}

static void look(struct packing *p)
{
	for (int y = 0; y < p->height; y++) {
		const guint8 *row = p->data + p->stride * (size_t)y;
		bool again = y > 0 && memcmp(row, row - p->stride, (size_t)p->width * 4) == 0;
		p->kinds[y] = (guint8)(again ? ROW_AGAIN : look_at(p, row));
		p->busy += p->kinds[y] == ROW_BUSY;
	}
}

/* ---- packing: never ahead of what is still to be read, so that it can be done in place ---- */

static guint8 *pack_rgb(const struct packing *p, const guint8 *from, guint8 *to)
{
	for (int x = 0; x < p->width; x++) {
		guint32 value = pixel(from, x);
		*to++ = (guint8)(value >> 16);
		*to++ = (guint8)(value >> 8);
		*to++ = (guint8)value;
	}
	return to;
}

/* cairo's colours are multiplied by their alpha. */
static guint8 straight(guint32 value, unsigned alpha)
{
	return (guint8)MIN(255, ((value & 255) * 255 + alpha / 2) / alpha);
}

static guint8 *pack_rgba(const struct packing *p, const guint8 *from, guint8 *to)
{
	for (int x = 0; x < p->width; x++, to += 4) {
		guint32 value = pixel(from, x);
		unsigned alpha = value >> 24;
		for (int i = 0; i < 3; i++)
			to[i] = alpha ? straight(value >> (16 - 8 * i), alpha) : 0;
		to[3] = (guint8)alpha;
	}
	return to;
}

static guint8 *pack_gray(const struct packing *p, const guint8 *from, guint8 *to)
{
	for (int x = 0; x < p->width; x++)
		*to++ = (guint8)pixel(from, x);
	return to;
}

static guint8 *pack_indexed(const struct packing *p, const guint8 *from, guint8 *to)
{
	guint32 before = 0;
	guint8 index = 0;
	for (int x = 0; x < p->width; x++) {
		guint32 value = pixel(from, x) | 0xff000000;
		if (value != before)
			index = p->colors.index[slot_of(&p->colors, value)];
		before = value;
		*to++ = index;
	}
	return to;
}

static void choose(const struct packing *p, struct bill_pixels *pixels)
{
	if (p->alpha)
		pixels->color = BILL_PNG_RGBA;
	else if (p->gray)
		pixels->color = BILL_PNG_GRAY;
	else
		pixels->color = p->colors.count <= 256 ? BILL_PNG_INDEXED : BILL_PNG_RGB;
	pixels->unit = p->alpha ? 4 : pixels->color == BILL_PNG_RGB ? 3 : 1;
	pixels->row = 1 + (size_t)p->width * pixels->unit;
	pixels->count = pixels->row * (size_t)p->height;
	pixels->photo = p->busy > p->height / 8;
}

static void fill_palette(const struct packing *p, struct bill_pixels *pixels)
{
	pixels->n_colors = p->colors.count;
	for (unsigned slot = 0; slot < SLOTS; slot++) {
		guint32 value = p->colors.values[slot];
		guint8 *to = pixels->palette + p->colors.index[slot] * 3;
		for (int i = 0; value && i < 3; i++)
			to[i] = (guint8)(value >> (16 - 8 * i));
	}
}

static guint8 *pack_row(const struct packing *p, enum bill_png_color color, const guint8 *from, guint8 *to)
{
	switch (color) {
	case BILL_PNG_RGB:
		return pack_rgb(p, from, to);
	case BILL_PNG_RGBA:
		return pack_rgba(p, from, to);
	case BILL_PNG_GRAY:
		return pack_gray(p, from, to);
	case BILL_PNG_INDEXED:
		return pack_indexed(p, from, to);
	}
	return to;
}

static void pack(const struct packing *p, struct bill_pixels *pixels)
{
	for (int y = 0; y < p->height; y++) {
		guint8 *row = pixels->bytes + pixels->row * (size_t)y;
		if (p->kinds[y] == ROW_AGAIN)
			memset(row + 1, 0, pixels->row - 1);
		else
			pack_row(p, pixels->color, p->data + p->stride * (size_t)y, row + 1);
		*row = p->kinds[y] == ROW_AGAIN ? FILTER_UP : FILTER_NONE; /* last: it may lie where the first pixel is */
	}
}

/* ---- filters (PNG, 9.2) ---- */

/* The last row at or above y that was packed. */
static int packed_at(const struct packing *p, int y)
{
	while (p->kinds[y] == ROW_AGAIN)
		y--;
	return y;
}

/* What is left of a row when each byte is told by its neighbours: the one above, the mean of this and the one to the left (which
 * takes the grain of a photo best), or (Paeth's) whichever of these and the one above the left is nearest to where they point.
 * count: its bytes without the filter's. */
static void take_mean(const guint8 *row, const guint8 *above, guint8 *to, size_t count, size_t unit)
{
	for (size_t x = 0; x < MIN(unit, count); x++)
		to[x] = (guint8)(row[x] - above[x] / 2);
	for (size_t x = unit; x < count; x++)
		to[x] = (guint8)(row[x] - (row[x - unit] + above[x]) / 2);
}

static void take_above(const guint8 *row, const guint8 *above, guint8 *to, size_t count)
{
	for (size_t x = 0; x < count; x++)
		to[x] = (guint8)(row[x] - above[x]);
}

static guint8 paeth(int a, int b, int c)
{
	int near_a = abs(b - c), near_b = abs(a - c), near_c = abs(a + b - 2 * c);
	return (guint8)(near_a <= near_b && near_a <= near_c ? a : near_b <= near_c ? b : c);
}

static void take_paeth(const guint8 *row, const guint8 *above, guint8 *to, size_t count, size_t unit)
{
	take_above(row, above, to, MIN(unit, count));
	for (size_t x = unit; x < count; x++)
		to[x] = (guint8)(row[x] - paeth(row[x - unit], above[x], above[x - unit]));
}

/* The smaller the differences, the better they are told: PNG, 12.8. */
static size_t sum_of(const guint8 *bytes, size_t count)
{
	size_t sum = 0;
	for (size_t x = 0; x < count; x++)
		sum += bytes[x] < 128 ? bytes[x] : 256u - bytes[x];
	return sum;
}

/* scratch: room for three rows. */
static void filter_row(guint8 *row, const guint8 *above, const struct bill_pixels *pixels, guint8 *scratch)
{
	static const guint8 filters[] = {FILTER_MEAN, FILTER_UP, FILTER_PAETH};
	size_t count = pixels->row - 1, least = G_MAXSIZE;
	take_mean(row + 1, above + 1, scratch, count, pixels->unit);
	take_above(row + 1, above + 1, scratch + count, count);
	take_paeth(row + 1, above + 1, scratch + 2 * count, count, pixels->unit);
	const guint8 *best = scratch;
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
		size_t sum = sum_of(scratch + i * count, count);
		if (sum >= least)
			continue;
		least = sum;
		best = scratch + i * count;
		*row = filters[i];
	}
	memcpy(row + 1, best, count);
}

/* From the last row up, so that what they refer to is still there. */
static void filter_rows(const struct packing *p, struct bill_pixels *pixels)
{
	g_autofree guint8 *scratch = g_malloc(3 * pixels->row);
	for (int y = p->height - 1; y > 0; y--)
		if (p->kinds[y] == ROW_BUSY && pixels->color != BILL_PNG_INDEXED)
			filter_row(pixels->bytes + pixels->row * (size_t)y, pixels->bytes + pixels->row * (size_t)packed_at(p, y - 1), pixels,
				scratch);
}

/* ---- all of it ---- */

void bill_pixels_init(struct bill_pixels *pixels, cairo_surface_t *surface)
{
	memset(pixels, 0, sizeof *pixels);
	struct packing p = {.width = cairo_image_surface_get_width(surface),
		.height = cairo_image_surface_get_height(surface),
		.stride = (size_t)cairo_image_surface_get_stride(surface),
		.alpha = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32,
		.gray = true};
	guint8 *data = cairo_image_surface_get_data(surface);
	p.data = data;
	p.kinds = g_malloc((size_t)p.height);
	look(&p);
	choose(&p, pixels);
	if (p.alpha)
		pixels->own = g_malloc(pixels->count);
	pixels->bytes = p.alpha ? pixels->own : data;
	if (pixels->color == BILL_PNG_INDEXED)
		fill_palette(&p, pixels);
	pack(&p, pixels);
	filter_rows(&p, pixels);
	g_free(p.kinds);
}

void bill_pixels_finish(struct bill_pixels *pixels)
{
	g_free(pixels->own);
}

static void deflate_photo(const struct bill_pixels *pixels, GByteArray *out)
{
	struct libdeflate_compressor *deflate = libdeflate_alloc_compressor(LEVEL);
	g_assert(deflate); /* fails only when memory does, and then GLib ends the program too */
	guint at = out->len;
	size_t bound = libdeflate_zlib_compress_bound(deflate, pixels->count);
	g_byte_array_set_size(out, at + (guint)bound); /* BILL_MAX_PIXELS keeps it under 2^32 */
	size_t written = libdeflate_zlib_compress(deflate, pixels->bytes, pixels->count, out->data + at, bound);
	libdeflate_free_compressor(deflate);
	g_byte_array_set_size(out, at + (guint)written);
}

/* Of drawn pages our own compressor takes a third to a half of libdeflate's time: docs/architecture.md has the figures. */
void bill_pixels_deflate(const struct bill_pixels *pixels, GByteArray *out)
{
	if (pixels->photo)
		deflate_photo(pixels, out);
	else
		bill_squeeze(out, pixels->bytes, pixels->count, pixels->unit, pixels->row);
}
