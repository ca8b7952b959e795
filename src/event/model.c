/* The event: its fields by name, and the texts a layout may ask it for. */
#include "event/event.h"

#include <string.h>

static const char *const field_names[BILL_FIELD_COUNT] = {
#define FIELD(upper, lower, help) [BILL_FIELD_##upper] = #lower,
#include "event/fields.def"
#undef FIELD
};

const char *bill_field_name(enum bill_field field)
{
	g_assert(field < BILL_FIELD_COUNT); /* only bill_field_parse and loops below the count make one */
	return field_names[field];
}

bool bill_field_parse(const char *name, enum bill_field *field)
{
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (strcmp(field_names[i], name) == 0) {
			*field = (enum bill_field)i;
			return true;
		}
	return false;
}

static const struct {
	const char *name;
	size_t offset;
} item_members[] = {
	{"time", offsetof(struct bill_item, time)},
	{"title", offsetof(struct bill_item, title)},
	{"by", offsetof(struct bill_item, by)},
	{"dates", offsetof(struct bill_item, dates)},
	{"note", offsetof(struct bill_item, note)},
};

const char *bill_item_name(size_t n)
{
	return n < G_N_ELEMENTS(item_members) ? item_members[n].name : NULL;
}

struct bill_value *bill_item_value(struct bill_item *item, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(item_members); i++)
		if (strcmp(item_members[i].name, name) == 0)
			return (struct bill_value *)(void *)((char *)item + item_members[i].offset);
	return NULL;
}

struct bill_event *bill_event_new(const struct bill_src *src, struct bill_at at)
{
	struct bill_arena *arena = bill_arena_new();
	struct bill_event *event = bill_arena_new0(arena, struct bill_event);

	event->arena = arena;
	event->src = src ? bill_src_ref(src) : NULL;
	event->at = at;
	return event;
}

void bill_event_free(struct bill_event *event)
{
	if (!event)
		return;
	bill_src_unref(event->src);
	bill_arena_free(event->arena);
}

const char *bill_event_language(const struct bill_event *event)
{
	const char *language = event->fields[BILL_FIELD_LANGUAGE].text;

	return language ? language : "en";
}

/* Appends a part to a list, with ", " between two. */
static void join(GString *list, const char *part)
{
	if (!part)
		return;
	if (list->len)
		g_string_append(list, ", ");
	g_string_append(list, part);
}

/* In the event's arena; an empty list gives no text. */
static struct bill_value joined(const struct bill_event *event, GString *list, struct bill_at at)
{
	struct bill_value value = {.at = at};

	if (list->len)
		value.text = bill_arena_strndup(event->arena, list->str, list->len);
	g_string_free(list, TRUE);
	return value;
}

static struct bill_value speaker_names(const struct bill_event *event)
{
	GString *list;

	if (event->n_speakers == 0)
		return (struct bill_value){0};
	if (event->n_speakers == 1)
		return event->speakers[0].name;
	list = g_string_new(NULL);
	for (size_t i = 0; i < event->n_speakers; i++)
		join(list, event->speakers[i].name.text);
	return joined(event, list, event->speakers[0].name.at);
}

static struct bill_value keyword_list(const struct bill_event *event)
{
	GString *list = g_string_new(NULL);

	for (size_t i = 0; i < event->n_keywords; i++)
		join(list, event->keywords[i].text);
	return joined(event, list, event->n_keywords ? event->keywords[0].at : event->at);
}

/* An address of several lines among other parts of a place: its lines are parts, too. */
static void join_lines(GString *list, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);

	for (char **line = lines; *line; line++) {
		size_t len = strlen(g_strstrip(*line));

		while (len && strchr(", ", (*line)[len - 1]))
			(*line)[--len] = '\0';
		if (len)
			join(list, *line);
	}
}

/* The place as one text: as it was given, or its parts from the smallest to the largest. */
static struct bill_value place(const struct bill_event *event)
{
	static const enum bill_field parts[] = {BILL_FIELD_ROOM, BILL_FIELD_VENUE, BILL_FIELD_ADDRESS};
	struct bill_at at = {0};
	GString *list;

	if (event->fields[BILL_FIELD_LOCATION].text)
		return event->fields[BILL_FIELD_LOCATION];
	list = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		const struct bill_value *part = &event->fields[parts[i]];

		if (part->text && !list->len)
			at = part->at;
		join_lines(list, part->text);
	}
	return joined(event, list, at);
}

static const struct bill_value *member_of(const struct bill_speaker *speaker, size_t offset)
{
	return (const struct bill_value *)(const void *)((const char *)speaker + offset);
}

static struct bill_value of_first_speaker(const struct bill_event *event, size_t offset)
{
	return event->n_speakers ? *member_of(&event->speakers[0], offset) : (struct bill_value){0};
}

static bool said_before(const struct bill_event *event, size_t speaker, size_t offset)
{
	for (size_t i = 0; i < speaker; i++)
		if (g_strcmp0(member_of(&event->speakers[i], offset)->text, member_of(&event->speakers[speaker], offset)->text) == 0)
			return true;
	return false;
}

/* What the speakers have, each different text once, so that no speaker's is lost. */
static struct bill_value of_speakers(const struct bill_event *event, size_t offset, const char *between)
{
	struct bill_value first = {0};
	GString *list = NULL;

	for (size_t i = 0; i < event->n_speakers; i++) {
		const struct bill_value *value = member_of(&event->speakers[i], offset);

		if (!value->text || said_before(event, i, offset))
			continue;
		if (!first.text) {
			first = *value;
			continue;
		}
		if (!list)
			list = g_string_new(first.text);
		g_string_append(list, between);
		g_string_append(list, value->text);
	}
	return list ? joined(event, list, first.at) : first;
}

static struct bill_value affiliation(const struct bill_event *event)
{
	return of_speakers(event, offsetof(struct bill_speaker, affiliation), "; ");
}

static struct bill_value bio(const struct bill_event *event)
{
	return of_speakers(event, offsetof(struct bill_speaker, bio), "\n\n");
}

static struct bill_value photo(const struct bill_event *event)
{
	return of_first_speaker(event, offsetof(struct bill_speaker, photo));
}

static struct bill_value zone(const struct bill_event *event)
{
	return event->zone;
}

/* Names that are no field of their own. They come before the fields, for `location` is both. */
static const struct derived {
	const char *name;
	struct bill_value (*value)(const struct bill_event *event);
} derived[] = {
	{"speaker", speaker_names},
	{"speakers", speaker_names},
	{"affiliation", affiliation},
	{"bio", bio},
	{"photo", photo},
	{"location", place},
	{"zone", zone},
	{"keywords", keyword_list},
};

static const struct derived *find_derived(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(derived); i++)
		if (strcmp(derived[i].name, name) == 0)
			return &derived[i];
	return NULL;
}

static struct bill_value lookup(const struct bill_event *event, const char *name)
{
	const struct derived *found = find_derived(name);
	enum bill_field field;

	if (found)
		return found->value(event);
	if (bill_field_parse(name, &field))
		return event->fields[field];
	for (size_t i = 0; i < event->n_extras; i++)
		if (strcmp(event->extras[i].key, name) == 0)
			return event->extras[i].value;
	return (struct bill_value){0};
}

const char *bill_event_text(const struct bill_event *event, const char *name, struct bill_at *at)
{
	struct bill_value value = lookup(event, name);

	if (at)
		*at = value.text ? value.at : event->at;
	return value.text;
}

bool bill_event_has(const struct bill_event *event, const char *name)
{
	if (strcmp(name, "start") == 0)
		return event->start.given;
	if (strcmp(name, "end") == 0)
		return event->end.given;
	if (strcmp(name, "logos") == 0)
		return event->n_logos > 0;
	if (strcmp(name, "programme") == 0)
		return event->n_programme > 0;
	return bill_event_text(event, name, NULL) != NULL;
}

bool bill_event_knows(const char *name)
{
	enum bill_field field;

	return strcmp(name, "start") == 0 || strcmp(name, "end") == 0 || strcmp(name, "logos") == 0 ||
		   strcmp(name, "programme") == 0 || find_derived(name) || bill_field_parse(name, &field);
}
