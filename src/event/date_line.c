/* A line that is hardly more than a date: when, and perhaps where, when the doors open, and what it is the date of. */
#include "event/labels.h"
#include "event/listing.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

/* ---- where ---- */

bool bill_listing_is_place_like(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " ,", -1);
	unsigned low = 0, all = 0;

	for (char **word = words; *word; word++) {
		if (!**word)
			continue;
		all++;
		low += g_unichar_islower(g_utf8_get_char(*word)) && g_utf8_strlen(*word, -1) > 3 && !bill_words_place(*word);
	}
	return all >= 1 && all <= 14 && low * 3 <= all && !strpbrk(text, "!?\"“”«»:;");
}

static bool holds_time(const char *text, const char *language)
{
	struct bill_when when;

	bill_when_parse(text, language, false, &when);
	if (!when.start.date.given && !when.start.clock.given && when.start.date.weekday < 0)
		bill_when_parse(text, language, true, &when);
	return when.start.date.given || when.start.clock.given || when.start.date.weekday >= 0;
}

/* "Glass Room, Peter Holm from DTU will talk": the place ends where a part is none, or where the sentence goes on. In place. */
static void end_place(char *phrase)
{
	static const char *const words[] = {" will ", " wird ", " to ", " where ", " zum Thema", " über ", " spricht", " hält",
		" statt", " состоится", " выступит", " пройдёт", " para ", " sobre ", " con ", " pour ", " sur ", " per ", " odbędzie",
		" vindt", " about "};

	for (char *comma = strstr(phrase, ", "); comma; comma = strstr(comma + 1, ", ")) {
		g_autofree char *part = g_strndup(comma + 2, strcspn(comma + 2, ","));

		if (bill_listing_is_place_like(part) && !(bill_words_person(part) && !bill_words_place(part)))
			continue;
		*comma = '\0';
		break;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(phrase, words[i]))
			*strstr(phrase, words[i]) = '\0';
}

static size_t article(const char *text)
{
	static const char *const words[] = {
		"the ", "el ", "la ", "los ", "las ", "der ", "dem ", "den ", "le ", "les ", "il ", "lo ", "de ", "het ", "am "};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(text, words[i]))
			return strlen(words[i]);
	return 0;
}

/* Up to the end of the sentence: a full stop in a number ("2.014") or after a short word before one ("ауд. 217") is none. */
static size_t phrase_length(const char *text)
{
	enum { LONGEST_SHORT = 8 }; /* bytes */
	size_t n = 0, word;

	for (;; n++) {
		for (word = n; text[n] && !strchr(".;\n!?(", text[n]); n++)
			if (text[n] == ' ')
				word = n + 1;
		if (text[n] != '.' ||
			!(g_ascii_isdigit(text[n + 1]) || (text[n + 1] == ' ' && g_ascii_isdigit(text[n + 2]) && n - word <= LONGEST_SHORT)))
			return n;
	}
}

/* A capital, or a word for a place in small letters: "ауд. 217", "room 3". */
static bool begins_place(const char *phrase)
{
	g_autofree char *first = g_strndup(phrase, strcspn(phrase, " ,"));

	return g_unichar_isupper(g_utf8_get_char(phrase)) || (bill_words_place(first) && strpbrk(phrase, "0123456789"));
}

char *bill_listing_place_in(const char *sentence, const char *language)
{
	static const char *const joints[] = {
		" in ", " at ", ", room ", " im ", " en ", " dans ", " presso ", " no ", " na ", " w ", " v ", " в ", " у "};

	for (const char *p = sentence; *p; p++)
		for (size_t i = 0; i < G_N_ELEMENTS(joints); i++) {
			struct bill_when when;
			const char *start = p + strlen(joints[i]);
			g_autofree char *phrase = NULL;

			if (!g_str_has_prefix(p, joints[i]))
				continue;
			start += article(start);
			phrase = g_strstrip(g_strndup(start, phrase_length(start)));
			end_place(phrase);
			if (!begins_place(phrase) || strlen(phrase) > 120)
				continue;
			bill_when_parse(phrase, language, false, &when);
			if (!when.start.date.given && !when.start.clock.given)
				return g_steal_pointer(&phrase);
		}
	return NULL;
}

/* "Elmtown, Norway": two names of one or two words each, none of an institution. */
bool bill_listing_is_town(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ", ", -1);

	if (g_strv_length(parts) != 2 || bill_words_organisation(text) || !bill_listing_is_place_like(text) ||
		strpbrk(text, "0123456789()."))
		return false;
	for (char **part = parts; *part; part++)
		if (!g_unichar_isupper(g_utf8_get_char(*part)) || (strchr(*part, ' ') && strchr(strchr(*part, ' ') + 1, ' ')))
			return false;
	return true;
}

/* "Biology 100", "Hazel 214", "MS 6221", "B2.14": one or two names and the number of a room. */
bool bill_listing_is_numbered(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	guint n = g_strv_length(words);
	const char *last = n ? words[n - 1] : "";
	size_t digits = strspn(last, "0123456789.");

	if (n < 2 || n > 3 || digits < 3 || last[digits + (g_ascii_isalpha(last[digits]) ? 1 : 0)] || digits > 5 ||
		holds_time(text, NULL))
		return false;
	for (guint i = 0; i + 1 < n; i++)
		if (!g_unichar_isupper(g_utf8_get_char(words[i])) || strpbrk(words[i], "0123456789,:"))
			return false;
	return true;
}

/* "2027, Elm Hall" is not yet the place; "1011 Evans Annex" is. */
static bool begins_with_year(const char *text)
{
	return strspn(text, "0123456789") == 4 && (!text[4] || strchr(",.;", text[4]));
}

/* "Tuesday 18 March, 14:15, room 314 (north wing)": what follows the last time, where it names a place. */
char *bill_listing_place_after(const char *line, const char *language)
{
	enum { LONGEST_DATE = 300 }; /* bytes; each comma of a longer line would be asked for a time after it */
	static const char *const separators[] = {", ", " | ", " – ", " — ", " · ", "，", "、", " @ "};
	const char *rest = NULL;

	for (const char *p = line; *p && p - line < LONGEST_DATE; p = bill_utf_next(p))
		for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
			if (g_str_has_prefix(p, separators[i]) && !holds_time(p + strlen(separators[i]), language) &&
				!begins_with_year(p + strlen(separators[i]))) {
				rest = p + strlen(separators[i]);
				return bill_words_place(rest) || (bill_words_online(rest) && strlen(rest) < 60) || bill_listing_is_town(rest) ||
							   bill_listing_is_numbered(rest)
						   ? g_strstrip(g_strdup(rest))
						   : NULL;
			}
	return NULL;
}

static bool is_mostly_date(const struct bill_when *when)
{
	return when->other_letters * 3 <= when->date_letters;
}

/* A line that is mostly a date; other languages than the listing's are tried too. */
static bool is_date_line(const char *line, const char *language, struct bill_when *when)
{
	if (!strpbrk(line, "0123456789") && !g_utf8_strchr(line, -1, 0xE50))
		return false;
	if (bill_when_parse(line, language, false, when) && when->start.date.given && is_mostly_date(when))
		return true;
	bill_when_parse(line, language, true, when);
	return (when->start.date.given || when->start.clock.given) && is_mostly_date(when);
}

bool bill_listing_is_dated_line(const char *line, const char *language)
{
	struct bill_when when;
	g_autofree char *place = bill_listing_place_after(line, language);
	g_autofree char *before = g_strndup(line, strlen(line) - (place ? strlen(place) : 0));

	return is_date_line(before, language, &when) && when.start.date.given && bill_listing_is_day(&when);
}

bool bill_listing_is_timed_line(const char *line, const char *language)
{
	struct bill_when when;

	return is_date_line(line, language, &when);
}

/* "7.30 pm (doors open 7 pm)": what the last brackets hold, where they hold words; cut off. NULL: nothing to cut. */
static char *take_brackets(char *text)
{
	char *open = strrchr(text, '('), *close = open ? strchr(open, ')') : NULL, *words;

	if (!open || open == text || !close || close[1 + strspn(close + 1, " ")] || strcspn(open, " ") == strlen(open))
		return NULL;
	words = g_strndup(open + 1, (gsize)(close - open - 1));
	*open = '\0';
	return words;
}

/* "New date: Saturday 20 February": up to four words and a colon before a day. The bytes before the day; 0: none. */
static size_t announced(const char *line, const char *language)
{
	const char *colon = strstr(line, ": ");
	size_t words = 1;

	if (!colon || colon - line > 40)
		return 0;
	for (const char *p = line; p < colon; p++) {
		words += *p == ' ';
		if (g_ascii_isdigit(*p))
			return 0;
	}
	return words <= 4 && bill_listing_is_dated_line(colon + 2, language) ? (size_t)(colon + 2 - line) : 0;
}

/* What stands in brackets or before the day: when the doors open, or what it is the day of. */
static void take_note(struct bill_listing *listing, const char *note, struct bill_at at)
{
	if (strstr(note, "door") && strpbrk(note, "0123456789"))
		bill_draft_put(listing->draft, "doors", strpbrk(note, "0123456789"), at);
	else
		bill_draft_extra(listing->draft, "when_note", note, at);
}

static void take_where(struct bill_listing *listing, const char *line, const char *after, struct bill_at at)
{
	g_autofree char *place = NULL;

	if (bill_draft_has(listing->draft, BILL_FIELD_LOCATION))
		return;
	place = bill_listing_place_in(line, listing->language);
	if (place || after)
		bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, place ? place : after, at);
}

/* A day or a time that is not yet known. A time without a day waits until there is one. */
static bool is_news(const struct bill_draft *draft, const struct bill_when *when)
{
	return when->start.date.given ? !draft->start.date.given : draft->start.date.given && !draft->start.clock.given;
}

bool bill_listing_date_line(struct bill_listing *listing, struct bill_free_text *line)
{
	struct bill_when when;
	g_autofree char *after = NULL, *before = NULL, *aside = NULL;
	size_t label;

	if (bill_words_deadline(line->text))
		return false;
	if (bill_listing_doors(listing, line->text, line->at) && !*line->text)
		return true;
	label = announced(line->text, listing->language);
	after = bill_listing_place_after(line->text + label, listing->language);
	before = g_strndup(line->text + label, strlen(line->text + label) - (after ? strlen(after) : 0));
	aside = take_brackets(before);
	if (!is_date_line(before, listing->language, &when) || !is_news(listing->draft, &when))
		return false;
	if (aside)
		take_note(listing, aside, line->at);
	if (label) {
		g_autofree char *note = g_strndup(line->text, label - strlen(": "));

		take_note(listing, note, line->at);
	}
	bill_draft_take_when(listing->draft, 'r', &when, line->at);
	if (!listing->language)
		listing->language = when.language;
	take_where(listing, line->text + label, after, line->at);
	if (when.start.date.given || listing->dated_line)
		listing->dated_line = line->at.line;
	return true;
}

void bill_listing_clock_lines(struct bill_listing *listing)
{
	for (guint i = 0; i < listing->free_texts->len; i++) {
		struct bill_free_text *line = &g_array_index(listing->free_texts, struct bill_free_text, i);

		if (line->text && line->in_head && bill_listing_date_line(listing, line))
			g_clear_pointer(&line->text, g_free);
	}
}

static bool begins_with_time(const char *line)
{
	size_t n = strspn(line, "0123456789");

	return n && n <= 2 && line[n] && strchr(":.h", line[n]) && strspn(line + n + 1, "0123456789") == 2;
}

static int64_t days_between(const struct bill_date *from, const struct bill_date *to)
{
	int year = from->year ? from->year : to->year ? to->year : 2000;

	return bill_when_day_number(to->year ? to->year : year, to->month, to->day) -
		   bill_when_day_number(year, from->month, from->day);
}

void bill_listing_last_day(struct bill_listing *listing, const char *text)
{
	enum { LONGEST_EVENT = 14 };
	struct bill_date first = {0}, last = {0};
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	unsigned days = 0, times = 0;

	if (!listing->draft->start.date.given || listing->draft->end.date.given || listing->draft->end.clock.given)
		return;
	for (char **line = lines; *line; line++) {
		g_autofree char *valid = g_utf8_make_valid(*line, -1);
		const char *bare = g_strstrip(valid) + bill_labels_skip_marks(valid, NULL);
		struct bill_when when;

		times += days > 0 && begins_with_time(bare);
		if (begins_with_time(bare) || strlen(bare) > 80 || !is_date_line(bare, listing->language, &when) ||
			when.other_letters > 4 || !when.start.date.given || when.start.clock.given)
			continue;
		if (!days++)
			first = when.start.date;
		else if (days_between(&first, &when.start.date) < days_between(&first, &last))
			return;
		last = when.start.date;
	}
	if (days < 2 || !times || days_between(&first, &last) < 1 || days_between(&first, &last) > LONGEST_EVENT ||
		first.month != listing->draft->start.date.month || first.day != listing->draft->start.date.day)
		return;
	listing->draft->end.date = last;
	listing->draft->end.at = listing->draft->start.at;
}
