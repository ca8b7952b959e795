/* How long something took, for tests that guard against hanging: the processor's time, for the clock on the wall also counts what
 * other programs do meanwhile. */
#ifndef CLOCK_H
#define CLOCK_H

#include <time.h>

static inline double seconds_used(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* The first number, or the second under AddressSanitizer: its strict_string_checks reads to a text's end at every comparison,
 * which makes linear work quadratic. */
#if defined(__SANITIZE_ADDRESS__)
#define ANY_OR_SANITIZED(any, sanitized) (sanitized)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ANY_OR_SANITIZED(any, sanitized) (sanitized)
#endif
#endif
#ifndef ANY_OR_SANITIZED
#define ANY_OR_SANITIZED(any, sanitized) (any)
#endif

#endif
