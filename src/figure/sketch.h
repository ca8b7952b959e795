/* What the kinds of patterns are drawn with: marks, colours and numbers that look random and are not. Private to figure. */
#ifndef BILL_FIGURE_SKETCH_H
#define BILL_FIGURE_SKETCH_H

#include "figure/figure.h"

#define BILL_GOLDEN 1.618033988749895

/* From the page's ground to the colour's dark side. */
enum { BILL_TINT_FAINT, BILL_TINT_PALE, BILL_TINT_HALF, BILL_TINT_FULL, BILL_TINT_DEEP, BILL_TINTS };

struct bill_sketch {
	const struct bill_pattern_wish *wish;
	struct bill_arena *arena;
	GArray *marks;   /* struct bill_mark */
	uint64_t family; /* states of random numbers: what a series shares, and what each poster has for itself */
	uint64_t member;
	double width, height, unit;
	struct bill_color tints[BILL_TINTS]; /* of a palette: its colours, from what is nearest to the ground to what is furthest */
	const struct bill_color *colors; /* what stands side by side: the palette, or the tints but the faintest; colors[0] leads */
	int n_colors;
};

/* 0 to 1, and a whole number below n. */
double bill_random(uint64_t *state);
int bill_random_below(uint64_t *state, int n);

/* Each appends a filled mark; points from the pattern's top left, angles in radians clockwise from the right. */
void bill_sketch_disc(struct bill_sketch *sketch, double x, double y, double radius, struct bill_color color);
void bill_sketch_wedge(
	struct bill_sketch *sketch, double x, double y, double radius, double from, double to, struct bill_color color);
void bill_sketch_polygon(struct bill_sketch *sketch, const struct bill_point *points, size_t n, struct bill_color color);
void bill_sketch_rect(struct bill_sketch *sketch, double x, double y, double width, double height, struct bill_color color);
/* A smooth line through the points (Catmull and Rom, 1974), closed or open; line_pt 0: what it surrounds is filled. */
void bill_sketch_curve(
	struct bill_sketch *sketch, const struct bill_point *points, size_t n, bool closed, double line_pt, struct bill_color color);

/* A line along Bézier curves: a start, then three points for each. */
void bill_sketch_path(
	struct bill_sketch *sketch, const struct bill_point *points, size_t n, double line_pt, struct bill_color color);
/* Appends the three points of a quarter of a circle round x, y that begins at `from` quarters clockwise from the right; turn: 1
 * goes on clockwise, -1 the other way. */
struct bill_point *bill_quarter_arc(struct bill_point *end, double x, double y, double radius, int from, int turn);

/* pattern_tiles.c */
void bill_pattern_tiles(struct bill_sketch *sketch);

extern void (*const bill_pattern_kinds[BILL_PATTERN_KINDS])(struct bill_sketch *sketch);

#endif
