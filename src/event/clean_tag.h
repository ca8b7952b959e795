/* Tags of HTML as they stand in a text. */
#ifndef BILL_EVENT_CLEAN_TAG_H
#define BILL_EVENT_CLEAN_TAG_H

#include "event/clean.h"

#define BILL_MOST_TAGS 128

enum bill_tag_kind {
	BILL_TAG_ANCHOR,
	BILL_TAG_BLOCK,
	BILL_TAG_BREAK,
	BILL_TAG_CELL,
	BILL_TAG_HIDDEN,
	BILL_TAG_INLINE,
	BILL_TAG_ITEM,
	BILL_TAG_LIST,
	BILL_TAG_NUMBERS,
	BILL_TAG_PARAGRAPH,
	BILL_TAG_PICTURE,
	BILL_TAG_PRE,
	BILL_TAG_QUOTE,
	BILL_TAG_ROW,
	BILL_TAG_VOID,
};

struct bill_tag {
	const char *name;
	enum bill_tag_kind what;
	unsigned flags;
};

/* One tag as it stands in the text. */
struct bill_tag_found {
	const struct bill_tag *tag;
	bool closes;
	const char *inside; /* its attributes */
	size_t inside_len;
	size_t len; /* the bytes from "<" to ">" */
};

/* A text, and which elements are known to be closed in it. */
struct bill_tags {
	const char *text, *end;
	signed char closed[BILL_MOST_TAGS]; /* by row of tags.def; 0: not known, 1: yes, -1: no */
};

/* At "<": false when no known tag begins here. */
bool bill_tag_read(struct bill_tags *tags, const char *p, struct bill_tag_found *found);
/* The ">" that ends a tag, outside of quotes; NULL: another tag or the end of the text comes first. */
const char *bill_tag_end(const char *p, const char *end);
size_t bill_tag_name_len(const char *p);
/* Whether "</name" comes anywhere in the text. */
bool bill_tag_is_closed(struct bill_tags *tags, const struct bill_tag *tag);
/* It does not come any more. */
void bill_tag_forget(struct bill_tags *tags, const struct bill_tag *tag);
/* An attribute's value, newly allocated; NULL: the tag lacks it. */
char *bill_tag_attribute(const struct bill_tag_found *found, const char *name);

#endif
