/* What was never text goes: control and private characters, escapes of transport, traces of mail. */
#include "event/clean.h"
#include "event/utf.h"

#include <string.h>

#define MOST_MARKS 30 /* combining marks in a row: UAX #15, 12.1; sorting more of them takes quadratic time */
#define LONGEST_SIGNATURE 600
#define LONGEST_PICTURE 200

/* ---- quoted-printable (RFC 2045, 6.7) ---- */

static int hex_pair(const char *p)
{
	int high = g_ascii_isdigit(*p) || (*p >= 'A' && *p <= 'F') ? g_ascii_xdigit_value(*p) : -1;

	return high >= 0 && (g_ascii_isdigit(p[1]) || (p[1] >= 'A' && p[1] <= 'F')) ? high * 16 + g_ascii_xdigit_value(p[1]) : -1;
}

/* "=20" and "=" at line ends and bytes of UTF-8 ("=C3=A9") hardly come from a person. */
static unsigned quoted_evidence(const char *text)
{
	unsigned evidence = 0;

	for (const char *p = strchr(text, '='); p && evidence < 2; p = strchr(p + 1, '=')) {
		int byte = hex_pair(p + 1);

		if ((p[1] == '\n' && p > text && p[-1] != '=') || (byte == 0x20 && (p[3] == '\n' || p[3] == '\0')))
			evidence++;
		else if (byte == 0x3D && (p[3] == '"' || p[3] == '\''))
			evidence++;
		else if (byte >= 0xC2 && byte < 0xF5 && p[3] == '=' && hex_pair(p + 4) >= 0x80)
			evidence += 2;
	}
	return evidence;
}

static char *unquoted(const char *text)
{
	GString *out;

	if (!quoted_evidence(text))
		return g_strdup(text);
	out = g_string_sized_new(strlen(text));
	for (const char *p = text; *p; p++) {
		int byte = *p == '=' ? hex_pair(p + 1) : -1;

		if (*p == '=' && p[1] == '\n') {
			p++;
		} else if (byte == 0x3D || byte == 0x0A || byte >= 0x80 || (byte == 0x20 && (p[3] == '\n' || p[3] == '\0'))) {
			g_string_append_c(out, (char)byte);
			p += 2;
		} else if (*p != '\r') {
			g_string_append_c(out, *p);
		}
	}
	return g_string_free(out, FALSE);
}

/* ---- mail ---- */

/* What follows a line of "-- " is a signature (RFC 3676, 4.3). */
static void drop_signature(char *text)
{
	char *sign = g_strrstr(text, "\n-- \n");

	if (sign && strlen(sign) < LONGEST_SIGNATURE && sign > text)
		*sign = '\0';
}

/* "[image: logo.png]" and "[cid:…]", as mailers write them: the bytes they take. */
static size_t mail_picture(const char *p)
{
	size_t len;

	if (g_ascii_strncasecmp(p, "[image: ", 8) != 0 && g_ascii_strncasecmp(p, "[cid:", 5) != 0)
		return 0;
	for (len = 0; len < LONGEST_PICTURE && p[len] && !strchr("]\n", p[len]);)
		len++;
	return p[len] == ']' ? len + 1 : 0;
}

/* ---- escapes that were meant ---- */

/* "\n" written as two characters; not the start of a TeX word, of a path, nor inside of quoted code. */
static bool is_line_escape(const char *start, const char *p, bool often)
{
	size_t len = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz");

	if (p > start && (p[-1] == ':' || p[-1] == '\\'))
		return false;
	if (p[2] == '"' || p[2] == '\'' || p[2] == '`')
		return false;
	return len == 1 || (!bill_tex_find_math(p + 1, len) && !bill_tex_find_words(p + 1, len) && p > start &&
						   (often || strchr(" .!?,;)", p[-1])));
}

/* "\r\n", "\n\n" or two of "\n": the text was written down by a program that escapes its line ends. */
static bool has_line_escapes(const char *text)
{
	const char *first = strstr(text, "\\n");

	return strstr(text, "\\r\\n") || strstr(text, "\\n\\n") || (first && strstr(first + 2, "\\n") && !strchr(text, '$'));
}

/* The bytes of an escape at p, and what it means; 0: it is none. */
static size_t escape(const char *start, const char *p, bool often, const char **meaning)
{
	bool doubled = p[1] == '\\';

	*meaning = "\n";
	if (g_str_has_prefix(p, "\\r\\n"))
		return 4;
	if (g_str_has_prefix(p, "\\\\n") && !g_ascii_islower(p[3]))
		return 3;
	if (!doubled && p[1] == 'n' && is_line_escape(start, p, often))
		return 2;
	*meaning = " ";
	return !doubled && p[1] == 't' && !g_ascii_isalpha(p[2]) && p[2] != '"' && p[2] != '\'' && (p == start || p[-1] != ':') ? 2
																															: 0;
}

/* ---- characters ---- */

static bool is_private(gunichar c)
{
	return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* Word's bullets come as private characters of its Symbol and Wingdings. */
static bool is_word_bullet(gunichar c)
{
	return c == 0xF0B7 || c == 0xF0A7 || c == 0xF0D8 || c == 0xF076 || c == 0xF0FC || c == 0xF0A8;
}

/* Thai, Lao, Khmer and Burmese mark words with it. */
static bool parts_words(gunichar before)
{
	return (before >= 0x0E00 && before <= 0x0EFF) || (before >= 0x1000 && before <= 0x109F) ||
		   (before >= 0x1780 && before <= 0x17FF);
}

static bool is_waste(gunichar c, gunichar before)
{
	if (c == 0x200B)
		return !parts_words(before);
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0xFEFF || c == 0x2060 || c == 0xFFFC || c == 0xFFFD ||
		   (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0x2061 && c <= 0x2064) || is_private(c);
}

static void put_char(GString *out, gunichar c, gunichar before)
{
	if (c == '\n' || c == 0x0B || c == 0x0C || c == 0x85)
		g_string_append_c(out, '\n');
	else if (c == '\t')
		g_string_append_c(out, ' ');
	else if (c == 0x2029)
		g_string_append(out, "\n\n");
	else if (is_word_bullet(c))
		g_string_append(out, " \342\200\242 ");
	else if (!is_waste(c, before))
		g_string_append_unichar(out, c);
}

static void report_broken(struct bill_clean *clean)
{
	bill_warning(clean->diags, clean->at, "clean/broken-character", "some characters here were lost before the text came to us");
	bill_diags_hint(clean->diags, "look for \357\277\275 in the text and write what was there");
}

/* A font of one house or one program draws them, and no other. */
static void report_private(struct bill_clean *clean, gunichar c)
{
	bill_note(clean->diags, clean->at, "clean/private-character", "U+%04X and its like mean something in one font alone; they are left out", c);
	bill_diags_hint(clean->diags, "write the sign itself, or take it out of the text");
}

/* Line ends of every system become "\n". */
static char *with_line_feeds(const char *raw)
{
	GString *out = g_string_sized_new(strlen(raw));

	for (const char *p = raw; *p; p++) {
		if (*p != '\r')
			g_string_append_c(out, *p);
		else if (p[1] != '\n')
			g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

static char *kept(const char *text, struct bill_clean *clean)
{
	GString *out = g_string_sized_new(strlen(text));
	unsigned marks = 0;
	bool code = false, broken = false, often = has_line_escapes(text);
	gunichar before = 0, own = 0, c;
	const char *meaning;
	size_t taken;

	for (const char *p = text; *p; before = c) {
		c = g_utf8_get_char(p);
		code = c == '`' ? !code : code && c != '\n';
		marks = g_unichar_combining_class(c) ? marks + 1 : 0;
		broken = broken || c == 0xFFFD;
		own = own || !is_private(c) || is_word_bullet(c) ? own : c;
		if (c == '\\' && !code && (taken = escape(text, p, often, &meaning))) {
			g_string_append(out, meaning);
			p += taken;
		} else if (c == '[' && (taken = mail_picture(p))) {
			p += taken;
		} else {
			if (marks <= MOST_MARKS)
				put_char(out, c, before);
			p = bill_utf_next(p);
		}
	}
	if (broken)
		report_broken(clean);
	if (own)
		report_private(clean, own);
	return g_string_free(out, FALSE);
}

char *bill_clean_raw(const char *raw, struct bill_clean *clean)
{
	g_autofree char *lines = with_line_feeds(raw);
	g_autofree char *plain = unquoted(lines);
	g_autofree char *valid = g_utf8_make_valid(plain, -1);

	if (clean->prose)
		drop_signature(valid);
	return kept(valid, clean);
}
