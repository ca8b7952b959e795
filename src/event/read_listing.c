/* A listing in plain text: its sections become fields, and what has no label is asked what it could be. */
#include "event/listing.h"
#include "event/locale.h"
#include "event/reader.h"
#include "event/select.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

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
	g_autofree char *day = rest ? g_strndup(subject, date) : NULL, *text = bill_listing_plain_value(subject + rest);

	if (day && !listing->draft->start.date.given)
		bill_draft_when(listing->draft, 'r', "when", day, listing->language, at);
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

/* "ROOM CHANGE", "Reminder:", "Tomorrow!": what a mail calls out before its heading. */
static bool is_call(const char *line)
{
	static const char *const calls[] = {"room change", "change of room", "note room change", "note change of room", "time change",
		"new time", "new room", "venue change", "reminder", "gentle reminder", "friendly reminder", "update", "updated",
		"correction", "corrected", "last call", "today", "tomorrow", "this week", "raumänderung", "terminänderung", "erinnerung",
		"achtung", "rappel", "changement de salle", "recordatorio", "cambio de aula", "promemoria", "cambio aula", "herinnering",
		"przypomnienie", "напоминание", "lembrete", "påminnelse", "fyi", "all welcome", "save the date", "announcement"};
	g_autofree char *lower = g_utf8_strdown(line + bill_labels_skip_marks(line, NULL), -1);
	size_t len = strlen(lower);

	while (len && strchr(" !:*.-", lower[len - 1]))
		lower[--len] = '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(calls); i++)
		if (strcmp(lower, calls[i]) == 0)
			return true;
	return false;
}

/* Whether a line above everything that was understood is the heading: not a date, nor the first sentence of a letter. */
static bool is_heading(const struct bill_listing *listing, const char *line)
{
	if (listing->heading || !*line || (listing->greeted && (g_utf8_strlen(line, -1) > 60 || g_str_has_suffix(line, "."))))
		return false;
	return !bill_listing_is_dated_line(line + bill_labels_skip_marks(line, NULL), listing->language);
}

/* Lines of a section before the first label stand for themselves while they are short; a text's paragraphs stay whole. */
static void add_section(struct bill_listing *listing, const struct bill_section *section, bool first, bool in_head)
{
	enum { MOST_HEAD_LINES = 400, MOST_PARAGRAPHS = 2000 }; /* an event has fewer; each is asked many questions */
	g_auto(GStrv) paragraphs = g_strsplit(section->text->str, "\n\n", MOST_PARAGRAPHS);
	struct bill_at at = section->at;

	for (char **paragraph = paragraphs; *paragraph; paragraph++) {
		g_auto(GStrv) lines = g_strsplit(*paragraph, "\n", -1);

		for (char **line = lines; *line; line++, at.line++) {
			bool short_line = in_head && g_utf8_strlen(*line, -1) <= 140 && listing->free_texts->len < MOST_HEAD_LINES;

			if (!listing->heading && first && in_head && bill_listing_is_greeting(*line)) {
				at.column = 1;
				listing->greeted = true;
				continue;
			}
			if (first && in_head && !listing->heading && is_call(*line)) {
				bill_draft_extra(listing->draft, "call", *line, at);
			} else if (first && in_head && is_heading(listing, *line)) {
				take_heading(listing, *line, at);
			} else if (short_line || g_strv_length(lines) == 1) {
				if (short_line)
					drop_strong(*line);
				add_free(listing, *line, at, short_line);
				g_array_index(listing->free_texts, struct bill_free_text, listing->free_texts->len - 1).apart =
					!first && line == lines;
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
			g_string_append(rest, text->in_head && !text->apart ? "\n" : "\n\n");
		g_string_append(rest, text->text);
	}
	return rest->len ? bill_listing_rejoin(rest->str) : NULL;
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
	bool in_head = true; /* until the first running text */

	for (guint i = 0; i < sections->len; i++) {
		const struct bill_section *section = g_ptr_array_index(sections, i);

		if (section->label == BILL_LABEL_NONE)
			add_section(listing, section, i == 0, in_head);
		else
			listing->labelled = true;
		in_head = in_head && section->label != BILL_LABEL_ABSTRACT && section->label != BILL_LABEL_BIO &&
				  section->label != BILL_LABEL_PROGRAMME;
		listing->titled = listing->titled || section->label == BILL_LABEL_TITLE;
		if (section->label == BILL_LABEL_ROOM && section->key && !listing->room_label)
			listing->room_label = g_strdup(section->key);
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

static void understand(struct bill_listing *listing, const GPtrArray *sections, const char *text, struct bill_at at)
{
	struct bill_draft *draft = listing->draft;

	sort_sections(listing, sections);
	bill_listing_sections(listing, sections);
	bill_listing_links(listing);
	bill_listing_head_lines(listing);
	if (!draft->start.date.given)
		bill_listing_prose(listing);
	bill_listing_first_line(listing);
	bill_listing_clock_lines(listing);
	bill_listing_last_day(listing, text);
	bill_listing_heading(listing);
	join_nameless(listing);
	take_tag(listing);
	bill_listing_place(listing);
	bill_listing_bios(listing);
	bill_listing_invited(listing);
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
	understand(listing, sections, text, at);
	g_array_unref(listing->free_texts);
	g_free(listing->heading);
	g_free(listing->tag);
	g_free(listing->room_label);
	g_free(listing->speakers);
	g_free(listing->bio);
}

/* What stands over and under all parts, as one text. */
static char *around_of(const struct bill_src *src, const struct bill_listing_frame *frame)
{
	enum { LONGEST_BELOW = 1000 };
	g_autofree char *above = g_strndup(src->text, frame->above);
	g_autofree char *below = g_strndup(frame->below ? src->text + frame->below : "", LONGEST_BELOW);
	g_autofree char *both = g_strconcat(above, *below ? "\n" : "", below, NULL);

	return g_utf8_make_valid(both, -1);
}

/* One stretch of the file is one event. */
static struct bill_event *event_of(struct bill_reader *reader, const struct bill_listing_part *part, struct bill_diags *diags)
{
	struct bill_at at = {.src = reader->src, .line = part->line, .column = 1};
	struct bill_listing listing = {.draft = bill_draft_new(reader->src, part->line == 1 ? bill_at_file(reader->src) : at, diags)};
	g_autofree char *text = g_strndup(part->text, part->len), *around = around_of(reader->src, &part->frame);
	g_autoptr(GPtrArray) sections = part->sections ? g_ptr_array_ref(part->sections) : NULL;
	g_autofree char *cover = NULL;

	bill_mail_blank_head(text);
	cover = bill_mail_cover(text);
	bill_mail_open_tables(text);
	if (!sections)
		sections = bill_describe(reader->src, text, part->line);
	listing.draft->year = bill_listing_year(around);
	listing.draft->map = reader->selection ? reader->selection->map : NULL;
	bill_listing_understand(&listing, sections, text, at);
	bill_listing_context(&listing, around);
	if (part->series && !bill_draft_has(listing.draft, BILL_FIELD_SERIES))
		bill_draft_guess(listing.draft, BILL_FIELD_SERIES, part->series, bill_at_file(reader->src));
	if (cover)
		bill_draft_extra(listing.draft, "cover", cover, at);
	if (part->again) {
		g_autofree char *again = g_strndup(part->again, part->again_len);

		bill_draft_extra(listing.draft, "translation", again, at);
	}
	if (part->term)
		bill_draft_extra(listing.draft, "term", part->term, bill_at_file(reader->src));
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
			bill_left_out_keep(reader, event);
		if (reader->next == reader->parts->len)
			bill_left_out_tell(reader, event ? bill_event_language(event) : NULL, diags);
		if (event)
			return event;
	}
	return NULL;
}
