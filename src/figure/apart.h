/* Work on hostile bytes in a process of its own, whose time and memory are bounded. */
#ifndef BILL_FIGURE_APART_H
#define BILL_FIGURE_APART_H

#include <stdbool.h>
#include <stddef.h>

enum bill_apart {
	BILL_APART_DONE,
	BILL_APART_REFUSED, /* the work said no */
	BILL_APART_SLOW,    /* it took too long, and was ended */
	BILL_APART_DIED,    /* it ended itself: too little memory, or a fault of a library */
	BILL_APART_NOT,     /* no process could be made */
};

/* Memory that this process and those it makes share; NULL: there is none left. */
void *bill_apart_share(size_t bytes);
void bill_apart_unshare(void *memory, size_t bytes); /* NULL is allowed */

/* Calls the work in a copy of this process; only what it writes into shared memory stays. */
enum bill_apart bill_apart_do(bool (*work)(void *data), void *data, unsigned ms, size_t memory);

#endif
