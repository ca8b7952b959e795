/* What a picture says to those who do not see it. */
#include "surface/write.h"

char *bill_frame_alternative(const struct bill_frame *frame)
{
	if (frame->role != BILL_FRAME_FIGURE)
		return NULL;
	return frame->qr ? g_strconcat("QR code: ", frame->qr->text, NULL) : NULL;
}
