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
	const char *slash = strrchr(text, '/');

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_ascii_strcasecmp(slash ? slash + 1 : text, known[i].word) == 0) {
			bill_draft_set(draft, BILL_FIELD_STATUS, known[i].status, at);
			return;
		}
	bill_draft_set(draft, BILL_FIELD_STATUS, text, at);
}

static void put_doors(struct bill_draft *draft, const char *text, struct bill_at at)
{
	g_autofree char *clock = bill_draft_clock(text);

	bill_draft_set(draft, BILL_FIELD_DOORS, clock, at);
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
	else if (strcmp(key, "doors") == 0)
		put_doors(draft, text, at);
	else if (strcmp(key, "programme") == 0)
		bill_draft_programme(draft, text, at);
	else if (strcmp(key, "description") == 0)
		bill_draft_describe(draft, text, at);
	else if (strcmp(key, "status") == 0)
		put_status(draft, text, at);
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

const char *bill_tree_name(const struct bill_yaml *node)
{
	static const char *const keys[] = {"name", "url", "contentUrl", "alternateName", "@value", "@id"};

	if (node->kind == BILL_YAML_LIST)
		return node->count ? bill_tree_name(node->items[0]) : NULL;
	if (node->kind == BILL_YAML_SCALAR)
		return bill_yaml_is_null(node) ? NULL : node->text;
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		const struct bill_yaml *found = bill_yaml_find(node, keys[i]);

		if (found && found->kind == BILL_YAML_SCALAR && !bill_yaml_is_null(found))
			return found->text;
	}
	return NULL;
}

/* Indico and others give {first_name, last_name}. */
static void take_name_parts(struct bill_draft *draft, struct bill_speaker *speaker, const struct bill_yaml *map)
{
	const struct bill_yaml *first = bill_yaml_find(map, "first_name"), *last = bill_yaml_find(map, "last_name");
	g_autofree char *name = NULL;

	if (speaker->name.text || !last || last->kind != BILL_YAML_SCALAR)
		return;
	name = first && first->kind == BILL_YAML_SCALAR ? g_strconcat(first->text, " ", last->text, NULL) : g_strdup(last->text);
	speaker->name = bill_draft_value(draft, name, last->at);
}

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

	if (strcmp(plain, "location") == 0 || strcmp(plain, "price") == 0 || strcmp(plain, "image") == 0) {
		for (size_t i = 0; i < list->count; i++) {
			if (list->items[i]->kind == BILL_YAML_MAP)
				put_map(draft, key, list->items[i]);
			else if (list->items[i]->kind == BILL_YAML_SCALAR && !bill_yaml_is_null(list->items[i]))
				bill_draft_put(draft, key, list->items[i]->text, list->items[i]->at);
			if (strcmp(plain, "location") != 0)
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
static void take_logo(struct bill_draft *draft, const struct bill_yaml *map)
{
	const struct bill_yaml *logo = map->kind == BILL_YAML_MAP ? bill_yaml_find(map, "logo") : NULL;
	const char *path = logo ? bill_tree_name(logo) : NULL;

	if (path)
		bill_draft_append(draft, draft->logos, path, logo->at);
}

static void take_logos(struct bill_draft *draft, const struct bill_yaml *list)
{
	for (size_t i = 0; i < list->count; i++)
		take_logo(draft, list->items[i]);
}

static void put_list(struct bill_draft *draft, const char *key, const struct bill_yaml *list)
{
	g_autofree char *plain = bill_alias(draft->map, key);
	bool keywords = strcmp(plain, "keywords") == 0, logos = strcmp(plain, "logos") == 0;
	g_autofree char *text = NULL;

	if (strcmp(plain, "speakers") == 0) {
		for (size_t i = 0; i < list->count; i++)
			put_speaker(draft, list->items[i]);
		return;
	}
	if (strcmp(plain, "programme") == 0) {
		bill_draft_put_programme(draft, list);
		return;
	}
	if (strcmp(plain, "sponsors") == 0)
		take_logos(draft, list);
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

/* schema.org's PostalAddress: its parts, from the street to the country. Newly allocated; NULL: none. */
static char *address_of(const struct bill_yaml *node)
{
	static const char *const parts[] = {
		"streetAddress", "street", "postalCode", "addressLocality", "city", "addressRegion", "addressCountry", "country"};
	g_autoptr(GString) out = g_string_new(NULL);

	if (!node || bill_yaml_is_null(node))
		return NULL;
	if (node->kind == BILL_YAML_SCALAR)
		return g_strdup(node->text);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		const struct bill_yaml *part = bill_yaml_find(node, parts[i]);
		const char *text = part ? bill_tree_name(part) : NULL;

		if (text)
			g_string_append_printf(out, "%s%s",
				!out->len                                          ? ""
				: i > 0 && strcmp(parts[i - 1], "postalCode") == 0 ? " "
																   : ", ",
				text);
	}
	return out->len ? g_strdup(out->str) : NULL;
}

/* schema.org's Place and VirtualLocation: {name, venue, room, address, url}. */
static bool put_place(struct bill_draft *draft, const struct bill_yaml *map)
{
	static const char *const parts[] = {"venue", "room"};
	const struct bill_yaml *name = bill_yaml_find(map, "name"), *url = bill_yaml_find(map, "url");
	g_autofree char *address = address_of(bill_yaml_find(map, "address"));
	bool any = address != NULL;

	for (size_t p = 0; p < G_N_ELEMENTS(parts); p++) {
		const struct bill_yaml *part = bill_yaml_find(map, parts[p]);

		if (bill_yaml_is_null(part) || part->kind != BILL_YAML_SCALAR)
			continue;
		bill_draft_put(draft, parts[p], part->text, part->at);
		any = true;
	}
	if (address)
		bill_draft_put(draft, "address", address, bill_yaml_find(map, "address")->at);
	if (!bill_yaml_is_null(name) && name->kind == BILL_YAML_SCALAR)
		bill_draft_put(draft, any ? "venue" : "location", name->text, name->at);
	else if (!any && !bill_yaml_is_null(url) && url->kind == BILL_YAML_SCALAR && !bill_draft_has(draft, BILL_FIELD_URL))
		bill_draft_put(draft, "url", url->text, url->at);
	else if (!any)
		return false;
	return true;
}

/* schema.org's Offer: {price, priceCurrency, url}. */
static void put_offer(struct bill_draft *draft, const struct bill_yaml *map)
{
	const struct bill_yaml *price = bill_yaml_find(map, "price"), *currency = bill_yaml_find(map, "priceCurrency");
	g_autofree char *text = NULL;

	if (bill_yaml_is_null(price))
		price = bill_yaml_find(map, "lowPrice");
	if (bill_yaml_is_null(price) || price->kind != BILL_YAML_SCALAR || g_ascii_strtod(price->text, NULL) <= 0)
		return;
	text = !bill_yaml_is_null(currency) && currency->kind == BILL_YAML_SCALAR
			   ? g_strconcat(price->text, " ", currency->text, NULL)
			   : g_strdup(price->text);
	bill_draft_set(draft, BILL_FIELD_PRICE, text, price->at);
}

/* Indico's {date, time, tz}. */
static bool put_moment(struct bill_draft *draft, const char *plain, const struct bill_yaml *map)
{
	const struct bill_yaml *date = bill_yaml_find(map, "date"), *time = bill_yaml_find(map, "time"),
						   *zone = bill_yaml_find(map, "tz");
	g_autofree char *text = NULL;

	if (bill_yaml_is_null(date) || date->kind != BILL_YAML_SCALAR)
		return false;
	text = g_strconcat(date->text, time && time->kind == BILL_YAML_SCALAR ? "T" : NULL, time ? time->text : NULL, NULL);
	bill_draft_put(draft, plain, text, map->at);
	if (zone && zone->kind == BILL_YAML_SCALAR)
		bill_draft_zone(draft, zone->text, zone->at);
	return true;
}

/* Maps whose meaning is known. */
static bool put_known_map(struct bill_draft *draft, const char *plain, const struct bill_yaml *map)
{
	enum bill_field field;
	const char *name;

	if (strcmp(plain, "speakers") == 0)
		put_speaker(draft, map);
	else if (strcmp(plain, "programme") == 0)
		bill_draft_put_programme(draft, map);
	else if (strcmp(plain, "location") == 0)
		return put_place(draft, map);
	else if (strcmp(plain, "price") == 0)
		put_offer(draft, map);
	else if (strcmp(plain, "start") == 0 || strcmp(plain, "end") == 0)
		return put_moment(draft, plain, map);
	else if (strcmp(plain, "address") == 0) {
		g_autofree char *address = address_of(map);

		if (address)
			bill_draft_put(draft, plain, address, map->at);
		return address != NULL;
	} else if ((bill_field_parse(plain, &field) || strcmp(plain, "keywords") == 0) && (name = bill_tree_name(map))) {
		bill_draft_put(draft, plain, name, map->at);
		if (strcmp(plain, "sponsors") == 0)
			take_logo(draft, map);
	} else
		return false;
	return true;
}

static void put_map(struct bill_draft *draft, const char *key, const struct bill_yaml *map)
{
	g_autofree char *plain = bill_alias(draft->map, key);

	if (put_known_map(draft, plain, map))
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

struct bill_event *bill_event_from_tree(
	const struct bill_src *src, const struct bill_yaml *map, const struct bill_alias_map *names, struct bill_diags *diags)
{
	struct bill_draft *draft;
	const struct bill_yaml *guessed = bill_yaml_find(map, "guessed");
	g_autofree int *turns = NULL;

	if (map->kind != BILL_YAML_MAP) {
		bill_error(diags, map->at, "event/not-a-map", "an event is a map of its fields, this is %s", bill_yaml_describe(map));
		return NULL;
	}
	draft = bill_draft_new(src, map->at, diags);
	draft->map = names;
	turns = g_new(int, map->count);
	for (size_t i = 0; i < map->count; i++) {
		g_autofree char *key = bill_alias(names, map->keys[i]->text);

		turns[i] = turn_of(key);
	}
	for (int turn = 0; turn < 4; turn++)
		for (size_t i = 0; i < map->count; i++)
			if (turns[i] == turn && !(map->items[i] == guessed && guessed->kind == BILL_YAML_LIST))
				put(draft, map->keys[i]->text, map->items[i]);
	take_guessed(draft, guessed);
	return bill_draft_finish(draft);
}
