/* The kinds of patterns but tiles. The family decides how a pattern is built, the member where things stand. */
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
static void slanted_bands(struct bill_sketch *s)
{
	static const int steps[] = {3, 1, 2, 0, 2, 1, 3, 0};
	static const double slants[] = {0, 0.36, 0.62, 1};
	double slant = slants[bill_random_below(&s->family, 4)] * s->height;
	bool leaning = bill_random(&s->family) < 0.5;
	int color = bill_random_below(&s->member, s->n_colors), step = bill_random_below(&s->member, 8);
	double x = -slant - s->unit * 8 * bill_random(&s->member);
	while (x < s->width) {
		double width = s->unit * 2.2 * pow(BILL_GOLDEN, steps[step % 8]);
		double top = leaning ? x + slant : x, foot = leaning ? x : x + slant;
		const struct bill_point points[] = {{top, 0}, {top + width, 0}, {foot + width, s->height}, {foot, s->height}};
		if (step++ % 3 != 2) /* every third is the ground */
			bill_sketch_polygon(s, points, 4, s->colors[color++ % s->n_colors]);
		x += width;
	}
}

/* A band that comes from a side, turns round a point and leaves over the edge: drawn for the top left, then mirrored. */
static void bent_band(
	struct bill_sketch *s, struct bill_point bend, double radius, double line, const bool mirror[2], struct bill_color color)
{
	struct bill_point points[10], *end = points;
	double foot = bend.y + radius, right = bend.x + radius;
	*end++ = (struct bill_point){-line, foot};
	*end++ = (struct bill_point){-line, foot};
	*end++ = (struct bill_point){bend.x, foot};
	*end++ = (struct bill_point){bend.x, foot};
	end = bill_quarter_arc(end, bend.x, bend.y, radius, 1, -1);
	*end++ = (struct bill_point){right, bend.y};
	*end++ = (struct bill_point){right, -line};
	*end++ = (struct bill_point){right, -line};
	for (struct bill_point *point = points; point < end; point++) {
		point->x = mirror[0] ? s->width - point->x : point->x;
		point->y = mirror[1] ? s->height - point->y : point->y;
	}
	bill_sketch_path(s, points, (size_t)(end - points), line, color);
}

#define OVERLAP 1.02 /* bands side by side: without it a renderer's smoothing would let the ground shine through */

/* Bands of one width that turn together; a disc stands beyond the bend. */
static void bent_bands(struct bill_sketch *s)
{
	bool across = bill_random(&s->member) < 0.5, down = bill_random(&s->member) < 0.4;
	const bool mirror[2] = {across, down};
	double side = fmin(s->width, s->height), near = side * (0.08 + 0.16 * bill_random(&s->member));
	int count = CLAMP(s->n_colors, 3, 5), first = bill_random_below(&s->member, s->n_colors);
	double band = side * (bill_random_below(&s->family, 2) ? 0.42 : 0.56) / count;
	double x = s->width * (0.12 + 0.34 * bill_random(&s->member)), y = s->height * (0.04 + 0.22 * bill_random(&s->member));
	struct bill_point bend = {x, y};
	for (int i = 0; i < count; i++)
		bent_band(
			s, bend, near + band * (count - i - 0.5), band * (i ? OVERLAP : 1), mirror, s->colors[(first + i) % s->n_colors]);
	double left = s->width - (bend.x + near + band * count), radius = fmin(left, side) * 0.28, middle = s->width - left / 2;
	if (radius > band * 0.7)
		bill_sketch_disc(s, mirror[0] ? s->width - middle : middle, s->height * (mirror[1] ? 0.40 : 0.60), radius,
			s->colors[(first + count / 2) % s->n_colors]);
}

static void bands(struct bill_sketch *s)
{
	if (bill_random_below(&s->family, 3) == 0)
		slanted_bands(s);
	else
		bent_bands(s);
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
	double pitch = s->unit * (bill_random_below(&s->family, 2) ? 4.2 : 3), rise = pitch * 0.8660254;
	struct bill_point focus = golden_point(s, bill_random_below(&s->member, 4)),
					  large = golden_point(s, bill_random_below(&s->member, 4));
	double reach = hypot(s->width, s->height) * (0.55 + 0.25 * bill_random(&s->member));
	large = dot_at((int)(large.x / pitch), (int)round(large.y / rise), pitch);
	bill_sketch_disc(s, large.x, large.y, pitch * 1.46, s->wish->n_palette ? s->colors[0] : s->tints[BILL_TINT_DEEP]);
	int rows = (int)ceil(s->height / rise) + 1, columns = (int)ceil(s->width / pitch) + 1;
	for (int row = 0; row <= rows; row++)
		for (int column = 0; column <= columns; column++) {
			struct bill_point dot = dot_at(column, row, pitch);
			double share = 1 - hypot(dot.x - focus.x, dot.y - focus.y) / reach;
			double radius = pitch * 0.46 * pow(fmax(share, 0), 0.9);
			if (radius < pitch * 0.045 || hypot(dot.x - large.x, dot.y - large.y) < pitch * 1.8)
				continue;
			int step = CLAMP((int)((1 - share) * (s->n_colors + 1)), 0, s->n_colors - 1);
			bill_sketch_disc(s, dot.x, dot.y, radius, s->colors[s->n_colors - 1 - step]);
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

/* ---- rays ---- */

/* Wedges from a golden point, widening by the golden number and narrowing again. */
static void rays(struct bill_sketch *s)
{
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
		if (i % 2 == 0) /* every other is the ground */
			bill_sketch_wedge(s, sun.x, sun.y, reach, turn, next, s->colors[i / 2 % s->n_colors]);
		turn = next;
	}
	double radius = fmin(s->width, s->height) * 0.236;
	bill_sketch_disc(s, sun.x, sun.y, radius * 1.12, s->wish->ground);
	bill_sketch_disc(s, sun.x, sun.y, radius, s->tints[BILL_TINT_DEEP]);
	bill_sketch_disc(s, sun.x, sun.y, radius / BILL_GOLDEN, s->colors[0]);
}

/* ---- contours ---- */

#define AROUND 20

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

/* Hills are the same whether drawn in lines or in colours: round a golden point, twisting slowly the further out. */
struct hill {
	struct bill_point top;
	double phases[3], bulge, step, turn;
	int count;
};

static struct hill make_hill(struct bill_sketch *s)
{
	struct hill hill = {.top = golden_point(s, bill_random_below(&s->member, 4)), .bulge = 0.22 + 0.16 * bill_random(&s->family)};
	hill.step = s->unit * (bill_random_below(&s->family, 2) ? 2.6 : 2.1);
	for (int i = 0; i < 3; i++)
		hill.phases[i] = 2 * G_PI * bill_random(&s->member);
	hill.turn = 0.05 * (bill_random(&s->member) - 0.5);
	hill.count = (int)ceil(hypot(s->width, s->height) / hill.step);
	return hill;
}

static void height_line(struct bill_sketch *s, const struct hill *hill, int i, double line, struct bill_color color)
{
	const double phases[] = {
		hill->phases[0] + hill->turn * i, hill->phases[1] - hill->turn * i, hill->phases[2] + 2 * hill->turn * i};
	ring(s, hill->top, hill->step * i, phases, hill->bulge, line, color);
}

/* Height lines, every fourth stronger, as on a map; of a palette, the land between a few of them coloured. */
static void contours(struct bill_sketch *s)
{
	struct hill hill = make_hill(s);
	if (s->wish->n_palette) {
		int first = bill_random_below(&s->member, s->n_colors);
		for (int i = hill.count / 3; i >= 0; i--)
			height_line(s, &hill, 3 * i + 2, 0, s->colors[(i + first) % s->n_colors]);
		return;
	}
	height_line(s, &hill, 2, 0, s->tints[BILL_TINT_FULL]);
	for (int i = 3; i < hill.count; i++) {
		bool strong = (i - 2) % 4 == 0;
		height_line(s, &hill, i, s->unit * (strong ? 0.34 : 0.16), s->tints[strong ? BILL_TINT_FULL : BILL_TINT_HALF]);
	}
}

void (*const bill_pattern_kinds[BILL_PATTERN_KINDS])(struct bill_sketch *) = {
	[BILL_PATTERN_BANDS] = bands,
	[BILL_PATTERN_DOTS] = dots,
	[BILL_PATTERN_WAVES] = waves,
	[BILL_PATTERN_TILES] = bill_pattern_tiles,
	[BILL_PATTERN_RAYS] = rays,
	[BILL_PATTERN_CONTOURS] = contours,
};
