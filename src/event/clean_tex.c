/* Formulas of TeX as text: signs, italic variables, raised and lowered runs; what has no linear form keeps its words. */
#include "event/clean_tex.h"
#include "event/utf.h"

#include <stdlib.h>
#include <string.h>

#define DEEPEST 16

static void set_row(struct bill_setter *set, char stop);

static bool is_letter_word(const char *start, size_t len, const char *word)
{
	return strlen(word) == len && strncmp(start, word, len) == 0;
}

/* ---- arguments ---- */

static void set_part(struct bill_setter *set, const char *start, size_t len, unsigned flags, enum bill_letters letters)
{
	struct bill_setter inner = *set;

	if (set->depth >= DEEPEST) {
		bill_tex_put_words(set, start, len);
		return;
	}
	inner.p = start;
	inner.end = start + len;
	inner.depth++;
	inner.flags |= flags;
	inner.letters = letters;
	set_row(&inner, '\0');
	set->good = inner.good;
	set->after_word = inner.after_word;
}

static void set_argument(struct bill_setter *set)
{
	const char *start;
	size_t len;

	bill_tex_take_argument(set, &start, &len);
	set_part(set, start, len, 0, set->letters);
}

/* An argument on its own, to look at before it is put anywhere. */
static struct bill_rich set_apart(struct bill_setter *set)
{
	struct bill_rich apart = bill_rich_new(16), *out = set->out;
	size_t start = set->start;

	set->out = &apart;
	set->start = 0;
	set->after_word = false;
	set_argument(set);
	set->after_word = false;
	set->out = out;
	set->start = start;
	return apart;
}

/* ---- scripts ---- */

static bool is_ordinal(const char *start, size_t len)
{
	return is_letter_word(start, len, "th") || is_letter_word(start, len, "st") || is_letter_word(start, len, "nd") ||
		   is_letter_word(start, len, "rd");
}

/* A script within a script: small digits where Unicode has them, else its mark and the words. */
static void set_inner_script(struct bill_setter *set, char mark, const char *start, size_t len)
{
	static const char *const super[] = {"\342\201\260", "\302\271", "\302\262", "\302\263", "\342\201\264", "\342\201\265",
		"\342\201\266", "\342\201\267", "\342\201\270", "\342\201\271"};
	char sub[4] = "\342\202\200", letter[2] = {mark, '\0'};

	if (len == 1 && g_ascii_isdigit(*start)) {
		sub[2] = (char)(0x80 + (*start - '0'));
		bill_tex_put(set, mark == '^' ? super[*start - '0'] : sub, 0);
		return;
	}
	bill_tex_put(set, letter, 0);
	set_part(set, start, len, 0, set->letters);
}

static void set_script(struct bill_setter *set)
{
	char mark = *set->p++;
	bool after_word = set->after_word;
	const char *start;
	size_t len;

	set->after_word = false;
	bill_tex_take_argument(set, &start, &len);
	if (is_letter_word(start, len, "\\circ"))
		bill_tex_put(set, "\302\260", 0);
	else if (is_letter_word(start, len, "\\prime"))
		bill_tex_put(set, "\342\200\262", 0);
	else if (set->flags & BILL_SCRIPTS)
		set_inner_script(set, mark, start, len);
	else
		set_part(set, start, len, mark == '^' ? BILL_RUN_SUPER : BILL_RUN_SUB,
			is_ordinal(start, len) ? BILL_LETTERS_UPRIGHT : set->letters);
	set->after_word = after_word;
}

/* ---- control words ---- */

static bool needs_brackets(const struct bill_rich *part, bool below)
{
	const char *text = part->text->str;
	size_t points = 0;

	for (const char *p = text; *p; p = bill_utf_next(p)) {
		gunichar c = g_utf8_get_char(p);
		bool script = (part->flags->data[p - text] & BILL_SCRIPTS) != 0;
		points += !script && !(points == 1 && g_ascii_isdigit(*p));
		if (!script && (c == '+' || c == '/' || c == 0x2212 || g_unichar_isspace(c) || c == ','))
			return true;
	}
	return below && points > 1 && (!g_ascii_isdigit(*text) || strspn(text, "0123456789.") != strlen(text));
}

static void put_bracketed(struct bill_setter *set, struct bill_rich *part, bool brackets)
{
	if (brackets)
		bill_tex_put(set, "(", 0);
	else
		bill_tex_put(set, "", 0);
	bill_rich_copy(set->out, part, 0, part->text->len, set->flags);
	if (brackets)
		bill_tex_put(set, ")", 0);
	bill_rich_free(part);
}

static void set_fraction(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	struct bill_rich above = set_apart(set), below = set_apart(set);
	bool brackets = needs_brackets(&above, false);

	put_bracketed(set, &above, brackets);
	bill_tex_put(set, "/", 0);
	brackets = needs_brackets(&below, true);
	put_bracketed(set, &below, brackets);
}

static void set_root(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	const char *start = NULL, *sign = "\342\210\232";
	size_t len;
	struct bill_rich part;

	bill_tex_take_option(set, &start, &len);
	if (start && is_letter_word(start, len, "3"))
		sign = "\342\210\233";
	else if (start && is_letter_word(start, len, "4"))
		sign = "\342\210\234";
	else if (start)
		set_part(set, start, len, set->flags & BILL_SCRIPTS ? 0 : BILL_RUN_SUPER, set->letters);
	part = set_apart(set);
	bill_tex_put(set, sign, 0);
	put_bracketed(set, &part, needs_brackets(&part, true));
}

static void set_binomial(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	bill_tex_put(set, "C(", 0);
	set_argument(set);
	bill_rich_put(set->out, ", ", BILL_RICH_LITERAL | set->flags);
	set_argument(set);
	bill_tex_put(set, ")", 0);
}

/* A mark over every letter of its argument; one over many letters has no form. */
static void set_accent(struct bill_setter *set, const char *mark)
{
	gunichar c = (gunichar)strtoul(mark, NULL, 16);
	struct bill_rich part = set_apart(set);
	const char *text = part.text->str;
	glong letters = g_utf8_strlen(text, -1);

	for (const char *p = text; *p; p = bill_utf_next(p)) {
		unsigned flags = part.flags->data[p - text];
		bill_tex_put_char(set, g_utf8_get_char(p), flags);
		if (letters <= 3 && g_unichar_isalnum(g_utf8_get_char(p)))
			bill_tex_put_char(set, c, flags);
	}
	set->good = set->good && letters <= 3;
	bill_rich_free(&part);
}

static void set_font(struct bill_setter *set, const char *font)
{
	static const struct {
		const char *name;
		enum bill_letters letters;
	} fonts[] = {{"bb", BILL_LETTERS_BLACKBOARD}, {"cal", BILL_LETTERS_SCRIPT}, {"frak", BILL_LETTERS_FRAKTUR},
		{"bf", BILL_LETTERS_BOLD}, {"bfit", BILL_LETTERS_BOLD_ITALIC}, {"rm", BILL_LETTERS_UPRIGHT}, {"it", BILL_LETTERS_ITALIC},
		{"tt", BILL_LETTERS_TYPEWRITER}};
	bool rest = g_str_has_prefix(font, "sw_"); /* {\bf x}: all that follows */
	const char *start;
	size_t len;

	for (size_t i = 0; i < G_N_ELEMENTS(fonts); i++) {
		if (strcmp(fonts[i].name, rest ? font + 3 : font) != 0)
			continue;
		if (rest) {
			set->letters = fonts[i].letters;
			return;
		}
		bill_tex_take_argument(set, &start, &len);
		set_part(set, start, len, 0, fonts[i].letters);
	}
}

/* \text{if $x$ is}: words with formulas in them. */
static void set_text(struct bill_setter *set, const char *how)
{
	unsigned flags = strcmp(how, "it") == 0   ? BILL_RUN_EMPHASIS
					 : strcmp(how, "bf") == 0 ? BILL_RUN_STRONG
					 : strcmp(how, "tt") == 0 ? BILL_RUN_CODE
											  : 0;
	const char *start, *p;
	size_t len;

	bill_tex_take_argument(set, &start, &len);
	if (set->after_word)
		bill_tex_put(set, "", 0);
	for (p = start; p < start + len;) {
		const char *dollar = *p == '$' ? memchr(p + 1, '$', (size_t)(start + len - p - 1)) : NULL;
		if (dollar) {
			set_part(set, p + 1, (size_t)(dollar - p - 1), 0, BILL_LETTERS_ITALIC);
			p = dollar + 1;
			continue;
		}
		if (!strchr("\\{}$", *p))
			bill_tex_put_char(set, *p == '~' ? 0xA0 : g_utf8_get_char(p), flags);
		p = bill_utf_next(p);
	}
}

static void set_pair(struct bill_setter *set, const char *signs)
{
	const char *space = strchr(signs, ' ');
	g_autofree char *open = g_strndup(signs, (gsize)(space - signs));

	bill_tex_put(set, open, 0);
	set_argument(set);
	bill_tex_put(set, space + 1, 0);
}

/* Matrices, cases and aligned lines have no linear form: their cells stay in order. */
static void set_begin(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	static const char *const plain[] = {"equation", "equation*", "math", "displaymath", NULL};
	const char *start, *option;
	size_t len, option_len;
	g_autofree char *name = NULL;

	bill_tex_take_argument(set, &start, &len);
	name = g_strndup(start, len);
	if (strcmp(name, "array") == 0 || strcmp(name, "tabular") == 0)
		bill_tex_take_argument(set, &option, &option_len);
	if (!g_strv_contains(plain, name))
		set->good = false;
}

static void skip_arguments(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	const char *start;
	size_t len;

	if (set->p < set->end && *set->p == '*')
		set->p++;
	bill_tex_take_option(set, &start, &len);
	if (set->p < set->end && *set->p == '{')
		bill_tex_take_argument(set, &start, &len);
}

/* \left. and \right. are brackets that are not there. */
static void skip_delimiter(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	if (set->p < set->end && *set->p == '.')
		set->p++;
}

static void set_overset(struct bill_setter *set, const char *where)
{
	const char *start, *base;
	size_t len, base_len;

	bill_tex_take_argument(set, &start, &len);
	bill_tex_take_argument(set, &base, &base_len);
	set_part(set, base, base_len, 0, set->letters);
	if (!(set->flags & BILL_SCRIPTS))
		set_part(set, start, len, strcmp(where, "sub") == 0 ? BILL_RUN_SUB : BILL_RUN_SUPER, set->letters);
	else
		set->good = false;
}

static void set_modulus(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	bill_tex_put(set, BILL_NBSP "(mod" BILL_NBSP, 0);
	set_argument(set);
	bill_tex_put(set, ")", 0);
}

static void set_operator_name(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	const char *start;
	size_t len;

	if (set->p < set->end && *set->p == '*')
		set->p++;
	bill_tex_take_argument(set, &start, &len);
	bill_tex_put_word(set, "");
	set->after_word = false;
	set_part(set, start, len, 0, BILL_LETTERS_UPRIGHT);
	set->after_word = true;
}

static void put_sign(struct bill_setter *set, const char *sign)
{
	bill_tex_put(set, sign, 0);
}

static void put_variable(struct bill_setter *set, const char *sign)
{
	bill_tex_put(set, sign, set->letters == BILL_LETTERS_ITALIC ? BILL_RUN_EMPHASIS : 0);
}

static void put_space(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	bill_rich_put(set->out, " ", BILL_RICH_LITERAL | set->flags);
}

static void negate_next(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	set->negate = true;
}

static void keep_argument(struct bill_setter *set, G_GNUC_UNUSED const char *value)
{
	set_argument(set);
}

/* How the words of a formula are set, given their value in tex.def. NULL: not at all. */
static void (*const setters[])(struct bill_setter *set, const char *value) = {
	[BILL_TEX_SIGN] = put_sign,
	[BILL_TEX_GREEK] = put_variable,
	[BILL_TEX_REL] = bill_tex_put_relation,
	[BILL_TEX_BIN] = bill_tex_put_binary,
	[BILL_TEX_BIG] = bill_tex_put_word,
	[BILL_TEX_OP] = bill_tex_put_word,
	[BILL_TEX_OPNAME] = set_operator_name,
	[BILL_TEX_FONT] = set_font,
	[BILL_TEX_TEXT] = set_text,
	[BILL_TEX_ACCENT] = set_accent,
	[BILL_TEX_SPACE] = put_space,
	[BILL_TEX_PAIR] = set_pair,
	[BILL_TEX_FRAC] = set_fraction,
	[BILL_TEX_SQRT] = set_root,
	[BILL_TEX_BINOM] = set_binomial,
	[BILL_TEX_PMOD] = set_modulus,
	[BILL_TEX_NOT] = negate_next,
	[BILL_TEX_OVERSET] = set_overset,
	[BILL_TEX_BEGIN] = set_begin,
	[BILL_TEX_ARG] = keep_argument,
	[BILL_TEX_DELIMITER] = skip_delimiter,
	[BILL_TEX_GONE] = NULL,
	[BILL_TEX_GONE_ARG] = skip_arguments,
};

/* A word nobody knows: its argument when it has one, else its name. */
static void set_unknown(struct bill_setter *set, const char *name, size_t len)
{
	g_autofree char *word = g_strndup(name, len);

	set->good = false;
	if (set->p >= set->end || *set->p != '{')
		bill_tex_put_word(set, word);
}

static void set_control(struct bill_setter *set)
{
	const char *name = ++set->p;
	const struct bill_tex *word;
	size_t len = 0;

	while (set->p + len < set->end && g_ascii_isalpha(name[len]))
		len++;
	if (len) {
		set->p += len;
		word = bill_tex_find_math(name, len);
		if (!word)
			set_unknown(set, name, len);
		else if (setters[word->kind])
			setters[word->kind](set, word->value);
		return;
	}
	if (set->p >= set->end)
		return;
	if (strchr("{}%$&#_", *set->p))
		bill_tex_put_char(set, (gunichar)*set->p, 0);
	else if (*set->p == '|')
		bill_tex_put(set, "\342\200\226", 0);
	else if (*set->p == ' ' || *set->p == ';' || *set->p == ':')
		bill_rich_put(set->out, " ", BILL_RICH_LITERAL | set->flags);
	else if (*set->p == '\\')
		bill_rich_put(set->out, "; ", BILL_RICH_LITERAL | set->flags), set->good = false;
	else if (!strchr(",!/-> ", *set->p))
		bill_tex_put_char(set, g_utf8_get_char(set->p), 0);
	set->p = bill_utf_next(set->p);
}

/* ---- rows ---- */

/* "k, n" but "10,000". */
static void set_comma(struct bill_setter *set)
{
	bool thousands = g_ascii_isdigit(bill_rich_last(set->out) < 0x80 ? (char)bill_rich_last(set->out) : ' ') &&
					 set->end - set->p > 3 && strspn(set->p + 1, "0123456789") == 3;

	bill_tex_put(set, ",", 0);
	if (!(set->flags & BILL_SCRIPTS) && !thousands && set->p + 1 < set->end)
		bill_rich_put(set->out, set->loose ? " " : BILL_NBSP, BILL_RICH_LITERAL);
	set->p++;
	bill_tex_skip_space(set);
}

static void set_sign(struct bill_setter *set)
{
	gunichar c = g_utf8_get_char(set->p);
	char sign[2] = {(char)(c < 0x80 ? c : 0), '\0'};
	const char *next = bill_utf_next(set->p);

	if (c == ':' && next < set->end && *next == '=') {
		bill_tex_put_relation(set, "\342\211\224");
		next++;
	} else if (c < 0x80 && strchr("=<>", (int)c)) {
		bill_tex_put_relation(set, sign);
	} else if (c == '-' || c == 0x2212) {
		bill_tex_put_binary(set, "\342\210\222");
	} else if (c == '+') {
		bill_tex_put_binary(set, "+");
	} else if (c == '\'') {
		bill_tex_put(set, "\342\200\262", 0);
	} else if (c == '&') {
		bill_rich_put(set->out, " ", BILL_RICH_LITERAL | set->flags);
	} else if (c == '~') {
		bill_rich_put(set->out, BILL_NBSP, BILL_RICH_LITERAL | set->flags);
	} else if (c != '$') {
		bill_tex_put_char(set, c == 0x2028 ? ' ' : c, 0);
	}
	set->p = next;
}

static void set_row(struct bill_setter *set, char stop)
{
	while (set->p < set->end && *set->p != stop) {
		char c = *set->p;
		if (c == ' ' || c == '\n' || c == '}')
			set->p++;
		else if (c == '\\')
			set_control(set);
		else if (c == '{')
			set_argument(set);
		else if (c == '^' || c == '_')
			set_script(set);
		else if (g_ascii_isalnum(c))
			bill_tex_put_letter(set, *set->p++);
		else if (c == ',')
			set_comma(set);
		else
			set_sign(set);
	}
}

bool bill_tex_math(const char *source, size_t len, struct bill_rich *out)
{
	struct bill_setter set = {
		.p = source, .end = source + len, .out = out, .good = true, .loose = len > 24, .start = out->text->len};

	set_row(&set, '\0');
	while (out->text->len > set.start && (bill_rich_last(out) == 0xA0 || bill_rich_last(out) == ' '))
		bill_rich_cut(out, (size_t)(g_utf8_prev_char(out->text->str + out->text->len) - out->text->str));
	return set.good;
}
