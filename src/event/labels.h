/* The table of labels and how they look in a text. */
#ifndef BILL_EVENT_LABELS_H
#define BILL_EVENT_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum bill_label {
	BILL_LABEL_NONE,  /* text without a label */
	BILL_LABEL_EXTRA, /* a label that is not in the table */
	BILL_LABEL_TITLE,
	BILL_LABEL_SUBTITLE,
	BILL_LABEL_SERIES,
	BILL_LABEL_SPEAKER,
	BILL_LABEL_SPEAKERS,
	BILL_LABEL_AFFILIATION,
	BILL_LABEL_ABSTRACT,
	BILL_LABEL_BIO,
	BILL_LABEL_HOST,
	BILL_LABEL_START,
	BILL_LABEL_END,
	BILL_LABEL_WHEN,
	BILL_LABEL_TIME,
	BILL_LABEL_DURATION,
	BILL_LABEL_LOCATION,
	BILL_LABEL_VENUE,
	BILL_LABEL_ROOM,
	BILL_LABEL_ADDRESS,
	BILL_LABEL_URL,
	BILL_LABEL_CONTACT,
	BILL_LABEL_PRICE,
	BILL_LABEL_DOORS,
	BILL_LABEL_SPONSORS,
	BILL_LABEL_PROGRAMME,
	BILL_LABEL_STATUS,
	BILL_LABEL_LANGUAGE,
	BILL_LABEL_KEYWORDS,
	BILL_LABEL_COUNT,
};

/* A label found in a text. */
struct bill_label_match {
	enum bill_label label;
	uint64_t languages; /* bit i: bill_labels_language(i) has this wording */
	size_t start;       /* byte where its wording begins */
	size_t wording;     /* bytes of the wording */
	size_t value;       /* byte where its value begins */
	bool has_colon;     /* or a sign that stands for one; false: a line of its own */
	bool bullet;        /* the line is an item of a list */
};

/* A label, or something like one (BILL_LABEL_EXTRA: "Dress code: black tie"), at the start of a line. */
bool bill_labels_at_line(const char *line, struct bill_label_match *match);
/* The next label inside running text, at or after a byte: it stands at the start of a sentence or clause and has a colon. */
bool bill_labels_inside(const char *text, size_t from, struct bill_label_match *match);
/* Where a line's own text begins: after bullets, "#", ">" and emphasis. *bullet may be NULL. */
size_t bill_labels_skip_marks(const char *line, bool *bullet);
/* "Add to calendar" and the like. */
bool bill_labels_is_furniture(const char *line);
/* The name of the field a wording stands for ("Vortragende" → "speakers"), as a key of a map. NULL: no label. */
const char *bill_labels_field(const char *wording);
/* The label of a wording that stands alone, as at the head of a table; BILL_LABEL_NONE: no label. */
enum bill_label bill_labels_of(const char *wording);
/* The field of a label. */
const char *bill_labels_name(enum bill_label label);
/* NULL: no such bit. */
const char *bill_labels_language(unsigned bit);
/* For the tests: a wording of the table that is not in lower case and NFC, or NULL. */
const char *bill_labels_badly_spelled(void);

#endif
