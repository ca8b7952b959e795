/* QR codes: their size, their fixed patterns, and what no code can hold. That they can be read is tested on drawn pages. */
#include <glib.h>
#include <qrencode.h>
#include <string.h>

#include "figure/figure.h"

static struct bill_arena *arena;

static const struct bill_qr *code(const char *text, struct bill_diags *diags)
{
	return bill_qr_new(text, (struct bill_at){0}, arena, diags);
}

static char *repeated(char c, size_t count)
{
	char *text = g_malloc(count + 1);
	memset(text, c, count);
	text[count] = '\0';
	return text;
}

/* ISO/IEC 18004:2015, table 7, byte mode: the last length of each version at level M, and the first of the next. */
static void test_size(void)
{
	static const struct {
		size_t bytes;
		int modules;
	} table[] = {{1, 21}, {14, 21}, {15, 25}, {26, 25}, {27, 29}, {42, 29}, {43, 33}, {2331, 177}, {2953, 177}};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct bill_diags *diags = bill_diags_new();
		g_autofree char *text = repeated('a', table[i].bytes);
		const struct bill_qr *qr = code(text, diags);
		g_assert_nonnull(qr);
		g_assert_cmpint(qr->modules, ==, table[i].modules);
		g_assert_cmpstr(qr->text, ==, text);
		g_assert_true(qr->text != text);
		g_assert_cmpuint(bill_diags_length(diags), ==, 0);
		bill_diags_free(diags);
	}
}

static bool dark(const struct bill_qr *qr, int x, int y)
{
	return qr->dark[y * qr->modules + x] == 1;
}

/* The three corners: seven dark, one light ring, three by three dark. */
static void check_finder(const struct bill_qr *qr, int left, int top)
{
	for (int y = 0; y < 7; y++)
		for (int x = 0; x < 7; x++) {
			int ring = MAX(ABS(x - 3), ABS(y - 3));
			g_assert_true(dark(qr, left + x, top + y) == (ring != 2));
		}
}

static void test_modules(void)
{
	const struct bill_qr *qr = code("https://example.org/", NULL);
	int last = qr->modules - 7;
	check_finder(qr, 0, 0);
	check_finder(qr, last, 0);
	check_finder(qr, 0, last);
	for (int i = 0; i < qr->modules * qr->modules; i++)
		g_assert_cmpint(qr->dark[i], <=, 1);
	for (int i = 8; i < qr->modules - 8; i++)
		g_assert_true(dark(qr, i, 6) == (i % 2 == 0)); /* the timing row */
}

/* Format information beside the first finder, 7.9: its first two bits, unmasked, are the level. */
static int level(const struct bill_qr *qr)
{
	int bits = dark(qr, 0, 8) << 1 | dark(qr, 1, 8);
	return bits ^ 2; /* the mask 101010000010010 */
}

/* M is 00, Q is 11, H is 10, L is 01. */
static void test_level(void)
{
	static const struct {
		size_t bytes;
		int level;
	} table[] = {{7, 2}, {8, 3}, {11, 3}, {12, 0}, {14, 0}, {15, 3}, {20, 3}, {21, 0}, {2331, 0}, {2332, 1}};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *text = repeated('a', table[i].bytes);
		g_assert_cmpint(level(code(text, NULL)), ==, table[i].level);
	}
}

/* The version that libqrencode chooses for itself. */
static int version_of(const char *text, QRecLevel level)
{
	QRcode *found = QRcode_encodeData((int)strlen(text), (const unsigned char *)text, 0, level);
	int version = found ? found->version : 0;
	QRcode_free(found);
	return version;
}

/* The size is the least for M, and no stronger level has room in it. All lengths that addresses have, and some longer ones. */
static void test_capacity(void)
{
	static const QRecLevel stronger[] = {[0] = QR_ECLEVEL_Q, [3] = QR_ECLEVEL_H}; /* than M and Q, as they are written */
	for (size_t len = 1; len <= 2331; len += len < 322 ? 1 : 97) {
		g_autofree char *text = repeated('a', len);
		const struct bill_qr *qr = code(text, NULL);
		int version = version_of(text, QR_ECLEVEL_M), found = level(qr);
		g_assert_cmpint(qr->modules, ==, 17 + 4 * version);
		if (found != 2)
			g_assert_cmpint(version_of(text, stronger[found]), !=, version);
		const struct bill_qr *coarse = bill_qr_coarser(qr, arena);
		g_assert_cmpint(coarse->modules, ==, 17 + 4 * version_of(text, QR_ECLEVEL_L));
	}
}

static void test_too_long(void)
{
	static const size_t table[] = {2954, 70000, 3 << 20};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct bill_diags *diags = bill_diags_new();
		g_autofree char *text = repeated('a', table[i]);
		g_assert_null(code(text, diags));
		g_assert_cmpuint(bill_diags_length(diags), ==, 1);
		g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "figure/qr-too-long");
		g_assert_cmpint(bill_diags_at(diags, 0)->severity, ==, BILL_WARNING);
		g_assert_nonnull(bill_diags_at(diags, 0)->hint);
		bill_diags_free(diags);
	}
}

static void test_empty(void)
{
	struct bill_diags *diags = bill_diags_new();
	g_assert_null(code("", diags));
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
	bill_diags_free(diags);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	arena = bill_arena_new();
	g_test_add_func("/figure/qr/size", test_size);
	g_test_add_func("/figure/qr/modules", test_modules);
	g_test_add_func("/figure/qr/level", test_level);
	g_test_add_func("/figure/qr/capacity", test_capacity);
	g_test_add_func("/figure/qr/too-long", test_too_long);
	g_test_add_func("/figure/qr/empty", test_empty);
	int status = g_test_run();
	bill_arena_free(arena);
	return status;
}
