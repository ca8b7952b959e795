/* Dates and times of a text: a scan from left to right that takes what it knows and counts what it does not. */
#include "event/utf.h"
#include "event/when_scan.h"

#include <string.h>

#define LONGEST 600 /* bytes of a text that are looked at: more is no date */

struct state {
	struct bill_scan scan;
	struct bill_when *when;
	unsigned n_dates, n_clocks;
	int weekday;        /* read, and not yet given to a date; -1: none */
	bool range;         /* a dash or "to" since the last date or time */
	unsigned strangers; /* unknown words since then */
	bool intro;         /* "at" or the like just before */
	bool after_weekday; /* only a comma or space since a weekday */
	bool meridiem[2], bare[2];
};

/* Letters and digits of a stretch. */
static size_t letters(const char *p, size_t n)
{
	size_t count = 0;

	for (const char *end = p + n; p < end; p = bill_utf_next(p))
		count += g_unichar_isalnum(g_utf8_get_char(p)) ? 1 : 0;
	return count;
}

/* Which part a date or time belongs to; NULL: it says nothing new. */
static struct bill_when_part *part_for(struct state *state, unsigned count)
{
	if (count == 0)
		return &state->when->start;
	return count == 1 && state->range ? &state->when->end : NULL;
}

static void take_date(struct state *state, struct bill_date date)
{
	struct bill_when_part *part = part_for(state, state->n_dates);

	if (!part)
		return;
	if (state->weekday >= 0)
		date.weekday = state->weekday;
	state->weekday = -1;
	part->date = date;
	state->n_dates++;
	if (part == &state->when->start && state->n_clocks == 0)
		state->range = false;
}

static size_t read_date(struct state *state, const char *p)
{
	struct bill_date dates[2];
	unsigned count;
	size_t n = bill_scan_date(&state->scan, p, dates, &count);

	if (!n)
		return 0;
	take_date(state, dates[0]);
	if (count == 2) {
		state->range = true;
		take_date(state, dates[1]);
	}
	state->range = false;
	return n;
}

static size_t read_zone(struct state *state, const char *p, bool after_iso, struct bill_when_part *part)
{
	const char *zone = NULL;
	bool has_offset;
	int minutes;
	size_t n = bill_scan_zone(&state->scan, p, after_iso, &has_offset, &minutes, &zone);

	if (!n)
		return 0;
	if (zone)
		state->when->zone = zone;
	if (zone || !has_offset)
		return n;
	part->has_offset = true;
	part->offset_minutes = minutes;
	if (part == &state->when->end && !state->when->start.has_offset) {
		state->when->start.has_offset = true;
		state->when->start.offset_minutes = minutes;
	}
	return n;
}

static size_t read_clock(struct state *state, const char *p)
{
	struct bill_scan_clock clock;
	struct bill_when_part *part = part_for(state, state->n_clocks), none = {0};
	bool iso;
	size_t n =
		bill_scan_clock(&state->scan, p, state->intro || (state->range && state->n_clocks == 1), state->n_dates > 0, &clock);

	if (!n)
		return 0;
	if (part) {
		state->meridiem[state->n_clocks] = clock.has_meridiem;
		part->clock = clock.clock;
		state->n_clocks++;
	}
	state->range = false;
	iso = (p > state->scan.text && p[-1] == 't') || memchr(p, ':', n) != memrchr(p, ':', n);
	return n + read_zone(state, p + n, iso, part ? part : &none);
}

/* The hours that office hours are given in: 8 to 11 in the morning, else after noon. */
static int office_hour(int hour)
{
	return hour < 8 ? hour + 12 : hour;
}

/* "Thursdays 12-1", where no month follows. */
static size_t read_office_hours(struct state *state, const char *p)
{
	int from, to;
	unsigned digits;
	size_t n = bill_scan_number(p, &from, &digits), gap, len;

	if (!state->after_weekday || state->n_clocks || !n || from < 1 || from > 12 || !(gap = bill_scan_range(&state->scan, p + n)))
		return 0;
	len = bill_scan_number(p + n + gap, &to, &digits);
	if (!len || to < 1 || to > 12 || office_hour(to) <= office_hour(from) ||
		(p[n + gap + len] && strchr(".:/-h", p[n + gap + len])))
		return 0;
	state->when->start.clock = (struct bill_clock){.given = true, .hour = office_hour(from)};
	state->when->end.clock = (struct bill_clock){.given = true, .hour = office_hour(to)};
	state->n_clocks = 2;
	state->meridiem[0] = state->meridiem[1] = true;
	return n + gap + len;
}

/* Words that are neither: weekday, all day, "to", "at". 0: unknown. */
static size_t read_word(struct state *state, const char *p)
{
	const struct bill_word *word;
	size_t n;

	if ((n = bill_scan_word(&state->scan, p, BILL_WORD_ALL_DAY, &word))) {
		state->when->all_day = true;
		return n;
	}
	n = bill_scan_word(&state->scan, p, BILL_WORD_WEEKDAY, &word);
	if (n == 1 && g_ascii_isdigit(p[1])) /* "H" is Monday in Hungarian, and "H2" a room */
		n = 0;
	if (n) {
		state->weekday = word->value;
		state->after_weekday = true;
		return n;
	}
	if ((n = bill_scan_word(&state->scan, p, BILL_WORD_RANGE, &word)) && (state->n_dates || state->n_clocks))
		state->range = true;
	if (bill_scan_word(&state->scan, p, BILL_WORD_CLOCK, &word)) {
		state->intro = true;
		return MAX(n, word->len);
	}
	if (n)
		return n;
	if ((n = bill_scan_word(&state->scan, p, BILL_WORD_FILLER, &word)))
		return n;
	return bill_scan_word(&state->scan, p, BILL_WORD_HOUR, &word);
}

/* A word or number that means nothing here. */
static size_t unknown(const char *p)
{
	const char *end = p;

	while (*end && g_unichar_isalnum(g_utf8_get_char(end)))
		end = bill_utf_next(end);
	return end > p ? (size_t)(end - p) : (size_t)(bill_utf_next(p) - p);
}

static void scan_all(struct state *state)
{
	for (const char *p = state->scan.text; *p;) {
		bool intro = state->intro, range = state->range;
		size_t n;

		if (!g_unichar_isalnum(g_utf8_get_char(p))) {
			if (*p == '-' && (state->n_dates || state->n_clocks)) {
				state->range = true;
				state->strangers = 0;
			}
			if (*p != ' ' && *p != '.')
				state->intro = false;
			state->after_weekday = state->after_weekday && strchr(" ,", *p);
			p = bill_utf_next(p);
			continue;
		}
		n = read_date(state, p);
		if (!n)
			n = read_clock(state, p);
		if (!n)
			n = read_office_hours(state, p);
		state->after_weekday = false;
		if (n || (n = read_word(state, p))) {
			state->when->date_letters += letters(p, n);
			if (state->intro == intro)
				state->intro = false;
		} else {
			n = unknown(p);
			state->when->other_letters += letters(p, n);
			state->intro = false;
			if (++state->strangers > 1) /* "at 4 pm Ann Lee gives a talk in Room 12": nothing lasts until 12 */
				state->range = false;
		}
		if (state->range && !range)
			state->strangers = 0;
		p += n;
	}
}

/* "3–4 pm": the half of the day stands once. */
static void share_meridiem(struct state *state)
{
	struct bill_clock *from = &state->when->start.clock, *to = &state->when->end.clock;

	if (state->n_clocks < 2 || state->meridiem[0] == state->meridiem[1] || from->hour > 12 + 11)
		return;
	if (state->meridiem[1] && from->hour >= 1 && from->hour <= 12) {
		int early = from->hour % 12, late = early + 12;

		from->hour = late * 60 + from->minute <= to->hour * 60 + to->minute ? late : early;
		if (to->hour < 12 && early * 60 + from->minute > to->hour * 60 + to->minute)
			from->hour = late; /* 11–1 am */
	} else if (state->meridiem[0] && to->hour >= 1 && to->hour <= 12 &&
			   to->hour * 60 + to->minute < from->hour * 60 + from->minute) {
		to->hour = to->hour % 12 + 12;
	}
}

/* A weekday decides whether 3/4 is March or April. */
static void settle_order(struct state *state)
{
	struct bill_date *date = &state->when->start.date;
	bool right;

	if (!state->scan.swappable || !date->given || !date->year)
		return;
	state->when->ambiguous = date->weekday < 0;
	if (date->weekday < 0)
		return;
	right = bill_when_weekday(date->year, date->month, date->day) == date->weekday;
	if (!right && bill_when_weekday(date->year, date->day, date->month) == date->weekday) {
		int month = date->month;

		date->month = date->day;
		date->day = month;
	}
}

static void give_weekday(struct state *state)
{
	struct bill_date *last = state->n_dates == 2 ? &state->when->end.date : &state->when->start.date;

	if (state->weekday >= 0 && last->weekday < 0)
		last->weekday = state->weekday;
}

static void add_language(struct bill_scan *scan, size_t *n, const char *language)
{
	for (size_t i = 1; i < *n; i++)
		if (strcmp(scan->languages[i]->language, language) == 0)
			return;
	if (*n + 1 < G_N_ELEMENTS(scan->languages))
		scan->languages[(*n)++] = bill_locale_words(language);
}

/* The hint's language as ICU's tables know it: its first part, or Traditional Chinese. */
static void choose_languages(struct bill_scan *scan, const char *hint, bool thorough)
{
	size_t n = 0;
	g_autofree char *base = hint ? g_strndup(hint, strcspn(hint, "-_")) : NULL;

	scan->languages[n++] = bill_locale_words(NULL);
	for (const char *const *known = bill_locale_languages; base && *known; known++)
		if (strcmp(*known, base) == 0 || (strcmp(base, "zh") == 0 && strcmp(*known, "zh_Hant") == 0) ||
			(strcmp(base, "no") == 0 && strcmp(*known, "nb") == 0))
			add_language(scan, &n, *known);
	add_language(scan, &n, "en");
	for (const char *const *known = bill_locale_languages; thorough && *known; known++)
		add_language(scan, &n, *known);
	scan->languages[n] = NULL;
}

bool bill_when_parse(const char *text, const char *language, bool thorough, struct bill_when *when)
{
	size_t len = strlen(text);
	g_autofree char *head = len > LONGEST ? g_strndup(text, (gsize)(g_utf8_find_prev_char(text, text + LONGEST) - text)) : NULL;
	g_autofree char *folded = bill_fold(head ? head : text);
	struct state state = {.scan = {.text = folded, .hint = language}, .when = when, .weekday = -1};

	*when = (struct bill_when){.start.date.weekday = -1, .end.date.weekday = -1};
	choose_languages(&state.scan, language, thorough);
	scan_all(&state);
	give_weekday(&state);
	share_meridiem(&state);
	settle_order(&state);
	when->language = state.scan.language;
	when->impossible = state.scan.impossible;
	return when->start.date.given || when->start.clock.given || when->end.date.given || when->end.clock.given;
}
