/* A run as a whole: its posters are made, then the manifest is written. */
#include "task/run.h"

void bill_batch_miss(struct bill_batch *batch)
{
	batch->incomplete = true;
}

/* What would be made, told as if it were. */
static void tell_plan(const struct bill_batch *batch, const struct bill_batch_watch *watch)
{
	for (guint32 i = 0; i < batch->jobs->len; i++) {
		struct bill_job *job = bill_job_at(batch, i);
		struct bill_event *event = bill_shelf_take(batch->shelf, g_array_index(batch->members, guint32, job->first));
		g_autofree char *id = event ? bill_event_identity(event) : NULL;
		g_autofree char *title = event ? bill_event_say(event, "{{title}}") : NULL;
		for (guint32 size = 0; size < batch->n_sizes && !job->elsewhere; size++) {
			g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
			for (guint32 j = 0; j < batch->columns && !job->refused && !batch->wish.only_together; j++)
				g_strv_builder_add(paths, job->paths[size * batch->columns + j]);
			g_auto(GStrv) list = g_strv_builder_end(paths);
			struct bill_diags *diags = bill_diags_new();
			for (guint32 j = 0; size == 0 && job->early && j < bill_diags_length(job->early); j++)
				bill_diags_add(diags, bill_diags_at(job->early, j));
			const struct bill_poster_story story = {
				.state = job->refused               ? BILL_POSTER_FAILED
						 : bill_job_same(job, size) ? BILL_POSTER_UNCHANGED
													: BILL_POSTER_MADE,
				.event = id,
				.title = title,
				.layout = batch->wish.layouts[job->layout],
				.size = batch->wish.sizes[size],
				.paths = (const char *const *)list,
				.diags = diags,
				.last = size + 1 == batch->n_sizes,
			};
			watch->poster(watch->data, &story);
			bill_diags_free(diags);
		}
		bill_event_free(event);
	}
}

int bill_batch_run(struct bill_batch *batch, const struct bill_batch_watch *watch, struct bill_diags *diags)
{
	if (batch->wish.dry) {
		tell_plan(batch, watch);
		bill_playlist_tell(batch);
		bill_together_tell(batch);
		return 0;
	}
	int number = bill_pool_run(batch, watch, diags);
	if (batch->playlist && number == 0)
		bill_playlist_write(batch, diags);
	bill_batch_close_manifest(batch, number == 0, diags);
	if (number == 0)
		bill_together_write(batch, watch, diags);
	return number;
}
