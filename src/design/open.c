/* A layout opened: files, parameters, page, styles, parts, arrangements, in this order, because each needs those before. */
#include "design/parse.h"

#include <string.h>

static void read_page(struct bill_parse *parse)
{
	struct bill_page *page = &parse->design->page;
	bill_parse_defaults(parse, BILL_IN_PAGE, page);
	for (guint i = parse->files->len; i-- > 0;) { /* the base first */
		const struct bill_yaml *map = ((struct bill_layout_file *)parse->files->pdata[i])->page;
		if (map != NULL && bill_parse_is_map(parse, map, "\"page\""))
			bill_parse_map(parse, map, BILL_IN_PAGE, page);
	}
	if (page->background.given)
		parse->ground = page->background.color;
}

/* ---- arrangements ---- */

/* An arrangement is drawn once, as the page: what would repeat it has no effect, and whoever wrote it meant something. */
static bool refuse_repeated(struct bill_parse *parse, const struct bill_yaml *node, const struct bill_element *root)
{
	if (root->each == NULL && root->repeat <= 1)
		return true;
	const char *key = root->each != NULL ? "each" : "repeat";
	const struct bill_yaml *value = bill_yaml_find(node, key); /* not there: a part's own element has it */
	bill_error(parse->diags, value != NULL ? value->at : root->at, "design/repeated-page",
		"\"%s\" cannot stand here: the outermost element of an arrangement is the page, which is drawn once", key);
	bill_diags_hint(parse->diags, "put the element into a container, such as: - column: [{%s: …}]", key);
	return false;
}

static bool read_arrangement(struct bill_parse *parse, const struct bill_yaml *node, struct bill_arrangement *arrangement)
{
	g_autoptr(GPtrArray) elements = g_ptr_array_new();
	if (!bill_element_read(parse, node, elements))
		return false;
	struct bill_element *root = bill_element_join(parse, elements, node->at);
	if (root == NULL || !refuse_repeated(parse, node, root))
		return false;
	root = bill_element_copy(parse, root); /* a part's own element may stand elsewhere with its condition */
	arrangement->when = root->when;
	arrangement->n_when = root->n_when;
	root->when = NULL;
	root->n_when = 0;
	arrangement->root = root;
	return true;
}

/* The first that holds is drawn, so what follows one without a condition never is. */
static void warn_unreachable(struct bill_parse *parse, const struct bill_yaml *list)
{
	const struct bill_design *design = parse->design;
	for (size_t i = 0; i + 1 < design->n_arrangements; i++) {
		if (design->arrangements[i].root != NULL && design->arrangements[i].n_when == 0) {
			bill_warning(parse->diags, list->items[i + 1]->at, "design/unreachable",
				"this arrangement is never drawn: the one before it has no \"when\"");
			return;
		}
	}
}

static const struct bill_yaml *find_arrangements(const struct bill_parse *parse)
{
	for (guint i = 0; i < parse->files->len; i++) {
		const struct bill_layout_file *file = parse->files->pdata[i];
		if (file->arrangements != NULL)
			return file->arrangements;
	}
	return NULL;
}

static void read_arrangements(struct bill_parse *parse)
{
	struct bill_design *design = parse->design;
	const struct bill_yaml *list = find_arrangements(parse);
	if (list == NULL)
		return; /* a layout made to be extended: only one who draws it misses them */
	if (list->kind != BILL_YAML_LIST || list->count == 0) {
		bill_value_wrong(parse, bill_key_find("arrangements", BILL_IN_LAYOUT), list);
		bill_diags_hint(parse->diags, "each begins with \"- \", such as: - column: [use: words]");
		return;
	}
	design->arrangements = bill_arena_array(parse->arena, struct bill_arrangement, list->count);
	design->n_arrangements = list->count;
	for (size_t i = 0; i < list->count; i++)
		read_arrangement(parse, list->items[i], &design->arrangements[i]);
	warn_unreachable(parse, list);
}

/* ---- opening ---- */

static void parse_init(struct bill_parse *parse, const char *const *folders, struct bill_diags *diags)
{
	*parse = (struct bill_parse){
		.arena = bill_arena_new(),
		.diags = diags,
		.folders = folders,
		.files = g_ptr_array_new(),
		.parameters = g_hash_table_new(g_str_hash, g_str_equal),
		.style_order = g_ptr_array_new(),
		.styles = g_hash_table_new(g_str_hash, g_str_equal),
		.part_order = g_ptr_array_new(),
		.parts = g_hash_table_new(g_str_hash, g_str_equal),
		.ground = {1, 1, 1, 1},
	};
	parse->design = bill_arena_new0(parse->arena, struct bill_design);
	parse->design->arena = parse->arena;
}

/* The design keeps the files' texts, which its places point into. */
static void keep_sources(struct bill_parse *parse, const struct bill_brand *brand)
{
	struct bill_design *design = parse->design;
	design->sources = bill_arena_array(parse->arena, struct bill_src *, parse->files->len + 1);
	for (guint i = 0; i < parse->files->len; i++)
		design->sources[design->n_sources++] = bill_src_ref(((struct bill_layout_file *)parse->files->pdata[i])->src);
	design->src = design->n_sources > 0 ? design->sources[0] : NULL;
	if (brand != NULL)
		design->sources[design->n_sources++] = bill_src_ref(brand->src);
}

static void parse_finish(struct bill_parse *parse, const struct bill_brand *brand)
{
	keep_sources(parse, brand);
	g_ptr_array_set_free_func(parse->files, (GDestroyNotify)bill_layout_file_free);
	g_hash_table_unref(parse->parameters);
	g_hash_table_unref(parse->styles);
	g_hash_table_unref(parse->parts);
	g_ptr_array_unref(parse->style_order);
	g_ptr_array_unref(parse->part_order);
	g_ptr_array_unref(parse->files);
}

/* "layouts/seminar.yaml" is "seminar". */
static const char *name_of(struct bill_parse *parse, const char *path)
{
	g_autofree char *base = g_path_get_basename(path);
	char *dot = strrchr(base, '.');
	if (dot != NULL && dot != base)
		*dot = '\0';
	return bill_arena_strdup(parse->arena, base);
}

static void keep_logos(struct bill_parse *parse, const struct bill_brand *brand)
{
	struct bill_written *logos = bill_arena_array(parse->arena, struct bill_written, brand->n_logos);
	for (size_t i = 0; i < brand->n_logos; i++)
		logos[i] = (struct bill_written){bill_arena_strdup(parse->arena, brand->logos[i].text), brand->logos[i].at};
	parse->design->logos = logos;
	parse->design->n_logos = brand->n_logos;
}

static void read_all(
	struct bill_parse *parse, const struct bill_brand *brand, const struct bill_setting *settings, size_t n_settings)
{
	const struct bill_layout_file *file = parse->files->pdata[0];
	parse->design->name = name_of(parse, file->path);
	parse->design->description = file->description;
	for (guint i = 0; i < parse->files->len && parse->design->omits == NULL; i++)
		parse->design->omits = ((const struct bill_layout_file *)parse->files->pdata[i])->omits;
	bill_parameter_read_all(parse);
	if (brand != NULL) {
		keep_logos(parse, brand);
		bill_parameter_set(parse, brand->settings, brand->n_settings);
	}
	bill_parameter_set(parse, settings, n_settings);
	read_page(parse);
	bill_style_read_all(parse);
	bill_part_collect(parse);
	bill_part_read_all(parse);
	read_arrangements(parse);
}

static bool repeats_events(const struct bill_element *element)
{
	if (element->each && strcmp(element->each, "events") == 0)
		return true;
	for (size_t i = 0; i < element->n_children; i++)
		if (repeats_events(element->children[i]))
			return true;
	return false;
}

static struct bill_design *finished(struct bill_design *design)
{
	for (size_t i = 0; i < design->n_arrangements; i++)
		design->takes_many = design->takes_many || repeats_events(design->arrangements[i].root);
	return design;
}

struct bill_design *bill_design_open(const char *name, const char *const *folders, const struct bill_setting *settings,
	size_t n_settings, struct bill_diags *diags)
{
	return bill_design_open_branded(name, folders, NULL, settings, n_settings, diags);
}

struct bill_design *bill_design_open_branded(const char *name, const char *const *folders, const struct bill_brand *brand,
	const struct bill_setting *settings, size_t n_settings, struct bill_diags *diags)
{
	struct bill_parse parse;
	unsigned errors = bill_diags_count(diags, BILL_ERROR);
	parse_init(&parse, folders, diags);
	if (bill_extend_load(&parse, name))
		read_all(&parse, brand, settings, n_settings);
	parse_finish(&parse, brand);
	if (parse.design->name != NULL && bill_diags_count(diags, BILL_ERROR) == errors)
		return finished(parse.design);
	bill_design_free(parse.design);
	return NULL;
}

void bill_design_free(struct bill_design *design)
{
	if (design == NULL)
		return;
	for (size_t i = 0; i < design->n_sources; i++)
		bill_src_unref(design->sources[i]);
	bill_arena_free(design->arena); /* the design itself lives in it */
}

bool bill_design_takes_many(const struct bill_design *design)
{
	return design->takes_many;
}
