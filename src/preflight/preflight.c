/* The table of rules, and the page as they see it. */
#include "preflight/look.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

static const struct bill_rule rules[] = {
	{"preflight/lost", BILL_WARNING, bill_rule_lost},
	{"preflight/not-shown", BILL_NOTE, bill_rule_not_shown},
	{"preflight/omitted", BILL_NOTE, bill_rule_omitted},
	{"preflight/midnight", BILL_WARNING, bill_rule_midnight},
	{"preflight/no-date", BILL_WARNING, bill_rule_no_date},
	{"preflight/leftover", BILL_WARNING, bill_rule_leftover},
	{"preflight/placeholder", BILL_WARNING, bill_rule_placeholder},
	{"preflight/markup", BILL_WARNING, bill_rule_markup},
	{"preflight/empty-label", BILL_WARNING, bill_rule_empty_label},
	{"preflight/double-space", BILL_WARNING, bill_rule_double_space},
	{"preflight/typewriter", BILL_NOTE, bill_rule_typewriter},
	{"preflight/title-not-largest", BILL_WARNING, bill_rule_title_not_largest},
	{"preflight/small-title", BILL_WARNING, bill_rule_small_title},
	{"preflight/title-break", BILL_NOTE, bill_rule_title_break},
	{"preflight/too-small", BILL_WARNING, bill_rule_small},
	{"preflight/small-facts", BILL_WARNING, bill_rule_small_facts},
	{"preflight/too-small-for-screen", BILL_NOTE, bill_rule_small_for_room},
	{"preflight/close-sizes", BILL_NOTE, bill_rule_close_sizes},
	{"preflight/many-families", BILL_WARNING, bill_rule_families},
	{"preflight/long-lines", BILL_WARNING, bill_rule_long_lines},
	{"preflight/short-lines", BILL_NOTE, bill_rule_short_lines},
	{"preflight/tight-leading", BILL_WARNING, bill_rule_tight_leading},
	{"preflight/loose-leading", BILL_NOTE, bill_rule_loose_leading},
	{"preflight/low-contrast", BILL_WARNING, bill_rule_contrast},
	{"preflight/body-contrast", BILL_NOTE, bill_rule_body_contrast},
	{"preflight/dark-picture", BILL_WARNING, bill_rule_dark_picture},
	{"preflight/flat-picture", BILL_WARNING, bill_rule_flat_picture},
	{"preflight/many-colors", BILL_NOTE, bill_rule_many_colors},
	{"preflight/near-edge", BILL_WARNING, bill_rule_near_edge},
	{"preflight/narrow-margin", BILL_NOTE, bill_rule_narrow_margin},
	{"preflight/overlap", BILL_WARNING, bill_rule_overlap},
	{"preflight/covered", BILL_WARNING, bill_rule_covered},
	{"preflight/quiet-zone", BILL_WARNING, bill_rule_quiet_zone},
	{"preflight/almost-aligned", BILL_NOTE, bill_rule_almost_aligned},
	{"preflight/apart", BILL_NOTE, bill_rule_apart},
	{"preflight/empty-band", BILL_WARNING, bill_rule_empty_band},
	{"preflight/empty-foot", BILL_WARNING, bill_rule_empty_foot},
	{"preflight/empty-side", BILL_WARNING, bill_rule_empty_side},
};

/* ---- telling ---- */

G_GNUC_PRINTF(3, 0) static void tell(const struct bill_look *look, struct bill_at at, const char *format, va_list arguments)
{
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	if (look->rule->severity == BILL_WARNING)
		bill_warning(look->diags, at, look->rule->code, "%s", text);
	else
		bill_note(look->diags, at, look->rule->code, "%s", text);
}

void bill_look_tell(const struct bill_look *look, struct bill_at at, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(look, at, format, arguments);
	va_end(arguments);
}

static const struct bill_event *only_event(const struct bill_look *look)
{
	return look->page->n_events == 1 ? look->page->events[0] : NULL;
}

void bill_look_tell_block(const struct bill_look *look, const struct bill_block *block, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(look, block->lines[0].at, format, arguments);
	va_end(arguments);
	const struct bill_event *event = only_event(look);
	const char *field = block->lines[0].field;
	struct bill_at at = {0};
	if (!event || !field)
		return;
	bool moment = strcmp(field, "start") == 0 || strcmp(field, "when") == 0;
	if (moment ? event->start.given : bill_event_text(event, field, &at) != NULL)
		bill_diags_also(look->diags, moment ? event->start.at : at, "%s", field);
}

double bill_look_short_side(const struct bill_look *look)
{
	return fmin(look->page->frames->page.pt.width, look->page->frames->page.pt.height);
}

static double px_of(const struct bill_look *look, double pt)
{
	const struct bill_sheet_size *page = &look->page->frames->page;
	return pt * page->width_px / page->pt.width;
}

const char *bill_look_size(const struct bill_look *look, double pt)
{
	return look->page->frames->page.screen ? bill_arena_printf(look->arena, "%.0f px", px_of(look, pt))
										   : bill_arena_printf(look->arena, "%.1f pt", pt);
}

const char *bill_look_length(const struct bill_look *look, double pt)
{
	return look->page->frames->page.screen ? bill_arena_printf(look->arena, "%.0f px", px_of(look, pt))
										   : bill_arena_printf(look->arena, "%.1f mm", pt * 25.4 / 72);
}

bool bill_look_on_wall(const struct bill_look *look)
{
	static const char *const in_hand[] = {"square", "story", "og"};
	const struct bill_sheet_size *page = &look->page->frames->page;
	for (size_t i = 0; i < G_N_ELEMENTS(in_hand); i++)
		if (g_str_has_prefix(page->name, in_hand[i]))
			return false;
	return page->screen;
}

/* ---- blocks ---- */

bool bill_block_is(const struct bill_block *block, const char *field)
{
	return block->lines[0].field && block->lines[0].role != BILL_FRAME_HEADING && strcmp(block->lines[0].field, field) == 0;
}

bool bill_block_is_fact(const struct bill_block *block)
{
	static const char *const facts[] = {"title", "speaker", "name", "start", "when", "location", "room", "venue"};
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
		if (bill_block_is(block, facts[i]))
			return true;
	return false;
}

bool bill_block_is_body(const struct bill_block *block)
{
	bool balanced = block->style && block->style->wrap == BILL_WRAP_BALANCE;
	return block->count >= 3 && !balanced && block->lines[0].role == BILL_FRAME_PARAGRAPH;
}

/* Inter's capitals are 0.73 em high and its descenders 0.2 em deep; other Latin and Cyrillic faces are near. */
#define ABOVE 0.73
#define BELOW 0.2

struct bill_rect bill_line_ink(const struct bill_frame *line)
{
	double above = ABOVE * line->size_pt, below = BELOW * line->size_pt, at = line->baseline_pt;
	switch (line->quarters) {
	case 1: /* read downwards: its baseline is an x */
		return (struct bill_rect){at - below, line->box.y, above + below, line->box.height};
	case 2:
		return (struct bill_rect){line->box.x, at - below, line->box.width, above + below};
	case 3:
		return (struct bill_rect){at - above, line->box.y, above + below, line->box.height};
	default:
		return (struct bill_rect){line->box.x, at - above, line->box.width, above + below};
	}
}

bool bill_rects_meet(const struct bill_rect *a, const struct bill_rect *b, double by)
{
	return fmin(a->x + a->width, b->x + b->width) - fmax(a->x, b->x) > by &&
		   fmin(a->y + a->height, b->y + b->height) - fmax(a->y, b->y) > by;
}

static struct bill_rect around(struct bill_rect a, struct bill_rect b)
{
	double left = fmin(a.x, b.x), top = fmin(a.y, b.y);
	double right = fmax(a.x + a.width, b.x + b.width), bottom = fmax(a.y + a.height, b.y + b.height);
	return (struct bill_rect){left, top, right - left, bottom - top};
}

static const struct bill_style *find_style(const struct bill_design *design, const char *name)
{
	for (size_t i = 0; name && i < design->n_styles; i++)
		if (strcmp(design->styles[i]->name, name) == 0)
			return design->styles[i];
	return NULL;
}

static size_t count_letters(const char *text)
{
	size_t count = 0;
	for (; *text; text = bill_after(text))
		count += *text & 0x80 ? g_unichar_isalnum(g_utf8_get_char(text)) : g_ascii_isalnum(*text);
	return count;
}

static void fill_block(const struct bill_look *look, struct bill_block *block)
{
	g_autoptr(GString) text = g_string_new(NULL);
	block->ink = bill_line_ink(&block->lines[0]);
	block->size_pt = block->lines[0].size_pt;
	block->style = find_style(look->page->design, block->lines[0].style);
	for (size_t i = 0; i < block->count; i++) {
		char after = bill_type_line_after(block->lines[i].line);
		block->ink = around(block->ink, bill_line_ink(&block->lines[i]));
		g_string_append(text, bill_type_line_text(block->lines[i].line));
		if (after)
			g_string_append_c(text, after);
	}
	block->text = bill_arena_strndup(look->arena, text->str, text->len);
	block->letters = count_letters(block->text);
}

static void find_blocks(struct bill_look *look)
{
	const struct bill_frames *frames = look->page->frames;
	g_autoptr(GString) all = g_string_new(NULL);
	look->blocks = bill_arena_array(look->arena, struct bill_block, frames->count);
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		struct bill_block *last = look->n_blocks > 0 ? &look->blocks[look->n_blocks - 1] : NULL;
		if (frame->kind != BILL_FRAME_LINE)
			continue;
		if (last && last->index + last->count == i && last->lines[0].block == frame->block)
			last->count++;
		else
			look->blocks[look->n_blocks++] = (struct bill_block){.lines = frame, .count = 1, .index = i};
	}
	for (size_t i = 0; i < look->n_blocks; i++) {
		fill_block(look, &look->blocks[i]);
		g_string_append_printf(all, "%s\n", look->blocks[i].text);
	}
	look->text = bill_arena_strndup(look->arena, all->str, all->len);
	g_autofree char *plain = bill_look_squash(look->text);
	look->plain = bill_arena_strdup(look->arena, plain);
}

void bill_preflight(const struct bill_preflight *page, struct bill_diags *diags)
{
	struct bill_look look = {.page = page, .arena = bill_arena_new(), .diags = diags};
	look.sample = bill_sample_new(page->frames);
	find_blocks(&look);
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		look.rule = &rules[i];
		rules[i].look(&look);
	}
	bill_sample_free(look.sample);
	bill_arena_free(look.arena);
}
