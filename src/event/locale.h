/* Words of dates by language: ICU's names of months and weekdays, and our own words beside them. */
#ifndef BILL_EVENT_LOCALE_H
#define BILL_EVENT_LOCALE_H

#include <stddef.h>
#include <stdint.h>

enum bill_word_kind {
	BILL_WORD_MONTH,
	BILL_WORD_WEEKDAY,
	BILL_WORD_RANGE,
	BILL_WORD_FILLER,
	BILL_WORD_CLOCK,
	BILL_WORD_HOUR,
	BILL_WORD_MERIDIEM,
	BILL_WORD_POINT,
	BILL_WORD_ALL_DAY,
	BILL_WORD_OFFSET,
	BILL_WORD_ZONE,
};

struct bill_word {
	enum bill_word_kind kind;
	int value;
	const char *name; /* of a zone */
	char *text;       /* folded */
	size_t len;
};

struct bill_words {
	const char *language; /* NULL: the words of every language, of when_words.def */
	const struct bill_word *words;
	size_t n;
	uint16_t kinds[256]; /* by the first byte of a word: bit k says that there is one of kind k */
};

/* Lower case, without accents, digits of any script as ASCII, every dash as "-", every space as " ". Newly allocated. */
char *bill_fold(const char *text);

/* The names of a language's months and weekdays, and NULL's: when_words.def. Loaded once, kept for good. */
const struct bill_words *bill_locale_words(const char *language);

/* Languages whose names are tried on a text of unknown language; NULL-ended. */
extern const char *const bill_locale_languages[];

#endif
