/* Facts in text without labels: sentences of a mail, addresses, the place. */
#include "event/labels.h"
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

/* Two letters one after the other: "B12" and "3.14" have none. */
static bool has_letters(const char *text)
{
	for (; *text; text = bill_utf_next(text))
		if (g_unichar_isalpha(g_utf8_get_char(text)) && g_unichar_isalpha(g_utf8_get_char(bill_utf_next(text))))
			return true;
	return false;
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
	if (only == &fields[BILL_FIELD_ROOM] && listing->room_label && !has_letters(only->text)) { /* "12" is no place without it */
		g_autofree char *named = g_strdup_printf("%s %s", listing->room_label, only->text);

		*only = bill_draft_value(draft, named, only->at);
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

/* Whether words before an address invite to follow it: "Register at", "See", "Mehr Infos:". */
static bool invites(const char *line)
{
	static const char *const words[] = {"see ", "register", "registration", "sign up", "sign-up", "rsvp", "join", "apply",
		"tickets", "more ", "details", "info", "further", "visit", "website", "link", "zoom", "livestream", "watch", "please ",
		"to register", "to attend", "for more", "for details", "book ", "anmeld", "mehr ", "weitere", "siehe", "inscription",
		"s'inscrire", "plus d", "renseignements", "voir ", "lien", "billetterie", "réserv", "más ", "inscripc", "registro",
		"ver ", "enlace", "iscri", "maggiori", "prenot", "aanmeld", "meer ", "zapisy", "rejestracja", "więcej", "регистрац",
		"подробн", "ссылка", "inscriç", "mais ", "kayıt", "bağlantı", "申し込み", "申込", "詳細", "报名", "详情", "链接", "등록",
		"신청", "링크", "رابط", "التسجيل", "קישור", "הרשמה", "online", "stream", "virtual", "meeting link", "teams", "webex"};
	g_autofree char *lower = g_utf8_strdown(line + bill_labels_skip_marks(line, NULL), -1);

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(lower, words[i]))
			return true;
	return false;
}

/* The first address of a text that stands in or right under a sentence that invites to follow it. NULL: none. */
static char *invited_address(const char *text)
{
	const char *line = text;

	for (const char *p = text; *p; p++) {
		size_t len = p == text || strchr(" \n\t(<", p[-1]) ? address_length(p) : 0;
		g_autofree char *before = len ? g_strndup(line, (gsize)(p - line)) : NULL;
		bool alone = p == line;

		if (len && (alone ? p > text && invites(text) : invites(before)))
			return g_strndup(p, len);
		if (*p == '\n' || (strchr(".!?", *p) && p[1] == ' '))
			line = p + 1 + (*p != '\n');
		p += len ? len - 1 : 0;
	}
	return NULL;
}

/* Paragraphs of a meeting's particulars are no abstract: "Meeting ID: 123", "Passcode: 456". */
static bool is_dial_in(const char *text)
{
	static const char *const words[] = {"Join Zoom", "Zoom Meeting", "Meeting ID", "Passcode", "Meeting-ID", "Kenncode",
		"Webinar ID", "One tap mobile", "Dial by your", "Find your local number", "Microsoft Teams meeting", "ID de reunión",
		"ID da reunião", "ID de réunion", "Join the meeting", "Join Microsoft Teams", "Meeting number"};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(text, words[i]))
			return true;
	return false;
}

void bill_listing_invited(struct bill_listing *listing)
{
	struct bill_draft *draft = listing->draft;

	for (guint i = 0; i < listing->free_texts->len; i++) {
		struct bill_free_text *text = free_text(listing, i);
		g_autofree char *address = text->text && !bill_draft_has(draft, BILL_FIELD_URL) ? invited_address(text->text) : NULL;

		if (address)
			bill_draft_guess(draft, BILL_FIELD_URL, address, text->at);
		text->aside = text->aside || (text->text && is_dial_in(text->text));
	}
	if (!bill_draft_has(draft, BILL_FIELD_URL) && !listing->described && bill_draft_has(draft, BILL_FIELD_ABSTRACT)) {
		const struct bill_value *abstract = &draft->event->fields[BILL_FIELD_ABSTRACT];
		const char *last = strrchr(abstract->text, '\n'); /* further up it belongs to what is told */
		g_autofree char *address = invited_address(last ? last + 1 : abstract->text);

		bill_draft_guess(draft, BILL_FIELD_URL, address, abstract->at);
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

/* "… a talk titled ", "… einen Vortrag ": what follows in quotation marks is a title, however short. */
static bool ends_for_title(const char *text, size_t len)
{
	static const char *const words[] = {" talk ", " talk, ", "titled ", "title ", " lecture ", " lecture, ", " Vortrag ",
		" Titel ", "intitulé ", "intitulée ", " titulada ", " titulado ", " dal titolo "};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (len >= strlen(words[i]) && strncmp(text + len - strlen(words[i]), words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* A phrase in quotation marks of any kind, three words or more where nothing announces a title. */
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

		bool long_enough = inside && (strchr(inside, ' ') ? strchr(strchr(inside, ' ') + 1, ' ') != NULL : i >= 4);

		if (inside && *inside && strlen(inside) < 300 && (long_enough || ends_for_title(text, (size_t)(open - text))))
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
		"palestra de ", "seminario di ", "impartirá la ", "impartirá el ", "impartida por ", "a cargo de ", "dictará la ",
		"dictará el ", "talk from ", "lezing door ", "lezing van ", "wykład wygłosi ", "referat wygłosi ", "föredrag av ",
		"foredrag av ", "tenuto da ", "tenuta da ", "proferida por ", "ministrada por ", "prononcée par ", "donnée par "};

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
		" présentera ", " donnera ", " soutiendra ", " parlerà ", " parlera ", " parle ", " exposera ", " hablará ", " dará ",
		" impartirá ", " expondrá ", " falará ", " apresentará ", " presenterà ", " terrà ", " wygłosi ", " zal ", " sprechen "};

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

/* "All talks: Thursdays, 12:15 pm" */
static bool tells_time(const char *text, const char *language)
{
	struct bill_when when;

	return bill_when_parse(text, language, false, &when) && when.start.clock.given && !when.start.date.given && strlen(text) < 80;
}

/* "Mondays 3 pm, Room 210" or "in Elm Hall" in one of the lines. */
static char *place_among(const char *text, const char *language)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	char *place = NULL;

	for (char **line = lines; *line && !place; line++) {
		g_autofree char *after = bill_listing_place_after(*line, language);
		g_autofree char *before = after ? g_strndup(*line, strlen(*line) - strlen(after)) : NULL;

		if (after && (bill_listing_is_timed_line(before, language) || tells_time(before, language)))
			place = g_steal_pointer(&after);
	}
	return place ? place : bill_listing_place_in(text, language);
}

void bill_listing_context(struct bill_listing *listing, const char *above)
{
	struct bill_draft *draft = listing->draft;
	g_autofree char *place = bill_draft_has(draft, BILL_FIELD_LOCATION) ? NULL : place_among(above, listing->language);
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

/* The sentences of a text that tell of no deadline: "The camp is on 3 May. Register by 1 May." */
static char *without_deadlines(const char *text)
{
	g_autoptr(GString) kept = g_string_new(NULL);

	for (const char *p = text, *end; *p; p = end) {
		g_autofree char *sentence = NULL;

		for (end = p; *end && !(strchr(".!?", *end) && end[1] == ' ' && end > p && !g_ascii_isdigit(end[-1])); end++)
			;
		end += *end != '\0';
		sentence = g_strndup(p, (gsize)(end - p));
		if (!bill_words_deadline(sentence))
			g_string_append(kept, sentence);
	}
	return g_strdup(kept->str);
}

/* What a paragraph with a date says: when, where, who. */
static bool take_sentence(struct bill_listing *listing, struct bill_free_text *text)
{
	struct bill_when when;
	g_autofree char *place = NULL, *dated = NULL;

	if (strlen(text->text) > 500 || !strpbrk(text->text, "0123456789"))
		return false;
	dated = without_deadlines(text->text);
	if ((!bill_when_parse(dated, listing->language, false, &when) || !when.start.date.given) &&
		(!bill_when_parse(dated, listing->language, true, &when) || !when.start.date.given))
		return false;
	if (!bill_listing_is_day(&when))
		return false;
	bill_draft_take_when(listing->draft, 'r', &when, text->at);
	if (!bill_draft_has(listing->draft, BILL_FIELD_LOCATION)) {
		place = bill_listing_place_in(text->text, listing->language);
		if (!place)
			place = bill_listing_place_after(text->text, listing->language);
	}
	if (place)
		bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, place, text->at);
	speaker_of(listing, text);
	return true;
}

static bool speaks_of_title(const char *text)
{
	static const char *const words[] = {"title", "titled", "entitled", "thesis", "dissertation", "speak about", "speak on",
		"talk about", "talk on", "thèse", "tesis", "tese", "proefschrift", "titre", "intitul", "Titel", "Thema", "titolo",
		"título", "titel", "назван", "тем", "conferencia", "charla", "ponencia", "доклад", "лекци", "семинар", "lecture", "talk",
		"seminar", "conférence", "exposé", "Vortrag", "lezing", "wykład", "referat", "palestra", "conferenza", "seminario",
		"föredrag", "foredrag", "lecci", "parlera", "hablará", "falará", "parlerà", "spricht", "séance"};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

/* A sentence whose facts are taken stands on no poster, and is kept word by word. */
static void announce(struct bill_listing *listing, struct bill_free_text *text)
{
	const char *before = bill_draft_extra_of(listing->draft, "announcement");
	g_autofree char *all = before ? g_strdup_printf("%s\n%s", before, text->text) : g_strdup(text->text);

	bill_draft_extra(listing->draft, "announcement", all, text->at);
	use_up(text);
}

void bill_listing_prose(struct bill_listing *listing)
{
	enum { LONGEST_ANNOUNCEMENT = 300 };
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
		if (named) {
			bill_draft_guess(listing->draft, BILL_FIELD_TITLE, title, text->at);
			speaker_of(listing, text);
		}
		dated = !listing->draft->start.date.given && take_sentence(listing, text);
		taken = taken || dated;
		if ((dated || named) && strlen(text->text) <= LONGEST_ANNOUNCEMENT) /* a longer one says more than these facts */
			announce(listing, text);
		else if (taken && strlen(text->text) < 80) /* "Everyone is welcome." after an announcement is no abstract */
			text->aside = true;
	}
}
