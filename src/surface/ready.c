/* The page as it is to be printed: run over its edges, in greys, without its ground. */
#include "surface/sheet.h"

#include <math.h>
#include <string.h>

#define EDGE_PT 0.05 /* a box this near to the page's edge ends there */

/* ---- over the edge ---- */

struct reach {
	bool left, top, right, bottom;
};

static struct reach reach_of(const struct bill_rect *box, const struct bill_size *page)
{
	return (struct reach){
		box->x<EDGE_PT, box->y<EDGE_PT, box->x + box->width> page->width - EDGE_PT, box->y + box->height> page->height - EDGE_PT};
}

static struct bill_rect run_over(struct bill_rect box, struct reach reach, double bleed)
{
	double left = reach.left ? bleed : 0, top = reach.top ? bleed : 0;
	return (struct bill_rect){
		box.x - left, box.y - top, box.width + left + (reach.right ? bleed : 0), box.height + top + (reach.bottom ? bleed : 0)};
}

/* A picture keeps its shape: it grows as a whole, from the sides that stay, and what reaches beyond the bleed is cut off there.
 * One that touches neither side of an axis could only be stretched, by a few percent, and is. */
static struct bill_rect enlarge(struct bill_rect box, struct reach reach, double bleed)
{
	struct bill_rect over = run_over(box, reach, bleed);
	if ((!reach.left && !reach.right) || (!reach.top && !reach.bottom))
		return over;
	double share = fmax(over.width / box.width, over.height / box.height);
	double width = box.width * share, height = box.height * share;
	double x = !reach.left ? box.x : !reach.right ? box.x + box.width - width : box.x - (width - box.width) / 2;
	double y = !reach.top ? box.y : !reach.bottom ? box.y + box.height - height : box.y - (height - box.height) / 2;
	return (struct bill_rect){x, y, width, height};
}

/* ---- patterns ---- */

/* Stretched to the box, so that its marks reach as far as it does. */
static void stretch_mark(struct bill_mark *mark, double across, double down, struct bill_arena *arena)
{
	struct bill_point *points = bill_arena_array(arena, struct bill_point, mark->n_points + 1);
	for (size_t i = 0; i < mark->n_points; i++)
		points[i] = (struct bill_point){mark->points[i].x * across, mark->points[i].y * down};
	mark->points = points;
	mark->center = (struct bill_point){mark->center.x * across, mark->center.y * down};
	mark->radius *= sqrt(across * down);
}

static const struct bill_pattern *ready_pattern(
	const struct bill_pattern *pattern, struct bill_size size, bool gray, struct bill_arena *arena)
{
	struct bill_pattern *made = bill_arena_new0(arena, struct bill_pattern);
	*made = *pattern;
	made->size = size;
	made->marks = bill_arena_array(arena, struct bill_mark, pattern->n_marks + 1);
	for (size_t i = 0; i < pattern->n_marks; i++) {
		made->marks[i] = pattern->marks[i];
		stretch_mark(&made->marks[i], size.width / pattern->size.width, size.height / pattern->size.height, arena);
		if (gray)
			made->marks[i].color = bill_color_gray(made->marks[i].color);
	}
	return made;
}

/* ---- the page ---- */

static bool is_ground(const struct bill_frame *frame, const struct bill_size *page)
{
	struct reach reach = reach_of(&frame->box, page);
	return frame->kind == BILL_FRAME_SHAPE && frame->role == BILL_FRAME_ARTIFACT && reach.left && reach.top && reach.right &&
		   reach.bottom;
}

/* Words and codes stay where they are, and a circle only touches the edge. */
static void bleed_frame(struct bill_frame *frame, const struct bill_size *page, double bleed)
{
	struct reach reach = reach_of(&frame->box, page);
	if (frame->kind == BILL_FRAME_LINE || frame->kind == BILL_FRAME_QR || frame->outline == BILL_SHAPE_CIRCLE || bleed <= 0)
		return;
	frame->box = frame->kind == BILL_FRAME_IMAGE ? enlarge(frame->box, reach, bleed) : run_over(frame->box, reach, bleed);
}

static void ready_frame(
	struct bill_frame *frame, const struct bill_size *page, const struct bill_sheet_plan *plan, struct bill_arena *arena)
{
	bleed_frame(frame, page, plan->bleed_pt);
	if (frame->kind == BILL_FRAME_PATTERN && frame->pattern)
		frame->pattern =
			ready_pattern(frame->pattern, (struct bill_size){frame->box.width, frame->box.height}, plan->gray, arena);
	if (!plan->gray)
		return;
	frame->fill.color = bill_color_gray(frame->fill.color);
	frame->stroke.color = bill_color_gray(frame->stroke.color);
	frame->after.color = bill_color_gray(frame->after.color);
	if (frame->picture)
		frame->picture = bill_picture_gray(frame->picture);
}

const struct bill_frames *bill_frames_ready(
	const struct bill_frames *frames, const struct bill_sheet_plan *plan, struct bill_arena *arena)
{
	struct bill_frames *made = bill_arena_new0(arena, struct bill_frames);
	size_t skip = plan->transparent && frames->count && is_ground(&frames->items[0], &frames->page.pt);
	*made = *frames;
	made->count = frames->count - skip;
	made->items = bill_arena_array(arena, struct bill_frame, made->count + 1);
	for (size_t i = 0; i < made->count; i++) {
		made->items[i] = frames->items[i + skip];
		if (!frames->page.screen)
			ready_frame(&made->items[i], &frames->page.pt, plan, arena);
	}
	return made;
}
