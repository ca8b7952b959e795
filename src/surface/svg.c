/* SVG: cairo's drawing under a head of our own, with ids that repeat. */
#include "surface/slim.h"
#include "surface/write.h"

#include <cairo-svg.h>
#include <string.h>

static cairo_status_t draw(const struct bill_sheets *sheets, GByteArray *bytes)
{
	cairo_surface_t *surface = cairo_svg_surface_create_for_stream(bill_append, bytes, sheets->size.width, sheets->size.height);
	cairo_t *cr = cairo_create(surface);
	bill_sheet_draw(sheets, 0, cr, false);
	cairo_show_page(cr);
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	status = status ? status : cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status;
}

/* ---- the head ---- */

static void append_number(GString *out, double number)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];
	g_ascii_formatd(buffer, sizeof buffer, "%.4f", number);
	size_t len = strlen(buffer);
	while (buffer[len - 1] == '0')
		len--;
	len -= buffer[len - 1] == '.';
	g_string_append_len(out, buffer, (gssize)len);
}

static void append_length(GString *out, const char *name, double number, const char *unit)
{
	g_string_append_printf(out, " %s=\"", name);
	append_number(out, number);
	g_string_append_printf(out, "%s\"", unit);
}

static void append_size(GString *out, const struct bill_sheets *sheets)
{
	const struct bill_sheet_size *page = &sheets->frames->page;
	const char *unit = page->screen ? "px" : "mm";
	append_length(out, "width", page->screen ? page->width_px : sheets->size.width * 25.4 / 72, unit);
	append_length(out, "height", page->screen ? page->height_px : sheets->size.height * 25.4 / 72, unit);
	g_string_append(out, " viewBox=\"0 0 ");
	append_number(out, sheets->size.width);
	g_string_append_c(out, ' ');
	append_number(out, sheets->size.height);
	g_string_append_c(out, '"');
}

void bill_append_xml(GString *out, const char *text)
{
	g_autofree char *clean = g_strdup(text);
	char *to = clean;
	for (const char *s = clean; *s; s++)
		if ((unsigned char)*s >= ' ' || *s == '\t' || *s == '\n')
			*to++ = *s;
	*to = '\0';
	g_autofree char *escaped = g_markup_escape_text(clean, -1);
	g_string_append(out, escaped);
}

static void append_language(GString *out, const char *language)
{
	if (!language || !*language)
		return;
	g_string_append(out, " lang=\"");
	bill_append_xml(out, language);
	g_string_append(out, "\" xml:lang=\"");
	bill_append_xml(out, language);
	g_string_append_c(out, '"');
}

static void append_words(GString *out, const char *tag, const char *text)
{
	if (!text || !*text)
		return;
	g_string_append_printf(out, "<%s>", tag);
	bill_append_xml(out, text);
	g_string_append_printf(out, "</%s>\n", tag);
}

static void append_head(GString *out, const struct bill_sheets *sheets, const struct bill_sheet_info *info)
{
	g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""
						 " xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" role=\"img\"");
	append_size(out, sheets);
	append_language(out, info->language);
	g_string_append(out, ">\n");
	append_words(out, "title", info->title);
	append_words(out, "desc", info->description);
}

/* ---- the body ---- */

/* cairo 1.16 numbers surfaces through the life of the process (cairo-surface.c, _cairo_surface_allocate_unique_id) and writes
 * the number into ids: two renders of one page would differ. Numbers are given anew in the order of their appearance. */
static guint number_for(GHashTable *numbers, guint64 id)
{
	gpointer key = GSIZE_TO_POINTER((gsize)id), value = g_hash_table_lookup(numbers, key);
	if (value)
		return GPOINTER_TO_UINT(value);
	guint number = g_hash_table_size(numbers) + 1;
	g_hash_table_insert(numbers, key, GUINT_TO_POINTER(number));
	return number;
}

static void append_body(GString *out, const char *body)
{
	static const char word[] = "surface";
	g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
	for (const char *found; (found = strstr(body, word)) != NULL;) {
		char *end;
		const char *digits = found + strlen(word);
		g_string_append_len(out, body, digits - body);
		guint64 id = g_ascii_strtoull(digits, &end, 10);
		if (end > digits)
			g_string_append_printf(out, "%u", number_for(numbers, id));
		body = end;
	}
	g_string_append(out, body);
}

/* What cairo wrote after its own "<svg …>", or NULL. */
static const char *body_of(const char *svg)
{
	const char *open = strstr(svg, "<svg ");
	const char *close = open ? strchr(open, '>') : NULL;
	return close && close[1] == '\n' ? close + 2 : close ? close + 1 : NULL;
}

GByteArray *bill_svg_write(const struct bill_sheets *sheets, const struct bill_sheet_info *info, struct bill_diags *diags)
{
	g_autoptr(GByteArray) drawn = g_byte_array_new();
	if (bill_cairo_failed(draw(sheets, drawn), BILL_SVG, diags))
		return NULL;
	g_byte_array_append(drawn, (const guint8 *)"", 1);
	const char *body = body_of((const char *)drawn->data);
	g_assert(body); /* cairo begins every SVG with its <svg> tag */
	GString *out = g_string_sized_new(drawn->len + 1024);
	append_head(out, sheets, info);
	g_autoptr(GString) numbered = g_string_sized_new(drawn->len);
	append_body(numbered, body);
	bill_svg_slim(out, numbered->str);
	gsize len = out->len;
	return g_byte_array_new_take((guint8 *)g_string_free(out, FALSE), len);
}
