/* Words shaped once, at one em: itemised and shaped by Pango, then kept as plain glyphs and advances. */
#include "font/type.h"

#include <math.h>
#include <string.h>

static const char *const role_families[] = {"handbill display", "handbill text", "handbill sans", "handbill mono"};

static PangoFontDescription *describe_font(const struct bill_style *style)
{
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family_static(font, role_families[style->font.role]);
	pango_font_description_set_weight(font, (PangoWeight)style->font.weight);
	pango_font_description_set_style(font, style->font.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_font_description_set_absolute_size(font, BILL_EM_UNITS);
	return font;
}

static void insert(PangoAttrList *list, PangoAttribute *attribute, size_t start, size_t end)
{
	attribute->start_index = (guint)start;
	attribute->end_index = (guint)end;
	pango_attr_list_insert(list, attribute);
}

#define SCRIPT_SIZE 0.65 /* of superior and inferior letters, of the size around them */

static void insert_run(PangoAttrList *list, const struct bill_run *run, const struct bill_style *style)
{
	size_t end = run->start + run->len;
	if (run->flags & BILL_RUN_STRONG)
		insert(list, pango_attr_weight_new((PangoWeight)MIN(900, style->font.weight + 250)), run->start, end);
	if (run->flags & BILL_RUN_EMPHASIS)
		insert(list, pango_attr_style_new(style->font.italic ? PANGO_STYLE_NORMAL : PANGO_STYLE_ITALIC), run->start, end);
	if (run->flags & BILL_RUN_CODE)
		insert(list, pango_attr_family_new(role_families[BILL_ROLE_MONO]), run->start, end);
	if (run->flags & (BILL_RUN_SUPER | BILL_RUN_SUB))
		insert(list, pango_attr_size_new_absolute((int)(BILL_EM_UNITS * SCRIPT_SIZE)), run->start, end);
}

static PangoAttrList *make_attributes(const struct bill_text *text, const struct bill_style *style, const char *language)
{
	PangoAttrList *list = pango_attr_list_new();
	PangoFontDescription *font = describe_font(style);
	insert(list, pango_attr_font_desc_new(font), 0, text->len);
	pango_font_description_free(font);
	insert(list, pango_attr_language_new(pango_language_from_string(language)), 0, text->len);
	if (style->tracking != 0) /* a ligature cannot be tracked */
		insert(list, pango_attr_font_features_new("liga=0, clig=0"), 0, text->len);
	if (style->features && *style->features)
		insert(list, pango_attr_font_features_new(style->features), 0, text->len);
	for (size_t i = 0; i < text->n_runs; i++)
		insert_run(list, &text->runs[i], style);
	return list;
}

static bool is_rtl_script(GUnicodeScript script)
{
	static const GUnicodeScript scripts[] = {G_UNICODE_SCRIPT_ARABIC, G_UNICODE_SCRIPT_HEBREW, G_UNICODE_SCRIPT_SYRIAC, G_UNICODE_SCRIPT_THAANA, G_UNICODE_SCRIPT_NKO,
		G_UNICODE_SCRIPT_SAMARITAN, G_UNICODE_SCRIPT_MANDAIC, G_UNICODE_SCRIPT_ADLAM, G_UNICODE_SCRIPT_MENDE_KIKAKUI, G_UNICODE_SCRIPT_HANIFI_ROHINGYA};
	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++)
		if (script == scripts[i])
			return true;
	return false;
}

/* UAX 9, rules P2 and P3: the first strong character decides. -1: right to left; 1: left to right; 0: none is strong.
 * Only letters are looked at, by their script: all letters of a script have one direction. */
static int first_strong(const char *s, size_t len)
{
	for (const char *c = s; c < s + len; c += g_utf8_skip[*(const guchar *)c]) {
		gunichar letter = g_utf8_get_char(c);
		if (g_unichar_isalpha(letter))
			return is_rtl_script(g_unichar_get_script(letter)) ? -1 : 1;
	}
	return 0;
}

/* Whether most letters run from right to left: that decides where a text stands; each paragraph's own first letter decides how
 * its words follow one another. */
static bool mostly_rtl(const char *s, size_t len)
{
	ptrdiff_t balance = 0;
	for (const char *c = s; c < s + len; c += g_utf8_skip[*(const guchar *)c]) {
		gunichar letter = g_utf8_get_char(c);
		if (letter >= 0x80 && g_unichar_isalpha(letter))
			balance += is_rtl_script(g_unichar_get_script(letter)) ? 1 : -1;
		else if (g_ascii_isalpha((char)MIN(letter, 0x7F)))
			balance--;
	}
	return balance > 0;
}

bool bill_type_starts_rtl(const char *text)
{
	return first_strong(text, strlen(text)) < 0;
}

/* ---- glyphs ---- */

/* Leaves a character out that no font has: its hex box would be drawn, and its digits would enter the PDF's text. */
static void drop_unknown(struct bill_type *type, const PangoItem *item, PangoGlyphString *glyphs, int g, struct bill_at at, struct bill_diags *diags)
{
	PangoGlyphInfo *info = &glyphs->glyphs[g];
	gunichar c = info->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
	info->glyph = PANGO_GLYPH_EMPTY;
	info->geometry = (PangoGlyphGeometry){0};
	if (!g_unichar_isprint(c) || !g_hash_table_add(type->fonts->missing, GUINT_TO_POINTER(c)))
		return;
	char utf8[7] = {0};
	g_unichar_to_utf8(c, utf8);
	bill_warning(diags, at, "font/missing-glyph", "no font has the character U+%04X \"%s\"; it is left out", c, utf8);
	bill_diags_hint(diags, "install a font that has it (Debian, Ubuntu: fonts-noto-core, fonts-noto-cjk, fonts-noto-extra) or give its folder with --font-path");
}

/* Cursive scripts are joined, not spaced. */
static bool may_track(const PangoItem *item)
{
	return item->analysis.level % 2 == 0;
}

static double script_rise(const struct bill_text *text, size_t at)
{
	for (size_t i = 0; i < text->n_runs; i++) {
		const struct bill_run *run = &text->runs[i];
		if (at < run->start || at >= run->start + run->len)
			continue;
		return run->flags & BILL_RUN_SUPER ? 0.36 : run->flags & BILL_RUN_SUB ? -0.14 : 0;
	}
	return 0;
}

static void adjust_glyphs(struct bill_type *type, const struct bill_text *text, const PangoItem *item, size_t start, PangoGlyphString *glyphs, double tracking)
{
	int rise = (int)(script_rise(text, start) * BILL_EM_UNITS);
	for (int g = 0; g < glyphs->num_glyphs; g++) {
		PangoGlyphInfo *info = &glyphs->glyphs[g];
		info->geometry.y_offset -= rise;
		bool cluster_ends = g + 1 == glyphs->num_glyphs || glyphs->glyphs[g + 1].attr.is_cluster_start;
		if (tracking != 0 && cluster_ends && may_track(item))
			info->geometry.width += (int)(tracking * BILL_EM_UNITS);
	}
}

static void add_piece(struct bill_type *type, const PangoItem *item, size_t start, const PangoGlyphString *glyphs, GArray *pieces)
{
	struct bill_shaped piece = {
		.face = bill_fontset_face(type->fonts, item->analysis.font),
		.start = start,
		.len = (size_t)item->length,
		.level = item->analysis.level,
		.n_glyphs = glyphs->num_glyphs,
	};
	piece.glyphs = bill_arena_array(type->arena, PangoGlyphInfo, (size_t)piece.n_glyphs);
	memcpy(piece.glyphs, glyphs->glyphs, (size_t)piece.n_glyphs * sizeof *piece.glyphs);
	piece.clusters = bill_arena_array(type->arena, int, (size_t)piece.n_glyphs);
	memcpy(piece.clusters, glyphs->log_clusters, (size_t)piece.n_glyphs * sizeof *piece.clusters);
	g_array_append_val(pieces, piece);
}

static void shape_item(struct bill_type *type, const struct bill_text *text, PangoItem *item, size_t paragraph, size_t paragraph_len, const struct bill_style *style,
	struct bill_at at, struct bill_diags *diags, GArray *pieces)
{
	PangoGlyphString *glyphs = pango_glyph_string_new();
	pango_shape_item(item, text->s + paragraph, (int)paragraph_len, NULL, glyphs, PANGO_SHAPE_NONE);
	for (int g = 0; g < glyphs->num_glyphs; g++)
		if (glyphs->glyphs[g].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
			drop_unknown(type, item, glyphs, g, at, diags);
	size_t start = paragraph + (size_t)item->offset;
	adjust_glyphs(type, text, item, start, glyphs, style->tracking);
	add_piece(type, item, start, glyphs, pieces);
	pango_glyph_string_free(glyphs);
}

static void shape_paragraph(struct bill_type *type, const struct bill_text *text, size_t start, size_t len, PangoAttrList *attributes, const struct bill_style *style,
	struct bill_at at, struct bill_diags *diags, GArray *pieces)
{
	int strong = first_strong(text->s + start, len);
	bool rtl = strong ? strong < 0 : type->rtl;
	PangoDirection direction = rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
	GList *items = pango_itemize_with_base_dir(type->fonts->context, direction, text->s + start, 0, (int)len, attributes, NULL);
	for (GList *link = items; link; link = link->next) {
		shape_item(type, text, link->data, start, len, style, at, diags, pieces);
		pango_item_free(link->data);
	}
	g_list_free(items);
}

/* The attributes of one paragraph, moved to its start. */
static PangoAttrList *paragraph_attributes(PangoAttrList *all, size_t start, size_t len)
{
	if (start == 0)
		return pango_attr_list_ref(all);
	PangoAttrList *list = pango_attr_list_copy(all);
	pango_attr_list_update(list, 0, (int)start, 0);
	return list;
}

static void shape_text(struct bill_type *type, const struct bill_text *text, const struct bill_style *style, const char *language, struct bill_at at, struct bill_diags *diags)
{
	PangoAttrList *all = make_attributes(text, style, language);
	GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct bill_shaped));
	for (size_t start = 0; start < text->len;) {
		const char *newline = memchr(text->s + start, '\n', text->len - start);
		size_t len = newline ? (size_t)(newline - text->s) - start : text->len - start;
		PangoAttrList *attributes = paragraph_attributes(all, start, len);
		if (len > 0)
			shape_paragraph(type, text, start, len, attributes, style, at, diags, pieces);
		pango_attr_list_unref(attributes);
		start += len + 1;
	}
	type->n_pieces = pieces->len;
	type->pieces = bill_arena_array(type->arena, struct bill_shaped, pieces->len);
	if (pieces->len)
		memcpy(type->pieces, pieces->data, pieces->len * sizeof(struct bill_shaped));
	g_array_free(pieces, TRUE);
	pango_attr_list_unref(all);
}

/* ---- advances ---- */

/* Writes each cluster's advance at its first byte; the sums follow. */
static void place_piece(struct bill_type *type, const struct bill_shaped *piece)
{
	for (int g = 0; g < piece->n_glyphs; g++)
		type->x[piece->start + (size_t)piece->clusters[g] + 1] += piece->glyphs[g].geometry.width / BILL_EM_UNITS;
}

static void place_glyphs(struct bill_type *type)
{
	type->x = bill_arena_array(type->arena, double, type->len + 2);
	for (size_t p = 0; p < type->n_pieces; p++)
		place_piece(type, &type->pieces[p]);
	for (size_t i = 1; i <= type->len; i++)
		type->x[i] += type->x[i - 1];
}

/* ---- metrics ---- */

static void measure_ink(struct bill_type *type)
{
	type->ascent = type->main_face->ascent;
	type->descent = type->main_face->descent;
	for (size_t p = 0; p < type->n_pieces; p++) {
		const struct bill_shaped *piece = &type->pieces[p];
		for (int g = 0; g < piece->n_glyphs; g++) {
			unsigned char c = (unsigned char)type->s[piece->start + (size_t)piece->clusters[g]];
			if (c < 0x80 && piece->face == type->main_face)
				continue; /* inside the face's own ascent and descent, or so little outside that nobody sees it */
			double offset = piece->glyphs[g].geometry.y_offset / BILL_EM_UNITS;
			struct bill_glyph_ink ink = bill_face_ink(piece->face, piece->glyphs[g].glyph);
			type->ascent = fmax(type->ascent, (double)ink.top - offset);
			type->descent = fmax(type->descent, offset - (double)ink.bottom);
		}
	}
}

static void measure_words(struct bill_type *type)
{
	double word = 0, line = 0;
	for (size_t i = 0; i < type->n_stops; i++) {
		const struct bill_stop *stop = &type->stops[i];
		double start = i ? type->stops[i - 1].x_next : 0;
		word = stop->kind == BILL_STOP_HYPHEN ? stop->x_end + type->hyphen_em - start : stop->x_end - start;
		type->longest_word = fmax(type->longest_word, word);
		line += stop->x_next - start;
		if (bill_stop_forced(stop)) {
			type->natural_width = fmax(type->natural_width, line - (stop->x_next - stop->x_end));
			line = 0;
		}
	}
	glong characters = g_utf8_strlen(type->s, (gssize)type->len);
	type->character = characters ? type->x[type->len] / (double)characters : 0.5;
}

static void find_hyphen(struct bill_type *type)
{
	hb_codepoint_t glyph;
	hb_font_t *font = pango_font_get_hb_font(type->main_face->font);
	if (!hb_font_get_nominal_glyph(font, 0x2010, &glyph) && !hb_font_get_nominal_glyph(font, '-', &glyph))
		return;
	type->hyphen.glyph = glyph;
	type->hyphen.geometry.width = hb_font_get_glyph_h_advance(font, glyph);
	type->hyphen.attr.is_cluster_start = 1;
	type->hyphen_em = type->hyphen.geometry.width / BILL_EM_UNITS;
}

static struct bill_face *load_main_face(struct bill_fontset *fonts, const struct bill_style *style)
{
	PangoFontDescription *description = describe_font(style);
	PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, description);
	pango_font_description_free(description);
	g_assert(font); /* fontconfig always finds some font: bill_fontset_check saw that there are */
	struct bill_face *face = bill_fontset_face(fonts, font);
	g_object_unref(font);
	return face;
}

struct bill_type *bill_type_new(struct bill_fontset *fonts, const struct bill_text *text, const struct bill_style *style, const char *language, struct bill_at at,
	struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_type *type = bill_arena_new0(arena, struct bill_type);
	type->fonts = fonts;
	type->arena = arena;
	type->s = text->s;
	type->len = text->len;
	type->rtl = mostly_rtl(text->s, text->len);
	type->main_face = load_main_face(fonts, style);
	shape_text(type, text, style, language, at, diags);
	place_glyphs(type);
	find_hyphen(type);
	bill_type_find_stops(type, language);
	for (size_t i = 0; i < type->n_stops; i++)
		type->n_paragraphs += type->stops[i].kind == BILL_STOP_PARAGRAPH;
	type->paragraph_lines = bill_arena_array(arena, size_t, type->n_paragraphs);
	measure_ink(type);
	measure_words(type);
	return type;
}

bool bill_type_rtl(const struct bill_type *type)
{
	return type->rtl;
}

double bill_type_longest_word(const struct bill_type *type)
{
	return type->longest_word;
}

double bill_type_natural_width(const struct bill_type *type)
{
	return type->natural_width;
}

double bill_type_character(const struct bill_type *type)
{
	return type->character;
}

double bill_type_ascent(const struct bill_type *type)
{
	return type->ascent;
}

double bill_type_descent(const struct bill_type *type)
{
	return type->descent;
}

/* ---- lines ---- */

static const struct bill_stop *stops_for(struct bill_type *type, double width_em, bool desperate, size_t *n)
{
	if (desperate && width_em < type->longest_word) {
		if (!type->desperate)
			bill_type_find_desperate_stops(type);
		*n = type->n_desperate;
		return type->desperate;
	}
	*n = type->n_stops;
	return type->stops;
}

struct bill_measure bill_type_measure(struct bill_type *type, double width_em, bool desperate)
{
	struct bill_measure measure = {.paragraph_lines = type->paragraph_lines};
	size_t n, before = 0;
	const struct bill_stop *stops = stops_for(type, width_em, desperate, &n);
	for (ptrdiff_t from = -1; from + 1 < (ptrdiff_t)n;) {
		size_t to = bill_lines_fill(stops, n, from, width_em, type->hyphen_em, &measure.overfull);
		measure.lines++;
		if (stops[to].kind == BILL_STOP_PARAGRAPH) {
			type->paragraph_lines[measure.paragraphs++] = measure.lines - before;
			before = measure.lines;
		}
		from = (ptrdiff_t)to;
	}
	return measure;
}

const struct bill_break *bill_type_break(struct bill_type *type, double width_em, enum bill_wrap wrap, bool desperate, size_t *count)
{
	size_t n;
	const struct bill_stop *stops = stops_for(type, width_em, desperate, &n);
	g_autofree size_t *chosen = g_new(size_t, n);
	*count = bill_lines_choose(stops, n, width_em, type->hyphen_em, wrap, chosen);
	struct bill_break *lines = bill_arena_array(type->arena, struct bill_break, *count);
	for (size_t i = 0; i < *count; i++) {
		const struct bill_stop *stop = &stops[chosen[i]];
		ptrdiff_t from = i ? (ptrdiff_t)chosen[i - 1] : -1;
		lines[i] = (struct bill_break){
			.start = i ? stops[chosen[i - 1]].next : 0,
			.end = stop->end,
			.width_em = bill_stop_width(stops, from, chosen[i], type->hyphen_em),
			.hyphen = stop->kind == BILL_STOP_HYPHEN,
			.paragraph_end = bill_stop_forced(stop),
		};
	}
	return lines;
}

bool bill_type_pauses(struct bill_type *type, double width_em, bool desperate)
{
	size_t n, count;
	const struct bill_stop *stops = stops_for(type, width_em, desperate, &n);
	bool may = false, does = false;
	for (size_t i = 0; i < n; i++)
		may = may || bill_stop_pauses(&stops[i]);
	if (!may)
		return true;
	g_autofree size_t *chosen = g_new(size_t, n);
	count = bill_lines_choose(stops, n, width_em, type->hyphen_em, BILL_WRAP_BALANCE, chosen);
	for (size_t i = 0; i < count; i++)
		does = does || bill_stop_pauses(&stops[chosen[i]]);
	return does || count == 1;
}

bool bill_type_starts_paragraph(const struct bill_type *type, const struct bill_break *line)
{
	return line->start == 0 || type->s[line->start - 1] == '\n';
}
