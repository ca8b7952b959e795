/* Pages as small pictures, compared with a tolerance: a change of paint is seen, another version of a library is not. What
 * differs is written beside the program. HANDBILL_UPDATE_GOLDENS=1 makes the pictures anew; look at them. */
#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "laid.h"
#include "surface/surface.h"

/* Of 255; and which share of pixels may differ by more than a shade. */
#define MOST_MEAN 1.5
#define MOST_SHARE 0.02
#define SHADE 40
#define WIDTH 300

static const struct picture {
	const char *name, *layout, *event, *size;
} pictures[] = {
	{"seminar-a4", "seminar", SOURCE_ROOT "/samples/listing.txt", "a4"},
	{"seminar-1080p", "seminar", SOURCE_ROOT "/samples/listing.txt", "1080p"},
	{"seminar-square", "seminar", "goldens/common.event.yaml", "square"},
	{"seminar-rtl", "seminar", "goldens/rtl.event.yaml", "a5"},
	{"bleed", "goldens/bleed.yaml", "goldens/common.event.yaml", "a5-landscape"},
	{"box", "goldens/box.yaml", "goldens/common.event.yaml", "a5"},
	{"stack", "goldens/stack.yaml", "goldens/common.event.yaml", "a5"},
	{"align-qr", "goldens/align.yaml", "goldens/common.event.yaml", "a5"},
	{"align", "goldens/text-align.yaml", "goldens/common.event.yaml", "a6"},
	{"mixed", "goldens/mixed.yaml", "goldens/mixed.event.yaml", "a6-landscape"},
};

/* ---- drawing ---- */

struct bytes {
	const GByteArray *array;
	size_t at;
};

static cairo_status_t read_bytes(void *data, unsigned char *to, unsigned length)
{
	struct bytes *bytes = data;
	if (bytes->at + length > bytes->array->len)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(to, bytes->array->data + bytes->at, length);
	bytes->at += length;
	return CAIRO_STATUS_SUCCESS;
}

/* The PNG that users get, WIDTH pixels wide, always as 32 bits a pixel. */
static cairo_surface_t *on_white(cairo_surface_t *image, int width, int height)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, (double)width / cairo_image_surface_get_width(image), (double)height / cairo_image_surface_get_height(image));
	cairo_set_source_surface(cr, image, 0, 0);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
	cairo_paint(cr);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	return surface;
}

static cairo_surface_t *draw(const struct picture *picture)
{
	struct bill_design *design = laid_design(picture->layout);
	struct bill_event *event = laid_event(picture->event);
	struct laid laid = laid_out(design, event, picture->size);
	g_assert_nonnull(laid.frames);
	struct bill_size page = laid.frames->page.pt;
	struct bill_sheet_info info = {.title = picture->name, .language = "en"};
	g_autoptr(GByteArray) png = bill_surface_write(laid.frames, BILL_PNG, WIDTH * 72 / page.width, &info, laid.diags);
	g_assert_nonnull(png);
	cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_bytes, &(struct bytes){.array = png});
	g_assert_cmpint(cairo_surface_status(image), ==, CAIRO_STATUS_SUCCESS);
	cairo_surface_t *surface = on_white(image, WIDTH, (int)lround(WIDTH * page.height / page.width));
	cairo_surface_destroy(image);
	laid_finish(&laid);
	bill_event_free(event);
	bill_design_free(design);
	return surface;
}

/* ---- comparing ---- */

struct difference {
	double mean;  /* of a channel, 0 to 255 */
	double share; /* of pixels that differ by more than SHADE */
};

/* Marks what differs in red on a pale copy. */
static struct difference compare(cairo_surface_t *is, cairo_surface_t *was, cairo_surface_t *marks)
{
	int width = cairo_image_surface_get_width(is), height = cairo_image_surface_get_height(is),
		stride = cairo_image_surface_get_stride(is);
	const unsigned char *a = cairo_image_surface_get_data(is), *b = cairo_image_surface_get_data(was);
	unsigned char *m = cairo_image_surface_get_data(marks);
	double sum = 0, far = 0;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			int at = y * stride + x * 4, most = 0;
			for (int c = 0; c < 3; c++) {
				int d = abs(a[at + c] - b[at + c]);
				sum += d;
				most = MAX(most, d);
				m[at + c] = (unsigned char)(192 + a[at + c] / 4);
			}
			if (most > SHADE) {
				far++;
				m[at] = m[at + 1] = 0;
				m[at + 2] = 255;
			}
		}
	cairo_surface_mark_dirty(marks);
	return (struct difference){sum / (3.0 * width * height), far / ((double)width * height)};
}

static void write_png(cairo_surface_t *surface, const char *path)
{
	g_assert_cmpint(cairo_surface_write_to_png(surface, path), ==, CAIRO_STATUS_SUCCESS);
}

/* Into the build folder, where the program is. */
static char *result_path(const char *name, const char *what)
{
	g_autofree char *file = g_strdup_printf("%s-%s.png", name, what);
	return g_test_build_filename(G_TEST_BUILT, file, NULL);
}

static void test_picture(gconstpointer data)
{
	const struct picture *picture = data;
	g_autofree char *golden = g_strdup_printf("pictures/%s.png", picture->name);
	cairo_surface_t *is = draw(picture);
	if (g_getenv("HANDBILL_UPDATE_GOLDENS") != NULL) {
		write_png(is, golden);
		cairo_surface_destroy(is);
		return;
	}
	cairo_surface_t *read = cairo_image_surface_create_from_png(golden);
	g_assert_cmpint(cairo_surface_status(read), ==, CAIRO_STATUS_SUCCESS);
	g_assert_cmpint(cairo_image_surface_get_width(read), ==, cairo_image_surface_get_width(is));
	g_assert_cmpint(cairo_image_surface_get_height(read), ==, cairo_image_surface_get_height(is));
	cairo_surface_t *was = on_white(read, cairo_image_surface_get_width(is), cairo_image_surface_get_height(is));
	cairo_surface_t *marks = on_white(is, cairo_image_surface_get_width(is), cairo_image_surface_get_height(is));
	struct difference difference = compare(is, was, marks);
	g_test_message("%s: mean %.3f, share %.4f", picture->name, difference.mean, difference.share);
	if (difference.mean > MOST_MEAN || difference.share > MOST_SHARE) {
		g_autofree char *actual = result_path(picture->name, "is"), *marked = result_path(picture->name, "differs");
		write_png(is, actual);
		write_png(marks, marked);
		g_test_message("not as %s; see %s and %s", golden, actual, marked);
		g_test_fail();
	}
	cairo_surface_destroy(marks);
	cairo_surface_destroy(was);
	cairo_surface_destroy(read);
	cairo_surface_destroy(is);
}

/* The comparison itself: it sees a line that is gone and a colour that changed, and not a shade. */
static cairo_surface_t *dotted(double grey, int lines)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 100, 100);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_set_source_rgb(cr, grey, grey, grey);
	for (int i = 0; i < lines; i++) {
		cairo_rectangle(cr, 10, 10 + 10 * i, 80, 4);
		cairo_fill(cr);
	}
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	return surface;
}

static void test_comparison(void)
{
	cairo_surface_t *base = dotted(0, 8), *same = dotted(0, 8), *shade = dotted(0.004, 8), *fewer = dotted(0, 7),
					*lighter = dotted(0.3, 8);
	cairo_surface_t *marks = dotted(0, 0);
	g_assert_cmpfloat(compare(base, same, marks).mean, ==, 0);
	g_assert_cmpfloat(compare(base, shade, marks).mean, <, MOST_MEAN);
	g_assert_cmpfloat(compare(base, fewer, marks).share, >, MOST_SHARE);
	g_assert_cmpfloat(compare(base, lighter, marks).mean, >, MOST_MEAN);
	cairo_surface_t *all[] = {base, same, shade, fewer, lighter, marks};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		cairo_surface_destroy(all[i]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	g_test_add_func("/layout/pictures/comparison", test_comparison);
	for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++) {
		g_autofree char *name = g_strconcat("/layout/pictures/", pictures[i].name, NULL);
		g_test_add_data_func(name, &pictures[i], test_picture);
	}
	int status = g_test_run();
	laid_close_fonts();
	return status;
}
