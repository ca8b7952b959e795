/* Events of a spreadsheet: CSV and TSV (RFC 4180), the delimiter found out, columns known by their headings. */
#include "event/alias.h"
#include "event/reader.h"
#include "event/utf.h"

#include <string.h>

#define MOST_COLUMNS 500

/* One cell: unquoted, and where it begins. */
struct cell {
	GString *text;
	int line, column;
};

struct bill_csv {
	const char *p, *end;
	int line;
	char delimiter;
	GPtrArray *cells; /* struct cell *: of the record last read */
	guint count;      /* of those in use */
	GPtrArray *keys;  /* char *, our name of each column; NULL: nobody knows it */
	GPtrArray *headings;
	bool unended; /* a quote was not closed before the end */
};

static void free_cell(void *data)
{
	struct cell *cell = data;

	g_string_free(cell->text, TRUE);
	g_free(cell);
}

static struct cell *new_cell(struct bill_csv *csv, int column)
{
	struct cell *cell;

	if (csv->count == csv->cells->len) {
		cell = g_new0(struct cell, 1);
		cell->text = g_string_new(NULL);
		g_ptr_array_add(csv->cells, cell);
	}
	cell = csv->cells->pdata[csv->count++];
	g_string_truncate(cell->text, 0);
	cell->line = csv->line;
	cell->column = column;
	return cell;
}

/* ---- records ---- */

static void append_byte(struct cell *cell, char c)
{
	if (cell->text->len <= BILL_MAX_FIELD_BYTES)
		g_string_append_c(cell->text, c);
}

/* Behind the opening quote: up to the closing one; a doubled quote is one. */
static void read_quoted(struct bill_csv *csv, struct cell *cell)
{
	csv->p++;
	for (; csv->p < csv->end; csv->p++) {
		if (*csv->p == '"') {
			if (csv->p + 1 < csv->end && csv->p[1] == '"')
				csv->p++;
			else
				break;
		}
		if (*csv->p == '\n')
			csv->line++;
		if (*csv->p != '\r')
			append_byte(cell, *csv->p);
	}
	csv->unended = csv->unended || csv->p >= csv->end;
	if (csv->p < csv->end)
		csv->p++;
}

static void read_cell(struct bill_csv *csv, struct cell *cell)
{
	while (csv->p < csv->end && *csv->p == ' ' && csv->delimiter != ' ')
		csv->p++;
	if (csv->p < csv->end && *csv->p == '"')
		read_quoted(csv, cell);
	while (csv->p < csv->end && *csv->p != csv->delimiter && *csv->p != '\n' && *csv->p != '\r')
		append_byte(cell, *csv->p++);
}

/* False: the text is at its end. */
static bool read_record(struct bill_csv *csv)
{
	const char *line_start = csv->p;

	csv->count = 0;
	if (csv->p >= csv->end)
		return false;
	for (;;) {
		struct cell spare = {.text = NULL},
					*cell = csv->count < MOST_COLUMNS ? new_cell(csv, (int)(csv->p - line_start) + 1) : NULL;

		if (!cell) {
			spare.text = g_string_new(NULL);
			cell = &spare;
		}
		read_cell(csv, cell);
		if (spare.text)
			g_string_free(spare.text, TRUE);
		if (csv->p >= csv->end || *csv->p != csv->delimiter)
			break;
		csv->p++;
	}
	if (csv->p < csv->end && *csv->p == '\r')
		csv->p++;
	if (csv->p < csv->end && *csv->p == '\n')
		csv->p++;
	csv->line++;
	return true;
}

static bool is_blank(const struct bill_csv *csv)
{
	for (guint i = 0; i < csv->count; i++)
		if (*((struct cell *)csv->cells->pdata[i])->text->str)
			return false;
	return true;
}

/* ---- the delimiter ---- */

static unsigned known_headings(struct bill_csv *csv, const struct bill_alias_map *map)
{
	unsigned known = 0;

	for (guint i = 0; i < csv->count; i++) {
		g_autofree char *key = bill_alias_of_heading(map, ((struct cell *)csv->cells->pdata[i])->text->str);

		known += key != NULL;
	}
	return known;
}

static void start(struct bill_csv *csv, const struct bill_src *src, char delimiter)
{
	csv->p = src->text;
	csv->end = src->text + src->len;
	csv->line = 1;
	csv->delimiter = delimiter;
	csv->unended = false;
}

/* The first record that is not blank. */
static bool read_head(struct bill_csv *csv)
{
	while (read_record(csv))
		if (!is_blank(csv))
			return true;
	return false;
}

/* The delimiter that gives most headings that are known, at least two; '\0': none does. */
static char find_delimiter(struct bill_csv *csv, const struct bill_src *src, const struct bill_alias_map *map)
{
	static const char delimiters[] = {',', ';', '\t', '|'};
	unsigned best = 1;
	char found = '\0';

	for (size_t i = 0; i < G_N_ELEMENTS(delimiters); i++) {
		unsigned known;

		start(csv, src, delimiters[i]);
		if (!read_head(csv) || csv->count < 2)
			continue;
		known = known_headings(csv, map);
		if (known > best) {
			best = known;
			found = delimiters[i];
		}
	}
	return found;
}

static struct bill_csv *csv_new(void)
{
	struct bill_csv *csv = g_new0(struct bill_csv, 1);

	csv->cells = g_ptr_array_new_with_free_func(free_cell);
	csv->keys = g_ptr_array_new_with_free_func(g_free);
	csv->headings = g_ptr_array_new_with_free_func(g_free);
	return csv;
}

void bill_csv_free(struct bill_csv *csv)
{
	if (!csv)
		return;
	g_ptr_array_unref(csv->cells);
	g_ptr_array_unref(csv->keys);
	g_ptr_array_unref(csv->headings);
	g_free(csv);
}

/* A first line with three delimiters or tabs, all of whose cells but few are headings that we know. */
bool bill_csv_sniff(const struct bill_src *src)
{
	size_t len = strcspn(src->text, "\r\n");
	g_autofree char *line = g_strndup(src->text, MIN(len, 2000));
	struct bill_src head = {.name = src->name, .text = line, .len = strlen(line)};
	struct bill_csv *csv;
	char delimiter;
	bool found = false;

	if (!src->text[len] || !strpbrk(line, ",;\t|") || strstr(line, ": "))
		return false;
	csv = csv_new();
	delimiter = find_delimiter(csv, &head, NULL);
	if (delimiter) {
		start(csv, &head, delimiter);
		read_head(csv);
		found = known_headings(csv, NULL) * 2 > csv->count;
	}
	bill_csv_free(csv);
	return found;
}

/* ---- opening ---- */

/* "Sp1" twice: the second speaker's column is a speaker too; anything else keeps the first. */
static void take_headings(struct bill_reader *reader)
{
	struct bill_csv *csv = reader->csv;
	const struct bill_alias_map *map = reader->selection ? reader->selection->map : NULL;

	for (guint i = 0; i < csv->count; i++) {
		const char *heading = ((struct cell *)csv->cells->pdata[i])->text->str;

		g_ptr_array_add(csv->headings, g_strstrip(g_strdup(heading)));
		g_ptr_array_add(csv->keys, bill_alias_of_heading(map, heading));
	}
}

bool bill_csv_open(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_csv *csv = reader->csv = csv_new();
	char delimiter = find_delimiter(csv, reader->src, reader->selection ? reader->selection->map : NULL);

	if (!delimiter) {
		bill_error(diags, bill_at_offset(reader->src, 0), "event/no-heading",
			"the first line of a spreadsheet names its columns, and no two names here are known");
		bill_diags_hint(
			diags, "name them title, speaker, start, end, location, url …, or give --map a file of \"your name: ours\"");
		return false;
	}
	start(csv, reader->src, delimiter);
	read_head(csv);
	take_headings(reader);
	return true;
}

/* ---- events ---- */

static struct bill_yaml *node(struct bill_arena *arena, const char *text, struct bill_at at)
{
	struct bill_yaml *scalar = bill_arena_new0(arena, struct bill_yaml);

	scalar->kind = BILL_YAML_SCALAR;
	scalar->at = at;
	scalar->text = bill_arena_strdup(arena, text);
	return scalar;
}

/* The record as a map: cells under their headings, empty ones left out. */
static struct bill_yaml *map_of(const struct bill_reader *reader, struct bill_arena *arena, int line)
{
	const struct bill_csv *csv = reader->csv;
	struct bill_yaml *map = bill_arena_new0(arena, struct bill_yaml);

	map->kind = BILL_YAML_MAP;
	map->at = (struct bill_at){.src = reader->src, .line = line, .column = 1};
	map->keys = bill_arena_array(arena, struct bill_yaml *, csv->count);
	map->items = bill_arena_array(arena, struct bill_yaml *, csv->count);
	for (guint i = 0; i < csv->count && i < csv->keys->len; i++) {
		const struct cell *cell = csv->cells->pdata[i];
		struct bill_at at = {.src = reader->src, .line = cell->line, .column = cell->column};
		const char *key = csv->keys->pdata[i] ? csv->keys->pdata[i] : csv->headings->pdata[i];

		if (!*cell->text->str || !*key)
			continue;
		map->keys[map->count] = node(arena, key, at);
		map->items[map->count++] = node(arena, cell->text->str, at);
	}
	return map;
}

static void check_record(const struct bill_reader *reader, int line, struct bill_diags *diags)
{
	const struct bill_csv *csv = reader->csv;
	struct bill_at at = {.src = reader->src, .line = line, .column = 1};
	bool more = false;

	for (guint i = csv->keys->len; i < csv->count; i++)
		more = more || *((struct cell *)csv->cells->pdata[i])->text->str;
	if (more)
		bill_warning(diags, at, "event/cells", "this row has %u cells, and there are %u columns; what is beyond was left out",
			csv->count, csv->keys->len);
	if (csv->unended)
		bill_warning(
			diags, at, "event/quote", "a quotation mark in this row is never closed, so the rest of the file is in one cell");
}

struct bill_event *bill_csv_next(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_csv *csv = reader->csv;

	for (int line = csv->line; read_record(csv); line = csv->line) {
		struct bill_arena *arena;
		struct bill_event *event;

		if (is_blank(csv))
			continue;
		check_record(reader, line, diags);
		arena = bill_arena_new();
		event = bill_event_from_tree(
			reader->src, map_of(reader, arena, line), reader->selection ? reader->selection->map : NULL, diags);
		bill_arena_free(arena);
		if (event)
			return event;
	}
	return NULL;
}
