/* Reading one tag: its name, where it ends, its attributes. */
#include "event/clean_tag.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_TAG 4096

static const struct bill_tag table[] = {
#define TAG(name, what, flags) {#name, BILL_TAG_##what, flags},
#include "event/tags.def"
#undef TAG
};

static_assert(G_N_ELEMENTS(table) <= BILL_MOST_TAGS, "a row of struct bill_tags for every tag");

static int by_name(const void *a, const void *b)
{
	const struct bill_tag *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static const struct bill_tag *find_tag(const char *p, size_t len)
{
	char name[12];

	if (len == 0 || len >= sizeof name)
		return NULL;
	for (size_t i = 0; i < len; i++)
		name[i] = g_ascii_tolower(p[i]);
	name[len] = '\0';
	return bsearch(&(struct bill_tag){name, BILL_TAG_INLINE, 0}, table, G_N_ELEMENTS(table), sizeof *table, by_name);
}

size_t bill_tag_name_len(const char *p)
{
	size_t len = 0;

	while (g_ascii_isalnum(p[len]))
		len++;
	return len;
}

/* The ">" that ends a tag, outside of quotes; NULL: another tag or the end of the text comes first. */
const char *bill_tag_end(const char *p, const char *end)
{
	const char *limit = end - p > LONGEST_TAG ? p + LONGEST_TAG : end;

	for (char before = 0; p < limit && *p != '<'; before = *p++) {
		if (*p == '>')
			return p;
		if ((*p == '"' || *p == '\'') && before == '=') {
			const char *close = memchr(p + 1, *p, (size_t)(limit - p - 1));
			if (!close)
				return NULL;
			p = close;
		}
	}
	return NULL;
}

/* Whether "</name" comes anywhere in the text: looked for once a name. */
bool bill_tag_is_closed(struct bill_tags *tags, const struct bill_tag *tag)
{
	signed char *known = &tags->closed[tag - table];

	if (*known == 0) {
		g_autofree char *close = g_strdup_printf("</%s", tag->name);
		*known = strcasestr(tags->text, close) ? 1 : -1;
	}
	return *known > 0;
}

/* "vector<b>" in a text without "</b>" is no tag. */
static bool is_code(struct bill_tags *tags, const char *p, const struct bill_tag_found *found)
{
	if (found->tag->what != BILL_TAG_INLINE && found->tag->what != BILL_TAG_ANCHOR && found->tag->what != BILL_TAG_QUOTE)
		return false;
	if (p == tags->text || !(g_ascii_isalnum(p[-1]) || p[-1] == '_') || found->closes || found->inside_len)
		return false;
	return !bill_tag_is_closed(tags, found->tag);
}

/* "a<b && c>d" is no tag: attributes begin with a letter. */
static bool has_attributes(const struct bill_tag_found *found)
{
	size_t space = strspn(found->inside, " \n\t/\"'");

	return space >= found->inside_len || g_ascii_isalpha(found->inside[space]) || strchr("_:@!-[", found->inside[space]);
}

bool bill_tag_read(struct bill_tags *tags, const char *p, struct bill_tag_found *found)
{
	const char *name = p + 1, *end;
	size_t len;

	found->closes = *name == '/';
	name += found->closes;
	len = bill_tag_name_len(name);
	found->tag = find_tag(name, len);
	if (!found->tag || !(g_ascii_isspace(name[len]) || name[len] == '/' || name[len] == '>'))
		return false;
	found->inside = name + len;
	end = bill_tag_end(found->inside, tags->end);
	if (!end)
		return false;
	found->inside_len = (size_t)(end - found->inside);
	found->len = (size_t)(end - p) + 1;
	return has_attributes(found) && !is_code(tags, p, found);
}

/* An attribute's value, newly allocated; NULL: the tag lacks it. */
char *bill_tag_attribute(const struct bill_tag_found *found, const char *name)
{
	const char *p = found->inside, *end = p + found->inside_len;
	size_t len = strlen(name), value_len;
	GString *value;

	for (; p < end; p++)
		if (g_ascii_isspace(*p) && g_ascii_strncasecmp(p + 1, name, len) == 0 && p[1 + len] == '=')
			break;
	if (p >= end)
		return NULL;
	p += len + 2;
	if (*p == '"' || *p == '\'') {
		const char *close = memchr(p + 1, *p, (size_t)(end - p));
		value_len = (size_t)((close ? close : end) - ++p);
	} else {
		value_len = MIN(strcspn(p, " >\n"), (size_t)(end - p));
	}
	value = g_string_new(NULL);
	for (const char *stop = p + value_len; p < stop;) {
		gunichar c;
		size_t taken = *p == '&' ? bill_entity(p, &c) : 0;
		if (taken && c)
			g_string_append_unichar(value, c);
		else if (!taken)
			g_string_append_c(value, *p);
		p += taken ? taken : 1;
	}
	return g_strstrip(g_string_free(value, FALSE));
}

void bill_tag_forget(struct bill_tags *tags, const struct bill_tag *tag)
{
	tags->closed[tag - table] = -1;
}
