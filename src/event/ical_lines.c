/* iCalendar's content lines: unfolded, in UTF-8, each with the line it begins on. */
#include "event/ical.h"
#include "event/utf.h"

#include <string.h>

void bill_ical_lines_init(struct bill_ical_lines *lines, const char *p, const char *end, int number)
{
	*lines = (struct bill_ical_lines){.p = p, .end = end, .number = number, .text = g_string_new(NULL)};
}

void bill_ical_lines_finish(struct bill_ical_lines *lines)
{
	g_string_free(lines->text, TRUE);
}

/* The bytes of a physical line and of its end: CRLF, LF, or a CR alone. */
static size_t measure(const struct bill_ical_lines *lines, size_t *line_end)
{
	const char *p = lines->p;

	while (p < lines->end && *p != '\n' && *p != '\r')
		p++;
	*line_end = 0;
	if (p < lines->end)
		*line_end = *p == '\r' && p + 1 < lines->end && p[1] == '\n' ? 2 : 1;
	return (size_t)(p - lines->p);
}

static void take_physical(struct bill_ical_lines *lines, size_t skip)
{
	size_t line_end, len = measure(lines, &line_end), room = BILL_MAX_LINE_BYTES - MIN(lines->text->len, BILL_MAX_LINE_BYTES);

	if (len > skip) {
		lines->cut = lines->cut || len - skip > room;
		g_string_append_len(lines->text, lines->p + skip, (gssize)MIN(len - skip, room));
	}
	lines->p += len + line_end;
	lines->number++;
}

/* NUL and other control characters go, and bytes that are no UTF-8 are what Windows-1252 means by them. */
static void mend(struct bill_ical_lines *lines)
{
	GString *text = lines->text;
	g_autofree char *converted = NULL;

	for (gsize i = 0; i < text->len; i++)
		if ((unsigned char)text->str[i] < 0x20 && text->str[i] != '\t') {
			text->str[i] = ' ';
			lines->mended = true;
		}
	if (g_utf8_validate(text->str, (gssize)text->len, NULL))
		return;
	lines->mended = true;
	converted = g_convert(text->str, (gssize)text->len, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
	if (!converted)
		converted = g_utf8_make_valid(text->str, (gssize)text->len);
	g_string_assign(text, converted);
}

/* vCalendar 1.0, 2.1.5: ENCODING=QUOTED-PRINTABLE, as old phones and Outlook write it (RFC 2045, 6.7). */
static bool is_quoted_printable(const char *line)
{
	size_t head = strcspn(line, ":");
	g_autofree char *upper = g_ascii_strup(line, (gssize)head);

	return line[head] && strstr(upper, "QUOTED-PRINTABLE") != NULL;
}

/* The value's bytes, with its line ends as RFC 5545 escapes them. */
static void decode(GString *text)
{
	size_t head = strcspn(text->str, ":") + 1;
	GString *out = g_string_new_len(text->str, (gssize)head);

	for (const char *p = text->str + head; *p; p++) {
		int high = *p == '=' ? g_ascii_xdigit_value(p[1]) : -1, low = high >= 0 ? g_ascii_xdigit_value(p[2]) : -1;
		char c = low >= 0 ? (char)(high * 16 + low) : *p;

		if (low >= 0)
			p += 2;
		if (c == '\n')
			g_string_append(out, "\\n");
		else if (c && c != '\r')
			g_string_append_c(out, c);
	}
	g_string_assign(text, out->str);
	g_string_free(out, TRUE);
}

static void take_quoted_printable(struct bill_ical_lines *lines)
{
	while (lines->p < lines->end && g_str_has_suffix(lines->text->str, "=")) {
		g_string_truncate(lines->text, lines->text->len - 1);
		take_physical(lines, 0);
	}
	decode(lines->text);
}

bool bill_ical_lines_next(struct bill_ical_lines *lines)
{
	do {
		if (lines->p >= lines->end)
			return false;
		g_string_truncate(lines->text, 0);
		lines->mended = lines->cut = false;
		lines->line = lines->number;
		take_physical(lines, 0);
		/* A fold is a line end and one white-space character; folds may part a UTF-8 sequence (RFC 5545, 3.1). */
		while (lines->p < lines->end && (*lines->p == ' ' || *lines->p == '\t'))
			take_physical(lines, 1);
	} while (!lines->text->len);
	if (is_quoted_printable(lines->text->str))
		take_quoted_printable(lines);
	mend(lines);
	return true;
}

char *bill_ical_name(const char *line)
{
	size_t n = 0;

	while (g_ascii_isalnum(line[n]) || line[n] == '-')
		n++;
	return n && (line[n] == ':' || line[n] == ';') ? g_ascii_strup(line, (gssize)n) : NULL;
}

/* Colons and semicolons inside quotes belong to parameters. */
const char *bill_ical_raw_value(const char *line)
{
	bool quoted = false;

	for (; *line; line++) {
		if (*line == '"')
			quoted = !quoted;
		else if (*line == ':' && !quoted)
			return line + 1;
	}
	return NULL;
}
