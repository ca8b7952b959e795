/* What a run reads, which it does not write over or spoil. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "task/run.h"

static char *file_key(const char *path)
{
	struct stat file;
	if (stat(path, &file) != 0) {
		g_autofree char *plain = g_canonicalize_filename(path, NULL); /* "new/../a.txt", where "new" is made on the way */
		if (stat(plain, &file) != 0)
			return NULL;
	}
	if (!S_ISREG(file.st_mode))
		return NULL;
	return g_strdup_printf("%ju:%ju", (uintmax_t)file.st_dev, (uintmax_t)file.st_ino);
}

static void refuse_input(struct bill_job *job, const char *path)
{
	bill_job_refuse(job);
	bill_error(
		job->early, (struct bill_at){0}, "task/over-input", "%s is what this run reads, so no poster was written over it", path);
	bill_diags_hint(job->early, "give -o another name, or another folder");
}

static GHashTable *inputs_of(const struct bill_batch *batch)
{
	GHashTable *inputs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *const *const lists[] = {batch->wish.inputs, batch->wish.layouts};
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (const char *const *path = lists[i]; path && *path; path++) {
			char *key = file_key(*path);
			if (key)
				g_hash_table_add(inputs, key);
		}
	}
	return inputs;
}

bool bill_batch_reads(const struct bill_batch *batch, const char *path)
{
	g_autoptr(GHashTable) inputs = inputs_of(batch);
	g_autofree char *key = file_key(path);
	return key && g_hash_table_contains(inputs, key);
}

void bill_batch_spare_inputs(struct bill_batch *batch)
{
	g_autoptr(GHashTable) inputs = inputs_of(batch);
	for (unsigned i = 0; i < batch->jobs->len && !batch->wish.dump && !batch->wish.only_together; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		for (char **path = job->paths; path && *path && !job->refused; path++) {
			g_autofree char *key = file_key(*path);
			if (key && g_hash_table_contains(inputs, key))
				refuse_input(job, *path);
		}
	}
}

/* Of a folder inside another the rest of its path: "posters/"; NULL: it is not inside. */
static const char *rest_inside(const char *folder, const char *path)
{
	size_t len = strlen(folder);
	return g_str_has_prefix(path, folder) && (path[len] == '/' || g_str_equal(folder, "/")) ? path + len : NULL;
}

/* As the system knows it, as far as it exists. */
static char *real_path(const char *path)
{
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	char real[PATH_MAX];
	if (realpath(absolute, real)) /* of "/" at the last */
		return g_strdup(real);
	g_autofree char *folder = g_path_get_dirname(absolute), *name = g_path_get_basename(absolute);
	g_autofree char *above = real_path(folder);
	return g_build_filename(above, name, NULL);
}

bool bill_batch_check_descriptions(const struct bill_batch *batch, struct bill_diags *diags)
{
	for (const char *const *input = batch->wish.inputs; batch->wish.alt && *input; input++) {
		if (!g_file_test(*input, G_FILE_TEST_IS_DIR))
			continue;
		g_autofree char *folder = real_path(*input);
		for (unsigned i = 0; i < batch->jobs->len; i++) {
			const struct bill_job *job = bill_job_at(batch, i);
			g_autofree char *path = job->refused ? g_strdup("") : real_path(job->paths[batch->n_formats]);
			const char *rest = rest_inside(folder, path);
			if (!rest || strstr(rest, "/_") || strstr(rest, "/."))
				continue;
			bill_error(diags, (struct bill_at){0}, "task/over-input",
				"%s would be read as an event by the next run, because it stands in %s", job->paths[batch->n_formats], *input);
			bill_diags_hint(diags, "give -o a folder outside of it, or one with a name that begins with _");
			return false;
		}
	}
	return true;
}
