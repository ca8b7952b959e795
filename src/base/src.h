/* A text that was read, and places in it. */
#ifndef BILL_BASE_SRC_H
#define BILL_BASE_SRC_H

#include <stdbool.h>
#include <stddef.h>

struct bill_diags;

/* Counted references, so that an event can outlive its reader and still name its lines. */
struct bill_src {
	char *name; /* as the user wrote it; "-" is standard input */
	char *text; /* NUL-terminated after len bytes; may hold NUL bytes before that */
	size_t len;
	struct bill_src_marks *marks; /* where lines of this text begin; NULL until one far down is asked for */
};

/* A place: where a node, a field or a value was written. src NULL: nowhere in particular; line 0: the whole file. */
struct bill_at {
	const struct bill_src *src; /* borrowed */
	int line, column;           /* from 1; columns count code points */
};

/* Reads a regular file (or "-") whole, at most cap bytes. NULL after a diagnostic: src/missing, src/folder,
 * src/unreadable or src/too-large (exit status 4 in the command line). */
struct bill_src *bill_src_open(const char *path, size_t cap, struct bill_diags *diags);
/* Copies the text. */
struct bill_src *bill_src_new(const char *name, const char *text, size_t len);
struct bill_src *bill_src_ref(const struct bill_src *src);
void bill_src_unref(const struct bill_src *src); /* NULL is allowed */

/* The file as a whole, without a line. */
struct bill_at bill_at_file(const struct bill_src *src);
/* The place of a byte offset; counts lines from the start, so it is for complaints, not for loops. */
struct bill_at bill_at_offset(const struct bill_src *src, size_t offset);

/* The start of a line, counted from 1, and its bytes without the line feed. NULL: there is no such line. */
const char *bill_src_line(const struct bill_src *src, int line, size_t *len);

/* Checks the encoding of a text meant for people: a UTF-8 (or UTF-16) byte-order mark is taken off, UTF-16 is converted,
 * NUL bytes or invalid UTF-8 are errors src/binary and src/encoding with their place. May replace src->text. */
bool bill_src_check_text(struct bill_src *src, struct bill_diags *diags);

#endif
