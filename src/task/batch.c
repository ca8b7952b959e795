/* A run as a whole: its posters are made, then the manifest is written. */
#include "task/run.h"

int bill_batch_run(struct bill_batch *batch, const struct bill_batch_watch *watch, struct bill_diags *diags)
{
	int number = bill_pool_run(batch, watch, diags);
	bill_batch_close_manifest(batch, number == 0, diags);
	return number;
}
