/* Posters laid out for a test: a layout, an event, a size and what came of them. */
#include "laid.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct bill_fontset *fonts;

struct bill_fontset *laid_fonts(void)
{
	struct bill_diags *diags = bill_diags_new();
	if (!fonts)
		fonts = bill_fontset_new(SOURCE_ROOT "/fonts/fonts.conf", NULL, diags);
	if (!fonts)
		bill_diags_print(diags, stderr, BILL_NOTE, false);
	g_assert_nonnull(fonts);
	bill_diags_free(diags);
	return fonts;
}

void laid_close_fonts(void)
{
	g_clear_pointer(&fonts, bill_fontset_free);
}

struct bill_design *laid_design(const char *name)
{
	static const char *const folders[] = {SOURCE_ROOT "/layouts", NULL};
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = bill_design_open(name, folders, NULL, 0, diags);
	if (!design)
		bill_diags_print(diags, stderr, BILL_NOTE, false);
	g_assert_nonnull(design);
	bill_diags_free(diags);
	return design;
}

struct bill_event *laid_event(const char *path)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_reader *reader = bill_reader_open(path, diags);
	struct bill_event *event = reader ? bill_reader_next(reader, diags) : NULL;
	if (!event)
		bill_diags_print(diags, stderr, BILL_NOTE, false);
	g_assert_nonnull(event);
	bill_reader_close(reader);
	bill_diags_free(diags);
	return event;
}

struct bill_event *laid_event_of(const char *yaml)
{
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("event-XXXXXX.yaml", &path, NULL);
	g_assert_cmpint(fd, >=, 0);
	close(fd);
	g_assert_true(g_file_set_contents(path, yaml, -1, NULL));
	struct bill_event *event = laid_event(path);
	g_unlink(path);
	return event;
}

struct laid laid_out(const struct bill_design *design, const struct bill_event *event, const char *size)
{
	return laid_out_many(design, &event, 1, size);
}

struct laid laid_out_many(const struct bill_design *design, const struct bill_event *const *events, size_t n_events, const char *size)
{
	struct laid laid = {
		.arena = bill_arena_new(), .diags = bill_diags_new(), .figures = bill_figures_new(SOURCE_ROOT "/samples", NULL)};
	struct bill_sheet_size page;
	g_assert_true(bill_paper_parse(size, &page, laid.diags));
	struct bill_content *content = bill_fill_many(design, events, n_events, &page, laid.figures, laid.arena, laid.diags);
	if (content)
		laid.frames = bill_layout(design, content, &page, bill_event_language(events[0]), laid_fonts(), laid.arena, laid.diags);
	/* either frames or an error, never both, never neither */
	g_assert_cmpuint(bill_diags_count(laid.diags, BILL_ERROR) == 0, ==, laid.frames != NULL);
	return laid;
}

void laid_finish(struct laid *laid)
{
	bill_arena_free(laid->arena);
	bill_figures_free(laid->figures);
	bill_diags_free(laid->diags);
}

char *laid_dump(const struct laid *laid)
{
	GString *out = g_string_new(NULL);
	char *findings = NULL;
	size_t size = 0;
	if (laid->frames)
		bill_frames_dump(laid->frames, out);
	FILE *stream = open_memstream(&findings, &size);
	bill_diags_print(laid->diags, stream, BILL_NOTE, false);
	fclose(stream);
	g_string_append(out, findings);
	g_string_replace(out, SOURCE_ROOT "/", "", 0); /* places in the program's own layouts, wherever the tests run */
	free(findings);
	return g_string_free(out, FALSE);
}

bool laid_noted(const struct laid *laid, const char *code)
{
	for (unsigned i = 0; i < bill_diags_length(laid->diags); i++)
		if (g_str_equal(bill_diags_at(laid->diags, i)->code, code))
			return true;
	return false;
}
