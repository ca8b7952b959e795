/* An event in the making: what every reader fills, field by field. */
#ifndef BILL_EVENT_DRAFT_H
#define BILL_EVENT_DRAFT_H

#include "event/alias.h"
#include "event/event.h"
#include "event/when.h"

struct bill_draft {
	struct bill_event *event;
	struct bill_diags *diags;         /* borrowed */
	const struct bill_alias_map *map; /* the user's names; may be NULL */
	GArray *speakers;                 /* struct bill_speaker */
	GArray *keywords, *logos;         /* struct bill_value */
	GArray *programme;                /* struct bill_item */
	GArray *extras;                   /* struct bill_extra */
	struct bill_when_part start, end;
	bool all_day;
	int64_t duration; /* seconds, where no end is given; 0: not known */
	int year;         /* of dates that have none, as the file's heading says; 0: not known */
};

struct bill_draft *bill_draft_new(const struct bill_src *src, struct bill_at at, struct bill_diags *diags);
/* The finished event; the draft is gone. NULL after event/empty when it holds nothing. */
struct bill_event *bill_draft_finish(struct bill_draft *draft);

/* Trimmed, NFC, "\n" for every line end, no control characters, under the cap; text NULL when nothing is left. */
struct bill_value bill_draft_value(struct bill_draft *draft, const char *text, struct bill_at at);
/* A later value replaces an earlier one; empty text changes nothing. */
void bill_draft_set(struct bill_draft *draft, enum bill_field field, const char *text, struct bill_at at);
void bill_draft_guess(struct bill_draft *draft, enum bill_field field, const char *text, struct bill_at at);
bool bill_draft_has(const struct bill_draft *draft, enum bill_field field);

/* Appends one; NULL after event/too-many-speakers. Valid until the next is appended. */
struct bill_speaker *bill_draft_add_speaker(struct bill_draft *draft, struct bill_at at);
/* The first speaker, made when there is none; NULL never. */
struct bill_speaker *bill_draft_first_speaker(struct bill_draft *draft, struct bill_at at);
/* One text that names one or several people, with their affiliations ("A B (X) and C D, Y"). plural: it is known to be a list. */
void bill_draft_people(struct bill_draft *draft, const char *text, struct bill_at at, bool plural, bool guessed);
/* Keywords of one text, separated by commas or semicolons. */
void bill_draft_keywords(struct bill_draft *draft, const char *text, struct bill_at at);
void bill_draft_append(struct bill_draft *draft, GArray *values, const char *text, struct bill_at at);
void bill_draft_extra(struct bill_draft *draft, const char *key, const char *text, struct bill_at at);
/* The text of an extra; NULL: there is none. */
const char *bill_draft_extra_of(const struct bill_draft *draft, const char *key);
void bill_draft_language(struct bill_draft *draft, const char *text, struct bill_at at);
void bill_draft_zone(struct bill_draft *draft, const char *text, struct bill_at at);

/* A date, a time or a range of them. which: 's' the start, 'e' the end, 'r' both. language: the text's, or NULL.
 * A text without any date or time is a warning event/bad-date, and kept as an extra under `key`. False: nothing was found. */
bool bill_draft_when(
	struct bill_draft *draft, char which, const char *key, const char *text, const char *language, struct bill_at at);
/* The parts that were found in some text. */
void bill_draft_take_when(struct bill_draft *draft, char which, const struct bill_when *when, struct bill_at at);

/* One pair of a map, whatever its key is: a field, an alias of one, a derived name, or an extra. */
void bill_draft_put(struct bill_draft *draft, const char *key, const char *text, struct bill_at at);

/* "00:30", "1:30:00", "PT1H30M", "90 min". False: it is none; *seconds is untouched. */
bool bill_draft_duration(const char *text, int64_t *seconds);

/* ---- programme.c ---- */
/* What follows one another, one a line: "09:00 Arrival", "10:00–11:00 Waves – Ann Lee", "Clara Schumann (1819–1896): Trio". */
void bill_draft_programme(struct bill_draft *draft, const char *text, struct bill_at at);
/* The same, where its lines begin with a time or a composer; running text under such a heading joins the abstract. */
void bill_draft_described_programme(struct bill_draft *draft, const char *text, struct bill_at at);
/* The same of a list or a map of a YAML or JSON file. */
void bill_draft_put_programme(struct bill_draft *draft, const struct bill_yaml *node);
/* The time of day of "2027-04-10T19:00"; any other text as it is. Newly allocated. */
char *bill_draft_clock(const char *text);

/* ---- boilerplate.c ---- */
/* The text without what programs add (how to join online, which becomes the extra `online`, and marks of page builders); NULL:
 * there is none. Newly allocated. */
char *bill_draft_without_boilerplate(struct bill_draft *draft, const char *text, struct bill_at at);

/* ---- description.c ---- */
/* A description: taken apart like a listing where it has labels of its own ("Speaker: … Abstract: …"), else the abstract. */
void bill_draft_describe(struct bill_draft *draft, const char *text, struct bill_at at);

/* A title such as "Ann Lee (Elm College) - On Bridges" names its speaker, where nothing else does: a guess. */
void bill_draft_split_title(struct bill_draft *draft);

/* ---- tongue.c ---- */
/* Guesses the language of an event that does not say it, where its script or its small words tell. English stays unsaid. */
void bill_draft_find_language(struct bill_draft *draft);
/* The language of most of a table's headings (char *); NULL: English, or not clear. */
const char *bill_language_of_headings(const GPtrArray *headings);

/* ---- tree.c ---- */
/* The text of a scalar, of schema.org's {name} and {url}, or of the first of a list of such. NULL: there is none. */
const char *bill_tree_name(const struct bill_yaml *node);
/* The same where a web address or a file is wanted. */
const char *bill_tree_address(const struct bill_yaml *node);
/* One of the speakers: a name, or a map of what is known of them. */
void bill_tree_put_speaker(struct bill_draft *draft, const struct bill_yaml *node);
/* The logo of schema.org's Organization: {name, logo}. */
void bill_tree_take_logo(struct bill_draft *draft, const struct bill_yaml *map);
/* An event from a map of a YAML or JSON file. names: the user's; may be NULL. */
struct bill_event *bill_event_from_tree(
	const struct bill_src *src, const struct bill_yaml *map, const struct bill_alias_map *names, struct bill_diags *diags);

/* ---- tree_known.c ---- */
/* A map under a key whose meaning is known: a place, a price, a time. plain: our name of the key. False: it is none. */
bool bill_tree_put_known(struct bill_draft *draft, const char *plain, const struct bill_yaml *map);

/* ---- tree_keys.c ---- */
/* The name under which a pair of a map is understood. */
struct bill_tree_key {
	char *name;   /* ours where there is one; NULL: it is kept as an extra under its own */
	bool renamed; /* not what its own spelling stands for */
};

/* One for each pair; the draft may learn the keys' language. */
struct bill_tree_key *bill_tree_keys(struct bill_draft *draft, const struct bill_yaml *map);
void bill_tree_keys_free(struct bill_tree_key *keys, size_t n);

#endif
