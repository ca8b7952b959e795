/* Several events as rows: a table with bars ("| Date | Speaker | Title |"), and a programme of one line an event. */
#include "event/labels.h"
#include "event/listing.h"
#include "event/utf.h"
#include "event/words.h"

#include <stdlib.h>
#include <string.h>

#define MOST_CELLS 20

/* Where a row stands, for the places of its values. */
struct row {
	const struct bill_src *src;
	const char *p; /* the line */
	size_t len;
	int line;
};

static struct bill_at place(const struct row *row, const char *p)
{
	return (struct bill_at){.src = row->src, .line = row->line, .column = (int)g_utf8_pointer_to_offset(row->p, p) + 1};
}

/* Without emphasis around it; a link gives its words, and *address what it leads to. */
static char *bare(const char *text, size_t len, char **address)
{
	g_autofree char *trimmed = g_strstrip(g_strndup(text, len));
	size_t n = strspn(trimmed, "*_"), end = strlen(trimmed);
	char *close, *link;

	while (end > n && strchr("*_", trimmed[end - 1]))
		end--;
	trimmed[end] = '\0';
	link = trimmed[n] == '[' ? strstr(trimmed, "](") : NULL;
	if (!link || !(close = strchr(link, ')')) || close[1])
		return g_strdup(trimmed + n);
	*address = g_strndup(link + 2, (gsize)(close - link - 2));
	return g_strndup(trimmed + n + 1, (gsize)(link - trimmed - n) - 1);
}

static void add(GPtrArray *sections, enum bill_label label, const char *text, struct bill_at at)
{
	if (*text)
		g_string_append(bill_section_add(sections, label, at)->text, text);
}

static bool is_among(const char *word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(word, list[i]) == 0)
			return true;
	return false;
}

/* "seminar", "talk": what does not take place after "no". */
static bool is_meeting(const char *text)
{
	static const char *const others[] = {"event", "events", "class", "classes", "session", "show", "séance", "sitzung",
		"veranstaltung", "termin", "sesión", "seduta", "bijeenkomst"};
	g_autofree char *word = g_strndup(text, strcspn(text, " ,;.:()*_"));

	return bill_words_series(word) || bill_words_occasion(word) || is_among(word, others, G_N_ELEMENTS(others));
}

/* "No seminar (holiday)": a row that says there is nothing. "No country for old men" is a title. */
static bool says_nothing(const char *text)
{
	static const char *const noes[] = {"no ", "kein ", "keine ", "pas de ", "sin ", "no hay ", "geen ", "nessun ", "nessuna "};
	static const char *const words[] = {"none", "holiday", "break", "spring break", "reading week", "public holiday", "entfällt",
		"ferien", "feiertag", "relâche", "vacances", "férié", "festivo", "—", "–", "-"};
	g_autofree char *lower = g_utf8_strdown(text, -1);
	size_t len = strlen(lower);

	if (len > 60)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(noes); i++)
		if (g_str_has_prefix(lower, noes[i]) && is_meeting(lower + strlen(noes[i])))
			return true;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(lower, words[i]) && len <= strlen(words[i]) + 2)
			return true;
	return false;
}

static void add_part(GArray *parts, const struct row *row, GPtrArray *sections)
{
	struct bill_listing_part part = {.text = row->p, .len = row->len, .line = row->line, .sections = sections};

	g_array_append_val(parts, part);
}

static void skip(const struct row *row, const char *words, struct bill_diags *diags)
{
	bill_note(diags, place(row, row->p), "event/no-event", "\"%.60s\" is no event and was passed over", words);
}

/* The next line at or after p, and where the one after it begins. */
static const char *next_line(struct row *row, const char *p)
{
	size_t n = strcspn(p, "\n");

	row->p = p;
	row->len = n;
	row->line++;
	while (row->len && strchr(" \t\r", p[row->len - 1]))
		row->len--;
	return p + n + (p[n] == '\n');
}

/* ---- tables ---- */

/* How the columns of a table are told apart. */
enum ruling { BARS, TABS, GAPS };

struct cell {
	size_t start, len;
	long column; /* characters before it */
};

static unsigned add_cell(struct cell *cells, unsigned n, const struct row *row, size_t start, size_t end)
{
	if (n < MOST_CELLS)
		cells[n] = (struct cell){.start = start, .len = end - start, .column = g_utf8_pointer_to_offset(row->p, row->p + start)};
	return n + 1;
}

/* "| a | b |" */
static unsigned cells_by_bars(const struct row *row, struct cell cells[MOST_CELLS])
{
	size_t start = 0;
	unsigned n = 0;

	if (row->len < 3 || row->p[strspn(row->p, " ")] != '|')
		return 0;
	for (size_t i = 0; i < row->len; i++) {
		if (row->p[i] != '|' || (i && row->p[i - 1] == '\\'))
			continue;
		if (start)
			n = add_cell(cells, n, row, start, i);
		start = i + 1;
	}
	return start < row->len ? add_cell(cells, n, row, start, row->len) : n;
}

/* The bytes of what parts two columns at p; 0: nothing. One tab, or two spaces and more. */
static size_t gap_at(const char *p, enum ruling ruling)
{
	size_t n;

	if (*p != ' ' && *p != '\t') /* most are letters, and this is asked of each */
		return 0;
	n = strspn(p, ruling == TABS ? "\t" : " \t");
	if (ruling == TABS)
		return MIN(n, 1);
	return n >= 2 || (n && *p == '\t') ? n : 0;
}

static unsigned cells_by_gaps(const struct row *row, enum ruling ruling, struct cell cells[MOST_CELLS])
{
	size_t start = ruling == GAPS ? strspn(row->p, " \t") : 0;
	unsigned n = 0;

	for (size_t i = start; i < row->len; i++) {
		size_t gap = gap_at(row->p + i, ruling);

		if (!gap)
			continue;
		n = add_cell(cells, n, row, start, i);
		start = i + gap;
		i += gap - 1;
	}
	return start < row->len ? add_cell(cells, n, row, start, row->len) : n;
}

/* The cells of a line; their number, 0: it is no row of a table. */
static unsigned cells_of(const struct row *row, enum ruling ruling, struct cell cells[MOST_CELLS])
{
	unsigned n = ruling == BARS ? cells_by_bars(row, cells) : cells_by_gaps(row, ruling, cells);

	return n >= 2 && n <= MOST_CELLS ? n : 0;
}

/* The head of a table. */
struct head {
	enum ruling ruling;
	unsigned n;
	enum bill_label labels[MOST_CELLS];
	long columns[MOST_CELLS];
};

/* The labels of a table's head. False: it does not say both when something is and what it is, or without bars says more. */
static bool head_of(const struct row *row, enum ruling ruling, struct head *head)
{
	struct cell cells[MOST_CELLS];
	unsigned n = cells_of(row, ruling, cells);
	bool telling = false, dated = false, known = true;

	*head = (struct head){.ruling = ruling, .n = n};
	for (unsigned i = 0; i < n; i++) {
		char *address = NULL;
		g_autofree char *wording = bare(row->p + cells[i].start, cells[i].len, &address);
		enum bill_label label = bill_labels_of(wording);

		g_free(address);
		head->labels[i] = label;
		head->columns[i] = cells[i].column;
		known = known && label != BILL_LABEL_NONE;
		dated = dated || label == BILL_LABEL_WHEN || label == BILL_LABEL_START;
		telling = telling || label == BILL_LABEL_TITLE || label == BILL_LABEL_SPEAKER || label == BILL_LABEL_SPEAKERS;
	}
	return telling && dated && (ruling == BARS || known);
}

static bool is_ruler(const struct row *row)
{
	return row->len >= 3 && memchr(row->p, '-', row->len) && strspn(row->p, "|-=+: \t\r") >= row->len;
}

/* Which column of the head a cell stands under. */
static unsigned column_of(const struct head *head, const struct cell *cell, unsigned i)
{
	unsigned best = 0;

	if (head->ruling != GAPS)
		return MIN(i, head->n - 1);
	for (unsigned k = 1; k < head->n; k++)
		if (ABS(head->columns[k] - cell->column) < ABS(head->columns[best] - cell->column))
			best = k;
	return best;
}

static void take_row(GArray *parts, const struct row *row, const struct head *head, struct bill_diags *diags)
{
	struct cell cells[MOST_CELLS];
	unsigned n = cells_of(row, head->ruling, cells);
	GPtrArray *sections = bill_sections_new();
	g_autofree char *nothing = NULL;
	bool telling = false;

	for (unsigned i = 0; i < n; i++) {
		char *address = NULL;
		const char *cell = row->p + cells[i].start;
		enum bill_label label = head->labels[column_of(head, &cells[i], i)];
		g_autofree char *text = bare(cell, cells[i].len, &address);
		bool names = label == BILL_LABEL_TITLE || label == BILL_LABEL_SPEAKER || label == BILL_LABEL_SPEAKERS;

		if (names && says_nothing(text) && !nothing)
			nothing = g_strdup(text);
		else if (names && *text)
			telling = true;
		add(sections, label == BILL_LABEL_NONE ? BILL_LABEL_ABSTRACT : label, text, place(row, cell + strspn(cell, " ")));
		if (address)
			add(sections, BILL_LABEL_URL, address, place(row, cell));
		g_free(address);
	}
	if (telling) {
		add_part(parts, row, sections);
		return;
	}
	if (nothing)
		skip(row, nothing, diags);
	g_ptr_array_unref(sections);
}

/* A cell that goes on in the next line: what stands under a column, with nothing under the first. */
static bool continues(GArray *parts, const struct row *row, const struct head *head)
{
	struct bill_listing_part *last = parts->len ? &g_array_index(parts, struct bill_listing_part, parts->len - 1) : NULL;
	struct cell cell = {.start = strspn(row->p, " \t")};
	g_autofree char *text = g_strstrip(g_strndup(row->p, row->len));

	cell.column = g_utf8_pointer_to_offset(row->p, row->p + cell.start);
	if (!last || head->ruling != GAPS || cell.column < head->columns[1] - 1 || strstr(text, "  "))
		return false;
	for (guint i = 0; i < last->sections->len; i++) {
		struct bill_section *section = g_ptr_array_index(last->sections, i);

		if (section->label != head->labels[column_of(head, &cell, 0)])
			continue;
		g_string_append_printf(section->text, " %s", text);
		return true;
	}
	return false;
}

/* Whether a table begins at a row whose next line begins at p: with bars a ruler follows. */
static bool begins_table(const struct row *row, const char *p, struct head *head)
{
	struct row next = *row;

	next_line(&next, p);
	if (head_of(row, BARS, head))
		return is_ruler(&next);
	return head_of(row, TABS, head) || head_of(row, GAPS, head);
}

bool bill_listing_table(const struct bill_src *src, GArray *parts, struct bill_listing_frame *frame, struct bill_diags *diags)
{
	struct row row = {.src = src};
	struct head head;
	bool inside = false;

	for (const char *p = src->text; *p;) {
		p = next_line(&row, p);
		if (!inside && begins_table(&row, p, &head)) {
			inside = true;
			if (!parts->len)
				frame->above = (size_t)(row.p - src->text);
		} else if (inside && !is_ruler(&row) && row.len && !continues(parts, &row, &head)) {
			struct cell cells[MOST_CELLS];

			inside = cells_of(&row, head.ruling, cells) > 0;
			if (inside)
				take_row(parts, &row, &head, diags);
		}
		if (inside)
			frame->below = (size_t)(p - src->text);
	}
	return parts->len > 0;
}

/* ---- programmes: "April 8: Ann Lee (Oak College), “Rivers and Roads”" ---- */

bool bill_listing_is_day(const struct bill_when *when)
{
	enum { FIRST_YEAR = 1970 };

	return when->start.date.given && (!when->start.date.year || when->start.date.year >= FIRST_YEAR);
}

size_t bill_listing_dated(const char *text, size_t *date)
{
	static const char *const signs[] = {": ", "： ", "：", " – ", " — ", " - ", "\t", "   ", "  ", " | ", " · ", ". "};
	size_t best = 0;

	for (const char *p = text; *p && p - text < 80; p++)
		for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
			struct bill_when when;
			g_autofree char *head = g_str_has_prefix(p, signs[i]) ? g_strndup(text, (gsize)(p - text)) : NULL;

			if (!head || !strpbrk(head, "0123456789"))
				continue;
			if (!bill_when_parse(head, NULL, false, &when) || !when.start.date.given || when.other_letters > 2)
				bill_when_parse(head, NULL, true, &when);
			if (!bill_listing_is_day(&when) || when.other_letters > 2 ||
				!g_unichar_isprint(g_utf8_get_char(p + strlen(signs[i]))))
				continue;
			*date = (size_t)(p - text);
			best = *date + strlen(signs[i]);
		}
	return best;
}

bool bill_listing_quoted_end(const char *text, char **who, char **what)
{
	static const char *const opens[] = {"“", "\"", "«", "„", "「", "『", "‘"};

	for (size_t i = 0; i < G_N_ELEMENTS(opens); i++) {
		const char *open = strstr(text, opens[i]);
		g_autofree char *inside = open && open > text ? bill_listing_without_quotes(open) : NULL;
		size_t end = open ? (size_t)(open - text) : 0;

		if (!inside || strcmp(inside, open) == 0)
			continue;
		while (end && strchr(" ,:;.-", text[end - 1]))
			end--;
		*who = g_strndup(text, end);
		*what = g_steal_pointer(&inside);
		return true;
	}
	return false;
}

/* "Carla Ruiz (UNAM), TBA": a speaker whose title is not yet known. */
static bool announced_end(const char *text, char **who, char **what)
{
	static const char *const words[] = {
		"TBA", "TBD", "tba", "tbd", "title TBA", "Title TBA", "Titel folgt", "N.N.", "à venir", "por anunciar"};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t end = strlen(text) - strlen(words[i]);

		if (!g_str_has_suffix(text, words[i]) || !end || !strchr(" ", text[end - 1]))
			continue;
		while (end && strchr(" ,:;-", text[end - 1]))
			end--;
		*who = g_strndup(text, end);
		*what = g_strdup(words[i]);
		return end > 0;
	}
	return false;
}

static GPtrArray *sections_of(const struct row *row, const char *text, size_t date, size_t rest)
{
	GPtrArray *sections = bill_sections_new();
	g_autofree char *day = g_strndup(text, date), *words = g_strstrip(g_strdup(text + rest));
	struct bill_at at = place(row, row->p);
	char *who = NULL, *what = NULL;

	add(sections, BILL_LABEL_WHEN, day, at);
	if (bill_listing_quoted_end(words, &who, &what) || announced_end(words, &who, &what) ||
		bill_listing_who_and_what(words, &who, &what)) {
		add(sections, BILL_LABEL_SPEAKER, who, at);
		add(sections, BILL_LABEL_TITLE, what, at);
	} else {
		add(sections, BILL_LABEL_TITLE, words, at);
	}
	g_free(who);
	g_free(what);
	return sections;
}

/* Whether a line of a programme names both who and what, so that two of them are enough. */
static bool is_full(const struct row *row)
{
	g_autofree char *text = g_utf8_make_valid(row->p, (gssize)row->len);
	const char *start = text + bill_labels_skip_marks(text, NULL);
	size_t date, rest = bill_listing_dated(start, &date);
	g_autoptr(GPtrArray) sections = rest ? sections_of(row, start, date, rest) : NULL;

	return sections && sections->len >= 3;
}

bool bill_listing_programme(const struct bill_src *src, GArray *parts, struct bill_listing_frame *frame, struct bill_diags *diags)
{
	struct row row = {.src = src};
	unsigned lines = 0, last = 0, events = 0;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct row));

	for (const char *p = src->text; *p;) {
		struct bill_label_match match;
		g_autofree char *text = NULL;
		size_t date;

		p = next_line(&row, p);
		if (!row.len || row.len > 400)
			continue;
		text = g_utf8_make_valid(row.p, (gssize)row.len);
		if (bill_labels_at_line(text, &match) && match.has_colon && match.label != BILL_LABEL_EXTRA)
			return false;
		lines += found->len > 0;
		if (!bill_listing_dated(text + bill_labels_skip_marks(text, NULL), &date))
			continue;
		if (!found->len)
			frame->above = (size_t)(row.p - src->text), lines = 1;
		frame->below = (size_t)(p - src->text);
		last = lines;
		g_array_append_val(found, row);
	}
	events = found->len;
	if (events < 2 || events * 5 < last * 4)
		return false;
	if ((events == 2 || lines > last + 3) &&
		!(is_full(&g_array_index(found, struct row, 0)) && is_full(&g_array_index(found, struct row, events - 1))))
		return false;
	for (guint i = 0; i < events; i++) {
		const struct row *at = &g_array_index(found, struct row, i);
		g_autofree char *text = g_utf8_make_valid(at->p, (gssize)at->len);
		const char *start = text + bill_labels_skip_marks(text, NULL);
		size_t date, rest = bill_listing_dated(start, &date);

		if (says_nothing(start + rest))
			skip(at, start + rest, diags);
		else
			add_part(parts, at, sections_of(at, start, date, rest));
	}
	return parts->len > 0;
}
