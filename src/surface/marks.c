/* Marks for whoever cuts, folds and glues: frames like any others, drawn on the sheet. */
#include "surface/sheet.h"

#include <math.h>
#include <string.h>

#define MM (72 / 25.4)
#define HAIR_PT 0.25
#define TARGET_PT (1.5 * MM) /* radius */
#define LABEL_PT 9

static const struct bill_paint black = {.given = true, .color = {0, 0, 0, 1}};

/* Only what lies on the sheet. */
static void add_box(struct bill_marks *marks, struct bill_rect box)
{
	double left = fmax(0, box.x), top = fmax(0, box.y);
	double right = fmin(marks->sheet.width, box.x + box.width), bottom = fmin(marks->sheet.height, box.y + box.height);
	if (right - left < HAIR_PT / 2 || bottom - top < HAIR_PT / 2)
		return;
	struct bill_frame frame = {.kind = BILL_FRAME_SHAPE, .box = {left, top, right - left, bottom - top}, .fill = black};
	g_array_append_val(marks->frames, frame);
}

/* Both its ends, above and below (or left and right of) the grid. */
static void add_cut(struct bill_marks *marks, const struct bill_grid_of_cells *grid, double gap, double at, bool upright)
{
	double width = grid->across * grid->cell.width + (grid->across - 1) * grid->gutter;
	double height = grid->down * grid->cell.height + (grid->down - 1) * grid->gutter;
	double near = (upright ? grid->y : grid->x) - gap - BILL_MARK_PT,
		   far = upright ? grid->y + height + gap : grid->x + width + gap;
	at -= HAIR_PT / 2;
	add_box(marks,
		upright ? (struct bill_rect){at, near, HAIR_PT, BILL_MARK_PT} : (struct bill_rect){near, at, BILL_MARK_PT, HAIR_PT});
	add_box(
		marks, upright ? (struct bill_rect){at, far, HAIR_PT, BILL_MARK_PT} : (struct bill_rect){far, at, BILL_MARK_PT, HAIR_PT});
}

void bill_marks_cuts(struct bill_marks *marks, const struct bill_grid_of_cells *grid, double gap, bool upright)
{
	int count = upright ? grid->across : grid->down;
	double side = upright ? grid->cell.width : grid->cell.height, start = upright ? grid->x : grid->y;
	for (int i = 0; i < count; i++) {
		double at = start + i * (side + grid->gutter);
		if (i == 0 || grid->gutter > 0)
			add_cut(marks, grid, gap, at, upright);
		add_cut(marks, grid, gap, at + side, upright);
	}
}

void bill_marks_crop(struct bill_marks *marks, const struct bill_grid_of_cells *grid, double gap)
{
	bill_marks_cuts(marks, grid, gap, true);
	bill_marks_cuts(marks, grid, gap, false);
}

static void add_target(struct bill_marks *marks, double x, double y)
{
	double reach = TARGET_PT * 1.6;
	if (x < reach || y < reach || x > marks->sheet.width - reach || y > marks->sheet.height - reach)
		return;
	struct bill_frame ring = {.kind = BILL_FRAME_SHAPE, .outline = BILL_SHAPE_CIRCLE, .stroke = black, .stroke_pt = HAIR_PT};
	ring.box = (struct bill_rect){x - TARGET_PT, y - TARGET_PT, 2 * TARGET_PT, 2 * TARGET_PT};
	g_array_append_val(marks->frames, ring);
	add_box(marks, (struct bill_rect){x - reach, y - HAIR_PT / 2, 2 * reach, HAIR_PT});
	add_box(marks, (struct bill_rect){x - HAIR_PT / 2, y - reach, HAIR_PT, 2 * reach});
}

void bill_marks_registration(struct bill_marks *marks, const struct bill_grid_of_cells *grid, double gap)
{
	double width = grid->across * grid->cell.width + (grid->across - 1) * grid->gutter;
	double height = grid->down * grid->cell.height + (grid->down - 1) * grid->gutter;
	double out = gap + BILL_MARK_PT / 2, x = grid->x + width / 2, y = grid->y + height / 2;
	/* beside the middle where a cut is marked there */
	double aside = 4 * TARGET_PT;
	add_target(marks, x + (grid->across % 2 ? 0 : aside), grid->y - out);
	add_target(marks, x + (grid->across % 2 ? 0 : aside), grid->y + height + out);
	add_target(marks, grid->x - out, y + (grid->down % 2 ? 0 : aside));
	add_target(marks, grid->x + width + out, y + (grid->down % 2 ? 0 : aside));
}

void bill_marks_label(struct bill_marks *marks, struct bill_fontset *fonts, const char *text, double x, double baseline)
{
	struct bill_style *style = bill_arena_new0(marks->arena, struct bill_style);
	struct bill_text *words = bill_arena_new0(marks->arena, struct bill_text);
	size_t count;
	style->font.role = BILL_ROLE_TEXT;
	style->font.weight = 700;
	words->s = bill_arena_strdup(marks->arena, text);
	words->len = strlen(text);
	struct bill_type *type = bill_type_new(fonts, words, style, "en", (struct bill_at){0}, marks->arena, NULL);
	const struct bill_break *line = bill_type_break(type, 1000, BILL_WRAP_GREEDY, false, &count);
	struct bill_frame frame = {.kind = BILL_FRAME_LINE, .fill = black, .baseline_pt = baseline, .size_pt = LABEL_PT};
	frame.box = (struct bill_rect){x, baseline - LABEL_PT, line->width_em * LABEL_PT, LABEL_PT};
	frame.line = bill_type_line_new(type, line, 0, 0, marks->arena);
	g_array_append_val(marks->frames, frame);
}

const struct bill_frames *bill_marks_close(struct bill_marks *marks)
{
	struct bill_frames *frames = NULL;
	if (marks->frames->len) {
		frames = bill_arena_new0(marks->arena, struct bill_frames);
		frames->page.pt = marks->sheet;
		frames->count = marks->frames->len;
		frames->items = bill_arena_array(marks->arena, struct bill_frame, frames->count);
		memcpy(frames->items, marks->frames->data, frames->count * sizeof *frames->items);
	}
	g_array_unref(marks->frames);
	return frames;
}
