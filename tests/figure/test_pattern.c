/* Patterns: the same every time, a family by their series, different by their titles, and never too many shapes. */
#include <math.h>
#include <string.h>

#include "figure/figure.h"

static struct bill_pattern_wish wish_for(
	enum bill_pattern_kind kind, const char *series, const char *title, double width, double height)
{
	uint64_t family = bill_pattern_hash(series, 0);
	return (struct bill_pattern_wish){.kind = kind,
		.family = family,
		.member = bill_pattern_hash(title, family),
		.size = {width, height},
		.unit_pt = 12,
		.color = {0.7, 0.1, 0.1, 1},
		.ink = {0, 0, 0, 1},
		.ground = {1, 1, 1, 1}};
}

static bool same(const struct bill_pattern *a, const struct bill_pattern *b)
{
	if (a->n_marks != b->n_marks)
		return false;
	for (size_t i = 0; i < a->n_marks; i++) {
		const struct bill_mark *m = &a->marks[i], *n = &b->marks[i];
		if (m->kind != n->kind || memcmp(&m->color, &n->color, sizeof m->color) != 0 || m->center.x != n->center.x ||
			m->center.y != n->center.y || m->from != n->from || m->n_points != n->n_points)
			return false;
		if (m->n_points && memcmp(m->points, n->points, m->n_points * sizeof *m->points) != 0)
			return false;
	}
	return true;
}

static void test_seeds(void)
{
	struct bill_arena *arena = bill_arena_new();
	for (int kind = 0; kind < BILL_PATTERN_KINDS; kind++) {
		struct bill_pattern_wish one = wish_for(kind, "Evenings", "Comets", 400, 200),
								 again = wish_for(kind, "Evenings", "Comets", 400, 200),
								 other = wish_for(kind, "Evenings", "Tides", 400, 200);
		const struct bill_pattern *a = bill_pattern_new(&one, arena);
		g_test_message("%s: %zu shapes", a->name, a->n_marks);
		g_assert_true(same(a, bill_pattern_new(&again, arena)));
		g_assert_false(same(a, bill_pattern_new(&other, arena)));
	}
	bill_arena_free(arena);
}

/* From a strip to a square, from a stamp to A0: some shapes, not thousands, and every number finite. */
static void test_sizes(void)
{
	static const double sizes[][2] = {
		{1, 1}, {600, 8}, {8, 600}, {60, 60}, {595, 842}, {2384, 3370}, {14400, 14400}, {14400, 1}, {0, 100}};
	struct bill_arena *arena = bill_arena_new();
	for (int kind = 0; kind < BILL_PATTERN_KINDS; kind++)
		for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
			struct bill_pattern_wish wish = wish_for(kind, "Evenings", "Comets", sizes[i][0], sizes[i][1]);
			const struct bill_pattern *pattern = bill_pattern_new(&wish, arena);
			g_test_message("%s %g x %g: %zu shapes", pattern->name, sizes[i][0], sizes[i][1], pattern->n_marks);
			g_assert_cmpuint(pattern->n_marks, <, 20000);
			g_assert_true((pattern->n_marks > 0) == (sizes[i][0] > 0));
			for (size_t m = 0; m < pattern->n_marks; m++)
				g_assert_true(isfinite(pattern->marks[m].center.x + pattern->marks[m].radius + pattern->marks[m].from));
		}
	bill_arena_free(arena);
}

static bool same_color(struct bill_color a, struct bill_color b)
{
	return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

/* Of a palette all that is drawn is one of its colours, or the ground; a single one will do. */
static void test_palette(void)
{
	static const struct bill_color palette[] = {{0.9, 0.7, 0.2, 1}, {1, 1, 0.9, 1}, {0.2, 0.5, 0.5, 1}, {0.8, 0.3, 0.2, 1}};
	struct bill_arena *arena = bill_arena_new();
	for (int round = 0; round < BILL_PATTERN_KINDS * 40; round++) {
		g_autofree char *series = g_strdup_printf("Series %d", round / BILL_PATTERN_KINDS);
		struct bill_pattern_wish wish = wish_for(round % BILL_PATTERN_KINDS, series, "Comets", 500, 300);
		wish.palette = palette;
		wish.n_palette = round % 2 ? G_N_ELEMENTS(palette) : 1;
		const struct bill_pattern *pattern = bill_pattern_new(&wish, arena);
		size_t used[G_N_ELEMENTS(palette)] = {0};
		for (size_t m = 0; m < pattern->n_marks; m++) {
			bool known = same_color(pattern->marks[m].color, wish.ground);
			for (size_t c = 0; c < wish.n_palette; c++)
				if (same_color(pattern->marks[m].color, palette[c]))
					known = ++used[c];
			g_assert_true(known);
		}
		for (size_t c = 0; c < wish.n_palette && round % BILL_PATTERN_KINDS == BILL_PATTERN_TILES; c++)
			g_assert_cmpuint(used[c], >, 0);
		g_assert_cmpuint(pattern->n_marks, <, 1000);
	}
	bill_arena_free(arena);
}

static void test_names(void)
{
	enum bill_pattern_kind kind, again;
	bool seen[BILL_PATTERN_KINDS] = {false};
	g_assert_true(bill_pattern_parse("tiles", 0, &kind));
	g_assert_cmpint(kind, ==, BILL_PATTERN_TILES);
	g_assert_false(bill_pattern_parse("stripes", 0, &kind));
	g_assert_false(bill_pattern_parse("", 0, &kind));
	for (uint64_t family = 0; family < 100; family++) {
		g_assert_true(bill_pattern_parse("auto", family * 7919, &kind) && bill_pattern_parse("auto", family * 7919, &again));
		g_assert_cmpint(kind, ==, again);
		seen[kind] = true;
	}
	for (int i = 0; i < BILL_PATTERN_KINDS; i++)
		g_assert_true(seen[i]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/figure/pattern/seeds", test_seeds);
	g_test_add_func("/figure/pattern/sizes", test_sizes);
	g_test_add_func("/figure/pattern/palette", test_palette);
	g_test_add_func("/figure/pattern/names", test_names);
	return g_test_run();
}
