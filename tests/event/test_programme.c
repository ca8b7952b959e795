/* The programme, the doors and the sponsors: from files, from lines, and written again. */
#include "../tell.h"
#include "reading.h"

static char *told(const struct bill_event *event)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < event->n_programme; i++)
		for (size_t n = 0; bill_item_name(n); n++) {
			const char *text = bill_item_value(&event->programme[i], bill_item_name(n))->text;

			g_string_append_printf(out, "%s%s", text ? text : "", bill_item_name(n + 1) ? "|" : "\n");
		}
	return g_string_free(out, FALSE);
}

static void lists(void)
{
	static const struct {
		const char *suffix, *text, *programme;
	} cases[] = {
		{".yaml", "title: T\nprogramme:\n  - {title: Trio, composer: Clara Schumann (1819–1896)}\n  - 11:15 Coffee\n",
			"|Trio|Clara Schumann|1819–1896|\n11:15|Coffee|||\n"},
		{".yaml", "title: T\nagenda:\n  - {start: '9:00', end: '10:00', title: Waves, speaker: [A B, C D], note: Hall 2}\n",
			"9:00–10:00|Waves|A B, C D||Hall 2\n"},
		{".yaml", "title: T\nprogramme: |\n  Clara Schumann (1819–1896): Trio\n  Interval\n",
			"|Trio|Clara Schumann|1819–1896|\n|Interval|||\n"},
		{".json",
			"{\"@type\":\"Event\",\"name\":\"T\",\"workPerformed\":{\"name\":\"Trio\",\"composer\":{\"name\":\"C "
			"S\",\"birthDate\":"
			"\"1819-09-13\",\"deathDate\":\"1896-05-20\"}}}",
			"|Trio|C S|1819–1896|\n"},
		{".json",
			"{\"@type\":\"Event\",\"name\":\"T\",\"startDate\":\"2027-04-10\",\"subEvent\":[{\"@type\":\"Event\",\"name\":"
			"\"Waves\",\"startDate\":\"2027-04-10T09:00\",\"endDate\":\"2027-04-10T10:00\",\"performer\":{\"name\":\"A B\"}}]}",
			"09:00–10:00|Waves|A B||\n"},
		{".txt", "Title: T\nAgenda:\n9:00 Arrival\n9:30-10.30 am: Waves – A B\n- 11h15 Coffee\n\nWhere: Hall\n",
			"9:00|Arrival|||\n9:30-10.30 am|Waves|A B||\n11h15|Coffee|||\n"},
		{".txt", "Title: T\nProgramme\nClara Schumann (1819–1896): Trio\nAnna Bon: Sonata\n",
			"|Trio|Clara Schumann|1819–1896|\n|Sonata|Anna Bon||\n"},
		{".txt", "Title: T\nProgram: Physics\n", ""},
		{".yaml", "title: T\nprogramme: [{time: '9:00'}, [], '', {}]\n", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(cases[i].suffix, cases[i].text);
		g_autofree char *programme = told(only(&reading));

		tell("%s", cases[i].text);
		g_assert_cmpstr(programme, ==, cases[i].programme);
		finish(&reading);
	}
}

/* A heading over running text is no programme, and no word of it is lost. */
static void running_text(void)
{
	struct reading reading =
		read_text(".txt", "Title: T\nAbstract: We meet.\n\nProgramme:\nGood talks and good company, and after\nthat a walk.\n");
	const char *abstract = bill_event_text(only(&reading), "abstract", NULL);

	g_assert_cmpuint(only(&reading)->n_programme, ==, 0);
	g_assert_nonnull(strstr(abstract, "We meet."));
	g_assert_nonnull(strstr(abstract, "a walk."));
	finish(&reading);
}

static void apart(void)
{
	struct reading reading = read_text(".json",
		"{\"@type\":\"Festival\",\"name\":\"F\",\"subEvent\":[{\"@type\":\"Event\",\"name\":\"A\",\"location\":\"H\"},"
		"{\"@type\":\"Event\",\"name\":\"B\",\"location\":\"K\"}]}");

	g_assert_cmpuint(reading.events->len, ==, 2);
	finish(&reading);
}

static void sponsors(void)
{
	struct reading reading =
		read_text(".json", "{\"name\":\"T\",\"doorTime\":\"2027-04-10T19:00\",\"sponsor\":[{\"name\":\"Elm\",\"logo\":"
						   "\"elm.svg\"},{\"name\":\"Oak\"}]}");
	const struct bill_event *event = only(&reading);

	g_assert_cmpstr(bill_event_text(event, "doors", NULL), ==, "19:00");
	g_assert_cmpstr(bill_event_text(event, "sponsors", NULL), ==, "Elm, Oak");
	g_assert_cmpuint(event->n_logos, ==, 1);
	g_assert_cmpstr(event->logos[0].text, ==, "elm.svg");
	finish(&reading);
}

static void again(void)
{
	static const enum bill_event_format formats[] = {BILL_EVENT_YAML, BILL_EVENT_JSON, BILL_EVENT_JSONL};
	struct reading reading =
		read_text(".yaml", "title: T\ndoors: '19:00'\nsponsors: Elm\nprogramme:\n  - {time: '9:00', title: 'A: B', by: C, "
						   "dates: '1819', note: N}\n  - {by: D}\n");

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autofree char *first = written(only(&reading), formats[i]), *second = NULL;
		struct reading back = read_text(i ? ".json" : ".yaml", first);

		second = written(only(&back), formats[i]);
		g_assert_cmpstr(first, ==, second);
		g_assert_nonnull(strstr(first, "A: B"));
		g_assert_cmpuint(only(&back)->n_programme, ==, 2);
		finish(&back);
	}
	finish(&reading);
}

static void clocks(void)
{
	static const struct {
		const char *language, *text, *clock;
	} cases[] = {
		{"en", "19:30", "7:30\302\240pm"},
		{"de", "19:30", "19:30"},
		{"de", "9:00–10:30", "09:00–10:30 Uhr"},
		{"en", "after lunch", NULL},
		{"en", "2027-04-10", NULL},
	};
	struct bill_arena *arena = bill_arena_new();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct bill_event *event = bill_event_new(NULL, (struct bill_at){0});

		event->fields[BILL_FIELD_LANGUAGE].text = cases[i].language;
		tell("%s", cases[i].text);
		g_assert_cmpstr(bill_when_clock(cases[i].text, event, arena), ==, cases[i].clock);
		bill_event_free(event);
	}
	bill_arena_free(arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/event/programme/lists", lists);
	g_test_add_func("/event/programme/running-text", running_text);
	g_test_add_func("/event/programme/apart", apart);
	g_test_add_func("/event/programme/sponsors", sponsors);
	g_test_add_func("/event/programme/again", again);
	g_test_add_func("/event/programme/clocks", clocks);
	return g_test_run();
}
