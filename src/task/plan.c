/* The plan of a run: which posters there will be and what their files are called, before the first is made. */
#include <string.h>

#include "task/run.h"

static void job_clear(void *data)
{
	struct bill_job *job = data;
	g_strfreev(job->paths);
	bill_diags_free(job->early);
}

static void group_free(void *data);

static unsigned length_of(const char *const *list)
{
	return g_strv_length((char **)(gsize)list);
}

struct bill_batch *bill_batch_new(const struct bill_batch_wish *wish)
{
	struct bill_batch *batch = g_new0(struct bill_batch, 1);
	batch->wish = *wish;
	batch->n_layouts = length_of(wish->layouts);
	batch->n_sizes = length_of(wish->sizes);
	batch->n_formats = length_of(wish->formats);
	batch->columns = batch->n_formats + wish->alt;
	batch->names = (struct bill_names_plan){wish->output, batch->n_layouts > 1, batch->n_sizes > 1, batch->n_formats > 1};
	batch->shelf = bill_shelf_new();
	batch->jobs = g_array_new(FALSE, TRUE, sizeof(struct bill_job));
	g_array_set_clear_func(batch->jobs, job_clear);
	batch->members = g_array_new(FALSE, FALSE, sizeof(guint32));
	batch->digests = g_byte_array_new();
	batch->groups = g_ptr_array_new_with_free_func(group_free);
	batch->group_index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	batch->kept = g_array_new(FALSE, FALSE, sizeof(struct bill_kept));
	batch->together = g_ptr_array_new_with_free_func(g_free);
	batch->gone = g_ptr_array_new_with_free_func(g_free);
	batch->folder = bill_names_folder(wish->output);
	batch->journal = -1;
	batch->playlist = wish->playlist_days ? g_string_new(NULL) : NULL;
	return batch;
}

void bill_batch_free(struct bill_batch *batch)
{
	if (!batch)
		return;
	bill_manifest_free(batch->manifest);
	g_array_unref(batch->jobs);
	g_array_unref(batch->members);
	g_byte_array_unref(batch->digests);
	g_hash_table_unref(batch->group_index);
	g_ptr_array_unref(batch->groups);
	g_ptr_array_unref(batch->gone);
	g_ptr_array_unref(batch->together);
	g_array_unref(batch->kept);
	bill_shelf_free(batch->shelf);
	if (batch->playlist)
		g_string_free(batch->playlist, TRUE);
	g_free(batch->folder);
	g_free(batch);
}

unsigned bill_batch_posters(const struct bill_batch *batch)
{
	unsigned jobs = 0;
	for (unsigned i = 0; i < batch->jobs->len; i++)
		jobs += !bill_job_at(batch, i)->elsewhere;
	return jobs * batch->n_sizes;
}

const GPtrArray *bill_batch_gone(const struct bill_batch *batch)
{
	return batch->gone;
}

/* ---- events ---- */

char *bill_event_identity(const struct bill_event *event)
{
	char *id = bill_event_say(event, "{{id}}");
	if (*id)
		return id;
	g_free(id);
	return bill_event_say(event, "{{start | date: %F}} {{title}} {{speaker}}");
}

static void add_digest(struct bill_batch *batch, const struct bill_event *event)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
	guint8 digest[BILL_EVENT_DIGEST_BYTES];
	gsize count = sizeof digest;
	bill_event_print(event, "jsonl", text);
	g_checksum_update(sum, (const guchar *)text->str, (gssize)text->len);
	g_checksum_get_digest(sum, digest, &count);
	g_byte_array_append(batch->digests, digest, sizeof digest);
}

/* The first four bytes of a checksum: the same on every machine. */
static guint32 hash_of(const char *text, const char *more)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[BILL_DIGEST_BYTES];
	gsize count = sizeof digest;
	g_checksum_update(sum, (const guchar *)text, -1);
	g_checksum_update(sum, (const guchar *)"\n", 1);
	g_checksum_update(sum, (const guchar *)more, -1);
	g_checksum_get_digest(sum, digest, &count);
	return (guint32)digest[0] << 24 | (guint32)digest[1] << 16 | (guint32)digest[2] << 8 | digest[3];
}

/* ---- jobs ---- */

static bool tells_words(const struct bill_diags *diags)
{
	return bill_diags_count(diags, BILL_WARNING) > 0;
}

void bill_job_refuse(struct bill_job *job)
{
	job->refused = true;
	if (!job->early)
		job->early = bill_diags_new();
}

/* Says of which event its last finding is. */
static void blame_job(const struct bill_batch *batch, const struct bill_job *job)
{
	struct bill_event *event = bill_shelf_take(batch->shelf, g_array_index(batch->members, guint32, job->first));
	if (event)
		bill_event_blame(event, job->early);
	bill_event_free(event);
}

/* The names of all its files. */
static void name_job(struct bill_batch *batch, struct bill_job *job, const struct bill_event *event)
{
	const struct bill_batch_wish *wish = &batch->wish;
	struct bill_name_wish name = {.event = event, .layout = wish->layouts[job->layout]};
	g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
	if (!job->early)
		job->early = bill_diags_new();
	name.together = bill_design_takes_many(wish->designs[job->layout]);
	for (unsigned size = 0; size < batch->n_sizes && !job->refused; size++) {
		name.size = wish->sizes[size];
		for (unsigned column = 0; column < batch->columns && !job->refused; column++) {
			name.format = column < batch->n_formats ? wish->formats[column] : "txt";
			g_autofree char *path = bill_names_make(&batch->names, &name, job->early);
			if (path)
				g_strv_builder_add(paths, path);
			else
				job->refused = true;
		}
	}
	job->paths = g_strv_builder_end(paths);
	if (job->refused)
		bill_event_blame(event, job->early);
	if (bill_diags_length(job->early) == 0)
		g_clear_pointer(&job->early, bill_diags_free);
}

static void move_diags(struct bill_diags *from, struct bill_diags *to)
{
	for (unsigned i = 0; i < bill_diags_length(from); i++)
		bill_diags_add(to, bill_diags_at(from, i));
	bill_diags_clear(from);
}

static void add_single(struct bill_batch *batch, guint32 layout, guint32 member, const struct bill_event *event,
	struct bill_diags *early, bool doubtful)
{
	struct bill_job job = {.layout = layout, .first = batch->members->len, .count = 1, .doubtful = doubtful};
	if (bill_diags_length(early) > 0) {
		job.early = bill_diags_new();
		move_diags(early, job.early);
	}
	name_job(batch, &job, event);
	g_array_append_val(batch->members, member);
	g_array_append_val(batch->jobs, job);
}

/* ---- groups ---- */

/* Events that share a poster. */
struct group {
	guint32 layout;
	char *name; /* that their poster will have */
	GArray *members;
	struct bill_diags *early;
};

static void group_free(void *data)
{
	struct group *group = data;
	g_array_unref(group->members);
	bill_diags_free(group->early);
	g_free(group->name);
	g_free(group);
}

static struct group *group_of(struct bill_batch *batch, guint32 layout, const char *name)
{
	g_autofree char *key = g_strdup_printf("%u\n%s", layout, name);
	struct group *group = g_hash_table_lookup(batch->group_index, key);
	if (group)
		return group;
	group = g_new0(struct group, 1);
	*group = (struct group){layout, g_strdup(name), g_array_new(FALSE, FALSE, sizeof(guint32)), bill_diags_new()};
	g_hash_table_insert(batch->group_index, g_steal_pointer(&key), group);
	g_ptr_array_add(batch->groups, group);
	return group;
}

static void add_to_group(
	struct bill_batch *batch, guint32 layout, guint32 member, const struct bill_event *event, struct bill_diags *early)
{
	struct bill_name_wish wish = {.event = event, .layout = batch->wish.layouts[layout], .size = ""};
	g_autofree char *name = bill_names_group(&batch->names, &wish, NULL); /* what is wrong is told when the job is named */
	struct group *group = group_of(batch, layout, name ? name : "");
	g_array_append_val(group->members, member);
	move_diags(early, group->early);
}

static void add_group(struct bill_batch *batch, const struct group *group)
{
	struct bill_job job = {.layout = group->layout, .first = batch->members->len, .count = group->members->len};
	job.identity = hash_of(batch->wish.layouts[job.layout], group->name);
	job.doubtful = tells_words(group->early);
	job.early = bill_diags_new();
	move_diags(group->early, job.early);
	g_array_append_vals(batch->members, group->members->data, group->members->len);
	struct bill_event *event = bill_shelf_take(batch->shelf, g_array_index(group->members, guint32, 0));
	if (event)
		name_job(batch, &job, event);
	else
		bill_job_refuse(&job);
	bill_event_free(event);
	g_array_append_val(batch->jobs, job);
}

bool bill_batch_add(struct bill_batch *batch, const struct bill_event *event, struct bill_diags *early, struct bill_diags *diags)
{
	guint32 member = (guint32)bill_shelf_count(batch->shelf);
	bool doubtful = tells_words(early);
	if (!bill_shelf_put(batch->shelf, event, diags))
		return false;
	add_digest(batch, event);
	for (guint32 layout = 0; layout < batch->n_layouts; layout++) {
		if (bill_design_takes_many(batch->wish.designs[layout]))
			add_to_group(batch, layout, member, event, early);
		else
			add_single(batch, layout, member, event, early, doubtful);
	}
	return true;
}

/* ---- names that are the same ---- */

/* Groups have theirs already: their name. */
static void identify(struct bill_batch *batch, struct bill_job *job)
{
	struct bill_event *event =
		job->identity ? NULL : bill_shelf_take(batch->shelf, g_array_index(batch->members, guint32, job->first));
	g_autofree char *identity = event ? bill_event_identity(event) : NULL;
	if (identity)
		job->identity = hash_of(batch->wish.layouts[job->layout], identity);
	bill_event_free(event);
}

char *bill_place_of(const char *path)
{
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	if (g_str_is_ascii(absolute)) /* most are, and GLib takes its time with other letters */
		return g_ascii_strdown(absolute, -1);
	g_autofree char *valid = g_utf8_make_valid(absolute, -1);
	g_autofree char *folded = g_utf8_casefold(valid, -1);
	return g_utf8_normalize(folded, -1, G_NORMALIZE_NFC);
}

/* 1 + each job that has a path of another. */
static GHashTable *find_doubles(const struct bill_batch *batch)
{
	g_autoptr(GHashTable) owners =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL); /* path → 1 + the job that has it */
	GHashTable *twice = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (unsigned i = 0; i < batch->jobs->len; i++) {
		const struct bill_job *job = bill_job_at(batch, i);
		for (char **path = job->refused ? NULL : job->paths; path && *path; path++) {
			char *place = bill_place_of(*path);
			gpointer owner = g_hash_table_lookup(owners, place);
			if (owner) {
				g_hash_table_add(twice, owner);
				g_hash_table_add(twice, GUINT_TO_POINTER(i + 1));
				g_free(place);
			} else {
				g_hash_table_insert(owners, place, GUINT_TO_POINTER(i + 1));
			}
		}
	}
	return twice;
}

/* Every one of those with the same name gets a mark of its own, so that none depends on which came first. */
static void mark_names(struct bill_batch *batch, GHashTable *twice)
{
	for (unsigned i = 0; i < batch->jobs->len; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		if (!g_hash_table_contains(twice, GUINT_TO_POINTER(i + 1)))
			continue;
		identify(batch, job);
		g_autofree char *mark = g_strdup_printf("%06x", job->identity >> 8);
		for (char **path = job->paths; *path; path++) {
			char *marked = bill_name_mark(*path, mark);
			g_free(*path);
			*path = marked;
		}
	}
}

/* first: nobody has been told yet how to mend it. */
static void refuse_name(const struct bill_batch *batch, struct bill_job *job, const char *path, bool first)
{
	bool stream = g_str_equal(path, "-");
	bill_job_refuse(job);
	if (stream)
		bill_error(job->early, (struct bill_at){0}, "task/same-name", "standard output takes one poster, and this is the second");
	else
		bill_error(job->early, (struct bill_at){0}, "task/same-name",
			"a second poster would be written to %s, so it was not made", path);
	blame_job(batch, job);
	if (first)
		bill_diags_hint(job->early,
			"Give -o a pattern that tells them apart, such as '%s{{start | date: %%F}}-{{title | slug}}.pdf'",
			stream ? "out/" : "");
}

/* The first keeps the name, and the others are not made. */
static void refuse_names(struct bill_batch *batch)
{
	g_autoptr(GHashTable) owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	bool first = true;
	for (unsigned i = 0; i < batch->jobs->len; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		for (char **path = job->refused ? NULL : job->paths; path && *path; path++) {
			char *place = bill_place_of(*path);
			guint32 owner = GPOINTER_TO_UINT(g_hash_table_lookup(owners, place));
			if (owner && owner != i + 1) {
				refuse_name(batch, job, *path, first);
				first = false;
				g_free(place);
				break;
			}
			g_hash_table_insert(owners, place, GUINT_TO_POINTER(i + 1));
		}
	}
}

/* ---- the plan as a whole ---- */

/* The same event in two files is one poster. */
static void drop_doubles(struct bill_batch *batch)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_bytes_hash, g_bytes_equal);
	g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	unsigned kept = 0;
	for (unsigned i = 0; i < batch->jobs->len; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		guint32 member = g_array_index(batch->members, guint32, job->first);
		GByteArray *text = g_byte_array_new();
		g_byte_array_append(text, (const guint8 *)&job->layout, sizeof job->layout);
		g_byte_array_append(text, batch->digests->data + (gsize)member * BILL_EVENT_DIGEST_BYTES, BILL_EVENT_DIGEST_BYTES);
		GBytes *key = g_byte_array_free_to_bytes(text);
		g_ptr_array_add(owned, key);
		bool again = job->count == 1 && !g_hash_table_add(seen, key);
		batch->doubles += again;
		if (again)
			job_clear(job);
		else
			*bill_job_at(batch, kept++) = *job;
	}
	batch->jobs->len = kept; /* the others were cleared, or moved */
}

static bool has_words(const struct bill_batch *batch)
{
	const char *pattern = batch->wish.output;
	return !pattern || strstr(pattern, "{{") || g_str_has_suffix(pattern, "/") || g_file_test(pattern, G_FILE_TEST_IS_DIR);
}

static void settle_names(struct bill_batch *batch)
{
	if (batch->jobs->len < 2 || batch->wish.dump || batch->wish.only_together)
		return;
	g_autoptr(GHashTable) twice = find_doubles(batch);
	if (g_hash_table_size(twice) > 0 && has_words(batch))
		mark_names(batch, twice);
	if (g_hash_table_size(twice) > 0)
		refuse_names(batch);
}

static void set_aside_shards(struct bill_batch *batch)
{
	for (unsigned i = 0; i < batch->jobs->len && batch->wish.shards > 0; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		identify(batch, job);
		job->elsewhere = job->identity % batch->wish.shards != batch->wish.shard - 1;
	}
}

/* A pattern that no event can fill is told once. False: it was. */
static bool check_pattern(const struct bill_batch *batch, struct bill_diags *diags)
{
	for (unsigned i = 0; i < batch->jobs->len; i++) {
		if (!bill_job_at(batch, i)->refused)
			return true;
	}
	struct bill_job *first = batch->jobs->len > 0 ? bill_job_at(batch, 0) : NULL;
	unsigned count = first ? bill_diags_length(first->early) : 0; /* none where its event could not be read back */
	const struct bill_diag *last = count > 0 ? bill_diags_at(first->early, count - 1) : NULL;
	if (!last || !g_str_has_prefix(last->code, "template/"))
		return true;
	bill_error(diags, (struct bill_at){0}, last->code, "-o '%s': %s", batch->wish.output, last->text);
	if (last->hint)
		bill_diags_hint(diags, "%s", last->hint);
	return false;
}

bool bill_batch_plan(struct bill_batch *batch, struct bill_diags *diags)
{
	for (unsigned i = 0; i < batch->groups->len; i++)
		add_group(batch, batch->groups->pdata[i]);
	if (!check_pattern(batch, diags))
		return false;
	if (!batch->wish.dump)
		drop_doubles(batch);
	if (batch->doubles > 0)
		bill_warning(diags, (struct bill_at){0}, "task/same-event", "%u event%s there twice, word for word, and made once",
			batch->doubles, batch->doubles == 1 ? " is" : "s are");
	settle_names(batch);
	bill_batch_spare_inputs(batch);
	set_aside_shards(batch);
	return bill_batch_check_descriptions(batch, diags) && bill_together_check(batch, diags) &&
		   bill_batch_open_manifest(batch, diags);
}
