/* Text for people: plain UTF-8 with runs of attributes. Never markup. */
#ifndef BILL_BASE_TEXT_H
#define BILL_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum bill_run_flag {
	BILL_RUN_STRONG = 1 << 0,
	BILL_RUN_EMPHASIS = 1 << 1,
	BILL_RUN_CODE = 1 << 2,
	BILL_RUN_SUPER = 1 << 3,
	BILL_RUN_SUB = 1 << 4,
	BILL_RUN_BULLET = 1 << 5, /* covers a whole paragraph that is an item of a list */
};

struct bill_run {
	size_t start, len; /* bytes */
	unsigned flags;    /* enum bill_run_flag */
};

/* "\n" ends a paragraph; U+2028 ends a line inside one. Lives in an arena. */
struct bill_text {
	const char *s; /* NUL-terminated, valid UTF-8, NFC; never NULL in a text that was made */
	size_t len;
	const struct bill_run *runs; /* ordered by start, not overlapping; NULL when none */
	size_t n_runs;
};

#endif
