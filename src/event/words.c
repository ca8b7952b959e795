/* Small questions about phrases: does it name an institution, a series, a person. */
#include "event/words.h"
#include "event/locale.h"
#include "event/utf.h"

#include <glib.h>
#include <string.h>

#define LONGEST_OPEN 120 /* bytes, wide letters included */

static const char *const organisations[] = {
#define ORGANISATION(word) word,
#include "event/words.def"
};

static const char *const series_words[] = {
#define SERIES(word) word,
#include "event/words.def"
};

static const char *const particles[] = {
#define PARTICLE(word) word,
#include "event/words.def"
};

static const char *const honorifics[] = {
#define HONORIFIC(word) word,
#include "event/words.def"
};

static const char *const occasions[] = {
#define OCCASION(phrase) phrase,
#include "event/words.def"
};

static const char *const kinds[] = {
#define KIND(word) word,
#include "event/words.def"
};

static const char *const introductions[] = {
#define INTRODUCTION(phrase) phrase,
#include "event/words.def"
};

static const char *const places[] = {
#define PLACE(word) word,
#include "event/words.def"
};

static const char *const afar[] = {
#define ONLINE(word) word,
#include "event/words.def"
};

static const char *const no_names[] = {
#define NO_NAME(word) word,
#include "event/words.def"
};

static const char *const place_ends[] = {
#define PLACE_END(ending) ending,
#include "event/words.def"
};

static const char *const series_ends[] = {
#define SERIES_END(ending) ending,
#include "event/words.def"
};

static const char *const deadlines[] = {
#define DEADLINE(phrase) phrase,
#include "event/words.def"
};

static const char *const free_phrases[] = {
#define FREE(phrase) phrase,
#include "event/words.def"
};

static const char *const costs_phrases[] = {
#define COSTS(phrase) phrase,
#include "event/words.def"
};

static bool among(const char *const *list, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

/* The phrase in lower case; free it. */
static char *lowered(const char *phrase)
{
	return g_utf8_strdown(phrase, -1);
}

static bool in_word(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '\'' || c == 0x2019;
}

/* Han, kana and Hangul words have no spaces between them. */
static bool is_wide(gunichar c)
{
	return c >= 0x2E80 && g_unichar_iswide(c);
}

/* Whether a word of the list stands in the phrase; words in a wide script may stand anywhere in it. */
static bool holds(const char *const *list, size_t n, const char *phrase)
{
	g_autofree char *lower = lowered(phrase);

	for (size_t i = 0; i < n; i++)
		if (is_wide(g_utf8_get_char(list[i])) && strstr(lower, list[i]))
			return true;
	for (const char *p = lower; *p;) {
		const char *end = p;

		while (*end && in_word(g_utf8_get_char(end)))
			end = bill_utf_next(end);
		if (end > p) {
			g_autofree char *word = g_strndup(p, (gsize)(end - p));

			if (among(list, n, word))
				return true;
			p = end;
		} else {
			p = bill_utf_next(p);
		}
	}
	return false;
}

bool bill_words_organisation(const char *phrase)
{
	return holds(organisations, G_N_ELEMENTS(organisations), phrase);
}

/* Whether a word of the phrase is longer than one of these endings and ends in it: "Gemeindehaus". */
static bool holds_compound(const char *const *endings, size_t n, const char *phrase)
{
	g_autofree char *lower = lowered(phrase);
	g_auto(GStrv) words = g_strsplit_set(lower, " ,;:/()-", -1);

	for (char **word = words; *word; word++)
		for (size_t i = 0; i < n; i++)
			if (g_str_has_suffix(*word, endings[i]) && strlen(*word) > strlen(endings[i]) + 2)
				return true;
	return false;
}

bool bill_words_series(const char *phrase)
{
	return holds(series_words, G_N_ELEMENTS(series_words), phrase) ||
		   holds_compound(series_ends, G_N_ELEMENTS(series_ends), phrase);
}

bool bill_words_place(const char *phrase)
{
	return holds(places, G_N_ELEMENTS(places), phrase) || holds_compound(place_ends, G_N_ELEMENTS(place_ends), phrase);
}

bool bill_words_online(const char *phrase)
{
	return holds(afar, G_N_ELEMENTS(afar), phrase);
}

bool bill_words_hall(const char *phrase)
{
	g_autofree char *lower = lowered(phrase);
	g_auto(GStrv) words = g_strsplit_set(lower, " ,;", -1);

	for (char **word = words; *word && word[1]; word++)
		if (among(series_words, G_N_ELEMENTS(series_words), *word) && among(places, G_N_ELEMENTS(places), word[1]))
			return true;
	return false;
}

bool bill_words_deadline(const char *line)
{
	g_autofree char *lower = lowered(line);

	for (size_t i = 0; i < G_N_ELEMENTS(deadlines); i++)
		for (const char *at = strstr(lower, deadlines[i]); at; at = strstr(at + 1, deadlines[i])) {
			bool begins = at == lower || !in_word(g_utf8_get_char(g_utf8_prev_char(at)));

			if (is_wide(g_utf8_get_char(at)) || (begins && !in_word(g_utf8_get_char(at + strlen(deadlines[i])))))
				return true;
		}
	return false;
}

/* The bytes of the longest of these phrases at the start of a text in lower case, where a word ends with it. */
static size_t longest_start(const char *const *list, size_t n, const char *lower)
{
	size_t longest = 0;

	for (size_t i = 0; i < n; i++)
		if (g_str_has_prefix(lower, list[i]) &&
			(is_wide(g_utf8_get_char(lower)) || !in_word(g_utf8_get_char(lower + strlen(list[i])))))
			longest = MAX(longest, strlen(list[i]));
	return longest;
}

/* "$12", "5 €", "CHF 10", "30 zł" at the start of a text in lower case. */
static bool is_money(const char *lower)
{
	static const char *const signs[] = {"$", "€", "£", "¥", "₺", "₪", "₹", "₩", "₽", "eur", "usd", "chf", "gbp", "zł", "kč",
		"kr", "fr.", "円", "元", "원", "руб", "грн", "ft", "lei", "tl", "r$", "us$", "pln", "sek", "nok", "dkk", "euro"};
	size_t digits = g_ascii_isdigit(*lower) ? strspn(lower, "0123456789.,-") : 0;

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		size_t len = strlen(signs[i]);

		if (g_str_has_prefix(lower, signs[i]) && g_ascii_isdigit(lower[len + strspn(lower + len, " ")]))
			return true;
		if (digits && g_str_has_prefix(lower + digits + strspn(lower + digits, " "), signs[i]))
			return true;
	}
	return false;
}

bool bill_words_price(const char *line)
{
	g_autofree char *lower = lowered(line);
	size_t gratis = longest_start(free_phrases, G_N_ELEMENTS(free_phrases), lower);
	size_t cost = longest_start(costs_phrases, G_N_ELEMENTS(costs_phrases), lower);
	const char *next = lower + gratis + strspn(lower + gratis, " ");

	/* "Free!", "Free for students", but not "Free will" or "Free pizza" */
	if (is_money(lower) ||
		(gratis && (gratis > strlen("gratuit") || !in_word(g_utf8_get_char(next)) || g_str_has_prefix(next, "for ") ||
					   g_str_has_prefix(next, "to ") || g_str_has_prefix(next, "and "))))
		return true;
	return cost && is_money(lower + cost + strspn(lower + cost, " :-"));
}

bool bill_words_occasion(const char *phrase)
{
	enum { LONGEST_KIND = 50 }; /* bytes: a longer phrase is a title */
	g_autofree char *lower = lowered(phrase);

	return among(occasions, G_N_ELEMENTS(occasions), g_strstrip(lower)) ||
		   (strlen(phrase) <= LONGEST_KIND && !strpbrk(phrase, ":\"?!") && holds(kinds, G_N_ELEMENTS(kinds), phrase));
}

size_t bill_words_introduction(const char *line)
{
	size_t longest = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(introductions); i++) {
		glong letters = g_utf8_strlen(introductions[i], -1);
		const char *end = line;
		g_autofree char *head = NULL, *lower = NULL;

		for (glong n = 0; n < letters && *end; n++)
			end = bill_utf_next(end);
		if (*end != ' ' && *end != ':')
			continue;
		head = g_strndup(line, (gsize)(end - line));
		lower = lowered(head);
		if (strcmp(lower, introductions[i]) == 0)
			longest = MAX(longest, (size_t)(end - line) + strspn(end, ": "));
	}
	return longest;
}

bool bill_words_acronym(const char *phrase)
{
	unsigned capitals = 0;

	for (const char *p = phrase; *p; p = bill_utf_next(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_isupper(c))
			capitals++;
		else if (c != '.' && c != '&' && c != '-' && !g_unichar_isdigit(c))
			return false;
	}
	return capitals >= 2;
}

bool bill_words_single(const char *phrase)
{
	return *phrase && !strpbrk(phrase, " \t\n");
}

/* "Prof." → prof: without the full stops at its end. */
static bool is_honorific(const char *word)
{
	g_autofree char *lower = lowered(word);
	size_t len = strlen(lower);

	while (len && (lower[len - 1] == '.' || lower[len - 1] == ','))
		lower[--len] = '\0';
	return among(honorifics, G_N_ELEMENTS(honorifics), lower);
}

static bool is_particle(const char *word)
{
	return among(particles, G_N_ELEMENTS(particles), word);
}

static bool is_no_name(const char *word)
{
	g_autofree char *lower = lowered(word);

	return among(no_names, G_N_ELEMENTS(no_names), lower);
}

/* A capital first, then letters, hyphens, apostrophes and full stops: "O'Neil", "J.-P.", "Öz", "al-Khwarizmi". */
static bool is_name_word(const char *word)
{
	const char *p = word;

	if (g_str_has_prefix(p, "al-") || g_str_has_prefix(p, "el-"))
		p += 3;
	else if (g_str_has_prefix(p, "d'") || g_str_has_prefix(p, "d’"))
		p = bill_utf_next(bill_utf_next(p));
	if (!g_unichar_isupper(g_utf8_get_char(p)) && !g_unichar_istitle(g_utf8_get_char(p)))
		return false;
	for (; *p; p = bill_utf_next(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isalpha(c) && !g_unichar_ismark(c) && c != '-' && c != '.' && c != '\'' && c != 0x2019 && c != 0x2010 &&
			c != 0xB7)
			return false;
	}
	return true;
}

/* Two to four Han characters, two to five Hangul, or kana with a middle dot or space between the names. */
static bool is_wide_name(const char *phrase)
{
	glong letters = 0;

	for (const char *p = phrase; *p; p = bill_utf_next(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == ' ' || c == 0x3000 || c == 0x30FB || c == 0xB7)
			continue;
		if (!is_wide(c) || !g_unichar_isalpha(c))
			return false;
		letters++;
	}
	return letters >= 2 && letters <= 8;
}

bool bill_words_person(const char *phrase)
{
	g_auto(GStrv) words = g_strsplit_set(phrase, " \t\n", -1);
	unsigned names = 0, count = 0, honours = 0, unfinished = 0;

	if (bill_words_organisation(phrase) || bill_words_series(phrase))
		return false;
	if (is_wide_name(phrase))
		return true;
	for (char **word = words; *word; word++) {
		if (!**word)
			continue;
		if (is_no_name(*word) && !(names && is_particle(*word)))
			return false;
		unfinished = 0;
		count++;
		if (is_honorific(*word))
			honours++;
		else if (is_name_word(*word))
			names++;
		else if (names && is_particle(*word))
			unfinished = 1;
		else if (!is_particle(*word))
			return false;
	}
	return count <= 7 && names <= 5 && !unfinished && (names >= 2 || (names == 1 && honours));
}

bool bill_words_open(const char *text)
{
	static const char *const open[] = {"tba", "tbd", "tbc", "t.b.a.", "t.b.d.", "to be announced", "to be determined",
		"to be confirmed", "title tba", "title tbd", "title to be announced", "n.n.", "nn", "untitled", "a definir",
		"a confirmer", "wird noch bekannt gegeben", "da definire", "por definir", "por confirmar", "a anunciar", "未定", "待定",
		"미정", "тема уточняется", "будет объявлено"};
	g_autofree char *folded = strlen(text) < LONGEST_OPEN ? bill_fold(text) : NULL; /* abstracts come here too */

	for (size_t i = 0; folded && i < G_N_ELEMENTS(open); i++)
		if (strcmp(folded, open[i]) == 0)
			return true;
	return false;
}
