/* Boxes turned by a quarter: measured with width and height exchanged, their frames turned onto the page. */
#include "layout/box.h"

#include <math.h>

bool bill_box_turned(const struct bill_box *box)
{
	return box->element->kind == BILL_BOX && box->element->turn != BILL_TURN_NO;
}

/* ---- measure ---- */

static double padding_across(const struct bill_fit *fit, const struct bill_box *box, double width)
{
	const struct bill_edges *padding = &box->element->padding;
	return bill_fit_length(fit, padding->left, width) + bill_fit_length(fit, padding->right, width);
}

static double padding_along(const struct bill_fit *fit, const struct bill_box *box, double width)
{
	const struct bill_edges *padding = &box->element->padding;
	return bill_fit_length(fit, padding->top, width) + bill_fit_length(fit, padding->bottom, width);
}

/* As long as the box's height lets lines be; without one, as the longest of them needs. */
static double line_length(struct bill_fit *fit, const struct bill_box *box, double padding)
{
	const struct bill_element *element = box->element;
	double room = fit->area.height - padding, longest = 0;
	if (element->height.unit != BILL_UNIT_NONE)
		return fmax(1, bill_fit_length(fit, element->height, fit->area.height) - padding);
	for (size_t i = 0; i < box->n_children; i++)
		if (bill_box_shown(box->children[i]))
			longest = fmax(longest, bill_natural_width(fit, box->children[i], room));
	return fmax(1, longest);
}

double bill_turn_width(struct bill_fit *fit, const struct bill_box *box, double room)
{
	struct bill_box inside = *box; /* what is inside is measured again when its width is known */
	bill_measure_column(fit, &inside, line_length(fit, box, padding_along(fit, box, room)));
	return fmin(room, inside.height + padding_across(fit, box, room));
}

double bill_turn_room(const struct bill_fit *fit, const struct bill_box *box)
{
	return box->width - padding_across(fit, box, box->width);
}

/* As with too many lines: their styles are to shrink. */
static void strain(struct bill_fit *fit, const struct bill_box *box)
{
	if (!bill_box_shown(box))
		return;
	if (box->words.type)
		fit->strained[box->words.style->index] = true;
	if (box->heading.type)
		fit->strained[box->heading.style->index] = true;
	for (size_t i = 0; i < box->n_children; i++)
		strain(fit, box->children[i]);
}

void bill_turn_measure(struct bill_fit *fit, struct bill_box *box, double width)
{
	double padding = padding_along(fit, box, width);
	double length = line_length(fit, box, padding);
	bill_measure_column(fit, box, length);
	bool narrow = box->height > width - padding_across(fit, box, width) + 1e-6;
	if (narrow && !fit->squashed)
		fit->squashed = box;
	if (narrow)
		strain(fit, box);
	box->across = box->height;
	box->height = length + padding;
}

/* ---- frames ---- */

/* Left: what ran to the right runs up, what ran down runs to the right. */
static void turn_left(struct bill_frame *frame, struct bill_rect rect)
{
	struct bill_rect box = frame->box;
	frame->baseline_pt = frame->quarters % 2 ? rect.y + rect.height - frame->baseline_pt : rect.x + frame->baseline_pt;
	frame->box = (struct bill_rect){rect.x + box.y, rect.y + rect.height - box.x - box.width, box.height, box.width};
	frame->quarters = (frame->quarters + 3) % 4;
}

static void turn_right(struct bill_frame *frame, struct bill_rect rect)
{
	struct bill_rect box = frame->box;
	frame->baseline_pt = frame->quarters % 2 ? rect.y + frame->baseline_pt : rect.x + rect.width - frame->baseline_pt;
	frame->box = (struct bill_rect){rect.x + rect.width - box.y - box.height, rect.y + box.x, box.height, box.width};
	frame->quarters = (frame->quarters + 1) % 4;
}

void bill_turn_frames(struct bill_frame *frames, size_t count, enum bill_turn turn, struct bill_rect rect)
{
	for (size_t i = 0; i < count; i++)
		(turn == BILL_TURN_LEFT ? turn_left : turn_right)(&frames[i], rect);
}

/* A quarter to the left becomes one to the right; letters are never mirrored. */
void bill_turn_mirror(struct bill_frame *frame, double page_width)
{
	frame->box.x = page_width - frame->box.x - frame->box.width;
	if (frame->quarters % 2 == 0)
		return;
	frame->baseline_pt = page_width - frame->baseline_pt;
	frame->quarters = 4 - frame->quarters;
}
