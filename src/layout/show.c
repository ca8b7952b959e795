/* Pictures, patterns and codes: how large they are, and what their frames show. */
#include "layout/show.h"

#include <math.h>

static const struct bill_color white = {1, 1, 1, 1}, black = {0, 0, 0, 1};

static bool is_given(struct bill_length length)
{
	return length.unit != BILL_UNIT_NONE;
}

/* ---- sizes ---- */

/* Width over height: a picture shown whole has its own. */
static double ratio_of(const struct bill_box *box)
{
	const struct bill_element *element = box->element;
	if (element->kind == BILL_IMAGE && element->fit == BILL_FIT_CONTAIN) {
		struct bill_size size = bill_figure_size(box->content->figure);
		return size.width / size.height;
	}
	return element->kind == BILL_IMAGE && element->mask == BILL_SHAPE_CIRCLE ? 1 : element->ratio;
}

/* Logos look equally large when their areas are equal: each has that of a square of the given height, and none is higher. */
static double evened_height(const struct bill_box *box, double height)
{
	return box->content->evened ? fmin(height, height / sqrt(ratio_of(box))) : height;
}

/* Points of the smallest module that phones read: 0.4 mm on paper, 3 px on a screen. */
static double least_module(const struct bill_sheet_size *page)
{
	return page->screen ? 3 * 0.75 : 0.4 * 72 / 25.4;
}

/* What zbarimg 0.23 reads of an A4 page drawn at 100 dpi, turned by three degrees and a little out of focus; larger pages are read from
 * further off. tests/figure/test_codes.py */
static double easy_module(const struct bill_sheet_size *page)
{
	double least = least_module(page);
	return page->screen ? least : fmax(least, 0.95 * 72 / 25.4 * page->scale);
}

/* The code that is shown: the one that mends more faults, unless its modules make it too large a part of the page. */
static const struct bill_qr *code_of(const struct bill_fit *fit, const struct bill_box *box)
{
	const struct bill_content *content = box->content;
	bool large = easy_module(fit->page) * content->qr->modules > 110 * fit->page->scale;
	return large ? content->coarse_qr : content->qr;
}

double bill_show_least_width(const struct bill_fit *fit, const struct bill_box *box)
{
	if (box->element->kind != BILL_QR || box->blank)
		return 0;
	return easy_module(fit->page) * (code_of(fit, box)->modules + (box->on_color ? 2 * BILL_QR_QUIET : 0));
}

static bool is_colored(const struct bill_paint *paint)
{
	return paint->given && paint->color.alpha > 0.5 && bill_color_contrast(paint->color, white) > 1.3; /* as in bill_show_code */
}

static void find_grounds(struct bill_box *box, bool on_color)
{
	const struct bill_element *element = box->element;
	bool own = element->kind == BILL_BOX && element->background.given && element->background.color.alpha > 0.5;
	box->on_color = own ? is_colored(&element->background) : on_color;
	for (size_t i = 0; i < box->n_children; i++)
		find_grounds(box->children[i], box->on_color);
}

void bill_show_find_grounds(struct bill_fit *fit)
{
	find_grounds(fit->root, is_colored(&fit->design->page.background));
}

double bill_show_width(const struct bill_fit *fit, const struct bill_box *box, double room)
{
	const struct bill_element *element = box->element;
	if (element->kind == BILL_QR)
		return fmin(room, fmax(bill_fit_length(fit, (struct bill_length){62, BILL_UNIT_PT}, room), bill_show_least_width(fit, box)));
	if (!is_given(element->height) || element->kind == BILL_PATTERN)
		return room;
	double height = evened_height(box, bill_fit_length(fit, element->height, fit->area.height));
	return fmin(room, height * ratio_of(box));
}

bool bill_show_is_ground(const struct bill_box *box)
{
	const struct bill_element *element = box->element;
	return (element->kind == BILL_IMAGE || element->kind == BILL_PATTERN) && !is_given(element->height) && !box->blank;
}

double bill_show_height(const struct bill_fit *fit, const struct bill_box *box, double width)
{
	const struct bill_element *element = box->element;
	bool whole = element->kind == BILL_IMAGE && element->fit == BILL_FIT_CONTAIN;
	if (is_given(element->height)) {
		double height = evened_height(box, bill_fit_length(fit, element->height, fit->area.height));
		return whole ? fmin(height, width / ratio_of(box)) : height;
	}
	return element->kind == BILL_PATTERN && element->fill > 0 ? 0 : width / ratio_of(box);
}

/* ---- images ---- */

/* The picture as a whole, in the middle of the room. */
static struct bill_rect contained(struct bill_rect room, double ratio)
{
	double width = fmin(room.width, room.height * ratio), height = width / ratio;
	return (struct bill_rect){room.x + (room.width - width) / 2, room.y + (room.height - height) / 2, width, height};
}

static struct bill_rect box_of(const struct bill_box *box, struct bill_rect room)
{
	const struct bill_element *element = box->element;
	if (element->fit == BILL_FIT_CONTAIN)
		return contained(room, ratio_of(box));
	if (element->mask != BILL_SHAPE_CIRCLE)
		return room;
	double side = fmin(room.width, room.height);
	return (struct bill_rect){room.x + (room.width - side) / 2, room.y, side, side};
}

static struct bill_rect crop_of(const struct bill_box *box, struct bill_rect shown)
{
	struct bill_size size = bill_figure_size(box->content->figure);
	if (box->element->fit == BILL_FIT_CONTAIN)
		return (struct bill_rect){0, 0, size.width, size.height};
	return bill_crop(size, shown.width / shown.height, box->content->focus);
}

/* 150 dots an inch are the least that print well; a screen's pixel may stand for half of one. */
static void check_pixels(const struct bill_fit *fit, const struct bill_box *box, struct bill_rect crop, struct bill_rect shown)
{
	const struct bill_figure *figure = box->content->figure;
	struct bill_at at = box->content->field ? box->content->field_at : box->element->at;
	struct bill_size size = bill_figure_size(figure);
	double dpi = 72 * crop.width / shown.width, mm = shown.width * 25.4 / 72;
	if (bill_figure_is_vector(figure) || dpi >= (fit->page->screen ? 48 : 150))
		return;
	if (fit->page->screen)
		bill_warning(fit->diags, at, "figure/few-pixels", "the picture \"%s\" has %.0f × %.0f pixels; %.0f of them fill %.0f pixels of the screen", bill_figure_name(figure), size.width,
			size.height, crop.width, shown.width * 96 / 72);
	else
		bill_warning(fit->diags, at, "figure/few-pixels", "the picture \"%s\" has %.0f × %.0f pixels; %.0f mm wide that makes %.0f dpi, and print needs 150", bill_figure_name(figure), size.width,
			size.height, mm, dpi);
	bill_diags_hint(fit->diags, "ask for a picture at least %.0f pixels wide", ceil(size.width / crop.width * shown.width / 72 * (fit->page->screen ? 96 : 150)));
}

void bill_show_image(const struct bill_fit *fit, const struct bill_box *box, struct bill_frame *frame)
{
	const struct bill_element *element = box->element;
	struct bill_paint page = fit->design->page.background;
	frame->box = box_of(box, frame->box);
	if (!(frame->box.width > 0 && frame->box.height > 0))
		return; /* its row was squeezed to nothing */
	struct bill_rect crop = crop_of(box, frame->box);
	frame->role = BILL_FRAME_FIGURE;
	frame->alternative = box->content->alternative;
	frame->outline = element->mask == BILL_SHAPE_RECTANGLE && element->radius.value > 0 ? BILL_SHAPE_ROUNDED : element->mask;
	frame->radius_pt = is_given(element->radius) && element->radius.value > 0 ? bill_fit_length(fit, element->radius, frame->box.width) : 0.08 * fmin(frame->box.width, frame->box.height);
	frame->picture = bill_picture_new(box->content->figure, &(struct bill_picture_wish){
		.crop = crop,
		.shown = {frame->box.width, frame->box.height},
		.px_per_pt = bill_output_px_per_pt(fit->page->screen),
		.tone = element->tone,
		.dark = element->color.given ? element->color.color : black,
		.light = page.given ? page.color : white,
	});
	check_pixels(fit, box, crop, frame->box);
}

/* ---- patterns ---- */

static struct bill_color ink_of(const struct bill_design *design)
{
	struct bill_color ink = black;
	for (size_t i = 0; i < design->n_parameters; i++)
		if (g_str_equal(design->parameters[i].name, "ink") && design->parameters[i].value)
			bill_color_parse(design->parameters[i].value, &ink);
	return ink;
}

void bill_show_pattern(const struct bill_fit *fit, const struct bill_box *box, struct bill_frame *frame)
{
	const struct bill_element *element = box->element;
	const struct bill_content *content = box->content;
	struct bill_paint page = fit->design->page.background;
	frame->pattern = bill_pattern_new(&(struct bill_pattern_wish){
		.kind = content->pattern,
		.family = content->family,
		.member = content->member,
		.size = {frame->box.width, frame->box.height},
		.unit_pt = fmin(fit->page->pt.width, fit->page->pt.height) / 50,
		.color = element->color.given ? element->color.color : black,
		.ink = ink_of(fit->design),
		.ground = element->background.given ? element->background.color : page.given ? page.color : white,
		.grounded = element->background.given,
		.palette = element->palette.colors,
		.n_palette = element->palette.n,
	}, fit->arena);
}

/* ---- codes ---- */

/* ISO/IEC 18004 leaves it to the reader; phones need about this much between dark and light. */
#define LEAST_CONTRAST 4.5

static double luminance(struct bill_color color)
{
	return bill_color_contrast(color, black); /* grows with it */
}

static void check_module(const struct bill_fit *fit, const struct bill_box *box, const struct bill_qr *qr, double side)
{
	double module = side / qr->modules, least = least_module(fit->page);
	struct bill_at at = box->element->at;
	if (module >= least - 1e-6)
		return;
	if (fit->page->screen)
		bill_warning(fit->diags, at, "figure/qr-too-small", "the code has %d modules of %.1f pixels; phones need 3", qr->modules, module * 96 / 72);
	else
		bill_warning(fit->diags, at, "figure/qr-too-small", "the code has %d modules of %.2f mm; phones need 0.4 mm", qr->modules, module * 25.4 / 72);
	bill_diags_hint(fit->diags, "give it %.0f %s of width, or a shorter address", ceil(fit->page->screen ? qr->modules * 3.0 : qr->modules * 0.4), fit->page->screen ? "px" : "mm");
}

static bool is_dark_on(struct bill_color ink, struct bill_color ground)
{
	return bill_color_contrast(ink, ground) >= LEAST_CONTRAST && luminance(ink) < luminance(ground);
}

/* The code's colour, where it stands out from what is under it. On a dark page, whose words are light, the page's colour: the code
 * stands on a white ground of its own. */
static struct bill_paint ink_on(const struct bill_fit *fit, const struct bill_box *box, struct bill_color ground, struct bill_paint around)
{
	struct bill_paint ink = box->element->color.given ? box->element->color : (struct bill_paint){.given = true, .color = black};
	double contrast = bill_color_contrast(ink.color, ground);
	if (is_dark_on(ink.color, ground))
		return ink;
	if (around.given && is_dark_on(around.color, ground) && is_dark_on(around.color, ink.color))
		return around;
	struct bill_ground below = {.colors = {ground}, .n_colors = 1};
	if (ink.chosen && luminance(ground) > 4.6 && bill_color_adapt(&ink.color, &below, LEAST_CONTRAST)) {
		bill_note(fit->diags, box->element->at, "layout/adapted-color",
			"the code's colour has a contrast of %.1f : 1 to its ground and was made darker, to %.1f : 1", contrast, LEAST_CONTRAST);
		return ink;
	}
	bill_warning(fit->diags, box->element->at, "figure/qr-contrast", "the code's colour has a contrast of %.1f to its ground, and a scanner needs %.1f of dark on light: it is black now", contrast,
		LEAST_CONTRAST);
	return (struct bill_paint){.given = true, .color = black};
}

bool bill_show_code(const struct bill_fit *fit, const struct bill_box *box, struct bill_paint ground, struct bill_frame *frame, struct bill_rect *zone)
{
	const struct bill_qr *qr = code_of(fit, box);
	double side = fmin(frame->box.width, box->width);
	bool coloured = !ground.given || bill_color_contrast(ground.color, white) > 1.3;
	int quiet = coloured ? 2 * BILL_QR_QUIET : 0;
	if (side < least_module(fit->page) * (qr->modules + quiet))
		qr = box->content->coarse_qr;
	*zone = (struct bill_rect){frame->box.x, frame->box.y, side, side};
	double inset = coloured ? side * BILL_QR_QUIET / (qr->modules + quiet) : 0;
	frame->box = (struct bill_rect){zone->x + inset, zone->y + inset, side - 2 * inset, side - 2 * inset};
	frame->role = BILL_FRAME_FIGURE;
	frame->qr = qr;
	frame->fill = ink_on(fit, box, coloured ? white : ground.color, ground);
	check_module(fit, box, qr, frame->box.width);
	return coloured;
}
