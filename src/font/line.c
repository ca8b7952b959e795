/* A line, frozen: its glyphs where they stand, ready to be shown at any size. */
#include "font/type.h"

#include <math.h>
#include <string.h>

struct bill_type_line {
	struct bill_fontset *fonts;
	const char *text; /* its words */
	struct bill_show {
		const char *text; /* what the glyphs stand for: the line's words or a mark that was added */
		PangoGlyphItem glyphs;
		PangoItem item;
		PangoGlyphString string;
		bool second; /* in the second colour */
		double x;    /* from the line's left end, in units of the shaped size */
	} * shows;
	size_t n_shows;
	char after;               /* ' ', '\n' or '\0': see bill_type_line_after */
	struct bill_show *spaced; /* the last of them in a PDF, so that its readers part the line from the next; NULL: as it is */
};

/* ---- cutting ---- */

/* How many of a piece's glyphs stand before a byte, in the order of the glyphs: clusters ascend from left to right, and descend
 * from right to left. */
static int glyphs_before(const struct bill_shaped *piece, size_t byte)
{
	bool rtl = piece->level % 2;
	int low = 0, high = piece->n_glyphs;
	while (low < high) {
		int middle = low + (high - low) / 2;
		if ((piece->start + (size_t)piece->clusters[middle] < byte) != rtl)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void set_item(struct bill_show *show, PangoFont *font, int level, size_t offset, size_t len)
{
	show->item.offset = (int)offset;
	show->item.length = (int)len;
	show->item.num_chars = (int)g_utf8_strlen(show->text + offset, (gssize)len);
	show->item.analysis.font = font;
	show->item.analysis.level = (guint8)level;
}

/* The part of a piece between two bytes of the text, its bytes counted from the line's start. */
static bool cut_piece(const struct bill_shaped *piece, const char *text, size_t line_start, size_t from, size_t to,
	struct bill_arena *arena, struct bill_show *show)
{
	size_t start = MAX(piece->start, from), end = MIN(piece->start + piece->len, to);
	if (start >= end)
		return false;
	int first = glyphs_before(piece, piece->level % 2 ? end : start), last = glyphs_before(piece, piece->level % 2 ? start : end);
	if (first >= last)
		return false;
	PangoGlyphString *string = &show->string;
	string->num_glyphs = last - first;
	string->glyphs = bill_arena_array(arena, PangoGlyphInfo, (size_t)string->num_glyphs);
	string->log_clusters = bill_arena_array(arena, int, (size_t)string->num_glyphs);
	memcpy(string->glyphs, piece->glyphs + first, (size_t)string->num_glyphs * sizeof *string->glyphs);
	for (int g = first; g < last; g++)
		string->log_clusters[g - first] = (int)(piece->start + (size_t)piece->clusters[g] - start);
	show->text = text;
	set_item(show, piece->face->font, piece->level, start - line_start, end - start);
	return true;
}

/* The first piece that reaches beyond a byte; pieces are in the text's order. */
static size_t first_piece(const struct bill_type *type, size_t byte)
{
	size_t low = 0, high = type->n_pieces;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (type->pieces[middle].start + type->pieces[middle].len <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The part of a piece between two bytes, which lie on the line. */
static void add_part(struct bill_type_line *line, const struct bill_shaped *piece, size_t line_start, size_t start, size_t end,
	bool second, struct bill_arena *arena)
{
	struct bill_show *show = &line->shows[line->n_shows];
	if (!cut_piece(piece, line->text, line_start, start, end, arena, show))
		return;
	show->second = second;
	line->n_shows++;
}

static void cut(
	const struct bill_type *type, struct bill_type_line *line, size_t start, size_t end, size_t after, struct bill_arena *arena)
{
	size_t first = first_piece(type, start), last = first;
	size_t turn = after == 0 ? end : CLAMP(after, start, end); /* the second colour's first byte */
	while (last < type->n_pieces && type->pieces[last].start < end)
		last++;
	line->shows =
		bill_arena_array(arena, struct bill_show, last - first + 3); /* three: a hyphen, a bullet, and one piece of two colours */
	for (size_t p = first; p < last; p++) {
		add_part(line, &type->pieces[p], start, start, turn, false, arena);
		add_part(line, &type->pieces[p], start, turn, end, true, arena);
	}
}

/* ---- marks that are added ---- */

static struct bill_show *add_mark(const struct bill_type *type, struct bill_type_line *line, const PangoGlyphInfo *mark,
	const char *text, struct bill_arena *arena)
{
	struct bill_show *show = &line->shows[line->n_shows++];
	show->text = text;
	show->string.num_glyphs = 1;
	show->string.glyphs = bill_arena_new0(arena, PangoGlyphInfo);
	*show->string.glyphs = *mark;
	show->string.log_clusters = bill_arena_new0(arena, int);
	show->second = line->n_shows > 1 && show[-1].second;
	set_item(show, type->main_face->font, type->rtl, 0, strlen(text));
	return show;
}

/* The bullet stands in the indent, nearer to its outer side. */
static void add_bullet(const struct bill_type *type, const struct bill_break *broken, double width_em,
	struct bill_type_line *line, struct bill_arena *arena)
{
	double advance = type->bullet.geometry.width / BILL_EM_UNITS, side = fmax(0, (broken->indent_em - advance) * 0.4);
	struct bill_show *show = add_mark(type, line, &type->bullet, "\342\200\242", arena);
	show->second = false;
	show->x = BILL_EM_PT * (type->rtl ? fmax(width_em, broken->width_em) - side - advance : side);
	struct bill_show bullet = *show; /* it is read first */
	memmove(line->shows + 1, line->shows, (line->n_shows - 1) * sizeof *show);
	line->shows[0] = bullet;
}

/* ---- order and place ---- */

/* UAX 9, rule L2: from the highest level to the lowest odd one, reverse what is at that level or above. */
static void reorder(struct bill_show **shows, size_t n)
{
	int highest = 0;
	for (size_t i = 0; i < n; i++)
		highest = MAX(highest, shows[i]->item.analysis.level);
	for (int level = highest; level > 0; level--)
		for (size_t i = 0; i < n; i++) {
			size_t from = i;
			while (i < n && shows[i]->item.analysis.level >= level)
				i++;
			for (size_t a = from, b = i; a + 1 < b; a++) {
				struct bill_show *swap = shows[a];
				shows[a] = shows[--b];
				shows[b] = swap;
			}
		}
}

/* Where a justified line gives or takes: its spaces or, in scripts that have none, its wide characters. */
static bool gives(const struct bill_show *show, int g, bool wide)
{
	const char *c = show->text + show->item.offset + show->string.log_clusters[g];
	return wide ? g_unichar_iswide(g_utf8_get_char(c)) : bill_is_space(c);
}

static size_t count_gaps(const struct bill_type_line *line, bool wide)
{
	size_t n = 0;
	for (size_t i = 0; i < line->n_shows; i++)
		for (int g = 0; g < line->shows[i].string.num_glyphs; g++)
			n += gives(&line->shows[i], g, wide);
	return n;
}

static void widen(struct bill_show *show, bool wide, int extra, size_t *left)
{
	for (int g = 0; *left > 0 && g < show->string.num_glyphs; g++)
		if (gives(show, g, wide)) {
			show->string.glyphs[g].geometry.width += extra;
			--*left;
		}
}

/* Beyond, the line stays as it is: ragged looks better than torn. */
#define WIDEST_GAP_EM 0.25  /* added between wide characters */
#define WIDEST_SPACE_EM 0.8 /* added to a space */

/* So that the line is as wide as its column, where that does not tear it. */
static void justify(struct bill_type_line *line, double extra_em, bool rtl)
{
	size_t gaps = count_gaps(line, false);
	bool wide = gaps == 0;
	if (wide)
		gaps = count_gaps(line, true);
	if (wide && gaps > 0)
		gaps--; /* not after the last */
	double each = gaps ? extra_em / (double)gaps : 0;
	if (wide ? each > WIDEST_GAP_EM : each > WIDEST_SPACE_EM && !rtl) /* from right to left it would stand at the wrong side */
		return;
	for (size_t i = 0; i < line->n_shows; i++)
		widen(&line->shows[i], wide, (int)lround(each * BILL_EM_UNITS), &gaps);
}

/* The pieces stay in the order they are read, which is the order they are drawn in, so that a PDF's text is in that order too;
 * where each stands is found in the order they are seen. */
static void place(struct bill_type_line *line, double x)
{
	struct bill_show **seen = g_new(struct bill_show *, line->n_shows + 1);
	for (size_t i = 0; i < line->n_shows; i++)
		seen[i] = &line->shows[i];
	reorder(seen, line->n_shows);
	for (size_t i = 0; i < line->n_shows; i++) {
		seen[i]->x = x;
		for (int g = 0; g < seen[i]->string.num_glyphs; g++)
			x += seen[i]->string.glyphs[g].geometry.width / (double)PANGO_SCALE;
	}
	g_free(seen);
}

/* ---- between lines ---- */

static char stands_after(const struct bill_type *type, const struct bill_break *broken)
{
	if (broken->hyphen || broken->end >= type->len)
		return '\0';
	gunichar c = g_utf8_get_char(type->s + broken->end);
	return c == '\n' ? '\n' : g_unichar_isspace(c) || c == 0x2028 ? ' ' : '\0';
}

/* The line's last glyphs with a space behind them. One string, not two: cairo 1.16 leaves out a space drawn by itself where it
 * happens to stand on whole points, as it has no ink. */
static struct bill_show *with_space(const struct bill_type_line *line, struct bill_arena *arena)
{
	hb_codepoint_t glyph;
	const struct bill_show *last = &line->shows[line->n_shows - 1];
	int n = last->string.num_glyphs, at = last->item.analysis.level % 2 ? 0 : n;
	if (!hb_font_get_nominal_glyph(pango_font_get_hb_font(last->item.analysis.font), ' ', &glyph))
		return NULL;
	struct bill_show *show = bill_arena_new0(arena, struct bill_show);
	*show = *last;
	show->string.num_glyphs = n + 1;
	show->string.glyphs = bill_arena_array(arena, PangoGlyphInfo, (size_t)n + 1);
	show->string.log_clusters = bill_arena_array(arena, int, (size_t)n + 1);
	memcpy(show->string.glyphs + (at == 0), last->string.glyphs, (size_t)n * sizeof *show->string.glyphs);
	memcpy(show->string.log_clusters + (at == 0), last->string.log_clusters, (size_t)n * sizeof *show->string.log_clusters);
	show->string.glyphs[at] = (PangoGlyphInfo){.glyph = glyph, .geometry.width = (int)(BILL_EM_UNITS / 4)};
	show->string.log_clusters[at] = last->item.length;
	show->text = bill_arena_printf(arena, "%s ", last->text);
	show->item.length++;
	show->item.num_chars++;
	show->x -= at == 0 ? BILL_EM_PT / 4 : 0;
	return show;
}

/* A soft hyphen that the text has is the one that is shown. */
static size_t end_of_words(const struct bill_type *type, const struct bill_break *broken)
{
	bool soft = broken->hyphen && broken->end >= broken->start + 2 && memcmp(type->s + broken->end - 2, "\302\255", 2) == 0;
	return soft ? broken->end - 2 : broken->end;
}

const struct bill_type_line *bill_type_line_new(
	const struct bill_type *type, const struct bill_break *broken, double width_em, size_t after, struct bill_arena *arena)
{
	struct bill_type_line *line = bill_arena_new0(arena, struct bill_type_line);
	line->fonts = type->fonts;
	size_t end = end_of_words(type, broken);
	line->text =
		bill_arena_printf(arena, "%.*s%s", (int)(end - broken->start), type->s + broken->start, broken->hyphen ? "\302\255" : "");
	cut(type, line, broken->start, end, after, arena);
	if (broken->hyphen)
		add_mark(type, line, &type->hyphen, "\302\255", arena); /* so that the word copies out whole */
	if (width_em > 0 && !broken->paragraph_end)
		justify(line, width_em - broken->width_em, type->rtl);
	place(line, BILL_EM_PT * (type->rtl ? 0 : broken->indent_em - broken->hang_start_em));
	line->after = stands_after(type, broken);
	if (line->after && line->n_shows)
		line->spaced = with_space(line, arena);
	if (broken->indent_em > 0 && bill_type_starts_paragraph(type, broken))
		add_bullet(type, broken, broken->paragraph_end ? 0 : width_em, line, arena);
	for (size_t i = 0; i < line->n_shows; i++) {
		line->shows[i].glyphs.item = &line->shows[i].item;
		line->shows[i].glyphs.glyphs = &line->shows[i].string;
	}
	if (line->spaced)
		line->spaced->glyphs = (PangoGlyphItem){.item = &line->spaced->item, .glyphs = &line->spaced->string};
	return line;
}

double bill_type_line_advance(const struct bill_type_line *line)
{
	double x = 0;
	for (size_t i = 0; i < line->n_shows; i++)
		for (int g = 0; g < line->shows[i].string.num_glyphs; g++)
			x += line->shows[i].string.glyphs[g].geometry.width / BILL_EM_UNITS;
	return x;
}

const char *bill_type_line_text(const struct bill_type_line *line)
{
	return line->text;
}

char bill_type_line_after(const struct bill_type_line *line)
{
	return line->after;
}

static bool has_color(const PangoGlyphString *string)
{
	for (int g = 0; g < string->num_glyphs; g++)
		if (string->glyphs[g].attr.is_color)
			return true;
	return false;
}

static void take_color(const struct bill_color *color, cairo_t *cr)
{
	if (color)
		cairo_set_source_rgba(cr, color->red, color->green, color->blue, color->alpha);
}

/* Whether no two of its letters touch. Where they join, their outlines lie over each other, and what both cover of a pixel must
 * not be added up. */
static bool stands_apart(const char *text)
{
	static const GUnicodeScript apart[] = {G_UNICODE_SCRIPT_COMMON, G_UNICODE_SCRIPT_INHERITED, G_UNICODE_SCRIPT_LATIN,
		G_UNICODE_SCRIPT_GREEK, G_UNICODE_SCRIPT_CYRILLIC, G_UNICODE_SCRIPT_ARMENIAN, G_UNICODE_SCRIPT_GEORGIAN,
		G_UNICODE_SCRIPT_HEBREW, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HIRAGANA, G_UNICODE_SCRIPT_KATAKANA,
		G_UNICODE_SCRIPT_HANGUL, G_UNICODE_SCRIPT_BOPOMOFO, G_UNICODE_SCRIPT_THAI};
	for (const char *c = text; *c; c = bill_next(c)) {
		bool found = *(const guchar *)c < 0x80;
		GUnicodeScript script = found ? G_UNICODE_SCRIPT_COMMON : g_unichar_get_script(g_utf8_get_char(c));
		for (size_t i = 0; !found && i < G_N_ELEMENTS(apart); i++)
			found = script == apart[i];
		if (!found)
			return false;
	}
	return true;
}

#define MOST_RUNS 32 /* drawn at once; few lines have as many */

static void fill_outlines(const struct bill_type_line *line, const struct bill_glyph_run *runs, size_t n, cairo_t *cr)
{
	if (n == 0 || (stands_apart(line->text) && bill_coverage_show(line->fonts, runs, n, cr)))
		return;
	for (size_t i = 0; i < n; i++) {
		cairo_move_to(cr, runs[i].x, 0);
		pango_cairo_glyph_string_path(cr, runs[i].font, runs[i].string);
	}
	cairo_fill(cr);
}

/* A picture's glyphs stand where they should, not on whole pixels: as outlines. */
static void show_color(const struct bill_type_line *line, bool second, cairo_t *cr)
{
	struct bill_glyph_run runs[MOST_RUNS];
	size_t n = 0;
	for (size_t i = 0; i < line->n_shows; i++) {
		struct bill_show *show = &line->shows[i];
		if (show->second != second || has_color(&show->string))
			continue;
		if (n == MOST_RUNS) {
			fill_outlines(line, runs, n, cr);
			n = 0;
		}
		runs[n++] = (struct bill_glyph_run){show->item.analysis.font, &show->string, show->x};
	}
	fill_outlines(line, runs, n, cr);
}

static void show_outlines(const struct bill_type_line *line, const struct bill_color *second, cairo_t *cr)
{
	show_color(line, false, cr);
	take_color(second, cr);
	show_color(line, true, cr);
	for (size_t i = 0; i < line->n_shows; i++) {
		struct bill_show *show = &line->shows[i];
		if (!has_color(&show->string))
			continue;
		cairo_move_to(cr, show->x, 0);
		pango_cairo_show_glyph_item(cr, show->text, &show->glyphs);
	}
}

/* What of general punctuation is in the encoding of Western Europe (ISO 32000-1, annex D.2, WinAnsiEncoding). */
static bool is_western(gunichar c)
{
	return c <= 0xFF || (c >= 0x2013 && c <= 0x201E && c != 0x2015 && c != 0x2017 && c != 0x201B) || c == 0x2022 || c == 0x2026;
}

/* Whether each glyph is that of a Western letter, and none a variant of one. */
static bool is_plain(const struct bill_show *show)
{
	hb_font_t *font = pango_font_get_hb_font(show->item.analysis.font);
	for (int g = 0; g < show->string.num_glyphs; g++) {
		gunichar c = g_utf8_get_char(show->text + show->item.offset + show->string.log_clusters[g]);
		hb_codepoint_t glyph;
		if (!is_western(c) || !hb_font_get_nominal_glyph(font, c, &glyph) || glyph != show->string.glyphs[g].glyph)
			return false;
	}
	return true;
}

/* cairo writes Western letters and all else of a font as two fonts. In a turned line that makes pieces of one letter, which
 * readers take for level text: all of it is drawn in the font of clusters then. */
static bool is_mixed(const struct bill_type_line *line)
{
	for (size_t i = 0; i < line->n_shows; i++)
		if (!is_plain(&line->shows[i]))
			return true;
	return false;
}

static void show_glyphs(const struct bill_type_line *line, bool readable, const struct bill_color *second, cairo_t *cr)
{
	bool all = readable && bill_is_turned(cr) && is_mixed(line);
	for (size_t i = 0; i < line->n_shows; i++) {
		bool last = i + 1 == line->n_shows;
		if (line->shows[i].second)
			take_color(second, cr); /* nothing in the first colour is read after it */
		struct bill_show *show = readable && last && line->spaced ? line->spaced : &line->shows[i];
		struct bill_face *face = bill_fontset_face(line->fonts, show->item.analysis.font);
		const char *text = show->text + show->item.offset;
		bool rtl = show->item.analysis.level % 2;
		cairo_move_to(cr, show->x, 0);
		if (all || (readable && bill_run_needs_clusters(face, &show->string, rtl, text, show->item.length)))
			bill_run_show_clusters(line->fonts, face, &show->string, rtl, text, show->item.length, cr);
		else
			pango_cairo_show_glyph_item(cr, show->text, &show->glyphs);
	}
}

void bill_type_line_show(const struct bill_type_line *line, double size_pt, const struct bill_color *second, cairo_t *cr)
{
	double x, y, scale = size_pt / BILL_EM_PT;
	cairo_surface_type_t target = cairo_surface_get_type(cairo_get_target(cr));
	cairo_get_current_point(cr, &x, &y);
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_scale(cr, scale, scale);
	cairo_new_path(cr);
	if (target == CAIRO_SURFACE_TYPE_IMAGE)
		show_outlines(line, second, cr);
	else
		show_glyphs(line, target == CAIRO_SURFACE_TYPE_PDF, second, cr);
	cairo_restore(cr);
}
