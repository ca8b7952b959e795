/* Setting a formula of TeX as text: what its files share. */
#ifndef BILL_EVENT_CLEAN_TEX_H
#define BILL_EVENT_CLEAN_TEX_H

#include "event/clean.h"

#define BILL_SCRIPTS (BILL_RUN_SUPER | BILL_RUN_SUB)

enum bill_letters {
	BILL_LETTERS_ITALIC,
	BILL_LETTERS_UPRIGHT,
	BILL_LETTERS_BOLD,
	BILL_LETTERS_BOLD_ITALIC,
	BILL_LETTERS_TYPEWRITER,
	BILL_LETTERS_BLACKBOARD,
	BILL_LETTERS_SCRIPT,
	BILL_LETTERS_FRAKTUR
};

struct bill_setter {
	const char *p, *end;
	struct bill_rich *out;
	unsigned flags; /* the script it is in */
	enum bill_letters letters;
	unsigned depth;
	bool good;       /* all of it had a form */
	bool loose;      /* long: lines may end behind relations */
	bool after_word; /* "log": what follows needs a space */
	bool negate;     /* \not */
	size_t start;    /* of the formula in out */
};

/* Appends a sign, with the space that a word before it needs. */
void bill_tex_put(struct bill_setter *set, const char *text, unsigned more);
void bill_tex_put_char(struct bill_setter *set, gunichar c, unsigned more);
void bill_tex_put_relation(struct bill_setter *set, const char *sign);
void bill_tex_put_binary(struct bill_setter *set, const char *sign);
void bill_tex_put_word(struct bill_setter *set, const char *word);
void bill_tex_put_letter(struct bill_setter *set, char c);
/* The bytes without the signs of TeX: for what has no form. */
void bill_tex_put_words(struct bill_setter *set, const char *start, size_t len);

void bill_tex_skip_space(struct bill_setter *set);
/* The argument that comes next, without its braces; it is left behind. */
void bill_tex_take_argument(struct bill_setter *set, const char **start, size_t *len);
/* "[3]", without its brackets; *start stays as it is when there is none. */
void bill_tex_take_option(struct bill_setter *set, const char **start, size_t *len);

#endif
