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

/* How many of so many shards there are. */
static unsigned count_of(const GPtrArray *names, unsigned shards)
{
	unsigned count = 0, shard, of;
	for (unsigned i = 0; i < names->len; i++)
		count += shard_of(names->pdata[i], &shard, &of) && of == shards;
	return count;
}

/* In how many the run was parted: others than those that lack the fewest are from an earlier run. */
static unsigned parted(const GPtrArray *names)
{
	unsigned best = 0, shard, of;
	for (unsigned i = 0; i < names->len; i++) {
		if (!shard_of(names->pdata[i], &shard, &of) || of == best)
			continue;
		if (best == 0 || of - count_of(names, of) < best - count_of(names, best))
			best = of;
	}
	return best;
}

/* A shard that has no manifest did not end. */
static void tell_missing(GPtrArray *names, unsigned shards, struct bill_diags *diags)
{
	for (unsigned k = 1; k <= MIN(shards, 10000); k++) {
		g_autofree char *name = g_strdup_printf("handbill-manifest.%u-of-%u.json", k, shards);
		if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
			bill_warning(
				diags, (struct bill_at){0}, "task/shard-missing", "shard %u/%u has not finished: run it again", k, shards);
	}
}

static bool read_part(struct bill_manifest *manifest, const char *path, struct bill_diags *diags)
{
	return bill_manifest_read(manifest, path, true) ||
		   bill_error(diags, (struct bill_at){0}, "task/bad-manifest", "%s is not as handbill wrote it", path);
}

static bool join(struct bill_manifest *manifest, const char *folder, const GPtrArray *names, struct bill_diags *diags)
{
	if (names->len == 0)
		return bill_error(diags, (struct bill_at){0}, "task/no-shards", "there is no manifest of a shard in \"%s\"", folder);
	bool good = read_part(manifest, manifest->path, diags);
	for (unsigned i = 0; i < names->len && good; i++) {
		g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
		good = read_part(manifest, path, diags);
	}
	return good && bill_manifest_write(manifest, diags);
}

static void remove_parts(const char *folder, const GPtrArray *names)
{
	for (unsigned i = 0; i < names->len; i++) {
		g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
		g_unlink(path);
	}
}

bool bill_manifest_merge(const char *folder, GString *story, struct bill_diags *diags)
{
	struct bill_manifest *manifest = bill_manifest_new(folder, "");
	g_autoptr(GPtrArray) names = list_shards(folder);
	unsigned posters = 0, shards = parted(names), there = count_of(names, shards);
	bool good = join(manifest, folder, names, diags);
	for (unsigned i = 0; i < manifest->entries->len; i++)
		posters += !((const struct bill_entry *)manifest->entries->pdata[i])->gone;
	if (good && there == shards)
		remove_parts(folder, names);
	else if (good) /* they stay, so that the next merge knows which have ended */
		tell_missing(names, shards, diags);
	if (good)
		g_string_append_printf(story, "%u poster%s of %u shard%s %s in %s\n", posters, posters == 1 ? "" : "s", there,
			there == 1 ? "" : "s", posters == 1 ? "is" : "are", manifest->path);
	bill_manifest_free(manifest);
	return good;
}
