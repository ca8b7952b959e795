/* iCalendar's VEVENT: its lines become properties (libical), and properties fields. */
#include "event/describe.h"
#include "event/html.h"
#include "event/ical.h"
#include "event/zone.h"

#include <string.h>

#define MOST_PROPERTIES 5000 /* of one event */

static void free_person(void *data)
{
	struct bill_ical_person *person = data;

	g_string_free(person->lines, TRUE);
	g_free(person);
}

/* ---- lines → properties ---- */

/* Nothing is lost with an empty value (which libical takes for an error), nor with a property of one program alone. */
static bool is_worth_telling(const char *line)
{
	g_autofree char *name = bill_ical_name(line);
	const char *value = bill_ical_raw_value(line);

	return name && value && value[strspn(value, " \t")] && icalproperty_string_to_kind(name) != ICAL_NO_PROPERTY;
}

/* libical parses a whole component and tells of its errors as X-LIC-ERROR properties. It splits lists such as RDATE and
 * CATEGORIES. */
static void parse_line(struct bill_ical_event *event, const char *line, struct bill_at at, struct bill_diags *diags)
{
	g_autofree char *mended = bill_ical_mended(line);
	g_autofree char *text = g_strconcat("BEGIN:VEVENT\r\n", mended, "\r\nEND:VEVENT\r\n", NULL);
	icalcomponent *component = icalparser_parse_string(text);
	icalproperty *property;
	bool any = false, wrong = false;

	while (component && (property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY))) {
		struct bill_ical_property one = {.property = property, .at = at};

		icalcomponent_remove_property(component, property);
		if (icalproperty_isa(property) == ICAL_XLICERROR_PROPERTY || event->properties->len >= MOST_PROPERTIES) {
			wrong = true;
			icalproperty_free(property);
		} else {
			any = true;
			g_array_append_val(event->properties, one);
		}
	}
	if (component)
		icalcomponent_free(component);
	if ((wrong || !any) && is_worth_telling(line))
		bill_warning(diags, at, "event/ical-property", "%s here cannot be read: \"%.60s\"",
			any ? "a part of what stands" : "what stands", line);
}

/* Programs that forget to fold or escape leave parts of a text on lines of their own. */
static bool is_torn(const char *line, const char *name)
{
	if (!name || !bill_ical_raw_value(line))
		return true;
	return icalproperty_string_to_kind(name) == ICAL_NO_PROPERTY && !g_str_has_prefix(name, "X-") && !g_ascii_isupper(line[1]);
}

static bool takes_more(const char *name)
{
	static const char *const texts[] = {"DESCRIPTION", "SUMMARY", "LOCATION", "COMMENT", NULL};

	return name && g_strv_contains(texts, name);
}

struct reading {
	struct bill_ical_event *event;
	GString *held; /* a line that the next may go on with */
	char *name;    /* its property */
	struct bill_at at;
	GPtrArray *inside; /* components within the event */
	bool ended;
};

static void flush(struct reading *reading, struct bill_diags *diags)
{
	if (reading->name)
		parse_line(reading->event, reading->held->str, reading->at, diags);
	g_clear_pointer(&reading->name, g_free);
}

static void take_torn(struct reading *reading, const char *line, struct bill_at at, struct bill_diags *diags)
{
	if (!takes_more(reading->name) || reading->held->len + strlen(line) > BILL_MAX_FIELD_BYTES) {
		bill_warning(diags, at, "event/ical-line", "this line is no property of an event: \"%.60s\"", line);
		return;
	}
	bill_warning(diags, at, "event/ical-torn", "this line is no property; it was taken for more of %s", reading->name);
	g_string_append(reading->held, "\\n");
	g_string_append(reading->held, line);
}

/* Lines of a PARTICIPANT inside the event; other components inside it, alarms above all, say nothing of it. */
static void take_inside(struct reading *reading, const char *name, const char *line)
{
	const char *component = g_ptr_array_index(reading->inside, reading->inside->len - 1);
	GPtrArray *people = reading->event->people;

	if (strcmp(name, "END") == 0)
		g_ptr_array_set_size(reading->inside, (gint)reading->inside->len - 1);
	else if (g_ascii_strcasecmp(component, "PARTICIPANT") == 0 && people->len)
		g_string_append_printf(((struct bill_ical_person *)g_ptr_array_index(people, people->len - 1))->lines, "%s\n", line);
}

static void begin_inside(struct reading *reading, const char *component, struct bill_at at)
{
	g_ptr_array_add(reading->inside, g_strdup(component));
	if (g_ascii_strcasecmp(component, "PARTICIPANT") == 0 && reading->event->people->len < BILL_MAX_SPEAKERS) {
		struct bill_ical_person *person = g_new0(struct bill_ical_person, 1);

		person->lines = g_string_new(NULL);
		person->at = at;
		g_ptr_array_add(reading->event->people, person);
	}
}

static void take_line(struct reading *reading, const char *line, struct bill_at at, struct bill_diags *diags)
{
	g_autofree char *name = bill_ical_name(line);
	const char *value = bill_ical_raw_value(line);

	if (name && value && strcmp(name, "BEGIN") == 0) {
		if (g_ascii_strncasecmp(value, "VEVENT", 6) == 0 || g_ascii_strncasecmp(value, "VCALENDAR", 9) == 0) {
			bill_warning(diags, at, "event/ical-unended", "this begins before the event above it has ended");
			reading->ended = true;
		} else if (reading->inside->len < BILL_MAX_DEPTH) {
			begin_inside(reading, value, at);
		}
		return;
	}
	if (reading->inside->len) {
		if (name)
			take_inside(reading, name, line);
		return;
	}
	if (name && value && strcmp(name, "END") == 0) {
		reading->ended = true;
		return;
	}
	if (is_torn(line, name)) {
		take_torn(reading, line, at, diags);
		return;
	}
	flush(reading, diags);
	g_string_assign(reading->held, line);
	reading->name = g_steal_pointer(&name);
	reading->at = at;
}

void bill_ical_event_read(struct bill_ical_event *event, const struct bill_ical_place *place, struct bill_diags *diags)
{
	struct reading reading = {.event = event, .held = g_string_new(NULL), .inside = g_ptr_array_new_with_free_func(g_free)};
	const struct bill_src *src = event->ical->src;
	struct bill_ical_lines lines;

	event->properties = g_array_new(FALSE, FALSE, sizeof(struct bill_ical_property));
	event->people = g_ptr_array_new_with_free_func(free_person);
	bill_ical_lines_init(&lines, place->p, src->text + src->len, place->number);
	while (!reading.ended && bill_ical_lines_next(&lines)) {
		struct bill_at at = {.src = src, .line = lines.line, .column = 1};

		if (lines.mended)
			bill_warning(
				diags, at, "event/ical-bytes", "this line holds bytes that are no UTF-8 text; they were read as Windows-1252");
		if (lines.cut)
			bill_warning(
				diags, at, "event/line-too-long", "this line is longer than %u MB and was cut", BILL_MAX_LINE_BYTES >> 20);
		take_line(&reading, lines.text->str, at, diags);
	}
	flush(&reading, diags);
	if (!reading.ended)
		bill_warning(diags, event->at, "event/ical-unended", "the file ends before this event does");
	bill_ical_lines_finish(&lines);
	g_string_free(reading.held, TRUE);
	g_ptr_array_unref(reading.inside);
}

void bill_ical_event_finish(struct bill_ical_event *event)
{
	for (guint i = 0; i < event->properties->len; i++)
		icalproperty_free(g_array_index(event->properties, struct bill_ical_property, i).property);
	g_array_unref(event->properties);
	g_ptr_array_unref(event->people);
	g_free(event->zone);
	g_free(event->rule);
}

icalproperty *bill_ical_find(const struct bill_ical_event *event, icalproperty_kind kind, struct bill_at *at)
{
	for (guint i = 0; i < event->properties->len; i++) {
		const struct bill_ical_property *one = &g_array_index(event->properties, struct bill_ical_property, i);

		if (icalproperty_isa(one->property) != kind)
			continue;
		if (at)
			*at = one->at;
		return one->property;
	}
	return NULL;
}

/* ---- times ---- */

static bool is_real(struct icaltimetype time)
{
	return time.year >= 1 && time.year <= 9999 && time.month >= 1 && time.month <= 12 && time.day >= 1 &&
		   time.day <= bill_when_days_in_month(time.year, time.month) && time.hour >= 0 && time.hour < 24 && time.minute >= 0 &&
		   time.minute < 60 && time.second >= 0 && time.second <= 60;
}

static struct icaltimetype time_in(icalproperty *property)
{
	icalvalue *value = icalproperty_get_value(property);
	icalvalue_kind kind = value ? icalvalue_isa(value) : ICAL_NO_VALUE;

	if (kind == ICAL_DATE_VALUE)
		return icalvalue_get_date(value);
	if (kind == ICAL_DATETIME_VALUE || kind == ICAL_DATETIMEDATE_VALUE)
		return icalvalue_get_datetime(value);
	if (kind == ICAL_PERIOD_VALUE)
		return icalvalue_get_period(value).start;
	if (kind == ICAL_DATETIMEPERIOD_VALUE) { /* RDATE */
		struct icaldatetimeperiodtype period = icalvalue_get_datetimeperiod(value);

		return icaltime_is_null_time(period.time) ? period.period.start : period.time;
	}
	return icaltime_null_time();
}

bool bill_ical_moment(const struct bill_ical_event *event, icalproperty *property, struct bill_at at, struct bill_moment *moment,
	char **zone, struct bill_diags *diags)
{
	struct icaltimetype time = time_in(property);
	/* A copy: libical keeps such texts for a few calls only. */
	g_autofree char *tzid = g_strdup(icalproperty_get_parameter_as_string(property, "TZID"));
	bool known = true;

	*zone = NULL;
	if (!is_real(time)) {
		bill_warning(diags, at, "event/bad-date", "\"%.60s\" is no date or time", icalproperty_get_value_as_string(property));
		return false;
	}
	*moment = (struct bill_moment){
		.given = true,
		.year = time.year,
		.month = time.month,
		.day = time.day,
		.has_time = !time.is_date,
		.hour = time.is_date ? 0 : time.hour,
		.minute = time.is_date ? 0 : time.minute,
		.second = time.is_date ? 0 : MIN(time.second, 59),
		.at = at,
	};
	if (!moment->has_time)
		return true;
	moment->has_offset = icaltime_is_utc(time) != 0;
	if (!tzid || moment->has_offset)
		return true;
	*zone = bill_ical_zone_of(event->ical, tzid, moment, &known);
	if (!known) {
		bill_warning(
			diags, at, "event/unknown-zone", "\"%.60s\" is no time zone known here, and the file does not describe it", tzid);
		bill_diags_hint(diags, "the time is shown without a zone; --zone sets one");
	}
	return true;
}

/* ---- properties → fields ---- */

static const char *parameter(icalproperty *property, const char *name)
{
	return icalproperty_get_parameter_as_string(property, name);
}

/* A text value, unescaped; NULL: the value is no text. */
static const char *text_of(icalproperty *property)
{
	icalvalue *value = icalproperty_get_value(property);
	icalvalue_kind kind = value ? icalvalue_isa(value) : ICAL_NO_VALUE;

	if (kind == ICAL_TEXT_VALUE || kind == ICAL_X_VALUE || kind == ICAL_STRING_VALUE)
		return kind == ICAL_X_VALUE      ? icalvalue_get_x(value)
			   : kind == ICAL_TEXT_VALUE ? icalvalue_get_text(value)
										 : icalvalue_get_string(value);
	if (kind == ICAL_URI_VALUE)
		return icalvalue_get_uri(value);
	if (kind == ICAL_CALADDRESS_VALUE)
		return icalvalue_get_caladdress(value);
	return icalproperty_get_value_as_string(property);
}

static bool is_address(const char *text)
{
	return (g_str_has_prefix(text, "https://") || g_str_has_prefix(text, "http://")) && !strpbrk(text, " \n");
}

static void put_location(struct bill_draft *draft, const char *text, struct bill_at at)
{
	if (is_address(text) && !bill_draft_has(draft, BILL_FIELD_URL))
		bill_draft_set(draft, BILL_FIELD_URL, text, at);
	else
		bill_draft_set(draft, BILL_FIELD_LOCATION, text, at);
}

/* X-APPLE-STRUCTURED-LOCATION;X-ADDRESS=…;X-TITLE=…:geo:…, where there is no LOCATION. */
static void put_structured(struct bill_draft *draft, icalproperty *property, struct bill_at at)
{
	const char *names[] = {parameter(property, "X-TITLE"), parameter(property, "X-ADDRESS")};
	g_autoptr(GString) place = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_auto(GStrv) bare = names[i] ? g_strsplit(names[i], "\"", -1) : NULL;
		g_autofree char *joined = bare ? g_strjoinv("", bare) : NULL, *text = joined ? bill_ical_unescaped(joined) : NULL;

		if (text && *text)
			g_string_append_printf(place, "%s%s", place->len ? ", " : "", text);
	}
	bill_draft_set(draft, BILL_FIELD_LOCATION, place->str, at);
}

/* The address of a program that sends for others. */
static bool is_program(const char *mail)
{
	static const char *const programs[] = {"calendar.google.com", "noreply", "no-reply"};

	for (size_t i = 0; i < G_N_ELEMENTS(programs); i++)
		if (strstr(mail, programs[i]))
			return true;
	return false;
}

/* "mailto:office@example.org" with a common name: the name is who invites. */
static void put_organizer(struct bill_draft *draft, icalproperty *property, struct bill_at at)
{
	const char *name = parameter(property, "CN"), *address = text_of(property);
	const char *mail = address && g_ascii_strncasecmp(address, "mailto:", 7) == 0 ? address + 7 : address;
	size_t len = name ? strlen(name) : 0;
	g_autofree char *bare = len >= 2 && *name == '"' ? g_strndup(name + 1, len - 2) : g_strdup(name),
					*plain = bare ? bill_ical_plain_name(bare) : NULL;

	if (mail && strstr(mail, "@meetup.com")) /* "Meetup Reminder" */
		return;
	if (plain && *plain && !strchr(plain, '@'))
		bill_draft_set(draft, BILL_FIELD_HOST, plain, at);
	if (mail && *mail && !is_program(mail))
		bill_draft_extra(draft, "organizer_email", mail, at);
}

static bool is_picture(icalproperty *property, const char *address)
{
	const char *type = parameter(property, "FMTTYPE");
	g_autofree char *lower = g_ascii_strdown(address, -1);

	if (type)
		return g_ascii_strncasecmp(type, "image/", 6) == 0;
	return g_str_has_suffix(lower, ".jpg") || g_str_has_suffix(lower, ".jpeg") || g_str_has_suffix(lower, ".png") ||
		   g_str_has_suffix(lower, ".svg") || g_str_has_suffix(lower, ".webp");
}

static void put_attachment(struct bill_draft *draft, icalproperty *property, struct bill_at at)
{
	icalattach *attachment = icalproperty_get_attach(property);
	const char *address = attachment && icalattach_get_is_url(attachment) ? icalattach_get_url(attachment) : NULL;

	if (!address || !*address)
		bill_note(draft->diags, at, "event/dropped", "an attachment inside the calendar was left out");
	else if (is_picture(property, address) && !bill_draft_has(draft, BILL_FIELD_IMAGE))
		bill_draft_set(draft, BILL_FIELD_IMAGE, address, at);
	else
		bill_draft_extra(draft, "attachment", address, at);
}

static void put_status(struct bill_draft *draft, icalproperty *property, struct bill_at at)
{
	icalproperty_status status = icalproperty_get_status(property);

	if (status == ICAL_STATUS_CANCELLED || status == ICAL_STATUS_TENTATIVE)
		bill_draft_set(draft, BILL_FIELD_STATUS, status == ICAL_STATUS_CANCELLED ? "cancelled" : "tentative", at);
}

/* Properties that libical 3.0 does not know by name (RFC 7986 and 9073, and the X- of programs), and the user's own. */
static void put_other(struct bill_draft *draft, icalproperty *property, struct bill_at at)
{
	const char *name =
		icalproperty_get_x_name(property) ? icalproperty_get_x_name(property) : icalproperty_get_property_name(property);
	g_autofree char *text = bill_ical_unescaped(text_of(property) ? text_of(property) : "");

	if (!name || !*text)
		return;
	if (bill_alias_is_mapped(draft->map, name))
		bill_draft_put(draft, name, text, at);
	else if (g_ascii_strcasecmp(name, "IMAGE") == 0 && is_address(text))
		bill_draft_set(draft, BILL_FIELD_IMAGE, text, at);
	else if (g_ascii_strcasecmp(name, "CONFERENCE") == 0 || g_ascii_strcasecmp(name, "X-GOOGLE-CONFERENCE") == 0)
		bill_draft_extra(draft, "online", text, at);
}

static void put_property(struct bill_draft *draft, icalproperty *property, struct bill_at at)
{
	icalproperty_kind kind = icalproperty_isa(property);
	const char *text = text_of(property);

	if (bill_alias_is_mapped(draft->map, icalproperty_get_property_name(property)) && text)
		bill_draft_put(draft, icalproperty_get_property_name(property), text, at);
	else if (kind == ICAL_UID_PROPERTY)
		bill_draft_set(draft, BILL_FIELD_ID, text, at);
	else if (kind == ICAL_URL_PROPERTY)
		bill_draft_set(draft, BILL_FIELD_URL, text, at);
	else if (kind == ICAL_CONTACT_PROPERTY)
		bill_draft_set(draft, BILL_FIELD_CONTACT, text, at);
	else if (kind == ICAL_CATEGORIES_PROPERTY)
		bill_draft_append(draft, draft->keywords, text, at);
	else if (kind == ICAL_STATUS_PROPERTY)
		put_status(draft, property, at);
	else if (kind == ICAL_ORGANIZER_PROPERTY)
		put_organizer(draft, property, at);
	else if (kind == ICAL_ATTACH_PROPERTY)
		put_attachment(draft, property, at);
	else if (kind == ICAL_COMMENT_PROPERTY)
		bill_draft_extra(draft, "comment", text, at);
	else
		put_other(draft, property, at);
}

/* ---- people ---- */

/* RFC 9073, 7.1: speakers and performers; sponsors and the like are no speakers. */
static void put_person(struct bill_draft *draft, const struct bill_ical_person *person)
{
	g_auto(GStrv) lines = g_strsplit(person->lines->str, "\n", -1);
	g_autofree char *name = NULL, *about = NULL, *address = NULL;
	bool speaks = true;
	struct bill_speaker *speaker;

	for (char **line = lines; *line; line++) {
		g_autofree char *key = bill_ical_name(*line);
		const char *value = key ? bill_ical_raw_value(*line) : NULL;

		if (!value)
			continue;
		if (strcmp(key, "PARTICIPANT-TYPE") == 0)
			speaks = g_ascii_strcasecmp(value, "SPEAKER") == 0 || g_ascii_strcasecmp(value, "PERFORMER") == 0;
		else if (strcmp(key, "SUMMARY") == 0 && !name)
			name = bill_ical_unescaped(value);
		else if (strcmp(key, "DESCRIPTION") == 0 && !about)
			about = bill_ical_unescaped(value);
		else if (strcmp(key, "URL") == 0 && !address)
			address = g_strdup(value);
	}
	if (!speaks || !name || !(speaker = bill_draft_add_speaker(draft, person->at)))
		return;
	speaker->name = bill_draft_value(draft, name, person->at);
	speaker->bio = bill_draft_value(draft, about, person->at);
	speaker->url = bill_draft_value(draft, address, person->at);
}

/* ---- the texts ---- */

static bool is_named(icalproperty *property, const char *name)
{
	const char *own =
		icalproperty_get_x_name(property) ? icalproperty_get_x_name(property) : icalproperty_get_property_name(property);

	return own && g_ascii_strcasecmp(own, name) == 0;
}

/* The description in plain text; of HTML only where there is nothing else. NULL: none. Newly allocated. */
static char *description(const struct bill_ical_event *event, struct bill_at *at)
{
	icalproperty *plain = bill_ical_find(event, ICAL_DESCRIPTION_PROPERTY, at);
	const char *text = plain ? text_of(plain) : NULL;

	if (text && *text && strspn(text, " \t\r\n") < strlen(text))
		return g_strdup(text);
	for (guint i = 0; i < event->properties->len; i++) {
		const struct bill_ical_property *one = &g_array_index(event->properties, struct bill_ical_property, i);
		if (!is_named(one->property, "X-ALT-DESC") && !is_named(one->property, "STYLED-DESCRIPTION"))
			continue;
		*at = one->at;
		return bill_ical_unescaped(text_of(one->property) ? text_of(one->property) : "");
	}
	return NULL;
}

static void put_apple_location(const struct bill_ical_event *event, struct bill_draft *draft)
{
	for (guint i = 0; i < event->properties->len; i++) {
		const struct bill_ical_property *one = &g_array_index(event->properties, struct bill_ical_property, i);

		if (is_named(one->property, "X-APPLE-STRUCTURED-LOCATION"))
			put_structured(draft, one->property, one->at);
	}
}

static void put_texts(const struct bill_ical_event *event, struct bill_draft *draft)
{
	struct bill_at at = event->at, title_at = event->at;
	icalproperty *summary = bill_ical_find(event, ICAL_SUMMARY_PROPERTY, &title_at);
	icalproperty *location = bill_ical_find(event, ICAL_LOCATION_PROPERTY, &at);
	g_autofree char *text = NULL;

	if (summary && parameter(summary, "LANGUAGE"))
		bill_draft_language(draft, parameter(summary, "LANGUAGE"), title_at);
	if (location && text_of(location))
		put_location(draft, text_of(location), at);
	else
		put_apple_location(event, draft);
	text = description(event, &at);
	if (summary && text_of(summary))
		bill_draft_set(draft, BILL_FIELD_TITLE, text_of(summary), title_at);
	if (text)
		bill_draft_describe(draft, text, at);
	bill_draft_split_title(draft);
	if (event->calendar->name && !bill_draft_has(draft, BILL_FIELD_SERIES))
		bill_draft_guess(draft, BILL_FIELD_SERIES, event->calendar->name, event->at);
}

/* ---- together ---- */

static struct bill_when_part part_of(const struct bill_moment *moment)
{
	return (struct bill_when_part){
		.date = {.given = true, .year = moment->year, .month = moment->month, .day = moment->day, .weekday = -1},
		.clock = {.given = moment->has_time, .hour = moment->hour, .minute = moment->minute, .second = moment->second},
		.has_offset = moment->has_offset,
		.offset_minutes = moment->offset_minutes,
		.at = moment->at,
	};
}

static bool is_utc(const struct bill_ical_event *event)
{
	icalproperty *start = bill_ical_find(event, ICAL_DTSTART_PROPERTY, NULL);

	return start && event->start.has_time && icaltime_is_utc(icalproperty_get_dtstart(start));
}

static void put_when(const struct bill_ical_event *event, struct bill_draft *draft, const struct bill_moment *start)
{
	struct bill_moment from = *start, end = event->end;

	if (!from.given)
		return;
	if (end.given) { /* as long after this start as after the first */
		end = from;
		end.has_time = event->end.has_time;
		end.at = event->end.at;
		end.has_offset = event->end.has_offset;
		end.offset_minutes = event->end.offset_minutes;
		bill_moment_add_seconds(&end, bill_moment_seconds(&event->end) - bill_moment_seconds(&event->start));
	}
	draft->start = part_of(&from);
	if (end.given && !(bill_moment_day(&end) == bill_moment_day(&from) && !end.has_time))
		draft->end = part_of(&end);
	draft->all_day = event->all_day;
	if (event->zone) {
		bill_draft_zone(draft, event->zone, from.at);
		draft->event->zone.guessed = event->zone_guessed;
	} else if (is_utc(event) && !event->ical->shown_on_a_clock) {
		bill_ical_put_utc(event->ical, draft, from.at);
	}
}

struct bill_event *bill_ical_event_made(struct bill_ical_event *event, const struct bill_moment *start, struct bill_diags *diags)
{
	struct bill_draft *draft = bill_draft_new(event->ical->src, event->at, diags);

	draft->map = event->ical->map;
	put_when(event, draft, start);
	for (guint i = 0; i < event->people->len; i++)
		put_person(draft, g_ptr_array_index(event->people, i));
	for (guint i = 0; i < event->properties->len; i++) {
		const struct bill_ical_property *one = &g_array_index(event->properties, struct bill_ical_property, i);

		put_property(draft, one->property, one->at);
	}
	if (event->calendar->cancel)
		bill_draft_set(draft, BILL_FIELD_STATUS, "cancelled", event->at);
	put_texts(event, draft);
	if (event->rule)
		bill_draft_extra(draft, "rrule", event->rule, event->at);
	return bill_draft_finish(draft);
}
