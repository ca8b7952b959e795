/* Characters by name and number: &eacute; &#233; &#xE9;, also when they were escaped twice. */
#include "event/clean.h"

#include <stdlib.h>
#include <string.h>

struct entity {
	const char *name;
	gunichar c;
};

static const struct entity entities[] = {
#define ENTITY(name, c) {#name, c},
#include "event/entities.def"
#undef ENTITY
};

static int by_name(const void *a, const void *b)
{
	const struct entity *left = a, *right = b;

	return strcmp(left->name, right->name);
}

/* Numbers 128 to 159 mean what they mean in windows-1252 (HTML 5, 13.2.5.80). */
static gunichar number_means(guint64 number)
{
	static const gunichar windows[32] = {0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
		0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0,
		0x17E, 0x178};

	if (number >= 128 && number < 160)
		return windows[number - 128];
	if (number == '\n' || number == '\r' || number == '\t')
		return ' ';
	if (number < 0x20 || number > 0x10FFFF || !g_unichar_validate((gunichar)number) || number == 0x200B || number == 0xAD ||
		number == 0xFEFF || (number >= 0xE000 && number <= 0xF8FF))
		return 0;
	return (gunichar)number;
}

static size_t numbered(const char *text, gunichar *c)
{
	bool hex = text[2] == 'x' || text[2] == 'X';
	const char *digits = text + (hex ? 3 : 2);
	size_t len = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");

	if (len == 0 || len > 8 || digits[len] != ';')
		return 0;
	*c = number_means(g_ascii_strtoull(digits, NULL, hex ? 16 : 10));
	return (size_t)(digits - text) + len + 1;
}

static size_t named(const char *text, gunichar *c)
{
	static const char *const bare[] = {"nbsp", "amp", "quot", "lt", "gt"}; /* often written without their ";" */
	char name[28];
	size_t len = 0;
	const struct entity *found;

	while (len < sizeof name - 1 && g_ascii_isalnum(text[1 + len])) {
		name[len] = text[1 + len];
		len++;
	}
	name[len] = '\0';
	found = bsearch(&(struct entity){name, 0}, entities, G_N_ELEMENTS(entities), sizeof *entities, by_name);
	if (!found)
		return 0;
	*c = found->c;
	if (text[1 + len] == ';')
		return len + 2;
	for (size_t i = 0; i < G_N_ELEMENTS(bare); i++)
		if (strcmp(name, bare[i]) == 0 && text[1 + len] != '=')
			return len + 1;
	return 0;
}

size_t bill_entity(const char *text, gunichar *c)
{
	size_t len = text[1] == '#' ? numbered(text, c) : named(text, c);
	gunichar inner;
	size_t more;

	if (len == 0 || *c != '&')
		return len;
	/* "&amp;nbsp;": escaped twice. The rest is read as if its "&" stood before it. */
	if (text[len - 1] == ';') {
		char again[40] = "&";
		memcpy(again + 1, text + len, strnlen(text + len, sizeof again - 2)); /* the rest of it is zero */
		more = again[1] == '#' ? numbered(again, &inner) : named(again, &inner);
		if (more && again[more - 1] == ';') {
			*c = inner;
			return len + more - 1;
		}
	}
	return len;
}
