/* Rules on white space: placed, and not left over. */
#include "preflight/look.h"

#include <math.h>

struct span {
	double from, to;
};

/* Whether an eye sees where it ends across the page: a band from edge to edge is part of the ground. */
static bool is_seen(const struct bill_frame *frame, const struct bill_size *page)
{
	switch (frame->kind) {
	case BILL_FRAME_LINE:
	case BILL_FRAME_QR:
	case BILL_FRAME_PATTERN:
		return true;
	case BILL_FRAME_IMAGE:
		return frame->picture != NULL;
	case BILL_FRAME_SHAPE:
		break;
	}
	bool whole = frame->box.width >= page->width - 1 || frame->box.height >= page->height - 1;
	return !whole && (frame->fill.given || (frame->stroke.given && frame->stroke_pt > 0));
}

/* A hairline across white is white. */
static bool is_thin(const struct bill_frame *frame, const struct bill_look *look)
{
	return frame->kind == BILL_FRAME_SHAPE && fmin(frame->box.width, frame->box.height) < bill_look_short_side(look) / 100;
}

static int by_start(const void *a, const void *b)
{
	const struct span *left = a, *right = b;
	return (left->from > right->from) - (left->from < right->from);
}

/* What is covered along one side of the page, sorted. */
static GArray *spans_of(const struct bill_look *look, bool down)
{
	const struct bill_frames *frames = look->page->frames;
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(struct span));
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		if (!is_seen(frame, &frames->page.pt) || (!down && is_thin(frame, look)))
			continue;
		struct bill_rect ink = frame->kind == BILL_FRAME_LINE ? bill_line_ink(frame) : frame->box;
		struct span span = down ? (struct span){ink.y, ink.y + ink.height} : (struct span){ink.x, ink.x + ink.width};
		g_array_append_val(spans, span);
	}
	g_array_sort(spans, by_start);
	return spans;
}

/* The longest stretch that nothing covers, as a share of the page's height (down) or width. */
static double widest_gap(const struct bill_look *look, bool down)
{
	const struct bill_size *page = &look->page->frames->page.pt;
	double length = down ? page->height : page->width, longest = 0, end = 0;
	g_autoptr(GArray) spans = spans_of(look, down);
	for (guint i = 0; i < spans->len; i++) {
		const struct span *span = &g_array_index(spans, struct span, i);
		longest = fmax(longest, span->from - end);
		end = fmax(end, span->to);
	}
	return fmax(longest, length - end) / length;
}

static struct bill_at page_at(const struct bill_look *look)
{
	const struct bill_frames *frames = look->page->frames;
	return frames->count ? frames->items[0].at : (struct bill_at){0};
}

static const char fill_hint[] = "let something fill the room (`fill: yes` on a space or text), or let the type grow further";

void bill_rule_empty_band(const struct bill_look *look)
{
	double share = widest_gap(look, true);
	if (share <= 0.4)
		return;
	bill_look_tell(look, page_at(look), "%.0f %% of the page's height is one empty band", 100 * share);
	bill_diags_hint(look->diags, fill_hint);
}

void bill_rule_empty_foot(const struct bill_look *look)
{
	double height = look->page->frames->page.pt.height;
	g_autoptr(GArray) spans = spans_of(look, true);
	double end = 0;
	for (guint i = 0; i < spans->len; i++)
		end = fmax(end, g_array_index(spans, struct span, i).to);
	double share = 1 - end / height;
	if (share <= 1 / 3.0 || share > 0.4) /* above that, it is an empty band */
		return;
	bill_look_tell(look, page_at(look), "the last %.0f %% of the page are empty", 100 * share);
	bill_diags_hint(look->diags, fill_hint);
}

void bill_rule_empty_side(const struct bill_look *look)
{
	double share = widest_gap(look, false);
	if (share <= 0.5)
		return;
	bill_look_tell(look, page_at(look), "%.0f %% of the page's width is empty from top to bottom", 100 * share);
	bill_diags_hint(look->diags, "a wide page wants an arrangement of its own (`when: wide`), with two columns");
}
