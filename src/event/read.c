/* One door to every format of events: the suffix tells, or else the content. */
#include "event/reader.h"
#include "event/utf.h"

#include <string.h>

static bool nothing_to_open(struct bill_reader *reader, struct bill_diags *diags)
{
	return true;
}

static bool anything(const struct bill_src *src)
{
	return true;
}

/* A reader is a row here. The order is that of sniffing; a listing is whatever nothing else is. */
static const struct bill_format_reader formats[] = {
	{"JSON Lines", "jsonl ndjson", bill_jsonl_sniff, bill_jsonl_open, bill_jsonl_next},
	{"JSON", "json", bill_json_sniff, bill_json_open, bill_reader_next_node},
	{"YAML", "yaml yml", bill_yaml_sniff, bill_yaml_open, bill_reader_next_node},
	{"a listing", "txt text md markdown eml", anything, nothing_to_open, bill_listing_next},
};

static bool has_suffix(const struct bill_format_reader *format, const char *suffix)
{
	g_auto(GStrv) suffixes = g_strsplit(format->suffixes, " ", -1);

	return g_strv_contains((const char *const *)suffixes, suffix);
}

static const struct bill_format_reader *format_by_suffix(const char *path)
{
	const char *base = strrchr(path, '/') ? strrchr(path, '/') : path;
	const char *dot = strrchr(base, '.');
	g_autofree char *suffix = dot ? g_ascii_strdown(dot + 1, -1) : NULL;

	for (size_t i = 0; suffix && i < G_N_ELEMENTS(formats); i++)
		if (has_suffix(&formats[i], suffix))
			return &formats[i];
	return NULL;
}

static const struct bill_format_reader *format_by_content(const struct bill_src *src)
{
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (formats[i].sniff(src))
			return &formats[i];
	g_assert_not_reached(); /* the last row takes anything */
}

/* Formats of later readers, told apart so that they are not taken for prose. */
static bool refuse_foreign(const struct bill_src *src, struct bill_diags *diags)
{
	static const struct {
		const char *start, *name;
	} foreign[] = {{"BEGIN:VCALENDAR", "iCalendar"}, {"<!DOCTYPE", "HTML"}, {"<html", "HTML"}, {"<?xml", "XML"}};
	const char *text = src->text + strspn(src->text, " \t\r\n");

	for (size_t i = 0; i < G_N_ELEMENTS(foreign); i++)
		if (g_ascii_strncasecmp(text, foreign[i].start, strlen(foreign[i].start)) == 0) {
			bill_error(diags, bill_at_file(src), "event/unknown-format", "this is %s, which cannot be read yet", foreign[i].name);
			bill_diags_hint(diags, "give a listing in plain text, YAML, JSON or JSON Lines");
			return false;
		}
	return true;
}

static bool is_blank(const char *text)
{
	for (; *text; text = bill_utf_next(text)) {
		gunichar c = g_utf8_get_char(text);

		if (!g_unichar_isspace(c) && !g_unichar_iszerowidth(c))
			return false;
	}
	return true;
}

static bool open_text(struct bill_reader *reader, const char *path, struct bill_diags *diags)
{
	reader->src = bill_src_open(path, BILL_MAX_INPUT_BYTES, diags);
	if (!reader->src || !bill_src_check_text(reader->src, diags))
		return false;
	if (is_blank(reader->src->text))
		return bill_error(diags, bill_at_file(reader->src), "event/empty", "there is no event in this file: it is empty");
	if (!refuse_foreign(reader->src, diags))
		return false;
	if (!reader->format)
		reader->format = format_by_content(reader->src);
	return reader->format->open(reader, diags);
}

struct bill_reader *bill_reader_open(const char *path, struct bill_diags *diags)
{
	struct bill_reader *reader = g_new0(struct bill_reader, 1);
	bool opened;

	reader->arena = bill_arena_new();
	reader->nodes = g_ptr_array_new();
	reader->format = format_by_suffix(path);
	if (reader->format && reader->format->open == bill_jsonl_open)
		opened = bill_jsonl_open_stream(reader, path, diags);
	else
		opened = open_text(reader, path, diags);
	if (!opened)
		g_clear_pointer(&reader, bill_reader_close);
	return reader;
}

struct bill_event *bill_reader_next(struct bill_reader *reader, struct bill_diags *diags)
{
	return reader->format->next(reader, diags);
}

void bill_reader_close(struct bill_reader *reader)
{
	if (!reader)
		return;
	if (reader->stream && reader->stream != stdin)
		fclose(reader->stream);
	if (reader->buffer)
		g_byte_array_unref(reader->buffer);
	g_ptr_array_unref(reader->nodes);
	bill_arena_free(reader->arena);
	bill_src_unref(reader->src);
	g_free(reader);
}

/* ---- formats that are trees ---- */

struct bill_event *bill_reader_next_node(struct bill_reader *reader, struct bill_diags *diags)
{
	while (reader->next < reader->nodes->len) {
		const struct bill_yaml *node = g_ptr_array_index(reader->nodes, reader->next++);
		struct bill_event *event = bill_event_from_tree(reader->src, node, diags);

		if (event)
			return event;
	}
	return NULL;
}

/* The event's own pairs, and those of the defaults it does not have. */
static struct bill_yaml *merged(const struct bill_yaml *event, const struct bill_yaml *defaults, struct bill_arena *arena)
{
	struct bill_yaml *both = bill_arena_new0(arena, struct bill_yaml);
	size_t n = event->count;

	*both = *event;
	both->keys = bill_arena_array(arena, struct bill_yaml *, event->count + defaults->count);
	both->items = bill_arena_array(arena, struct bill_yaml *, event->count + defaults->count);
	for (size_t i = 0; i < n; i++) {
		both->keys[i] = event->keys[i];
		both->items[i] = event->items[i];
	}
	for (size_t i = 0; i < defaults->count; i++) {
		if (bill_yaml_find(event, defaults->keys[i]->text))
			continue;
		both->keys[both->count] = defaults->keys[i];
		both->items[both->count++] = defaults->items[i];
	}
	return both;
}

static bool add_list(
	struct bill_reader *reader, const struct bill_yaml *list, const struct bill_yaml *defaults, struct bill_diags *diags)
{
	bool right = true;

	for (size_t i = 0; i < list->count; i++) {
		const struct bill_yaml *item = list->items[i];

		if (item->kind != BILL_YAML_MAP)
			right = bill_error(
				diags, item->at, "event/not-a-map", "an event is a map of its fields, this is %s", bill_yaml_describe(item));
		else
			g_ptr_array_add(reader->nodes, defaults ? merged(item, defaults, reader->arena) : (gpointer)(gsize)item);
	}
	return right;
}

bool bill_reader_add_nodes(struct bill_reader *reader, const struct bill_yaml *node, struct bill_diags *diags)
{
	const struct bill_yaml *events = bill_yaml_find(node, "events"), *defaults = bill_yaml_find(node, "defaults");

	if (node->kind == BILL_YAML_LIST)
		return add_list(reader, node, NULL, diags);
	if (node->kind == BILL_YAML_SCALAR)
		return bill_error(
			diags, node->at, "event/not-a-map", "an event is a map of its fields, this is %s", bill_yaml_describe(node));
	if (!events || events->kind != BILL_YAML_LIST) {
		g_ptr_array_add(reader->nodes, (gpointer)(gsize)node);
		return true;
	}
	if (defaults && defaults->kind != BILL_YAML_MAP)
		return bill_error(
			diags, defaults->at, "event/not-a-map", "defaults are a map of fields, this is %s", bill_yaml_describe(defaults));
	for (size_t i = 0; i < node->count; i++)
		if (node->items[i] != events && node->items[i] != defaults)
			bill_warning(diags, node->keys[i]->at, "event/unknown-key",
				"\"%.60s\" stands beside events and belongs to none of them", node->keys[i]->text);
	return add_list(reader, events, defaults, diags);
}
