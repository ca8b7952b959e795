/* Small questions about phrases: does it name an institution, a series, a person. */
#ifndef BILL_EVENT_WORDS_H
#define BILL_EVENT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Any word of the phrase is one of an institution ("Sharif University", "UPenn" is not). */
bool bill_words_organisation(const char *phrase);
/* Any word of the phrase is one of a series ("PL & SE Seminar"). */
bool bill_words_series(const char *phrase);
/* Any word of the phrase is one of a place ("Room 12", "Amphithéâtre Hêtre"). */
bool bill_words_place(const char *phrase);
/* Any word of the phrase tells that people take part from elsewhere ("Room 5 and Zoom", "en ligne"). */
bool bill_words_online(const char *phrase);
/* A word of a series right before one of a place: "Main Lecture Theatre", "Seminar Room 2". */
bool bill_words_hall(const char *phrase);
/* A date in this line is not the event's: "Register by 3 May". */
bool bill_words_deadline(const char *line);
/* The line begins by saying what the event costs: "Free admission", "Tickets: £5", "$12 at the door". */
bool bill_words_price(const char *line);
/* The whole phrase is a kind of occasion ("Thesis defense"). */
bool bill_words_occasion(const char *phrase);
/* The bytes of "Talk by " and the like at the start of a line; 0: none. */
size_t bill_words_introduction(const char *line);
/* Two to six words in capitals with particles, initials and honorifics among them, or a short name in Han, kana or Hangul. */
bool bill_words_person(const char *phrase);
/* "MIT", "UC": a word of capitals only, two or more. */
bool bill_words_acronym(const char *phrase);
/* "TBA", "to be announced": what is not known yet. */
bool bill_words_open(const char *text);
/* One word only. */
bool bill_words_single(const char *phrase);

#endif
