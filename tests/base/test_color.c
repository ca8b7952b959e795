/* Colours: what is one, what is none, and how two stand out from each other. */
#include "base/base.h"
#include "../tell.h"

#include <math.h>

static void test_parse(void)
{
	static const struct {
		const char *text;
		unsigned rgba;
	} rows[] = {
		{"#000", 0x000000ff},
		{"#fff", 0xffffffff},
		{"#b32", 0xbb3322ff},
		{"#B3202A", 0xb3202aff},
		{"#b3202a80", 0xb3202a80},
		{"#00000000", 0x00000000},
		{"black", 0x000000ff},
		{"White", 0xffffffff},
		{"orange", 0xffa500ff},
		{"RebeccaPurple", 0x663399ff},
		{"lime", 0x00ff00ff},
		{"green", 0x008000ff},
		{"gray", 0x808080ff},
		{"grey", 0x808080ff},
		{"silver", 0xc0c0c0ff},
		{"maroon", 0x800000ff},
		{"red", 0xff0000ff},
		{"purple", 0x800080ff},
		{"fuchsia", 0xff00ffff},
		{"olive", 0x808000ff},
		{"yellow", 0xffff00ff},
		{"navy", 0x000080ff},
		{"blue", 0x0000ffff},
		{"teal", 0x008080ff},
		{"aqua", 0x00ffffff},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_color c = {-1, -1, -1, -1};
		g_assert_true(bill_color_parse(rows[i].text, &c));
		unsigned got = (unsigned)lround(c.red * 255) << 24 | (unsigned)lround(c.green * 255) << 16 |
					   (unsigned)lround(c.blue * 255) << 8 | (unsigned)lround(c.alpha * 255);
		if (got != rows[i].rgba)
			tell("%s", rows[i].text);
		g_assert_cmphex(got, ==, rows[i].rgba);
	}
}

static void test_refuse(void)
{
	static const char *const rows[] = {"", "#", "#1", "#12", "#1234", "#12345", "#1234567", "#123456789", "#ggg", "#12345g",
		"# 123", "#-12", "123456", "blackish", " black", "black ", "#\xc3\xa9\xc3\xa9", "0x123456", "none", "#+12345"};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_color c = {2, 3, 4, 5};
		if (bill_color_parse(rows[i], &c))
			g_error("\"%s\" is no colour", rows[i]);
		g_assert_true(c.red == 2 && c.green == 3 && c.blue == 4 && c.alpha == 5);
	}
}

static struct bill_color color(const char *text)
{
	struct bill_color c;
	g_assert_true(bill_color_parse(text, &c));
	return c;
}

/* Figures of WCAG's own definition, as the usual contrast checkers give them. */
static void test_contrast(void)
{
	static const struct {
		const char *a, *b;
		double ratio;
	} rows[] = {
		{"black", "white", 21},
		{"white", "white", 1},
		{"#777", "white", 4.48},
		{"#767676", "white", 4.54},
		{"red", "white", 3.998},
		{"#00000000", "white", 21},
		{"blue", "white", 8.59},
		{"yellow", "white", 1.07},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_color a = color(rows[i].a), b = color(rows[i].b);
		g_assert_cmpfloat_with_epsilon(bill_color_contrast(a, b), rows[i].ratio, 0.006);
		g_assert_cmpfloat(bill_color_contrast(a, b), ==, bill_color_contrast(b, a));
	}
}

static void test_on(void)
{
	g_assert_cmpfloat(bill_color_on(color("white")).red, ==, 0);
	g_assert_cmpfloat(bill_color_on(color("yellow")).red, ==, 0);
	g_assert_cmpfloat(bill_color_on(color("navy")).red, ==, 1);
	g_assert_cmpfloat(bill_color_on(color("#b3202a")).red, ==, 1);
	g_assert_cmpfloat(bill_color_on(color("black")).red, ==, 1);
	g_assert_cmpfloat(bill_color_on(color("#00000000")).alpha, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/color/parse", test_parse);
	g_test_add_func("/color/refuse", test_refuse);
	g_test_add_func("/color/contrast", test_contrast);
	g_test_add_func("/color/on", test_on);
	return g_test_run();
}
