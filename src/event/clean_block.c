/* Lines become paragraphs: what was hard-wrapped is joined; lists, headings, rules, quotes and tables of Markdown. */
#include "event/clean.h"
#include "event/utf.h"

#include <string.h>

enum kind { BLANK, TEXT, ITEM, NUMBER, HEADING, RULE, FENCE, CODE, TABLE, TABLE_RULE };

struct line {
	size_t start, end; /* without white space around it and without its marker */
	size_t chars;
	size_t first_word; /* characters of it */
	enum kind kind;
	bool hard;   /* its end was meant */
	bool indent; /* begins with white space */
	bool quoted; /* a ">" stood before it */
};

/* What is known of all lines together. */
struct shape {
	size_t width; /* the longest line that another follows */
	size_t pairs; /* of lines where one may go on with the other */
	bool wrapped; /* most lines are as long as they can be within that */
	bool ragged;  /* not so, but long lines break within sentences */
};

/* ---- cutting ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Two spaces or a backslash at its end say that the line ends here (Markdown). */
static bool is_hard(const char *text, size_t start, size_t end)
{
	if (end > start && text[end - 1] == '\\')
		return end < start + 2 || text[end - 2] != '\\';
	return end > start + 2 && text[end - 1] == ' ' && text[end - 2] == ' ' && text[end - 3] != ' ';
}

static struct line cut_line(const char *text, size_t start, size_t end, bool hard)
{
	struct line line = {.start = start, .end = end, .hard = hard || is_hard(text, start, end), .kind = TEXT};

	if (line.hard && line.end > line.start && text[line.end - 1] == '\\' && text[line.end] == '\n')
		line.end--;
	while (line.end > line.start && is_blank(text[line.end - 1]))
		line.end--;
	while (line.start < line.end && is_blank(text[line.start]))
		line.start++;
	line.indent = line.start > start + 1;
	if (line.start == line.end)
		line.kind = BLANK;
	return line;
}

static GArray *cut(const struct bill_rich *rich)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	const char *text = rich->text->str;
	size_t start = 0, len = rich->text->len;

	for (size_t i = 0; i <= len; i++) {
		bool end = i == len || text[i] == '\n';
		bool hard = !end && (unsigned char)text[i] == 0xE2 && g_str_has_prefix(text + i, BILL_LINE_END);
		struct line line;

		if (!end && !hard)
			continue;
		line = cut_line(text, start, i, hard);
		g_array_append_val(lines, line);
		start = i + (hard ? strlen(BILL_LINE_END) : 1);
		i = start - 1;
	}
	return lines;
}

/* ---- kinds of lines ---- */

/* A bullet with its space: its bytes, or 0. */
static size_t bullet_len(const char *p, size_t len)
{
	static const char *const always[] = {"\342\200\242", "\342\227\217", "\342\226\252", "\342\227\246", "\342\200\243",
		"\342\226\240", "\342\226\272", "\342\236\242", "\342\227\213", "\302\267"};
	static const char *const spaced[] = {"-", "*", "+", "\342\200\223", "\342\200\224"};

	for (size_t i = 0; i < G_N_ELEMENTS(always); i++) {
		size_t sign = strlen(always[i]);
		if (len > sign && g_str_has_prefix(p, always[i]))
			return sign + strspn(p + sign, " ");
	}
	for (size_t i = 0; i < G_N_ELEMENTS(spaced); i++) {
		size_t sign = strlen(spaced[i]);
		if (len > sign + 1 && g_str_has_prefix(p, spaced[i]) && p[sign] == ' ')
			return sign + strspn(p + sign, " ");
	}
	return 0;
}

/* "1. ", "2) ": its bytes, or 0. */
static size_t number_len(const char *p, size_t len)
{
	size_t digits = strspn(p, "0123456789");

	if (digits == 0 || digits > 2 || digits + 2 >= len || !strchr(".)", p[digits]) || p[digits + 1] != ' ')
		return 0;
	return digits + 2;
}

static size_t heading_len(const char *p, size_t len)
{
	size_t signs = strspn(p, "#");

	return signs >= 1 && signs <= 6 && signs + 1 < len && p[signs] == ' ' ? signs + strspn(p + signs, " ") : 0;
}

/* Three or more of one sign and nothing else: "---", "* * *", "=====". */
static bool is_rule(const char *p, size_t len)
{
	size_t signs = 0;

	if (!strchr("-*_=~#+", *p) || len < 3)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (p[i] != *p && p[i] != ' ')
			return false;
		signs += p[i] == *p;
	}
	return signs >= 3;
}

static bool is_table_rule(const char *p, size_t len)
{
	return len >= 3 && memchr(p, '|', len) && memchr(p, '-', len) && strspn(p, "|-: ") >= len;
}

/* An item of HTML: its attributes say so, and it begins a line of its own. */
static bool is_html_item(const struct bill_rich *rich, const struct line *line)
{
	bool starts = line->start == 0 || rich->text->str[line->start - 1] == '\n' || rich->text->str[line->start - 1] == ' ';

	return starts && rich->flags->data[line->start] & BILL_RUN_BULLET;
}

static void take_kind(const struct bill_rich *rich, struct line *line)
{
	const char *p = rich->text->str + line->start;
	size_t len = line->end - line->start, marker;

	if (line->kind == BLANK)
		return;
	if (g_str_has_prefix(p, "```") && !memchr(p + 3, '`', len - 3)) {
		line->kind = FENCE;
	} else if (is_rule(p, len)) {
		line->kind = RULE;
	} else if (is_table_rule(p, len)) {
		line->kind = TABLE_RULE;
	} else if ((marker = bullet_len(p, len))) {
		line->kind = ITEM;
		line->start += marker;
	} else if (is_html_item(rich, line)) {
		line->kind = ITEM;
	} else if (number_len(p, len)) {
		line->kind = NUMBER;
	} else if ((marker = heading_len(p, len))) {
		line->kind = HEADING;
		line->start += marker;
		while (line->end > line->start + 1 && strchr("# ", rich->text->str[line->end - 1]))
			line->end--;
	}
}

/* Mail's and Markdown's ">" before a line. */
static void unquote(const char *text, struct line *line)
{
	while (line->start < line->end && text[line->start] == '>' &&
		   (line->start + 1 == line->end || text[line->start + 1] == ' ' || text[line->start + 1] == '>')) {
		line->quoted = true;
		line->start++;
		while (line->start < line->end && text[line->start] == ' ')
			line->start++;
	}
	if (line->start == line->end)
		line->kind = BLANK;
}

static void measure(const char *text, struct line *line)
{
	const char *space = memchr(text + line->start, ' ', line->end - line->start);

	line->chars = (size_t)g_utf8_strlen(text + line->start, (gssize)(line->end - line->start));
	line->first_word = space ? (size_t)g_utf8_strlen(text + line->start, space - text - (gssize)line->start) : line->chars;
}

/* Between fences all lines are code; the row above a table's rule and those below are its rows; "===" under a line makes a
 * heading. */
static void take_kinds(const struct bill_rich *rich, GArray *lines)
{
	struct line *line = (struct line *)(void *)lines->data;
	bool fenced = false;

	for (guint i = 0; i < lines->len; i++) {
		bool under = i > 0 && line[i - 1].kind == TEXT && !line[i - 1].hard;
		unquote(rich->text->str, &line[i]);
		take_kind(rich, &line[i]);
		measure(rich->text->str, &line[i]);
		if (line[i].kind == FENCE)
			fenced = !fenced;
		else if (fenced)
			line[i].kind = CODE;
		else if (line[i].kind == TABLE_RULE && under && memchr(rich->text->str + line[i - 1].start, '|', line[i - 1].chars))
			line[i - 1].kind = TABLE;
		else if (line[i].kind == RULE && under && line[i - 1].chars < 80 && strchr("=-", rich->text->str[line[i].start]) &&
				 (i < 2 || line[i - 2].kind != TEXT))
			line[i - 1].kind = HEADING;
		else if (line[i].kind == TEXT && i > 0 && (line[i - 1].kind == TABLE || line[i - 1].kind == TABLE_RULE) &&
				 memchr(rich->text->str + line[i].start, '|', line[i].end - line[i].start))
			line[i].kind = TABLE;
	}
}

/* ---- was it wrapped? ---- */

static bool continues(const struct line *line)
{
	return line[0].kind != BLANK && line[0].kind != HEADING && line[0].kind != RULE && !line[0].hard && line[1].kind == TEXT;
}

/* A line was broken because the next word would not have fitted. */
static bool is_full(const struct line *line, size_t width)
{
	return line[0].chars + 1 + line[1].first_word + 6 > width;
}

static bool ends_sentence(const struct bill_rich *rich, const struct line *line)
{
	gunichar last = bill_rich_before(rich, line->end);

	return last && (last < 0x80 ? strchr(".!?:;", (int)last) != NULL
								: last == 0x2026 || last == 0x3002 || last == 0xFF01 || last == 0xFF1F);
}

/* A long line that the next one goes on with in small letters, or a shorter one before a line that is prose by its length. */
static bool goes_on(const struct bill_rich *rich, const struct line *line)
{
	gunichar next = bill_rich_at(rich, line[1].start);

	return line->chars >= (line[1].chars >= 60 ? 25 : 40) && !ends_sentence(rich, line) &&
		   (g_unichar_islower(next) || next == '$' || next == '\\');
}

static struct shape take_shape(const struct bill_rich *rich, const GArray *lines)
{
	const struct line *line = (const struct line *)(const void *)lines->data;
	struct shape shape = {0};
	size_t full = 0, broken = 0;

	for (guint i = 0; i + 1 < lines->len; i++)
		if (continues(line + i))
			shape.width = MAX(shape.width, line[i].chars);
	for (guint i = 0; i + 1 < lines->len; i++) {
		if (!continues(line + i))
			continue;
		shape.pairs++;
		full += is_full(line + i, shape.width);
		broken += goes_on(rich, line + i);
	}
	shape.wrapped = shape.width >= 45 && shape.width <= 110 && shape.pairs >= 2 && full * 10 >= shape.pairs * 7;
	shape.ragged = shape.width <= 110 && broken >= 2 && broken * 2 >= shape.pairs;
	return shape;
}

static bool is_east_asian(gunichar c)
{
	GUnicodeScript script = g_unichar_get_script(c);

	return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ||
		   (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
}

/* Whether two lines were one. */
static bool is_joined(const struct bill_rich *rich, const struct line *line, const struct shape *shape)
{
	if (line->hard)
		return false;
	if ((line->kind == ITEM || line->kind == NUMBER) && line[1].indent)
		return true;
	if (line->chars >= 30 && is_east_asian(bill_rich_at(rich, line[1].start)) && !ends_sentence(rich, line))
		return true;
	if (goes_on(rich, line) || (shape->ragged && line->chars >= 35))
		return true;
	if (shape->wrapped)
		return is_full(line, shape->width);
	return shape->pairs == 1 && line->chars >= 60 && line->chars <= 100 && !ends_sentence(rich, line);
}

/* What stands between two lines of one paragraph: "" or " " when they were one, U+2028, or "\n". */
static const char *between(const struct bill_rich *rich, const struct line *line, const struct shape *shape)
{
	if (is_joined(rich, line, shape)) {
		bool tight = is_east_asian(bill_rich_at(rich, line[1].start)) && is_east_asian(bill_rich_before(rich, line->end));
		return tight ? "" : " ";
	}
	return line[0].chars > 110 || line[1].chars > 110 ? "\n" : BILL_LINE_END;
}

/* ---- making paragraphs ---- */

static void new_paragraph(struct bill_rich *out)
{
	if (out->text->len && out->text->str[out->text->len - 1] != '\n')
		bill_rich_put(out, "\n", 0);
}

/* "| a | b |": cells with a dot between. */
static void put_row(struct bill_rich *out, const struct bill_rich *in, const struct line *line)
{
	const char *text = in->text->str;
	bool first = true;

	for (size_t start = line->start, end; start < line->end; start = end + 1) {
		for (end = start; end < line->end && text[end] != '|';)
			end++;
		if (strspn(text + start, " ") >= end - start)
			continue;
		if (!first)
			bill_rich_put(out, " \302\267 ", 0);
		bill_rich_copy(out, in, start, end, 0);
		first = false;
	}
}

static unsigned flags_of(enum kind kind)
{
	return kind == ITEM ? BILL_RUN_BULLET : kind == HEADING ? BILL_RUN_STRONG : kind == CODE ? BILL_RUN_CODE : 0;
}

/* Whether the line goes on with the paragraph of the line before it. */
static bool belongs(const struct line *line, enum kind open)
{
	if (open == BLANK || open == HEADING)
		return false;
	return line->kind == TEXT ? open != CODE && open != TABLE : (line->kind == CODE || line->kind == TABLE) && line->kind == open;
}

static void put_line(
	struct bill_rich *out, const struct bill_rich *in, const struct line *line, enum kind *open, const struct shape *shape)
{
	const char *joint = NULL;

	if (belongs(line, *open))
		joint = line->kind == TEXT ? between(in, line - 1, shape) : BILL_LINE_END;
	if (joint && *joint == '\n')
		joint = NULL;
	if (!joint) {
		new_paragraph(out);
		*open = line->kind;
	} else {
		bill_rich_put(out, joint, flags_of(*open));
	}
	if (line->kind == TABLE)
		put_row(out, in, line);
	else
		bill_rich_copy(out, in, line->start, line->end, flags_of(*open));
}

static void put_prose(struct bill_rich *out, const struct bill_rich *in, GArray *lines)
{
	const struct line *line = (const struct line *)(void *)lines->data;
	enum kind open = BLANK;
	struct shape shape;

	take_kinds(in, lines);
	shape = take_shape(in, lines);
	for (guint i = 0; i < lines->len; i++) {
		if (line[i].kind == BLANK || line[i].kind == RULE || line[i].kind == FENCE)
			open = BLANK;
		else if (line[i].kind != TABLE_RULE)
			put_line(out, in, &line[i], &open, &shape);
	}
}

/* A title or a name in several lines: what was wrapped is joined, what was meant stays. */
static void put_one_line(struct bill_rich *out, const struct bill_rich *in, GArray *lines)
{
	struct line *line = (struct line *)(void *)lines->data, *last = NULL;

	for (guint i = 0; i < lines->len; i++) {
		bool hard = i > 0 && line[i - 1].hard;
		if (line[i].kind == BLANK)
			continue;
		line[i].start += last ? 0 : heading_len(in->text->str + line[i].start, line[i].end - line[i].start);
		measure(in->text->str, &line[i]);
		if (last && !hard && (line[i].indent || last->chars >= 40 || g_unichar_islower(bill_rich_at(in, line[i].start))))
			bill_rich_put(out, " ", 0);
		else if (last)
			bill_rich_put(out, BILL_LINE_END, 0);
		bill_rich_copy(out, in, line[i].start, line[i].end, 0);
		last = &line[i];
	}
}

void bill_clean_block(struct bill_clean *clean)
{
	struct bill_rich out = bill_rich_new(clean->now.text->len);
	g_autoptr(GArray) lines = cut(&clean->now);

	if (clean->prose)
		put_prose(&out, &clean->now, lines);
	else
		put_one_line(&out, &clean->now, lines);
	bill_clean_take(clean, &out);
}
