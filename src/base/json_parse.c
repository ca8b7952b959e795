/* JSON as a tree whose nodes remember where they were written: jansson says what it means, a second walk over the same text says
 * where, and what stands in plain strings. */
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

/* Behind the string that begins at p. plain: it says what is written, without an escape. */
static const char *string_end(const char *p, const char *end, bool *plain)
{
	const char *quote = memchr(p + 1, '"', (size_t)(end - p - 1));

	*plain = quote && !memchr(p + 1, '\\', (size_t)(quote - p - 1));
	for (p++; !*plain && p < end && *p != '"'; p++)
		p += *p == '\\' && p + 1 < end;
	return *plain ? quote + 1 : MIN(p + 1, end);
}

/* What it says where it is plain, NULL where it is not. It holds no line's end, and each byte that begins a character is a
 * column. */
static const char *take_string(struct walk *walk)
{
	bool plain;
	int columns = 0;
	const char *start = walk->p;

	walk->p = string_end(start, walk->end, &plain);
	for (const char *p = start; p < walk->p; p++)
		columns += (*p & 0xc0) != 0x80;
	walk->at.column += columns;
	return plain ? bill_arena_strndup(walk->arena, start + 1, (size_t)(walk->p - start - 2)) : NULL;
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
		struct bill_yaml *key = node->keys[node->count] = scalar(walk, NULL, false, walk->at);
		key->text = take_string(walk);
		if (!key->text)
			key->text = bill_arena_strdup(walk->arena, json_object_iter_key(pair));
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
	node->text = json_is_string(json) ? take_string(walk) : skip_word(walk);
	if (!node->text)
		node->text = bill_arena_strndup(walk->arena, json_string_value(json), json_string_length(json));
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

/* Keys must stay, so that jansson finds those that are repeated, and so must what it will refuse. */
static bool must_stay(const char *p, const char *after, const char *end)
{
	for (; p < after; p++)
		if ((unsigned char)*p < 0x20)
			return true;
	while (after < end && strchr(" \t\r\n", *after))
		after++;
	return after < end && *after == ':';
}

/* The text with its plain strings left empty: most of a file is such strings, and jansson spends some 150 instructions on each of
 * their bytes (2.14). What is no JSON with them is none without. */
static GString *bones_of(const char *text, size_t len)
{
	GString *bones = g_string_new(NULL);
	const char *kept = text, *end = text + len;

	for (const char *p = text, *after; (p = memchr(p, '"', (size_t)(end - p))); p = after) {
		bool plain;

		after = string_end(p, end, &plain);
		if (!plain || must_stay(p, after, end))
			continue;
		g_string_append_len(bones, kept, p + 1 - kept);
		kept = after - 1;
	}
	g_string_append_len(bones, kept, end - kept);
	return bones;
}

struct bill_yaml *bill_json_parse(
	const char *text, size_t len, struct bill_at first, struct bill_arena *arena, struct bill_diags *diags)
{
	struct walk walk = {.p = text, .end = text + len, .at = first, .arena = arena, .diags = diags};
	struct bill_yaml *node;
	json_error_t error;
	g_autoptr(GString) bones = bones_of(text, len);
	json_t *json = json_loadb(bones->str, bones->len, JSON_REJECT_DUPLICATES, NULL);

	if (!json) /* as it is written, for the error's words and place */
		json = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	if (!json) {
		bill_error(diags, error_at(first, &error), "json/syntax", "this is no JSON: %s", error.text);
		return NULL;
	}
	node = convert(&walk, json, 0);
	json_decref(json);
	return node;
}
