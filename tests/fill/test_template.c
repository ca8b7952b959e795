/* Templates and the words they become. */
#include <locale.h>

#include "made.h"
#include "../tell.h"

static const char EVENT[] = "title: \"Beyond the Grid: Power in Motion\"\n"
							"series: Tuesday Talks\n"
							"language: en\n"
							"start: 2025-03-04T18:30\n"
							"end: 2025-03-04T20:00\n"
							"venue: Harbour Hall\n"
							"url: https://www.example.org/talks/\n"
							"abstract: one two, three four\n"
							"keywords: [ports, \"wind, waves\", cranes]\n"
							"speakers:\n"
							"  - {name: Ada Okafor, affiliation: Port Authority}\n"
							"  - {name: \"Leo King, Jr.\"}\n"
							"  - {name: Mina Ruiz}\n";

static const char LAYOUT[] = "parameters:\n"
							 "  greeting: {type: text, default: Welcome}\n"
							 "  nothing: {type: text}\n"
							 "  venue: {type: text, default: never used}\n"
							 "styles: {body: {}}\n";

/* room, subtitle, host, price and nothing are empty */
static const struct {
	const char *template, *words, *field;
} table[] = {
	/* plain */
	{"", "", NULL},
	{"Words", "Words", NULL},
	{"{{title}}", "Beyond the Grid: Power in Motion", "title"},
	{"{{room}}", "", NULL},
	{"Room: {{room}}", "", NULL},
	{"{{room}}!", "", NULL},
	{"At {{venue}}.", "At Harbour Hall.", "venue"},
	{"  {{venue}}  ", "  Harbour Hall  ", "venue"},
	/* separators */
	{"{{series}}, {{venue}}", "Tuesday Talks, Harbour Hall", "series"},
	{"{{series}}, {{room}}", "Tuesday Talks", "series"},
	{"{{room}}, {{venue}}", "Harbour Hall", "venue"},
	{"{{room}}, {{price}}", "", NULL},
	{"{{series}} \302\267 {{room}} \302\267 {{venue}}", "Tuesday Talks \302\267 Harbour Hall", "series"},
	{"{{room}} \302\267 {{series}} \302\267 {{price}} \302\267 {{venue}} \302\267 {{host}}",
		"Tuesday Talks \302\267 Harbour Hall", "series"},
	{"Series: {{series}}, room: {{room}}, venue: {{venue}}", "Series: Tuesday Talks, venue: Harbour Hall", "series"},
	{"{{series}}{{room}}{{venue}}", "Tuesday TalksHarbour Hall", "series"},
	/* brackets go in pairs */
	{"{{series}} ({{venue}})", "Tuesday Talks (Harbour Hall)", "series"},
	{"{{series}} ({{room}})", "Tuesday Talks", "series"},
	{"{{series}} ({{room}}), {{venue}}", "Tuesday Talks, Harbour Hall", "series"},
	{"({{room}}) {{venue}}", "Harbour Hall", "venue"},
	{"({{room}} {{venue}})", "Harbour Hall", "venue"},
	{"({{venue}} {{room}})", "(Harbour Hall)", "venue"},
	{"{{room}} ({{venue}})", "Harbour Hall", "venue"},
	{"{{series}} (room {{room}}, {{venue}})", "Tuesday Talks, Harbour Hall", "series"},
	{"{{series}} (at {{venue}}, {{room}})", "Tuesday Talks (at Harbour Hall)", "series"},
	{"{{series}} \302\253{{room}}\302\273", "Tuesday Talks", "series"},
	{"a) {{venue}} b)", "a) Harbour Hall b)", "venue"},
	/* alternatives */
	{"{{room ? venue}}", "Harbour Hall", "venue"},
	{"{{venue ? room}}", "Harbour Hall", "venue"},
	{"{{room ? price ? host}}", "", NULL},
	{"{{room | upper ? series | upper}}", "TUESDAY TALKS", "series"},
	{"{{series ? venue | upper}}", "Tuesday Talks", "series"},
	/* lines */
	{"{{series}}\n{{venue}}", "Tuesday Talks\nHarbour Hall", "series"},
	{"{{series}}\n{{room}}\n{{venue}}", "Tuesday Talks\nHarbour Hall", "series"},
	{"{{room}}\n{{venue}}", "Harbour Hall", "venue"},
	{"Room: {{room}}\nVenue: {{venue}}\n", "Venue: Harbour Hall", "venue"},
	{"Where\n{{room}}", "", NULL},
	{"Where\n{{venue}}", "Where\nHarbour Hall", "venue"},
	{"{{series}},\n{{room}}", "Tuesday Talks,", "series"},
	{"{{series}}\n\n{{venue}}", "Tuesday Talks\n\nHarbour Hall", "series"},
	{"{{series}}\n\n{{room}}\n\n{{venue}}\n\n", "Tuesday Talks\n\nHarbour Hall", "series"},
	{"\n\n{{series}}", "Tuesday Talks", "series"},
	/* data is never a template */
	{"\\{{title\\}}", "{{title}}", NULL},
	/* parameters are names too, after the event's own */
	{"{{greeting}}: {{venue}}", "Welcome: Harbour Hall", "greeting"},
	{"{{nothing}}", "", NULL},
	{"{{nothing}}, {{greeting}}", "Welcome", "greeting"},
	{"{{unheard-of}}", "", NULL},
	/* filters */
	{"{{venue | upper}}", "HARBOUR HALL", "venue"},
	{"{{venue | lower}}", "harbour hall", "venue"},
	{"{{venue | upper | lower}}", "harbour hall", "venue"},
	{"{{title | lead}}", "Beyond the Grid", "title"},
	{"{{title | rest}}", "Power in Motion", "title"},
	{"{{venue | lead}}", "Harbour Hall", "venue"},
	{"{{venue | rest}}", "", NULL},
	{"{{title | lead}}\n{{venue | rest}}", "Beyond the Grid", "title"},
	{"{{url | host}}", "example.org/talks", "url"},
	{"{{title | slug}}", "beyond-the-grid-power-in-motion", "title"},
	{"{{abstract | words: 2}}", "one two\342\200\246", "abstract"},
	{"{{abstract | words: 3}}", "one two, three\342\200\246", "abstract"},
	{"{{abstract | words: 4}}", "one two, three four", "abstract"},
	{"{{abstract | words: 9999}}", "one two, three four", "abstract"},
	{"{{abstract | words: 1 | upper}}", "ONE\342\200\246", "abstract"},
	{"{{venue | short}}", "Harbour Hall", "venue"},
	/* lists: items may hold commas */
	{"{{speakers}}", "Ada Okafor, Leo King, Jr., and Mina Ruiz", "speakers"},
	{"{{speakers | join: \" and \"}}", "Ada Okafor and Leo King, Jr. and Mina Ruiz", "speakers"},
	{"{{speaker | first}}", "Ada Okafor", "speaker"},
	{"{{keywords | join: \" / \"}}", "ports / wind, waves / cranes", "keywords"},
	{"{{keywords | first | upper}}", "PORTS", "keywords"},
	{"{{affiliation}}", "Port Authority", "affiliation"},
	/* times */
	{"{{start | date: %F}}", "2025-03-04", "start"},
	{"{{start | date: %H:%M}}", "18:30", "start"},
	{"{{end | date: %H:%M}}", "20:00", "end"},
	{"{{start | date}}", "Tuesday, March 4, 2025", "start"},
	{"{{start | date: long}}", "Tuesday, March 4, 2025", "start"},
	{"{{when | date: long}}", "Tuesday, March 4, 2025", "when"},
	{"{{start | season}}", "Spring 2025", "start"},
	{"{{start | date: weekday | upper}}", "TUESDAY", "start"},
	{"{{start | date: year}}{{room}}", "2025", "start"},
};

static void test_table(void)
{
	struct bill_event *event = made_event(EVENT);
	struct bill_design *design = made_design(LAYOUT);
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct bill_arena *arena = bill_arena_new();
		struct bill_template parsed;
		const char *field;
		struct bill_at at;
		tell("%s", table[i].template);
		g_assert_true(bill_template_parse(table[i].template, (struct bill_at){0}, arena, &parsed, NULL));
		g_assert_cmpstr(bill_fill_template(&parsed, design, event, arena, &field, &at), ==, table[i].words);
		g_assert_cmpstr(field, ==, table[i].field);
		bill_arena_free(arena);
	}
	bill_design_free(design);
	bill_event_free(event);
}

static char *filled(const char *template, const char *yaml)
{
	struct bill_event *event = made_event(yaml);
	struct bill_arena *arena = bill_arena_new();
	struct bill_template parsed;
	g_assert_true(bill_template_parse(template, (struct bill_at){0}, arena, &parsed, NULL));
	char *words = g_strdup(bill_fill_template(&parsed, NULL, event, arena, NULL, NULL));
	bill_arena_free(arena);
	bill_event_free(event);
	return words;
}

static void test_letters(void)
{
	static const struct {
		const char *language, *title, *upper, *lower;
	} letters[] = {
		{"en", "iI straße", "II STRASSE", "ii straße"},
		{"tr", "iI ışık", "İI IŞIK", "iı ışık"},
		{"az-Latn", "i", "İ", "i"},
		{"tru", "i", "I", "i"},
		{"el", "Άνθρωπος ΣΟΦΟΣ", "ΑΝΘΡΩΠΟΣ ΣΟΦΟΣ", "άνθρωπος σοφος"},
		{"el", "ρολόι Μαΐου", "ΡΟΛΟΙ ΜΑΪΟΥ", "ρολόι μαΐου"},
		{"fr", "été à Ōtsu", "ÉTÉ À ŌTSU", "été à ōtsu"},
		{"uk", "їжак", "ЇЖАК", "їжак"},
		{"zh", "中文 abc", "中文 ABC", "中文 abc"},
		{"ar", "مرحبا", "مرحبا", "مرحبا"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autofree char *yaml = g_strdup_printf("language: %s\ntitle: %s\n", letters[i].language, letters[i].title);
		g_autofree char *upper = filled("{{title | upper}}", yaml);
		g_autofree char *lower = filled("{{title | lower}}", yaml);
		g_assert_cmpstr(upper, ==, letters[i].upper);
		g_assert_cmpstr(lower, ==, letters[i].lower);
	}
}

static void test_title_turns(void)
{
	static const struct {
		const char *title, *lead, *rest;
	} titles[] = {
		{"Round table (here – online)", "Round table (here – online)", ""},
		{"Tables (round): a talk", "Tables (round)", "a talk"},
		{"Tides: A History", "Tides", "A History"},
		{"Tides: A History: Part 2", "Tides", "A History: Part 2"},
		{"Tides \342\200\224 A History", "Tides", "A History"},
		{"Tides \342\200\223 A History", "Tides", "A History"},
		{"Tides - A History", "Tides", "A History"},
		{"Well-being at 10:30", "Well-being at 10:30", ""},
		{"Tides:", "Tides:", ""},
		{"潮\357\274\232歴史", "潮", "歴史"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
		g_autofree char *yaml = g_strdup_printf("title: \"%s\"\n", titles[i].title);
		g_autofree char *lead = filled("{{title | lead}}", yaml);
		g_autofree char *rest = filled("{{title | rest}}", yaml);
		g_assert_cmpstr(lead, ==, titles[i].lead);
		g_assert_cmpstr(rest, ==, titles[i].rest);
	}
}

static void test_hosts(void)
{
	static const char *const hosts[][2] = {
		{"https://example.org", "example.org"},
		{"HTTP://WWW.example.org/", "example.org"},
		{"http://example.org/a?b=c#d", "example.org/a?b=c#d"},
		{"mailto:desk@example.org", "desk@example.org"},
		{"example.org//", "example.org"},
		{"https://", ""},
		{"ftp://example.org", ""},
		{"talks/2025/12.pdf", ""},
		{"on the web: https://example.org/a", "example.org/a"},
		{"https://example.org/people/h%C3%A9l%C3%A8ne", "example.org/people/hélène"},
		{"https://example.org/a%2Fb%20c", "example.org/a%2Fb%20c"}, /* what would read as another address stays */
		{"https://example.org/%C3", "example.org/%C3"},
		{"https://example.org/%D7%A9%D7%9C%D7%95%D7%9D", "example.org/%D7%A9%D7%9C%D7%95%D7%9D"},
		{"https://example.org/departments/history/2031/the-clocks-that-nobody-owns", "example.org/departments/history/2031/the-clocks-that-nobody-owns"},
		{"https://example.org/departments/history/2031/the-clocks-that-nobody-owns-in-small-towns", "example.org/departments/history/2031/…"},
		{"https://example.org/registration-for-the-clocks-that-nobody-owns-in-the-small-towns", "example.org/…"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++) {
		g_autofree char *yaml = g_strdup_printf("title: t\nurl: \"%s\"\n", hosts[i][0]);
		g_autofree char *host = filled("{{url | host}}", yaml);
		g_assert_cmpstr(host, ==, hosts[i][1]);
	}
}

static void test_slugs(void)
{
	static const char *const slugs[][2] = {
		{"Łukasz O'Neil", "lukasz-oneil"},
		{"Ünïcödé  &  spaces", "unicode-spaces"},
		{"../../etc/passwd", "etc-passwd"},
		{"--a--", "a"},
		{"C++ (2nd ed.)", "c-2nd-ed"},
		{"", ""},
		{"中文", ""},
		{"12:30", "12-30"},
	};
	struct bill_arena *arena = bill_arena_new();
	for (size_t i = 0; i < G_N_ELEMENTS(slugs); i++)
		g_assert_cmpstr(bill_slug(slugs[i][0], arena), ==, slugs[i][1]);
	g_autofree char *many = g_strnfill(5000, 'x');
	g_assert_cmpuint(strlen(bill_slug(many, arena)), ==, 80);
	bill_arena_free(arena);
}

/* Days in other languages, and times that the event lacks. */
static void test_times(void)
{
	static const struct {
		const char *yaml, *template, *words;
	} times[] = {
		{"title: t\n", "{{start | date}}, {{title}}", "t"},
		{"title: t\n", "{{when | time}}", ""},
		{"title: t\nstart: 2025-03-04\n", "{{start | date: %F}}", "2025-03-04"},
		{"title: t\nstart: 2025-03-04\n", "{{when | date: long}} {{when | time}}", "Tuesday, March 4, 2025"},
		{"title: t\nstart: 2025-03-04\n", "{{end | date}}", ""},
		{"title: t\nlanguage: fr\nstart: 2025-03-04T18:30\n", "{{start | date: long}}", "mardi 4 mars 2025"},
		{"title: t\nlanguage: de\nstart: 2025-03-04T18:30\n", "{{start | date: long}}", "Dienstag, 4. März 2025"},
		{"title: t\nstart: 2025-10-04\n", "{{start | season}}", "Fall 2025"},
		{"title: t\nstart: 2025-10-04\nend: 2025-10-05\n", "{{until | date: %F}}", "2025-10-05"},
		{"title: t\nstart: 2025-12-31T09:00\nend: 2026-01-02T12:00\n", "{{until | date: %F}}", "2026-01-02"},
		{"title: t\nstart: 2025-10-04T22:00\nend: 2025-10-05T02:00\n", "{{until | date}}", ""},
		{"title: t\nstart: 2025-12-31T22:00\nend: 2026-01-01T02:00\n", "{{until | date}}", ""},
		{"title: t\nstart: 2025-10-04T10:00\nend: 2025-10-04T11:00\n", "{{until | date}}", ""},
		{"title: t\ndoors: '19:00'\n", "{{doors | time}}", "7:00\302\240pm"},
		{"title: t\ndoors: after the rain\n", "{{doors | time}}", "after the rain"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *words = filled(times[i].template, times[i].yaml);
		g_assert_cmpstr(words, ==, times[i].words);
	}
}

/* Letters and dates are the event's, whatever the program around the library has set. */
static void test_locale(void)
{
	g_autofree char *before = filled("{{title | upper}} {{start | date: long}}", "title: ink\nstart: 2025-03-04\n");
	setlocale(LC_ALL, "");
	g_autofree char *after = filled("{{title | upper}} {{start | date: long}}", "title: ink\nstart: 2025-03-04\n");
	setlocale(LC_ALL, "C");
	g_assert_cmpstr(before, ==, after);
}

/* What an event holds is never read as a template, nor as a filter. */
static void test_hostile(void)
{
	g_autofree char *words = filled("{{title}}", "title: \"{{abstract}} | upper <b>&amp;</b> %s%n \\\\{{\"\nabstract: secret\n");
	g_assert_cmpstr(words, ==, "| upper & %s%n {{"); /* what looks like a placeholder of some other program's is cleaned away */
	g_autofree char *argument = filled("{{speakers | join: \"%s%n\"}}", "title: t\nspeakers: [{name: A}, {name: B}]\n");
	g_assert_cmpstr(argument, ==, "A%s%nB");
}

int main(int argc, char **argv)
{
	g_setenv("LC_ALL", "tr_TR.UTF-8", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fill/template/table", test_table);
	g_test_add_func("/fill/template/letters", test_letters);
	g_test_add_func("/fill/template/title-turns", test_title_turns);
	g_test_add_func("/fill/template/hosts", test_hosts);
	g_test_add_func("/fill/template/slugs", test_slugs);
	g_test_add_func("/fill/template/times", test_times);
	g_test_add_func("/fill/template/locale", test_locale);
	g_test_add_func("/fill/template/hostile", test_hostile);
	return g_test_run();
}
