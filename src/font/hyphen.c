/* Hyphenation by libhyphen, with the dictionaries that the system has. */
#include "font/type.h"

#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_WORD 100     /* letters; libhyphen's own limit is MAX_CHARS */
#define LONGEST_LEVEL 100000 /* bytes */
#define LEAST_LEFT 2
#define LEAST_RIGHT 3

struct bill_hyphenator {
	HyphenDict *dictionary;
	GIConv convert; /* from UTF-8; (GIConv)-1: the dictionary is UTF-8 */
};

/* Where distributions put the dictionaries of libhyphen; the first that has the language wins. */
static const char *const folders[] = {"/usr/share/hyphen", "/usr/local/share/hyphen", "/opt/homebrew/share/hyphen"};

static void hyphenator_free(void *data)
{
	struct bill_hyphenator *hyphenator = data;
	if (!hyphenator)
		return;
	if (hyphenator->convert != (GIConv)-1)
		g_iconv_close(hyphenator->convert);
	hnj_hyphen_free(hyphenator->dictionary);
	g_free(hyphenator);
}

/* ---- finding ---- */

/* Dictionaries of a language's own country, where it is not the one of the same letters. */
static const char *main_country(const char *language)
{
	static const char *const countries[][2] = {{"en", "US"}, {"pt", "PT"}, {"nb", "NO"}, {"nn", "NO"}, {"da", "DK"}, {"sv", "SE"},
		{"cs", "CZ"}, {"uk", "UA"}, {"el", "GR"}, {"sl", "SI"}};
	for (size_t i = 0; i < G_N_ELEMENTS(countries); i++)
		if (strcmp(countries[i][0], language) == 0)
			return countries[i][1];
	return language;
}

static char *path_of(const char *language, const char *country)
{
	g_autofree char *upper = country ? g_ascii_strup(country, -1) : NULL;
	g_autofree char *name = upper ? g_strdup_printf("hyph_%s_%s.dic", language, upper) : g_strdup_printf("hyph_%s.dic", language);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path = g_build_filename(folders[i], name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&path);
	}
	return NULL;
}

/* Any country's: "hyph_es_ANY.dic", the first by name, so that it is the same one on every machine that has the same ones. */
static char *path_of_any(const char *language)
{
	g_autofree char *prefix = g_strdup_printf("hyph_%s_", language), *best = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(folders) && !best; i++) {
		g_autoptr(GDir) folder = g_dir_open(folders[i], 0, NULL);
		for (const char *name = folder ? g_dir_read_name(folder) : NULL; name; name = g_dir_read_name(folder)) {
			g_autofree char *path = g_build_filename(folders[i], name, NULL);
			if (g_str_has_prefix(name, prefix) && g_str_has_suffix(name, ".dic") && (!best || strcmp(path, best) < 0)) {
				g_free(best);
				best = g_steal_pointer(&path);
			}
		}
	}
	return g_steal_pointer(&best);
}

static bool is_tag_part(const char *part, size_t least, size_t most)
{
	size_t len = part ? strlen(part) : 0;
	for (size_t i = 0; i < len; i++)
		if (!g_ascii_isalpha(part[i]))
			return false;
	return len >= least && len <= most;
}

/* "en-GB" → its own, then the language's main one, then any. */
static char *find_dictionary(const char *tag)
{
	g_auto(GStrv) parts = g_strsplit_set(tag, "-_", 4);
	if (!is_tag_part(parts[0], 2, 3)) /* it becomes a file's name */
		return NULL;
	g_autofree char *language = g_ascii_strdown(parts[0], -1);
	const char *country = NULL;
	for (size_t i = 1; parts[i] && !country; i++)
		country = is_tag_part(parts[i], 2, 2) ? parts[i] : NULL;
	char *path = country ? path_of(language, country) : NULL;
	path = path ? path : path_of(language, main_country(language));
	path = path ? path : path_of(language, NULL);
	return path ? path : path_of_any(language);
}

/* A dictionary may have a level of compound words before its patterns. libhyphen 2.8.8 takes 1.6 s to read the 69,000 compounds
 * of the German one, and 10 ms for its patterns, which part compounds well enough: a level so long is left out. */
static const char *skip_long_level(const char *text)
{
	const char *level = strstr(text, "\nNEXTLEVEL");
	return level && level - text > LONGEST_LEVEL ? level + strlen("\nNEXTLEVEL") : NULL;
}

static HyphenDict *read_dictionary(const char *path)
{
	g_autofree char *text = NULL;
	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	const char *patterns = skip_long_level(text);
	if (!patterns)
		return hnj_hyphen_load(path);
	g_autofree char *short_text =
		g_strdup_printf("%.*s%s", (int)strcspn(text, "\r\n"), text, patterns); /* the first line: its character set */
	FILE *file = fmemopen(short_text, strlen(short_text), "r");
	HyphenDict *dictionary = file ? hnj_hyphen_load_file(file) : NULL;
	if (file)
		fclose(file);
	return dictionary;
}

static struct bill_hyphenator *load(const char *path)
{
	HyphenDict *dictionary = read_dictionary(path);
	if (!dictionary)
		return NULL;
	struct bill_hyphenator *hyphenator = g_new0(struct bill_hyphenator, 1);
	hyphenator->dictionary = dictionary;
	hyphenator->convert = dictionary->utf8 ? (GIConv)-1 : g_iconv_open(dictionary->cset, "UTF-8");
	if (dictionary->utf8 || hyphenator->convert != (GIConv)-1)
		return hyphenator;
	hyphenator_free(hyphenator); /* a character set that nobody knows */
	return NULL;
}

/* By path and not by tag: there are as many tags as one likes, and "de" and "de-x-a1" read one file. */
const struct bill_hyphenator *bill_fontset_hyphenator(struct bill_fontset *fonts, const char *language)
{
	if (!fonts->hyphens)
		fonts->hyphens = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, hyphenator_free);
	g_autofree char *path = find_dictionary(language);
	void *known = NULL;
	if (!path || g_hash_table_lookup_extended(fonts->hyphens, path, NULL, &known))
		return known;
	struct bill_hyphenator *hyphenator = load(path);
	g_hash_table_insert(fonts->hyphens, g_steal_pointer(&path), hyphenator);
	return hyphenator;
}

/* ---- using ---- */

/* The word in small letters and in the dictionary's own characters. False: it has a letter that the dictionary does not know. */
static bool encode(const struct bill_hyphenator *hyphenator, const char *word, size_t len, char *out, size_t *out_len)
{
	char lower[LONGEST_WORD * 4 + 1], *to = lower;
	size_t letters = 0;
	for (const char *c = word; c < word + len; c = bill_next(c)) {
		if (++letters >= LONGEST_WORD)
			return false;
		to += g_unichar_to_utf8(g_unichar_tolower(g_utf8_get_char(c)), to);
	}
	gsize left = (gsize)(to - lower), room = LONGEST_WORD * 4;
	if (hyphenator->convert == (GIConv)-1) {
		memcpy(out, lower, left);
		*out_len = left;
		return true;
	}
	char *in = lower;
	bool known = g_iconv(hyphenator->convert, &in, &left, &out, &room) != (gsize)-1;
	g_iconv(hyphenator->convert, NULL, NULL, NULL, NULL);
	*out_len = LONGEST_WORD * 4 - room;
	return known && *out_len == letters; /* one byte each: no other set has dictionaries */
}

/* libhyphen counts in characters. A point where the spelling would change ("Schiff-fahrt" of old) is passed over. */
static size_t collect(const char *word, size_t len, const char *marks, char **changes, size_t *points)
{
	size_t n = 0, letters = (size_t)g_utf8_strlen(word, (gssize)len), i = 0;
	for (const char *c = word; c < word + len && n < BILL_MOST_SYLLABLES; i++) {
		c = bill_next(c);
		if ((marks[i] & 1) && !(changes && changes[i]) && i + 1 >= LEAST_LEFT && letters - i - 1 >= LEAST_RIGHT)
			points[n++] = (size_t)(c - word);
	}
	return n;
}

size_t bill_hyphenate(
	const struct bill_hyphenator *hyphenator, const char *word, size_t len, size_t points[static BILL_MOST_SYLLABLES])
{
	char letters[LONGEST_WORD * 4 + 1], marks[LONGEST_WORD * 4 + 8] = {0};
	size_t n_letters;
	if (len == 0 || len > LONGEST_WORD * 4 || !encode(hyphenator, word, len, letters, &n_letters))
		return 0;
	letters[n_letters] = '\0';
	char **changes = NULL;
	int *places = NULL, *cuts = NULL;
	HyphenDict *dictionary = hyphenator->dictionary;
	bool failed = hnj_hyphen_hyphenate3(dictionary, letters, (int)n_letters, marks, NULL, &changes, &places, &cuts,
		MAX(LEAST_LEFT, dictionary->lhmin), MAX(LEAST_RIGHT, dictionary->rhmin), dictionary->clhmin, dictionary->crhmin);
	size_t n = failed ? 0 : collect(word, len, marks, changes, points);
	for (size_t i = 0; changes && i < n_letters; i++)
		free(changes[i]);
	free(changes);
	free(places);
	free(cuts);
	return n;
}
