/* The sample listing on the sizes people print and show it on: everything is there, whole, and the title pauses at its colon. */
#include "laid.h"

static struct bill_design *design;
static struct bill_event *event;

/* White space as one space: how the lines of a paragraph stand in the listing does not matter. */
static char *squeezed(const char *text)
{
	GString *out = g_string_new(NULL);
	for (; *text; text++)
		if (!g_ascii_isspace(*text))
			g_string_append_c(out, *text);
	return g_string_free(out, FALSE);
}

/* All lines of a field one after the other, soft hyphens taken out. */
static char *shown(const struct bill_frames *frames, const char *field)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		if (frame->kind == BILL_FRAME_LINE && frame->role != BILL_FRAME_HEADING && g_strcmp0(frame->field, field) == 0)
			g_string_append_printf(out, "%s ", bill_type_line_text(frame->line));
	}
	g_string_replace(out, "\302\255", "", 0);
	return squeezed(out->str);
}

static void check_field(const struct bill_frames *frames, const char *field)
{
	g_autofree char *is = shown(frames, field);
	g_autofree char *was = squeezed(bill_event_text(event, field, NULL));
	g_assert_cmpstr(is, ==, was);
}

static void check_title(const struct bill_frames *frames)
{
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		if (frame->kind != BILL_FRAME_LINE || frame->role != BILL_FRAME_TITLE)
			continue;
		g_assert_true(g_str_has_suffix(bill_type_line_text(frame->line), "GPU:"));
		return;
	}
	g_assert_not_reached(); /* there is a title */
}

static void test_size(gconstpointer size)
{
	struct laid laid = laid_out(design, event, size);
	if (bill_diags_length(laid.diags) > 0)
		bill_diags_print(laid.diags, stderr, BILL_NOTE, false);
	g_assert_cmpuint(bill_diags_length(laid.diags), ==, 0);
	check_title(laid.frames);
	check_field(laid.frames, "abstract");
	check_field(laid.frames, "bio");
	check_field(laid.frames, "title");
	laid_finish(&laid);
}

int main(int argc, char **argv)
{
	static const char *const sizes[] = {"letter", "a4", "a3", "a6", "1080p"};
	g_test_init(&argc, &argv, NULL);
	design = laid_design("seminar");
	event = laid_event(SOURCE_ROOT "/samples/listing.txt");
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autofree char *name = g_strconcat("/layout/listing/", sizes[i], NULL);
		g_test_add_data_func(name, sizes[i], test_size);
	}
	int status = g_test_run();
	bill_event_free(event);
	bill_design_free(design);
	laid_close_fonts();
	return status;
}
