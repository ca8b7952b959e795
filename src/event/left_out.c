/* What no field of a listing's events holds is told, so that nothing is lost in silence. */
#include "event/labels.h"
#include "event/listing.h"
#include "event/locale.h"
#include "event/reader.h"
#include "event/utf.h"

#include <string.h>

static bool in_word(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* The next word at or after *p; *p moves behind it. False: there is none. */
static bool next_word(const char **p, const char **start, size_t *len)
{
	while (**p && !in_word(g_utf8_get_char(*p)))
		*p = bill_utf_next(*p);
	*start = *p;
	while (**p && in_word(g_utf8_get_char(*p)))
		*p = bill_utf_next(*p);
	*len = (size_t)(*p - *start);
	return *len > 0;
}

/* ---- what the events hold ---- */

static void keep(struct bill_reader *reader, const char *text)
{
	g_autofree char *folded = text ? bill_fold(text) : NULL;
	const char *p = folded, *start;
	size_t len;

	if (!reader->words)
		reader->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	while (p && next_word(&p, &start, &len))
		g_hash_table_add(reader->words, g_strndup(start, len));
}

void bill_left_out_keep(struct bill_reader *reader, const struct bill_event *event)
{
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		keep(reader, event->fields[i].text);
	for (size_t i = 0; i < event->n_speakers; i++) {
		keep(reader, event->speakers[i].name.text);
		keep(reader, event->speakers[i].affiliation.text);
		keep(reader, event->speakers[i].bio.text);
	}
	for (size_t i = 0; i < event->n_keywords; i++)
		keep(reader, event->keywords[i].text);
	for (size_t i = 0; i < event->n_programme; i++)
		for (size_t n = 0; bill_item_name(n); n++)
			keep(reader, bill_item_value(&event->programme[i], bill_item_name(n))->text);
	for (size_t i = 0; i < event->n_extras; i++) {
		keep(reader, event->extras[i].key);
		keep(reader, event->extras[i].value.text);
	}
}

/* ---- what the file says ---- */

/* "March", "Uhr", "demain": it went into a day or a time. */
static bool is_of_date(const char *word, const char *language)
{
	g_autofree char *day = g_strdup_printf("3 %s", word); /* a month is one beside a day */
	struct bill_when when;

	/* In the text's language and English: to load the names of all languages takes 6 ms. */
	return (bill_when_parse(day, language, false, &when) && !when.other_letters) ||
		   (!bill_when_parse(word, language, false, &when) && when.date_letters && !when.other_letters);
}

/* Short words, numbers and courtesies ("Please see …", before an address) say nothing alone; a label's wording became the field.
 */
static bool says_nothing(const char *word)
{
	static const char *const courtesies[] = {"please", "kindly", "bitte", "veuillez", "graag", "proszę", "пожалуйста", NULL};
	glong letters = g_utf8_strlen(word, -1);

	return g_ascii_isdigit(*word) || g_strv_contains(courtesies, word) ||
		   (letters <= 3 && !g_unichar_iswide(g_utf8_get_char(word))) || bill_labels_of(word);
}

static bool is_lost(struct bill_reader *reader, const char *word, const char *language)
{
	bool known = g_hash_table_contains(reader->words, word) || says_nothing(word) || is_of_date(word, language);

	if (known)
		g_hash_table_add(reader->words, g_strdup(word));
	return !known;
}

/* The words of a line that are lost, after the wording of its label. NULL: none. broken: it begins with the end of a word that
 * the line before breaks off. */
static char *lost_words(struct bill_reader *reader, const char *line, bool broken, const char *language)
{
	struct bill_label_match match;
	bool labelled = bill_labels_at_line(line, &match) && match.label != BILL_LABEL_EXTRA;
	const char *p = line + (labelled ? match.value : 0), *start;
	g_autoptr(GString) lost = g_string_new(NULL);
	size_t len;

	while (next_word(&p, &start, &len)) {
		g_autofree char *written = g_strndup(start, len), *word = bill_fold(written);
		bool whole = !broken && !(*p == '-' && !p[1]);

		broken = false;
		if (whole && is_lost(reader, word, language))
			g_string_append_printf(lost, "%s%s", lost->len ? " " : "", written);
	}
	return lost->len ? g_strdup(lost->str) : NULL;
}

/* Whether something was said of a line already, with its words. */
static bool is_told(const struct bill_diags *diags, int line)
{
	for (unsigned i = 0; i < bill_diags_length(diags); i++)
		if (bill_diags_at(diags, i)->line == line && bill_diags_at(diags, i)->severity != BILL_NOTE)
			return true;
	return false;
}

void bill_left_out_tell(struct bill_reader *reader, const char *language, struct bill_diags *diags)
{
	enum { MOST_LINES = 5000, LONGEST_LINE = 4000 }; /* a listing has fewer */
	struct bill_at at = {.src = reader->src, .line = 1, .column = 1};
	bool broken = false;

	keep(reader, NULL);
	for (const char *p = reader->src->text; *p && at.line < MOST_LINES; at.line++) {
		size_t len = strcspn(p, "\n");
		g_autofree char *line = len < LONGEST_LINE ? g_utf8_make_valid(p, (gssize)len) : NULL;
		g_autofree char *lost =
			line && *line && !bill_labels_is_furniture(line) ? lost_words(reader, line, broken, language) : NULL;

		if (lost && !is_told(diags, at.line))
			bill_note(diags, at, "event/left-out", "no field holds these words: %s", lost);
		broken = len && p[len - 1] == '-';
		p += len + (p[len] == '\n');
	}
}
