/* What a run made, kept for the next: not yet. */
#include "task/run.h"
void bill_manifest_free(struct bill_manifest *manifest)
{
}
bool bill_batch_open_manifest(struct bill_batch *batch, struct bill_diags *diags)
{
	return true;
}
void bill_batch_note(const struct bill_batch *batch, const struct bill_job *job, guint32 size, const struct bill_event *event,
	const struct bill_seen *file, GPtrArray *pictures)
{
}
void bill_batch_enter(struct bill_batch *batch, const struct bill_job *job, guint32 size, const struct bill_event *event,
	const struct bill_outcome *outcome)
{
}
bool bill_batch_close_manifest(struct bill_batch *batch, bool whole, struct bill_diags *diags)
{
	return true;
}
