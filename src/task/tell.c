/* Telling what became of the posters, in the order of the plan. */
#include "task/pool.h"

struct bill_outcome *bill_job_begin(const struct bill_batch *batch, struct bill_job *job)
{
	if (job->outcomes)
		return job->outcomes;
	job->outcomes = g_new0(struct bill_outcome, batch->n_sizes);
	for (guint32 i = 0; i < batch->n_sizes; i++)
		bill_outcome_init(&job->outcomes[i]);
	return job->outcomes;
}

void bill_job_end(const struct bill_batch *batch, struct bill_job *job)
{
	for (guint32 i = 0; job->outcomes && i < batch->n_sizes; i++)
		bill_outcome_finish(&job->outcomes[i]);
	g_clear_pointer(&job->outcomes, g_free);
	g_clear_pointer(&job->early, bill_diags_free);
}

bool bill_job_idle(const struct bill_batch *batch, const struct bill_job *job)
{
	bool same = true;
	for (guint32 i = 0; i < batch->n_sizes && same; i++)
		same = bill_job_same(job, i);
	return job->refused || job->elsewhere || same;
}

static void move_early(struct bill_job *job, struct bill_diags *diags)
{
	struct bill_diags *all = job->early;
	if (!all)
		return;
	for (unsigned i = 0; i < bill_diags_length(all); i++)
		bill_diags_add(diags, bill_diags_at(all, i));
	bill_diags_clear(all);
}

/* What the reader told comes before what the poster did. */
static struct bill_diags *all_diags(struct bill_job *job, const struct bill_outcome *outcome)
{
	struct bill_diags *diags = bill_diags_new();
	move_early(job, diags);
	for (unsigned i = 0; i < bill_diags_length(outcome->diags); i++)
		bill_diags_add(diags, bill_diags_at(outcome->diags, i));
	return diags;
}

static char **paths_of(const struct bill_batch *batch, const struct bill_job *job, guint32 size, bool same)
{
	g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
	const struct bill_outcome *outcome = &job->outcomes[size];
	for (unsigned i = 0; i < batch->columns && same; i++)
		g_strv_builder_add(paths, job->paths[size * batch->columns + i]);
	for (unsigned i = 0; i < outcome->files->len; i++)
		g_strv_builder_add(paths, ((const struct bill_seen *)outcome->files->pdata[i])->path);
	return g_strv_builder_end(paths);
}

static void tell_size(struct bill_pool *pool, struct bill_job *job, guint32 size, const struct bill_event *event)
{
	struct bill_batch *batch = pool->batch;
	const struct bill_outcome *outcome = &job->outcomes[size];
	bool same = bill_job_same(job, size), failed = outcome->failed || job->refused;
	g_autofree char *id = event ? bill_event_identity(event) : NULL;
	g_autofree char *title = event ? bill_event_say(event, "{{title}}") : NULL;
	g_auto(GStrv) paths = paths_of(batch, job, size, same);
	struct bill_diags *diags = all_diags(job, outcome);
	struct bill_poster_story story = {
		.state = failed ? BILL_POSTER_FAILED
				 : same ? BILL_POSTER_UNCHANGED
						: BILL_POSTER_MADE,
		.event = id,
		.title = title,
		.layout = batch->wish.layouts[job->layout],
		.size = batch->wish.sizes[size],
		.paths = (const char *const *)paths,
		.diags = diags,
		.dump = outcome->dump,
		.last = size + 1 == batch->n_sizes,
	};
	pool->watch->poster(pool->watch->data, &story);
	bill_diags_free(diags);
	if (batch->playlist && !failed)
		bill_playlist_add(batch, job, story.paths);
	if (!failed)
		bill_together_keep(batch, job, size);
	if (!same && !batch->wish.dump)
		bill_batch_enter(batch, job, size, event, outcome);
}

static bool is_finished(const struct bill_job *job, guint32 size)
{
	return job->refused || bill_job_same(job, size) || (job->outcomes && job->outcomes[size].finished);
}

/* False: it is not finished yet. */
static bool tell_job(struct bill_pool *pool, struct bill_job *job)
{
	const struct bill_batch *batch = pool->batch;
	guint32 member = g_array_index(batch->members, guint32, job->first);
	if (!is_finished(job, pool->told_sizes))
		return false;
	bill_job_begin(batch, job);
	/* Whoever only wants to hear of what was made need not know what the others are called. */
	bool named = batch->wish.names || !bill_job_idle(batch, job);
	struct bill_event *event = named ? bill_shelf_take(batch->shelf, member) : NULL;
	while (pool->told_sizes < batch->n_sizes && is_finished(job, pool->told_sizes))
		tell_size(pool, job, pool->told_sizes++, event);
	bill_event_free(event);
	return pool->told_sizes == batch->n_sizes;
}

void bill_pool_tell(struct bill_pool *pool)
{
	struct bill_batch *batch = pool->batch;
	for (; pool->told < batch->jobs->len; pool->told++) {
		struct bill_job *job = bill_job_at(batch, pool->told);
		if (pool->told >= pool->next && !bill_job_idle(batch, job))
			break;
		if (!job->elsewhere && !tell_job(pool, job))
			break;
		bill_job_end(batch, job);
		pool->told_sizes = 0;
	}
	pool->next = MAX(pool->next, pool->told);
	pool->watch->progress(pool->watch->data, pool->done, pool->total);
}

void bill_pool_abandon(struct bill_pool *pool)
{
	struct bill_batch *batch = pool->batch;
	for (guint32 i = pool->told; i < batch->jobs->len; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		struct bill_event *event =
			job->outcomes ? bill_shelf_take(batch->shelf, g_array_index(batch->members, guint32, job->first)) : NULL;
		for (guint32 size = i == pool->told ? pool->told_sizes : 0; event && size < batch->n_sizes; size++) {
			if (job->outcomes[size].finished && !bill_job_same(job, size))
				bill_batch_enter(batch, job, size, event, &job->outcomes[size]);
		}
		bill_event_free(event);
		bill_job_end(batch, job);
	}
}
