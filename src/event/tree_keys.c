/* Under which names the pairs of a map are understood: keys of another language, and keys that mean another thing beside others.
 */
#include "event/draft.h"

#include <string.h>

static bool is_name(const struct bill_tree_key *key, const char *name)
{
	return key->name && strcmp(key->name, name) == 0;
}

static void rename_key(struct bill_tree_key *key, const char *name)
{
	g_free(key->name);
	key->name = g_strdup(name);
	key->renamed = true;
}

static struct bill_tree_key *find(struct bill_tree_key *keys, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (is_name(&keys[i], name))
			return &keys[i];
	return NULL;
}

/* Whether what stands under a key is a text that is not empty. */
static bool says(const struct bill_yaml *item)
{
	return !bill_yaml_is_null(item) && (item->kind != BILL_YAML_SCALAR || *item->text);
}

/* "titel: …", "datum: …": where no key is known, all may be of another language. */
static void translate(struct bill_draft *draft, struct bill_tree_key *keys, const struct bill_yaml *map)
{
	g_autoptr(GPtrArray) headings = g_ptr_array_new();
	const char *language;

	static const char *const telling[] = {"title", "series", "speakers", "start", "when", "description", "abstract", "programme"};

	for (size_t i = 0; i < G_N_ELEMENTS(telling); i++)
		if (find(keys, map->count, telling[i]))
			return;
	for (size_t i = 0; i < map->count; i++) {
		g_autofree char *name = bill_alias_of_heading(draft->map, map->keys[i]->text);

		g_ptr_array_add(headings, (gpointer)(gsize)map->keys[i]->text);
		if (name)
			rename_key(&keys[i], name);
	}
	language = find(keys, map->count, "language") ? NULL : bill_language_of_headings(headings);
	if (language)
		bill_draft_guess(draft, BILL_FIELD_LANGUAGE, language, map->at);
}

/* A page's "summary" beside its title is a short abstract; in a calendar it is the title. */
static void settle_summary(struct bill_tree_key *keys, const struct bill_yaml *map)
{
	bool titled = false;
	struct bill_tree_key *summary = NULL;

	for (size_t i = 0; i < map->count; i++) {
		if (!is_name(&keys[i], "title"))
			continue;
		if (g_ascii_strcasecmp(map->keys[i]->text, "summary") == 0)
			summary = &keys[i];
		else
			titled = titled || says(map->items[i]);
	}
	if (summary && titled)
		rename_key(summary,
			find(keys, map->count, "abstract") || find(keys, map->count, "description") ? "abstract_short" : "description");
}

/* A talk's "event" beside its title is what it is a part of. */
static void settle_event(struct bill_tree_key *keys, const struct bill_yaml *map)
{
	struct bill_tree_key *event = NULL;
	bool titled = false;

	for (size_t i = 0; i < map->count; i++) {
		titled = titled || g_ascii_strcasecmp(map->keys[i]->text, "title") == 0;
		if (g_ascii_strcasecmp(map->keys[i]->text, "event") == 0 && map->items[i]->kind == BILL_YAML_SCALAR)
			event = &keys[i];
	}
	if (event && titled && !find(keys, map->count, "series"))
		rename_key(event, "series");
}

/* A year somewhere in it. */
static bool holds_date(const struct bill_yaml *item)
{
	const char *text = item->kind == BILL_YAML_SCALAR ? item->text : NULL;

	for (; text && *text; text++)
		if (strspn(text, "0123456789") >= 4)
			return true;
	return text == NULL;
}

/* Sites call the day a page was written its "date": where the event has a day of its own, it is no part of it. */
static void settle_date(struct bill_tree_key *keys, const struct bill_yaml *map)
{
	struct bill_tree_key *date = NULL;
	bool dated = false;

	for (size_t i = 0; i < map->count; i++) {
		bool when = is_name(&keys[i], "when") || is_name(&keys[i], "start");

		if (when && g_ascii_strcasecmp(map->keys[i]->text, "date") == 0)
			date = &keys[i];
		else if (when && says(map->items[i]))
			dated = dated || holds_date(map->items[i]);
	}
	if (date && dated)
		g_clear_pointer(&date->name, g_free);
}

struct bill_tree_key *bill_tree_keys(struct bill_draft *draft, const struct bill_yaml *map)
{
	struct bill_tree_key *keys = g_new0(struct bill_tree_key, map->count + 1);

	for (size_t i = 0; i < map->count; i++)
		keys[i].name = bill_alias(draft->map, map->keys[i]->text);
	translate(draft, keys, map);
	settle_summary(keys, map);
	settle_event(keys, map);
	settle_date(keys, map);
	return keys;
}

void bill_tree_keys_free(struct bill_tree_key *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		g_free(keys[i].name);
	g_free(keys);
}
