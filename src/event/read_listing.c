/* A listing in plain text: lines, labels, and prose between them. */
#include "event/reader.h"

struct bill_event *bill_listing_next(struct bill_reader *reader, struct bill_diags *diags)
{
	return NULL;
}
