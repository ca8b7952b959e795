/* HTML: what a page or a field says as lines, and the data it carries. */
#ifndef BILL_EVENT_HTML_H
#define BILL_EVENT_HTML_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The text of a page or fragment: a line for each block, an empty line between paragraphs, "- " before items, a tab between
 * cells. Of a page, its main part only. Newly allocated, valid UTF-8. */
char *bill_html_text(const char *html, size_t len);
/* The same of a field, in which line ends may mean something. */
char *bill_html_lines(const char *text, size_t len);
/* Whether a text holds an element ("<p>", "<br/>") or an entity. */
bool bill_html_is(const char *text);

struct bill_html_data {
	char *json;
	int line; /* of the page, from 1 */
};
/* The contents of <script type="application/ld+json">, in order. Free with g_ptr_array_unref. */
GPtrArray *bill_html_data(const char *html, size_t len);

#endif
