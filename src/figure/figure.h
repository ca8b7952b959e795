/* Pictures and codes, opened once, drawn later. */
#ifndef BILL_FIGURE_H
#define BILL_FIGURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/base.h"

/* A QR code (ISO/IEC 18004), one byte a module, 1 is dark, row by row; the quiet zone is not part of it. */
struct bill_qr {
	const char *text;
	int modules; /* along one side */
	const uint8_t *dark;
};

#define BILL_QR_QUIET 4 /* modules of quiet zone on each side; ISO/IEC 18004:2015, 9.1 */

/* NULL after a warning figure/qr-too-long when no code can hold the text. Lives in the arena. */
const struct bill_qr *bill_qr_new(const char *text, struct bill_at at, struct bill_arena *arena, struct bill_diags *diags);

#endif
