/* A manifest and a journal, which any program may have written over: what is taken from them is written as a whole manifest
 * again. */
#include <stdio.h>

#include "fuzz.h"
#include "task/manifest.h"

static char *folder;

static void clean_up(void)
{
	g_autofree char *path = g_build_filename(folder, "handbill-manifest.json", NULL);
	remove(path);
	remove(folder);
}

static void write_again(struct bill_manifest *manifest)
{
	unsigned left = 0;
	struct bill_manifest *again = bill_manifest_new(folder, "");
	for (unsigned i = 0; i < manifest->entries->len; i++)
		left += !((const struct bill_entry *)manifest->entries->pdata[i])->gone;
	g_assert(bill_manifest_write(manifest, NULL) && bill_manifest_read(again, manifest->path, true));
	g_assert(again->entries->len == left);
	bill_manifest_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!folder) {
		folder = g_dir_make_tmp("fuzz-XXXXXX", NULL);
		g_assert(folder);
		atexit(clean_up);
	}
	const char *path = fuzz_file("json", data, size);
	for (int strict = 0; strict < 2; strict++) {
		struct bill_manifest *manifest = bill_manifest_new(folder, "");
		if (bill_manifest_read(manifest, path, strict) || manifest->entries->len > 0)
			write_again(manifest);
		bill_manifest_free(manifest);
	}
	return 0;
}
