/* Text that is held to a file of what it was: HANDBILL_UPDATE_GOLDENS=1 writes the file anew, to be looked at. */
#ifndef GOLDEN_H
#define GOLDEN_H

#include <glib.h>

/* Line by line, so that the first that differs is what is told. */
static inline void golden_compare(const char *path, const char *text)
{
	if (g_getenv("HANDBILL_UPDATE_GOLDENS") != NULL) {
		g_assert_true(g_file_set_contents(path, text, -1, NULL));
		return;
	}
	g_autofree char *golden = NULL;
	g_assert_true(g_file_get_contents(path, &golden, NULL, NULL));
	g_auto(GStrv) is = g_strsplit(text, "\n", -1);
	g_auto(GStrv) was = g_strsplit(golden, "\n", -1);
	for (size_t i = 0; is[i] && was[i]; i++)
		g_assert_cmpstr(is[i], ==, was[i]);
	g_assert_cmpuint(g_strv_length(is), ==, g_strv_length(was));
}

#endif
