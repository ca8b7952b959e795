/* Signs, letters and arguments of a formula. */
#include "event/clean_tex.h"
#include "event/utf.h"

#include <string.h>

/* ---- signs ---- */

static bool is_operand_end(const struct bill_setter *set)
{
	gunichar last = set->out->text->len > set->start ? bill_rich_last(set->out) : 0;

	return g_unichar_isalnum(last) || g_unichar_ismark(last) || (last && last < 0x80 && strchr(")]}|!", (int)last)) ||
		   last == 0x2032 || last == 0x221E || last == 0x2026 || last == 0x22EF;
}

void bill_tex_put(struct bill_setter *set, const char *text, unsigned more)
{
	if (set->after_word && (*text == '\0' || !strchr("([{|,.;:!/)]}", *text)) && strncmp(text, BILL_NBSP, 2) != 0)
		bill_rich_put(set->out, BILL_NBSP, BILL_RICH_LITERAL | set->flags);
	set->after_word = false;
	bill_rich_put(set->out, text, BILL_RICH_LITERAL | set->flags | more);
}

void bill_tex_put_char(struct bill_setter *set, gunichar c, unsigned more)
{
	char bytes[8] = "";

	g_unichar_to_utf8(c, bytes);
	bill_tex_put(set, bytes, more);
}

/* "=": with space around, unless it is in a script; the last one lets the line end when the formula is long. */
void bill_tex_put_relation(struct bill_setter *set, const char *sign)
{
	bool spaced = !(set->flags & BILL_SCRIPTS), behind = set->out->text->len > set->start;
	bool space_before = behind && bill_rich_last(set->out) != 0xA0 && bill_rich_last(set->out) != ' ';

	set->after_word = false;
	if (spaced && space_before)
		bill_tex_put(set, BILL_NBSP, 0);
	bill_tex_put(set, sign, 0);
	if (set->negate)
		bill_tex_put(set, "\314\270", 0);
	set->negate = false;
	if (spaced)
		bill_rich_put(set->out, set->loose ? " " : BILL_NBSP, BILL_RICH_LITERAL);
}

/* "+" between two things has a little space, as a sign of a number it has none. */
void bill_tex_put_binary(struct bill_setter *set, const char *sign)
{
	bool spaced = !(set->flags & BILL_SCRIPTS) && is_operand_end(set);

	set->after_word = false;
	if (spaced)
		bill_tex_put(set, BILL_NARROW_NBSP, 0);
	bill_tex_put(set, sign, 0);
	if (spaced)
		bill_tex_put(set, BILL_NARROW_NBSP, 0);
}

void bill_tex_put_word(struct bill_setter *set, const char *word)
{
	if (is_operand_end(set) && !(set->flags & BILL_SCRIPTS))
		set->after_word = true;
	bill_tex_put(set, word, 0);
	set->after_word = true;
}

/* ---- letters ---- */

/* The letters that were in Unicode before the mathematical alphabets were (Unicode Standard, 22.2). */
static gunichar old_letter(enum bill_letters letters, char c)
{
	static const struct {
		enum bill_letters letters;
		char c;
		gunichar old;
	} table[] = {
		{BILL_LETTERS_BLACKBOARD, 'C', 0x2102},
		{BILL_LETTERS_BLACKBOARD, 'H', 0x210D},
		{BILL_LETTERS_BLACKBOARD, 'N', 0x2115},
		{BILL_LETTERS_BLACKBOARD, 'P', 0x2119},
		{BILL_LETTERS_BLACKBOARD, 'Q', 0x211A},
		{BILL_LETTERS_BLACKBOARD, 'R', 0x211D},
		{BILL_LETTERS_BLACKBOARD, 'Z', 0x2124},
		{BILL_LETTERS_SCRIPT, 'B', 0x212C},
		{BILL_LETTERS_SCRIPT, 'E', 0x2130},
		{BILL_LETTERS_SCRIPT, 'F', 0x2131},
		{BILL_LETTERS_SCRIPT, 'H', 0x210B},
		{BILL_LETTERS_SCRIPT, 'I', 0x2110},
		{BILL_LETTERS_SCRIPT, 'L', 0x2112},
		{BILL_LETTERS_SCRIPT, 'M', 0x2133},
		{BILL_LETTERS_SCRIPT, 'R', 0x211B},
		{BILL_LETTERS_FRAKTUR, 'C', 0x212D},
		{BILL_LETTERS_FRAKTUR, 'H', 0x210C},
		{BILL_LETTERS_FRAKTUR, 'I', 0x2111},
		{BILL_LETTERS_FRAKTUR, 'R', 0x211C},
		{BILL_LETTERS_FRAKTUR, 'Z', 0x2128},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].letters == letters && table[i].c == c)
			return table[i].old;
	return 0;
}

static gunichar new_letter(enum bill_letters letters, char c)
{
	static const gunichar upper[] = {
		[BILL_LETTERS_BLACKBOARD] = 0x1D538, [BILL_LETTERS_SCRIPT] = 0x1D49C, [BILL_LETTERS_FRAKTUR] = 0x1D504};
	static const gunichar lower[] = {
		[BILL_LETTERS_BLACKBOARD] = 0x1D552, [BILL_LETTERS_SCRIPT] = 0, [BILL_LETTERS_FRAKTUR] = 0x1D51E};

	if (letters < BILL_LETTERS_BLACKBOARD)
		return 0;
	if (g_ascii_isupper(c))
		return upper[letters] + (gunichar)(c - 'A');
	if (g_ascii_islower(c) && lower[letters])
		return lower[letters] + (gunichar)(c - 'a');
	return letters == BILL_LETTERS_BLACKBOARD && g_ascii_isdigit(c) ? 0x1D7D8 + (gunichar)(c - '0') : 0;
}

void bill_tex_put_letter(struct bill_setter *set, char c)
{
	static const unsigned flags[] = {[BILL_LETTERS_ITALIC] = BILL_RUN_EMPHASIS,
		[BILL_LETTERS_UPRIGHT] = 0,
		[BILL_LETTERS_BOLD] = BILL_RUN_STRONG,
		[BILL_LETTERS_BOLD_ITALIC] = BILL_RUN_STRONG | BILL_RUN_EMPHASIS,
		[BILL_LETTERS_TYPEWRITER] = BILL_RUN_CODE,
		[BILL_LETTERS_BLACKBOARD] = 0,
		[BILL_LETTERS_SCRIPT] = BILL_RUN_EMPHASIS,
		[BILL_LETTERS_FRAKTUR] = 0};
	gunichar special = old_letter(set->letters, c);

	if (!special)
		special = new_letter(set->letters, c);
	if (special)
		bill_tex_put_char(set, special, 0);
	else
		bill_tex_put_char(
			set, (gunichar)c, g_ascii_isdigit(c) ? flags[set->letters] & ~(unsigned)BILL_RUN_EMPHASIS : flags[set->letters]);
}

/* ---- arguments ---- */

void bill_tex_skip_space(struct bill_setter *set)
{
	while (set->p < set->end && (*set->p == ' ' || *set->p == '\n'))
		set->p++;
}

/* The argument that comes next, without its braces; it is left behind. */
void bill_tex_take_argument(struct bill_setter *set, const char **start, size_t *len)
{
	size_t group;

	bill_tex_skip_space(set);
	*start = set->p;
	*len = 0;
	if (set->p >= set->end || *set->p == '}')
		return;
	if (*set->p == '{') {
		group = bill_tex_group(set->p, (size_t)(set->end - set->p), 0);
		*start = set->p + 1;
		*len = group ? group - 2 : (size_t)(set->end - set->p) - 1;
		set->p = group ? set->p + group : set->end;
		return;
	}
	if (*set->p == '\\') {
		set->p++;
		while (set->p < set->end && g_ascii_isalpha(*set->p))
			set->p++;
		if (set->p == *start + 1 && set->p < set->end)
			set->p = bill_utf_next(set->p);
		if (set->p < set->end && *set->p == '{') { /* "^\mathbb{R}": its own argument belongs to it */
			group = bill_tex_group(set->p, (size_t)(set->end - set->p), 0);
			set->p = group ? set->p + group : set->end;
		}
	} else {
		set->p = bill_utf_next(set->p);
	}
	*len = (size_t)(set->p - *start);
}

/* "[3]" of \sqrt[3]{x}: without its brackets. */
void bill_tex_take_option(struct bill_setter *set, const char **start, size_t *len)
{
	const char *close;

	*len = 0;
	bill_tex_skip_space(set);
	if (set->p >= set->end || *set->p != '[')
		return;
	close = memchr(set->p, ']', (size_t)(set->end - set->p));
	if (!close)
		return;
	*start = set->p + 1;
	*len = (size_t)(close - *start);
	set->p = close + 1;
}

/* What cannot be set deeper loses its TeX signs and stays as words. */
void bill_tex_put_words(struct bill_setter *set, const char *start, size_t len)
{
	char letter[2] = "";

	for (size_t i = 0; i < len; i++) {
		letter[0] = start[i];
		if (!strchr("\\{}$^_&", start[i]))
			bill_rich_put(set->out, letter, BILL_RICH_LITERAL | set->flags);
	}
	set->good = false;
}
