/* Rules on where things stand: off the edges, off one another, and in line. */
#include "preflight/look.h"

#include <math.h>

/* ---- edges ---- */

static double distance(const struct bill_rect *box, const struct bill_size *page)
{
	double across = fmin(box->x, page->width - box->x - box->width);
	return fmin(across, fmin(box->y, page->height - box->y - box->height));
}

static double nearest(const struct bill_look *look, const struct bill_block *block)
{
	double least = HUGE_VAL;
	for (size_t i = 0; i < block->count; i++)
		least = fmin(least, distance(&block->lines[i].box, &look->page->frames->page.pt));
	return least;
}

static double safe_margin(const struct bill_look *look)
{
	const struct bill_sheet_size *size = &look->page->frames->page;
	return look->page->margin_pt >= 0 && !size->screen ? look->page->margin_pt : bill_paper_safe_pt(size);
}

void bill_rule_near_edge(const struct bill_look *look)
{
	double limit = safe_margin(look);
	for (size_t i = 0; i < look->n_blocks; i++) {
		double room = nearest(look, &look->blocks[i]);
		const char *words = bill_type_line_text(look->blocks[i].lines[0].line);
		if (room >= limit - 0.05)
			continue;
		if (room < -0.5)
			bill_look_tell_block(look, &look->blocks[i], "\"%.40s\" runs %s off the page", words, bill_look_length(look, -room));
		else
			bill_look_tell_block(look, &look->blocks[i], "\"%.40s\" stands %s from the edge of the page; %s are safe", words,
				bill_look_length(look, fmax(0, room)), bill_look_length(look, limit));
		bill_diags_hint(
			look->diags, look->page->frames->page.screen
							 ? "screens cut off what is near their edges; give the page a larger margin"
							 : "printers leave some 4 mm white, and no trimming is finer; give the page a larger margin");
	}
}

/* A margin of 5 % of the short side is white that was placed. */
void bill_rule_narrow_margin(const struct bill_look *look)
{
	double limit = 0.045 * bill_look_short_side(look), safe = safe_margin(look);
	for (size_t i = 0; i < look->n_blocks; i++) {
		if (look->blocks[i].lines[0].quarters)
			continue; /* strips are cut apart, and have margins of their own */
		double room = nearest(look, &look->blocks[i]);
		if (room < safe - 0.05 || room >= limit)
			continue;
		bill_look_tell_block(look, &look->blocks[i], "\"%.40s\" stands %s from the edge; a margin looks right from %s on",
			bill_type_line_text(look->blocks[i].lines[0].line), bill_look_length(look, room),
			bill_look_length(look, limit / 0.9));
		bill_diags_hint(look->diags, "margins are at least 5 %% of the page's short side");
		return;
	}
}

/* ---- over one another ---- */

static bool lines_collide(const struct bill_frame *a, const struct bill_frame *b)
{
	double least = fmin(a->size_pt, b->size_pt);
	if (a->quarters || b->quarters) {
		struct bill_rect turned = bill_line_ink(a), also = bill_line_ink(b);
		return bill_rects_meet(&turned, &also, 0.25 * least);
	}
	struct bill_rect top = bill_line_ink(a), other = bill_line_ink(b);
	double across = fmin(top.x + top.width, other.x + other.width) - fmax(top.x, other.x);
	/* Ascenders into descenders is tight leading; here letters stand on letters. */
	double down =
		fmin(a->baseline_pt, b->baseline_pt) - fmax(a->baseline_pt - 0.62 * a->size_pt, b->baseline_pt - 0.62 * b->size_pt);
	return across > 1 && down > 0.155 * least;
}

static bool blocks_collide(const struct bill_block *a, const struct bill_block *b)
{
	if (!bill_rects_meet(&a->ink, &b->ink, 0.5))
		return false;
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < b->count; j++)
			if ((a != b || i < j) && lines_collide(&a->lines[i], &b->lines[j]))
				return true;
	return false;
}

void bill_rule_overlap(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++)
		for (size_t j = i; j < look->n_blocks; j++) {
			const struct bill_block *a = &look->blocks[i], *b = &look->blocks[j];
			if (!blocks_collide(a, b))
				continue;
			bill_look_tell_block(look, b, "\"%.40s\" stands on \"%.40s\"", bill_type_line_text(b->lines[0].line),
				bill_type_line_text(a->lines[0].line));
			bill_diags_hint(look->diags, "a stack puts its elements over one another; a column or a row does not");
			break;
		}
}

static bool hides(const struct bill_frame *frame)
{
	switch (frame->kind) {
	case BILL_FRAME_SHAPE:
		return frame->fill.given && frame->fill.color.alpha >= 0.5;
	case BILL_FRAME_IMAGE:
		return frame->picture != NULL;
	case BILL_FRAME_PATTERN:
	case BILL_FRAME_QR:
		return true;
	case BILL_FRAME_LINE:
		break;
	}
	return false;
}

static const struct bill_frame *cover_of(const struct bill_frames *frames, size_t line)
{
	struct bill_rect ink = bill_line_ink(&frames->items[line]);
	for (size_t i = line + 1; i < frames->count; i++)
		if (hides(&frames->items[i]) && bill_rects_meet(&ink, &frames->items[i].box, 0.1 * frames->items[line].size_pt))
			return &frames->items[i];
	return NULL;
}

void bill_rule_covered(const struct bill_look *look)
{
	static const char *const names[] = {"a shape", "a line", "the code", "a picture", "a pattern"};
	for (size_t i = 0; i < look->n_blocks; i++)
		for (size_t j = 0; j < look->blocks[i].count; j++) {
			const struct bill_frame *cover = cover_of(look->page->frames, look->blocks[i].index + j);
			if (!cover)
				continue;
			bill_look_tell_block(look, &look->blocks[i], "\"%.40s\" is covered by %s",
				bill_type_line_text(look->blocks[i].lines[j].line), names[cover->kind]);
			bill_diags_hint(look->diags, "what stands later in a stack is drawn over what stands before it");
			break;
		}
}

static bool contains(const struct bill_rect *outer, const struct bill_rect *inner)
{
	return inner->x >= outer->x - 0.05 && inner->y >= outer->y - 0.05 &&
		   inner->x + inner->width <= outer->x + outer->width + 0.05 &&
		   inner->y + inner->height <= outer->y + outer->height + 0.05;
}

static bool disturbs(const struct bill_frame *frame, const struct bill_rect *zone)
{
	struct bill_rect ink = frame->kind == BILL_FRAME_LINE ? bill_line_ink(frame) : frame->box;
	bool drawn = frame->kind == BILL_FRAME_LINE || hides(frame);
	return drawn && bill_rects_meet(&ink, zone, 0.1) && !contains(&ink, zone);
}

/* ISO/IEC 18004 wants four modules of white; readers of today manage with two. */
#define QUIET_MODULES 2

void bill_rule_quiet_zone(const struct bill_look *look)
{
	const struct bill_frames *frames = look->page->frames;
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *code = &frames->items[i];
		if (code->kind != BILL_FRAME_QR)
			continue;
		double quiet = QUIET_MODULES * code->box.width / code->qr->modules;
		struct bill_rect zone = {
			code->box.x - quiet, code->box.y - quiet, code->box.width + 2 * quiet, code->box.height + 2 * quiet};
		bool bad = false;
		for (size_t j = 0; j < frames->count && !bad; j++) {
			bool own = j + 1 == i && frames->items[j].block == code->block; /* its own white ground */
			bad = j != i && !own && disturbs(&frames->items[j], &zone);
		}
		if (!bad)
			continue;
		bill_look_tell(look, code->at, "something stands nearer to the code than %s, %d of its modules",
			bill_look_length(look, quiet), QUIET_MODULES);
		bill_diags_hint(look->diags, "scanners want four modules of white around a code: %s; give it a larger gap",
			bill_look_length(look, 2 * quiet));
	}
}

/* ---- in line ---- */

static double gap(double a, double a_length, double b, double b_length)
{
	return fmax(0, fmax(a, b) - fmin(a + a_length, b + b_length));
}

/* Where a text or picture begins; < 0: it has no clear edge. */
static double edge_of(const struct bill_look *look, const struct bill_frame *frame)
{
	bool figure = (frame->kind == BILL_FRAME_IMAGE && frame->picture && frame->outline != BILL_SHAPE_CIRCLE) ||
				  frame->kind == BILL_FRAME_QR;
	return figure && frame->box.width > 0.05 * bill_look_short_side(look) ? frame->box.x : -1;
}

static double block_edge(const struct bill_block *block)
{
	bool ragged = block->style && block->style->align != BILL_ALIGN_START && block->style->align != BILL_ALIGN_JUSTIFY;
	if (ragged || block->lines[0].quarters || block->count < 2 || bill_type_reads_rtl(block->text, NULL))
		/* one line may stand at the end of a row; right-to-left lines are ragged at their left */
		return -1;
	double least = HUGE_VAL;
	for (size_t i = 0; i < block->count; i++)
		least = fmin(least, block->lines[i].box.x);
	return least;
}

/* Edges nearer than this are not told apart, and those further are meant. */
void bill_rule_almost_aligned(const struct bill_look *look)
{
	const struct bill_frames *frames = look->page->frames;
	double least = bill_look_short_side(look) / 600, most = bill_look_short_side(look) / 120;
	for (size_t i = 0; i < frames->count; i++) {
		double edge = edge_of(look, &frames->items[i]);
		for (size_t j = 0; edge >= 0 && j < look->n_blocks; j++) {
			double other = block_edge(&look->blocks[j]), off = fabs(edge - other);
			double down =
				gap(look->blocks[j].ink.y, look->blocks[j].ink.height, frames->items[i].box.y, frames->items[i].box.height);
			if (other < 0 || off <= least || off >= most || down > frames->page.pt.height / 8)
				continue; /* an eye does not compare what stands far apart */
			bill_look_tell_block(look, &look->blocks[j],
				"\"%.40s\" begins %s beside the edge of a picture or code: almost in line",
				bill_type_line_text(look->blocks[j].lines[0].line), bill_look_length(look, off));
			bill_diags_hint(look->diags, "let them share the edge, or move them clearly apart");
			return;
		}
	}
}

/* ---- when and where stand together ---- */

static bool is_one_of(const struct bill_block *block, const char *const *fields)
{
	for (; *fields; fields++)
		if (bill_block_is(block, *fields))
			return true;
	return false;
}

/* How far the page lets the eye jump from one to the other; below 1: they stand together. */
static double jump(const struct bill_look *look, const struct bill_rect *a, const struct bill_rect *b)
{
	const struct bill_size *page = &look->page->frames->page.pt;
	double across = gap(a->x, a->width, b->x, b->width), down = gap(a->y, a->height, b->y, b->height);
	return fmax(across / (0.3 * page->width), down / (0.2 * page->height));
}

void bill_rule_apart(const struct bill_look *look)
{
	static const char *const when[] = {"start", "when", NULL}, *const where[] = {"location", "room", "venue", NULL};
	const struct bill_block *place = NULL;
	double least = HUGE_VAL;
	for (size_t i = 0; i < look->n_blocks; i++)
		for (size_t j = 0; j < look->n_blocks && is_one_of(&look->blocks[i], where); j++) {
			if (!is_one_of(&look->blocks[j], when))
				continue;
			least = fmin(least, jump(look, &look->blocks[i].ink, &look->blocks[j].ink));
			place = &look->blocks[i];
		}
	if (look->page->n_events > 1 || !place || least <= 1)
		return;
	bill_look_tell_block(look, place, "the place stands far from the time, %.1f times as far as an eye takes both in", least);
	bill_diags_hint(look->diags, "when and where are looked for together: let them stand in one column");
}
