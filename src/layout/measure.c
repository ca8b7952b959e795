/* How wide and high each box is at the present settings: widths from the page inwards, heights from the words outwards. */
#include "layout/show.h"

#include <math.h>

#define LEAST_MODULE 0.4 /* pt; a code that is finer cannot be printed at all */

static double ink_height(const struct bill_fit *fit, const struct bill_words_box *words)
{
	return bill_fit_size(fit, words->style) * (bill_type_ascent(words->type) + bill_type_descent(words->type));
}

/* One text in its columns. Too many lines or too wide a word strains its style. */
static void measure_words(struct bill_fit *fit, const struct bill_box *box, struct bill_words_box *words, int columns, double width)
{
	double size = bill_fit_size(fit, words->style);
	struct bill_measure measure = bill_type_measure(words->type, width / size, words->desperate);
	struct bill_ruler ruler = {.percent_pt = width, .em_pt = size, .scale = fit->page->scale};
	double gap = bill_range_pt(words->style->paragraph, fit->tight, &ruler);
	words->width_pt = width;
	words->columns = columns;
	words->lines = measure.lines;
	words->height_pt = bill_columns_height(measure.paragraph_lines, measure.paragraphs, bill_fit_pitch(fit, words), ink_height(fit, words), gap, columns);
	bool headline = words->style->wrap == BILL_WRAP_BALANCE;
	if (width <= 0 || (measure.overfull && words->desperate))
		fit->too_narrow = box;
	if (headline && measure.overfull && !words->desperate)
		fit->overfull = true;
	if ((headline && (measure.overfull || measure.parted)) || (words->style->lines.max > 0 && measure.lines > (size_t)words->style->lines.max))
		fit->strained[words->style->index] = true;
}

static void measure_text(struct bill_fit *fit, struct bill_box *box, double width)
{
	double column_width;
	int columns = bill_columns_count(fit, box, width, &column_width);
	measure_words(fit, box, &box->words, columns, column_width);
	box->height = box->words.height_pt;
	if (!box->heading.type)
		return;
	measure_words(fit, box, &box->heading, 1, width);
	box->height += box->heading.height_pt + bill_fit_heading_gap(fit, box);
}

/* ---- rows ---- */

struct bill_grid bill_grid_of(const struct bill_fit *fit, const struct bill_box *box, double width)
{
	struct bill_grid grid = {.cells = (size_t)fmax(1, box->element->cells)};
	grid.gap = fmin(bill_fit_range(fit, box->element->gap, width), 0.5 * width / (double)grid.cells);
	grid.cell_width = (width - grid.gap * (double)(grid.cells - 1)) / (double)grid.cells;
	return grid;
}

/* Side by side (with gaps) or one under the other. */
static double natural_width_inside(struct bill_fit *fit, const struct bill_box *box, double room)
{
	bool row = box->element->kind == BILL_ROW;
	double width = 0, gap = row ? bill_fit_range(fit, box->element->gap, room) : 0;
	for (size_t i = 0; i < box->n_children; i++) {
		if (!bill_box_shown(box->children[i]))
			continue;
		double child = bill_natural_width(fit, box->children[i], room);
		width = row ? width + child + (width > 0 ? gap : 0) : fmax(width, child);
	}
	if (box->element->kind == BILL_BOX)
		width += room - bill_fit_inset(fit, &box->element->padding, (struct bill_rect){0, 0, room, 0}, room).width;
	return fmin(width, room);
}

/* What the layout gives it. Where type goes below its smallest, so do pictures: three portraits are higher than a banner. */
static double given_width(const struct bill_fit *fit, const struct bill_box *box, double room)
{
	double width = bill_fit_length(fit, box->element->width, room);
	if (box->element->kind == BILL_IMAGE)
		width *= bill_fit_picture_share(fit);
	return fmin(room, fmax(width, bill_show_least_width(fit, box)));
}

/* What a box would like to be wide, in a row that gives it no width. */
double bill_natural_width(struct bill_fit *fit, const struct bill_box *box, double room)
{
	const struct bill_element *element = box->element;
	if (element->width.unit != BILL_UNIT_NONE)
		return given_width(fit, box, room);
	if (box->blank && box->n_children > 0)
		return natural_width_inside(fit, box, room);
	if (box->blank)
		return fmin(room, element->even ? box->shared_em * bill_fit_size(fit, element->style) : 0);
	switch (element->kind) {
	case BILL_TEXT: {
		double words = fmax(bill_type_natural_width(box->words.type), box->shared_em) * bill_fit_size(fit, box->words.style);
		double heading = box->heading.type ? bill_type_natural_width(box->heading.type) * bill_fit_size(fit, box->heading.style) : 0;
		return fmin(room, fmax(words, heading) + 0.01);
	}
	case BILL_RULE:
		return element->direction == BILL_VERTICAL ? bill_fit_length(fit, element->thickness, room) : 0;
	case BILL_QR: case BILL_IMAGE:
		return bill_show_width(fit, box, room);
	case BILL_SPACE:
		return bill_fit_range(fit, element->space, room);
	case BILL_ROW: case BILL_COLUMN: case BILL_STACK: case BILL_BOX:
		if (bill_box_turned(box))
			return bill_turn_width(fit, box, room);
		if (bill_flow_count(fit, box) > 1)
			return room;
		return natural_width_inside(fit, box, room);
	case BILL_GRID: case BILL_SHAPE: case BILL_PATTERN: case BILL_USE: case BILL_KINDS:
		break;
	}
	return room;
}

static bool gives_way(const struct bill_box *box)
{
	return bill_box_shown(box) && box->element->width.unit == BILL_UNIT_NONE && box->element->fill <= 0;
}

/* Children that ask for more than there is give way, the widest first: none is made narrower than one that asked for less. */
static void squeeze(const struct bill_box *row, double *widths, double room)
{
	double low = 0, high = room;
	for (int step = 0; step < 24; step++) {
		double level = (low + high) / 2, sum = 0;
		for (size_t i = 0; i < row->n_children; i++)
			sum += gives_way(row->children[i]) ? fmin(widths[i], level) : fmax(0, widths[i]);
		*(sum > room ? &high : &low) = level;
	}
	for (size_t i = 0; i < row->n_children; i++)
		if (gives_way(row->children[i]))
			widths[i] = fmax(1, fmin(widths[i], low));
}

/* Widths that the layout gives, and that ask for more than there is, shrink together. */
static void shrink_given(const struct bill_box *row, double *widths, double room)
{
	double sum = 0;
	for (size_t i = 0; i < row->n_children; i++)
		sum += fmax(0, widths[i]);
	if (sum <= room + 0.01)
		return;
	for (size_t i = 0; i < row->n_children; i++)
		if (widths[i] > 0)
			widths[i] *= fmax(0, room) / sum;
}

/* What shares the rest must have something to share, and more where it has much to say: a long name does not press what stands beside it
 * into a strip. */
#define LEAST_DUE 0.25
#define MOST_DUE 0.45

static double due_to_sharers(struct bill_fit *fit, const struct bill_box *row, double room)
{
	double wanted = 0;
	bool any = false;
	for (size_t i = 0; i < row->n_children; i++) {
		const struct bill_box *child = row->children[i];
		if (!bill_box_shown(child) || child->element->fill <= 0 || child->element->width.unit != BILL_UNIT_NONE)
			continue;
		any = true;
		wanted += bill_natural_width(fit, child, room);
	}
	return any ? CLAMP(wanted, LEAST_DUE * room, MOST_DUE * room) : 0;
}

void bill_measure_row(struct bill_fit *fit, const struct bill_box *row, double width, double *widths)
{
	double used = 0, shares = 0, room = width - bill_fit_gaps(fit, row, width);
	for (size_t i = 0; i < row->n_children; i++) {
		const struct bill_box *child = row->children[i];
		bool given = child->element->width.unit != BILL_UNIT_NONE;
		widths[i] = 0;
		if (!bill_box_shown(child))
			continue;
		widths[i] = child->element->fill > 0 && !given ? -1 : bill_natural_width(fit, child, room);
		if (widths[i] < 0)
			shares += child->element->fill;
		else
			used += widths[i];
	}
	double least = used > (1 - MOST_DUE) * room ? due_to_sharers(fit, row, room) : 0;
	if (used > room - least + 0.01)
		squeeze(row, widths, room - least);
	shrink_given(row, widths, room);
	double rest = room;
	for (size_t i = 0; i < row->n_children; i++)
		rest -= fmax(0, widths[i]);
	for (size_t i = 0; i < row->n_children; i++)
		if (widths[i] < 0)
			widths[i] = fmax(1, rest) * row->children[i]->element->fill / shares;
}

static double words_baseline(const struct bill_fit *fit, const struct bill_words_box *words)
{
	return bill_type_ascent(words->type) * bill_fit_size(fit, words->style);
}

static double first_baseline(const struct bill_fit *fit, const struct bill_box *box)
{
	if (box->words.type)
		return words_baseline(fit, box->heading.type ? &box->heading : &box->words);
	if (bill_box_turned(box))
		return box->height;
	double above = box->element->kind == BILL_BOX ? bill_fit_length(fit, box->element->padding.top, box->width) : 0;
	for (size_t i = 0; i < box->n_children; i++)
		if (bill_box_shown(box->children[i]))
			return above + first_baseline(fit, box->children[i]);
	return box->height;
}

double bill_row_drop(const struct bill_fit *fit, const struct bill_box *row, const struct bill_box *child)
{
	bool aligned = row->element->valign == BILL_VALIGN_BASELINE && child->element->kind != BILL_RULE;
	return aligned ? row->baseline - first_baseline(fit, child) : 0;
}

static void measure_row(struct bill_fit *fit, struct bill_box *row, double width)
{
	double *widths = g_newa(double, row->n_children + 1);
	bill_measure_row(fit, row, width, widths);
	row->height = 0;
	for (size_t i = 0; i < row->n_children; i++)
		if (bill_box_shown(row->children[i]))
			bill_measure(fit, row->children[i], widths[i]);
	row->baseline = 0;
	for (size_t i = 0; i < row->n_children; i++)
		if (bill_box_shown(row->children[i]))
			row->baseline = fmax(row->baseline, first_baseline(fit, row->children[i]));
	for (size_t i = 0; i < row->n_children; i++)
		if (bill_box_shown(row->children[i]))
			row->height = fmax(row->height, bill_row_drop(fit, row, row->children[i]) + row->children[i]->height);
}

/* ---- columns, stacks, grids ---- */

/* Children of these may be narrower than their container, as wide as they say. */
static void measure_child(struct bill_fit *fit, struct bill_box *child, double width)
{
	if (child->element->width.unit != BILL_UNIT_NONE)
		width = given_width(fit, child, width);
	bill_measure(fit, child, width);
}

void bill_measure_column(struct bill_fit *fit, struct bill_box *box, double width)
{
	const struct bill_box *before = NULL;
	if (bill_flow_count(fit, box) > 1) {
		bill_flow_measure(fit, box, width);
		return;
	}
	box->height = 0;
	for (size_t i = 0; i < box->n_children; i++) {
		struct bill_box *child = box->children[i];
		if (!bill_box_shown(child))
			continue;
		measure_child(fit, child, width);
		box->height += child->height + bill_fit_gap(fit, box, before, child, width);
		before = child;
	}
}

static void measure_stack(struct bill_fit *fit, struct bill_box *box, double width)
{
	box->height = 0;
	for (size_t i = 0; i < box->n_children; i++) {
		if (!bill_box_shown(box->children[i]))
			continue;
		measure_child(fit, box->children[i], width);
		if (!bill_show_is_ground(box->children[i]))
			box->height = fmax(box->height, box->children[i]->height);
	}
}

static void measure_grid(struct bill_fit *fit, struct bill_box *box, double width)
{
	struct bill_grid grid = bill_grid_of(fit, box, width);
	double row = 0;
	size_t cell = 0;
	box->height = 0;
	for (size_t i = 0; i < box->n_children; i++) {
		if (!bill_box_shown(box->children[i]))
			continue;
		if (cell > 0 && cell % grid.cells == 0) {
			box->height += row + grid.gap;
			row = 0;
		}
		measure_child(fit, box->children[i], grid.cell_width);
		row = fmax(row, box->children[i]->height);
		cell++;
	}
	box->height += row;
}

static void measure_padded(struct bill_fit *fit, struct bill_box *box, double width)
{
	const struct bill_edges *padding = &box->element->padding;
	struct bill_rect inner = bill_fit_inset(fit, padding, (struct bill_rect){0, 0, width, 0}, width);
	bill_measure_column(fit, box, inner.width);
	box->height += bill_fit_length(fit, padding->top, width) + bill_fit_length(fit, padding->bottom, width);
}

static void measure_inside(struct bill_fit *fit, struct bill_box *box, double width)
{
	switch (box->element->kind) {
	case BILL_ROW:
		measure_row(fit, box, width);
		return;
	case BILL_COLUMN:
		bill_measure_column(fit, box, width);
		return;
	case BILL_STACK:
		measure_stack(fit, box, width);
		return;
	case BILL_GRID:
		measure_grid(fit, box, width);
		return;
	case BILL_BOX:
		(bill_box_turned(box) ? bill_turn_measure : measure_padded)(fit, box, width);
		return;
	case BILL_TEXT:
		measure_text(fit, box, width);
		return;
	case BILL_QR:
		box->height = width;
		if (width < LEAST_MODULE * box->content->qr->modules)
			fit->too_narrow = box;
		return;
	case BILL_RULE:
		box->height = box->element->direction == BILL_HORIZONTAL ? bill_fit_length(fit, box->element->thickness, width) : 0;
		return;
	case BILL_SPACE:
		box->height = bill_fit_range(fit, box->element->space, width);
		return;
	case BILL_IMAGE: case BILL_PATTERN:
		box->height = bill_show_height(fit, box, width);
		return;
	case BILL_SHAPE: case BILL_USE: case BILL_KINDS:
		box->height = 0;
		return;
	}
}

void bill_measure(struct bill_fit *fit, struct bill_box *box, double width)
{
	const struct bill_element *element = box->element;
	if (box->blank) {
		box->width = width;
		box->height = element->height.unit == BILL_UNIT_NONE ? 0 : bill_fit_length(fit, element->height, fit->area.height);
		return;
	}
	bool whole = element->kind == BILL_IMAGE && (element->fit == BILL_FIT_CONTAIN || element->mask == BILL_SHAPE_CIRCLE);
	if ((element->kind == BILL_QR || whole) && element->width.unit == BILL_UNIT_NONE)
		width = fmin(width, bill_natural_width(fit, box, width));
	measure_inside(fit, box, width);
	box->width = width;
	if (element->height.unit != BILL_UNIT_NONE && element->kind != BILL_IMAGE)
		box->height = fmax(box->height, bill_fit_length(fit, element->height, fit->area.height));
}
