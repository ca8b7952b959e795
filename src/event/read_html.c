/* Events of a web page: the data it carries for search engines (JSON-LD), or else its text as a listing. */
#include "event/html.h"
#include "event/reader.h"

#include <string.h>

/* What is left of a page when its text is copied with its markup: "<p><strong>Bees</strong></p>". */
static bool is_fragment(const char *p)
{
	static const char *const elements[] = {"p", "div", "h1", "h2", "h3", "strong", "b", "table", "ul", "span", "article", "section",
		"center", "font"};

	for (size_t i = 0; *p == '<' && i < G_N_ELEMENTS(elements); i++) {
		size_t len = strlen(elements[i]);
		g_autofree char *close = g_strdup_printf("</%s>", elements[i]);

		if (g_ascii_strncasecmp(p + 1, elements[i], len) == 0 && strchr(" >", p[1 + len]) && p[1 + len])
			return strstr(p, close) != NULL;
	}
	return false;
}

bool bill_page_sniff(const struct bill_src *src)
{
	static const char *const starts[] = {"<!DOCTYPE html", "<html", "<head", "<body", "<!-- ", "<?xml"};
	const char *p = src->text + strspn(src->text, " \t\r\n");

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_ascii_strncasecmp(p, starts[i], strlen(starts[i])) == 0)
			return i + 2 < G_N_ELEMENTS(starts) || strstr(p, "<html") != NULL;
	return is_fragment(p);
}

/* ---- JSON as sites write it into pages ---- */

/* From the first bracket to the last, without the comments and the CDATA that older sites put around scripts. */
static char *bare_json(const char *text)
{
	const char *start = strstr(text, "<![CDATA["), *end = start ? strstr(start, "]]>") : NULL;
	g_autofree char *inside = start ? g_strndup(start + 9, end ? (gsize)(end - start - 9) : strlen(start + 9)) : g_strdup(text);
	size_t from = strcspn(inside, "{["), to = strlen(inside);

	while (to > from && inside[to - 1] != '}' && inside[to - 1] != ']')
		to--;
	return g_strndup(inside + from, to - from);
}

/* Line ends and tabs inside strings are written as JSON wants them, and a comma before a closing bracket goes. */
static char *mended_json(const char *text)
{
	g_autofree char *bare = bare_json(text);
	GString *out = g_string_new(NULL);
	bool quoted = false;

	for (const char *p = bare; *p; p++) {
		const char *next = p + 1 + strspn(p + 1, " \t\r\n");

		if (quoted && *p == '\\' && p[1])
			g_string_append_c(out, *p++);
		else if (*p == '"')
			quoted = !quoted;
		if (quoted && (unsigned char)*p < 0x20)
			g_string_append(out, *p == '\n' ? "\\n" : " ");
		else if (quoted || *p != ',' || (*next != '}' && *next != ']'))
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

static void add_data(struct bill_reader *reader, const struct bill_html_data *data, struct bill_diags *diags)
{
	struct bill_at first = {.src = reader->src, .line = data->line, .column = 1};
	struct bill_diags *own = bill_diags_new();
	struct bill_yaml *root = bill_json_parse(data->json, strlen(data->json), first, reader->arena, own);

	if (!root) {
		g_autofree char *mended = mended_json(data->json);

		root = bill_json_parse(mended, strlen(mended), first, reader->arena, own);
	}
	if (!root)
		bill_warning(diags, first, "event/bad-data", "the page's data (JSON-LD) is no JSON, so it was not read");
	else
		bill_reader_add_foreign(reader, root, diags);
	bill_diags_free(own);
}

/* ---- the words of a page ---- */

/* A server's error, or a page that a script would fill, has a heading and some words. */
static bool says_something(const struct bill_event *event)
{
	return event->start.given || event->n_speakers || event->n_programme || bill_event_has(event, "location");
}

static struct bill_event *next_of_words(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_event *event;

	while ((event = bill_listing_next(reader, diags)) && !says_something(event)) {
		bill_error(diags, event->at, "event/empty", "nothing on this page says who speaks, when or where");
		bill_diags_hint(
			diags, "a page that a script fills, or that tells of an error, has no event in it; ask the site for a calendar");
		bill_event_free(event);
	}
	return event;
}

bool bill_page_open(struct bill_reader *reader, struct bill_diags *diags)
{
	static const struct bill_format_reader listing = {.name = "a listing", .suffixes = "", .next = next_of_words};
	static const struct bill_format_reader nodes = {.name = "JSON-LD", .suffixes = "", .next = bill_reader_next_node};
	g_autoptr(GPtrArray) data = bill_html_data(reader->src->text, reader->src->len);
	struct bill_src *text;
	g_autofree char *name = NULL;
	char *lines;

	for (guint i = 0; i < data->len; i++)
		add_data(reader, g_ptr_array_index(data, i), diags);
	reader->format = &nodes;
	if (reader->nodes->len)
		return true;
	lines = bill_html_text(reader->src->text, reader->src->len);
	if (!*lines) {
		g_free(lines);
		return bill_error(diags, bill_at_file(reader->src), "event/empty", "there is no event on this page: it has no text");
	}
	name = g_strconcat(reader->src->name, " (its text)", NULL); /* lines are those of the text, not of the page */
	text = bill_src_new(name, lines, strlen(lines));
	g_free(lines);
	bill_src_unref(reader->src);
	reader->src = text;
	reader->format = &listing;
	return true;
}
