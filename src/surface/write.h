/* One function a format, and what they share. */
#ifndef BILL_SURFACE_WRITE_H
#define BILL_SURFACE_WRITE_H

#include <cairo.h>

#include "surface/sheet.h"
#include "surface/surface.h"

GByteArray *bill_pdf_write(const struct bill_sheets *sheets, const struct bill_sheet_info *info, struct bill_diags *diags);
GByteArray *bill_png_write(
	const struct bill_sheets *sheets, double dpi, const struct bill_sheet_info *info, struct bill_diags *diags);
GByteArray *bill_svg_write(const struct bill_sheets *sheets, const struct bill_sheet_info *info, struct bill_diags *diags);

/* A white picture of so many points. NULL after a diagnostic. */
cairo_surface_t *bill_png_canvas(const struct bill_size *size, double dpi, struct bill_diags *diags);
/* The picture's memory is used up by it. */
GByteArray *bill_png_encode(cairo_surface_t *surface, double dpi, const struct bill_sheet_info *info);

/* A page of its own making in a bundle, with no tags on it. */
cairo_t *bill_bundle_begin_page(struct bill_bundle *bundle, const struct bill_size *size);
void bill_bundle_end_page(struct bill_bundle *bundle, cairo_t *cr);

/* XML 1.0, 2.2: control characters cannot be written in any way; they are left out. */
void bill_append_xml(GString *out, const char *text);

/* A cairo_write_func_t into a GByteArray. */
cairo_status_t bill_append(void *bytes, const unsigned char *data, unsigned int count);

/* True after a diagnostic surface/cairo. */
bool bill_cairo_failed(cairo_status_t status, enum bill_format format, struct bill_diags *diags);

/* The date a file carries: "2025-01-21T10:00:00+01:00" or "…Z". SOURCE_DATE_EPOCH wins
 * (reproducible-builds.org/specs/source-date-epoch), then the date given (a day, or a time with or without its zone), then the
 * epoch. Never asks the clock or the time zone of the machine. Newly allocated. */
char *bill_sheet_date(const char *date, struct bill_diags *diags);

#endif
