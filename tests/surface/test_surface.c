/* The three formats: what the files say of themselves, that they show the page, and that their bytes repeat. */
#include <glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tell.h"
#include "scratch.h"
#include "sheet.h"
#include "surface/surface.h"
#include "surface/write.h"

#define TITLE "Why (does) \\ the <sea> & its – glow?"

static struct bill_arena *arena;
static struct bill_diags *diags;
static char *scratch; /* a folder */

static const struct bill_sheet_info info = {
	.title = TITLE,
	.author = "Ana Silva",
	.subject = "A talk",
	.keywords = "sea, light",
	.language = "en-GB",
	.date = "2025-01-21T10:00:00+01:00",
};

static GByteArray *make(enum bill_format format, double dpi)
{
	GByteArray *bytes = bill_surface_write(sheet_new(arena, false), format, dpi, &info, diags);
	g_assert_nonnull(bytes);
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
	return bytes;
}

/* ---- programs that judge a file; a test is skipped where they are not installed ---- */

static char *judge(const char *const *arguments)
{
	char *out = NULL, *err = NULL;
	int status;
	g_autofree char *program = g_find_program_in_path(arguments[0]);
	if (!program)
		return NULL;
	g_assert_true(
		g_spawn_sync(NULL, (char **)(uintptr_t)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, NULL));
	if (!g_spawn_check_wait_status(status, NULL))
		tell("%s: %s%s", arguments[0], out, err);
	g_assert_true(g_spawn_check_wait_status(status, NULL));
	g_free(err);
	return out;
}

static char *save(GByteArray *bytes, const char *name)
{
	char *path = g_build_filename(scratch, name, NULL);
	g_assert_true(g_file_set_contents(path, (const char *)bytes->data, bytes->len, NULL));
	return path;
}

#define NEEDS(out, program)                                                                                                      \
	if (!(out)) {                                                                                                                \
		g_test_skip(program " is not installed");                                                                                \
		return;                                                                                                                  \
	}

/* ---- names and dates ---- */

static void test_format(void)
{
	static const struct {
		const char *name;
		int format; /* -1: none */
	} table[] = {{"pdf", BILL_PDF}, {"PNG", BILL_PNG}, {"out/a.b.Svg", BILL_SVG}, {".pdf", BILL_PDF}, {"-", -1}, {"", -1},
		{"pdfx", -1}, {"a.pdf/b", -1}, {"a.pdf.txt", -1}, {"folder/pdf", -1}};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		enum bill_format format = BILL_PDF;
		bool known = bill_format_parse(table[i].name, &format);
		g_assert_cmpint(known ? (int)format : -1, ==, table[i].format);
	}
	g_assert_cmpstr(bill_format_name(BILL_SVG), ==, "svg");
}

static void test_date(void)
{
	static const struct {
		const char *epoch, *date, *out;
	} table[] = {
		{NULL, NULL, "1970-01-01T00:00:00Z"},
		{NULL, "2025-01-21", "2025-01-21T00:00:00"},
		{NULL, "2025-01-21T10:00", "2025-01-21T10:00:00"},
		{NULL, "2025-01-21 10:00:59", "2025-01-21T10:00:59"},
		{NULL, "2025-01-21T10:00Z", "2025-01-21T10:00:00Z"},
		{NULL, "2025-01-21T10:00:00+05:30", "2025-01-21T10:00:00+05:30"},
		{NULL, "2025-01-21T10:00-08:00", "2025-01-21T10:00:00-08:00"},
		{NULL, "2025-13-21", "1970-01-01T00:00:00Z"},
		{NULL, "2025-01-32", "1970-01-01T00:00:00Z"},
		{NULL, "2025-01-21T24:00", "1970-01-01T00:00:00Z"},
		{NULL, "2025-01-21T10:00+0100", "1970-01-01T00:00:00Z"},
		{NULL, "2025-01-21T10:00:00Zebra", "1970-01-01T00:00:00Z"},
		{NULL, "2025-01-21T1", "1970-01-01T00:00:00Z"},
		{NULL, "tomorrow", "1970-01-01T00:00:00Z"},
		{NULL, "", "1970-01-01T00:00:00Z"},
		{"0", "2025-01-21", "1970-01-01T00:00:00Z"},
		{"1700000000", "2025-01-21", "2023-11-14T22:13:20Z"},
		{"253402300799", NULL, "9999-12-31T23:59:59Z"},
		{"", "2025-01-21", "2025-01-21T00:00:00"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		if (table[i].epoch)
			g_setenv("SOURCE_DATE_EPOCH", table[i].epoch, TRUE);
		g_autofree char *date = bill_sheet_date(table[i].date, diags);
		g_unsetenv("SOURCE_DATE_EPOCH");
		g_assert_cmpstr(date, ==, table[i].out);
	}
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
}

static void test_bad_epoch(void)
{
	static const char *const table[] = {"-1", "now", "1e9", "253402300800", "99999999999999999999999", " 1"};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_setenv("SOURCE_DATE_EPOCH", table[i], TRUE);
		g_autofree char *date = bill_sheet_date("2025-01-21", diags);
		g_unsetenv("SOURCE_DATE_EPOCH");
		g_assert_cmpstr(date, ==, "2025-01-21T00:00:00");
		g_assert_cmpuint(bill_diags_length(diags), ==, 1);
		g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "surface/source-date-epoch");
		bill_diags_clear(diags);
	}
}

/* ---- PDF ---- */

static void test_pdf_valid(void)
{
	g_autoptr(GByteArray) bytes = make(BILL_PDF, 0);
	g_autofree char *path = save(bytes, "valid.pdf");
	g_autofree char *out = judge((const char *[]){"qpdf", "--check", path, NULL});
	NEEDS(out, "qpdf")
	g_assert_nonnull(strstr(out, "No syntax or stream encoding errors"));
	g_assert_null(strstr(out, "WARNING"));
	g_assert_nonnull(strstr(out, "PDF Version: 1.5"));
}

/* The offsets of a PDF whose pages hold nothing at all are right too. */
static void test_pdf_empty(void)
{
	struct bill_sheet_info nothing = {0};
	g_autoptr(GByteArray) bytes = bill_surface_write(sheet_of(arena, 200, 100, NULL, 0), BILL_PDF, 0, &nothing, diags);
	g_autofree char *path = save(bytes, "empty.pdf");
	g_autofree char *out = judge((const char *[]){"qpdf", "--check", path, NULL});
	NEEDS(out, "qpdf")
	g_assert_nonnull(strstr(out, "No syntax or stream encoding errors"));
}

/* Grounds that cover the page, before, between and after the words: cairo forgets open tags at such a sight. */
static void test_pdf_grounds(void)
{
	static const struct bill_rect grounds[] = {{0, 0, 612, 792}, {-9, -9, 700, 900}, {0, 0, 612.4, 792.4}, {0, 0, 611, 791}};
	const struct bill_frames *sheet = sheet_new(arena, false);
	for (size_t i = 0; i < G_N_ELEMENTS(grounds); i++)
		for (size_t at = 0; at <= sheet->count; at++) {
			struct bill_frame items[20];
			struct bill_frame ground = {.kind = BILL_FRAME_SHAPE, .box = grounds[i], .fill = {.given = true, .color = {1, 1, 0.9, 1}}};
			memcpy(items, sheet->items, sizeof *items * at);
			items[at] = ground;
			memcpy(items + at + 1, sheet->items + at, sizeof *items * (sheet->count - at));
			struct bill_frames *frames = sheet_of(arena, 612, 792, items, sheet->count + 1);
			frames->page.pt.width += i == 2 ? 0.28 : 0;
			g_autoptr(GByteArray) bytes = bill_surface_write(frames, BILL_PDF, 0, &info, diags);
			g_assert_nonnull(bytes);
			g_assert_nonnull(memmem(bytes->data, bytes->len, "/S /Document", 12));
			g_assert_nonnull(memmem(bytes->data, bytes->len, "/Marked true", 12));
		}
}

static void check_lines(const char *out, const char *const *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!strstr(out, lines[i]))
			tell("no \"%s\" in:\n%s", lines[i], out);
		g_assert_nonnull(strstr(out, lines[i]));
	}
}

static void test_pdf_info(void)
{
	static const char *const lines[] = {"Title:           " TITLE "\n", "Author:          Ana Silva\n",
		"Subject:         A talk\n", "Keywords:        sea, light\n", "Creator:         handbill ", "Tagged:          yes\n",
		"CreationDate:    2025-01-21T10:00:00+01\n", "ModDate:         2025-01-21T10:00:00+01\n",
		"Page size:       612 x 792 pts"};
	g_autoptr(GByteArray) bytes = make(BILL_PDF, 0);
	g_autofree char *path = save(bytes, "info.pdf");
	g_autofree char *out = judge((const char *[]){"pdfinfo", "-enc", "UTF-8", "-isodates", path, NULL});
	NEEDS(out, "pdfinfo")
	check_lines(out, lines, G_N_ELEMENTS(lines));
}

/* What the catalog and the figures got; in one line each, as they are written. */
static void test_pdf_mended(void)
{
	static const char *const pieces[] = {"(D:20250121100000+01'00)", "/Lang <FEFF0065006E002D00470042>", "/DisplayDocTitle true",
		"/Alt <FEFF00680074007400700073003A"};
	g_autoptr(GByteArray) bytes = make(BILL_PDF, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++)
		g_assert_nonnull(memmem(bytes->data, bytes->len, pieces[i], strlen(pieces[i])));
}

/* Everything that is text is read, in order, under its tag; the plain lines beside a link too. */
static void test_pdf_structure(void)
{
	static const char expected[] = "Document\n  H1 (block)\n    \"Why does the sea glow at night?\"\n"
								   "  H2 (block)\n    \"Dr. Ana Silva\"\n"
								   "  P (block)\n    Span (inline)\n      \"Small animals of the upper water make light when"
								   " they are moved. We follow them for a year, and \"\n"
								   "    Link (inline)\n      Object 17 0\n      \"you may too.\"\n"
								   "  H2 (block)\n    \"About the speaker\"\n  P (block)\n    \"She counts things that glow.\"\n"
								   "  Figure\n    Link (inline)\n      Object 18 0\n      \"\"\n";
	g_autoptr(GByteArray) bytes = make(BILL_PDF, 0);
	g_autofree char *path = save(bytes, "structure.pdf");
	g_autofree char *out = judge((const char *[]){"pdfinfo", "-enc", "UTF-8", "-struct-text", path, NULL});
	NEEDS(out, "pdfinfo")
	g_assert_cmpstr(out, ==, expected);
}

static void test_pdf_links(void)
{
	static const char *const lines[] = {" " SHEET_LINK_IN_PDF "\n", " https://example.org/talks/2025\n"};
	g_autoptr(GByteArray) bytes = make(BILL_PDF, 0);
	g_autofree char *path = save(bytes, "links.pdf");
	g_autofree char *out = judge((const char *[]){"pdfinfo", "-url", path, NULL});
	/* the whole box can be clicked, not the ink alone: y upwards, whole points */
	g_assert_nonnull(memmem(bytes->data, bytes->len, "/Rect [ 54 537 454 552 ]", 24));
	g_assert_nonnull(memmem(bytes->data, bytes->len, "/Rect [ 440 302 540 402 ]", 25));
	NEEDS(out, "pdfinfo")
	check_lines(out, lines, G_N_ELEMENTS(lines));
}

/* ---- PNG ---- */

/* Our own reading of the container: every chunk's type, with the text of those that hold some; checksums are tested by cairo's
 * libpng below. */
static char *chunks(const GByteArray *png)
{
	GString *out = g_string_new(NULL);
	for (guint at = 8; at + 12 <= png->len;) {
		const guint8 *s = png->data + at;
		guint len = (guint)s[0] << 24 | (guint)s[1] << 16 | (guint)s[2] << 8 | s[3];
		g_string_append_printf(out, "%.4s", s + 4);
		if (memcmp(s + 5, "TXt", 3) == 0 || memcmp(s + 5, "EXt", 3) == 0)
			for (guint i = 0; i < len; i++)
				g_string_append_c(out, s[8 + i] ? (char)s[8 + i] : '|');
		if (memcmp(s + 4, "pHYs", 4) == 0)
			g_string_append_printf(out, "%d,%d,%d", s[10] << 8 | s[11], s[14] << 8 | s[15], s[16]);
		g_string_append_c(out, '\n');
		at += 12 + len;
	}
	return g_string_free(out, FALSE);
}

static void test_png_chunks(void)
{
	g_autoptr(GByteArray) bytes = make(BILL_PNG, 100);
	g_autofree char *found = chunks(bytes);
	g_assert_cmpmem(bytes->data, 8, "\x89PNG\r\n\x1a\n", 8);
	g_assert_cmpstr(found, ==,
		"IHDR\nsRGB\npHYs3937,3937,1\niTXtTitle|||en-GB||" TITLE "\ntEXtAuthor|Ana Silva\ntEXtSoftware|handbill " BILL_VERSION
		"\nIDAT\nIEND\n");
}

struct cursor {
	const GByteArray *bytes;
	guint at;
};

static cairo_status_t read_bytes(void *data, unsigned char *to, unsigned int count)
{
	struct cursor *cursor = data;
	if (count > cursor->bytes->len - cursor->at)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(to, cursor->bytes->data + cursor->at, count);
	cursor->at += count;
	return CAIRO_STATUS_SUCCESS;
}

/* libpng reads it back without a complaint. */
static cairo_surface_t *decode(const GByteArray *png)
{
	struct cursor cursor = {png, 0};
	cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &cursor);
	g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
	return surface;
}

static void test_png_pixels(void)
{
	g_autoptr(GByteArray) bytes = make(BILL_PNG, 100);
	cairo_surface_t *surface = decode(bytes);
	g_assert_cmpint(cairo_image_surface_get_width(surface), ==, 850);
	g_assert_cmpint(cairo_image_surface_get_height(surface), ==, 1100);
	g_assert_cmphex(sheet_pixel(surface, 0, 0), ==, 0xb3202a);
	g_assert_cmphex(sheet_pixel(surface, 849, 54), ==, 0xb3202a);
	g_assert_cmphex(sheet_pixel(surface, 849, 57), ==, 0xffffff);
	g_assert_cmphex(sheet_pixel(surface, 849, 1099), ==, 0xffffff);
	g_assert_cmphex(sheet_pixel(surface, 612, 543), ==, 0x000000);
	cairo_surface_destroy(surface);
}

static void test_png_size(void)
{
	static const struct {
		double width, height, dpi;
		int width_px, height_px;
	} table[] = {
		{612, 792, 72, 612, 792}, {595.2756, 841.8898, 300, 2480, 3508}, {100, 50, 0.01, 1, 1}, {72, 36, 150.4, 150, 75}};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		const struct bill_frames *frames = sheet_of(arena, table[i].width, table[i].height, NULL, 0);
		g_autoptr(GByteArray) bytes = bill_surface_write(frames, BILL_PNG, table[i].dpi, &info, diags);
		cairo_surface_t *surface = decode(bytes);
		g_assert_cmpint(cairo_image_surface_get_width(surface), ==, table[i].width_px);
		g_assert_cmpint(cairo_image_surface_get_height(surface), ==, table[i].height_px);
		cairo_surface_destroy(surface);
	}
}

/* A screen has its own pixels, whatever dpi says, and 96 of them an inch. */
static void test_png_screen(void)
{
	g_autoptr(GByteArray) bytes = bill_surface_write(sheet_new(arena, true), BILL_PNG, 300, &info, diags);
	g_autofree char *found = chunks(bytes);
	cairo_surface_t *surface = decode(bytes);
	g_assert_cmpint(cairo_image_surface_get_width(surface), ==, 1920);
	g_assert_cmpint(cairo_image_surface_get_height(surface), ==, 1080);
	g_assert_nonnull(strstr(found, "pHYs3780,3780,1\n"));
	cairo_surface_destroy(surface);
}

static void test_png_refused(void)
{
	static const struct {
		double width, height, dpi;
		const char *code, *message;
	} table[] = {
		{612, 792, 0, "surface/dpi", "a PNG needs a number of dots per inch above 0, not 0"},
		{612, 792, -300, "surface/dpi", "a PNG needs a number of dots per inch above 0, not -300"},
		{612, 792, (double)NAN, "surface/dpi", "a PNG needs a number of dots per inch above 0, not nan"},
		{612, 792, 3000, "surface/too-many-pixels",
			"a PNG of 25500 x 33000 pixels is too large: at most 400 million pixels and 32767 a side"},
		{14400, 36, 300, "surface/too-many-pixels",
			"a PNG of 60000 x 150 pixels is too large: at most 400 million pixels and 32767 a side"},
		{14400, 14400, 1e6, "surface/too-many-pixels",
			"a PNG of 200000000 x 200000000 pixels is too large: at most 400 million pixels and 32767 a side"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		const struct bill_frames *frames = sheet_of(arena, table[i].width, table[i].height, NULL, 0);
		g_assert_null(bill_surface_write(frames, BILL_PNG, table[i].dpi, &info, diags));
		g_assert_cmpuint(bill_diags_length(diags), ==, 1);
		g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, table[i].code);
		g_assert_cmpstr(bill_diags_at(diags, 0)->text, ==, table[i].message);
		bill_diags_clear(diags);
	}
}

/* What cairo refused to draw is told, not written as a white page. */
static void test_png_undrawn(void)
{
	struct bill_frames *frames = sheet_of(arena, 0, 0, NULL, 0);
	frames->page.screen = true;
	frames->page.width_px = frames->page.height_px = 10;
	g_assert_null(bill_surface_write(frames, BILL_PNG, 96, &info, diags));
	g_assert_cmpuint(bill_diags_length(diags), ==, 1);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "surface/cairo");
	bill_diags_clear(diags);
}

/* A scanner reads the code, also on a coarse print. */
static void test_png_scan(void)
{
	static const double table[] = {50, 72, 96, 110, 150};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GByteArray) bytes = make(BILL_PNG, table[i]);
		g_autofree char *path = save(bytes, "scan.png");
		g_autofree char *out = judge((const char *[]){"zbarimg", "-q", "--nodbus", path, NULL});
		NEEDS(out, "zbarimg")
		g_assert_cmpstr(out, ==, "QR-Code:https://example.org/talks/2025\n");
	}
}

/* ---- SVG ---- */

static char *make_svg(const struct bill_frames *frames, const struct bill_sheet_info *about)
{
	GByteArray *bytes = bill_surface_write(frames, BILL_SVG, 0, about, diags);
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	return (char *)g_byte_array_free(bytes, FALSE);
}

static void check_well_formed(const char *svg)
{
	static const GMarkupParser parser = {0};
	g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
	g_autoptr(GError) error = NULL;
	g_markup_parse_context_parse(context, svg, -1, &error);
	g_assert_no_error(error);
	g_markup_parse_context_end_parse(context, &error);
	g_assert_no_error(error);
}

static void test_svg_head(void)
{
	static const struct {
		const char *title, *language, *head;
	} table[] = {
		{TITLE, "en-GB",
			" width=\"215.9mm\" height=\"279.4mm\" viewBox=\"0 0 612 792\" lang=\"en-GB\" xml:lang=\"en-GB\">\n"
			"<title>Why (does) \\ the &lt;sea&gt; &amp; its – glow?</title>\n"},
		{NULL, NULL, " viewBox=\"0 0 612 792\">\n<"},
		{"", "", " viewBox=\"0 0 612 792\">\n<"},
		{"</title><script>", "\"><x y='",
			" lang=\"&quot;&gt;&lt;x y=&apos;\" xml:lang=\"&quot;&gt;&lt;x y=&apos;\">\n"
			"<title>&lt;/title&gt;&lt;script&gt;</title>\n"},
		{"a\x01\x1f\x0b"
		 "b surface12",
			NULL, "<title>ab surface12</title>\n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct bill_sheet_info about = {.title = table[i].title, .language = table[i].language};
		g_autofree char *svg = make_svg(sheet_new(arena, false), &about);
		check_well_formed(svg);
		if (!strstr(svg, table[i].head))
			tell("%.600s", svg);
		g_assert_nonnull(strstr(svg, table[i].head));
	}
}

static void test_svg_size(void)
{
	struct bill_frames *a4 = sheet_of(arena, 210 / 25.4 * 72, 297 / 25.4 * 72, NULL, 0);
	g_autofree char *paper = make_svg(a4, &info), *screen = make_svg(sheet_new(arena, true), &info);
	g_assert_nonnull(strstr(paper, " width=\"210mm\" height=\"297mm\" viewBox=\"0 0 595.2756 841.8898\""));
	g_assert_nonnull(strstr(screen, " width=\"1920px\" height=\"1080px\" viewBox=\"0 0 1440 810\""));
	check_well_formed(paper);
}

/* How light a square of 8 x 8 pixels is. */
static int lightness(cairo_surface_t *surface, int left, int top)
{
	unsigned sum = 0;
	for (int y = top; y < top + 8; y++)
		for (int x = left; x < left + 8; x++)
			sum += sheet_pixel(surface, x, y) >> 8 & 255;
	return (int)(sum / 64);
}

/* librsvg draws what cairo draws. Squares are compared, not pixels: cairo 1.16 puts the glyphs of a picture on whole pixels. */
static void test_svg_picture(void)
{
	g_autoptr(GByteArray) svg = make(BILL_SVG, 0), png = make(BILL_PNG, 96), drawn = g_byte_array_new();
	g_autofree char *path = save(svg, "svg.svg"), *out_path = g_build_filename(scratch, "svg.png", NULL);
	g_autofree char *out = judge((const char *[]){"rsvg-convert", "-b", "white", "-o", out_path, path, NULL});
	char *bytes;
	gsize len;
	NEEDS(out, "rsvg-convert")
	g_assert_true(g_file_get_contents(out_path, &bytes, &len, NULL));
	g_byte_array_append(drawn, (const guint8 *)bytes, (guint)len);
	g_free(bytes);
	cairo_surface_t *a = decode(drawn), *b = decode(png);
	int most = 0;
	g_assert_cmpint(cairo_image_surface_get_width(a), ==, 816);
	g_assert_cmpint(cairo_image_surface_get_height(a), ==, 1056);
	for (int y = 0; y < 1056; y += 8)
		for (int x = 0; x < 816; x += 8)
			most = MAX(most, ABS(lightness(a, x, y) - lightness(b, x, y)));
	tell("squares differ by at most %d of 255", most);
	g_assert_cmpint(most, <, 32);
	cairo_surface_destroy(a);
	cairo_surface_destroy(b);
}

/* ---- the same bytes ---- */

static void test_same_process(void)
{
	for (int i = 0; i < 3; i++) {
		g_autoptr(GByteArray) first = make((enum bill_format)i, 100), second = make((enum bill_format)i, 100);
		g_assert_cmpmem(first->data, (int)first->len, second->data, (int)second->len);
	}
}

static void make_locale(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "de_DE.UTF-8", NULL);
	bool sources = g_file_test("/usr/share/i18n/charmaps", G_FILE_TEST_IS_DIR); /* Debian's package locales */
	g_autofree char *out = sources ? judge((const char *[]){"localedef", "-i", "de_DE", "-f", "UTF-8", path, NULL}) : NULL;
	if (!out)
		tell("localedef or what it reads is not installed: no other locale");
}

/* This program in another place: run again as `test_surface --render FORMAT FILE`. */
static GByteArray *elsewhere(const char *format, const char *folder, char **environment)
{
	GByteArray *bytes = g_byte_array_new();
	g_autofree char *path = g_build_filename(scratch, "out", NULL), *text = NULL;
	const char *arguments[] = {"/proc/self/exe", "--render", format, path, NULL};
	gsize len;
	int status;
	g_assert_true(
		g_spawn_sync(folder, (char **)(uintptr_t)arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
	g_assert_true(g_spawn_check_wait_status(status, NULL));
	g_assert_true(g_file_get_contents(path, &text, &len, NULL));
	g_byte_array_append(bytes, (const guint8 *)text, (guint)len);
	g_assert_cmpint(unlink(path), ==, 0);
	return bytes;
}

static void test_elsewhere(void)
{
	static const char *const zones[] = {"Asia/Tokyo", "America/New_York"};
	make_locale(scratch);
	for (int i = 0; i < 3; i++) {
		g_autoptr(GByteArray) here = make((enum bill_format)i, 100);
		for (int j = 0; j < 2; j++) {
			g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "TZ", zones[j], TRUE);
			environment = g_environ_setenv(environment, "LOCPATH", scratch, TRUE);
			environment = g_environ_setenv(environment, "LC_ALL", j ? "C" : "de_DE.UTF-8", TRUE);
			mode_t before = umask(j ? 077 : 0);
			g_autoptr(GByteArray) there = elsewhere(bill_format_name((enum bill_format)i), j ? "/" : scratch, environment);
			umask(before);
			g_assert_cmpmem(here->data, (int)here->len, there->data, (int)there->len);
		}
	}
}

static int render(const char *name, const char *path)
{
	enum bill_format format;
	setlocale(LC_ALL, "");
	if (!bill_format_parse(name, &format))
		return 1;
	g_autoptr(GByteArray) bytes = make(format, 100);
	return bill_sink_write(path, bytes->data, bytes->len, diags) ? 0 : 1;
}

int main(int argc, char **argv)
{
	g_unsetenv("SOURCE_DATE_EPOCH");
	arena = bill_arena_new();
	diags = bill_diags_new();
	if (argc == 4 && strcmp(argv[1], "--render") == 0)
		return render(argv[2], argv[3]);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/surface/format", test_format);
	g_test_add_func("/surface/date", test_date);
	g_test_add_func("/surface/bad-epoch", test_bad_epoch);
	g_test_add_func("/surface/pdf/valid", test_pdf_valid);
	g_test_add_func("/surface/pdf/empty", test_pdf_empty);
	g_test_add_func("/surface/pdf/grounds", test_pdf_grounds);
	g_test_add_func("/surface/pdf/info", test_pdf_info);
	g_test_add_func("/surface/pdf/mended", test_pdf_mended);
	g_test_add_func("/surface/pdf/structure", test_pdf_structure);
	g_test_add_func("/surface/pdf/links", test_pdf_links);
	g_test_add_func("/surface/png/chunks", test_png_chunks);
	g_test_add_func("/surface/png/pixels", test_png_pixels);
	g_test_add_func("/surface/png/size", test_png_size);
	g_test_add_func("/surface/png/screen", test_png_screen);
	g_test_add_func("/surface/png/refused", test_png_refused);
	g_test_add_func("/surface/png/undrawn", test_png_undrawn);
	g_test_add_func("/surface/png/scan", test_png_scan);
	g_test_add_func("/surface/svg/head", test_svg_head);
	g_test_add_func("/surface/svg/size", test_svg_size);
	g_test_add_func("/surface/svg/picture", test_svg_picture);
	g_test_add_func("/surface/same/process", test_same_process);
	g_test_add_func("/surface/same/elsewhere", test_elsewhere);
	scratch = g_dir_make_tmp("bill-surface-XXXXXX", NULL);
	int status = g_test_run();
	scratch_remove(scratch);
	g_free(scratch);
	bill_diags_free(diags);
	bill_arena_free(arena);
	return status;
}
