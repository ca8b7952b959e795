/* PDF: cairo's, with dates that repeat and the language it leaves out. */
#include "surface/write.h"

#include "paint/paint.h"
#include "surface/mend.h"

#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

static void set_metadata(cairo_surface_t *surface, cairo_pdf_metadata_t key, const char *text)
{
	if (text && *text)
		cairo_pdf_surface_set_metadata(surface, key, text);
}

static void describe(cairo_surface_t *surface, const struct bill_sheet_info *info, struct bill_diags *diags)
{
	g_autofree char *date = bill_sheet_date(info->date, diags);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	set_metadata(surface, CAIRO_PDF_METADATA_TITLE, info->title);
	set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
	set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, info->subject);
	set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, info->keywords);
	set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "handbill " BILL_VERSION);
	set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static cairo_status_t draw(cairo_surface_t *surface, const struct bill_frames *frames)
{
	cairo_t *cr = cairo_create(surface);
	bill_paint(frames, cr, true);
	cairo_show_page(cr);
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	return status ? status : cairo_surface_status(surface);
}

GByteArray *bill_pdf_write(const struct bill_frames *frames, const struct bill_sheet_info *info, struct bill_diags *diags)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(bill_append, bytes, frames->page.pt.width, frames->page.pt.height);
	describe(surface, info, diags);
	cairo_status_t status = draw(surface, frames);
	cairo_surface_destroy(surface);
	if (bill_cairo_failed(status, BILL_PDF, diags))
		return NULL;
	bill_pdf_mend(bytes, frames, info->language);
	return g_steal_pointer(&bytes);
}
