/* Pictures that would harm: outside the folder, bombs, halves, recursions. Each ends in one finding, soon, and in little memory.
 */
#include <libdeflate.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "made.h"

/* ---- outside ---- */

static void test_outside(void)
{
	static const char *const paths[][2] = {
		{"../secret.png", "figure/outside"},
		{"sub/../../secret.png", "figure/outside"},
		{"sub/../inside.png", "figure/outside"},
		{"..", "figure/outside"},
		{"/etc/passwd", "figure/outside"},
		{"file:secret.png", "figure/outside"},
		{"file:///etc/passwd", "figure/outside"},
		{"FILE:///etc/passwd", "figure/outside"},
		{"data:image/png;base64,AAAA", "figure/outside"},
		{"ftp://example.org/a.png", "figure/outside"},
		{"~/a.png", "figure/outside"},
		{"..\\secret.png", "figure/outside"},
		{"http://example.org/a.png", "figure/remote"},
		{"HTTPS://example.org/a.png", "figure/remote"},
		{"//example.org/a.png", "figure/remote"},
		{"link.png", "figure/link"},
		{"up/secret.png", "figure/link"},
		{"self/inside.png", "figure/link"},
		{"loop.png", "figure/link"},
		{"pipe.png", "figure/no-file"},
		{"sub", "figure/no-file"},
		{"sub/", "figure/missing"},
		{"", "figure/no-file"},
		{"none.png", "figure/missing"},
		{"inside.png/a.png", "figure/missing"},
	};
	struct made made = made_begin(NULL);
	GdkPixbuf *quarters = made_quarters(32, 32);
	g_autoptr(GBytes) file = made_saved(quarters, "png");
	gsize len;
	const void *bytes = g_bytes_get_data(file, &len);
	g_autofree char *sub = made_path(&made, "sub"), *deep = g_build_filename(sub, "event.yaml", NULL),
					*link_path = g_build_filename(sub, "link.png", NULL);
	g_assert_cmpint(mkdir(sub, 0700), ==, 0);
	made_file(&made, "secret.png", bytes, len);
	made_file(&made, "sub/inside.png", bytes, len);
	bill_src_unref(made.src);
	made.src = bill_src_new(deep, "x", 1);
	g_autofree char *up = g_build_filename(sub, "up", NULL), *self = g_build_filename(sub, "self", NULL),
					*loop = g_build_filename(sub, "loop.png", NULL), *fifo = g_build_filename(sub, "pipe.png", NULL),
					*inner = g_build_filename(sub, "sub", NULL);
	g_assert_true(symlink("../secret.png", link_path) == 0 && symlink("..", up) == 0 && symlink(".", self) == 0 &&
				  symlink("loop.png", loop) == 0);
	g_assert_true(mkfifo(fifo, 0600) == 0 && mkdir(inner, 0700) == 0);
	g_assert_nonnull(made_open(&made, "inside.png"));
	g_assert_nonnull(made_open(&made, "./inside.png"));
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_test_message("%s", paths[i][0]);
		bill_diags_clear(made.diags);
		g_assert_null(made_open(&made, paths[i][0]));
		g_assert_cmpstr(made_code(&made), ==, paths[i][1]);
		g_assert_cmpint(
			bill_diags_at(made.diags, 0)->severity, ==, strcmp(paths[i][1], "figure/remote") == 0 ? BILL_NOTE : BILL_WARNING);
	}
	g_object_unref(quarters);
	made_end(&made);
}

/* ---- bombs ---- */

static void put32(GByteArray *out, guint32 value)
{
	value = GUINT32_TO_BE(value);
	g_byte_array_append(out, (const guint8 *)&value, 4);
}

static void put_chunk(GByteArray *out, const char *name, const void *data, size_t len)
{
	put32(out, (guint32)len);
	guint start = out->len;
	g_byte_array_append(out, (const guint8 *)name, 4);
	g_byte_array_append(out, data, (guint)len);
	put32(out, libdeflate_crc32(0, out->data + start, len + 4));
}

/* A PNG of zeros: a thousandth of its pixels in bytes. */
static void make_png(const struct made *made, const char *name, guint32 width, guint32 height, guint8 color_type, size_t rows)
{
	GByteArray *out = g_byte_array_new(), *head = g_byte_array_new();
	size_t raw_len = rows * (1 + (size_t)width * (color_type == 6 ? 4 : color_type == 2 ? 3 : 1));
	g_autofree guint8 *raw = g_malloc0(raw_len), *packed = g_malloc(raw_len + 1000);
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(1);
	size_t len = libdeflate_zlib_compress(compressor, raw, raw_len, packed, raw_len + 1000);
	libdeflate_free_compressor(compressor);
	put32(head, width);
	put32(head, height);
	g_byte_array_append(head, (const guint8[]){8, color_type, 0, 0, 0}, 5);
	g_byte_array_append(out, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
	put_chunk(out, "IHDR", head->data, head->len);
	put_chunk(out, "IDAT", packed, len);
	put_chunk(out, "IEND", "", 0);
	made_file(made, name, out->data, out->len);
	g_byte_array_unref(out);
	g_byte_array_unref(head);
}

static char *bomb_of_uses(void)
{
	GString *svg = g_string_new("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 "
								"9 9'><defs><rect id='a0' width='9' height='9' opacity='.5'/>");
	for (int i = 1; i < 12; i++) {
		g_string_append_printf(svg, "<g id='a%d'>", i);
		for (int j = 0; j < 10; j++)
			g_string_append_printf(svg, "<use xlink:href='#a%d'/>", i - 1);
		g_string_append(svg, "</g>");
	}
	g_string_append(svg, "</defs><use xlink:href='#a11'/></svg>");
	return g_string_free(svg, FALSE);
}

static char *deep_groups(void)
{
	GString *svg = g_string_new("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>");
	for (int i = 0; i < 100000; i++)
		g_string_append(svg, "<g>");
	return g_string_free(svg, FALSE);
}

static const char laughs[] =
	"<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
	"<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f "
	"'&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
	"<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'><!ENTITY h '&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;'>]>"
	"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&h;</text></svg>";
static const char dashes[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0H9e8' stroke='red' "
							 "stroke-dasharray='1e-7 1e-7'/><path d='M-9e8 5H9e8' stroke='red' stroke-dasharray='.00001'/></svg>";
static const char itself[] = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 "
							 "9'><g id='a'><use xlink:href='#a'/></g></svg>";
static const char no_size[] = "<svg xmlns='http://www.w3.org/2000/svg'/>";

/* What is asked of each: no crash, at most one finding, and these bounds. A picture that is harmless after all may be opened. */
static void open_bounded(struct made *made, const char *name, bool must_fail)
{
	gint64 start = g_get_monotonic_time();
	bill_diags_clear(made->diags);
	struct bill_figure *figure = made_open(made, name);
	double seconds = (double)(g_get_monotonic_time() - start) / 1e6;
	g_test_message("%s: %s, %.2f s", name, figure ? "opened" : made_code(made), seconds);
	g_assert_cmpfloat(seconds, <, 2 * (g_getenv("ASAN_OPTIONS") ? 2 : 1));
	g_assert_true(figure ? !must_fail : bill_diags_length(made->diags) == 1);
}

static void make_texts(const struct made *made)
{
	g_autofree char *uses = bomb_of_uses(), *groups = deep_groups();
	const char *const texts[][2] = {{"uses.svg", uses}, {"groups.svg", groups}, {"laughs.svg", laughs}, {"dashes.svg", dashes},
		{"itself.svg", itself}, {"no-size.svg", no_size}, {"words.png", "a text"}, {"empty.png", ""},
		{"half.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect"},
		{"page.svg", "<html><body><svg/></body></html>"}};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		made_file(made, texts[i][0], texts[i][1], strlen(texts[i][1]));
}

static void test_bombs(void)
{
	static const char *const must_fail[] = {"uses.svg", "groups.svg", "laughs.svg", "no-size.svg", "words.png", "empty.png",
		"half.svg", "huge.png", "short.png", "lying.png", "tiny.png", "half.jpg", "half.png", "none.jpg", "gif.png"};
	struct made made = made_begin(NULL);
	make_texts(&made);
	make_png(&made, "huge.png", 30000, 30000, 0, 300);
	make_png(&made, "lying.png", 4000, 5900, 6, 10); /* fewer rows than told */
	make_png(&made, "short.png", 0x7fffffff, 2, 0, 0);
	make_png(&made, "large.png", 4800, 4900, 2, 4900); /* as large as may be: opened, or refused for its memory */
	make_png(&made, "tiny.png", 1, 1, 2, 1);
	GdkPixbuf *quarters = made_quarters(640, 480);
	g_autoptr(GBytes) jpeg = made_saved(quarters, "jpeg");
	g_autoptr(GBytes) png = made_saved(quarters, "png");
	made_file(&made, "half.jpg", g_bytes_get_data(jpeg, NULL), g_bytes_get_size(jpeg) / 2);
	made_file(&made, "half.png", g_bytes_get_data(png, NULL), g_bytes_get_size(png) / 2);
	made_file(&made, "none.jpg", "\xff\xd8\xff\xd9", 4);
	made_file(&made, "gif.png", "GIF89a\1\0\1\0", 10);
	for (size_t i = 0; i < G_N_ELEMENTS(must_fail); i++)
		open_bounded(&made, must_fail[i], true);
	open_bounded(&made, "itself.svg", false);
	open_bounded(&made, "dashes.svg", false);
	open_bounded(&made, "large.png", false);
	open_bounded(&made, "page.svg", false);
	g_object_unref(quarters);
	made_end(&made);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
	struct rusage children;
	getrusage(RUSAGE_CHILDREN, &children);
	g_test_message("most memory: %ld kB", children.ru_maxrss);
	g_assert_cmpint(children.ru_maxrss, <, 200 * 1024);
#endif
}

/* An SVG sees no file and no address. */
static void test_svg_alone(void)
{
	struct made made = made_begin(NULL);
	GdkPixbuf *quarters = made_quarters(32, 32);
	g_autoptr(GBytes) file = made_saved(quarters, "png");
	made_file(&made, "beside.png", g_bytes_get_data(file, NULL), g_bytes_get_size(file));
	static const char *const references[] = {"beside.png", "file://%s/beside.png", "%s/beside.png"};
	for (size_t i = 0; i < G_N_ELEMENTS(references); i++) {
		g_autofree char *folder = g_strdup(made.folder), *name = g_strdup_printf("%zu.svg", i);
		g_auto(GStrv) parts = g_strsplit(references[i], "%s", -1);
		g_autofree char *reference = g_strjoinv(folder, parts);
		g_autofree char *svg =
			g_strdup_printf("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 32 "
							"32'><rect width='32' height='32' fill='#fff'/><image width='32' height='32' xlink:href='%s'/></svg>",
				reference);
		made_file(&made, name, svg, strlen(svg));
		struct bill_figure *figure = made_open(&made, name);
		g_assert_nonnull(figure);
		cairo_surface_t *drawn = made_drawn(figure, 32, 32);
		g_assert_cmphex(made_pixel(drawn, 8, 8), ==, 0xffffff);
		cairo_surface_destroy(drawn);
	}
	g_object_unref(quarters);
	made_end(&made);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/figure/hostile/outside", test_outside);
	g_test_add_func("/figure/hostile/bombs", test_bombs);
	g_test_add_func("/figure/hostile/svg-alone", test_svg_alone);
	return g_test_run();
}
