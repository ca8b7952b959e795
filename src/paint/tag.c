/* Tags around frames: what a screen reader calls them, and the addresses they lead to. */
#include "paint/tag.h"

#include <math.h>
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

/* The box in whole points, outwards: cairo 1.16 reads "1.5" by the locale's own decimal point (an error where that is a comma),
 * and it writes whole points anyway. */
char *bill_tag_link(const char *address, const struct bill_rect *box)
{
	double left = floor(box->x), top = floor(box->y);
	GString *out = g_string_new("uri='");
	append_address(out, address);
	g_string_append_printf(
		out, "' rect=[ %.0f %.0f %.0f %.0f ]", left, top, ceil(box->x + box->width) - left, ceil(box->y + box->height) - top);
	return g_string_free(out, FALSE);
}

/* ---- around frames ---- */

/* cairo takes a link's box in points of the sheet, whatever the context's matrix (cairo-pdf-interchange.c). */
static struct bill_rect on_sheet(const struct bill_rect *box, cairo_t *cr)
{
	double x = box->x, y = box->y, width = box->width, height = box->height;
	cairo_user_to_device(cr, &x, &y);
	cairo_user_to_device_distance(cr, &width, &height);
	return (struct bill_rect){x, y, width, height};
}

static void draw_linked(const struct bill_frame *frame, const struct bill_pen *pen)
{
	struct bill_rect box = on_sheet(&frame->box, pen->cr);
	g_autofree char *attributes = bill_tag_link(frame->link, &box);
	cairo_tag_begin(pen->cr, CAIRO_TAG_LINK, attributes);
	pen->draw(frame, pen->cr);
	cairo_tag_end(pen->cr, CAIRO_TAG_LINK);
}

/* Some frames of a text are links. cairo 1.16 marks content only inside tags that hold no others, so what stands beside a
 * link needs a tag too, or a screen reader never says it. */
static void draw_mixed(const struct bill_frame *frames, size_t count, bool spans, const struct bill_pen *pen)
{
	bool open = false;
	for (size_t i = 0; i < count; i++) {
		bool plain = spans && !frames[i].link;
		if (plain && !open)
			cairo_tag_begin(pen->cr, "Span", NULL);
		if (!plain && open)
			cairo_tag_end(pen->cr, "Span");
		open = plain;
		if (frames[i].link)
			draw_linked(&frames[i], pen);
		else
			pen->draw(&frames[i], pen->cr);
	}
	if (open)
		cairo_tag_end(pen->cr, "Span");
}

/* Neighbours of one text element share its tag. */
static size_t group_length(const struct bill_frame *frames, size_t count)
{
	size_t n = 1;
	while (n < count && frames[n].role == frames[0].role && frames[n].block == frames[0].block)
		n++;
	return n;
}

static bool any_link(const struct bill_frame *frames, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (frames[i].link)
			return true;
	return false;
}

static void draw_group(const struct bill_frame *frames, size_t count, const struct bill_pen *pen)
{
	const char *name = tag_name(frames[0].role);
	if (name)
		cairo_tag_begin(pen->cr, name, NULL);
	draw_mixed(frames, count, name && any_link(frames, count), pen);
	if (name)
		cairo_tag_end(pen->cr, name);
}

void bill_tag_frames(const struct bill_frames *frames, const struct bill_pen *pen)
{
	/* cairo forgets all that it recorded when something opaque is painted over the whole page (cairo-recording-surface.c,
	 * _cairo_recording_surface_paint), open tags too, and then fails with CAIRO_STATUS_TAG_ERROR; not so under a clip. */
	double left, top, right, bottom;
	cairo_save(pen->cr);
	cairo_clip_extents(pen->cr, &left, &top, &right, &bottom);
	cairo_rectangle(pen->cr, left, top, right - left, bottom - top);
	cairo_clip(pen->cr);
	cairo_tag_begin(pen->cr, "Document", NULL);
	for (size_t i = 0, n; i < frames->count; i += n) {
		n = group_length(frames->items + i, frames->count - i);
		draw_group(frames->items + i, n, pen);
	}
	cairo_tag_end(pen->cr, "Document");
	cairo_restore(pen->cr);
}
