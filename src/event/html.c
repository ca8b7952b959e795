/* HTML: what a page or a field says as lines, and the data it carries. Only here is libxml2 seen. */
#include "event/html.h"
#include "base/base.h"

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <string.h>

/* No network, no messages; libxml2 2.9 ends documents nested deeper than 256 by itself (parserInternals.h, xmlParserMaxDepth). */
static htmlDocPtr parse(const char *html, size_t len)
{
	/* libxml2 counts in int; more than that is beyond our cap on files. */
	g_assert(len <= BILL_MAX_INPUT_BYTES);
	return htmlReadMemory(html, (int)len, NULL, "UTF-8",
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (g_ascii_strcasecmp(name, *names) == 0)
			return true;
	return false;
}

static bool is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp((const char *)node->name, name) == 0;
}

/* The node after this one and all it holds, within root; NULL: none. */
static xmlNode *after(xmlNode *node, const xmlNode *root)
{
	while (node != root) {
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

static xmlNode *next_node(xmlNode *node, const xmlNode *root)
{
	return node->children && node->type != XML_ENTITY_REF_NODE ? node->children : after(node, root);
}

static xmlNode *first_element(xmlNode *root, const char *name)
{
	for (xmlNode *node = root; node; node = next_node(node, root))
		if (is_element(node, name))
			return node;
	return NULL;
}

/* ---- text ---- */

static void end_line(GString *out)
{
	while (out->len && strchr(" \t", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	if (out->len && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
}

static void end_paragraph(GString *out)
{
	end_line(out);
	if (out->len && !g_str_has_suffix(out->str, "\n\n"))
		g_string_append_c(out, '\n');
}

/* White space runs together, as a browser shows it. */
static void append_words(GString *out, const char *text)
{
	for (; *text; text++) {
		if (!strchr(" \t\r\n\f", *text))
			g_string_append_c(out, *text);
		else if (out->len && !strchr(" \t\n", out->str[out->len - 1]))
			g_string_append_c(out, ' ');
	}
}

static void open_element(GString *out, const char *name)
{
	static const char *const paragraphs[] = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl",
		"table", "section", "article", "hr", NULL};
	static const char *const lines[] = {"div", "tr", "dt", "dd", "address", "figure", "main", "body", "center", "option", NULL};

	if (is_one_of(name, paragraphs)) {
		end_paragraph(out);
	} else if (g_ascii_strcasecmp(name, "br") == 0) {
		if (out->len && out->str[out->len - 1] == '\n')
			end_paragraph(out);
		else
			end_line(out);
	} else if (is_one_of(name, lines)) {
		end_line(out);
	} else if (g_ascii_strcasecmp(name, "li") == 0) {
		end_line(out);
		g_string_append(out, "- ");
	} else if ((g_ascii_strcasecmp(name, "td") == 0 || g_ascii_strcasecmp(name, "th") == 0) && out->len &&
			   out->str[out->len - 1] != '\n') {
		g_string_append_c(out, '\t');
	}
}

/* Elements whose end is the end of a line too. */
static void close_element(GString *out, const char *name)
{
	static const char *const paragraphs[] = {
		"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table", "section", "article", NULL};
	static const char *const lines[] = {"div", "tr", "li", "dt", "dd", "address", NULL};

	if (is_one_of(name, paragraphs))
		end_paragraph(out);
	else if (is_one_of(name, lines))
		end_line(out);
}

static bool is_hidden(const xmlNode *node)
{
	static const char *const hidden[] = {"script", "style", "noscript", "template", "nav", "footer", "form", "button", "svg",
		"head", "aside", "select", "iframe", NULL};

	return node->type == XML_ELEMENT_NODE && is_one_of((const char *)node->name, hidden);
}

/* Without recursion, so that deep nesting needs no stack. */
static void write_text(GString *out, xmlNode *root)
{
	xmlNode *node = root;

	while (node) {
		if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
			append_words(out, (const char *)node->content);
		if (node->type == XML_ELEMENT_NODE && !is_hidden(node))
			open_element(out, (const char *)node->name);
		if (node->children && !is_hidden(node)) {
			node = node->children;
			continue;
		}
		while (node != root && !node->next) {
			node = node->parent;
			if (node->type == XML_ELEMENT_NODE)
				close_element(out, (const char *)node->name);
		}
		if (node == root)
			break;
		node = node->next;
	}
}

/* A page's own part; without one, all of it. */
static xmlNode *main_part(xmlNode *root)
{
	static const char *const parts[] = {"main", "article", "body"};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		xmlNode *part = first_element(root, parts[i]);

		if (part)
			return part;
	}
	return root;
}

static void write_title(GString *out, xmlNode *root, xmlNode *part)
{
	xmlNode *title = first_element(part, "h1") ? NULL : first_element(root, "title");

	if (!title || !title->children || !title->children->content)
		return;
	append_words(out, (const char *)title->children->content);
	end_paragraph(out);
}

char *bill_html_text(const char *html, size_t len)
{
	GString *out = g_string_new(NULL);
	htmlDocPtr document = parse(html, len);
	xmlNode *root = document ? xmlDocGetRootElement(document) : NULL, *part = root ? main_part(root) : NULL;

	if (part) {
		write_title(out, root, part);
		write_text(out, part);
	}
	xmlFreeDoc(document);
	if (!g_utf8_validate(out->str, (gssize)out->len, NULL)) {
		g_autofree char *valid = g_utf8_make_valid(out->str, (gssize)out->len);

		g_string_assign(out, valid);
	}
	return g_strstrip(g_string_free(out, FALSE));
}

/* Calendars hold bold words and plain line ends side by side: without any block, a line end is one. */
char *bill_html_lines(const char *text, size_t len)
{
	static const char *const blocks[] = {"<br", "<p>", "<p ", "<div", "<li", "<td", "<BR", "<P>", "<DIV", "<LI"};
	g_autofree char *plain = g_strndup(text, len);
	g_auto(GStrv) lines = NULL;
	g_autofree char *broken = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++)
		if (strstr(plain, blocks[i]))
			return bill_html_text(text, len);
	lines = g_strsplit(plain, "\n", -1);
	broken = g_strjoinv("<br>", lines);
	return bill_html_text(broken, strlen(broken));
}

bool bill_html_is(const char *text)
{
	for (const char *p = strchr(text, '<'); p; p = strchr(p + 1, '<')) {
		const char *name = p + 1 + (p[1] == '/');
		size_t n = 0;

		while (g_ascii_isalnum(name[n]))
			n++;
		if (n && n <= 10 && g_ascii_isalpha(*name) && (name[n] == '>' || name[n] == '/' || (name[n] == ' ' && strchr(name, '>'))))
			return true;
	}
	for (const char *amp = strchr(text, '&'); amp; amp = strchr(amp + 1, '&')) {
		size_t n = strspn(amp + 1, "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

		if (n && n <= 10 && amp[1 + n] == ';')
			return true;
	}
	return false;
}

/* ---- data ---- */

static void free_data(void *data)
{
	struct bill_html_data *one = data;

	g_free(one->json);
	g_free(one);
}

GPtrArray *bill_html_data(const char *html, size_t len)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(free_data);
	htmlDocPtr document = parse(html, len);
	xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;

	for (xmlNode *node = root; node; node = next_node(node, root)) {
		xmlChar *type = is_element(node, "script") ? xmlGetProp(node, (const xmlChar *)"type") : NULL;

		if (type && g_ascii_strncasecmp((const char *)type, "application/ld+json", 19) == 0 && node->children &&
			node->children->content) {
			struct bill_html_data *one = g_new0(struct bill_html_data, 1);

			one->json = g_utf8_make_valid((const char *)node->children->content, -1);
			one->line = MAX((int)xmlGetLineNo(node), 1);
			g_ptr_array_add(found, one);
		}
		xmlFree(type);
	}
	xmlFreeDoc(document);
	return found;
}
