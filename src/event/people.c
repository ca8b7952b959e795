/* One text that names people: who they are, and where each comes from. */
#include "event/draft.h"
#include "event/html.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

/* A stretch of the text. */
struct piece {
	const char *start;
	size_t len;
};

static char *copied(struct piece piece)
{
	return g_strstrip(g_strndup(piece.start, piece.len));
}

/* Splits at separators outside of brackets. Each is matched as bytes; an "and" needs its spaces. */
static GPtrArray *split(const char *text, const char *const *separators)
{
	GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
	const char *start = text, *p = text;
	int depth = 0;

	while (*p) {
		size_t len = 0;

		if (*p == '(' || *p == '[' || g_str_has_prefix(p, "（"))
			depth++;
		else if ((*p == ')' || *p == ']' || g_str_has_prefix(p, "）")) && depth)
			depth--;
		for (size_t i = 0; !depth && separators[i] && !len; i++)
			if (g_str_has_prefix(p, separators[i]))
				len = strlen(separators[i]);
		if (len) {
			g_ptr_array_add(parts, copied((struct piece){start, (size_t)(p - start)}));
			start = p += len;
		} else {
			p = bill_utf_next(p);
		}
	}
	g_ptr_array_add(parts, copied((struct piece){start, (size_t)(p - start)}));
	for (guint i = parts->len; i > 0; i--)
		if (!*(const char *)g_ptr_array_index(parts, i - 1))
			g_ptr_array_remove_index(parts, i - 1);
	return parts;
}

static const char *const strong[] = {";", "\n", " | ", " · ", "；", "、", NULL};
static const char *const conjunctions[] = {
	" and ", " & ", " und ", " et ", " y ", " e ", " и ", " i ", " og ", " och ", " en ", " ja ", " a ", " with ", NULL};
static const char *const commas[] = {",", "，", "،", NULL};

/* "Ann Lee (X University)" → Ann Lee, X University. False: no brackets at the end. */
static bool take_brackets(char *text, char **affiliation)
{
	static const char *const opening[] = {"(", "（"}, *const closing[] = {")", "）"};

	for (size_t i = 0; i < G_N_ELEMENTS(opening); i++) {
		char *open = g_strrstr(text, opening[i]);
		g_autofree char *inside = NULL;

		if (!open || open == text || !g_str_has_suffix(text, closing[i]))
			continue;
		inside = g_strdup(open + strlen(opening[i]));
		inside[strlen(inside) - strlen(closing[i])] = '\0';
		g_strstrip(inside);
		if (!*inside || strstr(inside, closing[i]) || g_str_has_prefix(inside, "http"))
			return false;
		*open = '\0';
		g_strchomp(text);
		*affiliation = g_steal_pointer(&inside);
		return true;
	}
	return false;
}

/* "he/him" and the like in brackets stay with the name. */
static bool is_pronoun(const char *text)
{
	return strchr(text, '/') && !strpbrk(text, " ,") && g_utf8_strlen(text, -1) < 16;
}

/* "J.A." and "J. A. (Jo)" of "Doe, J.A. (Jo)"; "Jo (J.)" is none. */
static bool is_initials(const char *text)
{
	const char *p = text;
	unsigned initials = 0;

	while (*p && *p != '(') {
		bool capital = g_unichar_isupper(g_utf8_get_char(p));

		if (capital && initials < 5) {
			p = bill_utf_next(p);
			p += strspn(p, "h"); /* "Ch.", "Th." */
			if (*p != '.' && !(initials && (!*p || *p == '-')))
				return false;
			initials++;
		} else if (*p != '.' && *p != ' ' && *p != '-') {
			return false;
		} else {
			p++;
		}
	}
	return initials > 0;
}

/* "Doe, J.A.", "van der Doe, J. (Jo)": the surname first. */
static bool is_surname_first(const GPtrArray *parts)
{
	const char *surname = parts->len == 2 ? g_ptr_array_index(parts, 0) : NULL;

	return surname && !strpbrk(surname, ".(") && is_initials(g_ptr_array_index(parts, 1));
}

/* Names only, none an institution: "A B, C D" but not "A B, Acme". */
static bool all_people(const GPtrArray *parts)
{
	bool single = true, person = true, any = false;

	for (guint i = 0; i < parts->len; i++) {
		g_autofree char *part = g_strdup(g_ptr_array_index(parts, i));
		g_autofree char *affiliation = NULL;

		take_brackets(part, &affiliation);
		if (bill_words_organisation(part) || (bill_words_acronym(part) && !is_initials(part)))
			return false;
		single = single && bill_words_single(part);
		any = any || bill_words_person(part);
		person = person && (bill_words_person(part) || (i == 0 && bill_words_single(part))); /* "nick, Ann Lee" */
	}
	return (person && any) || (single && parts->len > 1);
}

/* Short parts, none an institution, three or more: a list of names even where one is a nickname. */
static bool is_loose_list(const GPtrArray *parts)
{
	if (parts->len < 3)
		return false;
	for (guint i = 0; i < parts->len; i++) {
		const char *part = g_ptr_array_index(parts, i);
		g_auto(GStrv) words = g_strsplit(part, " ", -1);

		if (bill_words_organisation(part) || bill_words_acronym(part) || g_strv_length(words) > 4)
			return false;
	}
	return true;
}

static void add(struct bill_draft *draft, const char *name, const char *affiliation, struct bill_at at, bool guessed)
{
	struct bill_speaker *speaker = bill_draft_add_speaker(draft, at);

	if (!speaker)
		return;
	speaker->name = bill_draft_value(draft, name, at);
	speaker->name.guessed = guessed;
	if (affiliation) {
		g_autofree char *bare = g_strndup(affiliation, strlen(affiliation) - g_str_has_suffix(affiliation, ","));

		speaker->affiliation = bill_draft_value(draft, bare, at);
	}
	speaker->affiliation.guessed = guessed && speaker->affiliation.text;
}

/* "PhD", "M.D.", "FRS" after a comma belong to the name. */
static bool is_degree(const char *text)
{
	static const char *const degrees[] = {"PhD", "Ph.D.", "Ph.D", "MD", "M.D.", "MSc", "M.Sc.", "MA", "M.A.", "MBA", "BA", "BSc",
		"FRS", "DPhil", "D.Phil.", "JD", "J.D.", "RN", "PE", "Esq.", "Jr.", "Sr.", "Dr. h.c.", "M.Ed.", "EdD", "MFA", "MPH"};

	for (size_t i = 0; i < G_N_ELEMENTS(degrees); i++)
		if (strcmp(text, degrees[i]) == 0)
			return true;
	return false;
}

/* "Ada Elm – Oak College", "Ada Elm / Oak College". */
static bool add_divided(struct bill_draft *draft, const char *name, struct bill_at at, bool guessed)
{
	static const char *const dashes[] = {" – ", " — ", " - ", " @ ", NULL}, *const slashes[] = {" / ", NULL};
	g_autoptr(GPtrArray) dashed = split(name, dashes);
	g_autoptr(GPtrArray) slashed = split(name, slashes);
	bool by_dash = dashed->len == 2 && !strchr(dashed->pdata[0], ',');
	bool by_slash = slashed->len == 2 && bill_words_person(slashed->pdata[0]) && bill_words_organisation(slashed->pdata[1]);
	const GPtrArray *parts = by_dash ? dashed : slashed;

	if (by_dash || by_slash)
		add(draft, parts->pdata[0], parts->pdata[1], at, guessed);
	return by_dash || by_slash;
}

/* "Ada Elm, Oak College", "Ada Elm, Ph.D., Oak College". */
static void add_after_comma(struct bill_draft *draft, const char *name, struct bill_at at, bool guessed)
{
	g_autoptr(GPtrArray) parts = split(name, commas);
	const char *rest;

	if (parts->len < 2 || is_initials(parts->pdata[1])) {
		add(draft, name, NULL, at, guessed);
		return;
	}
	rest = strstr(name, parts->pdata[1]);
	if (is_degree(parts->pdata[1])) {
		g_autofree char *titled = g_strdup_printf("%s, %s", (char *)parts->pdata[0], (char *)parts->pdata[1]);

		add(draft, titled, parts->len > 2 ? strstr(rest, parts->pdata[2]) : NULL, at, guessed);
		return;
	}
	add(draft, parts->pdata[0], rest, at, guessed);
}

/* One person, perhaps with the affiliation in brackets or after a comma or dash. */
static void add_one(struct bill_draft *draft, const char *text, struct bill_at at, bool guessed)
{
	g_autofree char *name = g_strdup(text), *affiliation = NULL;
	g_autoptr(GPtrArray) parts = split(name, commas);

	if (is_surname_first(parts))
		add(draft, text, NULL, at, guessed);
	else if (take_brackets(name, &affiliation))
		add(draft, is_pronoun(affiliation) ? text : name, is_pronoun(affiliation) ? NULL : affiliation, at, guessed);
	else if (!add_divided(draft, name, at, guessed))
		add_after_comma(draft, name, at, guessed);
}

/* Whether each side of a conjunction is a person with or without an affiliation, so that "Smith and Sons" stays whole. */
static bool each_is_someone(const GPtrArray *parts)
{
	for (guint i = 0; i < parts->len; i++) {
		g_autofree char *part = g_strdup(g_ptr_array_index(parts, i));
		g_autofree char *affiliation = NULL;
		char *comma;

		if (!take_brackets(part, &affiliation) && (comma = strchr(part, ',')))
			*comma = '\0';
		if (!bill_words_person(part))
			return false;
	}
	return true;
}

/* Splits "A, B et C" further; one person comes out as one. */
static void add_some(struct bill_draft *draft, const char *text, struct bill_at at, bool plural, bool guessed)
{
	g_autoptr(GPtrArray) sides = split(text, conjunctions);
	g_autoptr(GPtrArray) parts = split(text, commas);

	if (sides->len > 1 && (plural || each_is_someone(sides))) {
		for (guint i = 0; i < sides->len; i++)
			add_some(draft, g_ptr_array_index(sides, i), at, plural, guessed);
		return;
	}
	if (parts->len > 1 && !is_initials(g_ptr_array_index(parts, 1)) && (all_people(parts) || is_loose_list(parts))) {
		for (guint i = 0; i < parts->len; i++) {
			const char *part = g_ptr_array_index(parts, i);

			/* "A, B, and C" */
			add_one(draft, g_str_has_prefix(part, "and ") ? part + strlen("and ") : part, at, guessed);
		}
		return;
	}
	add_one(draft, text, at, guessed);
}

/* Markup with names in its attributes, or "&oacute;" with its semicolon. */
static bool holds_markup(const char *text)
{
	if (strchr(text, '<'))
		return true;
	for (const char *amp = strchr(text, '&'); amp; amp = strchr(amp + 1, '&')) {
		size_t len = strspn(amp + 1, "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

		if (len && amp[1 + len] == ';')
			return true;
	}
	return false;
}

void bill_draft_people(struct bill_draft *draft, const char *text, struct bill_at at, bool plural, bool guessed)
{
	struct bill_value clean = bill_draft_value(draft, text, at);
	g_autoptr(GPtrArray) parts = NULL;
	g_autofree char *bare = NULL;

	if (!clean.text)
		return;
	/* Links around names go; signs above names, which point to affiliations, stay with them. */
	if (strstr(clean.text, "<sup")) {
		add(draft, clean.text, NULL, at, guessed);
		return;
	}
	bare = holds_markup(clean.text) ? bill_html_text(clean.text, strlen(clean.text)) : NULL;
	if (bare && *bare)
		clean.text = bare;
	/* What a web page writes of its speakers is prose as often as a list: it is shown as it stands. */
	if (bare && strchr(text, '<')) {
		add(draft, clean.text, NULL, at, guessed);
		return;
	}
	parts = split(clean.text, strong);
	for (guint i = 0; i < parts->len; i++)
		add_some(draft, g_ptr_array_index(parts, i), at, plural, guessed);
}
