/* Frames become the ink they say: colours where they belong, modules without seams, addresses that no one can break out of. */
#include <glib.h>

#include "paint/paint.h"
#include "paint/tag.h"
#include "sheet.h"
#include "../tell.h"

#define SIDE 100

static struct bill_arena *arena;

static struct bill_paint rgb(unsigned number)
{
	return (struct bill_paint){.given = true, .color = {(number >> 16 & 255) / 255.0, (number >> 8 & 255) / 255.0, (number & 255) / 255.0, 1}};
}

/* On white, `scale` pixels a point. */
static cairo_surface_t *paint(const struct bill_frame *items, size_t count, double scale)
{
	const struct bill_frames *frames = sheet_of(arena, SIDE, SIDE, items, count);
	int side = (int)(SIDE * scale);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side);
	cairo_t *cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	bill_paint(frames, cr, false);
	g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	return surface;
}

/* ---- shapes ---- */

static void test_shapes(void)
{
	static const struct {
		enum bill_shape outline;
		double radius, stroke;
		struct {
			int x, y;
			unsigned color;
		} points[5];
	} table[] = {
		{BILL_SHAPE_RECTANGLE, 0, 0,
			{{10, 20, 0xff0000}, {89, 59, 0xff0000}, {9, 20, 0xffffff}, {10, 60, 0xffffff}, {50, 40, 0xff0000}}},
		{BILL_SHAPE_RECTANGLE, 9, 4,
			{{10, 20, 0x0000ff}, {89, 59, 0x0000ff}, {9, 20, 0xffffff}, {13, 30, 0x0000ff}, {14, 30, 0xff0000}}},
		{BILL_SHAPE_ROUNDED, 10, 0,
			{{10, 20, 0xffffff}, {89, 59, 0xffffff}, {20, 20, 0xff0000}, {10, 40, 0xff0000}, {50, 40, 0xff0000}}},
		{BILL_SHAPE_ROUNDED, 10, 4,
			{{10, 20, 0xffffff}, {30, 20, 0x0000ff}, {30, 23, 0x0000ff}, {30, 24, 0xff0000}, {9, 40, 0xffffff}}},
		{BILL_SHAPE_ROUNDED, 0, 0,
			{{10, 20, 0xff0000}, {89, 59, 0xff0000}, {9, 20, 0xffffff}, {10, 60, 0xffffff}, {50, 40, 0xff0000}}},
		{BILL_SHAPE_ROUNDED, 999, 0,
			{{10, 20, 0xffffff}, {30, 21, 0xff0000}, {11, 40, 0xff0000}, {50, 20, 0xff0000}, {50, 40, 0xff0000}}},
		{BILL_SHAPE_CIRCLE, 0, 0,
			{{29, 40, 0xffffff}, {31, 40, 0xff0000}, {68, 40, 0xff0000}, {50, 21, 0xff0000}, {34, 24, 0xffffff}}},
		{BILL_SHAPE_CIRCLE, 0, 4,
			{{29, 40, 0xffffff}, {32, 40, 0x0000ff}, {35, 40, 0xff0000}, {50, 22, 0x0000ff}, {50, 40, 0xff0000}}},
		{BILL_SHAPE_RECTANGLE, 0, 999,
			{{10, 20, 0x0000ff}, {89, 59, 0x0000ff}, {9, 20, 0xffffff}, {10, 60, 0xffffff}, {50, 40, 0x0000ff}}},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct bill_frame frame = {.kind = BILL_FRAME_SHAPE, .box = {10, 20, 80, 40}, .fill = rgb(0xff0000)};
		frame.outline = table[i].outline;
		frame.radius_pt = table[i].radius;
		frame.stroke = rgb(0x0000ff);
		frame.stroke_pt = table[i].stroke;
		cairo_surface_t *surface = paint(&frame, 1, 1);
		for (size_t j = 0; j < G_N_ELEMENTS(table[i].points); j++) {
			unsigned found = sheet_pixel(surface, table[i].points[j].x, table[i].points[j].y);
			if (found != table[i].points[j].color)
				tell("row %zu, point %zu: #%06x", i, j, found);
			g_assert_cmphex(found, ==, table[i].points[j].color);
		}
		cairo_surface_destroy(surface);
	}
}

/* How often ink begins along a row or column of pixels. */
static int count_dashes(cairo_surface_t *surface, int x, int y, int dx, int dy)
{
	int n = 0;
	for (bool ink = false; x < SIDE && y < SIDE; x += dx, y += dy) {
		bool now = sheet_pixel(surface, x, y) != 0xffffff;
		n += now && !ink;
		ink = now;
	}
	return n;
}

/* An open line begins and ends with a whole dash; a border is dashed all round; nothing leaves the frame. */
static void test_dashes(void)
{
	static const struct {
		struct bill_rect box;
		enum bill_line line;
		double stroke;
		int along, across; /* dashes in the middle row, in the middle column */
	} table[] = {
		{{0, 40, 100, 2}, BILL_LINE_DASHED, 2, 7, 0},
		{{40, 0, 2, 100}, BILL_LINE_DASHED, 2, 0, 7},
		{{0, 40, 100, 4}, BILL_LINE_DOTTED, 4, 11, 0},
		{{0, 40, 5, 2}, BILL_LINE_DASHED, 2, 1, 0},
		{{0, 0, 100, 100}, BILL_LINE_DASHED, 2, 2, 2},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct bill_frame frame = {.kind = BILL_FRAME_SHAPE, .box = table[i].box, .stroke = rgb(0), .stroke_pt = table[i].stroke};
		frame.dashes = table[i].line;
		cairo_surface_t *surface = paint(&frame, 1, 1);
		tell("row %zu", i);
		if (table[i].along > 2) {
			g_assert_cmphex(sheet_pixel(surface, 1, 41), !=, 0xffffff);
			g_assert_cmphex(sheet_pixel(surface, SIDE - 2, 41), !=, 0xffffff);
		}
		if (table[i].along != 2 && table[i].along > 0)
			g_assert_cmpint(count_dashes(surface, 0, 41, 1, 0), ==, table[i].along);
		if (table[i].along == 2)
			g_assert_cmpint(count_dashes(surface, 0, 0, 1, 0), >, 4);
		if (table[i].across > 2)
			g_assert_cmpint(count_dashes(surface, 41, 0, 0, 1), ==, table[i].across);
		cairo_surface_destroy(surface);
	}
}

/* A quarter clockwise takes what is dark at the top left to the top right, and so on round. */
static void test_turned(void)
{
	static uint8_t dark[] = {1, 0, 0, 0};
	static const int corners[][2] = {{20, 25}, {60, 25}, {60, 65}, {20, 65}};
	struct bill_qr qr = {.modules = 2, .dark = dark};
	for (int quarters = 0; quarters < 4; quarters++) {
		struct bill_frame frame = {.kind = BILL_FRAME_QR, .box = {0, 5, 80, 80}, .quarters = quarters, .fill = rgb(0), .qr = &qr};
		cairo_surface_t *surface = paint(&frame, 1, 1);
		for (int corner = 0; corner < 4; corner++)
			g_assert_cmphex(sheet_pixel(surface, corners[corner][0], corners[corner][1]), ==, corner == quarters ? 0 : 0xffffff);
		cairo_surface_destroy(surface);
	}
}

static void test_nothing(void)
{
	struct bill_frame frames[] = {
		{.kind = BILL_FRAME_SHAPE, .box = {10, 10, 80, 80}, .stroke_pt = 5},
		{.kind = BILL_FRAME_SHAPE, .box = {10, 10, 80, 80}, .stroke = rgb(0)},
		{.kind = BILL_FRAME_SHAPE,
			.box = {10, 10, 0, 0},
			.fill = rgb(0),
			.stroke = rgb(0),
			.stroke_pt = 2,
			.outline = BILL_SHAPE_CIRCLE},
		{.kind = BILL_FRAME_SHAPE, .box = {10, 10, 0, 9}, .fill = rgb(0), .radius_pt = 4, .outline = BILL_SHAPE_ROUNDED},
	};
	cairo_surface_t *surface = paint(frames, G_N_ELEMENTS(frames), 1);
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++)
			g_assert_cmphex(sheet_pixel(surface, x, y), ==, 0xffffff);
	cairo_surface_destroy(surface);
}

/* Later frames lie over earlier ones, and alpha lets them through. */
static void test_order(void)
{
	struct bill_frame frames[] = {
		{.kind = BILL_FRAME_SHAPE, .box = {0, 0, 100, 100}, .fill = rgb(0xff0000)},
		{.kind = BILL_FRAME_SHAPE, .box = {0, 0, 50, 100}, .fill = rgb(0x0000ff)},
		{.kind = BILL_FRAME_SHAPE, .box = {0, 0, 100, 50}, .fill = {.given = true, .color = {1, 1, 1, 0.6}}},
	};
	cairo_surface_t *surface = paint(frames, G_N_ELEMENTS(frames), 1);
	g_assert_cmphex(sheet_pixel(surface, 75, 75), ==, 0xff0000);
	g_assert_cmphex(sheet_pixel(surface, 25, 75), ==, 0x0000ff);
	g_assert_cmphex(sheet_pixel(surface, 75, 25), ==, 0xff9999);
	cairo_surface_destroy(surface);
}

static void test_line(void)
{
	struct bill_type_line words = {"HHHH"};
	struct bill_frame frame = {
		.kind = BILL_FRAME_LINE, .box = {10, 10, 80, 30}, .baseline_pt = 40, .size_pt = 30, .line = &words};
	unsigned dark[2] = {0};
	frame.fill = rgb(0x00ff00);
	for (int i = 0; i < 2; i++, frame.fill.given = false) {
		cairo_surface_t *surface = paint(&frame, 1, 1);
		for (int y = 0; y < SIDE; y++)
			for (int x = 0; x < SIDE; x++)
				if (sheet_pixel(surface, x, y) == (i ? 0x000000 : 0x00ff00)) {
					g_assert_cmpint(y, <, 40);
					g_assert_cmpint(x, >=, 10);
					dark[i]++;
				}
		cairo_surface_destroy(surface);
	}
	g_assert_cmpuint(dark[0], >, 50);
	g_assert_cmpuint(dark[1], ==, dark[0]);
}

/* ---- codes ---- */

static void check_modules(const struct bill_qr *qr, double scale)
{
	struct bill_frame frame = {.kind = BILL_FRAME_QR, .box = {0, 0, SIDE, SIDE}, .qr = qr, .fill = rgb(0x102030)};
	cairo_surface_t *surface = paint(&frame, 1, scale);
	int side = (int)(SIDE * scale);
	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++) {
			/* the modules that this pixel lies in: where they differ it is either, but nothing between */
			int left = x * qr->modules / side, right = ((x + 1) * qr->modules - 1) / side;
			int top = y * qr->modules / side, bottom = ((y + 1) * qr->modules - 1) / side;
			uint8_t first = qr->dark[top * qr->modules + left];
			bool same = true;
			for (int v = top; v <= bottom; v++)
				for (int u = left; u <= right; u++)
					same = same && qr->dark[v * qr->modules + u] == first;
			unsigned color = sheet_pixel(surface, x, y);
			if (same)
				g_assert_cmphex(color, ==, first ? 0x102030 : 0xffffff);
			g_assert_true(color == 0x102030 || color == 0xffffff);
		}
	cairo_surface_destroy(surface);
}

/* Every pixel that lies inside modules of one colour has exactly this colour: no hole, no seam, at even and odd scales. */
static void test_modules(void)
{
	static const char *const texts[] = {
		"a", "https://example.org/talks/2025", "https://example.org/?q=%C5%BC%C3%B3%C5%82w&lang=pl#the-place"};
	static const double scales[] = {0.5, 1, 1.37, 2, 3.3};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(scales); j++)
			check_modules(bill_qr_new(texts[i], (struct bill_at){0}, arena, NULL), scales[j]);
}

/* Every pattern of 4 x 4 modules: touching corners, holes, islands in holes. */
static void test_patterns(void)
{
	for (unsigned bits = 0; bits < 1u << 16; bits += 7) {
		uint8_t dark[16];
		for (unsigned i = 0; i < 16; i++)
			dark[i] = bits >> i & 1;
		check_modules(&(struct bill_qr){"", 4, dark}, 0.08);
	}
}

/* ---- addresses ---- */

static void test_link(void)
{
	static const struct {
		const char *address, *attributes;
	} table[] = {
		{"https://example.org/", "uri='https://example.org/' rect=[ 1 2 4 4 ]"},
		{"mailto:a@b.c?subject=x", "uri='mailto:a@b.c?subject=x' rect=[ 1 2 4 4 ]"},
		{"x'y", "uri='x\\'y' rect=[ 1 2 4 4 ]"},
		{"x' dest='y", "uri='x\\'%20dest=\\'y' rect=[ 1 2 4 4 ]"},
		{"x\\", "uri='x%5C' rect=[ 1 2 4 4 ]"},
		{"a(b)c", "uri='a(b)c' rect=[ 1 2 4 4 ]"},
		{"a(b", "uri='a%28b' rect=[ 1 2 4 4 ]"},
		{"a)b(", "uri='a%29b%28' rect=[ 1 2 4 4 ]"},
		{"ż ó", "uri='%C5%BC%20%C3%B3' rect=[ 1 2 4 4 ]"},
		{"50%", "uri='50%25' rect=[ 1 2 4 4 ]"},
		{"%2f%2", "uri='%2f%252' rect=[ 1 2 4 4 ]"},
		{"a\nb\x7f<>\"", "uri='a%0Ab%7F%3C%3E%22' rect=[ 1 2 4 4 ]"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *attributes = bill_tag_link(table[i].address, &(struct bill_rect){1.5, 2, 3, 4});
		g_assert_cmpstr(attributes, ==, table[i].attributes);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	arena = bill_arena_new();
	g_test_add_func("/paint/shapes", test_shapes);
	g_test_add_func("/paint/dashes", test_dashes);
	g_test_add_func("/paint/turned", test_turned);
	g_test_add_func("/paint/nothing", test_nothing);
	g_test_add_func("/paint/order", test_order);
	g_test_add_func("/paint/line", test_line);
	g_test_add_func("/paint/modules", test_modules);
	g_test_add_func("/paint/patterns", test_patterns);
	g_test_add_func("/paint/link", test_link);
	int status = g_test_run();
	bill_arena_free(arena);
	return status;
}
