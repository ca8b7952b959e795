/* The six kinds of patterns. The family decides how a pattern is built, the member where things stand. */
#include "figure/sketch.h"

#include <math.h>

/* A point that divides both sides by the golden section: one of four. */
static struct bill_point golden_point(struct bill_sketch *sketch, int which)
{
	double far = 1 / BILL_GOLDEN, near = 1 - far;
	return (struct bill_point){sketch->width * (which & 1 ? far : near), sketch->height * (which & 2 ? far : near)};
}

/* ---- bands ---- */

/* Slanted bands, each as wide as the one before times or over the golden number, so that wide and narrow ones alternate calmly.
 */
static void bands(struct bill_sketch *s)
{
	static const int order[] = {
		BILL_TINT_PALE, BILL_TINT_FULL, BILL_TINT_FAINT, BILL_TINT_HALF, BILL_TINT_DEEP, BILL_TINT_PALE, BILL_TINT_FULL};
	static const int steps[] = {3, 1, 2, 0, 2, 1, 3, 0};
	static const double slants[] = {0, 0.36, 0.62, 1};
	double slant = slants[bill_random_below(&s->family, 4)] * s->height;
	bool leaning = bill_random(&s->family) < 0.5;
	int color = bill_random_below(&s->member, 7), step = bill_random_below(&s->member, 8);
	double x = -slant - s->unit * 8 * bill_random(&s->member);
	while (x < s->width) {
		double width = s->unit * 2.2 * pow(BILL_GOLDEN, steps[step++ % 8]);
		double top = leaning ? x + slant : x, foot = leaning ? x : x + slant;
		const struct bill_point points[] = {{top, 0}, {top + width, 0}, {foot + width, s->height}, {foot, s->height}};
		bill_sketch_polygon(s, points, 4, s->tints[order[color++ % 7]]);
		x += width;
	}
}

/* ---- dots ---- */

/* A place of the lattice of dots. */
static struct bill_point dot_at(int column, int row, double pitch)
{
	return (struct bill_point){(column + (row & 1 ? 0.5 : 0)) * pitch, row * pitch * 0.8660254};
}

/* Discs in rows that stand in each other's gaps, largest round a golden point and smaller the further off; one is large. */
static void dots(struct bill_sketch *s)
{
	double pitch = s->unit * (bill_random_below(&s->family, 2) ? 3.2 : 2.4), rise = pitch * 0.8660254;
	struct bill_point focus = golden_point(s, bill_random_below(&s->member, 4)),
					  large = golden_point(s, bill_random_below(&s->member, 4));
	double reach = hypot(s->width, s->height) * (0.55 + 0.25 * bill_random(&s->member));
	large = dot_at((int)(large.x / pitch), (int)round(large.y / rise), pitch);
	bill_sketch_disc(s, large.x, large.y, pitch * 1.46, s->tints[BILL_TINT_DEEP]);
	int rows = (int)ceil(s->height / rise) + 1, columns = (int)ceil(s->width / pitch) + 1;
	for (int row = 0; row <= rows; row++)
		for (int column = 0; column <= columns; column++) {
			struct bill_point dot = dot_at(column, row, pitch);
			double share = 1 - hypot(dot.x - focus.x, dot.y - focus.y) / reach;
			double radius = pitch * 0.46 * pow(fmax(share, 0), 0.9);
			if (radius < pitch * 0.045 || hypot(dot.x - large.x, dot.y - large.y) < pitch * 1.8)
				continue;
			int tint = share > 0.78 ? BILL_TINT_FULL : share > 0.45 ? BILL_TINT_HALF : BILL_TINT_PALE;
			bill_sketch_disc(s, dot.x, dot.y, radius, s->tints[tint]);
		}
}

/* ---- waves ---- */

/* One hill line from left to right, closed over the foot. */
static void wave(struct bill_sketch *s, double level, double swing, double phase, double length, struct bill_color color)
{
	struct bill_point points[40];
	size_t n = 0;
	int steps = 32;
	points[n++] = (struct bill_point){-s->unit, s->height + s->unit};
	for (int i = 0; i <= steps; i++) {
		double x = (-0.05 + 1.1 * i / steps) * s->width, turn = 2 * G_PI * (x / length) + phase;
		points[n++] = (struct bill_point){x, level + swing * (sin(turn) + 0.35 * sin(turn / BILL_GOLDEN + phase * 2))};
	}
	points[n++] = (struct bill_point){s->width + s->unit, s->height + s->unit};
	bill_sketch_curve(s, points, n, false, 0, color);
}

static void waves(struct bill_sketch *s)
{
	static const int order[] = {BILL_TINT_FAINT, BILL_TINT_PALE, BILL_TINT_HALF, BILL_TINT_FULL, BILL_TINT_DEEP};
	double length = fmax(s->width, s->height * 0.8) * (bill_random_below(&s->family, 2) ? 0.9 : 1.3);
	double phase = 2 * G_PI * bill_random(&s->member),
		   shift = (0.6 + 0.8 * bill_random(&s->family)) * (bill_random(&s->member) < 0.5 ? -1 : 1);
	double start = s->height * (0.14 + 0.10 * bill_random(&s->member)), left = s->height - start;
	for (int i = 0; i < 5; i++) {
		double level = start + left * (1 - pow(1 / BILL_GOLDEN, i * 0.62)) * 0.98;
		wave(s, level, fmin(s->height * 0.085, length * 0.08), phase + shift * i, length, s->tints[order[i]]);
	}
}

/* ---- tiles ---- */

static void quarter(struct bill_sketch *s, double x, double y, double side, int corner, struct bill_color color)
{
	double from = corner * G_PI / 2;
	bill_sketch_wedge(
		s, x + (corner == 1 || corner == 2 ? side : 0), y + (corner >= 2 ? side : 0), side, from, from + G_PI / 2, color);
}

static void half(struct bill_sketch *s, double x, double y, double side, int way, struct bill_color color)
{
	static const struct bill_point middles[] = {{0.5, 0}, {1, 0.5}, {0.5, 1}, {0, 0.5}};
	double from = way * G_PI / 2;
	bill_sketch_wedge(s, x + middles[way].x * side, y + middles[way].y * side, side / 2, from, from + G_PI, color);
}

static void tile(struct bill_sketch *s, double x, double y, double side, int shape, struct bill_color color)
{
	int turn = bill_random_below(&s->member, 4);
	switch (shape) {
	case 0:
	case 1:
	case 2:
		quarter(s, x, y, side, turn, color);
		break;
	case 3:
		half(s, x, y, side, turn, color);
		break;
	case 4:
		bill_sketch_disc(s, x + side / 2, y + side / 2, side / 2 / BILL_GOLDEN, color);
		break;
	case 5:
		bill_sketch_rect(s, x, y + (turn & 1 ? side / 2 : 0), side, side / 2, color);
		break;
	default:
		break; /* as much rest as there are shapes would be too little */
	}
}

/* The number of squares across that leaves least of one cut off at the foot. */
static int choose_columns(const struct bill_sketch *s, double wanted)
{
	int best = 1, most = (int)fmax(1, floor(s->width / wanted / 0.6));
	double least = HUGE_VAL;
	for (int columns = (int)fmax(1, ceil(s->width / wanted / 1.7)); columns <= most; columns++) {
		double side = s->width / columns, rows = s->height / side;
		double badness = fabs(rows - round(rows)) + 0.12 * fabs(log(side / wanted));
		if (rows >= 0.9 && badness < least) {
			least = badness;
			best = columns;
		}
	}
	return best;
}

/* Squares with quarters, halves and discs; no colour meets itself, and a third of the squares rest. */
static void tiles(struct bill_sketch *s)
{
	static const int tints[] = {BILL_TINT_PALE, BILL_TINT_HALF, BILL_TINT_FULL, BILL_TINT_DEEP};
	static const int sets[][9] = {{0, 1, 2, 3, 4, 5, 9, 9, 9}, {0, 1, 2, 0, 1, 2, 4, 9, 9}, {3, 3, 4, 0, 1, 5, 9, 9, 9}};
	const int *set = sets[bill_random_below(&s->family, 3)];
	int columns = choose_columns(s, fmin(s->unit * 6, s->height));
	double side = s->width / columns;
	int rows = (int)ceil(s->height / side - 0.05), before = -1;
	for (int row = 0; row < rows; row++)
		for (int column = 0; column < columns; column++) {
			int shape = set[bill_random_below(&s->member, 9)], tint = bill_random_below(&s->member, 4);
			if (tint == before)
				tint = (tint + 1) % 4;
			before = shape == 9 ? -1 : tint;
			tile(s, column * side, row * side, side, shape, s->tints[tints[tint]]);
		}
}

/* ---- rays ---- */

/* Wedges from a golden point, widening by the golden number and narrowing again. */
static void rays(struct bill_sketch *s)
{
	static const int order[] = {
		BILL_TINT_PALE, BILL_TINT_FAINT, BILL_TINT_HALF, BILL_TINT_FAINT, BILL_TINT_FULL, BILL_TINT_FAINT};
	static const double widths[] = {1, BILL_GOLDEN, BILL_GOLDEN * BILL_GOLDEN, BILL_GOLDEN};
	struct bill_point sun = golden_point(s, bill_random_below(&s->member, 4));
	bool low = bill_random(&s->family) < 0.5;
	sun.y = low ? s->height * 1.02 : sun.y;
	int count = bill_random_below(&s->family, 2) ? 24 : 16;
	double sum = 0, turn = 2 * G_PI * bill_random(&s->member), reach = 2 * hypot(s->width, s->height);
	for (int i = 0; i < count; i++)
		sum += widths[i % 4];
	for (int i = 0; i < count; i++) {
		double next = turn + 2 * G_PI * widths[i % 4] / sum;
		bill_sketch_wedge(s, sun.x, sun.y, reach, turn, next + 0.002, s->tints[order[i % 6]]);
		turn = next;
	}
	double radius = fmin(s->width, s->height) * 0.236;
	bill_sketch_disc(s, sun.x, sun.y, radius, s->tints[BILL_TINT_DEEP]);
	bill_sketch_disc(s, sun.x, sun.y, radius / BILL_GOLDEN, s->tints[BILL_TINT_FULL]);
}

/* ---- contours ---- */

#define AROUND 48

/* A hill's outline: a circle that bulges slowly, more the further out it lies. */
static void ring(struct bill_sketch *s, struct bill_point hill, double radius, const double phases[3], double bulge, double line,
	struct bill_color color)
{
	struct bill_point points[AROUND];
	for (int i = 0; i < AROUND; i++) {
		double turn = 2 * G_PI * i / AROUND;
		double swell = 0.5 * cos(2 * turn + phases[0]) + 0.32 * cos(3 * turn + phases[1]) + 0.18 * cos(5 * turn + phases[2]);
		double r = radius * (1 + bulge * swell);
		points[i] = (struct bill_point){hill.x + 1.25 * r * cos(turn), hill.y + r * sin(turn)};
	}
	bill_sketch_curve(s, points, AROUND, true, line, color);
}

/* Height lines round a golden point; every fifth is stronger, as on a map. */
static void contours(struct bill_sketch *s)
{
	struct bill_point hill = golden_point(s, bill_random_below(&s->member, 4));
	double phases[3], bulge = 0.22 + 0.16 * bill_random(&s->family),
					  step = s->unit * (bill_random_below(&s->family, 2) ? 1.5 : 1.1);
	for (int i = 0; i < 3; i++)
		phases[i] = 2 * G_PI * bill_random(&s->member);
	double turn = 0.05 * (bill_random(&s->member) - 0.5);
	int count = (int)ceil(hypot(s->width, s->height) / step);
	ring(s, hill, step * 2, phases, bulge, 0, s->tints[BILL_TINT_FULL]);
	for (int i = 3; i < count; i++) {
		bool strong = (i - 2) % 5 == 0;
		double twisted[] = {phases[0] + turn * i, phases[1] - turn * i, phases[2] + 2 * turn * i};
		ring(s, hill, step * i, twisted, bulge, s->unit * (strong ? 0.3 : 0.13),
			s->tints[strong ? BILL_TINT_FULL : BILL_TINT_HALF]);
	}
}

void (*const bill_pattern_kinds[BILL_PATTERN_KINDS])(struct bill_sketch *) = {
	[BILL_PATTERN_BANDS] = bands,
	[BILL_PATTERN_DOTS] = dots,
	[BILL_PATTERN_WAVES] = waves,
	[BILL_PATTERN_TILES] = tiles,
	[BILL_PATTERN_RAYS] = rays,
	[BILL_PATTERN_CONTOURS] = contours,
};
