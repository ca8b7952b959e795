/* Dates and times by ICU's formatters, which are opened when first needed and kept for the thread. */
#ifndef BILL_EVENT_WHEN_ICU_H
#define BILL_EVENT_WHEN_ICU_H

#include "event/event.h"

/* ICU's identifier of a language's locale; English where ICU lacks the language. Kept for the thread. */
const char *bill_when_icu_locale(const char *language);
/* style: "long", "medium", "short", "clock" (ICU's own), "=pattern" or "?skeleton". NULL: ICU refused. In the arena, as all
 * below. */
const char *bill_when_icu_format(
	const char *locale, const char *style, const struct bill_moment *moment, struct bill_arena *arena);
/* Two moments of one skeleton, what they share told once. space: stands around the dash where ICU has a thin one. NULL: ICU
 * refused. */
const char *bill_when_icu_range(const char *locale, const char *skeleton, const struct bill_moment *from,
	const struct bill_moment *to, const char *space, struct bill_arena *arena);
/* "EST", "MEZ": the short name of an IANA zone on that day. NULL: it has none. */
const char *bill_when_icu_zone(const char *locale, const char *zone, const struct bill_moment *moment, struct bill_arena *arena);

#endif
