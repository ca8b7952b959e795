/* Measured boxes → frames: slack is given out, lines are frozen, and right-to-left pages are mirrored. */
#include "layout/show.h"

#include <math.h>
#include <string.h>

struct placing {
	struct bill_fit *fit;
	GArray *frames;
	GArray *rooms; /* struct bill_room */
	int depth;
	int block;
	bool copy;                /* what is placed was placed before: it is for the eye alone */
	bool turned;              /* inside a turned box, where nothing is at its place on the page yet */
	guint first;              /* the first frame of that box, or of the page */
	struct bill_paint ground; /* what lies under that */
};

static void place(struct placing *placing, struct bill_box *box, struct bill_rect rect);
static void place_column(struct placing *placing, struct bill_box *box, struct bill_rect rect);

/* How long the children are with the gaps between them: their widths in a row, their heights in a column (widths NULL). */
static double natural_length(const struct bill_fit *fit, const struct bill_box *box, double width, const double *widths)
{
	double length = 0;
	const struct bill_box *before = NULL;
	for (size_t i = 0; i < box->n_children; i++) {
		const struct bill_box *child = box->children[i];
		if (!bill_box_shown(child))
			continue;
		length += (widths ? widths[i] : child->height) + bill_fit_gap(fit, box, before, child, width);
		before = child;
	}
	return length;
}

static struct bill_frame *add(struct placing *placing, const struct bill_box *box, enum bill_frame_kind kind, struct bill_rect rect)
{
	struct bill_frame frame = {.kind = kind, .box = rect, .at = box->element->at, .field = box->content->field, .block = placing->block, .link = placing->copy ? NULL : box->content->link};
	g_array_append_val(placing->frames, frame);
	return &g_array_index(placing->frames, struct bill_frame, placing->frames->len - 1);
}

/* ---- text ---- */

static bool is_one_of_several(const struct bill_box *box)
{
	return !box->content->title && box->content->field && strcmp(box->content->field, "title") == 0;
}

/* Where a line starts, of the room it has. A page that will be mirrored has its starts at the left for now. On a left-to-right page, text of the
 * other direction starts at its own side; but among several events a title stays with its day and its speaker. */
static double line_shift(const struct bill_fit *fit, const struct bill_box *box, const struct bill_words_box *words, double slack)
{
	bool against = !fit->rtl && bill_type_rtl(words->type) && !is_one_of_several(box);
	switch (words->style->align) {
	case BILL_ALIGN_CENTER:
		return slack / 2;
	case BILL_ALIGN_END:
		return against ? 0 : slack;
	case BILL_ALIGN_START: case BILL_ALIGN_JUSTIFY:
		break;
	}
	return against ? slack : 0;
}

static enum bill_frame_role role_of(const struct bill_box *box, const struct bill_words_box *words)
{
	if (words == &box->heading)
		return BILL_FRAME_HEADING;
	return box->content->title ? BILL_FRAME_TITLE : is_one_of_several(box) ? BILL_FRAME_HEADING : BILL_FRAME_PARAGRAPH;
}

/* A text whose first pause turns it to another colour. Returns the byte from which on the line has that. */
static size_t two_colors(const struct bill_box *box, const struct bill_words_box *words, const struct bill_break *line, struct bill_frame *frame)
{
	bool colored = words == &box->words && box->element->color_after.given;
	size_t after = colored ? bill_type_after_pause(words->type) : 0;
	if (after == 0 || line->end <= after)
		return 0;
	if (line->start >= after) {
		frame->fill = box->element->color_after;
		return 0;
	}
	frame->after = box->element->color_after;
	return after;
}

static void place_line(struct placing *placing, const struct bill_box *box, const struct bill_words_box *words, const struct bill_break *line, double x, double baseline)
{
	double size = bill_fit_size(placing->fit, words->style), width = line->width_em * size;
	bool justify = words->style->align == BILL_ALIGN_JUSTIFY && !line->paragraph_end;
	if (justify)
		width = words->width_pt;
	x += line_shift(placing->fit, box, words, words->width_pt - width);
	double ascent = bill_type_ascent(words->type) * size, descent = bill_type_descent(words->type) * size;
	struct bill_frame *frame = add(placing, box, BILL_FRAME_LINE, (struct bill_rect){x, baseline - ascent, width, ascent + descent});
	frame->role = placing->copy ? BILL_FRAME_ARTIFACT : role_of(box, words);
	frame->style = words->style->name;
	frame->fill = words->style->color;
	frame->baseline_pt = baseline;
	frame->size_pt = size;
	size_t after = two_colors(box, words, line, frame);
	frame->line = bill_type_line_new(words->type, line, justify ? words->width_pt / size : 0, after, placing->fit->arena);
}

/* The lines go down each column in turn, as bill_columns_height counted them. */
static void place_words(struct placing *placing, const struct bill_box *box, const struct bill_words_box *words, double x, double y, double gutter)
{
	struct bill_fit *fit = placing->fit;
	double size = bill_fit_size(fit, words->style), pitch = bill_fit_pitch(fit, words);
	struct bill_ruler ruler = {.percent_pt = words->width_pt, .em_pt = size, .scale = fit->page->scale};
	double gap = bill_range_pt(words->style->paragraph, fit->tight, &ruler);
	double first = y + bill_type_ascent(words->type) * size, last = y + words->height_pt - bill_type_descent(words->type) * size;
	size_t count;
	const struct bill_break *lines = bill_type_break(words->type, words->width_pt / size, words->style->wrap, words->desperate, &count);
	double baseline = first;
	int column = 0;
	placing->block++;
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			baseline += pitch + (bill_type_starts_paragraph(words->type, &lines[i]) ? gap : 0);
			if (baseline > last + 1e-6 && column + 1 < words->columns) {
				column++;
				baseline = first;
			}
		}
		place_line(placing, box, words, &lines[i], x + column * (words->width_pt + gutter), baseline);
	}
}

static void place_text(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	struct bill_fit *fit = placing->fit;
	double y = rect.y, size = bill_fit_size(fit, box->words.style);
	if (box->heading.type) {
		place_words(placing, box, &box->heading, rect.x, y, 0);
		y += box->heading.height_pt + bill_fit_heading_gap(fit, box);
	}
	struct bill_ruler ruler = {.percent_pt = rect.width, .em_pt = size, .scale = fit->page->scale};
	place_words(placing, box, &box->words, rect.x, y, bill_length_pt(box->element->gutter, &ruler));
}

/* ---- marks ---- */

/* The colour under all of a rectangle, where it is one. */
static struct bill_paint ground_of(const struct placing *placing, struct bill_rect r)
{
	for (guint i = placing->frames->len; i-- > placing->first;) {
		const struct bill_frame *frame = &g_array_index(placing->frames, struct bill_frame, i);
		struct bill_rect g = frame->box;
		if (r.x >= g.x + g.width || r.y >= g.y + g.height || r.x + r.width <= g.x || r.y + r.height <= g.y)
			continue;
		bool all = r.x >= g.x - 0.01 && r.y >= g.y - 0.01 && r.x + r.width <= g.x + g.width + 0.01 && r.y + r.height <= g.y + g.height + 0.01;
		bool one = all && frame->kind == BILL_FRAME_SHAPE && frame->fill.color.alpha >= 1;
		if (frame->kind == BILL_FRAME_SHAPE && !frame->fill.given)
			continue;
		return one ? frame->fill : (struct bill_paint){.given = false};
	}
	return placing->ground;
}

static void place_qr(struct placing *placing, const struct bill_box *box, struct bill_rect rect)
{
	placing->block++;
	double side = fmin(rect.width, box->width);
	struct bill_rect zone = {rect.x, rect.y, side, side};
	struct bill_frame frame = {.box = rect};
	if (bill_show_code(placing->fit, box, ground_of(placing, zone), &frame, &zone)) {
		struct bill_frame *quiet = add(placing, box, BILL_FRAME_SHAPE, zone);
		quiet->fill = (struct bill_paint){.given = true, .color = {1, 1, 1, 1}};
		quiet->link = NULL;
	}
	struct bill_frame *code = add(placing, box, BILL_FRAME_QR, frame.box);
	code->role = placing->copy ? BILL_FRAME_ARTIFACT : frame.role;
	code->fill = frame.fill;
	code->qr = frame.qr;
	code->alternative = box->content->alternative;
}

static void place_rule(struct placing *placing, const struct bill_box *box, struct bill_rect rect)
{
	double thickness = bill_fit_length(placing->fit, box->element->thickness, rect.width);
	if (box->element->direction == BILL_HORIZONTAL)
		rect.height = thickness;
	else
		rect.width = thickness;
	struct bill_frame *frame = add(placing, box, BILL_FRAME_SHAPE, rect);
	bool solid = box->element->line == BILL_LINE_SOLID;
	*(solid ? &frame->fill : &frame->stroke) = box->element->color;
	frame->stroke_pt = solid ? 0 : thickness;
	frame->dashes = box->element->line;
}

/* Where a box touches the margins, its ground runs on to the page's edge. */
static struct bill_rect bleed(const struct placing *placing, struct bill_rect rect)
{
	const struct bill_fit *fit = placing->fit;
	const struct bill_rect *area = &fit->area;
	if (placing->turned)
		return rect;
	double right = rect.x + rect.width, bottom = rect.y + rect.height;
	double left = fabs(rect.x - area->x) < 0.5 ? 0 : rect.x, top = fabs(rect.y - area->y) < 0.5 ? 0 : rect.y;
	if (fabs(right - area->x - area->width) < 0.5)
		right = fit->page->pt.width;
	if (fabs(bottom - area->y - area->height) < 0.5)
		bottom = fit->page->pt.height;
	return (struct bill_rect){left, top, right - left, bottom - top};
}

static void place_ground(struct placing *placing, const struct bill_box *box, struct bill_rect rect)
{
	const struct bill_element *element = box->element;
	if (!element->background.given && !element->border.given)
		return;
	struct bill_frame *frame = add(placing, box, BILL_FRAME_SHAPE, element->bleed ? bleed(placing, rect) : rect);
	frame->fill = element->background;
	frame->stroke = element->border;
	frame->dashes = element->line;
	frame->stroke_pt = bill_fit_length(placing->fit, element->border_width, rect.width);
	frame->radius_pt = bill_fit_length(placing->fit, element->radius, rect.width);
	frame->outline = frame->radius_pt > 0 ? BILL_SHAPE_ROUNDED : BILL_SHAPE_RECTANGLE;
}

static void place_shape(struct placing *placing, const struct bill_box *box, struct bill_rect rect)
{
	const struct bill_element *element = box->element;
	struct bill_frame *frame = add(placing, box, BILL_FRAME_SHAPE, element->bleed ? bleed(placing, rect) : rect);
	frame->fill = element->background.given ? element->background : element->color;
	frame->stroke = element->border;
	frame->dashes = element->line;
	frame->stroke_pt = bill_fit_length(placing->fit, element->border_width, rect.width);
	frame->outline = element->shape;
	frame->radius_pt = bill_fit_length(placing->fit, element->radius, rect.width);
}

static void place_image(struct placing *placing, const struct bill_box *box, struct bill_rect rect)
{
	placing->block++;
	struct bill_frame *frame = add(placing, box, BILL_FRAME_IMAGE, box->element->bleed ? bleed(placing, rect) : rect);
	bill_show_image(placing->fit, box, frame);
	if (placing->copy)
		frame->role = BILL_FRAME_ARTIFACT;
}

static void place_pattern(struct placing *placing, const struct bill_box *box, struct bill_rect rect)
{
	bill_show_pattern(placing->fit, box, add(placing, box, BILL_FRAME_PATTERN, box->element->bleed ? bleed(placing, rect) : rect));
}

/* ---- containers ---- */

/* What is inside is placed as if it were a page of its own, then turned into the rectangle. */
static void place_turned(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	struct placing inside = *placing;
	inside.ground = ground_of(placing, rect);
	inside.turned = true;
	inside.first = placing->frames->len;
	place_column(&inside, box, (struct bill_rect){0, 0, rect.height, rect.width});
	placing->block = inside.block;
	if (placing->frames->len > inside.first)
		bill_turn_frames(&g_array_index(placing->frames, struct bill_frame, inside.first), placing->frames->len - inside.first, box->element->turn, rect);
}

static double shift_of(enum bill_cross align, double slack)
{
	return align == BILL_CROSS_CENTER ? slack / 2 : align == BILL_CROSS_END ? slack : 0;
}

/* How slack is given out along a row or column: to the children that fill, else as `spread` says. */
struct slack {
	double before;  /* the first child */
	double between; /* added to each gap */
	double share;   /* for each unit of fill */
};

static struct slack give_out(const struct bill_box *box, double room)
{
	double shares = 0;
	size_t shown = 0;
	for (size_t i = 0; i < box->n_children; i++)
		if (bill_box_shown(box->children[i])) {
			shares += box->children[i]->element->fill;
			shown++;
		}
	room = fmax(0, room);
	if (shares > 0)
		return (struct slack){.share = room / shares};
	switch (box->element->spread) {
	case BILL_SPREAD_START:
		break;
	case BILL_SPREAD_CENTER:
		return (struct slack){.before = room / 2};
	case BILL_SPREAD_END:
		return (struct slack){.before = room};
	case BILL_SPREAD_BETWEEN:
		return (struct slack){.between = shown > 1 ? room / (double)(shown - 1) : 0};
	}
	return (struct slack){0};
}

static void place_flow(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	g_autoptr(GArray) places = bill_flow_places(placing->fit, box, rect);
	for (guint i = 0; i < places->len; i++) {
		const struct bill_flow_place *one = &g_array_index(places, struct bill_flow_place, i);
		place(placing, one->box, one->rect);
	}
}

static void place_column(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	struct bill_fit *fit = placing->fit;
	if (bill_flow_count(fit, box) > 1) {
		place_flow(placing, box, rect);
		return;
	}
	struct slack slack = give_out(box, rect.height - natural_length(fit, box, rect.width, NULL));
	double y = rect.y + slack.before;
	const struct bill_box *before = NULL;
	for (size_t i = 0; i < box->n_children; i++) {
		struct bill_box *child = box->children[i];
		if (!bill_box_shown(child))
			continue;
		y += bill_fit_gap(fit, box, before, child, rect.width) + (before ? slack.between : 0);
		before = child;
		double height = child->height + slack.share * child->element->fill;
		double x = rect.x + shift_of(child->element->align, rect.width - child->width);
		place(placing, child, (struct bill_rect){x, y, child->width, height});
		y += height;
	}
}

static double drop_in_row(enum bill_valign valign, double slack)
{
	return valign == BILL_VALIGN_MIDDLE ? slack / 2 : valign == BILL_VALIGN_BOTTOM ? slack : 0;
}

static void place_row(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	struct bill_fit *fit = placing->fit;
	double *widths = g_newa(double, box->n_children + 1);
	bill_measure_row(fit, box, rect.width, widths);
	struct slack slack = give_out(box, rect.width - natural_length(fit, box, rect.width, widths));
	double x = rect.x + slack.before;
	enum bill_valign valign = box->element->valign;
	const struct bill_box *before = NULL;
	for (size_t i = 0; i < box->n_children; i++) {
		struct bill_box *child = box->children[i];
		if (!bill_box_shown(child))
			continue;
		x += bill_fit_gap(fit, box, before, child, rect.width) + (before ? slack.between : 0);
		before = child;
		bool stretch = valign == BILL_VALIGN_STRETCH || child->element->kind == BILL_RULE;
		double height = stretch ? rect.height : child->height;
		double y = rect.y + (bill_row_drop(fit, box, child) + drop_in_row(valign, rect.height - height));
		place(placing, child, (struct bill_rect){x, y, widths[i], height});
		x += widths[i];
	}
}

/* One row of a grid: the children from `first`, at most as many as there are cells. Returns the one after the last. */
static size_t place_grid_row(struct placing *placing, struct bill_box *box, const struct bill_grid *grid, size_t first, struct bill_rect *rect)
{
	double height = 0;
	size_t cell = 0, end = first;
	for (; end < box->n_children && cell < grid->cells; end++)
		if (bill_box_shown(box->children[end])) {
			height = fmax(height, box->children[end]->height);
			cell++;
		}
	cell = 0;
	for (size_t i = first; i < end; i++) {
		struct bill_box *child = box->children[i];
		if (!bill_box_shown(child))
			continue;
		bool stretch = box->element->valign == BILL_VALIGN_STRETCH;
		double y = rect->y + (stretch ? 0 : drop_in_row(box->element->valign, height - child->height));
		double x = rect->x + (double)cell++ * (grid->cell_width + grid->gap) + shift_of(child->element->align, grid->cell_width - child->width);
		place(placing, child, (struct bill_rect){x, y, child->width, stretch ? height : child->height});
	}
	rect->y += height + grid->gap;
	return end;
}

static void place_grid(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	struct bill_grid grid = bill_grid_of(placing->fit, box, rect.width);
	for (size_t i = 0; i < box->n_children;)
		i = place_grid_row(placing, box, &grid, i, &rect);
}

/* One over the other; each as large as it says, else as large as the stack. */
static void place_stack(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	for (size_t i = 0; i < box->n_children; i++) {
		struct bill_box *child = box->children[i];
		if (!bill_box_shown(child))
			continue;
		double height = child->element->height.unit == BILL_UNIT_NONE ? rect.height : child->height;
		double x = rect.x + shift_of(child->element->align, rect.width - child->width);
		place(placing, child, (struct bill_rect){x, rect.y, child->width, height});
	}
}

static void place_one(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	switch (box->element->kind) {
	case BILL_ROW:
		place_row(placing, box, rect);
		return;
	case BILL_COLUMN:
		place_column(placing, box, rect);
		return;
	case BILL_STACK:
		place_stack(placing, box, rect);
		return;
	case BILL_GRID:
		place_grid(placing, box, rect);
		return;
	case BILL_BOX:
		place_ground(placing, box, rect);
		(bill_box_turned(box) ? place_turned : place_column)(placing, box, bill_fit_inset(placing->fit, &box->element->padding, rect, rect.width));
		return;
	case BILL_TEXT:
		place_text(placing, box, rect);
		return;
	case BILL_QR:
		place_qr(placing, box, rect);
		return;
	case BILL_RULE:
		place_rule(placing, box, rect);
		return;
	case BILL_SHAPE:
		place_shape(placing, box, rect);
		return;
	case BILL_IMAGE:
		place_image(placing, box, rect);
		return;
	case BILL_PATTERN:
		place_pattern(placing, box, rect);
		return;
	case BILL_SPACE: case BILL_USE: case BILL_KINDS:
		return;
	}
}

static void place(struct placing *placing, struct bill_box *box, struct bill_rect rect)
{
	struct bill_room room = {.rect = rect, .kind = box->element->kind, .at = box->element->at, .depth = placing->depth};
	bool was_copy = placing->copy;
	if (box->blank)
		return;
	if (!placing->turned)
		g_array_append_val(placing->rooms, room);
	placing->copy = was_copy || box->placed;
	box->placed = true;
	placing->depth++;
	place_one(placing, box, rect);
	placing->depth--;
	placing->copy = was_copy;
}

/* ---- the page ---- */

static void mirror(const struct bill_fit *fit, GArray *frames, GArray *rooms)
{
	double width = fit->page->pt.width;
	for (guint i = 0; i < frames->len; i++)
		bill_turn_mirror(&g_array_index(frames, struct bill_frame, i), width);
	for (guint i = 0; i < rooms->len; i++) {
		struct bill_rect *rect = &g_array_index(rooms, struct bill_room, i).rect;
		rect->x = width - rect->x - rect->width;
	}
}

static void add_page_ground(struct placing *placing)
{
	const struct bill_fit *fit = placing->fit;
	struct bill_frame frame = {.kind = BILL_FRAME_SHAPE, .box = {0, 0, fit->page->pt.width, fit->page->pt.height}, .at = fit->root->element->at};
	frame.fill = fit->design->page.background;
	if (frame.fill.given)
		g_array_append_val(placing->frames, frame);
}

struct bill_frames *bill_place(struct bill_fit *fit)
{
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(struct bill_frame));
	g_autoptr(GArray) rooms = g_array_new(FALSE, FALSE, sizeof(struct bill_room));
	struct placing placing = {.fit = fit, .frames = list, .rooms = rooms, .ground = {.given = true, .color = {1, 1, 1, 1}}}; /* paper */
	add_page_ground(&placing);
	place(&placing, fit->root, fit->area);
	if (fit->rtl)
		mirror(fit, list, rooms);
	bill_fit_adapt_colors(fit, (struct bill_frame *)(void *)list->data, list->len);
	struct bill_frames *frames = bill_arena_new0(fit->arena, struct bill_frames);
	frames->page = *fit->page;
	frames->along = fit->along;
	frames->tight = fit->tight;
	frames->count = list->len;
	frames->items = bill_arena_array(fit->arena, struct bill_frame, list->len);
	memcpy(frames->items, list->data, list->len * sizeof(struct bill_frame));
	frames->n_rooms = rooms->len;
	frames->rooms = bill_arena_array(fit->arena, struct bill_room, rooms->len);
	memcpy(frames->rooms, rooms->data, rooms->len * sizeof(struct bill_room));
	return frames;
}
