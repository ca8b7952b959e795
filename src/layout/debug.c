/* Where things stand, drawn over the page for who makes a layout: elements' boxes, baselines, shared edges. */
#include "layout/layout.h"

#include <math.h>
#include <string.h>

struct drawing {
	struct bill_frames *frames;
	GArray *list; /* struct bill_frame */
	struct bill_fontset *fonts;
	struct bill_arena *arena;
	double unit; /* a point of an A4 page */
};

static void draw_shape(
	struct drawing *drawing, struct bill_rect box, struct bill_color fill, struct bill_color stroke, double thick)
{
	struct bill_frame frame = {.kind = BILL_FRAME_SHAPE, .box = box, .block = -1};
	frame.fill = (struct bill_paint){.given = fill.alpha > 0, .color = fill};
	frame.stroke = (struct bill_paint){.given = stroke.alpha > 0, .color = stroke};
	frame.stroke_pt = thick;
	g_array_append_val(drawing->list, frame);
}

static void draw_rule(struct drawing *drawing, struct bill_rect rule, struct bill_color color)
{
	draw_shape(drawing, rule, color, (struct bill_color){0, 0, 0, 0}, 0);
}

/* ---- boxes ---- */

static struct bill_color color_of(enum bill_kind kind)
{
	switch (kind) {
	case BILL_ROW:
		return (struct bill_color){0.05, 0.45, 0.85, 1};
	case BILL_COLUMN:
		return (struct bill_color){0.10, 0.55, 0.25, 1};
	case BILL_STACK:
	case BILL_GRID:
	case BILL_BOX:
		return (struct bill_color){0.50, 0.25, 0.70, 1};
	case BILL_TEXT:
		return (struct bill_color){0.80, 0.10, 0.20, 1};
	case BILL_IMAGE:
	case BILL_PATTERN:
	case BILL_QR:
		return (struct bill_color){0.75, 0.40, 0.00, 1};
	case BILL_RULE:
	case BILL_SHAPE:
	case BILL_SPACE:
	case BILL_USE:
	case BILL_KINDS:
		break;
	}
	return (struct bill_color){0.40, 0.40, 0.40, 1};
}

static const char *word_of(enum bill_kind kind)
{
	static const char *const words[] = {[BILL_ROW] = "row",
		[BILL_COLUMN] = "column",
		[BILL_STACK] = "stack",
		[BILL_GRID] = "grid",
		[BILL_BOX] = "box",
		[BILL_TEXT] = "text",
		[BILL_IMAGE] = "image",
		[BILL_PATTERN] = "pattern",
		[BILL_QR] = "qr",
		[BILL_RULE] = "rule",
		[BILL_SHAPE] = "shape",
		[BILL_SPACE] = "space",
		[BILL_USE] = "use"};
	return words[kind];
}

static bool holds_others(enum bill_kind kind)
{
	return kind <= BILL_BOX;
}

/* "text seminar.yaml:22" */
static struct bill_text label_of(const struct drawing *drawing, const struct bill_room *room)
{
	g_autofree char *file = room->at.src ? g_path_get_basename(room->at.src->name) : NULL;
	const char *s =
		file ? bill_arena_printf(drawing->arena, "%s %s:%d", word_of(room->kind), file, room->at.line) : word_of(room->kind);
	return (struct bill_text){.s = s, .len = strlen(s)};
}

/* A label at the left of what is shown, over it, and at the right of what only holds others, one step lower for each it is in. */
static void draw_label(struct drawing *drawing, const struct bill_room *room, struct bill_color color)
{
	static const struct bill_style style = {.name = "label", .font = {.role = BILL_ROLE_TEXT, .weight = 600}};
	struct bill_text *text = bill_arena_new0(drawing->arena, struct bill_text);
	*text = label_of(drawing, room);
	struct bill_type *type = bill_type_new(drawing->fonts, text, &style, "en", room->at, drawing->arena, NULL);
	size_t count;
	const struct bill_break *line = bill_type_break(type, 1000, BILL_WRAP_GREEDY, false, &count);
	double size = fmax(4.2 * drawing->unit, drawing->frames->page.screen ? 9 * 0.75 : 0), width = line->width_em * size,
		   step = 1.25 * size;
	bool holder = holds_others(room->kind);
	double x = holder ? room->rect.x + room->rect.width - width : room->rect.x;
	double y = holder ? room->rect.y + room->depth * step : fmax(0, room->rect.y - step);
	draw_rule(
		drawing, (struct bill_rect){x - 0.5 * drawing->unit, y, width + drawing->unit, step}, (struct bill_color){1, 1, 1, 0.82});
	struct bill_frame frame = {
		.kind = BILL_FRAME_LINE, .box = {x, y, width, step}, .at = room->at, .style = style.name, .block = -1};
	frame.fill = (struct bill_paint){.given = true, .color = color};
	frame.size_pt = size;
	frame.baseline_pt = y + 0.95 * size;
	frame.line = bill_type_line_new(type, line, 0, 0, drawing->arena);
	g_array_append_val(drawing->list, frame);
}

static void draw_boxes(struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->frames->n_rooms; i++) {
		const struct bill_room *room = &drawing->frames->rooms[i];
		struct bill_color line = color_of(room->kind), fill = line;
		fill.alpha = holds_others(room->kind) ? 0 : 0.07;
		draw_shape(drawing, room->rect, fill, line, (holds_others(room->kind) ? 0.35 : 0.6) * drawing->unit);
	}
	for (size_t i = 0; i < drawing->frames->n_rooms; i++)
		draw_label(drawing, &drawing->frames->rooms[i], color_of(drawing->frames->rooms[i].kind));
}

/* ---- baselines ---- */

static void draw_baselines(struct drawing *drawing)
{
	const struct bill_color color = {0, 0.6, 0.8, 1};
	double thick = 0.4 * drawing->unit;
	for (size_t i = 0; i < drawing->frames->count; i++) {
		const struct bill_frame *frame = &drawing->frames->items[i];
		if (frame->kind != BILL_FRAME_LINE)
			continue;
		if (frame->quarters % 2)
			draw_rule(drawing, (struct bill_rect){frame->baseline_pt, frame->box.y, thick, frame->box.height}, color);
		else
			draw_rule(drawing, (struct bill_rect){frame->box.x, frame->baseline_pt, frame->box.width, thick}, color);
	}
}

/* ---- grid ---- */

static int by_number(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return left < right ? -1 : left > right;
}

/* Left and right edges of what is shown, in order. */
static GArray *edges_of(const struct bill_frames *frames)
{
	GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));
	for (size_t i = 0; i < frames->n_rooms; i++) {
		const struct bill_room *room = &frames->rooms[i];
		double left = room->rect.x, right = left + room->rect.width;
		if (holds_others(room->kind) || room->kind == BILL_SPACE)
			continue;
		g_array_append_val(edges, left);
		g_array_append_val(edges, right);
	}
	g_array_sort(edges, by_number);
	return edges;
}

/* A line wherever two or more elements begin or end, and the margins. */
static void draw_grid(struct drawing *drawing)
{
	const struct bill_color shared = {0.85, 0, 0.55, 0.75}, margin = {0, 0.35, 0.9, 1}, none = {0, 0, 0, 0};
	struct bill_size page = drawing->frames->page.pt;
	g_autoptr(GArray) edges = edges_of(drawing->frames);
	for (guint i = 0, end; i < edges->len; i = end) {
		double x = g_array_index(edges, double, i);
		for (end = i + 1; end < edges->len && g_array_index(edges, double, end) - x < 0.5 * drawing->unit;)
			end++;
		if (end - i > 1)
			draw_rule(drawing, (struct bill_rect){x, 0, 0.4 * drawing->unit, page.height}, shared);
	}
	if (drawing->frames->n_rooms > 0)
		draw_shape(drawing, drawing->frames->rooms[0].rect, none, margin, 0.5 * drawing->unit);
}

void bill_frames_debug(struct bill_frames *frames, unsigned what, struct bill_fontset *fonts, struct bill_arena *arena)
{
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(struct bill_frame));
	struct drawing drawing = {.frames = frames, .list = list, .fonts = fonts, .arena = arena, .unit = frames->page.scale};
	g_array_append_vals(list, frames->items, (guint)frames->count);
	if (what & BILL_DEBUG_GRID)
		draw_grid(&drawing);
	if (what & BILL_DEBUG_BASELINES)
		draw_baselines(&drawing);
	if (what & BILL_DEBUG_BOXES)
		draw_boxes(&drawing);
	frames->items = bill_arena_array(arena, struct bill_frame, list->len);
	memcpy(frames->items, list->data, list->len * sizeof(struct bill_frame));
	frames->count = list->len;
}
