/* What a run made, kept for the next: it skips what has not changed, and knows what is gone. */
#include "task/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_TRIES 40 /* of 50 ms: workers of a run that was killed may still finish a poster */

void bill_manifest_free(struct bill_manifest *manifest)
{
	if (!manifest)
		return;
	g_hash_table_unref(manifest->by_path);
	g_ptr_array_unref(manifest->entries);
	g_free(manifest->path);
	g_free(manifest->journal);
	g_free(manifest);
}

/* mark: "" or ".2-of-4" */
struct bill_manifest *bill_manifest_new(const char *folder, const char *mark)
{
	struct bill_manifest *manifest = g_new0(struct bill_manifest, 1);
	g_autofree char *name = g_strdup_printf("handbill-manifest%s.json", mark);
	g_autofree char *journal = g_strdup_printf(".handbill-manifest%s.journal", mark);
	manifest->path = g_build_filename(folder, name, NULL);
	manifest->journal = g_build_filename(folder, journal, NULL);
	manifest->entries = g_ptr_array_new_with_free_func(bill_entry_free);
	manifest->by_path = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return manifest;
}

static void claim(struct bill_manifest *manifest, const char *path, struct bill_entry *entry)
{
	struct bill_entry *before = g_hash_table_lookup(manifest->by_path, path);
	if (before && before != entry)
		before->gone = true;
	g_hash_table_replace(manifest->by_path, g_strdup(path), entry);
}

void bill_manifest_add(struct bill_manifest *manifest, struct bill_entry *entry, const char *first)
{
	g_ptr_array_add(manifest->entries, entry);
	if (first)
		claim(manifest, first, entry);
	for (unsigned i = 0; i < entry->files->len; i++)
		claim(manifest, ((const struct bill_seen *)entry->files->pdata[i])->path, entry);
}

/* ---- what makes a poster ---- */

/* The start of a font file has the checksums of its tables (OpenType 1.9, table directory), and costs less than 100 MB of
 * glyphs. */
static void add_font(GChecksum *sum, const char *path)
{
	guint8 bytes[512];
	struct bill_seen seen = {.path = (char *)(gsize)path};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd >= 0 ? read(fd, bytes, sizeof bytes) : 0;
	const char *name = strrchr(path, '/');
	if (fd >= 0)
		close(fd);
	bill_seen_look(&seen);
	g_checksum_update(sum, (const guchar *)(name ? name : path), -1);
	g_checksum_update(sum, (const guchar *)&seen.bytes, sizeof seen.bytes);
	if (got > 0)
		g_checksum_update(sum, bytes, got);
}

static void add_word(GChecksum *sum, const char *text)
{
	g_checksum_update(sum, (const guchar *)(text ? text : ""), text ? (gssize)strlen(text) + 1 : 1);
}

/* All that the posters of one layout share. */
static char *base_key(const struct bill_batch *batch, guint32 layout, const GPtrArray *fonts)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
	g_autofree char *dpi = g_strdup_printf("%g %d", batch->wish.dpi, batch->wish.strict);
	add_word(sum, bill_version());
	add_word(sum, batch->wish.options);
	add_word(sum, batch->wish.layouts[layout]);
	add_word(sum, g_getenv("SOURCE_DATE_EPOCH"));
	add_word(sum, dpi);
	bill_design_digest(batch->wish.designs[layout], sum);
	for (unsigned i = 0; i < fonts->len; i++)
		add_font(sum, fonts->pdata[i]);
	return g_strdup(g_checksum_get_string(sum));
}

static void set_keys(struct bill_batch *batch)
{
	g_autoptr(GPtrArray) fonts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func(g_free);
	bill_press_list_files(batch->wish.press, fonts);
	for (guint32 i = 0; i < batch->n_layouts; i++)
		g_ptr_array_add(bases, base_key(batch, i, fonts));
	for (guint32 i = 0; i < batch->jobs->len; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
		gsize count = sizeof job->key;
		add_word(sum, bases->pdata[job->layout]);
		for (guint32 j = 0; j < job->count; j++) {
			gsize member = g_array_index(batch->members, guint32, job->first + j);
			g_checksum_update(sum, batch->digests->data + member * BILL_EVENT_DIGEST_BYTES, BILL_EVENT_DIGEST_BYTES);
		}
		g_checksum_get_digest(sum, job->key, &count);
	}
	g_autofree char *run = g_compute_checksum_for_string(G_CHECKSUM_SHA256, batch->wish.run ? batch->wish.run : "", -1);
	g_strlcpy(batch->run, run, sizeof batch->run);
}

static void key_of(const struct bill_batch *batch, const struct bill_job *job, guint32 size, char hex[BILL_HEX_BYTES])
{
	GByteArray *bytes = g_byte_array_new();
	const char *name = batch->wish.sizes[size];
	g_byte_array_append(bytes, job->key, sizeof job->key);
	g_byte_array_append(bytes, (const guint8 *)name, (guint)strlen(name));
	bill_hex_of(bytes->data, bytes->len, hex);
	g_byte_array_unref(bytes);
}

/* ---- what has not changed ---- */

static const char *first_path(const struct bill_batch *batch, const struct bill_job *job, guint32 size)
{
	return bill_path_inside(job->paths[size * batch->columns], batch->folder);
}

static bool all_same(const GPtrArray *seen)
{
	for (unsigned i = 0; i < seen->len; i++) {
		if (!bill_seen_same(seen->pdata[i]))
			return false;
	}
	return true;
}

static bool file_same(const struct bill_batch *batch, const char *path, const char *key)
{
	const char *inside = bill_path_inside(path, batch->folder);
	struct bill_entry *entry = g_hash_table_lookup(batch->manifest->by_path, inside);
	if (!entry || !g_str_equal(entry->key, key) || !all_same(entry->pictures))
		return false;
	for (unsigned i = 0; i < entry->files->len; i++) {
		struct bill_seen seen = *(const struct bill_seen *)entry->files->pdata[i];
		if (!g_str_equal(seen.path, inside))
			continue;
		seen.path = (char *)(gsize)path;
		return seen.bytes >= 0 && bill_seen_same(&seen);
	}
	return false;
}

static bool size_same(const struct bill_batch *batch, const struct bill_job *job, guint32 size)
{
	char key[BILL_HEX_BYTES];
	key_of(batch, job, size, key);
	for (unsigned i = 0; i < batch->columns; i++) {
		if (!file_same(batch, job->paths[size * batch->columns + i], key))
			return false;
	}
	return true;
}

static void mark_same(struct bill_batch *batch)
{
	for (guint32 i = 0; i < batch->jobs->len && !batch->wish.force; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		for (guint32 size = 0; size < MIN(batch->n_sizes, 32) && !job->refused && !job->elsewhere; size++)
			job->same |= (guint32)size_same(batch, job, size) << size;
	}
}

/* Whether a file in the manifest is there as we made it. */
static bool untouched(const struct bill_batch *batch, const struct bill_seen *file)
{
	struct bill_seen seen = *file;
	g_autofree char *path = g_build_filename(batch->folder, file->path, NULL);
	seen.path = path;
	return seen.bytes >= 0 && bill_seen_same(&seen);
}

/* Files of this command's posters that are no longer in the plan; none where not all events could be read. */
static void find_gone(struct bill_batch *batch)
{
	if (batch->incomplete)
		return;
	g_autoptr(GHashTable) planned = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint32 i = 0; i < batch->jobs->len; i++) {
		for (char **path = bill_job_at(batch, i)->paths; path && *path; path++)
			g_hash_table_add(planned, (gpointer)(gsize)bill_path_inside(*path, batch->folder));
	}
	for (unsigned i = 0; i < batch->manifest->entries->len; i++) {
		const struct bill_entry *entry = batch->manifest->entries->pdata[i];
		for (unsigned j = 0; j < entry->files->len && !entry->gone && g_str_equal(entry->run, batch->run); j++) {
			const struct bill_seen *file = entry->files->pdata[j];
			if (g_hash_table_contains(planned, file->path))
				continue;
			if (!batch->wish.dry || untouched(batch, file)) /* a run tells of those that are not */
				g_ptr_array_add(batch->gone, g_build_filename(batch->folder, file->path, NULL));
		}
	}
}

/* ---- opening ---- */

static bool lock(int fd)
{
	for (int i = 0; i < LOCK_TRIES; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
			return true; /* a file system without locks has none to hold */
		g_usleep(50000);
	}
	return false;
}

static bool open_journal(struct bill_batch *batch, struct bill_diags *diags)
{
	const char *path = batch->manifest->journal;
	if (g_mkdir_with_parents(batch->folder, 0777) != 0)
		return bill_error(diags, (struct bill_at){0}, "sink/unwritable", "the folder \"%s\" cannot be made: %s", batch->folder,
			g_strerror(errno));
	batch->journal = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (batch->journal < 0)
		return bill_error(diags, (struct bill_at){0}, "sink/unwritable", "nothing can be written into the folder \"%s\": %s",
			batch->folder, g_strerror(errno));
	if (lock(batch->journal))
		return true;
	bill_error(diags, (struct bill_at){0}, "task/busy", "another run is making posters in %s", batch->folder);
	bill_diags_hint(diags, "wait for it, or give this one another folder");
	return false;
}

static bool wanted(const struct bill_batch *batch)
{
	const struct bill_batch_wish *wish = &batch->wish;
	if (wish->dump || wish->only_together || wish->no_manifest || g_strcmp0(wish->output, "-") == 0)
		return false;
	return wish->manifest || wish->shards > 0 || wish->prune || batch->jobs->len > 1;
}

static void read_one(struct bill_manifest *manifest, const char *path, struct bill_diags *diags)
{
	if (bill_manifest_read(manifest, path, true))
		return;
	bill_warning(diags, (struct bill_at){0}, "task/bad-manifest", "%s is not as handbill wrote it, and is written anew", path);
	bill_diags_hint(diags, "all posters are made again; none is removed");
}

/* A shard skips what the whole has, and keeps a manifest of its own posters. */
static void read_all(struct bill_batch *batch, const char *whole, struct bill_diags *diags)
{
	struct bill_manifest *manifest = batch->manifest;
	read_one(manifest, whole, diags);
	for (unsigned i = 0; i < manifest->entries->len && batch->wish.shards > 0; i++)
		((struct bill_entry *)manifest->entries->pdata[i])->foreign = true;
	if (batch->wish.shards > 0)
		read_one(manifest, manifest->path, diags);
	unsigned before = manifest->entries->len;
	bill_manifest_read(manifest, manifest->journal, false); /* its last line may be torn */
	manifest->changed = manifest->entries->len > before;
}

bool bill_batch_open_manifest(struct bill_batch *batch, struct bill_diags *diags)
{
	const struct bill_batch_wish *wish = &batch->wish;
	if (!wanted(batch))
		return true;
	g_autofree char *mark = wish->shards ? g_strdup_printf(".%u-of-%u", wish->shard, wish->shards) : g_strdup("");
	g_autofree char *whole = g_build_filename(batch->folder, "handbill-manifest.json", NULL);
	batch->manifest = bill_manifest_new(batch->folder, mark);
	if (!wish->dry && !open_journal(batch, diags))
		return false;
	read_all(batch, whole, diags);
	set_keys(batch);
	mark_same(batch);
	find_gone(batch);
	return true;
}

/* ---- while it runs ---- */

static struct bill_entry *entry_of(const struct bill_batch *batch, const struct bill_job *job, guint32 size,
	const struct bill_event *event, const struct bill_outcome *outcome)
{
	char key[BILL_HEX_BYTES];
	g_autofree char *id = event ? bill_event_identity(event) : NULL;
	g_autofree char *title = event ? bill_event_say(event, "{{title}}") : NULL;
	key_of(batch, job, size, key);
	const struct bill_entry_head head = {
		id, title, batch->wish.layouts[job->layout], batch->wish.sizes[size], batch->run, key, outcome->ms, outcome->failed};
	return bill_entry_new(&head, outcome->files, outcome->pictures, outcome->diags, batch->folder);
}

/* One write, at the end of the file (O_APPEND), so that the lines of several workers do not mix. It begins with a line feed, so
 * that one that a full disk tore does not spoil the next. */
void bill_batch_note(const struct bill_batch *batch, const struct bill_job *job, guint32 size, const struct bill_event *event,
	const struct bill_seen *file, GPtrArray *pictures)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new();
	g_ptr_array_add(files, (gpointer)(gsize)file);
	const struct bill_outcome outcome = {.files = files, .pictures = pictures};
	struct bill_entry *entry = entry_of(batch, job, size, event, &outcome);
	g_autofree char *line = g_strdup_printf("\n%s", entry->line);
	ssize_t done = write(batch->journal, line, strlen(line));
	bill_entry_free(entry);
	(void)done; /* without the note the poster is made again, which is no harm */
}

void bill_batch_enter(struct bill_batch *batch, const struct bill_job *job, guint32 size, const struct bill_event *event,
	const struct bill_outcome *outcome)
{
	if (!batch->manifest || job->refused || batch->wish.dry)
		return;
	bill_manifest_add(batch->manifest, entry_of(batch, job, size, event, outcome), first_path(batch, job, size));
	batch->manifest->changed = true;
}

/* ---- the end ---- */

static void forget(GPtrArray *paths, const char *path)
{
	guint index;
	if (g_ptr_array_find_with_equal_func(paths, path, g_str_equal, &index))
		g_ptr_array_remove_index(paths, index);
}

/* Only what we made, and nobody has changed since. */
static void prune_entry(struct bill_batch *batch, struct bill_entry *entry, GHashTable *gone, struct bill_diags *diags)
{
	for (unsigned i = 0; i < entry->files->len; i++) {
		const struct bill_seen *seen = entry->files->pdata[i];
		g_autofree char *path = g_build_filename(batch->folder, seen->path, NULL);
		if (!g_hash_table_contains(gone, path))
			continue;
		entry->gone = batch->manifest->changed = true;
		if (untouched(batch, seen)) {
			unlink(path);
		} else if (g_file_test(path, G_FILE_TEST_EXISTS)) {
			bill_warning(diags, (struct bill_at){0}, "task/changed-file", "%s is kept: somebody has changed it", path);
			g_hash_table_remove(gone, path);
			forget(batch->gone, path);
		}
	}
}

static void prune(struct bill_batch *batch, struct bill_diags *diags)
{
	g_autoptr(GHashTable) gone = g_hash_table_new(g_str_hash, g_str_equal);
	if (batch->incomplete) {
		bill_warning(
			diags, (struct bill_at){0}, "task/not-pruned", "no poster was removed, because not all events could be read");
		return;
	}
	for (unsigned i = 0; i < batch->gone->len; i++)
		g_hash_table_add(gone, batch->gone->pdata[i]);
	for (unsigned i = 0; i < batch->manifest->entries->len; i++) {
		struct bill_entry *entry = batch->manifest->entries->pdata[i];
		if (!entry->gone)
			prune_entry(batch, entry, gone, diags);
	}
}

/* In the order of the plan; what is not in it comes last. */
static void sort_entries(struct bill_batch *batch)
{
	GPtrArray *sorted = g_ptr_array_new_with_free_func(bill_entry_free);
	struct bill_manifest *manifest = batch->manifest;
	for (guint32 i = 0; i < batch->jobs->len; i++) {
		const struct bill_job *job = bill_job_at(batch, i);
		for (guint32 j = 0; j < batch->n_sizes * batch->columns && !job->refused && !job->elsewhere; j++) {
			struct bill_entry *entry = g_hash_table_lookup(manifest->by_path, bill_path_inside(job->paths[j], batch->folder));
			if (!entry || entry->written || entry->gone)
				continue;
			entry->written = true;
			g_ptr_array_add(sorted, entry);
		}
	}
	for (unsigned i = 0; i < manifest->entries->len; i++) {
		struct bill_entry *entry = manifest->entries->pdata[i];
		entry->gone = entry->gone || (entry->foreign && !entry->written);
		if (!entry->written)
			g_ptr_array_add(sorted, entry);
		entry->written = false;
	}
	g_ptr_array_set_free_func(manifest->entries, NULL);
	g_ptr_array_unref(manifest->entries);
	manifest->entries = sorted;
}

bool bill_batch_close_manifest(struct bill_batch *batch, bool whole, struct bill_diags *diags)
{
	struct bill_manifest *manifest = batch->manifest;
	if (!manifest || batch->journal < 0)
		return true;
	if (whole && batch->wish.prune)
		prune(batch, diags);
	sort_entries(batch);
	bool kept = g_file_test(manifest->path, G_FILE_TEST_EXISTS);
	bool good = (!manifest->changed && kept) || bill_manifest_write(manifest, diags);
	if (good)
		unlink(manifest->journal);
	close(batch->journal);
	batch->journal = -1;
	return good;
}
