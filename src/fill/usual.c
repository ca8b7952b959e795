/* What the events of one poster have in common, so that it is said once, and what is an event's own. */
#include "fill/fill.h"
#include "fill/template_words.h"

#include <string.h>

/* ---- what most of them share ---- */

static bool same_text(const struct bill_event *a, const struct bill_event *b, const char *name)
{
	const char *one = bill_event_text(a, name, NULL), *other = bill_event_text(b, name, NULL);
	return one && other && strcmp(one, other) == 0;
}

static GDateWeekday weekday(const struct bill_event *event)
{
	const struct bill_moment *day = &event->start;
	GDate date;
	if (!day->given || !g_date_valid_dmy((GDateDay)day->day, (GDateMonth)day->month, (GDateYear)day->year))
		return G_DATE_BAD_WEEKDAY;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day->day, (GDateMonth)day->month, (GDateYear)day->year);
	return g_date_get_weekday(&date);
}

static bool same_weekday(const struct bill_event *a, const struct bill_event *b, const char *name)
{
	return weekday(a) != G_DATE_BAD_WEEKDAY && weekday(a) == weekday(b);
}

static bool same_moment(const struct bill_moment *a, const struct bill_moment *b)
{
	return a->has_time == b->has_time && a->hour == b->hour && a->minute == b->minute;
}

static bool same_clock(const struct bill_event *a, const struct bill_event *b, const char *name)
{
	return a->start.has_time && same_moment(&a->start, &b->start) && a->end.given == b->end.given &&
		   same_moment(&a->end, &b->end);
}

/* One of more than half of the events that are the same in this; NULL: no such majority (Boyer and Moore, 1981: who survives when
 * different ones cancel one another out is the only candidate). */
static const struct bill_event *majority(const struct bill_scope *scope,
	bool (*is_same)(const struct bill_event *, const struct bill_event *, const char *), const char *name)
{
	const struct bill_event *candidate = NULL;
	size_t votes = 0, count = 0;
	for (size_t i = 0; i < scope->n_all; i++) {
		if (votes == 0)
			candidate = scope->all[i];
		votes = is_same(candidate, scope->all[i], name) ? votes + 1 : votes > 0 ? votes - 1 : 0;
	}
	for (size_t i = 0; i < scope->n_all; i++)
		count += is_same(candidate, scope->all[i], name);
	return 2 * count > scope->n_all ? candidate : NULL;
}

static bool one_zone(const struct bill_scope *scope)
{
	for (size_t i = 1; i < scope->n_all; i++)
		if (g_strcmp0(scope->all[0]->zone.text, scope->all[i]->zone.text) != 0)
			return false;
	return true;
}

/* Whether the events of this weekday are all on one and the same day. */
static bool on_one_day(const struct bill_scope *scope, const struct bill_event *usual)
{
	for (size_t i = 0; i < scope->n_all; i++) {
		const struct bill_moment *day = &scope->all[i]->start;
		bool other = day->day != usual->start.day || day->month != usual->start.month || day->year != usual->start.year;
		if (other && same_weekday(scope->all[i], usual, NULL))
			return false;
	}
	return true;
}

/* The weekday of most events, where it recurs or is that of all: one Sunday is not what a conference from Thursday to Sunday has in
 * common. */
static const struct bill_event *usual_weekday(const struct bill_scope *scope)
{
	const struct bill_event *usual = majority(scope, same_weekday, NULL);
	if (!usual || !on_one_day(scope, usual))
		return usual;
	for (size_t i = 0; i < scope->n_all; i++)
		if (!same_weekday(scope->all[i], usual, NULL))
			return NULL;
	return usual;
}

struct bill_usual bill_usual_of(const struct bill_scope *scope)
{
	return (struct bill_usual){
		.weekday = usual_weekday(scope),
		.clock = majority(scope, same_clock, NULL),
		.one_zone = one_zone(scope),
		.language = bill_event_language(bill_in_commonest_language(scope->all, scope->n_all)),
	};
}

/* ---- texts ---- */

const char *bill_usual_text(const struct bill_scope *scope, const char *name, struct bill_at *at)
{
	const struct bill_event *usual = majority(scope, same_text, name);
	return usual ? bill_event_text(usual, name, at) : NULL;
}

const char *bill_own_text(const struct bill_scope *scope, const char *name, struct bill_at *at)
{
	const char *usual = bill_usual_text(scope, name, at), *own = bill_event_text(scope->event, name, at);
	return own && g_strcmp0(own, usual) != 0 ? own : NULL;
}

/* ---- times ---- */

const char *bill_dates_language(const struct bill_scope *scope, const struct bill_event *event)
{
	const struct bill_value *own = &event->fields[BILL_FIELD_LANGUAGE];
	bool said = own->text && !own->guessed;
	return said || !scope->usual || scope->n_all == 1 ? bill_event_language(event) : scope->usual->language;
}

static bool speaks(const char *tag, const char *language)
{
	size_t len = strlen(language);
	return g_ascii_strncasecmp(tag, language, len) == 0 && !g_ascii_isalpha(tag[len]);
}

/* What stands between weekday and time. */
static const char *comma(const char *language)
{
	static const char *const commas[][2] = {
		{"ja", " "}, {"zh", " "}, {"ar", "\330\214 "}, {"fa", "\330\214 "}, {"ur", "\330\214 "}};
	for (size_t i = 0; i < G_N_ELEMENTS(commas); i++)
		if (speaks(language, commas[i][0]))
			return commas[i][1];
	return ", ";
}

/* "Tuesdays" where the language says it so; in the others the weekday by its name will do. */
static const char *every(const struct bill_scope *scope, const struct bill_event *usual)
{
	static const char *const plurals[][2] = {
		{"en", "s"}, {"de", "s"}, {"fr", "s"}, {"nl", "en"}, {"sv", "ar"}, {"nn", "ar"}, {"nb", "er"}, {"no", "er"}, {"da", "e"}};
	const char *language = bill_dates_language(scope, usual);
	const char *name = bill_when_format(usual, 's', "weekday", language, scope->arena);
	bool one = on_one_day(scope, usual);
	if (!name || one)
		return name;
	if (speaks(language, "es")) /* los sábados; but los lunes */
		return g_str_has_suffix(name, "o") ? bill_arena_printf(scope->arena, "%ss", name) : name;
	for (size_t i = 0; i < G_N_ELEMENTS(plurals); i++)
		if (speaks(language, plurals[i][0]))
			return bill_arena_printf(scope->arena, "%s%s", name, plurals[i][1]);
	return name;
}

/* The zone is said only where it tells events apart: through a term its short name changes with summer time. */
static const char *clock_of(const struct bill_scope *scope, const struct bill_event *event)
{
	const char *style = scope->usual->one_zone ? "time-alone" : "time-and-zone";
	return bill_when_format(event, 'r', style, bill_dates_language(scope, event), scope->arena);
}

static const char *join(const struct bill_scope *scope, const char *day, const char *clock)
{
	if (!day || !clock)
		return day ? day : clock;
	return bill_arena_printf(scope->arena, "%s%s%s", day, comma(bill_dates_language(scope, scope->event)), clock);
}

const char *bill_usual_when(const struct bill_scope *scope, struct bill_at *at)
{
	const struct bill_usual *usual = scope->usual;
	if (!usual || (!usual->weekday && !usual->clock))
		return NULL;
	*at = usual->weekday ? usual->weekday->start.at : usual->clock->start.at;
	return join(scope, usual->weekday ? every(scope, usual->weekday) : NULL, usual->clock ? clock_of(scope, usual->clock) : NULL);
}

const char *bill_own_when(const struct bill_scope *scope, enum bill_when_parts parts, struct bill_at *at)
{
	const struct bill_usual *usual = scope->usual;
	const struct bill_event *event = scope->event;
	if (!usual || !event->start.given)
		return NULL;
	*at = event->start.at;
	bool own_day = !usual->weekday || !same_weekday(event, usual->weekday, NULL);
	bool own_clock = !usual->clock || !same_clock(event, usual->clock, NULL);
	const char *style = parts == BILL_DAY ? "weekday-short" : "weekday";
	const char *language = bill_dates_language(scope, event);
	const char *day = own_day && parts != BILL_CLOCK ? bill_when_format(event, 'r', style, language, scope->arena) : NULL;
	return join(scope, day, own_clock && parts != BILL_DAY ? clock_of(scope, event) : NULL);
}

const char *bill_clock(const struct bill_scope *scope, struct bill_at *at)
{
	if (!scope->usual || !scope->event->start.given)
		return NULL;
	*at = scope->event->start.at;
	return clock_of(scope, scope->event);
}

/* ---- all of them together ---- */

const struct bill_event *bill_in_commonest_language(const struct bill_event *const *events, size_t n_events)
{
	const struct bill_event *best = events[0];
	size_t most = 0;
	for (size_t i = 0; i < n_events; i++) {
		size_t count = 0;
		for (size_t k = i; k < n_events; k++)
			count += strcmp(bill_event_language(events[i]), bill_event_language(events[k])) == 0;
		if (count > most) {
			most = count;
			best = events[i];
		}
	}
	return best;
}

static bool later(const struct bill_moment *a, const struct bill_moment *b)
{
	if (a->year != b->year || a->month != b->month)
		return a->year != b->year ? a->year > b->year : a->month > b->month;
	return a->day > b->day;
}

const struct bill_event *bill_span_of(const struct bill_scope *scope)
{
	struct bill_event *span = bill_arena_new0(scope->arena, struct bill_event);
	*span = *bill_in_commonest_language(scope->all, scope->n_all);
	span->start = span->end = (struct bill_moment){0};
	for (size_t i = 0; i < scope->n_all; i++) {
		const struct bill_event *event = scope->all[i];
		const struct bill_moment *last = event->end.given ? &event->end : &event->start;
		if (event->start.given && (!span->start.given || later(&span->start, &event->start)))
			span->start = event->start;
		if (event->start.given && (!span->end.given || later(last, &span->end)))
			span->end = *last;
	}
	span->start.has_time = span->end.has_time = false;
	return span;
}

bool bill_spans_years(const struct bill_scope *scope)
{
	const struct bill_event *span = bill_span_of(scope);
	const struct bill_moment *from = &span->start, *to = &span->end;
	int months = 12 * (to->year - from->year) + to->month - from->month;
	return from->given && (months > 12 || (months == 12 && to->day >= from->day));
}

/* The words that stand largest on the poster: the one event's title, or what several are called together. */
const char *bill_headline(const struct bill_scope *scope, const char *heading, struct bill_at *at)
{
	const char *title = scope->n_all == 1 ? bill_event_text(scope->all[0], "title", at) : heading;
	if (!title || !*title)
		title = bill_usual_text(scope, "series", at);
	return title ? title : bill_phrase("events", bill_in_commonest_language(scope->all, scope->n_all));
}
