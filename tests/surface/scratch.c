/* Folders that a test fills and takes away again. */
#include "scratch.h"

#include <glib.h>
#include <glib/gstdio.h>

void scratch_remove(const char *path)
{
	g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *inside = g_build_filename(path, name, NULL);
		scratch_remove(inside);
	}
	g_assert_cmpint(g_remove(path), ==, 0);
}
