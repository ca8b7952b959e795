/* Lengths and ranges: read, refused, turned into points. */
#include "base/base.h"

#include <locale.h>

static void test_parse(void)
{
	static const struct {
		const char *text;
		double value;
		enum bill_unit unit;
	} rows[] = {
		{"10mm", 720 / 25.4, BILL_UNIT_PT},
		{"2.54cm", 72, BILL_UNIT_PT},
		{".5in", 36, BILL_UNIT_PT},
		{"96px", 72, BILL_UNIT_PT},
		{"9pt", 9, BILL_UNIT_PT},
		{"-2pt", -2, BILL_UNIT_PT},
		{"+2pt", 2, BILL_UNIT_PT},
		{"1.5em", 1.5, BILL_UNIT_EM},
		{"1em", 1, BILL_UNIT_EM},
		{"30%", 30, BILL_UNIT_PERCENT},
		{"33.333%", 33.333, BILL_UNIT_PERCENT},
		{"0", 0, BILL_UNIT_PT},
		{"-0", 0, BILL_UNIT_PT},
		{"0.0", 0, BILL_UNIT_PT},
		{"0em", 0, BILL_UNIT_EM},
		{" 9pt ", 9, BILL_UNIT_PT},
		{"007pt", 7, BILL_UNIT_PT},
		{"1000000pt", 1000000, BILL_UNIT_PT},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_length length = {-7, BILL_UNIT_NONE};
		if (!bill_length_parse(rows[i].text, &length))
			g_error("\"%s\" is a length", rows[i].text);
		g_assert_cmpfloat_with_epsilon(length.value, rows[i].value, 1e-9);
		g_assert_cmpint(length.unit, ==, rows[i].unit);
	}
}

static void test_refuse(void)
{
	static const char *const rows[] = {"", " ", "pt", "10", "1", "nan", "nanpt", "inf", "infpt", "-inf", "1e999pt", "1e2pt",
		"12 parsecs", "12parsecs", "0x10pt", "10mm2", "10 mm", "--2pt", "+-2pt", "- 2pt", "1,5mm", "1..2pt", "1.pt", ".", ".pt",
		"%", "10%%", "1.2.3pt", "10PT", "1000001pt", "99999999999999999999999999mm", "\xc2\xbdin", "10\xc2\xa0mm", "auto"};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_length length = {-7, BILL_UNIT_EM};
		if (bill_length_parse(rows[i], &length))
			g_error("\"%s\" is no length", rows[i]);
		g_assert_true(length.value == -7 && length.unit == BILL_UNIT_EM);
	}
	g_autofree char *nines = g_strnfill(5000, '9');
	g_autofree char *huge = g_strconcat(nines, "pt", NULL);
	struct bill_length length;
	g_assert_false(bill_length_parse(huge, &length));
}

static void test_range(void)
{
	static const struct {
		const char *text;
		double min, max;
		enum bill_unit unit;
	} rows[] = {
		{"9pt..13pt", 9, 13, BILL_UNIT_PT},
		{"9pt", 9, 9, BILL_UNIT_PT},
		{"9pt .. 13pt", 9, 13, BILL_UNIT_PT},
		{"9pt..9pt", 9, 9, BILL_UNIT_PT},
		{"0..2em", 0, 2, BILL_UNIT_EM},
		{"-1%..0", -1, 0, BILL_UNIT_PERCENT},
		{"36pt...75in", 36, 54, BILL_UNIT_PT},
		{"-2pt..-1pt", -2, -1, BILL_UNIT_PT},
		{"1in..96px", 72, 72, BILL_UNIT_PT},
		{"0..0", 0, 0, BILL_UNIT_PT},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_range range;
		if (!bill_range_parse(rows[i].text, &range))
			g_error("\"%s\" is a range", rows[i].text);
		g_assert_cmpfloat_with_epsilon(range.min.value, rows[i].min, 1e-9);
		g_assert_cmpfloat_with_epsilon(range.max.value, rows[i].max, 1e-9);
		g_assert_cmpint(range.min.unit, ==, rows[i].unit);
		g_assert_cmpint(range.max.unit, ==, rows[i].unit);
	}
}

static void test_range_refuse(void)
{
	static const char *const rows[] = {"", "..", "9pt..", "..9pt", "13pt..9pt", "9pt..1em", "9..13pt", "9pt..13", "9pt....13pt",
		"9pt..13pt..15pt", "9pt-13pt", "9pt..nan", "inf..9pt"};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_range range = {{-7, BILL_UNIT_EM}, {-8, BILL_UNIT_EM}};
		if (bill_range_parse(rows[i], &range))
			g_error("\"%s\" is no range", rows[i]);
		g_assert_true(range.min.value == -7 && range.max.value == -8);
	}
}

static void test_points(void)
{
	const struct bill_ruler ruler = {.percent_pt = 200, .em_pt = 12, .scale = 2};
	struct bill_length none = {5, BILL_UNIT_NONE}, pt = {5, BILL_UNIT_PT}, em = {1.5, BILL_UNIT_EM},
					   percent = {30, BILL_UNIT_PERCENT};
	g_assert_cmpfloat(bill_length_pt(none, &ruler), ==, 0);
	g_assert_cmpfloat(bill_length_pt(pt, &ruler), ==, 10);
	g_assert_cmpfloat(bill_length_pt(em, &ruler), ==, 18);
	g_assert_cmpfloat(bill_length_pt(percent, &ruler), ==, 60);
	struct bill_range range;
	g_assert_true(bill_range_parse("9pt..13pt", &range));
	g_assert_cmpfloat(bill_range_pt(range, 0, &ruler), ==, 18);
	g_assert_cmpfloat(bill_range_pt(range, 0.5, &ruler), ==, 22);
	g_assert_cmpfloat(bill_range_pt(range, 1, &ruler), ==, 26);
	g_assert_cmpfloat(bill_range_pt(range, -1, &ruler), ==, 18);
	g_assert_cmpfloat(bill_range_pt(range, 7, &ruler), ==, 26);
}

/* A decimal comma in the user's locale is no business of a layout. */
static void test_locale(void)
{
	static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8"};
	bool found = false;
	for (size_t i = 0; i < G_N_ELEMENTS(locales) && !found; i++)
		found = setlocale(LC_NUMERIC, locales[i]) != NULL;
	struct bill_length length = {0};
	bool read = bill_length_parse("1.5em", &length);
	setlocale(LC_NUMERIC, "C");
	g_assert_true(read);
	g_assert_cmpfloat(length.value, ==, 1.5);
	if (!found)
		g_test_skip("no locale with a decimal comma is installed");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/length/parse", test_parse);
	g_test_add_func("/length/refuse", test_refuse);
	g_test_add_func("/length/range", test_range);
	g_test_add_func("/length/range-refuse", test_range_refuse);
	g_test_add_func("/length/points", test_points);
	g_test_add_func("/length/locale", test_locale);
	return g_test_run();
}
