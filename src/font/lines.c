/* The line breaker: fills lines greedily, or chooses among the fewest lines those that read best. */
#include "font/type.h"

#include <math.h>

/* Costs are squared shares of the line's width, so that they mean the same at every size. */
#define HYPHEN_COST 0.04
#define DESPERATE_COST 4.0
#define BODY_PENALTY 0.1 /* in running text an even edge is worth more than a pause */
#define SHORT_LAST_LINE 0.3 /* a last line below this share of the width looks stranded */

bool bill_stop_forced(const struct bill_stop *stop)
{
	return stop->kind == BILL_STOP_PARAGRAPH || stop->kind == BILL_STOP_LINE;
}

double bill_stop_width(const struct bill_stop *stops, ptrdiff_t from, size_t to, double hyphen_em)
{
	double start = from < 0 ? 0 : stops[from].x_next;
	return stops[to].x_end - start + (stops[to].kind == BILL_STOP_HYPHEN ? hyphen_em : 0);
}

size_t bill_lines_fill(const struct bill_stop *stops, size_t n, ptrdiff_t from, double width_em, double hyphen_em, bool *overfull)
{
	size_t first = (size_t)(from + 1), best = SIZE_MAX, desperate = SIZE_MAX, i;
	for (i = first; i < n; i++) {
		bool fits = bill_stop_width(stops, from, i, hyphen_em) <= width_em + 1e-9;
		if (fits && stops[i].kind == BILL_STOP_DESPERATE)
			desperate = i;
		else if (fits)
			best = i;
		else if (stops[i].kind != BILL_STOP_HYPHEN)
			break;
		if (bill_stop_forced(&stops[i]))
			break;
	}
	if (best != SIZE_MAX)
		return best;
	if (desperate != SIZE_MAX)
		return desperate;
	*overfull = true;
	for (i = first; i < n - 1 && stops[i].kind == BILL_STOP_HYPHEN;)
		i++;
	return i;
}

static size_t choose_greedy(const struct bill_stop *stops, size_t n, double width, double hyphen, size_t *chosen)
{
	size_t count = 0;
	for (ptrdiff_t from = -1; from + 1 < (ptrdiff_t)n; from = (ptrdiff_t)chosen[count++]) {
		bool overfull;
		chosen[count] = bill_lines_fill(stops, n, from, width, hyphen, &overfull);
	}
	return count;
}

/* What a reader minds about one line. The last line of a paragraph may be short in body text, but not of a headline. */
static double line_cost(const struct bill_stop *stop, double line, double width, enum bill_wrap wrap, bool penalties)
{
	double slack = fmax(0, width - line) / width, cost = slack * slack;
	if (wrap == BILL_WRAP_PRETTY && bill_stop_forced(stop)) {
		double stranded = fmax(0, SHORT_LAST_LINE - line / width);
		cost = 4 * stranded * stranded;
	}
	if (stop->kind == BILL_STOP_HYPHEN)
		cost += HYPHEN_COST;
	if (stop->kind == BILL_STOP_DESPERATE)
		cost += DESPERATE_COST;
	return cost + (penalties ? stop->penalty * (wrap == BILL_WRAP_PRETTY ? BODY_PENALTY : 1) : 0);
}

struct way {
	size_t lines; /* to reach this stop */
	double cost;
	ptrdiff_t from;
};

/* The best way to a stop over every line that could end there. A prefix of a way with the fewest lines has itself the fewest
 * lines, so it is enough to keep one way for each stop (Knuth and Plass 1981, without fitness classes). */
static void extend_ways(const struct bill_stop *stops, size_t n, struct way *ways, ptrdiff_t from, double width, double hyphen, enum bill_wrap wrap, bool penalties)
{
	struct way here = from < 0 ? (struct way){0, 0, -1} : ways[from];
	for (size_t to = (size_t)(from + 1); to < n; to++) {
		double line = bill_stop_width(stops, from, to, hyphen);
		bool fits = line <= width + 1e-9;
		if (fits || to == (size_t)(from + 1)) {
			struct way way = {here.lines + 1, here.cost + line_cost(&stops[to], line, width, wrap, penalties) + (fits ? 0 : 1e6), from};
			if (way.lines < ways[to].lines || (way.lines == ways[to].lines && way.cost < ways[to].cost))
				ways[to] = way;
		} else if (stops[to].kind != BILL_STOP_HYPHEN) {
			break;
		}
		if (bill_stop_forced(&stops[to]))
			break;
	}
}

static size_t choose_best(const struct bill_stop *stops, size_t n, double width, double hyphen, enum bill_wrap wrap, bool penalties, size_t *chosen)
{
	struct way *ways = g_new(struct way, n);
	for (size_t i = 0; i < n; i++)
		ways[i] = (struct way){SIZE_MAX, INFINITY, -1};
	for (ptrdiff_t from = -1; from < (ptrdiff_t)n - 1; from++)
		if (from < 0 || ways[from].lines < SIZE_MAX)
			extend_ways(stops, n, ways, from, width, hyphen, wrap, penalties);
	size_t count = ways[n - 1].lines;
	ptrdiff_t at = (ptrdiff_t)n - 1;
	for (size_t i = count; i-- > 0; at = ways[at].from)
		chosen[i] = (size_t)at;
	g_free(ways);
	return count;
}

/* The sum of squared distances from the widest line: what the eye sees of an uneven edge. */
static double raggedness(const struct bill_stop *stops, const size_t *chosen, size_t count, double hyphen)
{
	double widest = 0, sum = 0;
	for (size_t i = 0; i < count; i++)
		widest = fmax(widest, bill_stop_width(stops, i ? (ptrdiff_t)chosen[i - 1] : -1, chosen[i], hyphen));
	for (size_t i = 0; i < count; i++) {
		double slack = widest - bill_stop_width(stops, i ? (ptrdiff_t)chosen[i - 1] : -1, chosen[i], hyphen);
		sum += slack * slack;
	}
	return sum;
}

/* A headline may be a little more ragged for the sake of a pause, but never more than filled lines would be. */
static size_t choose_balanced(const struct bill_stop *stops, size_t n, double width, double hyphen, size_t *chosen)
{
	size_t *filled = g_new(size_t, n);
	size_t n_filled = choose_greedy(stops, n, width, hyphen, filled);
	size_t count = choose_best(stops, n, width, hyphen, BILL_WRAP_BALANCE, true, chosen);
	double limit = raggedness(stops, filled, n_filled, hyphen) + 1e-9;
	if (raggedness(stops, chosen, count, hyphen) > limit)
		count = choose_best(stops, n, width, hyphen, BILL_WRAP_BALANCE, false, chosen);
	if (raggedness(stops, chosen, count, hyphen) > limit) {
		memcpy(chosen, filled, n_filled * sizeof *chosen);
		count = n_filled;
	}
	g_free(filled);
	return count;
}

size_t bill_lines_choose(const struct bill_stop *stops, size_t n, double width_em, double hyphen_em, enum bill_wrap wrap, size_t *chosen)
{
	if (wrap == BILL_WRAP_GREEDY)
		return choose_greedy(stops, n, width_em, hyphen_em, chosen);
	if (wrap == BILL_WRAP_BALANCE)
		return choose_balanced(stops, n, width_em, hyphen_em, chosen);
	return choose_best(stops, n, width_em, hyphen_em, wrap, true, chosen);
}
