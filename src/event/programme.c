/* What follows one another in an event: the works of a concert, the talks of a day. */
#include "event/draft.h"
#include "event/labels.h"
#include "event/listing.h"

#include <string.h>

static struct bill_item *add_item(struct bill_draft *draft, struct bill_at at)
{
	struct bill_item item = {.title.at = at};

	if (draft->programme->len >= BILL_MAX_PROGRAMME) {
		if (draft->programme->len == BILL_MAX_PROGRAMME)
			bill_warning(
				draft->diags, at, "event/long-programme", "only the first %d of the programme are kept", BILL_MAX_PROGRAMME);
		return NULL;
	}
	g_array_append_val(draft->programme, item);
	return &g_array_index(draft->programme, struct bill_item, draft->programme->len - 1);
}

/* Nothing but a time is no item. */
static void drop_empty(struct bill_draft *draft)
{
	const struct bill_item *last = &g_array_index(draft->programme, struct bill_item, draft->programme->len - 1);

	if (!last->title.text && !last->by.text)
		g_array_set_size(draft->programme, draft->programme->len - 1);
}

/* ---- times ---- */

char *bill_draft_clock(const char *text)
{
	const char *t = strchr(text, 'T');

	if (t && t - text == 10 && g_ascii_isdigit(t[1]) && g_ascii_isdigit(t[2]) && t[3] == ':' && g_ascii_isdigit(t[4]) &&
		g_ascii_isdigit(t[5]))
		return g_strndup(t + 1, 5);
	return g_strdup(text);
}

const char *bill_when_clock(const char *text, const struct bill_event *event, struct bill_arena *arena)
{
	struct bill_event day = {.fields = {[BILL_FIELD_LANGUAGE] = event->fields[BILL_FIELD_LANGUAGE]}};
	struct bill_when when;

	if (!bill_when_parse(text, bill_event_language(event), false, &when) || !when.start.clock.given || when.start.date.given ||
		when.other_letters)
		return NULL;
	day.start = (struct bill_moment){.given = true, .year = 2000, .month = 1, .day = 1, .has_time = true};
	day.start.hour = when.start.clock.hour;
	day.start.minute = when.start.clock.minute;
	day.end = day.start;
	day.end.given = when.end.clock.given;
	day.end.hour = when.end.clock.hour;
	day.end.minute = when.end.clock.minute;
	return bill_when_format(&day, 'r', "time", NULL, arena);
}

/* The bytes of "9:00", "09.30", "14h15", "2:30 pm"; 0: there is no time here. */
static size_t clock_length(const char *p)
{
	static const char *const halves[] = {" am", " pm", " a.m.", " p.m.", "am", "pm", " Uhr", " h"};
	size_t hour = strspn(p, "0123456789"), n = hour + 3;

	if (hour < 1 || hour > 2 || !p[hour] || !strchr(":.h", p[hour]) || !g_ascii_isdigit(p[hour + 1]) ||
		!g_ascii_isdigit(p[hour + 2]) || g_ascii_isdigit(p[n]))
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(halves); i++)
		if (g_ascii_strncasecmp(p + n, halves[i], strlen(halves[i])) == 0 && !g_ascii_isalnum(p[n + strlen(halves[i])]))
			return n + strlen(halves[i]);
	return n;
}

static size_t dash_length(const char *p)
{
	static const char *const dashes[] = {" - ", " – ", " — ", "-", "–", "—", " to ", " bis ", "～", "〜"};

	for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++)
		if (g_str_has_prefix(p, dashes[i]))
			return strlen(dashes[i]);
	return 0;
}

/* A time or a range of times. */
static size_t time_length(const char *p)
{
	size_t first = clock_length(p), dash = first ? dash_length(p + first) : 0, second = dash ? clock_length(p + first + dash) : 0;

	return second ? first + dash + second : first;
}

/* ---- a line of text ---- */

static struct bill_value part(struct bill_draft *draft, const char *start, size_t len, struct bill_at at)
{
	g_autofree char *text = g_strndup(start, len);

	return bill_draft_value(draft, text, at);
}

/* "Clara Schumann (1819–1896)": the years in brackets go to the item's dates. */
static void split_dates(struct bill_draft *draft, struct bill_item *item)
{
	const char *by = item->by.text, *open = by ? strrchr(by, '(') : NULL;
	size_t inside = open ? strcspn(open + 1, ")") : 0;

	if (!open || open == by || item->dates.text || strcmp(open + 1 + inside, ")") != 0 || !strpbrk(open, "0123456789"))
		return;
	item->dates = part(draft, open + 1, inside, item->by.at);
	item->by = part(draft, by, (size_t)(open - by), item->by.at);
}

/* "Waves – Ann Lee": who comes last. */
static const char *last_dash(const char *text, size_t *len)
{
	const char *en = g_strrstr(text, " – "), *em = g_strrstr(text, " — "), *dash = em > en ? em : en;

	*len = strlen(" – ");
	return dash;
}

/* Without a time a colon comes after the composer; with one, a dash before the speaker. */
static void split_people(struct bill_draft *draft, struct bill_item *item, const char *text, struct bill_at at)
{
	size_t len = 2;
	const char *turn = item->time.text ? last_dash(text, &len) : strstr(text, ": ");
	struct bill_value before, after;

	if (!turn || turn == text) {
		item->title = bill_draft_value(draft, text, at);
		return;
	}
	before = part(draft, text, (size_t)(turn - text), at);
	after = bill_draft_value(draft, turn + len, at);
	item->title = item->time.text ? before : after;
	item->by = item->time.text ? after : before;
	split_dates(draft, item);
}

static void add_line(struct bill_draft *draft, const char *line, struct bill_at at)
{
	size_t start = time_length(line + strspn(line, " \t*-")) ? strspn(line, " \t*-") : bill_labels_skip_marks(line, NULL);
	size_t time = time_length(line + start), day = 0, rest = time ? 0 : bill_listing_dated(line + start, &day);
	size_t words = start + MAX(time, rest);
	struct bill_item *item = line[start] ? add_item(draft, at) : NULL;

	if (!item)
		return;
	item->time = part(draft, line + start, MAX(time, day), at);
	while (time && (strchr(" \t:|-", line[words]) ? line[words] != '\0' : g_str_has_prefix(line + words, "–")))
		words += line[words] == '\xe2' ? strlen("–") : 1;
	split_people(draft, item, line + words, at);
	drop_empty(draft);
}

/* Whether most lines begin with a time or a composer. */
static bool is_programme(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	int items = 0, others = 0;

	for (char **line = lines; *line; line++) {
		const char *words = *line + bill_labels_skip_marks(*line, NULL), *colon = strstr(words, ": ");
		bool item = time_length(words) || time_length(*line) || (colon && colon - words < 60);

		items += *words && item;
		others += *words && !item;
	}
	return items > others && items > 1;
}

static bool is_item(const char *line)
{
	const char *words = line + bill_labels_skip_marks(line, NULL), *colon = strstr(words, ": ");
	size_t date;

	return time_length(words) || time_length(line) || (colon && colon - words < 60) || bill_listing_dated(words, &date) ||
		   words > line;
}

/* Without the running text that ends it: the paragraphs after the last with an item in it. */
static size_t programme_length(const char *text)
{
	size_t end = 0, at = 0;
	g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);

	for (char **paragraph = paragraphs; *paragraph; paragraph++) {
		g_auto(GStrv) lines = g_strsplit(*paragraph, "\n", -1);

		for (char **line = lines; *line; line++)
			if (is_item(*line))
				end = at + strlen(*paragraph);
		at += strlen(*paragraph) + strlen("\n\n");
	}
	return end;
}

void bill_draft_programme(struct bill_draft *draft, const char *text, struct bill_at at)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++)
		add_line(draft, *line, at);
}

void bill_draft_described_programme(struct bill_draft *draft, const char *text, struct bill_at at)
{
	size_t end = is_programme(text) ? programme_length(text) : 0;
	const char *before = draft->event->fields[BILL_FIELD_ABSTRACT].text, *after = text + end + strspn(text + end, "\n");
	g_autofree char *items = g_strndup(text, end), *both = NULL;

	bill_draft_programme(draft, items, at);
	if (!*after)
		return;
	both = before ? g_strconcat(before, "\n\n", after, NULL) : g_strdup(after);
	bill_draft_set(draft, BILL_FIELD_ABSTRACT, both, at);
}

/* ---- a map ---- */

static const char *scalar_at(const struct bill_yaml *map, const char *key)
{
	const struct bill_yaml *node = map->kind == BILL_YAML_MAP ? bill_yaml_find(map, key) : NULL;

	return node && node->kind == BILL_YAML_SCALAR && !bill_yaml_is_null(node) ? node->text : NULL;
}

/* schema.org's Person: {name, birthDate, deathDate}. */
static void take_life(struct bill_draft *draft, struct bill_item *item, const struct bill_yaml *person)
{
	const char *birth = scalar_at(person, "birthDate"), *death = scalar_at(person, "deathDate");
	g_autofree char *years = birth ? g_strdup_printf("%s%.4s–%.4s", death ? "" : "*", birth, death ? death : "") : NULL;

	if (years)
		item->dates = part(draft, years, death ? strlen(years) : strlen(years) - strlen("–"), person->at);
}

static void take_people(struct bill_draft *draft, struct bill_item *item, const struct bill_yaml *node)
{
	g_autoptr(GString) names = g_string_new(NULL);
	size_t n = node->kind == BILL_YAML_LIST ? node->count : 1;

	for (size_t i = 0; i < n; i++) {
		const struct bill_yaml *person = node->kind == BILL_YAML_LIST ? node->items[i] : node;
		const char *name = bill_tree_name(person);

		if (name)
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
		if (n == 1)
			take_life(draft, item, person);
	}
	item->by = bill_draft_value(draft, names->str, node->at);
	split_dates(draft, item);
}

/* Which of an item's values a key of its map means; NULL: none. */
static const char *member_of(const char *key)
{
	static const char *const others[][2] = {{"when", "time"}, {"start", "time"}, {"work", "title"}, {"piece", "title"},
		{"composer", "by"}, {"author", "by"}, {"creator", "by"}, {"speakers", "by"}, {"years", "dates"}, {"description", "note"},
		{"abstract", "note"}, {"subtitle", "note"}};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (strcmp(others[i][0], key) == 0)
			return others[i][1];
	for (size_t i = 0; bill_item_name(i); i++)
		if (strcmp(bill_item_name(i), key) == 0)
			return key;
	return NULL;
}

static void take_end(struct bill_draft *draft, struct bill_item *item, const struct bill_yaml *map)
{
	const char *end = scalar_at(map, "end") ? scalar_at(map, "end") : scalar_at(map, "endDate");
	g_autofree char *clock = end ? bill_draft_clock(end) : NULL;
	g_autofree char *both = clock && item->time.text ? g_strconcat(item->time.text, "–", clock, NULL) : NULL;

	if (both)
		item->time = bill_draft_value(draft, both, item->time.at);
}

static void take_pair(struct bill_draft *draft, struct bill_item *item, const struct bill_yaml *key, const struct bill_yaml *node)
{
	g_autofree char *plain = bill_alias(draft->map, key->text);
	const char *member = member_of(plain), *text = bill_tree_name(node);
	g_autofree char *clock = text ? bill_draft_clock(text) : NULL;

	if (member && strcmp(member, "by") == 0)
		take_people(draft, item, node);
	else if (member && text)
		*bill_item_value(item, member) = bill_draft_value(draft, strcmp(member, "time") == 0 ? clock : text, node->at);
	else if (!bill_yaml_is_null(node) && *key->text != '@' && strcmp(plain, "end") != 0)
		bill_note(draft->diags, node->at, "event/dropped", "\"%.60s\" of the programme was left out", key->text);
}

static void put_item(struct bill_draft *draft, const struct bill_yaml *map)
{
	struct bill_item *item = add_item(draft, map->at);

	if (!item)
		return;
	for (size_t i = 0; i < map->count; i++)
		take_pair(draft, item, map->keys[i], map->items[i]);
	take_end(draft, item, map);
	drop_empty(draft);
}

void bill_draft_put_programme(struct bill_draft *draft, const struct bill_yaml *node)
{
	if (bill_yaml_is_null(node))
		return;
	if (node->kind == BILL_YAML_MAP)
		put_item(draft, node);
	else if (node->kind == BILL_YAML_SCALAR)
		add_line(draft, node->text, node->at);
	for (size_t i = 0; node->kind == BILL_YAML_LIST && i < node->count; i++)
		if (node->items[i]->kind == BILL_YAML_LIST)
			bill_note(draft->diags, node->items[i]->at, "event/dropped", "a list inside the programme was left out");
		else
			bill_draft_put_programme(draft, node->items[i]);
}
