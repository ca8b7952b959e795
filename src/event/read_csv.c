/* Events of a spreadsheet: CSV and TSV (RFC 4180), the delimiter found out, columns known by their headings. */
#include "event/csv.h"

#include <string.h>

#define MOST_COLUMNS 500
#define DEEPEST_HEAD 20 /* records above the one that names the columns */

static void free_cell(void *data)
{
	struct bill_csv_cell *cell = data;

	g_string_free(cell->text, TRUE);
	g_free(cell);
}

static struct bill_csv_cell *new_cell(struct bill_csv *csv, int column)
{
	struct bill_csv_cell *cell;

	if (csv->count == csv->cells->len) {
		cell = g_new0(struct bill_csv_cell, 1);
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

static void append_byte(struct bill_csv_cell *cell, char c)
{
	if (cell->text->len <= BILL_MAX_FIELD_BYTES)
		g_string_append_c(cell->text, c);
}

/* Behind the opening quote: up to the closing one; a doubled quote is one. A quote that is never closed ends with its line, as do
 * all after it. */
static void read_quoted(struct bill_csv *csv, struct bill_csv_cell *cell)
{
	const char *start = ++csv->p;
	int line = csv->line;

	for (; csv->p < csv->end; csv->p++) {
		if (csv->unended && (*csv->p == '\n' || *csv->p == csv->delimiter))
			return;
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
	if (csv->p < csv->end) {
		csv->p++;
	} else if (!csv->unended) {
		csv->unended = csv->unclosed = true;
		csv->p = start;
		csv->line = line;
		g_string_truncate(cell->text, 0);
	}
}

static void read_cell(struct bill_csv *csv, struct bill_csv_cell *cell)
{
	while (csv->p < csv->end && *csv->p == ' ' && csv->delimiter != ' ')
		csv->p++;
	if (csv->p < csv->end && *csv->p == '"')
		read_quoted(csv, cell);
	while (csv->p < csv->end && *csv->p != csv->delimiter && *csv->p != '\n' && *csv->p != '\r')
		append_byte(cell, *csv->p++);
}

bool bill_csv_read_record(struct bill_csv *csv)
{
	const char *line_start = csv->p;

	csv->count = 0;
	if (csv->p >= csv->end)
		return false;
	for (;;) {
		struct bill_csv_cell spare = {.text = NULL},
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

const char *bill_csv_text(const struct bill_csv *csv, guint i)
{
	return ((const struct bill_csv_cell *)csv->cells->pdata[i])->text->str;
}

/* Nothing, or the rule under the head of a Markdown table. */
static bool is_blank(const struct bill_csv *csv)
{
	const char *nothing = csv->delimiter == '|' ? "-: " : "";

	for (guint i = 0; i < csv->count; i++)
		if (bill_csv_text(csv, i)[strspn(bill_csv_text(csv, i), nothing)])
			return false;
	return true;
}

/* ---- the delimiter ---- */

/* forms: questions count as well. */
static unsigned known_headings(struct bill_csv *csv, const struct bill_alias_map *map, bool forms)
{
	unsigned known = 0;

	for (guint i = 0; i < csv->count; i++) {
		g_autofree char *key = bill_alias_of_heading(map, bill_csv_text(csv, i));

		known += key || (forms && bill_csv_is_question(bill_csv_text(csv, i)));
	}
	return known;
}

static void start(struct bill_csv *csv, const struct bill_src *src, char delimiter)
{
	csv->p = src->text;
	csv->end = src->text + src->len;
	csv->line = 1;
	csv->delimiter = delimiter;
	csv->unended = csv->unclosed = false;
	if (g_str_has_prefix(csv->p, "sep=")) { /* a word to Excel about the delimiter */
		csv->p += strcspn(csv->p, "\n");
		csv->p += *csv->p == '\n';
		csv->line = 2;
	}
}

/* The next record that is not blank. */
static bool read_filled(struct bill_csv *csv)
{
	while (bill_csv_read_record(csv))
		if (!is_blank(csv))
			return true;
	return false;
}

/* Reads on to the head: the nth record that is not blank, counted from 0. */
static void read_head(struct bill_csv *csv, unsigned n)
{
	for (unsigned i = 0; i <= n; i++)
		read_filled(csv);
}

/* The delimiter and the record among the first that give most headings that are known, at least two; '\0': none does. Above the
 * head may stand a title over all columns, or a remark. */
static char find_head(struct bill_csv *csv, const struct bill_src *src, const struct bill_alias_map *map, unsigned *head)
{
	static const char delimiters[] = {',', ';', '\t', '|'};
	unsigned best = 1;
	char found = '\0';

	for (size_t i = 0; i < G_N_ELEMENTS(delimiters); i++) {
		start(csv, src, delimiters[i]);
		for (unsigned n = 0; n < DEEPEST_HEAD && read_filled(csv); n++) {
			unsigned known = csv->count < 2 ? 0 : known_headings(csv, map, n == 0);

			if (known <= best)
				continue;
			best = known;
			found = delimiters[i];
			*head = n;
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
	csv->people = g_array_new(FALSE, FALSE, sizeof(unsigned));
	return csv;
}

void bill_csv_free(struct bill_csv *csv)
{
	if (!csv)
		return;
	g_ptr_array_unref(csv->cells);
	g_ptr_array_unref(csv->keys);
	g_ptr_array_unref(csv->headings);
	g_array_unref(csv->people);
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
	unsigned above = 0;
	bool found = false;

	if (!src->text[len] || !strpbrk(line, ",;\t|") || strstr(line, ": "))
		return false;
	csv = csv_new();
	delimiter = find_head(csv, &head, NULL, &above);
	if (delimiter) {
		start(csv, &head, delimiter);
		read_head(csv, above);
		found = known_headings(csv, NULL, false) * 2 > csv->count;
	}
	bill_csv_free(csv);
	return found;
}

/* ---- opening ---- */

bool bill_csv_open(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_csv *csv = reader->csv = csv_new();
	const struct bill_alias_map *map = reader->selection ? reader->selection->map : NULL;
	unsigned head = 0;
	char delimiter = find_head(csv, reader->src, map, &head);

	if (!delimiter) {
		bill_error(diags, bill_at_offset(reader->src, 0), "event/no-heading",
			"the first line of a spreadsheet names its columns, and no two names here are known");
		bill_diags_hint(
			diags, "name them title, speaker, start, end, location, url …, or give --map a file of \"your name: ours\"");
		return false;
	}
	start(csv, reader->src, delimiter);
	read_head(csv, head);
	if (head)
		bill_note(
			diags, bill_at_offset(reader->src, 0), "event/dropped", "what stands above the names of the columns was left out");
	bill_csv_take_headings(csv, map);
	bill_csv_find_order(csv);
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

static void add(struct bill_yaml *map, struct bill_yaml *key, struct bill_yaml *item)
{
	map->keys[map->count] = key;
	map->items[map->count++] = item;
}

static struct bill_yaml *map_node(struct bill_arena *arena, struct bill_at at, size_t room)
{
	struct bill_yaml *map = bill_arena_new0(arena, struct bill_yaml);

	map->kind = BILL_YAML_MAP;
	map->at = at;
	map->keys = bill_arena_array(arena, struct bill_yaml *, room);
	map->items = bill_arena_array(arena, struct bill_yaml *, room);
	return map;
}

static struct bill_at cell_at(const struct bill_reader *reader, guint i)
{
	const struct bill_csv_cell *cell = reader->csv->cells->pdata[i];

	return (struct bill_at){.src = reader->src, .line = cell->line, .column = cell->column};
}

/* The cells of the nth speaker's own columns; empty: there is none. */
static struct bill_yaml *person_of(const struct bill_reader *reader, struct bill_arena *arena, unsigned number, struct bill_at at)
{
	const struct bill_csv *csv = reader->csv;
	struct bill_yaml *person = map_node(arena, at, csv->count);

	for (guint i = 0; i < csv->count && i < csv->keys->len; i++) {
		const char *key = csv->keys->pdata[i];

		if (g_array_index(csv->people, unsigned, i) == number && *bill_csv_text(csv, i))
			add(person, node(arena, strcmp(key, "speaker_url") == 0 ? "url" : key, cell_at(reader, i)),
				node(arena, bill_csv_text(csv, i), cell_at(reader, i)));
	}
	return person;
}

static void add_people(const struct bill_reader *reader, struct bill_arena *arena, struct bill_yaml *map)
{
	struct bill_yaml *list = bill_arena_new0(arena, struct bill_yaml);

	list->kind = BILL_YAML_LIST;
	list->at = map->at;
	list->items = bill_arena_array(arena, struct bill_yaml *, 9);
	for (unsigned number = 1; number <= 9; number++) {
		struct bill_yaml *person = person_of(reader, arena, number, map->at);

		if (person->count)
			list->items[list->count++] = person;
	}
	if (list->count)
		add(map, node(arena, "speakers", map->at), list);
}

/* The record as a map: cells under their headings, empty ones left out. *known: whether a column that is known has anything. */
static struct bill_yaml *map_of(const struct bill_reader *reader, struct bill_arena *arena, int line, bool *known)
{
	const struct bill_csv *csv = reader->csv;
	struct bill_yaml *map = map_node(arena, (struct bill_at){.src = reader->src, .line = line, .column = 1}, csv->count + 2);

	*known = false;
	if (csv->language)
		add(map, node(arena, "language", map->at), node(arena, csv->language, map->at));
	for (guint i = 0; i < csv->count && i < csv->keys->len; i++) {
		const char *key = csv->keys->pdata[i] ? csv->keys->pdata[i] : csv->headings->pdata[i], *text = bill_csv_text(csv, i);
		g_autofree char *time = bill_csv_is_time(csv->keys->pdata[i]) ? bill_csv_time(csv, text) : NULL;

		*known = *known || (*text && csv->keys->pdata[i]);
		if (*text && *key && !g_array_index(csv->people, unsigned, i))
			add(map, node(arena, key, cell_at(reader, i)), node(arena, time ? time : text, cell_at(reader, i)));
	}
	add_people(reader, arena, map);
	return map;
}

static void check_record(const struct bill_reader *reader, int line, struct bill_diags *diags)
{
	struct bill_csv *csv = reader->csv;
	struct bill_at at = {.src = reader->src, .line = line, .column = 1};
	bool more = false;

	for (guint i = csv->keys->len; i < csv->count; i++)
		more = more || *bill_csv_text(csv, i);
	if (more)
		bill_warning(diags, at, "event/cells", "this row has %u cells, and there are %u columns; what is beyond was left out",
			csv->count, csv->keys->len);
	if (csv->unclosed)
		bill_warning(diags, at, "event/quote", "a quotation mark in this row is never closed; it was taken to end with its cell");
	csv->unclosed = false;
}

struct bill_event *bill_csv_next(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_csv *csv = reader->csv;

	for (int line = csv->line; bill_csv_read_record(csv); line = csv->line) {
		struct bill_arena *arena;
		struct bill_event *event = NULL;
		struct bill_yaml *map;
		bool known;

		if (is_blank(csv))
			continue;
		reader->next++;
		check_record(reader, line, diags);
		arena = bill_arena_new();
		map = map_of(reader, arena, line, &known);
		if (known)
			event = bill_event_from_tree(reader->src, map, reader->selection ? reader->selection->map : NULL, diags);
		else
			bill_note(
				diags, map->at, "event/no-event", "this row has nothing under the columns that are known, and was passed over");
		bill_arena_free(arena);
		if (event)
			return event;
	}
	if (!reader->next++)
		bill_error(diags, bill_at_file(reader->src), "event/empty", "there is no row under the names of the columns");
	return NULL;
}
