/* Events put aside and taken again: every value and every place, from memory and from the file. */
#include <glib/gstdio.h>
#include <string.h>

#include "event/event.h"

static const char whole[] = "id: t1\ntitle: Why tides\nseries: Mondays\nspeakers: [{name: Ada, affiliation: House, bio: Long, photo: a.png, url: x}, {name: Ben}]\n"
							"start: 2025-03-04T16:00+01:00\nend: 2025-03-04T17:00+01:00\nzone: Europe/Berlin\nkeywords: [a, b]\nlogos: [l.svg]\n"
							"dress: none\nprogramme: [{title: Trio, composer: Clara Schumann (1819–1896)}, 11:15 Coffee]\nstatus: cancelled\n";

static struct bill_event *read_event(const char *text)
{
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("shelf-XXXXXX.yaml", &path, NULL);
	g_assert_cmpint(fd, >=, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	struct bill_reader *reader = bill_reader_open(path, NULL);
	struct bill_event *event = bill_reader_next(reader, NULL);
	bill_reader_close(reader);
	g_unlink(path);
	g_close(fd, NULL);
	g_assert_nonnull(event);
	return event;
}

static void assert_same_place(struct bill_at a, struct bill_at b)
{
	g_assert_true((a.src != NULL) == (b.src != NULL));
	if (a.src)
		g_assert_cmpstr(a.src->name, ==, b.src->name);
	if (a.src)
		g_assert_cmpstr(a.src->text, ==, b.src->text);
	g_assert_cmpint(a.line, ==, b.line);
	g_assert_cmpint(a.column, ==, b.column);
}

static void assert_same_value(const struct bill_value *a, const struct bill_value *b)
{
	g_assert_cmpstr(a->text, ==, b->text);
	g_assert_cmpint(a->guessed, ==, b->guessed);
	if (a->text)
		assert_same_place(a->at, b->at);
}

static void assert_same(const struct bill_event *a, const struct bill_event *b)
{
	g_autoptr(GString) left = g_string_new(NULL);
	g_autoptr(GString) right = g_string_new(NULL);
	bill_event_write(a, BILL_EVENT_JSON, left);
	bill_event_write(b, BILL_EVENT_JSON, right);
	g_assert_cmpstr(left->str, ==, right->str);
	assert_same_place(a->at, b->at);
	assert_same_place(a->start.at, b->start.at);
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		assert_same_value(&a->fields[i], &b->fields[i]);
	assert_same_value(&a->zone, &b->zone);
	for (size_t i = 0; i < a->n_speakers; i++)
		assert_same_value(&a->speakers[i].photo, &b->speakers[i].photo);
	for (size_t i = 0; i < a->n_extras; i++)
		assert_same_value(&a->extras[i].value, &b->extras[i].value);
	g_assert_cmpint(a->all_day, ==, b->all_day);
}

static void test_memory(void)
{
	struct bill_shelf *shelf = bill_shelf_new();
	struct bill_event *event = read_event(whole), *small = read_event("title: Only this\n");
	g_assert_true(bill_shelf_put(shelf, event, NULL));
	g_assert_true(bill_shelf_put(shelf, small, NULL));
	g_assert_cmpuint(bill_shelf_count(shelf), ==, 2);
	struct bill_event *second = bill_shelf_take(shelf, 1), *first = bill_shelf_take(shelf, 0);
	assert_same(event, first);
	assert_same(small, second);
	bill_event_free(event);
	bill_event_free(small);
	bill_event_free(first);
	bill_event_free(second);
	bill_shelf_free(shelf);
}

/* More than is kept in memory, and the texts they came from are no longer kept either. */
static void test_file(void)
{
	enum { COUNT = 90, BYTES = 1000000 };
	struct bill_shelf *shelf = bill_shelf_new();
	g_autoptr(GString) text = g_string_new("abstract: ");
	while (text->len < BYTES)
		g_string_append(text, "words and ");
	for (int i = 0; i < COUNT; i++) {
		g_autofree char *yaml = g_strdup_printf("title: Talk %d\n%s\n", i, text->str);
		struct bill_event *event = read_event(yaml);
		g_assert_true(bill_shelf_put(shelf, event, NULL));
		bill_event_free(event);
	}
	for (int i = COUNT - 1; i >= 0; i -= 7) {
		g_autofree char *title = g_strdup_printf("Talk %d", i);
		struct bill_event *event = bill_shelf_take(shelf, (size_t)i);
		g_assert_cmpstr(bill_event_text(event, "title", NULL), ==, title);
		g_assert_cmpuint(strlen(bill_event_text(event, "abstract", NULL)), >, BYTES - 20);
		g_assert_cmpint(event->fields[BILL_FIELD_ABSTRACT].at.line, ==, 2);
		g_assert_nonnull(event->at.src);
		bill_event_free(event);
	}
	bill_shelf_free(shelf);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/shelf/memory", test_memory);
	g_test_add_func("/shelf/file", test_file);
	return g_test_run();
}
