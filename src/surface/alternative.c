/* What a picture says to those who do not see it. */
#include "surface/write.h"

char *bill_frame_alternative(const struct bill_frame *frame)
{
	if (frame->role != BILL_FRAME_FIGURE)
		return NULL;
	if (frame->qr)
		return g_strconcat("QR code: ", frame->qr->text, NULL);
	return g_strdup(frame->alternative ? frame->alternative : "");
}
