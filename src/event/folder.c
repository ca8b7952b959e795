/* A folder of events: its files in name order. */
#include "event/reader.h"

#include <stdio.h>
#include <string.h>

#define DEEPEST 8
#define MOST_FILES 20000

/* Files beside the events of a web site's folder. */
static bool is_furniture(const char *name)
{
	static const char *const names[] = {"readme", "license", "licence", "changelog", "contributing", "code_of_conduct", NULL};
	g_autofree char *stem = g_ascii_strdown(name, (gssize)strcspn(name, "."));

	return *name == '.' || *name == '_' || g_strv_contains(names, stem);
}

/* What an earlier run wrote into it: a manifest, or a playlist. */
static bool is_ours(const char *path)
{
	static const char *const starts[] = {
		"{\"handbill\": \"", "{\"playlist\": 1, \"items\": [", "<!DOCTYPE html>\n<!-- made by handbill -->"};
	char head[48] = "";
	bool named = g_str_has_suffix(path, ".json") || g_str_has_suffix(path, ".html");
	FILE *file = named && g_file_test(path, G_FILE_TEST_IS_REGULAR) ? fopen(path, "r") : NULL;
	size_t got = file ? fread(head, 1, sizeof head - 1, file) : 0;

	head[got] = '\0';
	if (file)
		fclose(file);
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_str_has_prefix(head, starts[i]))
			return true;
	return false;
}

static gint by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect(const char *path, GPtrArray *files, int depth)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (folder && (name = g_dir_read_name(folder)))
		if (!is_furniture(name))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	for (guint i = 0; i < names->len && files->len < MOST_FILES; i++) {
		g_autofree char *full = g_build_filename(path, g_ptr_array_index(names, i), NULL);

		if (!g_file_test(full, G_FILE_TEST_IS_DIR)) {
			if (bill_reader_knows_suffix(full) && !is_ours(full))
				g_ptr_array_add(files, g_steal_pointer(&full));
		} else if (depth < DEEPEST && !g_file_test(full, G_FILE_TEST_IS_SYMLINK)) {
			collect(full, files, depth + 1);
		}
	}
}

GPtrArray *bill_folder_files(const char *path)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);

	collect(path, files, 0);
	return files;
}
