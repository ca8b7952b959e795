/* Quiet generated artwork: a list of simple shapes in the layout's colours, seeded by the event. */
#include "figure/sketch.h"

#include <math.h>
#include <string.h>

static const char *const names[] = {"bands", "dots", "waves", "tiles", "rays", "contours"};

/* ---- numbers ---- */

uint64_t bill_pattern_hash(const char *text, uint64_t before)
{
	uint64_t hash = before ? before : 14695981039346656037u;
	for (const char *c = text ? text : ""; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	return hash;
}

/* SplitMix64 (Steele, Lea and Flood, 2014): the same on every machine. */
double bill_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

int bill_random_below(uint64_t *state, int n)
{
	return MIN((int)(bill_random(state) * n), n - 1);
}

/* ---- colours ---- */

static struct bill_color mix(struct bill_color a, struct bill_color b, double share)
{
	return (struct bill_color){
		a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share, a.blue + (b.blue - a.blue) * share, 1};
}

static void mix_tints(struct bill_sketch *sketch)
{
	const struct bill_pattern_wish *wish = sketch->wish;
	static const double shares[] = {0.10, 0.26, 0.55, 1};
	for (int i = 0; i <= BILL_TINT_FULL; i++)
		sketch->tints[i] = mix(wish->ground, wish->color, shares[i]);
	static const struct bill_color white = {1, 1, 1, 1};
	bool night = bill_color_contrast(wish->ground, white) > bill_color_contrast(wish->color, white);
	sketch->tints[BILL_TINT_DEEP] = night ? mix(wish->color, white, 0.5) : mix(wish->color, wish->ink, 0.55);
	sketch->colors = sketch->tints + 1;
	sketch->n_colors = BILL_TINTS - 1;
}

/* The palette's colours in the order of their contrast to the ground stand in for the tints. */
static void take_palette(struct bill_sketch *sketch)
{
	const struct bill_pattern_wish *wish = sketch->wish;
	size_t n = wish->n_palette;
	struct bill_color *sorted = bill_arena_array(sketch->arena, struct bill_color, n);
	for (size_t i = 0; i < n; i++) {
		size_t to = i;
		double contrast = bill_color_contrast(wish->palette[i], wish->ground);
		for (; to > 0 && bill_color_contrast(sorted[to - 1], wish->ground) > contrast; to--)
			sorted[to] = sorted[to - 1];
		sorted[to] = wish->palette[i];
	}
	for (size_t i = 0; i < BILL_TINTS; i++)
		sketch->tints[i] = sorted[i * n / BILL_TINTS];
	sketch->colors = wish->palette;
	sketch->n_colors = (int)n;
}

/* ---- marks ---- */

static void add(struct bill_sketch *sketch, struct bill_mark mark)
{
	g_array_append_val(sketch->marks, mark);
}

void bill_sketch_disc(struct bill_sketch *sketch, double x, double y, double radius, struct bill_color color)
{
	add(sketch, (struct bill_mark){.kind = BILL_MARK_DISC, .color = color, .center = {x, y}, .radius = radius});
}

void bill_sketch_wedge(
	struct bill_sketch *sketch, double x, double y, double radius, double from, double to, struct bill_color color)
{
	add(sketch,
		(struct bill_mark){.kind = BILL_MARK_WEDGE, .color = color, .center = {x, y}, .radius = radius, .from = from, .to = to});
}

void bill_sketch_polygon(struct bill_sketch *sketch, const struct bill_point *points, size_t n, struct bill_color color)
{
	struct bill_point *copy = bill_arena_array(sketch->arena, struct bill_point, n);
	memcpy(copy, points, n * sizeof *copy);
	add(sketch, (struct bill_mark){.kind = BILL_MARK_POLYGON, .color = color, .points = copy, .n_points = n});
}

void bill_sketch_rect(struct bill_sketch *sketch, double x, double y, double width, double height, struct bill_color color)
{
	const struct bill_point points[] = {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
	bill_sketch_polygon(sketch, points, 4, color);
}

static struct bill_point at(const struct bill_point *points, size_t n, bool closed, ptrdiff_t i)
{
	if (closed)
		return points[(size_t)(i + (ptrdiff_t)n) % n];
	return points[CLAMP(i, 0, (ptrdiff_t)n - 1)];
}

void bill_sketch_curve(
	struct bill_sketch *sketch, const struct bill_point *points, size_t n, bool closed, double line_pt, struct bill_color color)
{
	size_t pieces = closed ? n : n - 1;
	struct bill_point *curve = bill_arena_array(sketch->arena, struct bill_point, 1 + 3 * pieces), *end = curve;
	*end++ = points[0];
	for (size_t i = 0; i < pieces; i++) {
		ptrdiff_t k = (ptrdiff_t)i;
		struct bill_point a = at(points, n, closed, k - 1), b = at(points, n, closed, k), c = at(points, n, closed, k + 1),
						  d = at(points, n, closed, k + 2);
		*end++ = (struct bill_point){b.x + (c.x - a.x) / 6, b.y + (c.y - a.y) / 6};
		*end++ = (struct bill_point){c.x - (d.x - b.x) / 6, c.y - (d.y - b.y) / 6};
		*end++ = c;
	}
	add(sketch, (struct bill_mark){
					.kind = BILL_MARK_CURVE, .color = color, .line_pt = line_pt, .points = curve, .n_points = 1 + 3 * pieces});
}

void bill_sketch_path(
	struct bill_sketch *sketch, const struct bill_point *points, size_t n, double line_pt, struct bill_color color)
{
	struct bill_point *copy = bill_arena_array(sketch->arena, struct bill_point, n);
	memcpy(copy, points, n * sizeof *copy);
	add(sketch, (struct bill_mark){.kind = BILL_MARK_CURVE, .color = color, .line_pt = line_pt, .points = copy, .n_points = n});
}

struct bill_point *bill_quarter_arc(struct bill_point *end, double x, double y, double radius, int from, int turn)
{
	static const double kappa = 0.5522847498; /* of a quarter circle: 4/3 (√2 - 1) */
	static const struct bill_point ways[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
	struct bill_point a = ways[from & 3], b = ways[(from + turn) & 3];
	*end++ = (struct bill_point){x + radius * (a.x + kappa * b.x), y + radius * (a.y + kappa * b.y)};
	*end++ = (struct bill_point){x + radius * (b.x + kappa * a.x), y + radius * (b.y + kappa * a.y)};
	*end++ = (struct bill_point){x + radius * b.x, y + radius * b.y};
	return end;
}

/* ---- patterns ---- */

bool bill_pattern_parse(const char *name, uint64_t family, enum bill_pattern_kind *kind)
{
	if (strcmp(name, "auto") == 0) {
		*kind = (enum bill_pattern_kind)bill_random_below(&family, BILL_PATTERN_KINDS);
		return true;
	}
	for (int i = 0; i < BILL_PATTERN_KINDS; i++)
		if (strcmp(names[i], name) == 0) {
			*kind = (enum bill_pattern_kind)i;
			return true;
		}
	return false;
}

const struct bill_pattern *bill_pattern_new(const struct bill_pattern_wish *wish, struct bill_arena *arena)
{
	struct bill_pattern *pattern = bill_arena_new0(arena, struct bill_pattern);
	*pattern = (struct bill_pattern){.name = names[wish->kind], .size = wish->size};
	struct bill_sketch sketch = {
		.wish = wish, .arena = arena, .family = wish->family, .member = wish->member ^ wish->family * 31};
	if (!(wish->size.width > 0 && wish->size.height > 0))
		return pattern;
	sketch.marks = g_array_new(FALSE, FALSE, sizeof(struct bill_mark));
	sketch.width = wish->size.width;
	sketch.height = wish->size.height;
	/* A frame much larger or smaller than its page would hold crumbs or a flood. */
	double side = sqrt(sketch.width * sketch.height);
	sketch.unit = CLAMP(wish->unit_pt, side / 90, side / 10);
	mix_tints(&sketch);
	if (wish->n_palette)
		take_palette(&sketch);
	if (wish->grounded)
		bill_sketch_rect(&sketch, 0, 0, sketch.width, sketch.height, wish->ground);
	bill_pattern_kinds[wish->kind](&sketch);
	pattern->n_marks = sketch.marks->len;
	pattern->marks = bill_arena_array(arena, struct bill_mark, pattern->n_marks);
	memcpy(pattern->marks, sketch.marks->data, pattern->n_marks * sizeof *pattern->marks);
	g_array_unref(sketch.marks);
	return pattern;
}
