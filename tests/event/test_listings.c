/* Listings in many languages and wordings, and files in the shapes of many programs: each is understood as its YAML says. */
#include "reading.h"

struct pair {
	char *path, *wanted;
};

static void compare(gconstpointer data)
{
	const struct pair *pair = data;
	struct reading got = read_path(pair->path), wanted = read_path(pair->wanted);
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

static void free_pair(void *data)
{
	struct pair *pair = data;

	g_free(pair->path);
	g_free(pair->wanted);
	g_free(pair);
}

/* NAME.txt goes with NAME.yaml, and NAME.csv and the like with NAME.csv.yaml. */
static void add_folder(GPtrArray *pairs, const char *folder, const char *label)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	g_assert_nonnull(dir);
	while ((name = g_dir_read_name(dir))) {
		struct pair *pair;
		g_autofree char *test = g_strconcat("/", label, "/", name, NULL);
		size_t stem = g_str_has_suffix(name, ".txt") ? strlen(name) - strlen(".txt") : strlen(name);
		g_autofree char *wanted = g_strdup_printf("%s/%.*s.yaml", folder, (int)stem, name);

		if (!g_file_test(wanted, G_FILE_TEST_EXISTS))
			continue; /* it is what another is understood as */
		pair = g_new0(struct pair, 1);
		pair->path = g_strconcat(folder, "/", name, NULL);
		pair->wanted = g_steal_pointer(&wanted);
		g_ptr_array_add(pairs, pair);
		g_test_add_data_func(test, pair, compare);
	}
}

int main(int argc, char **argv)
{
	g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func(free_pair);

	/* 1 April 2025: a date without a year is the nearest with its weekday. */
	g_setenv("SOURCE_DATE_EPOCH", "1743465600", TRUE);
	g_test_init(&argc, &argv, NULL);
	add_folder(pairs, FOLDER "/listings", "listings");
	add_folder(pairs, FOLDER "/feeds", "feeds");
	return g_test_run();
}
