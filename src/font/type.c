/* A text to be set: what it measures, and its lines for any width. */
#include "font/type.h"

#include <hb.h>
#include <math.h>
#include <string.h>

#define MOST_HANG_EM 0.6

/* ---- metrics ---- */

static bool is_letter(const char *s)
{
	gunichar c = g_utf8_get_char(s);
	return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

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
			double top = (double)ink.top - offset, bottom = offset - (double)ink.bottom;
			type->foreign =
				type->foreign || (piece->face != type->main_face && is_letter(type->s + piece->start + piece->clusters[g]) &&
									 (top > type->main_face->ascent || bottom > type->main_face->descent));
			type->ascent = fmax(type->ascent, top);
			type->descent = fmax(type->descent, bottom);
		}
	}
}

static double longest_between_stops(const struct bill_stops *stops)
{
	double longest = 0;
	for (size_t i = 0; i < stops->n; i++)
		longest = fmax(longest, bill_stop_width(stops, (ptrdiff_t)i - 1, i));
	return longest;
}

static void measure_words(struct bill_type *type)
{
	const struct bill_stop *start = &type->stops.start;
	type->longest_word = longest_between_stops(&type->stops);
	for (size_t i = 0; i < type->stops.n; i++) {
		const struct bill_stop *stop = &type->stops.at[i];
		if (!bill_stop_forced(stop))
			continue;
		type->natural_width = fmax(type->natural_width, stop->x_end - start->x_next);
		start = stop;
	}
	glong characters = g_utf8_strlen(type->s, (gssize)type->len);
	type->character = characters ? fmax(0.2, type->spots[type->len].x / (double)characters) : 0.5;
}

/* The first of the characters that the main face has. */
static PangoGlyphInfo find_mark(const struct bill_type *type, const hb_codepoint_t *characters, size_t n)
{
	PangoGlyphInfo mark = {.glyph = PANGO_GLYPH_EMPTY, .attr.is_cluster_start = 1};
	hb_font_t *font = pango_font_get_hb_font(type->main_face->font);
	hb_codepoint_t glyph;
	for (size_t i = 0; i < n; i++)
		if (hb_font_get_nominal_glyph(font, characters[i], &glyph)) {
			mark.glyph = glyph;
			mark.geometry.width = hb_font_get_glyph_h_advance(font, glyph);
			break;
		}
	return mark;
}

static void find_marks(struct bill_type *type)
{
	static const hb_codepoint_t hyphens[] = {0x2010, '-'}, bullets[] = {0x2022, 0xB7, '-'};
	type->hyphen = find_mark(type, hyphens, G_N_ELEMENTS(hyphens));
	type->hyphen_em = type->hyphen.geometry.width / BILL_EM_UNITS;
	type->bullet = find_mark(type, bullets, G_N_ELEMENTS(bullets));
}

static struct bill_face *load_main_face(struct bill_fontset *fonts, const struct bill_style *style)
{
	PangoFontDescription *description = bill_style_font(style);
	PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, description);
	pango_font_description_free(description);
	g_assert(font); /* fontconfig always finds some font: bill_fontset_check saw that there are */
	struct bill_face *face = bill_fontset_face(fonts, font);
	g_object_unref(font);
	return face;
}

static void find_stops(struct bill_type *type)
{
	bill_type_find_stops(type);
	type->n_paragraphs = 0; /* it may be done again, with hyphens */
	for (size_t i = 0; i < type->stops.n; i++)
		type->n_paragraphs += type->stops.at[i].kind == BILL_STOP_PARAGRAPH;
	type->paragraph_lines = bill_arena_array(type->arena, size_t, type->n_paragraphs);
}

/* Whether the font lacks a letter of the scripts that faces for headlines are drawn for. */
static bool lacks_letters(const struct bill_face *face, const char *s, size_t len)
{
	hb_font_t *font = pango_font_get_hb_font(face->font);
	hb_codepoint_t glyph;
	for (const char *c = s; c < s + len; c = bill_next(c)) {
		gunichar letter = g_utf8_get_char(c);
		GUnicodeScript script = letter < 0x80 ? G_UNICODE_SCRIPT_COMMON : g_unichar_get_script(letter);
		bool drawn = script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_GREEK;
		if (drawn && !hb_font_get_nominal_glyph(font, letter, &glyph))
			return true;
	}
	return false;
}

/* The poster face has few letters: a word that took some of them from elsewhere would look broken, so all of the text is set in
 * the display face then. */
static void choose_face(struct bill_type *type, struct bill_style *style)
{
	type->main_face = load_main_face(type->fonts, style);
	if (style->font.role != BILL_ROLE_POSTER || !lacks_letters(type->main_face, type->s, type->len))
		return;
	style->font.role = BILL_ROLE_DISPLAY;
	type->main_face = load_main_face(type->fonts, style);
}

struct bill_type *bill_type_new(struct bill_fontset *fonts, const struct bill_text *text, const struct bill_style *style,
	const char *language, struct bill_at at, struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_type *type = bill_arena_new0(arena, struct bill_type);
	type->fonts = fonts;
	type->arena = arena;
	type->text = text;
	type->s = text->s;
	type->len = text->len;
	char reduced[BILL_LANGUAGE_BYTES];
	bill_language_reduce(language, reduced);
	type->language = bill_arena_strdup(arena, reduced);
	type->justify = style->align == BILL_ALIGN_JUSTIFY;
	type->headline = style->wrap == BILL_WRAP_BALANCE;
	type->may_hyphenate = style->hyphenate;
	type->most_hang_em = MOST_HANG_EM;
	bill_fontset_use(fonts, style->font.role, at, diags);
	struct bill_style own = *style;
	choose_face(type, &own);
	bill_type_shape(type, &own, at, diags);
	find_marks(type);
	find_stops(type);
	measure_ink(type);
	measure_words(type);
	return type;
}

static double widest_hang(const struct bill_type *type)
{
	double widest = (double)type->stops.start.hang_start;
	for (size_t i = 0; i < type->stops.n; i++)
		widest = fmax(widest, (double)fmaxf(type->stops.at[i].hang_end, type->stops.at[i].hang_start));
	return widest;
}

void bill_type_limit_hang(struct bill_type *type, double em)
{
	if (widest_hang(type) <= em)
		return;
	type->most_hang_em = em;
	find_stops(type);
	measure_words(type);
}

/* Languages that make long words need hyphens in wider columns than others. */
static double ragged_below(const char *language)
{
	static const char *const long_words[] = {"de", "nl", "sv", "da", "nb", "nn", "no", "fi", "hu", "et", "is", "lb"};
	for (size_t i = 0; i < G_N_ELEMENTS(long_words); i++)
		if (g_ascii_strncasecmp(language, long_words[i], 2) == 0 && !g_ascii_isalpha(language[2]))
			return 64;
	return 40;
}

bool bill_type_wants_hyphens(const struct bill_type *type, double width_em)
{
	double characters = width_em / fmax(type->character, 0.01);
	return type->may_hyphenate && !type->hyphenate && (type->justify || characters < ragged_below(type->language));
}

void bill_type_hyphenate(struct bill_type *type)
{
	type->hyphenate = true;
	type->desperate = (struct bill_stops){0};
	type->longest_word = 0;
	find_stops(type);
	measure_words(type);
}

double bill_type_total_width(const struct bill_type *type)
{
	return type->spots[type->len].x;
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

bool bill_type_is_foreign(const struct bill_type *type)
{
	return type->foreign;
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

#define SHRINK_EM (1 / 9.0) /* what a space of justified text may lose: a third of what it is (Knuth and Plass 1981) */

static const struct bill_stops *stops_for(struct bill_type *type, double width_em, bool desperate)
{
	if (!desperate || width_em >= type->longest_word)
		return &type->stops;
	if (!type->desperate.at)
		bill_type_find_desperate_stops(type);
	return &type->desperate;
}

static struct bill_room make_room(const struct bill_type *type, double width_em, enum bill_wrap wrap)
{
	return (struct bill_room){.width_em = width_em, .shrink = type->justify ? SHRINK_EM : 0, .wrap = wrap};
}

struct bill_measure bill_type_measure(struct bill_type *type, double width_em, bool desperate)
{
	struct bill_measure measure = {.paragraph_lines = type->paragraph_lines};
	size_t before = 0;
	const struct bill_stops *stops = stops_for(type, width_em, desperate);
	struct bill_room room = make_room(type, width_em, BILL_WRAP_GREEDY);
	for (ptrdiff_t from = -1; from + 1 < (ptrdiff_t)stops->n;) {
		size_t to = bill_lines_fill(stops, from, &room, &measure.overfull);
		measure.lines++;
		measure.parted = measure.parted || stops->at[to].kind == BILL_STOP_PHRASE;
		if (stops->at[to].kind == BILL_STOP_PARAGRAPH) {
			type->paragraph_lines[measure.paragraphs++] = measure.lines - before;
			before = measure.lines;
		}
		from = (ptrdiff_t)to;
	}
	return measure;
}

static struct bill_break make_break(const struct bill_stops *stops, ptrdiff_t from, size_t to)
{
	const struct bill_stop *start = bill_stop_before(stops, from), *stop = &stops->at[to];
	return (struct bill_break){
		.start = start->next,
		.end = stop->end,
		.width_em = bill_stop_width(stops, from, to),
		.indent_em = (double)start->indent,
		.hang_start_em = (double)start->hang_start,
		.hang_end_em = (double)stop->hang_end,
		.hyphen = stop->hyphen,
		.paragraph_end = bill_stop_forced(stop),
	};
}

const struct bill_break *bill_type_break(
	struct bill_type *type, double width_em, enum bill_wrap wrap, bool desperate, size_t *count)
{
	const struct bill_stops *stops = stops_for(type, width_em, desperate);
	struct bill_room room = make_room(type, width_em, wrap);
	g_autofree size_t *chosen = g_new(size_t, stops->n);
	*count = bill_lines_choose(stops, &room, chosen);
	struct bill_break *lines = bill_arena_array(type->arena, struct bill_break, *count);
	for (size_t i = 0; i < *count; i++)
		lines[i] = make_break(stops, i ? (ptrdiff_t)chosen[i - 1] : -1, chosen[i]);
	return lines;
}

size_t bill_type_after_pause(const struct bill_type *type)
{
	for (size_t i = 0; i < type->stops.n; i++)
		if (bill_stop_pauses(&type->stops.at[i]))
			return type->stops.at[i].next < type->len ? type->stops.at[i].next : 0;
	return 0;
}

bool bill_type_pauses(struct bill_type *type, double width_em, bool desperate)
{
	const struct bill_stops *stops = stops_for(type, width_em, desperate);
	bool may = false, does = false;
	for (size_t i = 0; i < stops->n; i++)
		may = may || bill_stop_pauses(&stops->at[i]);
	if (!may)
		return true;
	struct bill_room room = make_room(type, width_em, BILL_WRAP_BALANCE);
	g_autofree size_t *chosen = g_new(size_t, stops->n);
	size_t count = bill_lines_choose(stops, &room, chosen);
	for (size_t i = 0; i < count; i++)
		does = does || bill_stop_pauses(&stops->at[chosen[i]]);
	return does || count == 1;
}

/* Of the widest line; what is wider carries the small word well. */
#define LONELY 0.4
#define LITTLE_WORD 3 /* letters, in any language */

/* A little word that has a line to itself, "at" or "On". */
static bool is_little_word(const struct bill_type *type, const struct bill_stop *from, const struct bill_stop *to)
{
	const char *start = type->s + from->next, *end = type->s + to->end;
	return g_utf8_strlen(start, end - start) <= LITTLE_WORD && !memchr(start, ' ', (size_t)(end - start));
}

size_t bill_type_strands(struct bill_type *type, double width_em, bool desperate)
{
	const struct bill_stops *stops = stops_for(type, width_em, desperate);
	struct bill_room room = make_room(type, width_em, BILL_WRAP_BALANCE);
	g_autofree size_t *chosen = g_new(size_t, stops->n);
	size_t count = bill_lines_choose(stops, &room, chosen), strands = 0;
	double widest = 0;
	for (size_t i = 0; i < count; i++)
		widest = fmax(widest, bill_stop_width(stops, i ? (ptrdiff_t)chosen[i - 1] : -1, chosen[i]));
	for (size_t i = 0; i < count; i++) {
		ptrdiff_t from = i ? (ptrdiff_t)chosen[i - 1] : -1;
		const struct bill_stop *to = &stops->at[chosen[i]];
		bool lonely = bill_stop_width(stops, from, chosen[i]) < LONELY * widest;
		bool little = bill_stop_strands(to) || is_little_word(type, bill_stop_before(stops, from), to);
		strands += bill_stop_parts(to) || (lonely && little);
	}
	return strands;
}

bool bill_type_starts_paragraph(const struct bill_type *type, const struct bill_break *line)
{
	return line->start == 0 || type->s[line->start - 1] == '\n';
}
