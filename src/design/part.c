/* Parts: named elements, each read once and put wherever it is used. */
#include "design/parse.h"

enum part_state { UNREAD, BEING_READ, READ, FAILED };

struct bill_part {
	const char *name;
	struct bill_at at;
	const struct bill_yaml *node;
	GPtrArray *elements;
	enum part_state state;
};

static void free_part(gpointer data)
{
	struct bill_part *part = data;
	g_ptr_array_unref(part->elements);
	g_free(part);
}

static void collect_part(struct bill_parse *parse, const struct bill_yaml *name, const struct bill_yaml *node)
{
	if (!bill_parse_name(parse, name, "a part"))
		return;
	struct bill_part *part = g_hash_table_lookup(parse->parts, name->text);
	if (part == NULL) {
		part = g_new0(struct bill_part, 1);
		part->elements = g_ptr_array_new();
		part->name = name->text;
		g_ptr_array_add(parse->part_order, part);
		g_hash_table_insert(parse->parts, (gpointer)(uintptr_t)part->name, part);
	}
	part->at = name->at;
	part->node = node; /* whole: a layout's part stands in for its base's */
}

void bill_part_collect(struct bill_parse *parse)
{
	g_ptr_array_set_free_func(parse->part_order, free_part);
	for (guint i = parse->files->len; i-- > 0;) { /* the base first */
		const struct bill_yaml *map = ((struct bill_layout_file *)parse->files->pdata[i])->parts;
		if (map == NULL || !bill_parse_is_map(parse, map, "\"parts\""))
			continue;
		for (size_t j = 0; j < map->count; j++)
			collect_part(parse, map->keys[j], map->items[j]);
	}
}

bool bill_part_exists(const struct bill_parse *parse, const char *name)
{
	return g_hash_table_contains(parse->parts, name);
}

/* An element, or a list of them that stand for themselves wherever the part is used. */
static bool read_elements(struct bill_parse *parse, struct bill_part *part)
{
	if (part->node->kind != BILL_YAML_LIST)
		return bill_element_read(parse, part->node, part->elements);
	bool ok = true;
	for (size_t i = 0; i < part->node->count; i++)
		ok &= bill_element_read(parse, part->node->items[i], part->elements);
	return ok;
}

static void read_part(struct bill_parse *parse, struct bill_part *part)
{
	if (part->state != UNREAD)
		return;
	part->state = BEING_READ;
	part->state = read_elements(parse, part) ? READ : FAILED;
}

void bill_part_read_all(struct bill_parse *parse)
{
	for (guint i = 0; i < parse->part_order->len; i++)
		read_part(parse, parse->part_order->pdata[i]);
}

static const GPtrArray *unknown_part(struct bill_parse *parse, const char *name, struct bill_at at)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < MIN(parse->part_order->len, BILL_MAX_SUGGESTIONS); i++)
		g_ptr_array_add(names, (gpointer)(uintptr_t)((struct bill_part *)parse->part_order->pdata[i])->name);
	bill_error(parse->diags, at, "design/unknown-part", "there is no part \"%.60s\"%s", name,
		bill_parse_did_you_mean(parse, name, names));
	bill_diags_hint(parse->diags, "the parts are: %s", bill_parse_names(parse, names));
	return NULL;
}

const GPtrArray *bill_part_elements(struct bill_parse *parse, const char *name, struct bill_at at)
{
	struct bill_part *part = g_hash_table_lookup(parse->parts, name);
	if (part == NULL)
		return unknown_part(parse, name, at);
	if (part->state == BEING_READ) {
		bill_error(parse->diags, at, "design/part-cycle", "the part \"%s\" is used inside itself", name);
		bill_diags_also(parse->diags, part->at, "it is written here");
		return NULL;
	}
	read_part(parse, part);
	return part->state == READ ? part->elements : NULL;
}
