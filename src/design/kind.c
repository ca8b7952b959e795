/* Which kind of element a map describes, and what is said when it describes none or two. */
#include "design/parse.h"

static GPtrArray *kind_names(void)
{
	return bill_scope_keys(BILL_IN_KIND);
}

/* `txt: …`: a key that no element has, near a kind. */
static bool mistyped_kind(struct bill_parse *parse, const struct bill_yaml *map)
{
	g_autoptr(GPtrArray) names = kind_names();
	for (size_t i = 0; i < map->count; i++) {
		const char *word = map->keys[i]->text;
		const char *meant = bill_key_find(word, BILL_IN_ELEMENTS) == NULL ? bill_parse_did_you_mean(parse, word, names) : "";
		if (meant[0] != '\0') {
			bill_error(
				parse->diags, map->keys[i]->at, "design/unknown-key", "unknown key \"%.60s\" in an element%s", word, meant);
			return true;
		}
	}
	return false;
}

static void no_kind(struct bill_parse *parse, const struct bill_yaml *map)
{
	if (map->count > 0 && mistyped_kind(parse, map))
		return;
	g_autoptr(GPtrArray) names = kind_names();
	bill_error(parse->diags, map->at, "design/no-kind", "this element does not say what it is; one of its keys must be a kind");
	const char *first = map->count > 0 ? map->keys[0]->text : "";
	if (map->count == 1 && bill_part_exists(parse, first))
		bill_diags_hint(parse->diags, "to place the part write: use: %s", first);
	else if (map->count > 0 && bill_key_find(first, BILL_IN_ELEMENTS) == NULL)
		bill_diags_hint(
			parse->diags, "the kinds are %s; to show a field write: text: \"{{%.60s}}\"", bill_parse_names(parse, names), first);
	else
		bill_diags_hint(parse->diags, "the kinds are %s", bill_parse_names(parse, names));
}

static void two_kinds(
	struct bill_parse *parse, const struct bill_yaml *second, const struct bill_key *a, const struct bill_key *b)
{
	bill_error(parse->diags, second->at, "design/two-kinds", "an element is of one kind; this one is both \"%s\" and \"%s\"",
		a->name, b->name);
	if (bill_key_kind(a) == BILL_IMAGE && bill_key_kind(b) == BILL_SHAPE)
		bill_diags_hint(parse->diags, "the outline of an image is its mask: write \"mask\" in place of \"shape\"");
	else
		bill_diags_hint(parse->diags, "write two elements, each after its own \"-\"");
}

const struct bill_key *bill_kind_find(struct bill_parse *parse, const struct bill_yaml *map)
{
	const struct bill_key *kind = NULL;
	for (size_t i = 0; i < map->count; i++) {
		const struct bill_key *key = bill_key_find(map->keys[i]->text, BILL_IN_KIND);
		if (key != NULL && kind != NULL) {
			two_kinds(parse, map->keys[i], kind, key);
			return NULL;
		}
		kind = key != NULL ? key : kind;
	}
	if (kind == NULL)
		no_kind(parse, map);
	return kind;
}

bool bill_kind_not_an_element(struct bill_parse *parse, const struct bill_yaml *node)
{
	bill_error(parse->diags, node->at, "design/not-an-element", "an element was expected here, not %s",
		bill_yaml_is_null(node) ? "nothing" : bill_parse_found(parse, node));
	const struct bill_key *kind = bill_key_find(node->text, BILL_IN_KIND);
	if (bill_part_exists(parse, node->text))
		bill_diags_hint(parse->diags, "to place the part write: use: %s", node->text);
	else if (kind != NULL && kind->default_[0] != '\0')
		bill_diags_hint(parse->diags, "write: %s: %s", kind->name, kind->default_);
	else
		bill_diags_hint(
			parse->diags, "an element is a map with a kind, such as: text: \"{{title}}\", or: use: the-name-of-a-part");
	return false;
}
