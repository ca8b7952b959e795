/* Pages of a web site: Markdown under front matter in YAML (Jekyll, Hugo) or TOML (Hugo); without any, a listing. */
#include "event/reader.h"

#include <string.h>

/* The front matter and what follows it. */
struct matter {
	const char *p; /* after the opening line */
	size_t len;
	int line; /* of p */
	const char *body;
	int body_line;
	bool toml;
};

static size_t line_length(const char *p)
{
	return strcspn(p, "\n");
}

static bool is_fence(const char *p, const char *fence)
{
	size_t len = line_length(p);

	while (len && strchr(" \t\r", p[len - 1]))
		len--;
	return len == 3 && strncmp(p, fence, 3) == 0;
}

static bool find_matter(const struct bill_src *src, struct matter *matter)
{
	const char *p = src->text;
	const char *fence = is_fence(p, "---") ? "---" : is_fence(p, "+++") ? "+++" : NULL;
	int line = 1;

	if (!fence)
		return false;
	*matter = (struct matter){.toml = *fence == '+', .p = p + line_length(p), .line = 2};
	if (*matter->p)
		matter->p++;
	for (p = matter->p; *p;) {
		line++;
		if (is_fence(p, fence)) {
			matter->len = (size_t)(p - matter->p);
			matter->body = p + line_length(p) + (p[line_length(p)] == '\n');
			matter->body_line = line + 1;
			return true;
		}
		p += line_length(p) + (p[line_length(p)] == '\n');
	}
	return false;
}

/* Front matter with words after it that are no second YAML document. */
bool bill_markdown_sniff(const struct bill_src *src)
{
	struct matter matter;
	const char *body;
	size_t key = 0;

	if (!find_matter(src, &matter))
		return false;
	if (matter.toml)
		return true;
	body = matter.body + strspn(matter.body, " \t\r\n");
	while (g_ascii_isalnum(body[key]) || body[key] == '_')
		key++;
	return *body && !(key && body[key] == ':') && !g_str_has_prefix(body, "---") && *body != '#' && !g_str_has_prefix(body, "- ");
}

/* ---- TOML: "key = value" a line, as front matter is written ---- */

static struct bill_yaml *scalar(struct bill_arena *arena, const char *text, size_t len, struct bill_at at)
{
	struct bill_yaml *node = bill_arena_new0(arena, struct bill_yaml);

	node->kind = BILL_YAML_SCALAR;
	node->at = at;
	node->text = bill_arena_strndup(arena, text, len);
	return node;
}

/* "text" with its escapes, 'text' without. *after: behind the closing quote. */
static char *unquoted(const char *p, const char **after)
{
	char quote = *p++;
	GString *out = g_string_new(NULL);

	for (; *p && *p != quote && *p != '\n'; p++) {
		if (quote == '"' && *p == '\\' && p[1]) {
			p++;
			g_string_append_c(out, *p == 'n' ? '\n' : *p == 't' ? '\t' : *p);
		} else {
			g_string_append_c(out, *p);
		}
	}
	*after = *p == quote ? p + 1 : p;
	return g_string_free(out, FALSE);
}

/* """text over lines""" */
static char *long_text(const char *p, const char **after)
{
	g_autofree char *fence = g_strndup(p, 3);
	const char *start = p + 3 + (p[3] == '\n'), *end = strstr(start, fence);

	*after = end ? end + 3 : start + strlen(start);
	return g_strndup(start, (gsize)((end ? end : *after) - start));
}

static struct bill_yaml *toml_value(struct bill_arena *arena, const char *p, const char **after, struct bill_at at);

static struct bill_yaml *toml_list(struct bill_arena *arena, const char *p, const char **after, struct bill_at at)
{
	struct bill_yaml *list = bill_arena_new0(arena, struct bill_yaml);
	g_autoptr(GPtrArray) items = g_ptr_array_new();

	list->kind = BILL_YAML_LIST;
	list->at = at;
	for (p++; *p && *p != ']';) {
		const char *next;
		struct bill_yaml *item;

		p += strspn(p, " \t\r\n,");
		if (*p == ']' || !*p)
			break;
		item = *p == '[' ? NULL : toml_value(arena, p, &next, at);
		if (!item || next == p)
			break;
		g_ptr_array_add(items, item);
		p = next;
	}
	*after = *p ? p + 1 : p;
	list->count = items->len;
	list->items = bill_arena_array(arena, struct bill_yaml *, items->len);
	for (guint i = 0; i < items->len; i++)
		list->items[i] = items->pdata[i];
	return list;
}

static struct bill_yaml *toml_value(struct bill_arena *arena, const char *p, const char **after, struct bill_at at)
{
	g_autofree char *text = NULL;
	size_t len;

	if (*p == '[')
		return toml_list(arena, p, after, at);
	if (g_str_has_prefix(p, "\"\"\"") || g_str_has_prefix(p, "'''"))
		text = long_text(p, after);
	else if (*p == '"' || *p == '\'')
		text = unquoted(p, after);
	if (text)
		return scalar(arena, text, strlen(text), at);
	len = strcspn(p, "\r\n,#]");
	*after = p + len;
	while (len && strchr(" \t", p[len - 1]))
		len--;
	return scalar(arena, p, len, at);
}

/* The keys of tables ("[params]") are those of the page; Hugo's own tables say nothing of the event. */
static struct bill_yaml *toml_map(struct bill_reader *reader, const char *text, int first_line, struct bill_diags *diags)
{
	struct bill_yaml *map = bill_arena_new0(reader->arena, struct bill_yaml);
	g_autoptr(GPtrArray) keys = g_ptr_array_new(), items = g_ptr_array_new();
	int line = first_line;

	map->kind = BILL_YAML_MAP;
	map->at = (struct bill_at){.src = reader->src, .line = first_line, .column = 1};
	for (const char *p = text; *p;) {
		struct bill_at at = {.src = reader->src, .line = line, .column = 1};
		size_t blank = strspn(p, " \t\r"), key;
		const char *after = p + line_length(p);

		p += blank;
		key = strcspn(p, " \t=\r\n#[");
		if (key && p[key + strspn(p + key, " \t")] == '=') {
			const char *value = p + key + strspn(p + key, " \t") + 1;

			g_ptr_array_add(keys, scalar(reader->arena, p, key, at));
			g_ptr_array_add(items, toml_value(reader->arena, value + strspn(value, " \t"), &after, at));
		} else if (key) {
			bill_warning(diags, at, "event/toml", "this line of the front matter is no \"key = value\" and was left out");
		}
		for (const char *q = p; q < after; q++)
			line += *q == '\n';
		after += line_length(after);
		line++;
		p = after + (*after == '\n');
	}
	map->count = keys->len;
	map->keys = bill_arena_array(reader->arena, struct bill_yaml *, keys->len);
	map->items = bill_arena_array(reader->arena, struct bill_yaml *, keys->len);
	for (guint i = 0; i < keys->len; i++) {
		map->keys[i] = keys->pdata[i];
		map->items[i] = items->pdata[i];
	}
	return map;
}

/* ---- the page as one map ---- */

/* The same text with the lines before it empty, so that libyaml's places are the file's. */
static struct bill_yaml *yaml_map(struct bill_reader *reader, const struct matter *matter, struct bill_diags *diags)
{
	g_autoptr(GString) text = g_string_new("\n");
	struct bill_src *part;
	struct bill_yaml *root;

	g_string_append_len(text, matter->p, (gssize)matter->len);
	part = bill_src_new(reader->src->name, text->str, text->len);
	root = bill_yaml_parse(part, reader->arena, diags);
	reader->matter = part; /* nodes point into it */
	return root;
}

/* A Jekyll post is named after its day: "2025-01-21-on-bridges.md". */
static const char *day_of_name(const char *path, char day[11])
{
	const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;

	for (int i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? base[i] != '-' : !g_ascii_isdigit(base[i]))
			return NULL;
	g_strlcpy(day, base, 11);
	return day;
}

static bool has_key(const struct bill_yaml *map, const char *const *names)
{
	for (size_t i = 0; i < map->count; i++) {
		g_autofree char *key = bill_alias(NULL, map->keys[i]->text);

		if (g_strv_contains(names, key))
			return true;
	}
	return false;
}

static void add(struct bill_yaml *map, struct bill_arena *arena, const char *key, const char *text, struct bill_at at)
{
	map->keys[map->count] = scalar(arena, key, strlen(key), at);
	map->items[map->count++] = scalar(arena, text, strlen(text), at);
}

/* The front matter's pairs, the body as the description, and the day of the file's name. */
static struct bill_yaml *whole(struct bill_reader *reader, const struct bill_yaml *head, const struct matter *matter)
{
	static const char *const whens[] = {"start", "when", "end", NULL}, *const texts[] = {"description", NULL};
	struct bill_yaml *map = bill_arena_new0(reader->arena, struct bill_yaml);
	g_autofree char *body = g_strstrip(g_strdup(matter->body));
	struct bill_at at = {.src = reader->src, .line = matter->body_line, .column = 1};
	char day[11];

	*map = *head;
	map->keys = bill_arena_array(reader->arena, struct bill_yaml *, head->count + 2);
	map->items = bill_arena_array(reader->arena, struct bill_yaml *, head->count + 2);
	for (size_t i = 0; i < head->count; i++) {
		map->keys[i] = head->keys[i];
		map->items[i] = head->items[i];
		/* A page's description is what search engines show; its body says more. */
		if (*body &&
			has_key(
				&(struct bill_yaml){.kind = BILL_YAML_MAP, .count = 1, .keys = &head->keys[i], .items = &head->items[i]}, texts))
			map->keys[i] = scalar(reader->arena, "subtitle_of_page", strlen("subtitle_of_page"), head->keys[i]->at);
	}
	if (*body)
		add(map, reader->arena, "description", body, at);
	if (!has_key(head, whens) && day_of_name(reader->src->name, day))
		add(map, reader->arena, "start", day, map->at);
	return map;
}

bool bill_markdown_open(struct bill_reader *reader, struct bill_diags *diags)
{
	static const struct bill_format_reader listing = {.name = "a listing", .suffixes = "", .next = bill_listing_next};
	struct matter matter;
	g_autofree char *toml = NULL;
	struct bill_yaml *head;

	if (!find_matter(reader->src, &matter)) {
		reader->format = &listing;
		return true;
	}
	toml = matter.toml ? g_strndup(matter.p, matter.len) : NULL;
	head = toml ? toml_map(reader, toml, matter.line, diags) : yaml_map(reader, &matter, diags);
	if (!head)
		return false;
	if (head->kind != BILL_YAML_MAP)
		return bill_error(
			diags, head->at, "event/not-a-map", "front matter is a map of fields, this is %s", bill_yaml_describe(head));
	g_ptr_array_add(reader->nodes, whole(reader, head, &matter));
	return true;
}
