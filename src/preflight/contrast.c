/* Rules on colour: words and codes on the ground really drawn there. */
#include "preflight/look.h"

#include <math.h>

#define LEAST_CONTRAST 4.5 /* WCAG 2.1, 1.4.3 */
#define BODY_CONTRAST 7.0  /* 1.4.6 */

/* ---- contrast ---- */

/* Looked at once, by the first rule that asks. */
static const struct bill_worst *worst_of(const struct bill_look *look, struct bill_block *block)
{
	struct bill_worst *worst = &block->worst;
	for (size_t i = 0; i < block->count && !worst->known; i++) {
		bool busy;
		double contrast = bill_ground_sampled(look->sample, block->index + i, &busy);
		if (i == 0 || contrast < worst->contrast)
			*worst = (struct bill_worst){.contrast = contrast, .line = i, .busy = busy};
	}
	worst->known = true;
	return worst;
}

void bill_rule_contrast(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		struct bill_worst worst = *worst_of(look, &look->blocks[i]);
		if (block->letters == 0 || worst.contrast >= LEAST_CONTRAST - 0.05)
			continue;
		bill_look_tell_block(look, block, "\"%.40s\" has a contrast of %.1f : 1 to %s; readable is %.1f : 1",
			bill_type_line_text(block->lines[worst.line].line), worst.contrast,
			worst.busy ? "the picture or pattern under it" : "its ground", LEAST_CONTRAST);
		bill_diags_hint(look->diags,
			worst.busy ? "put the words into a box with a background"
					   : "a colour parameter adapts by itself; this colour is written in the style \"%s\"",
			block->lines[0].style);
	}
}

void bill_rule_body_contrast(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		struct bill_worst worst = *worst_of(look, &look->blocks[i]);
		if (!bill_block_is_body(block))
			continue;
		if (worst.contrast < LEAST_CONTRAST - 0.05 || worst.contrast >= BODY_CONTRAST - 0.05)
			continue;
		bill_look_tell_block(look, block, "its contrast is %.1f : 1; a text of several lines is easier to read from %.0f : 1 on",
			worst.contrast, BODY_CONTRAST);
		bill_diags_hint(look->diags, "darken the colour of the style \"%s\", or lighten its ground", block->lines[0].style);
	}
}

/* ---- pictures ---- */

#define DARKEST 0.18 /* average lightness; a portrait in a lecture hall has 0.3 */
#define FLATTEST 0.16 /* from the darkest to the lightest; a portrait in soft light has 0.5 */

static bool is_photo(const struct bill_frame *frame, struct bill_light *light)
{
	return frame->kind == BILL_FRAME_IMAGE && frame->picture && bill_picture_light(frame->picture, light);
}

static const char *name_of(const struct bill_frame *frame)
{
	return frame->alternative ? frame->alternative : "the event";
}

void bill_rule_dark_picture(const struct bill_look *look)
{
	const struct bill_frames *frames = look->page->frames;
	struct bill_light light;
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		if (!is_photo(frame, &light) || light.mean >= DARKEST)
			continue;
		bill_look_tell(look, frame->at,
			"the picture of \"%.40s\" is dark: %.0f %% of white on average, and print makes it darker", name_of(frame),
			100 * light.mean);
		bill_diags_hint(look->diags, "lighten it, or take another; %.0f %% are a dark picture that still prints", 100 * DARKEST);
	}
}

void bill_rule_flat_picture(const struct bill_look *look)
{
	const struct bill_frames *frames = look->page->frames;
	struct bill_light light;
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		if (!is_photo(frame, &light) || light.mean < DARKEST || light.range >= FLATTEST)
			continue;
		bill_look_tell(look, frame->at,
			"the picture of \"%.40s\" has hardly any contrast: %.0f %% of white lie between its darkest and its lightest",
			name_of(frame), 100 * light.range);
		bill_diags_hint(look->diags, "raise its contrast (its \"levels\"), or take another; most photos have 60 %% and more");
	}
}

/* ---- colours ---- */

/* In degrees; < 0: a grey. */
static double hue_of(struct bill_color c)
{
	double most = fmax(c.red, fmax(c.green, c.blue)), least = fmin(c.red, fmin(c.green, c.blue)), range = most - least;
	if (range < 0.2)
		return -1;
	double hue = most == c.red     ? (c.green - c.blue) / range
				 : most == c.green ? 2 + (c.blue - c.red) / range
								   : 4 + (c.red - c.green) / range;
	return fmod(60 * hue + 360, 360);
}

#define MOST_HUES 3
#define SAME_HUE 30.0

void bill_rule_many_colors(const struct bill_look *look)
{
	double seen[MOST_HUES + 1];
	size_t n = 0;
	const struct bill_frames *frames = look->page->frames;
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		bool plain = frame->kind == BILL_FRAME_SHAPE || frame->kind == BILL_FRAME_LINE;
		double hue = plain && frame->fill.given ? hue_of(frame->fill.color) : -1;
		size_t same = 0;
		while (hue >= 0 && same < n && fmin(fabs(hue - seen[same]), 360 - fabs(hue - seen[same])) > SAME_HUE)
			same++;
		if (hue < 0 || same < n)
			continue;
		seen[n++] = hue;
		if (n <= 2)
			continue;
		bill_look_tell(look, frame->at, "the page has a third colour beside paper and ink");
		bill_diags_hint(look->diags, "paper, ink and one accent, perhaps a second, are enough");
		return;
	}
}
