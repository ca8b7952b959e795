/* What a page means for the printer: words too near to its edge, and how much ink it takes. */
#include "surface/sheet.h"

#include <math.h>
#include <string.h>

#define MM (72 / 25.4)
#define INK_DPI 18.0 /* a letter is a grey spot there; finer gives the same share within a hundredth */

/* ---- words ---- */

static double distance(const struct bill_rect *box, const struct bill_size *page)
{
	double across = fmin(box->x, page->width - box->x - box->width);
	return fmin(across, fmin(box->y, page->height - box->y - box->height));
}

/* The first line of each element for which it holds. */
static void tell_each(const struct bill_frames *frames, double limit,
	bool (*tell)(const struct bill_frames *frames, const struct bill_frame *frame, double limit, struct bill_diags *diags),
	struct bill_diags *diags)
{
	int told = -1;
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		if (frame->kind == BILL_FRAME_LINE && frame->block != told && tell(frames, frame, limit, diags))
			told = frame->block;
	}
}

static bool tell_edge(const struct bill_frames *frames, const struct bill_frame *frame, double limit, struct bill_diags *diags)
{
	double room = distance(&frame->box, &frames->page.pt);
	if (room >= limit - 0.05)
		return false;
	bill_warning(diags, frame->at, "surface/near-edge", "\"%.40s\" stands %.1f mm from the edge of the page",
		bill_type_line_text(frame->line), fmax(0, room) / MM);
	bill_diags_hint(diags, "Printers leave some 4 mm white, and no trimming is finer; give the page a larger margin.");
	return true;
}

static bool tell_size(const struct bill_frames *frames, const struct bill_frame *frame, double limit, struct bill_diags *diags)
{
	if (frame->size_pt >= limit - 0.01)
		return false;
	bill_note(diags, frame->at, "surface/too-small-for-screen",
		"\"%.40s\" is %.0f px high, too small to be read from the back of a room (%.0f px)", bill_type_line_text(frame->line),
		frame->size_pt * frames->page.width_px / frames->page.pt.width, limit * frames->page.width_px / frames->page.pt.width);
	return true;
}

/* Printers do not know how large a page will be cut, but small pages have small margins and are seldom printed by themselves. */
static double usual_margin(const struct bill_size *page)
{
	return fmin(4 * MM, 0.05 * fmin(page->width, page->height));
}

/* A screen on a wall is seen from six times its height and more, where a letter should be a third of a degree high: 1/60 of the
 * screen. Stories, squares and cards of links are held in a hand. */
static bool on_a_wall(const struct bill_sheet_size *page)
{
	static const char *const in_hand[] = {"square", "story", "og"};
	for (size_t i = 0; i < G_N_ELEMENTS(in_hand); i++)
		if (g_str_has_prefix(page->name, in_hand[i]))
			return false;
	return page->screen;
}

void bill_frames_check(const struct bill_frames *frames, double margin_pt, struct bill_diags *diags)
{
	const struct bill_size *page = &frames->page.pt;
	if (!frames->page.screen)
		tell_each(frames, margin_pt >= 0 ? margin_pt : usual_margin(page), tell_edge, diags);
	else if (on_a_wall(&frames->page))
		tell_each(frames, fmin(page->width, page->height) / 60, tell_size, diags);
}

/* ---- ink ---- */

/* The strongest of cyan, magenta and yellow; of black and greys, their darkness. */
static double darkness(cairo_surface_t *surface, int width, int height)
{
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	const unsigned char *data = cairo_image_surface_get_data(surface);
	double sum = 0;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			uint32_t pixel;
			memcpy(&pixel, data + stride * (size_t)y + (size_t)x * 4, 4);
			sum += 255 - MIN(pixel >> 16 & 255, MIN(pixel >> 8 & 255, pixel & 255));
		}
	return sum / 255 / width / height;
}

double bill_sheets_ink(const struct bill_sheets *sheets)
{
	double scale = INK_DPI / 72;
	int width = (int)fmax(1, round(sheets->trim.width * scale)), height = (int)fmax(1, round(sheets->trim.height * scale));
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	cairo_translate(cr, -sheets->trim.x, -sheets->trim.y);
	bill_sheet_draw(sheets, 0, cr, false);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	double share = cairo_surface_status(surface) ? 0 : darkness(surface, width, height);
	cairo_surface_destroy(surface);
	return share;
}
