/* What cairo 1.16 leaves out of a PDF or gets wrong, put in afterwards. */
#include "surface/mend.h"

#include "surface/content.h"
#include "surface/objects.h"

#include <stdio.h>
#include <string.h>

struct mender {
	struct bill_objects *objects;
	const struct bill_sheets *sheets;
	const struct bill_sheet_info *info;
	const char *date;
	size_t next_figure; /* frames are looked through in the order they were drawn, which is the order of their objects */
};

/* Parentheses inside the other strings are written as "\(", so these keys cannot be met inside a title. */
static void mend_info(struct mender *m, unsigned i)
{
	bill_object_insert(m->objects, i, "/CreationDate (", "D:");
	bill_object_insert(m->objects, i, "/ModDate (", "D:");
}

static void mend_catalog(struct mender *m, unsigned i)
{
	const char *language = m->info->language;
	g_autofree char *xmp = bill_pdf_xmp(m->info, m->date);
	g_autoptr(GString) more = g_string_new("\n   /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >>");
	g_string_append_printf(more, "\n   /Metadata %u 0 R", bill_objects_add(m->objects, xmp));
	if (language && *language) {
		g_string_append(more, "\n   /Lang ");
		bill_append_pdf_text(more, language);
	}
	bill_object_insert(m->objects, i, "<< /Type /Catalog", more->str);
}

/* ---- pages ---- */

static void append_box(GString *out, const char *name, const struct bill_rect *box, const struct bill_size *sheet)
{
	double sides[] = {box->x, sheet->height - box->y - box->height, box->x + box->width, sheet->height - box->y};
	g_string_append_printf(out, "\n   /%s [", name);
	for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
		char number[G_ASCII_DTOSTR_BUF_SIZE];
		g_string_append_printf(out, " %s", g_ascii_formatd(number, sizeof number, "%.6g", MAX(sides[i], 0)));
	}
	g_string_append(out, " ]");
}

static void mend_content(struct mender *m, unsigned i, bool artifacts)
{
	g_autoptr(GString) out = g_string_new(NULL);
	GString *content = bill_object_stream(m->objects, i);
	if (!content)
		return;
	if (bill_content_mend(content, artifacts, m->sheets->gray, out))
		bill_object_set_stream(m->objects, i, out);
	g_string_free(content, TRUE);
}

static void mend_page(struct mender *m, unsigned i)
{
	g_autofree char *contents = bill_object_find(m->objects, i, "/Contents ");
	unsigned content = 0;
	g_autoptr(GString) more = g_string_new(NULL);
	append_box(more, "BleedBox", &m->sheets->bleed, &m->sheets->size);
	append_box(more, "TrimBox", &m->sheets->trim, &m->sheets->size);
	if (m->sheets->tagged)
		g_string_append(more, "\n   /Tabs /S"); /* links are stepped through in reading order (ISO 14289-1, 7.18.3) */
	bill_object_insert(m->objects, i, "<< /Type /Page", more->str);
	if (m->sheets->gray)
		bill_object_replace(m->objects, i, "/CS /DeviceRGB", "/CS /DeviceGray");
	if (contents && sscanf(contents, "%u 0 R", &content) == 1 && content > 0 && content < bill_objects_count(m->objects))
		mend_content(m, content, m->sheets->tagged);
}

/* What a page draws more than once, or at once: the operators of its own. */
static void mend_form(struct mender *m, unsigned i)
{
	if (!m->sheets->gray)
		return;
	bill_object_replace(m->objects, i, "/CS /DeviceRGB", "/CS /DeviceGray");
	mend_content(m, i, false);
}

/* ---- what is read aloud ---- */

static void put_text(struct mender *m, unsigned i, const char *after, const char *key, const char *text)
{
	g_autoptr(GString) more = g_string_new(NULL);
	g_string_append_printf(more, "\n   /%s ", key);
	bill_append_pdf_text(more, text);
	bill_object_insert(m->objects, i, after, more->str);
}

static void mend_figure(struct mender *m, unsigned i)
{
	const struct bill_frames *frames = m->sheets->frames;
	while (m->next_figure < frames->count) {
		g_autofree char *words = bill_frame_alternative(&frames->items[m->next_figure++]);
		if (!words)
			continue;
		put_text(m, i, "<< /Type /StructElem", "Alt", words);
		return;
	}
}

/* A link says where it leads (ISO 14289-1, 7.18.5), and is there in print (ISO 19005-1, 6.5.3). */
static void mend_link(struct mender *m, unsigned i)
{
	g_autofree char *address = bill_object_find(m->objects, i, "/URI (");
	size_t len = address ? strlen(address) : 0;
	if (len == 0 || address[len - 1] != ')')
		return;
	g_autofree char *more = g_strdup_printf("\n   /F 4\n   /Contents (%s", address);
	bill_object_insert(m->objects, i, "<< /Type /Annot", more);
}

/* ---- all of it ---- */

static void mend_object(struct mender *m, unsigned i)
{
	if (bill_object_is(m->objects, i, "<< /Type /StructElem\n   /S /Figure\n"))
		mend_figure(m, i);
	else if (bill_object_is(m->objects, i, "<< /Producer "))
		mend_info(m, i);
	else if (bill_object_is(m->objects, i, "<< /Type /Catalog"))
		mend_catalog(m, i);
	else if (bill_object_is(m->objects, i, "<< /Type /Page\n") || bill_object_is(m->objects, i, "<< /Type /Page "))
		mend_page(m, i);
	else if (bill_object_is(m->objects, i, "<< /Type /Annot\n   /Subtype /Link\n"))
		mend_link(m, i);
	else {
		g_autofree char *form = bill_object_find(m->objects, i, "/Subtype /Form");
		if (form)
			mend_form(m, i);
	}
}

GByteArray *bill_pdf_mend(GByteArray *pdf, const struct bill_sheets *sheets, const struct bill_sheet_info *info, const char *date)
{
	g_byte_array_append(pdf, (const guint8 *)"", 1); /* the string functions below stop at its end */
	g_byte_array_set_size(pdf, pdf->len - 1);
	struct mender m = {.objects = bill_objects_open(pdf), .sheets = sheets, .info = info, .date = date};
	if (!m.objects)
		return g_byte_array_ref(pdf);
	unsigned count = bill_objects_count(m.objects);
	for (unsigned i = 1; i < count; i++)
		mend_object(&m, i);
	return bill_objects_close(m.objects);
}
