/* An event in the making: cleaning values, telling keys apart, and putting dates together. */
#include "event/draft.h"
#include "event/utf.h"
#include "event/words.h"
#include "event/zone.h"

#include <string.h>

#define LONGEST_KEY 200 /* bytes; YAML takes no key beyond 1024 characters (YAML 1.1, 7.4.2) */

struct bill_draft *bill_draft_new(const struct bill_src *src, struct bill_at at, struct bill_diags *diags)
{
	struct bill_draft *draft = g_new0(struct bill_draft, 1);

	draft->event = bill_event_new(src, at);
	draft->diags = diags;
	draft->speakers = g_array_new(FALSE, TRUE, sizeof(struct bill_speaker));
	draft->keywords = g_array_new(FALSE, TRUE, sizeof(struct bill_value));
	draft->logos = g_array_new(FALSE, TRUE, sizeof(struct bill_value));
	draft->programme = g_array_new(FALSE, TRUE, sizeof(struct bill_item));
	draft->extras = g_array_new(FALSE, TRUE, sizeof(struct bill_extra));
	draft->start.date.weekday = draft->end.date.weekday = -1;
	return draft;
}

/* ---- values ---- */

/* Line ends become "\n", other control characters go, and so do bytes that are no UTF-8. */
static GString *cleaned(const char *text)
{
	g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
	const char *p = valid ? valid : text;
	GString *out = g_string_sized_new(strlen(p));

	while (*p) {
		const char *start = p;

		while ((unsigned char)*p >= 0x20 && *p != 0x7f)
			p++;
		g_string_append_len(out, start, p - start);
		if (*p == '\n' || *p == '\t' || (*p == '\r' && p[1] != '\n'))
			g_string_append_c(out, *p == '\t' ? '\t' : '\n');
		p += *p != '\0';
	}
	return out;
}

static bool is_space(gunichar c)
{
	return g_unichar_isspace(c) || c == 0xA0 || c == 0x200B || c == 0xFEFF;
}

/* Cuts white space of any kind off both ends, in place. */
static void trim(GString *text)
{
	const char *start = text->str, *end = text->str + text->len;

	while (start < end && is_space(g_utf8_get_char(start)))
		start = bill_utf_next(start);
	while (end > start && is_space(g_utf8_get_char(g_utf8_prev_char(end))))
		end = g_utf8_prev_char(end);
	g_string_truncate(text, (gsize)(end - text->str));
	g_string_erase(text, 0, (gssize)(start - text->str));
}

/* Most texts are NFC already: nothing below U+0300 composes or is reordered (Unicode Standard Annex 15, quick check). */
static bool surely_nfc(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		if (*p >= 0xCC)
			return false;
	return true;
}

static void cap(struct bill_draft *draft, GString *text, struct bill_at at)
{
	if (text->len <= BILL_MAX_FIELD_BYTES)
		return;
	bill_warning(
		draft->diags, at, "event/field-too-long", "this text has %zu bytes and was cut to %u", text->len, BILL_MAX_FIELD_BYTES);
	g_string_truncate(text, (gsize)(g_utf8_find_prev_char(text->str, text->str + BILL_MAX_FIELD_BYTES) - text->str));
}

/* "--", "—": what people write into the fields of a form that they leave empty. */
static bool is_dashes(const char *text)
{
	for (; *text; text = bill_utf_next(text)) {
		gunichar c = g_utf8_get_char(text);

		if (c != '-' && c != ' ' && (c < 0x2010 || c > 0x2015))
			return false;
	}
	return true;
}

/* What programs write where they have nothing. */
static bool is_nothing(const char *text)
{
	static const char *const nothing[] = {
		"null", "NULL", "None", "nan", "NaN", "N/A", "n/a", "undefined", "#N/A", "#REF!", "#VALUE!", NULL};

	return g_strv_contains(nothing, text) || is_dashes(text);
}

struct bill_value bill_draft_value(struct bill_draft *draft, const char *text, struct bill_at at)
{
	struct bill_value value = {.at = at};
	g_autoptr(GString) clean = NULL;

	if (!text)
		return value;
	clean = cleaned(text);
	cap(draft, clean, at);
	if (!surely_nfc(clean->str)) {
		g_autofree char *nfc = g_utf8_normalize(clean->str, (gssize)clean->len, G_NORMALIZE_DEFAULT_COMPOSE);

		g_string_assign(clean, nfc);
	}
	trim(clean);
	if (clean->len && !is_nothing(clean->str))
		value.text = bill_arena_strndup(draft->event->arena, clean->str, clean->len);
	return value;
}

void bill_draft_set(struct bill_draft *draft, enum bill_field field, const char *text, struct bill_at at)
{
	struct bill_value value = bill_draft_value(draft, text, at);

	if (value.text)
		draft->event->fields[field] = value;
}

void bill_draft_guess(struct bill_draft *draft, enum bill_field field, const char *text, struct bill_at at)
{
	bill_draft_set(draft, field, text, at);
	draft->event->fields[field].guessed = draft->event->fields[field].text != NULL;
}

bool bill_draft_has(const struct bill_draft *draft, enum bill_field field)
{
	return draft->event->fields[field].text != NULL;
}

void bill_draft_append(struct bill_draft *draft, GArray *values, const char *text, struct bill_at at)
{
	struct bill_value value = bill_draft_value(draft, text, at);

	if (value.text)
		g_array_append_val(values, value);
}

void bill_draft_keywords(struct bill_draft *draft, const char *text, struct bill_at at)
{
	g_auto(GStrv) words = g_strsplit_set(text, ",;\n", -1);

	for (char **word = words; *word; word++)
		bill_draft_append(draft, draft->keywords, *word, at);
}

void bill_draft_extra(struct bill_draft *draft, const char *key, const char *text, struct bill_at at)
{
	struct bill_extra extra = {.value = bill_draft_value(draft, text, at)};
	struct bill_value name = bill_draft_value(draft, key, at);

	if (!extra.value.text)
		return;
	if (!name.text || strlen(name.text) > LONGEST_KEY || strpbrk(name.text, "\n\t")) {
		bill_note(draft->diags, at, "event/dropped", "a field with an empty or overlong name was left out");
		return;
	}
	if (draft->extras->len >= BILL_MAX_EXTRAS) {
		bill_note(draft->diags, at, "event/dropped", "only the first %d fields without a meaning are kept", BILL_MAX_EXTRAS);
		return;
	}
	key = name.text;
	for (guint i = 0; i < draft->extras->len; i++) {
		struct bill_extra *other = &g_array_index(draft->extras, struct bill_extra, i);

		if (strcmp(other->key, key) == 0) {
			other->value = extra.value;
			return;
		}
	}
	extra.key = key;
	g_array_append_val(draft->extras, extra);
}

const char *bill_draft_extra_of(const struct bill_draft *draft, const char *key)
{
	for (guint i = 0; i < draft->extras->len; i++) {
		const struct bill_extra *extra = &g_array_index(draft->extras, struct bill_extra, i);

		if (strcmp(extra->key, key) == 0)
			return extra->value.text;
	}
	return NULL;
}

struct bill_speaker *bill_draft_add_speaker(struct bill_draft *draft, struct bill_at at)
{
	struct bill_speaker speaker = {.name.at = at};

	if (draft->speakers->len >= BILL_MAX_SPEAKERS) {
		if (draft->speakers->len == BILL_MAX_SPEAKERS)
			bill_warning(draft->diags, at, "event/too-many-speakers", "only the first %d speakers are kept", BILL_MAX_SPEAKERS);
		return NULL;
	}
	g_array_append_val(draft->speakers, speaker);
	return &g_array_index(draft->speakers, struct bill_speaker, draft->speakers->len - 1);
}

struct bill_speaker *bill_draft_first_speaker(struct bill_draft *draft, struct bill_at at)
{
	if (!draft->speakers->len)
		return bill_draft_add_speaker(draft, at);
	return &g_array_index(draft->speakers, struct bill_speaker, 0);
}

void bill_draft_language(struct bill_draft *draft, const char *text, struct bill_at at)
{
	g_autofree char *stripped = g_strstrip(g_strdup(text));
	const char *by_name;
	char tag[64];

	if (!*stripped)
		return;
	if (bill_locale_language(stripped, tag, sizeof tag)) {
		bill_draft_set(draft, BILL_FIELD_LANGUAGE, tag, at);
		return;
	}
	by_name = bill_locale_language_by_name(stripped);
	if (by_name) {
		bill_draft_set(draft, BILL_FIELD_LANGUAGE, by_name, at);
		return;
	}
	bill_warning(draft->diags, at, "event/unknown-language", "\"%.60s\" is no language known here; dates are written in English",
		stripped);
	bill_diags_hint(draft->diags, "write a BCP 47 tag such as en, fr or zh-Hant");
}

void bill_draft_zone(struct bill_draft *draft, const char *text, struct bill_at at)
{
	struct bill_value value = bill_draft_value(draft, text, at);
	g_autofree char *known = NULL;

	if (!value.text)
		return;
	if (bill_locale_is_zone(value.text)) {
		draft->event->zone = value;
		return;
	}
	known = bill_zone_named(value.text);
	if (known) {
		draft->event->zone = bill_draft_value(draft, known, at);
		return;
	}
	bill_warning(
		draft->diags, at, "event/unknown-zone", "\"%.60s\" is no time zone known here; times are shown without one", value.text);
	bill_diags_hint(draft->diags, "write a name of the IANA data base such as America/New_York");
}

/* ---- when ---- */

static void take_part(struct bill_when_part *to, const struct bill_when_part *from, struct bill_at at)
{
	if (from->date.given)
		to->date = from->date;
	else if (from->date.weekday >= 0 && to->date.weekday < 0)
		to->date.weekday = from->date.weekday;
	if (from->clock.given)
		to->clock = from->clock;
	if (from->has_offset) {
		to->has_offset = true;
		to->offset_minutes = from->offset_minutes;
	}
	if (from->date.given || from->clock.given)
		to->at = at;
}

void bill_draft_take_when(struct bill_draft *draft, char which, const struct bill_when *when, struct bill_at at)
{
	struct bill_when_part *first = which == 'e' ? &draft->end : &draft->start;

	take_part(first, &when->start, at);
	if (when->end.date.given || when->end.clock.given)
		take_part(&draft->end, &when->end, at);
	draft->all_day = draft->all_day || when->all_day;
	if (when->zone && !draft->event->zone.text) {
		bill_draft_zone(draft, when->zone, at);
		bill_draft_extra(draft, "show_zone", "yes", at); /* whoever wrote it meant it to be read */
	}
	if (when->ambiguous)
		bill_warning(draft->diags, at, "event/ambiguous-date",
			"this date can be read with the day or the month first; %d-%02d was taken for month and day", first->date.month,
			first->date.day);
	if (when->ambiguous)
		bill_diags_hint(draft->diags, "write it as 2025-01-21");
}

bool bill_draft_when(
	struct bill_draft *draft, char which, const char *key, const char *text, const char *language, struct bill_at at)
{
	struct bill_when when;
	bool found =
		bill_when_parse(text, language, false, &when) && (when.start.date.given || when.end.date.given || when.start.clock.given);

	if (!found || (!when.start.date.given && when.other_letters > 4))
		found = bill_when_parse(text, language, true, &when);
	if (found) {
		bill_draft_take_when(draft, which, &when, at);
		if (when.impossible)
			bill_warning(draft->diags, at, "event/bad-date", "a date or time in \"%.60s\" does not exist", text);
		return true;
	}
	bill_warning(draft->diags, at, "event/bad-date",
		when.impossible ? "\"%.60s\" is a date or time that does not exist" : "no date or time was found in \"%.60s\"", text);
	bill_diags_hint(draft->diags, "write it as 2025-01-21T10:00; the text is kept as \"%s\"", key);
	bill_draft_extra(draft, key, text, at);
	return false;
}

/* Today, or the day SOURCE_DATE_EPOCH names (reproducible-builds.org/specs/source-date-epoch). */
static int64_t today(void)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	int64_t seconds = epoch ? g_ascii_strtoll(epoch, NULL, 10) : g_get_real_time() / G_USEC_PER_SEC;

	return seconds / 86400;
}

/* The year nearest to today in which the date falls on its weekday; 0: none within a weekday's cycle. */
static int nearest_year(const struct bill_date *date)
{
	int64_t now = today(), best = INT64_MAX;
	int year, month, day, found = 0;

	bill_when_from_day_number(now, &year, &month, &day);
	for (int y = year - 6; y <= year + 6; y++) {
		int64_t distance;

		if (date->day > bill_when_days_in_month(y, date->month) || bill_when_weekday(y, date->month, date->day) != date->weekday)
			continue;
		distance = ABS(bill_when_day_number(y, date->month, date->day) - now);
		if (distance < best) {
			best = distance;
			found = y;
		}
	}
	return found;
}

/* The year in which the date comes next, or was within the last two months. */
static int coming_year(const struct bill_date *date)
{
	int64_t from = today() - 61;
	int year, month, day;

	bill_when_from_day_number(from, &year, &month, &day);
	for (int y = year; y <= year + 8; y++) /* 29 February */
		if (date->day <= bill_when_days_in_month(y, date->month) && bill_when_day_number(y, date->month, date->day) >= from)
			return y;
	return 0;
}

static void find_year(struct bill_draft *draft, struct bill_when_part *part)
{
	struct bill_date *date = &part->date;
	bool weekday = date->weekday >= 0;

	if (draft->year && date->day <= bill_when_days_in_month(draft->year, date->month)) {
		date->year = draft->year;
		return;
	}
	date->year = weekday ? nearest_year(date) : coming_year(date);
	date->given = date->year != 0;
	if (date->year)
		bill_warning(draft->diags, part->at, "event/no-year", "the date has no year; %d was taken because %s", date->year,
			weekday ? "of the weekday" : "it comes next");
	else
		bill_warning(draft->diags, part->at, "event/no-year", "the date has no year, so it is not known when the event is");
	bill_diags_hint(draft->diags, "write the year");
}

static void check_weekday(struct bill_draft *draft, const struct bill_when_part *part)
{
	static const char *const names[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
	const struct bill_date *date = &part->date;
	int weekday;

	if (!date->given || date->weekday < 0)
		return;
	weekday = bill_when_weekday(date->year, date->month, date->day);
	if (weekday == date->weekday)
		return;
	bill_warning(draft->diags, part->at, "event/wrong-weekday", "%04d-%02d-%02d is a %s, not a %s", date->year, date->month,
		date->day, names[weekday], names[date->weekday]);
}

static struct bill_moment moment_of(const struct bill_when_part *part)
{
	struct bill_moment moment = {.given = part->date.given, .at = part->at};

	if (!part->date.given)
		return moment;
	moment.year = part->date.year;
	moment.month = part->date.month;
	moment.day = part->date.day;
	moment.has_time = part->clock.given;
	moment.hour = part->clock.hour;
	moment.minute = part->clock.minute;
	moment.second = part->clock.second;
	moment.has_offset = part->has_offset && part->clock.given;
	moment.offset_minutes = moment.has_offset ? part->offset_minutes : 0;
	return moment;
}

/* "10 pm to 2 am" ends on the next day; an end without a date is on the start's day otherwise. */
static void complete_end(struct bill_when_part *end, const struct bill_when_part *start)
{
	int from = start->clock.hour * 60 + start->clock.minute, to = end->clock.hour * 60 + end->clock.minute;
	int64_t number;

	if (!end->clock.given || end->date.given || !start->date.given)
		return;
	end->date = start->date;
	end->date.weekday = -1;
	if (start->clock.given && to < from && to <= 12 * 60 && from >= 12 * 60) {
		number = bill_when_day_number(end->date.year, end->date.month, end->date.day) + 1;
		bill_when_from_day_number(number, &end->date.year, &end->date.month, &end->date.day);
	}
	if (!end->has_offset && start->has_offset) {
		end->has_offset = true;
		end->offset_minutes = start->offset_minutes;
	}
}

/* "28 February – 2 March 2025": the year stands once, at the end or at the start. */
static void share_year(struct bill_date *start, struct bill_date *end)
{
	if (!start->given || !end->given)
		return;
	if (!start->year && end->year)
		start->year = end->year - (start->month > end->month ? 1 : 0);
	else if (!end->year && start->year)
		end->year = start->year + (start->month > end->month ? 1 : 0);
}

bool bill_draft_duration(const char *text, int64_t *seconds)
{
	int64_t total = 0, value;
	bool iso = *text == 'P' || *text == 'p', any = false;
	int hours, minutes, rest = 0, n = 0;

	if (sscanf(text, "%3d:%2d%n", &hours, &minutes, &n) == 2 && hours >= 0 && minutes >= 0 &&
		(!text[n] || sscanf(text + n, ":%2d", &rest) == 1)) {
		*seconds = hours * 3600 + minutes * 60 + rest;
		return *seconds > 0;
	}
	for (const char *p = text + iso; *p;) {
		char *end, unit;

		value = g_ascii_strtoll(p, &end, 10);
		if (end == p) {
			if (*p != ' ' && *p != 'T' && *p != 't')
				return false;
			p++;
			continue;
		}
		end += strspn(end, " ");
		unit = g_ascii_tolower(*end);
		if (value < 0 || value > 100000 || !unit || !strchr("wdhms", unit))
			return false;
		total += value * (unit == 'w' ? 604800 : unit == 'd' ? 86400 : unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
		any = true;
		while (g_ascii_isalpha(*end) && *end != 'T')
			end++;
		p = end + (*end == '.');
	}
	if (any && total)
		*seconds = total;
	return any && total;
}

/* The end from a start and a duration. */
static void take_duration(struct bill_draft *draft)
{
	struct bill_event *event = draft->event;

	if (!draft->duration || !event->start.given || !event->start.has_time || event->end.given)
		return;
	event->end = event->start;
	bill_moment_add_seconds(&event->end, draft->duration);
}

/* Whole days: said to be, or written as times from midnight to midnight, the last of which is the end of the day before. */
static void settle_days(struct bill_event *event, bool all_day)
{
	bool whole = bill_when_whole_days(&event->start, &event->end);

	event->all_day = event->start.given && (all_day || whole || !event->start.has_time);
	if (!event->all_day || !event->start.has_time)
		return;
	if (whole && !event->end.hour)
		bill_moment_add_seconds(&event->end, -86400);
	event->start.has_time = event->end.has_time = event->start.has_offset = event->end.has_offset = false;
}

static void finish_when(struct bill_draft *draft)
{
	struct bill_event *event = draft->event;

	share_year(&draft->start.date, &draft->end.date);
	if (draft->start.date.given && !draft->start.date.year)
		find_year(draft, &draft->start);
	if (draft->end.date.given && !draft->end.date.year)
		share_year(&draft->start.date, &draft->end.date);
	if (draft->end.date.given && !draft->end.date.year)
		find_year(draft, &draft->end);
	complete_end(&draft->end, &draft->start);
	check_weekday(draft, &draft->start);
	check_weekday(draft, &draft->end);
	event->start = moment_of(&draft->start);
	event->end = moment_of(&draft->end);
	take_duration(draft);
	settle_days(event, draft->all_day);
	if (event->start.given && event->end.given && event->start.has_time == event->end.has_time &&
		bill_zone_instant(&event->end, NULL) == bill_zone_instant(&event->start, NULL))
		event->end = (struct bill_moment){0}; /* programs that know no end repeat the start */
	if (event->start.given && event->end.given && (event->start.has_time || !event->end.has_time) &&
		(event->end.has_time || bill_moment_day(&event->end) < bill_moment_day(&event->start)) &&
		bill_zone_instant(&event->end, NULL) < bill_zone_instant(&event->start, NULL))
		bill_warning(draft->diags, event->end.at, "event/ends-before-start", "the event ends before it starts");
}

/* ---- the end ---- */

static void *moved(struct bill_draft *draft, GArray *array, size_t *count)
{
	size_t bytes = array->len * g_array_get_element_size(array);
	void *copy = NULL;

	if (bytes) {
		copy = bill_arena_alloc(draft->event->arena, bytes);
		memcpy(copy, array->data, bytes);
	}
	*count = array->len;
	g_array_free(array, TRUE);
	return copy;
}

static bool is_empty(const struct bill_event *event)
{
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (event->fields[i].text && i != BILL_FIELD_LANGUAGE && i != BILL_FIELD_ID)
			return false;
	return !event->start.given && !event->n_speakers && !event->n_programme;
}

/* "TBA" says something as a title, and nothing where words of many lines would stand. */
static void drop_open(struct bill_draft *draft, struct bill_value *value)
{
	if (!value->text || !bill_words_open(value->text))
		return;
	bill_note(draft->diags, value->at, "event/dropped", "\"%.60s\" was left out", value->text);
	value->text = NULL;
}

struct bill_event *bill_draft_finish(struct bill_draft *draft)
{
	struct bill_event *event = draft->event;
	struct bill_diags *diags = draft->diags;

	finish_when(draft);
	drop_open(draft, &event->fields[BILL_FIELD_ABSTRACT]);
	bill_draft_find_language(draft);
	for (guint i = 0; i < draft->speakers->len; i++)
		drop_open(draft, &g_array_index(draft->speakers, struct bill_speaker, i).bio);
	event->speakers = moved(draft, draft->speakers, &event->n_speakers);
	event->keywords = moved(draft, draft->keywords, &event->n_keywords);
	event->logos = moved(draft, draft->logos, &event->n_logos);
	event->programme = moved(draft, draft->programme, &event->n_programme);
	event->extras = moved(draft, draft->extras, &event->n_extras);
	g_free(draft);
	if (is_empty(event)) {
		bill_error(diags, event->at, "event/empty", "there is no event here");
		bill_event_free(event);
		return NULL;
	}
	if (!event->fields[BILL_FIELD_TITLE].text && !event->fields[BILL_FIELD_SERIES].text)
		bill_warning(diags, event->at, "event/no-title", "the event has neither a title nor a series");
	return event;
}
