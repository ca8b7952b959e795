/* Listings in plain text: forms, languages, prose that must stay whole, and what is said about doubtful ones. */
#include "event/labels.h"
#include "reading.h"
#include "../tell.h"

struct expected {
	const char *text;
	const char *series, *title, *speaker, *affiliation, *abstract, *bio, *start, *end, *location, *url;
};

static char *moment(const struct bill_event *event, char which)
{
	struct bill_arena *arena = bill_arena_new();
	const struct bill_moment *m = which == 's' ? &event->start : &event->end;
	char *text = m->given ? g_strdup(bill_when_format(event, which, m->has_time ? "%FT%H:%M" : "%F", NULL, arena)) : NULL;

	bill_arena_free(arena);
	return text;
}

static void check(const struct expected *e)
{
	struct reading reading = read_text(".txt", e->text);
	const struct bill_event *event = only(&reading);
	g_autofree char *start = moment(event, 's'), *end = moment(event, 'e');

	tell("%s", e->text);
	g_assert_cmpstr(bill_event_text(event, "series", NULL), ==, e->series);
	g_assert_cmpstr(bill_event_text(event, "title", NULL), ==, e->title);
	g_assert_cmpstr(bill_event_text(event, "speaker", NULL), ==, e->speaker);
	g_assert_cmpstr(bill_event_text(event, "affiliation", NULL), ==, e->affiliation);
	g_assert_cmpstr(bill_event_text(event, "abstract", NULL), ==, e->abstract);
	g_assert_cmpstr(bill_event_text(event, "bio", NULL), ==, e->bio);
	g_assert_cmpstr(start, ==, e->start);
	g_assert_cmpstr(end, ==, e->end);
	g_assert_cmpstr(bill_event_text(event, "location", NULL), ==, e->location);
	g_assert_cmpstr(bill_event_text(event, "url", NULL), ==, e->url);
	finish(&reading);
}

static const struct expected forms[] = {
	{.text = "Elm Faculty Seminar - Ann Lee\n- Starts: 10:00 am on Tuesday, January 21, 2025\n- Ends: 11:00 am on Tuesday, "
			 "January 21, 2025\n"
			 "Title: Looking Up: Birds of the City; Abstract: Birds live on roofs. They sing. Bio: Ann is a Ph.D. candidate at "
			 "Elm University, "
			 "where she counts birds. Please see https://example.org/~ann/\n- Location:\n- Hall 12",
		.series = "Elm Faculty Seminar",
		.title = "Looking Up: Birds of the City",
		.speaker = "Ann Lee",
		.affiliation = "Elm University",
		.abstract = "Birds live on roofs. They sing.",
		.bio = "Ann is a Ph.D. candidate at Elm University, where she counts birds.",
		.start = "2025-01-21T10:00",
		.end = "2025-01-21T11:00",
		.location = "Hall 12",
		.url = "https://example.org/~ann/"},
	{.text = "Bird Club\n\nTITLE\nOn Wings\n\nSPEAKER\nAnn Lee, Elm University\n\nABSTRACT\nOne line\nand another.\n\nNew "
			 "paragraph.\n\nBIO\nAnn counts.\n",
		.series = "Bird Club",
		.title = "On Wings",
		.speaker = "Ann Lee",
		.affiliation = "Elm University",
		.abstract = "One line\nand another.\n\nNew paragraph.",
		.bio = "Ann counts."},
	{.text = "**Title:** On Wings\r\n**Speaker:** Ann Lee (Elm)\r\n**When:** 21 January 2025, "
			 "15:00\r\n**Abstract:**\r\n\r\nText.\r\n\r\n- a point: here\r\n",
		.title = "On Wings",
		.speaker = "Ann Lee",
		.affiliation = "Elm",
		.abstract = "Text.\n\n- a point: here",
		.start = "2025-01-21T15:00"},
	{.text = "Speaker – Ann Lee\nTalk title – On Wings\nDate: Wed 5 Feb 2025\nTime: 16h00 – 17h30\n",
		.title = "On Wings",
		.speaker = "Ann Lee",
		.start = "2025-02-05T16:00",
		.end = "2025-02-05T17:30"},
	{.text = "On Wings\n- Starts: 2:00 pm on Monday, March 3, 2025\nBirds have two of them.\n- Location:\n- Hall 7\n- 12 Main "
			 "Street\n- Add to calendar\n- Share\n",
		.title = "On Wings",
		.abstract = "Birds have two of them.",
		.start = "2025-03-03T14:00",
		.location = "Hall 7, 12 Main Street"},
	{.text = "Bird Seminar: Ann Lee (Elm) - On Wings\nThursday, 6 February 2025 at 4:15 pm in Room 101\n\nBirds have "
			 "two.\n\nhttps://example.org/wings\n",
		.series = "Bird Seminar",
		.title = "On Wings",
		.speaker = "Ann Lee",
		.affiliation = "Elm",
		.abstract = "Birds have two.",
		.start = "2025-02-06T16:15",
		.location = "Room 101",
		.url = "https://example.org/wings"},
	{.text =
			"Bird Colloquium\nDr. Ann Lee, Elm University\nOn Wings\nFriday 3 May 2024, 14:00–15:30\nRoom 5.041, Main Building\n",
		.series = "Bird Colloquium",
		.title = "On Wings",
		.speaker = "Dr. Ann Lee",
		.affiliation = "Elm University",
		.start = "2024-05-03T14:00",
		.end = "2024-05-03T15:30",
		.location = "Room 5.041, Main Building"},
	{.text = "Thesis defense: Ann Lee\n\nDear all,\n\nAnn Lee will defend her thesis on Monday, March 25, 2024 at 1:00 pm in Elm "
			 "Hall 111. The title is\n\n"
			 "  \"On the Wings of Small Birds\"\n\nEveryone is welcome.\n",
		.title = "On the Wings of Small Birds",
		.speaker = "Ann Lee",
		.start = "2024-03-25T13:00",
		.location = "Elm Hall 111"},
	{.text = "# 🐦 Bird night - bring a friend !\n\n**📅 mardi 7 octobre 2025, 18:30**\n\n**📍 Café Orme**\n\nVenez "
			 "!\n\n[Inscription](https://example.org/i)\n",
		.title = "🐦 Bird night - bring a friend !",
		.abstract = "Venez !",
		.start = "2025-10-07T18:30",
		.location = "Café Orme",
		.url = "https://example.org/i"},
};

static const struct expected languages[] = {
	{.text = "Séminaire des oiseaux – Anne Dupré\nTitre\u00a0: Les ailes\nDébut\u00a0: samedi 2 novembre 2024 à 10h30\nRésumé : "
			 "Elles volent.\nLieu : Salle C01\n",
		.series = "Séminaire des oiseaux",
		.title = "Les ailes",
		.speaker = "Anne Dupré",
		.abstract = "Elles volent.",
		.start = "2024-11-02T10:30",
		.location = "Salle C01"},
	{.text = "Stammtisch: Vögel\nWann: Do., 13. März 2025, 19 Uhr\nWo: Café Ulme\nReferent*in: Kim Adler\nWorum geht es? Um "
			 "Vögel.\n",
		.series = "Stammtisch",
		.title = "Vögel",
		.speaker = "Kim Adler",
		.abstract = "Worum geht es? Um Vögel.",
		.start = "2025-03-13T19:00",
		.location = "Café Ulme"},
	{.text = "Uccelli in città\n- Inizio: domenica 15 settembre 2024, ore 11.00\n- Fine: ore 11.30\nCantano.\n- Luogo:\n- Aula "
			 "3\n",
		.title = "Uccelli in città",
		.abstract = "Cantano.",
		.start = "2024-09-15T11:00",
		.end = "2024-09-15T11:30",
		.location = "Aula 3"},
	{.text = "Seminario de Aves\nPonente: Dra. Lucía Gómez, Universidad del Olmo\nTítulo: «Las alas»\nFecha: martes, 21 de enero "
			 "de 2025\nHora: de 12:30 a 13:30\n",
		.series = "Seminario de Aves",
		.title = "Las alas",
		.speaker = "Dra. Lucía Gómez",
		.affiliation = "Universidad del Olmo",
		.start = "2025-01-21T12:30",
		.end = "2025-01-21T13:30"},
	{.text = "Встреча птицеведов\nДата: 24 ноября 2018 г., суббота\nНазвание: Крылья\nДокладчик: Анна Белова "
			 "(Вяз)\nАннотация:\n* раз\n\n* два\n",
		.series = "Встреча птицеведов",
		.title = "Крылья",
		.speaker = "Анна Белова",
		.affiliation = "Вяз",
		.abstract = "* раз\n\n* два",
		.start = "2018-11-24"},
	{.text = "鳥セミナー\n【日時】2025年1月21日（火）15時30分～17時\n場所：3号館\n講演者：山田花子（楡大学）\n題目：翼の話\n概要"
			 "：鳥は飛ぶ。\n",
		.series = "鳥セミナー",
		.title = "翼の話",
		.speaker = "山田花子",
		.affiliation = "楡大学",
		.abstract = "鳥は飛ぶ。",
		.start = "2025-01-21T15:30",
		.end = "2025-01-21T17:00",
		.location = "3号館"},
	{.text = "Seminarium\nPrelegentka: Anna Wiąz\nTytuł: Skrzydła\nTermin: wtorek, 21 stycznia 2025 r., godz. 14:15\nMiejsce: "
			 "sala 4420\n",
		.series = "Seminarium",
		.title = "Skrzydła",
		.speaker = "Anna Wiąz",
		.start = "2025-01-21T14:15",
		.location = "sala 4420"},
};

static void forms_table(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		check(&forms[i]);
}

static void languages_table(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
		check(&languages[i]);
}

/* Words that are labels elsewhere stay in the prose. */
static void prose_stays(void)
{
	static const char *const abstracts[] = {
		"We ask about the title: a story of names.",
		"We look at birds. Results: many of them. Methods: looking up.",
		"It takes time: a lot of time. The speaker: who is she?",
		"Time: the last frontier of birds.",
		"Information: it is everywhere. Register: a machine's memory.",
		"See https://example.org/title:x and 10:30.",
		"Our title; abstract as it is; bio fuel.",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(abstracts); i++) {
		g_autofree char *text = g_strconcat("Title: On Wings\nSpeaker: Ann Lee\nAbstract: ", abstracts[i], "\n", NULL);
		struct reading reading = read_text(".txt", text);

		g_assert_cmpstr(bill_event_text(only(&reading), "abstract", NULL), ==, abstracts[i]);
		g_assert_cmpstr(bill_event_text(only(&reading), "title", NULL), ==, "On Wings");
		g_assert_cmpstr(bill_event_text(only(&reading), "speaker", NULL), ==, "Ann Lee");
		g_assert_null(bill_event_text(only(&reading), "bio", NULL));
		finish(&reading);
	}
}

/* A bio's last address moves only when it stands in a sentence of its own and there is no other. */
static void address_of_bio(void)
{
	struct reading other =
		read_text(".txt", "Title: T\nSpeaker: Ann Lee\nBio: Ann sings. See https://example.org/a\nURL: https://example.org/b\n");
	struct reading inside = read_text(".txt", "Title: T\nSpeaker: Ann Lee\nBio: Ann, of https://example.org/a, sings.\n");

	g_assert_cmpstr(bill_event_text(only(&other), "url", NULL), ==, "https://example.org/b");
	g_assert_cmpstr(bill_event_text(only(&other), "bio", NULL), ==, "Ann sings. See https://example.org/a");
	g_assert_null(bill_event_text(only(&inside), "url", NULL));
	g_assert_cmpstr(bill_event_text(only(&inside), "bio", NULL), ==, "Ann, of https://example.org/a, sings.");
	finish(&other);
	finish(&inside);
}

static void guesses(void)
{
	struct reading reading = read_text(".txt", forms[0].text);
	const struct bill_event *event = only(&reading);
	struct bill_at at;

	g_assert_true(event->fields[BILL_FIELD_SERIES].guessed);
	g_assert_false(event->fields[BILL_FIELD_TITLE].guessed);
	g_assert_true(event->speakers[0].name.guessed);
	g_assert_true(event->speakers[0].affiliation.guessed);
	g_assert_false(event->speakers[0].bio.guessed);
	bill_event_text(event, "abstract", &at);
	g_assert_cmpint(at.line, ==, 4);
	g_assert_cmpint(at.column, ==, 49);
	bill_event_text(event, "location", &at);
	g_assert_cmpint(at.line, ==, 6);
	g_assert_cmpint(at.column, ==, 3);
	finish(&reading);
}

static void findings(void)
{
	static const struct {
		const char *text, *code;
		int line, column;
	} cases[] = {
		{"Title: T\nWhen: Feb 30, 2025\n", "event/bad-date", 2, 7},
		{"Title: T\nStarts: 11:00 am on January 21, 2025\nEnds: 10:00 am on January 21, 2025\n", "event/ends-before-start", 3, 7},
		{"Title: T\nWhen: Monday, January 21, 2025\n", "event/wrong-weekday", 2, 7},
		{"Title: T\nDate: 3/4/2025\n", "event/ambiguous-date", 2, 7},
		{"Title: T\nDate: March 4\n", "event/no-year", 2, 7},
		{"Title: T\nLanguage: Elvish\n", "event/unknown-language", 2, 11},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(".txt", cases[i].text);
		const struct bill_diag *diag = said(&reading, cases[i].code);

		g_assert_cmpint(diag->line, ==, cases[i].line);
		g_assert_cmpint(diag->column, ==, cases[i].column);
		g_assert_cmpuint(bill_diags_length(reading.diags), ==, 1);
		finish(&reading);
	}
}

/* Nothing a listing says is lost, even where no field takes it. */
static void kept(void)
{
	struct reading date = read_text(".txt", "Title: T\nWhen: soon, 5 of us\n");
	struct reading notes = read_text(".txt", "Club\n- When: 4 March 2025\n- Dress code: feathers\n\nBring seeds and a long "
											 "enough coat for the night outside.\nTitle: T\nAbstract: A.\n");
	struct reading year = read_text(".txt", "Title: T\nDate: Tuesday 21 January\n");

	g_assert_cmpstr(bill_event_text(only(&notes), "Dress code", NULL), ==, "feathers");
	g_assert_cmpstr(
		bill_event_text(only(&notes), "notes", NULL), ==, "Bring seeds and a long enough coat for the night outside.");
	g_assert_cmpstr(bill_event_text(only(&notes), "abstract", NULL), ==, "A.");
	g_assert_cmpstr(bill_event_text(only(&date), "when", NULL), ==, "soon, 5 of us");
	g_assert_cmpuint(times_said(&year, "event/no-year"), ==, 1);
	g_assert_cmpint(only(&year)->start.year, ==, 2025);
	finish(&date);
	finish(&notes);
	finish(&year);
}

/* Labels as they may be written, and what only looks like one. */
static void labels(void)
{
	static const struct {
		const char *line;
		enum bill_label label;
		const char *value;
	} cases[] = {
		{"Title: X", BILL_LABEL_TITLE, "X"},
		{"TITLE : X", BILL_LABEL_TITLE, "X"},
		{"- **Title:** X", BILL_LABEL_TITLE, "X"},
		{"**Title**: X", BILL_LABEL_TITLE, "X"},
		{"## Abstract", BILL_LABEL_ABSTRACT, ""},
		{"Speaker(s): X", BILL_LABEL_SPEAKER, "X"},
		{"Intervenant·e\u00a0: X", BILL_LABEL_SPEAKER, "X"},
		{"Resume : X", BILL_LABEL_ABSTRACT, "X"},
		{"Title / Titre: X", BILL_LABEL_TITLE, "X"},
		{"Abstract (English): X", BILL_LABEL_ABSTRACT, "X"},
		{"1. Speaker: X", BILL_LABEL_SPEAKER, "X"},
		{"日時：X", BILL_LABEL_WHEN, "X"},
		{"日時\u3000X", BILL_LABEL_WHEN, "X"},
		{"■日時：X", BILL_LABEL_WHEN, "X"},
		{"📍 X", BILL_LABEL_LOCATION, "X"},
		{"Where – X", BILL_LABEL_LOCATION, "X"},
		{"Dress code: X", BILL_LABEL_EXTRA, "X"},
		{"Title", BILL_LABEL_TITLE, ""},
	};
	static const char *const none[] = {"Titles of nobility: X, and so on", "dress code: x", "https://example.org/",
		"At 10:30 we eat", ":", "", "A sentence, with: a colon"};
	struct bill_label_match match;

	g_assert_cmpstr(bill_labels_badly_spelled(), ==, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		tell("%s", cases[i].line);
		g_assert_true(bill_labels_at_line(cases[i].line, &match));
		g_assert_cmpint(match.label, ==, cases[i].label);
		g_assert_cmpstr(cases[i].line + match.value, ==, cases[i].value);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
		g_assert_false(bill_labels_at_line(none[i], &match) && match.label != BILL_LABEL_EXTRA);
}

int main(int argc, char **argv)
{
	g_setenv("SOURCE_DATE_EPOCH", "1735000000",
		TRUE); /* 24 December 2024: "the nearest year" must not change with the day of the test */
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/listing/labels", labels);
	g_test_add_func("/listing/forms", forms_table);
	g_test_add_func("/listing/languages", languages_table);
	g_test_add_func("/listing/prose-stays", prose_stays);
	g_test_add_func("/listing/address-of-bio", address_of_bio);
	g_test_add_func("/listing/guesses", guesses);
	g_test_add_func("/listing/findings", findings);
	g_test_add_func("/listing/kept", kept);
	return g_test_run();
}
