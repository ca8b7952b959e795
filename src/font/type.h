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
	struct bill_glyph_ink {
		float top, bottom;
		bool known;
	} * inks; /* by glyph, made when first asked */
};

struct bill_fontset {
	FcConfig *config;
	PangoFontMap *map;
	PangoContext *context;
	GHashTable *faces;              /* PangoFont → struct bill_face */
	GHashTable *missing;            /* characters that this poster was warned of */
	unsigned absent, told;          /* roles, as bits: whose own family is not installed; of which this poster was warned */
	struct bill_clusters *clusters; /* made when first needed */
	struct bill_coverage *coverage; /* the same */
	GHashTable *hyphens;            /* path → the dictionary, or NULL when it cannot be used; made when first needed */
};

/* cover.c: an error for each family that no poster is made without, and that is not there. */
bool bill_fontset_check(struct bill_fontset *fonts, struct bill_diags *diags);
/* Warns font/missing-family, once a poster, where another family stands in for the role's own. */
void bill_fontset_use(struct bill_fontset *fonts, enum bill_role role, struct bill_at at, struct bill_diags *diags);

/* cluster.c: runs whose glyphs a PDF's reader could not turn back into text one by one. */
bool bill_run_needs_clusters(struct bill_face *face, const PangoGlyphString *string, bool rtl, const char *text, int len);
/* Shows the run at the current point, at one em, each cluster as one glyph, or only those that need it where they are few. text:
 * of the run, len bytes. */
void bill_run_show_clusters(struct bill_fontset *fonts, struct bill_face *face, const PangoGlyphString *string, bool rtl,
	const char *text, int len, cairo_t *cr);
/* Whether lines run up or down the page. */
bool bill_is_turned(cairo_t *cr);
void bill_clusters_free(struct bill_clusters *clusters);
/* Begins a new font of clusters when the old one has grown too large. Only between posters: a file that was written holds what it
 * needs of the old one, and nothing that is yet to be drawn refers to it. */
void bill_clusters_trim(struct bill_fontset *fonts);

/* coverage.c: some glyphs of one font, from left to right on the baseline, from x on in units of the shaped size. */
struct bill_glyph_run {
	PangoFont *font;
	PangoGlyphString *string;
	double x;
};
/* Draws them as one shape into a picture in the source's colour. False: not there, not in that colour, or too large. */
bool bill_coverage_show(struct bill_fontset *fonts, const struct bill_glyph_run *runs, size_t n, cairo_t *cr);
void bill_coverage_free(struct bill_coverage *coverage);
/* Between posters: forgets outlines when there are too many. */
void bill_coverage_trim(struct bill_fontset *fonts);

/* language.c: "zh-Hant-TW-x-whatever" → "zh-Hant-TW". Language, script and region are all that fonts, line breaks and hyphens
 * look at, and there are few of them: Pango keeps whatever tag it has seen for ever. "" when it is none. */
#define BILL_LANGUAGE_BYTES 16
void bill_language_reduce(const char *tag, char reduced[static BILL_LANGUAGE_BYTES]);

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

/* From the best place to end a line to the worst: a worse one is taken only where no better one fits. */
enum bill_stop_kind {
	BILL_STOP_PARAGRAPH, /* it must end here: a paragraph does */
	BILL_STOP_LINE,      /* it must end here: the text says so */
	BILL_STOP_BREAK,     /* it may end here */
	BILL_STOP_HYPHEN,    /* it may end here with a hyphen */
	BILL_STOP_PHRASE,    /* inside a phrase ("10 km") that is wider than the line */
	BILL_STOP_SYLLABLE,  /* inside a word that is wider than the line, with a hyphen */
	BILL_STOP_DESPERATE, /* the same, anywhere */
};

/* A place where a line may end and the next may begin. Positions are in em from the text's start, all on one line; what a line
 * adds to them (a hyphen, a bullet's indent) and what hangs out of it are in them, so that a line's width is one subtraction. */
struct bill_stop {
	size_t end, next;             /* bytes: where the line's ink ends; where the next line begins */
	double x_end, x_next;         /* the same in em */
	double penalty;               /* below 0 a pause, above 0 a place a reader would not stop; in squared shares of the width */
	unsigned spaces, spaces_next; /* how many spaces are before these places */
	float hang_end, hang_start;   /* em: what hangs out at the line's end; at the next line's start */
	float indent;                 /* em: of the next line */
	bool hyphen;                  /* one is added to the line */
	enum bill_stop_kind kind;
};

struct bill_stops {
	struct bill_stop *at; /* ordered; the last ends the text */
	size_t n;
	struct bill_stop start; /* its "next" is the text's first line */
};

/* What is known of one byte of the text. */
struct bill_spot {
	double x;        /* em: the advance of everything before it, in logical order */
	unsigned spaces; /* before it */
	bool cluster;    /* a cluster starts here */
};

struct bill_type {
	struct bill_fontset *fonts;
	struct bill_arena *arena;
	const struct bill_text *text;
	const char *s;
	size_t len;
	const char *language;
	struct bill_shaped *pieces; /* in logical order */
	size_t n_pieces;
	struct bill_spot *spots; /* by byte, and one for the text's end */
	struct bill_stops stops;
	struct bill_stops desperate; /* the same with places inside words between; made when first needed */
	size_t *paragraph_lines;     /* of the latest measure */
	size_t n_paragraphs;
	struct bill_face *main_face;
	double hyphen_em; /* the hyphen's advance */
	PangoGlyphInfo hyphen, bullet;
	bool rtl, justify;
	bool headline; /* lines are balanced: they end where words belong apart */
	bool may_hyphenate, hyphenate; /* the style allows it; it is done */
	bool hangs;                    /* punctuation hangs out of the lines: nothing in the text runs from right to left */
	double most_hang_em;           /* … and no further than this */
	double ascent, descent, character, longest_word, natural_width;
	bool foreign; /* letters of another face reach beyond the ascenders or descenders of its own */
};

/* As g_utf8_next_char, which casts const away. */
static inline const char *bill_next(const char *c)
{
	return c + g_utf8_skip[*(const guchar *)c];
}

/* Whether a justified line may widen or narrow what stands here. */
static inline bool bill_is_space(const char *s)
{
	return *s == ' ' || (s[0] == '\302' && s[1] == '\240');
}

/* shape.c */
PangoFontDescription *bill_style_font(const struct bill_style *style);
void bill_type_shape(struct bill_type *type, const struct bill_style *style, struct bill_at at, struct bill_diags *diags);

/* lines.c, the breaker proper, which knows nothing of fonts. */

/* The lines wanted. */
struct bill_room {
	double width_em;
	double shrink; /* em that a space of justified text may lose; 0: the edge is ragged */
	enum bill_wrap wrap;
};

/* The width of a line that begins where stop `from` leaves off (from < 0: the text's start) and ends at stop `to`. */
double bill_stop_width(const struct bill_stops *stops, ptrdiff_t from, size_t to);
const struct bill_stop *bill_stop_before(const struct bill_stops *stops, ptrdiff_t from);
bool bill_stop_forced(const struct bill_stop *stop);
/* The stop at which a filled line ends that begins after `from`; *overfull when not even that fits. */
size_t bill_lines_fill(const struct bill_stops *stops, ptrdiff_t from, const struct bill_room *room, bool *overfull);
/* Chooses the stops at which lines end, as few as there can be, by the way of `wrap`. `chosen` has room for all. */
size_t bill_lines_choose(const struct bill_stops *stops, const struct bill_room *room, size_t *chosen);

/* phrase.c */

struct bill_phrases {
	const char *leaning, *strict; /* words of one language; NULL: none known */
};

void bill_phrases_init(struct bill_phrases *own, const char *language);

/* "·", "❦": a mark that stands between two facts, or leads one. */
bool bill_is_ornament(gunichar c);
/* Whether a line may end at `end` where the next begins at `next`, white space between. */
enum bill_lean { BILL_LEAN_NOT, BILL_LEAN_BETTER_NOT, BILL_LEAN_NEVER };
enum bill_lean bill_phrase_judge(
	const struct bill_phrases *own, const char *s, size_t end, size_t next, size_t para_start, size_t para_end);

/* web.c */
enum bill_address { BILL_ADDRESS_NONE, BILL_ADDRESS_WEB, BILL_ADDRESS_MAIL };
enum bill_address bill_address_kind(const char *s, size_t len);
/* Whether an address may be parted before its byte `at`. */
bool bill_address_parts(enum bill_address kind, const char *s, size_t len, size_t at);

/* edge.c: gives a stop its place in em, with what a line gets or loses there: hyphen, indent, and what hangs out. */
void bill_stop_edges(const struct bill_type *type, struct bill_stop *stop);
unsigned bill_text_flags(const struct bill_text *text, size_t byte); /* enum bill_run_flag */

/* script.c: sets the line breaks of scripts without spaces that Pango does not know (Lao, Khmer, Burmese), by ICU's dictionaries.
 * breaks: by character of s, as PangoLogAttr. */
bool bill_script_is_east_asian(gunichar c); /* a letter of Chinese or Japanese */
void bill_script_breaks(const char *s, size_t len, PangoLogAttr *attributes);

/* hyphen.c */

/* The dictionary of a language, found and loaded when first asked for; NULL: there is none. Kept by the fontset. */
struct bill_hyphenator;
const struct bill_hyphenator *bill_fontset_hyphenator(struct bill_fontset *fonts, const char *language);

/* Where a word (letters only, any case) may be hyphenated: bytes, ascending. Returns how many. */
#define BILL_MOST_SYLLABLES 64
size_t bill_hyphenate(
	const struct bill_hyphenator *hyphenator, const char *word, size_t len, size_t points[static BILL_MOST_SYLLABLES]);

/* line.c: em, all its glyphs one after the other. */
double bill_type_line_advance(const struct bill_type_line *line);

/* stops.c */
bool bill_stop_pauses(const struct bill_stop *stop);  /* a strong pause: a colon, a dash, the end of a sentence */
bool bill_stop_divides(const struct bill_stop *stop); /* where a mark stands between two facts */
bool bill_stop_strands(const struct bill_stop *stop); /* after a little word that belongs to what follows */
bool bill_stop_parts(const struct bill_stop *stop);   /* after the hyphen of a compound */
void bill_type_find_stops(struct bill_type *type);
void bill_type_find_desperate_stops(struct bill_type *type);

#endif
