/* JSON as a tree whose nodes remember where they were written: jansson says what it means, a second walk over the same text says
 * where. */
#include "base/json.h"

#include <jansson.h>
#include <string.h>

#include "base/limits.h"

/* jansson keeps no places; a value's text is walked beside its tree, which is safe because jansson has found it well-formed. */
struct walk {
	const char *p, *end;
	struct bill_at at;
	struct bill_arena *arena;
	struct bill_diags *diags;
};

static void step(struct walk *walk)
{
	const char *next = MIN(walk->p + g_utf8_skip[(unsigned char)*walk->p], walk->end);

	if (*walk->p == '\n') {
		walk->at.line++;
		walk->at.column = 1;
	} else {
		walk->at.column++;
	}
	walk->p = next;
}

/* White space, and the comma or colon before the next value. */
static void skip_between(struct walk *walk)
{
	while (walk->p < walk->end && strchr(" \t\r\n,:", *walk->p))
		step(walk);
}

/* By itself, as most of a file is strings: they hold no line's end, and each byte that begins a character is a column. */
static void skip_string(struct walk *walk)
{
	const char *p = walk->p + 1;
	int columns = 2; /* the quotes */

	for (; p < walk->end && *p != '"'; p++) {
		if (*p == '\\' && p + 1 < walk->end) {
			p++;
			columns++;
		}
		columns += (*p & 0xc0) != 0x80;
	}
	walk->p = MIN(p + 1, walk->end);
	walk->at.column += columns;
}

/* A number, true, false or null, as it was written. */
static const char *skip_word(struct walk *walk)
{
	const char *start = walk->p;

	while (walk->p < walk->end && !strchr(" \t\r\n,:]}", *walk->p))
		step(walk);
	return bill_arena_strndup(walk->arena, start, (size_t)(walk->p - start));
}

static struct bill_yaml *scalar(struct walk *walk, const char *text, bool plain, struct bill_at at)
{
	struct bill_yaml *node = bill_arena_new0(walk->arena, struct bill_yaml);

	node->kind = BILL_YAML_SCALAR;
	node->at = at;
	node->text = text;
	node->plain = plain;
	return node;
}

static struct bill_yaml *convert(struct walk *walk, const json_t *json, int depth);

static struct bill_yaml *convert_list(struct walk *walk, const json_t *json, int depth)
{
	struct bill_yaml *node = scalar(walk, NULL, false, walk->at);
	size_t count = json_array_size(json);

	node->kind = BILL_YAML_LIST;
	node->items = bill_arena_array(walk->arena, struct bill_yaml *, count);
	step(walk);
	for (size_t i = 0; i < count; i++) {
		node->items[node->count++] = convert(walk, json_array_get(json, i), depth + 1);
		if (!node->items[i])
			return NULL;
	}
	skip_between(walk);
	step(walk);
	return node;
}

/* jansson keeps the pairs in the order they were written in (2.8 and later), and repeated keys were refused. */
static struct bill_yaml *convert_map(struct walk *walk, json_t *json, int depth)
{
	struct bill_yaml *node = scalar(walk, NULL, false, walk->at);
	size_t count = json_object_size(json);

	node->kind = BILL_YAML_MAP;
	node->keys = bill_arena_array(walk->arena, struct bill_yaml *, count);
	node->items = bill_arena_array(walk->arena, struct bill_yaml *, count);
	step(walk);
	for (void *pair = json_object_iter(json); pair; pair = json_object_iter_next(json, pair)) {
		skip_between(walk);
		node->keys[node->count] = scalar(walk, bill_arena_strdup(walk->arena, json_object_iter_key(pair)), false, walk->at);
		skip_string(walk);
		node->items[node->count] = convert(walk, json_object_iter_value(pair), depth + 1);
		if (!node->items[node->count++])
			return NULL;
	}
	skip_between(walk);
	step(walk);
	return node;
}

static struct bill_yaml *convert(struct walk *walk, const json_t *json, int depth)
{
	struct bill_yaml *node;

	skip_between(walk);
	if (depth > BILL_MAX_DEPTH) {
		bill_error(walk->diags, walk->at, "json/too-deep", "lists and objects are nested more than %d deep", BILL_MAX_DEPTH);
		return NULL;
	}
	if (json_is_array(json))
		return convert_list(walk, json, depth);
	if (json_is_object(json))
		return convert_map(walk, (json_t *)(gsize)json, depth);
	node = scalar(walk, NULL, !json_is_string(json), walk->at);
	if (json_is_string(json)) {
		node->text = bill_arena_strndup(walk->arena, json_string_value(json), json_string_length(json));
		skip_string(walk);
	} else {
		node->text = skip_word(walk);
	}
	return node;
}

/* The error's place in the file: its line counts from the first line of the text. */
static struct bill_at error_at(struct bill_at first, const json_error_t *error)
{
	struct bill_at at = first;

	at.line += MAX(error->line, 1) - 1;
	at.column = error->line <= 1 ? first.column + MAX(error->column, 1) - 1 : MAX(error->column, 1);
	return at;
}

struct bill_yaml *bill_json_parse(
	const char *text, size_t len, struct bill_at first, struct bill_arena *arena, struct bill_diags *diags)
{
	struct walk walk = {.p = text, .end = text + len, .at = first, .arena = arena, .diags = diags};
	struct bill_yaml *node;
	json_error_t error;
	json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);

	if (!json) {
		bill_error(diags, error_at(first, &error), "json/syntax", "this is no JSON: %s", error.text);
		return NULL;
	}
	node = convert(&walk, json, 0);
	json_decref(json);
	return node;
}
