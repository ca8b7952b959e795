/* Files with one mistake each, and what is said of it: FOLDER/x.yaml and FOLDER/x.diag. */
#ifndef BAD_H
#define BAD_H

#include <stdio.h>
#include <string.h>

#include "../golden.h"
#include "../tell.h"
#include "base/base.h"

/* Exactly one error was told, in the words of the golden. */
static inline void bad_check(const char *path, const struct bill_diags *diags)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	bill_diags_print(diags, out, BILL_NOTE, false);
	fclose(out);
	if (bill_diags_length(diags) != 1)
		tell("%s", text);
	g_assert_cmpuint(bill_diags_length(diags), ==, 1);
	g_assert_cmpint(bill_diags_at(diags, 0)->severity, ==, BILL_ERROR);
	g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".yaml"));
	g_autofree char *golden = g_strconcat(stem, ".diag", NULL);
	golden_compare(golden, text);
	free(text);
}

/* A test for each .yaml of the folder; it gets the path. */
static inline void bad_add(const char *folder, GTestDataFunc test)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_assert_nonnull(dir);
	for (const char *file; (file = g_dir_read_name(dir)) != NULL;) {
		char *path = g_build_filename(folder, file, NULL);
		g_autofree char *name = g_strconcat("/design/", path, NULL);
		if (g_str_has_suffix(file, ".yaml"))
			g_test_add_data_func_full(name, path, test, g_free);
		else
			g_free(path);
	}
}

#endif
