/* Small questions about UTF-8 words. */
#ifndef BILL_BASE_UTF8_H
#define BILL_BASE_UTF8_H

#include <glib.h>
#include <stddef.h>

/* The code point at *at, which moves behind it; *at < end. A byte that is not UTF-8 counts as one U+FFFD: so places are counted.
 */
gunichar bill_utf8_next(const char **at, const char *end);

/* Moves over at most `points` code points, counted in the same way; returns how many there were before the end. */
size_t bill_utf8_skip(const char **at, const char *end, size_t points);

/* Edits (insert, delete, replace, swap of neighbours) between two words, case ignored; Damerau 1964. Beyond 64 code points only
 * the lengths are compared. */
unsigned bill_utf8_distance(const char *a, const char *b);

/* The candidate nearest to a mistyped word, or NULL when none is near enough to be meant.
 * next(i, data) gives the i-th candidate, NULL after the last. */
const char *bill_utf8_nearest(const char *word, const char *(*next)(size_t i, const void *data), const void *data);

/* The same over an array of n strings. */
const char *bill_utf8_nearest_of(const char *word, const char *const *words, size_t n);

#endif
