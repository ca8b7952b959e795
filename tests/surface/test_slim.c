/* Lines of cairo's SVG, said in fewer bytes. */
#include "surface/slim.h"

#define RED "rgb(70.196078%,12.54902%,16.470588%)"

static const struct {
	const char *in, *out;
} rows[] = {
	{"", ""},
	{"<rect x=\"0\" y=\"-0.0004\" width=\"612.28346\" height=\"9.9996\" style=\"fill:" RED ";fill-opacity:1;stroke:none;\"/>\n",
		"<rect x=\"0\" y=\"0\" width=\"612.283\" height=\"10\" style=\"fill:#b3202a;stroke:none;\"/>\n"},
	{"<rect x=\"100\" y=\"0.5\" width=\"-12.34565\" height=\"0.001\" style=\"fill-opacity:0.25;\"/>\n",
		"<rect x=\"100\" y=\"0.5\" width=\"-12.346\" height=\"0.001\" style=\"fill-opacity:0.25;\"/>\n"},
	{"<path d=\"M 0 0 L 612.5 -0.25 C 1 2 3 4 5.0004 6 Z M 0 0 \"/>\n", "<path d=\"M0 0L612.5 -0.25C1 2 3 4 5 6Z\"/>\n"},
	{"<path d=\"M 1 1 L 2 2 Z M 3 3 L 4 4 \"/>\n", "<path d=\"M1 1L2 2ZM3 3L4 4\"/>\n"},
	{"<path d=\"M 1 1 L 2 2 Z M 3 3 L 4 4 Z M 3 3 \"/>\n", "<path d=\"M1 1L2 2ZM3 3L4 4Z\"/>\n"},
	{"  <path d=\"M 1.23456 1 \"/>\n", "<path d=\"M1.235 1\"/>\n"},
	/* a glyph, a space, and their uses; neighbours of one colour */
	{"<symbol overflow=\"visible\" id=\"glyph0-1\">\n<path style=\"stroke:none;\" d=\"M 1.5 2 L 3 4 Z M 1.5 2 \"/>\n</symbol>\n"
	 "<symbol overflow=\"visible\" id=\"glyph0-2\">\n<path style=\"stroke:none;\" d=\"\"/>\n</symbol>\n"
	 "<g style=\"fill:" RED ";fill-opacity:1;\">\n  <use xlink:href=\"#glyph0-1\" x=\"46.511719\" y=\"56.136719\"/>\n"
	 "  <use xlink:href=\"#glyph0-2\" x=\"50\" y=\"56.136719\"/>\n</g>\n"
	 "<g style=\"fill:" RED ";fill-opacity:1;\">\n  <use xlink:href=\"#glyph0-1\" x=\"60\" y=\"56.136719\"/>\n</g>\n"
	 "<g style=\"fill:rgb(0%,0%,0%);fill-opacity:0.5;\">\n  <use xlink:href=\"#glyph0-1\" x=\"60\" y=\"56\"/>\n</g>\n</g>\n",
		"<path id=\"g0-1\" d=\"M1.5 2L3 4Z\"/>\n<g style=\"fill:#b3202a;\">\n<use xlink:href=\"#g0-1\" x=\"46.512\" "
		"y=\"56.137\"/>\n"
		"<use xlink:href=\"#g0-1\" x=\"60\" y=\"56.137\"/>\n</g>\n<g style=\"fill:#000000;fill-opacity:0.5;\">\n"
		"<use xlink:href=\"#g0-1\" x=\"60\" y=\"56\"/>\n</g>\n</g>\n"},
	/* other things stay */
	{"<image id=\"image5\" width=\"10.123456\" xlink:href=\"data:image/png;base64,AA12.345678\"/>\n",
		"<image id=\"image5\" width=\"10.123456\" xlink:href=\"data:image/png;base64,AA12.345678\"/>\n"},
	{"<g clip-path=\"url(#clip12345)\" clip-rule=\"nonzero\">\n</g>\n",
		"<g clip-path=\"url(#clip12345)\" clip-rule=\"nonzero\">\n</g>\n"},
	{"<path style=\"fill:url(#linear10.55555);\" d=\"M 1 1 \"/>\n", "<path style=\"fill:url(#linear10.55555);\" d=\"M1 1\"/>\n"},
	/* cut off */
	{"<path d=\"M 1 1", "<path d=\"M 1 1\n"},
	{"<symbol overflow=\"visible\" id=\"glyph0-1\">\n", ""},
	{"<g style=\"fill:rgb(1%,\">\n", "<g style=\"fill:rgb(1%,\">\n"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		bill_svg_slim(out, rows[i].in);
		g_assert_cmpstr(out->str, ==, rows[i].out);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/slim/rows", test_rows);
	return g_test_run();
}
