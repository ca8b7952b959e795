/* A listing in plain text: its sections become fields, and what has no label is asked what it could be. */
#include "event/listing.h"
#include "event/locale.h"
#include "event/reader.h"
#include "event/select.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

/* ---- labelled sections ---- */

char *bill_listing_without_quotes(const char *text)
{
	static const struct {
		const char *open, *close;
	} marks[] = {{"“", "”"}, {"\"", "\""}, {"«", "»"}, {"„", "“"}, {"『", "』"}, {"「", "」"}, {"‘", "’"}, {"《", "》"}};

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

/* Emphasis around all of a short value, and marks a label left at its end. */
static char *plain_value(const char *text)
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

static void take_speaker(struct bill_listing *listing, const char *text, struct bill_at at)
{
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

static void take_when(struct bill_listing *listing, const char *text, struct bill_at at)
{
	bill_draft_when(listing->draft, 'r', "when", text, listing->language, at);
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

/* "What: Reading by Ann Lee" where nothing else could be the title, or the heading only says what kind of thing it is. */
static void take_abstract(struct bill_listing *listing, const char *text, struct bill_at at)
{
	struct bill_draft *draft = listing->draft;
	bool free_heading =
		!listing->heading || bill_words_series(listing->heading) || bill_words_occasion(listing->heading) || has_prose(listing);

	if (free_heading && !listing->described && !bill_draft_has(draft, BILL_FIELD_TITLE) && !strchr(text, '\n') &&
		g_utf8_strlen(text, -1) < 120 && !g_str_has_suffix(text, ".") && !listing->titled)
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
	[BILL_LABEL_DOORS] = {.field = BILL_FIELD_DOORS},
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
	g_autofree char *text = prose ? g_strdup(section->text->str) : plain_value(section->text->str);

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

/* Speakers before their bios and affiliations, whatever their order in the text. */
static void take_sections(struct bill_listing *listing, const GPtrArray *sections)
{
	for (int pass = 0; pass < 2; pass++)
		for (guint i = 0; i < sections->len; i++) {
			const struct bill_section *section = g_ptr_array_index(sections, i);
			bool speaker = section->label == BILL_LABEL_SPEAKER || section->label == BILL_LABEL_SPEAKERS;

			if (section->label != BILL_LABEL_NONE && speaker == (pass == 0))
				take_section(listing, section);
		}
}

/* ---- text without labels ---- */

static void add_free(struct bill_listing *listing, const char *text, struct bill_at at, bool in_head)
{
	struct bill_free_text free_text = {.text = g_strdup(text), .at = at, .in_head = in_head};

	g_array_append_val(listing->free_texts, free_text);
}

/* The heading's own text: without "#" and emphasis, but with its pictures. */
static void take_heading(struct bill_listing *listing, const char *line, struct bill_at at)
{
	g_autofree char *bare = bill_listing_without_ornament(line);
	const char *subject = bill_mail_subject(listing, bare + bill_labels_skip_marks(bare, NULL));
	size_t date, rest = bill_listing_dated(subject, &date);
	g_autofree char *day = rest ? g_strndup(subject, date) : NULL, *text = plain_value(subject + rest);

	if (day && !listing->draft->start.date.given)
		take_when(listing, day, at);
	listing->heading = bill_listing_without_quotes(text);
	listing->heading_at = at;
}

/* "**Ann Lee**, Oak College" → "Ann Lee, Oak College", in place. */
static void drop_strong(char *line)
{
	char *open = strstr(line, "**"), *close = open ? strstr(open + 2, "**") : NULL;

	if (!close || close == open + 2)
		return;
	memmove(close, close + 2, strlen(close + 2) + 1);
	memmove(open, open + 2, strlen(open + 2) + 1);
}

/* Whether a line above everything that was understood is the heading: not a date, nor the first sentence of a letter. */
static bool is_heading(const struct bill_listing *listing, const char *line)
{
	if (listing->heading || !*line || (listing->greeted && g_utf8_strlen(line, -1) > 60))
		return false;
	return !bill_listing_is_dated_line(line + bill_labels_skip_marks(line, NULL), listing->language);
}

/* Lines of a section before the first label stand for themselves while they are short; a text's paragraphs stay whole. */
static void add_section(struct bill_listing *listing, const struct bill_section *section, bool in_head)
{
	g_auto(GStrv) paragraphs = g_strsplit(section->text->str, "\n\n", -1);
	struct bill_at at = section->at;

	for (char **paragraph = paragraphs; *paragraph; paragraph++) {
		g_auto(GStrv) lines = g_strsplit(*paragraph, "\n", -1);

		for (char **line = lines; *line; line++, at.line++) {
			bool short_line = in_head && g_utf8_strlen(*line, -1) <= 140;

			if (!listing->heading && in_head && bill_listing_is_greeting(*line)) {
				at.column = 1;
				listing->greeted = true;
				continue;
			}
			if (in_head && is_heading(listing, *line)) {
				take_heading(listing, *line, at);
			} else if (short_line || g_strv_length(lines) == 1) {
				if (short_line)
					drop_strong(*line);
				add_free(listing, *line, at, short_line);
			} else {
				g_autofree char *rest = g_strjoinv("\n", line);

				add_free(listing, rest, at, false);
				at.line += (int)g_strv_length(line);
				break;
			}
			in_head = in_head && short_line;
			at.column = 1;
		}
		at.line++;
	}
}

/* The free texts that are left, those put aside or the others; *at: where the first stands. */
static char *rest_of(const struct bill_listing *listing, bool aside, struct bill_at *at)
{
	g_autoptr(GString) rest = g_string_new(NULL);

	for (guint i = 0; i < listing->free_texts->len; i++) {
		const struct bill_free_text *text = &g_array_index(listing->free_texts, struct bill_free_text, i);

		if (!text->text || text->aside != aside)
			continue;
		if (!rest->len)
			*at = text->at;
		else
			g_string_append(rest, text->in_head ? "\n" : "\n\n");
		g_string_append(rest, text->text);
	}
	return rest->len ? g_strdup(rest->str) : NULL;
}

/* What is left is the abstract, or notes beside one. */
static void take_rest(struct bill_listing *listing)
{
	struct bill_draft *draft = listing->draft;
	struct bill_at at = {0};
	g_autofree char *aside = rest_of(listing, true, &at);
	g_autofree char *rest = NULL;

	if (aside)
		bill_draft_extra(draft, "notes", aside, at);
	rest = rest_of(listing, false, &at);
	if (!rest)
		return;
	if (!bill_draft_has(draft, BILL_FIELD_ABSTRACT)) {
		bill_draft_set(draft, BILL_FIELD_ABSTRACT, rest, at);
		return;
	}
	bill_draft_extra(draft, "notes", rest, at);
	bill_note(draft->diags, at, "event/no-label", "this text stands under no label; it is kept as \"notes\"");
}

/* ---- together ---- */

static void sort_sections(struct bill_listing *listing, const GPtrArray *sections)
{
	for (guint i = 0; i < sections->len; i++) {
		const struct bill_section *section = g_ptr_array_index(sections, i);

		if (section->label == BILL_LABEL_NONE)
			add_section(listing, section, i == 0);
		else
			listing->labelled = true;
		listing->titled = listing->titled || section->label == BILL_LABEL_TITLE;
		if (section->label == BILL_LABEL_BIO && !listing->bio)
			listing->bio = g_strdup(section->text->str);
		if ((section->label == BILL_LABEL_SPEAKER || section->label == BILL_LABEL_SPEAKERS) && !listing->speakers)
			listing->speakers = g_strdup(section->text->str);
	}
}

/* The address at the end of the bio is the event's, unless it has one. */
static void move_address(struct bill_listing *listing)
{
	struct bill_draft *draft = listing->draft;

	for (guint i = 0; i < draft->speakers->len && !bill_draft_has(draft, BILL_FIELD_URL); i++) {
		struct bill_speaker *speaker = &g_array_index(draft->speakers, struct bill_speaker, i);
		size_t keep = 0;
		g_autofree char *address = speaker->bio.text ? bill_listing_last_address(speaker->bio.text, &keep) : NULL;
		g_autofree char *bio = address && keep ? g_strndup(speaker->bio.text, keep) : NULL;

		if (!bio)
			continue;
		bill_draft_guess(draft, BILL_FIELD_URL, address, speaker->bio.at);
		speaker->bio = bill_draft_value(draft, bio, speaker->bio.at);
	}
}

static void guess_affiliation(struct bill_listing *listing)
{
	struct bill_draft *draft = listing->draft;
	struct bill_speaker *speaker = draft->speakers->len == 1 ? &g_array_index(draft->speakers, struct bill_speaker, 0) : NULL;
	g_autofree char *found =
		speaker && speaker->bio.text && !speaker->affiliation.text ? bill_listing_affiliation(speaker->bio.text) : NULL;

	if (!found)
		return;
	speaker->affiliation = bill_draft_value(draft, found, speaker->bio.at);
	speaker->affiliation.guessed = true;
}

/* A bio or affiliation may have come before the heading gave the name: one person, not two. */
static void join_nameless(struct bill_listing *listing)
{
	GArray *speakers = listing->draft->speakers;
	struct bill_speaker *first, *second;

	if (speakers->len != 2)
		return;
	first = &g_array_index(speakers, struct bill_speaker, 0);
	second = &g_array_index(speakers, struct bill_speaker, 1);
	if (first->name.text)
		return;
	first->name = second->name;
	if (!first->affiliation.text)
		first->affiliation = second->affiliation;
	g_array_set_size(speakers, 1);
}

static void take_tag(struct bill_listing *listing)
{
	if (!listing->tag)
		return;
	if (!bill_draft_has(listing->draft, BILL_FIELD_SERIES) && bill_words_series(listing->tag))
		bill_draft_guess(listing->draft, BILL_FIELD_SERIES, listing->tag, listing->heading_at);
	else
		bill_draft_extra(listing->draft, "list", listing->tag, listing->heading_at);
}

static void understand(struct bill_listing *listing, const GPtrArray *sections, struct bill_at at)
{
	struct bill_draft *draft = listing->draft;

	sort_sections(listing, sections);
	take_sections(listing, sections);
	bill_listing_links(listing);
	bill_listing_head_lines(listing);
	if (!draft->start.date.given)
		bill_listing_prose(listing);
	bill_listing_first_line(listing);
	bill_listing_clock_lines(listing);
	bill_listing_heading(listing);
	join_nameless(listing);
	take_tag(listing);
	bill_listing_place(listing);
	bill_listing_bios(listing);
	take_rest(listing);
	move_address(listing);
	guess_affiliation(listing);
	if (!bill_draft_has(draft, BILL_FIELD_TITLE) && !bill_draft_has(draft, BILL_FIELD_SERIES) && listing->heading)
		bill_draft_set(draft, BILL_FIELD_TITLE, listing->heading, listing->heading_at);
	if (!bill_draft_has(draft, BILL_FIELD_LANGUAGE) && listing->language)
		bill_draft_guess(draft, BILL_FIELD_LANGUAGE, listing->language, at);
}

static void clear_free_text(void *data)
{
	g_free(((struct bill_free_text *)data)->text);
}

static bool check_lines(const struct bill_src *src, struct bill_diags *diags)
{
	int line = 1;

	for (const char *p = src->text; *p; line++) {
		size_t len = strcspn(p, "\n");

		if (len > BILL_MAX_LINE_BYTES)
			return bill_error(diags, (struct bill_at){.src = src, .line = line, .column = 1}, "event/line-too-long",
				"this line is longer than %u MB, so this is no listing", BILL_MAX_LINE_BYTES >> 20);
		p += len + (p[len] == '\n');
	}
	return true;
}

void bill_listing_understand(struct bill_listing *listing, const GPtrArray *sections, const char *text, struct bill_at at)
{
	listing->free_texts = g_array_new(FALSE, FALSE, sizeof(struct bill_free_text));
	g_array_set_clear_func(listing->free_texts, clear_free_text);
	if (!listing->language)
		bill_listing_language(listing, sections, text);
	understand(listing, sections, at);
	g_array_unref(listing->free_texts);
	g_free(listing->heading);
	g_free(listing->tag);
	g_free(listing->speakers);
	g_free(listing->bio);
}

/* One stretch of the file is one event. */
static struct bill_event *event_of(struct bill_reader *reader, const struct bill_listing_part *part, struct bill_diags *diags)
{
	struct bill_at at = {.src = reader->src, .line = part->line, .column = 1};
	struct bill_listing listing = {.draft = bill_draft_new(reader->src, part->line == 1 ? bill_at_file(reader->src) : at, diags)};
	g_autofree char *text = g_strndup(part->text, part->len), *above = g_utf8_make_valid(reader->src->text, (gssize)part->above);
	g_autoptr(GPtrArray) sections = part->sections ? g_ptr_array_ref(part->sections) : NULL;

	bill_mail_blank_head(text);
	bill_mail_open_tables(text);
	if (!sections)
		sections = bill_describe(reader->src, text, part->line);
	listing.draft->year = bill_listing_year(above);
	listing.draft->map = reader->selection ? reader->selection->map : NULL;
	bill_listing_understand(&listing, sections, text, at);
	bill_listing_context(&listing, above);
	if (part->series && !bill_draft_has(listing.draft, BILL_FIELD_SERIES))
		bill_draft_guess(listing.draft, BILL_FIELD_SERIES, part->series, bill_at_file(reader->src));
	return bill_draft_finish(listing.draft);
}

struct bill_event *bill_listing_next(struct bill_reader *reader, struct bill_diags *diags)
{
	if (!reader->parts) {
		if (reader->done || !check_lines(reader->src, diags)) {
			reader->done = true;
			return NULL;
		}
		reader->parts = bill_listing_parts(reader->src, diags);
	}
	while (reader->next < reader->parts->len) {
		struct bill_event *event =
			event_of(reader, &g_array_index(reader->parts, struct bill_listing_part, reader->next++), diags);

		if (event)
			return event;
	}
	return NULL;
}
