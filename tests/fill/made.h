/* Events and layouts that a test wrote as texts. */
#ifndef TEST_FILL_MADE_H
#define TEST_FILL_MADE_H

#include <glib/gstdio.h>
#include <unistd.h>

#include "fill/fill.h"

static inline char *made_file(const char *text)
{
	char *path = NULL;
	int fd = g_file_open_tmp("made-XXXXXX.yaml", &path, NULL);
	g_assert_cmpint(fd, >=, 0);
	close(fd);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static inline void assert_no_errors(const struct bill_diags *diags)
{
	if (bill_diags_count(diags, BILL_ERROR) > 0)
		bill_diags_print(diags, stderr, BILL_NOTE, false);
	g_assert_cmpuint(bill_diags_count(diags, BILL_ERROR), ==, 0);
}

static inline struct bill_design *made_design(const char *text)
{
	struct bill_diags *diags = bill_diags_new();
	g_autofree char *path = made_file(text);
	struct bill_design *design = bill_design_open(path, NULL, NULL, 0, diags);
	assert_no_errors(diags);
	g_unlink(path);
	bill_diags_free(diags);
	return design;
}

static inline struct bill_event *made_event(const char *text)
{
	struct bill_diags *diags = bill_diags_new();
	g_autofree char *path = made_file(text);
	struct bill_reader *reader = bill_reader_open(path, diags);
	struct bill_event *event = reader ? bill_reader_next(reader, diags) : NULL;
	assert_no_errors(diags);
	g_assert_nonnull(event);
	bill_reader_close(reader);
	g_unlink(path);
	bill_diags_free(diags);
	return event;
}

#endif
