/* Rules on words: nothing on a poster that a person must repair. */
#include "preflight/look.h"

#include <string.h>

static char *lower(const struct bill_look *look, const char *text)
{
	g_autofree char *small = g_ascii_strdown(text, -1); /* what is looked for is ASCII */
	return bill_arena_strdup(look->arena, small);
}

/* ---- values that are none ---- */

/* Pieces of a text between its separators. */
static bool is_separator(gunichar c)
{
	return c == ',' || c == ';' || c == ':' || c == '\n' || c == '|' || c == 0xb7 || c == 0x2022 || c == 0x2013 || c == 0x2014 ||
		   c == '(' || c == ')' || c == '/' || c == '[' || c == ']';
}

/* The first piece that is one of the words; NULL: none. In the look's arena. */
static const char *find_piece(const struct bill_look *look, const char *text, const char *const *words)
{
	g_autoptr(GString) piece = g_string_new(NULL);
	for (const char *c = text;; c = bill_after(c)) {
		gunichar point = g_utf8_get_char(c);
		if (point && !is_separator(point)) {
			g_string_append_unichar(piece, point);
			continue;
		}
		g_strstrip(piece->str);
		for (size_t i = 0; words[i]; i++)
			if (strcmp(piece->str, words[i]) == 0)
				return words[i];
		if (!point)
			return NULL;
		g_string_truncate(piece, 0);
	}
}

/* Addresses hold whatever they hold. */
static bool is_address(const struct bill_block *block)
{
	return block->lines[0].link || bill_block_is(block, "url") || bill_block_is(block, "contact") || strstr(block->text, "://");
}

static void tell_words(const struct bill_look *look, const struct bill_block *block, const char *what, const char *hint)
{
	bill_look_tell_block(look, block, "\"%.60s\" holds \"%s\"", block->text, what);
	bill_diags_hint(look->diags, "%s", hint);
}

void bill_rule_leftover(const struct bill_look *look)
{
	static const char *const words[] = {"null", "nil", "none", "nan", "undefined", "n/a", "n.a.", "[object object]", NULL};
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		if (bill_block_is_body(block))
			continue; /* prose may speak of nothing */
		const char *text = lower(look, block->text), *found = find_piece(look, text, words);
		if (!found && (strstr(text, "[object object]") || strstr(text, "n/a")) && block->letters < 20)
			found = strstr(text, "n/a") ? "n/a" : "[object object]";
		if (found)
			tell_words(look, block, found, "that is what a program wrote for want of a value: leave the field out of the event");
	}
}

void bill_rule_placeholder(const struct bill_look *look)
{
	static const char *const pieces[] = {"tba", "tbd", "tbc", "t.b.a.", "t.b.d.", "to be announced", "to be determined",
		"to be confirmed", "todo", "title", "speaker", "abstract", "room", "xxx", "xx", "???", "test", "untitled", NULL};
	static const char *const anywhere[] = {
		"lorem ipsum", "title goes here", "insert title", "insert text", "your text here", "<insert", "speaker name here"};
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		if (is_address(block) || block->lines[0].role == BILL_FRAME_HEADING)
			continue;
		const char *text = lower(look, block->text);
		const char *found = block->letters < 200 && block->lines[0].field ? find_piece(look, text, pieces) : NULL;
		for (size_t j = 0; j < G_N_ELEMENTS(anywhere) && !found; j++)
			found = strstr(text, anywhere[j]) ? anywhere[j] : NULL;
		if (found)
			tell_words(
				look, block, found, "that stands for something still to come: fill it in, or leave the field out of the event");
	}
}

/* ---- markup ---- */

/* "</p>", "<br/>": a bracket, a name of letters, perhaps more, a bracket. */
static bool is_tag(const char *s)
{
	static const char *const names[] = {
		"p", "br", "b", "i", "u", "em", "strong", "div", "span", "a", "ul", "ol", "li", "img", "h1", "h2", "h3"};
	s += s[1] == '/' ? 2 : 1;
	size_t n = 0;
	while (g_ascii_isalnum(s[n]))
		n++;
	bool ends = s[n] == '>' || s[n] == '/' || (s[n] == ' ' && strchr(s, '>'));
	for (size_t i = 0; ends && i < G_N_ELEMENTS(names); i++)
		if (strlen(names[i]) == n && g_ascii_strncasecmp(names[i], s, n) == 0)
			return true;
	return false;
}

/* "&amp;", "&#8217;" */
static bool is_entity(const char *s)
{
	size_t n = 1 + (s[1] == '#');
	size_t begin = n;
	while (g_ascii_isalnum(s[n]))
		n++;
	return n >= begin + 2 && n <= begin + 8 && s[n] == ';';
}

/* "{{title}}", "{speaker}" */
static bool is_braced(const char *s)
{
	size_t n = strspn(s, "{ ");
	size_t begin = n;
	while (g_ascii_islower(s[n]) || s[n] == '_')
		n++;
	return n >= begin + 2 && (s[n] == '}' || (s[1] == '{' && strstr(s, "}}")));
}

static bool is_escape(const char *s)
{
	return (s[1] == 'n' && !g_ascii_isalpha(s[2])) || s[1] == ',' || s[1] == ';';
}

static bool is_markup(const char *s)
{
	switch (*s) {
	case '<':
		return is_tag(s);
	case '&':
		return is_entity(s);
	case '{':
		return is_braced(s);
	case '\\':
		return is_escape(s);
	case '*':
		return g_str_has_prefix(s, "**") && g_ascii_isalnum(s[2]) && strstr(s + 2, "**");
	case ']':
		return g_str_has_prefix(s, "](http");
	default:
		return false;
	}
}

void bill_rule_markup(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++)
		for (const char *s = look->blocks[i].text; (s = strpbrk(s, "<&{\\*]")); s++)
			if (is_markup(s)) {
				bill_look_tell_block(look, &look->blocks[i], "markup is shown to the reader: \"%.20s\"", s);
				bill_diags_hint(look->diags, "write the words as they are to be read");
				break;
			}
}

/* ---- labels and spaces ---- */

void bill_rule_empty_label(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		const char *end = strchr(block->text, '\n');
		size_t len = end ? (size_t)(end - block->text) : strlen(block->text);
		bool last = len > 0 && block->text[len - 1] == ':';
		/* A label stands alone in its line; a heading's colon announces what is under it. */
		if (!last || block->lines[0].role == BILL_FRAME_HEADING || (end && end[1]) || block->count > 1)
			continue;
		bill_look_tell_block(look, block, "nothing follows \"%.40s\"", block->text);
		bill_diags_hint(
			look->diags, "give the value, or take the label out; in a layout, write both as one text: \"Room: {{room}}\"");
	}
}

void bill_rule_double_space(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const char *text = look->blocks[i].text, *space = strstr(text, "  ");
		const char *mark = space ? NULL : strstr(text, " ,");
		if (!space && !mark)
			continue;
		const char *at = space ? space : mark;
		const char *from = at - text > 12 ? at - 12 : text;
		bill_look_tell_block(look, &look->blocks[i],
			space ? "two spaces follow each other: \"%.40s\"" : "a space stands before a comma: \"%.40s\"", from);
		bill_diags_hint(look->diags, "take one out; if the layout put it there, its template has a separator too many");
	}
}

/* ---- real punctuation ---- */

static bool is_typed(const char *text, const char *s)
{
	bool before = s > text && g_ascii_isalpha(s[-1]), after = g_ascii_isalpha(s[1]);
	if (*s == '\'')
		return before && after;
	if (*s == '"')
		return before != after;
	if (*s == '-' && s > text)
		return (s[1] == '-' && s[-1] == ' ' && s[2] == ' ') ||
			   (g_ascii_isdigit(s[-1]) && g_ascii_isdigit(s[1]) && s - text > 2 && s[-3] == ':' && strchr(s, ':'));
	return false;
}

void bill_rule_typewriter(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const char *text = look->blocks[i].text;
		if (is_address(&look->blocks[i]))
			continue;
		for (const char *s = text; (s = strpbrk(s, "'\"-")); s++)
			if (is_typed(text, s)) {
				bill_look_tell_block(look, &look->blocks[i], "a typewriter's %s stands in \"%.40s\"",
					*s == '-' ? "hyphen for a dash" : "quote", text);
				bill_diags_hint(look->diags,
					"a layout's own words are set as they are: use \342\200\231, \342\200\234 \342\200\235 and \342\200\223");
				break;
			}
	}
}
