/* Facts of the short lines under the heading: date, place, speaker, title. */
#include "event/listing.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

static struct bill_free_text *free_text(struct bill_listing *listing, guint i)
{
	return &g_array_index(listing->free_texts, struct bill_free_text, i);
}

static void use_up(struct bill_free_text *text)
{
	g_clear_pointer(&text->text, g_free);
}

/* "Glass Room, Peter Holm from DTU will talk": the place ends where a part is none, or where the sentence goes on. In place. */
static void end_place(char *phrase)
{
	static const char *const words[] = {" will ", " wird ", " to ", " where "};

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

char *bill_listing_place_in(const char *sentence, const char *language)
{
	static const char *const joints[] = {" in ", " at ", ", room ", " im ", " en ", " dans ", " presso "};

	for (const char *p = sentence; *p; p++)
		for (size_t i = 0; i < G_N_ELEMENTS(joints); i++) {
			struct bill_when when;
			const char *start = p + strlen(joints[i]);
			g_autofree char *phrase = NULL;

			if (!g_str_has_prefix(p, joints[i]))
				continue;
			if (g_str_has_prefix(start, "the "))
				start += strlen("the ");
			phrase = g_strstrip(g_strndup(start, strcspn(start, ".;\n!?(")));
			end_place(phrase);
			if (!g_unichar_isupper(g_utf8_get_char(phrase)) || strlen(phrase) > 120)
				continue;
			bill_when_parse(phrase, language, false, &when);
			if (!when.start.date.given && !when.start.clock.given)
				return g_steal_pointer(&phrase);
		}
	return NULL;
}

static bool holds_time(const char *text, const char *language)
{
	struct bill_when when;

	bill_when_parse(text, language, false, &when);
	if (!when.start.date.given && !when.start.clock.given && when.start.date.weekday < 0)
		bill_when_parse(text, language, true, &when);
	return when.start.date.given || when.start.clock.given || when.start.date.weekday >= 0;
}

/* "Tuesday 18 March, 14:15, room 314 (north wing)": what follows the last time, where it names a place. */
static char *place_after(const char *line, const char *language)
{
	static const char *const separators[] = {", ", " | ", " – ", " — ", " · ", "，", "、", " @ "};
	const char *rest = NULL;

	for (const char *p = line; *p; p = bill_utf_next(p))
		for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
			if (g_str_has_prefix(p, separators[i]) && !holds_time(p + strlen(separators[i]), language)) {
				rest = p + strlen(separators[i]);
				return bill_words_place(rest) ? g_strstrip(g_strdup(rest)) : NULL;
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
	g_autofree char *place = place_after(line, language);
	g_autofree char *before = g_strndup(line, strlen(line) - (place ? strlen(place) : 0));

	return is_date_line(before, language, &when) && when.start.date.given && bill_listing_is_day(&when);
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

static bool take_date(struct bill_listing *listing, struct bill_free_text *line)
{
	struct bill_when when;
	struct bill_draft *draft = listing->draft;
	g_autofree char *place = NULL, *after = place_after(line->text, listing->language);
	g_autofree char *before = after ? g_strndup(line->text, strlen(line->text) - strlen(after)) : g_strdup(line->text);
	g_autofree char *aside = take_brackets(before);

	if (draft->start.date.given && draft->start.clock.given)
		return false;
	if (!is_date_line(before, listing->language, &when) || (when.start.date.given && draft->start.date.given))
		return false;
	if (aside && strstr(aside, "door") && strpbrk(aside, "0123456789"))
		bill_draft_put(draft, "doors", strpbrk(aside, "0123456789"), line->at);
	else if (aside)
		bill_draft_extra(draft, "when_note", aside, line->at);
	bill_draft_take_when(draft, 'r', &when, line->at);
	if (!listing->language)
		listing->language = when.language;
	if (bill_draft_has(draft, BILL_FIELD_LOCATION))
		return true;
	place = bill_listing_place_in(line->text, listing->language);
	if (!place)
		place = g_steal_pointer(&after);
	if (place)
		bill_draft_guess(draft, BILL_FIELD_LOCATION, place, line->at);
	return true;
}

/* "Ann Lee, Example University" */
static bool take_speaker(struct bill_listing *listing, struct bill_free_text *line)
{
	size_t len = strcspn(line->text, ",("), end = strlen(line->text);
	g_autofree char *name = g_strstrip(g_strndup(line->text, len));

	if (listing->speakers || listing->draft->speakers->len || !bill_words_person(name) ||
		(!line->text[len] && !bill_words_series(listing->heading ? listing->heading : "")))
		return false;
	if (end > 100 || line->text[end - 1] == '.' || strstr(line->text, "://") ||
		(line->text[len] == '(' && line->text[end - 1] != ')')) /* a sentence about someone */
		return false;
	bill_draft_people(listing->draft, line->text, line->at, false, true);
	return true;
}

/* "Conférence de Mme Claire Dubois (EHESS)": people after words that announce them. */
static bool take_introduced(struct bill_listing *listing, struct bill_free_text *line)
{
	const char *who = line->text + bill_words_introduction(line->text);
	g_autofree char *name = g_strstrip(g_strndup(who, strcspn(who, ",(")));

	if (who == line->text || listing->speakers || listing->draft->speakers->len || strlen(who) > 160 || !bill_words_person(name))
		return false;
	bill_draft_people(listing->draft, who, line->at, false, true);
	return true;
}

/* "Dr. Jens Köhler (TU Dresden):", and the title on the next line. */
static bool take_announced(struct bill_listing *listing, guint i)
{
	struct bill_free_text *line = free_text(listing, i),
						  *next = i + 1 < listing->free_texts->len ? free_text(listing, i + 1) : NULL;
	size_t end = strlen(line->text);
	g_autofree char *who = NULL, *name = NULL;

	if (!end || line->text[end - 1] != ':' || !next || !next->text || !next->in_head || listing->titled || listing->speakers ||
		listing->draft->speakers->len)
		return false;
	who = g_strndup(line->text, end - 1);
	name = g_strstrip(g_strndup(who, strcspn(who, ",(")));
	if (!bill_words_person(name))
		return false;
	bill_draft_people(listing->draft, who, line->at, false, true);
	bill_draft_guess(listing->draft, BILL_FIELD_TITLE, next->text, next->at);
	use_up(next);
	return true;
}

/* "Jean Moreau (BnF) : Les relieurs de Lyon": who and what in one line. */
static bool take_both(struct bill_listing *listing, struct bill_free_text *line)
{
	char *who, *what;

	if (listing->titled || bill_draft_has(listing->draft, BILL_FIELD_TITLE) || listing->speakers ||
		listing->draft->speakers->len || strlen(line->text) > 300 || !bill_listing_who_and_what(line->text, &who, &what))
		return false;
	bill_draft_people(listing->draft, who, line->at, false, true);
	bill_draft_guess(listing->draft, BILL_FIELD_TITLE, what, line->at);
	g_free(who);
	g_free(what);
	return true;
}

/* "Institute of Astronomy" under the line that names its speaker. */
static bool take_affiliation(struct bill_listing *listing, struct bill_free_text *line)
{
	GArray *speakers = listing->draft->speakers;
	struct bill_speaker *last = speakers->len ? &g_array_index(speakers, struct bill_speaker, speakers->len - 1) : NULL;

	if (!last || !last->name.text || last->affiliation.text || last->name.at.line != line->at.line - 1 ||
		strlen(line->text) > 90 || !bill_words_organisation(line->text) || g_str_has_suffix(line->text, "."))
		return false;
	last->affiliation = bill_draft_value(listing->draft, line->text, line->at);
	last->affiliation.guessed = true;
	return true;
}

/* A line that stands in quotation marks as a whole is the title. */
static bool take_quoted(struct bill_listing *listing, struct bill_free_text *line)
{
	g_autofree char *inside = bill_listing_without_quotes(line->text);

	if (listing->titled || bill_draft_has(listing->draft, BILL_FIELD_TITLE) || strcmp(inside, line->text) == 0 ||
		strlen(inside) > 300)
		return false;
	bill_draft_guess(listing->draft, BILL_FIELD_TITLE, inside, line->at);
	return true;
}

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

/* "Elm Hall, 7 pm": the time goes to the event, where it has none yet. In place. */
static void cut_time(struct bill_listing *listing, struct bill_free_text *line)
{
	char *comma = strrchr(line->text, ',');
	struct bill_when when;

	if (!comma || listing->draft->start.clock.given || !bill_when_parse(comma, listing->language, false, &when) ||
		!when.start.clock.given || when.start.date.given || when.other_letters)
		return;
	bill_draft_take_when(listing->draft, 'r', &when, line->at);
	*comma = '\0';
}

/* "Room 12", "Hörsaal B": a word for a room at the start. */
static bool take_place(struct bill_listing *listing, struct bill_free_text *line)
{
	static const char *const words[] = {"Room ", "Hall ", "Building ", "Auditorium", "Lecture Hall", "Lecture hall", "Raum ",
		"Hörsaal", "Saal ", "Gebäude ", "Salle ", "Amphi", "Bâtiment ", "Aula ", "Sala ", "Salón ", "Zaal ", "Lokaal ", "Ауд",
		"Аудитория", "Зал ", "Campus "};
	bool room = false;

	if (bill_draft_has(listing->draft, BILL_FIELD_LOCATION) || bill_draft_has(listing->draft, BILL_FIELD_ROOM))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(words) && !room; i++)
		room = g_str_has_prefix(line->text, words[i]);
	if (!room && (!bill_words_place(line->text) || strlen(line->text) > 90 || g_str_has_suffix(line->text, ".") ||
					 (bill_words_series(line->text) && !bill_words_hall(line->text)) || !bill_listing_is_place_like(line->text)))
		return false;
	cut_time(listing, line);
	bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, line->text, line->at);
	return true;
}

/* Under a date, "Elmtown, Norway": short, in capitals, with a comma. */
static bool take_town(struct bill_listing *listing, struct bill_free_text *line)
{
	if (bill_draft_has(listing->draft, BILL_FIELD_LOCATION) || strlen(line->text) > 60 || !strstr(line->text, ", ") ||
		!bill_listing_is_place_like(line->text) || !listing->draft->start.date.given ||
		listing->draft->start.at.line != line->at.line - 1)
		return false;
	bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, line->text, line->at);
	return true;
}

void bill_listing_head_lines(struct bill_listing *listing)
{
	for (guint i = 0; i < listing->free_texts->len; i++) {
		struct bill_free_text *line = free_text(listing, i);

		if (line->text && line->in_head &&
			(take_quoted(listing, line) || take_announced(listing, i) || take_both(listing, line) ||
				take_affiliation(listing, line) || take_date(listing, line) || take_place(listing, line) ||
				take_town(listing, line) || take_introduced(listing, line) || take_speaker(listing, line)))
			use_up(line);
	}
}
