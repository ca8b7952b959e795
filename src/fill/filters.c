/* The filters of placeholders: small changes of a text. */
#include "fill/words.h"

#include <string.h>

static const char *upper(const char *argument, const char *text, const struct bill_scope *scope)
{
	g_autofree char *changed = g_utf8_strup(text, -1);
	return bill_arena_strdup(scope->arena, changed);
}

static const char *lower(const char *argument, const char *text, const struct bill_scope *scope)
{
	g_autofree char *changed = g_utf8_strdown(text, -1);
	return bill_arena_strdup(scope->arena, changed);
}

/* Where a title's lead ends: after a colon that is followed by a space, or before a dash between spaces. NULL: it has none. */
static const char *find_turn(const char *title, size_t *len)
{
	static const char *const marks[] = {": ", "\357\274\232", " \342\200\224 ", " \342\200\223 ", " - "};
	const char *best = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *found = strstr(title, marks[i]);
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

/* An address as people read it: without scheme, "www." and a last slash. */
static const char *host(const char *argument, const char *text, const struct bill_scope *scope)
{
	static const char *const prefixes[] = {"https://", "http://", "mailto:", "www."};
	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_ascii_strncasecmp(text, prefixes[i], strlen(prefixes[i])) == 0)
			text += strlen(prefixes[i]);
	size_t len = strlen(text);
	while (len > 0 && text[len - 1] == '/')
		len--;
	return bill_arena_strndup(scope->arena, text, len);
}

/* Lists are texts joined by ", " when they come here. */
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

static const char *words(const char *argument, const char *text, const struct bill_scope *scope)
{
	guint64 count = argument ? g_ascii_strtoull(argument, NULL, 10) : 12;
	const char *end = text;
	while (*end && count-- > 0)
		end += strspn(end, " ") + strcspn(end + strspn(end, " "), " ");
	return *end ? bill_arena_printf(scope->arena, "%.*s\342\200\246", (int)(end - text), text) : text;
}

static const char *slug(const char *argument, const char *text, const struct bill_scope *scope)
{
	return bill_slug(text, scope->arena);
}

static const struct {
	const char *name;
	const char *(*change)(const char *argument, const char *text, const struct bill_scope *scope);
} filters[] = {
	{"upper", upper}, {"lower", lower}, {"lead", lead}, {"rest", rest}, {"host", host}, {"join", join}, {"first", first}, {"words", words}, {"slug", slug},
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
