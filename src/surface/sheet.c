/* How a finished page is put on physical sheets: bleed, marks, several to a sheet, or tiles over many. */
#include "surface/sheet.h"

#include "paint/paint.h"

#include <math.h>
#include <string.h>

#define MM (72 / 25.4)
#define EDGE_PT 0.05     /* a box this near to the page's edge ends there */
#define SLUG_PT (7 * MM) /* room for marks, outside the bleed */
#define MARK_GAP_PT (1 * MM)
#define OVERLAP_PT 29.0    /* 10 mm; in whole points, so that tiles meet on whole pixels at 72 dpi */
#define LEAST_TILE_PT 72.0 /* of a poster on each sheet, overlap not counted */
#define TILE_MARGIN_PT 20.0
#define MOST_SHEETS 400

/* ---- one page ---- */

static struct bill_rect grown(struct bill_rect r, double by)
{
	return (struct bill_rect){r.x - by, r.y - by, r.width + 2 * by, r.height + 2 * by};
}

static struct bill_rect page_at(const struct bill_sheets *sheets, double x, double y)
{
	return (struct bill_rect){x, y, sheets->frames->page.pt.width, sheets->frames->page.pt.height};
}

/* Away from the cut by the bleed, so that no mark is left on the trimmed page. */
static double mark_gap(const struct bill_sheet_plan *plan)
{
	return plan->bleed_pt + MARK_GAP_PT;
}

static const struct bill_frames *mark_grid(const struct bill_sheets *sheets, const struct bill_sheet_plan *plan,
	const struct bill_grid_of_cells *grid, struct bill_arena *arena)
{
	struct bill_marks marks = {arena, sheets->size, g_array_new(FALSE, FALSE, sizeof(struct bill_frame))};
	if (plan->crop)
		bill_marks_crop(&marks, grid, mark_gap(plan));
	if (plan->registration)
		bill_marks_registration(&marks, grid, mark_gap(plan));
	return bill_marks_close(&marks);
}

static bool put_single(struct bill_sheets *sheets, const struct bill_sheet_plan *plan, struct bill_arena *arena)
{
	const struct bill_size *page = &sheets->frames->page.pt;
	double around = plan->bleed_pt + (plan->crop || plan->registration ? SLUG_PT : 0);
	sheets->size = (struct bill_size){page->width + 2 * around, page->height + 2 * around};
	sheets->trim = page_at(sheets, around, around);
	sheets->bleed = grown(sheets->trim, plan->bleed_pt);
	sheets->boxed = around > 0;
	struct bill_grid_of_cells grid = {around, around, *page, 0, 1, 1};
	sheets->items->copies[0] = (struct bill_copy){around, around, sheets->bleed};
	sheets->items->marks = mark_grid(sheets, plan, &grid, arena);
	return true;
}

/* ---- several to a sheet ---- */

/* ISO sizes are cut from ISO sheets, others from Letter. */
static bool metric(const char *name)
{
	bool iso = (name[0] == 'a' || name[0] == 'b') && g_ascii_isdigit(name[1]);
	return iso || g_str_has_suffix(name, "mm") || g_str_has_suffix(name, "cm");
}

struct bill_size bill_sheet_size(const struct bill_frames *frames, const struct bill_sheet_plan *plan)
{
	if (*plan->sheet.name)
		return plan->sheet.pt;
	bool a4 = metric(frames->page.name);
	return a4 ? (struct bill_size){210 * MM, 297 * MM} : (struct bill_size){612, 792};
}

static struct bill_size turned(struct bill_size size)
{
	return (struct bill_size){size.height, size.width};
}

static bool holds(struct bill_size sheet, struct bill_size need)
{
	return need.width <= sheet.width + EDGE_PT && need.height <= sheet.height + EDGE_PT;
}

static bool refuse_flyers(
	const struct bill_sheet_plan *plan, struct bill_size sheet, struct bill_size need, struct bill_diags *diags)
{
	bill_error(diags, (struct bill_at){0}, "surface/does-not-fit-sheet",
		"%d x %d flyers need a sheet of %.0f x %.0f mm, and it has %.0f x %.0f mm", plan->across, plan->down, need.width / MM,
		need.height / MM, sheet.width / MM, sheet.height / MM);
	bill_diags_hint(diags, "Choose a smaller size with -s, fewer flyers, or a larger --sheet.");
	return false;
}

static bool put_flyers(
	struct bill_sheets *sheets, const struct bill_sheet_plan *plan, struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_size page = sheets->frames->page.pt, sheet = bill_sheet_size(sheets->frames, plan);
	double gutter = 2 * plan->bleed_pt;
	struct bill_size need = {
		plan->across * page.width + (plan->across - 1) * gutter, plan->down * page.height + (plan->down - 1) * gutter};
	if (!holds(sheet, need) && holds(turned(sheet), need))
		sheet = turned(sheet);
	if (!holds(sheet, need))
		return refuse_flyers(plan, sheet, need, diags);
	double x = (sheet.width - need.width) / 2, y = (sheet.height - need.height) / 2;
	sheets->size = sheet;
	sheets->trim = sheets->bleed = (struct bill_rect){0, 0, sheet.width, sheet.height};
	struct bill_sheet *item = sheets->items;
	item->n_copies = (size_t)plan->across * (size_t)plan->down;
	item->copies = bill_arena_array(arena, struct bill_copy, item->n_copies);
	for (size_t i = 0; i < item->n_copies; i++) {
		double left = x + (int)(i % (size_t)plan->across) * (page.width + gutter);
		double top = y + (int)(i / (size_t)plan->across) * (page.height + gutter);
		item->copies[i] = (struct bill_copy){left, top, grown(page_at(sheets, left, top), plan->bleed_pt)};
	}
	item->marks = mark_grid(sheets, plan, &(struct bill_grid_of_cells){x, y, page, gutter, plan->across, plan->down}, arena);
	return true;
}

/* ---- one poster over several sheets ---- */

struct tiling {
	struct bill_size sheet, poster, live; /* live: what is printed of a sheet, overlap included */
	double margin;
	int across, down;
};

static int tiles_along(double poster, double live)
{
	return (int)fmin(10000, fmax(1, ceil((poster - OVERLAP_PT - EDGE_PT) / (live - OVERLAP_PT))));
}

static struct tiling tile_on(struct bill_size sheet, struct bill_size poster, double margin)
{
	struct tiling t = {.sheet = sheet, .poster = poster, .margin = ceil(fmax(margin, TILE_MARGIN_PT))};
	t.live = (struct bill_size){floor(sheet.width - 2 * t.margin), floor(sheet.height - 2 * t.margin)};
	if (fmin(t.live.width, t.live.height) < OVERLAP_PT + LEAST_TILE_PT)
		return t;
	t.across = tiles_along(poster.width, t.live.width);
	t.down = tiles_along(poster.height, t.live.height);
	return t;
}

static char *tile_name(int column, int row)
{
	char letters[3] = {0};
	if (row >= 26)
		letters[0] = (char)('A' + row / 26 - 1);
	letters[strlen(letters)] = (char)('A' + row % 26);
	return g_strdup_printf("%s%d", letters, column + 1);
}

/* Ticks at the corners of what is printed, and where the neighbours' begin. */
static const struct bill_frames *mark_tile(
	const struct tiling *t, int column, int row, struct bill_fontset *fonts, struct bill_arena *arena)
{
	/* the last of a row or column ends where the poster ends */
	double width = fmin(t->live.width, t->poster.width - column * (t->live.width - OVERLAP_PT));
	double height = fmin(t->live.height, t->poster.height - row * (t->live.height - OVERLAP_PT));
	struct bill_marks marks = {arena, t->sheet, g_array_new(FALSE, FALSE, sizeof(struct bill_frame))};
	double left = column > 0 ? OVERLAP_PT : 0, top = row > 0 ? OVERLAP_PT : 0;
	g_autofree char *name = tile_name(column, row);
	bill_marks_crop(&marks, &(struct bill_grid_of_cells){t->margin, t->margin, {width, height}, 0, 1, 1}, 2);
	if (left > 0)
		bill_marks_cuts(
			&marks, &(struct bill_grid_of_cells){t->margin + left, t->margin, {width - left, height}, 0, 1, 1}, 2, true);
	if (top > 0)
		bill_marks_cuts(
			&marks, &(struct bill_grid_of_cells){t->margin, t->margin + top, {width, height - top}, 0, 1, 1}, 2, false);
	bill_marks_label(&marks, fonts, name, t->margin + 12, t->sheet.height - t->margin + 13);
	return bill_marks_close(&marks);
}

static void put_tile(
	struct bill_sheets *sheets, const struct tiling *t, int column, int row, struct bill_fontset *fonts, struct bill_arena *arena)
{
	struct bill_sheet *item = &sheets->items[row * t->across + column];
	double x = t->margin - column * (t->live.width - OVERLAP_PT), y = t->margin - row * (t->live.height - OVERLAP_PT);
	item->n_copies = 1;
	item->copies = bill_arena_new0(arena, struct bill_copy);
	item->copies[0] = (struct bill_copy){x, y, {t->margin, t->margin, t->live.width, t->live.height}};
	item->marks = mark_tile(t, column, row, fonts, arena);
}

static bool refuse_tiles(const struct tiling *t, struct bill_diags *diags)
{
	if (t->across == 0)
		bill_error(diags, (struct bill_at){0}, "surface/sheet-too-small",
			"a sheet of %.0f x %.0f mm is too small for tiles with their margins and overlap", t->sheet.width / MM,
			t->sheet.height / MM);
	else
		bill_error(diags, (struct bill_at){0}, "surface/sheet-too-small", "the poster would need %d sheets; at most %d",
			t->across * t->down, MOST_SHEETS);
	bill_diags_hint(diags, "Choose a larger sheet, such as --tile a4 or --tile a3.");
	return false;
}

static bool put_tiles(struct bill_sheets *sheets, const struct bill_sheet_plan *plan, struct bill_fontset *fonts,
	struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_size poster = sheets->frames->page.pt, sheet = bill_sheet_size(sheets->frames, plan);
	struct tiling upright = tile_on(sheet, poster, plan->margin_pt), lying = tile_on(turned(sheet), poster, plan->margin_pt);
	const struct tiling *t = lying.across * lying.down < upright.across * upright.down ? &lying : &upright;
	if (t->across == 0 || t->across * t->down > MOST_SHEETS)
		return refuse_tiles(t, diags);
	sheets->size = t->sheet;
	sheets->trim = sheets->bleed = (struct bill_rect){0, 0, t->sheet.width, t->sheet.height};
	sheets->tagged = false;
	sheets->count = (size_t)t->across * (size_t)t->down;
	sheets->items = bill_arena_array(arena, struct bill_sheet, sheets->count);
	for (int row = 0; row < t->down; row++)
		for (int column = 0; column < t->across; column++)
			put_tile(sheets, t, column, row, fonts, arena);
	return true;
}

/* ---- all of them ---- */

struct bill_sheets *bill_sheets_new(const struct bill_frames *frames, const struct bill_sheet_plan *plan,
	struct bill_fontset *fonts, struct bill_arena *arena, struct bill_diags *diags)
{
	static const struct bill_sheet_plan nothing;
	bool paper = !frames->page.screen;
	struct bill_sheets *sheets = bill_arena_new0(arena, struct bill_sheets);
	sheets->frames = bill_frames_ready(frames, plan, arena);
	sheets->tagged = true;
	sheets->gray = paper && plan->gray;
	sheets->transparent = plan->transparent;
	sheets->count = 1;
	sheets->items = bill_arena_new0(arena, struct bill_sheet);
	sheets->items->n_copies = 1;
	sheets->items->copies = bill_arena_new0(arena, struct bill_copy);
	bool good = true;
	if (paper && plan->tiled)
		good = put_tiles(sheets, plan, fonts, arena, diags);
	else if (paper && plan->across > 0)
		good = put_flyers(sheets, plan, arena, diags);
	else
		good = put_single(sheets, paper ? plan : &nothing, arena);
	return good ? sheets : NULL;
}

const struct bill_sheets *bill_one_sheet(struct bill_one_sheet *one, const struct bill_frames *frames)
{
	struct bill_rect page = {0, 0, frames->page.pt.width, frames->page.pt.height};
	*one = (struct bill_one_sheet){
		.sheets = {.frames = frames, .size = frames->page.pt, .trim = page, .bleed = page, .count = 1, .tagged = true},
		.copy = {.clip = page},
	};
	one->sheet = (struct bill_sheet){.copies = &one->copy, .n_copies = 1};
	one->sheets.items = &one->sheet;
	return &one->sheets;
}

void bill_sheet_draw(const struct bill_sheets *sheets, size_t index, cairo_t *cr, bool tags)
{
	const struct bill_sheet *sheet = &sheets->items[index];
	for (size_t i = 0; i < sheet->n_copies; i++) {
		const struct bill_copy *copy = &sheet->copies[i];
		cairo_save(cr);
		cairo_rectangle(cr, copy->clip.x, copy->clip.y, copy->clip.width, copy->clip.height);
		cairo_clip(cr);
		cairo_translate(cr, copy->x, copy->y);
		bill_paint(sheets->frames, cr, tags && sheets->tagged && i == 0); /* the others say the same */
		cairo_restore(cr);
	}
	if (sheet->marks)
		bill_paint(sheet->marks, cr, false);
}
