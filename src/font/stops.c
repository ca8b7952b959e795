/* Where lines may end: by the Unicode rules (UAX 14, through Pango), with a price for places where a speaker would not pause. */
#include "font/type.h"

#include <string.h>

/* In squared shares of the line's width, as in lines.c. */
#define PAUSE_STRONG -0.10 /* after a colon, a dash, the end of a sentence */
#define PAUSE_WEAK -0.04   /* after a comma */
#define STRANDED 0.06      /* after an article or a short preposition, which belongs to what follows */

/* Words that lean on the next one. Lower case, in the languages that have them, shortest first. */
static const char *const leaning[] = {"a", "à", "e", "é", "i", "o", "u", "v", "y", "в", "и", "к", "о", "с", "у", "я", "an", "as", "at", "by", "da", "de", "di", "du", "el", "en", "et",
	"il", "im", "in", "is", "la", "le", "no", "of", "on", "or", "os", "ou", "to", "un", "um", "vs", "za", "zu", "на", "не", "об", "от", "по", "the", "and", "for", "das", "dem", "den",
	"der", "des", "die", "ein", "les", "los", "las", "una", "une", "und", "via", "con", "dei", "del", "vom", "von", "zum", "zur", "для", "или", "from", "into", "mit", "with", "eine",
	"avec", "dans", "pour", "sur", "aux", "los", "por", "para", "über", "than", "that"};

static bool leans(const char *word, size_t len)
{
	if (len == 0 || len > 8)
		return false;
	g_autofree char *lower = g_utf8_strdown(word, (gssize)len);
	for (size_t i = 0; i < G_N_ELEMENTS(leaning); i++)
		if (strcmp(lower, leaning[i]) == 0)
			return true;
	return false;
}

static double pause_price(gunichar before)
{
	switch (before) {
	case ':': case 0x2013: case 0x2014: case '?': case '!': case ';': case 0xFF1A: case 0x3002: case 0x2026: case '|':
		return PAUSE_STRONG;
	case ',': case 0x3001: case 0x060C: case ')':
		return PAUSE_WEAK;
	default:
		return 0;
	}
}

/* What it costs to end a line after the byte `end`. */
static double price(const char *s, size_t end)
{
	const char *last = g_utf8_find_prev_char(s, s + end);
	if (!last)
		return 0;
	double pause = pause_price(g_utf8_get_char(last));
	if (pause < 0)
		return pause;
	size_t word = end;
	while (word > 0 && !strchr(" \n\t", s[word - 1]) && end - word < 9)
		word--;
	return leans(s + word, end - word) ? STRANDED : 0;
}

bool bill_stop_pauses(const struct bill_stop *stop)
{
	return stop->penalty <= PAUSE_STRONG && !bill_stop_forced(stop);
}

static struct bill_stop make_stop(const struct bill_type *type, size_t end, size_t next, enum bill_stop_kind kind)
{
	return (struct bill_stop){.end = end, .next = next, .x_end = type->x[end], .x_next = type->x[next], .penalty = price(type->s, end), .kind = kind};
}

static size_t trim_white(const char *s, size_t start, size_t end)
{
	while (end > start) {
		const char *last = g_utf8_prev_char(s + end);
		gunichar c = g_utf8_get_char(last);
		if (!g_unichar_isspace(c) || c == 0xA0 || c == 0x202F)
			break;
		end = (size_t)(last - s);
	}
	return end;
}

static void find_in_paragraph(struct bill_type *type, size_t start, size_t len, PangoLanguage *language, GArray *stops)
{
	const char *s = type->s + start;
	int n = (int)g_utf8_strlen(s, (gssize)len) + 1;
	g_autofree PangoLogAttr *attributes = g_new0(PangoLogAttr, n);
	pango_get_log_attrs(s, (int)len, -1, language, attributes, n);
	const char *c = s;
	for (int i = 0; i < n - 1; i++, c += g_utf8_skip[*(const guchar *)c]) {
		size_t next = start + (size_t)(c - s);
		if (i == 0 || !attributes[i].is_line_break)
			continue;
		size_t end = trim_white(type->s, start, next);
		if (end == start)
			continue;
		enum bill_stop_kind kind = attributes[i].break_inserts_hyphen ? BILL_STOP_HYPHEN : attributes[i].is_mandatory_break ? BILL_STOP_LINE : BILL_STOP_BREAK;
		struct bill_stop stop = make_stop(type, end, next, kind);
		g_array_append_val(stops, stop);
	}
}

static void keep(struct bill_type *type, GArray *stops, struct bill_stop **kept, size_t *n)
{
	*n = stops->len;
	*kept = bill_arena_array(type->arena, struct bill_stop, stops->len);
	memcpy(*kept, stops->data, stops->len * sizeof(struct bill_stop));
}

void bill_type_find_stops(struct bill_type *type, const char *language)
{
	g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(struct bill_stop));
	PangoLanguage *pango_language = pango_language_from_string(language);
	for (size_t start = 0; start < type->len || start == 0;) {
		const char *newline = memchr(type->s + start, '\n', type->len - start);
		size_t end = newline ? (size_t)(newline - type->s) : type->len;
		find_in_paragraph(type, start, end - start, pango_language, stops);
		struct bill_stop stop = make_stop(type, trim_white(type->s, start, end), newline ? end + 1 : end, BILL_STOP_PARAGRAPH);
		stop.penalty = 0;
		g_array_append_val(stops, stop);
		start = end + 1;
	}
	keep(type, stops, &type->stops, &type->n_stops);
}

/* Between two stops, every cluster's end: where the advance grows. */
static void add_clusters(const struct bill_type *type, size_t start, size_t end, GArray *stops)
{
	for (size_t i = start + 1; i < end; i++) {
		if (((unsigned char)type->s[i] & 0xC0) == 0x80 || type->x[i] <= type->x[i - 1] || type->x[i + 1] <= type->x[i])
			continue;
		struct bill_stop stop = make_stop(type, i, i, BILL_STOP_DESPERATE);
		g_array_append_val(stops, stop);
	}
}

void bill_type_find_desperate_stops(struct bill_type *type)
{
	g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(struct bill_stop));
	for (size_t i = 0; i < type->n_stops; i++) {
		add_clusters(type, i ? type->stops[i - 1].next : 0, type->stops[i].end, stops);
		g_array_append_val(stops, type->stops[i]);
	}
	keep(type, stops, &type->desperate, &type->n_desperate);
}
