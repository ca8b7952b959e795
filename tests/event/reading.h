/* For tests: a text as a file of events, read through the one door. */
#ifndef TEST_EVENT_READING_H
#define TEST_EVENT_READING_H

#include "event/event.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct reading {
	GPtrArray *events; /* struct bill_event * */
	struct bill_diags *diags;
	bool opened;
};

static inline void free_event(void *event)
{
	bill_event_free(event);
}

static inline struct reading read_path(const char *path)
{
	struct reading reading = {.events = g_ptr_array_new_with_free_func(free_event), .diags = bill_diags_new()};
	struct bill_reader *reader = bill_reader_open(path, reading.diags);
	struct bill_event *event;

	reading.opened = reader != NULL;
	while (reader && (event = bill_reader_next(reader, reading.diags)))
		g_ptr_array_add(reading.events, event);
	bill_reader_close(reader);
	return reading;
}

static inline struct reading read_bytes(const char *suffix, const char *bytes, size_t len)
{
	g_autofree char *template = g_strconcat("events-XXXXXX", suffix, NULL), *path = NULL;
	int fd = g_file_open_tmp(template, &path, NULL);
	struct reading reading;

	g_assert_cmpint(fd, >=, 0);
	g_assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
	close(fd);
	reading = read_path(path);
	g_unlink(path);
	return reading;
}

static inline struct reading read_text(const char *suffix, const char *text)
{
	return read_bytes(suffix, text, strlen(text));
}

static inline void finish(struct reading *reading)
{
	g_ptr_array_unref(reading->events);
	bill_diags_free(reading->diags);
}

static inline const struct bill_event *only(const struct reading *reading)
{
	g_assert_cmpuint(reading->events->len, ==, 1);
	return g_ptr_array_index(reading->events, 0);
}

static inline unsigned times_said(const struct reading *reading, const char *code)
{
	unsigned n = 0;

	for (unsigned i = 0; i < bill_diags_length(reading->diags); i++)
		n += strcmp(bill_diags_at(reading->diags, i)->code, code) == 0;
	return n;
}

static inline const struct bill_diag *said(const struct reading *reading, const char *code)
{
	for (unsigned i = 0; i < bill_diags_length(reading->diags); i++)
		if (strcmp(bill_diags_at(reading->diags, i)->code, code) == 0)
			return bill_diags_at(reading->diags, i);
	g_error("%s was not said", code); /* ends the test */
}

static inline char *written(const struct bill_event *event, enum bill_event_format format)
{
	GString *out = g_string_new(NULL);

	bill_event_write(event, format, out);
	return g_string_free(out, FALSE);
}

#endif
