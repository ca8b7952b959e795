/* One text of names → people with their affiliations. */
#include "reading.h"

/* "name @ affiliation | name …" */
static char *people(const char *text)
{
	g_autoptr(GString) json = g_string_new("{\"title\":\"T\",\"speaker\":");
	GString *out = g_string_new(NULL);
	struct reading reading;

	bill_json_quote(json, text);
	g_string_append_c(json, '}');
	reading = read_text(".json", json->str);
	for (size_t i = 0; i < only(&reading)->n_speakers; i++) {
		const struct bill_speaker *speaker = &only(&reading)->speakers[i];

		g_string_append_printf(out, "%s%s", i ? " | " : "", speaker->name.text);
		if (speaker->affiliation.text)
			g_string_append_printf(out, " @ %s", speaker->affiliation.text);
	}
	finish(&reading);
	return g_string_free(out, FALSE);
}

static void table(void)
{
	static const struct {
		const char *text, *people;
	} cases[] = {
		{"Ann Lee", "Ann Lee"},
		{"Ann Lee (Elm College)", "Ann Lee @ Elm College"},
		{"Ann Lee, Elm University", "Ann Lee @ Elm University"},
		{"Ann Lee, Elm University, Norway", "Ann Lee @ Elm University, Norway"},
		{"Ann Lee, MIT", "Ann Lee @ MIT"},
		{"Ann Lee, Bo Chen", "Ann Lee | Bo Chen"},
		{"Ann Lee, Bo Chen, and Cy Ford", "Ann Lee | Bo Chen | Cy Ford"},
		{"Ann Lee and Bo Chen", "Ann Lee | Bo Chen"},
		{"Ann Lee (ETH) and Bo Chen (Elm College)", "Ann Lee @ ETH | Bo Chen @ Elm College"},
		{"Ann Lee; Bo Chen", "Ann Lee | Bo Chen"},
		{"Anne Dupré et Luc Noël", "Anne Dupré | Luc Noël"},
		{"Анна Белова, Иван Ким", "Анна Белова | Иван Ким"},
		{"王小明（北海大学）", "王小明 @ 北海大学"},
		{"山田太郎、佐藤花子", "山田太郎 | 佐藤花子"},
		{"Doe, J.A. (Jo)", "Doe, J.A. (Jo)"},
		{"Doe, J. A.", "Doe, J. A."},
		{"van der Doe, J.-P.; Lee, A.", "van der Doe, J.-P. | Lee, A."},
		{"Ann Lee / Elm Network Lab", "Ann Lee @ Elm Network Lab"},
		{"王小明 / Wang Xiaoming", "王小明 / Wang Xiaoming"},
		{"Prof. Dr. Ann Lee und Dr. Bo Chen", "Prof. Dr. Ann Lee | Dr. Bo Chen"},
		{"Ann Lee with Bo Chen, Cy Ford, and Di Oak", "Ann Lee | Bo Chen | Cy Ford | Di Oak"},
		{"Ann Lee, Bo Chen et Cy Ford", "Ann Lee | Bo Chen | Cy Ford"},
		{"The Elm and Oak Duo", "The Elm and Oak Duo"},
		{"Institute of Arts and Sciences", "Institute of Arts and Sciences"},
		{"nightowl, sparrow", "nightowl | sparrow"},
		{"nightowl, Ann Lee", "nightowl | Ann Lee"},
		{"Prof. Ann van der Lee", "Prof. Ann van der Lee"},
		{"Ann Lee (she/her)", "Ann Lee (she/her)"},
		{"Ant&oacute;nia Reis", "Antónia Reis"},
		{"<a href=\"https://example.org/x,y\">Ann Lee</a>", "Ann Lee"},
		{"<a href='https://example.org/x'>Ann Lee</a> (Elm College) et <a href='y'>Bo Chen</a>", "Ann Lee (Elm College) et Bo Chen"},
		{"(", "("},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = people(cases[i].text);

		g_assert_cmpstr(got, ==, cases[i].people);
	}
}

static void flat_affiliations(void)
{
	struct reading reading =
		read_text(".json", "{\"title\":\"T\",\"affiliation\":\"Elm; Oak\",\"speaker\":\"Ann Lee, Bo Chen\",\"bio\":\"Both.\"}");
	const struct bill_event *event = only(&reading);

	g_assert_cmpuint(event->n_speakers, ==, 2);
	g_assert_cmpstr(event->speakers[0].affiliation.text, ==, "Elm");
	g_assert_cmpstr(event->speakers[1].affiliation.text, ==, "Oak");
	g_assert_cmpstr(event->speakers[0].bio.text, ==, "Both.");
	g_assert_null(event->speakers[1].bio.text);
	finish(&reading);
}

static void too_many(void)
{
	g_autoptr(GString) json = g_string_new("{\"title\":\"T\",\"speakers\":[");
	struct reading reading;

	for (int i = 0; i < BILL_MAX_SPEAKERS + 50; i++)
		g_string_append_printf(json, "%s\"Ann %d\"", i ? "," : "", i);
	g_string_append(json, "]}");
	reading = read_text(".json", json->str);
	g_assert_cmpuint(only(&reading)->n_speakers, ==, BILL_MAX_SPEAKERS);
	g_assert_cmpuint(times_said(&reading, "event/too-many-speakers"), >=, 1);
	finish(&reading);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/people/table", table);
	g_test_add_func("/people/flat-affiliations", flat_affiliations);
	g_test_add_func("/people/too-many", too_many);
	return g_test_run();
}
