/* The line breaker: fills lines greedily, or chooses among the fewest lines those that read best. */
#include "font/type.h"

#include <math.h>
#include <string.h>

/* Costs are squared shares of the line's width, so that they mean the same at every size. */
#define HYPHEN_COST 0.04
#define HYPHENS_COST 0.12 /* each further line in a row that ends with a hyphen, and more for every one */
#define POOR_COST 4.0     /* inside a phrase or a word, where nothing else is left */
#define OVERFULL_COST 1e6
#define BODY_PENALTY 0.1    /* in running text an even edge is worth more than a pause */
#define SHORT_LAST_LINE 0.3 /* a last line below this share of the width looks stranded */
#define LONE_WORD 0.15      /* a last line of one word */
#define STRETCH_EM 0.167    /* what a space of justified text takes easily: half of what it is (Knuth and Plass 1981) */
#define WORST_GAP 5.0       /* a justified line of one word that leaves all of its width white: twice as bad as the loosest */
#define LOOSEST 5.0         /* times as much; beyond that all lines are equally bad */
#define LONGEST_TAIL 1.5    /* em that a hyphen, or what hangs, makes a stop stand further than the next one */

bool bill_stop_forced(const struct bill_stop *stop)
{
	return stop->kind == BILL_STOP_PARAGRAPH || stop->kind == BILL_STOP_LINE;
}

const struct bill_stop *bill_stop_before(const struct bill_stops *stops, ptrdiff_t from)
{
	return from < 0 ? &stops->start : &stops->at[from];
}

double bill_stop_width(const struct bill_stops *stops, ptrdiff_t from, size_t to)
{
	return stops->at[to].x_end - bill_stop_before(stops, from)->x_next;
}

static unsigned spaces_between(const struct bill_stop *from, const struct bill_stop *to)
{
	return to->spaces > from->spaces_next ? to->spaces - from->spaces_next : 0;
}

/* 0: a good place; else how bad. A worse place is never taken where a better one fits. */
static int rank(const struct bill_stop *stop)
{
	return stop->kind <= BILL_STOP_HYPHEN ? 0 : (int)(stop->kind - BILL_STOP_HYPHEN);
}

/* How much a line is too wide, spaces narrowed as far as may be. A last line is not justified. */
static double excess(const struct bill_stop *from, const struct bill_stop *to, const struct bill_room *room)
{
	double line = to->x_end - from->x_next;
	if (room->shrink > 0 && !bill_stop_forced(to))
		line -= room->shrink * spaces_between(from, to);
	return line - room->width_em;
}

#define FITS 1e-9

size_t bill_lines_fill(const struct bill_stops *stops, ptrdiff_t from, const struct bill_room *room, bool *overfull)
{
	size_t best = SIZE_MAX, first = (size_t)(from + 1), i;
	const struct bill_stop *start = bill_stop_before(stops, from);
	for (i = first; i < stops->n; i++) {
		const struct bill_stop *stop = &stops->at[i];
		double over = excess(start, stop, room);
		if (over <= FITS && (best == SIZE_MAX || rank(stop) <= rank(&stops->at[best])))
			best = i;
		if (over > LONGEST_TAIL || bill_stop_forced(stop))
			break;
	}
	if (best != SIZE_MAX)
		return best;
	*overfull = true;
	for (i = first; i + 1 < stops->n && stops->at[i].hyphen;)
		i++;
	return i;
}

static size_t choose_greedy(const struct bill_stops *stops, const struct bill_room *room, size_t *chosen)
{
	size_t count = 0;
	bool overfull = false;
	for (ptrdiff_t from = -1; from + 1 < (ptrdiff_t)stops->n; from = (ptrdiff_t)chosen[count++])
		chosen[count] = bill_lines_fill(stops, from, room, &overfull);
	return count;
}

/* How far the spaces of a justified line are from what they are by nature (Knuth and Plass: the cube of the share used). */
static double badness(double slack_em, unsigned spaces, const struct bill_room *room)
{
	double each = slack_em / fmax(spaces, 1e-3);
	double ratio = fmin(LOOSEST, each < 0 ? -each / room->shrink : each / STRETCH_EM);
	return slack_em == 0 ? 0 : 0.02 * ratio * ratio * ratio;
}

/* A paragraph's last line may be short, but not look lost. */
static double last_line_cost(const struct bill_stop *from, const struct bill_stop *to, double share)
{
	double stranded = fmax(0, SHORT_LAST_LINE - share), cost = 4 * stranded * stranded;
	bool whole = bill_stop_forced(from);
	return whole ? 0 : cost + (spaces_between(from, to) == 0 && share < 2 * SHORT_LAST_LINE ? LONE_WORD : 0);
}

/* What a reader minds about one line. The last line of a paragraph may be short in body text, but not of a headline. */
static double line_cost(const struct bill_stop *from, const struct bill_stop *to, const struct bill_room *room, bool penalties)
{
	double line = to->x_end - from->x_next, slack = fmax(0, room->width_em - line) / room->width_em, cost = slack * slack;
	if (room->wrap == BILL_WRAP_PRETTY && bill_stop_forced(to))
		cost = last_line_cost(from, to, line / room->width_em);
	else if (room->shrink > 0 && spaces_between(from, to) > 0)
		cost = badness(room->width_em - line, spaces_between(from, to), room);
	else if (room->shrink > 0)
		cost = WORST_GAP * slack; /* a word alone cannot be spread; a script without spaces leaves little to spread */
	if (rank(to) > 0)
		cost += POOR_COST;
	return cost + (penalties ? to->penalty * (room->wrap == BILL_WRAP_PRETTY ? BODY_PENALTY : 1) : 0);
}

struct way {
	size_t lines; /* to reach this stop */
	double cost;
	ptrdiff_t from;
	unsigned hyphens; /* lines in a row that end with one, up to this stop */
};

static struct way longer_way(const struct way *here, const struct bill_stop *from, const struct bill_stop *to,
	const struct bill_room *room, bool penalties)
{
	struct way way = {.lines = here->lines + 1, .cost = here->cost + line_cost(from, to, room, penalties)};
	if (to->hyphen) {
		way.hyphens = here->hyphens + 1;
		way.cost += HYPHEN_COST + HYPHENS_COST * here->hyphens * here->hyphens;
	}
	return way;
}

/* Every line that could begin after `from`: it ends where a filled line does or before, at a place as good. A prefix of a way
 * with the fewest lines has itself the fewest lines, so it is enough to keep one way for each stop (Knuth and Plass 1981,
 * without fitness classes). */
static void extend_ways(
	const struct bill_stops *stops, struct way *ways, ptrdiff_t from, const struct bill_room *room, bool penalties)
{
	static const struct way start = {0, 0, -1, 0};
	bool overfull = false;
	size_t last = bill_lines_fill(stops, from, room, &overfull);
	for (size_t to = overfull ? last : (size_t)(from + 1); to <= last; to++) {
		const struct bill_stop *stop = &stops->at[to], *before = bill_stop_before(stops, from);
		if (!overfull && (rank(stop) > rank(&stops->at[last]) || excess(before, stop, room) > FITS))
			continue;
		struct way way = longer_way(from < 0 ? &start : &ways[from], before, stop, room, penalties);
		way.from = from;
		way.cost += overfull ? OVERFULL_COST : 0;
		if (way.lines < ways[to].lines || (way.lines == ways[to].lines && way.cost < ways[to].cost))
			ways[to] = way;
	}
}

static size_t choose_best(const struct bill_stops *stops, const struct bill_room *room, bool penalties, size_t *chosen)
{
	g_autofree struct way *ways = g_new(struct way, stops->n);
	for (size_t i = 0; i < stops->n; i++)
		ways[i] = (struct way){SIZE_MAX, HUGE_VAL, -1, 0};
	for (ptrdiff_t from = -1; from < (ptrdiff_t)stops->n - 1; from++)
		if (from < 0 || ways[from].lines < SIZE_MAX)
			extend_ways(stops, ways, from, room, penalties);
	size_t count = ways[stops->n - 1].lines;
	ptrdiff_t at = (ptrdiff_t)stops->n - 1;
	for (size_t i = count; i-- > 0; at = ways[at].from)
		chosen[i] = (size_t)at;
	return count;
}

/* What the eye sees of an uneven edge. */
struct edge {
	double sum;   /* of squared distances from the widest line */
	double range; /* from the narrowest line to the widest */
};

static struct edge edge_of(const struct bill_stops *stops, const size_t *chosen, size_t count)
{
	double widest = 0, narrowest = HUGE_VAL, sum = 0;
	for (size_t i = 0; i < count; i++) {
		double width = bill_stop_width(stops, i ? (ptrdiff_t)chosen[i - 1] : -1, chosen[i]);
		widest = fmax(widest, width);
		narrowest = fmin(narrowest, width);
	}
	for (size_t i = 0; i < count; i++) {
		double slack = widest - bill_stop_width(stops, i ? (ptrdiff_t)chosen[i - 1] : -1, chosen[i]);
		sum += slack * slack;
	}
	return (struct edge){sum, widest - narrowest};
}

static bool more_ragged(struct edge a, struct edge b)
{
	return a.sum > b.sum + 1e-9 || a.range > b.range + 1e-9;
}

static size_t count_stops(
	const struct bill_stops *stops, const size_t *chosen, size_t count, bool (*is)(const struct bill_stop *))
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		found += is(&stops->at[chosen[i]]);
	return found;
}

/* A headline may be a little more ragged for the sake of a pause, but not more than filled lines would be, unless these part a
 * compound, or a fact where they could stand each on a line. */
static size_t choose_balanced(const struct bill_stops *stops, const struct bill_room *room, size_t *chosen)
{
	g_autofree size_t *filled = g_new(size_t, stops->n);
	size_t n_filled = choose_greedy(stops, room, filled);
	struct edge limit = edge_of(stops, filled, n_filled);
	size_t count = choose_best(stops, room, true, chosen);
	if (count_stops(stops, chosen, count, bill_stop_parts) < count_stops(stops, filled, n_filled, bill_stop_parts) ||
		count_stops(stops, chosen, count, bill_stop_divides) > count_stops(stops, filled, n_filled, bill_stop_divides))
		return count;
	if (more_ragged(edge_of(stops, chosen, count), limit))
		count = choose_best(stops, room, false, chosen);
	if (more_ragged(edge_of(stops, chosen, count), limit)) {
		memcpy(chosen, filled, n_filled * sizeof *chosen);
		count = n_filled;
	}
	return count;
}

size_t bill_lines_choose(const struct bill_stops *stops, const struct bill_room *room, size_t *chosen)
{
	if (room->wrap == BILL_WRAP_GREEDY)
		return choose_greedy(stops, room, chosen);
	if (room->wrap == BILL_WRAP_BALANCE)
		return choose_balanced(stops, room, chosen);
	return choose_best(stops, room, true, chosen);
}
