/* Layouts with one mistake each, and what is said of it: bad/x.yaml and bad/x.diag. */
#include <glib/gstdio.h>
#include <string.h>

#include "design/design.h"
#include "../tell.h"

static char *printed(const struct bill_diags *diags)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	bill_diags_print(diags, out, BILL_NOTE, false);
	fclose(out);
	return text;
}

static void check_golden(const char *path, const char *text)
{
	if (g_getenv("HANDBILL_UPDATE_GOLDENS") != NULL) {
		g_assert_true(g_file_set_contents(path, text, -1, NULL));
		return;
	}
	g_autofree char *golden = NULL;
	g_assert_true(g_file_get_contents(path, &golden, NULL, NULL));
	g_assert_cmpstr(text, ==, golden);
}

static void test_bad(gconstpointer data)
{
	const char *path = data;
	struct bill_diags *diags = bill_diags_new();
	g_assert_null(bill_design_open(path, NULL, NULL, 0, diags));
	g_autofree char *text = printed(diags);
	if (bill_diags_length(diags) != 1)
		tell("%s", text);
	g_assert_cmpuint(bill_diags_length(diags), ==, 1);
	g_assert_cmpint(bill_diags_at(diags, 0)->severity, ==, BILL_ERROR);
	g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".yaml"));
	g_autofree char *golden = g_strconcat(stem, ".diag", NULL);
	check_golden(golden, text);
	bill_diags_free(diags);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	g_autoptr(GDir) dir = g_dir_open("bad", 0, NULL);
	g_assert_nonnull(dir);
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	for (const char *file; (file = g_dir_read_name(dir)) != NULL;) {
		if (!g_str_has_suffix(file, ".yaml"))
			continue;
		char *path = g_build_filename("bad", file, NULL);
		g_autofree char *name = g_strconcat("/design/", path, NULL);
		g_ptr_array_add(paths, path);
		g_test_add_data_func(name, path, test_bad);
	}
	return g_test_run();
}
