/* The first line of a listing: series, title, speaker, or two of them with a dash or colon between. */
#include "event/listing.h"
#include "event/locale.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

struct halves {
	char *left, *right;
	bool colon; /* ": " between them, not a dash */
};

static void clear_halves(struct halves *halves)
{
	g_clear_pointer(&halves->left, g_free);
	g_clear_pointer(&halves->right, g_free);
}

/* Splits at the first or the last dash with spaces around it, or else at a colon. */
static bool split_heading(const char *text, bool last, struct halves *halves)
{
	static const char *const dashes[] = {
		" - ", " – ", " — ", " -- ", " | ", " · ", "\xc2\xa0— ", " —\xc2\xa0", "\xc2\xa0– ", " –\xc2\xa0"};
	static const char *const colons[] = {": ", "：", "\xc2\xa0: ", " : "};
	const char *found = NULL;
	size_t len = 0;

	halves->colon = false;
	for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++) {
		const char *at = last ? g_strrstr(text, dashes[i]) : strstr(text, dashes[i]);

		if (at && (!found || (last ? at > found : at < found))) {
			found = at;
			len = strlen(dashes[i]);
		}
	}
	for (size_t i = 0; !found && i < G_N_ELEMENTS(colons); i++) {
		found = strstr(text, colons[i]);
		len = strlen(colons[i]);
		halves->colon = found != NULL;
	}
	if (!found || found == text || !found[len])
		return false;
	halves->left = g_strstrip(g_strndup(text, (gsize)(found - text)));
	halves->right = g_strstrip(g_strdup(found + len));
	return *halves->left && *halves->right;
}

/* How many bytes of a text are the ornament around "*** Lunch talk ***" or "=== Lunch talk ===", on each side; 0: none. */
static size_t ornament(const char *text, size_t len)
{
	size_t n = strspn(text, *text && strchr("*=~#_+-", *text) ? (char[]){*text, '\0'} : "");

	if (n < 2 || len < 2 * n + 3 || text[n] != ' ' || text[len - n - 1] != ' ')
		return 0;
	for (size_t i = 0; i < n; i++)
		if (text[len - 1 - i] != *text)
			return 0;
	return n;
}

char *bill_listing_without_ornament(const char *line)
{
	size_t len = strlen(line), n = ornament(line, len);

	return g_strstrip(g_strndup(line + n, len - 2 * n));
}

/* "Ann Lee (X)", "Ann Lee, X University": a person before the comma or bracket. */
static bool is_someone(const char *text)
{
	g_autofree char *name = g_strstrip(g_strndup(text, strcspn(text, ",(")));

	return bill_words_person(name);
}

static bool same(const char *a, const char *b)
{
	g_autofree char *x = bill_fold(a), *y = bill_fold(b);

	return strcmp(x, y) == 0;
}

/* Whether the speaker is known, from a label or from the prose. */
static bool has_speaker(const struct bill_listing *listing)
{
	const GArray *speakers = listing->draft->speakers;

	return listing->speakers || (speakers->len && g_array_index(speakers, struct bill_speaker, 0).name.text);
}

/* Whether a known speaker is the person of this text. */
static bool is_known_speaker(const struct bill_listing *listing, const char *text)
{
	g_autofree char *name = g_strstrip(g_strndup(text, strcspn(text, ",(")));

	if (listing->speakers && same(listing->speakers, text))
		return true;
	for (guint i = 0; i < listing->draft->speakers->len; i++) {
		const char *known = g_array_index(listing->draft->speakers, struct bill_speaker, i).name.text;

		if (known && same(known, name))
			return true;
	}
	return false;
}

/* A part of the name is spoken of in the bio or the prose: "Mark is …", "Dr. Zhao will …". */
static bool is_spoken_of(const struct bill_listing *listing, const char *name)
{
	g_auto(GStrv) words = g_strsplit_set(name, " ,.()", -1);

	for (char **word = words; *word; word++) {
		if (g_utf8_strlen(*word, -1) < 3)
			continue;
		if (listing->bio && strstr(listing->bio, *word))
			return true;
		for (guint i = 0; i < listing->free_texts->len; i++) {
			const char *text = g_array_index(listing->free_texts, struct bill_free_text, i).text;

			if (text && strstr(text, *word))
				return true;
		}
	}
	return false;
}

/* "PyConFR", "rC3", "EuroSys24": capitals and small letters mixed as no common word has them. */
static bool is_brand(const char *word)
{
	bool low_before = false;

	for (const char *p = word; *p && *p != ' '; p = bill_utf_next(p)) {
		gunichar c = g_utf8_get_char(p);

		if (low_before && g_unichar_isupper(c))
			return true;
		low_before = g_unichar_islower(c);
	}
	return false;
}

/* Few words, one of which names a series. */
static bool is_series(const struct halves *halves)
{
	g_auto(GStrv) words = g_strsplit(halves->left, " ", -1);

	if (g_strv_length(words) > 8)
		return false;
	for (char **word = words; *word; word++)
		if (is_brand(*word))
			return true;
	if (bill_words_series(halves->left))
		return true;
	/* "FOSDEM 2025 – …", but not "DNA: …" */
	return !halves->colon && g_strv_length(words) <= 2 && bill_words_acronym(words[0]) && g_utf8_strlen(words[0], -1) > 3;
}

static void guess(struct bill_listing *listing, enum bill_field field, const char *text)
{
	bill_draft_guess(listing->draft, field, text, listing->heading_at);
}

static void guess_speaker(struct bill_listing *listing, const char *text)
{
	bill_draft_people(listing->draft, text, listing->heading_at, false, true);
}

static void series_or_occasion(struct bill_listing *listing, const char *text)
{
	guess(listing, bill_words_occasion(text) ? BILL_FIELD_SUBTITLE : BILL_FIELD_SERIES, text);
}

/* Under a labelled title. False: the halves say nothing apart from one another. */
static bool halves_over_title(struct bill_listing *listing, const struct halves *halves, const char *title)
{
	if (same(halves->right, title) && !has_speaker(listing) && is_someone(halves->left) && is_spoken_of(listing, halves->left)) {
		guess_speaker(listing, halves->left);
		return true;
	}
	if (same(halves->right, title) || is_known_speaker(listing, halves->right)) {
		series_or_occasion(listing, halves->left);
		return true;
	}
	if (has_speaker(listing))
		return false;
	if (is_someone(halves->right) && !is_someone(halves->left)) {
		series_or_occasion(listing, halves->left);
		guess_speaker(listing, halves->right);
		return true;
	}
	if (is_someone(halves->left) && bill_words_series(halves->right)) {
		guess_speaker(listing, halves->left);
		series_or_occasion(listing, halves->right);
		return true;
	}
	return false;
}

/* A mail's subject that repeats the title among other words: it tells nothing new. */
static bool repeats(const char *heading, const char *title)
{
	g_autofree char *all = bill_fold(heading), *part = bill_fold(title);

	return strlen(part) > 3 && strlen(all) > strlen(part) && strstr(all, part);
}

/* The title is labelled: the heading names the series, and perhaps the speaker. */
static void heading_over_title(struct bill_listing *listing, const struct halves *halves)
{
	const char *title = listing->draft->event->fields[BILL_FIELD_TITLE].text;
	size_t who = bill_words_introduction(listing->heading);

	if (who && !has_speaker(listing) && is_someone(listing->heading + who)) { /* "Lesung mit Miriam Falk" */
		guess_speaker(listing, listing->heading + who);
		bill_draft_extra(listing->draft, "heading", listing->heading, listing->heading_at);
		return;
	}

	if (same(listing->heading, title) || (listing->tag && repeats(listing->heading, title)))
		return;
	if (listing->described && !has_speaker(listing) && is_someone(listing->heading)) {
		guess_speaker(listing, listing->heading);
		return;
	}
	if (bill_draft_has(listing->draft, BILL_FIELD_SERIES)) {
		if (!same(listing->heading, listing->draft->event->fields[BILL_FIELD_SERIES].text))
			bill_draft_extra(listing->draft, "heading", listing->heading, listing->heading_at);
		return;
	}
	if (halves->left && halves_over_title(listing, halves, title))
		return;
	if (!has_speaker(listing) && is_someone(listing->heading) && is_spoken_of(listing, listing->heading))
		guess_speaker(listing, listing->heading);
	else if (listing->draft->event->fields[BILL_FIELD_TITLE].guessed && !bill_words_series(listing->heading) &&
			 !bill_words_occasion(listing->heading))
		bill_draft_extra(listing->draft, "heading", listing->heading, listing->heading_at); /* a mail's subject */
	else if (bill_words_series(listing->heading))
		guess(listing, BILL_FIELD_SERIES, listing->heading);
	else
		series_or_occasion(listing, listing->heading);
}

/* No title is labelled, and the heading has two halves. False: they say nothing apart from one another. */
static bool two_halves(struct bill_listing *listing, const struct halves *halves)
{
	bool series = is_series(halves) && !bill_draft_has(listing->draft, BILL_FIELD_SERIES);

	if (bill_words_occasion(halves->left) && !has_speaker(listing) && is_someone(halves->right)) {
		guess(listing, BILL_FIELD_SUBTITLE, halves->left);
		guess_speaker(listing, halves->right);
		return true;
	}
	if (bill_words_occasion(halves->left) && halves->colon && !bill_words_series(halves->left) &&
		!is_known_speaker(listing, halves->right)) { /* "Vernissage: Paper Rivers" */
		guess(listing, BILL_FIELD_SUBTITLE, halves->left);
		guess(listing, BILL_FIELD_TITLE, halves->right);
		return true;
	}
	if (is_known_speaker(listing, halves->right) ||
		(!has_speaker(listing) && is_someone(halves->right) && is_spoken_of(listing, halves->right))) {
		guess(listing, series ? BILL_FIELD_SERIES : BILL_FIELD_TITLE, halves->left);
		if (!has_speaker(listing))
			guess_speaker(listing, halves->right);
		return true;
	}
	if (is_known_speaker(listing, halves->left)) {
		guess(listing, BILL_FIELD_TITLE, halves->right);
		return true;
	}
	if (!series)
		return false;
	guess(listing, BILL_FIELD_SERIES, halves->left);
	guess(listing, BILL_FIELD_TITLE, halves->right);
	return true;
}

/* "Series: Ann Lee (X) - Title", "Series - Ann Lee: Title" */
static bool three_parts(struct bill_listing *listing, const struct halves *halves)
{
	struct halves parts = {0};
	const char *series = halves->left, *person = NULL, *title = NULL;

	if (has_speaker(listing) || bill_draft_has(listing->draft, BILL_FIELD_SERIES))
		return false;
	if (split_heading(halves->left, false, &parts)) {
		series = parts.left;
		person = parts.right;
		title = halves->right;
	} else {
		clear_halves(&parts);
		if (split_heading(halves->right, false, &parts)) {
			person = parts.left;
			title = parts.right;
		}
	}
	if (person && is_someone(person) && bill_words_series(series)) {
		guess(listing, BILL_FIELD_SERIES, series);
		guess(listing, BILL_FIELD_TITLE, title);
		guess_speaker(listing, person);
	} else {
		person = NULL;
	}
	clear_halves(&parts);
	return person != NULL;
}

/* A short line under a heading that names a series is the title. */
static bool title_below(struct bill_listing *listing)
{
	struct bill_free_text *first = NULL;
	bool under_date = false;

	/* Directly below, or under the speaker's line: what stands right under a date is no title. */
	for (guint i = 0; i < listing->free_texts->len && !(first && first->text); i++) {
		first = &g_array_index(listing->free_texts, struct bill_free_text, i);
		if (!first->text)
			under_date = listing->draft->start.at.line == first->at.line;
	}
	if (under_date)
		return false;
	if (!first || !first->text || !first->in_head || g_str_has_suffix(first->text, ".") || !bill_words_series(listing->heading))
		return false;
	if (bill_listing_is_timed_line(first->text, listing->language) || bill_words_deadline(first->text) ||
		g_str_has_suffix(first->text, ":"))
		return false;
	bill_draft_guess(listing->draft, BILL_FIELD_TITLE, first->text, first->at);
	guess(listing, BILL_FIELD_SERIES, listing->heading);
	g_clear_pointer(&first->text, g_free);
	return true;
}

static bool is_all_capitals(const char *text)
{
	for (; *text; text = bill_utf_next(text))
		if (g_unichar_islower(g_utf8_get_char(text)))
			return false;
	return true;
}

/* "An exhibition of charts": one of its words is an occasion or a series. */
static bool says_kind(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " ,", -1);

	for (char **word = words; *word; word++)
		if (bill_words_occasion(*word))
			return true;
	return bill_words_series(text);
}

/* "Bring Boxes" says too little to be the title of a talk; words of a wide script have no spaces. */
static bool is_few_words(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	return g_strv_length(words) < 4 && !g_unichar_iswide(g_utf8_get_char(text));
}

/* "Ada Lovelace" over "Notes on an engine": who speaks stands first, and the title directly below. */
static bool speaker_above(struct bill_listing *listing)
{
	struct bill_free_text *first =
		listing->free_texts->len ? &g_array_index(listing->free_texts, struct bill_free_text, 0) : NULL;
	glong letters = first && first->text ? g_utf8_strlen(first->text, -1) : 0;

	if (!first || !first->text || !first->in_head || first->at.line > listing->heading_at.line + 2 || has_speaker(listing) ||
		!is_someone(listing->heading) || !listing->draft->start.date.given ||
		(is_all_capitals(listing->heading) && !is_all_capitals(first->text)))
		return false;
	if (letters < 8 || letters > 160 || strchr(".!", first->text[strlen(first->text) - 1]) || is_someone(first->text) ||
		is_few_words(first->text) || says_kind(first->text) || bill_listing_is_timed_line(first->text, listing->language))
		return false;
	guess_speaker(listing, listing->heading);
	bill_draft_guess(listing->draft, BILL_FIELD_TITLE, first->text, first->at);
	g_clear_pointer(&first->text, g_free);
	return true;
}

/* "Book launch: Salt Roads by Imogen Pike" */
static bool work_of_someone(struct bill_listing *listing, const struct halves *halves)
{
	static const char *const joints[] = {" by ", " von ", " de ", " di ", " par ", " por ", " van ", " door ", " av ", " af "};

	if (!halves->left || has_speaker(listing) || !bill_words_occasion(halves->left))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(joints); i++) {
		const char *at = g_strrstr(halves->right, joints[i]);
		g_autofree char *work = at ? g_strndup(halves->right, (gsize)(at - halves->right)) : NULL;

		if (!at || !is_someone(at + strlen(joints[i])))
			continue;
		guess(listing, BILL_FIELD_SUBTITLE, halves->left);
		guess(listing, BILL_FIELD_TITLE, work);
		guess_speaker(listing, at + strlen(joints[i]));
		return true;
	}
	return false;
}

/* "Лекція «Мова лісу»": a kind of event, and its title in quotes. */
static bool quoted_title(struct bill_listing *listing)
{
	static const struct {
		const char *open, *close;
	} marks[] = {{"“", "”"}, {" \"", "\""}, {"«", "»"}, {"„", "“"}, {"「", "」"}, {"《", "》"}, {"『", "』"}};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *open = strstr(listing->heading, marks[i].open);
		g_autofree char *kind =
			open && open > listing->heading ? g_strstrip(g_strndup(listing->heading, (gsize)(open - listing->heading))) : NULL;
		g_autofree char *title = NULL;

		if (!kind || !g_str_has_suffix(listing->heading, marks[i].close))
			continue;
		title = g_strdup(open + strlen(marks[i].open));
		if (strlen(title) <= strlen(marks[i].close))
			continue;
		title[strlen(title) - strlen(marks[i].close)] = '\0';
		if (g_str_has_suffix(kind, ":"))
			kind[strlen(kind) - 1] = '\0';
		if (strstr(title, marks[i].close) || (!bill_words_occasion(kind) && !bill_words_series(kind)))
			continue;
		guess(listing, bill_words_occasion(kind) ? BILL_FIELD_SUBTITLE : BILL_FIELD_SERIES, kind);
		guess(listing, BILL_FIELD_TITLE, g_strstrip(title));
		return true;
	}
	return false;
}

/* "Soutenance de thèse de Luc Noël", "Thesis defense of Ann Lee" */
static bool occasion_of_someone(struct bill_listing *listing)
{
	static const char *const joints[] = {" of ", " by ", " de ", " von ", " di ", " van ", " with "};

	for (size_t i = 0; !has_speaker(listing) && i < G_N_ELEMENTS(joints); i++)
		for (const char *at = strstr(listing->heading, joints[i]); at; at = strstr(at + 1, joints[i])) {
			g_autofree char *kind = g_strndup(listing->heading, (gsize)(at - listing->heading));
			const char *who = at + strlen(joints[i]);

			if (!bill_words_occasion(kind) || !is_someone(who))
				continue;
			guess(listing, BILL_FIELD_SUBTITLE, kind);
			guess_speaker(listing, who);
			return true;
		}
	return false;
}

void bill_listing_heading(struct bill_listing *listing)
{
	bool titled = bill_draft_has(listing->draft, BILL_FIELD_TITLE);
	struct halves halves = {0};

	if (!listing->heading)
		return;
	if (!split_heading(listing->heading, titled, &halves))
		clear_halves(&halves);
	if (titled && occasion_of_someone(listing))
		;
	else if (titled)
		heading_over_title(listing, &halves);
	else if (quoted_title(listing) || work_of_someone(listing, &halves) || speaker_above(listing))
		;
	else if (!(halves.left && (three_parts(listing, &halves) || two_halves(listing, &halves))) && !title_below(listing))
		bill_draft_set(listing->draft, BILL_FIELD_TITLE, listing->heading, listing->heading_at);
	clear_halves(&halves);
}

/* "Ann Lee (Elm College)", "Ann Lee, Elm University": a person who is sure to be one because of where they come from. */
static bool is_someone_from(const char *text)
{
	size_t len = strcspn(text, ",(");
	g_autofree char *name = g_strstrip(g_strndup(text, len));

	if (!text[len] || !bill_words_person(name))
		return false;
	return text[len] == '(' ? text[strlen(text) - 1] == ')' : bill_words_organisation(text + len);
}

/* "Mara Lund (Rowan Institute)   Counting cells": columns without a table's head. */
static bool split_columns(const char *text, struct halves *halves)
{
	const char *gap = strstr(text, "   ") ? strstr(text, "   ") : strchr(text, '\t');

	if (!gap || gap == text)
		return false;
	halves->left = g_strstrip(g_strndup(text, (gsize)(gap - text)));
	halves->right = g_strstrip(g_strdup(gap));
	return *halves->right;
}

bool bill_listing_who_and_what(const char *text, char **who, char **what)
{
	struct halves halves = {0};
	bool found = split_columns(text, &halves) || split_heading(text, false, &halves),
		 left = found && is_someone_from(halves.left);

	if (left || (found && is_someone_from(halves.right))) {
		*who = left ? halves.left : halves.right;
		*what = left ? halves.right : halves.left;
		return true;
	}
	clear_halves(&halves);
	return false;
}

void bill_draft_split_title(struct bill_draft *draft)
{
	struct bill_value title = draft->event->fields[BILL_FIELD_TITLE];
	char *who, *what;

	if (!title.text || draft->speakers->len || !bill_listing_who_and_what(title.text, &who, &what))
		return;
	bill_draft_people(draft, who, title.at, false, true);
	bill_draft_guess(draft, BILL_FIELD_TITLE, what, title.at);
	g_free(who);
	g_free(what);
}
