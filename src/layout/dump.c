/* Frames as stable text: for goldens, for reviews, for people. */
#include "layout/box.h"

#include <math.h>

static const char *const roles[] = {"artifact", "title", "heading", "paragraph", "figure"};

/* Two decimals, a point whatever the locale, and never "-0.00". */
static void number(GString *out, double value)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	double rounded = round(value * 100) / 100;
	g_string_append(out, g_ascii_formatd(text, sizeof text, "%.2f", rounded == 0 ? 0 : rounded));
}

static void box(GString *out, struct bill_rect rect)
{
	const double values[] = {rect.x, rect.y, rect.width, rect.height};
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		g_string_append_c(out, i ? ' ' : '\t');
		number(out, values[i]);
	}
}

static void paint(GString *out, const char *name, struct bill_paint paint)
{
	if (!paint.given)
		return;
	struct bill_color c = paint.color;
	g_string_append_printf(out, "\t%s #%02x%02x%02x", name, (unsigned)lround(c.red * 255), (unsigned)lround(c.green * 255), (unsigned)lround(c.blue * 255));
	if (c.alpha < 1)
		g_string_append_printf(out, "%02x", (unsigned)lround(c.alpha * 255));
}

static void dump_line(GString *out, const struct bill_frame *frame)
{
	g_string_append_printf(out, "line %s %s", roles[frame->role], frame->style);
	box(out, frame->box);
	g_string_append(out, "\tbaseline ");
	number(out, frame->baseline_pt);
	g_string_append(out, " size ");
	number(out, frame->size_pt);
	paint(out, "fill", frame->fill);
	paint(out, "after", frame->after);
	g_string_append_printf(out, "\t%s", bill_type_line_text(frame->line));
}

static void dump_shape(GString *out, const struct bill_frame *frame)
{
	static const char *const outlines[] = {"rectangle", "circle", "rounded"};
	g_string_append_printf(out, "shape %s", outlines[frame->outline]);
	box(out, frame->box);
	paint(out, "fill", frame->fill);
	paint(out, "stroke", frame->stroke);
	if (frame->dashes != BILL_LINE_SOLID)
		g_string_append(out, frame->dashes == BILL_LINE_DASHED ? " dashed" : " dotted");
}

static void dump_qr(GString *out, const struct bill_frame *frame)
{
	g_string_append_printf(out, "qr %d", frame->qr->modules);
	box(out, frame->box);
	paint(out, "fill", frame->fill);
	g_string_append_printf(out, "\t%s", frame->qr->text);
}

static void dump_image(GString *out, const struct bill_frame *frame)
{
	static const char *const outlines[] = {"rectangle", "circle", "rounded"};
	g_string_append_printf(out, "image %s", outlines[frame->outline]);
	box(out, frame->box);
	g_string_append_printf(out, "\t%s", frame->alternative ? frame->alternative : "");
}

static void dump_pattern(GString *out, const struct bill_frame *frame)
{
	g_string_append_printf(out, "pattern %s", frame->pattern->name);
	box(out, frame->box);
	g_string_append_printf(out, "\t%zu shapes", frame->pattern->n_marks);
}

static void dump_frame(GString *out, const struct bill_frame *frame)
{
	switch (frame->kind) {
	case BILL_FRAME_SHAPE:
		dump_shape(out, frame);
		return;
	case BILL_FRAME_LINE:
		dump_line(out, frame);
		return;
	case BILL_FRAME_QR:
		dump_qr(out, frame);
		return;
	case BILL_FRAME_IMAGE:
		dump_image(out, frame);
		return;
	case BILL_FRAME_PATTERN:
		dump_pattern(out, frame);
		return;
	}
}

void bill_frames_dump(const struct bill_frames *frames, GString *out)
{
	g_string_append_printf(out, "page %s ", frames->page.name);
	number(out, frames->page.pt.width);
	g_string_append_c(out, ' ');
	number(out, frames->page.pt.height);
	g_string_append(out, "\tsizes ");
	number(out, frames->along);
	g_string_append(out, " leading ");
	number(out, frames->tight);
	g_string_append_c(out, '\n');
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		dump_frame(out, frame);
		if (frame->quarters)
			g_string_append_printf(out, "\tturned %d", 90 * frame->quarters);
		if (frame->link)
			g_string_append_printf(out, "\tlink %s", frame->link);
		g_string_append_c(out, '\n');
	}
}
