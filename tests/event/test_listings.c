/* Listings in many languages and wordings: each NAME.txt is understood as NAME.yaml says. */
#include "reading.h"

static void compare(gconstpointer name)
{
	g_autofree char *text = g_strdup_printf(LISTINGS "/%s.txt", (const char *)name);
	g_autofree char *expected = g_strdup_printf(LISTINGS "/%s.yaml", (const char *)name);
	struct reading got = read_path(text), wanted = read_path(expected);
	g_autofree char *got_text = NULL, *wanted_text = NULL;

	g_assert_cmpuint(got.events->len, ==, wanted.events->len);
	for (guint i = 0; i < got.events->len; i++) {
		got_text = written(g_ptr_array_index(got.events, i), BILL_EVENT_YAML);
		wanted_text = written(g_ptr_array_index(wanted.events, i), BILL_EVENT_YAML);
		g_assert_cmpstr(got_text, ==, wanted_text);
		g_clear_pointer(&got_text, g_free);
		g_clear_pointer(&wanted_text, g_free);
	}
	finish(&got);
	finish(&wanted);
}

int main(int argc, char **argv)
{
	g_autoptr(GDir) folder = g_dir_open(LISTINGS, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	/* 1 April 2025: a date without a year is the nearest with its weekday. */
	g_setenv("SOURCE_DATE_EPOCH", "1743465600", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_assert_nonnull(folder);
	while ((name = g_dir_read_name(folder)))
		if (g_str_has_suffix(name, ".txt")) {
			char *stem = g_strndup(name, strlen(name) - strlen(".txt"));
			g_autofree char *path = g_strconcat("/listings/", stem, NULL);

			g_ptr_array_add(names, stem);
			g_test_add_data_func(path, stem, compare);
		}
	return g_test_run();
}
