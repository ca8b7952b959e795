/* Which events a run wants: dates, words, names, a number; and what there was beside them. */
#include "event/select.h"
#include "event/locale.h"
#include "event/when.h"
#include "event/words.h"
#include "event/zone.h"

#include <string.h>

#define DAY 86400

struct bill_selection *bill_selection_new(void)
{
	struct bill_selection *selection = g_new0(struct bill_selection, 1);
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH"); /* reproducible-builds.org/specs/source-date-epoch */

	selection->now = epoch ? g_ascii_strtoll(epoch, NULL, 10) : g_get_real_time() / G_USEC_PER_SEC;
	selection->seen = g_new0(uint64_t, BILL_SEEN);
	return selection;
}

void bill_selection_free(struct bill_selection *selection)
{
	if (!selection)
		return;
	g_free(selection->match);
	g_free(selection->id);
	g_free(selection->zone);
	bill_alias_map_free(selection->map);
	g_free(selection->seen);
	g_free(selection);
}

/* ---- wishes ---- */

static bool set_moment(struct bill_moment *moment, const char *key, const char *value, struct bill_diags *diags)
{
	struct bill_when when;

	if (!bill_when_parse(value, "en", true, &when) || !when.start.date.given || !when.start.date.year) {
		bill_error(diags, (struct bill_at){0}, "selection/bad-date", "--%s needs a date, not \"%.60s\"", key, value);
		bill_diags_hint(diags, "write it as 2025-01-21, or 2025-01-21T10:00");
		return false;
	}
	*moment = (struct bill_moment){
		.given = true,
		.year = when.start.date.year,
		.month = when.start.date.month,
		.day = when.start.date.day,
		.has_time = when.start.clock.given,
		.hour = when.start.clock.hour,
		.minute = when.start.clock.minute,
		.second = when.start.clock.second,
		.has_offset = when.start.has_offset,
		.offset_minutes = when.start.offset_minutes,
	};
	return true;
}

static bool set_now(struct bill_selection *selection, const char *value, struct bill_diags *diags)
{
	struct bill_moment moment;

	if (!set_moment(&moment, "now", value, diags))
		return false;
	selection->now = bill_zone_instant(&moment, NULL);
	return selection->has_now = true;
}

static bool set_limit(struct bill_selection *selection, const char *value, struct bill_diags *diags)
{
	char *end;
	guint64 limit = g_ascii_strtoull(value, &end, 10);

	if (!g_ascii_isdigit(*value) || *end || !limit)
		return bill_error(
			diags, (struct bill_at){0}, "selection/bad-number", "--limit needs a number from 1 on, not \"%.60s\"", value);
	selection->limit = limit;
	return true;
}

static bool set_zone(struct bill_selection *selection, const char *value, struct bill_diags *diags)
{
	g_free(selection->zone);
	selection->zone = bill_zone_named(value);
	if (selection->zone)
		return true;
	bill_error(diags, (struct bill_at){0}, "selection/unknown-zone", "\"%.60s\" is no time zone known here", value);
	bill_diags_hint(diags, "write a name of the IANA data base such as America/New_York");
	return false;
}

static bool set_text(char **text, char *value)
{
	g_free(*text);
	*text = value;
	return true;
}

static bool set_map(struct bill_selection *selection, const char *path, struct bill_diags *diags)
{
	bill_alias_map_free(selection->map);
	selection->map = bill_alias_map_open(path, diags);
	return selection->map != NULL;
}

bool bill_selection_set(struct bill_selection *selection, const char *key, const char *value, struct bill_diags *diags)
{
	if (strcmp(key, "from") == 0)
		return set_moment(&selection->from, key, value, diags);
	if (strcmp(key, "until") == 0)
		return set_moment(&selection->until, key, value, diags);
	if (strcmp(key, "now") == 0)
		return set_now(selection, value, diags);
	if (strcmp(key, "limit") == 0)
		return set_limit(selection, value, diags);
	if (strcmp(key, "zone") == 0)
		return set_zone(selection, value, diags);
	if (strcmp(key, "map") == 0)
		return set_map(selection, value, diags);
	if (strcmp(key, "match") == 0)
		return set_text(&selection->match, bill_fold(value));
	if (strcmp(key, "id") == 0)
		return set_text(&selection->id, g_strdup(value));
	if (strcmp(key, "upcoming") == 0)
		return selection->upcoming = true;
	if (strcmp(key, "past") == 0)
		return selection->past = true;
	return bill_error(diags, (struct bill_at){0}, "selection/unknown", "events are not chosen by \"%.60s\"", key);
}

int64_t bill_selection_now(const struct bill_selection *selection)
{
	const char *epoch;

	if (selection)
		return selection->now;
	epoch = g_getenv("SOURCE_DATE_EPOCH");
	return epoch ? g_ascii_strtoll(epoch, NULL, 10) : g_get_real_time() / G_USEC_PER_SEC;
}

bool bill_selection_has_window(const struct bill_selection *selection)
{
	return selection && (selection->from.given || selection->until.given);
}

/* ---- times ---- */

/* Calendar numbers against calendar numbers, so that "--from 2025-01-21" is that day wherever the event is; a wish with an
 * offset is a point in time. */
static int64_t comparable(const struct bill_moment *moment, const struct bill_moment *wish, const char *zone)
{
	struct bill_moment plain = *moment;

	if (wish->has_offset && (moment->has_offset || zone))
		return bill_zone_instant(moment, zone);
	plain.has_offset = false;
	return bill_zone_instant(&plain, NULL);
}

/* The last second of a date without a time. */
static int64_t last_second(int64_t start, const struct bill_moment *moment)
{
	return moment->has_time ? start : start + DAY - 1;
}

enum bill_verdict bill_selection_place(
	const struct bill_selection *selection, const struct bill_moment *start, const struct bill_moment *end, const char *zone)
{
	const struct bill_moment *last = end->given ? end : start, *from = &selection->from, *until = &selection->until;

	if (from->given && last_second(comparable(last, from, zone), last) < bill_zone_instant(from, NULL))
		return BILL_BEFORE;
	if (until->given && comparable(start, until, zone) > last_second(bill_zone_instant(until, NULL), until))
		return BILL_AFTER;
	/* A floating time may be anywhere: it is over when it is over everywhere. */
	if (selection->upcoming &&
		last_second(bill_zone_instant(last, zone), last) + (last->has_offset || zone ? 0 : DAY / 2) < selection->now)
		return BILL_PAST;
	return BILL_TAKEN;
}

static bool is_over(const struct bill_selection *selection, const struct bill_event *event)
{
	struct bill_selection only_past = {.upcoming = true, .now = selection->now};

	return event->start.given && bill_selection_place(&only_past, &event->start, &event->end, event->zone.text) == BILL_PAST;
}

static void move_to_zone(struct bill_event *event, const char *zone)
{
	const char *from = event->zone.text;

	if (!event->start.has_time)
		return;
	bill_zone_move(&event->start, from, zone);
	bill_zone_move(&event->end, from, zone);
	event->zone.guessed = !from && !event->zone.text; /* a floating time is taken to be there */
	event->zone.text = bill_arena_strdup(event->arena, zone);
}

/* ---- words ---- */

static bool holds(const char *text, const char *match)
{
	g_autofree char *folded = text ? bill_fold(text) : NULL;

	return folded && strstr(folded, match);
}

static bool matches(const struct bill_event *event, const char *match)
{
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (holds(event->fields[i].text, match))
			return true;
	for (size_t i = 0; i < event->n_speakers; i++)
		if (holds(event->speakers[i].name.text, match) || holds(event->speakers[i].affiliation.text, match))
			return true;
	for (size_t i = 0; i < event->n_keywords; i++)
		if (holds(event->keywords[i].text, match))
			return true;
	for (size_t i = 0; i < event->n_extras; i++)
		if (holds(event->extras[i].value.text, match))
			return true;
	return false;
}

/* ---- what cannot be right ---- */

static uint64_t mix(uint64_t hash, const char *text)
{
	for (; text && *text; text++) /* FNV-1a */
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return (hash ^ 0xff) * UINT64_C(1099511628211);
}

/* One place of the table for each hash: an old event may be forgotten, a new one is never taken for an old one. */
static void check_duplicate(struct bill_selection *selection, const struct bill_event *event, struct bill_diags *diags)
{
	g_autoptr(GString) when = g_string_new(NULL);
	uint64_t hash = UINT64_C(14695981039346656037), *place;
	const char *title = bill_event_text(event, "title", NULL);

	if (!event->start.given || (!title && !(title = bill_event_text(event, "speaker", NULL))))
		return;
	bill_when_write_iso(&event->start, when);
	hash = mix(mix(mix(hash, title), when->str), bill_event_text(event, "location", NULL));
	place = &selection->seen[hash % BILL_SEEN];
	if (*place == hash)
		bill_warning(diags, event->at, "event/duplicate", "the event \"%.60s\" of %s was read before", title, when->str);
	*place = hash;
}

static void check_title(const struct bill_event *event, struct bill_diags *diags)
{
	const struct bill_value *title = &event->fields[BILL_FIELD_TITLE];

	if (title->text && bill_words_open(title->text))
		bill_warning(
			diags, title->at, "event/no-real-title", "the title is \"%.60s\": it is still to be announced", title->text);
}

static void check_past(struct bill_selection *selection, const struct bill_event *event, struct bill_diags *diags)
{
	g_autoptr(GString) when = g_string_new(NULL);

	if (!is_over(selection, event))
		return;
	bill_when_write_iso(event->end.given ? &event->end : &event->start, when);
	/* One warning is enough for an archive; how many there are is told at the end. */
	if ((selection->past || selection->has_now) && !selection->over++)
		bill_warning(diags, event->start.at, "event/past", "the event is over since %s", when->str);
	else
		bill_note(diags, event->start.at, "event/past", "the event is over since %s", when->str);
}

/* ---- the verdict ---- */

static enum bill_verdict verdict(const struct bill_selection *selection, const struct bill_event *event)
{
	static const struct bill_moment none = {0};
	enum bill_verdict place = BILL_TAKEN;

	if (selection->id && g_strcmp0(event->fields[BILL_FIELD_ID].text, selection->id) != 0)
		return BILL_UNMATCHED;
	/* Without a date it is nowhere, so it is in no window. */
	if (!event->start.given)
		place = selection->from.given    ? BILL_BEFORE
				: selection->until.given ? BILL_AFTER
				: selection->upcoming    ? BILL_PAST
										 : BILL_TAKEN;
	else
		place = bill_selection_place(selection, &event->start, event->end.given ? &event->end : &none, event->zone.text);
	if (place != BILL_TAKEN)
		return place;
	if (selection->match && !matches(event, selection->match))
		return BILL_UNMATCHED;
	return BILL_TAKEN;
}

bool bill_selection_is_full(struct bill_selection *selection)
{
	bool full = selection->limit && selection->counts[BILL_TAKEN] >= selection->limit;

	selection->stopped = selection->stopped || full;
	return full;
}

enum bill_verdict bill_selection_judge(struct bill_selection *selection, struct bill_event *event, struct bill_diags *diags)
{
	enum bill_verdict found;

	if (selection->zone)
		move_to_zone(event, selection->zone);
	found = verdict(selection, event);
	selection->counts[found]++;
	if (found != BILL_TAKEN)
		return found;
	check_title(event, diags);
	check_duplicate(selection, event, diags);
	check_past(selection, event, diags);
	return found;
}

/* ---- the story ---- */

static uint64_t passed_over(const struct bill_selection *selection)
{
	uint64_t sum = 0;

	for (unsigned i = BILL_TAKEN + 1; i < BILL_VERDICTS; i++)
		sum += selection->counts[i];
	return sum;
}

bool bill_selection_has_story(const struct bill_selection *selection)
{
	return selection->counts[BILL_TAKEN] > 1 || passed_over(selection) || selection->lost || selection->lost_files;
}

void bill_selection_tell(const struct bill_selection *selection, GString *out)
{
	static const char *const reasons[BILL_VERDICTS] = {
		NULL, "before --from", "after --until", "over (--upcoming)", "not matched"};
	uint64_t taken = selection->counts[BILL_TAKEN], passed = passed_over(selection);
	const char *gap = " (";

	g_string_append_printf(out, "%" G_GUINT64_FORMAT " event%s read", taken, taken == 1 ? "" : "s");
	if (selection->over && taken > 1)
		g_string_append_printf(out, " (%" G_GUINT64_FORMAT " of them over)", selection->over);
	if (passed)
		g_string_append_printf(out, ", %" G_GUINT64_FORMAT " passed over", passed);
	for (unsigned i = BILL_TAKEN + 1; i < BILL_VERDICTS; i++)
		if (selection->counts[i]) {
			g_string_append_printf(out, "%s%" G_GUINT64_FORMAT " %s", gap, selection->counts[i], reasons[i]);
			gap = ", ";
		}
	if (passed)
		g_string_append_c(out, ')');
	if (selection->lost)
		g_string_append_printf(out, ", %" G_GUINT64_FORMAT " could not be read", selection->lost);
	if (selection->lost_files)
		g_string_append_printf(out, ", %" G_GUINT64_FORMAT " file%s could not be read", selection->lost_files,
			selection->lost_files == 1 ? "" : "s");
	if (selection->stopped)
		g_string_append(out, ", stopped at --limit");
}
