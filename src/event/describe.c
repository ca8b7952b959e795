/* Prose → sections: labels on their own lines, inside running text, in bullets, and text without any. */
#include "event/describe.h"
#include "event/utf.h"
#include "event/when.h"

#include <string.h>

#define MOST_SECTIONS 2000 /* of one listing; what comes after is text */

struct describer {
	const struct bill_src *src;
	GPtrArray *sections;
	struct bill_section *current; /* NULL: text begins a section of its own */
	bool seen[BILL_LABEL_COUNT];
	bool blank;       /* an empty line stands before this one */
	int line, indent; /* of the line now read; indent: of the label's line */
	size_t last_len;
	bool bullets;       /* the value stands in bullets below its label */
	size_t column_byte; /* how far the line's columns were counted, so that a long line is counted once */
	int column;
};

static void free_section(void *data)
{
	struct bill_section *section = data;

	g_string_free(section->text, TRUE);
	g_free(section->key);
	g_free(section);
}

GPtrArray *bill_sections_new(void)
{
	return g_ptr_array_new_with_free_func(free_section);
}

struct bill_section *bill_section_add(GPtrArray *sections, enum bill_label label, struct bill_at at)
{
	struct bill_section *section = g_new0(struct bill_section, 1);

	section->label = label;
	section->text = g_string_new(NULL);
	section->at = at;
	g_ptr_array_add(sections, section);
	return section;
}

/* The column of a byte of the current line. Bytes come in order, but for the line's own start. */
static int column_of(struct describer *d, const char *line, size_t byte)
{
	if (byte < d->column_byte)
		d->column_byte = 0, d->column = 1;
	d->column += (int)g_utf8_strlen(line + d->column_byte, (gssize)(byte - d->column_byte));
	d->column_byte = byte;
	return d->column;
}

static struct bill_section *begin(struct describer *d, enum bill_label label, const char *line, size_t byte)
{
	struct bill_at at = {.src = d->src, .line = d->line, .column = column_of(d, line, byte)};

	d->current = bill_section_add(d->sections, label, at);
	return d->current;
}

/* ---- what a label may be ---- */

/* Fields whose text goes on over lines and paragraphs. */
static bool is_long(enum bill_label label)
{
	return label == BILL_LABEL_ABSTRACT || label == BILL_LABEL_BIO || label == BILL_LABEL_PROGRAMME;
}

static bool is_when(enum bill_label label)
{
	return label == BILL_LABEL_START || label == BILL_LABEL_END || label == BILL_LABEL_WHEN || label == BILL_LABEL_TIME;
}

static bool is_speaker(enum bill_label label)
{
	return label == BILL_LABEL_SPEAKER || label == BILL_LABEL_SPEAKERS;
}

/* The beginning of a text, as much as a date or an address takes. */
static char *head(const char *text)
{
	size_t len = 0;

	while (len < 300 && text[len] && text[len] != '\n')
		len += g_utf8_skip[(unsigned char)text[len]];
	return g_strndup(text, len);
}

static bool holds_address(const char *text)
{
	g_autofree char *start = head(text);

	return strstr(start, "://") || strstr(start, "www.") || strchr(start, '@');
}

static bool holds_when(const char *text)
{
	struct bill_when when;
	g_autofree char *start = head(text);

	return bill_when_parse(start, NULL, false, &when) || when.impossible || when.all_day || strpbrk(start, "0123456789");
}

/* A value that a label of this kind can have. Empty ones follow on the next line. */
static bool fits(enum bill_label label, const char *value)
{
	if (!*value)
		return true;
	if (label == BILL_LABEL_URL)
		return holds_address(value) || strstr(value, "£") || strstr(value, "€") || strstr(value, "¥") || strchr(value, '$');
	return !is_when(label) || holds_when(value);
}

/* Several labels of one kind: people come one after the other, everything else is said once. */
static bool is_taken(const struct describer *d, enum bill_label label)
{
	if (is_speaker(label) || label == BILL_LABEL_BIO || label == BILL_LABEL_AFFILIATION)
		return d->current && d->current->label == label;
	if (label == BILL_LABEL_URL) /* where to register, and where to read more */
		return d->current && d->current->label == label && !d->current->text->len;
	if (is_when(label) && d->current && is_when(d->current->label))
		return d->seen[label];
	return d->seen[label];
}

/* Short words such as "with" or "who" are labels at the start of a line only. */
static bool is_telling(const char *text, const struct bill_label_match *match)
{
	g_autofree char *wording = g_strndup(text + match->start, match->wording);

	return g_utf8_strlen(wording, -1) >= 5 || g_ascii_strcasecmp(wording, "bio") == 0 || (unsigned char)*wording >= 0xE0;
}

static bool may_stand_inside(const struct describer *d, const char *text, const struct bill_label_match *match)
{
	enum bill_label label = match->label;
	bool in_long = d->current && is_long(d->current->label);

	if (!text[match->value] || is_taken(d, label) || d->sections->len > MOST_SECTIONS || !fits(label, text + match->value))
		return false;
	if (label == BILL_LABEL_SERIES && !d->sections->len)
		return false;
	if (label == BILL_LABEL_PROGRAMME)
		return false;
	if (is_when(label) || label == BILL_LABEL_URL)
		return true;
	if (label == BILL_LABEL_LOCATION || label == BILL_LABEL_ROOM || label == BILL_LABEL_VENUE || label == BILL_LABEL_HOST)
		return true;
	if (label == BILL_LABEL_TITLE || label == BILL_LABEL_SERIES)
		return !in_long && is_telling(text, match);
	return (is_speaker(label) || is_long(label) || label == BILL_LABEL_AFFILIATION) && is_telling(text, match);
}

/* ---- text into sections ---- */

static void trim_end(GString *text)
{
	while (text->len && strchr(" \t;|", text->str[text->len - 1]))
		g_string_truncate(text, text->len - 1);
}

static void append(struct describer *d, const char *text, size_t len)
{
	GString *to = d->current->text;

	if (to->len)
		g_string_append(to, d->blank ? "\n\n" : "\n");
	g_string_append_len(to, text, (gssize)len);
	trim_end(to);
	d->blank = false;
}

/* "Title: Proofs without words. Date: …": the full stop parts the labels, and belongs to neither. */
static void end_sentence(struct bill_section *section)
{
	GString *text = section->text;

	if (is_long(section->label) || text->len < 3 || text->str[text->len - 1] != '.' || text->str[text->len - 2] == '.' ||
		text->str[text->len - 3] == '.') /* "Ph.D." */
		return;
	g_string_truncate(text, text->len - 1);
}

/* A stretch of a line, from a byte to its end, and the labels inside it. */
static void take_text(struct describer *d, const char *line, size_t from)
{
	struct bill_label_match match;
	size_t search = from;

	while (bill_labels_inside(line, search, &match)) {
		if (!may_stand_inside(d, line, &match)) {
			search = MAX(match.value, search + 1);
			continue;
		}
		if (match.start > from) {
			if (!d->current)
				begin(d, BILL_LABEL_NONE, line, from);
			append(d, line + from, match.start - from);
			end_sentence(d->current);
		}
		begin(d, match.label, line, match.value)->languages = match.languages;
		d->seen[match.label] = true;
		d->blank = false;
		from = search = match.value;
	}
	if (!line[from])
		return;
	if (!d->current)
		begin(d, BILL_LABEL_NONE, line, from);
	append(d, line + from, strlen(line + from));
}

static bool accepts(struct describer *d, const char *line, const struct bill_label_match *match)
{
	bool waiting = d->current && d->current->label != BILL_LABEL_NONE && !d->current->text->len;
	bool first = d->sections->len == 0;

	if (match->label == BILL_LABEL_EXTRA) /* in a calendar's list of facts only, not in an abstract's list of points */
		return match->bullet && !first && !(d->current && (is_long(d->current->label) || d->current->label == BILL_LABEL_NONE));
	if (first && *line == '#' && is_long(match->label)) /* "## Abstract" of a page */
		return !line[match->value];
	if (first && (!match->has_colon || match->label == BILL_LABEL_SERIES)) /* a heading such as "Seminar: Waves" */
		return false;
	if (!match->has_colon && waiting)
		return false;
	return d->sections->len <= MOST_SECTIONS && !is_taken(d, match->label) && fits(match->label, line + match->value);
}

static void take_label(struct describer *d, const char *line, const struct bill_label_match *match)
{
	/* "Tickets: £12" has no address: it is what it costs. */
	bool costs = match->label == BILL_LABEL_URL && line[match->value] && !holds_address(line + match->value);
	struct bill_section *section = begin(d, costs ? BILL_LABEL_PRICE : match->label, line, match->value);

	section->languages = match->languages;
	if (match->label == BILL_LABEL_EXTRA || match->label == BILL_LABEL_ROOM)
		section->key = g_strndup(line + match->start, match->wording);
	d->seen[match->label] = true;
	d->blank = false;
	d->bullets = false;
	d->indent = (int)strspn(line, " \t");
	take_text(d, line, match->value);
}

/* A title broken to fit a screen: the next line is indented more, or the line was full and the next begins small. */
static bool continues(const struct describer *d, const char *line)
{
	int indent = (int)strspn(line, " \t");
	const char *text = line + indent;

	if (d->blank || d->current->label == BILL_LABEL_URL || is_when(d->current->label))
		return false;
	if (indent >= d->indent + 2 || (indent > d->indent && *line == '\t'))
		return !strchr("-*", *text);
	return d->last_len >= 55 && g_unichar_islower(g_utf8_get_char(text));
}

/* Where a line that is not a label goes. */
static void take_plain(struct describer *d, const char *line)
{
	bool bullet, named = d->current && d->current->label != BILL_LABEL_NONE;
	size_t start = bill_labels_skip_marks(line, &bullet);

	if (named && !d->current->text->len) { /* the value after its label */
		d->bullets = bullet;
		d->current->at.line = d->line;
		d->current->at.column = column_of(d, line, start);
		d->blank = false;
		d->indent = (int)strspn(line, " \t");
		take_text(d, line, is_long(d->current->label) ? strspn(line, " \t") : start);
		return;
	}
	if (named && d->current->label == BILL_LABEL_LOCATION && d->bullets && bullet &&
		!d->blank) { /* an address over several bullets */
		g_string_append_printf(d->current->text, ", %s", line + start);
		return;
	}
	if (named && is_speaker(d->current->label) && d->bullets && bullet && !d->blank) { /* one more of them */
		g_string_append_printf(d->current->text, "; %s", line + start);
		d->current->label = BILL_LABEL_SPEAKERS;
		return;
	}
	if (named && !is_long(d->current->label) && !continues(d, line)) {
		d->current = NULL;
		d->blank = false;
	} else if (named && !is_long(d->current->label)) {
		g_string_append_c(d->current->text, ' ');
		g_string_append(d->current->text, line + strspn(line, " \t"));
		return;
	}
	take_text(d, line, strspn(line, " \t"));
}

static void take_line(struct describer *d, const char *line)
{
	struct bill_label_match match;
	bool labelled;

	if (bill_labels_is_furniture(line)) {
		d->current = NULL;
		return;
	}
	labelled = bill_labels_at_line(line, &match);

	if (labelled && match.label == BILL_LABEL_PROGRAMME && line[match.value]) /* "Program: physics" is no list of what will be */
		match.label = BILL_LABEL_EXTRA;
	if (labelled && accepts(d, line, &match))
		take_label(d, line, &match);
	else
		take_plain(d, line);
	d->last_len = strlen(line);
}

/* An empty line ends a short value that was given, and separates paragraphs of everything else. */
static void take_blank(struct describer *d)
{
	if (d->current && d->current->label != BILL_LABEL_NONE && !is_long(d->current->label) && d->current->text->len)
		d->current = NULL;
	d->blank = d->current != NULL;
}

GPtrArray *bill_describe(const struct bill_src *src, const char *text, int first_line)
{
	struct describer d = {.src = src, .sections = bill_sections_new(), .line = first_line};
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	for (const char *p = valid; *p; d.line++) {
		size_t len = strcspn(p, "\n");
		g_autofree char *line = g_strndup(p, MIN(len, BILL_MAX_LINE_BYTES));

		g_strchomp(line);
		for (size_t end = strlen(line); end >= 2 && g_str_has_suffix(line, "\xc2\xa0"); end -= 2)
			line[end - 2] = '\0';
		d.column_byte = 0;
		d.column = 1;
		if (*line)
			take_line(&d, line);
		else
			take_blank(&d);
		p += len + (p[len] == '\n');
	}
	return d.sections;
}
