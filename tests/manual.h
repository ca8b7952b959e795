/* A page of docs/, taken apart: what tests hold to the program's own tables. */
#ifndef MANUAL_H
#define MANUAL_H

#include <glib.h>
#include <string.h>

/* The text under one heading ("### Filters"), up to the next of any level. Newly allocated. */
static inline char *manual_section(const char *page, const char *heading)
{
	g_autofree char *line = g_strconcat("\n", heading, "\n", NULL);
	const char *start = strstr(page, line);
	if (start == NULL)
		g_error("the manual has no section \"%s\"", heading);
	start += strlen(line);
	const char *end = strstr(start, "\n## "), *sub_end = strstr(start, "\n### ");
	if (end == NULL || (sub_end != NULL && sub_end < end))
		end = sub_end;
	return end == NULL ? g_strdup(start) : g_strndup(start, (gsize)(end - start));
}

/* The row of a name, or NULL. Newly allocated. */
static inline char *manual_row(const char *text, const char *name)
{
	g_autofree char *begin = g_strdup_printf("\n| `%s` |", name);
	const char *row = strstr(text, begin);
	return row == NULL ? NULL : g_strndup(row + 1, strcspn(row + 1, "\n"));
}

/* The names in the first columns. */
static inline GPtrArray *manual_names(const char *text)
{
	const char *begin = "\n| `";
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	for (const char *row = text; (row = strstr(row, begin)) != NULL; row++)
		g_ptr_array_add(names, g_strndup(row + strlen(begin), strcspn(row + strlen(begin), "`")));
	return names;
}

#endif
