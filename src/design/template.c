/* Templates: "{{title}} at {{location ? venue | upper}}" taken apart once. */
#include "design/parse.h"

#include <stdlib.h>
#include <string.h>

enum argument { NO_ARGUMENT, MAY_HAVE_ARGUMENT, NEEDS_COUNT };

static const struct {
	const char *name;
	enum argument argument;
} filters[] = {
	{"date", MAY_HAVE_ARGUMENT},
	{"time", MAY_HAVE_ARGUMENT},
	{"upper", NO_ARGUMENT},
	{"lower", NO_ARGUMENT},
	{"join", MAY_HAVE_ARGUMENT},
	{"lead", NO_ARGUMENT},
	{"rest", NO_ARGUMENT},
	{"short", NO_ARGUMENT},
	{"slug", NO_ARGUMENT},
	{"season", NO_ARGUMENT},
	{"host", NO_ARGUMENT},
	{"first", NO_ARGUMENT},
	{"words", NEEDS_COUNT},
};

const char *bill_template_filter(size_t index)
{
	return index < G_N_ELEMENTS(filters) ? filters[index].name : NULL;
}

struct scan {
	const char *c;     /* where reading stands */
	const char *start; /* the text's first character, at `first` */
	struct bill_at first;
	const char *mark; /* a character whose place is known, so that places are found in one pass */
	struct bill_at mark_at;
	const char *open; /* the "{{" being read */
	struct bill_arena *arena;
	struct bill_diags *diags;
};

/* Lines after the first are indented like it: so they are in a literal block, where lines break most often. */
static struct bill_at place(struct scan *scan, const char *c)
{
	if (c < scan->mark) {
		scan->mark = scan->start;
		scan->mark_at = scan->first;
	}
	for (; scan->mark < c; scan->mark += g_utf8_skip[(guchar)*scan->mark]) {
		bool newline = *scan->mark == '\n';
		scan->mark_at.line += newline ? 1 : 0;
		scan->mark_at.column = newline ? scan->first.column : scan->mark_at.column + 1;
	}
	return scan->mark_at;
}

static void skip_space(struct scan *scan)
{
	while (g_ascii_isspace(*scan->c))
		scan->c++;
}

static bool word_char(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '-' || (c & 0x80) != 0;
}

/* NULL: no word here. */
static const char *take_word(struct scan *scan)
{
	const char *start = scan->c;
	while (word_char(*scan->c))
		scan->c++;
	return scan->c == start ? NULL : bill_arena_strndup(scan->arena, start, (size_t)(scan->c - start));
}

/* ---- mistakes ---- */

/* Whether the braces opened last are closed before others open. */
static bool closed(const struct scan *scan)
{
	const char *end = strstr(scan->c, "}}");
	const char *next = strstr(scan->c, "{{");
	return end != NULL && (next == NULL || end < next);
}

static bool unclosed(struct scan *scan)
{
	bill_error(scan->diags, place(scan, scan->open), "template/unclosed", "this placeholder is not closed with \"}}\"");
	bill_diags_hint(scan->diags, "a placeholder is written {{title}}; to print two braces write \\{{");
	return false;
}

static bool unexpected(struct scan *scan, const char *expected)
{
	const char *end = scan->c + g_utf8_skip[(guchar)*scan->c];
	if (scan->c[0] == '{' && scan->c[1] == '{')
		return bill_error(scan->diags, place(scan, scan->c), "template/nested", "a placeholder cannot stand inside another");
	if (*scan->c == '\0' || !closed(scan))
		return unclosed(scan);
	return bill_error(scan->diags, place(scan, scan->c), "template/syntax", "%s was expected here, not \"%.*s\"", expected,
		(int)(end - scan->c), scan->c);
}

static bool no_name(struct scan *scan)
{
	if (*scan->c != '}' && *scan->c != '?' && *scan->c != '|')
		return unexpected(scan, "the name of a field");
	if (!closed(scan))
		return unclosed(scan);
	bill_error(scan->diags, place(scan, scan->c), "template/empty", "the name of a field is missing here");
	bill_diags_hint(scan->diags, "a placeholder is written {{title}}, or {{subtitle ? series}} where one may be missing");
	return false;
}

static bool unknown_filter(struct scan *scan, const char *name, const char *at)
{
	g_autofree char *near = NULL;
	g_autoptr(GString) all = g_string_new(NULL);
	const char *names[G_N_ELEMENTS(filters)];
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
		names[i] = filters[i].name;
		g_string_append_printf(all, "%s%s", i == 0 ? "" : ", ", names[i]);
	}
	const char *meant = strlen(name) > 64 ? NULL : bill_utf8_nearest_of(name, names, G_N_ELEMENTS(names));
	if (meant != NULL)
		near = g_strdup_printf("; did you mean \"%s\"?", meant);
	bill_error(
		scan->diags, place(scan, at), "template/unknown-filter", "unknown filter \"%.60s\"%s", name, near != NULL ? near : "");
	bill_diags_hint(scan->diags, "the filters are %s", all->str);
	return false;
}

/* ---- filters ---- */

/* "a text in quotes", where \" and \\ stand for themselves. */
static bool take_quoted(struct scan *scan, const char **argument)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const char *quote = scan->c++;
	while (*scan->c != '"' && *scan->c != '\0') {
		if (scan->c[0] == '\\' && (scan->c[1] == '"' || scan->c[1] == '\\'))
			scan->c++;
		g_string_append_c(out, *scan->c++);
	}
	if (*scan->c == '\0')
		return bill_error(scan->diags, place(scan, quote), "template/quote", "this quote is not closed");
	scan->c++;
	*argument = bill_arena_strdup(scan->arena, out->str);
	return true;
}

static bool take_bare(struct scan *scan, const char **argument)
{
	const char *start = scan->c;
	scan->c += strcspn(scan->c, "|?{}\"");
	const char *end = scan->c;
	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	if (end > start) {
		*argument = bill_arena_strndup(scan->arena, start, (size_t)(end - start));
		return true;
	}
	if (*scan->c == '\0' || !closed(scan))
		return unclosed(scan);
	return bill_error(scan->diags, place(scan, start), "template/argument", "a value is missing after \":\"");
}

static bool take_argument(struct scan *scan, const char **argument, const char **at)
{
	if (*scan->c != ':')
		return true;
	scan->c++;
	skip_space(scan);
	*at = scan->c;
	return *scan->c == '"' ? take_quoted(scan, argument) : take_bare(scan, argument);
}

static bool is_count(const char *text)
{
	return text != NULL && strlen(text) <= 4 && strspn(text, "0123456789") == strlen(text) && atoi(text) > 0;
}

static bool check_argument(struct scan *scan, const struct bill_filter *filter, enum argument takes, const char *at)
{
	if (takes == NO_ARGUMENT && filter->argument != NULL)
		return bill_error(scan->diags, place(scan, at), "template/argument", "the filter \"%s\" takes no value", filter->name);
	if (takes == NEEDS_COUNT && !is_count(filter->argument))
		return bill_error(scan->diags, place(scan, at), "template/argument",
			"the filter \"%s\" takes a number from 1 to 9999, such as %s: 12", filter->name, filter->name);
	return true;
}

static bool take_filter(struct scan *scan, struct bill_filter *filter)
{
	skip_space(scan);
	const char *at = scan->c;
	filter->name = take_word(scan);
	if (filter->name == NULL && (*scan->c == '}' || *scan->c == '|' || *scan->c == '?') && closed(scan))
		return bill_error(scan->diags, place(scan, at), "template/empty-filter", "the name of a filter is missing after \"|\"");
	if (filter->name == NULL)
		return unexpected(scan, "the name of a filter");
	const char *argument_at = at;
	skip_space(scan);
	if (!take_argument(scan, &filter->argument, &argument_at))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
		if (strcmp(filters[i].name, filter->name) == 0)
			return check_argument(scan, filter, filters[i].argument, argument_at);
	}
	return unknown_filter(scan, filter->name, at);
}

/* ---- placeholders ---- */

static void *to_arena(struct bill_arena *arena, const GArray *array, size_t size)
{
	void *copy = bill_arena_alloc(arena, size * array->len);
	if (array->len > 0)
		memcpy(copy, array->data, size * array->len);
	return copy;
}

static bool take_alternative(struct scan *scan, struct bill_name *name)
{
	g_autoptr(GArray) list = g_array_new(FALSE, TRUE, sizeof(struct bill_filter));
	skip_space(scan);
	name->name = take_word(scan);
	if (name->name == NULL)
		return no_name(scan);
	for (skip_space(scan); *scan->c == '|'; skip_space(scan)) {
		struct bill_filter filter = {0};
		scan->c++;
		if (!take_filter(scan, &filter))
			return false;
		g_array_append_val(list, filter);
	}
	name->n_filters = list->len;
	name->filters = list->len == 0 ? NULL : to_arena(scan->arena, list, sizeof(struct bill_filter));
	return true;
}

static bool take_placeholder(struct scan *scan, struct bill_piece *piece)
{
	g_autoptr(GArray) list = g_array_new(FALSE, TRUE, sizeof(struct bill_name));
	piece->at = place(scan, scan->c);
	scan->open = scan->c;
	scan->c += 2;
	do {
		struct bill_name name = {0};
		if (!take_alternative(scan, &name))
			return false;
		g_array_append_val(list, name);
	} while (*scan->c == '?' && *scan->c++ != '\0');
	if (!g_str_has_prefix(scan->c, "}}"))
		return unexpected(scan, "\"|\", \"?\" or \"}}\"");
	scan->c += 2;
	piece->n_alternatives = list->len;
	piece->alternatives = to_arena(scan->arena, list, sizeof(struct bill_name));
	return true;
}

/* ---- the text around them ---- */

/* "{title}": what people write who know another program's templates. */
static bool single_braces(const char *c)
{
	const char *end = c + 1;
	while (word_char(*end))
		end++;
	return *c == '{' && *end == '}' && end > c + 1;
}

static bool check_stray(struct scan *scan)
{
	const char *c = scan->c;
	if (single_braces(c)) {
		int len = (int)strcspn(c + 1, "}");
		bill_error(scan->diags, place(scan, c), "template/single-braces", "a placeholder stands in double braces");
		bill_diags_hint(scan->diags, "write {{%.*s}}, or \\{%.*s} for a text in braces", len, c + 1, len, c + 1);
		return false;
	}
	if (!g_str_has_prefix(c, "}}"))
		return true;
	bill_error(scan->diags, place(scan, c), "template/unopened", "no \"{{\" opens what is closed here");
	bill_diags_hint(scan->diags, "a placeholder is written {{title}}; to print two braces write \\}}");
	return false;
}

/* A backslash takes the meaning from the braces after it. */
static bool take_escape(struct scan *scan, GString *out)
{
	char brace = scan->c[1];
	if (scan->c[0] != '\\' || (brace != '{' && brace != '}'))
		return false;
	scan->c++;
	for (int i = 0; i < 2 && *scan->c == brace; i++)
		g_string_append_c(out, *scan->c++);
	return true;
}

static bool take_literal(struct scan *scan, struct bill_piece *piece)
{
	g_autoptr(GString) out = g_string_new(NULL);
	piece->at = place(scan, scan->c);
	while (*scan->c != '\0' && !g_str_has_prefix(scan->c, "{{")) {
		if (take_escape(scan, out))
			continue;
		if (!check_stray(scan))
			return false;
		g_string_append_c(out, *scan->c++);
	}
	piece->literal = bill_arena_strdup(scan->arena, out->str);
	return true;
}

bool bill_template_parse(
	const char *source, struct bill_at at, struct bill_arena *arena, struct bill_template *template_, struct bill_diags *diags)
{
	struct scan scan = {.c = source, .start = source, .first = at, .mark = source, .mark_at = at, .arena = arena, .diags = diags};
	g_autoptr(GArray) pieces = g_array_new(FALSE, TRUE, sizeof(struct bill_piece));
	while (*scan.c != '\0') {
		struct bill_piece piece = {0};
		bool ok = g_str_has_prefix(scan.c, "{{") ? take_placeholder(&scan, &piece) : take_literal(&scan, &piece);
		if (!ok)
			return false;
		g_array_append_val(pieces, piece);
	}
	*template_ = (struct bill_template){.at = at, .source = bill_arena_strdup(arena, source), .n_pieces = pieces->len};
	template_->pieces = to_arena(arena, pieces, sizeof(struct bill_piece));
	return true;
}
