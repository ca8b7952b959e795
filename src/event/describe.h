/* Prose → sections: which stretch of a text stands under which label. */
#ifndef BILL_EVENT_DESCRIBE_H
#define BILL_EVENT_DESCRIBE_H

#include "event/event.h"
#include "event/labels.h"

struct bill_section {
	enum bill_label label;
	char *key;          /* of BILL_LABEL_EXTRA */
	uint64_t languages; /* of the label */
	struct bill_at at;  /* of the text */
	GString *text;      /* lines, an empty line between paragraphs */
};

/* Sections of a text, in order; line: its first line in src. Free with g_ptr_array_unref. */
GPtrArray *bill_describe(const struct bill_src *src, const char *text, int line);

/* For readers that know the sections already. Free with g_ptr_array_unref; a section belongs to its array. */
GPtrArray *bill_sections_new(void);
struct bill_section *bill_section_add(GPtrArray *sections, enum bill_label label, struct bill_at at);

#endif
