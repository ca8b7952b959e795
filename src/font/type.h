/* What the files of font/ share: a text shaped at one em, and the places where its lines may end. */
#ifndef BILL_FONT_TYPE_H
#define BILL_FONT_TYPE_H

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include "font/font.h"

/* Words are shaped at this size and scaled when drawn: with hint metrics off, advances are linear in the size. Large enough that
 * Pango's units (1/1024 pt) are 1/65536 em. */
#define BILL_EM_PT 64.0
#define BILL_EM_UNITS (BILL_EM_PT * PANGO_SCALE)

/* A font of the set, kept for as long as the set, so that shaped glyphs may borrow it. */
struct bill_face {
	PangoFont *font;
	double ascent, descent; /* em; ink of the Latin alphabet, or the font's own line where it has none */
	struct bill_glyph_ink { float top, bottom; bool known; } *inks; /* by glyph, made when first asked */
};

struct bill_fontset {
	FcConfig *config;
	PangoFontMap *map;
	PangoContext *context;
	GHashTable *faces;   /* PangoFont → struct bill_face */
	GHashTable *missing; /* characters already warned of */
};

/* cover.c: an error for each family of a role that is not there. */
bool bill_fontset_check(struct bill_fontset *fonts, struct bill_diags *diags);

struct bill_face *bill_fontset_face(struct bill_fontset *fonts, PangoFont *font);
struct bill_glyph_ink bill_face_ink(struct bill_face *face, PangoGlyph glyph);

/* One run of one font and direction; glyphs in visual order, as Pango leaves them. */
struct bill_shaped {
	struct bill_face *face;
	size_t start, len; /* bytes of the text */
	int level;         /* bidirectional embedding level; odd: right to left */
	PangoGlyphInfo *glyphs;
	int *clusters; /* by glyph: byte from the piece's start */
	int n_glyphs;
};

enum bill_stop_kind {
	BILL_STOP_BREAK,     /* a line may end here */
	BILL_STOP_HYPHEN,    /* it may end here with a hyphen */
	BILL_STOP_DESPERATE, /* inside a word that is wider than the line, where nothing else is left */
	BILL_STOP_PARAGRAPH, /* it must end here: a paragraph does */
	BILL_STOP_LINE,      /* it must end here: the text says so */
};

/* A place where a line may end and the next may begin. Positions are in em from the text's start, all on one line. */
struct bill_stop {
	size_t end, next;      /* bytes: where the line's ink ends; where the next line begins */
	double x_end, x_next;  /* the same in em */
	double penalty;        /* below 0 a pause, above 0 a place a reader would not stop; in squared shares of the width */
	enum bill_stop_kind kind;
};

struct bill_type {
	struct bill_fontset *fonts;
	struct bill_arena *arena;
	const char *s;
	size_t len;
	struct bill_shaped *pieces; /* in logical order */
	size_t n_pieces;
	double *x; /* em by byte: the advance of everything before it, in logical order */
	struct bill_stop *stops; /* ordered; the last ends the text */
	size_t n_stops;
	struct bill_stop *desperate; /* the same with every cluster's end between; made when first needed */
	size_t n_desperate;
	size_t *paragraph_lines; /* of the latest measure */
	size_t n_paragraphs;
	struct bill_face *main_face;
	double hyphen_em; /* the hyphen's advance */
	PangoGlyphInfo hyphen;
	bool rtl;
	double ascent, descent, character, longest_word, natural_width;
};

/* lines.c, the breaker proper, which knows nothing of fonts. */

/* The width of a line that begins where stop `from` leaves off (from < 0: the text's start) and ends at stop `to`. */
double bill_stop_width(const struct bill_stop *stops, ptrdiff_t from, size_t to, double hyphen_em);
bool bill_stop_forced(const struct bill_stop *stop);
/* Chooses the stops at which lines end, as few as there can be, by the way of `wrap`. `chosen` has room for n indices. */
size_t bill_lines_choose(const struct bill_stop *stops, size_t n, double width_em, double hyphen_em, enum bill_wrap wrap, size_t *chosen);
/* The stop at which a filled line ends that begins after `from`; *overfull when not even that fits. */
size_t bill_lines_fill(const struct bill_stop *stops, size_t n, ptrdiff_t from, double width_em, double hyphen_em, bool *overfull);

/* stops.c */
bool bill_stop_pauses(const struct bill_stop *stop); /* a strong pause: a colon, a dash, the end of a sentence */
void bill_type_find_stops(struct bill_type *type, const char *language);
void bill_type_find_desperate_stops(struct bill_type *type);

#endif
