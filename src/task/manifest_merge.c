/* The manifests of all shards of a run, joined. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "task/manifest.h"

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "handbill-manifest.2-of-4.json" */
static bool shard_of(const char *name, unsigned *shard, unsigned *shards)
{
	int end = 0;
	return sscanf(name, "handbill-manifest.%u-of-%u.json%n", shard, shards, &end) == 2 && end == (int)strlen(name);
}

static GPtrArray *list_shards(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	unsigned shard, shards;
	for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
		if (shard_of(name, &shard, &shards))
			g_ptr_array_add(names, g_strdup(name));
	}
	g_ptr_array_sort(names, by_name);
	return names;
}

/* A shard that has no manifest did not end. */
static void tell_missing(GPtrArray *names, struct bill_diags *diags)
{
	unsigned shard, shards = 0, of;
	for (unsigned i = 0; i < names->len; i++)
		shards = shard_of(names->pdata[i], &shard, &of) ? MAX(shards, of) : shards;
	for (unsigned k = 1; k <= MIN(shards, 10000); k++) {
		g_autofree char *name = g_strdup_printf("handbill-manifest.%u-of-%u.json", k, shards);
		if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
			bill_warning(
				diags, (struct bill_at){0}, "task/shard-missing", "shard %u/%u has not finished: run it again", k, shards);
	}
}

bool bill_manifest_merge(const char *folder, GString *story, struct bill_diags *diags)
{
	struct bill_manifest *manifest = bill_manifest_new(folder, "");
	g_autoptr(GPtrArray) names = list_shards(folder);
	bool good = names->len > 0 ||
				bill_error(diags, (struct bill_at){0}, "task/no-shards", "there is no manifest of a shard in \"%s\"", folder);
	good = good &&
		   (bill_manifest_read(manifest, manifest->path, true) ||
			   bill_error(diags, (struct bill_at){0}, "task/bad-manifest", "%s is not as handbill wrote it", manifest->path));
	for (unsigned i = 0; i < names->len && good; i++) {
		g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
		good = bill_manifest_read(manifest, path, true) ||
			   bill_error(diags, (struct bill_at){0}, "task/bad-manifest", "%s is not as handbill wrote it", path);
	}
	good = good && bill_manifest_write(manifest, diags);
	for (unsigned i = 0; i < names->len && good; i++) {
		g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
		g_unlink(path);
	}
	if (good)
		tell_missing(names, diags);
	unsigned posters = 0;
	for (unsigned i = 0; i < manifest->entries->len; i++)
		posters += !((const struct bill_entry *)manifest->entries->pdata[i])->gone;
	if (good)
		g_string_append_printf(story, "%u posters of %u shards are in %s\n", posters, names->len, manifest->path);
	bill_manifest_free(manifest);
	return good;
}
