/* The filters of placeholders: small changes of a text. */
#include "fill/template_words.h"

#include <string.h>

/* ---- letters ---- */

static bool speaks(const struct bill_scope *scope, const char *language)
{
	const char *tag = bill_event_language(scope->event);
	size_t len = strlen(language);
	return g_ascii_strncasecmp(tag, language, len) == 0 && !g_ascii_isalnum(tag[len]);
}

/* The i of these keeps its dot, and so tells itself from the dotless one (Unicode, SpecialCasing.txt). */
static bool keeps_dots(const struct bill_scope *scope)
{
	return speaks(scope, "tr") || speaks(scope, "az");
}

/* Greek capitals stand without accents, but keep their dialytika. 0: the letter is left out. */
static gunichar without_accent(gunichar c)
{
	gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
	if (c == 0x0301)
		return 0;
	if (g_unichar_get_script(c) != G_UNICODE_SCRIPT_GREEK)
		return c;
	gsize n = g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts));
	gunichar kept = parts[0];
	for (gsize i = 1; i < n; i++)
		if (parts[i] == 0x0308)
			g_unichar_compose(kept, parts[i], &kept);
	return kept;
}

/* Not g_utf8_strup: that asks the machine's locale, and a poster must not. */
static const char *upper(const char *argument, const char *text, const struct bill_scope *scope)
{
	g_autoptr(GString) out = g_string_sized_new(strlen(text));
	bool dots = keeps_dots(scope), greek = speaks(scope, "el");
	for (const char *c = text; *c; c += g_utf8_skip[(guchar)*c]) {
		gunichar letter = g_utf8_get_char(c);
		if (greek && (letter = without_accent(letter)) == 0)
			continue;
		if (letter == 0xDF)
			g_string_append(out, "SS");
		else
			g_string_append_unichar(out, dots && letter == 'i' ? 0x130 : g_unichar_toupper(letter));
	}
	return bill_arena_strndup(scope->arena, out->str, out->len);
}

/* A sigma that ends a word has a form of its own. */
static bool ends_word(const char *text, const char *at)
{
	const char *before = g_utf8_find_prev_char(text, at);
	return before && g_unichar_isalpha(g_utf8_get_char(before)) &&
		   !g_unichar_isalpha(g_utf8_get_char(at + g_utf8_skip[(guchar)*at]));
}

static const char *lower(const char *argument, const char *text, const struct bill_scope *scope)
{
	g_autoptr(GString) out = g_string_sized_new(strlen(text));
	bool dots = keeps_dots(scope);
	for (const char *c = text; *c; c += g_utf8_skip[(guchar)*c]) {
		gunichar letter = g_utf8_get_char(c);
		if (letter == 0x3A3 && ends_word(text, c))
			g_string_append_unichar(out, 0x3C2);
		else if (letter == 0x130 || (dots && letter == 'I'))
			g_string_append_unichar(out, letter == 'I' ? 0x131 : 'i');
		else
			g_string_append_unichar(out, g_unichar_tolower(letter));
	}
	return bill_arena_strndup(scope->arena, out->str, out->len);
}

/* ---- titles and addresses ---- */

/* Whether a bracket is open at `at`: what stands in brackets is not parted. */
static bool in_brackets(const char *title, const char *at)
{
	int depth = 0;
	for (const char *c = title; c < at; c++)
		depth += strchr("([{", *c) ? 1 : depth > 0 && strchr(")]}", *c) ? -1 : 0;
	return depth > 0;
}

/* Where a title's lead ends: after a colon that is followed by a space, or before a dash between spaces. NULL: it has none. */
static const char *find_turn(const char *title, size_t *len)
{
	static const char *const marks[] = {": ", "\357\274\232", " \342\200\224 ", " \342\200\223 ", " - "};
	const char *best = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *found = strstr(title, marks[i]);
		while (found && in_brackets(title, found))
			found = strstr(found + 1, marks[i]);
		if (found && found > title && (!best || found < best)) {
			best = found;
			*len = strlen(marks[i]);
		}
	}
	return best && best[*len] ? best : NULL;
}

static const char *lead(const char *argument, const char *text, const struct bill_scope *scope)
{
	size_t len;
	const char *turn = find_turn(text, &len);
	return turn ? bill_arena_strndup(scope->arena, text, (size_t)(turn - text)) : text;
}

static const char *rest(const char *argument, const char *text, const struct bill_scope *scope)
{
	size_t len;
	const char *turn = find_turn(text, &len);
	return turn ? turn + len : "";
}

/* Nobody types a longer address from a poster, and what is left names the place; the code and the link have all of it. */
#define LONGEST_ADDRESS 72
#define LONG_ADDRESS_SHOWN 40

/* Letters that run from right to left would scramble an address. */
static bool reads_plainly(const char *address)
{
	if (!g_utf8_validate(address, -1, NULL))
		return false;
	for (const char *p = address; *p; p += g_utf8_skip[(unsigned char)*p]) {
		gunichar c = g_utf8_get_char(p);
		if (!g_unichar_isgraph(c) || (c >= 0x590 && c < 0x900))
			return false;
	}
	return true;
}

/* "caf%C3%A9" is read as "café". */
static char *unescaped(const char *text, size_t len)
{
	g_autofree char *plain = g_uri_unescape_segment(text, text + len, "/?#&=+% ");
	return plain && reads_plainly(plain) ? g_steal_pointer(&plain) : g_strndup(text, len);
}

/* Where its last whole part ends that leaves it short; the site's name stays in any case. */
static size_t short_end(const char *address, size_t len)
{
	size_t end = strcspn(address, "/?#");
	for (size_t i = end; i < len && i <= LONG_ADDRESS_SHOWN; i++)
		if (strchr("/?#&", address[i]))
			end = i;
	return end;
}

/* An address as people read it: without scheme, "www." and a last slash, and not too long. */
static const char *host(const char *argument, const char *text, const struct bill_scope *scope)
{
	static const char *const prefixes[] = {"https://", "http://", "mailto:", "www."};
	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_ascii_strncasecmp(text, prefixes[i], strlen(prefixes[i])) == 0)
			text += strlen(prefixes[i]);
	size_t len = strlen(text);
	while (len > 0 && text[len - 1] == '/')
		len--;
	g_autofree char *address = unescaped(text, len);
	len = strlen(address);
	if (g_utf8_strlen(address, -1) <= LONGEST_ADDRESS)
		return bill_arena_strndup(scope->arena, address, len);
	size_t end = short_end(address, len);
	return end < len ? bill_arena_printf(scope->arena, "%.*s/\342\200\246", (int)end, address) : bill_arena_strndup(scope->arena, address, len);
}

/* ---- lists and lengths ---- */

/* Whatever else is a list is a text joined by ", " when it comes here; see template_words.c for speakers and keywords. */
static const char *join(const char *argument, const char *text, const struct bill_scope *scope)
{
	if (!argument)
		return text;
	g_auto(GStrv) parts = g_strsplit(text, ", ", -1);
	g_autofree char *joined = g_strjoinv(argument, parts);
	return bill_arena_strdup(scope->arena, joined);
}

static const char *first(const char *argument, const char *text, const struct bill_scope *scope)
{
	const char *comma = strstr(text, ", ");
	return comma ? bill_arena_strndup(scope->arena, text, (size_t)(comma - text)) : text;
}

/* The byte after white space from here; U+2028 is white space too. */
static const char *skip_white(const char *c)
{
	while (g_unichar_isspace(g_utf8_get_char(c)))
		c += g_utf8_skip[*(const guchar *)c];
	return c;
}

static const char *words(const char *argument, const char *text, const struct bill_scope *scope)
{
	guint64 count = argument ? g_ascii_strtoull(argument, NULL, 10) : 12;
	const char *end = text;
	while (*skip_white(end) && count-- > 0)
		for (end = skip_white(end); *end && !g_unichar_isspace(g_utf8_get_char(end));)
			end += g_utf8_skip[*(const guchar *)end];
	if (*skip_white(end) == '\0')
		return text;
	while (end > text && strchr(" \t\n,;:.", end[-1]))
		end--;
	return bill_arena_printf(scope->arena, "%.*s\342\200\246", (int)(end - text), text);
}

static const char *slug(const char *argument, const char *text, const struct bill_scope *scope)
{
	return bill_slug(text, scope->arena);
}

/* Of a time of day that was kept as text; of anything else, the text. */
static const char *time_of_day(const char *argument, const char *text, const struct bill_scope *scope)
{
	const char *clock = bill_when_clock(text, scope->event, scope->arena);
	return clock ? clock : text;
}

static const struct {
	const char *name;
	const char *(*change)(const char *argument, const char *text, const struct bill_scope *scope);
} filters[] = {
	{"upper", upper},
	{"lower", lower},
	{"lead", lead},
	{"rest", rest},
	{"host", host},
	{"join", join},
	{"first", first},
	{"words", words},
	{"slug", slug},
	{"time", time_of_day},
};

const char *bill_filter(const char *name, const char *argument, const char *text, const struct bill_scope *scope)
{
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++)
		if (strcmp(filters[i].name, name) == 0)
			return filters[i].change(argument, text, scope);
	return text;
}

char *bill_slug(const char *text, struct bill_arena *arena)
{
	g_autofree char *ascii = g_str_to_ascii(text, "C");
	GString *slug = g_string_new(NULL);
	for (const char *c = ascii; *c && slug->len < 80; c++) {
		if (g_ascii_isalnum(*c))
			g_string_append_c(slug, g_ascii_tolower(*c));
		else if (slug->len && slug->str[slug->len - 1] != '-' && *c != '\'' && *c != '?')
			g_string_append_c(slug, '-');
	}
	while (slug->len && slug->str[slug->len - 1] == '-')
		g_string_truncate(slug, slug->len - 1);
	char *kept = bill_arena_strdup(arena, slug->str);
	g_string_free(slug, TRUE);
	return kept;
}
