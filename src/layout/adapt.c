/* Colours that a brand chose adapt to their ground: words and codes stay readable, and keep their hue. */
#include "layout/box.h"

#include <math.h>
#include <string.h>

#define LEAST_CONTRAST 4.5 /* WCAG 2.1, 1.4.3 */
#define BODY_CONTRAST 7.0  /* 1.4.6: of texts of several lines */
#define STEPS 12

/* A share of the way to black or white keeps the hue. */
static struct bill_color toward(struct bill_color color, double end, double share)
{
	color.red += (end - color.red) * share;
	color.green += (end - color.green) * share;
	color.blue += (end - color.blue) * share;
	return color;
}

bool bill_color_adapt(struct bill_color *color, const struct bill_ground *ground, double wanted)
{
	double contrast = bill_ground_contrast(ground, *color);
	if (ground->busy || contrast >= wanted - 0.005)
		return false;
	double black = bill_ground_contrast(ground, toward(*color, 0, 1)), white = bill_ground_contrast(ground, toward(*color, 1, 1));
	double end = black >= white ? 0 : 1, low = 0, high = 1;
	if (fmax(black, white) < LEAST_CONTRAST)
		return false; /* on two grounds: nothing helps */
	wanted = fmin(wanted, fmax(black, white));
	for (int step = 0; step < STEPS; step++) {
		double middle = (low + high) / 2;
		*(bill_ground_contrast(ground, toward(*color, end, middle)) >= wanted ? &high : &low) = middle;
	}
	*color = toward(*color, end, high);
	return true;
}

static const struct bill_style *style_of(const struct bill_design *design, const char *name)
{
	for (size_t i = 0; name && i < design->n_styles; i++)
		if (strcmp(design->styles[i]->name, name) == 0)
			return design->styles[i];
	return NULL;
}

/* Whether the line is one of a text to be read, not of a headline or a fact. */
static bool is_body(const struct bill_fit *fit, const struct bill_frame *lines, size_t n)
{
	const struct bill_style *style = style_of(fit->design, lines[0].style);
	return n >= 3 && lines[0].role == BILL_FRAME_PARAGRAPH && style && style->wrap != BILL_WRAP_BALANCE;
}

static void adapt(struct bill_fit *fit, struct bill_frame *line, struct bill_paint *paint, const struct bill_ground *ground,
	double wanted, bool *told)
{
	double before = bill_ground_contrast(ground, paint->color);
	if (!paint->given || !paint->chosen || !bill_color_adapt(&paint->color, ground, wanted) || *told)
		return;
	*told = true;
	bill_note(fit->diags, line->at, "layout/adapted-color",
		"the colour of \"%.40s\" has a contrast of %.1f : 1 to its ground and was made %s, to %.1f : 1",
		bill_type_line_text(line->line), before,
		bill_ground_contrast(ground, (struct bill_color){0, 0, 0, 1}) > before ? "darker" : "lighter",
		bill_ground_contrast(ground, paint->color));
}

static size_t lines_of(const struct bill_frame *frames, size_t count)
{
	size_t n = 1;
	while (n < count && frames[n].kind == BILL_FRAME_LINE && frames[n].block == frames[0].block)
		n++;
	return n;
}

void bill_fit_adapt_colors(struct bill_fit *fit, struct bill_frame *frames, size_t count)
{
	for (size_t i = 0; i < count;) {
		size_t n = frames[i].kind == BILL_FRAME_LINE ? lines_of(&frames[i], count - i) : 0;
		double wanted = n > 0 && is_body(fit, &frames[i], n) ? BODY_CONTRAST : LEAST_CONTRAST;
		bool told = false;
		for (size_t j = 0; j < n; j++) {
			struct bill_frame *line = &frames[i + j];
			if (!line->fill.chosen && !line->after.chosen)
				continue;
			struct bill_ground ground = bill_ground_of(frames, i, line->box);
			adapt(fit, line, &line->fill, &ground, wanted, &told);
			adapt(fit, line, &line->after, &ground, wanted, &told);
		}
		i += MAX(n, 1);
	}
}
