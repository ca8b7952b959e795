/* The YAML parser and the layout parser behind it. Every layout that is refused is refused with a reason. */
#include "design/design.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const folders[] = {HANDBILL_ROOT "/layouts", NULL};
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = bill_design_open(fuzz_file("yaml", data, size), folders, NULL, 0, diags);
	g_assert(design || bill_diags_count(diags, BILL_ERROR) > 0);
	bill_design_free(design);
	bill_diags_free(diags);
	return 0;
}
