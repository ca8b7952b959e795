/* Text on its way from a field to people: every pass reads `now` and leaves its result there. */
#ifndef BILL_EVENT_CLEAN_H
#define BILL_EVENT_CLEAN_H

#include "event/event.h"
#include "event/utf.h"

#define BILL_RICH_LITERAL (1u << 6) /* an address, a formula: later passes leave it as it is; never leaves the folder */
#define BILL_RICH_FROZEN (BILL_RICH_LITERAL | BILL_RUN_CODE)

#define BILL_LINE_END "\342\200\250" /* U+2028 */

/* UTF-8 and, for every byte of it, the attributes it carries (enum bill_run_flag, BILL_RICH_LITERAL). */
struct bill_rich {
	GString *text;
	GByteArray *flags; /* always as long as the text */
};

struct bill_clean {
	struct bill_rich now;
	const char *language;
	bool prose;
	bool tex_reported;
	bool tex_seen; /* a formula or a known control word: "~" is a space, braces are groups */
	struct bill_at at;
	struct bill_diags *diags;
};

/* Empty, with room for so many bytes. */
struct bill_rich bill_rich_new(size_t room);
void bill_rich_free(struct bill_rich *rich);
/* These append, with the same attributes for all bytes. */
void bill_rich_add(struct bill_rich *rich, const char *text, size_t len, unsigned flags);
void bill_rich_put(struct bill_rich *rich, const char *text, unsigned flags); /* NUL-terminated */
void bill_rich_char(struct bill_rich *rich, gunichar c, unsigned flags);
/* Appends bytes start to end of another, with their attributes and more of them. */
void bill_rich_copy(struct bill_rich *rich, const struct bill_rich *from, size_t start, size_t end, unsigned more);
void bill_rich_cut(struct bill_rich *rich, size_t len); /* forgets all behind len */
/* Whether any byte of the stretch is frozen. */
bool bill_rich_frozen(const struct bill_rich *rich, size_t start, size_t end);
/* The new text takes the place of the old one. */
void bill_clean_take(struct bill_clean *clean, struct bill_rich *made);

/* The code point before and at a place; 0 at the ends. */
gunichar bill_rich_before(const struct bill_rich *rich, size_t at);
gunichar bill_rich_at(const struct bill_rich *rich, size_t at);
/* The last code point of the text; 0 when there is none. */
gunichar bill_rich_last(const struct bill_rich *rich);

/* The passes, in their order. */
char *bill_clean_raw(const char *raw, struct bill_clean *clean); /* bytes that are no text, escapes, traces of mail; newly allocated */
void bill_clean_html(struct bill_clean *clean);
void bill_clean_block(struct bill_clean *clean);    /* prose: lines to paragraphs; else: one line */
void bill_clean_markdown(struct bill_clean *clean); /* code, links, addresses */
void bill_clean_math(struct bill_clean *clean);     /* $…$ and its kin */
void bill_clean_emphasis(struct bill_clean *clean); /* *, _ and escapes of Markdown; placeholders of Liquid */
void bill_clean_macro(struct bill_clean *clean);    /* TeX outside of formulas */
void bill_clean_label(struct bill_clean *clean);    /* prose: labels that nothing follows */
void bill_clean_type(struct bill_clean *clean);     /* quotes, dashes, dots, spaces that do not break */
void bill_clean_tidy(struct bill_clean *clean);     /* white space and empty paragraphs */

/* The character an entity stands for, at "&": its length in bytes, or 0. *c 0: it stands for nothing. */
size_t bill_entity(const char *text, gunichar *c);

/* ---- TeX (clean_tex.c, clean_macro.c) ---- */

enum bill_tex_kind {
	/* of formulas */
	BILL_TEX_SIGN,   /* stands for a sign */
	BILL_TEX_GREEK,  /* a sign that is a variable */
	BILL_TEX_REL,    /* a relation: space on both sides */
	BILL_TEX_BIN,    /* an operator between two things */
	BILL_TEX_BIG,    /* a large operator */
	BILL_TEX_OP,     /* a word set upright: log */
	BILL_TEX_OPNAME, /* its argument is such a word */
	BILL_TEX_FONT,   /* changes the letters of its argument */
	BILL_TEX_TEXT,   /* its argument is words */
	BILL_TEX_ACCENT, /* a combining mark */
	BILL_TEX_SPACE,
	BILL_TEX_PAIR, /* signs around its argument */
	BILL_TEX_FRAC,
	BILL_TEX_SQRT,
	BILL_TEX_BINOM,
	BILL_TEX_PMOD,
	BILL_TEX_NOT,
	BILL_TEX_OVERSET,
	BILL_TEX_BEGIN,
	BILL_TEX_ARG,       /* its argument stays */
	BILL_TEX_DELIMITER, /* \left, \right */
	/* of both */
	BILL_TEX_GONE,
	BILL_TEX_GONE_ARG, /* vanishes with its arguments */
	/* of running text */
	BILL_TEX_WORD,   /* stands for words */
	BILL_TEX_STYLE,  /* attributes for its argument */
	BILL_TEX_SWITCH, /* attributes for the rest of its group */
	BILL_TEX_MARK,   /* a combining mark by a letter: \c{c} */
	BILL_TEX_LINE,   /* ends the line */
	BILL_TEX_HREF,
	BILL_TEX_URL,
};

struct bill_tex {
	const char *name;
	enum bill_tex_kind kind;
	const char *value;
};

/* A control word of formulas or of running text by its name (len bytes); NULL: nobody knows it. */
const struct bill_tex *bill_tex_find_math(const char *name, size_t len);
const struct bill_tex *bill_tex_find_words(const char *name, size_t len);
/* Sets a formula (without its dollars). Returns false when it holds something that has no good linear form. */
bool bill_tex_math(const char *source, size_t len, struct bill_rich *out);
/* The end of the group that opens at text[at] == '{', behind its brace; 0: it is not closed near enough. */
size_t bill_tex_group(const char *text, size_t len, size_t at);
void bill_clean_report_tex(struct bill_clean *clean);

#endif
