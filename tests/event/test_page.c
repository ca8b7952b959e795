/* Web pages, and other programs' JSON. */
#include "reading.h"

static void check(const struct bill_event *event, const char *const (*wanted)[2])
{
	for (; (*wanted)[0]; wanted++)
		g_assert_cmpstr(bill_event_text(event, (*wanted)[0], NULL), ==, (*wanted)[1]);
}

static void linked_data(void)
{
	static const char *const wanted[][2] = {{"title", "Owls"}, {"venue", "Hall"}, {"address", "Elm 1, 12345 Elmtown"},
		{"speaker", "Ann Lee"}, {"status", "cancelled"}, {"price", "12 EUR"}, {"host", "Elm Society"},
		{"image", "https://example.org/a.jpg"}, {NULL, NULL}};
	struct reading reading = read_text(".html",
		"<!doctype html><script "
		"type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebPage\"},"
		"{\"@type\":\"MusicEvent\",\"name\":\"Owls\",\"startDate\":\"2025-03-04T20:00:00+01:00\",\"location\":{\"@type\":"
		"\"Place\",\"name\":"
		"\"Hall\",\"address\":{\"streetAddress\":\"Elm "
		"1\",\"postalCode\":\"12345\",\"addressLocality\":\"Elmtown\"}},\"performer\":{\"name\":"
		"\"Ann "
		"Lee\"},\"eventStatus\":\"https://schema.org/EventCancelled\",\"offers\":[{\"price\":\"12\",\"priceCurrency\":\"EUR\"}],"
		"\"organizer\":{\"name\":\"Elm Society\"},\"image\":[{\"url\":\"https://example.org/a.jpg\"}]}]}</script><p>Text</p>");

	check(only(&reading), wanted);
	g_assert_cmpint(only(&reading)->start.hour, ==, 20);
	finish(&reading);
}

static void text_of_page(void)
{
	static const char *const wanted[][2] = {{"series", "Elm Colloquium"}, {"title", "On Bridges"}, {"speaker", "Ann Lee"},
		{"affiliation", "Elm College"}, {"abstract", "We look & see."}, {NULL, NULL}};
	struct reading reading = read_text("",
		"<html><head><title>x</title><style>p{}</style></head><body><nav>Home</nav><main><h1>Elm Colloquium: On Bridges</h1>"
		"<table><tr><th>Speaker</th><td>Ann Lee (Elm College)</td></tr><tr><th>When</th><td>4 March 2025, 16:00</td></tr></table>"
		"<h2>Abstract</h2><p>We look\n  &amp; see.</p></main><footer>2025</footer></body></html>");

	check(only(&reading), wanted);
	finish(&reading);
}

/* An error of a server, and a page that a script would fill. */
static void no_words(void)
{
	static const char *const pages[] = {"<!doctype html><title>404 Not Found</title><h1>404 Not Found</h1><hr>server",
		"<!doctype html><title>Events</title><noscript>Please enable JavaScript.</noscript><div id=root></div>"};

	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		struct reading reading = read_text(".html", pages[i]);

		g_assert_cmpuint(reading.events->len, ==, 0);
		g_assert_cmpuint(times_said(&reading, "event/empty"), ==, 1);
		finish(&reading);
	}
}

static void programs(void)
{
	static const struct {
		const char *json, *wanted[12][2];
	} cases[] = {
		{"{\"schedule\":{\"conference\":{\"title\":\"Elm "
		 "Days\",\"time_zone_name\":\"Europe/Berlin\",\"days\":[{\"rooms\":{\"Hall A\":[{"
		 "\"guid\":\"g1\",\"date\":\"2025-01-21T10:00:00+01:00\",\"duration\":\"00:45\",\"title\":\"T\",\"persons\":[{\"public_"
		 "name\":\"Ann\","
		 "\"biography\":\"B\"}],\"abstract\":\"A\",\"track\":\"X\"}]}}]}}}",
			{{"series", "Elm Days"}, {"title", "T"}, {"room", "Hall A"}, {"speaker", "Ann"}, {"bio", "B"}, {"abstract", "A"},
				{"keywords", "X"}, {"zone", "Europe/Berlin"}, {"id", "g1"}}},
		{"{\"results\":[{\"id\":\"7\",\"title\":\"T\",\"startDate\":{\"date\":\"2025-01-21\",\"time\":\"10:00:00\",\"tz\":"
		 "\"Europe/Zurich\"},"
		 "\"chairs\":[{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"affiliation\":\"Elm\"}]}]}",
			{{"title", "T"}, {"speaker", "Ann Lee"}, {"affiliation", "Elm"}, {"zone", "Europe/Zurich"}}},
		{"{\"properties\":{\"name\":\"Elm "
		 "Seminar\",\"timezone\":\"America/New_York\"},\"talks\":[{\"title\":\"T\",\"speaker\":\"Ann Lee\","
		 "\"speaker_affiliation\":\"Elm\",\"start_time\":\"2025-01-21T10:00\",\"live_link\":\"https://example.org/\"}]}",
			{{"series", "Elm Seminar"}, {"title", "T"}, {"affiliation", "Elm"}, {"zone", "America/New_York"},
				{"url", "https://example.org/"}}},
		{"{\"name\":\"T\",\"description\":\"Speaker: Ann Lee\\nAbstract: A\",\"start\":\"2025-01-21T10:00\"}",
			{{"title", "T"}, {"speaker", "Ann Lee"}, {"abstract", "A"}}},
		{"{\"title\":\"T\",\"abstract\":\"Speaker: Ann Lee\\nAbstract: A\"}",
			{{"speaker", NULL}, {"abstract", "Speaker: Ann Lee\nAbstract: A"}}},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading reading = read_text(".json", cases[i].json);

		check(only(&reading), cases[i].wanted);
		finish(&reading);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/page/linked-data", linked_data);
	g_test_add_func("/page/no-words", no_words);
	g_test_add_func("/page/text", text_of_page);
	g_test_add_func("/page/programs", programs);
	return g_test_run();
}
