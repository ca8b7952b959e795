/* Other programs' JSON: where their events are, and under which names. */
#include "event/reader.h"

#define MOST_STEPS 1000000 /* through a tree in search of something: YAML's aliases may make few bytes a wide one */

/* ---- trees of our own ---- */

struct build {
	struct bill_arena *arena;
	GPtrArray *keys, *items;
	struct bill_at at;
};

static struct bill_yaml *text_node(struct bill_arena *arena, const char *text, struct bill_at at)
{
	struct bill_yaml *node = bill_arena_new0(arena, struct bill_yaml);

	node->kind = BILL_YAML_SCALAR;
	node->at = at;
	node->text = text;
	return node;
}

static void build_init(struct build *build, struct bill_arena *arena, struct bill_at at)
{
	*build = (struct build){.arena = arena, .keys = g_ptr_array_new(), .items = g_ptr_array_new(), .at = at};
}

static void build_add(struct build *build, const char *key, const struct bill_yaml *item)
{
	if (!item || bill_yaml_is_null(item))
		return;
	g_ptr_array_add(build->keys, text_node(build->arena, bill_arena_strdup(build->arena, key), item->at));
	g_ptr_array_add(build->items, (gpointer)(gsize)item);
}

static void build_text(struct build *build, const char *key, const char *text)
{
	if (text)
		build_add(build, key, text_node(build->arena, bill_arena_strdup(build->arena, text), build->at));
}

static struct bill_yaml *build_end(struct build *build)
{
	struct bill_yaml *map = bill_arena_new0(build->arena, struct bill_yaml);

	map->kind = BILL_YAML_MAP;
	map->at = build->at;
	map->count = build->keys->len;
	map->keys = bill_arena_array(build->arena, struct bill_yaml *, map->count);
	map->items = bill_arena_array(build->arena, struct bill_yaml *, map->count);
	for (size_t i = 0; i < map->count; i++) {
		map->keys[i] = build->keys->pdata[i];
		map->items[i] = build->items->pdata[i];
	}
	g_ptr_array_unref(build->keys);
	g_ptr_array_unref(build->items);
	return map;
}

/* Pairs of a map that the event does not have yet: Drupal's fields lose their mark. */
static void add_pairs(struct build *build, const struct bill_yaml *map)
{
	for (size_t i = 0; i < map->count; i++) {
		const char *key = map->keys[i]->text;
		bool known = false;

		if (g_str_has_prefix(key, "field_") && key[6])
			key += 6;
		for (guint k = 0; k < build->keys->len; k++)
			known = known || strcmp(((const struct bill_yaml *)build->keys->pdata[k])->text, key) == 0;
		if (!known)
			build_add(build, key, map->items[i]);
	}
}

static const char *text_at(const struct bill_yaml *map, const char *key)
{
	const struct bill_yaml *node = map ? bill_yaml_find(map, key) : NULL;

	return node && node->kind == BILL_YAML_SCALAR && !bill_yaml_is_null(node) ? node->text : NULL;
}

static const struct bill_yaml *list_at(const struct bill_yaml *map, const char *key)
{
	const struct bill_yaml *node = bill_yaml_find(map, key);

	return node && node->kind == BILL_YAML_LIST ? node : NULL;
}

/* ---- frab and pretalx: schedule.conference.days[].rooms{}[] ---- */

static void add_frab_event(
	struct bill_reader *reader, const struct bill_yaml *event, const struct bill_yaml *conference, const char *room)
{
	static const char *const same[] = {"guid", "url", "title", "subtitle", "track", "language", "duration", "persons"};
	struct build build;
	const char *abstract = text_at(event, "abstract"), *more = text_at(event, "description");
	g_autofree char *both = NULL;

	build_init(&build, reader->arena, event->at);
	build_text(&build, "series", text_at(conference, "title"));
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
		build_add(&build, same[i], bill_yaml_find(event, same[i]));
	build_text(&build, "start", text_at(event, "date") ? text_at(event, "date") : text_at(event, "start"));
	build_text(&build, "zone", text_at(conference, "time_zone_name"));
	build_text(&build, "room", text_at(event, "room") ? text_at(event, "room") : room);
	build_text(&build, "image", text_at(event, "logo") ? text_at(event, "logo") : text_at(event, "image"));
	both = abstract && more ? g_strconcat(abstract, "\n\n", more, NULL) : g_strdup(abstract ? abstract : more);
	build_text(&build, "abstract", both);
	if (!abstract && more)
		build_text(&build, "abstract_short", NULL);
	else if (more)
		build_text(&build, "abstract_short", abstract);
	g_ptr_array_add(reader->nodes, build_end(&build));
}

static void add_frab_day(struct bill_reader *reader, const struct bill_yaml *day, const struct bill_yaml *conference)
{
	const struct bill_yaml *rooms = bill_yaml_find(day, "rooms");

	for (size_t r = 0; rooms && rooms->kind == BILL_YAML_MAP && r < rooms->count; r++)
		for (size_t i = 0; rooms->items[r]->kind == BILL_YAML_LIST && i < rooms->items[r]->count; i++)
			if (rooms->items[r]->items[i]->kind == BILL_YAML_MAP)
				add_frab_event(reader, rooms->items[r]->items[i], conference, rooms->keys[r]->text);
}

static bool add_frab(struct bill_reader *reader, const struct bill_yaml *node)
{
	const struct bill_yaml *schedule = bill_yaml_find(node, "schedule");
	const struct bill_yaml *conference = bill_yaml_find(schedule ? schedule : node, "conference");
	const struct bill_yaml *days = conference ? list_at(conference, "days") : NULL;

	for (size_t i = 0; days && i < days->count; i++)
		add_frab_day(reader, days->items[i], conference);
	return days != NULL;
}

/* ---- JSON-LD ---- */

/* "Event", "MusicEvent", "schema:Event", ["Event", …]. */
static bool is_event_type(const struct bill_yaml *type)
{
	if (!type)
		return false;
	if (type->kind == BILL_YAML_SCALAR)
		return g_str_has_suffix(type->text, "Event") || g_str_has_suffix(type->text, "Festival") ||
			   g_str_has_suffix(type->text, "Hackathon") || g_str_has_suffix(type->text, "EventSeries");
	for (size_t i = 0; type->kind == BILL_YAML_LIST && i < type->count; i++)
		if (type->items[i]->kind == BILL_YAML_SCALAR && is_event_type(type->items[i]))
			return true;
	return false;
}

/* Sub-events that nobody could go to by themselves: the agenda of the whole. */
static bool is_agenda(const struct bill_yaml *parts)
{
	static const char *const own[] = {"location", "url", "description", "offers", "subEvent"};

	for (size_t i = 0; parts->kind == BILL_YAML_LIST && i < parts->count; i++) {
		const struct bill_yaml *part = parts->items[i];

		if (part->kind != BILL_YAML_MAP || !is_event_type(bill_yaml_find(part, "@type")))
			return false;
		for (size_t k = 0; k < G_N_ELEMENTS(own); k++)
			if (bill_yaml_find(part, own[k]))
				return false;
	}
	return parts->kind == BILL_YAML_LIST;
}

/* A sub-event with the name of what it is a part of. */
static const struct bill_yaml *part_of(struct bill_reader *reader, const struct bill_yaml *part, const struct bill_yaml *whole)
{
	struct build build;

	if (!whole || !text_at(whole, "name") || bill_yaml_find(part, "superEvent"))
		return part;
	build_init(&build, reader->arena, part->at);
	for (size_t i = 0; i < part->count; i++)
		build_add(&build, part->keys[i]->text, part->items[i]);
	build_text(&build, "series", text_at(whole, "name"));
	return build_end(&build);
}

/* Nodes by their "@id", which others refer to; those that are nothing but a reference are none. */
static void collect_ids(GHashTable *ids, const struct bill_yaml *node, int depth, unsigned *left)
{
	const char *id = node->kind == BILL_YAML_MAP && node->count > 1 ? text_at(node, "@id") : NULL;

	if (id && !g_hash_table_contains(ids, id))
		g_hash_table_insert(ids, (gpointer)(gsize)id, (gpointer)(gsize)node);
	for (size_t i = 0; node->kind != BILL_YAML_SCALAR && i < node->count && depth < BILL_MAX_DEPTH && *left; i++, --*left)
		collect_ids(ids, node->items[i], depth + 1, left);
}

/* {"@id": "#place"} → what has that name. */
static const struct bill_yaml *followed(GHashTable *ids, const struct bill_yaml *item)
{
	const char *id = item->kind == BILL_YAML_MAP && item->count == 1 ? text_at(item, "@id") : NULL;
	const struct bill_yaml *target = id ? g_hash_table_lookup(ids, id) : NULL;

	return target ? target : item;
}

static const struct bill_yaml *followed_list(struct bill_arena *arena, GHashTable *ids, const struct bill_yaml *list)
{
	struct bill_yaml *copy = bill_arena_new0(arena, struct bill_yaml);

	*copy = *list;
	copy->items = bill_arena_array(arena, struct bill_yaml *, list->count);
	for (size_t i = 0; i < list->count; i++)
		copy->items[i] = (struct bill_yaml *)(gsize)followed(ids, list->items[i]);
	return copy;
}

/* The event with what its references name. */
static const struct bill_yaml *with_references(struct bill_reader *reader, GHashTable *ids, const struct bill_yaml *event)
{
	struct build build;

	if (!g_hash_table_size(ids))
		return event;
	build_init(&build, reader->arena, event->at);
	for (size_t i = 0; i < event->count; i++)
		build_add(&build, event->keys[i]->text,
			event->items[i]->kind == BILL_YAML_LIST ? followed_list(reader->arena, ids, event->items[i])
													: followed(ids, event->items[i]));
	return build_end(&build);
}

#define MOST_COMPARED 50 /* events of a page that are looked through for one that is there already */

/* Plugins of one site write the same event each in its own way: what the first lacks is taken from the others. */
static bool is_known(struct bill_reader *reader, const struct bill_yaml *event)
{
	const char *name = text_at(event, "name"), *start = text_at(event, "startDate");

	for (guint i = 0; name && start && i < MIN(reader->nodes->len, MOST_COMPARED); i++) {
		const struct bill_yaml *other = reader->nodes->pdata[i];
		struct build build;

		if (g_strcmp0(text_at(other, "name"), name) != 0 || g_strcmp0(text_at(other, "startDate"), start) != 0)
			continue;
		build_init(&build, reader->arena, other->at);
		add_pairs(&build, other);
		add_pairs(&build, event);
		reader->nodes->pdata[i] = build_end(&build);
		return true;
	}
	return false;
}

static void add_linked_event(
	struct bill_reader *reader, GHashTable *ids, const struct bill_yaml *node, const struct bill_yaml *whole)
{
	const struct bill_yaml *event = with_references(reader, ids, part_of(reader, node, whole));

	if (!is_known(reader, event))
		g_ptr_array_add(reader->nodes, (gpointer)(gsize)event);
}

/* True: the node is JSON-LD, whether or not an event is in it. */
static bool add_linked(
	struct bill_reader *reader, GHashTable *ids, const struct bill_yaml *node, const struct bill_yaml *whole, int depth)
{
	static const char *const nests[] = {
		"@graph", "itemListElement", "item", "mainEntity", "mainEntityOfPage", "subEvent", "subEvents", "event", "events"};
	guint before = reader->nodes->len;
	bool event;

	if (depth > BILL_MAX_DEPTH)
		return true;
	if (node->kind == BILL_YAML_LIST) {
		bool any = false;

		for (size_t i = 0; i < node->count; i++)
			any = add_linked(reader, ids, node->items[i], whole, depth + 1) || any;
		return any;
	}
	if (node->kind != BILL_YAML_MAP || (!bill_yaml_find(node, "@type") && !bill_yaml_find(node, "@graph")))
		return false;
	event = is_event_type(bill_yaml_find(node, "@type"));
	for (size_t i = 0; i < G_N_ELEMENTS(nests); i++) {
		const struct bill_yaml *nest = bill_yaml_find(node, nests[i]);

		if (nest && nest->kind != BILL_YAML_SCALAR && !(event && is_agenda(nest)))
			add_linked(reader, ids, nest, event ? node : whole, depth + 1);
	}
	if (event && reader->nodes->len == before) /* the whole stands for itself only where its parts do not */
		add_linked_event(reader, ids, node, whole);
	return true;
}

static bool add_linked_tree(struct bill_reader *reader, const struct bill_yaml *node)
{
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
	unsigned left = MOST_STEPS;

	collect_ids(ids, node, 0, &left);
	return add_linked(reader, ids, node, NULL, 0);
}

/* ---- lists under some name: Indico's results, Google's items, what any program calls its events ---- */

#define DEEPEST_LIST 5

/* What a map tells of an event. */
struct tells {
	bool title, time, people, words, place;
};

static void take_key(struct tells *tells, const char *name)
{
	tells->title = tells->title || strcmp(name, "title") == 0;
	tells->time = tells->time || strcmp(name, "start") == 0 || strcmp(name, "when") == 0;
	tells->people = tells->people || strcmp(name, "speakers") == 0;
	tells->words = tells->words || strcmp(name, "description") == 0 || strcmp(name, "abstract") == 0;
	tells->place = tells->place || strcmp(name, "location") == 0 || strcmp(name, "venue") == 0 || strcmp(name, "room") == 0;
}

static struct tells tells_of(const struct bill_yaml *map)
{
	struct tells tells = {0};

	for (size_t i = 0; map->kind == BILL_YAML_MAP && i < map->count; i++) {
		g_autofree char *name = bill_alias(NULL, map->keys[i]->text);

		if (!bill_yaml_is_null(map->items[i]))
			take_key(&tells, name);
	}
	return tells;
}

static bool is_like_event(const struct bill_yaml *map)
{
	struct tells tells = tells_of(map);

	return (tells.title || tells.people) && (tells.time || tells.people || tells.words || tells.place);
}

static const struct bill_yaml *map_at(const struct bill_yaml *map, const char *const *names)
{
	for (; *names; names++) {
		const struct bill_yaml *found = bill_yaml_find(map, *names);

		if (found && found->kind == BILL_YAML_MAP)
			return found;
	}
	return NULL;
}

/* {"event": {…}}, GeoJSON's {"properties": {…}}, JSON:API's {"attributes": {…}}: the event inside its wrapper. */
static const struct bill_yaml *unwrapped(const struct bill_yaml *item)
{
	static const char *const wrappers[] = {"event", "properties", "attributes", "node", "item", "event_instance", NULL};

	for (int depth = 0; depth < 3 && item->kind == BILL_YAML_MAP && !is_like_event(item) && map_at(item, wrappers); depth++)
		item = map_at(item, wrappers);
	return item;
}

static bool is_map_list(const struct bill_yaml *list)
{
	for (size_t i = 0; list && i < list->count; i++)
		if (list->items[i]->kind != BILL_YAML_MAP)
			return false;
	return list && list->kind == BILL_YAML_LIST && list->count > 0;
}

/* Whether most of a list's maps are events. Below an event they must say when they are: else they may be its pictures or links.
 */
static bool is_event_list(const struct bill_yaml *list, bool below_event)
{
	size_t like = 0;

	if (!is_map_list(list))
		return false;
	for (size_t i = 0; i < list->count; i++) {
		const struct bill_yaml *item = unwrapped(list->items[i]);

		like += is_like_event(item) && (!below_event || tells_of(item).time);
	}
	return like * 2 >= list->count;
}

/* A key of our own means what it means, whatever stands there. */
static bool is_own_key(const char *key)
{
	g_autofree char *name = bill_alias(NULL, key);

	return bill_event_knows(name) || strcmp(name, "speakers") == 0 || strcmp(name, "defaults") == 0 ||
		   strcmp(name, "guessed") == 0;
}

/* The first list of events at a depth below a map, and the map that holds it. */
static const struct bill_yaml *list_below(
	const struct bill_yaml *map, int depth, bool below_event, const struct bill_yaml **around, unsigned *left)
{
	const struct bill_yaml *found = NULL;

	for (size_t i = 0; map->kind == BILL_YAML_MAP && i < map->count && !found && *left; i++, --*left) {
		if (is_own_key(map->keys[i]->text))
			continue;
		if (depth > 1)
			found = list_below(map->items[i], depth - 1, below_event, around, left);
		else if (is_event_list(map->items[i], below_event)) {
			found = map->items[i];
			*around = map;
		}
	}
	return found;
}

/* Advanced Custom Fields of WordPress and the like. */
static void add_hoisted(struct build *build, const struct bill_yaml *item)
{
	static const char *const boxes[] = {"acf", "meta", "fields", "custom_fields"};

	for (size_t i = 0; i < G_N_ELEMENTS(boxes); i++) {
		const struct bill_yaml *box = bill_yaml_find(item, boxes[i]);

		if (box && box->kind == BILL_YAML_MAP)
			add_pairs(build, box);
	}
}

/* Localist's event_instances: the days on which the event is. */
static const struct bill_yaml *instances_of(const struct bill_yaml *item)
{
	static const char *const names[] = {"event_instances", "instances", "occurrences"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct bill_yaml *list = list_at(item, names[i]);

		if (is_map_list(list) && tells_of(unwrapped(list->items[0])).time)
			return list;
	}
	return NULL;
}

static void add_item(
	struct bill_reader *reader, const struct bill_yaml *item, const struct bill_yaml *around, const struct bill_yaml *instance)
{
	const struct bill_yaml *inside = around ? bill_yaml_find(around, "properties") : NULL;
	const struct bill_yaml *about = inside && inside->kind == BILL_YAML_MAP ? inside : around;
	const char *series = text_at(about, "name") ? text_at(about, "name") : text_at(about, "title");
	const char *zone = text_at(about, "timezone") ? text_at(about, "timezone") : text_at(about, "timeZone");
	struct build build;

	if (!series && text_at(about, "timeZone")) /* Google's calendar */
		series = text_at(about, "summary");
	build_init(&build, reader->arena, item->at);
	if (instance)
		add_pairs(&build, instance);
	if (!bill_yaml_find(item, "series"))
		build_text(&build, "series", series);
	if (!bill_yaml_find(item, "timezone") && !bill_yaml_find(item, "zone"))
		build_text(&build, "zone", zone);
	add_pairs(&build, item);
	add_hoisted(&build, item);
	g_ptr_array_add(reader->nodes, build_end(&build));
}

static void add_items(struct bill_reader *reader, const struct bill_yaml *list, const struct bill_yaml *around)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct bill_yaml *item = unwrapped(list->items[i]), *instances = instances_of(item);

		for (size_t k = 0; instances && k < instances->count; k++)
			add_item(reader, item, around, unwrapped(instances->items[k]));
		if (!instances)
			add_item(reader, item, around, NULL);
	}
}

static bool needs_no_help(const struct bill_yaml *list)
{
	for (size_t i = 0; list && i < list->count; i++)
		if (unwrapped(list->items[i]) != list->items[i])
			return false;
	return list != NULL;
}

static bool add_listed(struct bill_reader *reader, const struct bill_yaml *node)
{
	struct tells tells = tells_of(node);
	const struct bill_yaml *list = NULL, *around = node;
	unsigned left = MOST_STEPS;

	if ((tells.time && (tells.title || tells.people)) || bill_yaml_find(node, "defaults") ||
		needs_no_help(list_at(node, "events")))
		return false;
	for (int depth = 1; depth <= DEEPEST_LIST && !list; depth++)
		list = list_below(node, depth, is_like_event(node), &around, &left);
	if (list)
		add_items(reader, list, around);
	return list != NULL;
}

/* A list of such things with nothing around it: WordPress, GeoJSON. */
static bool add_bare_list(struct bill_reader *reader, const struct bill_yaml *list)
{
	bool wrapped = false;

	for (size_t i = 0; is_map_list(list) && i < list->count; i++)
		wrapped = wrapped || unwrapped(list->items[i]) != list->items[i] || bill_yaml_find(list->items[i], "acf") ||
				  instances_of(list->items[i]);
	if (wrapped)
		add_items(reader, list, NULL);
	return wrapped;
}

bool bill_reader_add_foreign(struct bill_reader *reader, const struct bill_yaml *node, struct bill_diags *diags)
{
	if (node->kind == BILL_YAML_MAP && add_frab(reader, node))
		return true;
	if (add_linked_tree(reader, node))
		return true;
	return node->kind == BILL_YAML_MAP ? add_listed(reader, node) : add_bare_list(reader, node);
}
