/* A PDF as cairo 1.16 writes it, taken apart into objects and put together again. */
#ifndef BILL_SURFACE_OBJECTS_H
#define BILL_SURFACE_OBJECTS_H

#include <glib.h>
#include <stdbool.h>

/* Not libqpdf: loading it takes 5 ms of the 30 that a poster takes, a pass 2 to 3; this takes a tenth of one, and all it has to
 * read is what one version of one library writes. */
struct bill_objects;

/* NULL when it does not look as cairo writes it. The bytes must stay as they are until the objects are closed. */
struct bill_objects *bill_objects_open(const GByteArray *pdf);
/* Writes the file anew. Frees the objects. */
GByteArray *bill_objects_close(struct bill_objects *objects);

/* Objects are numbered from 1 to less than this. */
unsigned bill_objects_count(const struct bill_objects *objects);
/* Whether its dictionary begins with these words. */
bool bill_object_is(const struct bill_objects *objects, unsigned i, const char *kind);
/* Whether words stand in its dictionary, and behind them: the text up to the end of the line. Newly allocated, or NULL. */
char *bill_object_find(const struct bill_objects *objects, unsigned i, const char *words);
/* Puts text behind the first such words of its dictionary; nothing when they are not there. */
void bill_object_insert(struct bill_objects *objects, unsigned i, const char *words, const char *text);
/* Changes the first such words. */
void bill_object_replace(struct bill_objects *objects, unsigned i, const char *words, const char *text);
/* Appends an object; its number. */
unsigned bill_objects_add(struct bill_objects *objects, const char *body);

/* A stream's bytes, inflated; NULL when it is none or cannot be. */
GString *bill_object_stream(const struct bill_objects *objects, unsigned i);
/* Of one that was read: deflated anew, its length told. */
void bill_object_set_stream(struct bill_objects *objects, unsigned i, const GString *stream);

/* ISO 32000-1, 7.9.2.2: a text string is UTF-16BE with its mark; in hexadecimal nothing needs escaping. */
void bill_append_pdf_text(GString *out, const char *text);

#endif
