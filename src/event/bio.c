/* What prose tells of a speaker: where someone works, and which paragraph is about whom. */
#include "event/listing.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

/* ---- where a speaker works ---- */

/* A word that says what someone is. */
static const char *after_role(const char *bio)
{
	static const char *const roles[] = {"professor", "candidate", "student", "researcher", "scientist", "fellow", "lecturer",
		"engineer", "director", "postdoc", "reader in", "faculty", "chair", "scholar", "investigator", "curator", "historian"};
	g_autofree char *lower = g_ascii_strdown(bio, -1);
	const char *best = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		const char *at = strstr(lower, roles[i]);

		if (at && at - lower < 140 && (!best || at < best))
			best = at + strlen(roles[i]);
	}
	return best ? bio + (best - lower) : NULL;
}

/* "University of Notre Dame": capitals with small words among them; ends before ", where" or " and leads". */
static size_t institution_length(const char *p)
{
	static const char *const small[] = {
		"of ", "the ", "for ", "de ", "la ", "du ", "and ", "in ", "at ", "des ", "für ", "di ", "& "};
	size_t n = 0, good = 0;

	while (p[n]) {
		bool inside = false;

		if (g_unichar_isupper(g_utf8_get_char(p + n))) {
			n += strcspn(p + n, " ,;.()\n");
			good = n;
		} else {
			for (size_t i = 0; good && !inside && i < G_N_ELEMENTS(small); i++)
				if (g_str_has_prefix(p + n, small[i])) {
					n += strlen(small[i]) - 1;
					inside = true;
				}
			if (!inside)
				break;
		}
		if (p[n] != ' ')
			break;
		n++;
	}
	return good;
}

char *bill_listing_affiliation(const char *bio)
{
	static const char *const joints[] = {" at the ", " at ", " from the ", " from ", " with the ", " of the "};
	g_autofree char *head = g_utf8_substring(bio, 0, MIN(g_utf8_strlen(bio, -1), 260));
	const char *role, *be = strstr(head, " is a") ? strstr(head, " is a") : strstr(head, " is the ");

	if (!be || !(role = after_role(be)) || be - head > 60)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(joints); i++) {
		const char *at = strstr(role, joints[i]);
		g_autofree char *name = NULL;
		size_t len;

		if (!at || memchr(role, '.', (size_t)(at - role)) || memchr(role, ';', (size_t)(at - role)))
			continue;
		at += strlen(joints[i]);
		len = institution_length(at);
		name = g_strndup(at, len);
		if (len && (bill_words_organisation(name) || bill_words_acronym(name)))
			return g_steal_pointer(&name);
	}
	return NULL;
}

/* ---- who a paragraph is about ---- */

/* "is", "ist", "est" … after a name, or a title such as "Ann Lee, a historian, writes". */
static bool tells_of(const char *text, const char *name)
{
	static const char *const verbs[] = {" is a", " is the ", " is an ", " is currently", " is Professor", " is professor",
		" is one of ", " is Assistant", " is Associate", " received ", " joined ", " holds ", " obtained ", " earned ",
		" studied ", " works ", " leads ", " has been ", " was born", " ist ", " studierte ", " leitet ", " arbeitet ", " est ",
		" a obtenu ", " es ", " é ", " è ", " jest ", " är ", " er ", "は"};

	if (!g_str_has_prefix(text, name))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (g_str_has_prefix(text + strlen(name), verbs[i]))
			return true;
	return false;
}

/* The name without "Prof. Dr.", as a biography gives it. */
static const char *after_honours(const char *name)
{
	const char *space = strchr(name, ' ');

	return space && space > name && space[-1] == '.' && space - name > 2 ? after_honours(space + 1) : name;
}

static bool is_about(const struct bill_speaker *speaker, const char *text)
{
	const char *name = speaker->name.text;

	return name && !speaker->bio.text && (tells_of(text, name) || tells_of(text, after_honours(name)));
}

void bill_listing_bios(struct bill_listing *listing)
{
	GArray *speakers = listing->draft->speakers;

	for (guint i = 0; i < listing->free_texts->len; i++) {
		struct bill_free_text *text = &g_array_index(listing->free_texts, struct bill_free_text, i);

		for (guint k = 0; k < speakers->len && text->text && (!text->in_head || text->apart); k++) {
			struct bill_speaker *speaker = &g_array_index(speakers, struct bill_speaker, k);

			if (!is_about(speaker, text->text))
				continue;
			speaker->bio = bill_draft_value(listing->draft, text->text, text->at);
			speaker->bio.guessed = true;
			g_clear_pointer(&text->text, g_free);
		}
	}
}
