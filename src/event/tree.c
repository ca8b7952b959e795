/* An event from a map of keys and values, as YAML and JSON give it. */
#include "event/draft.h"

#include <string.h>

/* ---- one text ---- */

static struct bill_value *speaker_member(struct bill_speaker *speaker, const char *key)
{
	if (strcmp(key, "name") == 0 || strcmp(key, "title") == 0 || strcmp(key, "speakers") == 0 || strcmp(key, "full_name") == 0)
		return &speaker->name;
	if (strcmp(key, "affiliation") == 0 || strcmp(key, "institution") == 0 || strcmp(key, "organization") == 0)
		return &speaker->affiliation;
	if (strcmp(key, "bio") == 0 || strcmp(key, "abstract") == 0 || strcmp(key, "description") == 0)
		return &speaker->bio;
	if (strcmp(key, "photo") == 0 || strcmp(key, "image") == 0)
		return &speaker->photo;
	return strcmp(key, "url") == 0 || strcmp(key, "homepage") == 0 ? &speaker->url : NULL;
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

/* "https://schema.org/EventCancelled", "CANCELED" → cancelled; words of one's own stay. */
static void put_status(struct bill_draft *draft, const char *text, struct bill_at at)
{
	static const struct {
		const char *word, *status;
	} known[] = {{"eventcancelled", "cancelled"}, {"cancelled", "cancelled"}, {"canceled", "cancelled"},
		{"eventpostponed", "postponed"}, {"eventrescheduled", "scheduled"}, {"eventscheduled", "scheduled"},
		{"confirmed", "scheduled"}, {"eventmovedonline", "scheduled"}, {"tentative", "tentative"}, {"postponed", "postponed"},
		{"scheduled", "scheduled"}};
	/* What programs say of the page, not of the event. */
	static const char *const of_page[] = {"publish", "published", "live", "started", "ended", "completed", "draft", "active",
		"open", "closed", "true", "false", "1", "0", "public", "private", "future", "approved", "accepted", "visible"};
	const char *slash = strrchr(text, '/');

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_ascii_strcasecmp(slash ? slash + 1 : text, known[i].word) == 0) {
			bill_draft_set(draft, BILL_FIELD_STATUS, known[i].status, at);
			return;
		}
	for (size_t i = 0; i < G_N_ELEMENTS(of_page); i++)
		if (g_ascii_strcasecmp(text, of_page[i]) == 0)
			return;
	bill_draft_set(draft, BILL_FIELD_STATUS, text, at);
}

/* Seconds or milliseconds since 1970, as programs count them, as ISO writes them; NULL: it is no such number. */
static char *of_epoch(const char *text)
{
	size_t n = strlen(text);
	struct bill_moment moment = {.given = true, .year = 1970, .month = 1, .day = 1, .has_time = true, .has_offset = true};
	GString *iso;

	if ((n != 10 && n != 13) || strspn(text, "0123456789") != n)
		return NULL;
	bill_moment_add_seconds(&moment, g_ascii_strtoll(text, NULL, 10) / (n == 13 ? 1000 : 1));
	iso = g_string_new(NULL);
	bill_when_write_iso(&moment, iso);
	return g_string_free(iso, FALSE);
}

static void put_time(struct bill_draft *draft, char which, const char *key, const char *text, struct bill_at at)
{
	g_autofree char *iso = of_epoch(text);

	bill_draft_when(draft, which, key, iso ? iso : text, draft->event->fields[BILL_FIELD_LANGUAGE].text, at);
}

static void put_doors(struct bill_draft *draft, const char *text, struct bill_at at)
{
	g_autofree char *clock = bill_draft_clock(text);

	bill_draft_set(draft, BILL_FIELD_DOORS, clock, at);
}

/* What a key that is no text field does with its text. */
static bool put_special(struct bill_draft *draft, const char *key, const char *text, struct bill_at at)
{
	if (strcmp(key, "speakers") == 0)
		bill_draft_people(draft, text, at, false, false);
	else if (strcmp(key, "affiliation") == 0)
		put_affiliation(draft, text, at);
	else if (strcmp(key, "bio") == 0 || strcmp(key, "photo") == 0)
		*speaker_member(bill_draft_first_speaker(draft, at), key) = bill_draft_value(draft, text, at);
	else if (strcmp(key, "start") == 0)
		put_time(draft, 's', "start_text", text, at);
	else if (strcmp(key, "end") == 0)
		put_time(draft, 'e', "end_text", text, at);
	else if (strcmp(key, "when") == 0)
		put_time(draft, 'r', "when", text, at);
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
	else if (strcmp(key, "doors") == 0)
		put_doors(draft, text, at);
	else if (strcmp(key, "programme") == 0)
		bill_draft_programme(draft, text, at);
	else if (strcmp(key, "description") == 0)
		bill_draft_describe(draft, text, at);
	else if (strcmp(key, "status") == 0)
		put_status(draft, text, at);
	else if (strcmp(key, "is_cancelled") == 0)
		put_status(draft, is_true(text) ? "cancelled" : "live", at);
	else if (strcmp(key, "speaker_url") == 0)
		bill_draft_first_speaker(draft, at)->url = bill_draft_value(draft, text, at);
	else
		return strcmp(key, "duration") == 0 && bill_draft_duration(text, &draft->duration);
	return true;
}

void bill_draft_put(struct bill_draft *draft, const char *key, const char *text, struct bill_at at)
{
	g_autofree char *plain = bill_alias(draft->map, key);
	enum bill_field field;

	if (!*text || !*plain || put_special(draft, plain, text, at))
		return;
	if (bill_field_parse(plain, &field))
		bill_draft_set(draft, field, text, at);
	else
		bill_draft_extra(draft, key, text, at);
}

/* ---- lists and maps ---- */

static const char *name_in(const struct bill_yaml *node, int depth)
{
	static const char *const keys[] = {"name", "text", "rendered", "displayName", "display_name", "plain", "title", "value",
		"content", "label", "url", "contentUrl", "alternateName", "@value", "@id", "venue", "organizer", "emailAddress"};

	if (node->kind == BILL_YAML_LIST)
		return node->count && depth ? name_in(node->items[0], depth - 1) : NULL;
	if (node->kind == BILL_YAML_SCALAR)
		return bill_yaml_is_null(node) || !*node->text ? NULL : node->text;
	for (size_t i = 0; i < G_N_ELEMENTS(keys) && depth; i++) {
		const struct bill_yaml *found = bill_yaml_find(node, keys[i]);
		const char *text = found ? name_in(found, depth - 1) : NULL;

		if (text)
			return text;
	}
	return NULL;
}

const char *bill_tree_name(const struct bill_yaml *node)
{
	return name_in(node, 4);
}

const char *bill_tree_address(const struct bill_yaml *node)
{
	const struct bill_yaml *url = NULL;

	while (node->kind == BILL_YAML_LIST && node->count)
		node = node->items[0];
	if (node->kind == BILL_YAML_MAP)
		url = bill_yaml_find(node, "url") ? bill_yaml_find(node, "url") : bill_yaml_find(node, "contentUrl");
	return bill_tree_name(url ? url : node);
}

/* Indico and others give {first_name, last_name}, beside a full name for lists ("Lee, Ann"). */
static void take_name_parts(struct bill_draft *draft, struct bill_speaker *speaker, const struct bill_yaml *map)
{
	const struct bill_yaml *first = bill_yaml_find(map, "first_name"), *last = bill_yaml_find(map, "last_name");
	g_autofree char *name = NULL;

	if (!last || last->kind != BILL_YAML_SCALAR || !*last->text || (speaker->name.text && !first))
		return;
	name = first && first->kind == BILL_YAML_SCALAR ? g_strconcat(first->text, " ", last->text, NULL) : g_strdup(last->text);
	speaker->name = bill_draft_value(draft, name, last->at);
}

void bill_tree_put_speaker(struct bill_draft *draft, const struct bill_yaml *node)
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
		g_autofree char *key = bill_alias(draft->map, node->keys[i]->text);
		struct bill_value *member = speaker_member(speaker, key);

		if (member && bill_tree_name(node->items[i]))
			*member = bill_draft_value(draft, bill_tree_name(node->items[i]), node->items[i]->at);
		else if (!bill_yaml_is_null(node->items[i]))
			bill_note(
				draft->diags, node->items[i]->at, "event/dropped", "\"%.60s\" of a speaker was left out", node->keys[i]->text);
	}
	take_name_parts(draft, speaker, node);
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

static void put_map(struct bill_draft *draft, const char *key, const struct bill_yaml *map);
static void put(struct bill_draft *draft, const char *key, const struct bill_yaml *node);

/* A list with maps in it: names joined, or the first where there can be only one. False: they have no names. */
static bool put_maps(struct bill_draft *draft, const char *key, const char *plain, const struct bill_yaml *list)
{
	g_autoptr(GString) names = g_string_new(NULL);

	if (strcmp(plain, "location") == 0 || strcmp(plain, "venue") == 0 || strcmp(plain, "price") == 0 ||
		strcmp(plain, "image") == 0) {
		for (size_t i = 0; i < list->count; i++) {
			if (list->items[i]->kind == BILL_YAML_MAP)
				put_map(draft, key, list->items[i]);
			else if (list->items[i]->kind == BILL_YAML_SCALAR && !bill_yaml_is_null(list->items[i]))
				bill_draft_put(draft, key, list->items[i]->text, list->items[i]->at);
			if (strcmp(plain, "location") != 0 && strcmp(plain, "venue") != 0)
				break;
		}
		return true;
	}
	for (size_t i = 0; i < list->count; i++) {
		const char *name = bill_tree_name(list->items[i]);

		if (name && strcmp(plain, "keywords") == 0)
			bill_draft_append(draft, draft->keywords, name, list->items[i]->at);
		else if (name)
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
	}
	if (names->len)
		bill_draft_put(draft, key, names->str, list->at);
	return names->len || strcmp(plain, "keywords") == 0;
}

/* schema.org's Organization: {name, logo}. */
void bill_tree_take_logo(struct bill_draft *draft, const struct bill_yaml *map)
{
	const struct bill_yaml *logo = map->kind == BILL_YAML_MAP ? bill_yaml_find(map, "logo") : NULL;
	const char *path = logo ? bill_tree_name(logo) : NULL;

	if (path)
		bill_draft_append(draft, draft->logos, path, logo->at);
}

static void take_logos(struct bill_draft *draft, const struct bill_yaml *list)
{
	for (size_t i = 0; i < list->count; i++)
		bill_tree_take_logo(draft, list->items[i]);
}

static void put_list(struct bill_draft *draft, const char *key, const struct bill_yaml *list)
{
	g_autofree char *plain = bill_alias(draft->map, key);
	bool keywords = strcmp(plain, "keywords") == 0, logos = strcmp(plain, "logos") == 0;
	g_autofree char *text = NULL;

	if (strcmp(plain, "speakers") == 0) {
		for (size_t i = 0; i < list->count; i++)
			bill_tree_put_speaker(draft, list->items[i]);
		return;
	}
	if (strcmp(plain, "programme") == 0) {
		bill_draft_put_programme(draft, list);
		return;
	}
	if (strcmp(plain, "sponsors") == 0)
		take_logos(draft, list);
	if (strcmp(plain, "image") == 0 || strcmp(plain, "url") == 0) { /* the largest comes first */
		if (bill_tree_address(list))
			bill_draft_put(draft, key, bill_tree_address(list), list->at);
		return;
	}
	text = scalars(list);
	if (!text && put_maps(draft, key, plain, list))
		return;
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

static void put_map(struct bill_draft *draft, const char *key, const struct bill_yaml *map)
{
	g_autofree char *plain = bill_alias(draft->map, key);

	if (bill_tree_put_known(draft, plain, map))
		return;
	for (size_t i = 0; i < map->count; i++) {
		const struct bill_yaml *item = map->items[i];
		g_autofree char *path = g_strdup_printf("%s.%s", key, map->keys[i]->text);

		if (bill_alias_is_mapped(draft->map, path))
			put(draft, path, item);
		else if (item->kind != BILL_YAML_SCALAR)
			bill_note(
				draft->diags, item->at, "event/dropped", "\"%.60s\" is %s and was left out", path, bill_yaml_describe(item));
		else if (!bill_yaml_is_null(item))
			bill_draft_extra(draft, path, item->text, item->at);
	}
}

static void put(struct bill_draft *draft, const char *key, const struct bill_yaml *node)
{
	if (bill_yaml_is_null(node) || strcmp(key, "@context") == 0 || strcmp(key, "@type") == 0)
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

/* The language first: it decides how a date such as 3/4/2025 is read. Speakers next: a bio or affiliation belongs to the first.
 * Descriptions last: what they say beside the event's own fields is less sure. */
static int turn_of(const char *key)
{
	return strcmp(key, "language") == 0 ? 0 : strcmp(key, "speakers") == 0 ? 1 : strcmp(key, "description") == 0 ? 3 : 2;
}

/* What stands under a key that is no part of the event, though its name says so. */
static void put_apart(struct bill_draft *draft, const struct bill_yaml *key, const struct bill_yaml *item)
{
	if (item->kind == BILL_YAML_SCALAR && !bill_yaml_is_null(item))
		bill_draft_extra(draft, key->text, item->text, item->at);
}

/* {first_name, last_name} of the one who speaks, where nobody else is named. */
static void put_whole_name(struct bill_draft *draft, const struct bill_yaml *map, const struct bill_tree_key *keys)
{
	const char *first = NULL, *last = NULL;
	g_autofree char *name = NULL;

	for (size_t i = 0; i < map->count; i++) {
		const char *text = map->items[i]->kind == BILL_YAML_SCALAR ? map->items[i]->text : NULL;

		if (g_strcmp0(keys[i].name, "first_name") == 0)
			first = text;
		else if (g_strcmp0(keys[i].name, "last_name") == 0)
			last = text;
		else if (g_strcmp0(keys[i].name, "speakers") == 0)
			return;
	}
	if (!first || !last || !*last)
		return;
	name = g_strconcat(first, " ", last, NULL);
	bill_draft_first_speaker(draft, map->at)->name = bill_draft_value(draft, name, map->at);
}

/* "15" under a price, and "$" or "EUR" in a column of its own. */
static void put_currency(struct bill_draft *draft)
{
	const struct bill_value *price = &draft->event->fields[BILL_FIELD_PRICE];

	if (!price->text || strspn(price->text, "0123456789.,") != strlen(price->text))
		return;
	for (guint i = 0; i < draft->extras->len; i++) {
		const struct bill_extra *extra = &g_array_index(draft->extras, struct bill_extra, i);
		g_autofree char *key = g_ascii_strdown(extra->key, -1), *text = NULL;

		if (!strstr(key, "currency") || strlen(extra->value.text) > 4)
			continue;
		text = g_ascii_isalpha(*extra->value.text) ? g_strconcat(price->text, " ", extra->value.text, NULL)
												   : g_strconcat(extra->value.text, price->text, NULL);
		bill_draft_set(draft, BILL_FIELD_PRICE, text, price->at);
		return;
	}
}

static void put_all(struct bill_draft *draft, const struct bill_yaml *map, const struct bill_yaml *guessed)
{
	struct bill_tree_key *keys = bill_tree_keys(draft, map);

	put_whole_name(draft, map, keys);
	for (int turn = 0; turn < 4; turn++)
		for (size_t i = 0; i < map->count; i++) {
			if ((keys[i].name ? turn_of(keys[i].name) : 2) != turn ||
				(map->items[i] == guessed && guessed->kind == BILL_YAML_LIST))
				continue;
			if (keys[i].name)
				put(draft, keys[i].renamed ? keys[i].name : map->keys[i]->text, map->items[i]);
			else
				put_apart(draft, map->keys[i], map->items[i]);
		}
	put_currency(draft);
	bill_tree_keys_free(keys, map->count);
}

struct bill_event *bill_event_from_tree(
	const struct bill_src *src, const struct bill_yaml *map, const struct bill_alias_map *names, struct bill_diags *diags)
{
	struct bill_draft *draft;
	const struct bill_yaml *guessed = bill_yaml_find(map, "guessed");

	if (map->kind != BILL_YAML_MAP) {
		bill_error(diags, map->at, "event/not-a-map", "an event is a map of its fields, this is %s", bill_yaml_describe(map));
		return NULL;
	}
	draft = bill_draft_new(src, map->at, diags);
	draft->map = names;
	put_all(draft, map, guessed);
	take_guessed(draft, guessed);
	return bill_draft_finish(draft);
}
