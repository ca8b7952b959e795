/* What the parts of the listing reader share. */
#ifndef BILL_EVENT_LISTING_H
#define BILL_EVENT_LISTING_H

#include "event/describe.h"
#include "event/draft.h"

/* A line or paragraph that stands under no label. */
struct bill_free_text {
	char *text; /* NULL: used up */
	struct bill_at at;
	bool in_head; /* before the first label, and short */
	bool apart;   /* a paragraph begins with it, though it is in the head */
	bool aside;   /* no abstract, but kept as notes */
};

struct bill_listing {
	struct bill_draft *draft;
	const char *language; /* of most labels, or of the script; NULL: not known */
	GArray *free_texts;   /* struct bill_free_text, after the heading */
	char *heading;        /* NULL: the text begins with a label, or the heading was used up */
	struct bill_at heading_at;
	char *tag;        /* "Colloquium" of the mail "[Colloquium] Thursday: …"; NULL: none */
	char *room_label; /* "Raum", as the label of a room is written; NULL: none */
	char *speakers;   /* as labelled; NULL: no label */
	char *bio;        /* as labelled; NULL: no label */
	int dated_line;   /* the last that told the day or the time without a label; 0: none */
	bool labelled;    /* there is any label at all */
	bool greeted;     /* it is a letter: what follows is sentences */
	bool titled;      /* there is a label for the title */
	bool described;   /* a description of an event whose own fields are set: they win */
};

/* What stands over and under all parts of a file and tells of each: the bytes before the first, and where the text after the last
 * begins; 0: none. */
struct bill_listing_frame {
	size_t above, below;
};

/* A stretch of a file that tells of one event. */
struct bill_listing_part {
	const char *text;
	size_t len;
	int line;
	char *series;        /* the heading over all parts; NULL: none */
	char *term;          /* "Spring 2027" of that heading; NULL: none */
	GPtrArray *sections; /* of a row of a table; NULL: the text is to be taken apart */
	struct bill_listing_frame frame;
	const char *again; /* the same in another language; NULL: there is none */
	size_t again_len;
};

/* ---- read_listing.c ---- */
/* Fills the draft from the sections of a text. draft and sections are the caller's; heading, speakers and bio are used up. */
void bill_listing_understand(struct bill_listing *listing, const GPtrArray *sections, const char *text, struct bill_at at);

/* ---- listing_sections.c ---- */
/* Every labelled section; speakers before their bios and affiliations, whatever their order in the text. */
void bill_listing_sections(struct bill_listing *listing, const GPtrArray *sections);
/* “Title” → Title, where the marks are around all of it. Newly allocated. */
char *bill_listing_without_quotes(const char *text);
/* Without emphasis around all of a short value, and marks a label left at its end. Newly allocated. */
char *bill_listing_plain_value(const char *text);

/* ---- listing_language.c ---- */
void bill_listing_language(struct bill_listing *listing, const GPtrArray *sections, const char *text);

/* ---- mail.c ---- */
/* The subject without "Subject:", "Fwd:" and a list's tag, which the listing keeps. Borrowed from the line. */
const char *bill_mail_subject(struct bill_listing *listing, const char *line);
/* The bytes of the head of a mail that a text begins with ("From: …", "Subject: …"); 0: none. */
size_t bill_mail_head(const char *text);
/* The lines of the heads of a mail, and of those it forwards, become blanks, but for the first subject. In place. */
void bill_mail_blank_head(char *text);
/* A few words over a quoted mail that is the announcement: they are taken out, and the quoted lines become lines of their own, in
 * place. Newly allocated; NULL: there is nothing of the kind. */
char *bill_mail_cover(char *text);
/* "| Title | On Bridges |" becomes "  Title: On Bridges", in place, so that columns stay. */
void bill_mail_open_tables(char *text);

/* ---- parts.c ---- */
/* The events of a text, in order: one, or several where that is certain. struct bill_listing_part; free with g_array_unref. */
GArray *bill_listing_parts(const struct bill_src *src, struct bill_diags *diags);

/* ---- rows.c ---- */
/* Events in the rows of a table, or in lines that begin with a date: appended to the parts.
 * False: there are none. Rows that say "no seminar" are told. */
bool bill_listing_table(const struct bill_src *src, GArray *parts, struct bill_listing_frame *frame, struct bill_diags *diags);
bool bill_listing_programme(
	const struct bill_src *src, GArray *parts, struct bill_listing_frame *frame, struct bill_diags *diags);
/* A day on which something may still take place: not one of 1848. */
bool bill_listing_is_day(const struct bill_when *when);
/* The bytes of a date and the sign after it ("April 8: ") at the start of a text, *date of the date alone; 0: none. */
size_t bill_listing_dated(const char *text, size_t *date);
/* “Title” at the end, and who it is by before it; newly allocated. False: there are no such marks. */
bool bill_listing_quoted_end(const char *text, char **who, char **what);

/* ---- heading.c ---- */
/* "*** Lunch talk ***" → "Lunch talk". Newly allocated. */
char *bill_listing_without_ornament(const char *line);
/* "Ann Lee (Elm College): On Bridges", in either order: a person who is sure to be one, and the rest. Newly allocated; false:
 * neither. */
bool bill_listing_who_and_what(const char *text, char **who, char **what);
/* Series, title and speaker of the first line, as far as no label gives them. */
void bill_listing_heading(struct bill_listing *listing);

/* ---- term.c ---- */
/* The year that the words over a programme name ("Spring 2027"); 0: none, or several. */
int bill_listing_year(const char *above);
/* "Spring 2027 Physics Seminar" → "Physics Seminar", in place, and the term, newly allocated: it changes and the series stays.
 * NULL: there is none. */
char *bill_listing_cut_term(char *series);

/* ---- first_line.c ---- */
/* What the first line says beside its title: that the event is off, its day, its place, who speaks; the heading keeps the rest.
 */
void bill_listing_first_line(struct bill_listing *listing);

/* ---- date_line.c ---- */
/* No lower-case words but small ones, a capital or a digit first: "St Oak's Church, Mill Lane". */
bool bill_listing_is_place_like(const char *text);
/* "Elmtown, Norway": two names of one or two words each, none of an institution. */
bool bill_listing_is_town(const char *text);
/* "Biology 100", "Hazel 214": one or two names and the number of a room. */
bool bill_listing_is_numbered(const char *text);
/* The place after the date of a sentence: "Elm Hall 111" of "at 3 pm in Elm Hall 111." NULL: none. Newly allocated. */
char *bill_listing_place_in(const char *sentence, const char *language);
/* "Elm Hall" of "Friday, 7 March 2025, 19:30, Elm Hall". NULL: none. Newly allocated. */
char *bill_listing_place_after(const char *line, const char *language);
/* "Friday, 7 March 2025, 19:30, Elm Hall": when, and perhaps where, but no title. */
bool bill_listing_is_dated_line(const char *line, const char *language);
/* "Every Tuesday, 6–8 pm": hardly more than a day or time, known or not. */
bool bill_listing_is_timed_line(const char *line, const char *language);
/* Takes when and where from a line that tells them. False: it tells something else, or nothing new. */
bool bill_listing_date_line(struct bill_listing *listing, struct bill_free_text *line);
/* Times of day of lines without a day, once the day is known from elsewhere. */
void bill_listing_clock_lines(struct bill_listing *listing);

/* A programme under headings of days lasts until the last of them. */
void bill_listing_last_day(struct bill_listing *listing, const char *text);

/* ---- doors.c ---- */
/* "doors 7, show 8", "5.30 for 6pm": both times are taken, and cut off in place. */
bool bill_listing_doors(struct bill_listing *listing, char *line, struct bill_at at);

/* ---- head_lines.c ---- */
/* Facts of the lines under the heading that have no label: date, place, speaker, title, price. */
void bill_listing_head_lines(struct bill_listing *listing);

/* ---- prose.c ---- */
/* What the lines over a programme say of all its events: "Thursdays at 4 pm in Elm Hall". */
void bill_listing_context(struct bill_listing *listing, const char *above);
/* A place that is only known in parts becomes the location. */
void bill_listing_place(struct bill_listing *listing);
/* Facts inside running text, where the listing has neither labels nor a date: "… on Monday, 3 March 2025 at 1 pm in Hall 1." */
void bill_listing_prose(struct bill_listing *listing);
/* "Dear all," */
bool bill_listing_is_greeting(const char *text);
/* Lines that are nothing but an address or a link. */
void bill_listing_links(struct bill_listing *listing);
/* The address of a sentence that invites to follow it ("Register at https://… by Friday."), where there is none yet; and what a
 * meeting is dialled by stands aside. */
void bill_listing_invited(struct bill_listing *listing);
/* The address at the end of a text with the few words before it ("Please see https://…"): NULL, or newly allocated, and *keep
 * receives the bytes of text before that sentence. */
char *bill_listing_last_address(const char *text, size_t *keep);

/* ---- left_out.c ---- */
struct bill_reader;
/* Remembers every word of an event. */
void bill_left_out_keep(struct bill_reader *reader, const struct bill_event *event);
/* Tells of each line of the file the words that none of its events holds. language: the last event's. */
void bill_left_out_tell(struct bill_reader *reader, const char *language, struct bill_diags *diags);

/* ---- rejoin.c ---- */
/* "in-\nsulated. We" → "insulated.\nWe". Newly allocated. */
char *bill_listing_rejoin(const char *text);

/* ---- bio.c ---- */
/* "Stanford University" of "Mark is a Ph.D. candidate at Stanford University, where …". NULL: not sure. Newly allocated. */
char *bill_listing_affiliation(const char *bio);
/* Paragraphs under no label that begin with a speaker's name ("Ann Lee is …") are the speaker's biography. */
void bill_listing_bios(struct bill_listing *listing);

#endif
