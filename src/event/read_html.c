/* Events of a web page: the data it carries for search engines (JSON-LD), or else its text as a listing. */
#include "event/html.h"
#include "event/reader.h"

#include <string.h>

bool bill_page_sniff(const struct bill_src *src)
{
	static const char *const starts[] = {"<!DOCTYPE html", "<html", "<head", "<body", "<!-- ", "<?xml"};
	const char *p = src->text + strspn(src->text, " \t\r\n");

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_ascii_strncasecmp(p, starts[i], strlen(starts[i])) == 0)
			return i + 2 < G_N_ELEMENTS(starts) || strstr(p, "<html") != NULL;
	return false;
}

static void add_data(struct bill_reader *reader, const struct bill_html_data *data, struct bill_diags *diags)
{
	struct bill_at first = {.src = reader->src, .line = data->line, .column = 1};
	struct bill_diags *own = bill_diags_new();
	struct bill_yaml *root = bill_json_parse(data->json, strlen(data->json), first, reader->arena, own);

	if (!root)
		bill_warning(diags, first, "event/bad-data", "the page's data (JSON-LD) is no JSON, so it was not read");
	else
		bill_reader_add_foreign(reader, root, diags);
	bill_diags_free(own);
}

bool bill_page_open(struct bill_reader *reader, struct bill_diags *diags)
{
	static const struct bill_format_reader listing = {.name = "a listing", .suffixes = "", .next = bill_listing_next};
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
