/* A page of frames laid out by hand, with a font stage that only pretends: for the tests of paint and surface. */
#include "sheet.h"

#include <string.h>

#include "figure/figure.h"

/* fontconfig keeps what cairo's toy text asked of it; nothing of ours. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

void bill_type_line_show(const struct bill_type_line *line, double size_pt, const struct bill_color *second, cairo_t *cr)
{
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
	cairo_select_font_face(cr, "Inter", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cr, size_pt);
	cairo_show_text(cr, line->text);
}

/* A type is its words; a line of it too. */
struct bill_type {
	struct bill_type_line line;
};

struct bill_type *bill_type_new(struct bill_fontset *fonts, const struct bill_text *text, const struct bill_style *style,
	const char *language, struct bill_at at, struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_type *type = bill_arena_new0(arena, struct bill_type);
	type->line.text = text->s;
	return type;
}

const struct bill_break *bill_type_break(
	struct bill_type *type, double width_em, enum bill_wrap wrap, bool desperate, size_t *count)
{
	static const struct bill_break one = {.width_em = 1};
	*count = 1;
	return &one;
}

const struct bill_type_line *bill_type_line_new(
	const struct bill_type *type, const struct bill_break *line, double width_em, size_t after, struct bill_arena *arena)
{
	return &type->line;
}

const char *bill_type_line_text(const struct bill_type_line *line)
{
	return line->text;
}

char bill_type_line_after(const struct bill_type_line *line)
{
	return g_str_has_suffix(line->text, " ") ? ' ' : '\0';
}

static struct bill_paint color(double red, double green, double blue)
{
	return (struct bill_paint){.given = true, .color = {red, green, blue, 1}};
}

static struct bill_frame line(
	struct bill_arena *arena, enum bill_frame_role role, int block, double baseline, double size, const char *text)
{
	struct bill_type_line *words = bill_arena_new0(arena, struct bill_type_line);
	words->text = text;
	return (struct bill_frame){
		.kind = BILL_FRAME_LINE,
		.role = role,
		.block = block,
		.box = {54, baseline - size, 400, size * 1.25},
		.fill = color(0.1, 0.1, 0.1),
		.line = words,
		.baseline_pt = baseline,
		.size_pt = size,
	};
}

static struct bill_frame shape(enum bill_shape outline, struct bill_rect box)
{
	return (struct bill_frame){
		.kind = BILL_FRAME_SHAPE, .box = box, .outline = outline, .radius_pt = 12, .fill = color(0.7, 0.125, 0.165)};
}

static struct bill_frame code(struct bill_arena *arena)
{
	struct bill_frame frame = {.kind = BILL_FRAME_QR, .role = BILL_FRAME_FIGURE, .block = 9, .box = {440, 390, 100, 100}};
	frame.link = "https://example.org/talks/2025";
	frame.qr = bill_qr_new(frame.link, (struct bill_at){0}, arena, NULL);
	return frame;
}

struct bill_frames *sheet_of(struct bill_arena *arena, double width, double height, const struct bill_frame *items, size_t count)
{
	struct bill_frames *frames = bill_arena_new0(arena, struct bill_frames);
	frames->page = (struct bill_sheet_size){.name = "test", .pt = {width, height}, .scale = 1};
	frames->items = bill_arena_array(arena, struct bill_frame, count + 1);
	if (count)
		memcpy(frames->items, items, sizeof *items * count);
	frames->count = count;
	return frames;
}

struct bill_frames *sheet_new(struct bill_arena *arena, bool screen)
{
	struct bill_frame items[] = {
		{.kind = BILL_FRAME_SHAPE, .box = {0, 0, screen ? 1440 : 612, screen ? 810 : 792}, .fill = color(1, 1, 1)},
		shape(BILL_SHAPE_RECTANGLE, (struct bill_rect){0, 0, 612, 40}),
		line(arena, BILL_FRAME_TITLE, 1, 100, 40, "Why does the sea "),
		line(arena, BILL_FRAME_TITLE, 1, 145, 40, "glow at night?"),
		line(arena, BILL_FRAME_HEADING, 2, 190, 18, "Dr. Ana Silva"),
		line(arena, BILL_FRAME_PARAGRAPH, 3, 220, 12, "Small animals of the upper water make light when "),
		line(arena, BILL_FRAME_PARAGRAPH, 3, 236, 12, "they are moved. We follow them for a year, and "),
		line(arena, BILL_FRAME_PARAGRAPH, 3, 252, 12, "you may too."),
		line(arena, BILL_FRAME_HEADING, 4, 290, 18, "About the speaker"),
		line(arena, BILL_FRAME_PARAGRAPH, 5, 310, 12, "She counts things that glow."),
		shape(BILL_SHAPE_CIRCLE, (struct bill_rect){54, 330, 80, 40}),
		shape(BILL_SHAPE_ROUNDED, (struct bill_rect){160, 330, 80, 40}),
		code(arena),
	};
	items[7].link = SHEET_LINK;
	items[11].stroke = color(0, 0, 0);
	items[11].stroke_pt = 2;
	struct bill_frames *frames = sheet_of(arena, screen ? 1440 : 612, screen ? 810 : 792, items, G_N_ELEMENTS(items));
	frames->page.screen = screen;
	frames->page.width_px = screen ? 1920 : 0;
	frames->page.height_px = screen ? 1080 : 0;
	return frames;
}

uint32_t sheet_pixel(cairo_surface_t *surface, int x, int y)
{
	uint32_t value;
	memcpy(&value, cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) + x * 4, 4);
	return value & 0xffffff;
}
