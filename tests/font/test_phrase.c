/* Phrases that stay whole, words that lean, addresses and where they may be parted. */
#include <string.h>

#include "font/type.h"

/* "^" stands for the space that is asked about. */
static const struct {
	const char *language, *text;
	enum bill_lean lean;
} phrases[] = {
	{"en", "Prof.^Ada Lovelace", BILL_LEAN_NEVER},
	{"en", "with Prof. Dr.^Ada", BILL_LEAN_NEVER},
	{"en", "(Dr.^Ada", BILL_LEAN_NEVER},
	{"en", "Dr.^no", BILL_LEAN_NOT},
	{"en", "Talks @^Pycon", BILL_LEAN_BETTER_NOT},
	{"en", "Arts &^Letters", BILL_LEAN_BETTER_NOT},
	{"en", "R&D^now", BILL_LEAN_NOT},
	{"en", "at 10^a.m. sharp", BILL_LEAN_NEVER},
	{"en", "10:00^am", BILL_LEAN_NEVER},
	{"en", "10:00–11:00^am", BILL_LEAN_NEVER},
	{"en", "10:00^am.", BILL_LEAN_NEVER},
	{"en", "about 5^km,", BILL_LEAN_NEVER},
	{"en", "30^% of", BILL_LEAN_NEVER},
	{"en", "5^kilometres", BILL_LEAN_NOT},
	{"de", "§^3 Abs. 1", BILL_LEAN_NEVER},
	{"de", "um 18:30^Uhr", BILL_LEAN_NEVER},
	{"en", "see Fig.^2", BILL_LEAN_NEVER},
	{"en", "see Fig.^below", BILL_LEAN_NOT},
	{"en", "on p.^5", BILL_LEAN_NEVER},
	{"en", "No.^7", BILL_LEAN_NEVER},
	{"en", "Room^1646", BILL_LEAN_NEVER},
	{"en", "J.^S. Bach", BILL_LEAN_NEVER},
	{"en", "J. S.^Bach", BILL_LEAN_NEVER},
	{"en", "J.-P.^Serre", BILL_LEAN_NEVER},
	{"en", "Bach^J. S.", BILL_LEAN_NEVER},
	{"en", "Bach J.^S.", BILL_LEAN_NEVER},
	{"en", "by Bach,^J. S.", BILL_LEAN_NOT},
	{"ru", "А.^Пушкин", BILL_LEAN_NEVER},
	{"en", "January^21, 2025", BILL_LEAN_NEVER},
	{"en", "January 21,^2025", BILL_LEAN_BETTER_NOT},
	{"de", "30. Dezember^2020", BILL_LEAN_BETTER_NOT},
	{"en", "rooms 21,^20255", BILL_LEAN_NOT},
	{"en", "21^January", BILL_LEAN_NEVER},
	{"en", "January^21st", BILL_LEAN_NEVER},
	{"de", "21.^Januar", BILL_LEAN_NEVER},
	{"fr", "1er^février", BILL_LEAN_NEVER},
	{"ru", "21^января", BILL_LEAN_NEVER},
	{"en", "in 2025^January", BILL_LEAN_NOT},
	{"en", "a pause^— then", BILL_LEAN_NEVER},
	{"en", "a pause —^then", BILL_LEAN_NOT},
	{"en", "a list^- then", BILL_LEAN_NEVER},
	{"en", "Louis^XIV", BILL_LEAN_NEVER},
	{"en", "Louis^XIV's", BILL_LEAN_NOT},
	{"en", "World War^II.", BILL_LEAN_NEVER},
	{"en", "When^I go", BILL_LEAN_NOT},
	{"en", "of^things", BILL_LEAN_BETTER_NOT},
	{"en", "The^thing", BILL_LEAN_BETTER_NOT},
	{"en-GB", "a^thing", BILL_LEAN_BETTER_NOT},
	{"en", "thing^of", BILL_LEAN_NOT},
	{"en", "(the^thing", BILL_LEAN_BETTER_NOT},
	{"cs", "chléb a^máslo", BILL_LEAN_NEVER},
	{"cs", "K^lesu", BILL_LEAN_NEVER},
	{"pl", "w^Krakowie", BILL_LEAN_NEVER},
	{"sk", "v^lese", BILL_LEAN_NEVER},
	{"ru", "в^лесу", BILL_LEAN_NEVER},
	{"de", "a^capella", BILL_LEAN_BETTER_NOT},
	{"en", "Vitamin C^deficiency", BILL_LEAN_NOT},
	{"ar", "الضوء و^البحر", BILL_LEAN_NEVER},
	{"fa", "دویست و^سی", BILL_LEAN_NEVER},
	{"ar", "الأمن في^العراق", BILL_LEAN_BETTER_NOT},
	{"ar", "الضوء^و البحر", BILL_LEAN_NOT},
	{"ko", "할 수^있다", BILL_LEAN_NOT},
	{"en", "March 4^❦ 6:30", BILL_LEAN_NEVER},
	{"en", "March 4 ❦^6:30", BILL_LEAN_NOT},
	{"en", "Paris^· Lyon", BILL_LEAN_NEVER},
	{"en", "Paris^• Lyon", BILL_LEAN_NEVER},
	{"en", "• Paris^• Lyon", BILL_LEAN_NOT},
	{"en", "• Paris •^Lyon", BILL_LEAN_NEVER},
	{"fr", "à^Paris", BILL_LEAN_BETTER_NOT},
	{"xx", "the^thing", BILL_LEAN_NOT},
	{"", "the^thing", BILL_LEAN_NOT},
	{"en", "^x", BILL_LEAN_NOT},
	{"en", "x^", BILL_LEAN_NOT},
	{"en", "Донаудампфшиффартсгезельшафт^x", BILL_LEAN_NOT},
	{"ru", "ЯЯЯЯЯЯЯЯЯЯЯЯ^x", BILL_LEAN_NOT},
};

static void test_phrases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
		g_autofree char *text = g_strdelimit(g_strdup(phrases[i].text), "^", ' ');
		size_t end = (size_t)(strchr(phrases[i].text, '^') - phrases[i].text);
		struct bill_phrases own;
		bill_phrases_init(&own, phrases[i].language);
		enum bill_lean lean = bill_phrase_judge(&own, text, end, end + 1, 0, strlen(text));
		if (lean != phrases[i].lean)
			g_error("%s \"%s\": %d instead of %d", phrases[i].language, phrases[i].text, lean, phrases[i].lean);
	}
}

/* Where nothing stands between: after a dash. */
static void test_ranges(void)
{
	static const struct {
		const char *text;
		enum bill_lean lean;
	} ranges[] = {{"7:30–^8:30 pm", BILL_LEAN_NEVER}, {"10-^12", BILL_LEAN_NEVER}, {"Paris–^Roubaix", BILL_LEAN_NOT},
		{"9:30 am–^4:30 pm", BILL_LEAN_NEVER}, {"a-^1", BILL_LEAN_NOT}, {"–^1", BILL_LEAN_NOT}, {"1–^", BILL_LEAN_NOT},
		{"-^1", BILL_LEAN_NOT}};
	struct bill_phrases own;
	bill_phrases_init(&own, "en");
	for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) {
		g_auto(GStrv) halves = g_strsplit(ranges[i].text, "^", 2);
		g_autofree char *text = g_strconcat(halves[0], halves[1], NULL);
		size_t at = strlen(halves[0]);
		g_assert_cmpint(bill_phrase_judge(&own, text, at, at, 0, strlen(text)), ==, ranges[i].lean);
	}
}

static const struct {
	const char *text;
	enum bill_address kind;
} addresses[] = {
	{"https://example.org/talks", BILL_ADDRESS_WEB},
	{"http://example.org/", BILL_ADDRESS_WEB},
	{"www.example.org", BILL_ADDRESS_WEB},
	{"example.org/seminar", BILL_ADDRESS_WEB},
	{"ada.lovelace@example.org", BILL_ADDRESS_MAIL},
	{"and/or", BILL_ADDRESS_NONE},
	{"z.B./oder", BILL_ADDRESS_NONE},
	{"1/2", BILL_ADDRESS_NONE},
	{"@ada", BILL_ADDRESS_NONE},
	{"ada@", BILL_ADDRESS_NONE},
	{"", BILL_ADDRESS_NONE},
};

static void test_kinds(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
		const char *text = addresses[i].text;
		g_assert_cmpint(bill_address_kind(text, strlen(text)), ==, addresses[i].kind);
	}
}

static void check_parts(const char *text, const char *expected)
{
	enum bill_address kind = bill_address_kind(text, strlen(text));
	g_autoptr(GString) out = g_string_new(NULL);
	for (size_t i = 0; text[i]; i++) {
		if (bill_address_parts(kind, text, strlen(text), i))
			g_string_append_c(out, '|');
		g_string_append_c(out, text[i]);
	}
	g_assert_cmpstr(out->str, ==, expected);
}

static void test_parts(void)
{
	check_parts("https://example.org/talks/2025?q=a&b_c-d.html", "https://|example.|org/|talks/|2025?|q=|a&|b_|c-|d.|html");
	check_parts("https://example.org/.", "https://|example.|org/.");
	check_parts("www.example.org/a", "www.example.|org/a");
	check_parts("ada.lovelace@example.org", "ada.|lovelace|@example.|org");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/font/phrase/phrases", test_phrases);
	g_test_add_func("/font/phrase/ranges", test_ranges);
	g_test_add_func("/font/phrase/address-kinds", test_kinds);
	g_test_add_func("/font/phrase/address-parts", test_parts);
	return g_test_run();
}
