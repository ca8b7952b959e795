/* Dates and times as people write them. */
#ifndef BILL_EVENT_WHEN_H
#define BILL_EVENT_WHEN_H

#include "event/event.h"

struct bill_date {
	bool given;
	int year; /* 0: not given */
	int month, day;
	int weekday; /* as written: 0 Sunday to 6 Saturday; -1: not given */
};

struct bill_clock {
	bool given;
	int hour, minute, second;
};

/* A date and a time of day, either of which may be missing. */
struct bill_when_part {
	struct bill_date date;
	struct bill_clock clock;
	bool has_offset;
	int offset_minutes;
	struct bill_at at;
};

/* What a text says about when. */
struct bill_when {
	struct bill_when_part start, end;
	bool all_day;
	const char *zone;     /* IANA name of an abbreviation that stands for one place's clock; NULL: none */
	const char *language; /* of the month or weekday that was read; NULL: numbers only */
	bool impossible;      /* a date such as 31 February, or an hour such as 25:00, was seen (and not taken) */
	bool ambiguous;       /* 03/04/2025: read as the language's usual order */
	size_t date_letters;  /* letters and digits that belong to dates and times */
	size_t other_letters; /* letters and digits that do not */
};

/* Reads every date and time of a text. language: tried first, may be NULL. thorough: try the names of every language known.
 * False: neither a date nor a time was found. */
bool bill_when_parse(const char *text, const char *language, bool thorough, struct bill_when *when);

/* Whole days written as times: from midnight to midnight, or to a minute before it. */
bool bill_when_whole_days(const struct bill_moment *start, const struct bill_moment *end);

/* Year 0 is not known, so its February has 29. Returns 0 when there is no such month. */
int bill_when_days_in_month(int year, int month);
/* Days since 1970-01-01, proleptic Gregorian. */
int64_t bill_when_day_number(int year, int month, int day);
void bill_when_from_day_number(int64_t number, int *year, int *month, int *day);
int bill_when_weekday(int year, int month, int day); /* 0 Sunday to 6 Saturday */
/* Days and seconds since 1970-01-01T00:00 on the moment's own clock, whatever its offset. */
int64_t bill_moment_day(const struct bill_moment *moment);
int64_t bill_moment_seconds(const struct bill_moment *moment);
void bill_moment_add_seconds(struct bill_moment *moment, int64_t seconds);

/* "2025-01-21T10:00+01:00", "2025-01-21". */
void bill_when_write_iso(const struct bill_moment *moment, GString *out);

/* ---- when_pattern.c: dates in file names ---- */

/* Whether it has conversions ("%Y-%m-%d"), and only such as are known. */
bool bill_when_is_pattern(const char *text);
/* In the arena. */
const char *bill_when_with_pattern(const struct bill_moment *moment, const char *pattern, struct bill_arena *arena);

/* ---- when_locale.c: what ICU knows ---- */
/* A well-formed tag of a language ICU has names for, in its usual spelling ("pt_br" → "pt-BR"); false: none. */
bool bill_locale_language(const char *tag, char *spelled, size_t size);
/* "English", "français" or a tag → a tag; NULL: not known. A literal. */
const char *bill_locale_language_by_name(const char *name);
/* Whether it is an IANA time zone. */
bool bill_locale_is_zone(const char *name);

#endif
