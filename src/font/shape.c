/* Words shaped once, at one em: itemised and shaped by Pango, then kept as plain glyphs and advances. */
#include "font/type.h"

#include <string.h>

static const char *const role_families[] = {
	"handbill display", "handbill text", "handbill sans", "handbill mono", "handbill serif", "handbill poster"};

PangoFontDescription *bill_style_font(const struct bill_style *style)
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

#define TAB_EM 0.28      /* about a space */
#define SCRIPT_SIZE 0.65 /* of superior and inferior letters, of the size around them */

static void insert_run(PangoAttrList *list, unsigned flags, size_t start, size_t end, const struct bill_style *style)
{
	if (flags & BILL_RUN_STRONG)
		insert(list, pango_attr_weight_new((PangoWeight)MIN(900, style->font.weight + 250)), start, end);
	if (flags & BILL_RUN_EMPHASIS)
		insert(list, pango_attr_style_new(style->font.italic ? PANGO_STYLE_NORMAL : PANGO_STYLE_ITALIC), start, end);
	if (flags & BILL_RUN_CODE)
		insert(list, pango_attr_family_new(role_families[BILL_ROLE_MONO]), start, end);
	if (flags & (BILL_RUN_SUPER | BILL_RUN_SUB))
		insert(list, pango_attr_size_new_absolute((int)(BILL_EM_UNITS * SCRIPT_SIZE)), start, end);
}

/* Whether most letters are of scripts without small ones: Hebrew, Arabic, Japanese … */
static bool mostly_caseless(const char *s, size_t len)
{
	ptrdiff_t balance = 0;
	for (const char *c = s; c < s + len; c = bill_next(c)) {
		gunichar letter = g_utf8_get_char(c);
		if (g_unichar_isalpha(letter))
			balance += g_unichar_islower(letter) || g_unichar_isupper(letter) ? -1 : 1;
	}
	return balance > 0;
}

/* What holds for all of a paragraph. */
static void insert_common(PangoAttrList *list, const struct bill_style *style, const char *language, const char *s, size_t len)
{
	PangoFontDescription *font = bill_style_font(style);
	insert(list, pango_attr_font_desc_new(font), 0, len);
	pango_font_description_free(font);
	insert(list, pango_attr_language_new(pango_language_from_string(language)), 0, len);
	if (style->tracking != 0) /* a ligature cannot be tracked */
		insert(list, pango_attr_font_features_new("liga=0, clig=0"), 0, len);
	if (style->features && *style->features)
		insert(list, pango_attr_font_features_new(style->features), 0, len);
	if (mostly_caseless(s, len)) /* old-style figures, which some fonts have first, go with small letters */
		insert(list, pango_attr_font_features_new("onum=0, lnum=1"), 0, len);
}

static bool is_rtl_script(GUnicodeScript script)
{
	static const GUnicodeScript scripts[] = {G_UNICODE_SCRIPT_ARABIC, G_UNICODE_SCRIPT_HEBREW, G_UNICODE_SCRIPT_SYRIAC,
		G_UNICODE_SCRIPT_THAANA, G_UNICODE_SCRIPT_NKO, G_UNICODE_SCRIPT_SAMARITAN, G_UNICODE_SCRIPT_MANDAIC,
		G_UNICODE_SCRIPT_ADLAM, G_UNICODE_SCRIPT_MENDE_KIKAKUI, G_UNICODE_SCRIPT_HANIFI_ROHINGYA};
	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++)
		if (script == scripts[i])
			return true;
	return false;
}

/* Letters from right to left, less the others; any: whether there are some. Only letters are looked at, by their script: all letters of a script
 * have one direction. */
static ptrdiff_t rtl_balance(const char *s, size_t len, bool *any)
{
	ptrdiff_t balance = 0;
	*any = false;
	for (const char *c = s; c < s + len; c += g_utf8_skip[*(const guchar *)c]) {
		gunichar letter = g_utf8_get_char(c);
		bool rtl = letter >= 0x80 && g_unichar_isalpha(letter) && is_rtl_script(g_unichar_get_script(letter));
		*any = *any || rtl;
		balance += rtl ? 1 : g_unichar_isalpha(letter) ? -1 : 0;
	}
	return balance;
}

static bool is_rtl_language(const char *language)
{
	int n = 0;
	const PangoScript *scripts = language && *language ? pango_language_get_scripts(pango_language_from_string(language), &n) : NULL;
	return n > 0 && is_rtl_script((GUnicodeScript)scripts[0]);
}

/* UAX 9 lets the first letter decide (P2), or who knows better (HL1): in Hebrew many a title begins with a Latin name, and an English one may with a
 * Hebrew word. */
static bool reads_rtl(const char *s, size_t len, bool rtl_language)
{
	bool any;
	ptrdiff_t balance = rtl_balance(s, len, &any);
	return any && (rtl_language || balance > 0);
}

bool bill_type_reads_rtl(const char *text, const char *language)
{
	return reads_rtl(text, strlen(text), is_rtl_language(language));
}

/* ---- glyphs ---- */

/* The package of Debian and Ubuntu that holds the letters of most scripts of a kind. */
static const char *package_of(gunichar c)
{
	if (bill_script_is_east_asian(c) || g_unichar_get_script(c) == G_UNICODE_SCRIPT_HANGUL ||
		g_unichar_get_script(c) == G_UNICODE_SCRIPT_BOPOMOFO)
		return "fonts-noto-cjk";
	if (c >= 0x1F000 && c <= 0x1FAFF)
		return "fonts-noto-color-emoji";
	return "fonts-noto-core, else fonts-noto-extra or fonts-unifont";
}

/* Whether a reader would miss it: one that GLib's version of Unicode does not know yet, and one for private use, too. */
static bool is_seen(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);
	return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_SURROGATE && !g_unichar_isspace(c);
}

/* Leaves a character out that no font has: its hex box would be drawn, and its digits would enter the PDF's text. */
static void drop_unknown(struct bill_type *type, PangoGlyphInfo *info, struct bill_at at, struct bill_diags *diags)
{
	gunichar c = info->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
	info->glyph = PANGO_GLYPH_EMPTY;
	info->geometry = (PangoGlyphGeometry){0};
	if (!is_seen(c) || !g_hash_table_add(type->fonts->missing, GUINT_TO_POINTER(c)))
		return;
	char utf8[7] = {0};
	g_unichar_to_utf8(c, utf8);
	bill_warning(diags, at, "font/missing-glyph", "no font has the character U+%04X \"%s\"; it is left out", c, utf8);
	bill_diags_hint(
		diags, "install a font that has it (Debian, Ubuntu: %s), or give the folder of one with --font-path", package_of(c));
}

/* Letters that join, as of Arabic and Devanagari, are not spaced, and those of Thai or Tamil look fallen apart. */
static bool may_track(const PangoItem *item)
{
	static const GUnicodeScript spaced[] = {G_UNICODE_SCRIPT_COMMON, G_UNICODE_SCRIPT_LATIN, G_UNICODE_SCRIPT_GREEK, G_UNICODE_SCRIPT_CYRILLIC, G_UNICODE_SCRIPT_ARMENIAN,
		G_UNICODE_SCRIPT_GEORGIAN, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HIRAGANA, G_UNICODE_SCRIPT_KATAKANA, G_UNICODE_SCRIPT_HANGUL};
	if (item->analysis.level % 2 != 0)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(spaced); i++)
		if (item->analysis.script == (guint8)spaced[i])
			return true;
	return false;
}

static double script_rise(const struct bill_text *text, size_t at)
{
	unsigned flags = bill_text_flags(text, at);
	return flags & BILL_RUN_SUPER ? 0.36 : flags & BILL_RUN_SUB ? -0.14 : 0;
}

/* A tab is a space: there are no tab stops on a poster. Line and page separators draw nothing. */
static void tame_control(PangoGlyphInfo *info, char byte, int space)
{
	if ((unsigned char)byte >= ' ')
		return;
	info->glyph = PANGO_GLYPH_EMPTY;
	info->geometry = (PangoGlyphGeometry){.width = byte == '\t' ? space : 0};
}

struct shaping {
	struct bill_type *type;
	const struct bill_style *style;
	struct bill_at at;
	struct bill_diags *diags;
	GArray *pieces;
	bool rtl_language;
	size_t start, len; /* the paragraph */
	size_t run;        /* the first of the text's runs that may reach into it */
};

static void adjust_glyphs(const struct shaping *shaping, const PangoItem *item, size_t start, PangoGlyphString *glyphs)
{
	struct bill_type *type = shaping->type;
	double tracking = may_track(item) ? shaping->style->tracking : 0;
	int rise = (int)(script_rise(type->text, start) * BILL_EM_UNITS);
	for (int g = 0; g < glyphs->num_glyphs; g++) {
		PangoGlyphInfo *info = &glyphs->glyphs[g];
		if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
			drop_unknown(type, info, shaping->at, shaping->diags);
		tame_control(info, type->s[start + (size_t)glyphs->log_clusters[g]], (int)(TAB_EM * BILL_EM_UNITS));
		info->geometry.y_offset -= rise;
		bool cluster_ends = g + 1 == glyphs->num_glyphs || glyphs->glyphs[g + 1].attr.is_cluster_start;
		if (cluster_ends && info->geometry.width > 0)
			info->geometry.width += (int)(tracking * BILL_EM_UNITS);
	}
}

static void add_piece(const struct shaping *shaping, const PangoItem *item, size_t start, const PangoGlyphString *glyphs)
{
	struct bill_type *type = shaping->type;
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
	g_array_append_val(shaping->pieces, piece);
}

static void shape_item(const struct shaping *shaping, PangoItem *item, PangoGlyphString *glyphs)
{
	pango_shape_item(item, shaping->type->s + shaping->start, (int)shaping->len, NULL, glyphs, PANGO_SHAPE_NONE);
	size_t start = shaping->start + (size_t)item->offset;
	adjust_glyphs(shaping, item, start, glyphs);
	add_piece(shaping, item, start, glyphs);
}

static void shape_paragraph(const struct shaping *shaping, PangoAttrList *attributes)
{
	const char *s = shaping->type->s + shaping->start;
	bool any;
	ptrdiff_t balance = rtl_balance(s, shaping->len, &any);
	bool rtl = any ? shaping->rtl_language || balance > 0 : balance == 0 && shaping->type->rtl; /* without letters as the others */
	PangoDirection direction = rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
	GList *items =
		pango_itemize_with_base_dir(shaping->type->fonts->context, direction, s, 0, (int)shaping->len, attributes, NULL);
	PangoGlyphString *glyphs = pango_glyph_string_new();
	for (GList *link = items; link; link = link->next) {
		shape_item(shaping, link->data, glyphs);
		pango_item_free(link->data);
	}
	pango_glyph_string_free(glyphs);
	g_list_free(items);
}

/* Those of the text's runs that reach into the paragraph. Runs and paragraphs are both in order, so each is looked at once for
 * every paragraph that it reaches. */
static void insert_runs(struct shaping *shaping, PangoAttrList *list)
{
	const struct bill_text *text = shaping->type->text;
	size_t start = shaping->start, end = start + shaping->len;
	while (shaping->run < text->n_runs && text->runs[shaping->run].start + text->runs[shaping->run].len <= start)
		shaping->run++;
	for (size_t i = shaping->run; i < text->n_runs && text->runs[i].start < end; i++) {
		const struct bill_run *run = &text->runs[i];
		insert_run(list, run->flags, MAX(run->start, start) - start, MIN(run->start + run->len, end) - start, shaping->style);
	}
}

static PangoAttrList *paragraph_attributes(struct shaping *shaping)
{
	PangoAttrList *list = pango_attr_list_new();
	insert_common(list, shaping->style, shaping->type->language, shaping->type->s + shaping->start, shaping->len);
	insert_runs(shaping, list);
	return list;
}

static void shape_paragraphs(struct shaping *shaping)
{
	const struct bill_type *type = shaping->type;
	for (; shaping->start < type->len; shaping->start += shaping->len + 1) {
		const char *s = type->s + shaping->start, *newline = memchr(s, '\n', type->len - shaping->start);
		shaping->len = newline ? (size_t)(newline - s) : type->len - shaping->start;
		if (shaping->len == 0)
			continue;
		PangoAttrList *attributes = paragraph_attributes(shaping);
		shape_paragraph(shaping, attributes);
		pango_attr_list_unref(attributes);
	}
}

/* ---- advances ---- */

/* Writes each cluster's advance behind its first byte; the sums follow. */
static void place_piece(struct bill_type *type, const struct bill_shaped *piece)
{
	for (int g = 0; g < piece->n_glyphs; g++) {
		struct bill_spot *spot = &type->spots[piece->start + (size_t)piece->clusters[g]];
		spot[0].cluster = true;
		spot[1].x += piece->glyphs[g].geometry.width / BILL_EM_UNITS;
	}
}

static void place_glyphs(struct bill_type *type)
{
	type->spots = bill_arena_array(type->arena, struct bill_spot, type->len + 2);
	for (size_t p = 0; p < type->n_pieces; p++)
		place_piece(type, &type->pieces[p]);
	for (size_t i = 1; i <= type->len; i++) {
		type->spots[i].x += type->spots[i - 1].x;
		type->spots[i].spaces = type->spots[i - 1].spaces + bill_is_space(type->s + i - 1);
	}
}

void bill_type_shape(struct bill_type *type, const struct bill_style *style, struct bill_at at, struct bill_diags *diags)
{
	struct shaping shaping = {
		.type = type, .style = style, .at = at, .diags = diags, .pieces = g_array_new(FALSE, FALSE, sizeof(struct bill_shaped)),
		.rtl_language = is_rtl_language(type->language)};
	type->rtl = reads_rtl(type->s, type->len, shaping.rtl_language);
	shape_paragraphs(&shaping);
	type->n_pieces = shaping.pieces->len;
	type->pieces = bill_arena_array(type->arena, struct bill_shaped, type->n_pieces);
	if (type->n_pieces)
		memcpy(type->pieces, shaping.pieces->data, type->n_pieces * sizeof(struct bill_shaped));
	g_array_free(shaping.pieces, TRUE);
	place_glyphs(type);
	type->hangs = style->hang;
	for (size_t p = 0; p < type->n_pieces; p++)
		type->hangs = type->hangs && type->pieces[p].level % 2 == 0;
}
