/* The small parsers: lengths, ranges, colours and page sizes. */
#include <math.h>

#include "design/design.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	struct bill_length length;
	struct bill_range range;
	struct bill_color color;
	struct bill_sheet_size sheet;
	struct bill_diags *diags = bill_diags_new();
	if (bill_length_parse(text, &length))
		g_assert(isfinite(length.value));
	if (bill_range_parse(text, &range))
		g_assert(range.min.unit == range.max.unit && range.min.value <= range.max.value);
	if (bill_color_parse(text, &color))
		g_assert(color.red >= 0 && color.red <= 1 && color.alpha >= 0 && color.alpha <= 1);
	if (bill_paper_parse(text, &sheet, diags))
		g_assert(sheet.pt.width >= BILL_MIN_PAGE_PT - 1 && sheet.pt.height <= BILL_MAX_PAGE_PT + 1);
	else
		g_assert(bill_diags_count(diags, BILL_ERROR) == 1);
	bill_diags_free(diags);
	return 0;
}
