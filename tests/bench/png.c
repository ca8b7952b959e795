/* How long a page of pixels takes to become a PNG, and how large it is, with cairo and with us: png FILE.png [TIMES]. */
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "surface/pixels.h"

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static cairo_status_t append(void *out, const unsigned char *data, unsigned int count)
{
	g_byte_array_append(out, data, count);
	return CAIRO_STATUS_SUCCESS;
}

/* Ours uses up the picture. */
static cairo_surface_t *copy_of(cairo_surface_t *surface)
{
	cairo_surface_t *copy = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
	cairo_t *cr = cairo_create(copy);
	cairo_set_source_surface(cr, surface, 0, 0);
	cairo_paint(cr);
	cairo_destroy(cr);
	cairo_surface_flush(copy);
	return copy;
}

static double with_cairo(cairo_surface_t *surface, guint *size)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	double start = now();
	cairo_surface_write_to_png_stream(surface, append, out);
	*size = out->len;
	return now() - start;
}

static double with_us(cairo_surface_t *surface, guint *size)
{
	struct bill_pixels pixels;
	g_autoptr(GByteArray) out = g_byte_array_new();
	double start = now();
	bill_pixels_init(&pixels, surface);
	bill_pixels_deflate(&pixels, out);
	bill_pixels_finish(&pixels);
	*size = out->len;
	return now() - start;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
	int times = argc > 2 ? atoi(argv[2]) : 11;
	cairo_surface_t *page = cairo_image_surface_create_from_png(argv[1]);
	double *cairo = g_new(double, times), *ours = g_new(double, times);
	guint cairo_size = 0, our_size = 0;
	for (int i = 0; i < times; i++) {
		cairo_surface_t *copy = copy_of(page);
		cairo[i] = with_cairo(copy, &cairo_size);
		ours[i] = with_us(copy, &our_size);
		cairo_surface_destroy(copy);
	}
	qsort(cairo, (size_t)times, sizeof *cairo, by_size);
	qsort(ours, (size_t)times, sizeof *ours, by_size);
	printf("png write  cairo %6.1f ms cpu %7u bytes   handbill %6.1f ms cpu %7u bytes   %.1f times as fast\n", cairo[times / 2],
		cairo_size, ours[times / 2], our_size, cairo[times / 2] / ours[times / 2]);
	cairo_surface_destroy(page);
	g_free(cairo);
	g_free(ours);
	return 0;
}
