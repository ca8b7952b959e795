/* The control words of TeX that are known. */
#include "event/clean.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_GROUP 800 /* bytes */

static const struct bill_tex math[] = {
#define MATH(name, kind, value) {#name, BILL_TEX_##kind, value},
#include "event/tex.def"
};

static const struct bill_tex words[] = {
#define WORDS(name, kind, value) {#name, BILL_TEX_##kind, value},
#include "event/tex.def"
};

static int by_name(const void *a, const void *b)
{
	const struct bill_tex *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static const struct bill_tex *find(const struct bill_tex *table, size_t n, const char *name, size_t len)
{
	char key[24];

	if (len == 0 || len >= sizeof key)
		return NULL;
	memcpy(key, name, len);
	key[len] = '\0';
	return bsearch(&(struct bill_tex){.name = key}, table, n, sizeof *table, by_name);
}

const struct bill_tex *bill_tex_find_math(const char *name, size_t len)
{
	return find(math, G_N_ELEMENTS(math), name, len);
}

const struct bill_tex *bill_tex_find_words(const char *name, size_t len)
{
	return find(words, G_N_ELEMENTS(words), name, len);
}

size_t bill_tex_group(const char *text, size_t len, size_t at)
{
	size_t depth = 0, limit = MIN(len, at + LONGEST_GROUP);

	for (size_t i = at; i < limit; i++) {
		if (text[i] == '\\')
			i++;
		else if (text[i] == '{')
			depth++;
		else if (text[i] == '}' && --depth == 0)
			return i + 1;
	}
	return 0;
}
