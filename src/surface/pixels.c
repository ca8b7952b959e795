/* A picture's pixels made into the rows of a PNG: in the fewest bytes that hold its colours, filtered where that helps. */
#include "surface/pixels.h"

#include <stdlib.h>
#include <string.h>

enum kind { ROW_PLAIN, ROW_AGAIN /* as the one above */, ROW_BUSY };

#define SLOTS 1024

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

static enum kind look_at(struct packing *p, const guint8 *row)
{
	guint32 before = pixel(row, 0) ^ 1;
	int changes = 0;
	for (int x = 0; x < p->width; x++) {
		guint32 value = pixel(row, x);
		if (value == before)
			continue;
		before = value;
		changes++;
		p->gray &= is_gray(value);
		if (p->colors.count <= 256)
			count_color(&p->colors, value | 0xff000000);
	}
	return changes > p->width * 2 / 5 ? ROW_BUSY : ROW_PLAIN;
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
	pixels->photo = p->busy > p->height / 16;
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

static void pack(const struct packing *p, struct bill_pixels *pixels)
{
	guint8 *to = pixels->bytes;
	for (int y = 0; y < p->height; y++) {
		const guint8 *from = p->data + p->stride * (size_t)y;
		guint8 *row = to++; /* its filter is set last: it may lie where the first pixel is */
		switch (pixels->color) {
		case BILL_PNG_RGB:
			to = pack_rgb(p, from, to);
			break;
		case BILL_PNG_RGBA:
			to = pack_rgba(p, from, to);
			break;
		case BILL_PNG_GRAY:
			to = pack_gray(p, from, to);
			break;
		case BILL_PNG_INDEXED:
			to = pack_indexed(p, from, to);
			break;
		}
		*row = 0;
	}
}

/* ---- filters (PNG, 9.2), from the last row up and from right to left, so that what they refer to is still there ---- */

static guint8 paeth(int a, int b, int c)
{
	int estimate = a + b - c, near_a = abs(estimate - a), near_b = abs(estimate - b), near_c = abs(estimate - c);
	return (guint8)(near_a <= near_b && near_a <= near_c ? a : near_b <= near_c ? b : c);
}

static guint8 expected(int filter, const guint8 *row, const guint8 *above, size_t x, size_t unit)
{
	guint8 a = x > unit ? row[x - unit] : 0, b = above ? above[x] : 0, c = above && x > unit ? above[x - unit] : 0;
	return filter == 1 ? a : filter == 2 ? b : paeth(a, b, c);
}

/* The smaller the differences, the better they are told: PNG, 12.8. */
static int best_filter(const guint8 *row, const guint8 *above, const struct bill_pixels *pixels)
{
	static const int filters[] = {1, 2, 4};
	size_t least = G_MAXSIZE;
	int best = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
		size_t sum = 0;
		for (size_t x = 1; x < pixels->row && sum < least; x++)
			sum += (size_t)abs((gint8)(row[x] - expected(filters[i], row, above, x, pixels->unit)));
		if (sum < least) {
			least = sum;
			best = filters[i];
		}
	}
	return best;
}

static void filter_rows(const struct packing *p, struct bill_pixels *pixels)
{
	for (int y = p->height - 1; y >= 0; y--) {
		guint8 *row = pixels->bytes + pixels->row * (size_t)y, *above = y > 0 ? row - pixels->row : NULL;
		if (p->kinds[y] == ROW_AGAIN) {
			*row = 2;
			memset(row + 1, 0, pixels->row - 1);
		} else if (p->kinds[y] == ROW_BUSY && pixels->photo && pixels->color != BILL_PNG_INDEXED) {
			int filter = best_filter(row, above, pixels);
			*row = (guint8)filter;
			for (size_t x = pixels->row - 1; x > 0; x--)
				row[x] = (guint8)(row[x] - expected(filter, row, above, x, pixels->unit));
		}
	}
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
