/* One file, several events: where a listing is sure to change from one to the next. */
#include "event/labels.h"
#include "event/listing.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

#define MOST_PARTS 5000
#define LONGEST_ABOVE 4000 /* bytes, read again for every event */

/* What a line is, as far as parting goes. */
struct line {
	const char *p;
	size_t len;
	int number;
	bool blank, rule, dated; /* rule: "-----"; dated: hardly more than a date */
	unsigned level;          /* of a heading in Markdown; 0: none */
	unsigned quoted;         /* so many ">" before it: lines of an earlier mail */
	bool begins;             /* it begins with a date, and goes on */
	bool timed;              /* it begins with a time of day: an item of a day's programme */
	bool weekday;            /* nothing but "Saturday" */
	bool place;              /* short, with a word of a place: no title */
	enum bill_label label;
};

static void clear_part(void *data)
{
	struct bill_listing_part *part = data;

	g_free(part->series);
	g_free(part->term);
	g_clear_pointer(&part->sections, g_ptr_array_unref);
}

static bool is_rule(const char *text)
{
	size_t n = strlen(text);

	return n >= 3 && strchr("-=*_~#", *text) && strspn(text, (char[]){*text, ' ', '\0'}) == n;
}

/* A line that is a day with its month and year or weekday, and nothing else but a time and a place. */
static bool is_date_heading(const char *line)
{
	struct bill_when when;
	g_autofree char *place = NULL, *text = NULL;

	if (strlen(line) > 120 || !strpbrk(line, "0123456789"))
		return false;
	place = bill_listing_place_after(line, NULL);
	text = g_strndup(line, strlen(line) - (place ? strlen(place) : 0));
	if (!bill_when_parse(text, NULL, false, &when) || !when.start.date.given || when.other_letters > 2)
		bill_when_parse(text, NULL, true, &when);
	return bill_listing_is_day(&when) && (when.start.date.year || when.start.date.weekday >= 0) && when.other_letters <= 2;
}

static bool is_weekday(const char *text)
{
	struct bill_when when;

	if (strlen(text) > 40)
		return false;
	if (!bill_when_parse(text, NULL, false, &when) || when.other_letters)
		bill_when_parse(text, NULL, true, &when);
	return when.start.date.weekday >= 0 && !when.start.date.given && !when.other_letters;
}

/* "9:00 Registration", "14h15 – Panel" */
static bool begins_with_time(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n && n <= 2 && text[n] && strchr(":.h", text[n]) && strspn(text + n + 1, "0123456789") == 2;
}

static unsigned quotes_before(const char *text)
{
	unsigned n = 0;

	for (; *text == '>' || *text == ' '; text++)
		n += *text == '>';
	return n;
}

static void look_at(struct line *line, const char *text)
{
	const char *bare = text + bill_labels_skip_marks(text, NULL);
	struct bill_label_match match;
	size_t date;

	line->blank = !*text;
	line->rule = is_rule(text);
	if (!line->blank && !line->rule && bill_labels_at_line(text, &match))
		line->label = match.label;
	line->quoted = quotes_before(text);
	line->dated = line->label == BILL_LABEL_NONE && is_date_heading(bare);
	line->level = (unsigned)strspn(text, "#");
	line->begins = line->level && bill_listing_dated(bare, &date) > 0;
	line->timed = begins_with_time(bare);
	line->weekday = line->level && is_weekday(bare);
	line->place = strlen(bare) < 60 && bill_words_place(bare);
}

/* "Abstract" over "--------" is a heading of its text, not the end of an event. */
static void see_underline(const GArray *lines, struct line *line)
{
	const struct line *above = lines->len ? &g_array_index(lines, struct line, lines->len - 1) : NULL;
	bool alone = above && !above->blank && !above->rule && (lines->len == 1 || (above - 1)->blank);

	if (line->rule && alone && strchr("-=", *line->p) &&
		ABS((int)g_utf8_strlen(above->p, (gssize)above->len) - (int)line->len) <= 2) {
		line->rule = false;
		line->blank = true;
	}
}

static GArray *lines_of(const struct bill_src *src)
{
	GArray *lines = g_array_new(FALSE, TRUE, sizeof(struct line));
	int number = 1;

	for (const char *p = src->text; *p; number++) {
		size_t len = strcspn(p, "\n");
		struct line line = {.p = p, .len = len, .number = number};
		g_autofree char *text = len < 4000 ? g_strstrip(g_utf8_make_valid(p, (gssize)len)) : NULL;

		if (text)
			look_at(&line, text);
		see_underline(lines, &line);
		g_array_append_val(lines, line);
		p += len + (p[len] == '\n');
	}
	return lines;
}

static const struct line *line_at(const GArray *lines, guint i)
{
	return &g_array_index(lines, struct line, i);
}

/* ---- three ways of parting; each marks the lines where an event begins ---- */

static bool is_when(enum bill_label label)
{
	return label == BILL_LABEL_WHEN || label == BILL_LABEL_START;
}

/* Whether lines from..to say when, and say something else as well. */
static bool is_event(const GArray *lines, guint from, guint to)
{
	bool dated = false, told = false;

	for (guint i = from; i < to; i++) {
		const struct line *line = line_at(lines, i);

		if (line->dated || is_when(line->label))
			dated = true;
		else if (!line->blank && !line->rule && !line->place)
			told = true;
	}
	return dated && told;
}

/* Between rules: every stretch with anything in it is an event, but for a heading above the first. */
static bool part_at_rules(const GArray *lines, GArray *starts)
{
	guint from = 0, events = 0;

	for (guint i = 0; i <= lines->len; i++) {
		bool told = false;

		if (i < lines->len && !line_at(lines, i)->rule)
			continue;
		for (guint k = from; k < i; k++)
			told = told || !line_at(lines, k)->blank;
		if (told && is_event(lines, from, i)) {
			g_array_append_val(starts, from);
			events++;
		} else if (told && events) {
			return false;
		}
		from = i + 1;
	}
	return events >= 2;
}

/* Whether lines from..to tell of a day with several times: the programme of one event that lasts days. */
static bool is_full_day(const GArray *lines, guint from, guint to)
{
	unsigned times = 0;

	for (guint i = from; i < to; i++)
		times += line_at(lines, i)->timed;
	return times >= 2;
}

/* Under dates that stand alone, each with an empty line before it and words below. */
static bool part_at_dates(const GArray *lines, GArray *starts)
{
	guint from = 0, events = 0;
	bool any = false;

	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = line_at(lines, i);

		if (is_when(line->label))
			return false;
		if (!line->dated)
			continue;
		if (i && !line_at(lines, i - 1)->blank && !line_at(lines, i - 1)->rule)
			return false;
		if (any && (!is_event(lines, from, i) || is_full_day(lines, from, i)))
			return false;
		g_array_append_val(starts, i);
		any = true;
		from = i;
		events++;
	}
	return events >= 2 && is_event(lines, from, lines->len) && !is_full_day(lines, from, lines->len);
}

/* The same labels again: "Title: … Date: … Title: … Date: …", each cycle beginning with the same. */
static bool part_at_labels(const GArray *lines, GArray *starts)
{
	guint whens = 0, from = 0;
	enum bill_label first = BILL_LABEL_NONE;
	bool any = false;

	for (guint i = 0; i < lines->len; i++) {
		enum bill_label label = line_at(lines, i)->label;

		whens += is_when(label);
		if (first == BILL_LABEL_NONE && (label == BILL_LABEL_TITLE || label == BILL_LABEL_SPEAKER || is_when(label)))
			first = label;
		if (label != first || first == BILL_LABEL_NONE)
			continue;
		if (any && !is_event(lines, from, i))
			return false;
		g_array_append_val(starts, i);
		any = true;
		from = i;
	}
	return starts->len >= 2 && whens == starts->len && is_event(lines, from, lines->len);
}

/* Whether a line says when, in one of the ways of this file. */
static bool says_when(const struct line *line)
{
	return line->dated || line->begins || is_when(line->label);
}

/* At headings of Markdown of one level, under or in each of which there is a date. */
static bool part_at_headings(const GArray *lines, GArray *starts)
{
	for (unsigned level = 1; level <= 6; level++) {
		bool all = true, dated = false;

		g_array_set_size(starts, 0);
		for (guint i = 0; i < lines->len && all; i++) {
			const struct line *line = line_at(lines, i);

			if (line->level == level) {
				all = (!starts->len || dated) && !line->weekday;
				dated = false;
				g_array_append_val(starts, i);
			}
			dated = dated || (starts->len && says_when(line));
		}
		if (all && dated && starts->len >= 2)
			return true;
	}
	return false;
}

/* ---- together ---- */

/* "Programme" over a list of events names no series. */
static char *unless_plain(char *heading)
{
	static const char *const words[] = {"program", "programme", "programm", "schedule", "events", "talks", "calendar",
		"upcoming events", "upcoming talks", "veranstaltungen", "termine", "vorträge", "événements", "agenda", "eventos",
		"programma", "programa", "program:"};
	g_autofree char *lower = heading ? g_utf8_strdown(heading, -1) : NULL;

	for (size_t i = 0; lower && i < G_N_ELEMENTS(words); i++)
		if (strcmp(lower, words[i]) == 0)
			g_clear_pointer(&heading, g_free);
	return heading;
}

/* One short line above the first event is the series. */
static char *heading_above(const GArray *lines, guint first)
{
	const struct line *only = NULL;
	g_autofree char *text = NULL;

	for (guint i = 0; i < first; i++) {
		const struct line *line = line_at(lines, i);

		if (line->blank || line->rule)
			continue;
		if (only || line->len > 120)
			return NULL;
		only = line;
	}
	if (!only)
		return NULL;
	text = g_strndup(only->p, only->len);
	return g_strstrip(g_strdup(text + bill_labels_skip_marks(text, NULL)));
}

static void add(GArray *parts, const char *text, size_t len, int line, const char *series)
{
	struct bill_listing_part part = {.text = text, .len = len, .line = line, .series = g_strdup(series)};

	g_array_append_val(parts, part);
}

/* A rule ends a part; it belongs to none. */
static size_t end_of(const GArray *lines, guint from, guint to)
{
	while (to > from + 1 && (line_at(lines, to - 1)->rule || line_at(lines, to - 1)->blank))
		to--;
	return (size_t)(line_at(lines, to - 1)->p + line_at(lines, to - 1)->len - line_at(lines, from)->p);
}

/* A line that an empty one follows, or nothing. */
static bool stands_alone(char **line)
{
	return !line[1] || !*g_strstrip(line[1]);
}

/* The first line over a programme names its series: a heading of Markdown, or what else names one, or stands alone. */
static char *series_above(const struct bill_src *src, size_t above)
{
	g_autofree char *text = g_strndup(src->text, above);
	g_auto(GStrv) lines = g_strsplit(text, "\n", 40);

	for (char **line = lines; *line; line++) {
		g_autofree char *valid = g_utf8_make_valid(g_strstrip(*line), -1);

		if (!*valid || strlen(valid) > 120)
			continue;
		return *valid == '#' || bill_words_series(valid) || (stands_alone(line) && !strpbrk(valid, ".:?!,"))
				   ? g_strdup(valid + bill_labels_skip_marks(valid, NULL))
				   : NULL;
	}
	return NULL;
}

/* Whether the words above name the day of an event: what follows is then its own programme. A term ("8 April to 10 July") is
 * none, and neither is the day on which a mail was sent. */
static bool is_dated_above(const GArray *lines, const char *from, const char *until)
{
	enum { LONGEST_EVENT = 14 };

	for (guint i = 0; i < lines->len && line_at(lines, i)->p < until; i++) {
		const struct line *line = line_at(lines, i);
		g_autofree char *text = line->p >= from && line->len < 200 ? g_utf8_make_valid(line->p, (gssize)line->len) : NULL;
		struct bill_when when;
		const struct bill_date *start = &when.start.date, *end = &when.end.date;

		if (!text || !strpbrk(text, "0123456789"))
			continue;
		if (!bill_when_parse(text, NULL, false, &when) || !start->given)
			bill_when_parse(text, NULL, true, &when);
		if (start->given &&
			(!end->given || bill_when_day_number(end->year, end->month, end->day) -
									bill_when_day_number(start->year ? start->year : end->year, start->month, start->day) <=
								LONGEST_EVENT))
			return true;
	}
	return false;
}

/* Words of an earlier mail and of the one that quotes it tell of the same event. */
static bool is_quoting(const GArray *lines, const GArray *starts)
{
	for (guint i = 1; i < starts->len; i++)
		if (line_at(lines, g_array_index(starts, guint, i))->quoted != line_at(lines, g_array_index(starts, guint, 0))->quoted)
			return true;
	return false;
}

/* Events that are one line each. */
static bool take_rows(const struct bill_src *src, const GArray *lines, GArray *parts, struct bill_diags *diags)
{
	size_t head = bill_mail_head(src->text);
	struct bill_listing_frame frame = {0};
	g_autofree char *series = NULL, *term = NULL;

	if (!bill_listing_table(src, parts, &frame, diags) && !bill_listing_programme(src, parts, &frame, diags))
		return false;
	if (parts->len > MOST_PARTS || is_dated_above(lines, src->text + head, src->text + frame.above)) {
		g_array_set_size(parts, 0);
		return false;
	}
	series = unless_plain(series_above(src, frame.above));
	frame.above = MIN(frame.above, LONGEST_ABOVE);
	term = series ? bill_listing_cut_term(series) : NULL;
	for (guint i = 0; i < parts->len; i++) {
		struct bill_listing_part *part = &g_array_index(parts, struct bill_listing_part, i);

		part->series = g_strdup(series);
		part->term = g_strdup(term);
		part->frame = frame;
	}
	return true;
}

/* The first day that a part names, in which language; false: none. */
static bool day_of(const struct bill_listing_part *part, struct bill_when *found)
{
	g_autofree char *text = g_utf8_make_valid(part->text, (gssize)MIN(part->len, LONGEST_ABOVE));
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		if (!strpbrk(*line, "0123456789"))
			continue;
		if ((bill_when_parse(*line, NULL, false, found) && found->start.date.given && found->start.date.weekday >= 0) ||
			(bill_when_parse(*line, NULL, true, found) && found->start.date.given))
			return true;
	}
	return false;
}

/* Two parts that tell of the same hour in two languages are one event. */
static void join_translation(GArray *parts)
{
	struct bill_listing_part *first = &g_array_index(parts, struct bill_listing_part, 0), *second = first + 1;
	struct bill_when a, b;

	if (parts->len != 2 || !day_of(first, &a) || !day_of(second, &b) || !a.language || !b.language ||
		strcmp(a.language, b.language) == 0)
		return;
	if (a.start.date.month != b.start.date.month || a.start.date.day != b.start.date.day ||
		a.start.date.year != b.start.date.year || a.start.clock.hour != b.start.clock.hour ||
		a.start.clock.minute != b.start.clock.minute)
		return;
	first->again = second->text;
	first->again_len = second->len;
	g_array_set_size(parts, 1);
}

GArray *bill_listing_parts(const struct bill_src *src, struct bill_diags *diags)
{
	static bool (*const ways[])(const GArray *, GArray *) = {part_at_rules, part_at_dates, part_at_headings, part_at_labels};
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct bill_listing_part));
	g_autoptr(GArray) lines = lines_of(src), starts = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree char *series = NULL;
	bool parted = false;

	g_array_set_clear_func(parts, clear_part);
	if (take_rows(src, lines, parts, diags))
		return parts;
	for (size_t i = 0; !parted && i < G_N_ELEMENTS(ways); i++) {
		g_array_set_size(starts, 0);
		parted = ways[i](lines, starts) && starts->len <= MOST_PARTS && !is_quoting(lines, starts);
		if (parted && (ways[i] == part_at_dates || ways[i] == part_at_headings))
			parted =
				!is_dated_above(lines, src->text + bill_mail_head(src->text), line_at(lines, g_array_index(starts, guint, 0))->p);
	}
	if (!parted) {
		add(parts, src->text, src->len, 1, NULL);
		return parts;
	}
	series = unless_plain(heading_above(lines, g_array_index(starts, guint, 0)));
	for (guint i = 0; i < starts->len; i++) {
		guint from = g_array_index(starts, guint, i), to = i + 1 < starts->len ? g_array_index(starts, guint, i + 1) : lines->len;

		add(parts, line_at(lines, from)->p, end_of(lines, from, to), line_at(lines, from)->number, series);
	}
	join_translation(parts);
	return parts;
}
