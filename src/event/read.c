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
	{"iCalendar", "ics ical ifb icalendar", true, bill_ical_sniff, bill_ical_open, bill_ical_next},
	{"a web page", "html htm xhtml", true, bill_page_sniff, bill_page_open, bill_listing_next},
	{"JSON Lines", "jsonl ndjson", false, bill_jsonl_sniff, bill_jsonl_open, bill_jsonl_next},
	{"JSON", "json jsonld", false, bill_json_sniff, bill_json_open, bill_reader_next_node},
	{"Markdown", "md markdown", false, bill_markdown_sniff, bill_markdown_open, bill_reader_next_node},
	{"YAML", "yaml yml", false, bill_yaml_sniff, bill_yaml_open, bill_reader_next_node},
	{"a spreadsheet", "csv tsv", true, bill_csv_sniff, bill_csv_open, bill_csv_next},
	{"a mail", "eml", true, bill_mail_sniff, bill_mail_open, bill_listing_next},
	{"a listing", "txt text", false, anything, nothing_to_open, bill_listing_next},
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

bool bill_reader_knows_suffix(const char *path)
{
	return format_by_suffix(path) != NULL;
}

/* A calendar or a page in a file named .txt is told by its first line; whatever else a listing may be, it is none of these. */
static bool is_named_wrong(const struct bill_reader *reader)
{
	return reader->format->open == nothing_to_open && (bill_ical_sniff(reader->src) || bill_page_sniff(reader->src) || bill_mail_sniff(reader->src));
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

static bool is_mail(const struct bill_reader *reader)
{
	return reader->format ? reader->format->open == bill_mail_open : bill_mail_sniff(reader->src);
}

static bool settle_text(struct bill_reader *reader, struct bill_diags *diags)
{
	if (is_mail(reader)) /* each of its parts says what it is written in */
		return true;
	/* Calendars keep bytes that are no text on the one line that has them. */
	if (reader->format && reader->format->open == bill_ical_open)
		return bill_encoding_is_wide(reader->src) ? bill_encoding_settle(reader->src, diags) : true;
	if (reader->format && reader->format->any_bytes)
		return bill_encoding_settle(reader->src, diags);
	if (!reader->format && bill_ical_sniff(reader->src))
		return true;
	return bill_src_check_text(reader->src, diags);
}

static bool open_text(struct bill_reader *reader, const char *path, struct bill_diags *diags)
{
	reader->src = bill_src_open(path, BILL_MAX_INPUT_BYTES, diags);
	if (!reader->src || !settle_text(reader, diags))
		return false;
	if (g_utf8_validate(reader->src->text, -1, NULL) && is_blank(reader->src->text))
		return bill_error(diags, bill_at_file(reader->src), "event/empty", "there is no event in this file: it is empty");
	if (!reader->format || is_named_wrong(reader))
		reader->format = format_by_content(reader->src);
	return reader->format->open(reader, diags);
}

static bool open_folder(struct bill_reader *reader, const char *path, struct bill_diags *diags)
{
	struct bill_src *name;

	reader->paths = bill_folder_files(path);
	if (reader->paths->len)
		return true;
	name = bill_src_new(path, "", 0);
	bill_error(diags, bill_at_file(name), "src/folder", "\"%s\" is a folder without a file of events", path);
	bill_src_unref(name);
	return false;
}

struct bill_reader *bill_reader_open_with(const char *path, struct bill_selection *selection, struct bill_diags *diags)
{
	struct bill_reader *reader = g_new0(struct bill_reader, 1);
	bool opened;

	reader->arena = bill_arena_new();
	reader->nodes = g_ptr_array_new();
	reader->selection = selection;
	reader->format = format_by_suffix(path);
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		opened = open_folder(reader, path, diags);
	else if (reader->format && reader->format->open == bill_jsonl_open)
		opened = bill_jsonl_open_stream(reader, path, diags);
	else
		opened = open_text(reader, path, diags);
	if (!opened)
		g_clear_pointer(&reader, bill_reader_close);
	if (!opened && selection)
		selection->lost_files++;
	return reader;
}

struct bill_reader *bill_reader_open(const char *path, struct bill_diags *diags)
{
	return bill_reader_open_with(path, NULL, diags);
}

/* The next event that can be read, wanted or not. */
static struct bill_event *next_read(struct bill_reader *reader, struct bill_diags *diags)
{
	unsigned before = diags ? bill_diags_count(diags, BILL_ERROR) : 0;
	struct bill_event *event = reader->format->next(reader, diags);

	if (reader->selection && diags)
		reader->selection->lost += bill_diags_count(diags, BILL_ERROR) - before;
	return event;
}

static struct bill_event *next_in_folder(struct bill_reader *reader, struct bill_diags *diags)
{
	for (;;) {
		struct bill_event *event = reader->inner ? bill_reader_next(reader->inner, diags) : NULL;

		if (event)
			return event;
		g_clear_pointer(&reader->inner, bill_reader_close);
		if (reader->next >= reader->paths->len || (reader->selection && bill_selection_is_full(reader->selection)))
			return NULL;
		reader->inner = bill_reader_open_with(g_ptr_array_index(reader->paths, reader->next++), reader->selection, diags);
	}
}

struct bill_event *bill_reader_next(struct bill_reader *reader, struct bill_diags *diags)
{
	if (reader->paths)
		return next_in_folder(reader, diags);
	for (;;) {
		struct bill_event *event;

		if (reader->selection && bill_selection_is_full(reader->selection))
			return NULL;
		event = next_read(reader, diags);
		if (!event || !reader->selection || bill_selection_judge(reader->selection, event, diags) == BILL_TAKEN)
			return event;
		bill_event_free(event);
	}
}

void bill_reader_close(struct bill_reader *reader)
{
	if (!reader)
		return;
	bill_reader_close(reader->inner);
	if (reader->stream && reader->stream != stdin)
		fclose(reader->stream);
	if (reader->buffer)
		g_byte_array_unref(reader->buffer);
	if (reader->parts)
		g_array_unref(reader->parts);
	if (reader->words)
		g_hash_table_unref(reader->words);
	if (reader->paths)
		g_ptr_array_unref(reader->paths);
	bill_ical_free(reader->ical);
	bill_csv_free(reader->csv);
	g_ptr_array_unref(reader->nodes);
	bill_arena_free(reader->arena);
	bill_src_unref(reader->matter);
	bill_src_unref(reader->src);
	g_free(reader);
}

/* ---- formats that are trees ---- */

struct bill_event *bill_reader_next_node(struct bill_reader *reader, struct bill_diags *diags)
{
	while (reader->next < reader->nodes->len) {
		const struct bill_yaml *node = g_ptr_array_index(reader->nodes, reader->next++);
		struct bill_event *event =
			bill_event_from_tree(reader->src, node, reader->selection ? reader->selection->map : NULL, diags);

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
