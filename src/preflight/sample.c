/* The ground under words: by the shapes where it is solid, else from a small painting of the page. */
#include "preflight/look.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "paint/paint.h"

#define SAMPLE_PX 400.0 /* of the page's long side: finer than a stroke of body text, coarser than a photo's noise */

struct bill_sample {
	const struct bill_frames *frames;
	cairo_surface_t *surface; /* NULL: not yet painted */
	double scale;
};

struct bill_sample *bill_sample_new(const struct bill_frames *frames)
{
	struct bill_sample *sample = g_new0(struct bill_sample, 1);
	sample->frames = frames;
	sample->scale = SAMPLE_PX / fmax(frames->page.pt.width, frames->page.pt.height);
	return sample;
}

void bill_sample_free(struct bill_sample *sample)
{
	if (sample->surface)
		cairo_surface_destroy(sample->surface);
	g_free(sample);
}

static void paint(struct bill_sample *sample)
{
	const struct bill_frames *frames = sample->frames;
	g_autoptr(GArray) rest = g_array_new(FALSE, FALSE, sizeof(struct bill_frame));
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].kind != BILL_FRAME_LINE)
			g_array_append_val(rest, frames->items[i]);
	struct bill_frames page = *frames;
	page.items = (struct bill_frame *)(void *)rest->data;
	page.count = rest->len;
	int width = (int)ceil(page.page.pt.width * sample->scale), height = (int)ceil(page.page.pt.height * sample->scale);
	sample->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(sample->surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, sample->scale, sample->scale);
	bill_paint(&page, cr, false);
	cairo_destroy(cr);
	cairo_surface_flush(sample->surface);
}

static struct bill_color pixel_at(const struct bill_sample *sample, int x, int y)
{
	const unsigned char *data = cairo_image_surface_get_data(sample->surface);
	uint32_t pixel;
	memcpy(&pixel, data + (size_t)y * (size_t)cairo_image_surface_get_stride(sample->surface) + (size_t)x * 4, 4);
	return (struct bill_color){(pixel >> 16 & 255) / 255.0, (pixel >> 8 & 255) / 255.0, (pixel & 255) / 255.0, 1};
}

static struct bill_color over(struct bill_color top, struct bill_color below)
{
	double share = top.alpha, rest = 1 - share;
	return (struct bill_color){
		top.red * share + below.red * rest, top.green * share + below.green * rest, top.blue * share + below.blue * rest, 1};
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double bill_ground_veiled(struct bill_sample *sample, struct bill_rect r, struct bill_color color, struct bill_color veil)
{
	if (!sample->surface)
		paint(sample);
	if (cairo_surface_status(sample->surface))
		return 21;
	int width = cairo_image_surface_get_width(sample->surface), height = cairo_image_surface_get_height(sample->surface);
	int left = (int)CLAMP(r.x * sample->scale, 0, width - 1),
		right = (int)CLAMP((r.x + r.width) * sample->scale, left, width - 1);
	int top = (int)CLAMP(r.y * sample->scale, 0, height - 1),
		bottom = (int)CLAMP((r.y + r.height) * sample->scale, top, height - 1);
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
	for (int y = top; y <= bottom; y++)
		for (int x = left; x <= right; x++) {
			struct bill_color ground = over(veil, pixel_at(sample, x, y));
			double contrast = bill_color_contrast(over(color, ground), ground);
			g_array_append_val(values, contrast);
		}
	g_array_sort(values, by_value);
	return g_array_index(values, double, values->len / 20);
}

double bill_ground_sampled(struct bill_sample *sample, size_t index, bool *busy)
{
	static const struct bill_color black = {0, 0, 0, 1}, none = {0, 0, 0, 0};
	const struct bill_frame *line = &sample->frames->items[index];
	struct bill_rect ink = bill_line_ink(line);
	struct bill_color color = line->fill.given ? line->fill.color : black;
	struct bill_ground ground = bill_ground_of(sample->frames->items, index, ink);
	*busy = ground.busy;
	return ground.busy ? bill_ground_veiled(sample, ink, color, none) : bill_ground_contrast(&ground, color);
}
