/* Type: which fonts there are, words shaped once, lines broken for any width and size. The only folder that knows Pango. */
#ifndef BILL_FONT_H
#define BILL_FONT_H

#include <cairo.h>
#include <stdbool.h>

#include "base/base.h"
#include "design/design.h"

/* A private set of fonts and a Pango context of its own (72 dpi, hint metrics off, unrounded positions): the same lines on
 * every machine, surface and resolution. One for each thread. */
struct bill_fontset;

/* config: path of fonts.conf. folders: further folders of fonts, NULL-ended; may be NULL.
 * NULL after font/no-config or font/missing-family (with the package to install). */
struct bill_fontset *bill_fontset_new(const char *config, const char *const *folders, struct bill_diags *diags);
/* Adds the fonts of a folder; one that is not there is passed over. Before any text is shaped. */
void bill_fontset_add_folder(struct bill_fontset *fonts, const char *folder);
/* Lets families play roles: of the set, or else of the system's fonts. False after font/no-family, with its place.
 * Before any text is shaped. */
bool bill_fontset_cast(struct bill_fontset *fonts, const struct bill_family *families, size_t count, struct bill_diags *diags);
/* Another poster begins: it is warned anew of characters that no font has. */
void bill_fontset_begin(struct bill_fontset *fonts);
void bill_fontset_free(struct bill_fontset *fonts); /* NULL is allowed */
/* For `handbill fonts`: a line for each role, its family, the files it uses and how many characters they cover. */
void bill_fontset_list(struct bill_fontset *fonts, GString *out);
/* Appends the path of every font file of the set, sorted, once each; newly allocated. */
void bill_fontset_files(const struct bill_fontset *fonts, GPtrArray *paths);

/* The first family that plays a role, by which a program tells families apart. */
const char *bill_font_family(enum bill_role role);

/* ---- a text, shaped once ---- */

/* Words shaped at one em; lines of any width and size are broken from it. Owned by the arena it was made in. */
struct bill_type;

/* Warns font/missing-family where another family stands in for the style's, and font/missing-glyph (once for each character)
 * where no font of the set has it; the character is left out. language: BCP 47. text must outlive the type. */
struct bill_type *bill_type_new(struct bill_fontset *fonts, const struct bill_text *text, const struct bill_style *style,
	const char *language, struct bill_at at, struct bill_arena *arena, struct bill_diags *diags);

/* Whether a text is read from right to left: one with letters that are, in a language that is, or where most of them are.
 * language: BCP 47, or NULL: not known. */
bool bill_type_reads_rtl(const char *text, const char *language);
bool bill_type_rtl(const struct bill_type *type);
/* All in em. */
double bill_type_longest_word(const struct bill_type *type);  /* the narrowest width it can be broken to */
double bill_type_natural_width(const struct bill_type *type); /* its longest paragraph on one line */
double bill_type_total_width(const struct bill_type *type);   /* all paragraphs one after the other on one line */
double bill_type_character(const struct bill_type *type);     /* average advance of a character */
double bill_type_ascent(const struct bill_type *type);        /* baseline to the top of its ink, at least the font's ascenders */
double bill_type_descent(const struct bill_type *type); /* baseline to the bottom of its ink, at least the font's descenders */
/* Whether letters that its own font lacks reach higher or lower than that font's: other scripts, often in every word. */
bool bill_type_is_foreign(const struct bill_type *type);

/* Nothing hangs out of its lines further than this. Before the text is hyphenated or measured. */
void bill_type_limit_hang(struct bill_type *type, double em);

/* Whether hyphens would help: the style asks for them, the text has none yet, and lines of this width hold so few characters of
 * its language that their edge would be ragged. */
bool bill_type_wants_hyphens(const struct bill_type *type, double width_em);
/* Lets its words be hyphenated from now on. Reads the language's dictionary, which costs more than the rest of a poster, so
 * it is done only where it helps. */
void bill_type_hyphenate(struct bill_type *type);

/* How much room the text takes when its lines are filled one after the other: the fewest lines there can be. */
struct bill_measure {
	size_t lines;
	size_t paragraphs;
	const size_t *paragraph_lines; /* how many lines each has; the type's, until it is measured again */
	bool parted;                   /* a phrase that belongs together ("10 km", "Anna-Lena") is parted */
	bool overfull;                 /* a word is wider than the width; with `desperate` it is broken instead */
};
/* desperate: a word wider than the width is broken between any two characters. */
struct bill_measure bill_type_measure(struct bill_type *type, double width_em, bool desperate);

/* One line: a range of the text and its width. */
struct bill_break {
	size_t start, end;                 /* bytes of the text; trailing white space is outside */
	double width_em;                   /* hyphen and indent included; what hangs out is not */
	double indent_em;                  /* of an item of a list: its bullet stands in it */
	double hang_start_em, hang_end_em; /* how far its quotes, commas and hyphens hang out where it begins and ends */
	bool hyphen;                       /* a hyphen is added */
	bool paragraph_end;                /* the last line of its paragraph */
};
/* Breaks the text into as few lines as bill_type_measure counts, chosen the way `wrap` says. In the type's arena; at least one.
 */
const struct bill_break *bill_type_break(
	struct bill_type *type, double width_em, enum bill_wrap wrap, bool desperate, size_t *count);

/* Whether a text that has a place where a speaker would pause (a colon, a dash, the end of a sentence) and more than one line
 * ends one of its lines there, when it is broken as bill_type_break would with BILL_WRAP_BALANCE. */
bool bill_type_pauses(struct bill_type *type, double width_em, bool desperate);

/* How many of its lines, broken so, are nothing but a little word ("of", "On"), or part a compound at its hyphen. */
size_t bill_type_strands(struct bill_type *type, double width_em, bool desperate);

/* Where what follows the text's first pause begins, in bytes; 0: it has no pause, or nothing follows. */
size_t bill_type_after_pause(const struct bill_type *type);

/* Whether the line is the first of a paragraph. */
bool bill_type_starts_paragraph(const struct bill_type *type, const struct bill_break *line);

/* ---- a line, frozen ---- */

struct bill_type_line;
/* The glyphs of one line in visual order. width_em: justified to this width when > 0 (never the last line of a paragraph). after:
 * the byte of the text from which on it is drawn in its second colour; 0: none. In the arena. */
const struct bill_type_line *bill_type_line_new(
	const struct bill_type *type, const struct bill_break *line, double width_em, size_t after, struct bill_arena *arena);
/* Its words, for dumps and text alternatives. Borrowed. */
const char *bill_type_line_text(const struct bill_type_line *line);
/* What stands between it and the next line of its text: ' ', '\n' where its paragraph ends, '\0' when it ends the text, in the
 * middle of a word or address, or in a script without spaces. */
char bill_type_line_after(const struct bill_type_line *line);
/* Draws it with its origin (left end of the baseline, what hangs is left of it) at the context's current point, in the context's
 * source colour, and what is `after` in its second one (NULL: the same). */
void bill_type_line_show(const struct bill_type_line *line, double size_pt, const struct bill_color *second, cairo_t *cr);

/* script.c: which bytes a word ends before, in scripts that have no spaces between words (Thai, Lao, Khmer, Burmese); NULL: the
 * text has none of them. Free it. */
bool *bill_script_word_ends(const char *s, size_t len, const char *language);

#endif
