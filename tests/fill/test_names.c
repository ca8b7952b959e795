/* docs/layouts.md lists every name that a template may use, and none that has no meaning. */
#include <string.h>

#include "../manual.h"
#include "../tell.h"
#include "fill/template_words.h"

static char *manual;

/* The rows of the nth table under the heading. */
static char *table(unsigned n)
{
	g_autofree char *names = manual_section(manual, "### Names");
	const char *start = names;
	for (unsigned i = 0; i <= n; i++) {
		start = strstr(start, "\n| --- | --- |\n");
		g_assert_nonnull(start);
		start += strlen("\n| --- | --- |");
	}
	const char *end = strstr(start, "\n\n");
	return end ? g_strndup(start, (gsize)(end + 1 - start)) : g_strdup(start);
}

static void check_row(const char *rows, const char *name)
{
	g_autofree char *row = manual_row(rows, name);
	tell("%s", name);
	g_assert_nonnull(row);
}

static void test_listed(void)
{
	static const char *const derived[] = {"speaker", "speakers", "affiliation", "bio", "photo", "zone", "keywords", "start",
		"end", "when", "until", "panel", "solo", "notice"};
	static const char *const phrases[] = {
#define PHRASE(name, language, one, many) name,
#include "fill/phrases.def"
#undef PHRASE
	};
	g_autofree char *rows = table(0);
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		check_row(rows, bill_field_name((enum bill_field)i));
	for (size_t i = 0; i < G_N_ELEMENTS(derived); i++)
		check_row(rows, derived[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
		check_row(rows, phrases[i]);
}

/* Each once, and each with a meaning. */
static void test_meant(void)
{
	g_autofree char *rows = table(0);
	g_autoptr(GPtrArray) names = manual_names(rows);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	struct bill_event *event = bill_event_new(NULL, (struct bill_at){0});
	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];
		bool made = strcmp(name, "when") == 0 || strcmp(name, "until") == 0 || strcmp(name, "panel") == 0 ||
					strcmp(name, "solo") == 0 || strcmp(name, "notice") == 0;
		tell("%s", name);
		g_assert_true(g_hash_table_add(seen, names->pdata[i]));
		g_assert_true(made || bill_event_knows(name) || bill_phrase(name, event));
	}
	bill_event_free(event);
}

/* Inside each: speakers every name listed is that speaker's, also where the event has its own. */
static void test_of_speaker(void)
{
	g_autofree char *rows = table(1);
	g_autoptr(GPtrArray) names = manual_names(rows);
	struct bill_event *event = bill_event_new(NULL, (struct bill_at){0});
	struct bill_arena *arena = bill_arena_new();
	const struct bill_value mine = {.text = "https://example.org/mine"}, other = {.text = "https://example.org/other"};
	const struct bill_speaker speaker = {mine, mine, mine, mine, mine};
	event->fields[BILL_FIELD_URL] = other;
	const struct bill_event *events[] = {event};
	struct bill_scope scope = {.events = events, .n_events = 1, .event = event, .speaker = &speaker, .arena = arena};
	g_assert_cmpuint(names->len, ==, 6);
	for (guint i = 0; i < names->len; i++) {
		tell("%s", (const char *)names->pdata[i]);
		g_assert_cmpstr(bill_words_value(&scope, names->pdata[i]), ==, mine.text);
	}
	scope.speaker = NULL;
	g_assert_cmpstr(bill_words_value(&scope, "url"), ==, other.text);
	scope.item = &mine;
	g_assert_cmpstr(bill_words_value(&scope, "item"), ==, mine.text);
	bill_arena_free(arena);
	bill_event_free(event);
}

/* Inside each: programme every name listed is that item's, also where the event has its own. */
static void test_of_programme(void)
{
	g_autofree char *rows = table(2);
	g_autoptr(GPtrArray) names = manual_names(rows);
	struct bill_event *event = bill_event_new(NULL, (struct bill_at){0});
	struct bill_arena *arena = bill_arena_new();
	const struct bill_value mine = {.text = "mine"}, other = {.text = "other"};
	struct bill_item item = {mine, mine, mine, mine, mine}, empty = {.time = mine};
	event->fields[BILL_FIELD_TITLE] = other;
	const struct bill_event *events[] = {event};
	struct bill_scope scope = {.events = events, .n_events = 1, .event = event, .programme = &item, .arena = arena};
	for (guint i = 0; i < names->len; i++) {
		g_assert_cmpstr(names->pdata[i], ==, bill_item_name(i));
		g_assert_cmpstr(bill_words_value(&scope, names->pdata[i]), ==, mine.text);
	}
	g_assert_null(bill_item_name(names->len));
	scope.programme = &empty;
	g_assert_null(bill_words_value(&scope, "title"));
	bill_arena_free(arena);
	bill_event_free(event);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_true(g_file_get_contents(SOURCE_ROOT "/docs/layouts.md", &manual, NULL, NULL));
	g_test_add_func("/fill/names/listed", test_listed);
	g_test_add_func("/fill/names/meant", test_meant);
	g_test_add_func("/fill/names/of-speaker", test_of_speaker);
	g_test_add_func("/fill/names/of-programme", test_of_programme);
	int result = g_test_run();
	g_free(manual);
	return result;
}
