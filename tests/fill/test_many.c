/* What a poster of several events says once, and what it says of each. */
#include <string.h>

#include "made.h"

static void describe(GString *out, const struct bill_content *content)
{
	if (content->text.len)
		g_string_append_printf(out, "%s%s%s", out->len && !strchr("([", out->str[out->len - 1]) ? " / " : "",
			content->title ? "*" : "", content->text.s);
	if (content->n_children)
		g_string_append(out, out->len && !strchr("([", out->str[out->len - 1]) ? " [" : "[");
	for (size_t i = 0; i < content->n_children; i++)
		describe(out, content->children[i]);
	if (content->n_children)
		g_string_append_c(out, ']');
}

/* The elements under `column:`, filled with events that are divided by lines of "---". */
static char *filled(const char *heading, const char *elements, const char *events)
{
	g_autofree char *layout = g_strconcat("parameters:\n  heading: {type: text, default: \"", heading,
		"\"}\nstyles:\n  body: {}\n  heading: {}\narrangements:\n  - column:\n", elements, NULL);
	g_auto(GStrv) texts = g_strsplit(events, "---\n", -1);
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)bill_event_free);
	for (char **text = texts; *text; text++)
		g_ptr_array_add(list, made_event(*text));
	struct bill_design *design = made_design(layout);
	struct bill_arena *arena = bill_arena_new();
	struct bill_sheet_size size;
	g_assert_true(bill_paper_parse("a4", &size, NULL));
	struct bill_content *content =
		bill_fill_many(design, (const struct bill_event *const *)(const void *)list->pdata, list->len, &size, NULL, arena, NULL);
	GString *out = g_string_new(NULL);
	if (content)
		describe(out, content);
	bill_arena_free(arena);
	bill_design_free(design);
	return g_string_free(out, FALSE);
}

#define LATE                                                                                                                     \
	"title: Late\nstart: 2027-02-09T18:00\nend: 2027-02-09T19:00\nlocation: Room 1\nseries: Tides\nzone: America/New_York\n"
#define ONE                                                                                                                      \
	"title: One\nstart: 2027-02-02T10:00\nend: 2027-02-02T11:00\nlocation: Room 1\nseries: Tides\nzone: America/New_York\n"
#define TWO                                                                                                                      \
	"title: Two\nstart: 2027-03-16T10:00\nend: 2027-03-16T11:00\nlocation: Room 1\nseries: Tides\nzone: America/New_York\n"
#define AWAY                                                                                                                     \
	"title: Away\nstart: 2027-02-04T10:00\nend: 2027-02-04T11:00\nlocation: Pier\nseries: Moons\nzone: America/New_York\n"
#define OPEN "title: Open\n"
#define EACH(text) "      - each: events\n        text: \"" text "\"\n"

static const struct {
	const char *elements, *events, *out;
} rows[] = {
	/* by their times, those without one last */
	{EACH("{{title}}"), OPEN "---\n" TWO "---\n" ONE, "[One / Two / Open]"},
	/* said once */
	{"      - text: \"{{usual_when}} at {{usual_location}}\"\n" EACH("{{title}} {{own_when}} {{own_location}}"),
		TWO "---\n" LATE "---\n" ONE "---\n" AWAY,
		"[Tuesdays, 10:00–11:00\u00a0am at Room 1 / One / Away Thursday Pier / Late 6:00–7:00\u00a0pm / Two]"},
	/* no majority */
	{"      - text: \"{{usual_when}} {{usual_location}}\"\n" EACH("{{own_when}}, {{own_location}}"), AWAY "---\n" LATE,
		"[Thursday, 10:00–11:00\u00a0am, Pier / Tuesday, 6:00–7:00\u00a0pm, Room 1]"},
	/* all on one day: no plural */
	{"      - text: \"{{usual_when}}\"\n", ONE "---\n" ONE, "[Tuesday, 10:00–11:00\u00a0am]"},
	{"      - text: \"{{usual_when}}\"\n",
		ONE "---\n" AWAY "---\n"
			"title: x\nstart: 2027-02-09T10:00\nend: 2027-02-09T11:00\nzone: Asia/Tokyo\n",
		"[Tuesdays, 10:00–11:00\u00a0am\u00a0"
		"EST]"}, /* several zones: said */
	/* two on the Sunday of a congress, which began on Saturday: no weekday in common */
	{"      - text: \"{{usual_when}}\"\n" EACH("{{own_when}}"),
		"title: x\nstart: 2027-02-06T10:00\n---\ntitle: y\nstart: 2027-02-07T10:00\n---\ntitle: z\nstart: 2027-02-07T10:00\n",
		"[10:00\u00a0am / Saturday / Sunday / Sunday]"},
	{"      - text: \"{{usual_when}}\"\n",
		"title: x\nstart: 2027-02-02\nlanguage: nl\n---\ntitle: y\nstart: 2027-02-09\nlanguage: nl\n", "[dinsdagen]"},
	{"      - text: \"{{usual_when}}\"\n",
		"title: x\nstart: 2027-02-02\nlanguage: sv\n---\ntitle: y\nstart: 2027-02-09\nlanguage: sv\n", "[tisdagar]"},
	{"      - text: \"{{usual_when}}\"\n",
		"title: x\nstart: 2027-02-02\nlanguage: da\n---\ntitle: y\nstart: 2027-02-09\nlanguage: da\n", "[tirsdage]"},
	{"      - text: \"{{usual_when}}\"\n",
		"title: x\nstart: 2027-02-02\nlanguage: es\n---\ntitle: y\nstart: 2027-02-09\nlanguage: es\n", "[martes]"},
	{"      - text: \"{{usual_when}}\"\n",
		"title: x\nstart: 2027-02-06\nlanguage: es\n---\ntitle: y\nstart: 2027-02-13\nlanguage: es\n", "[sábados]"},
	{"      - text: \"{{usual_when}}\"\n", "title: x\nstart: 2027-02-02T10:00\nlanguage: ja\n", "[火曜日 10:00]"},
	{"      - text: \"{{usual_when}}\"\n",
		"title: x\nlanguage: de\nstart: 2027-02-02T10:00\n---\ntitle: x\nlanguage: de\nstart: 2027-02-09T10:00\n",
		"[Dienstags, 10:00]"},
	{EACH("{{clock}}"), ONE "---\n" TWO, "[10:00–11:00\u00a0am / 10:00–11:00\u00a0am]"},
	{EACH("{{title}} {{own_weekday}} {{own_time}}"), TWO "---\n" LATE "---\n" ONE "---\n" AWAY,
		"[One / Away Thu / Late 6:00–7:00\u00a0pm / Two]"},
	/* the poster's own title is one, and said again it is none */
	{"      - text: \"{{title}}\"\n      - each: programme\n        text: \"{{title}}\"\n      - repeat: 2\n        box:\n          text: \"{{title}}\"\n",
		"title: Evening\nprogramme: [{title: Prelude}, {title: Fugue}]\n", "[*Evening / Prelude / Fugue [Evening] [Evening]]"},
	{EACH("{{title}}"), "title: Evening\n", "[*Evening]"},
	{"      - each: days\n        text: \"{{title}}\"\n", ONE "---\n" TWO, "[One / Two]"},
	/* days */
	{"      - each: days\n        column:\n          - text: \"{{start | date: brief}}\"\n          - each: events\n            "
	 "text: \"{{title}}\"\n",
		TWO "---\n" ONE "---\n" OPEN "---\n" ONE, "[[Feb 2 / One / One] [Mar 16 / Two] [Open]]"},
	{"      - each: days\n        text: \"{{start | date: weekday}}\"\n",
		"title: a\nlanguage: fr\nstart: 2027-02-02\n---\ntitle: b\nlanguage: de\nstart: 2027-02-02\n---\ntitle: c\nlanguage: de\nstart: 2027-02-03\n---\n"
		"title: d\nlanguage: fr\nstart: 2027-02-04\n---\ntitle: e\nlanguage: de\nstart: 2027-02-05\n",
		"[Dienstag / Mittwoch / jeudi / Freitag]"}, /* a day's name is in the language of most, where it has one of them */
	/* a language that was guessed is that of most; one that is given stays */
	{EACH("{{start | date: brief}} {{own_weekday}}"),
		"title: Une histoire de la mer et des ports\nstart: 2027-02-02\n---\ntitle: Zeebrugge\nstart: 2027-02-03\n---\n"
		"title: Les vents et les cartes du monde\nstart: 2027-02-04\n---\ntitle: Harbours\nlanguage: en\nstart: 2027-02-05\n",
		"[2 févr. mar. / 3 févr. mer. / 4 févr. jeu. / Feb 5 Fri]"},
	/* the poster's name */
	{"      - text: \"{{headline}}\"\n", ONE, "[*One]"},
	{"      - text: \"{{headline}}\"\n", ONE "---\n" TWO, "[*Tides]"},
	{"      - text: \"{{headline}}\"\n", ONE "---\n" AWAY, "[*Events]"},
	{"      - text: \"{{headline}}\"\n", "title: a\nlanguage: fr\n---\ntitle: b\nlanguage: fr\n", "[*Événements]"},
	{"      - text: \"{{headline}}\"\n",
		"title: a\nlanguage: fr\n---\ntitle: b\nlanguage: de\n---\ntitle: c\nlanguage: de\n---\ntitle: d\nlanguage: it\n",
		"[*Veranstaltungen]"}, /* the commonest language, if not of most */
	{EACH("{{title}}"), ONE, "[*One]"},
	{EACH("{{start | date: brief}}"), ONE "---\ntitle: x\nstart: 2029-01-01\n", "[Feb 2, 2027 / Jan 1, 2029]"},
	/* its term */
	{"      - text: \"{{span | date: medium}}; {{span | season}}\"\n", TWO "---\n" ONE "---\n" OPEN,
		"[Feb 2 – Mar 16, 2027; Winter 2027]"},
	{"      - text: \"{{span | date: medium}}.\"\n", OPEN "---\n" OPEN "---\n" ONE, "[Feb 2, 2027.]"},
	/* conditions */
	{"      - {text: a, when: events > 1}\n      - {text: b, when: events > 2}\n      - {text: c, when: not events>2}\n",
		ONE "---\n" TWO, "[a / c]"},
	{"      - {text: a, when: days > 1}\n      - {text: b, when: days > 2}\n      - {text: c, when: days > 3}\n",
		TWO "---\n" ONE "---\n" OPEN "---\n" ONE, "[a / b]"}, /* an open day is one, too */
	{"      - {text: a, when: single}\n      - {text: b, when: not single}\n", ONE, "[a]"},
	{"      - {text: a, when: single}\n      - {text: b, when: usual_location}\n      - {text: c, when: usual_url}\n",
		ONE "---\n" TWO, "[b]"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *out = filled("", rows[i].elements, rows[i].events);
		g_test_message("%s", rows[i].elements);
		g_assert_cmpstr(out, ==, rows[i].out);
	}
}

static void test_heading(void)
{
	g_autofree char *out = filled("Our term", "      - text: \"{{headline}}\"\n", ONE "---\n" TWO);
	g_assert_cmpstr(out, ==, "[*Our term]");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fill/many/rows", test_rows);
	g_test_add_func("/fill/many/heading", test_heading);
	return g_test_run();
}
