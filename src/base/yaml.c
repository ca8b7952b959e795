/* YAML as a tree whose nodes remember where they were written. The only door to libyaml. */
#include "base/yaml.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "base/yaml_error.h"

#include <glib.h>
#include <string.h>

/* libyaml compares each %TAG with all before it (parser.c, yaml_parser_append_tag_directive). */
#define MAX_TAG_DIRECTIVES 64
/* Reading goes on after a wrong key, but not for ever: each complaint looks for its line from the start of the file. */
#define MAX_ERRORS 50

struct builder {
	const struct bill_src *src;
	struct bill_arena *arena;
	struct bill_diags *diags;
	yaml_parser_t parser;
	size_t skipped;      /* bytes of src before the parser's input: a byte-order mark */
	GHashTable *anchors; /* of the document: name → struct anchor */
	size_t nodes;        /* so far, each alias counted with all it stands for */
	int deepest;         /* of the node being read, and all it holds */
	unsigned errors;     /* given so far */
	int braces_line;     /* where {{…}} was last complained about: what follows from it is not told again */
};

/* What a name stands for; only whole nodes get in, so that no node holds itself. */
struct anchor {
	struct bill_yaml *node;
	size_t nodes;
	int height;
};

static struct bill_yaml *read_node(struct builder *b, const yaml_event_t *event, int depth);

static struct bill_at place(const struct builder *b, const yaml_event_t *event)
{
	return bill_yaml_mark(b->src, event->start_mark);
}

static bool next_event(struct builder *b, yaml_event_t *event)
{
	if (yaml_parser_parse(&b->parser, event))
		return true;
	if (b->errors++ && bill_yaml_mark(b->src, b->parser.problem_mark).line == b->braces_line)
		return false;
	return bill_yaml_complain(b->src, &b->parser, b->skipped, b->diags);
}

/* False: reading cannot go on. */
static bool count_nodes(struct builder *b, size_t nodes, int depth, struct bill_at at)
{
	b->nodes += nodes;
	b->deepest = MAX(b->deepest, depth);
	if (b->errors >= MAX_ERRORS)
		return false;
	if (b->nodes <= BILL_MAX_NODES && depth <= BILL_MAX_DEPTH)
		return true;
	b->errors++;
	if (depth > BILL_MAX_DEPTH)
		return bill_error(b->diags, at, "yaml/too-deep", "lists and maps are nested more than %d deep", BILL_MAX_DEPTH);
	return bill_error(b->diags, at, "yaml/too-large", "the file holds more than %d values", BILL_MAX_NODES);
}

static struct bill_yaml *node_new(struct builder *b, enum bill_yaml_kind kind, struct bill_at at)
{
	struct bill_yaml *node = bill_arena_new0(b->arena, struct bill_yaml);
	node->kind = kind;
	node->at = at;
	return node;
}

/* A tag that only says what the node is anyway is heard; any other would change a meaning, so it is refused. */
static void check_tag(struct builder *b, const yaml_char_t *tag_, struct bill_at at)
{
	static const char *const known[] = {"!", YAML_STR_TAG, YAML_SEQ_TAG, YAML_MAP_TAG, YAML_INT_TAG, YAML_FLOAT_TAG,
		YAML_BOOL_TAG, YAML_NULL_TAG, YAML_TIMESTAMP_TAG};
	const char *tag = (const char *)tag_;
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (!tag || strcmp(tag, known[i]) == 0)
			return;
	b->errors++;
	bill_error(b->diags, at, "yaml/tag", "the tag \"%s\" has no meaning here", tag);
	bill_diags_hint(b->diags, "quote texts that begin with \"!\"");
}

static struct bill_yaml *read_scalar(struct builder *b, const yaml_event_t *event)
{
	struct bill_yaml *node = node_new(b, BILL_YAML_SCALAR, place(b, event));
	const char *value = (const char *)event->data.scalar.value;
	node->text = bill_arena_strndup(b->arena, value, event->data.scalar.length);
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && event->data.scalar.plain_implicit;
	if (strlen(node->text) != event->data.scalar.length) {
		b->errors++;
		bill_error(b->diags, node->at, "yaml/syntax", "the text holds a zero character (\\0)");
	}
	check_tag(b, event->data.scalar.tag, node->at);
	return node;
}

static struct bill_yaml **copy_nodes(struct builder *b, const GPtrArray *nodes)
{
	struct bill_yaml **copy = bill_arena_array(b->arena, struct bill_yaml *, nodes->len);
	if (nodes->len)
		memcpy(copy, nodes->pdata, nodes->len * sizeof *copy);
	return copy;
}

static struct bill_yaml *read_list(struct builder *b, const yaml_event_t *start, int depth)
{
	struct bill_yaml *list = node_new(b, BILL_YAML_LIST, place(b, start));
	g_autoptr(GPtrArray) items = g_ptr_array_new();
	check_tag(b, start->data.sequence_start.tag, list->at);
	for (;;) {
		yaml_event_t event;
		if (!next_event(b, &event))
			return NULL;
		bool end = event.type == YAML_SEQUENCE_END_EVENT;
		struct bill_yaml *item = end ? NULL : read_node(b, &event, depth + 1);
		yaml_event_delete(&event);
		if (end)
			break;
		if (!item)
			return NULL;
		g_ptr_array_add(items, item);
	}
	list->count = items->len;
	list->items = copy_nodes(b, items);
	return list;
}

static guint key_hash(const void *key)
{
	return g_str_hash(((const struct bill_yaml *)key)->text);
}

static gboolean key_equal(const void *a, const void *b)
{
	return g_str_equal(((const struct bill_yaml *)a)->text, ((const struct bill_yaml *)b)->text);
}

static void refuse_key(struct builder *b, const struct bill_yaml *key)
{
	b->errors++;
	if (key->kind != BILL_YAML_MAP || !bill_yaml_has_braces(key->at)) {
		bill_error(b->diags, key->at, "yaml/key", "a key must be a word, and this is %s", bill_yaml_describe(key));
		return;
	}
	b->braces_line = key->at.line;
	bill_error(b->diags, key->at, "yaml/key", "without quotes, YAML reads {{…}} as a map");
	bill_diags_hint(b->diags, "%s", BILL_YAML_BRACES_HINT);
}

/* Whether the pair may enter the map; if not, the error is given and the reading goes on, to find the others. */
static bool check_key(struct builder *b, const struct bill_yaml *key, GHashTable *seen)
{
	if (key->kind != BILL_YAML_SCALAR) {
		refuse_key(b, key);
		return false;
	}
	if (key->plain && strcmp(key->text, "<<") == 0) {
		b->errors++;
		bill_error(b->diags, key->at, "yaml/merge-key", "merge keys (<<) are not supported");
		bill_diags_hint(b->diags, "write the keys out; in a layout, a style can extend another");
		return false;
	}
	const struct bill_yaml *first = g_hash_table_lookup(seen, key);
	if (!first)
		return true;
	b->errors++;
	bill_error(b->diags, key->at, "yaml/duplicate-key", "the key \"%s\" stands twice in this map", key->text);
	bill_diags_also(b->diags, first->at, "here is the first");
	return false;
}

/* Reads one pair; *end tells that there was none left. False: reading cannot go on. */
static bool read_pair(struct builder *b, int depth, struct bill_yaml **key, struct bill_yaml **value, bool *end)
{
	yaml_event_t event;
	if (!next_event(b, &event))
		return false;
	*end = event.type == YAML_MAPPING_END_EVENT;
	*key = *end ? NULL : read_node(b, &event, depth + 1);
	yaml_event_delete(&event);
	if (*end || !*key)
		return *end;
	if (!next_event(b, &event))
		return false;
	*value = read_node(b, &event, depth + 1);
	yaml_event_delete(&event);
	return *value != NULL;
}

static struct bill_yaml *read_map(struct builder *b, const yaml_event_t *start, int depth)
{
	struct bill_yaml *map = node_new(b, BILL_YAML_MAP, place(b, start)), *key, *value;
	g_autoptr(GPtrArray) keys = g_ptr_array_new(), values = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(key_hash, key_equal);
	check_tag(b, start->data.mapping_start.tag, map->at);
	for (bool end = false;;) {
		if (!read_pair(b, depth, &key, &value, &end))
			return NULL;
		if (end)
			break;
		if (!check_key(b, key, seen))
			continue;
		g_hash_table_add(seen, key);
		g_ptr_array_add(keys, key);
		g_ptr_array_add(values, value);
	}
	map->count = keys->len;
	map->keys = copy_nodes(b, keys);
	map->items = copy_nodes(b, values);
	return map;
}

/* The same node again: the tree becomes a graph without cycles, and is counted as if it were copied. */
static struct bill_yaml *read_alias(struct builder *b, const yaml_event_t *event, int depth)
{
	const char *name = (const char *)event->data.alias.anchor;
	const struct anchor *anchor = g_hash_table_lookup(b->anchors, name);
	if (anchor)
		return count_nodes(b, anchor->nodes, depth + anchor->height, place(b, event)) ? anchor->node : NULL;
	b->errors++;
	bill_error(
		b->diags, place(b, event), "yaml/alias", "\"*%s\" stands for nothing: no \"&%s\" was finished before it", name, name);
	bill_diags_hint(b->diags, "quote texts that begin with \"*\"");
	struct bill_yaml *stand_in = node_new(b, BILL_YAML_SCALAR, place(b, event)); /* so that the reading can go on */
	stand_in->text = bill_arena_strdup(b->arena, name);
	return stand_in;
}

static const yaml_char_t *anchor_of(const yaml_event_t *event)
{
	if (event->type == YAML_SCALAR_EVENT)
		return event->data.scalar.anchor;
	return event->type == YAML_MAPPING_START_EVENT ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
}

/* Reads what an event begins. NULL: reading cannot go on, and the error is given. depth: 1 for a document's root. */
static struct bill_yaml *read_node(struct builder *b, const yaml_event_t *event, int depth)
{
	if (event->type == YAML_ALIAS_EVENT)
		return read_alias(b, event, depth);
	size_t before = b->nodes;
	int deepest_before = b->deepest;
	b->deepest = 0;
	if (!count_nodes(b, 1, depth, place(b, event)))
		return NULL;
	struct bill_yaml *node = event->type == YAML_SCALAR_EVENT          ? read_scalar(b, event)
							 : event->type == YAML_MAPPING_START_EVENT ? read_map(b, event, depth)
																	   : read_list(b, event, depth);
	if (node && anchor_of(event)) {
		struct anchor *anchor = bill_arena_new0(b->arena, struct anchor);
		*anchor = (struct anchor){node, b->nodes - before, b->deepest - depth};
		g_hash_table_insert(b->anchors, g_strdup((const char *)anchor_of(event)), anchor);
	}
	b->deepest = MAX(b->deepest, deepest_before);
	return node;
}

/* ---- documents ---- */

/* Reads the root of the document whose start was just read, and its end. */
static struct bill_yaml *read_document(struct builder *b)
{
	yaml_event_t event;
	g_hash_table_remove_all(b->anchors);
	if (!next_event(b, &event))
		return NULL;
	struct bill_yaml *root = read_node(b, &event, 1);
	yaml_event_delete(&event);
	if (!root || !next_event(b, &event))
		return NULL;
	yaml_event_delete(&event); /* the document's end */
	return root;
}

/* "---" with nothing after it, as some writers end a stream. */
static bool is_nothing(const struct bill_yaml *node)
{
	return node->kind == BILL_YAML_SCALAR && node->plain && !node->text[0];
}

static void read_stream(struct builder *b, GPtrArray *roots)
{
	for (bool end = false; !end;) {
		yaml_event_t event;
		if (!next_event(b, &event))
			return;
		end = event.type == YAML_STREAM_END_EVENT;
		bool document = event.type == YAML_DOCUMENT_START_EVENT;
		yaml_event_delete(&event);
		struct bill_yaml *root = document ? read_document(b) : NULL;
		if (document && !root)
			return;
		if (root && !is_nothing(root))
			g_ptr_array_add(roots, root);
	}
}

static bool check_directives(struct builder *b)
{
	const char *at = b->src->text, *found;
	size_t left = b->src->len;
	for (int count = 0; (found = memmem(at, left, "\n%TAG", 5)); count++) {
		if (count == MAX_TAG_DIRECTIVES) {
			b->errors++;
			return bill_error(b->diags, bill_at_offset(b->src, (size_t)(found + 1 - b->src->text)), "yaml/too-large",
				"the file holds more than %d %%TAG directives", MAX_TAG_DIRECTIVES);
		}
		left -= (size_t)(found + 5 - at);
		at = found + 5;
	}
	return true;
}

static void run(struct builder *b, GPtrArray *roots)
{
	if (!check_directives(b))
		return;
	if (!yaml_parser_initialize(&b->parser))
		g_error("out of memory");
	b->skipped = b->src->len >= 3 && memcmp(b->src->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	b->anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b->parser, (const unsigned char *)b->src->text + b->skipped, b->src->len - b->skipped);
	read_stream(b, roots);
	yaml_parser_delete(&b->parser);
	g_hash_table_unref(b->anchors);
}

/* The roots of all documents, never empty; NULL after diagnostics. */
static GPtrArray *parse(const struct bill_src *src, struct bill_arena *arena, struct bill_diags *diags)
{
	struct builder b = {.src = src, .arena = arena, .diags = diags};
	g_autoptr(GPtrArray) roots = g_ptr_array_new();
	run(&b, roots);
	if (!b.errors && roots->len == 0) {
		b.errors++;
		bill_error(diags, bill_at_file(src), "yaml/empty", "the file holds nothing");
	}
	return b.errors ? NULL : g_steal_pointer(&roots);
}

struct bill_yaml *bill_yaml_parse(const struct bill_src *src, struct bill_arena *arena, struct bill_diags *diags)
{
	g_autoptr(GPtrArray) roots = parse(src, arena, diags);
	if (!roots)
		return NULL;
	if (roots->len == 1)
		return g_ptr_array_index(roots, 0);
	const struct bill_yaml *second = g_ptr_array_index(roots, 1);
	bill_error(diags, second->at, "yaml/documents", "the file holds %u documents, and one is expected", roots->len);
	bill_diags_hint(diags, "a line \"---\" begins another document: take it out, or split the file");
	return NULL;
}

struct bill_yaml **bill_yaml_parse_all(
	const struct bill_src *src, struct bill_arena *arena, size_t *count, struct bill_diags *diags)
{
	g_autoptr(GPtrArray) roots = parse(src, arena, diags);
	*count = 0;
	if (!roots)
		return NULL;
	struct bill_yaml **copy = bill_arena_array(arena, struct bill_yaml *, roots->len);
	memcpy(copy, roots->pdata, roots->len * sizeof *copy);
	*count = roots->len;
	return copy;
}

/* ---- questions ---- */

const struct bill_yaml *bill_yaml_find(const struct bill_yaml *map, const char *key)
{
	if (!map || map->kind != BILL_YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (strcmp(map->keys[i]->text, key) == 0)
			return map->items[i];
	return NULL;
}

bool bill_yaml_is_null(const struct bill_yaml *node)
{
	if (!node)
		return true;
	if (node->kind != BILL_YAML_SCALAR || !node->plain)
		return false;
	static const char *const nulls[] = {"", "~", "null", "Null", "NULL"}; /* YAML 1.1, the null type */
	for (size_t i = 0; i < G_N_ELEMENTS(nulls); i++)
		if (strcmp(node->text, nulls[i]) == 0)
			return true;
	return false;
}

const char *bill_yaml_describe(const struct bill_yaml *node)
{
	if (bill_yaml_is_null(node))
		return "nothing";
	switch (node->kind) {
	case BILL_YAML_LIST:
		return "a list";
	case BILL_YAML_MAP:
		return "a map";
	case BILL_YAML_SCALAR:
		break;
	}
	return "text";
}
