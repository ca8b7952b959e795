/* SVG as cairo 1.16 writes it, said in fewer bytes. */
#include "surface/slim.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

struct slim {
	GString *out;
	GHashTable *blank; /* ids of glyphs without outline */
	char *id;          /* of the symbol that is open, or NULL */
	char *group;       /* the tag of the last group of glyphs that was closed, and may be opened again; or NULL */
	char *open;        /* the tag of the one that is open, or NULL */
};

/* ---- numbers and colours ---- */

/* Digits of a fraction: three, rounded by the fourth. */
static const char *read_thousandths(const char *s, guint64 *thousandths)
{
	for (int i = 0; i < 3; i++) {
		bool digit = g_ascii_isdigit(*s);
		*thousandths = *thousandths * 10 + (digit ? (guint64)(*s - '0') : 0);
		s += digit;
	}
	*thousandths += *s >= '5' && *s <= '9';
	while (g_ascii_isdigit(*s))
		s++;
	return s;
}

/* Three places, no zeros at the end. By hand: there are thousands on a page, and printf takes as long as the drawing. */
static const char *put_number(GString *out, const char *s)
{
	char digits[32], *first = digits + sizeof digits;
	bool minus = *s == '-';
	guint64 thousandths = 0;
	for (s += minus; g_ascii_isdigit(*s); s++)
		thousandths = thousandths * 10 + (guint64)(*s - '0');
	s = read_thousandths(*s == '.' ? s + 1 : s, &thousandths);
	if (minus && thousandths)
		g_string_append_c(out, '-');
	int places = 3;
	for (; places > 0 && thousandths % 10 == 0; places--)
		thousandths /= 10;
	for (int i = 0; i < places + 1 || thousandths > 0; i++, thousandths /= 10) {
		if (i == places && places > 0)
			*--first = '.';
		*--first = (char)('0' + thousandths % 10);
	}
	g_string_append_len(out, first, digits + sizeof digits - first);
	return s;
}

/* "rgb(10.588235%,10.588235%,11.372549%)"; NULL: not that. */
static const char *put_color(GString *out, const char *s)
{
	int channels[3];
	if (!g_str_has_prefix(s, "rgb("))
		return NULL;
	s += strlen("rgb(");
	for (int i = 0; i < 3; i++) {
		char *end;
		double share = g_ascii_strtod(s, &end);
		if (end == s || *end != '%' || end[1] != (i < 2 ? ',' : ')'))
			return NULL;
		channels[i] = (int)round(CLAMP(share, 0, 100) * 2.55);
		s = end + 2;
	}
	g_string_append_printf(out, "#%02x%02x%02x", channels[0], channels[1], channels[2]);
	return s;
}

static bool begins_number(const char *s)
{
	return g_ascii_isdigit(*s) || (*s == '-' && g_ascii_isdigit(s[1]));
}

/* A path's commands take no spaces around them, and the move that cairo writes behind the last of them does nothing. */
static const char *put_path(GString *out, const char *s)
{
	const char *end = strchr(s, '"'), *last = end ? g_strrstr_len(s, end - s, "Z M ") : NULL;
	if (last && !memchr(last + 3, 'L', (size_t)(end - last - 3)) && !memchr(last + 3, 'C', (size_t)(end - last - 3)))
		end = last + 1;
	while (end && s < end) {
		bool letter = g_ascii_isalpha(*s);
		if (begins_number(s))
			s = put_number(out, s);
		else if (*s == ' ' && (g_ascii_isalpha(s[1]) || s + 1 >= end || (out->len && g_ascii_isalpha(out->str[out->len - 1]))))
			s++;
		else
			g_string_append_c(out, *s++);
		if (letter && *s == ' ')
			s++;
	}
	return end ? strchr(end, '"') : s;
}

/* A tag with its numbers and colours; ids are no numbers. */
static void put_tag(GString *out, const char *s)
{
	while (*s) {
		const char *next = NULL;
		if (g_str_has_prefix(s, " d=\"")) {
			g_string_append(out, " d=\"");
			next = put_path(out, s + 4);
		} else if (g_str_has_prefix(s, "fill-opacity:1;"))
			next = s + strlen("fill-opacity:1;");
		else if (g_str_has_prefix(s, "rgb("))
			next = put_color(out, s);
		else if (begins_number(s) && strchr("\"(, :", s[-1]))
			next = put_number(out, s);
		if (!next)
			g_string_append_c(out, *s);
		s = next ? next : s + 1;
	}
	g_string_append_c(out, '\n');
}

/* ---- lines ---- */

/* What stands in quotes behind the words; newly allocated, or NULL. */
static char *quoted(const char *line, const char *words)
{
	const char *start = strstr(line, words);
	const char *end = start ? strchr(start + strlen(words), '"') : NULL;
	return end ? g_strndup(start + strlen(words), (gsize)(end - start) - strlen(words)) : NULL;
}

static void put_glyph(struct slim *slim, const char *line)
{
	g_autofree char *outline = quoted(line, " d=\"");
	if (!outline || !*outline) {
		g_hash_table_add(slim->blank, g_strdup(slim->id));
		return;
	}
	g_autofree char *tag = g_strdup_printf("<path id=\"g%s\" d=\"%s\"/>", slim->id + strlen("glyph"), outline);
	put_tag(slim->out, tag);
}

/* rest: from the glyph's number on. */
static void put_use(struct slim *slim, const char *rest)
{
	g_autofree char *id = g_strdup_printf("glyph%.*s", (int)strcspn(rest, "\""), rest);
	if (g_hash_table_contains(slim->blank, id))
		return;
	g_string_append_printf(slim->out, "<use xlink:href=\"#g%s", id + strlen("glyph"));
	put_tag(slim->out, strchr(rest, '"'));
}

/* The group that was closed stays so. */
static void settle(struct slim *slim)
{
	if (slim->group)
		g_string_append(slim->out, "</g>\n");
	g_clear_pointer(&slim->group, g_free);
}

static void open_group(struct slim *slim, const char *line)
{
	bool same = g_strcmp0(slim->group, line) == 0;
	if (!same) {
		settle(slim);
		put_tag(slim->out, line);
	}
	g_clear_pointer(&slim->group, g_free);
	slim->open = g_strdup(line);
}

static void take_line(struct slim *slim, const char *line)
{
	if (g_str_has_prefix(line, "<symbol overflow=\"visible\" id=\""))
		slim->id = quoted(line, "id=\"");
	else if (slim->id && g_str_has_prefix(line, "</symbol>"))
		g_clear_pointer(&slim->id, g_free);
	else if (slim->id)
		put_glyph(slim, line);
	else if (g_str_has_prefix(line, "<g style=\"fill:rgb(") && !slim->open)
		open_group(slim, line);
	else if (slim->open && g_str_has_prefix(line, "</g>"))
		slim->group = g_steal_pointer(&slim->open);
	else if (g_str_has_prefix(line, "  <use xlink:href=\"#glyph")) {
		put_use(slim, line + strlen("  <use xlink:href=\"#glyph"));
	} else {
		const char *tag = line + strspn(line, " ");
		settle(slim);
		if (g_str_has_prefix(tag, "<path ") || g_str_has_prefix(tag, "<rect "))
			put_tag(slim->out, tag);
		else
			g_string_append_printf(slim->out, "%s\n", line);
	}
}

void bill_svg_slim(GString *out, const char *body)
{
	struct slim slim = {.out = out, .blank = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
	while (*body) {
		size_t len = strcspn(body, "\n");
		g_autofree char *line = g_strndup(body, len);
		take_line(&slim, line);
		body += len + (body[len] == '\n');
	}
	settle(&slim);
	g_hash_table_unref(slim.blank);
	g_free(slim.open);
	g_free(slim.id);
}
