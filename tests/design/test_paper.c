/* Page sizes by name and in numbers. */
#include <math.h>
#include <string.h>

#include "design/design.h"
#include "../tell.h"

/* GLib 2.74's own macro for this makes clang warn of a conversion. */
#define assert_near(a, b, least) g_assert_cmpfloat(fabs((a) - (b)), <, least)

static const struct {
	const char *text;
	double width, height;
	bool screen;
	int width_px, height_px;
} good[] = {
	{"a4", 595.2756, 841.8898, false, 0, 0},
	{"A4", 595.2756, 841.8898, false, 0, 0},
	{" a4 ", 595.2756, 841.8898, false, 0, 0},
	{"a4-landscape", 841.8898, 595.2756, false, 0, 0},
	{"A4-Portrait", 595.2756, 841.8898, false, 0, 0},
	{"a0", 2383.937, 3370.394, false, 0, 0},
	{"a6", 297.6378, 419.5276, false, 0, 0},
	{"letter", 612, 792, false, 0, 0},
	{"letter-landscape", 792, 612, false, 0, 0},
	{"legal", 612, 1008, false, 0, 0},
	{"tabloid", 792, 1224, false, 0, 0},
	{"ledger", 1224, 792, false, 0, 0},
	{"ledger-portrait", 792, 1224, false, 0, 0},
	{"half-letter", 396, 612, false, 0, 0},
	{"1080p", 1440, 810, true, 1920, 1080},
	{"1080p-landscape", 1440, 810, true, 1920, 1080},
	{"1080p-portrait", 810, 1440, true, 1080, 1920},
	{"4k", 2880, 1620, true, 3840, 2160},
	{"4K-portrait", 1620, 2880, true, 2160, 3840},
	{"720p", 960, 540, true, 1280, 720},
	{"square", 810, 810, true, 1080, 1080},
	{"story", 810, 1440, true, 1080, 1920},
	{"og", 900, 472.5, true, 1200, 630},
	{"slide-16x9", 1440, 810, true, 1920, 1080},
	{"slide-4x3", 1080, 810, true, 1440, 1080},
	{"5x7in", 360, 504, false, 0, 0},
	{"5inx7in", 360, 504, false, 0, 0},
	{"5X7IN", 360, 504, false, 0, 0},
	{"5×7in", 360, 504, false, 0, 0},
	{"8.5x11in", 612, 792, false, 0, 0},
	{"210x297mm", 595.2756, 841.8898, false, 0, 0},
	{"210mmx297mm", 595.2756, 841.8898, false, 0, 0},
	{"21cmx297mm", 595.2756, 841.8898, false, 0, 0},
	{"21x29.7cm", 595.2756, 841.8898, false, 0, 0},
	{"600x800pt", 600, 800, false, 0, 0},
	{"1200x630", 900, 472.5, true, 1200, 630},
	{"1200x630px", 900, 472.5, true, 1200, 630},
	{"48x48", 36, 36, true, 48, 48},
	{"14400x14400pt", 14400, 14400, false, 0, 0},
};

static void test_good(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		struct bill_diags *diags = bill_diags_new();
		struct bill_sheet_size size;
		tell("%s", good[i].text);
		g_assert_true(bill_paper_parse(good[i].text, &size, diags));
		g_assert_cmpuint(bill_diags_length(diags), ==, 0);
		assert_near(size.pt.width, good[i].width, 0.001);
		assert_near(size.pt.height, good[i].height, 0.001);
		g_assert_cmpint(size.screen, ==, good[i].screen);
		g_assert_cmpint(size.width_px, ==, good[i].width_px);
		g_assert_cmpint(size.height_px, ==, good[i].height_px);
		assert_near(size.scale, fmin(good[i].width, good[i].height) / 595.2756, 0.0001);
		bill_diags_free(diags);
	}
}

static const struct {
	const char *text, *code, *near;
} bad[] = {
	{"", "size/unknown", NULL},
	{"-landscape", "size/unknown", NULL},
	{"leter", "size/unknown", "letter"},
	{"tabliod", "size/unknown", "tabloid"},
	{"a4-sideways", "size/unknown", NULL},
	{"5x7", "size/too-small", NULL},
	{"5inx7", "size/unknown", NULL},
	{"5in x 7in", "size/unknown", NULL},
	{"5x", "size/unknown", NULL},
	{"x7in", "size/unknown", NULL},
	{"5x7x9in", "size/unknown", NULL},
	{"5x7furlong", "size/unknown", NULL},
	{"5x7em", "size/unknown", NULL},
	{"5x7%", "size/unknown", NULL},
	{"50%x70%", "size/unknown", NULL},
	{"5emx7in", "size/unknown", NULL},
	{"5x7i", "size/unknown", NULL},
	{"5x7inn", "size/unknown", NULL},
	{"100pxx7in", "size/unknown", NULL},
	{"-5x7in", "size/unknown", NULL},
	{"+5x7in", "size/unknown", NULL},
	{"0x7in", "size/unknown", NULL},
	{"1e9x7in", "size/unknown", NULL},
	{"nanxnanin", "size/unknown", NULL},
	{"infxinfin", "size/unknown", NULL},
	{"0x10x10in", "size/unknown", NULL},
	{"1..5x7in", "size/unknown", NULL},
	{"1200.5x630", "size/unknown", NULL},
	{"0.4x7in", "size/too-small", NULL},
	{"1mmx1mm", "size/too-small", NULL},
	{"201x7in", "size/too-large", NULL},
	{"999999999x9999999", "size/too-large", NULL},
	{"122220222222×225", "size/too-large", NULL},
	{"225x999999999999", "size/too-large", NULL},
	{"999999999999x999999999999px", "size/too-large", NULL},
	{"2147483648x2147483648", "size/too-large", NULL},
	{"999999999999x999999999999in", "size/too-large", NULL},
	{"999999999999999x9in", "size/unknown", NULL},
	{"a very long text that could not be the name of any page whatever one says about it", "size/unknown", NULL},
	{"\xff\xfe", "size/unknown", NULL},
};

static void test_bad(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct bill_diags *diags = bill_diags_new();
		struct bill_sheet_size size;
		tell("%s", bad[i].text);
		g_assert_false(bill_paper_parse(bad[i].text, &size, diags));
		g_assert_cmpuint(bill_diags_length(diags), ==, 1);
		g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, bad[i].code);
		if (bad[i].near != NULL)
			g_assert_nonnull(strstr(bill_diags_at(diags, 0)->text, bad[i].near));
		bill_diags_free(diags);
	}
}

/* Every name that is listed is understood, in both orientations. */
static void test_names(void)
{
	size_t count = 0;
	for (const char *name; (name = bill_paper_name(count)) != NULL; count++) {
		struct bill_diags *diags = bill_diags_new();
		g_autofree char *upright = g_strconcat(name, "-portrait", NULL);
		struct bill_sheet_size size;
		g_assert_true(bill_paper_parse(name, &size, diags));
		g_assert_cmpstr(size.name, ==, name);
		g_assert_true(bill_paper_parse(upright, &size, diags));
		g_assert_cmpfloat(size.pt.height, >=, size.pt.width);
		bill_diags_free(diags);
	}
	g_assert_cmpuint(count, >, 20);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/design/paper/good", test_good);
	g_test_add_func("/design/paper/bad", test_bad);
	g_test_add_func("/design/paper/names", test_names);
	return g_test_run();
}
