/* What a picture says to those who do not see it. */
#include "surface/write.h"

char *bill_frame_alternative(const struct bill_frame *frame)
{
	if (frame->role != BILL_FRAME_FIGURE)
		return NULL;
	if (frame->qr && !frame->alternative)
		return g_strdup(frame->qr->text);
	return g_strdup(frame->alternative ? frame->alternative : "");
}
