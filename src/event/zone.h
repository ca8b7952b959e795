/* Time zones: names of any origin → IANA names, and the clock of a place (ICU). */
#ifndef BILL_EVENT_ZONE_H
#define BILL_EVENT_ZONE_H

#include "event/event.h"

/* "W. Europe Standard Time", "/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin" → the IANA name; NULL: not known. Newly
 * allocated. */
char *bill_zone_named(const char *name);
/* "(UTC+01:00) Somewhere", "GMT-5": the name of a clock that is so many whole hours from Greenwich's; NULL: it is no such thing.
 * Newly allocated. */
char *bill_zone_of_offset(const char *name);
/* Seconds since 1970 in UTC. A moment without offset is on the zone's clock; zone NULL: taken as UTC. */
int64_t bill_zone_instant(const struct bill_moment *moment, const char *zone);
/* Puts a moment that has an offset, or is on the clock of `from`, on the clock of `to`. Dates without a time stay as they are. */
void bill_zone_move(struct bill_moment *moment, const char *from, const char *to);

#endif
