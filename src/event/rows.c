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

/* Offsets of the bars of a line "| a | b |"; their number, 0: no such line. */
static unsigned bars_of(const struct row *row, size_t bars[MOST_CELLS + 1])
{
	unsigned n = 0;

	if (row->len < 3 || row->p[strspn(row->p, " ")] != '|')
		return 0;
	for (size_t i = 0; i < row->len && n <= MOST_CELLS; i++)
		if (row->p[i] == '|' && (!i || row->p[i - 1] != '\\'))
			bars[n++] = i;
	if (n && n <= MOST_CELLS && row->p[row->len - 1] != '|')
		bars[n++] = row->len;
	return n >= 3 && n <= MOST_CELLS ? n : 0;
}

/* The labels of a table's head. False: it does not say both when something is and what it is. */
static bool labels_of(const struct row *row, enum bill_label labels[MOST_CELLS])
{
	size_t bars[MOST_CELLS + 1];
	unsigned n = bars_of(row, bars);
	bool telling = false, dated = false;

	for (unsigned i = 0; i + 1 < n; i++) {
		char *address = NULL;
		g_autofree char *wording = bare(row->p + bars[i] + 1, bars[i + 1] - bars[i] - 1, &address);

		g_free(address);
		labels[i] = bill_labels_of(wording);
		dated = dated || labels[i] == BILL_LABEL_WHEN || labels[i] == BILL_LABEL_START;
		telling = telling || labels[i] == BILL_LABEL_TITLE || labels[i] == BILL_LABEL_SPEAKER || labels[i] == BILL_LABEL_SPEAKERS;
	}
	return telling && dated;
}

static bool is_ruler(const struct row *row)
{
	return row->len >= 3 && memchr(row->p, '-', row->len) && strspn(row->p, "|-: \t\r") >= row->len;
}

static void take_row(GArray *parts, const struct row *row, const enum bill_label labels[MOST_CELLS], struct bill_diags *diags)
{
	size_t bars[MOST_CELLS + 1];
	unsigned n = bars_of(row, bars);
	GPtrArray *sections = bill_sections_new();
	g_autofree char *nothing = NULL;
	bool telling = false;

	for (unsigned i = 0; i + 1 < n; i++) {
		char *address = NULL;
		const char *cell = row->p + bars[i] + 1;
		g_autofree char *text = bare(cell, bars[i + 1] - bars[i] - 1, &address);
		bool names = labels[i] == BILL_LABEL_TITLE || labels[i] == BILL_LABEL_SPEAKER || labels[i] == BILL_LABEL_SPEAKERS;

		if (names && says_nothing(text) && !nothing)
			nothing = g_strdup(text);
		else if (names && *text)
			telling = true;
		add(sections, labels[i] == BILL_LABEL_NONE ? BILL_LABEL_ABSTRACT : labels[i], text, place(row, cell + strspn(cell, " ")));
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

bool bill_listing_table(const struct bill_src *src, GArray *parts, size_t *above, struct bill_diags *diags)
{
	struct row row = {.src = src};
	enum bill_label labels[MOST_CELLS] = {0};
	bool inside = false;

	for (const char *p = src->text; *p;) {
		p = next_line(&row, p);
		if (!inside && labels_of(&row, labels)) {
			struct row ruler = row;

			next_line(&ruler, p);
			if (!is_ruler(&ruler))
				continue;
			inside = true;
			*above = (size_t)(row.p - src->text);
		} else if (inside && !is_ruler(&row) && row.len) {
			size_t bars[MOST_CELLS + 1];

			inside = bars_of(&row, bars) > 0;
			if (inside)
				take_row(parts, &row, labels, diags);
		}
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
	static const char *const signs[] = {": ", "： ", "：", " – ", " — ", " - ", "\t", " | ", " · ", ". "};
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

int bill_listing_year(const char *above)
{
	int found = 0;

	for (const char *p = above; (p = strpbrk(p, "0123456789")); p += strspn(p, "0123456789")) {
		int year = strspn(p, "0123456789") == 4 ? atoi(p) : 0;

		if (year < 1990 || year > 2100 || year == found)
			continue;
		if (found)
			return 0;
		found = year;
	}
	return found;
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

bool bill_listing_programme(const struct bill_src *src, GArray *parts, size_t *above, struct bill_diags *diags)
{
	struct row row = {.src = src};
	unsigned lines = 0, events = 0;
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
			*above = (size_t)(row.p - src->text), lines = 1;
		g_array_append_val(found, row);
	}
	events = found->len;
	if (events < 3 || events * 5 < lines * 4)
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
