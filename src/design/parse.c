/* Maps of a layout read by the table of keys, and the mistakes made in them. */
#include "design/parse.h"

#include <string.h>

const char *bill_parse_did_you_mean(struct bill_parse *parse, const char *word, const GPtrArray *names)
{
	if (strlen(word) > 64 || bill_diags_count(parse->diags, BILL_ERROR) > BILL_MAX_DIAGS)
		return ""; /* nobody will read it */
	const char *near = bill_utf8_nearest_of(word, (const char *const *)names->pdata, names->len);
	return near == NULL ? "" : bill_arena_printf(parse->arena, "; did you mean \"%s\"?", near);
}

const char *bill_parse_names(struct bill_parse *parse, const GPtrArray *names)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (guint i = 0; i < names->len && i < 24; i++)
		g_string_append_printf(out, "%s%s", i == 0 ? "" : ", ", (const char *)names->pdata[i]);
	if (names->len > 24)
		g_string_append(out, ", …");
	return bill_arena_strdup(parse->arena, out->len == 0 ? "none" : out->str);
}

const char *bill_parse_found(struct bill_parse *parse, const struct bill_yaml *node)
{
	if (node->kind != BILL_YAML_SCALAR)
		return node->kind == BILL_YAML_LIST ? "a list" : "a map";
	if (g_utf8_strlen(node->text, 200) <= 40)
		return bill_arena_printf(parse->arena, "\"%s\"", node->text);
	const char *end = g_utf8_offset_to_pointer(node->text, 40);
	return bill_arena_printf(parse->arena, "\"%.*s…\"", (int)(end - node->text), node->text);
}

bool bill_parse_is_map(struct bill_parse *parse, const struct bill_yaml *node, const char *what)
{
	if (node->kind == BILL_YAML_MAP)
		return true;
	return bill_error(parse->diags, node->at, "design/not-a-map", "%s is written as keys and values, not as %s", what,
		node->kind == BILL_YAML_LIST ? "a list" : bill_parse_found(parse, node));
}

static bool name_char(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_';
}

bool bill_parse_name(struct bill_parse *parse, const struct bill_yaml *node, const char *what)
{
	const char *c = node->text;
	while (name_char(*c))
		c++;
	bool reserved = g_str_equal(node->text, "none") || g_str_equal(node->text, "on") || g_str_equal(node->text, "not");
	if (*c == '\0' && g_ascii_isalpha(node->text[0]) && strlen(node->text) <= 64 && !reserved)
		return true;
	bill_error(parse->diags, node->at, "design/name", "%s cannot be the name of %s", bill_parse_found(parse, node), what);
	bill_diags_hint(
		parse->diags, "names are made of letters, digits, \"-\" and \"_\", begin with a letter and are not none, on or not");
	return false;
}

/* A real key at the wrong place: `"columns" belongs to text, not to image`. */
static bool misplaced_key(struct bill_parse *parse, const struct bill_yaml *node, unsigned scope, unsigned belongs)
{
	g_autofree char *places = bill_scope_list(belongs);
	bill_error(parse->diags, node->at, "design/misplaced-key", "\"%s\" belongs to %s, not to %s", node->text, places,
		bill_scope_name(scope));
	if ((belongs & BILL_IN_STYLE) != 0 && (scope & BILL_IN_ELEMENTS) != 0)
		bill_diags_hint(parse->diags, "write it in a style under \"styles\", and name that with \"style\"");
	return false;
}

/* One letter away from a key of this place: `style:` in a layout means `styles:`, though texts have a "style". */
static bool slip(const char *word, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		if (strlen(word) <= 64 && bill_utf8_distance(word, names->pdata[i]) == 1)
			return true;
	}
	return false;
}

static unsigned scopes_of(const char *name)
{
	unsigned scopes = 0;
	for (size_t i = 0; i < bill_n_keys; i++) {
		if (strcmp(bill_keys[i].name, name) == 0)
			scopes |= bill_keys[i].scope & ~BILL_IN_KIND;
	}
	return scopes;
}

static bool unknown_key(struct bill_parse *parse, const struct bill_yaml *node, unsigned scope)
{
	unsigned belongs = scopes_of(node->text);
	g_autoptr(GPtrArray) names = bill_scope_keys(scope);
	if (belongs != 0 && belongs != BILL_IN_ELEMENTS && !slip(node->text, names))
		return misplaced_key(parse, node, scope, belongs);
	const char *meant = bill_parse_did_you_mean(parse, node->text, names);
	bill_error(parse->diags, node->at, "design/unknown-key", "unknown key %s in %s%s", bill_parse_found(parse, node),
		bill_scope_name(scope & ~BILL_IN_KIND), meant);
	if (meant[0] == '\0')
		bill_diags_hint(
			parse->diags, "the keys of %s are %s", bill_scope_name(scope & ~BILL_IN_KIND), bill_parse_names(parse, names));
	return false;
}

/* Whether nothing after the colon is a way to say "as it is": a heading whose entries are commented out, or a bare `rule:`. */
static bool may_be_empty(const struct bill_key *key)
{
	if (key->type >= BILL_KEY_PAGE || key->type == BILL_KEY_STRING)
		return true;
	return key->scope == BILL_IN_KIND && (key->type == BILL_KEY_WORD || key->type == BILL_KEY_RANGE);
}

static bool read_pair(
	struct bill_parse *parse, const struct bill_yaml *name, const struct bill_yaml *value, unsigned scope, void *into)
{
	const struct bill_key *key = bill_key_find(name->text, scope);
	if (key == NULL)
		return unknown_key(parse, name, scope & ~BILL_IN_KIND);
	if (!bill_yaml_is_null(value))
		return bill_value_read(parse, key, value, into);
	if (may_be_empty(key))
		return true;
	g_autofree char *expected = bill_key_expects(key);
	return bill_error(parse->diags, name->at, "design/no-value", "\"%s\" has no value; it takes %s", key->name, expected);
}

bool bill_parse_map(struct bill_parse *parse, const struct bill_yaml *map, unsigned scope, void *into)
{
	bool ok = true;
	for (size_t i = 0; i < map->count; i++)
		ok &= read_pair(parse, map->keys[i], map->items[i], scope, into);
	return ok;
}

void bill_parse_defaults(struct bill_parse *parse, unsigned scope, void *into)
{
	for (size_t i = 0; i < bill_n_keys; i++) {
		const struct bill_key *key = &bill_keys[i];
		if ((key->scope & scope) == 0 || key->default_[0] == '\0' || key->type == BILL_KEY_STYLE_NAME)
			continue; /* styles are looked up when all of them are known */
		struct bill_yaml node = {.kind = BILL_YAML_SCALAR, .text = key->default_, .plain = true};
		bool ok = bill_value_read(parse, key, &node, into);
		g_assert(ok); /* keys.def's defaults are right: test_keys reads each */
	}
}
