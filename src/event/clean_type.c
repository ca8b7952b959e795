/* Typography: the language's quotes, dashes, dots, and spaces that do not break. Code is left alone. */
#include "event/clean.h"
#include "event/utf.h"

#include <string.h>

enum quote { NONE, OPEN, CLOSE, OPEN_INNER, CLOSE_INNER, APOSTROPHE };

struct signs {
	const char *language, *open, *close, *open_inner, *close_inner;
};

static const struct signs all_signs[] = {
#define QUOTES(language, open, close, open_inner, close_inner) {language, open, close, open_inner, close_inner},
#define LEFT(language) {language, NULL, NULL, NULL, NULL},
#include "event/quotes.def"
#undef QUOTES
#undef LEFT
};

struct setter {
	const struct bill_rich *in;
	const char *text;
	struct bill_rich out;
	struct signs signs;
	bool english, french, long_dash;
	guint8 *quotes; /* enum quote by byte */
};

/* ---- languages ---- */

static bool speaks(const char *tag, const char *language)
{
	size_t len = strlen(language);

	return g_ascii_strncasecmp(tag, language, len) == 0 && !g_ascii_isalpha(tag[len]);
}

static struct signs signs_of(const char *tag)
{
	for (size_t i = 0; i < G_N_ELEMENTS(all_signs); i++)
		if (speaks(tag, all_signs[i].language))
			return all_signs[i];
	return (struct signs){tag, "\342\200\234", "\342\200\235", "\342\200\230", "\342\200\231"};
}

/* ---- questions ---- */

static bool is_space(gunichar c)
{
	return c == 0 || c == '\n' || c == 0x2028 || g_unichar_isspace(c) || c == 0xA0 || c == 0x202F;
}

static bool is_frozen(const struct setter *set, size_t at)
{
	return set->in->flags->data[at] & BILL_RICH_FROZEN;
}

static gunichar before(const struct setter *set, size_t at)
{
	return bill_rich_before(set->in, at);
}

static gunichar after(const struct setter *set, size_t at)
{
	return bill_rich_at(set->in, at + 1);
}

/* Letters of scripts that write apostrophes; a Hebrew geresh is none. */
static bool is_western(gunichar c)
{
	GUnicodeScript script = g_unichar_get_script(c);

	return g_unichar_isalpha(c) &&
		   (script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_GREEK);
}

/* What nobody writes in prose. */
static bool looks_like_code(const struct setter *set, size_t start, size_t end)
{
	static const char *const signs[] = {"=\"", "='", "= \"", "= '", "\");", "');", "\";", "';", "==", "!=", "&&", "||", "</",
		"/>", "[\"", "['", "{\"", "{'", "\":\"", "\\\"", "::", "();", "->", "=>"};

	for (size_t at = start; at < end; at++) {
		const char *p = set->text + at;
		if (!strchr("=\"'!&|<[{\\:(-/", *p) || is_frozen(set, at))
			continue;
		if (*p == '(' && (p[1] == '"' || p[1] == '\'') && at && (g_ascii_isalnum(p[-1]) || p[-1] == '_'))
			return true;
		for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
			if (g_str_has_prefix(p, signs[i]))
				return true;
	}
	return false;
}

/* ---- quotes ---- */

/* Quotes of a paragraph in pairs: each opens where no letter stands before it and closes where none stands behind; else all stay.
 */
static void pair_double(struct setter *set, size_t start, size_t end)
{
	bool open = false;
	size_t count = 0;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(size_t));

	for (size_t at = start; at < end; at++) {
		gunichar left, right;
		if (set->text[at] != '"' || is_frozen(set, at))
			continue;
		left = before(set, at), right = after(set, at);
		if (!open && g_unichar_isdigit(left))
			continue; /* inches */
		if (open ? is_space(left) || g_unichar_isalnum(right) : is_space(right) || g_unichar_isalnum(left))
			return;
		g_array_append_val(found, at);
		open = !open;
		count++;
	}
	for (size_t i = 0; !open && i < count; i++)
		set->quotes[g_array_index(found, size_t, i)] = i % 2 ? CLOSE : OPEN;
}

/* 'tis, 'em, rock 'n' roll, '90s: letters are left out. */
static bool is_elision(const struct setter *set, size_t at)
{
	static const char *const words[] = {"tis", "twas", "em", "n", "til", "cause", "round", "bout", "s"};
	const char *p = set->text + at + 1;
	size_t len = strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (g_ascii_isdigit(*p))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strlen(words[i]) == len && g_ascii_strncasecmp(words[i], p, len) == 0)
			return true;
	return false;
}

/* Whether white space stands between two places: 'frame'work closes within its word. */
static bool same_word(const struct setter *set, size_t start, size_t end)
{
	return end - start < 40 && !memchr(set->text + start, ' ', end - start);
}

static void put_single(struct setter *set, size_t at, size_t *open)
{
	gunichar left = before(set, at), right = after(set, at);
	bool word_left = g_unichar_isalnum(left), word_right = g_unichar_isalnum(right);

	if (word_left && word_right && !(*open && same_word(set, *open, at))) {
		set->quotes[at] = is_western(left) || is_western(right) ? APOSTROPHE : NONE;
	} else if (!word_left && word_right) {
		set->quotes[at] = APOSTROPHE; /* until another closes it */
		if (!is_elision(set, at) && !*open)
			*open = at + 1;
	} else if (*open && !is_space(left)) {
		set->quotes[*open - 1] = OPEN_INNER;
		set->quotes[at] = CLOSE_INNER;
		*open = 0;
	} else if (is_western(left)) {
		set->quotes[at] = APOSTROPHE;
	}
}

static void pair_single(struct setter *set, size_t start, size_t end)
{
	size_t open = 0;

	for (size_t at = start; at < end; at++)
		if (set->text[at] == '\'' && !is_frozen(set, at) && set->text[at + 1] != '\'' &&
			(at == start || set->text[at - 1] != '\''))
			put_single(set, at, &open);
	if (open && !is_western(after(set, open - 1)))
		set->quotes[open - 1] = NONE;
}

static size_t set_quote(struct setter *set, size_t at)
{
	static const char apostrophe[] = "\342\200\231";
	const char *const signs[] = {[OPEN] = set->signs.open,
		[CLOSE] = set->signs.close,
		[OPEN_INNER] = set->signs.open_inner,
		[CLOSE_INNER] = set->signs.close_inner,
		[APOSTROPHE] = apostrophe};
	const char *sign = set->quotes[at] ? signs[set->quotes[at]] : NULL;

	if (!sign)
		return 0;
	bill_rich_put(&set->out, sign, set->in->flags->data[at]);
	return at + 1;
}

/* ---- dashes and dots ---- */

/* "18:30-19:30", "18h30-19h": digits, a sign of time, digits on both sides. */
static bool is_time_range(const struct setter *set, size_t at)
{
	const char *p = set->text + at, *left = p;
	size_t right = strspn(p + 1, "0123456789");

	while (left > set->text && p - left < 6 && (g_ascii_isdigit(left[-1]) || strchr(":h.", left[-1])))
		left--;
	if (left == p || !g_ascii_isdigit(*left) || right == 0 || right > 2 || !(p[1 + right] && strchr(":h.", p[1 + right])))
		return false;
	if (p[1 + right] == '.' && !(g_ascii_isdigit(p[2 + right]) && g_ascii_isdigit(p[3 + right])))
		return false;
	return memchr(left, p[1 + right], (size_t)(p - left)) != NULL && (left == set->text || !g_ascii_isalnum(left[-1]));
}

/* "pp. 10-12". */
static bool is_page_range(const struct setter *set, size_t at)
{
	static const char *const words[] = {"pp. ", "p. ", "pages ", "S. ", "Seiten ", "s. ", "str. "};
	const char *left = set->text + at;

	while (left > set->text && g_ascii_isdigit(left[-1]))
		left--;
	if (left == set->text + at || !g_ascii_isdigit(set->text[at + 1]))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t len = strlen(words[i]);
		if ((size_t)(left - set->text) >= len && strncmp(left - len, words[i], len) == 0)
			return true;
	}
	return false;
}

static const char *dash_for(const struct setter *set, size_t at, size_t len)
{
	gunichar left = before(set, at), right = after(set, at + len - 1);
	bool left_space = is_space(left), right_space = is_space(right);

	if (len > 3)
		return NULL;
	if (len == 1 && !(left_space && right_space))
		return is_time_range(set, at) || is_page_range(set, at) ? "\342\200\223" : NULL;
	if (len == 1 && (!left || !right || left == '\n' || right == '\n'))
		return NULL;
	if (left_space && right_space)
		return set->long_dash || len == 3 ? "\342\200\224" : "\342\200\223";
	if (g_unichar_isdigit(left) && g_unichar_isdigit(right))
		return "\342\200\223";
	if (len == 2 && left_space)
		return NULL; /* --verbose */
	if (set->english || set->long_dash || left_space || right_space)
		return len == 3 || set->english ? "\342\200\224" : "\342\200\223";
	return " \342\200\223 ";
}

static size_t set_dash(struct setter *set, size_t at)
{
	size_t len = strspn(set->text + at, "-");
	const char *dash = dash_for(set, at, len);

	if (dash)
		bill_rich_put(&set->out, dash, set->in->flags->data[at]);
	else
		bill_rich_copy(&set->out, set->in, at, at + len, 0);
	return at + len;
}

static size_t set_dots(struct setter *set, size_t at)
{
	size_t len = strspn(set->text + at, ".");
	gunichar left = before(set, at), right = after(set, at + len - 1);

	if (len == 3 && left != '/' && right != '/')
		bill_rich_put(&set->out, "\342\200\246", set->in->flags->data[at]);
	else
		bill_rich_copy(&set->out, set->in, at, at + len, 0);
	return at + len;
}

/* ---- spaces ---- */

static bool is_unit(const char *p)
{
	static const char *const units[] = {"km", "cm", "mm", "kg", "mg", "ms", "min", "Hz", "kHz", "MHz", "GHz", "kB", "KB", "MB",
		"GB", "TB", "kW", "MW", "kWh", "\302\260C", "\302\260F", "%", "\342\202\254", "\302\243", "\302\245", "\342\202\252",
		"z\305\202", "K\304\215", "kr", "Uhr", "EUR", "USD", "CHF", "GBP", "am", "pm", "a.m", "p.m", "AM", "PM", "h", "m",
		"\321\200\321\203\320\261", "\342\202\275", "\342\202\271"};

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (g_str_has_prefix(p, units[i]) && !g_unichar_isalnum(g_utf8_get_char(p + strlen(units[i]))))
			return true;
	return false;
}

static size_t set_space(struct setter *set, size_t at)
{
	gunichar left = before(set, at), right = after(set, at);
	const char *space = NULL;

	if (right == ',' && g_unichar_isalnum(left) && set->text[at + 2] == ' ')
		return at + 1; /* "Meetup , First": no language writes so */
	if (g_unichar_isdigit(left) && is_unit(set->text + at + 1))
		space = BILL_NBSP;
	else if (set->french && right < 0x80 && strchr("?!;", (int)right) && right)
		space = BILL_NARROW_NBSP;
	else if (set->french && (right == ':' || right == 0xBB || left == 0xAB))
		space = right == ':' ? BILL_NBSP : BILL_NARROW_NBSP;
	if (!space)
		return 0;
	bill_rich_put(&set->out, space, set->in->flags->data[at]);
	return at + 1;
}

/* ---- paragraphs ---- */

static size_t at_sign(struct setter *set, size_t at)
{
	switch (set->text[at]) {
	case '"':
	case '\'':
		return set_quote(set, at);
	case '-':
		return set_dash(set, at);
	case '.':
		return set_dots(set, at);
	case ' ':
		return set_space(set, at);
	default:
		return 0;
	}
}

static void set_paragraph(struct setter *set, size_t start, size_t end)
{
	if (looks_like_code(set, start, end)) {
		bill_rich_copy(&set->out, set->in, start, end, 0);
		return;
	}
	pair_double(set, start, end);
	pair_single(set, start, end);
	for (size_t at = start, next; at < end; at = next) {
		next = MIN(end, at + strcspn(set->text + at, "\"'-. \n"));
		bill_rich_copy(&set->out, set->in, at, next, 0);
		at = next;
		if (at == end)
			return;
		next = is_frozen(set, at) ? 0 : at_sign(set, at);
		if (!next)
			bill_rich_copy(&set->out, set->in, at, next = at + 1, 0);
	}
}

void bill_clean_type(struct bill_clean *clean)
{
	const char *tag = clean->language;
	struct setter set = {.in = &clean->now,
		.text = clean->now.text->str,
		.out = bill_rich_new(clean->now.text->len),
		.signs = signs_of(tag),
		.english = speaks(tag, "en"),
		.french = speaks(tag, "fr"),
		.long_dash = speaks(tag, "ru") || speaks(tag, "uk") || speaks(tag, "be") || speaks(tag, "es")};
	size_t len = clean->now.text->len;

	set.quotes = g_new0(guint8, len + 1);
	for (size_t start = 0, end; start < len; start = end + 1) {
		end = start + strcspn(set.text + start, "\n");
		set_paragraph(&set, start, end);
		if (end < len)
			bill_rich_put(&set.out, "\n", 0);
	}
	g_free(set.quotes);
	bill_clean_take(clean, &set.out);
}
