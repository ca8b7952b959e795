/* Events written as JSON Lines: one object a line, and only one line in memory. */
#include "event/reader.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define BLOCK_BYTES 65536

/* The end of the first line that is not blank; NULL: there is none. */
static const char *first_line(const struct bill_src *src, const char **start)
{
	*start = src->text + strspn(src->text, " \t\r\n");
	return **start ? *start + strcspn(*start, "\n") : NULL;
}

/* The first line is an object of its own, and the next line, if there is one, begins another. */
bool bill_jsonl_sniff(const struct bill_src *src)
{
	const char *start, *end = first_line(src, &start), *last = end;

	if (!end || *start != '{')
		return false;
	while (last > start && strchr(" \t\r\n", last[-1]))
		last--;
	if (last[-1] != '}')
		return false;
	end += strspn(end, " \t\r\n");
	return *end == '{';
}

bool bill_jsonl_open(struct bill_reader *reader, struct bill_diags *diags)
{
	static const struct bill_format_reader lines = {"JSON Lines", "", false, bill_jsonl_sniff, bill_jsonl_open, bill_jsonl_next};

	reader->format = &lines;
	reader->buffer = g_byte_array_new();
	return true;
}

bool bill_jsonl_open_stream(struct bill_reader *reader, const char *path, struct bill_diags *diags)
{
	struct stat status;
	bool kind = stat(path, &status) == 0 && (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode));

	reader->stream = kind ? fopen(path, "rbe") : NULL;
	if (!reader->stream) {
		struct bill_src *unread = bill_src_open(path, 0, diags); /* for its story of why not */

		bill_src_unref(unread);
		return unread && bill_error(diags, (struct bill_at){0}, "src/unreadable", "cannot read \"%s\"", path);
	}
	/* Without the text: an event keeps its source, and the lines are not kept. */
	reader->src = bill_src_new(path, "", 0);
	return bill_jsonl_open(reader, diags);
}

enum line_state { LINE_END, LINE_READ, LINE_TOO_LONG };

/* More of the file: what is left of the block last read, or the next block. Empty at the end. */
static const char *rest(struct bill_reader *reader, size_t *len)
{
	if (!reader->stream) {
		*len = reader->src->len - reader->offset;
		return reader->src->text + reader->offset;
	}
	if (reader->offset >= reader->block_len) {
		if (!reader->block)
			reader->block = bill_arena_alloc(reader->arena, BLOCK_BYTES);
		reader->block_len = fread(reader->block, 1, BLOCK_BYTES, reader->stream);
		reader->offset = 0;
	}
	*len = reader->block_len - reader->offset;
	return reader->block + reader->offset;
}

static enum line_state read_line(struct bill_reader *reader)
{
	bool too_long = false, any = false, ended = false;

	g_byte_array_set_size(reader->buffer, 0);
	while (!ended) {
		size_t len, room = BILL_MAX_LINE_BYTES - reader->buffer->len;
		const char *bytes = rest(reader, &len), *end = len ? memchr(bytes, '\n', len) : NULL;
		size_t part = end ? (size_t)(end - bytes) : len;

		if (!len)
			break;
		any = true;
		ended = end != NULL;
		too_long = too_long || part > room;
		g_byte_array_append(reader->buffer, (const guint8 *)bytes, (guint)MIN(part, room));
		reader->offset += part + ended;
	}
	if (!any)
		return LINE_END;
	reader->line++;
	return too_long ? LINE_TOO_LONG : LINE_READ;
}

static bool is_blank(const GByteArray *line)
{
	for (guint i = 0; i < line->len; i++)
		if (!strchr(" \t\r", line->data[i]) || !line->data[i])
			return false;
	return true;
}

static bool check_bytes(struct bill_reader *reader, struct bill_at at, struct bill_diags *diags)
{
	const char *text = (const char *)reader->buffer->data;

	if (memchr(text, '\0', reader->buffer->len))
		return bill_error(diags, at, "src/binary", "this line holds NUL bytes, so it is no text");
	if (!g_utf8_validate_len(text, reader->buffer->len, NULL))
		return bill_error(diags, at, "src/encoding", "this line is not UTF-8");
	return true;
}

static struct bill_event *event_of_line(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_at at = {.src = reader->src, .line = reader->line, .column = 1};
	struct bill_event *event = NULL;
	struct bill_arena *arena;
	struct bill_yaml *node;

	if (reader->line == 1 && reader->buffer->len >= 3 && memcmp(reader->buffer->data, "\xef\xbb\xbf", 3) == 0)
		g_byte_array_remove_range(reader->buffer, 0, 3);
	if (is_blank(reader->buffer) || !check_bytes(reader, at, diags))
		return NULL;
	arena = bill_arena_new();
	node = bill_json_parse((const char *)reader->buffer->data, reader->buffer->len, at, arena, diags);
	if (node)
		event = bill_event_from_tree(reader->src, node, reader->selection ? reader->selection->map : NULL, diags);
	bill_arena_free(arena);
	return event;
}

static struct bill_event *end(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_at at = bill_at_file(reader->src);

	if (reader->stream && ferror(reader->stream))
		bill_error(diags, at, "src/unreadable", "reading stopped: %s", g_strerror(errno));
	else if (!reader->done && !reader->next)
		bill_error(diags, at, "event/empty", "there is no event in this file");
	reader->done = true;
	return NULL;
}

struct bill_event *bill_jsonl_next(struct bill_reader *reader, struct bill_diags *diags)
{
	enum line_state state;

	while (!reader->done && (state = read_line(reader)) != LINE_END) {
		struct bill_at at = {.src = reader->src, .line = reader->line, .column = 1};
		struct bill_event *event = NULL;

		if (!is_blank(reader->buffer))
			reader->next++; /* lines with something on them, so that an empty file is told from a broken one */
		if (state == LINE_TOO_LONG)
			bill_error(
				diags, at, "event/line-too-long", "this line is longer than %u MB and was skipped", BILL_MAX_LINE_BYTES >> 20);
		else
			event = event_of_line(reader, diags);
		if (event)
			return event;
	}
	return end(reader, diags);
}
