/* A line, frozen: its glyphs in visual order, ready to be shown at any size. */
#include "font/type.h"

#include <math.h>
#include <string.h>

struct bill_type_line {
	const char *text; /* its words; pieces point into it */
	struct bill_show {
		PangoGlyphItem glyphs;
		PangoItem item;
		PangoGlyphString string;
		double x; /* from the line's left end, in units of the shaped size */
	} *shows;
	size_t n_shows;
};

static size_t count_between(const struct bill_shaped *piece, size_t start, size_t end)
{
	size_t n = 0;
	for (int g = 0; g < piece->n_glyphs; g++) {
		size_t byte = piece->start + (size_t)piece->clusters[g];
		n += byte >= start && byte < end;
	}
	return n;
}

/* The part of a piece that lies on the line, its bytes counted from the line's start. */
static bool cut_piece(const struct bill_shaped *piece, const struct bill_break *line, const char *text, struct bill_arena *arena, struct bill_show *show)
{
	size_t start = MAX(piece->start, line->start), end = MIN(piece->start + piece->len, line->end);
	if (start >= end)
		return false;
	PangoGlyphString *string = &show->string;
	size_t room = count_between(piece, start, end);
	string->glyphs = bill_arena_array(arena, PangoGlyphInfo, room);
	string->log_clusters = bill_arena_array(arena, int, room);
	for (int g = 0; g < piece->n_glyphs; g++) {
		size_t byte = piece->start + (size_t)piece->clusters[g];
		if (byte < start || byte >= end)
			continue;
		string->glyphs[string->num_glyphs] = piece->glyphs[g];
		string->log_clusters[string->num_glyphs++] = (int)(byte - start);
	}
	show->item.offset = (int)(start - line->start);
	show->item.length = (int)(end - start);
	show->item.num_chars = (int)g_utf8_strlen(text + show->item.offset, show->item.length);
	show->item.analysis.font = piece->face->font;
	show->item.analysis.level = (guint8)piece->level;
	return string->num_glyphs > 0;
}

static void add_hyphen(const struct bill_type *type, struct bill_type_line *line, size_t len, struct bill_arena *arena)
{
	struct bill_show *show = &line->shows[line->n_shows++];
	show->string.num_glyphs = 1;
	show->string.glyphs = bill_arena_new0(arena, PangoGlyphInfo);
	*show->string.glyphs = type->hyphen;
	show->string.log_clusters = bill_arena_new0(arena, int);
	show->item.offset = (int)len;
	show->item.length = 2; /* U+00AD, so that the word copies out whole */
	show->item.num_chars = 1;
	show->item.analysis.font = type->main_face->font;
	show->item.analysis.level = (guint8)type->rtl;
}

/* UAX 9, rule L2: from the highest level to the lowest odd one, reverse what is at that level or above. */
static void reorder(struct bill_show *shows, size_t n)
{
	int highest = 0;
	for (size_t i = 0; i < n; i++)
		highest = MAX(highest, shows[i].item.analysis.level);
	for (int level = highest; level > 0; level--)
		for (size_t i = 0; i < n; i++) {
			size_t from = i;
			while (i < n && shows[i].item.analysis.level >= level)
				i++;
			for (size_t a = from, b = i; a + 1 < b; a++) {
				struct bill_show swap = shows[a];
				shows[a] = shows[--b];
				shows[b] = swap;
			}
		}
}

static size_t count_spaces(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += *text == ' ';
	return n;
}

static void widen_spaces(struct bill_show *show, const char *text, double extra_units)
{
	for (int g = 0; g < show->string.num_glyphs; g++)
		if (text[show->item.offset + show->string.log_clusters[g]] == ' ')
			show->string.glyphs[g].geometry.width += (int)lround(extra_units);
}

static void place(struct bill_type_line *line)
{
	double x = 0;
	for (size_t i = 0; i < line->n_shows; i++) {
		struct bill_show *show = &line->shows[i];
		show->glyphs.item = &show->item;
		show->glyphs.glyphs = &show->string;
		show->x = x;
		for (int g = 0; g < show->string.num_glyphs; g++)
			x += show->string.glyphs[g].geometry.width / (double)PANGO_SCALE;
	}
}

const struct bill_type_line *bill_type_line_new(const struct bill_type *type, const struct bill_break *broken, double width_em, struct bill_arena *arena)
{
	struct bill_type_line *line = bill_arena_new0(arena, struct bill_type_line);
	size_t len = broken->end - broken->start;
	line->text = bill_arena_printf(arena, "%.*s%s", (int)len, type->s + broken->start, broken->hyphen ? "\302\255" : "");
	line->shows = bill_arena_array(arena, struct bill_show, type->n_pieces + 1);
	for (size_t p = 0; p < type->n_pieces; p++)
		if (cut_piece(&type->pieces[p], broken, line->text, arena, &line->shows[line->n_shows]))
			line->n_shows++;
	if (broken->hyphen)
		add_hyphen(type, line, len, arena);
	size_t spaces = count_spaces(line->text);
	if (width_em > 0 && !broken->paragraph_end && spaces)
		for (size_t i = 0; i < line->n_shows; i++)
			widen_spaces(&line->shows[i], line->text, (width_em - broken->width_em) * BILL_EM_UNITS / (double)spaces);
	reorder(line->shows, line->n_shows);
	place(line);
	return line;
}

const char *bill_type_line_text(const struct bill_type_line *line)
{
	return line->text;
}

void bill_type_line_show(const struct bill_type_line *line, double size_pt, cairo_t *cr)
{
	double x, y, scale = size_pt / BILL_EM_PT;
	cairo_get_current_point(cr, &x, &y);
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_scale(cr, scale, scale);
	for (size_t i = 0; i < line->n_shows; i++) {
		struct bill_show *show = &line->shows[i];
		cairo_move_to(cr, show->x, 0);
		pango_cairo_show_glyph_item(cr, line->text, &show->glyphs);
	}
	cairo_restore(cr);
}
