/* Templates: "{{title | upper}} at {{location ? venue}}". */
#include <string.h>

#include "design/design.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *source = g_strndup((const char *)data, size);
	struct bill_diags *diags = bill_diags_new();
	struct bill_arena *arena = bill_arena_new();
	struct bill_src *src = bill_src_new("template", source, strlen(source));
	struct bill_template parsed;
	/* A template comes out of a file whose encoding was checked. */
	if (g_utf8_validate(source, -1, NULL)) {
		bool good = bill_template_parse(source, (struct bill_at){src, 1, 1}, arena, &parsed, diags);
		g_assert(good == (bill_diags_count(diags, BILL_ERROR) == 0));
	}
	bill_src_unref(src);
	bill_arena_free(arena);
	bill_diags_free(diags);
	return 0;
}
