/* Opens a layout that a test wrote as a text. */
#ifndef TEST_LAYOUT_TEXT_H
#define TEST_LAYOUT_TEXT_H

#include <glib/gstdio.h>
#include <unistd.h>

#include "design/design.h"

static inline struct bill_design *open_text(const char *text, gssize len, struct bill_diags *diags)
{
	char *path = NULL;
	int fd = g_file_open_tmp("layout-XXXXXX.yaml", &path, NULL);
	g_assert_cmpint(fd, >=, 0);
	close(fd);
	g_assert_true(g_file_set_contents(path, text, len, NULL));
	struct bill_design *design = bill_design_open(path, NULL, NULL, 0, diags);
	g_unlink(path);
	g_free(path);
	return design;
}

#endif
