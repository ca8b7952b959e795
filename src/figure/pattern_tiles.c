/* Tiles: quarter discs, half discs, discs and bars on a grid, composed from large to small round a place of rest. */
#include "figure/sketch.h"

#include <math.h>

enum tile { TILE_REST, TILE_QUARTER, TILE_HALF, TILE_DISC, TILE_BAR };

struct tiling {
	struct bill_sketch *s;
	int columns, rows;
	double side, top; /* where the first row begins: whole squares stand at the foot, beside what comes below, and the head is cut */
	int rule; /* how quarters turn from one square to the next: the family's hand */
	const enum tile *set;
	struct bill_point calm; /* in squares: round it most are left empty */
	int *colors;            /* by square: its colour; FREE: nothing stands there yet; REST: nothing will */
};

#define SET 12
#define FREE (-2)
#define REST (-1)

static int *square(const struct tiling *tiling, int column, int row)
{
	return &tiling->colors[row * tiling->columns + column];
}

static int color_at(const struct tiling *tiling, int column, int row)
{
	bool inside = column >= 0 && row >= 0 && column < tiling->columns && row < tiling->rows;
	return inside ? *square(tiling, column, row) : REST;
}

/* The first colour leads: it comes twice as often. None meets itself. */
static int pick_color(struct tiling *tiling, int column, int row)
{
	struct bill_sketch *s = tiling->s;
	int color = bill_random_below(&s->member, s->n_colors + 1) % s->n_colors;
	for (int tries = 0; tries < s->n_colors; tries++) {
		bool meets = color == color_at(tiling, column - 1, row) || color == color_at(tiling, column, row - 1) ||
					 color == color_at(tiling, column + 1, row) || color == color_at(tiling, column, row + 1);
		if (!meets)
			break;
		color = (color + 1) % s->n_colors;
	}
	return color;
}

/* A corner (0: top left, then clockwise) of a block of squares. */
static struct bill_point corner_of(const struct tiling *tiling, int column, int row, int corner, int span)
{
	return (struct bill_point){
		(column + (corner == 1 || corner == 2 ? span : 0)) * tiling->side, tiling->top + (row + (corner >= 2 ? span : 0)) * tiling->side};
}

/* A quarter disc with its centre in that corner. */
static void quarter(const struct tiling *tiling, struct bill_point center, double radius, int corner, struct bill_color color)
{
	bill_sketch_wedge(tiling->s, center.x, center.y, radius * tiling->side, corner * G_PI / 2, (corner + 1) * G_PI / 2, color);
}

static bool free_block(const struct tiling *tiling, int column, int row, int across, int down)
{
	for (int r = row; r < row + down; r++)
		for (int c = column; c < column + across; c++)
			if (c < 0 || r < 0 || c >= tiling->columns || r >= tiling->rows || *square(tiling, c, r) != FREE)
				return false;
	return true;
}

static void take_block(struct tiling *tiling, int column, int row, int across, int down, int color)
{
	for (int r = row; r < row + down; r++)
		for (int c = column; c < column + across; c++)
			*square(tiling, c, r) = color;
}

/* A bow over four squares round a quarter disc. */
static bool bow(struct tiling *tiling, int column, int row)
{
	static const struct bill_point ways[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
	struct bill_sketch *s = tiling->s;
	if (!free_block(tiling, column, row, 2, 2))
		return false;
	int color = pick_color(tiling, column, row), corner = bill_random_below(&s->member, 4);
	struct bill_point center = corner_of(tiling, column, row, corner, 2), points[4];
	double radius = tiling->side * 5 / 3;
	points[0] = (struct bill_point){center.x + radius * ways[corner].x, center.y + radius * ways[corner].y};
	bill_quarter_arc(points + 1, center.x, center.y, radius, corner, 1);
	bill_sketch_path(s, points, G_N_ELEMENTS(points), tiling->side * 2 / 3, s->colors[color]);
	quarter(tiling, center, 2.0 / 3, corner, s->colors[(color + 1) % s->n_colors]);
	take_block(tiling, column, row, 2, 2, color);
	return true;
}

/* A half disc over two squares, standing or lying. */
static bool dome(struct tiling *tiling, int column, int row)
{
	struct bill_sketch *s = tiling->s;
	bool standing = bill_random(&s->member) < 0.5, far = bill_random(&s->member) < 0.5;
	if (!free_block(tiling, column, row, standing ? 1 : 2, standing ? 2 : 1))
		return false;
	int color = pick_color(tiling, column, row);
	double x = column + (standing ? (far ? 1 : 0) : 1), y = row + (standing ? 1 : (far ? 1 : 0));
	double from = standing ? (far ? 0.5 : 1.5) : (far ? 1 : 0);
	bill_sketch_wedge(s, x * tiling->side, tiling->top + y * tiling->side, tiling->side, from * G_PI, (from + 1) * G_PI, s->colors[color]);
	take_block(tiling, column, row, standing ? 1 : 2, standing ? 2 : 1, color);
	return true;
}

static int turn_of(struct tiling *tiling, int column, int row)
{
	if (bill_random(&tiling->s->member) < 0.18)
		return bill_random_below(&tiling->s->member, 4);
	switch (tiling->rule) {
	case 0: /* four make a disc */
		return row % 2 ? (column % 2 ? 0 : 1) : (column % 2 ? 3 : 2);
	case 1: /* leaves and waves */
		return (column + row) % 2 ? 2 : 0;
	case 2: /* scales */
		return column % 2 ? 3 : 2;
	default: /* a row looks one way */
		return row % 4;
	}
}

static void fill_square(struct tiling *tiling, int column, int row, enum tile tile)
{
	struct bill_sketch *s = tiling->s;
	double side = tiling->side, x = column * side, y = tiling->top + row * side;
	int index = pick_color(tiling, column, row), turn = turn_of(tiling, column, row);
	struct bill_color color = s->colors[index];
	*square(tiling, column, row) = index;
	if (tile == TILE_QUARTER)
		quarter(tiling, corner_of(tiling, column, row, turn, 1), 1, turn, color);
	else if (tile == TILE_HALF)
		bill_sketch_wedge(
			s, x + side / 2, y + (turn < 2 ? 0 : side), side / 2, turn < 2 ? 0 : G_PI, turn < 2 ? G_PI : 2 * G_PI, color);
	else if (tile == TILE_DISC)
		bill_sketch_disc(s, x + side / 2, y + side / 2, side / 2 / BILL_GOLDEN, color);
	else
		bill_sketch_rect(s, x, y + (turn & 1 ? side / 2 : 0), side, side / 2, color);
}

static void fill_squares(struct tiling *tiling)
{
	struct bill_sketch *s = tiling->s;
	double reach = hypot(tiling->columns, tiling->rows);
	for (int row = 0; row < tiling->rows; row++)
		for (int column = 0; column < tiling->columns; column++) {
			double away = hypot(column + 0.5 - tiling->calm.x, row + 0.5 - tiling->calm.y) / reach;
			enum tile tile = tiling->set[bill_random_below(&s->member, SET)];
			bool rests = bill_random(&s->member) < CLAMP(0.75 - 1.3 * away, 0.12, 0.7);
			if (*square(tiling, column, row) != FREE)
				continue;
			if (rests || tile == TILE_REST)
				*square(tiling, column, row) = REST;
			else
				fill_square(tiling, column, row, tile);
		}
}

/* The number of squares across that leaves least of one cut off at the foot. */
static int choose_columns(const struct bill_sketch *s, double wanted)
{
	int best = 1, most = (int)fmax(1, floor(s->width / wanted / 0.6));
	double least = HUGE_VAL;
	for (int columns = (int)fmax(1, ceil(s->width / wanted / 1.7)); columns <= most; columns++) {
		double side = s->width / columns, rows = s->height / side;
		double badness = fabs(rows - round(rows)) + 0.4 * fabs(log(side / wanted));
		if (rows >= 0.9 && badness < least) {
			least = badness;
			best = columns;
		}
	}
	return best;
}

/* Two numbers in one call or list would come in the order that the compiler likes: the same event, another pattern. */
static bool put_somewhere(struct tiling *tiling, bool (*put)(struct tiling *tiling, int column, int row))
{
	int row = bill_random_below(&tiling->s->member, tiling->rows);
	int column = bill_random_below(&tiling->s->member, tiling->columns);
	return put(tiling, column, row);
}

/* A few large shapes first, then single squares between them. */
void bill_pattern_tiles(struct bill_sketch *s)
{
	static const enum tile sets[][SET] = {{TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER,
											  TILE_QUARTER, TILE_DISC, TILE_DISC, TILE_BAR, TILE_REST, TILE_REST},
		{TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_HALF, TILE_HALF, TILE_HALF, TILE_DISC, TILE_DISC, TILE_BAR,
			TILE_REST, TILE_REST},
		{TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER, TILE_QUARTER,
			TILE_DISC, TILE_REST, TILE_REST, TILE_REST}};
	struct tiling tiling = {.s = s, .columns = choose_columns(s, fmin(s->unit * 5.5, s->height))};
	tiling.side = s->width / tiling.columns;
	tiling.rows = (int)ceil(s->height / tiling.side - 0.05);
	tiling.top = s->height - tiling.rows * tiling.side;
	tiling.rule = bill_random_below(&s->family, 4);
	tiling.set = sets[bill_random_below(&s->family, G_N_ELEMENTS(sets))];
	tiling.calm.x = tiling.columns * bill_random(&s->member);
	tiling.calm.y = tiling.rows * bill_random(&s->member);
	int squares = tiling.columns * tiling.rows;
	tiling.colors = bill_arena_array(s->arena, int, (size_t)squares);
	for (int i = 0; i < squares; i++)
		tiling.colors[i] = FREE;
	for (int wanted = (squares + 12) / 24, tries = 0; wanted > 0 && tries < 4 * squares; tries++)
		wanted -= put_somewhere(&tiling, bow);
	for (int wanted = (squares + 5) / 10, tries = 0; wanted > 0 && tries < 4 * squares; tries++)
		wanted -= put_somewhere(&tiling, dome);
	fill_squares(&tiling);
}
