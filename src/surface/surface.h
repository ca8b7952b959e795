/* Where sheets go: PDF, PNG and SVG, written whole or not at all. */
#ifndef BILL_SURFACE_H
#define BILL_SURFACE_H

#include <stdbool.h>

#include "base/base.h"
#include "layout/layout.h"

enum bill_format { BILL_PDF, BILL_PNG, BILL_SVG };

/* What a file says of itself; every text may be NULL. */
struct bill_sheet_info {
	const char *title, *author, *subject, *keywords, *language;
	const char *date; /* ISO 8601, for the PDF's dates; NULL: the epoch, so that bytes repeat */
};

/* Makes the file's bytes in memory. dpi: pixels per inch of a PNG on paper (a screen has its own pixels); ignored otherwise.
 * NULL after a diagnostic surface/too-many-pixels or surface/cairo. */
GByteArray *bill_surface_write(const struct bill_frames *frames, enum bill_format format, double dpi, const struct bill_sheet_info *info, struct bill_diags *diags);

/* Writes bytes to a path through a temporary file beside it that is renamed (not synced: a poster can be made again); "-" is standard output. The old file stays
 * untouched unless all went well. Makes missing folders. False after a diagnostic sink/… (unwritable, full, folder). */
bool bill_sink_write(const char *path, const void *bytes, size_t count, struct bill_diags *diags);

/* "pdf" → BILL_PDF; by name or by a path's suffix. False: unknown. */
bool bill_format_parse(const char *name, enum bill_format *format);
const char *bill_format_name(enum bill_format format);

#endif
