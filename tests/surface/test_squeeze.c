/* Rows of pixels, deflated and back: drawn pages, noise, every width around a run's limits; and prefix codes that are whole. */
#include <libdeflate.h>
#include <math.h>
#include <string.h>

#include "surface/squeeze.h"

/* g_assert_cmpfloat_with_epsilon takes long doubles, of which clang warns. */
#define assert_near(a, b, epsilon) g_assert_cmpfloat(fabs((double)(a) - (double)(b)), <=, epsilon)

static guint32 state;

static guint32 noise(void)
{
	state = state * 1664525 + 1013904223;
	return state >> 8;
}

static void check(const guint8 *bytes, size_t unit, size_t row, size_t rows, size_t most)
{
	size_t count = row * rows, got = 0;
	g_autofree guint8 *back = g_malloc(count + 1);
	g_autoptr(GByteArray) out = g_byte_array_new();
	g_byte_array_append(out, (const guint8 *)"IDAT", 4); /* what is there stays */
	bill_squeeze(out, bytes, count, unit, row);
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	enum libdeflate_result result = libdeflate_zlib_decompress(inflater, out->data + 4, out->len - 4, back, count + 1, &got);
	libdeflate_free_decompressor(inflater);
	g_assert_cmpmem(out->data, 4, "IDAT", 4);
	g_assert_cmpint(result, ==, LIBDEFLATE_SUCCESS);
	g_assert_cmpmem(bytes, (int)count, back, (int)got);
	g_assert_cmpuint(out->len, <=, most);
}

/* colors: how many; run: how long one lasts, in pixels, on average. */
static guint8 *picture(size_t unit, size_t width, size_t height, unsigned colors, unsigned run)
{
	guint8 *bytes = g_malloc0((1 + unit * width) * height + 1), *to = bytes;
	for (size_t y = 0; y < height; y++) {
		*to++ = (guint8)(y % 3);
		guint32 color = noise() % colors;
		for (size_t x = 0; x < width; x++) {
			if (noise() % run == 0)
				color = noise() % colors;
			for (size_t i = 0; i < unit; i++)
				*to++ = (guint8)(color * 2654435761u >> (8 * i));
		}
	}
	return bytes;
}

static void test_pictures(void)
{
	static const size_t units[] = {1, 3, 4};
	static const size_t widths[] = {1, 2, 3, 5, 7, 8, 63, 64, 65, 85, 86, 87, 88, 172, 257, 258, 259, 260, 261, 1000, 11000};
	static const unsigned runs[] = {1, 3, 40, 100000};
	for (size_t u = 0; u < G_N_ELEMENTS(units); u++)
		for (size_t w = 0; w < G_N_ELEMENTS(widths); w++)
			for (size_t r = 0; r < G_N_ELEMENTS(runs); r++) {
				g_autofree guint8 *bytes = picture(units[u], widths[w], 9, r % 2 ? 5 : 100000, runs[r]);
				check(bytes, units[u], 1 + widths[w] * units[u], 9, G_MAXUINT);
			}
}

/* Many blocks, and codes as long as they may be: the frequencies are Fibonacci's numbers. */
static void test_large(void)
{
	g_autofree guint8 *random = picture(3, 900, 300, 1u << 24, 1);
	check(random, 3, 2701, 300, 2701 * 300 * 11 / 10);
	g_autofree guint8 *steep = g_malloc0(1001 * 700);
	for (size_t i = 0; i < (size_t)1001 * 700; i++)
		steep[i] = (guint8)__builtin_ctz(noise() | 1u << 22);
	check(steep, 1, 1001, 700, 1001 * 700);
}

static void test_white(void)
{
	g_autofree guint8 *white = g_malloc(5101 * 500);
	memset(white, 255, 5101 * 500);
	for (size_t y = 0; y < 500; y++)
		white[y * 5101] = 0;
	check(white, 3, 5101, 500, 5500);
}

static double kraft(const guint8 *lengths, unsigned n, unsigned most)
{
	double sum = 0;
	for (unsigned i = 0; i < n; i++) {
		g_assert_cmpuint(lengths[i], <=, most);
		sum += lengths[i] ? 1.0 / (double)(1u << lengths[i]) : 0;
	}
	return sum;
}

static void test_codes(void)
{
	guint32 frequencies[286] = {0};
	guint8 lengths[286];
	for (unsigned most = 7; most <= 15; most += 8)
		for (unsigned used = 0; used <= (most == 7 ? 19u : 286u); used++)
			for (unsigned shape = 0; shape < 3; shape++) {
				guint64 a = 1, b = 1;
				memset(frequencies, 0, sizeof frequencies);
				for (unsigned i = 0; i < used; i++) {
					frequencies[(i * 5) % 286] = shape == 0 ? 1 : shape == 1 ? noise() % 1000 + 1 : (guint32)MIN(a, 4000000);
					guint64 next = a + b;
					a = b;
					b = MIN(next, 4000000);
				}
				bill_huffman_lengths(frequencies, 286, most, lengths);
				assert_near(kraft(lengths, 286, most), 1, 1e-12);
				for (unsigned i = 0; i < 286; i++)
					g_assert_true(!frequencies[i] || lengths[i]);
			}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/squeeze/pictures", test_pictures);
	g_test_add_func("/squeeze/large", test_large);
	g_test_add_func("/squeeze/white", test_white);
	g_test_add_func("/squeeze/codes", test_codes);
	return g_test_run();
}
