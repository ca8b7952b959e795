/* The public header and the shared library are enough: a program that includes nothing else of ours makes a poster. */
#include <glib/gstdio.h>
#include <handbill.h>
#include <string.h>

static void test_poster(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_press *press = bill_press_new(HANDBILL_ROOT, NULL, diags);
	g_assert_nonnull(press);
	struct bill_design *design = bill_press_open_design(press, "seminar", NULL, diags);
	g_assert_nonnull(design);
	struct bill_reader *reader = bill_reader_open(HANDBILL_ROOT "/samples/listing.txt", diags);
	g_assert_nonnull(reader);
	struct bill_event *event = bill_reader_next(reader, diags);
	g_assert_nonnull(event);
	struct bill_poster *poster = bill_poster_new(press, design, event, "letter", diags);
	g_assert_nonnull(poster);

	g_autoptr(GString) dump = g_string_new(NULL);
	bill_poster_dump(poster, dump);
	g_assert_nonnull(strstr(dump->str, "Mark Zhao"));
	g_assert_false(bill_poster_write(poster, "gif", 150, "never.gif", diags));
	g_assert_false(g_file_test("never.gif", G_FILE_TEST_EXISTS));

	g_autofree char *folder = g_dir_make_tmp("handbill-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "poster.pdf", NULL);
	g_assert_true(bill_poster_write(poster, "pdf", 150, path, diags));
	g_autofree char *bytes = NULL;
	g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
	g_assert_true(g_str_has_prefix(bytes, "%PDF-"));
	g_assert_cmpint(g_remove(path), ==, 0);
	g_assert_cmpint(g_rmdir(folder), ==, 0);

	bill_poster_free(poster);
	bill_event_free(event);
	bill_reader_close(reader);
	bill_design_free(design);
	bill_press_free(press);
	bill_diags_free(diags);
}

static void test_expand(void)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_reader *reader = bill_reader_open(HANDBILL_ROOT "/samples/listing.txt", diags);
	struct bill_event *event = bill_reader_next(reader, diags);
	const struct {
		const char *pattern, *name;
	} cases[] = {
		{"plain.pdf", "plain.pdf"},
		{"/abs/{{speaker | slug}}.pdf", "/abs/mark-zhao.pdf"},
		{"{{start | date: %F}}/{{speaker}}.pdf", "2025-01-21/Mark Zhao.pdf"},
		{"{{price}}/x.pdf", "x.pdf"},
		{"a/{{price}}/x.pdf", "a/x.pdf"},
		{"../{{speaker | slug}}", "../mark-zhao"},
		{"{{price}}", ""},
		{"{{price}}.pdf", ""},
		{"{{speaker | slug}}-{{price}}.pdf", "mark-zhao.pdf"},
		{"{{price}}-{{speaker | slug}}.pdf", "mark-zhao.pdf"},
		{"{{spaeker}}.pdf", NULL},
		{"{{speaker", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = bill_event_expand(event, cases[i].pattern, diags);
		g_assert_cmpstr(name, ==, cases[i].name);
	}
	bill_event_free(event);
	bill_reader_close(reader);
	bill_diags_free(diags);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/public/poster", test_poster);
	g_test_add_func("/public/expand", test_expand);
	return g_test_run();
}
