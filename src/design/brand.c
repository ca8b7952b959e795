/* A brand's file: what a house sets once for all layouts. */
#include "design/parse.h"

#include <string.h>

/* What is gathered while one is read. */
struct reading {
	struct bill_parse parse; /* its arena, and who listens */
	struct bill_brand *brand;
	GArray *settings, *families, *logos;
	GString *sponsor;
	struct bill_at sponsor_at;
};

static bool wrong(struct reading *reading, const char *key, unsigned scope, const struct bill_yaml *node)
{
	return bill_value_wrong(&reading->parse, bill_key_find(key, scope), node);
}

static void add_setting(struct reading *reading, const char *key, const struct bill_yaml *value, const char *layout)
{
	struct bill_setting setting = {.key = key, .value = value->text, .at = value->at, .layout = layout};
	g_array_append_val(reading->settings, setting);
}

static bool is_picture(const char *text)
{
	static const char *const endings[] = {".svg", ".png", ".jpg", ".jpeg", ".webp"};
	g_autofree char *small = g_ascii_strdown(text, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (g_str_has_suffix(small, endings[i]))
			return true;
	}
	return false;
}

/* ---- colours and fonts ---- */

static void read_colors(struct reading *reading, const struct bill_yaml *map)
{
	struct bill_brand_palette palette = {0};
	if (map == NULL || bill_yaml_is_null(map) || !bill_parse_is_map(&reading->parse, map, "\"colors\""))
		return;
	bill_parse_map(&reading->parse, map, BILL_IN_PALETTE, &palette);
	for (size_t i = 0; i < map->count; i++) {
		const struct bill_yaml *value = map->items[i];
		struct bill_color color;
		if (bill_yaml_is_null(value) || bill_key_find(map->keys[i]->text, BILL_IN_PALETTE) == NULL)
			continue;
		if (value->kind != BILL_YAML_SCALAR || !bill_color_parse(value->text, &color))
			wrong(reading, map->keys[i]->text, BILL_IN_PALETTE, value);
		else
			add_setting(reading, map->keys[i]->text, value, NULL);
	}
}

static void read_fonts(struct reading *reading, const struct bill_yaml *map)
{
	struct bill_brand_families families = {0};
	if (map == NULL || bill_yaml_is_null(map) || !bill_parse_is_map(&reading->parse, map, "\"fonts\""))
		return;
	bill_parse_map(&reading->parse, map, BILL_IN_FAMILIES, &families);
	for (size_t i = 0; i < map->count; i++) {
		const struct bill_yaml *value = map->items[i];
		struct bill_family family = {.role = map->keys[i]->text, .name = value->text, .at = value->at};
		if (bill_yaml_is_null(value) || bill_key_find(family.role, BILL_IN_FAMILIES) == NULL)
			continue;
		if (value->kind == BILL_YAML_SCALAR)
			g_array_append_val(reading->families, family);
		else
			wrong(reading, family.role, BILL_IN_FAMILIES, value);
	}
}

/* ---- lists ---- */

/* A text is a list of one. */
static void read_lines(struct reading *reading, const char *key, const struct bill_yaml *node,
	bool (*take)(struct reading *reading, const struct bill_yaml *line))
{
	bool list = node != NULL && node->kind == BILL_YAML_LIST;
	if (node == NULL || bill_yaml_is_null(node))
		return;
	for (size_t i = 0; i < (list ? node->count : 1); i++) {
		const struct bill_yaml *line = list ? node->items[i] : node;
		if (line->kind != BILL_YAML_SCALAR || line->text[0] == '\0')
			wrong(reading, key, BILL_IN_BRAND, line);
		else
			take(reading, line);
	}
}

static bool take_sponsor(struct reading *reading, const struct bill_yaml *line)
{
	struct bill_written logo = {line->text, line->at};
	if (is_picture(line->text)) {
		g_array_append_val(reading->logos, logo);
		return true;
	}
	if (reading->sponsor->len > 0)
		g_string_append(reading->sponsor, " · ");
	else
		reading->sponsor_at = line->at;
	g_string_append(reading->sponsor, line->text);
	return true;
}

static void append_text(const char ***list, const char *text, struct bill_arena *arena)
{
	size_t count = 0;
	while ((*list)[count] != NULL)
		count++;
	const char **longer = bill_arena_array(arena, const char *, count + 2);
	memcpy(longer, *list, count * sizeof *longer);
	longer[count] = text;
	longer[count + 1] = NULL;
	*list = longer;
}

/* What paper.c says of a size, at its place. */
static bool take_size(struct reading *reading, const struct bill_yaml *line)
{
	struct bill_sheet_size size;
	struct bill_diags *own = bill_diags_new();
	bool good = bill_paper_parse(line->text, &size, own);
	const struct bill_diag *diag = good ? NULL : bill_diags_at(own, 0);
	if (good)
		append_text(&reading->brand->sizes, line->text, reading->parse.arena);
	else
		bill_error(reading->parse.diags, line->at, "design/wrong-value", "%s", diag->text);
	if (diag != NULL && diag->hint != NULL)
		bill_diags_hint(reading->parse.diags, "%s", diag->hint);
	bill_diags_free(own);
	return good;
}

static bool take_format(struct reading *reading, const struct bill_yaml *line)
{
	if (g_strv_contains((const char *const[]){"pdf", "png", "svg", NULL}, line->text)) {
		append_text(&reading->brand->formats, line->text, reading->parse.arena);
		return true;
	}
	return bill_error(reading->parse.diags, line->at, "design/wrong-value", "\"formats\" takes pdf, png and svg, not %s",
		bill_parse_found(&reading->parse, line));
}

/* ---- single things ---- */

static const struct bill_yaml *scalar_of(struct reading *reading, const char *key, const struct bill_yaml *node)
{
	if (node == NULL || bill_yaml_is_null(node))
		return NULL;
	if (node->kind == BILL_YAML_SCALAR)
		return node;
	wrong(reading, key, BILL_IN_BRAND, node);
	return NULL;
}

static bool leaves_folder(const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	return g_path_is_absolute(path) || g_strv_contains((const char *const *)steps, "..");
}

/* A name as it is; a path from the brand's folder. */
static void read_layout(struct reading *reading, const struct bill_yaml *node)
{
	struct bill_brand *brand = reading->brand;
	const struct bill_yaml *line = scalar_of(reading, "layout", node);
	if (line == NULL)
		return;
	bool path = strchr(line->text, '/') != NULL || g_str_has_suffix(line->text, ".yaml");
	if (path && leaves_folder(line->text)) {
		bill_error(reading->parse.diags, line->at, "design/outside", "the layout %s is not read: it does not lie below %s",
			bill_parse_found(&reading->parse, line), brand->folder);
		bill_diags_hint(reading->parse.diags, "put it beside the brand's file, and name it by its path from there");
		return;
	}
	g_autofree char *beside = path ? g_build_filename(brand->folder, line->text, NULL) : NULL;
	brand->layout = (struct bill_written){path ? bill_arena_strdup(reading->parse.arena, beside) : line->text, line->at};
}

static void read_parameter(struct reading *reading, const char *key, const struct bill_yaml *value, const char *layout)
{
	if (value->kind == BILL_YAML_SCALAR)
		add_setting(reading, key, value, layout);
	else
		bill_error(reading->parse.diags, value->at, "design/wrong-value", "the parameter \"%.60s\" takes a text, not %s", key,
			bill_parse_found(&reading->parse, value));
}

/* Those of every layout first, so that those of one win. */
static void read_set(struct reading *reading, const struct bill_yaml *map)
{
	if (map == NULL || bill_yaml_is_null(map) || !bill_parse_is_map(&reading->parse, map, "\"set\""))
		return;
	for (size_t i = 0; i < map->count; i++) {
		if (map->items[i]->kind != BILL_YAML_MAP)
			read_parameter(reading, map->keys[i]->text, map->items[i], NULL);
	}
	for (size_t i = 0; i < map->count; i++) {
		const struct bill_yaml *inner = map->items[i];
		for (size_t j = 0; inner->kind == BILL_YAML_MAP && j < inner->count; j++)
			read_parameter(reading, inner->keys[j]->text, inner->items[j], map->keys[i]->text);
	}
}

/* ---- the file ---- */

static void read_all(struct reading *reading, const struct bill_yaml *root)
{
	struct bill_brand_file file = {0};
	if (!bill_parse_is_map(&reading->parse, root, "a brand"))
		return;
	bill_parse_map(&reading->parse, root, BILL_IN_BRAND, &file);
	read_colors(reading, file.colors);
	read_fonts(reading, file.fonts);
	const struct bill_yaml *logo = scalar_of(reading, "logo", file.logo);
	if (logo != NULL)
		add_setting(reading, "logo", logo, NULL);
	read_lines(reading, "sponsors", file.sponsors, take_sponsor);
	if (reading->sponsor->len > 0) {
		struct bill_setting sponsor = {
			.key = "sponsor", .value = bill_arena_strdup(reading->parse.arena, reading->sponsor->str), .at = reading->sponsor_at};
		g_array_append_val(reading->settings, sponsor);
	}
	read_layout(reading, file.layout);
	read_lines(reading, "sizes", file.sizes, take_size);
	read_lines(reading, "formats", file.formats, take_format);
	read_set(reading, file.set);
}

/* The array's items, owned by the arena from now on. */
static void *moved(struct reading *reading, GArray *array, size_t *count)
{
	size_t bytes = (size_t)array->len * g_array_get_element_size(array);
	void *items = bill_arena_alloc(reading->parse.arena, bytes);
	if (bytes > 0)
		memcpy(items, array->data, bytes);
	*count = array->len;
	g_array_unref(array);
	return items;
}

static bool read_file(struct bill_brand *brand, struct bill_diags *diags)
{
	struct reading reading = {
		.parse = {.arena = brand->arena, .diags = diags},
		.brand = brand,
		.settings = g_array_new(FALSE, FALSE, sizeof(struct bill_setting)),
		.families = g_array_new(FALSE, FALSE, sizeof(struct bill_family)),
		.logos = g_array_new(FALSE, FALSE, sizeof(struct bill_written)),
		.sponsor = g_string_new(NULL),
	};
	unsigned errors = bill_diags_count(diags, BILL_ERROR);
	const struct bill_yaml *root = bill_yaml_parse(brand->src, brand->arena, diags);
	if (root != NULL)
		read_all(&reading, root);
	brand->settings = moved(&reading, reading.settings, &brand->n_settings);
	brand->families = moved(&reading, reading.families, &brand->n_families);
	brand->logos = moved(&reading, reading.logos, &brand->n_logos);
	g_string_free(reading.sponsor, TRUE);
	return root != NULL && bill_diags_count(diags, BILL_ERROR) == errors;
}

struct bill_brand *bill_brand_open(const char *path, struct bill_diags *diags)
{
	struct bill_src *src = bill_src_open(path, BILL_MAX_LAYOUT_BYTES, diags);
	if (src == NULL)
		return NULL;
	struct bill_brand *brand = g_new0(struct bill_brand, 1);
	brand->arena = bill_arena_new();
	brand->src = src;
	brand->folder = g_path_get_dirname(path);
	brand->sizes = bill_arena_array(brand->arena, const char *, 1);
	brand->formats = bill_arena_array(brand->arena, const char *, 1);
	if (!bill_src_check_text(src, diags) || !read_file(brand, diags))
		g_clear_pointer(&brand, bill_brand_free);
	return brand;
}

void bill_brand_free(struct bill_brand *brand)
{
	if (brand == NULL)
		return;
	bill_src_unref(brand->src);
	bill_arena_free(brand->arena);
	g_free(brand->folder);
	g_free(brand);
}

const char *bill_brand_layout(const struct bill_brand *brand)
{
	return brand->layout.text;
}

const char *const *bill_brand_sizes(const struct bill_brand *brand)
{
	return brand->sizes;
}

const char *const *bill_brand_formats(const struct bill_brand *brand)
{
	return brand->formats;
}
