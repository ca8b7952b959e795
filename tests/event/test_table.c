/* Spreadsheets and pages with front matter. */
#include "reading.h"

#define TABLE                                                                                                                    \
	"Titel;Vortragende;Datum;Uhrzeit;Ort;Zimmernummer\r\n"                                                                       \
	"\"\xc3\x9c"                                                                                                                 \
	"ber \"\"Br\xc3\xbc"                                                                                                         \
	"cken\"\"\";Ann Lee (Elm);21.01.2025;10:00;\"Saal; B\nlinks\";7\r\n"                                                         \
	";;;;;\r\nTunnel;Bo Chen;22.1.2025;9 Uhr;;\r\n"

static void check_table(struct reading reading)
{
	const struct bill_event *event;

	g_assert_cmpuint(reading.events->len, ==, 2);
	event = g_ptr_array_index(reading.events, 0);
	g_assert_cmpstr(bill_event_text(event, "title", NULL), ==, "Über \"Brücken\"");
	g_assert_cmpstr(bill_event_text(event, "affiliation", NULL), ==, "Elm");
	g_assert_cmpstr(bill_event_text(event, "location", NULL), ==, "Saal; B\nlinks");
	g_assert_cmpstr(bill_event_text(event, "Zimmernummer", NULL), ==, "7");
	g_assert_cmpint(event->start.day, ==, 21);
	g_assert_cmpint(event->start.hour, ==, 10);
	event = g_ptr_array_index(reading.events, 1);
	g_assert_cmpint(event->at.line, ==, 5);
	g_assert_cmpint(event->start.hour, ==, 9);
	finish(&reading);
}

static void encodings(void)
{
	static const char *const names[] = {"UTF-16LE", "UTF-16BE", "WINDOWS-1252"};

	check_table(read_text(".csv", TABLE));
	check_table(read_text(".csv", "\xef\xbb\xbf" TABLE));
	check_table(read_text("", TABLE));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		gsize len = 0;
		g_autofree char *bytes = g_convert(TABLE, -1, names[i], "UTF-8", NULL, &len, NULL);

		check_table(read_bytes(".csv", bytes, len));
	}
}

static void delimiters(void)
{
	static const char *const tables[] = {"title,start\nA,2025-01-21\n", "Title;Start\nA;2025-01-21\n",
		"TITLE\tSTART\nA\t2025-01-21\n", "title|start\rA|2025-01-21\r", "\n\ntitle,start\nA,2025-01-21",
		"題目,日時\nA,2025年1月21日\n", "Тема;Дата\nA;21.01.2025\n"};

	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		struct reading reading = read_text(".csv", tables[i]);

		g_assert_cmpstr(bill_event_text(only(&reading), "title", NULL), ==, "A");
		g_assert_cmpint(only(&reading)->start.day, ==, 21);
		finish(&reading);
	}
}

/* Spreadsheets of other scripts, which say nothing of their encoding. */
static void old_encodings(void)
{
	static const struct {
		const char *name, *table, *title;
	} cases[] = {
		{"CP932", "題目,日時\n川のひみつ,2027年4月14日\n", "川のひみつ"},
		{"CP949", "제목,일시\n강의 기억,2027년 4월 14일\n", "강의 기억"},
		{"GB18030", "题目,时间\n河流的记忆,2027年4月14日\n", "河流的记忆"},
		{"WINDOWS-1251", "Тема;Дата\nПамять рек;14.04.2027\n", "Память рек"},
		{"WINDOWS-1252", "Titre;Date\nL’été à l’étang;14.04.2027\n", "L’été à l’étang"},
		{"WINDOWS-1252", "Thema;Datum\nÄÖÜ übermäßig größer;14.04.2027\n", "ÄÖÜ übermäßig größer"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		gsize len = 0;
		g_autofree char *bytes = g_convert(cases[i].table, -1, cases[i].name, "UTF-8", NULL, &len, NULL);
		struct reading reading = read_bytes(".csv", bytes, len);

		g_assert_cmpstr(bill_event_text(only(&reading), "title", NULL), ==, cases[i].title);
		g_assert_cmpint(only(&reading)->start.day, ==, 14);
		finish(&reading);
	}
}

/* Headings as the forms of web sites ask them. */
static void forms(void)
{
	struct reading reading = read_text(".csv",
		"Timestamp,Talk Title,Presenter's Name,Presenter's email,Date of talk,Start Time,Room #,Short description (max. 50 "
		"words)\n"
		"3/1/2027 10:11:12,Bees,\"Nora Hill, PhD\",nora@example.org,4/22/2027,2:00 PM,Oak 5,How bees find flowers.\n");
	const struct bill_event *event = only(&reading);

	g_assert_cmpstr(bill_event_text(event, "title", NULL), ==, "Bees");
	g_assert_cmpstr(bill_event_text(event, "speaker", NULL), ==, "Nora Hill, PhD");
	g_assert_cmpstr(bill_event_text(event, "abstract", NULL), ==, "How bees find flowers.");
	g_assert_cmpstr(bill_event_text(event, "room", NULL), ==, "Oak 5");
	g_assert_cmpstr(bill_event_text(event, "Presenter's email", NULL), ==, "nora@example.org");
	g_assert_cmpint(event->start.day, ==, 22);
	g_assert_cmpint(event->start.hour, ==, 14);
	finish(&reading);
}

static void faults(void)
{
	struct reading reading = read_text(".csv", "title,start\nA,2025-01-21,more\n\"B,2025-01-22\n");

	g_assert_cmpint(said(&reading, "event/cells")->line, ==, 2);
	g_assert_cmpint(said(&reading, "event/quote")->line, ==, 3);
	g_assert_cmpuint(reading.events->len, ==, 2);
	finish(&reading);
	/* a quote that is never closed keeps to its cell, however many follow */
	reading = read_text(".csv", "title,start\nA,\"2025-01-21\nB,2025-01-22\nC,2025-01-23\n");
	g_assert_cmpuint(times_said(&reading, "event/quote"), ==, 1);
	g_assert_cmpuint(reading.events->len, ==, 3);
	finish(&reading);
	reading = read_text(".csv", "title,start\n");
	g_assert_cmpint(said(&reading, "event/empty")->line, ==, 0);
	g_assert_cmpuint(reading.events->len, ==, 0);
	finish(&reading);
}

static void front_matter(void)
{
	static const char *const pages[] = {
		"---\ntitle: T\nspeaker: Ann Lee\ndate: 2025-01-21 10:00\nlayout: talk\n---\n\nWe *look*.\n",
		"---\r\ntitle: T\r\ndate: 2025-01-21\r\n---\r\n**Speaker:** Ann Lee\r\n\r\n**Abstract:** We *look*.\r\n",
		"+++\ntitle = \"T\"\ndate = 2025-01-21T10:00:00Z # start\nspeakers = [\n  \"Ann Lee\"\n]\n[params]\n+++\nWe *look*.\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
		for (int suffix = 0; suffix < 2; suffix++) {
			struct reading reading = read_text(suffix ? ".md" : "", pages[i]);

			g_assert_cmpstr(bill_event_text(only(&reading), "title", NULL), ==, "T");
			g_assert_cmpstr(bill_event_text(only(&reading), "speaker", NULL), ==, "Ann Lee");
			g_assert_cmpstr(bill_event_text(only(&reading), "abstract", NULL), ==, "We *look*.");
			g_assert_cmpint(only(&reading)->start.day, ==, 21);
			finish(&reading);
		}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/table/encodings", encodings);
	g_test_add_func("/table/old-encodings", old_encodings);
	g_test_add_func("/table/delimiters", delimiters);
	g_test_add_func("/table/forms", forms);
	g_test_add_func("/table/faults", faults);
	g_test_add_func("/table/front-matter", front_matter);
	return g_test_run();
}
