/* Frames → bytes of a file: which format, and its name. */
#include "surface/surface.h"

#include "surface/write.h"

#include <string.h>

static const char *const names[] = {[BILL_PDF] = "pdf", [BILL_PNG] = "png", [BILL_SVG] = "svg"};

GByteArray *bill_surface_write_sheets(const struct bill_sheets *sheets, enum bill_format format, double dpi,
	const struct bill_sheet_info *info, struct bill_diags *diags)
{
	if (format != BILL_PDF && sheets->count > 1) {
		bill_error(diags, (struct bill_at){0}, "surface/several-sheets", "a poster over %zu sheets does not fit into one %s",
			sheets->count, names[format]);
		bill_diags_hint(diags, "Write a PDF: it has as many pages as there are sheets.");
		return NULL;
	}
	switch (format) {
	case BILL_PDF:
		return bill_pdf_write(sheets, info, diags);
	case BILL_PNG:
		return bill_png_write(sheets, dpi, info, diags);
	case BILL_SVG:
		return bill_svg_write(sheets, info, diags);
	}
	g_assert_not_reached(); /* there are three formats, and bill_format_parse makes only them */
}

GByteArray *bill_surface_write(const struct bill_frames *frames, enum bill_format format, double dpi,
	const struct bill_sheet_info *info, struct bill_diags *diags)
{
	struct bill_one_sheet one;
	return bill_surface_write_sheets(bill_one_sheet(&one, frames), format, dpi, info, diags);
}

bool bill_format_parse(const char *name, enum bill_format *format)
{
	const char *dot = strrchr(name, '.');
	const char *suffix = dot ? dot + 1 : name;
	for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_ascii_strcasecmp(suffix, names[i]) != 0)
			continue;
		*format = (enum bill_format)i;
		return true;
	}
	return false;
}

const char *bill_format_name(enum bill_format format)
{
	return names[format];
}

/* ---- what the formats share ---- */

cairo_status_t bill_append(void *bytes, const unsigned char *data, unsigned int count)
{
	g_byte_array_append(bytes, data, count);
	return CAIRO_STATUS_SUCCESS;
}

bool bill_cairo_failed(cairo_status_t status, enum bill_format format, struct bill_diags *diags)
{
	if (status == CAIRO_STATUS_SUCCESS)
		return false;
	bill_error(diags, (struct bill_at){0}, "surface/cairo", "the %s could not be drawn: %s", names[format],
		cairo_status_to_string(status));
	return true;
}
