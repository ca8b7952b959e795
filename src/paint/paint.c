/* Frames → ink: outlines, lines of text and codes drawn onto a cairo context. */
#include "paint/paint.h"

#include "paint/tag.h"

#include <math.h>

static void set_source(cairo_t *cr, struct bill_color c)
{
	cairo_set_source_rgba(cr, c.red, c.green, c.blue, c.alpha);
}

/* ---- outlines ---- */

static void rounded(cairo_t *cr, struct bill_rect r, double radius)
{
	radius = fmin(radius, fmin(r.width, r.height) / 2);
	if (radius <= 0) {
		cairo_rectangle(cr, r.x, r.y, r.width, r.height);
		return;
	}
	cairo_new_sub_path(cr);
	cairo_arc(cr, r.x + r.width - radius, r.y + radius, radius, -G_PI / 2, 0);
	cairo_arc(cr, r.x + r.width - radius, r.y + r.height - radius, radius, 0, G_PI / 2);
	cairo_arc(cr, r.x + radius, r.y + r.height - radius, radius, G_PI / 2, G_PI);
	cairo_arc(cr, r.x + radius, r.y + radius, radius, G_PI, 3 * G_PI / 2);
	cairo_close_path(cr);
}

static void circle(cairo_t *cr, struct bill_rect r)
{
	cairo_new_sub_path(cr);
	cairo_arc(cr, r.x + r.width / 2, r.y + r.height / 2, fmin(r.width, r.height) / 2, 0, 2 * G_PI);
	cairo_close_path(cr);
}

static void outline(cairo_t *cr, enum bill_shape shape, struct bill_rect r, double radius)
{
	switch (shape) {
	case BILL_SHAPE_RECTANGLE:
		cairo_rectangle(cr, r.x, r.y, r.width, r.height);
		break;
	case BILL_SHAPE_CIRCLE:
		circle(cr, r);
		break;
	case BILL_SHAPE_ROUNDED:
		rounded(cr, r, radius);
		break;
	}
}

static void fill(cairo_t *cr, const struct bill_frame *frame, struct bill_color color)
{
	set_source(cr, color);
	outline(cr, frame->outline, frame->box, frame->radius_pt);
	cairo_fill(cr);
}

/* Dashes and gaps in widths of the line. */
#define DASH 4.5
#define DASH_GAP 3.5
#define DOT_PITCH 2.5
#define MOST_DASHES 4000 /* of one line, however thin */

/* The dashes of a line of this length, a little longer or shorter than they would be, so that an open one ends with a whole dash
 * and a closed one has no odd gap. Dots are dashes of no length with round ends. */
static void set_dashes(cairo_t *cr, enum bill_line kind, double width, double length, bool closed)
{
	bool dots = kind == BILL_LINE_DOTTED;
	double dash = dots ? 0 : DASH, pitch = dots ? DOT_PITCH : DASH + DASH_GAP;
	double whole = length / width - (closed ? 0 : dash);
	if (whole <= 0)
		return; /* shorter than one dash */
	double unit = width * whole / (CLAMP(round(whole / pitch), 1, MOST_DASHES) * pitch);
	cairo_set_line_cap(cr, dots ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
	cairo_set_dash(cr, (double[]){dash * unit, (pitch - dash) * unit}, 2, 0);
}

static double length_round(const struct bill_frame *frame, struct bill_rect r)
{
	if (frame->outline == BILL_SHAPE_CIRCLE)
		return G_PI * fmin(r.width, r.height);
	double radius = frame->outline == BILL_SHAPE_ROUNDED ? fmin(frame->radius_pt, fmin(r.width, r.height) / 2) : 0;
	return 2 * (r.width + r.height) - (8 - 2 * G_PI) * radius;
}

/* A line as long and as thick as its frame. */
static void draw_dashes(cairo_t *cr, const struct bill_frame *frame)
{
	struct bill_rect r = frame->box;
	bool lies = r.width >= r.height;
	double width = lies ? r.height : r.width, length = lies ? r.width : r.height;
	double end = frame->dashes == BILL_LINE_DOTTED ? fmin(width / 2, length / 2) : 0; /* round ends reach further */
	if (!(width > 0) || !(length - 2 * end > 0))
		return;
	cairo_set_line_width(cr, width);
	set_dashes(cr, frame->dashes, width, length - 2 * end, false);
	cairo_move_to(cr, r.x + (lies ? end : width / 2), r.y + (lies ? width / 2 : end));
	cairo_rel_line_to(cr, lies ? length - 2 * end : 0, lies ? 0 : length - 2 * end);
	cairo_stroke(cr);
}

/* The stroke lies inside the box, as a border does in CSS, so that ink never leaves the frame; one too thick to leave anything
 * free is the whole outline. */
static void stroke_inside(cairo_t *cr, const struct bill_frame *frame)
{
	double width = frame->stroke_pt, inset = width / 2;
	struct bill_rect r = {frame->box.x + inset, frame->box.y + inset, frame->box.width - width, frame->box.height - width};
	bool thin = r.width <= width || r.height <= width, solid = frame->dashes == BILL_LINE_SOLID;
	if (thin && solid) {
		fill(cr, frame, frame->stroke.color);
		return;
	}
	set_source(cr, frame->stroke.color);
	if (thin) {
		draw_dashes(cr, frame);
		return;
	}
	cairo_set_line_width(cr, width);
	if (!solid)
		set_dashes(cr, frame->dashes, width, length_round(frame, r), true);
	outline(cr, frame->outline, r, fmax(frame->radius_pt - inset, 0));
	cairo_stroke(cr);
}

static void paint_shape(const struct bill_frame *frame, cairo_t *cr)
{
	if (frame->fill.given)
		fill(cr, frame, frame->fill.color);
	if (!frame->stroke.given || !(frame->stroke_pt > 0))
		return;
	cairo_save(cr); /* dashes are for this stroke alone */
	stroke_inside(cr, frame);
	cairo_restore(cr);
}

/* ---- lines ---- */

/* Words and codes that nobody gave a colour are black: they are never lost. */
static void set_ink(cairo_t *cr, struct bill_paint paint)
{
	static const struct bill_color black = {0, 0, 0, 1};
	set_source(cr, paint.given ? paint.color : black);
}

static void paint_line(const struct bill_frame *frame, cairo_t *cr)
{
	set_ink(cr, frame->fill);
	cairo_move_to(cr, frame->box.x, frame->baseline_pt);
	bill_type_line_show(frame->line, frame->size_pt, frame->after.given ? &frame->after.color : NULL, cr);
	cairo_new_path(cr);
}

/* ---- codes ---- */

/* Follows the dark area's border, dark on the right hand, from the top left corner of a module whose upper neighbour is light.
 * Every upper edge walked on is marked in `done`, so that each ring of the border is drawn once. */
struct tracer {
	const struct bill_qr *qr;
	uint8_t *done;
	int x, y;   /* corner, in modules */
	int dx, dy; /* direction */
};

static bool is_dark(const struct bill_qr *qr, int x, int y)
{
	return x >= 0 && y >= 0 && x < qr->modules && y < qr->modules && qr->dark[y * qr->modules + x];
}

/* The module touching the corner ahead to the left (side -1) or to the right (side 1) of the direction of travel. */
static bool dark_ahead(const struct tracer *t, int side)
{
	int forward_x = t->dx, forward_y = t->dy, side_x = -t->dy * side, side_y = t->dx * side;
	return is_dark(t->qr, t->x + (forward_x + side_x - 1) / 2, t->y + (forward_y + side_y - 1) / 2);
}

static void step(struct tracer *t)
{
	if (t->dx == 1)
		t->done[t->y * t->qr->modules + t->x] = 1;
	t->x += t->dx;
	t->y += t->dy;
}

/* At a corner: on straight ahead, left where dark goes round it, right where dark ends. True: a turn was made. Modules that
 * only touch at a corner are kept apart. */
static bool turn(struct tracer *t)
{
	bool left = dark_ahead(t, -1), right = dark_ahead(t, 1);
	int dx = t->dx, dy = t->dy;
	if (right && !left)
		return false;
	bool to_left = right && left;
	t->dx = to_left ? dy : -dy;
	t->dy = to_left ? -dx : dx;
	return true;
}

/* In a picture on whole pixels: a camera reads sharp modules better than even ones with grey rims. */
static void corner(const struct tracer *t, const struct bill_rect *box, cairo_t *cr)
{
	double module = box->width / t->qr->modules, x = box->x + t->x * module, y = box->y + t->y * module;
	if (cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE) {
		cairo_user_to_device(cr, &x, &y);
		x = round(x);
		y = round(y);
		cairo_device_to_user(cr, &x, &y);
	}
	cairo_line_to(cr, x, y);
}

static void trace(struct tracer *t, const struct bill_rect *box, cairo_t *cr)
{
	int start_x = t->x, start_y = t->y;
	cairo_new_sub_path(cr);
	corner(t, box, cr);
	for (;;) {
		step(t);
		bool turned = turn(t);
		if (t->x == start_x && t->y == start_y && t->dx == 1)
			break; /* only one upper edge leaves a corner to the right, so this is the one it began with */
		if (turned)
			corner(t, box, cr);
	}
	cairo_close_path(cr);
}

/* The border of the dark area as one path: no two pieces share an edge, so that no viewer shows hairlines between modules. */
static void paint_qr(const struct bill_frame *frame, cairo_t *cr)
{
	const struct bill_qr *qr = frame->qr;
	g_autofree uint8_t *done = g_malloc0((size_t)qr->modules * (size_t)qr->modules);
	for (int y = 0; y < qr->modules; y++)
		for (int x = 0; x < qr->modules; x++)
			if (is_dark(qr, x, y) && !is_dark(qr, x, y - 1) && !done[y * qr->modules + x])
				trace(&(struct tracer){qr, done, x, y, 1, 0}, &frame->box, cr);
	set_ink(cr, frame->fill);
	cairo_fill(cr);
}

/* ---- pictures ---- */

static void paint_image(const struct bill_frame *frame, cairo_t *cr)
{
	if (!frame->picture)
		return;
	cairo_save(cr);
	outline(cr, frame->outline, frame->box, frame->radius_pt);
	cairo_clip(cr);
	bill_picture_draw(frame->picture, frame->box, cr);
	cairo_restore(cr);
}

/* ---- patterns ---- */

static void trace_mark(cairo_t *cr, const struct bill_mark *mark)
{
	const struct bill_point *p = mark->points;
	switch (mark->kind) {
	case BILL_MARK_DISC:
		cairo_arc(cr, mark->center.x, mark->center.y, mark->radius, 0, 2 * G_PI);
		break;
	case BILL_MARK_WEDGE:
		cairo_move_to(cr, mark->center.x, mark->center.y);
		cairo_arc(cr, mark->center.x, mark->center.y, mark->radius, mark->from, mark->to);
		cairo_close_path(cr);
		break;
	case BILL_MARK_POLYGON:
		for (size_t i = 0; i < mark->n_points; i++)
			cairo_line_to(cr, p[i].x, p[i].y);
		cairo_close_path(cr);
		break;
	case BILL_MARK_CURVE:
		cairo_move_to(cr, p[0].x, p[0].y);
		for (size_t i = 1; i + 2 < mark->n_points; i += 3)
			cairo_curve_to(cr, p[i].x, p[i].y, p[i + 1].x, p[i + 1].y, p[i + 2].x, p[i + 2].y);
		break;
	}
}

static void paint_mark(cairo_t *cr, const struct bill_mark *mark)
{
	cairo_new_path(cr);
	trace_mark(cr, mark);
	set_source(cr, mark->color);
	if (mark->line_pt > 0) {
		cairo_set_line_width(cr, mark->line_pt);
		cairo_stroke(cr);
	} else {
		cairo_fill(cr);
	}
}

static void paint_pattern(const struct bill_frame *frame, cairo_t *cr)
{
	cairo_save(cr);
	cairo_rectangle(cr, frame->box.x, frame->box.y, frame->box.width, frame->box.height);
	cairo_clip(cr);
	cairo_translate(cr, frame->box.x, frame->box.y);
	for (size_t i = 0; i < frame->pattern->n_marks; i++)
		paint_mark(cr, &frame->pattern->marks[i]);
	cairo_restore(cr);
}

/* ---- the page ---- */

static void paint_upright(const struct bill_frame *frame, cairo_t *cr)
{
	switch (frame->kind) {
	case BILL_FRAME_SHAPE:
		paint_shape(frame, cr);
		break;
	case BILL_FRAME_LINE:
		paint_line(frame, cr);
		break;
	case BILL_FRAME_QR:
		paint_qr(frame, cr);
		break;
	case BILL_FRAME_IMAGE:
		paint_image(frame, cr);
		break;
	case BILL_FRAME_PATTERN:
		paint_pattern(frame, cr);
		break;
	}
}

/* Where the baseline is in a frame that was turned back about its box's centre, which is then the origin. */
static double upright_baseline(const struct bill_frame *frame)
{
	double x = frame->box.x + frame->box.width / 2, y = frame->box.y + frame->box.height / 2;
	switch (frame->quarters) {
	case 1:
		return x - frame->baseline_pt;
	case 2:
		return y - frame->baseline_pt;
	case 3:
		return frame->baseline_pt - x;
	default:
		return frame->baseline_pt - y;
	}
}

/* Exactly a quarter: sines and cosines of doubles would not be. */
static void turn_context(cairo_t *cr, int quarters)
{
	static const cairo_matrix_t quarter = {.xx = 0, .yx = 1, .xy = -1, .yy = 0};
	for (int i = 0; i < quarters; i++)
		cairo_transform(cr, &quarter);
}

static void paint_frame(const struct bill_frame *frame, cairo_t *cr)
{
	if (frame->quarters == 0) {
		paint_upright(frame, cr);
		return;
	}
	bool lies = frame->quarters % 2;
	double width = lies ? frame->box.height : frame->box.width, height = lies ? frame->box.width : frame->box.height;
	struct bill_frame upright = *frame;
	upright.box = (struct bill_rect){-width / 2, -height / 2, width, height};
	upright.baseline_pt = upright_baseline(frame);
	cairo_save(cr);
	cairo_translate(cr, frame->box.x + frame->box.width / 2, frame->box.y + frame->box.height / 2);
	turn_context(cr, frame->quarters);
	paint_upright(&upright, cr);
	cairo_restore(cr);
}

void bill_paint(const struct bill_frames *frames, cairo_t *cr, bool tags)
{
	if (tags) {
		bill_tag_frames(frames, &(struct bill_pen){paint_frame, cr});
		return;
	}
	for (size_t i = 0; i < frames->count; i++)
		paint_frame(&frames->items[i], cr);
}
