/* The contact sheet: all posters of a run small on few pages, each with a name below, for a look before they are printed. */
#include "surface/sheet.h"

#include "paint/paint.h"
#include "surface/mend.h"

#include <math.h>
#include <string.h>

#define MM (72 / 25.4)
#define MOST_ON_A_PAGE 20
#define MARGIN_PT (12 * MM)
#define GAP_PT (5 * MM)
#define CAPTION_PT 7 /* size of its letters */
#define CAPTION_ROOM_PT 14
#define HAIR_PT 0.35

struct bill_contact {
	struct bill_contact_plan plan;
	struct bill_size sheet, cell; /* cell: what a poster has, without its name */
	unsigned across, down;        /* of one page; a PNG is one page, as long as it takes */
	unsigned put;
	struct bill_bundle *bundle; /* of a PDF; NULL before the first poster, and of a PNG */
	cairo_surface_t *picture;   /* of a PNG, likewise */
	cairo_t *cr;                /* of the page that is being filled */
};

struct bill_contact *bill_contact_open(const struct bill_contact_plan *plan)
{
	struct bill_contact *contact = g_new0(struct bill_contact, 1);
	contact->plan = *plan;
	return contact;
}

void bill_contact_free(struct bill_contact *contact)
{
	if (!contact)
		return;
	if (contact->cr)
		cairo_destroy(contact->cr);
	cairo_surface_destroy(contact->picture);
	bill_bundle_free(contact->bundle);
	g_free(contact);
}

/* ---- the grid ---- */

static struct bill_size cell_of(const struct bill_size *sheet, unsigned across, unsigned down)
{
	return (struct bill_size){(sheet->width - 2 * MARGIN_PT - (across - 1) * GAP_PT) / across,
		(sheet->height - 2 * MARGIN_PT - (down - 1) * GAP_PT) / down - CAPTION_ROOM_PT};
}

static double scale_in(const struct bill_size *cell, const struct bill_size *page)
{
	return fmin(1, fmin(cell->width / page->width, cell->height / page->height));
}

/* The grid in which posters of this shape are largest, and as many rows of it as the page has room for. */
static void choose_grid(struct bill_contact *contact, const struct bill_size *page)
{
	unsigned posters = MAX(contact->plan.posters, 1), pages = (posters + MOST_ON_A_PAGE - 1) / MOST_ON_A_PAGE;
	unsigned each = (posters + pages - 1) / pages;
	double best = 0;
	for (unsigned across = 1; across <= each; across++) {
		unsigned down = (each + across - 1) / across;
		struct bill_size cell = cell_of(&contact->sheet, across, down);
		double scale = scale_in(&cell, page);
		if (scale <= best && best > 0)
			continue;
		best = scale;
		contact->across = across;
		contact->cell = (struct bill_size){cell.width, page->height * scale};
	}
	double row = contact->cell.height + CAPTION_ROOM_PT + GAP_PT;
	contact->down = (unsigned)fmax(1, floor((contact->sheet.height - 2 * MARGIN_PT + GAP_PT) / row + 1e-6));
}

/* ---- pages ---- */

static bool begin_picture(struct bill_contact *contact, struct bill_diags *diags)
{
	unsigned rows = (contact->plan.posters + contact->across - 1) / contact->across;
	double row = contact->cell.height + CAPTION_ROOM_PT + GAP_PT;
	struct bill_size size = contact->sheet;
	size.height = fmax(size.height, 2 * MARGIN_PT + rows * row - GAP_PT);
	contact->down = MAX(rows, contact->down);
	contact->picture = bill_png_canvas(&size, contact->plan.dpi, diags);
	if (!contact->picture)
		return false;
	contact->cr = cairo_create(contact->picture);
	cairo_scale(contact->cr, cairo_image_surface_get_width(contact->picture) / size.width,
		cairo_image_surface_get_height(contact->picture) / size.height);
	return true;
}

static void end_page(struct bill_contact *contact)
{
	if (contact->bundle && contact->cr)
		bill_bundle_end_page(contact->bundle, g_steal_pointer(&contact->cr));
}

/* False after a diagnostic. */
static bool begin(struct bill_contact *contact, const struct bill_frames *frames, struct bill_diags *diags)
{
	if (contact->across == 0) {
		contact->sheet = bill_sheet_size(frames, &contact->plan.paper);
		choose_grid(contact, &frames->page.pt);
	}
	if (contact->plan.format == BILL_PNG)
		return contact->picture || begin_picture(contact, diags);
	if (!contact->bundle)
		contact->bundle = bill_bundle_new();
	if (contact->put % (contact->across * contact->down) == 0)
		end_page(contact);
	if (!contact->cr)
		contact->cr = bill_bundle_begin_page(contact->bundle, &contact->sheet);
	return true;
}

/* ---- one poster ---- */

/* A line of text at the origin. */
static struct bill_frame line_of(const char *text, struct bill_fontset *fonts, struct bill_arena *arena)
{
	struct bill_style *style = bill_arena_new0(arena, struct bill_style);
	struct bill_text *words = bill_arena_new0(arena, struct bill_text);
	size_t count;
	style->font.role = BILL_ROLE_TEXT;
	style->font.weight = 400;
	words->s = bill_arena_strdup(arena, text);
	words->len = strlen(text);
	struct bill_type *type = bill_type_new(fonts, words, style, "en", (struct bill_at){0}, arena, NULL);
	const struct bill_break *line = bill_type_break(type, 10000, BILL_WRAP_GREEDY, false, &count);
	struct bill_frame frame = {.kind = BILL_FRAME_LINE, .size_pt = CAPTION_PT};
	frame.fill = (struct bill_paint){.given = true, .color = {0.2, 0.2, 0.2, 1}};
	frame.box = (struct bill_rect){0, 0, line->width_em * CAPTION_PT, CAPTION_PT};
	frame.line = bill_type_line_new(type, line, 0, 0, arena);
	return frame;
}

/* Begin and end, for a name's end tells size and format. */
static char *shortened(const char *text, glong keep)
{
	glong length = g_utf8_strlen(text, -1), front = (keep + 1) / 2;
	g_autofree char *head = g_utf8_substring(text, 0, front), *tail = g_utf8_substring(text, length - (keep - front), length);
	return g_strconcat(head, "…", tail, NULL);
}

static struct bill_frame caption_of(const char *text, double width, struct bill_fontset *fonts, struct bill_arena *arena)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	struct bill_frame frame = line_of(valid, fonts, arena);
	glong keep = g_utf8_strlen(valid, -1);
	while (frame.box.width > width && keep > 4) {
		keep = MIN(keep - 1, (glong)((double)keep * width / frame.box.width));
		g_autofree char *less = shortened(valid, MAX(keep, 4));
		frame = line_of(less, fonts, arena);
	}
	return frame;
}

static void draw_caption(struct bill_contact *contact, const char *text, double x, double baseline, struct bill_fontset *fonts,
	struct bill_arena *arena)
{
	struct bill_frame frame = caption_of(text, contact->cell.width, fonts, arena);
	frame.box.x = x + (contact->cell.width - frame.box.width) / 2;
	frame.box.y = baseline - CAPTION_PT;
	frame.baseline_pt = baseline;
	const struct bill_frames frames = {.page.pt = contact->sheet, .items = &frame, .count = 1};
	bill_paint(&frames, contact->cr, false);
}

/* Pages of another shape than the cell's stand on the names below. A hair around them shows where white ones end. */
static void draw_poster(struct bill_contact *contact, const struct bill_frames *frames, double x, double y)
{
	cairo_t *cr = contact->cr;
	double scale = scale_in(&contact->cell, &frames->page.pt);
	struct bill_rect box = {.width = frames->page.pt.width * scale, .height = frames->page.pt.height * scale};
	box.x = x + (contact->cell.width - box.width) / 2;
	box.y = y + contact->cell.height - box.height;
	cairo_save(cr);
	cairo_rectangle(cr, box.x, box.y, box.width, box.height);
	cairo_clip(cr);
	cairo_translate(cr, box.x, box.y);
	cairo_scale(cr, scale, scale);
	bill_paint(frames, cr, false);
	cairo_restore(cr);
	cairo_rectangle(cr, box.x, box.y, box.width, box.height);
	cairo_set_line_width(cr, HAIR_PT);
	cairo_set_source_rgb(cr, 0.6, 0.6, 0.6);
	cairo_stroke(cr);
}

bool bill_contact_add(struct bill_contact *contact, const struct bill_frames *frames, const char *caption,
	struct bill_fontset *fonts, struct bill_arena *arena, struct bill_diags *diags)
{
	const struct bill_sheet_plan gray = {.gray = contact->plan.paper.gray};
	if (!begin(contact, frames, diags))
		return false;
	unsigned place = contact->put++ % (contact->across * contact->down);
	double x = MARGIN_PT + place % contact->across * (contact->cell.width + GAP_PT);
	double y = MARGIN_PT + place / contact->across * (contact->cell.height + CAPTION_ROOM_PT + GAP_PT);
	draw_poster(contact, bill_frames_ready(frames, &gray, arena), x, y);
	draw_caption(contact, caption, x, y + contact->cell.height + CAPTION_ROOM_PT - 4, fonts, arena);
	return true;
}

GByteArray *bill_contact_encode(struct bill_contact *contact, const char *title, struct bill_diags *diags)
{
	end_page(contact);
	if (contact->bundle)
		return bill_bundle_encode(contact->bundle, title, diags);
	cairo_status_t status = cairo_status(contact->cr);
	g_clear_pointer(&contact->cr, cairo_destroy);
	if (bill_cairo_failed(status ? status : cairo_surface_status(contact->picture), BILL_PNG, diags))
		return NULL;
	const struct bill_sheet_info info = {.title = title};
	return bill_png_encode(contact->picture, contact->plan.dpi, &info);
}
