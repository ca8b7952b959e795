/* The work itself: one event, or a group of them, on one layout, in all sizes and formats. */
#include "task/fault.h"
#include "task/run.h"

struct work {
	struct bill_batch *batch;
	struct bill_job *job;
	guint32 index;
	const struct bill_ears *ears;
	GPtrArray *events; /* struct bill_event */
	struct bill_poster *poster;
	struct bill_outcome outcome;
};

static const struct bill_event *first_event(const struct work *work)
{
	return work->events->pdata[0];
}

GPtrArray *bill_job_events(const struct bill_batch *batch, const struct bill_job *job)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)bill_event_free);
	for (guint32 i = 0; i < job->count; i++) {
		guint32 member = g_array_index(batch->members, guint32, job->first + i);
		struct bill_event *event = bill_shelf_take(batch->shelf, member);
		if (!event)
			return NULL;
		g_ptr_array_add(events, event);
	}
	return g_steal_pointer(&events);
}

/* The manifest tells by them when a poster must be made again. */
static void look_at_pictures(struct work *work)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	bill_poster_list_pictures(work->poster, paths);
	for (unsigned i = 0; i < paths->len; i++) {
		struct bill_seen *seen = g_new0(struct bill_seen, 1);
		g_autofree char *text = NULL;
		gsize count;
		seen->path = g_strdup(paths->pdata[i]);
		if (bill_seen_look(seen) && g_file_get_contents(seen->path, &text, &count, NULL))
			bill_hex_of(text, count, seen->sha256);
		g_ptr_array_add(work->outcome.pictures, seen);
	}
}

/* Words that were dropped or shortened. */
static bool cost_words(const struct bill_diags *diags)
{
	for (unsigned i = 0; i < bill_diags_length(diags); i++) {
		const struct bill_diag *diag = bill_diags_at(diags, i);
		if (diag->severity == BILL_NOTE && g_str_has_prefix(diag->code, "layout/"))
			return true;
	}
	return false;
}

static bool too_strict(const struct work *work)
{
	const struct bill_diags *diags = work->outcome.diags;
	if (!work->batch->wish.strict || (!work->job->doubtful && !bill_diags_count(diags, BILL_WARNING) && !cost_words(diags)))
		return false;
	bill_error(work->outcome.diags, (struct bill_at){0}, "task/strict",
		"the poster was not made, because --strict allows no warning and no words left out");
	return true;
}

/* ---- one size ---- */

static bool lay_out(struct work *work, guint32 size)
{
	const struct bill_batch_wish *wish = &work->batch->wish;
	struct bill_diags *diags = work->outcome.diags;
	work->ears->begin(work->ears->data, work->index, size, -1);
	bill_fault(first_event(work));
	work->poster = bill_poster_new_many(wish->press, wish->designs[work->job->layout],
		(const struct bill_event *const *)(const void *)work->events->pdata, work->events->len, wish->sizes[size], diags);
	if (!work->poster)
		return false;
	if (!wish->dump)
		bill_poster_inspect(work->poster, wish->printing, wish->ink, diags);
	if (too_strict(work))
		return false;
	return !wish->debug || bill_poster_debug(work->poster, wish->debug, diags);
}

static GByteArray *bytes_of(struct work *work, guint32 column)
{
	const struct bill_batch_wish *wish = &work->batch->wish;
	if (column < work->batch->n_formats)
		return bill_poster_encode(work->poster, wish->printing, wish->formats[column], wish->dpi, work->outcome.diags);
	g_autoptr(GString) text = g_string_new(NULL);
	bill_poster_describe(work->poster, text);
	GByteArray *bytes = g_byte_array_new();
	g_byte_array_append(bytes, (const guint8 *)text->str, (guint)text->len);
	return bytes;
}

/* Noted before it is written: whoever takes up a run that died finds in the notes what is whole. */
static bool write_file(struct work *work, guint32 size, const char *path, const GByteArray *bytes)
{
	g_autofree char *own = g_strdup(path);
	struct bill_seen file = {.path = own, .bytes = bytes->len};
	if (work->batch->journal >= 0) {
		bill_hex_of(bytes->data, bytes->len, file.sha256);
		bill_batch_note(work->batch, work->job, size, first_event(work), &file, work->outcome.pictures);
	}
	if (!bill_file_write(path, bytes->data, bytes->len, work->outcome.diags))
		return false;
	if (work->batch->journal >= 0)
		bill_seen_look(&file);
	work->ears->file(work->ears->data, work->index, size, &file);
	return true;
}

static bool make_file(struct work *work, guint32 size, guint32 column)
{
	const struct bill_batch_wish *wish = &work->batch->wish;
	if (wish->only_together) /* it is drawn where all are (binder.c) */
		return bill_poster_suits(work->poster, wish->printing, work->outcome.diags);
	work->ears->begin(work->ears->data, work->index, size, (int)column);
	g_autoptr(GByteArray) bytes = bytes_of(work, column);
	return bytes && write_file(work, size, work->job->paths[size * work->batch->columns + column], bytes);
}

static bool dump(struct work *work)
{
	g_autoptr(GString) text = g_string_new(NULL);
	bill_poster_dump(work->poster, text);
	work->outcome.dump = g_strdup(text->str);
	return true;
}

static bool make_files(struct work *work, guint32 size, guint32 column)
{
	bool good = true;
	if (work->batch->wish.dump)
		return dump(work);
	if (work->batch->journal >= 0)
		look_at_pictures(work);
	for (; column < work->batch->columns; column++)
		good = make_file(work, size, column) && good;
	return good;
}

static void make_size(struct work *work, guint32 size, guint32 column)
{
	gint64 start = g_get_monotonic_time();
	bill_outcome_init(&work->outcome);
	work->outcome.failed = !lay_out(work, size) || !make_files(work, size, column);
	if (work->outcome.failed && work->batch->jobs->len > 1)
		bill_event_blame(first_event(work), work->outcome.diags);
	work->outcome.ms = (double)(g_get_monotonic_time() - start) / 1000;
	work->ears->end(work->ears->data, work->index, size, &work->outcome);
	g_clear_pointer(&work->poster, bill_poster_free);
	bill_outcome_finish(&work->outcome);
}

static void fail_all(struct work *work, guint32 size)
{
	for (; size < work->batch->n_sizes; size++) {
		bill_outcome_init(&work->outcome);
		work->outcome.failed = !bill_error(
			work->outcome.diags, (struct bill_at){0}, "src/unreadable", "the events that were put aside cannot be read");
		work->ears->end(work->ears->data, work->index, size, &work->outcome);
		bill_outcome_finish(&work->outcome);
	}
}

void bill_work(struct bill_batch *batch, guint32 job, guint32 task, const struct bill_ears *ears)
{
	g_autoptr(GPtrArray) events = bill_job_events(batch, bill_job_at(batch, job));
	struct work work = {.batch = batch, .job = bill_job_at(batch, job), .index = job, .ears = ears, .events = events};
	guint32 size = task / batch->columns, column = task % batch->columns;
	if (!events) {
		fail_all(&work, size);
		return;
	}
	for (; size < batch->n_sizes; size++, column = 0) {
		if (!bill_job_same(work.job, size))
			make_size(&work, size, column);
	}
}
