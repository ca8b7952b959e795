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

/* "Natural History Room, Town Museum": one of the rooms of an institution. */
static bool is_room(const char *text)
{
	static const char *const words[] = {"Room", "Hall", "Auditorium", "Theatre", "Theater", "Hörsaal", "Raum", "Saal", "Salle",
		"Amphi", "Aula", "Sala", "Zaal", "Sal ", "ауд", "Ауд"};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

/* A line that names an institution, and nothing else. */
static bool is_institution(const struct bill_free_text *line)
{
	return line && line->text && line->in_head && strlen(line->text) <= 90 && bill_words_organisation(line->text) &&
		   !is_room(line->text) && !g_str_has_suffix(line->text, ".") && !g_str_has_suffix(line->text, ":");
}

static struct bill_free_text *line_after(struct bill_listing *listing, const struct bill_free_text *line)
{
	return line + 1 < &g_array_index(listing->free_texts, struct bill_free_text, listing->free_texts->len)
			   ? &g_array_index(listing->free_texts, struct bill_free_text, line + 1 - free_text(listing, 0))
			   : NULL;
}

/* Whether a line below is "Ann Lee, Example University" for sure. */
static bool names_institution_below(struct bill_listing *listing, const struct bill_free_text *line)
{
	while ((line = line_after(listing, line))) {
		size_t len = line->text ? strcspn(line->text, ",(") : 0;
		g_autofree char *name = g_strstrip(g_strndup(line->text ? line->text : "", len));

		if (line->text && line->in_head && line->text[len] && bill_words_person(name) &&
			bill_words_organisation(line->text + len))
			return true;
	}
	return false;
}

/* "in the Church Hall": the bytes of the words before the place. */
static size_t preposition(const char *text)
{
	static const char *const words[] = {"in the ", "at the ", "in ", "at ", "im ", "in der ", "en el ", "en la ", "à la ",
		"dans la ", "au ", "presso ", "in de ", "no ", "na ", "w ", "v ", "в "};
	size_t longest = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strncasecmp(text, words[i], strlen(words[i])) == 0)
			longest = MAX(longest, strlen(words[i]));
	return longest;
}

/* "Room 12", "Hörsaal B", "in the Church Hall": a word for a room at the start, or for a place anywhere. */
static bool is_place(const char *text)
{
	static const char *const words[] = {"Room ", "Hall ", "Building ", "Auditorium", "Lecture Hall", "Lecture hall", "Raum ",
		"Hörsaal", "Saal ", "Gebäude ", "Salle ", "Amphi", "Bâtiment ", "Aula ", "Sala ", "Salón ", "Zaal ", "Lokaal ", "Ауд",
		"Аудитория", "Зал ", "Campus "};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(text, words[i]))
			return true;
	if (bill_listing_is_numbered(text))
		return true;
	return bill_words_place(text) && strlen(text) <= 90 && !g_str_has_suffix(text, ".") &&
		   (!bill_words_series(text) || bill_words_hall(text)) && bill_listing_is_place_like(text + preposition(text));
}

static bool has_place(const struct bill_listing *listing)
{
	return bill_draft_has(listing->draft, BILL_FIELD_LOCATION) || bill_draft_has(listing->draft, BILL_FIELD_ROOM);
}

/* Whether the place is told elsewhere: this line is none. */
static bool has_place_below(struct bill_listing *listing, const struct bill_free_text *line)
{
	while ((line = line_after(listing, line)))
		if (line->text && line->in_head && is_place(line->text))
			return true;
	return has_place(listing);
}

/* "Ada Elm" next to the day, under a title and beside a place: who else would it be? */
static bool is_bare_speaker(struct bill_listing *listing, const struct bill_free_text *line)
{
	enum { MOST_WORDS = 4 };
	const struct bill_draft *draft = listing->draft;
	g_auto(GStrv) words = g_strsplit(line->text, " ", -1);

	return listing->heading && !listing->titled && !bill_words_person(listing->heading) && g_strv_length(words) <= MOST_WORDS &&
		   draft->start.date.given && ABS(draft->start.at.line - line->at.line) <= 2 && !is_place(line->text) &&
		   has_place_below(listing, line);
}

/* "Ann Lee, Example University". A bare name has the institution on the next line, or stands next to the day, or under the
 * heading of a series where no other line names an institution. */
static bool take_speaker(struct bill_listing *listing, struct bill_free_text *line)
{
	size_t len = strcspn(line->text, ",("), end = strlen(line->text);
	g_autofree char *name = g_strstrip(g_strndup(line->text, len));

	if (listing->speakers || listing->draft->speakers->len || !bill_words_person(name))
		return false;
	if (!line->text[len] && !is_institution(line_after(listing, line)) && !is_bare_speaker(listing, line) &&
		(!listing->heading || !(bill_words_series(listing->heading) || bill_words_occasion(listing->heading)) ||
			names_institution_below(listing, line)))
		return false;
	if (!g_ascii_isalpha(*name) && line->text[len] == ',' && !bill_words_organisation(line->text + len) &&
		g_unichar_iswide(g_utf8_get_char(name))) /* four Han characters may be anything */
		return false;
	if (end > 100 || line->text[end - 1] == '.' || strstr(line->text, "://") ||
		(line->text[len] == '(' && line->text[end - 1] != ')')) /* a sentence about someone */
		return false;
	bill_draft_people(listing->draft, line->text, line->at, false, true);
	return true;
}

/* "Ann Lee, Policy Lab" is a person from somewhere, and no place. */
static bool take_member(struct bill_listing *listing, struct bill_free_text *line)
{
	size_t len = strcspn(line->text, ",");
	g_autofree char *name = g_strstrip(g_strndup(line->text, len));

	return line->text[len] && bill_words_organisation(line->text + len) && !bill_words_place(name) && take_speaker(listing, line);
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

/* "Kit Harlow: Foams", under the heading of a series. */
static bool person_and_title(const struct bill_listing *listing, const char *text, char **who, char **what)
{
	const char *colon = strstr(text, ": ");
	g_autofree char *name = colon ? g_strndup(text, (gsize)(colon - text)) : NULL;

	if (!name || !listing->heading || !bill_words_series(listing->heading) || !bill_words_person(name))
		return false;
	*who = g_steal_pointer(&name);
	*what = g_strdup(colon + 2);
	return true;
}

/* "Jean Moreau (BnF) : Les relieurs de Lyon": who and what in one line. */
static bool take_both(struct bill_listing *listing, struct bill_free_text *line)
{
	char *who, *what;

	if (listing->titled || bill_draft_has(listing->draft, BILL_FIELD_TITLE) || listing->speakers ||
		listing->draft->speakers->len || strlen(line->text) > 300 ||
		!(bill_listing_who_and_what(line->text, &who, &what) || person_and_title(listing, line->text, &who, &what)))
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

	if (!last || !last->name.text || last->affiliation.text || last->name.at.line < line->at.line - 2 || !is_institution(line))
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

static bool take_place(struct bill_listing *listing, struct bill_free_text *line)
{
	if (has_place(listing) || !is_place(line->text))
		return false;
	cut_time(listing, line);
	bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, line->text + preposition(line->text), line->at);
	return true;
}

/* A few words in capitals right under the line that says when: "Boathouse Lawn", "@ The Quarry Taproom". A series names its
 * speaker there. */
static bool take_below_date(struct bill_listing *listing, struct bill_free_text *line)
{
	bool sign = g_str_has_prefix(line->text, "@ ");
	const char *text = line->text + (sign ? 2 : 0);
	const struct bill_free_text *next = line_after(listing, line);
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	bool events = !listing->speakers && listing->heading && !listing->titled && !bill_words_series(listing->heading) &&
				  !bill_words_occasion(listing->heading) && !bill_words_person(listing->heading);

	if (has_place(listing))
		return false;
	if (!sign &&
		(!events || has_place_below(listing, line) || listing->dated_line != line->at.line - 1 || g_strv_length(words) > 5 ||
			strpbrk(text, "0123456789!?.,:()#") || (next && next->text && is_institution(next)) || bill_words_introduction(text)))
		return false;
	if (!bill_listing_is_place_like(text) || !g_unichar_isupper(g_utf8_get_char(text)))
		return false;
	for (char **word = words; !sign && *word; word++) /* a sentence begins with one capital only */
		if (g_unichar_islower(g_utf8_get_char(*word)) && g_utf8_strlen(*word, -1) > 3)
			return false;
	bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, text, line->at);
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

/* The part of a line that says what the event costs: its first sentence, or all of it. */
static size_t price_length(const char *text)
{
	const char *stop = text;

	while ((stop = strchr(stop, '.')) &&
		   !(stop[1] == ' ' && g_unichar_isupper(g_utf8_get_char(stop + 2)) && !g_ascii_isdigit(stop[-1])))
		stop++;
	return stop ? (size_t)(stop + 1 - text) : strlen(text);
}

/* "Free admission. All ages." */
static void take_prices(struct bill_listing *listing)
{
	for (guint i = 0; i < listing->free_texts->len && !bill_draft_has(listing->draft, BILL_FIELD_PRICE); i++) {
		struct bill_free_text *line = free_text(listing, i);
		size_t len = line->text && !strchr(line->text, '\n') && bill_words_price(line->text) ? price_length(line->text) : 0;
		g_autofree char *price = len && len <= 90 ? g_strndup(line->text, len) : NULL;

		if (!price)
			continue;
		bill_draft_guess(listing->draft, BILL_FIELD_PRICE, price, line->at);
		memmove(line->text, line->text + len, strlen(line->text + len) + 1);
		if (!*g_strstrip(line->text))
			use_up(line);
	}
}

void bill_listing_head_lines(struct bill_listing *listing)
{
	for (guint i = 0; i < listing->free_texts->len; i++) {
		struct bill_free_text *line = free_text(listing, i);

		if (line->text && line->in_head && bill_listing_is_dated_line(line->text, listing->language) &&
			bill_listing_date_line(listing, line))
			use_up(line);
	}
	take_prices(listing);
	for (guint i = 0; i < listing->free_texts->len; i++) {
		struct bill_free_text *line = free_text(listing, i);

		if (line->text && line->in_head &&
			(take_quoted(listing, line) || take_announced(listing, i) || take_both(listing, line) ||
				take_affiliation(listing, line) || bill_listing_date_line(listing, line) || take_member(listing, line) ||
				take_place(listing, line) || take_town(listing, line) || take_below_date(listing, line) ||
				take_introduced(listing, line) || take_speaker(listing, line)))
			use_up(line);
	}
}
