/* Where lines may end: by the Unicode rules (UAX 14, through Pango), with a price for places where a speaker would not pause. */
#include "font/type.h"

#include <string.h>

/* In squared shares of the line's width, as in lines.c. */
#define PAUSE_FACT -0.4    /* where a mark divides two facts */
#define PAUSE_STRONG -0.10 /* after a colon, a dash, the end of a sentence */
#define PAUSE_WEAK -0.04   /* after a comma */
#define INSIDE_WORD 0.3    /* inside a word of a script that has no spaces */
#define STRANDED 0.06      /* after an article or a short preposition, which belongs to what follows */
#define COMPOUND 0.08      /* after the hyphen of a compound: "Self-organization" */

static double pause_price(gunichar before)
{
	if (bill_is_ornament(before))
		return PAUSE_FACT;
	switch (before) {
	case ':':
	case 0x2013:
	case 0x2014:
	case '?':
	case '!':
	case ';':
	case 0xFF1A:
	case 0x3002:
	case 0x2026:
	case '|':
		return PAUSE_STRONG;
	case ',':
	case 0x3001:
	case 0x060C:
	case ')':
		return PAUSE_WEAK;
	default:
		return 0;
	}
}

bool bill_stop_strands(const struct bill_stop *stop)
{
	return stop->penalty == STRANDED && !bill_stop_forced(stop);
}

bool bill_stop_parts(const struct bill_stop *stop)
{
	return stop->penalty == COMPOUND && !bill_stop_forced(stop);
}

bool bill_stop_divides(const struct bill_stop *stop)
{
	return stop->penalty == PAUSE_FACT && !bill_stop_forced(stop);
}

bool bill_stop_pauses(const struct bill_stop *stop)
{
	return stop->penalty <= PAUSE_STRONG && !bill_stop_forced(stop);
}

/* One paragraph, while its stops are found. */
struct finding {
	struct bill_type *type;
	GArray *stops;
	struct bill_phrases phrases;
	const struct bill_hyphenator *hyphenator; /* NULL: words stay whole */
	size_t start, end;                        /* bytes */
	size_t word;                              /* where the word begins that the next stop ends */
	bool soft;                                /* the latest stop was a soft hyphen of the text */
	size_t token, token_end;                  /* what is between two spaces */
	enum bill_address address;                /* what it is */
};

static void add_stop_hyphened(
	const struct finding *finding, size_t end, size_t next, enum bill_stop_kind kind, double penalty, bool hyphen)
{
	const struct bill_type *type = finding->type;
	struct bill_stop stop = {.end = end, .next = next, .penalty = penalty, .kind = kind, .hyphen = hyphen};
	bill_stop_edges(type, &stop);
	g_array_append_val(finding->stops, stop);
}

static void add_stop(const struct finding *finding, size_t end, size_t next, enum bill_stop_kind kind, double penalty)
{
	add_stop_hyphened(finding, end, next, kind, penalty, kind == BILL_STOP_HYPHEN || kind == BILL_STOP_SYLLABLE);
}

static bool is_white(gunichar c)
{
	return g_unichar_isspace(c) && c != 0xA0 && c != 0x202F && c != 0x2007;
}

static size_t trim_white(const char *s, size_t start, size_t end)
{
	while (end > start) {
		const char *last = g_utf8_prev_char(s + end);
		if (!is_white(g_utf8_get_char(last)))
			break;
		end = (size_t)(last - s);
	}
	return end;
}

/* ---- inside words ---- */

#define LEAST_LETTERS 5 /* of a word that is hyphenated */
#define LEAST_PART 12   /* letters of a part of a compound that has a hyphen of its own */
#define PRICE_ADDRESS 0.3

static size_t letters_from(const char *s, size_t start, size_t end)
{
	const char *c = s + start;
	while (c < s + end && (g_unichar_isalpha(g_utf8_get_char(c)) || g_unichar_ismark(g_utf8_get_char(c))))
		c = bill_next(c);
	return (size_t)(c - s);
}

/* A name or a brand is left whole: words with a capital, but for the first letter of a language that writes its nouns so. */
static bool is_plain_word(const struct bill_type *type, size_t start, size_t end)
{
	const char *s = type->s;
	bool nouns = g_ascii_strncasecmp(type->language, "de", 2) == 0 || g_ascii_strncasecmp(type->language, "lb", 2) == 0;
	for (const char *c = s + start; c < s + end; c = bill_next(c))
		if (g_unichar_isupper(g_utf8_get_char(c)) && !(nouns && c == s + start))
			return false;
	return !(bill_text_flags(type->text, start) & BILL_RUN_CODE);
}

/* The places of one run of letters, by the dictionary. A ligature is not parted. */
static void hyphenate_letters(const struct finding *finding, size_t start, size_t end, enum bill_stop_kind kind)
{
	const struct bill_type *type = finding->type;
	size_t points[BILL_MOST_SYLLABLES], n = bill_hyphenate(finding->hyphenator, type->s + start, end - start, points);
	for (size_t i = 0; i < n; i++)
		if (type->spots[start + points[i]].cluster)
			add_stop(finding, start + points[i], start + points[i], kind, 0);
}

/* Whether a word between two stops holds nothing but letters and apostrophes, with marks around. */
static bool is_word(const char *s, size_t start, size_t end)
{
	bool ended = false;
	for (const char *c = s + start; c < s + end; c = bill_next(c)) {
		gunichar letter = g_utf8_get_char(c);
		bool inside = g_unichar_isalpha(letter) || g_unichar_ismark(letter);
		if (g_unichar_isdigit(letter) || (inside && ended))
			return false;
		ended = ended || (!inside && c > s + start && letter != '\'' && letter != 0x2019 && !strchr("([{", s[start]));
	}
	return true;
}

static void hyphenate_word(const struct finding *finding, size_t start, size_t end)
{
	const char *s = finding->type->s;
	bool part = (start > finding->start && s[start - 1] == '-') || (end > start && s[end - 1] == '-');
	if (!is_word(s, start, end))
		return;
	for (size_t from = start, to; from < end; from = MAX(to, (size_t)(bill_next(s + from) - s))) {
		to = letters_from(s, from, end);
		if (g_utf8_strlen(s + from, (gssize)(to - from)) >= (part ? LEAST_PART : LEAST_LETTERS) &&
			is_plain_word(finding->type, from, to))
			hyphenate_letters(finding, from, to, BILL_STOP_HYPHEN);
	}
}

/* ---- between words ---- */

/* The places of a paragraph, in order: the parts of each word come before the stop that ends it. */
static void add_break(struct finding *finding, size_t end, size_t next, enum bill_stop_kind kind, double penalty)
{
	bool soft = finding->soft || kind == BILL_STOP_HYPHEN; /* the text has hyphens of its own */
	if (finding->hyphenator && !soft && finding->address == BILL_ADDRESS_NONE)
		hyphenate_word(finding, finding->word, end);
	add_stop(finding, end, next, kind, penalty);
	finding->word = next;
	finding->soft = kind == BILL_STOP_HYPHEN;
}

/* One-letter words that lean on what is before them: a line ends after them, not before. */
static bool is_particle(gunichar c)
{
	static const gunichar particles[] = {0x306E, 0x306F, 0x304C, 0x3092, 0x306B, 0x3067, 0x3068, 0x3082, 0x3078, 0x3084, 0x7684};
	for (size_t i = 0; i < G_N_ELEMENTS(particles); i++)
		if (particles[i] == c)
			return true;
	return false;
}

/* Between two letters of Chinese or Japanese: inside a word no speaker pauses. */
static double judge_letters(gunichar before, gunichar after, bool boundary)
{
	if (!boundary)
		return INSIDE_WORD;
	return is_particle(after) ? STRANDED : is_particle(before) ? PAUSE_WEAK : 0;
}

#define SHORT_HAN 6       /* characters of a compound that a headline keeps whole: 自然言語処理 */
#define SHORT_KATAKANA 10 /* the same of a foreign word: ブラックボックス */
#define INSIDE_RUN 0.1    /* inside a longer one, or between two words of hiragana */
#define BESIDE_RUN 0.05   /* where kanji and katakana meet: they often are one compound */

static GUnicodeScript letter_script(gunichar c)
{
	return c == 0x30FC ? G_UNICODE_SCRIPT_KATAKANA : g_unichar_get_script(c);
}

/* How many letters of one script stand together around a byte, up to `most` on either side. */
static size_t run_around(const char *s, size_t at, size_t most)
{
	GUnicodeScript script = letter_script(g_utf8_get_char(s + at));
	size_t count = 0, before = 0;
	for (const char *c = s + at; *c && count < most && letter_script(g_utf8_get_char(c)) == script; c = bill_next(c))
		count++;
	for (const char *c = s + at;
		 before < most && (c = g_utf8_find_prev_char(s, c)) && letter_script(g_utf8_get_char(c)) == script;)
		before++;
	return count + before;
}

/* In a headline, lines end between phrases: after particles and inflections, which are hiragana, and before what is none. */
static void break_headline(struct finding *finding, size_t at, gunichar before, gunichar after, bool boundary)
{
	GUnicodeScript from = letter_script(before), to = letter_script(after);
	size_t most = to == G_UNICODE_SCRIPT_HAN ? SHORT_HAN : SHORT_KATAKANA;
	bool whole = !boundary || is_particle(after) || (to == G_UNICODE_SCRIPT_HIRAGANA && from != to);
	double price = from != to ? BESIDE_RUN : INSIDE_RUN;
	if (to == G_UNICODE_SCRIPT_HIRAGANA)
		whole = whole || !is_particle(before);
	else if (from == G_UNICODE_SCRIPT_HIRAGANA || is_particle(before))
		price = is_particle(before) ? PAUSE_WEAK : 0;
	else if (from == to)
		whole = whole || run_around(finding->type->s, at, most + 1) <= most;
	add_break(finding, at, at, whole ? BILL_STOP_PHRASE : BILL_STOP_BREAK, whole ? 0 : price);
}

static void judge_east_asian(struct finding *finding, size_t at, gunichar before, gunichar after, bool boundary)
{
	if (finding->type->headline)
		break_headline(finding, at, before, after, boundary);
	else
		add_break(finding, at, at, BILL_STOP_BREAK, judge_letters(before, after, boundary));
}

#define NAME_BYTES 80 /* a longer text is no name or title, but prose */

/* Between two words without white space, an en dash joins them as a hyphen does: "reaction–diffusion", "Navier–Stokes",
 * "May–July". */
static bool is_hyphen(gunichar c)
{
	return c == '-' || c == 0x2010 || c == 0x2013;
}

/* "Anna-Lena" is one name: it stays together where there is any other way. */
static bool is_double_name(const struct bill_type *type, const char *last, gunichar after)
{
	return type->len < NAME_BYTES && is_hyphen(g_utf8_get_char(last)) && g_unichar_isupper(after);
}

/* "C++": UAX 14 would allow a break between its signs. */
static bool is_doubled(gunichar before, gunichar after)
{
	return before == after && before < 0x80 && g_ascii_ispunct((char)before);
}

/* "CI/CD" is one word, where it is not much longer. */
#define SHORT_PAIR 12

static bool is_pair(const struct finding *finding, size_t end, size_t next)
{
	const char *s = finding->type->s;
	return end == next && end > finding->token && next < finding->token_end && s[end - 1] == '/' &&
		   finding->token_end - finding->token <= SHORT_PAIR;
}

/* "2024年8月7日", "2024년 8월 7일": a day stays whole. */
static bool parts_day(gunichar before, gunichar after)
{
	static const gunichar marks[] = {0x5E74, 0x6708, 0x65E5, 0x6642, 0x5206, 0xB144, 0xC6D4, 0xC77C};
	bool marked = false;
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		marked = marked || (g_unichar_isdigit(before) && after == marks[i]) ||
				 (i != 2 && i != 7 && before == marks[i] && g_unichar_isdigit(after));
	return marked;
}

static void judge_break(struct finding *finding, size_t end, size_t next, bool boundary)
{
	const struct bill_type *type = finding->type;
	const char *last = g_utf8_find_prev_char(type->s, type->s + end);
	double pause = last ? pause_price(g_utf8_get_char(last)) : 0;
	if (last && bill_is_ornament(g_utf8_get_char(last))) {
		if (g_utf8_get_char(last) == g_utf8_get_char(type->s + finding->start))
			pause = 0; /* a bullet before what it leads */
		else
			end = trim_white(type->s, finding->start, (size_t)(last - type->s)); /* a line's end divides as well as the mark */
	}
	gunichar after = next < finding->end ? g_utf8_get_char(type->s + next) : 0;
	if (last && end == next && bill_script_is_east_asian(g_utf8_get_char(last)) && bill_script_is_east_asian(after)) {
		judge_east_asian(finding, end, g_utf8_get_char(last), after, boundary);
		return;
	}
	bool inside = last && end == next && (is_double_name(type, last, after) || is_doubled(g_utf8_get_char(last), after));
	if (last && (inside || is_pair(finding, end, next) || parts_day(g_utf8_get_char(last), after))) {
		add_break(finding, end, next, BILL_STOP_PHRASE, 0);
		return;
	}
	enum bill_lean lean = bill_phrase_judge(&finding->phrases, type->s, end, next, finding->start, finding->end);
	if (lean == BILL_LEAN_BETTER_NOT && pause > PAUSE_STRONG)
		pause = STRANDED;
	if (last && end == next && is_hyphen(g_utf8_get_char(last)))
		pause = COMPOUND;
	add_break(finding, end, next, lean == BILL_LEAN_NEVER ? BILL_STOP_PHRASE : BILL_STOP_BREAK, pause);
}

/* Korean is parted at its spaces, though UAX 14 would allow every syllable (CSS Text 3, word-break: keep-all). */
static bool inside_korean_word(const char *s, size_t start, size_t at)
{
	if (at <= start)
		return false;
	gunichar before = g_utf8_get_char(g_utf8_prev_char(s + at)), after = g_utf8_get_char(s + at);
	return g_unichar_get_script(before) == G_UNICODE_SCRIPT_HANGUL && g_unichar_get_script(after) == G_UNICODE_SCRIPT_HANGUL;
}

static void find_address(struct finding *finding, size_t at)
{
	const char *s = finding->type->s;
	finding->token = at;
	finding->token_end = at;
	while (finding->token_end < finding->end && !strchr(" \t\n", s[finding->token_end]))
		finding->token_end++;
	finding->address = bill_address_kind(s + at, finding->token_end - at);
}

/* One place between two characters of the paragraph. */
static void find_at(struct finding *finding, size_t at, const PangoLogAttr *attribute)
{
	const struct bill_type *type = finding->type;
	if (at > finding->token_end)
		find_address(finding, at);
	if (finding->address != BILL_ADDRESS_NONE && at > finding->token && at < finding->token_end) {
		if (type->spots[at].cluster && bill_address_parts(finding->address, type->s + finding->token,
										   finding->token_end - finding->token, at - finding->token))
			add_break(finding, at, at, BILL_STOP_BREAK, PRICE_ADDRESS);
		return;
	}
	if (!attribute->is_line_break || at == finding->start)
		return;
	size_t end = trim_white(type->s, finding->start, at);
	if (attribute->is_mandatory_break)
		add_break(finding, end, at, BILL_STOP_LINE, 0);
	else if (attribute->break_inserts_hyphen && end > finding->start)
		add_break(finding, end, at, BILL_STOP_HYPHEN, 0);
	else if (end > finding->start && (end < at || (type->spots[at].cluster && !inside_korean_word(type->s, finding->start, at))))
		judge_break(finding, end, at, attribute->is_word_boundary);
}

static void find_in_paragraph(struct finding *finding)
{
	const struct bill_type *type = finding->type;
	const char *s = type->s + finding->start;
	size_t len = finding->end - finding->start;
	int n = (int)g_utf8_strlen(s, (gssize)len) + 1;
	g_autofree PangoLogAttr *attributes = g_new0(PangoLogAttr, n);
	pango_get_log_attrs(s, (int)len, -1, pango_language_from_string(type->language), attributes, n);
	bill_script_breaks(s, len, attributes);
	finding->word = finding->start;
	finding->soft = false;
	find_address(finding, finding->start);
	const char *c = s;
	for (int i = 0; i < n - 1; i++, c = bill_next(c))
		find_at(finding, finding->start + (size_t)(c - s), &attributes[i]);
}

static struct bill_stops keep(const struct bill_type *type, const GArray *stops)
{
	struct bill_stops kept = {.n = stops->len};
	kept.at = bill_arena_array(type->arena, struct bill_stop, stops->len);
	memcpy(kept.at, stops->data, stops->len * sizeof(struct bill_stop));
	kept.start = (struct bill_stop){.kind = BILL_STOP_PARAGRAPH};
	bill_stop_edges(type, &kept.start);
	return kept;
}

void bill_type_find_stops(struct bill_type *type)
{
	g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(struct bill_stop));
	struct finding finding = {.type = type, .stops = stops};
	bill_phrases_init(&finding.phrases, type->language);
	finding.hyphenator = type->hyphenate && !type->rtl ? bill_fontset_hyphenator(type->fonts, type->language) : NULL;
	for (size_t start = 0; start < type->len || start == 0; start = finding.end + 1) {
		const char *newline = memchr(type->s + start, '\n', type->len - start);
		finding.start = start;
		finding.end = newline ? (size_t)(newline - type->s) : type->len;
		find_in_paragraph(&finding);
		add_stop(
			&finding, trim_white(type->s, start, finding.end), newline ? finding.end + 1 : finding.end, BILL_STOP_PARAGRAPH, 0);
	}
	type->stops = keep(type, stops);
}

/* ---- where nothing else is left ---- */

/* Scripts whose readers expect a hyphen where a word is parted. */
static bool is_alphabetic(const char *c)
{
	gunichar letter = g_utf8_get_char(c);
	if (!g_unichar_isalpha(letter))
		return false;
	GUnicodeScript script = g_unichar_get_script(letter);
	return script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_GREEK || script == G_UNICODE_SCRIPT_CYRILLIC ||
		   script == G_UNICODE_SCRIPT_ARMENIAN || script == G_UNICODE_SCRIPT_GEORGIAN;
}

static void add_syllables(const struct finding *finding, size_t start, size_t end)
{
	const char *s = finding->type->s;
	if (!finding->hyphenator || finding->address != BILL_ADDRESS_NONE)
		return;
	for (size_t from = start, to; from < end; from = MAX(to, (size_t)(bill_next(s + from) - s))) {
		to = letters_from(s, from, end);
		if (g_utf8_strlen(s + from, (gssize)(to - from)) >= LEAST_LETTERS)
			hyphenate_letters(finding, from, to, BILL_STOP_SYLLABLE);
	}
}

/* Every cluster's end but those that are syllables' ends already. */
static void add_clusters(const struct finding *finding, size_t start, size_t end, GArray *syllables)
{
	const struct bill_type *type = finding->type;
	bool plain = finding->address == BILL_ADDRESS_NONE;
	size_t s = 0, before = start; /* the cluster's first byte: a letter may have several */
	for (size_t i = start + 1; i < end; i++) {
		if (s < syllables->len && g_array_index(syllables, struct bill_stop, s).end == i) {
			g_array_append_val(finding->stops, g_array_index(syllables, struct bill_stop, s));
			s++;
		} else if (type->spots[i].cluster && type->spots[i].x > type->spots[before].x) {
			bool hyphen = plain && is_alphabetic(g_utf8_prev_char(type->s + i)) && is_alphabetic(type->s + i);
			add_stop_hyphened(finding, i, i, BILL_STOP_DESPERATE, 0, hyphen);
		}
		if (type->spots[i].cluster)
			before = i;
	}
}

/* Between two stops, the ends of syllables and of characters. */
static void add_inside(struct finding *finding, size_t start, size_t end)
{
	g_autoptr(GArray) syllables = g_array_new(FALSE, FALSE, sizeof(struct bill_stop));
	if (start >= finding->token_end)
		find_address(finding, start);
	struct finding inside = *finding;
	inside.stops = syllables;
	add_syllables(&inside, start, end);
	add_clusters(finding, start, end, syllables);
}

void bill_type_find_desperate_stops(struct bill_type *type)
{
	g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(struct bill_stop));
	struct finding finding = {.type = type,
		.stops = stops,
		.end = type->len,
		.hyphenator = type->rtl ? NULL : bill_fontset_hyphenator(type->fonts, type->language)};
	for (size_t i = 0; i < type->stops.n; i++) {
		const struct bill_stop *stop = &type->stops.at[i];
		size_t start = i ? type->stops.at[i - 1].next : 0;
		if (stop->end > start)
			add_inside(&finding, start, stop->end);
		g_array_append_val(stops, *stop);
	}
	type->desperate = keep(type, stops);
}
