/* Where a scalar's first character stands in its file: past the quote, or under the head of a block. */
#include "design/parse.h"

#include <string.h>

#define MAX_COLUMN 4096 /* beyond this the exact column is not worth a walk along the line for every text in it */

static struct bill_layout_file *file_of(const struct bill_parse *parse, const struct bill_src *src)
{
	for (guint i = 0; i < parse->files->len; i++) {
		struct bill_layout_file *file = parse->files->pdata[i];
		if (file->src == src)
			return file;
	}
	return NULL;
}

static void index_lines(struct bill_layout_file *file)
{
	file->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
	for (size_t offset = 0; offset <= file->src->len;) {
		g_array_append_val(file->lines, offset);
		const char *end = memchr(file->src->text + offset, '\n', file->src->len - offset);
		offset = end == NULL ? file->src->len + 1 : (size_t)(end - file->src->text) + 1;
	}
}

static const char *line_text(struct bill_layout_file *file, int line)
{
	if (file->lines == NULL)
		index_lines(file);
	if (line < 1 || (guint)line > file->lines->len)
		return NULL;
	return file->src->text + g_array_index(file->lines, size_t, line - 1);
}

/* The scalar's first character in the file; NULL: not to be found. */
static const char *written(struct bill_layout_file *file, struct bill_at at)
{
	const char *c = at.column <= MAX_COLUMN ? line_text(file, at.line) : NULL;
	for (int column = 1; c != NULL && column < at.column; column++) {
		if (*c == '\0' || *c == '\n')
			return NULL;
		c += g_utf8_skip[(guchar)*c];
	}
	return c;
}

struct bill_at bill_template_place(struct bill_parse *parse, const struct bill_yaml *node)
{
	struct bill_at at = node->at;
	struct bill_layout_file *file = node->plain ? NULL : file_of(parse, at.src);
	const char *c = file != NULL ? written(file, at) : NULL;
	if (c == NULL)
		return at;
	if (*c == '"' || *c == '\'')
		at.column++;
	if (*c != '|' && *c != '>')
		return at;
	const char *next = line_text(file, at.line + 1);
	if (next == NULL)
		return at;
	at.line++;
	at.column = (int)strspn(next, " ") + 1;
	return at;
}
