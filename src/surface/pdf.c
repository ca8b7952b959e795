/* PDF: cairo's, with all that it leaves out mended; of one poster, or of many that share their fonts. */
#include "surface/mend.h"

#include <cairo-pdf.h>
#include <math.h>

/* Twice as much stands in memory while it is mended. */
#define MOST_BYTES (1u << 30)

struct bill_bundle {
	cairo_surface_t *surface; /* NULL: no page yet */
	GByteArray *bytes;
	bool full;
	struct bill_size size; /* of the page that is drawn now */
	bool rounded;          /* the surface has the next whole points */
	char *language, *date; /* of the first poster; NULL: not known */
	struct bill_pdf_notes notes;
};

struct bill_bundle *bill_bundle_new(void)
{
	struct bill_bundle *bundle = g_new0(struct bill_bundle, 1);
	bundle->bytes = g_byte_array_new();
	bundle->notes.pages = g_array_new(FALSE, FALSE, sizeof(struct bill_pdf_page));
	bundle->notes.figures = g_ptr_array_new_with_free_func(g_free);
	bundle->notes.languages = g_ptr_array_new_with_free_func(g_free);
	return bundle;
}

void bill_bundle_free(struct bill_bundle *bundle)
{
	if (!bundle)
		return;
	cairo_surface_destroy(bundle->surface);
	g_byte_array_unref(bundle->bytes);
	g_array_unref(bundle->notes.pages);
	g_ptr_array_unref(bundle->notes.figures);
	g_ptr_array_unref(bundle->notes.languages);
	g_free(bundle->language);
	g_free(bundle->date);
	g_free(bundle);
}

/* ---- pages ---- */

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int count)
{
	struct bill_bundle *bundle = data;
	bundle->full = bundle->full || count > MOST_BYTES - bundle->bytes->len;
	return bundle->full ? CAIRO_STATUS_WRITE_ERROR : bill_append(bundle->bytes, bytes, count);
}

/* cairo 1.16 cuts the fraction of a point off a page whose size is changed (cairo-paginated-surface.c,
 * _cairo_paginated_surface_set_size takes integers), and with it what is drawn there. So it is told of a larger page, drawn on
 * from the same bottom left corner, and the page gets its true size in mending. */
static void set_size(struct bill_bundle *bundle, const struct bill_size *size)
{
	if (!bundle->surface) {
		bundle->surface = cairo_pdf_surface_create_for_stream(append, bundle, size->width, size->height);
		cairo_pdf_surface_restrict_to_version(bundle->surface, CAIRO_PDF_VERSION_1_5);
	} else if (size->width != bundle->size.width || size->height != bundle->size.height) {
		bundle->rounded = true;
		cairo_pdf_surface_set_size(bundle->surface, ceil(size->width), ceil(size->height));
	}
	bundle->size = *size;
}

/* What is mended when the frames have gone. */
static void note_page(struct bill_bundle *bundle, const struct bill_sheets *sheets, const char *language)
{
	const struct bill_pdf_page page = {sheets->size, sheets->trim, sheets->bleed, sheets->tagged, sheets->gray, bundle->rounded};
	g_array_append_val(bundle->notes.pages, page);
	if (!sheets->tagged)
		return;
	g_ptr_array_add(bundle->notes.languages, g_strdup(language ? language : ""));
	for (size_t i = 0; i < sheets->frames->count; i++) {
		char *words = bill_frame_alternative(&sheets->frames->items[i]);
		if (words)
			g_ptr_array_add(bundle->notes.figures, words);
	}
}

static void draw(struct bill_bundle *bundle, const struct bill_sheets *sheets, size_t index)
{
	cairo_t *cr = cairo_create(bundle->surface);
	if (bundle->rounded)
		cairo_translate(cr, 0, ceil(bundle->size.height) - bundle->size.height);
	bill_sheet_draw(sheets, index, cr, true);
	cairo_show_page(cr);
	cairo_destroy(cr);
}

/* The poster's number is its pages' label; a tile of it says which it is, too. */
static void label(struct bill_bundle *bundle, size_t tile, size_t tiles)
{
	g_autofree char *text = tiles > 1 ? g_strdup_printf("%u.%zu", bundle->notes.posters + 1, tile + 1)
									  : g_strdup_printf("%u", bundle->notes.posters + 1);
	cairo_pdf_surface_set_page_label(bundle->surface, text);
}

static void add(struct bill_bundle *bundle, const struct bill_sheets *sheets, const char *language, bool labelled)
{
	for (size_t i = 0; i < sheets->count; i++) {
		set_size(bundle, &sheets->size);
		if (labelled)
			label(bundle, i, sheets->count);
		draw(bundle, sheets, i);
		note_page(bundle, sheets, language);
	}
	bundle->notes.posters++;
}

void bill_bundle_add(
	struct bill_bundle *bundle, const struct bill_sheets *sheets, const char *bookmark, const struct bill_sheet_info *info)
{
	g_autofree char *target = g_strdup_printf("page=%u", bundle->notes.pages->len + 1);
	if (bundle->notes.posters == 0) {
		bundle->language = g_strdup(info->language);
		bundle->date = g_strdup(info->date);
	}
	add(bundle, sheets, info->language, true);
	cairo_pdf_surface_add_outline(bundle->surface, CAIRO_PDF_OUTLINE_ROOT, bookmark, target, 0);
}

cairo_t *bill_bundle_begin_page(struct bill_bundle *bundle, const struct bill_size *size)
{
	set_size(bundle, size);
	return cairo_create(bundle->surface);
}

void bill_bundle_end_page(struct bill_bundle *bundle, cairo_t *cr)
{
	struct bill_rect whole = {0, 0, bundle->size.width, bundle->size.height};
	const struct bill_pdf_page page = {.size = bundle->size, .trim = whole, .bleed = whole};
	g_assert(!bundle->rounded); /* all its pages have one size */
	cairo_show_page(cr);
	cairo_destroy(cr);
	g_array_append_val(bundle->notes.pages, page);
}

/* ---- the file ---- */

static void set_metadata(cairo_surface_t *surface, cairo_pdf_metadata_t key, const char *text)
{
	if (text && *text)
		cairo_pdf_surface_set_metadata(surface, key, text);
}

static void describe(cairo_surface_t *surface, const struct bill_sheet_info *info, const char *date)
{
	set_metadata(surface, CAIRO_PDF_METADATA_TITLE, info->title);
	set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
	set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, info->subject);
	set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, info->keywords);
	set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "handbill " BILL_VERSION);
	set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static GByteArray *finish(struct bill_bundle *bundle, const struct bill_sheet_info *info, struct bill_diags *diags)
{
	g_autofree char *date = bill_sheet_date(info->date, diags);
	g_assert(bundle->surface); /* who has no page makes no file */
	describe(bundle->surface, info, date);
	cairo_surface_finish(bundle->surface);
	if (bundle->full) {
		bill_error(diags, (struct bill_at){0}, "surface/too-large", "the PDF would have more than %u MB", MOST_BYTES >> 20);
		bill_diags_hint(diags, "Make several of fewer posters, or give the pictures fewer pixels.");
		return NULL;
	}
	if (bill_cairo_failed(cairo_surface_status(bundle->surface), BILL_PDF, diags))
		return NULL;
	bundle->notes.info = info;
	bundle->notes.date = date;
	return bill_pdf_mend(bundle->bytes, &bundle->notes);
}

GByteArray *bill_bundle_encode(struct bill_bundle *bundle, const char *title, struct bill_diags *diags)
{
	const struct bill_sheet_info info = {.title = title, .language = bundle->language, .date = bundle->date};
	return finish(bundle, &info, diags);
}

GByteArray *bill_pdf_write(const struct bill_sheets *sheets, const struct bill_sheet_info *info, struct bill_diags *diags)
{
	struct bill_bundle *bundle = bill_bundle_new();
	add(bundle, sheets, info->language, false);
	GByteArray *bytes = finish(bundle, info, diags);
	bill_bundle_free(bundle);
	return bytes;
}
