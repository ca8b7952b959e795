/* All posters of a run in one file: a PDF that holds them, and a sheet that shows them small. */
#include <string.h>

#include "task/fault.h"
#include "task/run.h"

void bill_together_keep(struct bill_batch *batch, const struct bill_job *job, guint32 size)
{
	const struct bill_kept kept = {(guint32)(job - bill_job_at(batch, 0)), size, false};
	g_array_append_val(batch->kept, kept);
}

/* ---- names ---- */

/* Not over a poster, nor over what is read. */
static bool check_path(const struct bill_batch *batch, const char *path, struct bill_diags *diags)
{
	g_autofree char *own = bill_place_of(path);
	if (bill_batch_reads(batch, path))
		return bill_error(
			diags, (struct bill_at){0}, "task/over-input", "%s is what this run reads, and is not written over", path);
	for (guint32 i = 0; !batch->wish.only_together && i < batch->jobs->len; i++) {
		const struct bill_job *job = bill_job_at(batch, i);
		for (char **other = job->refused ? NULL : job->paths; other && *other; other++) {
			g_autofree char *place = bill_place_of(*other);
			if (g_str_equal(place, own))
				return bill_error(
					diags, (struct bill_at){0}, "task/same-name", "%s is the name of a poster of this run, too", path);
		}
	}
	return true;
}

bool bill_together_check(const struct bill_batch *batch, struct bill_diags *diags)
{
	const char *bundle = batch->wish.bundle, *contact = batch->wish.contact_sheet;
	g_autofree char *first = bundle ? bill_place_of(bundle) : NULL, *second = contact ? bill_place_of(contact) : NULL;
	if (bundle && contact && g_str_equal(first, second))
		return bill_error(
			diags, (struct bill_at){0}, "task/same-name", "%s cannot be both the bundle and the contact sheet", bundle);
	return (!bundle || check_path(batch, bundle, diags)) && (!contact || check_path(batch, contact, diags));
}

void bill_together_tell(struct bill_batch *batch)
{
	const char *paths[] = {batch->wish.bundle, batch->wish.contact_sheet};
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		if (paths[i])
			g_ptr_array_add(batch->together, g_strdup(paths[i]));
	}
}

/* ---- posters ---- */

struct together {
	const struct bill_batch *batch;
	const struct bill_ears *ears;
	struct bill_diags *diags;
	struct bill_bundle *bundle;   /* NULL: none is asked for */
	struct bill_contact *contact; /* likewise */
	unsigned put;
	char *series; /* of all of them; "": they have none in common */
};

/* What it told when its file was made is not told again. */
static struct bill_poster *lay_out(
	const struct together *t, const struct bill_kept *kept, const GPtrArray *events, struct bill_diags *diags)
{
	const struct bill_batch_wish *wish = &t->batch->wish;
	bill_fault_together(events->pdata[0]);
	struct bill_poster *poster = bill_poster_new_many(wish->press, wish->designs[bill_job_at(t->batch, kept->job)->layout],
		(const struct bill_event *const *)(const void *)events->pdata, events->len, wish->sizes[kept->size], diags);
	if (poster && wish->debug && !bill_poster_debug(poster, wish->debug, diags))
		g_clear_pointer(&poster, bill_poster_free);
	return poster;
}

/* "On tides (Jan 21, 2025), a4": title and date, and what else tells it from the run's others. */
static char *bookmark_of(
	const struct together *t, const struct bill_kept *kept, const struct bill_poster *poster, const GPtrArray *events)
{
	const struct bill_batch_wish *wish = &t->batch->wish;
	const struct bill_job *job = bill_job_at(t->batch, kept->job);
	const char *title = bill_poster_title(poster);
	g_autofree char *date = bill_event_say(events->pdata[0], "{{start | date: medium}}");
	GString *text = g_string_new(title ? title : wish->layouts[job->layout]);
	if (*date && events->len == 1)
		g_string_append_printf(text, " (%s)", date);
	if (t->batch->n_layouts > 1)
		g_string_append_printf(text, ", %s", wish->layouts[job->layout]);
	if (t->batch->n_sizes > 1)
		g_string_append_printf(text, ", %s", wish->sizes[kept->size]);
	return g_string_free(text, FALSE);
}

/* Its file's, or where it has none the bookmark. */
static char *name_of(const struct together *t, const struct bill_kept *kept, const char *bookmark)
{
	const struct bill_batch *batch = t->batch;
	bool file = !batch->wish.only_together && g_strcmp0(batch->wish.output, "-") != 0;
	return file ? g_path_get_basename(bill_job_at(batch, kept->job)->paths[kept->size * batch->columns]) : g_strdup(bookmark);
}

static void note_series(struct together *t, const GPtrArray *events)
{
	for (unsigned i = 0; i < events->len; i++) {
		char *series = bill_event_say(events->pdata[i], "{{series}}");
		if (t->series && !g_str_equal(t->series, series))
			*series = '\0';
		g_free(t->series);
		t->series = series;
	}
}

static bool put(struct together *t, const struct bill_kept *kept, const GPtrArray *events, struct bill_diags *diags)
{
	struct bill_poster *poster = lay_out(t, kept, events, diags);
	if (!poster)
		return false;
	g_autofree char *bookmark = bookmark_of(t, kept, poster, events);
	g_autofree char *name = name_of(t, kept, bookmark);
	if (t->contact && !bill_contact_put(t->contact, poster, name, t->diags))
		g_clear_pointer(&t->contact, bill_contact_free); /* too many pixels: told once, and the bundle is made all the same */
	bool good = !t->bundle || bill_bundle_put(t->bundle, poster, t->batch->wish.printing, bookmark, diags);
	bill_poster_free(poster);
	return good;
}

static void put_kept(struct together *t, const struct bill_kept *kept)
{
	g_autoptr(GPtrArray) events = bill_job_events(t->batch, bill_job_at(t->batch, kept->job));
	struct bill_diags *diags = bill_diags_new();
	bool good = events && put(t, kept, events, diags);
	if (good)
		note_series(t, events);
	t->put += good;
	for (unsigned i = 0; !good && i < bill_diags_length(diags); i++)
		bill_diags_add(t->diags, bill_diags_at(diags, i));
	bill_diags_free(diags);
}

/* ---- files ---- */

/* After the series that all posters are of, else after the file. */
static char *title_of(const struct together *t, const char *path)
{
	if (t->series && *t->series)
		return g_strdup(t->series);
	char *name = g_path_get_basename(path);
	char *dot = strrchr(name, '.');
	if (dot)
		*dot = '\0';
	return name;
}

static void write_file(const struct together *t, const char *path, const GByteArray *bytes)
{
	g_autofree char *own = g_strdup(path);
	if (bytes && bill_file_write(path, bytes->data, bytes->len, t->diags))
		t->ears->file(t->ears->data, t->batch->kept->len, 0, &(struct bill_seen){.path = own, .bytes = bytes->len});
}

static void write_files(struct together *t)
{
	const struct bill_batch_wish *wish = &t->batch->wish;
	if (t->bundle) {
		g_autofree char *title = title_of(t, wish->bundle);
		g_autoptr(GByteArray) bytes = bill_bundle_encode(t->bundle, title, t->diags);
		write_file(t, wish->bundle, bytes);
	}
	if (t->contact) {
		g_autofree char *title = title_of(t, wish->contact_sheet);
		g_autoptr(GByteArray) bytes = bill_contact_encode(t->contact, title, t->diags);
		write_file(t, wish->contact_sheet, bytes);
	}
}

static void tell_left_out(const struct together *t)
{
	const struct bill_batch_wish *wish = &t->batch->wish;
	unsigned out = bill_batch_posters(t->batch) - t->put;
	g_autofree char *files = wish->bundle && wish->contact_sheet ? g_strdup_printf("%s and %s", wish->bundle, wish->contact_sheet)
																 : g_strdup(wish->bundle ? wish->bundle : wish->contact_sheet);
	if (t->put == 0)
		bill_warning(
			t->diags, (struct bill_at){0}, "task/left-out", "nothing was written to %s, because no poster was made", files);
	else if (out > 0)
		bill_warning(t->diags, (struct bill_at){0}, "task/left-out", "%u poster%s not in %s, because %s could not be made", out,
			out == 1 ? " is" : "s are", files, out == 1 ? "it" : "they");
}

void bill_together_draw(const struct bill_batch *batch, const struct bill_ears *ears)
{
	const struct bill_batch_wish *wish = &batch->wish;
	struct bill_outcome outcome;
	struct together t = {.batch = batch, .ears = ears, .diags = bill_outcome_init(&outcome)->diags};
	t.bundle = wish->bundle ? bill_bundle_new() : NULL;
	if (wish->contact_sheet)
		t.contact = bill_contact_new(batch->kept->len, wish->printing, wish->contact_sheet, wish->dpi, t.diags);
	for (guint i = 0; i < batch->kept->len; i++) {
		const struct bill_kept *kept = &g_array_index(batch->kept, struct bill_kept, i);
		ears->begin(ears->data, i, kept->size, -1);
		if (!kept->left_out)
			put_kept(&t, kept);
	}
	ears->begin(ears->data, batch->kept->len, 0, -1);
	if (t.put > 0)
		write_files(&t);
	tell_left_out(&t);
	ears->end(ears->data, batch->kept->len, 0, &outcome);
	bill_outcome_finish(&outcome);
	bill_bundle_free(t.bundle);
	bill_contact_free(t.contact);
	g_free(t.series);
}

const GPtrArray *bill_batch_together(const struct bill_batch *batch)
{
	return batch->together;
}
