/* Facts in text without labels: lines under the heading, sentences of a mail, addresses, and where a speaker works. */
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

/* ---- lines under the heading ---- */

static bool is_place_like(const char *text);

/* "Glass Room, Peter Holm from DTU will talk": the place ends where a part is none. In place. */
static void end_place(char *phrase)
{
	for (char *comma = strstr(phrase, ", "); comma; comma = strstr(comma + 1, ", ")) {
		g_autofree char *part = g_strndup(comma + 2, strcspn(comma + 2, ","));

		if (is_place_like(part) && !(bill_words_person(part) && !bill_words_place(part)))
			continue;
		*comma = '\0';
		return;
	}
}

/* The place after the date of a sentence: " in Example Hall 111." */
static char *place_in(const char *sentence, const char *language)
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
	place = place_in(line->text, listing->language);
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
	if (end > 100 || line->text[end - 1] == '.' ||
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

/* No lower-case words but small ones, and a capital or a digit first: "St Oak's Church, Mill Lane". */
static bool is_place_like(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " ,", -1);
	unsigned low = 0, all = 0;

	for (char **word = words; *word; word++) {
		if (!**word)
			continue;
		all++;
		low += g_unichar_islower(g_utf8_get_char(*word)) && g_utf8_strlen(*word, -1) > 3;
	}
	return all >= 1 && all <= 14 && low * 3 <= all && !strpbrk(text, "!?\"“”«»:;");
}

/* "Room 12", "Hörsaal B": a word for a room at the start. */
static bool take_place(struct bill_listing *listing, struct bill_free_text *line)
{
	static const char *const words[] = {"Room ", "Hall ", "Building ", "Auditorium", "Lecture Hall", "Lecture hall", "Raum ",
		"Hörsaal", "Saal ", "Gebäude ", "Salle ", "Amphi", "Bâtiment ", "Aula ", "Sala ", "Salón ", "Zaal ", "Lokaal ", "Ауд",
		"Аудитория", "Зал ", "Campus "};

	if (bill_draft_has(listing->draft, BILL_FIELD_LOCATION) || bill_draft_has(listing->draft, BILL_FIELD_ROOM))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(line->text, words[i])) {
			bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, line->text, line->at);
			return true;
		}
	if (!bill_words_place(line->text) || strlen(line->text) > 90 || g_str_has_suffix(line->text, ".") ||
		(bill_words_series(line->text) && !bill_words_hall(line->text)) || !is_place_like(line->text))
		return false;
	bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, line->text, line->at);
	return true;
}

/* Under a date, "Elmtown, Norway": short, in capitals, with a comma. */
static bool take_town(struct bill_listing *listing, struct bill_free_text *line)
{
	if (bill_draft_has(listing->draft, BILL_FIELD_LOCATION) || strlen(line->text) > 60 || !strstr(line->text, ", ") ||
		!is_place_like(line->text) || !listing->draft->start.date.given || listing->draft->start.at.line != line->at.line - 1)
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

/* "Venue: Elm Hall" alone is the location; of several parts it is all of them. */
void bill_listing_place(struct bill_listing *listing)
{
	static const enum bill_field parts[] = {BILL_FIELD_ROOM, BILL_FIELD_VENUE, BILL_FIELD_ADDRESS};
	struct bill_draft *draft = listing->draft;
	struct bill_value *fields = draft->event->fields, *only = NULL;
	g_autoptr(GString) all = g_string_new(NULL);
	unsigned count = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (!bill_draft_has(draft, parts[i]))
			continue;
		only = &fields[parts[i]];
		count++;
		g_string_append_printf(all, "%s%s", all->len ? ", " : "", only->text);
	}
	if (!only || listing->described || bill_draft_has(draft, BILL_FIELD_LOCATION))
		return;
	if (count > 1) {
		bill_draft_guess(draft, BILL_FIELD_LOCATION, all->str, only->at);
		return;
	}
	fields[BILL_FIELD_LOCATION] = *only;
	*only = (struct bill_value){0};
}

/* ---- addresses ---- */

static size_t address_length(const char *p)
{
	size_t n;

	if (!g_str_has_prefix(p, "https://") && !g_str_has_prefix(p, "http://") && !g_str_has_prefix(p, "www."))
		return 0;
	n = strcspn(p, " \t\n<>\"");
	while (n && strchr(".,;:!?)]'", p[n - 1]))
		n--;
	return n;
}

/* "[Register](https://…)" or the address alone. */
static char *link_of(const char *line)
{
	const char *open = *line == '[' ? strstr(line, "](") : NULL;
	const char *address = open ? open + 2 : line;
	size_t len = *address == '<' ? address_length(++address) : address_length(address);
	const char *rest = address + len;

	if (!len || (open && *rest != ')'))
		return NULL;
	rest += strspn(rest, ")>. \t");
	return *rest ? NULL : g_strndup(address, len);
}

void bill_listing_links(struct bill_listing *listing)
{
	for (guint i = 0; i < listing->free_texts->len; i++) {
		struct bill_free_text *line = free_text(listing, i);
		g_autofree char *address = line->text && !bill_draft_has(listing->draft, BILL_FIELD_URL) ? link_of(line->text) : NULL;

		if (!address)
			continue;
		bill_draft_set(listing->draft, BILL_FIELD_URL, address, line->at);
		use_up(line);
	}
}

/* Where the last sentence begins: after the last full stop, exclamation or question mark, or line end before `end`. */
static size_t sentence_start(const char *text, size_t end)
{
	size_t start = end;

	while (start > 0 && !(strchr(".!?\n", text[start - 1]) && (text[start - 1] == '\n' || strchr(" \n", text[start]))))
		start--;
	return start;
}

char *bill_listing_last_address(const char *text, size_t *keep)
{
	size_t len = strlen(text), start, sentence, words = 1;

	while (len && strchr(" \t\n.)>", text[len - 1]))
		len--;
	start = len;
	while (start && !strchr(" \t\n(<", text[start - 1]))
		start--;
	if (address_length(text + start) < len - start || len == start)
		return NULL;
	sentence = sentence_start(text, start);
	for (size_t i = sentence + strspn(text + sentence, " \n"); i < start; i++)
		words += text[i] == ' ';
	if (words > 10)
		return NULL;
	*keep = sentence;
	return g_strndup(text + start, len - start);
}

/* ---- sentences of a mail ---- */

/* A phrase in quotation marks of any kind, three words or more. */
static char *quoted(const char *text)
{
	static const struct {
		const char *open, *close;
	} marks[] = {{"“", "”"}, {"\"", "\""}, {"«", "»"}, {"„", "“"}, {"『", "』"}, {"「", "」"}, {"»", "«"}};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *open = strstr(text, marks[i].open),
				   *close = open ? strstr(open + strlen(marks[i].open), marks[i].close) : NULL;
		g_autofree char *inside =
			close ? g_strndup(open + strlen(marks[i].open), (gsize)(close - open) - strlen(marks[i].open)) : NULL;

		if (inside && strlen(inside) < 300 && (strchr(inside, ' ') ? strchr(strchr(inside, ' ') + 1, ' ') != NULL : i >= 4))
			return g_strstrip(g_steal_pointer(&inside));
	}
	return NULL;
}

/* "… happy to host Ann Lee (Elm Institute), who will speak": a name after words that introduce one. */
static char *introduced(const char *text)
{
	static const char *const words[] = {"host ", "hosting ", "welcome ", "welcoming ", "present ", "introduce ", "speaker is ",
		"talk by ", "lecture by ", "seminar by ", "presentation by ", "hear from ", "speaker, ", "guest ", "Vortrag von ",
		"begrüßen ", "spricht ", "exposé de ", "conférence de ", "accueillerons ", "accueillir ", "charla de ", "conferencia de ",
		"palestra de ", "seminario di "};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *at = strstr(text, words[i]);
		size_t len;
		g_autofree char *name = NULL, *bare = NULL;

		if (!at)
			continue;
		at += strlen(words[i]);
		len = strcspn(at, "(,;:\n");
		if (at[len] == '(')
			len += strcspn(at + len, ")") + 1;
		name = g_strstrip(g_strndup(at, MIN(len, strlen(at))));
		for (char *verb = name; (verb = strchr(verb, ' ')); verb++) /* "Ann Lee on Monday" */
			if (g_unichar_islower(g_utf8_get_char(verb + 1)) && !strchr(name, '(') && g_utf8_strlen(verb + 1, -1) > 3) {
				*verb = '\0';
				break;
			}
		bare = g_strstrip(g_strndup(name, strcspn(name, "(")));
		if (bill_words_person(bare))
			return g_steal_pointer(&name);
	}
	return NULL;
}

/* "…, Peter Holm from DTU", before " will speak": the last part of the sentence so far. */
static void take_from(struct bill_listing *listing, const char *sentence, struct bill_at at)
{
	const char *comma = g_strrstr(sentence, ", "), *who = comma ? comma + 2 : sentence, *from = strstr(who, " from ");
	g_autofree char *name = g_strndup(who, from ? (gsize)(from - who) : strlen(who));
	g_autofree char *both = from ? g_strdup_printf("%s (%s)", name, from + strlen(" from ")) : g_strdup(name);

	if (strlen(both) < 120 && bill_words_person(name))
		bill_draft_people(listing->draft, both, at, false, true);
}

/* "Ann Lee will speak …" */
static void speaker_of(struct bill_listing *listing, struct bill_free_text *text)
{
	static const char *const verbs[] = {" will ", " is going to ", " gives ", " speaks ", " presents ", " spricht ", " hält ",
		" présentera ", " donnera ", " soutiendra ", " parlerà "};

	for (size_t i = 0; i < G_N_ELEMENTS(verbs) && !listing->draft->speakers->len && !listing->speakers; i++) {
		const char *at = strstr(text->text, verbs[i]);
		g_autofree char *name = at ? g_strndup(text->text, (gsize)(at - text->text)) : NULL;

		g_autofree char *bare = name ? g_strstrip(g_strndup(name, strcspn(name, "("))) : NULL;

		if (bare && bill_words_person(bare))
			bill_draft_people(listing->draft, name, text->at, false, true);
		else if (name)
			take_from(listing, name, text->at);
	}
	if (!listing->draft->speakers->len && !listing->speakers) {
		g_autofree char *name = introduced(text->text);

		if (name)
			bill_draft_people(listing->draft, name, text->at, false, true);
	}
}

void bill_listing_context(struct bill_listing *listing, const char *above)
{
	struct bill_draft *draft = listing->draft;
	g_autofree char *place = bill_draft_has(draft, BILL_FIELD_LOCATION) ? NULL : place_in(above, listing->language);
	struct bill_when when;

	if (place)
		bill_draft_guess(draft, BILL_FIELD_LOCATION, place, draft->start.at);
	if (!draft->start.date.given || draft->start.clock.given || draft->end.date.given)
		return;
	bill_when_parse(above, listing->language, false, &when);
	if (!when.start.clock.given)
		bill_when_parse(above, listing->language, true, &when);
	if (!when.start.clock.given)
		return;
	draft->start.clock = when.start.clock;
	if (when.end.clock.given) {
		draft->end.clock = when.end.clock;
		draft->end.date = draft->start.date;
	}
}

bool bill_listing_is_greeting(const char *text)
{
	static const char *const words[] = {"Dear ", "Hi", "Hello", "Good morning", "Liebe", "Sehr geehrte", "Hallo", "Bonjour",
		"Chers ", "Chères ", "Cher", "Hola", "Estimad", "Querid", "Prezad", "Caro", "Cari ", "Gentil", "Ciao", "Beste ",
		"Geachte", "Szanowni", "Drodzy", "Vážen", "Milí ", "Уважаем", "Дорог", "Шановн", "Αγαπητ", "Sayın", "Merhaba", "Kära ",
		"Hej", "Hyvät ", "Kedves", "Stimați"};
	size_t len = strlen(text);

	if (len < 2 || len > 60 || !strchr(",!:", text[len - 1]) || strchr(text, '.'))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(text, words[i]))
			return true;
	return false;
}

static bool is_greeting(const char *text)
{
	size_t len = strlen(text);

	return len > 0 && len < 60 && (text[len - 1] == ',' || text[len - 1] == '!') && !strchr(text, '.');
}

/* What a paragraph with a date says: when, where, who. */
static bool take_sentence(struct bill_listing *listing, struct bill_free_text *text)
{
	struct bill_when when;
	g_autofree char *place = NULL;

	if (strlen(text->text) > 500 || !strpbrk(text->text, "0123456789"))
		return false;
	if ((!bill_when_parse(text->text, listing->language, false, &when) || !when.start.date.given) &&
		(!bill_when_parse(text->text, listing->language, true, &when) || !when.start.date.given))
		return false;
	bill_draft_take_when(listing->draft, 'r', &when, text->at);
	place = bill_draft_has(listing->draft, BILL_FIELD_LOCATION) ? NULL : place_in(text->text, listing->language);
	if (place)
		bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, place, text->at);
	speaker_of(listing, text);
	return true;
}

static bool speaks_of_title(const char *text)
{
	static const char *const words[] = {"title", "titled", "entitled", "thesis", "dissertation", "speak about", "speak on",
		"talk about", "talk on", "thèse", "tesis", "tese", "proefschrift", "titre", "intitul", "Titel", "Thema", "titolo",
		"título", "titel", "назван", "тем"};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

void bill_listing_prose(struct bill_listing *listing)
{
	bool said = false, taken = false;

	for (guint i = 0; i < listing->free_texts->len; i++) {
		struct bill_free_text *text = free_text(listing, i);
		g_autofree char *title = NULL;
		bool dated, named;

		if (!text->text)
			continue;
		if (i == 0 && is_greeting(text->text)) {
			use_up(text);
			continue;
		}
		said = said || speaks_of_title(text->text);
		title = said && !bill_draft_has(listing->draft, BILL_FIELD_TITLE) ? quoted(text->text) : NULL;
		named = title != NULL;
		if (named)
			bill_draft_guess(listing->draft, BILL_FIELD_TITLE, title, text->at);
		dated = !listing->draft->start.date.given && take_sentence(listing, text);
		taken = taken || dated;
		if (dated || named)
			use_up(text);
		else if (taken && strlen(text->text) < 80) /* "Everyone is welcome." after an announcement is no abstract */
			text->aside = true;
	}
}
