/* Which events a run wants, and what it has seen of them. */
#ifndef BILL_EVENT_SELECT_H
#define BILL_EVENT_SELECT_H

#include "event/alias.h"
#include "event/event.h"

enum bill_verdict {
	BILL_TAKEN,
	BILL_BEFORE,    /* --from */
	BILL_AFTER,     /* --until */
	BILL_PAST,      /* --upcoming */
	BILL_UNMATCHED, /* --match, --id */
	BILL_VERDICTS,
};

#define BILL_SEEN 65536 /* events remembered for telling duplicates: 512 kB, however many there are */

struct bill_selection {
	struct bill_moment from, until; /* given: the wish was made; on the clock of each event */
	int64_t now;                    /* seconds since 1970 in UTC */
	bool has_now;                   /* the user said it */
	bool upcoming, past;
	bool stopped; /* at --limit */
	char *match;  /* folded */
	char *id, *zone;
	struct bill_alias_map *map;
	uint64_t limit;
	uint64_t counts[BILL_VERDICTS], lost, lost_files, over;
	uint64_t *seen;
};

/* Whether --limit was reached, so that no more is read. */
bool bill_selection_is_full(struct bill_selection *selection);
/* What becomes of an event; counts it, and moves its times to --zone. May add warnings event/past, event/duplicate,
 * event/no-real-title. */
enum bill_verdict bill_selection_judge(struct bill_selection *selection, struct bill_event *event, struct bill_diags *diags);
/* Whether a window of time was asked for, so that recurring events are unfolded within it. */
bool bill_selection_has_window(const struct bill_selection *selection);
/* Whether a time is in the window. floating: a day is enough. */
enum bill_verdict bill_selection_place(
	const struct bill_selection *selection, const struct bill_moment *start, const struct bill_moment *end, const char *zone);
int64_t bill_selection_now(const struct bill_selection *selection); /* selection may be NULL */

#endif
