/* Events that recur: RRULE, RDATE, EXDATE and the occurrences that RECURRENCE-ID replaces (RFC 5545, 3.8.5). */
#include "event/ical.h"
#include "event/select.h"
#include "event/when.h"
#include "event/zone.h"

#include <string.h>

#define MOST_STEPS 50000      /* of a rule, from its first occurrence on */
#define MOST_OCCURRENCES 1000 /* of one event */

struct repeat {
	struct bill_ical_event *event;
	GArray *starts;           /* struct bill_moment */
	GHashTable *without;      /* int64 of EXDATE and of replaced occurrences */
	GHashTable *days_without; /* EXDATE;VALUE=DATE: whole days */
	int64_t length;           /* seconds */
	bool next_only;           /* no window: one occurrence, the next from now */
	bool done;
	struct bill_moment last; /* the last one seen, for a rule that is over */
};

static bool is_without(const struct repeat *repeat, const struct bill_moment *start)
{
	int64_t at = bill_moment_seconds(start), day = bill_moment_day(start);

	return g_hash_table_contains(repeat->without, &at) || g_hash_table_contains(repeat->days_without, &day);
}

/* An occurrence in order: kept, passed over, or the end of the search. */
static void offer(struct repeat *repeat, const struct bill_moment *start)
{
	const struct bill_selection *selection = repeat->event->ical->selection;
	struct bill_moment end = *start;
	enum bill_verdict verdict;

	if (is_without(repeat, start))
		return;
	bill_moment_add_seconds(&end, repeat->length);
	if (repeat->next_only) {
		repeat->last = *start;
		if (bill_zone_instant(&end, repeat->event->zone) < bill_selection_now(selection))
			return;
		g_array_append_val(repeat->starts, *start);
		repeat->done = true;
		return;
	}
	verdict = bill_selection_place(selection, start, &end, repeat->event->zone);
	if (verdict == BILL_AFTER)
		repeat->done = true;
	else if (verdict == BILL_TAKEN)
		g_array_append_val(repeat->starts, *start);
}

static bool add_time(GHashTable *set, int64_t number)
{
	return g_hash_table_add(set, g_memdup2(&number, sizeof number));
}

/* ---- EXDATE and RDATE ---- */

/* A time of a list, put on the clock of the event's start. */
static bool listed(
	struct repeat *repeat, const struct bill_ical_property *one, struct bill_moment *moment, struct bill_diags *diags)
{
	g_autofree char *zone = NULL;

	if (!bill_ical_moment(repeat->event, one->property, one->at, moment, &zone, diags))
		return false;
	if (moment->has_time && repeat->event->zone && (moment->has_offset || (zone && strcmp(zone, repeat->event->zone) != 0)))
		bill_zone_move(moment, zone, repeat->event->zone);
	return true;
}

static void collect_without(struct repeat *repeat, struct bill_diags *diags)
{
	for (guint i = 0; i < repeat->event->properties->len; i++) {
		const struct bill_ical_property *one = &g_array_index(repeat->event->properties, struct bill_ical_property, i);
		struct bill_moment moment;

		if (icalproperty_isa(one->property) != ICAL_EXDATE_PROPERTY || !listed(repeat, one, &moment, diags))
			continue;
		if (moment.has_time)
			add_time(repeat->without, bill_moment_seconds(&moment));
		else
			add_time(repeat->days_without, bill_moment_day(&moment));
	}
}

/* Occurrences that another VEVENT with the same UID replaces are told there. */
static void collect_replaced(struct repeat *repeat)
{
	icalproperty *uid = bill_ical_find(repeat->event, ICAL_UID_PROPERTY, NULL);
	const char *name = uid ? icalproperty_get_uid(uid) : NULL;
	GArray *times = name ? g_hash_table_lookup(repeat->event->ical->overrides, name) : NULL;

	for (guint i = 0; times && i < times->len; i++) {
		const struct bill_ical_override *override = &g_array_index(times, struct bill_ical_override, i);
		struct bill_moment moment = override->moment;
		bool known;
		g_autofree char *zone =
			override->tzid && moment.has_time ? bill_ical_zone_of(repeat->event->ical, override->tzid, &moment, &known) : NULL;

		if (repeat->event->zone && (moment.has_offset || zone))
			bill_zone_move(&moment, zone, repeat->event->zone);
		if (moment.has_time)
			add_time(repeat->without, bill_moment_seconds(&moment));
		else
			add_time(repeat->days_without, bill_moment_day(&moment));
	}
}

static gint by_time(gconstpointer a, gconstpointer b)
{
	int64_t x = bill_moment_seconds(a), y = bill_moment_seconds(b);

	return (x > y) - (x < y);
}

static GArray *extra_starts(struct repeat *repeat, struct bill_diags *diags)
{
	GArray *extra = g_array_new(FALSE, FALSE, sizeof(struct bill_moment));

	for (guint i = 0; i < repeat->event->properties->len; i++) {
		const struct bill_ical_property *one = &g_array_index(repeat->event->properties, struct bill_ical_property, i);
		struct bill_moment moment;

		if (icalproperty_isa(one->property) == ICAL_RDATE_PROPERTY && listed(repeat, one, &moment, diags))
			g_array_append_val(extra, moment);
	}
	g_array_sort(extra, by_time);
	return extra;
}

/* ---- RRULE ---- */

static struct bill_moment moment_of(struct icaltimetype time, const struct bill_moment *like)
{
	struct bill_moment moment = *like;

	moment.year = time.year;
	moment.month = time.month;
	moment.day = time.day;
	moment.hour = time.hour;
	moment.minute = time.minute;
	moment.second = time.second;
	return moment;
}

/* UNTIL in UTC is put on the clock of the start: libical compares the numbers as they stand. */
static void localize_until(struct icalrecurrencetype *rule, const struct repeat *repeat)
{
	const struct bill_moment utc = {.given = true, .has_time = true, .has_offset = true};
	struct bill_moment until = moment_of(rule->until, &utc);

	if (icaltime_is_null_time(rule->until) || rule->until.is_date || !icaltime_is_utc(rule->until))
		return;
	if (repeat->event->zone)
		bill_zone_move(&until, NULL, repeat->event->zone);
	else if (repeat->event->start.has_offset)
		bill_moment_add_seconds(&until, (int64_t)repeat->event->start.offset_minutes * 60);
	rule->until = bill_ical_time(&until);
}

/* A poster's event does not recur within a day; and libical 3.0.16 looks for a second that never comes one second at a time. */
static bool is_sane(const struct icalrecurrencetype *rule)
{
	return rule->freq == ICAL_YEARLY_RECURRENCE || rule->freq == ICAL_MONTHLY_RECURRENCE ||
		   rule->freq == ICAL_WEEKLY_RECURRENCE || rule->freq == ICAL_DAILY_RECURRENCE;
}

/* Occurrences of the rule with those of RDATE between them, until the search is done. The first is the start itself, which a rule
 * need not hold (RFC 5545, 3.8.5.3). */
static void walk_rule(
	struct repeat *repeat, icalrecur_iterator *iterator, const GArray *extra, struct bill_diags *diags, struct bill_at at)
{
	const struct bill_moment *start = &repeat->event->start;
	unsigned steps = 0;
	guint e = 0;
	int64_t before = INT64_MIN;

	while (!repeat->done) {
		struct icaltimetype time = iterator ? icalrecur_iterator_next(iterator) : icaltime_null_time();
		bool over = icaltime_is_null_time(time);
		struct bill_moment moment = over ? *start : moment_of(time, start);

		if (steps == 0 && (over || bill_moment_seconds(&moment) > bill_moment_seconds(start)))
			offer(repeat, start);
		for (; e < extra->len && !repeat->done; e++) {
			const struct bill_moment *one = &g_array_index(extra, struct bill_moment, e);

			if (!over && bill_moment_seconds(one) >= bill_moment_seconds(&moment))
				break;
			if (bill_moment_seconds(one) != before && bill_moment_seconds(one) != bill_moment_seconds(start))
				offer(repeat, one);
			before = bill_moment_seconds(one);
		}
		if (over || repeat->done)
			return;
		if (bill_moment_seconds(&moment) != before)
			offer(repeat, &moment);
		before = bill_moment_seconds(&moment);
		if (++steps >= MOST_STEPS || repeat->starts->len >= MOST_OCCURRENCES) {
			bill_warning(diags, at, "event/too-many-occurrences", "this event recurs without end; %u occurrences were taken",
				repeat->starts->len);
			return;
		}
	}
}

static void walk(struct repeat *repeat, struct bill_diags *diags)
{
	struct bill_at at = repeat->event->at;
	icalproperty *property = bill_ical_find(repeat->event, ICAL_RRULE_PROPERTY, &at);
	g_autoptr(GArray) extra = extra_starts(repeat, diags);
	icalrecur_iterator *iterator = NULL;
	struct icalrecurrencetype rule;

	if (property) {
		rule = icalproperty_get_rrule(property);
		localize_until(&rule, repeat);
		iterator = is_sane(&rule) ? icalrecur_iterator_new(rule, bill_ical_time(&repeat->event->start)) : NULL;
		if (!iterator)
			bill_warning(
				diags, at, "event/bad-rule", "this rule of recurrence cannot be followed; only the first occurrence was taken");
	}
	walk_rule(repeat, iterator, extra, diags, at);
	if (iterator)
		icalrecur_iterator_free(iterator);
}

GArray *bill_ical_starts(struct bill_ical_event *event, struct bill_diags *diags)
{
	struct repeat repeat = {
		.event = event,
		.starts = g_array_new(FALSE, FALSE, sizeof(struct bill_moment)),
		.without = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.days_without = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
		.next_only = !bill_selection_has_window(event->ical->selection),
	};

	if (event->end.given)
		repeat.length = bill_moment_seconds(&event->end) - bill_moment_seconds(&event->start) + (event->end.has_time ? 0 : 86399);
	else if (!event->start.has_time)
		repeat.length = 86399;
	collect_without(&repeat, diags);
	collect_replaced(&repeat);
	walk(&repeat, diags);
	if (repeat.next_only && !repeat.starts->len && repeat.last.given)
		g_array_append_val(repeat.starts, repeat.last); /* all over: the last one, which read calls past */
	g_hash_table_unref(repeat.without);
	g_hash_table_unref(repeat.days_without);
	return repeat.starts;
}
