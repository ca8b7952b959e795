/* Elements: their maps read into the tree, lists taken as columns, parts put in the place of `use`. */
#include "design/parse.h"

#include <string.h>

#define MAX_ELEMENTS 20000 /* of one arrangement, with what `repeat` makes of them: a poster has some tens */

/* Every element is made in here: what it would cost to draw, so that parts within parts cannot multiply without end. */
struct measured {
	struct bill_element element;
	unsigned levels; /* of elements below and with it */
	double count;    /* elements it stands for */
};

static struct measured *measured(const struct bill_element *element)
{
	return (struct measured *)(uintptr_t)element; /* its first member */
}

static const struct bill_style *default_style(struct bill_parse *parse, const struct bill_key *key)
{
	return bill_style_find(parse, key->default_, (struct bill_at){0});
}

static const struct bill_element *prototype(struct bill_parse *parse, enum bill_kind kind)
{
	if (parse->prototypes[kind] != NULL)
		return parse->prototypes[kind];
	struct bill_element *element = bill_arena_new0(parse->arena, struct bill_element);
	element->kind = kind;
	bill_parse_defaults(parse, 1u << kind, element);
	const struct bill_key *own = bill_key_of_kind(kind);
	if (own->default_[0] != '\0')
		bill_value_read(parse, own, &(struct bill_yaml){.kind = BILL_YAML_SCALAR, .text = own->default_, .plain = true}, element);
	if (kind == BILL_TEXT) {
		element->style = default_style(parse, bill_key_find("style", 1u << BILL_TEXT));
		element->heading_style = default_style(parse, bill_key_find("heading-style", 1u << BILL_TEXT));
	}
	return parse->prototypes[kind] = element;
}

static struct bill_element *element_new(struct bill_parse *parse, enum bill_kind kind, struct bill_at at)
{
	struct measured *self = bill_arena_new0(parse->arena, struct measured);
	self->element = *prototype(parse, kind);
	self->element.at = at;
	self->levels = 1;
	self->count = 1;
	return &self->element;
}

struct bill_element *bill_element_copy(struct bill_parse *parse, const struct bill_element *element)
{
	struct measured *copy = bill_arena_new0(parse->arena, struct measured);
	*copy = *measured(element);
	return &copy->element;
}

static bool too_deep(struct bill_parse *parse, struct bill_at at)
{
	if (!parse->too_deep)
		bill_error(parse->diags, at, "design/too-deep", "elements stand inside one another more than %d deep", BILL_MAX_DEPTH);
	parse->too_deep = true;
	return false;
}

static bool too_many(struct bill_parse *parse, struct bill_at at)
{
	return bill_error(parse->diags, at, "design/too-many",
		"this element stands for more than %d elements, its parts and repetitions counted", MAX_ELEMENTS);
}

/* Sums up what an element holds; refuses what would fill memory when drawn. */
static bool measure(struct bill_parse *parse, struct bill_element *element)
{
	struct measured *self = measured(element);
	self->levels = 1;
	self->count = 1;
	for (size_t i = 0; i < element->n_children; i++) {
		self->levels = MAX(self->levels, measured(element->children[i])->levels + 1);
		self->count += measured(element->children[i])->count;
	}
	self->count *= MAX(element->repeat, 1);
	if (self->levels > BILL_MAX_DEPTH)
		return too_deep(parse, element->at);
	if (self->count > MAX_ELEMENTS)
		return too_many(parse, element->at);
	return true;
}

static void set_children(struct bill_parse *parse, struct bill_element *element, const GPtrArray *children)
{
	element->n_children = children->len;
	element->children = bill_arena_array(parse->arena, struct bill_element *, children->len);
	for (guint i = 0; i < children->len; i++)
		element->children[i] = children->pdata[i];
}

bool bill_element_read_children(struct bill_parse *parse, const struct bill_yaml *node, struct bill_element *container)
{
	g_autoptr(GPtrArray) children = g_ptr_array_new();
	bool ok = true;
	if (node->kind != BILL_YAML_LIST)
		ok = bill_element_read(parse, node, children);
	for (size_t i = 0; node->kind == BILL_YAML_LIST && i < node->count; i++)
		ok &= bill_element_read(parse, node->items[i], children);
	set_children(parse, container, children);
	return ok;
}

struct bill_element *bill_element_join(struct bill_parse *parse, const GPtrArray *elements, struct bill_at at)
{
	if (elements->len == 1)
		return elements->pdata[0];
	struct bill_element *column = element_new(parse, BILL_COLUMN, at);
	set_children(parse, column, elements);
	return measure(parse, column) ? column : NULL;
}

/* ---- use ---- */

/* Both the part's own conditions and those of its `use` must hold. */
static void join_conditions(struct bill_parse *parse, struct bill_element *to, const struct bill_element *from)
{
	struct bill_condition *all = bill_arena_array(parse->arena, struct bill_condition, to->n_when + from->n_when);
	for (size_t i = 0; i < to->n_when + from->n_when; i++)
		all[i] = i < to->n_when ? to->when[i] : from->when[i - to->n_when];
	to->when = all;
	to->n_when += from->n_when;
}

/* What is written beside `use` goes over what the part says itself. */
static void override(
	struct bill_parse *parse, const struct bill_yaml *map, const struct bill_element *use, struct bill_element *to)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct bill_key *key = bill_key_find(map->keys[i]->text, 1u << BILL_USE);
		if (key == NULL)
			continue; /* `use` itself */
		if (key->type == BILL_KEY_CONDITIONS)
			join_conditions(parse, to, use);
		else
			memcpy((char *)to + key->offset, (const char *)use + key->offset, key->size);
	}
}

static bool read_use(struct bill_parse *parse, const struct bill_yaml *map, GPtrArray *out)
{
	struct bill_element *use = element_new(parse, BILL_USE, map->at);
	if (!bill_parse_map(parse, map, 1u << BILL_USE | BILL_IN_KIND, use))
		return false;
	const GPtrArray *part = bill_part_elements(parse, use->use, bill_yaml_find(map, "use")->at);
	if (part == NULL)
		return false;
	if (out->len + part->len > MAX_ELEMENTS)
		return too_many(parse, map->at);
	if (map->count == 1) {
		for (guint i = 0; i < part->len; i++)
			g_ptr_array_add(out, part->pdata[i]);
		return true;
	}
	struct bill_element *joined = bill_element_join(parse, part, map->at);
	if (joined == NULL)
		return false;
	struct bill_element *copy = bill_element_copy(parse, joined);
	override(parse, map, use, copy);
	g_ptr_array_add(out, copy);
	return measure(parse, copy);
}

/* ---- maps and lists ---- */

static bool read_map(struct bill_parse *parse, const struct bill_yaml *map, GPtrArray *out)
{
	const struct bill_key *key = bill_kind_find(parse, map);
	if (key == NULL)
		return false;
	enum bill_kind kind = bill_key_kind(key);
	if (kind == BILL_USE)
		return read_use(parse, map, out);
	struct bill_element *element = element_new(parse, kind, map->at);
	if (!bill_parse_map(parse, map, 1u << kind | BILL_IN_KIND, element))
		return false;
	g_ptr_array_add(out, element);
	return measure(parse, element);
}

static bool read_list(struct bill_parse *parse, const struct bill_yaml *list, GPtrArray *out)
{
	struct bill_element *column = element_new(parse, BILL_COLUMN, list->at);
	if (!bill_element_read_children(parse, list, column))
		return false;
	g_ptr_array_add(out, column);
	return measure(parse, column);
}

bool bill_element_read(struct bill_parse *parse, const struct bill_yaml *node, GPtrArray *out)
{
	if (node->kind == BILL_YAML_SCALAR)
		return bill_kind_not_an_element(parse, node);
	if (parse->depth >= BILL_MAX_DEPTH)
		return too_deep(parse, node->at);
	parse->depth++;
	bool ok = node->kind == BILL_YAML_MAP ? read_map(parse, node, out) : read_list(parse, node, out);
	parse->depth--;
	return ok;
}
