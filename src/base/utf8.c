/* Small questions about UTF-8 words: how far apart two are, which one was meant. */
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

#define LONGEST 64

struct word {
	gunichar points[LONGEST]; /* case folded */
	unsigned count;           /* of points */
	unsigned length;          /* of the whole word */
};

gunichar bill_utf8_next(const char **at, const char *end)
{
	unsigned char byte = (unsigned char)**at;
	if (byte < 0x80) {
		(*at)++;
		return byte;
	}
	gunichar point = g_utf8_get_char_validated(*at, end - *at);
	if (point == (gunichar)-1 || point == (gunichar)-2) {
		(*at)++;
		return 0xfffd;
	}
	*at += g_utf8_skip[byte];
	return point;
}

/* Eight ASCII letters at a time: a file of events may be one line of many megabytes. */
size_t bill_utf8_skip(const char **at, const char *end, size_t points)
{
	size_t done = 0;
	while (done < points && *at < end) {
		guint64 eight;
		for (; points - done >= 8 && end - *at >= 8; *at += 8, done += 8) {
			memcpy(&eight, *at, 8);
			if (eight & G_GUINT64_CONSTANT(0x8080808080808080))
				break;
		}
		if (done < points && *at < end) {
			bill_utf8_next(at, end);
			done++;
		}
	}
	return done;
}

/* Through the capital, so that the two small sigmas are one letter. */
static gunichar fold(gunichar point)
{
	return g_unichar_tolower(g_unichar_toupper(point));
}

static void word_read(struct word *word, const char *text)
{
	const char *end = text + strlen(text);
	word->count = word->length = 0;
	while (text < end) {
		gunichar point = bill_utf8_next(&text, end);
		if (word->count < LONGEST)
			word->points[word->count++] = fold(point);
		word->length++;
	}
}

/* Optimal string alignment: Damerau's four mistakes, no part edited twice. Three rows are enough. */
static unsigned distance(const struct word *a, const struct word *b)
{
	unsigned rows[3][LONGEST + 1];
	unsigned *before = rows[0], *last = rows[1], *now = rows[2];
	for (unsigned j = 0; j <= b->count; j++)
		last[j] = j;
	for (unsigned i = 1; i <= a->count; i++) {
		now[0] = i;
		for (unsigned j = 1; j <= b->count; j++) {
			gunichar x = a->points[i - 1], y = b->points[j - 1];
			now[j] = MIN(last[j - 1] + (x != y), MIN(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && x == b->points[j - 2] && a->points[i - 2] == y)
				now[j] = MIN(now[j], before[j - 2] + 1);
		}
		unsigned *spare = before;
		before = last;
		last = now;
		now = spare;
	}
	unsigned beyond_a = a->length - a->count, beyond_b = b->length - b->count;
	return last[b->count] + (beyond_a > beyond_b ? beyond_a - beyond_b : beyond_b - beyond_a);
}

unsigned bill_utf8_distance(const char *a, const char *b)
{
	struct word x, y;
	word_read(&x, a);
	word_read(&y, b);
	return distance(&x, &y);
}

/* Without the signs that join words: "heading_style", "heading style" and "headingStyle" are all heading-style. */
static struct word squeeze(const struct word *word)
{
	struct word squeezed = {.length = word->length};
	for (unsigned i = 0; i < word->count; i++)
		if (!strchr("-_ .", word->points[i] < 0x80 ? (int)word->points[i] : 'x') || !word->points[i])
			squeezed.points[squeezed.count++] = word->points[i];
	return squeezed;
}

static bool same_squeezed(const struct word *a, const struct word *b)
{
	struct word x = squeeze(a), y = squeeze(b);
	return x.count && x.count == y.count && memcmp(x.points, y.points, x.count * sizeof x.points[0]) == 0;
}

/* One begins with the other, and the shorter is long enough to say something. */
static bool prefix(const struct word *a, const struct word *b)
{
	unsigned shorter = MIN(a->count, b->count);
	return shorter >= 3 && memcmp(a->points, b->points, shorter * sizeof a->points[0]) == 0;
}

#define FAR 1000

/* How near the candidate is to the word; FAR: not meant. A typing mistake weighs less than a word cut short. */
static unsigned rank(const struct word *word, const struct word *candidate)
{
	if (word->length > LONGEST || candidate->length > LONGEST)
		return FAR;
	if (same_squeezed(word, candidate))
		return 0;
	unsigned edits = distance(word, candidate), allowed = MAX(1, word->length / 3);
	if (edits <= allowed && edits < word->length)
		return edits;
	return prefix(word, candidate) ? LONGEST + edits : FAR;
}

const char *bill_utf8_nearest(const char *word, const char *(*next)(size_t i, const void *data), const void *data)
{
	struct word meant, candidate;
	word_read(&meant, word);
	const char *best = NULL, *text;
	unsigned best_rank = FAR;
	for (size_t i = 0; (text = next(i, data)); i++) {
		word_read(&candidate, text);
		unsigned r = rank(&meant, &candidate);
		if (r < best_rank) {
			best_rank = r;
			best = text;
		}
	}
	return best;
}

struct words {
	const char *const *items;
	size_t count;
};

static const char *next_of(size_t i, const void *data)
{
	const struct words *words = data;
	return i < words->count ? words->items[i] : NULL;
}

const char *bill_utf8_nearest_of(const char *word, const char *const *words, size_t n)
{
	struct words all = {words, n};
	return bill_utf8_nearest(word, next_of, &all);
}
