/* Small layouts and the frames they become: goldens/NAME.yaml, NAME.event.yaml (or common.event.yaml) and NAME.frames, for the
 * sizes that the layout's first line names ("# sizes: a4 1080p"); and layouts/NAME.frames for the layouts people use. HANDBILL_UPDATE_GOLDENS=1 writes the frames anew; look at them.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "laid.h"
#include "../golden.h"

static char **sizes_of(const char *path)
{
	g_autofree char *text = NULL;
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_true(g_str_has_prefix(text, "# sizes: "));
	text[strcspn(text, "\n")] = '\0';
	return g_strsplit(text + strlen("# sizes: "), " ", -1);
}

static char *beside(const char *path, const char *suffix)
{
	g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".yaml"));
	return g_strconcat(stem, suffix, NULL);
}

static struct bill_event *event_for(const char *path)
{
	g_autofree char *own = beside(path, ".event.yaml");
	return laid_event(g_file_test(own, G_FILE_TEST_EXISTS) ? own : "goldens/common.event.yaml");
}

static void test_golden(gconstpointer data)
{
	const char *path = data;
	struct bill_design *design = laid_design(path);
	struct bill_event *event = event_for(path);
	g_auto(GStrv) sizes = sizes_of(path);
	g_autoptr(GString) all = g_string_new(NULL);
	for (char **size = sizes; *size; size++) {
		struct laid laid = laid_out(design, event, *size);
		g_autofree char *dump = laid_dump(&laid);
		g_string_append_printf(all, "%s%s", all->len ? "\n" : "", dump);
		laid_finish(&laid);
	}
	g_autofree char *golden = beside(path, ".frames");
	golden_compare(golden, all->str);
	bill_event_free(event);
	bill_design_free(design);
}

/* A layout of the program's with a usual, a long and a bare event, on paper and on a screen. */
static void test_layout(gconstpointer data)
{
	static const char *const events[] = {"layouts/normal.event.yaml", "layouts/long.event.yaml", "layouts/bare.event.yaml"};
	static const char *const sizes[] = {"letter", "1080p"};
	g_autofree char *base = g_path_get_basename(data);
	g_autofree char *name = g_strndup(base, strlen(base) - strlen(".frames"));
	g_autofree char *path = g_strconcat("../../layouts/", name, ".yaml", NULL);
	struct bill_design *design = laid_design(path);
	g_autoptr(GString) all = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(events) * G_N_ELEMENTS(sizes); i++) {
		struct bill_event *event = laid_event(events[i / G_N_ELEMENTS(sizes)]);
		struct laid laid = laid_out(design, event, sizes[i % G_N_ELEMENTS(sizes)]);
		g_autofree char *dump = laid_dump(&laid);
		g_string_append_printf(all, "%s%s", all->len ? "\n" : "", dump);
		laid_finish(&laid);
		bill_event_free(event);
	}
	golden_compare(data, all->str);
	bill_design_free(design);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The layouts people use, where layouts/NAME.frames asks for it. */
static void add_layouts(GPtrArray *paths)
{
	g_autoptr(GDir) dir = g_dir_open("layouts", 0, NULL);
	g_assert_nonnull(dir);
	for (const char *file; (file = g_dir_read_name(dir)) != NULL;)
		if (g_str_has_suffix(file, ".frames"))
			g_ptr_array_add(paths, g_build_filename("layouts", file, NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	g_autoptr(GDir) dir = g_dir_open("goldens", 0, NULL);
	g_assert_nonnull(dir);
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	for (const char *file; (file = g_dir_read_name(dir)) != NULL;)
		if (g_str_has_suffix(file, ".yaml") && !g_str_has_suffix(file, ".event.yaml"))
			g_ptr_array_add(paths, g_build_filename("goldens", file, NULL));
	add_layouts(paths);
	g_ptr_array_sort(paths, by_name);
	for (guint i = 0; i < paths->len; i++) {
		g_autofree char *name = g_strconcat("/layout/", g_ptr_array_index(paths, i), NULL);
		g_test_add_data_func(name, g_ptr_array_index(paths, i), g_str_has_suffix(name, ".frames") ? test_layout : test_golden);
	}
	int status = g_test_run();
	laid_close_fonts();
	return status;
}
