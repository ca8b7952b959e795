/* The door to every format: what is no event gets one clear finding, and nothing hangs. */
#include "../clock.h"
#include "../tell.h"
#include "reading.h"

static void one_finding(struct reading reading, const char *code)
{
	g_assert_cmpuint(reading.events->len, ==, 0);
	g_assert_cmpuint(bill_diags_length(reading.diags), ==, 1);
	g_assert_cmpstr(bill_diags_at(reading.diags, 0)->code, ==, code);
	finish(&reading);
}

static void no_events(void)
{
	static const char *const suffixes[] = {".txt", ".json", ".yaml", ".jsonl", ""};

	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *missing = g_strconcat("/nonexistent/events", suffixes[i], NULL);
		g_autofree char *folder = g_strconcat(g_get_tmp_dir(), "/folder-of-events", suffixes[i], NULL);

		one_finding(read_text(suffixes[i], ""), "event/empty");
		one_finding(read_text(suffixes[i], " \n\t \r\n"), "event/empty");
		one_finding(read_bytes(suffixes[i], "{\"title\":\"a\0b\"}", 15), "src/binary");
		one_finding(read_path(missing), "src/missing");
		g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
		one_finding(read_path(folder), "src/folder");
		g_rmdir(folder);
	}
	one_finding(read_text(".txt", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"), "event/empty");
	one_finding(read_text("", "<!doctype html><p></p>"), "event/empty");
	one_finding(read_text(".csv", "a,b\n1,2\n"), "event/no-heading");
}

static char *repeated(const char *piece, size_t bytes)
{
	GString *out = g_string_sized_new(bytes);

	while (out->len < bytes)
		g_string_append(out, piece);
	return g_string_free(out, FALSE);
}

/* A line beyond the cap is skipped, the lines around it are read. */
static void long_lines(void)
{
	g_autofree char *filler = repeated("x", BILL_MAX_LINE_BYTES + 1);
	g_autofree char *lines = g_strconcat("{\"title\":\"A\"}\n{\"title\":\"", filler, "\"}\n{\"title\":\"C\"}\n", NULL);
	struct reading reading = read_text(".jsonl", lines);

	g_assert_cmpuint(reading.events->len, ==, 2);
	g_assert_cmpint(said(&reading, "event/line-too-long")->line, ==, 2);
	finish(&reading);
	one_finding(read_text(".txt", filler), "event/line-too-long");
}

static void long_field(void)
{
	g_autofree char *filler = repeated("é", BILL_MAX_FIELD_BYTES + 2);
	g_autofree char *json = g_strconcat("{\"title\":\"A\",\"abstract\":\"", filler, "\"}", NULL);
	struct reading reading = read_text(".json", json);
	const char *abstract = bill_event_text(only(&reading), "abstract", NULL);

	g_assert_cmpuint(strlen(abstract), <=, BILL_MAX_FIELD_BYTES);
	g_assert_true(g_utf8_validate(abstract, -1, NULL));
	g_assert_cmpuint(times_said(&reading, "event/field-too-long"), ==, 1);
	finish(&reading);
}

/* Texts made to need much work: none may take quadratic time, which would be hours. */
static void hostile(void)
{
	static const char *const texts[] = {"Speaker: a. Bio: b. ", "Link: ", "- Location:\n", "Title:\n", "**", ": ",
		"Abstract: Speaker: Title: ", "\n", "(", "12:30 - ", "🕐", "A, ", "#", "https://", "：", "\" \"", "Ann Lee and "};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *text = repeated(texts[i], 100000);
		double start = seconds_used();
		struct reading reading = read_text(".txt", text);

		tell("%s: %.3f s", texts[i], seconds_used() - start);
		g_assert_cmpfloat(seconds_used() - start, <, 60);
		finish(&reading);
	}
}

#define MANY ANY_OR_SANITIZED(1000000, 100000) /* bytes */

/* A text of many lines is one event at most, and no line of it is asked more than a listing's lines are. */
static void many_lines(void)
{
	static const char *const texts[] = {
		"a\n\n", "--\n", "Content-Type: multipart/mixed; boundary=b17\n\n--b17\n", "aaa   bbb   ccc\n", "Ada Elm, "};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *text = repeated(texts[i], MANY);
		double start = seconds_used();
		struct reading reading = read_text(".txt", text);

		tell("%s: %.3f s", texts[i], seconds_used() - start);
		g_assert_cmpfloat(seconds_used() - start, <, 20); /* measured: 2 s; some took minutes */
		finish(&reading);
	}
}

/* Every beginning of a listing is a listing or a clear finding. */
static void prefixes(void)
{
	static const char text[] =
		"Séminaire – Ann Lee\n- Starts: 10:00 am on Tuesday, January 21, 2025\nTitle: \"Wings\"; Abstract: Text. Bio: Ann is a "
		"professor at Elm (x). See https://example.org/\n- Location:\n- 楡 1\n";

	for (size_t len = 0; len < sizeof text; len++) {
		g_autofree char *prefix = g_strndup(text, len);
		g_autofree char *valid = g_utf8_make_valid(prefix, -1);
		struct reading reading = read_text(".txt", valid);

		g_assert_cmpuint(reading.events->len + bill_diags_count(reading.diags, BILL_ERROR), >=, 1);
		finish(&reading);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/reader/no-events", no_events);
	g_test_add_func("/reader/long-lines", long_lines);
	g_test_add_func("/reader/long-field", long_field);
	g_test_add_func("/reader/hostile", hostile);
	g_test_add_func("/reader/many-lines", many_lines);
	g_test_add_func("/reader/prefixes", prefixes);
	return g_test_run();
}
