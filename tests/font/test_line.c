/* Frozen lines: their width is Pango's own, their text the source's, their ink where it should be. */
#include "words.h"

static double pango_width(const char *text, const char *language)
{
	PangoLayout *layout = pango_layout_new(words.fonts->context);
	struct bill_style style = plain_style();
	PangoFontDescription *font = bill_style_font(&style);
	PangoAttrList *attributes = pango_attr_list_new();
	pango_attr_list_insert(attributes, pango_attr_language_new(pango_language_from_string(language)));
	pango_layout_set_attributes(layout, attributes);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_text(layout, text, -1);
	PangoRectangle logical;
	pango_layout_get_extents(layout, NULL, &logical);
	pango_attr_list_unref(attributes);
	pango_font_description_free(font);
	g_object_unref(layout);
	return logical.width / BILL_EM_UNITS;
}

static const struct {
	const char *language, *text;
} samples[] = {
	{"en", "Glow-worms keep a light of their own, and nobody has yet seen “it” go out by itself; AV To We, 10:00–11:00."},
	{"de", "Größenverhältnisse und Straßenbahnen fließen über weiße Flüsse, sagt man."},
	{"ar", "مرحبا بكم في الندوة السنوية عن الضوء والحياة في أعماق البحر"},
	{"he", "שלום וברוכים הבאים להרצאה על אור וחיים"},
	{"ar", "الندوة GPU Systems رقم 12 في قاعة B"},
	{"ja", "東京大学の講演会へようこそ。光る虫について話します。"},
	{"hi", "स्वागत है आप सबका इस व्याख्यान में प्रकाश के विषय पर"},
	{"th", "ยินดีต้อนรับสู่การบรรยายเรื่องแสง"},
};

static void test_widths(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		for (double width = 6; width < 60; width *= 1.7) {
			struct bill_type *type = make_type(samples[i].text, samples[i].language);
			size_t count;
			const struct bill_break *lines = bill_type_break(type, width, BILL_WRAP_PRETTY, true, &count);
			for (size_t l = 0; l < count; l++) {
				const struct bill_type_line *line = bill_type_line_new(type, &lines[l], 0, 0, words.arena);
				double whole = lines[l].width_em + lines[l].hang_start_em + lines[l].hang_end_em;
				assert_near(bill_type_line_advance(line), whole, 1e-3);
				if (!lines[l].hyphen)
					assert_near(whole, pango_width(bill_type_line_text(line), samples[i].language), 0.01);
			}
		}
}

static void test_text(void)
{
	struct bill_style style = plain_style();
	style.hyphenate = true;
	const char *text = "A hyphenation of extraordinary co\302\255operation needs attention";
	struct bill_type *type = make_styled(text, "en", &style);
	size_t count;
	const struct bill_break *lines = bill_type_break(type, 6, BILL_WRAP_GREEDY, true, &count);
	GString *all = g_string_new(NULL);
	for (size_t i = 0; i < count; i++) {
		const char *line = bill_type_line_text(bill_type_line_new(type, &lines[i], 0, 0, words.arena));
		g_assert_true(g_utf8_validate(line, -1, NULL));
		g_assert_cmpint(g_str_has_suffix(line, "\302\255"), ==, lines[i].hyphen);
		g_string_append(all, line);
		if (!lines[i].hyphen && !lines[i].paragraph_end)
			g_string_append_c(all, ' ');
	}
	g_auto(GStrv) got = g_strsplit(all->str, "\302\255", -1), want = g_strsplit(text, "\302\255", -1);
	g_autofree char *got_plain = g_strjoinv("", got), *want_plain = g_strjoinv("", want);
	g_assert_cmpstr(got_plain, ==, want_plain);
	g_string_free(all, TRUE);
}

static void test_justified(void)
{
	struct bill_style style = plain_style();
	style.align = BILL_ALIGN_JUSTIFY;
	struct bill_type *type = make_styled(samples[0].text, "en", &style);
	size_t count;
	const struct bill_break *lines = bill_type_break(type, 15, BILL_WRAP_PRETTY, false, &count);
	g_assert_cmpuint(count, >, 2);
	for (size_t i = 0; i < count; i++) {
		double hang = lines[i].hang_start_em + lines[i].hang_end_em;
		double advance = bill_type_line_advance(bill_type_line_new(type, &lines[i], 15, 0, words.arena));
		assert_near(advance - hang, i + 1 < count ? 15 : lines[i].width_em, 1e-3);
	}
}

/* A line whose spaces would be torn wide stays ragged. */
static void test_justified_loose(void)
{
	struct bill_style style = plain_style();
	style.align = BILL_ALIGN_JUSTIFY;
	struct bill_type *type = make_styled("one incomprehensibilities two", "en", &style);
	size_t count;
	const struct bill_break *lines = bill_type_break(type, bill_type_longest_word(type) + 2.6, BILL_WRAP_GREEDY, false, &count);
	g_assert_cmpuint(count, ==, 2);
	double width = lines[0].width_em;
	assert_near(bill_type_line_advance(bill_type_line_new(type, &lines[0], width + 0.7, 0, words.arena)), width + 0.7, 1e-3);
	assert_near(bill_type_line_advance(bill_type_line_new(type, &lines[0], width + 0.9, 0, words.arena)), width, 1e-3);
}

/* Without spaces, the gaps between wide characters give; a line with too few of them stays. */
static void test_justified_wide(void)
{
	struct bill_style style = plain_style();
	style.align = BILL_ALIGN_JUSTIFY;
	struct bill_type *type = make_styled("東京大学講演会東京大学講演会", "ja", &style);
	size_t count;
	const struct bill_break *lines = bill_type_break(type, 8.5, BILL_WRAP_GREEDY, false, &count);
	g_assert_cmpuint(count, ==, 2);
	assert_near(bill_type_line_advance(bill_type_line_new(type, &lines[0], 8.5, 0, words.arena)), 8.5, 1e-3);
	assert_near(bill_type_line_advance(bill_type_line_new(type, &lines[0], 12, 0, words.arena)), lines[0].width_em, 1e-3);
	assert_near(bill_type_line_advance(bill_type_line_new(type, &lines[1], 8.5, 0, words.arena)), lines[1].width_em, 1e-3);
}

/* ---- ink ---- */

#define SIDE 600
#define SIZE 40
#define X 100
#define Y 100

/* The left and right ends of what a line draws, in em from its origin. */
static void find_ink(const struct bill_type_line *line, double *left, double *right)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, SIDE, 200);
	cairo_t *cr = cairo_create(surface);
	cairo_move_to(cr, X, Y);
	bill_type_line_show(line, SIZE, NULL, cr);
	g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
	cairo_surface_flush(surface);
	const unsigned char *pixels = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface), first = SIDE, last = -1;
	for (int y = 0; y < 200; y++)
		for (int x = 0; x < SIDE; x++)
			if (pixels[y * stride + x] > 40) {
				first = MIN(first, x);
				last = MAX(last, x + 1);
			}
	*left = (double)(first - X) / SIZE;
	*right = (double)(last - X) / SIZE;
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

static const struct bill_type_line *first_line(struct bill_type *type, double width, struct bill_break *copy)
{
	size_t count;
	const struct bill_break *lines = bill_type_break(type, width, BILL_WRAP_GREEDY, false, &count);
	*copy = lines[0];
	return bill_type_line_new(type, &lines[0], 0, 0, words.arena);
}

static void test_hanging(void)
{
	struct bill_break line;
	double left, right;
	find_ink(first_line(make_type("“Hanging.”", "en"), 40, &line), &left, &right);
	g_assert_cmpfloat(line.hang_start_em, >, 0.1);
	g_assert_cmpfloat(line.hang_start_em, <=, 0.6);
	g_assert_cmpfloat(line.hang_end_em, >, 0.1);
	g_assert_cmpfloat(left, <, -0.1);
	g_assert_cmpfloat(left, >=, -0.6);
	g_assert_cmpfloat(right, >, line.width_em + 0.05);
	g_assert_cmpfloat(right, <=, line.width_em + 0.6);
	find_ink(first_line(make_type("Plain", "en"), 40, &line), &left, &right);
	g_assert_cmpfloat(line.hang_start_em, ==, 0);
	g_assert_cmpfloat(left, >=, 0);
	g_assert_cmpfloat(right, <=, line.width_em);
	struct bill_style inside = plain_style();
	inside.hang = false;
	find_ink(first_line(make_styled("“Hanging.”", "en", &inside), 40, &line), &left, &right);
	g_assert_cmpfloat(left, >=, 0);
	g_assert_cmpfloat(right, <=, line.width_em);
	struct bill_type *limited = make_type("“Hanging.”", "en");
	double wide = bill_type_natural_width(limited);
	bill_type_limit_hang(limited, 0.1);
	find_ink(first_line(limited, 40, &line), &left, &right);
	assert_near(line.hang_start_em, 0.1, 1e-6);
	assert_near(line.hang_end_em, 0.1, 1e-6);
	g_assert_cmpfloat(left, >=, -0.1);
	g_assert_cmpfloat(right, <=, line.width_em + 0.1);
	g_assert_cmpfloat(bill_type_natural_width(limited), >, wide);
	first_line(make_type("“مرحبا.”", "ar"), 40, &line);
	g_assert_cmpfloat(line.hang_start_em, ==, 0);
	g_assert_cmpfloat(line.hang_end_em, ==, 0);
}

static struct bill_type *make_item(const char *text, const char *language)
{
	struct bill_text *copy = bill_arena_new0(words.arena, struct bill_text);
	struct bill_run *run = bill_arena_new0(words.arena, struct bill_run);
	*run = (struct bill_run){0, strlen(text), BILL_RUN_BULLET};
	*copy = (struct bill_text){text, strlen(text), run, 1};
	static struct bill_style style;
	style = plain_style();
	return bill_type_new(words.fonts, copy, &style, language, (struct bill_at){0}, words.arena, words.diags);
}

static void test_bullets(void)
{
	struct bill_break line, plain;
	double left, right;
	find_ink(first_line(make_item("Light of their own", "en"), 40, &line), &left, &right);
	first_line(make_type("Light of their own", "en"), 40, &plain);
	assert_near(line.indent_em, 1.1, 1e-6);
	assert_near(line.width_em, plain.width_em + 1.1, 1e-6);
	g_assert_cmpfloat(left, >=, 0);
	g_assert_cmpfloat(left, <, 0.6);
	g_assert_cmpfloat(right, <=, line.width_em);
	find_ink(first_line(make_item("مرحبا بكم", "ar"), 40, &line), &left, &right);
	g_assert_cmpfloat(left, <, 0.3);
	g_assert_cmpfloat(right, >, line.width_em - 0.7);
	g_assert_cmpfloat(right, <=, line.width_em);
	/* The second line has the indent, and no bullet. */
	struct bill_type *type = make_item("Light of their own", "en");
	size_t count;
	const struct bill_break *lines = bill_type_break(type, 6.5, BILL_WRAP_GREEDY, false, &count);
	g_assert_cmpuint(count, >, 1);
	find_ink(bill_type_line_new(type, &lines[1], 0, 0, words.arena), &left, &right);
	g_assert_cmpfloat(left, >=, 1.1);
}

/* Where red and green ink begin and end when a line is drawn in red, with green as its second colour; em from its origin. */
struct inks {
	double red_left, red_right, green_left, green_right;
};

static void widen(double at, double *left, double *right)
{
	*left = fmin(*left, at);
	*right = fmax(*right, at);
}

static struct inks find_colors(const struct bill_type_line *line)
{
	struct inks inks = {1e3, -1e3, 1e3, -1e3};
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, 200);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 0, 0);
	cairo_move_to(cr, X, Y);
	bill_type_line_show(line, SIZE, &(struct bill_color){0, 1, 0, 1}, cr);
	cairo_surface_flush(surface);
	const unsigned char *pixels = cairo_image_surface_get_data(surface);
	for (int y = 0; y < 200; y++)
		for (int x = 0; x < SIDE; x++) {
			guint32 pixel;
			memcpy(&pixel, pixels + y * cairo_image_surface_get_stride(surface) + 4 * x, sizeof pixel);
			if ((pixel >> 16 & 255) > 40)
				widen((double)(x - X) / SIZE, &inks.red_left, &inks.red_right);
			if ((pixel >> 8 & 255) > 40)
				widen((double)(x - X) / SIZE, &inks.green_left, &inks.green_right);
		}
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return inks;
}

/* What follows the first pause has the second colour, on its own side of what is before it. */
static void test_two_colors(void)
{
	struct bill_type *type = make_type("Light: its own: end", "en"), *rtl = make_type("אור: משלו", "he");
	g_assert_cmpuint(bill_type_after_pause(type), ==, strlen("Light: "));
	g_assert_cmpuint(bill_type_after_pause(rtl), ==, strlen("אור: "));
	g_assert_cmpuint(bill_type_after_pause(make_type("No pause, none at all", "en")), ==, 0);
	g_assert_cmpuint(bill_type_after_pause(make_type("Nothing after it:", "en")), ==, 0);
	g_assert_cmpuint(bill_type_after_pause(make_type("At 10:30 – noon", "en")), ==, strlen("At 10:30 – "));
	size_t count;
	const struct bill_break *line = bill_type_break(type, 40, BILL_WRAP_GREEDY, false, &count);
	struct inks inks = find_colors(bill_type_line_new(type, line, 0, bill_type_after_pause(type), words.arena));
	g_assert_cmpfloat(inks.red_right, <, inks.green_left);
	assert_near(inks.green_right, line->width_em, 0.15);
	line = bill_type_break(rtl, 40, BILL_WRAP_GREEDY, false, &count);
	inks = find_colors(bill_type_line_new(rtl, line, 0, bill_type_after_pause(rtl), words.arena));
	g_assert_cmpfloat(inks.green_right, <, inks.red_left);
	inks = find_colors(bill_type_line_new(rtl, line, 0, 0, words.arena));
	g_assert_cmpfloat(inks.green_right, <, inks.green_left); /* there is none */
}

/* Latin words inside Arabic: the sentence's first word is at the right, the Latin words keep their order. */
static void test_visual_order(void)
{
	struct bill_break line;
	double left, right, whole;
	find_ink(first_line(make_type("ابج", "ar"), 40, &line), &left, &right);
	g_assert_cmpfloat(left, >=, -0.05);
	struct bill_type *type = make_type("ا||||", "ar");
	const struct bill_type_line *mixed = first_line(type, 40, &line);
	whole = line.width_em;
	find_ink(mixed, &left, &right);
	g_assert_cmpfloat(whole - right, <, 0.2);
}

static void test_invisible(void)
{
	struct bill_break line, plain;
	first_line(make_type("ab", "en"), 40, &plain);
	first_line(make_type("a\342\200\213b\342\200\216", "en"), 40, &line);
	assert_near(line.width_em, plain.width_em, 1e-2);
	size_t count;
	struct bill_type *type = make_type("ab\342\200\250cd", "en");
	const struct bill_break *lines = bill_type_break(type, 40, BILL_WRAP_GREEDY, false, &count);
	g_assert_cmpuint(count, ==, 2);
	assert_near(lines[0].width_em, plain.width_em, 1e-6);
	g_assert_cmpstr(bill_type_line_text(bill_type_line_new(type, &lines[0], 0, 0, words.arena)), ==, "ab");
	g_assert_cmpstr(bill_type_line_text(bill_type_line_new(type, &lines[1], 0, 0, words.arena)), ==, "cd");
	first_line(make_type("a\tb", "en"), 40, &line);
	assert_near(line.width_em, plain.width_em + 0.28, 0.02);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	words_init();
	g_assert_nonnull(words.fonts);
	g_test_add_func("/font/line/widths", test_widths);
	g_test_add_func("/font/line/text", test_text);
	g_test_add_func("/font/line/justified", test_justified);
	g_test_add_func("/font/line/justified-loose", test_justified_loose);
	g_test_add_func("/font/line/justified-wide", test_justified_wide);
	g_test_add_func("/font/line/hanging", test_hanging);
	g_test_add_func("/font/line/bullets", test_bullets);
	g_test_add_func("/font/line/two-colors", test_two_colors);
	g_test_add_func("/font/line/order", test_visual_order);
	g_test_add_func("/font/line/invisible", test_invisible);
	int failed = g_test_run();
	words_finish();
	return failed;
}
