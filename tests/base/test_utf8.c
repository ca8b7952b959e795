/* Words: how far apart, and which one was meant. */
#include "base/base.h"
#include "../tell.h"

static void test_next(void)
{
	static const char text[] = "a\xc3\xa9\xff\xe2\x82\xf0\x9f\x98\x80\0b";
	static const gunichar points[] = {'a', 0xe9, 0xfffd, 0xfffd, 0xfffd, 0x1f600, 0, 'b'};
	const char *at = text, *end = text + sizeof text - 1;
	for (size_t i = 0; i < G_N_ELEMENTS(points); i++) {
		g_assert_true(at < end);
		g_assert_cmphex(bill_utf8_next(&at, end), ==, points[i]);
	}
	g_assert_true(at == end);
	/* never reads behind the end, though the bytes there would complete the character */
	at = "\xc3\xa9";
	g_assert_cmphex(bill_utf8_next(&at, at + 1), ==, 0xfffd);
}

/* The same as one by one, wherever it begins and however far it goes. */
static void test_skip(void)
{
	static const char text[] = "twelve signs, \xc3\xa9\xff then sixteen more\xe2\x82 and \xf0\x9f\x98\x80 the end of it";
	const char *end = text + sizeof text - 1;
	for (const char *start = text; start <= end; start++) {
		const char *slow = start;
		for (size_t points = 0;; points++) {
			const char *fast = start;
			g_assert_cmpuint(bill_utf8_skip(&fast, end, points), ==, points);
			g_assert_true(fast == slow);
			if (slow == end) {
				g_assert_cmpuint(bill_utf8_skip(&fast, end, G_MAXSIZE), ==, 0);
				fast = start;
				g_assert_cmpuint(bill_utf8_skip(&fast, end, G_MAXSIZE), ==, points);
				break;
			}
			bill_utf8_next(&slow, end);
		}
	}
}

static void test_distance(void)
{
	static const struct {
		const char *a, *b;
		unsigned distance;
	} rows[] = {
		{"", "", 0},
		{"", "abc", 3},
		{"color", "colour", 1},
		{"widht", "width", 1},
		{"kitten", "sitting", 3},
		{"ABC", "abc", 0},
		{"\xc3\x89t\xc3\xa9", "\xc3\xa9T\xc3\x89", 0},
		{"ca", "abc", 3},
		{"Stra\xc3\x9f"
		 "e",
			"Strase", 1},
		{"\xcf\x83", "\xcf\x82", 0},
		{"\xf0\x9f\x98\x80", "x", 1},
		{"ab\xff", "ab", 1},
		{"abcd", "badc", 2},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_assert_cmpuint(bill_utf8_distance(rows[i].a, rows[i].b), ==, rows[i].distance);
		g_assert_cmpuint(bill_utf8_distance(rows[i].b, rows[i].a), ==, rows[i].distance);
	}
}

static void test_distance_long(void)
{
	g_autofree char *a = g_strnfill(64, 'a'), *b = g_strnfill(64, 'b'), *million = g_strnfill(1000000, 'a');
	g_assert_cmpuint(bill_utf8_distance(a, a), ==, 0);
	g_assert_cmpuint(bill_utf8_distance(a, b), ==, 64);
	g_assert_cmpuint(bill_utf8_distance(million, million), ==, 0);
	g_assert_cmpuint(bill_utf8_distance(million, a), ==, 1000000 - 64);
}

static void test_nearest(void)
{
	static const char *const keys[] = {"color", "background", "border", "border-width", "heading", "heading-style", "hyphenate",
		"width", "height", "when", "description", "on", "qr"};
	static const struct {
		const char *word, *meant;
	} rows[] = {
		{"colour", "color"},
		{"Color", "color"},
		{"widht", "width"},
		{"heigth", "height"},
		{"heading_style", "heading-style"},
		{"headingStyle", "heading-style"},
		{"Border Width", "border-width"},
		{"descr", "description"},
		{"hyphenation", "hyphenate"},
		{"bg", NULL},
		{"xyz", NULL},
		{"", NULL},
		{"x", NULL},
		{"o", NULL},
		{"no", "on"},
		{"zzzzzzzzzzzz", NULL},
		{"borders", "border"},
		{"qrcode", NULL},
		{"hight", "height"},
		{"-", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		tell("%s", rows[i].word);
		g_assert_cmpstr(bill_utf8_nearest_of(rows[i].word, keys, G_N_ELEMENTS(keys)), ==, rows[i].meant);
	}
	g_autofree char *million = g_strnfill(1000000, 'c');
	g_assert_null(bill_utf8_nearest_of(million, keys, G_N_ELEMENTS(keys)));
	g_assert_null(bill_utf8_nearest_of("color", NULL, 0));
	const char *const two[] = {"heads", "beads"};
	g_assert_cmpstr(bill_utf8_nearest_of("leads", two, 2), ==, "heads"); /* the first of two as near */
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/utf8/next", test_next);
	g_test_add_func("/utf8/skip", test_skip);
	g_test_add_func("/utf8/distance", test_distance);
	g_test_add_func("/utf8/distance-long", test_distance_long);
	g_test_add_func("/utf8/nearest", test_nearest);
	return g_test_run();
}
