/* Pages on sheets: what runs over the edge, where copies and tiles stand, and that they show the page as it is. */
#include <math.h>

#include "paint/paint.h"
#include "sheet.h"
#include "surface/sheet.h"

#define MM (72 / 25.4)

/* g_assert_cmpfloat_with_epsilon takes long doubles, of which clang warns. */
#define assert_near(a, b, epsilon) g_assert_cmpfloat(fabs((double)(a) - (double)(b)), <=, epsilon)

static struct bill_arena *arena;
static struct bill_diags *diags;

static struct bill_sheets *put(const struct bill_frames *frames, const struct bill_sheet_plan *plan)
{
	struct bill_sheets *sheets = bill_sheets_new(frames, plan, NULL, arena, diags);
	g_assert_nonnull(sheets);
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
	return sheets;
}

static void check_rect(struct bill_rect r, double x, double y, double width, double height)
{
	assert_near(r.x, x, 1e-6);
	assert_near(r.y, y, 1e-6);
	assert_near(r.width, width, 1e-6);
	assert_near(r.height, height, 1e-6);
}

static struct bill_frame shape(double x, double y, double width, double height, enum bill_shape outline)
{
	return (struct bill_frame){
		.kind = BILL_FRAME_SHAPE, .box = {x, y, width, height}, .outline = outline, .fill = {.given = true, .color = {0.7, 0.125, 0.165, 1}}};
}

static void test_bleed(void)
{
	const struct bill_frame items[] = {shape(0, 0, 300, 200, BILL_SHAPE_RECTANGLE), shape(0, 0, 300, 40, BILL_SHAPE_RECTANGLE),
		shape(0.02, 60, 20, 20, BILL_SHAPE_ROUNDED), shape(280, 180, 19.98, 20, BILL_SHAPE_RECTANGLE),
		shape(1, 1, 298, 198, BILL_SHAPE_RECTANGLE), shape(0, 0, 50, 50, BILL_SHAPE_CIRCLE)};
	static const struct bill_rect grown[] = {
		{-9, -9, 318, 218}, {-9, -9, 318, 49}, {-8.98, 60, 29, 20}, {280, 180, 28.98, 29}, {1, 1, 298, 198}, {0, 0, 50, 50}};
	const struct bill_frames *page = sheet_of(arena, 300, 200, items, G_N_ELEMENTS(items));
	struct bill_sheets *sheets = put(page, &(struct bill_sheet_plan){.bleed_pt = 9});
	for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
		assert_near(sheets->frames->items[i].box.x, grown[i].x, 0.03);
		assert_near(sheets->frames->items[i].box.y, grown[i].y, 0.03);
		assert_near(sheets->frames->items[i].box.width, grown[i].width, 0.03);
		assert_near(sheets->frames->items[i].box.height, grown[i].height, 0.03);
	}
	g_assert_cmpfloat(page->items[0].box.width, ==, 300); /* the page itself stays */
	assert_near(sheets->size.width, 318, 1e-9);
	check_rect(sheets->trim, 9, 9, 300, 200);
	check_rect(sheets->bleed, 0, 0, 318, 218);
	g_assert_null(sheets->items[0].marks);
}

/* No mark lies on the bleed, and every one on the sheet. */
static void test_marks(void)
{
	struct bill_sheets *sheets =
		put(sheet_new(arena, false), &(struct bill_sheet_plan){.bleed_pt = 3 * MM, .crop = true, .registration = true});
	const struct bill_frames *marks = sheets->items[0].marks;
	struct bill_rect bleed = sheets->bleed;
	g_assert_cmpuint(marks->count, ==, 8 + 4 * 3);
	check_rect(sheets->trim, 10 * MM, 10 * MM, 612, 792);
	for (size_t i = 0; i < marks->count; i++) {
		struct bill_rect b = marks->items[i].box;
		g_assert_true(b.x >= 0 && b.y >= 0 && b.x + b.width <= sheets->size.width && b.y + b.height <= sheets->size.height);
		g_assert_true(b.x + b.width <= bleed.x || b.x >= bleed.x + bleed.width || b.y + b.height <= bleed.y ||
					  b.y >= bleed.y + bleed.height);
	}
}

static void test_gray(void)
{
	static const struct {
		struct bill_color in;
		double out; /* of 255: the sRGB grey of the same luminance */
	} table[] = {{{0, 0, 0, 1}, 0}, {{1, 1, 1, 0.5}, 255}, {{1, 0, 0, 1}, 127}, {{0, 1, 0, 1}, 220}, {{0, 0, 1, 1}, 76},
		{{0.5, 0.5, 0.5, 1}, 128}};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct bill_frame item = shape(0, 0, 10, 10, BILL_SHAPE_RECTANGLE);
		item.fill.color = item.stroke.color = item.after.color = table[i].in;
		struct bill_sheets *sheets = put(sheet_of(arena, 300, 200, &item, 1), &(struct bill_sheet_plan){.gray = true});
		struct bill_color c = sheets->frames->items[0].fill.color;
		assert_near(c.red * 255, table[i].out, 0.51);
		g_assert_true(c.red == c.green && c.green == c.blue && c.alpha == table[i].in.alpha);
		g_assert_cmpfloat(sheets->frames->items[0].stroke.color.blue, ==, c.blue);
		g_assert_cmpfloat(sheets->frames->items[0].after.color.red, ==, c.red);
	}
}

/* A screen is never trimmed, cut or grey; it may lose its ground. */
static void test_screen(void)
{
	const struct bill_frames *page = sheet_new(arena, true);
	struct bill_sheet_plan plan = {
		.bleed_pt = 9, .crop = true, .across = 2, .down = 2, .tiled = true, .gray = true, .transparent = true};
	struct bill_sheets *sheets = put(page, &plan);
	g_assert_cmpuint(sheets->count, ==, 1);
	g_assert_cmpuint(sheets->items[0].n_copies, ==, 1);
	g_assert_cmpfloat(sheets->size.width, ==, 1440);
	g_assert_cmpuint(sheets->frames->count, ==, page->count - 1);
	g_assert_cmpfloat(sheets->frames->items[0].fill.color.red, ==, 0.7);
}

static void test_refused(void)
{
	const struct bill_frames *page = sheet_new(arena, false), *large = sheet_of(arena, 14400, 14400, NULL, 0);
	struct bill_sheet_plan flyers = {.across = 2, .down = 2}, tiles = {.tiled = true}, card = {.tiled = true};
	g_assert_true(bill_paper_parse("a6", &tiles.sheet, NULL) && bill_paper_parse("40x60mm", &card.sheet, NULL));
	g_assert_null(bill_sheets_new(page, &flyers, NULL, arena, diags));
	g_assert_null(bill_sheets_new(page, &card, NULL, arena, diags));
	g_assert_null(bill_sheets_new(large, &tiles, NULL, arena, diags));
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "surface/does-not-fit-sheet");
	g_assert_cmpstr(bill_diags_at(diags, 0)->text, ==, "2 x 2 flyers need a sheet of 432 x 559 mm, and it has 216 x 279 mm");
	g_assert_cmpstr(bill_diags_at(diags, 1)->code, ==, "surface/sheet-too-small");
	g_assert_cmpstr(bill_diags_at(diags, 2)->code, ==, "surface/sheet-too-small");
	bill_diags_clear(diags);
	struct bill_sheets *sheets = put(page, &(struct bill_sheet_plan){.tiled = true, .sheet = tiles.sheet});
	g_assert_null(bill_surface_write_sheets(sheets, BILL_PNG, 72, &(struct bill_sheet_info){0}, diags));
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "surface/several-sheets");
	bill_diags_clear(diags);
}

/* ---- the same pixels ---- */

/* One sheet at 72 dpi, or the page itself (index -1). */
static cairo_surface_t *draw(const struct bill_sheets *sheets, const struct bill_frames *page, int index)
{
	struct bill_size size = index < 0 ? page->page.pt : sheets->size;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)size.width, (int)size.height);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	if (index < 0)
		bill_paint(page, cr, false);
	else
		bill_sheet_draw(sheets, (size_t)index, cr, false);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	return surface;
}

static void test_flyers(void)
{
	struct bill_frames *page = sheet_of(arena, 306, 396, sheet_new(arena, false)->items, sheet_new(arena, false)->count);
	struct bill_sheets *sheets = put(page, &(struct bill_sheet_plan){.across = 2, .down = 2, .crop = true});
	cairo_surface_t *one = draw(sheets, page, -1), *all = draw(sheets, page, 0);
	g_assert_cmpuint(sheets->items[0].n_copies, ==, 4);
	for (int y = 0; y < 792; y++)
		for (int x = 0; x < 612; x++)
			g_assert_cmphex(sheet_pixel(all, x, y), ==, sheet_pixel(one, x % 306, y % 396));
	cairo_surface_destroy(one);
	cairo_surface_destroy(all);
}

/* A sheet is turned when only then they fit; with bleed there is room for two cuts between them. */
static void test_gutters(void)
{
	struct bill_frames *page = sheet_of(arena, 300, 500, NULL, 0);
	struct bill_sheets *sheets = put(page, &(struct bill_sheet_plan){.bleed_pt = 9, .across = 2, .down = 1});
	const struct bill_copy *copies = sheets->items[0].copies;
	g_assert_cmpfloat(sheets->size.width, ==, 792);
	g_assert_cmpfloat(copies[1].x - copies[0].x, ==, 318);
	check_rect(copies[0].clip, copies[0].x - 9, copies[0].y - 9, 318, 518);
}

/* Every pixel of every tile is the poster's, and every pixel of the poster is on a tile. */
static void test_tiles(void)
{
	struct bill_frames *page = sheet_new(arena, false);
	struct bill_sheet_plan plan = {.tiled = true, .margin_pt = 4 * MM};
	g_assert_true(bill_paper_parse("300x400pt", &plan.sheet, NULL));
	struct bill_sheets *sheets = put(page, &plan);
	cairo_surface_t *poster = draw(sheets, page, -1);
	g_autofree guint8 *seen = g_malloc0(612 * 792);
	g_assert_cmpuint(sheets->count, ==, 8); /* lying; 9 upright */
	g_assert_false(sheets->tagged);
	for (size_t i = 0; i < sheets->count; i++) {
		cairo_surface_t *tile = draw(sheets, page, (int)i);
		const struct bill_copy *copy = &sheets->items[i].copies[0];
		struct bill_rect clip = copy->clip;
		for (int y = (int)clip.y; y < clip.y + clip.height; y++)
			for (int x = (int)clip.x; x < clip.x + clip.width; x++) {
				int px = x - (int)copy->x, py = y - (int)copy->y;
				if (px < 0 || py < 0 || px >= 612 || py >= 792)
					continue;
				if (sheet_pixel(tile, x, y) != sheet_pixel(poster, px, py))
					g_test_message("tile %zu, pixel %d %d of the poster", i, px, py);
				g_assert_cmphex(sheet_pixel(tile, x, y), ==, sheet_pixel(poster, px, py));
				seen[py * 612 + px] = 1;
			}
		cairo_surface_destroy(tile);
	}
	for (int i = 0; i < 612 * 792; i++)
		g_assert_cmpint(seen[i], ==, 1);
	cairo_surface_destroy(poster);
}

/* The number in the margin: row by letter, column by number. */
static void test_labels(void)
{
	static const char *const names[] = {"A1", "A2", "A3", "B1", "B2", "B3"};
	struct bill_sheet_plan plan = {.tiled = true};
	g_assert_true(bill_paper_parse("letter", &plan.sheet, NULL));
	struct bill_sheets *sheets = put(sheet_of(arena, 1500, 1200, NULL, 0), &plan);
	g_assert_cmpuint(sheets->count, ==, 6);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct bill_frames *marks = sheets->items[i].marks;
		const struct bill_frame *label = &marks->items[marks->count - 1];
		g_assert_cmpint(label->kind, ==, BILL_FRAME_LINE);
		g_assert_cmpstr(label->line->text, ==, names[i]);
		g_assert_cmpfloat(label->baseline_pt, >, sheets->size.height - 20);
	}
}

/* ---- what a printer says to it ---- */

static void test_ink(void)
{
	static const struct {
		double share;
		struct bill_color color;
		double ink;
	} table[] = {{0, {0, 0, 0, 1}, 0}, {1, {0, 0, 0, 1}, 1}, {0.25, {0, 0, 0, 1}, 0.25}, {0.5, {1, 0, 0, 1}, 0.5},
		{1, {0.8, 0.8, 0.8, 1}, 0.2}, {1, {0, 0, 0, 0.5}, 0.5}};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct bill_frame item = shape(0, 0, 400 * table[i].share, 400, BILL_SHAPE_RECTANGLE);
		item.fill.color = table[i].color;
		double ink = bill_sheets_ink(put(sheet_of(arena, 400, 400, &item, 1), &(struct bill_sheet_plan){.bleed_pt = 9}));
		assert_near(ink, table[i].ink, 0.02);
	}
}

int main(int argc, char **argv)
{
	arena = bill_arena_new();
	diags = bill_diags_new();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sheet/bleed", test_bleed);
	g_test_add_func("/sheet/marks", test_marks);
	g_test_add_func("/sheet/gray", test_gray);
	g_test_add_func("/sheet/screen", test_screen);
	g_test_add_func("/sheet/refused", test_refused);
	g_test_add_func("/sheet/flyers", test_flyers);
	g_test_add_func("/sheet/gutters", test_gutters);
	g_test_add_func("/sheet/tiles", test_tiles);
	g_test_add_func("/sheet/labels", test_labels);
	g_test_add_func("/check/ink", test_ink);
	int status = g_test_run();
	bill_diags_free(diags);
	bill_arena_free(arena);
	return status;
}
