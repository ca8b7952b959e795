/* A brand's file, and a layout opened with it. Every brand that is refused is refused with a reason. */
#include "design/design.h"
#include "fuzz.h"

static void open_layout(const struct bill_brand *brand, struct bill_diags *diags)
{
	static const char *const folders[] = {HANDBILL_ROOT "/layouts", NULL};
	struct bill_design *design = bill_design_open_branded("plain", folders, brand, NULL, 0, diags);
	g_assert(design || bill_diags_count(diags, BILL_ERROR) > 0);
	bill_design_free(design);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_brand *brand = bill_brand_open(fuzz_file("yaml", data, size), diags);
	g_assert(brand || bill_diags_count(diags, BILL_ERROR) > 0);
	if (brand)
		open_layout(brand, diags);
	bill_brand_free(brand);
	bill_diags_free(diags);
	return 0;
}
