/* PDF: cairo's, with all that it leaves out mended. */
#include "surface/mend.h"

#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

static void set_metadata(cairo_surface_t *surface, cairo_pdf_metadata_t key, const char *text)
{
	if (text && *text)
		cairo_pdf_surface_set_metadata(surface, key, text);
}

static void describe(cairo_surface_t *surface, const struct bill_sheet_info *info, const char *date)
{
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	set_metadata(surface, CAIRO_PDF_METADATA_TITLE, info->title);
	set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
	set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, info->subject);
	set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, info->keywords);
	set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "handbill " BILL_VERSION);
	set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static cairo_status_t draw(cairo_surface_t *surface, const struct bill_sheets *sheets)
{
	cairo_t *cr = cairo_create(surface);
	for (size_t i = 0; i < sheets->count; i++) {
		bill_sheet_draw(sheets, i, cr, true);
		cairo_show_page(cr);
	}
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	return status ? status : cairo_surface_status(surface);
}

GByteArray *bill_pdf_write(const struct bill_sheets *sheets, const struct bill_sheet_info *info, struct bill_diags *diags)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autofree char *date = bill_sheet_date(info->date, diags);
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(bill_append, bytes, sheets->size.width, sheets->size.height);
	describe(surface, info, date);
	cairo_status_t status = draw(surface, sheets);
	cairo_surface_destroy(surface);
	if (bill_cairo_failed(status, BILL_PDF, diags))
		return NULL;
	return bill_pdf_mend(bytes, sheets, info, date);
}
