/* Listings in many languages and wordings, and files in the shapes of many programs: each is understood as its YAML says. */
#include "event/labels.h"
#include "event/locale.h"
#include "event/when.h"
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

/* ---- nothing is lost in silence ---- */

static void add_words(GHashTable *words, const char *text)
{
	g_autofree char *folded = bill_fold(text);
	g_auto(GStrv) runs = g_regex_split_simple("[^\\p{L}\\p{N}\\p{M}]+", folded, G_REGEX_OPTIMIZE, 0);

	for (char **run = runs; *run; run++)
		g_hash_table_add(words, g_strdup(*run));
}

/* What a reader does not miss: numbers and little words, the names of days and months, and what a field is called. */
static bool is_little(const char *word)
{
	g_autofree char *day = g_strdup_printf("3 %s", word);
	struct bill_when when;

	if (!*word || g_ascii_isdigit(*word) || (g_utf8_strlen(word, -1) <= 3 && !g_unichar_iswide(g_utf8_get_char(word))) ||
		bill_labels_of(word))
		return true;
	bill_when_parse(day, NULL, true, &when);
	if (!when.other_letters)
		return true;
	bill_when_parse(word, NULL, true, &when);
	return !when.other_letters;
}

/* Without the wording of a label and without a calendar's furniture. */
static char *value_of(const char *line)
{
	struct bill_label_match match;

	if (bill_labels_is_furniture(line))
		return g_strdup("");
	return g_strdup(line + (bill_labels_at_line(line, &match) && match.label != BILL_LABEL_EXTRA ? match.value : 0));
}

/* Every word of the text stands in a field or in a message. */
static void nothing_lost(gconstpointer data)
{
	const struct pair *pair = data;
	g_autofree char *text = NULL;
	g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct reading got = read_path(pair->path);
	g_auto(GStrv) lines = NULL, broken = NULL;
	g_autofree char *whole = NULL, *plain = NULL;
	g_autoptr(GRegex) markup = NULL;

	for (guint i = 0; i < got.events->len; i++) {
		g_autofree char *event = written(g_ptr_array_index(got.events, i), BILL_EVENT_YAML);

		add_words(said, event);
	}
	for (unsigned i = 0; i < bill_diags_length(got.diags); i++)
		add_words(said, bill_diags_at(got.diags, i)->text);
	g_assert_true(g_file_get_contents(pair->path, &text, NULL, NULL));
	broken = g_strsplit(text, "-\n", -1); /* words that a page broke */
	whole = g_strjoinv("", broken);
	markup = g_regex_new("</?(p|br|strong)/?>", 0, 0, NULL);
	plain = g_regex_replace_literal(markup, whole, -1, 0, " ", 0, NULL);
	lines = g_strsplit(plain, "\n", -1);
	for (char **line = lines; *line; line++) {
		g_autofree char *value = value_of(*line);
		g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		GHashTableIter each;
		gpointer word;

		add_words(words, value);
		g_hash_table_iter_init(&each, words);
		while (g_hash_table_iter_next(&each, &word, NULL))
			if (!g_hash_table_contains(said, word) && !is_little(word))
				g_test_fail_printf("\"%s\" of \"%s\" is lost in silence", (char *)word, *line);
	}
	finish(&got);
}

/* ---- the folders ---- */

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
		if (g_str_has_suffix(name, ".txt")) {
			g_autofree char *kept = g_strconcat("/nothing-lost/", name, NULL);

			g_test_add_data_func(kept, pair, nothing_lost);
		}
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
