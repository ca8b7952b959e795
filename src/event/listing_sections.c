/* What stands under a label becomes a field, whichever way its value is written. */
#include "event/listing.h"
#include "event/reader.h"
#include "event/words.h"

#include <string.h>

char *bill_listing_without_quotes(const char *text)
{
	static const struct {
		const char *open, *close;
	} marks[] = {
		{"“", "”"}, {"\"", "\""}, {"«", "»"}, {"„", "“"}, {"『", "』"}, {"「", "」"}, {"‘", "’"}, {"»", "«"}, {"《", "》"}};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		size_t open = strlen(marks[i].open), close = strlen(marks[i].close), len = strlen(text);
		g_autofree char *inside = NULL;

		if (len <= open + close || !g_str_has_prefix(text, marks[i].open) || !g_str_has_suffix(text, marks[i].close))
			continue;
		inside = g_strndup(text + open, len - open - close);
		if (!strstr(inside, marks[i].open) && !strstr(inside, marks[i].close))
			return g_strstrip(g_steal_pointer(&inside));
	}
	return g_strdup(text);
}

char *bill_listing_plain_value(const char *text)
{
	size_t start = 0, len = strlen(text);

	while (len && strchr(" \t\n;|", text[len - 1]))
		len--;
	while (start < len && len >= 2 && text[len - 1] == '*' && text[start] == '*') {
		start++;
		len--;
	}
	if (len > start && text[len - 1] == '*' && !memchr(text + start, '*', len - start - 1))
		len--; /* "**Where: Hall 1**" */
	while (len > start && text[len - 1] == '*' && text[len - 2] == '*')
		len -= 2;
	return g_strstrip(g_strndup(text + start, len > start ? len - start : 0));
}

static void take_bio(struct bill_listing *listing, const char *text, struct bill_at at)
{
	struct bill_draft *draft = listing->draft;
	struct bill_speaker *speaker = bill_draft_first_speaker(draft, at);
	g_autofree char *all = NULL;

	for (guint i = 0; i < draft->speakers->len && speaker->bio.text; i++) /* the next bio is the next speaker's */
		speaker = &g_array_index(draft->speakers, struct bill_speaker, i);
	if (speaker->bio.text)
		all = g_strconcat(speaker->bio.text, "\n\n", text, NULL);
	speaker->bio = bill_draft_value(draft, all ? all : text, all ? speaker->bio.at : at);
}

static void take_affiliation(struct bill_listing *listing, const char *text, struct bill_at at)
{
	GArray *speakers = listing->draft->speakers;
	struct bill_speaker *speaker = bill_draft_first_speaker(listing->draft, at);

	for (guint i = 0; i < speakers->len && speaker->affiliation.text; i++)
		speaker = &g_array_index(speakers, struct bill_speaker, i);
	speaker->affiliation = bill_draft_value(listing->draft, text, at);
}

/* Beside the address there may be words worth keeping: "https://… (Passcode: 1234)". */
static void set_url(struct bill_listing *listing, const char *address, const char *text, struct bill_at at)
{
	const char *after = strstr(text, address) + strlen(address);

	bill_draft_set(listing->draft, BILL_FIELD_URL, address, at);
	if (after[strspn(after, " .,;)>]\n")])
		bill_draft_extra(listing->draft, "url_note", text, at);
}

static void take_url(struct bill_listing *listing, const char *text, struct bill_at at)
{
	size_t keep;
	const char *address = strstr(text, "http") ? strstr(text, "http") : strstr(text, "www.");
	g_autofree char *only = address ? g_strndup(address, strcspn(address, " \t\n<>)\"")) : NULL;
	g_autofree char *last = bill_listing_last_address(text, &keep);

	if (!bill_draft_has(listing->draft, BILL_FIELD_URL) && (last || only))
		set_url(listing, last ? last : only, text, at);
	else
		bill_draft_extra(listing->draft, only ? "url_2" : "registration", text, at);
}

static void take_title(struct bill_listing *listing, const char *text, struct bill_at at)
{
	g_autofree char *title = bill_listing_without_quotes(text);

	bill_draft_set(listing->draft, BILL_FIELD_TITLE, title, at);
}

/* "Who: all students" are those who may come. */
static void take_speaker(struct bill_listing *listing, const char *text, struct bill_at at)
{
	static const char *const crowds[] = {"all ", "everyone", "anyone", "open to", "students", "graduate students", "faculty",
		"undergraduates", "alle ", "tout le monde", "todos", "tutti", "für alle"};

	for (size_t i = 0; i < G_N_ELEMENTS(crowds); i++)
		if (g_ascii_strncasecmp(text, crowds[i], strlen(crowds[i])) == 0) {
			bill_draft_extra(listing->draft, "audience", text, at);
			return;
		}
	bill_draft_people(listing->draft, text, at, false, false);
}

static void take_speakers(struct bill_listing *listing, const char *text, struct bill_at at)
{
	bill_draft_people(listing->draft, text, at, true, false);
}

static void take_start(struct bill_listing *listing, const char *text, struct bill_at at)
{
	bill_draft_when(listing->draft, 's', "start_text", text, listing->language, at);
}

static void take_end(struct bill_listing *listing, const char *text, struct bill_at at)
{
	bill_draft_when(listing->draft, 'e', "end_text", text, listing->language, at);
}

/* "4 pm (refreshments at 3:30)" says more than when. */
static void take_when(struct bill_listing *listing, const char *text, struct bill_at at)
{
	struct bill_when when;

	if (bill_draft_when(listing->draft, 'r', "when", text, listing->language, at) &&
		bill_when_parse(text, listing->language, true, &when) && when.other_letters > 4 &&
		(strchr(text, '(') || !when.start.date.given))
		bill_draft_extra(listing->draft, "when_note", text, at);
}

/* "14.00" under a label for times is one; "14.00.2025" is not. */
static void take_time(struct bill_listing *listing, const char *text, struct bill_at at)
{
	g_autofree char *dotted = g_strdup(text);

	for (char *p = dotted; (p = strchr(p, '.')); p++) {
		bool before = p > dotted && g_ascii_isdigit(p[-1]) && (p - dotted < 3 || !g_ascii_isdigit(p[-3]));
		bool two = g_ascii_isdigit(p[1]) && g_ascii_isdigit(p[2]) && !g_ascii_isdigit(p[3]);

		if (before && two && !(p[3] == '.' && g_ascii_isdigit(p[4])) && !(p - dotted > 2 && p[-3] == '.'))
			*p = ':';
	}
	take_when(listing, dotted, at);
}

/* "20 Uhr, Beginn: 21 Uhr" says when it begins, too. */
static void take_doors(struct bill_listing *listing, const char *text, struct bill_at at)
{
	g_autofree char *line = g_strconcat("doors ", text, NULL);

	if (!strpbrk(text, ",/;|") || !bill_listing_doors(listing, line, at) || *line)
		bill_draft_set(listing->draft, BILL_FIELD_DOORS, text, at);
}

static void take_duration(struct bill_listing *listing, const char *text, struct bill_at at)
{
	if (!bill_draft_duration(text, &listing->draft->duration))
		bill_draft_extra(listing->draft, "duration", text, at);
}

/* A paragraph under no label that could be the abstract. */
static bool has_prose(const struct bill_listing *listing)
{
	for (guint i = 0; i < listing->free_texts->len; i++) {
		const char *text = g_array_index(listing->free_texts, struct bill_free_text, i).text;

		if (text && g_utf8_strlen(text, -1) > 120)
			return true;
	}
	return false;
}

/* Nothing above the labels, or what is no title itself. */
static bool has_free_heading(const struct bill_listing *listing)
{
	return !listing->heading || bill_words_series(listing->heading) || bill_words_occasion(listing->heading) ||
		   has_prose(listing);
}

/* "What: Reading by Ann Lee" where nothing else could be the title, or the heading only says what kind of thing it is. */
static void take_abstract(struct bill_listing *listing, const char *text, struct bill_at at)
{
	struct bill_draft *draft = listing->draft;
	bool may_be_title = !listing->described && !listing->titled && !bill_draft_has(draft, BILL_FIELD_TITLE) &&
						!strchr(text, '\n') && g_utf8_strlen(text, -1) < 120 && !g_str_has_suffix(text, ".");

	if (may_be_title && has_free_heading(listing))
		bill_draft_guess(draft, BILL_FIELD_TITLE, text, at);
	else
		bill_draft_set(draft, BILL_FIELD_ABSTRACT, text, at);
}

static void take_language(struct bill_listing *listing, const char *text, struct bill_at at)
{
	bill_draft_language(listing->draft, text, at);
}

static void take_keywords(struct bill_listing *listing, const char *text, struct bill_at at)
{
	bill_draft_keywords(listing->draft, text, at);
}

/* What becomes of a label's text: a field as it is, or a function. */
static const struct {
	enum bill_field field;
	void (*take)(struct bill_listing *listing, const char *text, struct bill_at at);
} uses[BILL_LABEL_COUNT] = {
	[BILL_LABEL_TITLE] = {.take = take_title},
	[BILL_LABEL_SUBTITLE] = {.field = BILL_FIELD_SUBTITLE},
	[BILL_LABEL_SERIES] = {.field = BILL_FIELD_SERIES},
	[BILL_LABEL_SPEAKER] = {.take = take_speaker},
	[BILL_LABEL_SPEAKERS] = {.take = take_speakers},
	[BILL_LABEL_AFFILIATION] = {.take = take_affiliation},
	[BILL_LABEL_ABSTRACT] = {.take = take_abstract},
	[BILL_LABEL_BIO] = {.take = take_bio},
	[BILL_LABEL_HOST] = {.field = BILL_FIELD_HOST},
	[BILL_LABEL_START] = {.take = take_start},
	[BILL_LABEL_END] = {.take = take_end},
	[BILL_LABEL_WHEN] = {.take = take_when},
	[BILL_LABEL_TIME] = {.take = take_time},
	[BILL_LABEL_DURATION] = {.take = take_duration},
	[BILL_LABEL_LOCATION] = {.field = BILL_FIELD_LOCATION},
	[BILL_LABEL_VENUE] = {.field = BILL_FIELD_VENUE},
	[BILL_LABEL_ROOM] = {.field = BILL_FIELD_ROOM},
	[BILL_LABEL_ADDRESS] = {.field = BILL_FIELD_ADDRESS},
	[BILL_LABEL_URL] = {.take = take_url},
	[BILL_LABEL_CONTACT] = {.field = BILL_FIELD_CONTACT},
	[BILL_LABEL_PRICE] = {.field = BILL_FIELD_PRICE},
	[BILL_LABEL_DOORS] = {.take = take_doors},
	[BILL_LABEL_SPONSORS] = {.field = BILL_FIELD_SPONSORS},
	[BILL_LABEL_STATUS] = {.field = BILL_FIELD_STATUS},
	[BILL_LABEL_LANGUAGE] = {.take = take_language},
	[BILL_LABEL_KEYWORDS] = {.take = take_keywords},
};

/* In a description: what the event's own fields say already. */
static bool is_said(const struct bill_listing *listing, enum bill_label label)
{
	const struct bill_draft *draft = listing->draft;

	if (!listing->described || label == BILL_LABEL_EXTRA)
		return false;
	if (label == BILL_LABEL_START || label == BILL_LABEL_END || label == BILL_LABEL_WHEN || label == BILL_LABEL_TIME)
		return draft->start.date.given;
	if (label == BILL_LABEL_VENUE || label == BILL_LABEL_ROOM || label == BILL_LABEL_ADDRESS || label == BILL_LABEL_LOCATION)
		return bill_draft_has(draft, BILL_FIELD_LOCATION);
	if (label == BILL_LABEL_ABSTRACT)
		return bill_draft_has(draft, BILL_FIELD_ABSTRACT);
	if (label == BILL_LABEL_LANGUAGE)
		return bill_draft_has(draft, BILL_FIELD_LANGUAGE);
	return label != BILL_LABEL_PROGRAMME && !uses[label].take && bill_draft_has(draft, uses[label].field);
}

static void take_said(struct bill_listing *listing, const char *text, enum bill_label label, struct bill_at at)
{
	g_autofree char *key = g_strdup_printf("note_%s", bill_labels_name(label));

	bill_draft_extra(listing->draft, key, text, at);
}

static void take_section(struct bill_listing *listing, const struct bill_section *section)
{
	bool prose =
		section->label == BILL_LABEL_ABSTRACT || section->label == BILL_LABEL_BIO || section->label == BILL_LABEL_PROGRAMME;
	g_autofree char *text = prose ? bill_listing_rejoin(section->text->str) : bill_listing_plain_value(section->text->str);

	if (!*text)
		return;
	if (is_said(listing, section->label))
		take_said(listing, text, section->label, section->at);
	else if (section->label == BILL_LABEL_EXTRA && bill_alias_is_mapped(listing->draft->map, section->key))
		bill_draft_put(listing->draft, section->key, text, section->at);
	else if (section->label == BILL_LABEL_EXTRA)
		bill_draft_extra(listing->draft, section->key, text, section->at);
	else if (section->label == BILL_LABEL_PROGRAMME)
		bill_draft_described_programme(listing->draft, text, section->at);
	else if (uses[section->label].take)
		uses[section->label].take(listing, text, section->at);
	else
		bill_draft_set(listing->draft, uses[section->label].field, text, section->at);
}

void bill_listing_sections(struct bill_listing *listing, const GPtrArray *sections)
{
	for (int pass = 0; pass < 2; pass++)
		for (guint i = 0; i < sections->len; i++) {
			const struct bill_section *section = g_ptr_array_index(sections, i);
			bool speaker = section->label == BILL_LABEL_SPEAKER || section->label == BILL_LABEL_SPEAKERS;

			if (section->label != BILL_LABEL_NONE && speaker == (pass == 0))
				take_section(listing, section);
		}
}
