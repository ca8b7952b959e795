/* Texts in the real fonts: where lines may end, and what they measure. */
#include <cairo-pdf.h>

#include "../clock.h"
#include "words.h"

static const char abstract[] =
	"Glow-worms keep a light of their own, and nobody has yet seen it go out by itself. The talk shows what happens when "
	"forty of them share one jar: they agree on a colour within minutes, though none can see more than two neighbours. "
	"We measured how far such an agreement reaches, what breaks it, and why it never takes longer on a rainy night.";

static const struct {
	const char *language, *text; /* with marks, as mark_stops writes them */
} stops[] = {
	{"en", "one |two  |three"},
	{"en", "10 ~km |of |road"},
	{"en", "Dr. ~J. ~S. ~Bach |plays"},
	{"en", "well-|known |things"},
	{"en", "a |pause ~— |then"},
	{"cs", "v ~lese |a ~v ~poli"},
	{"en", "see |https://|example.|org/|talks/|2025?|q=|abc |now"},
	{"en", "mail |ada.|lovelace|@example.|org"},
	{"en", "co\302\255-operate"},
	{"en", "one\342\200\250/two"},
	{"en", "one\n§two"},
	{"en", "one \n§\n§two"},
	{"en", "a\302\240b |c"},
	{"ja", "2024~年~8~月~7~日|水|曜|日"},
	{"ko", "2024~년 ~8~월 ~7~일 |수요일"},
	{"ja", "東|京|大|学、|ショー|と|ファッ|ショ|ン。|「講|演|会」"},
	{"ko", "한국어 |문장은 |띄어쓰기로"},
	{"th", "ภาษา|ไทย|เป็น|ภาษา|ที่|สวย|งาม"},
	{"lo", "ພາສາ|ລາວ|ເປັນ|ພາສາ|ທີ່|ງາມ"},
	{"km", "ភាសាខ្មែរ|ជា|ភាសាផ្លូវការ"},
	{"ar", "مرحبا |بكم |في |الندوة"},
	{"en", ""},
	{"en", "   "},
	{"en", "x"},
};

static void test_stops(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(stops); i++) {
		GString *plain = g_string_new(NULL);
		bool web = strstr(stops[i].text, "://");
		for (const char *c = stops[i].text; *c; c++) {
			bool mark = *c == '|' || *c == '~' || (*c == '-' && c > stops[i].text && c[-1] == '\255') || (*c == '/' && !web) ||
						strncmp(c, "§", 2) == 0;
			c += strncmp(c, "§", 2) == 0;
			if (!mark)
				g_string_append_c(plain, *c);
		}
		struct bill_type *type = make_type(plain->str, stops[i].language);
		g_autofree char *marked = mark_stops(type, &type->stops);
		g_assert_cmpstr(marked, ==, stops[i].text);
		g_string_free(plain, TRUE);
	}
}

/* ---- hyphenation ---- */

static const struct {
	const char *language, *text, *marked;
} hyphens[] = {
	{"en", "the hyphenation works", "the |hy-phen-ation |works"},
	{"en", "the last hyphenation", "the |last |hyphenation"},
	{"en", "the Constantinople trip", "the |Constantinople |trip"},
	{"en", "the HYPHENATION trip", "the |HYPHENATION |trip"},
	{"en", "a hyphenation2 trip", "a |hyphenation2 |trip"},
	{"en", "a (hyphenation), trip", "a |(hy-phen-ation), |trip"},
	{"en", "a hyphenation. Then", "a |hy-phen-ation. |Then"},
	{"en", "self-evident hyphenation, trip", "self-|evident |hy-phen-ation, |trip"},
	{"en", "www.hyphenation.org now", "www.hyphenation.|org |now"},
	{"en", "some each then five", "some |each |then |five"},
	{"en", "a dif\302\255ferent hyphenation\302\255ary trip", "a |dif\302\255-ferent |hyphenation\302\255-ary |trip"},
	{"xx", "the hyphenation works", "the |hyphenation |works"},
	{"../en", "the hyphenation works", "the |hyphenation |works"},
	{"", "the hyphenation works", "the |hyphenation |works"},
	{"en", "the 東京hyphenation works", "the |東|京|hyphenation |works"},
};

static void test_hyphens(void)
{
	if (!bill_fontset_hyphenator(words.fonts, "en")) {
		g_test_skip("no English dictionary of libhyphen");
		return;
	}
	struct bill_style style = plain_style();
	style.hyphenate = true;
	for (size_t i = 0; i < G_N_ELEMENTS(hyphens); i++) {
		struct bill_type *type = make_styled(hyphens[i].text, hyphens[i].language, &style);
		g_autofree char *marked = mark_stops(type, &type->stops);
		if (!strstr(marked, "東"))
			g_assert_cmpstr(marked, ==, hyphens[i].marked);
	}
	struct bill_type *type = make_type("the hyphenation works", "en");
	g_autofree char *whole = mark_stops(type, &type->stops);
	g_assert_cmpstr(whole, ==, "the |hyphenation |works");
}

/* Dictionaries in Latin-1; nouns with capitals; spelling that would change. */
static void test_other_languages(void)
{
	struct bill_style style = plain_style();
	style.hyphenate = true;
	if (bill_fontset_hyphenator(words.fonts, "de-AT")) {
		struct bill_type *type = make_styled("die Größenverhältnisse der Welt", "de-AT", &style);
		g_autofree char *marked = mark_stops(type, &type->stops);
		g_assert_cmpstr(marked, ==, "die |Grö-ßen-ver-hält-nisse |der |Welt");
	}
	if (bill_fontset_hyphenator(words.fonts, "hu")) {
		struct bill_type *type = make_styled("az asszonnyal jött", "hu", &style);
		g_autofree char *marked = mark_stops(type, &type->stops);
		g_assert_null(strstr(marked, "asszon-"));
	}
	if (bill_fontset_hyphenator(words.fonts, "fr")) {
		struct bill_type *type = make_styled("dans l’hypothèse contraire", "fr", &style);
		g_autofree char *marked = mark_stops(type, &type->stops);
		g_assert_cmpstr(marked, ==, "dans |l’hy-po-thèse |contraire");
	}
}

/* There are as many tags as one likes, but only so many files. */
static void test_dictionaries_once(void)
{
	const struct bill_hyphenator *english = bill_fontset_hyphenator(words.fonts, "en");
	if (!english) {
		g_test_skip("no English dictionary of libhyphen");
		return;
	}
	g_assert_true(bill_fontset_hyphenator(words.fonts, "en-US") == english);
	guint known = g_hash_table_size(words.fonts->hyphens);
	for (int i = 0; i < 300; i++) {
		g_autofree char *private = g_strdup_printf("en-x-a%d", i), *unknown = g_strdup_printf("qq%c-x-a%d", 'a' + i % 26, i);
		g_assert_true(bill_fontset_hyphenator(words.fonts, private) == english);
		g_assert_null(bill_fontset_hyphenator(words.fonts, unknown));
	}
	g_assert_cmpuint(g_hash_table_size(words.fonts->hyphens), ==, known);
}

static const struct {
	const char *tag, *reduced;
} languages[] = {
	{"en", "en"},
	{"yue", "yue"},
	{"pt-BR", "pt-BR"},
	{"pt_br", "pt-br"},
	{"es-419", "es-419"},
	{"zh-Hant", "zh-Hant"},
	{"zh-Hant-TW", "zh-Hant-TW"},
	{"zh-cmn-Hans-CN", "zh-Hans-CN"},
	{"sl-rozaj-biske", "sl"},
	{"de-CH-1996", "de-CH"},
	{"de-x-a0", "de"},
	{"de-x-at", "de"},
	{"de-DE-u-co-phonebk", "de-DE"},
	{"de-DE-AT", "de-DE"},
	{"en--GB", "en"},
	{"en-", "en"},
	{"x-whatever", ""},
	{"i-klingon", ""},
	{"english", ""},
	{"e2", ""},
	{"../en", ""},
	{"", ""},
	{"-", ""},
	{"d\303\251", ""},
};

static void test_languages(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		char reduced[BILL_LANGUAGE_BYTES];
		bill_language_reduce(languages[i].tag, reduced);
		g_assert_cmpstr(reduced, ==, languages[i].reduced);
		g_assert_cmpstr(make_type("words", languages[i].tag)->language, ==, languages[i].reduced);
	}
}

/* In a ligature no line ends: "fi" is one glyph in a font that has it so. */
static void test_clusters_stay_whole(void)
{
	struct bill_style style = plain_style();
	style.hyphenate = true;
	const char *texts[] = {"an office official configuration waffle", "क्षत्रिय स्त्री", "مرحبا بكم",
		"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "e\314\201e\314\201e\314\201"};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct bill_type *type = make_styled(texts[i], "en", &style);
		bill_type_find_desperate_stops(type);
		for (size_t s = 0; s + 1 < type->desperate.n; s++)
			g_assert_true(type->spots[type->desperate.at[s].next].cluster);
	}
}

/* ---- desperate ---- */

static const struct {
	const char *language, *text;
	double width;
	const char *lines;
} desperate[] = {
	{"de", "Donaudampfschifffahrtsgesellschaft", 8, "Donaudampf-|schifffahrtsge-|sellschaft"},
	{"xx", "aaaaaaaaaaaaaaaaaaaa", 5, "aaaaaaaa-|aaaaaaaa-|aaaa"},
	{"xx", "ääääääääääääääääääää", 5, "ääääääää-|ääääääää-|ääää"}, /* letters of several bytes */
	{"zh", "東京大学講演会", 3, "東京大|学講演|会"},
	{"en", "https://example.org/aaaaaaaaaaaaaaaa", 6, "https://|example.|org/|aaaaaaaaaa|aaaaaa"},
	{"en", "1234567890", 3, "12345|6789|0"},
};

static void test_desperate(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(desperate); i++) {
		if (strcmp(desperate[i].language, "de") == 0 && !bill_fontset_hyphenator(words.fonts, "de"))
			continue;
		struct bill_type *type = make_type(desperate[i].text, desperate[i].language);
		g_assert_cmpfloat(bill_type_longest_word(type), >, strcmp(desperate[i].language, "zh") == 0 ? 0.9 : 2.5);
		g_autofree char *lines = mark_lines(type, desperate[i].width, BILL_WRAP_GREEDY, true);
		g_assert_cmpstr(lines, ==, desperate[i].lines);
		g_assert_false(bill_type_measure(type, desperate[i].width, true).overfull);
	}
	struct bill_type *type = make_type("Incomprehensibilities", "en");
	g_assert_true(bill_type_measure(type, 4, false).overfull);
	g_assert_cmpuint(bill_type_measure(type, 4, false).lines, ==, 1);
	g_assert_cmpuint(bill_type_measure(type, 4, true).lines, >, 1);
}

/* ---- measures ---- */

static void check_measure(struct bill_type *type, double width, bool broken)
{
	struct bill_measure measure = bill_type_measure(type, width, broken);
	size_t sum = 0, count;
	for (size_t p = 0; p < measure.paragraphs; p++)
		sum += measure.paragraph_lines[p];
	g_assert_cmpuint(sum, ==, measure.lines);
	for (enum bill_wrap wrap = BILL_WRAP_GREEDY; wrap <= BILL_WRAP_PRETTY; wrap++) {
		const struct bill_break *lines = bill_type_break(type, width, wrap, broken, &count);
		g_assert_cmpuint(count, ==, measure.lines);
		for (size_t i = 0; i < count; i++) {
			g_assert_cmpuint(lines[i].start, <=, lines[i].end);
			if (!measure.overfull && !type->justify)
				g_assert_cmpfloat(lines[i].width_em, <=, width + 1e-6);
		}
	}
}

static const char *const samples[] = {abstract, "", "\n\n\n", "a", "one\ntwo three\n", "東京大学講演会「ようこそ」、どうぞ。",
	"مرحبا بكم في الندوة abc 12 والسلام", "“Quoted,” she said – “twice.”", "\t\ttabs\tand\342\200\250lines \342\200\250",
	"\342\200\213zero\342\200\213width\357\273\277", "x\302\240y\302\240z"};

static void test_measures(void)
{
	struct bill_style style = plain_style();
	for (size_t i = 0; i < G_N_ELEMENTS(samples) * 4; i++) {
		style.hyphenate = i % 2;
		style.align = i / 2 % 2 ? BILL_ALIGN_JUSTIFY : BILL_ALIGN_START;
		struct bill_type *type = make_styled(samples[i / 4], "en", &style);
		for (double width = 0.2; width < 300; width *= 1.6) {
			check_measure(type, width, false);
			check_measure(type, width, true);
		}
		size_t count;
		bill_type_break(type, bill_type_natural_width(type) + 1e-6, BILL_WRAP_GREEDY, false, &count);
		g_assert_cmpuint(count, >=, type->n_paragraphs);
		g_assert_cmpfloat(bill_type_longest_word(type), <=, bill_type_natural_width(type) + 0.5);
	}
}

static void test_paragraphs(void)
{
	struct bill_type *type = make_type("one two\n\nthree four five", "en");
	struct bill_measure measure = bill_type_measure(type, 5, false);
	g_assert_cmpuint(measure.paragraphs, ==, 3);
	g_assert_cmpuint(measure.paragraph_lines[0], ==, 1);
	g_assert_cmpuint(measure.paragraph_lines[1], ==, 1);
	g_assert_cmpuint(measure.paragraph_lines[2], ==, 2);
	size_t count;
	const struct bill_break *lines = bill_type_break(type, 5, BILL_WRAP_GREEDY, false, &count);
	const bool starts[] = {true, true, true, false}, ends[] = {true, true, false, true};
	g_assert_cmpuint(count, ==, 4);
	for (size_t i = 0; i < count; i++) {
		g_assert_cmpint(bill_type_starts_paragraph(type, &lines[i]), ==, starts[i]);
		g_assert_cmpint(lines[i].paragraph_end, ==, ends[i]);
	}
	g_autofree char *pretty =
		mark_lines(make_type("Lines that end where the text says\342\200\250and not before", "en"), 40, BILL_WRAP_PRETTY, false);
	g_assert_cmpstr(pretty, ==, "Lines that end where the text says|and not before");
}

static void test_pauses(void)
{
	struct bill_type *type = make_type("Thinking of glow-worms: how light is kept and given away", "en");
	g_assert_true(bill_type_pauses(type, bill_type_natural_width(type) * 0.6, false));
	g_assert_true(bill_type_pauses(type, bill_type_natural_width(type) + 1, false));
	g_assert_true(bill_type_pauses(make_type("no such place in here", "en"), 4, false));
	const char joined[] = "Patterns of reaction–diffusion: a survey"; /* an en dash pauses only where it stands by itself */
	g_assert_cmpuint(bill_type_after_pause(make_type(joined, "en")), ==, strlen("Patterns of reaction–diffusion: "));
	g_assert_cmpuint(bill_type_after_pause(make_type("Patterns – A Survey", "en")), ==, strlen("Patterns – "));
}

static void test_strands(void)
{
	struct bill_type *type = make_type("Symmetries of hypergraphs", "en");
	double word = bill_type_longest_word(type);
	g_assert_cmpuint(bill_type_strands(type, word, false), ==, 1);
	g_assert_cmpuint(bill_type_strands(type, word * 1.3, false), ==, 0);
	g_assert_cmpuint(bill_type_strands(make_type("Symmetries within hypergraphs", "de"), word, false), ==, 0);
}

/* A little word alone on a line, whatever the language; and a line that ends inside a compound. */
static void test_lonely(void)
{
	struct bill_type *type = make_type("Ansible at Scaling", "fr");
	double word = bill_type_longest_word(type);
	g_assert_cmpuint(bill_type_strands(type, word, false), ==, 1);
	g_assert_cmpuint(bill_type_strands(type, word * 1.4, false), ==, 0);
	type = make_type("Self-organization in teams", "en");
	word = bill_type_longest_word(type);
	g_assert_cmpuint(bill_type_strands(type, word * 1.05, false), ==, 1);
	g_assert_cmpuint(bill_type_strands(type, word * 1.6, false), ==, 0);
	type = make_type("Come in! Full-day event by the harbour", "en"); /* rather ragged than parted */
	g_autofree char *lines = mark_lines(type, 7.5, BILL_WRAP_BALANCE, false);
	g_assert_cmpstr(lines, ==, "Come in!|Full-day event|by the harbour");
}

/* A sign that is written twice is one, in headlines and in prose. */
static void test_doubled(void)
{
	struct bill_type *type = make_type("Modern C++ and its memory model", "en");
	for (double width = 5; width < 16; width += 0.25) {
		g_autofree char *lines = mark_lines(type, width, (int)(width * 4) % 2 ? BILL_WRAP_BALANCE : BILL_WRAP_GREEDY, false);
		g_assert_null(strstr(lines, "C+|+"));
	}
}

/* Where a text may be cut that has no spaces. */
static void test_word_ends(void)
{
	const char thai[] = "ภาษาไทย is";
	g_autofree bool *ends = bill_script_word_ends(thai, strlen(thai), "th"), *none = bill_script_word_ends("words", 5, "en");
	g_assert_null(none);
	for (size_t i = 0; i < strlen(thai); i++)
		g_assert_cmpint(ends[i], ==, i == strlen("ภาษา"));
}

/* A mark between two facts is not shown where a line's end divides them, and they rather stand each on a line. */
static void test_separators(void)
{
	struct bill_type *type = make_type("Monday, May 3 ❦ 8 pm ❦ The large reading room, Hill House", "en");
	g_autofree char *lines = mark_lines(type, 19, BILL_WRAP_BALANCE, false);
	g_assert_cmpstr(lines, ==, "Monday, May 3 ❦ 8 pm|The large reading room, Hill House");
}

/* Headlines of Chinese and Japanese end their lines between phrases. */
static void test_phrases_of_headlines(void)
{
	static const char *const titles[] = {
		"手~話~の|自~然~言~語~処~理",
		"灯~台~守~の|手~紙~を|読~ん~だ|夜",
		"ブ~ラッ~ク~ボッ~ク~ス|言~語|モ~デ~ル~の|解~析",
		"港~か~ら|港~へ~の|船~路",
	};
	struct bill_style style = plain_style();
	style.wrap = BILL_WRAP_BALANCE;
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
		g_auto(GStrv) parts = g_strsplit_set(titles[i], "|~", -1);
		g_autofree char *plain = g_strjoinv("", parts);
		struct bill_type *type = make_styled(plain, "ja", &style);
		g_autofree char *marked = mark_stops(type, &type->stops);
		g_assert_cmpstr(marked, ==, titles[i]);
	}
}

static enum bill_stop_kind kind_at(const char *text, size_t end)
{
	struct bill_type *type = make_type(text, "en");
	for (size_t i = 0; i < type->stops.n; i++)
		if (type->stops.at[i].end == end)
			return type->stops.at[i].kind;
	g_assert_not_reached();
}

static void test_pairs(void)
{
	g_assert_cmpint(kind_at("CI/CD for all", 3), ==, BILL_STOP_PHRASE);
	g_assert_cmpint(kind_at("Learning/optimization for all", 9), ==, BILL_STOP_BREAK);
	g_assert_cmpint(kind_at("Spring / autumn", 8), ==, BILL_STOP_BREAK);
}

static void test_direction(void)
{
	g_assert_true(bill_type_reads_rtl("12 مرحبا abc", NULL));
	g_assert_false(bill_type_reads_rtl("abcdef מבוא", "en"));
	g_assert_true(bill_type_reads_rtl("abcdef מבוא", "he"));
	g_assert_false(bill_type_reads_rtl("שלום is a word", "en"));
	g_assert_false(bill_type_reads_rtl("abc", "fa-IR"));
	g_assert_false(bill_type_reads_rtl("", "ar"));
	g_assert_false(bill_type_reads_rtl("10:00", "ar"));
	g_assert_true(bill_type_rtl(make_type("abc مرحبا بكم في الندوة", "ar")));
	g_assert_false(bill_type_rtl(make_type("مر abcdef", "en")));
}

/* Letters that hang from one line, and those whose marks stand over them, are not spaced. */
static void test_tracking(void)
{
	static const struct {
		const char *text, *language;
		bool spaced;
	} texts[] = {{"bells", "en", true}, {"колокол", "ru", true}, {"鐘の音", "ja", true}, {"सृजन", "hi", false},
		{"മണി", "ml", false}, {"ساعت", "fa", false}, {"ระฆัง", "th", false}};
	struct bill_style style = plain_style();
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		style.tracking = 0.1;
		double spaced = bill_type_total_width(make_styled(texts[i].text, texts[i].language, &style));
		style.tracking = 0;
		double plain = bill_type_total_width(make_styled(texts[i].text, texts[i].language, &style));
		g_assert_cmpint(spaced > plain + 0.01, ==, texts[i].spaced);
	}
}

static void test_missing(void)
{
	bill_diags_clear(words.diags);
	make_type("a \364\217\277\275\364\217\277\275 b", "en"); /* U+10FFFD, private use */
	make_type("a \364\217\277\275 b", "en");
	g_assert_cmpuint(bill_diags_length(words.diags), ==, 1);
	g_assert_cmpstr(bill_diags_at(words.diags, 0)->code, ==, "font/missing-glyph");
	bill_diags_clear(words.diags);
	make_type("\363\260\200\200 \360\237\253\251", "en"); /* U+F0000, private use; U+1FAE9, of Unicode 16: GLib 2.74 knows 15 */
	g_assert_cmpuint(bill_diags_length(words.diags), ==, 2);
	bill_diags_clear(words.diags);
	make_type("tabs\t, lines\342\200\250, joiners\342\200\215 and marks\342\200\216\357\273\277\302\255", "en");
	g_assert_cmpuint(bill_diags_length(words.diags), ==, 0);
}

/* ---- families and features ---- */

static struct bill_type *make_role(enum bill_role role, int weight, const char *features, const char *text)
{
	struct bill_style style = plain_style();
	style.font = (struct bill_font_choice){.role = role, .weight = weight};
	style.features = features;
	return make_styled(text, "en", &style);
}

static char *family_of(const struct bill_type *type, size_t piece)
{
	PangoFontDescription *font = pango_font_describe(type->pieces[piece].face->font);
	char *family = g_strdup(pango_font_description_get_family(font));
	pango_font_description_free(font);
	return family;
}

/* Each role has its own family, and the serif one others with serifs for what that lacks. */
static void test_roles(void)
{
	static const struct {
		enum bill_role role;
		const char *text, *family;
	} roles[] = {{BILL_ROLE_DISPLAY, "word", "Inter Display"}, {BILL_ROLE_TEXT, "word", "Inter"},
		{BILL_ROLE_MONO, "word", "Noto Sans Mono"}, {BILL_ROLE_SERIF, "word", "EB Garamond"},
		{BILL_ROLE_SERIF, "слово", "EB Garamond"}, {BILL_ROLE_SERIF, "შოთა", "Noto Serif Georgian"},
		{BILL_ROLE_SERIF, "हिन्दी", "Noto Serif Devanagari"}, {BILL_ROLE_SERIF, "東京", "Noto Serif CJK JP"},
		{BILL_ROLE_SERIF, "كتاب", "Noto Naskh Arabic"}, {BILL_ROLE_POSTER, "word", "League Spartan"},
		{BILL_ROLE_POSTER, "слово", "Inter Display"}};
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		g_autofree char *family = family_of(make_role(roles[i].role, 400, NULL, roles[i].text), 0);
		g_assert_cmpstr(family, ==, roles[i].family);
	}
	g_assert_cmpuint(bill_diags_length(words.diags), ==, 0);
}

/* Where the role's own family is missing, its next steps in, and that is said once a poster. */
static void test_stand_in(void)
{
	words.fonts->absent |= 1u << BILL_ROLE_SERIF;
	for (int i = 0; i < 3; i++)
		make_role(BILL_ROLE_SERIF, 400, NULL, "word");
	make_type("word", "en");
	g_assert_cmpuint(bill_diags_length(words.diags), ==, 1);
	g_assert_cmpstr(bill_diags_at(words.diags, 0)->code, ==, "font/missing-family");
	bill_fontset_begin(words.fonts);
	make_role(BILL_ROLE_SERIF, 400, NULL, "word");
	g_assert_cmpuint(bill_diags_length(words.diags), ==, 2);
	words.fonts->absent = 0;
	bill_diags_clear(words.diags);
}

/* How many of the glyphs that two shapings of the same letters have in the same places differ. */
static int glyphs_changed(const struct bill_type *a, const struct bill_type *b)
{
	int changed = 0;
	g_assert_cmpuint(a->n_pieces, ==, 1);
	g_assert_cmpuint(b->n_pieces, ==, 1);
	g_assert_cmpint(a->pieces[0].n_glyphs, ==, b->pieces[0].n_glyphs);
	for (int g = 0; g < a->pieces[0].n_glyphs; g++) {
		g_assert_cmpint((int)b->pieces[0].glyphs[g].glyph, !=, (int)PANGO_GLYPH_EMPTY);
		changed += a->pieces[0].glyphs[g].glyph != b->pieces[0].glyphs[g].glyph;
	}
	return changed;
}

/* Small capitals and figures are the font's own; a font without them keeps its letters. */
static void test_features(void)
{
	static const struct {
		enum bill_role role;
		int weight;
		double tracking;
		const char *text, *features, *other;
		int changed;
	} rows[] = {
		{BILL_ROLE_SERIF, 400, 0, "Seminar", "kern", "smcp", 6},
		{BILL_ROLE_SERIF, 400, 0, "Seminar", "kern", "smcp, c2sc", 7},
		{BILL_ROLE_SERIF, 400, 0.1, "Seminar", "kern", "smcp, c2sc", 7}, /* tracking has features of its own */
		{BILL_ROLE_SERIF, 400, 0, "1234567", "lnum", "onum", 7},
		{BILL_ROLE_TEXT, 400, 0, "Seminar", "kern", "smcp, c2sc", 0},
		{BILL_ROLE_SERIF, 400, 0, "東京東京", "kern", "smcp, c2sc", 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_style style = plain_style();
		style.font = (struct bill_font_choice){.role = rows[i].role, .weight = rows[i].weight};
		style.tracking = rows[i].tracking;
		style.features = rows[i].features;
		struct bill_type *plain = make_styled(rows[i].text, "en", &style);
		style.features = rows[i].other;
		g_assert_cmpint(glyphs_changed(plain, make_styled(rows[i].text, "en", &style)), ==, rows[i].changed);
	}
}

/* Old-style figures go with small letters: among letters of a script that has none, figures line. */
static void test_figures(void)
{
	static const struct {
		const char *text;
		bool lining;
	} rows[] = {{"12 and 34", false}, {"1234", false}, {"東京 1234", true}, {"בשנת 1234", true}, {"東京 and Kyoto 1234", false}};
	struct bill_type *lining = make_role(BILL_ROLE_SERIF, 400, "lnum", "1"), *old = make_role(BILL_ROLE_SERIF, 400, "onum", "1");
	PangoGlyph one = lining->pieces[0].glyphs[0].glyph, old_one = old->pieces[0].glyphs[0].glyph;
	g_assert_cmpuint(one, !=, old_one);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_type *type = make_role(BILL_ROLE_SERIF, 400, "kern, onum", rows[i].text);
		bool has_lining = false, has_old = false;
		for (size_t p = 0; p < type->n_pieces; p++)
			for (int g = 0; g < type->pieces[p].n_glyphs; g++) {
				has_lining = has_lining || type->pieces[p].glyphs[g].glyph == one;
				has_old = has_old || type->pieces[p].glyphs[g].glyph == old_one;
			}
		g_assert_cmpint(has_old, ==, !rows[i].lining);
		if (!rows[i].lining)
			g_assert_false(has_lining);
	}
}

static void test_no_config(void)
{
	g_assert_null(bill_fontset_new("/nowhere/fonts.conf", NULL, words.diags));
	g_assert_cmpstr(bill_diags_at(words.diags, 0)->code, ==, "font/no-config");
	bill_diags_clear(words.diags);
}

/* Texts of a megabyte take no more than a few seconds, whatever they are made of. */
static void test_long(void)
{
	const char *bits[] = {"word ", "a", "東", "ភា", "ក a ", "1-", "(", "ab\n", "hyphenation "};
	struct bill_style style = plain_style();
	style.hyphenate = true;
	for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 30000)
			g_string_append(text, bits[i]);
		struct bill_type *type = make_styled(text->str, "en", &style);
		check_measure(type, 20, true);
	}
}

/* ---- runs ---- */

static struct bill_type *make_runs(const char *text, const struct bill_run *runs, size_t n)
{
	struct bill_style style = plain_style();
	struct bill_text *copy = bill_arena_new0(words.arena, struct bill_text);
	*copy = (struct bill_text){bill_arena_strdup(words.arena, text), strlen(text), runs, n};
	return bill_type_new(words.fonts, copy, &style, "en", (struct bill_at){0}, words.arena, words.diags);
}

/* Each paragraph is set as if it stood alone, also where a run goes on from one to the next. */
static void test_runs(void)
{
	static const struct bill_run all[] = {{0, 4, BILL_RUN_STRONG}, {9, 13, BILL_RUN_CODE}, {25, 5, BILL_RUN_SUPER}};
	static const struct bill_run first[] = {{0, 4, BILL_RUN_STRONG}, {9, 4, BILL_RUN_CODE}};
	static const struct bill_run second[] = {{0, 4, BILL_RUN_CODE}};
	static const struct bill_run third[] = {{0, 2, BILL_RUN_CODE}, {5, 5, BILL_RUN_SUPER}};
	struct bill_type *whole = make_runs("word and word\n\nword\nword words", all, 3);
	struct {
		size_t start;
		struct bill_type *type;
	} parts[] = {
		{0, make_runs("word and word", first, 2)}, {15, make_runs("word", second, 1)}, {20, make_runs("word words", third, 2)}};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		for (size_t b = 0; b <= parts[i].type->len; b++) {
			size_t from = parts[i].start;
			assert_near(whole->spots[from + b].x - whole->spots[from].x, parts[i].type->spots[b].x, 1e-6);
		}
	g_assert_cmpfloat(parts[0].type->spots[13].x - parts[0].type->spots[9].x, !=, whole->spots[4].x);
}

/* Eight thousand paragraphs with a bold word each took 34 seconds when each looked at all the runs. */
static void test_many_runs(void)
{
	enum { MANY = 8000 };
	struct bill_run *runs = bill_arena_array(words.arena, struct bill_run, MANY);
	g_autoptr(GString) text = g_string_new(NULL);
	for (size_t i = 0; i < MANY; i++) {
		runs[i] = (struct bill_run){text->len, 1, BILL_RUN_STRONG};
		g_string_append(text, "a b\n");
	}
	double start = seconds_used();
	struct bill_type *type = make_runs(text->str, runs, MANY);
	double seconds = seconds_used() - start;
	g_test_message("%.2f s", seconds);
	g_assert_cmpuint(type->n_pieces, ==, 2 * MANY);
	g_assert_cmpfloat(seconds, <, 10);
}

/* ---- what a long life gathers ---- */

static void show_clusters(struct bill_type *type, int from, int to)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	cairo_t *cr = cairo_create(surface);
	for (int i = from; i < to; i++) {
		PangoGlyphInfo glyph = {.glyph = type->pieces[0].glyphs[0].glyph, .geometry.width = i};
		int cluster = 0;
		PangoGlyphString string = {.num_glyphs = 1, .glyphs = &glyph, .log_clusters = &cluster};
		cairo_move_to(cr, 100, 100);
		bill_run_show_clusters(words.fonts, type->pieces[0].face, &string, true, "a", 1, cr);
	}
	g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

static void test_clusters_trimmed(void)
{
	struct bill_type *type = make_type("a", "en");
	show_clusters(type, 0, 20000);
	const void *kept = words.fonts->clusters;
	bill_fontset_begin(words.fonts);
	g_assert_true(words.fonts->clusters == kept);
	show_clusters(type, 20000, 20001);
	bill_fontset_begin(words.fonts);
	g_assert_null(words.fonts->clusters);
	show_clusters(type, 0, 3);
}

/* Four letters of Malayalam in one cluster are wider than a line is high: all four are drawn. */
static void test_wide_cluster(void)
{
	struct bill_type *type = make_type("ഫൈ", "ml");
	const struct bill_shaped *piece = &type->pieces[0];
	PangoGlyphString string = {.num_glyphs = piece->n_glyphs, .glyphs = piece->glyphs, .log_clusters = piece->clusters};
	cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
	cairo_t *cr = cairo_create(surface);
	cairo_move_to(cr, 0, 0);
	bill_run_show_clusters(words.fonts, piece->face, &string, false, type->s, (int)type->len, cr);
	double x, y, width, height;
	cairo_recording_surface_ink_extents(surface, &x, &y, &width, &height);
	g_assert_cmpfloat(bill_type_natural_width(type), >, 2);
	g_assert_cmpfloat(x + width, >=, 0.9 * bill_type_natural_width(type) * BILL_EM_PT);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
}

static cairo_status_t append(void *bytes, const unsigned char *data, unsigned len)
{
	g_byte_array_append(bytes, data, len);
	return CAIRO_STATUS_SUCCESS;
}

/* Of a run in which few clusters need a glyph of their own, the others stay in the font. */
static void test_few_clusters(void)
{
	struct bill_type *type = make_type("การทำงานของเราในวันนี้", "th");
	const struct bill_shaped *piece = &type->pieces[0];
	PangoGlyphString string = {.num_glyphs = piece->n_glyphs, .glyphs = piece->glyphs, .log_clusters = piece->clusters};
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, bytes, 600, 100);
	cairo_t *cr = cairo_create(surface);
	g_assert_true(bill_run_needs_clusters(piece->face, &string, false, type->s, (int)piece->len));
	cairo_move_to(cr, 10, 80);
	bill_run_show_clusters(words.fonts, piece->face, &string, false, type->s, (int)piece->len, cr);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	g_assert_nonnull(memmem(bytes->data, bytes->len, "/Type3", 6));
	g_assert_nonnull(memmem(bytes->data, bytes->len, "/FontFile", 9));
}

/* An emoji is about as large as the letters beside it, and spreads no lines. */
static void test_emoji_size(void)
{
	struct bill_type *emoji = make_type("🤖", "en"), *letters = make_type("Ål", "en");
	g_assert_cmpfloat(bill_type_natural_width(emoji), >, 0.9);
	g_assert_cmpfloat(bill_type_natural_width(emoji), <, 1.3);
	g_assert_cmpfloat(bill_type_ascent(emoji), <=, bill_type_ascent(letters));
}

static void test_current(void)
{
	struct bill_fontset *one = bill_fontset_new(FONTS_CONF, NULL, words.diags);
	struct bill_fontset *two = bill_fontset_new(FONTS_CONF, NULL, words.diags);
	FcConfig *first = FcConfigReference(one->config), *second = FcConfigReference(two->config);
	bill_fontset_free(one);
	g_assert_true(FcConfigGetCurrent() == second); /* not ours to take away */
	bill_fontset_free(two);
	g_assert_true(FcConfigGetCurrent() != second);
	g_assert_true(FcConfigGetCurrent() != first);
	FcConfigDestroy(first);
	FcConfigDestroy(second);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	words_init();
	g_assert_nonnull(words.fonts);
	g_test_add_func("/font/type/stops", test_stops);
	g_test_add_func("/font/type/hyphens", test_hyphens);
	g_test_add_func("/font/type/other-languages", test_other_languages);
	g_test_add_func("/font/type/clusters", test_clusters_stay_whole);
	g_test_add_func("/font/type/desperate", test_desperate);
	g_test_add_func("/font/type/measures", test_measures);
	g_test_add_func("/font/type/paragraphs", test_paragraphs);
	g_test_add_func("/font/type/pauses", test_pauses);
	g_test_add_func("/font/type/strands", test_strands);
	g_test_add_func("/font/type/lonely", test_lonely);
	g_test_add_func("/font/type/doubled", test_doubled);
	g_test_add_func("/font/type/word-ends", test_word_ends);
	g_test_add_func("/font/type/separators", test_separators);
	g_test_add_func("/font/type/phrases-of-headlines", test_phrases_of_headlines);
	g_test_add_func("/font/type/pairs", test_pairs);
	g_test_add_func("/font/type/direction", test_direction);
	g_test_add_func("/font/type/tracking", test_tracking);
	g_test_add_func("/font/type/missing", test_missing);
	g_test_add_func("/font/roles", test_roles);
	g_test_add_func("/font/stand-in", test_stand_in);
	g_test_add_func("/font/features", test_features);
	g_test_add_func("/font/figures", test_figures);
	g_test_add_func("/font/type/no-config", test_no_config);
	g_test_add_func("/font/type/long", test_long);
	g_test_add_func("/font/type/dictionaries-once", test_dictionaries_once);
	g_test_add_func("/font/type/languages", test_languages);
	g_test_add_func("/font/type/runs", test_runs);
	g_test_add_func("/font/type/many-runs", test_many_runs);
	g_test_add_func("/font/type/clusters-trimmed", test_clusters_trimmed);
	g_test_add_func("/font/type/few-clusters", test_few_clusters);
	g_test_add_func("/font/type/wide-cluster", test_wide_cluster);
	g_test_add_func("/font/type/emoji-size", test_emoji_size);
	g_test_add_func("/font/type/current", test_current);
	int failed = g_test_run();
	words_finish();
	return failed;
}
