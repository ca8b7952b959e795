/* Labels that nothing follows: "Organizers:" in a row of "Institution: Elm" and its like was a form's empty field. */
#include "event/clean.h"

#include <string.h>

#define LABEL_BYTES 40

enum line_kind { LINE_OTHER, LINE_LABELLED, LINE_EMPTY_LABEL };

struct line {
	size_t start, end, next; /* bytes: without and with what ends it */
	enum line_kind kind;
};

static enum line_kind kind_of(const char *text, size_t start, size_t end)
{
	const char *colon = memchr(text + start, ':', MIN(end - start, (size_t)LABEL_BYTES));
	if (!colon || colon == text + start || strchr("-/0123456789", colon[-1]) || (colon[1] == '/' && colon[2] == '/'))
		return LINE_OTHER;
	size_t after = (size_t)(colon - text) + 1;
	return after == end ? LINE_EMPTY_LABEL : text[after] == ' ' ? LINE_LABELLED : LINE_OTHER;
}

static GArray *find_lines(const char *text, size_t len)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	for (size_t start = 0; start < len;) {
		const char *paragraph_end = memchr(text + start, '\n', len - start);
		size_t room = paragraph_end ? (size_t)(paragraph_end - text) - start : len - start; /* a search beyond it would be quadratic */
		const char *line_end = g_strstr_len(text + start, (gssize)room, BILL_LINE_END);
		const char *stop = line_end ? line_end : paragraph_end;
		bool soft = line_end != NULL;
		struct line line = {.start = start, .end = stop ? (size_t)(stop - text) : len};
		line.next = stop ? line.end + (soft ? strlen(BILL_LINE_END) : 1) : len;
		line.kind = kind_of(text, line.start, line.end);
		g_array_append_val(lines, line);
		start = line.next;
	}
	return lines;
}

static bool is_empty_field(const GArray *lines, guint i)
{
	const struct line *all = (const struct line *)(const void *)lines->data;
	if (all[i].kind != LINE_EMPTY_LABEL || lines->len < 2)
		return false;
	bool before = i == 0 || all[i - 1].kind == LINE_LABELLED, after = i + 1 == lines->len || all[i + 1].kind == LINE_LABELLED;
	return before && after;
}

void bill_clean_label(struct bill_clean *clean)
{
	g_autoptr(GArray) lines = find_lines(clean->now.text->str, clean->now.text->len);
	struct bill_rich out = bill_rich_new(clean->now.text->len);
	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = &g_array_index(lines, struct line, i);
		if (!is_empty_field(lines, i))
			bill_rich_copy(&out, &clean->now, line->start, line->next, 0);
	}
	while (out.text->len > 0 && (g_str_has_suffix(out.text->str, "\n") || g_str_has_suffix(out.text->str, BILL_LINE_END)))
		bill_rich_cut(&out, out.text->len - (g_str_has_suffix(out.text->str, "\n") ? 1 : strlen(BILL_LINE_END)));
	bill_clean_take(clean, &out);
}
