/* Letters in a picture: as cairo fills their outlines, wherever they stand and whichever way they are turned. */
#include "words.h"

#define WIDTH 300
#define HEIGHT 120
#define PAPER 0xffe0e8f0u

static cairo_surface_t *sheet(cairo_format_t format)
{
	cairo_surface_t *surface = cairo_image_surface_create(format, WIDTH, HEIGHT);
	cairo_t *cr = cairo_create(surface);
	if (format == CAIRO_FORMAT_RGB24) {
		cairo_set_source_rgb(cr, 0xe0 / 255.0, 0xe8 / 255.0, 0xf0 / 255.0);
		cairo_paint(cr);
	}
	cairo_destroy(cr);
	return surface;
}

static guint32 pixel_at(cairo_surface_t *surface, int x, int y)
{
	guint32 pixel;
	cairo_surface_flush(surface);
	memcpy(&pixel, cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) + 4 * x, sizeof pixel);
	return pixel;
}

static const struct bill_type_line *first_line(const char *text, const char *language)
{
	struct bill_type *type = make_type(text, language);
	size_t count;
	const struct bill_break *lines = bill_type_break(type, 1000, BILL_WRAP_GREEDY, false, &count);
	return bill_type_line_new(type, lines, 0, 0, words.arena);
}

/* A gradient of one colour is no colour, and so cairo's to fill. */
static void set_ink(cairo_t *cr, bool by_cairo, double alpha)
{
	if (!by_cairo) {
		cairo_set_source_rgba(cr, 0.7, 0.1, 0.2, alpha);
		return;
	}
	cairo_pattern_t *pattern = cairo_pattern_create_linear(0, 0, 1, 0);
	cairo_pattern_add_color_stop_rgba(pattern, 0, 0.7, 0.1, 0.2, alpha);
	cairo_pattern_add_color_stop_rgba(pattern, 1, 0.7, 0.1, 0.2, alpha);
	cairo_set_source(cr, pattern);
	cairo_pattern_destroy(pattern);
}

struct look {
	double x, y, size, turn, alpha;
	cairo_format_t format;
	cairo_rectangle_int_t clip; /* width 0: none */
};

static cairo_surface_t *show(const struct bill_type_line *line, const struct look *look, bool by_cairo)
{
	cairo_surface_t *surface = sheet(look->format);
	cairo_t *cr = cairo_create(surface);
	if (look->clip.width) {
		cairo_rectangle(cr, look->clip.x, look->clip.y, look->clip.width, look->clip.height);
		cairo_clip(cr);
	}
	set_ink(cr, by_cairo, look->alpha);
	cairo_translate(cr, look->x, look->y);
	cairo_rotate(cr, look->turn);
	cairo_move_to(cr, 0, 0);
	bill_type_line_show(line, look->size, NULL, cr);
	g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	return surface;
}

static int difference(guint32 a, guint32 b)
{
	int most = 0;
	for (int i = 0; i < 24; i += 8)
		most = MAX(most, abs((int)(a >> i & 255) - (int)(b >> i & 255)));
	return most;
}

/* Cairo looks at 15 lines a pixel and tells 1/15; we tell 1/31. */
static void assert_alike(cairo_surface_t *own, cairo_surface_t *cairos, int least)
{
	int inked = 0;
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++) {
			g_assert_cmpint(difference(pixel_at(own, x, y), pixel_at(cairos, x, y)), <=, least);
			inked += pixel_at(own, x, y) != pixel_at(own, 0, HEIGHT - 1);
		}
	g_assert_cmpint(inked, >, 60);
}

static void test_as_cairo(void)
{
	static const struct {
		const char *language, *text;
		int least;
	} samples[] = {{"en", "Glow-worms & ogham, 80%", 20}, {"he", "שלום וברוכים", 20}, {"ja", "光る虫", 20},
		/* letters that join are all cairo's */
		{"ar", "الضوء والحياة", 1}, {"hi", "प्रकाश के विषय", 1}};
	static const struct look looks[] = {
		{10, 40, 20, 0, 1, CAIRO_FORMAT_RGB24, {0}},
		{10.37, 40.61, 13.3, 0, 1, CAIRO_FORMAT_RGB24, {0}},
		{10.37, 60.61, 60, 0, 0.5, CAIRO_FORMAT_RGB24, {0}},
		{10.37, 40.61, 20, 0, 0.5, CAIRO_FORMAT_ARGB32, {0}},
		{40.2, 5.5, 17, G_PI / 2, 1, CAIRO_FORMAT_RGB24, {0}},
		{10.2, 5.5, 17, 0.3, 1, CAIRO_FORMAT_RGB24, {0}},
		{-30.5, 10.5, 40, 0, 1, CAIRO_FORMAT_RGB24, {0}},
		{250, 118.5, 80, 0, 1, CAIRO_FORMAT_RGB24, {0}},
		{10.37, 60, 40, 0, 1, CAIRO_FORMAT_RGB24, {20, 30, 40, 20}},
	};
	for (size_t s = 0; s < G_N_ELEMENTS(samples); s++)
		for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
			const struct bill_type_line *line = first_line(samples[s].text, samples[s].language);
			cairo_surface_t *own = show(line, &looks[i], false), *cairos = show(line, &looks[i], true);
			assert_alike(own, cairos, samples[s].least);
			cairo_surface_destroy(own);
			cairo_surface_destroy(cairos);
		}
}

/* Clips that are no rectangle, groups, and letters larger than what is kept for them are cairo's. */
static void test_left_to_cairo(void)
{
	cairo_surface_t *surface = sheet(CAIRO_FORMAT_RGB24);
	cairo_t *cr = cairo_create(surface);
	const struct bill_type_line *line = first_line("l", "en");
	for (int i = 0; i < 2; i++) {
		cairo_arc(cr, 100, 60, 30, 0, 2 * G_PI);
		cairo_clip(cr);
		if (i == 1)
			cairo_push_group(cr);
		cairo_set_source_rgba(cr, 0, 0, 0, 0.5);
		cairo_move_to(cr, i == 1 ? -600 : 30, i == 1 ? 900 : 300); /* the stem, 0.09 to 0.19 em, covers the clip */
		bill_type_line_show(line, i == 1 ? 6000 : 500, NULL, cr);
		if (i == 1) {
			cairo_pop_group_to_source(cr);
			cairo_paint(cr);
		}
		cairo_reset_clip(cr);
	}
	cairo_destroy(cr);
	g_assert_cmphex(pixel_at(surface, 10, 60) | 0xff000000, ==, PAPER);
	g_assert_cmphex(pixel_at(surface, 66, 60) | 0xff000000, ==, PAPER);
	g_assert_cmpint(pixel_at(surface, 100, 60) & 0xff, <, 0xf0 / 3);
	cairo_surface_destroy(surface);
}

/* Few colours, so that a page of words keeps within a palette. */
static void test_few_colors(void)
{
	static const struct look look = {10.37, 60.61, 30, 0, 1, CAIRO_FORMAT_RGB24, {0}};
	cairo_surface_t *surface = show(first_line("Glow-worms & ogham, 80%", "en"), &look, false);
	g_autoptr(GHashTable) colors = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++)
			g_hash_table_add(colors, GUINT_TO_POINTER(pixel_at(surface, x, y)));
	g_assert_cmpint(g_hash_table_size(colors), >, 20);
	g_assert_cmpint(g_hash_table_size(colors), <=, 32);
	cairo_surface_destroy(surface);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	words_init();
	g_test_add_func("/font/coverage/as-cairo", test_as_cairo);
	g_test_add_func("/font/coverage/left-to-cairo", test_left_to_cairo);
	g_test_add_func("/font/coverage/few-colors", test_few_colors);
	int result = g_test_run();
	words_finish();
	return result;
}
