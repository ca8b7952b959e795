/* Tags around frames: what a screen reader calls them, and the addresses they lead to. */
#include "paint/tag.h"

#include <string.h>

static const char *tag_name(enum bill_frame_role role)
{
	switch (role) {
	case BILL_FRAME_TITLE:
		return "H1";
	case BILL_FRAME_HEADING:
		return "H2";
	case BILL_FRAME_PARAGRAPH:
		return "P";
	case BILL_FRAME_FIGURE:
		return "Figure";
	case BILL_FRAME_ARTIFACT:
		break;
	}
	return NULL;
}

/* Neighbours of one text element share its tag. */
static bool together(const struct bill_frame *a, const struct bill_frame *b)
{
	return a && b && a->role == b->role && a->block == b->block;
}

/* ---- addresses ---- */

/* Whether every ")" closes a "(": cairo 1.16 writes the address as a PDF string as it is (cairo-pdf-interchange.c), and a PDF
 * string may hold only balanced parentheses (ISO 32000-1, 7.3.4.2). */
static bool balanced(const char *s)
{
	int depth = 0;
	for (; *s && depth >= 0; s++)
		depth += (*s == '(') - (*s == ')');
	return depth == 0;
}

/* RFC 3986, appendix A: what may stand in an address as it is. */
static bool may_stay(const char *s, bool parentheses)
{
	if (*s == '%')
		return g_ascii_isxdigit(s[1]) && g_ascii_isxdigit(s[2]);
	if (*s == '(' || *s == ')')
		return parentheses;
	return g_ascii_isalnum(*s) || (*s && strchr("-._~:/?#[]@!$&'*+,;=", *s));
}

static void append_address(GString *out, const char *address)
{
	bool parentheses = balanced(address);
	for (const char *s = address; *s; s++) {
		if (!may_stay(s, parentheses))
			g_string_append_printf(out, "%%%02X", (unsigned char)*s);
		else if (*s == '\'')
			g_string_append(out, "\\'"); /* cairo-tag-attributes.c: a backslash takes the quote's meaning away */
		else
			g_string_append_c(out, *s);
	}
}

static void append_number(GString *out, double number)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];
	g_string_append_c(out, ' ');
	g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.3f", number));
}

char *bill_tag_link(const char *address, const struct bill_rect *box)
{
	GString *out = g_string_new("uri='");
	append_address(out, address);
	g_string_append(out, "' rect=[");
	append_number(out, box->x);
	append_number(out, box->y);
	append_number(out, box->width);
	append_number(out, box->height);
	g_string_append(out, " ]");
	return g_string_free(out, FALSE);
}

/* ---- around a frame ---- */

void bill_tag_open(const struct bill_frame *frame, const struct bill_frame *before, cairo_t *cr)
{
	const char *name = tag_name(frame->role);
	if (name && !together(before, frame))
		cairo_tag_begin(cr, name, NULL);
	if (!frame->link)
		return;
	g_autofree char *attributes = bill_tag_link(frame->link, &frame->box);
	cairo_tag_begin(cr, CAIRO_TAG_LINK, attributes);
}

void bill_tag_close(const struct bill_frame *frame, const struct bill_frame *after, cairo_t *cr)
{
	const char *name = tag_name(frame->role);
	if (frame->link)
		cairo_tag_end(cr, CAIRO_TAG_LINK);
	if (name && !together(frame, after))
		cairo_tag_end(cr, name);
}
