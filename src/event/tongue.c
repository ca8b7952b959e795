/* The language of an event that does not say it: of its script, or of its small words. */
#include "event/draft.h"
#include "event/labels.h"
#include "event/locale.h"
#include "event/utf.h"

#include <string.h>

#define MOST_LETTERS 4000
#define FEWEST_WORDS 4 /* small words that a guess stands on */

/* ---- the script ---- */

/* Scripts, and the language that most who write in it write in. */
static const struct {
	gunichar from, to;
	const char *language;
} scripts[] = {{0x0370, 0x03FF, "el"}, {0x0400, 0x04FF, "ru"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"},
	{0x0600, 0x06FF, "ar"}, {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"}, {0x0A80, 0x0AFF, "gu"}, {0x0B80, 0x0BFF, "ta"},
	{0x0C00, 0x0C7F, "te"}, {0x0C80, 0x0CFF, "kn"}, {0x0D00, 0x0D7F, "ml"}, {0x0D80, 0x0DFF, "si"}, {0x0E00, 0x0E7F, "th"},
	{0x0E80, 0x0EFF, "lo"}, {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"}, {0x1200, 0x137F, "am"}, {0x1780, 0x17FF, "km"},
	{0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7A3, "ko"}};

struct letters {
	unsigned all, of[G_N_ELEMENTS(scripts)];
	bool kana, persian, ukrainian;
};

static void count(struct letters *letters, const char *text)
{
	for (; text && *text && letters->all < MOST_LETTERS; text = bill_utf_next(text)) {
		gunichar c = g_utf8_get_char(text);

		if (c < 0x80)
			letters->all += g_ascii_isalpha((char)c);
		if (c < 0x80 || !g_unichar_isalpha(c))
			continue;
		letters->all++;
		for (size_t i = 0; c >= scripts[0].from && i < G_N_ELEMENTS(scripts); i++)
			letters->of[i] += c >= scripts[i].from && c <= scripts[i].to;
		letters->kana = letters->kana || (c >= 0x3040 && c <= 0x30FF);
		letters->persian =
			letters->persian || (c < 0x700 && (c == 0x067E || c == 0x0686 || c == 0x0698 || c == 0x06AF || c == 0x06CC));
		letters->ukrainian =
			letters->ukrainian || c == 0x0404 || c == 0x0406 || c == 0x0407 || c == 0x0454 || c == 0x0456 || c == 0x0457;
	}
}

/* The language that most letters are of; NULL: Latin, or too few. Kana tell Japanese, and a few letters Persian and Ukrainian. */
static const char *of_script(const char *title, const char *abstract)
{
	struct letters letters = {0};
	unsigned known = 0, best = 0;

	count(&letters, title);
	count(&letters, abstract);
	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		known += letters.of[i];
		best = letters.of[i] > letters.of[best] ? (unsigned)i : best;
	}
	if (known * 2 <= letters.all || !letters.of[best])
		return NULL;
	if (strcmp(scripts[best].language, "zh") == 0 && letters.kana)
		return "ja";
	if (strcmp(scripts[best].language, "ar") == 0 && letters.persian)
		return "fa";
	return strcmp(scripts[best].language, "ru") == 0 && letters.ukrainian ? "uk" : scripts[best].language;
}

/* ---- small words ---- */

static const struct {
	const char *language, *words;
} small[] = {
	{"en", " the and of to for with from this will that are is by we our how what can an at which be has have their it "},
	{"de", " der die das und für mit von über ein eine ist dem zum zur wird werden auf nicht sich auch wie wir bei einen einer "},
	{"fr", " le la les des et pour avec dans une sur est du au aux nous cette ce qui par un ou plus "},
	{"es", " el los las y para con una del por se su al como más entre sus este esta un lo "},
	{"it", " il gli di che per con una della nel sono alla dei delle è si da nella anche un i "},
	{"pt", " os as para com uma do dos das em não ao são mais um entre seu sua pela pelo "},
	{"nl", " het een van voor met op zijn wordt niet aan dat bij deze ook naar worden en "},
	{"sv", " och att det som för på är av den till ett med inte om "},
	{"pl", " się oraz jest dla na do od przez jak po będzie są nie "},
};

/* Each small word → a bit for each language that has it. */
static GHashTable *table(void)
{
	static gsize loaded;
	static GHashTable *words;

	if (!g_once_init_enter(&loaded))
		return words;
	words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(small); i++) {
		g_auto(GStrv) list = g_strsplit(small[i].words, " ", -1);

		for (char **word = list; *word; word++) {
			guint before = GPOINTER_TO_UINT(g_hash_table_lookup(words, *word));

			if (**word)
				g_hash_table_insert(words, g_strdup(*word), GUINT_TO_POINTER(before | 1u << i));
		}
	}
	g_once_init_leave(&loaded, 1);
	return words;
}

/* A text's beginning, which does not end inside a character. */
static char *beginning(const char *text)
{
	size_t n = strnlen(text, MOST_LETTERS);

	while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return g_strndup(text, n);
}

/* How many words of a text are among a language's small ones. */
static void count_words(const char *text, unsigned votes[G_N_ELEMENTS(small)])
{
	g_autofree char *start = text ? beginning(text) : NULL;
	g_autofree char *lower = !start ? NULL : g_str_is_ascii(start) ? g_ascii_strdown(start, -1) : g_utf8_strdown(start, -1);
	char *rest = lower;

	for (char *word; (word = strsep(&rest, " \t\n.,;:!?()\""));) {
		guint languages = GPOINTER_TO_UINT(g_hash_table_lookup(table(), word));

		for (size_t i = 0; languages >> i; i++)
			votes[i] += languages >> i & 1;
	}
}

/* Where one language has clearly the most of its own; NULL: none has, or it is English, which is what is taken anyway. */
static const char *of_small_words(const char *title, const char *abstract)
{
	unsigned votes[G_N_ELEMENTS(small)] = {0}, best = 0, second = 0;
	const char *language = NULL;

	count_words(title, votes);
	count_words(abstract, votes);
	for (size_t i = 0; i < G_N_ELEMENTS(small); i++) {
		if (votes[i] > best) {
			second = best;
			best = votes[i];
			language = small[i].language;
		} else {
			second = MAX(second, votes[i]);
		}
	}
	return best >= FEWEST_WORDS && best * 2 >= second * 3 && strcmp(language, "en") != 0 ? language : NULL;
}

void bill_draft_find_language(struct bill_draft *draft)
{
	const struct bill_value *fields = draft->event->fields;
	const struct bill_value *title = fields[BILL_FIELD_TITLE].text ? &fields[BILL_FIELD_TITLE] : &fields[BILL_FIELD_SERIES];
	const char *abstract = fields[BILL_FIELD_ABSTRACT].text, *language;

	if (fields[BILL_FIELD_LANGUAGE].text || (!title->text && !abstract))
		return;
	language = of_script(title->text, abstract);
	if (!language)
		language = of_small_words(title->text, abstract);
	if (language)
		bill_draft_guess(draft, BILL_FIELD_LANGUAGE, language, title->text ? title->at : fields[BILL_FIELD_ABSTRACT].at);
}

/* ---- headings ---- */

const char *bill_language_of_headings(const GPtrArray *headings)
{
	unsigned votes[64] = {0}, best = 0;
	const char *language = NULL;

	for (guint i = 0; i < headings->len; i++) {
		g_autofree char *line = g_strconcat(headings->pdata[i], ": x", NULL);
		struct bill_label_match match;

		if (!bill_labels_at_line(line, &match) || match.label == BILL_LABEL_EXTRA)
			continue;
		for (unsigned bit = 0; bit < 64; bit++)
			votes[bit] += (match.languages >> bit) & 1;
	}
	for (unsigned bit = 0; bill_labels_language(bit); bit++)
		if (votes[bit] > best) { /* English is the first of the table */
			best = votes[bit];
			language = bill_labels_language(bit);
		}
	return best > 1 && strcmp(language, "en") != 0 ? language : NULL;
}
