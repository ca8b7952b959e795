/* The breaker alone, on stops made up here: no fonts. */
#include <math.h>
#include <string.h>

#include "font/type.h"

#define MOST 400

struct made {
	struct bill_stop at[MOST];
	struct bill_stops stops;
	size_t chosen[MOST];
	size_t count;
};

/* Words of the given widths, a space of 0.3 em between; kinds: a letter for each word's end. */
static void make(struct made *made, size_t n, const double *widths, const char *kinds)
{
	static const char letters[] = "PLBHFSD";
	double x = 0;
	memset(made, 0, sizeof *made);
	for (size_t i = 0; i < n; i++) {
		struct bill_stop *stop = &made->at[i];
		stop->kind = kinds ? (enum bill_stop_kind)(strchr(letters, kinds[i]) - letters) : BILL_STOP_BREAK;
		if (i + 1 == n)
			stop->kind = BILL_STOP_PARAGRAPH;
		bool inside = stop->kind == BILL_STOP_HYPHEN || stop->kind == BILL_STOP_SYLLABLE || stop->kind == BILL_STOP_DESPERATE;
		stop->hyphen = stop->kind == BILL_STOP_HYPHEN || stop->kind == BILL_STOP_SYLLABLE;
		x += widths[i];
		stop->x_end = x + (stop->hyphen ? 0.4 : 0);
		x += inside ? 0 : 0.3;
		stop->x_next = x;
		stop->spaces = i ? made->at[i - 1].spaces_next : 0;
		stop->spaces_next = stop->spaces + !inside;
		stop->end = stop->next = i + 1;
	}
	made->stops = (struct bill_stops){.at = made->at, .n = n, .start = {.kind = BILL_STOP_PARAGRAPH}};
}

/* "3 2 1": how many stops each line takes. */
static char *choose(struct made *made, double width, enum bill_wrap wrap, double shrink)
{
	struct bill_room room = {.width_em = width, .wrap = wrap, .shrink = shrink};
	made->count = bill_lines_choose(&made->stops, &room, made->chosen);
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < made->count; i++)
		g_string_append_printf(out, "%s%zu", i ? " " : "", made->chosen[i] - (i ? made->chosen[i - 1] : (size_t)-1));
	return g_string_free(out, FALSE);
}

static const struct {
	const char *what;
	double widths[10];
	const char *kinds;
	double width;
	enum bill_wrap wrap;
	double shrink;
	const char *lines;
} rows[] = {
	{"one word", {3}, "P", 10, BILL_WRAP_GREEDY, 0, "1"},
	{"filled", {3, 3, 3, 3}, "BBBP", 7, BILL_WRAP_GREEDY, 0, "2 2"},
	{"exactly full", {3, 3, 3}, "BBP", 6.3, BILL_WRAP_GREEDY, 0, "2 1"},
	{"overfull alone", {3, 20, 3}, "BBP", 7, BILL_WRAP_GREEDY, 0, "1 1 1"},
	{"overfull alone, balanced", {3, 20, 3}, "BBP", 7, BILL_WRAP_BALANCE, 0, "1 1 1"},
	{"a forced end", {1, 1, 1, 1}, "BLBP", 9, BILL_WRAP_GREEDY, 0, "2 2"},
	{"paragraphs", {1, 1, 1, 1}, "PPBP", 9, BILL_WRAP_PRETTY, 0, "1 1 2"},
	{"balanced", {3, 3, 3, 3}, "BBBP", 10, BILL_WRAP_BALANCE, 0, "2 2"},
	{"balanced against filled", {3, 3, 3, 3}, "BBBP", 10, BILL_WRAP_GREEDY, 0, "3 1"},
	{"a hyphen fits", {4, 4, 4}, "BHP", 9.9, BILL_WRAP_GREEDY, 0, "2 1"},
	{"a hyphen that does not fit", {4, 4, 4}, "BHP", 8.6, BILL_WRAP_GREEDY, 0, "1 2"},
	{"a hyphen that saves no line is not taken", {3, 2, 2, 3, 3}, "BHBBP", 8, BILL_WRAP_PRETTY, 0, "3 2"},
	{"a hyphen too wide, the word's end fits", {4, 2, 0.1, 4}, "BHBP", 6.5, BILL_WRAP_GREEDY, 0, "3 1"},
	{"a phrase stays whole", {3, 3, 3}, "BFP", 7, BILL_WRAP_GREEDY, 0, "1 2"},
	{"a phrase stays whole, balanced", {3, 3, 3}, "BFP", 7, BILL_WRAP_BALANCE, 0, "1 2"},
	{"a phrase wider than the line", {6, 6}, "FP", 7, BILL_WRAP_BALANCE, 0, "1 1"},
	{"a syllable before any letter", {3, 2, 2, 3}, "BSDP", 5.5, BILL_WRAP_GREEDY, 0, "1 1 2"},
	{"letters where nothing else is", {2, 2, 2, 2}, "DDDP", 5, BILL_WRAP_PRETTY, 0, "2 2"},
	{"no lone last word", {2, 2, 2, 2, 1}, "BBBBP", 9, BILL_WRAP_PRETTY, 0, "3 2"},
	{"a lone last word, filled", {2, 2, 2, 2, 1}, "BBBBP", 9, BILL_WRAP_GREEDY, 0, "4 1"},
	{"no word alone", {4, 4, 4, 4, 4}, "BBBBP", 10, BILL_WRAP_PRETTY, 1 / 9.0, "2 2 1"},
	{"spaces shrink", {3, 3, 3, 3}, "BBBP", 9.4, BILL_WRAP_PRETTY, 1 / 9.0, "3 1"},
	{"spaces shrink no further", {3, 3, 3, 3}, "BBBP", 9.3, BILL_WRAP_PRETTY, 1 / 9.0, "2 2"},
	{"a last line does not shrink", {3, 3, 3}, "BBP", 9.4, BILL_WRAP_PRETTY, 1 / 9.0, "2 1"},
};

static void test_table(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		static struct made made;
		make(&made, strlen(rows[i].kinds), rows[i].widths, rows[i].kinds);
		g_autofree char *lines = choose(&made, rows[i].width, rows[i].wrap, rows[i].shrink);
		if (strcmp(lines, rows[i].lines) != 0)
			g_error("%s: %s instead of %s", rows[i].what, lines, rows[i].lines);
	}
}

static void test_pause(void)
{
	static struct made made;
	make(&made, 4, (const double[]){3, 3, 2.6, 3}, "BBBP");
	g_autofree char *even = choose(&made, 10, BILL_WRAP_BALANCE, 0);
	g_assert_cmpstr(even, ==, "2 2");
	make(&made, 5, (const double[]){2, 2, 2, 2, 2}, "BBBBP");
	made.at[1].penalty = -0.1;
	g_autofree char *early = choose(&made, 7, BILL_WRAP_BALANCE, 0);
	g_assert_cmpstr(early, ==, "2 3");
	made.at[1].penalty = 0;
	made.at[2].penalty = -0.1;
	g_autofree char *late = choose(&made, 7, BILL_WRAP_BALANCE, 0);
	g_assert_cmpstr(late, ==, "3 2");
}

static void test_hyphens_in_a_row(void)
{
	/* Each word may be parted in its middle, which would fill every line; the count is the same without. */
	static struct made made;
	double widths[24];
	char kinds[25] = {0};
	for (size_t i = 0; i < 24; i++) {
		widths[i] = 2.2;
		kinds[i] = i % 2 ? 'B' : 'H';
	}
	make(&made, 24, widths, kinds);
	g_free(choose(&made, 15.5, BILL_WRAP_PRETTY, 0));
	size_t row = 0, longest = 0;
	for (size_t i = 0; i < made.count; i++) {
		row = made.at[made.chosen[i]].hyphen ? row + 1 : 0;
		longest = MAX(longest, row);
	}
	g_assert_cmpuint(longest, <=, 2);
}

/* ---- properties, on random stops ---- */

static void make_random(struct made *made, GRand *random, const char *letters)
{
	double widths[MOST] = {0};
	char kinds[MOST] = {0};
	size_t n = (size_t)g_rand_int_range(random, 1, 80);
	for (size_t i = 0; i < n; i++) {
		widths[i] = g_rand_double_range(random, 0.5, 6);
		kinds[i] = letters[g_rand_int_range(random, 0, (gint32)strlen(letters))];
	}
	make(made, n, widths, kinds);
	for (size_t i = 0; i < n; i++)
		made->at[i].penalty = (double[]){0, 0, 0, -0.1, -0.04, 0.06}[g_rand_int_range(random, 0, 6)];
}

struct edge {
	double sum, range;
};

static struct edge edge(const struct made *made)
{
	double widest = 0, narrowest = 1e9, sum = 0;
	for (size_t i = 0; i < made->count; i++) {
		double width = bill_stop_width(&made->stops, i ? (ptrdiff_t)made->chosen[i - 1] : -1, made->chosen[i]);
		widest = fmax(widest, width);
		narrowest = fmin(narrowest, width);
	}
	for (size_t i = 0; i < made->count; i++)
		sum += pow(widest - bill_stop_width(&made->stops, i ? (ptrdiff_t)made->chosen[i - 1] : -1, made->chosen[i]), 2);
	return (struct edge){sum, widest - narrowest};
}

static bool forced_between(const struct made *made, ptrdiff_t from, size_t to)
{
	for (size_t i = (size_t)(from + 1); i < to; i++)
		if (bill_stop_forced(&made->at[i]))
			return true;
	return false;
}

/* Lines go on, end at the end, pass no forced end, and are too wide only where no stop fits. */
static void check_lines(const struct made *made, double width, double shrink)
{
	struct bill_room room = {.width_em = width, .shrink = shrink};
	g_assert_cmpuint(made->chosen[made->count - 1], ==, made->stops.n - 1);
	for (size_t i = 0; i < made->count; i++) {
		ptrdiff_t from = i ? (ptrdiff_t)made->chosen[i - 1] : -1;
		g_assert_cmpint((ptrdiff_t)made->chosen[i], >, from);
		g_assert_false(forced_between(made, from, made->chosen[i]));
		bool overfull = false;
		bill_lines_fill(&made->stops, from, &room, &overfull);
		unsigned spaces = made->at[made->chosen[i]].spaces - bill_stop_before(&made->stops, from)->spaces_next;
		if (!overfull)
			g_assert_cmpfloat(bill_stop_width(&made->stops, from, made->chosen[i]) - shrink * spaces, <=, width + 1e-6);
	}
}

static void test_properties(void)
{
	GRand *random = g_rand_new_with_seed(20250121);
	for (int round = 0; round < 3000; round++) {
		static struct made made;
		make_random(&made, random, "BBBBBBBHHFSDDLP");
		double width = g_rand_double_range(random, 1, 30), shrink = round % 3 ? 0 : 1 / 9.0;
		g_free(choose(&made, width, BILL_WRAP_GREEDY, shrink));
		size_t count = made.count;
		struct edge filled = edge(&made);
		check_lines(&made, width, shrink);
		g_free(choose(&made, width, BILL_WRAP_BALANCE, shrink));
		check_lines(&made, width, shrink);
		g_assert_cmpuint(made.count, ==, count);
		g_assert_cmpfloat(edge(&made).sum, <=, filled.sum + 1e-6);
		g_assert_cmpfloat(edge(&made).range, <=, filled.range + 1e-6);
		g_free(choose(&made, width, BILL_WRAP_PRETTY, shrink));
		check_lines(&made, width, shrink);
		g_assert_cmpuint(made.count, ==, count);
	}
	g_rand_free(random);
}

/* A wider column never takes more lines, words and hyphens being all there is. (A phrase that is whole only in the wider column
 * may take one more.) */
static void test_monotone(void)
{
	GRand *random = g_rand_new_with_seed(7);
	for (int round = 0; round < 300; round++) {
		static struct made made;
		make_random(&made, random, "BBBBBHHLP");
		size_t before = SIZE_MAX;
		for (double width = 6.4; width < 40; width *= 1.07) {
			g_free(choose(&made, width, BILL_WRAP_GREEDY, 0));
			g_assert_cmpuint(made.count, <=, before);
			before = made.count;
		}
	}
	g_rand_free(random);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/font/lines/table", test_table);
	g_test_add_func("/font/lines/pause", test_pause);
	g_test_add_func("/font/lines/hyphens", test_hyphens_in_a_row);
	g_test_add_func("/font/lines/properties", test_properties);
	g_test_add_func("/font/lines/monotone", test_monotone);
	return g_test_run();
}
