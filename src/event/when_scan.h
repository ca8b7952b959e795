/* The parts of the grammar of dates and times: each reads one thing at a place of a folded text. */
#ifndef BILL_EVENT_WHEN_SCAN_H
#define BILL_EVENT_WHEN_SCAN_H

#include "event/locale.h"
#include "event/when.h"

struct bill_scan {
	const char *text;                       /* folded, NUL-terminated */
	const struct bill_words *languages[64]; /* NULL-ended; the first is when_words.def */
	const char *hint;                       /* the text's language, or NULL */
	const char *language;                   /* of the first name of a month or weekday that was read */
	bool impossible;
	bool swappable; /* a date read as month/day could be day/month */
};

/* A clock time with how it was written. */
struct bill_scan_clock {
	struct bill_clock clock;
	bool has_meridiem, is_bare; /* bare: a number only */
};

/* Each gives the number of bytes read, 0: nothing of the kind stands at p. */
size_t bill_scan_word(struct bill_scan *scan, const char *p, enum bill_word_kind kind, const struct bill_word **word);
/* n_dates: 2 for "13–17 July". */
size_t bill_scan_date(struct bill_scan *scan, const char *p, struct bill_date dates[2], unsigned *n_dates);
/* after_intro: "at", "um" stands before it; after_date: a date was seen before it. */
size_t bill_scan_clock(struct bill_scan *scan, const char *p, bool after_intro, bool after_date, struct bill_scan_clock *clock);
/* "+01:00", "Z", "(UTC+2)", "CET" after a clock time. after_iso: "-05:00" too. zone: an IANA name instead of an offset. */
size_t bill_scan_zone(
	struct bill_scan *scan, const char *p, bool after_iso, bool *has_offset, int *offset_minutes, const char **zone);

/* Whether a word may begin at p: nothing of a word stands before it. */
bool bill_scan_boundary(const struct bill_scan *scan, const char *p);
size_t bill_scan_number(const char *p, int *value, unsigned *digits);
size_t bill_scan_spaces(const char *p);
/* A dash or a word such as "to", with the spaces around it. */
size_t bill_scan_range(struct bill_scan *scan, const char *p);

#endif
