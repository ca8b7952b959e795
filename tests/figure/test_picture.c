/* Photos: the eight orientations, crops that hold their focus, tones, fewer pixels where fewer can be shown. */
#include <cairo-pdf.h>
#include <math.h>

#include "figure/open.h"
#include "made.h"

/* ---- orientation ---- */

/* EXIF 2.32, 4.6: an APP1 with a TIFF of one entry, put behind the JPEG's first marker. */
static GBytes *with_orientation(GBytes *jpeg, int orientation)
{
	guint8 app1[] = {0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1,
		0, (guint8)orientation, 0, 0, 0, 0, 0, 0};
	gsize len;
	const guint8 *bytes = g_bytes_get_data(jpeg, &len);
	GByteArray *out = g_byte_array_new();
	g_byte_array_append(out, bytes, 2);
	g_byte_array_append(out, app1, sizeof app1);
	g_byte_array_append(out, bytes + 2, (guint)len - 2);
	return g_byte_array_free_to_bytes(out);
}

/* The picture as a camera held another way would have stored it: what its orientation undoes. */
static GdkPixbuf *stored(GdkPixbuf *upright, int orientation)
{
	static const struct {
		GdkPixbufRotation rotation;
		gboolean mirrored;
	} ways[] = {{0, 0}, {0, 1}, {180, 0}, {180, 1}, {90, 1}, {90, 0}, {270, 1}, {270, 0}};
	GdkPixbuf *turned = gdk_pixbuf_rotate_simple(upright, ways[orientation - 1].rotation);
	if (!ways[orientation - 1].mirrored)
		return turned;
	bool sideways = orientation >= 5;
	GdkPixbuf *flipped = gdk_pixbuf_flip(turned, !sideways);
	g_object_unref(turned);
	return flipped;
}

static void test_orientations(void)
{
	struct made made = made_begin(NULL);
	GdkPixbuf *upright = made_quarters(96, 64);
	for (int orientation = 1; orientation <= 8; orientation++) {
		GdkPixbuf *pixbuf = stored(upright, orientation);
		g_autoptr(GBytes) jpeg = made_saved(pixbuf, "jpeg");
		g_autoptr(GBytes) turned = with_orientation(jpeg, orientation);
		g_autofree char *name = g_strdup_printf("%d.jpg", orientation);
		gsize len;
		const void *bytes = g_bytes_get_data(turned, &len);
		made_file(&made, name, bytes, len);
		struct bill_figure *figure = made_open(&made, name);
		g_assert_cmpstr(made_code(&made), ==, "");
		g_assert_cmpfloat(bill_figure_size(figure).width, ==, 96);
		g_assert_cmpfloat(bill_figure_size(figure).height, ==, 64);
		cairo_surface_t *drawn = made_drawn(figure, 96, 64);
		/* the middles of the quarters, and corners, where a picture that is off by one shows white or black */
		static const int places[][3] = {{24, 16, 0xd01010}, {72, 16, 0x10a010}, {24, 48, 0x1010d0}, {72, 48, 0xe0c010},
			{0, 0, 0xd01010}, {95, 0, 0x10a010}, {0, 63, 0x1010d0}, {95, 63, 0xe0c010}};
		for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
			guint32 pixel = made_pixel(drawn, places[i][0], places[i][1]);
			g_test_message("orientation %d at %d, %d: %06x", orientation, places[i][0], places[i][1], pixel);
			for (int shift = 0; shift < 24; shift += 8)
				g_assert_cmpint(ABS((int)(pixel >> shift & 255) - (places[i][2] >> shift & 255)), <, 12);
		}
		cairo_surface_destroy(drawn);
		g_object_unref(pixbuf);
	}
	g_object_unref(upright);
	made_end(&made);
}

/* ---- in a PDF ---- */

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned len)
{
	g_byte_array_append(data, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static GByteArray *in_pdf(struct bill_figure *figure, struct bill_picture_wish wish)
{
	GByteArray *out = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, out, 200, 200);
	cairo_t *cr = cairo_create(surface);
	cairo_arc(cr, 100, 100, 50, 0, 2 * G_PI);
	cairo_clip(cr);
	bill_picture_draw(bill_picture_new(figure, &wish), (struct bill_rect){50, 50, 100, 100}, cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(surface);
	return out;
}

/* Cropped, turned and clipped to a circle, a JPEG is still the file's own bytes; toned, it is not. */
static void test_jpeg_untouched(void)
{
	struct made made = made_begin(NULL);
	GdkPixbuf *quarters = made_quarters(300, 200);
	g_autoptr(GBytes) plain = made_saved(quarters, "jpeg");
	for (int orientation = 1; orientation <= 8; orientation++) {
		g_autoptr(GBytes) turned = with_orientation(plain, orientation);
		g_autofree char *name = g_strdup_printf("%d.jpg", orientation);
		gsize len;
		const void *bytes = g_bytes_get_data(turned, &len);
		made_file(&made, name, bytes, len);
		struct bill_figure *figure = made_open(&made, name);
		for (enum bill_tone tone = BILL_TONE_COLOR; tone <= BILL_TONE_GRAY; tone++) {
			struct bill_picture_wish wish = {
				.crop = {20, 10, 150, 150}, .shown = {100, 100}, .px_per_pt = 300.0 / 72, .tone = tone};
			g_autoptr(GByteArray) pdf = in_pdf(figure, wish);
			g_assert_true((memmem(pdf->data, pdf->len, bytes, len) != NULL) == (tone == BILL_TONE_COLOR));
		}
	}
	g_object_unref(quarters);
	made_end(&made);
}

/* What the output cannot show is left out: 2000 pixels on 100 pt of paper are 417. */
static void test_fewer_pixels(void)
{
	struct made made = made_begin(NULL);
	GdkPixbuf *quarters = made_quarters(2000, 2000);
	g_autoptr(GBytes) png = made_saved(quarters, "png");
	made_file(&made, "a.png", g_bytes_get_data(png, NULL), g_bytes_get_size(png));
	struct bill_picture_wish wish = {.crop = {0, 0, 2000, 2000}, .shown = {100, 100}, .px_per_pt = 300.0 / 72};
	g_autoptr(GByteArray) pdf = in_pdf(made_open(&made, "a.png"), wish);
	g_assert_nonnull(memmem(pdf->data, pdf->len, "/Width 417", 10));
	g_assert_nonnull(memmem(pdf->data, pdf->len, "/Height 417", 11));
	g_object_unref(quarters);
	made_end(&made);
}

/* ---- crops ---- */

/* 21 / 0.7 is a little more than 30, as binary numbers go. */
static void test_crop_rounding(void)
{
	struct bill_rect crop = bill_crop((struct bill_size){21, 30}, 0.7, (struct bill_point){0.3, 0.9});
	g_assert_true(crop.x == 0 && crop.y == 0 && crop.width == 21 && crop.height == 30);
}

static void test_focus_inside(void)
{
	static const double sides[] = {0.1, 0.5, 0.75, 1, 1.333, 2, 10};
	for (size_t p = 0; p < G_N_ELEMENTS(sides); p++)
		for (size_t f = 0; f < G_N_ELEMENTS(sides); f++)
			for (int x = 0; x <= 10; x++)
				for (int y = 0; y <= 10; y++) {
					struct bill_size picture = {1000 * sides[p], 1000};
					struct bill_point focus = {x / 10.0, y / 10.0};
					struct bill_rect crop = bill_crop(picture, sides[f], focus);
					double at_x = focus.x * picture.width, at_y = focus.y * picture.height;
					g_assert_true(fabs(crop.width / crop.height - sides[f]) < 1e-9);
					g_assert_true(crop.x >= 0 && crop.y >= 0 && crop.x + crop.width <= picture.width + 1e-9 &&
								  crop.y + crop.height <= picture.height + 1e-9);
					g_assert_true(at_x >= crop.x - 1e-9 && at_x <= crop.x + crop.width + 1e-9 && at_y >= crop.y - 1e-9 &&
								  at_y <= crop.y + crop.height + 1e-9);
					/* in its middle, unless the picture's edge is nearer */
					g_assert_true(fabs(crop.x + crop.width / 2 - at_x) < 1e-9 || crop.x < 1e-9 ||
								  crop.x + crop.width > picture.width - 1e-9);
					g_assert_true(fabs(crop.y + crop.height / 2 - at_y) < 1e-9 || crop.y < 1e-9 ||
								  crop.y + crop.height > picture.height - 1e-9);
					/* the largest there is: one side is the picture's own */
					g_assert_true(fabs(crop.width - picture.width) < 1e-9 || fabs(crop.height - picture.height) < 1e-9);
				}
}

static void test_focus_parse(void)
{
	static const char *const bad[] = {
		"", "50%", "50 30", "50% 30", "face", "120% 10%", "-1% 5%", "50% 30% 20%", "nan% 5%", "50%30"};
	struct bill_point focus = {9, 9};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_test_message("%s", bad[i]);
		g_assert_false(bill_focus_parse(bad[i], &focus));
	}
	g_assert_cmpfloat(focus.x, ==, 9);
	g_assert_true(bill_focus_parse(" 50% 30%", &focus));
	g_assert_cmpfloat(focus.x, ==, 0.5);
	g_assert_cmpfloat(focus.y, ==, 0.3);
	g_assert_true(bill_focus_parse("0%, 100%", &focus));
	g_assert_cmpfloat(focus.y, ==, 1);
}

/* ---- formats ---- */

static void test_formats(void)
{
	static const char *const types[] = {"png", "jpeg"};
	struct made made = made_begin(NULL);
	GdkPixbuf *quarters = made_quarters(64, 64);
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autoptr(GBytes) file = made_saved(quarters, types[i]);
		gsize len;
		const void *bytes = g_bytes_get_data(file, &len);
		made_file(&made, "misnamed.gif", bytes, len); /* the bytes tell, not the name */
		g_autofree char *name = g_strdup_printf("%s.x", types[i]);
		made_file(&made, name, bytes, len);
		struct bill_figure *figure = made_open(&made, name);
		g_assert_nonnull(figure);
		g_assert_false(bill_figure_is_vector(figure));
		g_assert_true(figure == made_open(&made, name)); /* opened once */
	}
	static const char svg[] =
		"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'><rect width='200' height='100' fill='#00ff00'/></svg>";
	made_file(&made, "a.svg", svg, strlen(svg));
	struct bill_figure *figure = made_open(&made, "a.svg");
	g_assert_true(bill_figure_is_vector(figure));
	g_assert_cmpfloat(bill_figure_size(figure).width, ==, 200);
	cairo_surface_t *drawn = made_drawn(figure, 40, 20);
	g_assert_cmphex(made_pixel(drawn, 20, 10), ==, 0x00ff00);
	cairo_surface_destroy(drawn);
	g_object_unref(quarters);
	g_assert_cmpstr(made_code(&made), ==, "");
	made_end(&made);
}

/* Where the loader can write too, which webp-pixbuf-loader 0.2 can. */
static void test_webp(void)
{
	GdkPixbufLoader *loader = gdk_pixbuf_loader_new_with_mime_type("image/webp", NULL);
	if (!loader) {
		g_test_skip("no WebP loader");
		return;
	}
	gdk_pixbuf_loader_close(loader, NULL);
	g_object_unref(loader);
	GdkPixbuf *quarters = made_quarters(32, 32);
	char *bytes;
	gsize len;
	GError *error = NULL;
	bool saved = gdk_pixbuf_save_to_buffer(quarters, &bytes, &len, "webp", &error, NULL);
	g_object_unref(quarters);
	if (!saved) {
		g_test_skip(error->message);
		g_error_free(error);
		return;
	}
	struct made made = made_begin(NULL);
	made_file(&made, "a.webp", bytes, len);
	g_free(bytes);
	struct bill_figure *figure = made_open(&made, "a.webp");
	g_assert_cmpstr(made_code(&made), ==, "");
	g_assert_cmpfloat(bill_figure_size(figure).width, ==, 32);
	made_end(&made);
}

/* ---- for the next poster ---- */

/* As the next poster would. */
static struct bill_figure *open_next(struct made *made, struct bill_album *album, const char *name)
{
	bill_figures_free(made->figures);
	made->figures = bill_figures_new(NULL, album);
	struct bill_figure *figure = made_open(made, name);
	g_assert_nonnull(figure);
	return figure;
}

static void test_shelf(void)
{
	struct made made = made_begin(NULL);
	struct bill_album *album = bill_album_new();
	static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>";
	GdkPixbuf *quarters = made_quarters(64, 64), *others = made_quarters(60, 64);
	g_autoptr(GBytes) file = made_saved(quarters, "jpeg");
	g_autoptr(GBytes) other = made_saved(others, "jpeg");
	made_file(&made, "a.jpg", g_bytes_get_data(file, NULL), g_bytes_get_size(file));
	made_file(&made, "a.svg", svg, strlen(svg));
	const void *pixels = open_next(&made, album, "a.jpg")->image, *vector = open_next(&made, album, "a.svg")->vector;
	g_assert_true(open_next(&made, album, "a.jpg")->image == pixels);
	g_assert_true(open_next(&made, album, "a.svg")->vector == vector);
	made_file(&made, "a.jpg", g_bytes_get_data(other, NULL), g_bytes_get_size(other));
	g_assert_cmpfloat(bill_figure_size(open_next(&made, album, "a.jpg")).width, ==, 60);
	made_file(&made, "b.jpg", g_bytes_get_data(file, NULL), g_bytes_get_size(file)); /* the bytes tell, not the name */
	struct bill_figure *figure = open_next(&made, album, "b.jpg");
	g_assert_true(figure->image == pixels);
	bill_album_free(album);
	cairo_surface_t *drawn = made_drawn(figure, 64, 64);
	g_assert_cmphex(made_pixel(drawn, 16, 16) >> 20, ==, 0xd);
	cairo_surface_destroy(drawn);
	g_object_unref(quarters);
	g_object_unref(others);
	made_end(&made);
}

/* What is told. */
static char *open_failing(struct made *made, struct bill_album *album, const char *name)
{
	bill_figures_free(made->figures);
	made->figures = bill_figures_new(NULL, album);
	bill_diags_free(made->diags);
	made->diags = bill_diags_new();
	g_assert_null(made_open(made, name));
	g_assert_cmpstr(made_code(made), ==, "figure/broken");
	return g_strdup(bill_diags_at(made->diags, 0)->text);
}

/* What cannot be decoded is tried once for all posters, and told for each; a mended file is another. */
static void test_failures(void)
{
	struct made made = made_begin(NULL);
	struct bill_album *album = bill_album_new();
	static const char bad[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g></svg>",
					  good[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g/></svg>";
	made_file(&made, "a.svg", bad, strlen(bad));
	g_autofree char *first = open_failing(&made, album, "a.svg");
	struct bill_figure same = {.bytes = g_bytes_new_static(bad, strlen(bad)), .header = {.type = BILL_FIGURE_SVG}};
	struct bill_decoded decoded;
	g_assert_true(bill_album_take(album, (struct bill_size){9, 9}, &same, &decoded));
	g_assert_cmpint(decoded.how, ==, BILL_APART_REFUSED);
	g_bytes_unref(same.bytes);
	g_autofree char *second = open_failing(&made, album, "a.svg");
	g_assert_cmpstr(second, ==, first);
	made_file(&made, "b.svg", bad, strlen(bad));
	g_autofree char *other = open_failing(&made, album, "b.svg");
	g_assert_nonnull(strstr(other, "b.svg"));
	made_file(&made, "a.svg", good, strlen(good));
	bill_diags_free(made.diags);
	made.diags = bill_diags_new();
	g_assert_nonnull(open_next(&made, album, "a.svg")->vector);
	bill_album_free(album);
	made_end(&made);
}

/* ---- tones ---- */

static void test_tones(void)
{
	struct made made = made_begin(NULL);
	GdkPixbuf *quarters = made_quarters(64, 64);
	g_autoptr(GBytes) file = made_saved(quarters, "png");
	gsize len;
	const void *bytes = g_bytes_get_data(file, &len);
	made_file(&made, "a.png", bytes, len);
	struct bill_figure *figure = made_open(&made, "a.png");
	struct bill_color dark = {0.2, 0, 0, 1}, light = {1, 0.9, 0.8, 1};
	for (enum bill_tone tone = BILL_TONE_GRAY; tone <= BILL_TONE_DUOTONE; tone++) {
		struct bill_picture_wish wish = {
			.crop = {0, 0, 64, 64}, .shown = {64, 64}, .px_per_pt = 1, .tone = tone, .dark = dark, .light = light};
		const struct bill_picture *picture = bill_picture_new(figure, &wish);
		cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 64, 64);
		cairo_t *cr = cairo_create(surface);
		bill_picture_draw(picture, (struct bill_rect){0, 0, 64, 64}, cr);
		cairo_destroy(cr);
		cairo_surface_flush(surface);
		for (int i = 0; i < 4; i++) {
			guint32 pixel = made_pixel(surface, 16 + i % 2 * 32, 16 + i / 2 * 32);
			int red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;
			if (tone == BILL_TONE_GRAY)
				g_assert_true(red == green && green == blue);
			else
				g_assert_true(red >= 50 && red > green && green >= blue);
		}
		cairo_surface_destroy(surface);
	}
	g_object_unref(quarters);
	made_end(&made);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/figure/picture/orientations", test_orientations);
	g_test_add_func("/figure/picture/jpeg-untouched", test_jpeg_untouched);
	g_test_add_func("/figure/picture/fewer-pixels", test_fewer_pixels);
	g_test_add_func("/figure/picture/focus-inside", test_focus_inside);
	g_test_add_func("/figure/picture/crop-rounding", test_crop_rounding);
	g_test_add_func("/figure/picture/focus-parse", test_focus_parse);
	g_test_add_func("/figure/picture/formats", test_formats);
	g_test_add_func("/figure/picture/webp", test_webp);
	g_test_add_func("/figure/picture/album", test_shelf);
	g_test_add_func("/figure/picture/album-failures", test_failures);
	g_test_add_func("/figure/picture/tones", test_tones);
	return g_test_run();
}
