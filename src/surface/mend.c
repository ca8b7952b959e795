/* What cairo 1.16 leaves out of a PDF or gets wrong, put in afterwards. */
#include "surface/mend.h"

#include "surface/content.h"
#include "surface/objects.h"

#include <stdio.h>
#include <string.h>

struct mender {
	struct bill_objects *objects;
	const struct bill_pdf_notes *notes;
	unsigned next_page, next_figure, next_document; /* objects come in the order of what was drawn */
	unsigned whole;                                 /* the structure element around all posters; 0: there is one poster */
};

/* Parentheses inside the other strings are written as "\(", so these keys cannot be met inside a title. */
static void mend_info(struct mender *m, unsigned i)
{
	bill_object_insert(m->objects, i, "/CreationDate (", "D:");
	bill_object_insert(m->objects, i, "/ModDate (", "D:");
}

static void mend_catalog(struct mender *m, unsigned i)
{
	const char *language = m->notes->info->language;
	g_autofree char *xmp = bill_pdf_xmp(m->notes->info, m->notes->date);
	g_autoptr(GString) more = g_string_new("\n   /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >>");
	g_string_append_printf(more, "\n   /Metadata %u 0 R", bill_objects_add(m->objects, xmp));
	if (language && *language) {
		g_string_append(more, "\n   /Lang ");
		bill_append_pdf_text(more, language);
	}
	if (m->notes->posters > 1)
		g_string_append(more, "\n   /PageMode /UseOutlines");
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

static void mend_content(struct mender *m, unsigned i, bool artifacts, bool gray)
{
	g_autoptr(GString) out = g_string_new(NULL);
	GString *content = bill_object_stream(m->objects, i);
	if (!content)
		return;
	if (bill_content_mend(content, artifacts, gray, out))
		bill_object_set_stream(m->objects, i, out);
	g_string_free(content, TRUE);
}

static void mend_size(struct mender *m, unsigned i, const struct bill_size *size)
{
	g_autofree char *rest = bill_object_find(m->objects, i, "/MediaBox ");
	g_autofree char *old = g_strdup_printf("/MediaBox %s", rest ? rest : "");
	g_autoptr(GString) box = g_string_new("/MediaBox [ 0 0");
	for (int side = 0; side < 2; side++) {
		char number[G_ASCII_DTOSTR_BUF_SIZE];
		g_string_append_printf(
			box, " %s", g_ascii_formatd(number, sizeof number, "%.6f", side == 0 ? size->width : size->height));
	}
	g_string_append(box, " ]");
	bill_object_replace(m->objects, i, old, box->str);
}

static const struct bill_pdf_page *page_at(const struct mender *m, unsigned index)
{
	return &g_array_index(m->notes->pages, struct bill_pdf_page, index);
}

static void mend_page(struct mender *m, unsigned i)
{
	g_autofree char *contents = bill_object_find(m->objects, i, "/Contents ");
	unsigned content = 0;
	g_autoptr(GString) more = g_string_new(NULL);
	if (m->next_page == m->notes->pages->len)
		return;
	const struct bill_pdf_page *page = page_at(m, m->next_page++);
	if (page->rounded)
		mend_size(m, i, &page->size);
	append_box(more, "BleedBox", &page->bleed, &page->size);
	append_box(more, "TrimBox", &page->trim, &page->size);
	if (page->tagged)
		g_string_append(more, "\n   /Tabs /S"); /* links are stepped through in reading order (ISO 14289-1, 7.18.3) */
	bill_object_insert(m->objects, i, "<< /Type /Page", more->str);
	if (page->gray)
		bill_object_replace(m->objects, i, "/CS /DeviceRGB", "/CS /DeviceGray");
	if (contents && sscanf(contents, "%u 0 R", &content) == 1 && content > 0 && content < bill_objects_count(m->objects))
		mend_content(m, content, page->tagged, page->gray);
}

/* What a page draws more than once, or at once: the operators of its own. */
static void mend_form(struct mender *m, unsigned i)
{
	unsigned page = m->next_page > 0 ? m->next_page - 1 : 0; /* a page's number comes before those of what it draws */
	if (!page_at(m, page)->gray)
		return;
	bill_object_replace(m->objects, i, "/CS /DeviceRGB", "/CS /DeviceGray");
	mend_content(m, i, false, true);
}

/* cairo lists a picture as often as it is drawn (cairo-pdf-surface.c, _cairo_pdf_surface_add_xobject), such as an emoji; but the
 * keys of a dictionary are unique (ISO 32000-1, 7.3.7). */
static void mend_uses(struct mender *m, unsigned i)
{
	g_autofree char *list = bill_object_find(m->objects, i, "/XObject << ");
	g_auto(GStrv) words = list ? g_strsplit(list, "/", -1) : NULL; /* "", "x13 13 0 R ", "x13 13 0 R >>" */
	guint count = words ? g_strv_length(words) : 0;
	if (count < 3)
		return;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) once = g_string_new("/XObject << ");
	g_autofree char *old = g_strdup_printf("/XObject << %s", list);
	if (g_str_has_suffix(words[count - 1], " >>"))
		words[count - 1][strlen(words[count - 1]) - strlen(">>")] = '\0';
	for (guint j = 1; j < count; j++) {
		if (g_hash_table_add(seen, words[j]))
			g_string_append_printf(once, "/%s", words[j]);
	}
	g_string_append(once, ">>");
	if (!g_str_equal(once->str, old))
		bill_object_replace(m->objects, i, old, once->str);
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
	if (m->next_figure < m->notes->figures->len)
		put_text(m, i, "<< /Type /StructElem", "Alt", m->notes->figures->pdata[m->next_figure++]);
}

/* Several posters are articles of one document: the structure has one root element (ISO 32000-2, 14.7.2; 14.8.4.3). */
static void add_whole(struct mender *m, unsigned i)
{
	g_autofree char *kids = bill_object_find(m->objects, i, "/K ");
	if (!kids)
		return;
	g_autofree char *body = g_strdup_printf("<< /Type /StructElem\n   /S /Document\n   /P %u 0 R\n   /K %s\n>>", i, kids);
	g_autofree char *old = g_strdup_printf("/K %s", kids);
	m->whole = bill_objects_add(m->objects, body);
	g_autofree char *own = g_strdup_printf("/K [ %u 0 R ]", m->whole);
	bill_object_replace(m->objects, i, old, own);
}

static void mend_article(struct mender *m, unsigned i)
{
	g_autofree char *parent = bill_object_find(m->objects, i, "/P ");
	g_autofree char *old = g_strdup_printf("/P %s", parent ? parent : "");
	g_autofree char *own = g_strdup_printf("/P %u 0 R", m->whole);
	bill_object_replace(m->objects, i, "/S /Document", "/S /Art");
	bill_object_replace(m->objects, i, old, own);
}

/* One of several posters may be in another language than the file. */
static void mend_document(struct mender *m, unsigned i)
{
	const char *whole = m->notes->info->language;
	const char *language = m->next_document < m->notes->languages->len ? m->notes->languages->pdata[m->next_document++] : "";
	if (m->whole)
		mend_article(m, i);
	if (*language && g_strcmp0(language, whole) != 0)
		put_text(m, i, "<< /Type /StructElem", "Lang", language);
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
	mend_uses(m, i);
	if (bill_object_is(m->objects, i, "<< /Type /StructElem\n   /S /Figure\n"))
		mend_figure(m, i);
	else if (bill_object_is(m->objects, i, "<< /Type /StructElem\n   /S /Document\n"))
		mend_document(m, i);
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

GByteArray *bill_pdf_mend(GByteArray *pdf, const struct bill_pdf_notes *notes)
{
	g_byte_array_append(pdf, (const guint8 *)"", 1); /* the string functions below stop at its end */
	g_byte_array_set_size(pdf, pdf->len - 1);
	struct mender m = {.objects = bill_objects_open(pdf), .notes = notes};
	if (!m.objects)
		return g_byte_array_ref(pdf);
	unsigned count = bill_objects_count(m.objects);
	for (unsigned i = 1; i < count && notes->posters > 1; i++) {
		if (bill_object_is(m.objects, i, "<< /Type /StructTreeRoot"))
			add_whole(&m, i);
	}
	for (unsigned i = 1; i < count; i++)
		mend_object(&m, i);
	return bill_objects_close(m.objects);
}
