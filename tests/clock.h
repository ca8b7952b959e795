/* How long something took, for tests that guard against hanging: the processor's time, for the clock on the wall also counts what
 * other programs do meanwhile. */
#ifndef CLOCK_H
#define CLOCK_H

#include <time.h>

static inline double seconds_used(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

#endif
