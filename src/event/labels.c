/* The table of labels and how they look in a text: bullets, bold, capitals, full-width colons, brackets. */
#include "event/labels.h"
#include "event/locale.h"
#include "event/utf.h"

#include <string.h>

#define LONGEST_WORDING 80    /* bytes */
#define LONGEST_FURNITURE 400 /* bytes, accents, wide letters and spaces included */

struct entry {
	enum bill_label label;
	const char *language, *wording;
};

static const struct entry entries[] = {
#define LABEL(field, language, wording) {BILL_LABEL_##field, #language, wording},
#include "event/labels.def"
};

static const struct {
	enum bill_label label;
	const char *sign;
} signs[] = {
#define SIGN(field, sign) {BILL_LABEL_##field, sign},
#include "event/labels.def"
};

static const char *const furniture[] = {
#define FURNITURE(line) line,
#include "event/labels.def"
};

/* ---- the table, by wording ---- */

struct wording {
	enum bill_label label;
	uint64_t languages;
};

static struct {
	GHashTable *exact, *loose; /* wording → struct wording; loose ones have lost their accents */
	GHashTable *furniture;
	const char *languages[64];
	unsigned n_languages;
} table;

static unsigned language_bit(const char *language)
{
	for (unsigned i = 0; i < table.n_languages; i++)
		if (strcmp(table.languages[i], language) == 0)
			return i;
	g_assert(table.n_languages < G_N_ELEMENTS(table.languages)); /* labels.def has fewer */
	table.languages[table.n_languages] = language;
	return table.n_languages++;
}

/* The first field a wording is listed for keeps it. */
static void add_wording(GHashTable *to, char *text, const struct entry *entry)
{
	struct wording *known = g_hash_table_lookup(to, text);

	if (!known) {
		known = g_new0(struct wording, 1);
		known->label = entry->label;
		g_hash_table_insert(to, text, known);
	} else {
		g_free(text);
	}
	if (known->label == entry->label)
		known->languages |= UINT64_C(1) << language_bit(entry->language);
}

static char *lower(const char *text)
{
	g_autofree char *folded = NULL;

	if (g_str_is_ascii(text))
		return g_ascii_strdown(text, -1);
	folded = g_utf8_strdown(text, -1);
	return g_utf8_normalize(folded, -1, G_NORMALIZE_ALL_COMPOSE);
}

static void load(void)
{
	static gsize loaded;

	if (!g_once_init_enter(&loaded))
		return;
	table.exact = g_hash_table_new(g_str_hash, g_str_equal);
	table.loose = g_hash_table_new(g_str_hash, g_str_equal);
	table.furniture = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
		add_wording(table.exact, g_strdup(entries[i].wording), &entries[i]); /* lower case and NFC, as a test holds */
		add_wording(table.loose, bill_fold(entries[i].wording), &entries[i]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(furniture); i++)
		g_hash_table_add(table.furniture, bill_fold(furniture[i]));
	g_once_init_leave(&loaded, 1);
}

const char *bill_labels_language(unsigned bit)
{
	load();
	return bit < table.n_languages ? table.languages[bit] : NULL;
}

/* ---- one wording ---- */

/* "Speaker(s)", "Intervenant·e", "Referent/in", "Talk 2", "Abstract (English)": the ending goes. NULL: there is none. */
static char *without_ending(const char *text)
{
	static const char *const endings[] = {"·e·s", "·es", "·e", ".e.s", ".e", "*innen", "*in", ":innen", ":in", "/-innen", "/-in",
		"/innen", "/in", "/e", "_innen", "_in", ":r", "(e)s", "(e)", "(s)", "(en)", "(in)", "/s", "s", "·rice", "-rice", "/rice",
		"(a)", "/a", "(es)", "/ka"};
	size_t len = strlen(text), digits = len;
	const char *open = strrchr(text, '(');

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(text, endings[i]) && len > strlen(endings[i]) + 2)
			return g_strndup(text, len - strlen(endings[i]));
	if (open && open > text && text[len - 1] == ')')
		return g_strchomp(g_strndup(text, (gsize)(open - text)));
	while (digits && g_ascii_isdigit(text[digits - 1]))
		digits--;
	if (digits < len && len - digits <= 2 && digits > 1 && (text[digits - 1] == ' ' || text[digits - 1] == '#'))
		return g_strchomp(g_strndup(text, digits - 1));
	return NULL;
}

static const struct wording *look_up(const char *text)
{
	g_autofree char *exact = lower(text);
	const struct wording *known = g_hash_table_lookup(table.exact, exact);
	g_autofree char *loose = known ? NULL : bill_fold(text);

	return known ? known : g_hash_table_lookup(table.loose, loose);
}

/* "Title / Titre": either half will do, but both must be labels. */
static const struct wording *look_up_pair(const char *text)
{
	const char *slash = strchr(text, '/') ? strchr(text, '/') : strchr(text, '|');
	g_autofree char *first = slash ? g_strstrip(g_strndup(text, (gsize)(slash - text))) : NULL;
	g_autofree char *second = slash ? g_strstrip(g_strdup(slash + 1)) : NULL;

	return slash && *first && *second && look_up(second) ? look_up(first) : NULL;
}

static const struct wording *find(const char *phrase, size_t len)
{
	g_autofree char *text = g_strstrip(g_strndup(phrase, len));
	const struct wording *known;

	load();
	if (!*text)
		return NULL;
	known = look_up(text);
	for (int i = 0; !known && i < 2; i++) {
		char *shorter = without_ending(text);

		if (!shorter)
			break;
		g_free(text);
		text = shorter;
		known = look_up(text);
	}
	return known ? known : look_up_pair(text);
}

const char *bill_labels_name(enum bill_label label)
{
	static const char *const names[BILL_LABEL_COUNT] = {
		[BILL_LABEL_TITLE] = "title",
		[BILL_LABEL_SUBTITLE] = "subtitle",
		[BILL_LABEL_SERIES] = "series",
		[BILL_LABEL_SPEAKER] = "speakers",
		[BILL_LABEL_SPEAKERS] = "speakers",
		[BILL_LABEL_AFFILIATION] = "affiliation",
		[BILL_LABEL_ABSTRACT] = "abstract",
		[BILL_LABEL_BIO] = "bio",
		[BILL_LABEL_HOST] = "host",
		[BILL_LABEL_START] = "start",
		[BILL_LABEL_END] = "end",
		[BILL_LABEL_WHEN] = "when",
		[BILL_LABEL_TIME] = "when",
		[BILL_LABEL_DURATION] = "duration",
		[BILL_LABEL_LOCATION] = "location",
		[BILL_LABEL_VENUE] = "venue",
		[BILL_LABEL_ROOM] = "room",
		[BILL_LABEL_ADDRESS] = "address",
		[BILL_LABEL_URL] = "url",
		[BILL_LABEL_CONTACT] = "contact",
		[BILL_LABEL_PRICE] = "price",
		[BILL_LABEL_DOORS] = "doors",
		[BILL_LABEL_SPONSORS] = "sponsors",
		[BILL_LABEL_PROGRAMME] = "programme",
		[BILL_LABEL_STATUS] = "status",
		[BILL_LABEL_LANGUAGE] = "language",
		[BILL_LABEL_KEYWORDS] = "keywords",
	};
	return names[label];
}

enum bill_label bill_labels_of(const char *wording)
{
	const struct wording *known = strlen(wording) < LONGEST_WORDING ? find(wording, strlen(wording)) : NULL;

	return known ? known->label : BILL_LABEL_NONE;
}

const char *bill_labels_field(const char *wording)
{
	return bill_labels_name(bill_labels_of(wording));
}

/* ---- marks ---- */

static size_t starts_with(const char *p, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*p == *list[i] && g_str_has_prefix(p, list[i])) /* it is asked at each letter of a text */
			return strlen(list[i]);
	return 0;
}

/* White space of any kind. */
static size_t spaces(const char *p)
{
	const char *start = p;

	while (*p && (g_unichar_isspace(g_utf8_get_char(p)) || g_utf8_get_char(p) == 0x200B))
		p = bill_utf_next(p);
	return (size_t)(p - start);
}

static size_t emphasis(const char *p)
{
	return strspn(p, "*_`");
}

static size_t bullet_sign(const char *p)
{
	static const char *const spaced[] = {"-", "*", "+", "–", "—", "·"}, *const free_standing[] = {"•", "▪", "◦", "‣", "●", "■",
																			"□", "◆", "◇", "○", "◎", "►", "▶", "・", "※"};
	size_t n = starts_with(p, spaced, G_N_ELEMENTS(spaced));

	if (n && spaces(p + n))
		return n;
	n = starts_with(p, free_standing, G_N_ELEMENTS(free_standing));
	if (n)
		return n;
	n = strspn(p, "0123456789");
	return n && n <= 2 && (p[n] == '.' || p[n] == ')') && p[n + 1] == ' ' ? n + 1 : 0;
}

size_t bill_labels_skip_marks(const char *line, bool *bullet)
{
	size_t n = spaces(line), sign;

	if (bullet)
		*bullet = false;
	while (line[n] == '>')
		n += 1 + spaces(line + n + 1);
	sign = bullet_sign(line + n);
	if (sign) {
		if (bullet)
			*bullet = true;
		n += sign + spaces(line + n + sign);
	}
	if (line[n] == '#' && line[n + strspn(line + n, "#")] == ' ')
		n += strspn(line + n, "#") + 1;
	n += spaces(line + n);
	return n + emphasis(line + n);
}

/* The bytes of a colon of any kind; 0: none. */
static size_t colon(const char *p)
{
	static const char *const colons[] = {"：", "﹕", "︰"};

	if (*p == ':')
		return g_str_has_prefix(p, "://") ? 0 : 1;
	return starts_with(p, colons, G_N_ELEMENTS(colons));
}

/* Bytes without the emphasis and spaces at the end; French puts a no-break space before the colon. */
static size_t trimmed(const char *p, size_t len)
{
	while (len) {
		const char *last = g_utf8_prev_char(p + len);

		if (!strchr("*_`", *last) && !g_unichar_isspace(g_utf8_get_char(last)))
			break;
		len = (size_t)(last - p);
	}
	return len;
}

/* ---- at the start of a line ---- */

static bool take(struct bill_label_match *match, const struct wording *known, size_t start, size_t wording, size_t value)
{
	match->label = known->label;
	match->languages = known->languages;
	match->start = start;
	match->wording = wording;
	match->value = value;
	match->has_colon = true;
	return true;
}

/* After the colon: emphasis that closes, and spaces. */
static size_t value_after(const char *line, size_t n)
{
	size_t closing = emphasis(line + n);

	/* "**Title:** X" closes; "Title: *X*" does not */
	if (closing && (spaces(line + n + closing) || !line[n + closing]))
		n += closing;
	return n + spaces(line + n);
}

static bool sign_at(const char *line, size_t n, struct bill_label_match *match)
{
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		struct wording known = {.label = signs[i].label};
		size_t len = strlen(signs[i].sign);

		if (!g_str_has_prefix(line + n, signs[i].sign))
			continue;
		if (g_str_has_prefix(line + n + len, "\xef\xb8\x8f")) /* U+FE0F: shown as a picture */
			len += 3;
		return take(match, &known, n, len, n + len + spaces(line + n + len));
	}
	return false;
}

/* 【日時】 */
static bool bracket_at(const char *line, size_t n, struct bill_label_match *match)
{
	static const char *const opening[] = {"【", "〔", "［"}, *const closing[] = {"】", "〕", "］"};
	size_t open = starts_with(line + n, opening, G_N_ELEMENTS(opening));
	const struct wording *known;
	const char *close;

	for (size_t i = 0; open && i < G_N_ELEMENTS(closing); i++)
		if ((close = strstr(line + n, closing[i])) && (known = find(line + n + open, (size_t)(close - line) - n - open))) {
			size_t value = (size_t)(close - line) + strlen(closing[i]);

			value += spaces(line + value);
			value += colon(line + value);
			return take(match, known, n + open, (size_t)(close - line) - n - open, value + spaces(line + value));
		}
	return false;
}

/* Where the wording ends and its value begins: at a colon, a dash between spaces, a tab or an ideographic space. */
static bool ends_wording(const char *line, size_t n, size_t *value)
{
	static const char *const dashes[] = {" - ", " – ", " — ", "\t", "\xe3\x80\x80"};
	size_t len = colon(line + n);

	if (!len)
		len = starts_with(line + n, dashes, G_N_ELEMENTS(dashes));
	*value = n + len;
	return len > 0;
}

static bool wording_at(const char *line, size_t n, struct bill_label_match *match)
{
	for (size_t end = n; line[end] && end - n < LONGEST_WORDING; end += g_utf8_skip[(unsigned char)line[end]]) {
		const struct wording *known;
		size_t value, len = end - n;

		if (!ends_wording(line, end, &value))
			continue;
		len = trimmed(line + n, len);
		known = find(line + n, len);
		if (known)
			return take(match, known, n, len, value_after(line, value));
	}
	return false;
}

static bool is_place(enum bill_label label)
{
	return label == BILL_LABEL_ROOM || label == BILL_LABEL_LOCATION || label == BILL_LABEL_VENUE || label == BILL_LABEL_ADDRESS;
}

/* A line that is nothing but the wording. */
static bool alone_at(const char *line, size_t n, struct bill_label_match *match)
{
	size_t len = strlen(line + n);
	const struct wording *known;

	while (len && strchr("*_` \t\r=-.#", line[n + len - 1]))
		len--;
	known = len && len < LONGEST_WORDING ? find(line + n, len) : NULL;
	if (!known || (is_place(known->label) && g_ascii_isdigit(line[n + len - 1]))) /* "Room 12" is the room, and no label of it */
		return false;
	take(match, known, n, len, strlen(line));
	match->has_colon = false;
	return true;
}

/* "Dress code: black tie": one to four words, a capital first, then a colon and a space or the end. */
static bool unknown_at(const char *line, size_t n, struct bill_label_match *match)
{
	size_t len = strcspn(line + n, ":"), words = 1;
	const struct wording known = {.label = BILL_LABEL_EXTRA};

	if (!len || len > 40 || line[n + len] != ':' || (line[n + len + 1] && line[n + len + 1] != ' ') ||
		!g_unichar_isupper(g_utf8_get_char(line + n)))
		return false;
	for (size_t i = 0; i < len; i++) {
		words += line[n + i] == ' ';
		if (strchr(".;!?,()[]{}<>\"/", line[n + i]))
			return false;
	}
	return words <= 4 && take(match, &known, n, len, n + len + 1 + spaces(line + n + len + 1));
}

bool bill_labels_at_line(const char *line, struct bill_label_match *match)
{
	size_t n;

	*match = (struct bill_label_match){0};
	n = bill_labels_skip_marks(line, &match->bullet);
	return sign_at(line, n, match) || bracket_at(line, n, match) || wording_at(line, n, match) || alone_at(line, n, match) ||
		   unknown_at(line, n, match);
}

bool bill_labels_is_furniture(const char *line)
{
	const char *words = line + bill_labels_skip_marks(line, NULL);
	g_autofree char *folded = strlen(words) < LONGEST_FURNITURE ? bill_fold(words) : NULL;

	load();
	return folded && g_hash_table_contains(table.furniture, g_strstrip(folded));
}

/* ---- inside running text ---- */

static bool ends_clause(gunichar c)
{
	return c < 128 ? strchr(".;!?|)\"]*", (int)c) != NULL
				   : c == 0x3002 || c == 0xFF1B || c == 0xB7 || c == 0x2022 || c == 0x201D || c == 0x2019 || c == 0xFF01 ||
						 c == 0xFF1F;
}

/* The start of the sentence or clause that ends at a colon; false: further back than a wording is long. */
static bool clause_start(const char *text, size_t from, size_t end, size_t *start)
{
	const char *p = text + end;

	while (p > text + from && (size_t)(text + end - p) < LONGEST_WORDING) {
		const char *before = g_utf8_prev_char(p);
		gunichar c = g_utf8_get_char(before);

		if (ends_clause(c) && (c > 127 || spaces(p)) && p < text + end) {
			*start = (size_t)(p - text) + spaces(p);
			return true;
		}
		p = before;
	}
	*start = from;
	return p == text + from;
}

static bool is_cased_low(const char *p)
{
	return g_unichar_islower(g_utf8_get_char(p));
}

bool bill_labels_inside(const char *text, size_t from, struct bill_label_match *match)
{
	*match = (struct bill_label_match){0};
	for (size_t end = from; text[end += strcspn(text + end, ":\xef")]; end++) { /* U+F000 and above, where wide colons are */
		size_t len = colon(text + end), start, wording;
		const struct wording *known;

		if (!len || !clause_start(text, from, end, &start))
			continue;
		start += emphasis(text + start);
		if (start >= end || is_cased_low(text + start))
			continue;
		wording = trimmed(text + start, end - start);
		known = find(text + start, wording);
		if (known)
			return take(match, known, start, wording, value_after(text, end + len));
	}
	return false;
}

const char *bill_labels_badly_spelled(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
		g_autofree char *spelled = lower(entries[i].wording);

		if (strcmp(spelled, entries[i].wording) != 0)
			return entries[i].wording;
	}
	return NULL;
}
