/* turn IN.png OUT.png: a page as a phone sees it: turned by three degrees and slightly out of focus. */
#include <cairo.h>
#include <math.h>

/* Drawn smaller and larger again, which blurs by about a pixel. */
static cairo_surface_t *drawn(cairo_surface_t *from, double scale, double turn)
{
	int width = (int)(cairo_image_surface_get_width(from) * scale), height = (int)(cairo_image_surface_get_height(from) * scale);
	cairo_surface_t *to = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(to);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_translate(cr, width / 2.0, height / 2.0);
	cairo_rotate(cr, turn);
	cairo_translate(cr, -width / 2.0, -height / 2.0);
	cairo_scale(cr, scale, scale);
	cairo_set_source_surface(cr, from, 0, 0);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
	cairo_paint(cr);
	cairo_destroy(cr);
	return to;
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	cairo_surface_t *page = cairo_image_surface_create_from_png(argv[1]);
	if (cairo_surface_status(page) != CAIRO_STATUS_SUCCESS)
		return 1;
	cairo_surface_t *small = drawn(page, 0.9, 3 * acos(-1) / 180), *turned = drawn(small, 1 / 0.9, 0);
	cairo_status_t status = cairo_surface_write_to_png(turned, argv[2]);
	cairo_surface_destroy(turned);
	cairo_surface_destroy(small);
	cairo_surface_destroy(page);
	return status == CAIRO_STATUS_SUCCESS ? 0 : 1;
}
