/* Rules on the event: what it says stands on the poster, and what it says can be. */
#include "preflight/look.h"

#include <string.h>

/* ---- words without what setting them changes ---- */

static void append_squashed(GString *out, const char *text, size_t len)
{
	g_autofree char *small = g_utf8_casefold(text, (gssize)len);
	g_autofree char *plain = g_utf8_normalize(small, -1, G_NORMALIZE_ALL);
	for (const char *c = plain ? plain : ""; *c; c = bill_after(c))
		if (g_unichar_isalnum(g_utf8_get_char(c)))
			g_string_append_unichar(out, g_utf8_get_char(c));
}

/* Unicode's tables are asked only of what needs them: this is done to every word of every poster. */
char *bill_look_squash(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	while (*text) {
		const char *run = text;
		while (*text & 0x80)
			text++;
		if (text > run)
			append_squashed(out, run, (size_t)(text - run));
		else if (g_ascii_isalnum(*text++))
			g_string_append_c(out, g_ascii_tolower(text[-1]));
	}
	return g_string_free(out, FALSE);
}

/* What a reader would see of a value: its markup is cleaned away, as fill does. */
static char *squash_value(const struct bill_look *look, const struct bill_event *event, const char *raw, bool prose)
{
	struct bill_text text = bill_event_clean(raw, bill_event_language(event), prose, (struct bill_at){0}, look->arena, NULL);
	return bill_look_squash(text.s);
}

/* ---- lost ---- */

/* The first word of a value that is nowhere on the page; NULL: all are there. A right-to-left page shows them in another order.
 */
static char *missing_word(const struct bill_look *look, const struct bill_event *event, const char *raw, const char *page)
{
	struct bill_text text = bill_event_clean(raw, bill_event_language(event), false, (struct bill_at){0}, look->arena, NULL);
	g_autofree char *whole = bill_look_squash(text.s);
	if (strstr(page, whole))
		return NULL;
	g_auto(GStrv) words = g_strsplit_set(text.s, " ,;/-\n", -1);
	for (char **word = words; *word; word++) {
		g_autofree char *plain = bill_look_squash(*word);
		if (*plain && !strstr(page, plain))
			return g_strdup(*word);
	}
	return NULL;
}

static void check_value(const struct bill_look *look, const struct bill_event *event, const char *what, const char *raw,
	struct bill_at at, const char *page)
{
	g_autofree char *gone = raw ? missing_word(look, event, raw, page) : NULL;
	if (!gone)
		return;
	bill_look_tell(look, at, "%s is not on the poster in full: \"%.40s\" is missing", what, gone);
	bill_diags_hint(look->diags, "the layout has no place for it: another layout shows it, or a text of its own: {{%s}}", what);
}

/* Numbers as a reader finds them: digits of any script. */
static bool shows_number(const char *text, int number)
{
	int value = -1;
	for (;; text = bill_after(text)) {
		gunichar c = g_utf8_get_char(text);
		if (c && g_unichar_isdigit(c) && value < 100000) {
			value = MAX(value, 0) * 10 + g_unichar_digit_value(c);
			continue;
		}
		if (value == number)
			return true;
		value = -1;
		if (!c)
			return false;
	}
}

static bool shows_field(const struct bill_look *look, const char *field)
{
	for (size_t i = 0; i < look->n_blocks; i++)
		if (bill_block_is(&look->blocks[i], field))
			return true;
	return false;
}

static void check_start(const struct bill_look *look, const struct bill_event *event)
{
	const struct bill_moment *start = &event->start;
	if (!start->given)
		return;
	bool set = shows_field(look, "start") || shows_field(look, "when");
	bool day = shows_number(look->text, start->day);
	int hour = start->hour, half = hour % 12 == 0 ? 12 : hour % 12;
	bool time = !start->has_time || event->all_day || shows_number(look->text, hour) || shows_number(look->text, half) ||
				hour == 12 || hour == 0;
	if (day && time)
		return;
	if (!day && set && look->page->n_events > 1)
		return;
	bill_look_tell(look, start->at, "the %s is not on the poster", day ? "time of day" : "day");
	bill_diags_hint(look->diags, "the layout has no place for it: {{start | date}} and {{when | time}} show them");
}

static const char *own_title(const struct bill_look *look, const struct bill_event *event, const char *page, struct bill_at *at)
{
	const char *brief = bill_event_text(event, "title_short", NULL);
	g_autofree char *plain = brief ? squash_value(look, event, brief, false) : NULL;
	if (plain && *plain && strstr(page, plain))
		return NULL; /* its short form stands there */
	return bill_event_text(event, "title", at);
}

static void check_event(const struct bill_look *look, const struct bill_event *event, const char *page)
{
	struct bill_at at = event->at;
	check_value(look, event, "title", own_title(look, event, page, &at), at, page);
	check_start(look, event);
	if (look->page->n_events > 1)
		return; /* a term's programme shows what it has room for */
	for (size_t i = 0; i < event->n_speakers; i++)
		check_value(look, event, "speaker", event->speakers[i].name.text, event->speakers[i].name.at, page);
	const char *location = bill_event_text(event, "location", &at);
	check_value(look, event, "location", location, at, page);
}

void bill_rule_lost(const struct bill_look *look)
{
	const char *page = look->plain;
	for (size_t i = 0; i < look->page->n_events; i++)
		check_event(look, look->page->events[i], page);
}

/* ---- not shown by this layout ---- */

static bool shows_figure(const struct bill_look *look, const char *field)
{
	const struct bill_frames *frames = look->page->frames;
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].field && strcmp(frames->items[i].field, field) == 0 && frames->items[i].kind != BILL_FRAME_LINE)
			return true;
	return false;
}

static bool begins_on_page(const char *page, const char *plain)
{
	g_autofree char *head = g_utf8_substring(plain, 0, MIN(g_utf8_strlen(plain, -1), 24));
	return !*head || strstr(page, head);
}

static bool is_omitted(const struct bill_look *look, const char *field)
{
	g_auto(GStrv) fields = g_strsplit_set(look->page->design->omits ? look->page->design->omits : "", " ,", -1);
	return g_strv_contains((const char *const *)fields, field);
}

/* Of a programme it is enough that one of its titles is there. */
static bool shows_programme(const struct bill_look *look)
{
	const struct bill_event *event = look->page->events[0];
	bool titles = false;
	for (size_t i = 0; i < event->n_programme; i++) {
		const char *title = event->programme[i].title.text;
		if (!title)
			continue;
		g_autofree char *plain = squash_value(look, event, title, false);
		if (begins_on_page(look->plain, plain))
			return true;
		titles = true;
	}
	return !titles;
}

/* The layout had a place for it and no room, and said so. */
static bool is_dropped(const struct bill_look *look, const struct bill_item *item)
{
	for (unsigned i = 0; i < bill_diags_length(look->diags); i++) {
		const struct bill_diag *diag = bill_diags_at(look->diags, i);
		int line = diag->also_line, column = diag->also_column;
		if (strcmp(diag->code, "layout/dropped") == 0 && line > 0 &&
			((line == item->time.at.line && column == item->time.at.column) ||
				(line == item->title.at.line && column == item->title.at.column)))
			return true;
	}
	return false;
}

static void tell_not_shown(const struct bill_look *look, bool omitted)
{
	static const char *const fields[] = {
		"subtitle", "series", "abstract", "bio", "affiliation", "host", "contact", "price", "url", "photo", "image"};
	if (look->page->n_events != 1)
		return;
	const struct bill_event *event = look->page->events[0];
	const char *page = look->plain;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		struct bill_at at = {0};
		const char *raw = bill_event_text(event, fields[i], &at);
		if (!raw || is_omitted(look, fields[i]) != omitted || shows_field(look, fields[i]) || shows_figure(look, fields[i]))
			continue;
		if (strcmp(fields[i], "url") == 0 && !g_str_has_prefix(raw, "http"))
			continue; /* fill said already that it is no address */
		bool prose = strcmp(fields[i], "abstract") == 0 || strcmp(fields[i], "bio") == 0;
		g_autofree char *plain = squash_value(look, event, raw, prose);
		if (strcmp(fields[i], "photo") != 0 && strcmp(fields[i], "image") != 0 && begins_on_page(page, plain))
			continue;
		bill_look_tell(look, at, "%s is not shown by this layout at this size", fields[i]);
		bill_diags_hint(look->diags, "handbill layouts lists others");
	}
	if (is_omitted(look, "programme") == omitted && !shows_programme(look) && !is_dropped(look, &event->programme[0])) {
		bill_look_tell(look, event->programme[0].title.at, "programme is not shown by this layout at this size");
		bill_diags_hint(look->diags, "handbill layouts lists others, such as workshop and concert");
	}
}

void bill_rule_not_shown(const struct bill_look *look)
{
	tell_not_shown(look, false);
}

/* The layout says that it is meant so. */
void bill_rule_omitted(const struct bill_look *look)
{
	tell_not_shown(look, true);
}

/* ---- dates ---- */

void bill_rule_midnight(const struct bill_look *look)
{
	for (size_t i = 0; i < look->page->n_events; i++) {
		const struct bill_event *event = look->page->events[i];
		const struct bill_moment *start = &event->start;
		if (!start->given || !start->has_time || event->all_day || start->hour != 0 || start->minute != 0)
			continue;
		bill_look_tell(look, start->at, "it begins at midnight; a calendar often writes so of a day without a time");
		bill_diags_hint(look->diags, "write the date alone, or the time that is meant");
	}
}

/* A poster without a day is legal, and hardly ever meant. Of what is put off nobody knows the day. */
void bill_rule_no_date(const struct bill_look *look)
{
	for (size_t i = 0; i < look->page->n_events && !is_omitted(look, "start"); i++) {
		const struct bill_event *event = look->page->events[i];
		const char *status = bill_event_text(event, "status", NULL);
		if (event->start.given || event->end.given || g_strcmp0(status, "postponed") == 0)
			continue;
		bill_look_tell(look, event->at, "nothing says when it is: the event has no date");
		bill_diags_hint(look->diags, "give it one, such as start: 2031-03-04T16:00");
	}
}
