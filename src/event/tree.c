/* An event from a map of keys and values, as YAML and JSON give it. */
#include "event/draft.h"

#include <string.h>

/* Other programs' names for our fields: schema.org, RFC 5545 and plain English. Keys are compared in lower case with "_" for "-".
 */
static const struct {
	const char *alias, *name;
} aliases[] = {
	{"name", "title"},
	{"summary", "title"},
	{"description", "abstract"},
	{"lang", "language"},
	{"inlanguage", "language"},
	{"speaker", "speakers"},
	{"performer", "speakers"},
	{"biography", "bio"},
	{"organizer", "host"},
	{"organiser", "host"},
	{"starts", "start"},
	{"startdate", "start"},
	{"dtstart", "start"},
	{"ends", "end"},
	{"enddate", "end"},
	{"dtend", "end"},
	{"date", "when"},
	{"timezone", "zone"},
	{"time_zone", "zone"},
	{"tz", "zone"},
	{"allday", "all_day"},
	{"link", "url"},
	{"superevent", "series"},
	{"logo", "logos"},
	{"place", "location"},
};

static char *plain_key(const char *key)
{
	g_autofree char *lower = g_ascii_strdown(key, -1);

	g_strdelimit(lower, "- ", '_');
	for (size_t i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (strcmp(aliases[i].alias, lower) == 0)
			return g_strdup(aliases[i].name);
	return g_steal_pointer(&lower);
}

/* ---- one text ---- */

static struct bill_value *speaker_member(struct bill_speaker *speaker, const char *key)
{
	if (strcmp(key, "name") == 0 || strcmp(key, "title") == 0 || strcmp(key, "speakers") == 0)
		return &speaker->name;
	if (strcmp(key, "affiliation") == 0)
		return &speaker->affiliation;
	if (strcmp(key, "bio") == 0 || strcmp(key, "abstract") == 0)
		return &speaker->bio;
	if (strcmp(key, "photo") == 0 || strcmp(key, "image") == 0)
		return &speaker->photo;
	return strcmp(key, "url") == 0 ? &speaker->url : NULL;
}

static bool is_true(const char *text)
{
	return g_ascii_strcasecmp(text, "true") == 0 || g_ascii_strcasecmp(text, "yes") == 0 || strcmp(text, "1") == 0;
}

/* "X; Y" beside two speakers: one for each; anything else is the first's. */
static void put_affiliation(struct bill_draft *draft, const char *text, struct bill_at at)
{
	g_auto(GStrv) parts = g_strsplit(text, ";", -1);
	guint n = g_strv_length(parts);

	if (n < 2 || n != draft->speakers->len) {
		bill_draft_first_speaker(draft, at)->affiliation = bill_draft_value(draft, text, at);
		return;
	}
	for (guint i = 0; i < n; i++)
		g_array_index(draft->speakers, struct bill_speaker, i).affiliation = bill_draft_value(draft, parts[i], at);
}

/* What a key that is no text field does with its text. */
static bool put_special(struct bill_draft *draft, const char *key, const char *text, struct bill_at at)
{
	const char *language = draft->event->fields[BILL_FIELD_LANGUAGE].text;

	if (strcmp(key, "speakers") == 0)
		bill_draft_people(draft, text, at, false, false);
	else if (strcmp(key, "affiliation") == 0)
		put_affiliation(draft, text, at);
	else if (strcmp(key, "bio") == 0 || strcmp(key, "photo") == 0)
		*speaker_member(bill_draft_first_speaker(draft, at), key) = bill_draft_value(draft, text, at);
	else if (strcmp(key, "start") == 0)
		bill_draft_when(draft, 's', "start_text", text, language, at);
	else if (strcmp(key, "end") == 0)
		bill_draft_when(draft, 'e', "end_text", text, language, at);
	else if (strcmp(key, "when") == 0)
		bill_draft_when(draft, 'r', "when", text, language, at);
	else if (strcmp(key, "all_day") == 0)
		draft->all_day = is_true(text);
	else if (strcmp(key, "zone") == 0)
		bill_draft_zone(draft, text, at);
	else if (strcmp(key, "language") == 0)
		bill_draft_language(draft, text, at);
	else if (strcmp(key, "keywords") == 0)
		bill_draft_keywords(draft, text, at);
	else if (strcmp(key, "logos") == 0)
		bill_draft_append(draft, draft->logos, text, at);
	else
		return false;
	return true;
}

void bill_draft_put(struct bill_draft *draft, const char *key, const char *text, struct bill_at at)
{
	g_autofree char *plain = plain_key(key);
	enum bill_field field;

	if (!*text || put_special(draft, plain, text, at))
		return;
	if (bill_field_parse(plain, &field))
		bill_draft_set(draft, field, text, at);
	else
		bill_draft_extra(draft, key, text, at);
}

/* ---- lists and maps ---- */

static void put_speaker(struct bill_draft *draft, const struct bill_yaml *node)
{
	struct bill_speaker *speaker;

	if (bill_yaml_is_null(node))
		return;
	if (node->kind == BILL_YAML_LIST) {
		bill_note(draft->diags, node->at, "event/dropped", "a list inside the list of speakers was left out");
		return;
	}
	speaker = bill_draft_add_speaker(draft, node->at);
	if (!speaker)
		return;
	if (node->kind == BILL_YAML_SCALAR) {
		speaker->name = bill_draft_value(draft, node->text, node->at);
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		g_autofree char *key = plain_key(node->keys[i]->text);
		struct bill_value *member = speaker_member(speaker, key);

		if (member && node->items[i]->kind == BILL_YAML_SCALAR && !bill_yaml_is_null(node->items[i]))
			*member = bill_draft_value(draft, node->items[i]->text, node->items[i]->at);
		else if (!bill_yaml_is_null(node->items[i]))
			bill_note(
				draft->diags, node->items[i]->at, "event/dropped", "\"%.60s\" of a speaker was left out", node->keys[i]->text);
	}
}

/* The texts of a list of scalars, joined; NULL when it holds anything else. */
static char *scalars(const struct bill_yaml *list)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i]->kind != BILL_YAML_SCALAR)
			return NULL;
		if (bill_yaml_is_null(list->items[i]))
			continue;
		if (out->len)
			g_string_append(out, ", ");
		g_string_append(out, list->items[i]->text);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void put_list(struct bill_draft *draft, const char *key, const struct bill_yaml *list)
{
	g_autofree char *plain = plain_key(key);
	bool keywords = strcmp(plain, "keywords") == 0, logos = strcmp(plain, "logos") == 0;
	g_autofree char *text = NULL;

	if (strcmp(plain, "speakers") == 0) {
		for (size_t i = 0; i < list->count; i++)
			put_speaker(draft, list->items[i]);
		return;
	}
	text = scalars(list);
	if (!text) {
		bill_note(draft->diags, list->at, "event/dropped", "the list \"%.60s\" holds more than texts and was left out", key);
		return;
	}
	for (size_t i = 0; (keywords || logos) && i < list->count; i++)
		if (!bill_yaml_is_null(list->items[i]))
			bill_draft_append(draft, keywords ? draft->keywords : draft->logos, list->items[i]->text, list->items[i]->at);
	if (!keywords && !logos)
		bill_draft_put(draft, key, text, list->at);
}

/* schema.org's Place and its like: {name, venue, room, address}. */
static bool put_place(struct bill_draft *draft, const struct bill_yaml *map)
{
	static const char *const parts[] = {"venue", "room", "address"};

	for (size_t i = 0; i < map->count; i++) {
		const char *key = map->keys[i]->text;

		if (map->items[i]->kind != BILL_YAML_SCALAR ||
			!(strcmp(key, "name") == 0 || strcmp(key, "venue") == 0 || strcmp(key, "room") == 0 || strcmp(key, "address") == 0))
			return false;
	}
	for (size_t i = 0; i < map->count; i++)
		if (!bill_yaml_is_null(map->items[i]) && strcmp(map->keys[i]->text, "name") == 0)
			bill_draft_put(draft, map->count == 1 ? "location" : "venue", map->items[i]->text, map->items[i]->at);
	for (size_t p = 0; p < G_N_ELEMENTS(parts); p++) {
		const struct bill_yaml *part = bill_yaml_find(map, parts[p]);

		if (!bill_yaml_is_null(part))
			bill_draft_put(draft, parts[p], part->text, part->at);
	}
	return true;
}

static void put_map(struct bill_draft *draft, const char *key, const struct bill_yaml *map)
{
	g_autofree char *plain = plain_key(key);

	if (strcmp(plain, "speakers") == 0) {
		put_speaker(draft, map);
		return;
	}
	if (strcmp(plain, "location") == 0 && put_place(draft, map))
		return;
	for (size_t i = 0; i < map->count; i++) {
		const struct bill_yaml *item = map->items[i];
		g_autofree char *path = g_strdup_printf("%s.%s", key, map->keys[i]->text);

		if (item->kind != BILL_YAML_SCALAR)
			bill_note(
				draft->diags, item->at, "event/dropped", "\"%.60s\" is %s and was left out", path, bill_yaml_describe(item));
		else if (!bill_yaml_is_null(item))
			bill_draft_extra(draft, path, item->text, item->at);
	}
}

static void put(struct bill_draft *draft, const char *key, const struct bill_yaml *node)
{
	if (bill_yaml_is_null(node))
		return;
	if (node->kind == BILL_YAML_SCALAR)
		bill_draft_put(draft, key, node->text, node->at);
	else if (node->kind == BILL_YAML_LIST)
		put_list(draft, key, node);
	else
		put_map(draft, key, node);
}

/* ---- which values were guessed ---- */

static struct bill_value *guessable(struct bill_draft *draft, const char *path)
{
	enum bill_field field;
	guint64 index;
	char *end;

	if (bill_field_parse(path, &field))
		return &draft->event->fields[field];
	if (strcmp(path, "zone") == 0)
		return &draft->event->zone;
	if (!g_str_has_prefix(path, "speakers."))
		return NULL;
	index = g_ascii_strtoull(path + strlen("speakers."), &end, 10);
	if (*end != '.' || index < 1 || index > draft->speakers->len)
		return NULL;
	return speaker_member(&g_array_index(draft->speakers, struct bill_speaker, index - 1), end + 1);
}

/* write.c lists them: guessed: [series, speakers.1.name]. */
static bool take_guessed(struct bill_draft *draft, const struct bill_yaml *list)
{
	if (!list || list->kind != BILL_YAML_LIST)
		return false;
	for (size_t i = 0; i < list->count; i++) {
		struct bill_value *value = list->items[i]->kind == BILL_YAML_SCALAR ? guessable(draft, list->items[i]->text) : NULL;

		if (value && value->text)
			value->guessed = true;
	}
	return true;
}

struct bill_event *bill_event_from_tree(const struct bill_src *src, const struct bill_yaml *map, struct bill_diags *diags)
{
	struct bill_draft *draft;
	const struct bill_yaml *guessed = bill_yaml_find(map, "guessed");

	if (map->kind != BILL_YAML_MAP) {
		bill_error(diags, map->at, "event/not-a-map", "an event is a map of its fields, this is %s", bill_yaml_describe(map));
		return NULL;
	}
	draft = bill_draft_new(src, map->at, diags);
	/* The language first: it decides how a date such as 3/4/2025 is read. Speakers next: a bio or affiliation belongs to the
	 * first. */
	for (int pass = 0; pass < 3; pass++)
		for (size_t i = 0; i < map->count; i++) {
			g_autofree char *key = plain_key(map->keys[i]->text);
			int turn = strcmp(key, "language") == 0 ? 0 : strcmp(key, "speakers") == 0 ? 1 : 2;

			if (turn == pass && !(map->items[i] == guessed && guessed->kind == BILL_YAML_LIST))
				put(draft, map->keys[i]->text, map->items[i]);
		}
	take_guessed(draft, guessed);
	return bill_draft_finish(draft);
}
