/* Pages as small pictures, compared with a tolerance: a change of paint is seen, another version of a library is not. What
 * differs is written beside the program. HANDBILL_UPDATE_GOLDENS=1 makes the pictures anew; look at them. */
#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "laid.h"
#include "surface/surface.h"
#include "../tell.h"

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
	{"pattern-a4", "pattern", SOURCE_ROOT "/samples/listing.txt", "a4"},
	{"editorial-a4", "editorial", SOURCE_ROOT "/samples/listing.txt", "a4"},
	{"portrait-a4", "portrait", SOURCE_ROOT "/samples/listing.txt", "a4"},
	{"portrait-photo", "portrait", "goldens/page-portrait-normal.event.yaml", "a4"},
	{"bleed", "goldens/bleed.yaml", "goldens/common.event.yaml", "a5-landscape"},
	{"box", "goldens/box.yaml", "goldens/common.event.yaml", "a5"},
	{"stack", "goldens/stack.yaml", "goldens/common.event.yaml", "a5"},
	{"align-qr", "goldens/align.yaml", "goldens/common.event.yaml", "a5"},
	{"align", "goldens/text-align.yaml", "goldens/common.event.yaml", "a6"},
	{"photo", "goldens/photo.yaml", "goldens/photo.event.yaml", "a5"},
	{"patterns", "goldens/patterns.yaml", "goldens/common.event.yaml", "a5"},
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

static cairo_surface_t *draw_frames(const struct picture *picture, const struct laid *laid)
{
	struct bill_size page = laid->frames->page.pt;
	struct bill_sheet_info info = {.title = picture->name, .language = "en"};
	g_autoptr(GByteArray) png = bill_surface_write(laid->frames, BILL_PNG, WIDTH * 72 / page.width, &info, laid->diags);
	if (!png)
		return NULL;
	cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_bytes, &(struct bytes){.array = png});
	g_assert_cmpint(cairo_surface_status(image), ==, CAIRO_STATUS_SUCCESS);
	cairo_surface_t *surface = on_white(image, WIDTH, (int)lround(WIDTH * page.height / page.width));
	cairo_surface_destroy(image);
	return surface;
}

/* NULL: no poster. */
static cairo_surface_t *draw(const struct picture *picture)
{
	struct bill_design *design = laid_design(picture->layout);
	struct bill_event *event = laid_event(picture->event);
	struct laid laid = laid_out(design, event, picture->size);
	cairo_surface_t *surface = laid.frames ? draw_frames(picture, &laid) : NULL;
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

/* A picture that fails lets the others be compared. */
static void fail(const char *name, const char *why)
{
	tell("%s: %s", name, why);
	g_test_fail();
}

static void write_png(cairo_surface_t *surface, const char *path)
{
	cairo_status_t status = cairo_surface_write_to_png(surface, path);
	if (status != CAIRO_STATUS_SUCCESS)
		fail(path, cairo_status_to_string(status));
}

/* The build folder, where the program is. Found before main goes elsewhere: a program may be called by a relative path. */
static char *result_folder;

static void write_result(cairo_surface_t *surface, const char *name, const char *what)
{
	g_autofree char *path = g_strdup_printf("%s/%s-%s.png", result_folder, name, what);
	write_png(surface, path);
	tell("written: %s", path);
}

static bool same_size(cairo_surface_t *a, cairo_surface_t *b)
{
	return cairo_image_surface_get_width(a) == cairo_image_surface_get_width(b) &&
		   cairo_image_surface_get_height(a) == cairo_image_surface_get_height(b);
}

/* Of another size, what it was is stretched, so that there is something to look at. */
static void compare_with(cairo_surface_t *is, cairo_surface_t *read, const char *name)
{
	int width = cairo_image_surface_get_width(is), height = cairo_image_surface_get_height(is);
	cairo_surface_t *was = on_white(read, width, height), *marks = on_white(is, width, height);
	struct difference difference = compare(is, was, marks);
	tell("%s: mean %.3f, share %.4f", name, difference.mean, difference.share);
	bool same = same_size(is, read);
	if (!same || difference.mean > MOST_MEAN || difference.share > MOST_SHARE) {
		fail(name, same ? "not as it was" : "not of the size it was");
		write_result(is, name, "is");
		write_result(marks, name, "differs");
	}
	cairo_surface_destroy(marks);
	cairo_surface_destroy(was);
}

static void compare_with_golden(cairo_surface_t *is, const char *golden, const char *name)
{
	cairo_surface_t *read = cairo_image_surface_create_from_png(golden);
	if (cairo_surface_status(read) == CAIRO_STATUS_SUCCESS) {
		compare_with(is, read, name);
	} else {
		fail(golden, cairo_status_to_string(cairo_surface_status(read)));
		write_result(is, name, "is");
	}
	cairo_surface_destroy(read);
}

static void test_picture(gconstpointer data)
{
	const struct picture *picture = data;
	g_autofree char *golden = g_strdup_printf("pictures/%s.png", picture->name);
	cairo_surface_t *is = draw(picture);
	if (!is)
		fail(picture->name, "there is no poster");
	else if (g_getenv("HANDBILL_UPDATE_GOLDENS") != NULL)
		write_png(is, golden);
	else
		compare_with_golden(is, golden, picture->name);
	cairo_surface_destroy(is); /* NULL is allowed */
}

/* What is written and what goes on: a picture that is missing, and one that is another. */
static void test_mismatch(void)
{
	if (g_test_subprocess()) {
		cairo_surface_t *is = draw(&pictures[G_N_ELEMENTS(pictures) - 1]);
		compare_with_golden(is, "pictures/none.png", "mismatch-a");
		compare_with_golden(is, "pictures/box.png", "mismatch-b");
		cairo_surface_destroy(is);
		return;
	}
	static const char *const written[] = {"mismatch-a-is.png", "mismatch-b-is.png", "mismatch-b-differs.png"};
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_failed();
	for (size_t i = 0; i < G_N_ELEMENTS(written); i++) {
		g_autofree char *path = g_build_filename(result_folder, written[i], NULL);
		g_assert_cmpint(g_unlink(path), ==, 0);
	}
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
	result_folder = g_canonicalize_filename(g_test_get_dir(G_TEST_BUILT), NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	g_test_add_func("/layout/pictures/comparison", test_comparison);
	for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++) {
		g_autofree char *name = g_strconcat("/layout/pictures/", pictures[i].name, NULL);
		g_test_add_data_func(name, &pictures[i], test_picture);
	}
	g_test_add_func("/layout/pictures/mismatch", test_mismatch);
	int status = g_test_run();
	laid_close_fonts();
	g_free(result_folder);
	return status;
}
