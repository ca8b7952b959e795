/* What lies under a part of the page: the colours of solid shapes, or something that is not of one colour. */
#include "layout/layout.h"

#include <math.h>

#define MOST_VEILS 4

/* Half-transparent shapes over the ground, the lowest last. */
struct veils {
	struct bill_color colors[MOST_VEILS];
	size_t n;
};

static struct bill_color over(struct bill_color top, struct bill_color below)
{
	double share = top.alpha, rest = 1 - share;
	return (struct bill_color){
		top.red * share + below.red * rest, top.green * share + below.green * rest, top.blue * share + below.blue * rest, 1};
}

static void add_color(struct bill_ground *ground, const struct veils *veils, struct bill_color color)
{
	color.alpha = 1;
	for (size_t i = veils->n; i-- > 0;)
		color = over(veils->colors[i], color);
	if (ground->n_colors < G_N_ELEMENTS(ground->colors))
		ground->colors[ground->n_colors++] = color;
}

/* The share of r that lies in the frame's box. */
static double share_in(const struct bill_rect *r, const struct bill_rect *box)
{
	double width = fmin(r->x + r->width, box->x + box->width) - fmax(r->x, box->x);
	double height = fmin(r->y + r->height, box->y + box->height) - fmax(r->y, box->y);
	return width <= 0 || height <= 0 ? 0 : width * height / fmax(r->width * r->height, 1e-6);
}

static bool in_circle(const struct bill_rect *r, const struct bill_rect *box)
{
	double radius = fmin(box->width, box->height) / 2, x = box->x + box->width / 2, y = box->y + box->height / 2;
	double across = fmax(fabs(r->x - x), fabs(r->x + r->width - x)), down = fmax(fabs(r->y - y), fabs(r->y + r->height - y));
	return hypot(across, down) <= radius + 0.01;
}

/* How a frame changes what is seen under r: not, in part, or as a whole. */
enum cover { COVERS_NOT, COVERS_PART, COVERS_ALL };

static enum cover cover_of(const struct bill_frame *frame, const struct bill_rect *r)
{
	double share = share_in(r, &frame->box);
	if (share < 0.05) /* a rule that touches the words */
		return COVERS_NOT;
	bool all = share > 0.995 && (frame->outline != BILL_SHAPE_CIRCLE || in_circle(r, &frame->box));
	return all ? COVERS_ALL : COVERS_PART;
}

static bool is_seen(const struct bill_frame *frame)
{
	switch (frame->kind) {
	case BILL_FRAME_SHAPE:
		return frame->fill.given && frame->fill.color.alpha > 0;
	case BILL_FRAME_IMAGE:
		return frame->picture != NULL;
	case BILL_FRAME_QR:
	case BILL_FRAME_PATTERN:
		return true;
	case BILL_FRAME_LINE:
		break;
	}
	return false;
}

struct bill_ground bill_ground_of(const struct bill_frame *frames, size_t count, struct bill_rect r)
{
	static const struct bill_color paper = {1, 1, 1, 1};
	struct bill_ground ground = {.busy = false};
	struct veils veils = {.n = 0};
	for (size_t i = count; i-- > 0;) {
		const struct bill_frame *frame = &frames[i];
		enum cover cover = is_seen(frame) ? cover_of(frame, &r) : COVERS_NOT;
		if (cover == COVERS_NOT)
			continue;
		if (frame->kind != BILL_FRAME_SHAPE) {
			ground.busy = true;
			return ground;
		}
		bool opaque = frame->fill.color.alpha > 0.995;
		if (opaque)
			add_color(&ground, &veils, frame->fill.color);
		else if (veils.n < MOST_VEILS)
			veils.colors[veils.n++] = frame->fill.color;
		if (opaque && cover == COVERS_ALL)
			return ground;
	}
	add_color(&ground, &veils, paper);
	return ground;
}

double bill_ground_contrast(const struct bill_ground *ground, struct bill_color color)
{
	double least = 21;
	for (size_t i = 0; i < ground->n_colors; i++)
		least = fmin(least, bill_color_contrast(over(color, ground->colors[i]), ground->colors[i]));
	return least;
}
