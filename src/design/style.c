/* Styles: read by name from the base to the layout that is opened, each on top of the style it extends. */
#include "design/parse.h"

#include <string.h>

enum style_state { UNREAD, BEING_READ, READ };

/* One name, and every map that layouts of the chain wrote under it. */
struct bill_style_source {
	struct bill_style *style;
	GPtrArray *maps; /* struct bill_yaml, the base's first */
	enum style_state state;
	struct bill_at extends_at;
};

static void free_source(gpointer data)
{
	struct bill_style_source *source = data;
	g_ptr_array_unref(source->maps);
	g_free(source);
}

static struct bill_style_source *find_or_add(struct bill_parse *parse, const char *name, struct bill_at at)
{
	struct bill_style_source *source = g_hash_table_lookup(parse->styles, name);
	if (source != NULL)
		return source;
	source = g_new0(struct bill_style_source, 1);
	source->maps = g_ptr_array_new();
	source->style = bill_arena_new0(parse->arena, struct bill_style);
	source->style->name = name;
	source->style->at = at;
	g_ptr_array_add(parse->style_order, source);
	g_hash_table_insert(parse->styles, (gpointer)(uintptr_t)name, source);
	return source;
}

/* Notes which style it extends; one of its own name is the base layout's, under which this one is written anyway. */
static void note_extends(struct bill_parse *parse, struct bill_style_source *source, const struct bill_yaml *map)
{
	const struct bill_yaml *extends = bill_yaml_find(map, "extends");
	if (extends == NULL || extends->kind != BILL_YAML_SCALAR)
		return;
	if (strcmp(extends->text, source->style->name) == 0) {
		if (source->maps->len == 1)
			bill_error(parse->diags, extends->at, "design/style-cycle", "the style \"%s\" extends itself", extends->text);
		return;
	}
	source->style->extends = extends->text;
	source->extends_at = extends->at;
}

static void collect_style(struct bill_parse *parse, const struct bill_yaml *name, const struct bill_yaml *map)
{
	if (!bill_parse_name(parse, name, "a style"))
		return;
	struct bill_style_source *source = find_or_add(parse, name->text, name->at);
	source->style->at = name->at;
	if (bill_yaml_is_null(map) || !bill_parse_is_map(parse, map, "a style"))
		return;
	g_ptr_array_add(source->maps, (gpointer)(uintptr_t)map);
	note_extends(parse, source, map);
}

static bool unknown_style(struct bill_parse *parse, const char *name, struct bill_at at)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < MIN(parse->style_order->len, BILL_MAX_SUGGESTIONS); i++)
		g_ptr_array_add(names, (gpointer)(uintptr_t)((struct bill_style_source *)parse->style_order->pdata[i])->style->name);
	bill_error(parse->diags, at, "design/unknown-style", "there is no style \"%.60s\"%s", name,
		bill_parse_did_you_mean(parse, name, names));
	bill_diags_hint(parse->diags, "the styles are: %s", bill_parse_names(parse, names));
	return false;
}

const struct bill_style *bill_style_find(struct bill_parse *parse, const char *name, struct bill_at at)
{
	const struct bill_style_source *source = g_hash_table_lookup(parse->styles, name);
	if (source != NULL)
		return source->style;
	unknown_style(parse, name, at);
	return NULL;
}

static void resolve(struct bill_parse *parse, struct bill_style_source *source, unsigned depth);

/* The style it extends, read; NULL: none, or a mistake that was told. */
static const struct bill_style *parent_of(struct bill_parse *parse, const struct bill_style_source *source, unsigned depth)
{
	const char *extends = source->style->extends;
	if (extends == NULL)
		return NULL;
	struct bill_style_source *parent = g_hash_table_lookup(parse->styles, extends);
	if (parent == NULL) {
		unknown_style(parse, extends, source->extends_at);
		return NULL;
	}
	if (parent->state == BEING_READ) {
		bill_error(parse->diags, source->extends_at, "design/style-cycle",
			"the style \"%s\" extends \"%s\", which in the end extends it", source->style->name, extends);
		return NULL;
	}
	if (depth >= BILL_MAX_EXTENDS) {
		bill_error(
			parse->diags, source->extends_at, "design/style-depth", "more than %d styles extend one another", BILL_MAX_EXTENDS);
		return NULL;
	}
	resolve(parse, parent, depth + 1);
	return parent->style;
}

static void resolve(struct bill_parse *parse, struct bill_style_source *source, unsigned depth)
{
	if (source->state != UNREAD)
		return;
	source->state = BEING_READ;
	struct bill_style own = *source->style;
	const struct bill_style *parent = parent_of(parse, source, depth);
	if (parent != NULL)
		*source->style = *parent;
	else
		bill_parse_defaults(parse, BILL_IN_STYLE, source->style);
	for (guint i = 0; i < source->maps->len; i++)
		bill_parse_map(parse, source->maps->pdata[i], BILL_IN_STYLE, source->style);
	source->style->name = own.name;
	source->style->at = own.at;
	source->style->extends = own.extends;
	source->style->index = own.index;
	source->state = READ;
}

/* Styles that elements fall back on exist even where no layout writes them. */
static void add_fallbacks(struct bill_parse *parse)
{
	for (size_t i = 0; i < bill_n_keys; i++) {
		if (bill_keys[i].type == BILL_KEY_STYLE_NAME && bill_keys[i].default_[0] != '\0')
			find_or_add(parse, bill_keys[i].default_, (struct bill_at){0});
	}
}

static void publish(struct bill_parse *parse)
{
	struct bill_design *design = parse->design;
	design->n_styles = parse->style_order->len;
	design->styles = bill_arena_array(parse->arena, struct bill_style *, design->n_styles);
	for (guint i = 0; i < parse->style_order->len; i++) {
		design->styles[i] = ((struct bill_style_source *)parse->style_order->pdata[i])->style;
		design->styles[i]->index = (int)i;
	}
}

void bill_style_read_all(struct bill_parse *parse)
{
	g_ptr_array_set_free_func(parse->style_order, free_source);
	for (guint i = parse->files->len; i-- > 0;) { /* the base first */
		const struct bill_yaml *map = ((struct bill_layout_file *)parse->files->pdata[i])->styles;
		if (map == NULL || !bill_parse_is_map(parse, map, "\"styles\""))
			continue;
		for (size_t j = 0; j < map->count; j++)
			collect_style(parse, map->keys[j], map->items[j]);
	}
	add_fallbacks(parse);
	publish(parse);
	for (guint i = 0; i < parse->style_order->len; i++)
		resolve(parse, parse->style_order->pdata[i], 1);
}
