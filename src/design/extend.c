/* Layout files: found by name or path, read, and with them the layouts they extend. */
#include "design/parse.h"

#include <string.h>

void bill_layout_file_free(struct bill_layout_file *file)
{
	if (file == NULL)
		return;
	bill_src_unref(file->src);
	g_free(file->path);
	if (file->lines != NULL)
		g_array_unref(file->lines);
	g_free(file);
}

static bool is_path(const char *name)
{
	return strchr(name, '/') != NULL || g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

static char *path_in(const char *folder, const char *name)
{
	g_autofree char *file = g_strdup_printf("%s.yaml", name);
	char *path = g_build_filename(folder, file, NULL);
	if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return path;
	g_free(path);
	return NULL;
}

/* A layout's name is searched for beside the file that extends it, then in the folders. NULL: nowhere. */
static char *find_name(struct bill_parse *parse, const char *name, const char *beside)
{
	char *path = beside != NULL ? path_in(beside, name) : NULL;
	for (size_t i = 0; path == NULL && parse->folders != NULL && parse->folders[i] != NULL; i++)
		path = path_in(parse->folders[i], name);
	return path;
}

static void add_layouts_of(const char *folder, GPtrArray *names)
{
	g_autoptr(GDir) dir = folder != NULL ? g_dir_open(folder, 0, NULL) : NULL;
	const char *file;
	while (dir != NULL && names->len < 1000 && (file = g_dir_read_name(dir)) != NULL) {
		if (g_str_has_suffix(file, ".yaml") && file[0] != '.')
			g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(".yaml")));
	}
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Each once, in order. */
static GPtrArray *collect_layouts(struct bill_parse *parse, const char *beside)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	add_layouts_of(beside, names);
	for (size_t i = 0; parse->folders != NULL && parse->folders[i] != NULL; i++)
		add_layouts_of(parse->folders[i], names);
	g_ptr_array_sort(names, compare_names);
	for (guint i = names->len; i-- > 1;) {
		if (strcmp(names->pdata[i], names->pdata[i - 1]) == 0)
			g_ptr_array_remove_index(names, i);
	}
	return names;
}

static char *unknown_layout(struct bill_parse *parse, const char *name, const GPtrArray *names, struct bill_at at)
{
	bill_error(parse->diags, at, "design/unknown-layout", "there is no layout \"%.100s\"%s", name,
		bill_parse_did_you_mean(parse, name, names));
	bill_diags_hint(parse->diags, "the layouts are: %s; a path ends in .yaml", bill_parse_names(parse, names));
	return NULL;
}

/* Whether there is something to render: a layout may be made only to be extended. One with errors counts, for its author looks
 * for it. */
static bool is_drawn(struct bill_parse *parse, const char *name)
{
	struct bill_diags *unheard = bill_diags_new();
	struct bill_design *design = bill_design_open(name, parse->folders, NULL, 0, unheard);
	bool drawn = design == NULL || design->n_arrangements > 0;
	bill_design_free(design);
	bill_diags_free(unheard);
	return drawn;
}

/* The path of the layout to open: as the user gave it. NULL after an error. */
static char *find_first(struct bill_parse *parse, const char *name)
{
	if (is_path(name))
		return g_strdup(name);
	char *path = find_name(parse, name, NULL);
	if (path != NULL)
		return path;
	g_autoptr(GPtrArray) names = collect_layouts(parse, NULL);
	for (guint i = names->len; i-- > 0;) {
		if (!is_drawn(parse, names->pdata[i]))
			g_ptr_array_remove_index(names, i);
	}
	unknown_layout(parse, name, names, (struct bill_at){0});
	g_autofree char *own = g_strconcat(name, ".yaml", NULL);
	if (g_file_test(own, G_FILE_TEST_IS_REGULAR))
		bill_diags_hint(parse->diags, "there is a file \"%.100s\" here: a layout of your own is asked for with its ending", own);
	return NULL;
}

/* The path of a layout that another extends. Only .yaml files: an error message quotes lines of what it reads. */
static char *find_base(struct bill_parse *parse, const struct bill_layout_file *file, struct bill_at at)
{
	g_autofree char *beside = g_path_get_dirname(file->path);
	if (!is_path(file->extends)) {
		char *path = find_name(parse, file->extends, beside);
		if (path != NULL)
			return path;
		g_autoptr(GPtrArray) names = collect_layouts(parse, beside);
		return unknown_layout(parse, file->extends, names, at);
	}
	g_autofree char *path = g_path_is_absolute(file->extends) ? NULL : g_build_filename(beside, file->extends, NULL);
	if (path != NULL && g_str_has_suffix(path, ".yaml") && g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return g_steal_pointer(&path);
	bill_error(parse->diags, at, "design/unknown-layout", "there is no layout \"%.100s\" beside this one", file->extends);
	bill_diags_hint(parse->diags, "\"extends\" takes a layout's name, or a path from this file's folder that ends in .yaml");
	return NULL;
}

static bool same_file(const char *a, const char *b)
{
	g_autofree char *one = g_canonicalize_filename(a, NULL);
	g_autofree char *other = g_canonicalize_filename(b, NULL);
	return strcmp(one, other) == 0;
}

static bool may_extend(struct bill_parse *parse, const char *path, struct bill_at at)
{
	for (guint i = 0; i < parse->files->len; i++) {
		const struct bill_layout_file *file = parse->files->pdata[i];
		if (same_file(file->path, path) && i + 1 == parse->files->len)
			return bill_error(parse->diags, at, "design/extends-cycle", "this layout extends itself");
		if (same_file(file->path, path))
			return bill_error(parse->diags, at, "design/extends-cycle", "this layout extends \"%s\", which in the end extends it",
				file->src->name);
	}
	if (parse->files->len < BILL_MAX_EXTENDS)
		return true;
	return bill_error(parse->diags, at, "design/extends-depth", "more than %d layouts extend one another", BILL_MAX_EXTENDS);
}

/* Reads one file's own keys. NULL: nothing can be made of it. */
static struct bill_layout_file *read_file(struct bill_parse *parse, const char *path)
{
	struct bill_src *src = bill_src_open(path, BILL_MAX_LAYOUT_BYTES, parse->diags);
	if (src == NULL)
		return NULL;
	struct bill_layout_file *file = g_new0(struct bill_layout_file, 1);
	file->src = src;
	file->path = g_strdup(path);
	g_ptr_array_add(parse->files, file); /* kept even when broken: diagnostics may still speak of it */
	if (!bill_src_check_text(src, parse->diags))
		return NULL;
	file->root = bill_yaml_parse(src, parse->arena, parse->diags);
	if (file->root == NULL || !bill_parse_is_map(parse, file->root, "a layout"))
		return NULL;
	bill_parse_map(parse, file->root, BILL_IN_LAYOUT, file);
	return file;
}

bool bill_extend_load(struct bill_parse *parse, const char *name)
{
	g_autofree char *path = find_first(parse, name);
	while (path != NULL) {
		struct bill_layout_file *file = read_file(parse, path);
		g_clear_pointer(&path, g_free);
		if (file == NULL)
			return false;
		if (file->extends == NULL)
			return true;
		struct bill_at at = bill_yaml_find(file->root, "extends")->at;
		path = find_base(parse, file, at);
		if (path != NULL && !may_extend(parse, path, at))
			return false;
	}
	return false;
}
