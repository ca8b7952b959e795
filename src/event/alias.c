/* Keys of maps → our names: the user's own map first, then the table of aliases. */
#include "event/alias.h"
#include "event/labels.h"

#include <string.h>

static const struct {
	const char *source, *alias, *name;
} aliases[] = {
#define ALIAS(source, alias, name) {#source, #alias, name},
#include "event/aliases.def"
};

struct bill_alias_map {
	GHashTable *names; /* plain key → name */
};

bool bill_alias_at(size_t i, const char **source, const char **alias, const char **name)
{
	if (i >= G_N_ELEMENTS(aliases))
		return false;
	*source = aliases[i].source;
	*alias = aliases[i].alias;
	*name = aliases[i].name;
	return true;
}

static char *plain(const char *key)
{
	bool letters = !g_str_is_ascii(key) && g_utf8_validate(key, -1, NULL); /* beyond ASCII, and GLib is slow with those */
	g_autofree char *lower = letters ? g_utf8_strdown(key, -1) : g_ascii_strdown(key, -1);

	g_strdelimit(g_strstrip(lower), "- ", '_');
	return g_steal_pointer(&lower);
}

/* ---- the user's map ---- */

static bool take_pair(
	struct bill_alias_map *map, const struct bill_yaml *key, const struct bill_yaml *value, struct bill_diags *diags)
{
	if (value->kind != BILL_YAML_SCALAR)
		return bill_error(
			diags, value->at, "event/map", "\"%.60s\" needs one of our names, this is %s", key->text, bill_yaml_describe(value));
	if (*value->text && !bill_event_knows(value->text) && strcmp(value->text, "when") != 0 &&
		strcmp(value->text, "all_day") != 0 && strcmp(value->text, "description") != 0)
		bill_note(diags, value->at, "event/map", "\"%.60s\" is no field; it is kept as one of your own", value->text);
	g_hash_table_insert(map->names, plain(key->text), g_strdup(value->text));
	return true;
}

static bool take_all(struct bill_alias_map *map, const struct bill_yaml *root, struct bill_diags *diags)
{
	bool right = true;

	if (root->kind != BILL_YAML_MAP)
		return bill_error(diags, root->at, "event/map", "a map of names is a YAML map such as \"vortrag: title\", this is %s",
			bill_yaml_describe(root));
	for (size_t i = 0; i < root->count; i++)
		right = take_pair(map, root->keys[i], root->items[i], diags) && right;
	return right;
}

struct bill_alias_map *bill_alias_map_open(const char *path, struct bill_diags *diags)
{
	struct bill_src *src = bill_src_open(path, BILL_MAX_LAYOUT_BYTES, diags);
	struct bill_arena *arena = bill_arena_new();
	struct bill_alias_map *map = g_new0(struct bill_alias_map, 1);
	struct bill_yaml *root = src && bill_src_check_text(src, diags) ? bill_yaml_parse(src, arena, diags) : NULL;

	map->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (!root || !take_all(map, root, diags))
		g_clear_pointer(&map, bill_alias_map_free);
	bill_arena_free(arena);
	bill_src_unref(src);
	return map;
}

void bill_alias_map_free(struct bill_alias_map *map)
{
	if (!map)
		return;
	g_hash_table_unref(map->names);
	g_free(map);
}

/* ---- looking up ---- */

static GHashTable *table(void)
{
	static gsize loaded;
	static GHashTable *names;

	if (g_once_init_enter(&loaded)) {
		names = g_hash_table_new(g_str_hash, g_str_equal);
		for (size_t i = 0; i < G_N_ELEMENTS(aliases); i++)
			g_hash_table_insert(names, (gpointer)(gsize)aliases[i].alias, (gpointer)(gsize)aliases[i].name);
		g_once_init_leave(&loaded, 1);
	}
	return names;
}

bool bill_alias_is_mapped(const struct bill_alias_map *map, const char *key)
{
	g_autofree char *lower = map ? plain(key) : NULL;

	return lower && g_hash_table_contains(map->names, lower);
}

char *bill_alias(const struct bill_alias_map *map, const char *key)
{
	g_autofree char *lower = plain(key);
	const char *mapped = map ? g_hash_table_lookup(map->names, lower) : NULL;
	const char *name = g_hash_table_lookup(table(), mapped ? mapped : lower); /* "speaker" is a name of ours for "speakers" */

	if (!name)
		name = mapped;
	return name ? g_strdup(name) : g_steal_pointer(&lower);
}

/* "Presenter's name", "Date of talk", "Room #", "Short description (max. 50 words)": the words of forms that say nothing go. */
static char *without_noise(const char *heading)
{
	static const char *const noise[] = {"the", "of", "your", "for", "name", "names", "full", "talk", "event", "presentation",
		"lecture", "seminar", "session", "short", "brief", "no", "number", "proposed", "preferred", "optional", "required", "des",
		"der", "du", "de", "la", "kurze", NULL};
	static const char *const genitives[] = {"'s", "’s", "s'", "s’"};
	g_autofree char *lower = g_utf8_strdown(heading, -1),
					*bracket = strpbrk(lower, "([") ? g_strndup(lower, strcspn(lower, "([")) : NULL;
	g_auto(GStrv) words = g_strsplit_set(bracket ? bracket : lower, " _-/:*#?.\t", -1);
	g_autoptr(GString) kept = g_string_new(NULL);

	for (char **word = words; *word; word++) {
		for (size_t i = 0; i < G_N_ELEMENTS(genitives); i++)
			if (g_str_has_suffix(*word, genitives[i]))
				(*word)[strlen(*word) - strlen(genitives[i])] = '\0';
		if (**word && !g_strv_contains(noise, *word))
			g_string_append_printf(kept, "%s%s", kept->len ? " " : "", *word);
	}
	return g_strdup(kept->str);
}

char *bill_alias_of_heading(const struct bill_alias_map *map, const char *heading)
{
	static const char *const others[] = {"when", "all_day", "description", "speaker_url"};
	g_autofree char *key = bill_alias(map, heading);
	const char *name;

	if (bill_alias_is_mapped(map, heading) || bill_event_knows(key))
		return g_steal_pointer(&key);
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (strcmp(others[i], key) == 0)
			return g_steal_pointer(&key);
	name = bill_labels_field(heading);
	if (!name) {
		g_autofree char *bare = without_noise(heading);

		name = bill_labels_field(bare);
	}
	return name ? g_strdup(name) : NULL;
}
