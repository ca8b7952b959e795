/* Output names: the pattern with the event's words in it, and no name given twice. */
#include <string.h>

#include "base/base.h"
#include "task/task.h"

#define MAX_WORDS_BYTES 60 /* of a name made up from a title or a list of speakers */

struct bill_names {
	struct bill_names_plan plan;
	char *layout;
	GHashTable *given; /* absolute paths */
};

struct bill_names *bill_names_new(const struct bill_names_plan *plan)
{
	struct bill_names *names = g_new0(struct bill_names, 1);
	names->plan = *plan;
	names->layout = g_path_get_basename(plan->layout);
	if (g_str_has_suffix(names->layout, ".yaml"))
		names->layout[strlen(names->layout) - strlen(".yaml")] = '\0';
	names->given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return names;
}

void bill_names_free(struct bill_names *names)
{
	if (!names)
		return;
	g_hash_table_unref(names->given);
	g_free(names->layout);
	g_free(names);
}

/* ---- suffixes ---- */

static const char *suffix_in(const char *path, const char *const *suffixes, size_t count)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(path, '.');
	if (!dot || (slash && dot < slash))
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (g_ascii_strcasecmp(dot + 1, suffixes[i]) == 0)
			return suffixes[i];
	}
	return NULL;
}

const char *bill_name_format(const char *path)
{
	static const char *const ours[] = {"pdf", "png", "svg"};
	return suffix_in(path, ours, G_N_ELEMENTS(ours));
}

const char *bill_name_foreign(const char *path)
{
	static const char *const foreign[] = {"jpg", "jpeg", "gif", "webp", "avif", "heic", "tif", "tiff", "bmp", "eps", "ps", "ai",
		"indd", "psd", "html", "htm", "doc", "docx", "odt", "ppt", "pptx", "odp"};
	return suffix_in(path, foreign, G_N_ELEMENTS(foreign));
}

/* ---- a name made up ---- */

/* Cuts at a hyphen, so that no word is cut in two; slugs are ASCII. */
static void shorten_slug(char *slug)
{
	if (strlen(slug) <= MAX_WORDS_BYTES)
		return;
	slug[MAX_WORDS_BYTES] = '\0';
	char *hyphen = strrchr(slug, '-');
	if (hyphen)
		*hyphen = '\0';
}

static void append_words(GString *name, const char *words)
{
	if (!words || !*words)
		return;
	if (name->len > 0)
		g_string_append_c(name, '-');
	g_string_append(name, words);
}

/* "2025-01-21-mark-zhao"; the title stands in for a missing speaker; "poster" for a lack of everything. */
static char *made_up(const struct bill_names *names, const struct bill_event *event, struct bill_diags *diags)
{
	static const char *const who[] = {"{{speaker | slug}}", "{{title | slug}}", "{{series | slug}}"};
	g_autofree char *date = bill_event_expand(event, "{{start | date: %F}}", diags);
	g_autofree char *words = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(who) && (!words || !*words); i++) {
		g_free(words);
		words = bill_event_expand(event, who[i], diags);
	}
	GString *name = g_string_new(names->plan.together ? names->layout : NULL);
	append_words(name, date);
	if (words)
		shorten_slug(words);
	if (!names->plan.together)
		append_words(name, words);
	if (name->len == 0)
		g_string_append(name, "poster");
	return g_string_free(name, FALSE);
}

/* ---- a name from the pattern ---- */

/* Letters, digits, dots and hyphens; a size such as "5x7in" stays as it is. */
static char *plain(const char *text)
{
	char *word = g_strdup(text);
	return g_strcanon(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_", '-');
}

/* {{size}} and {{layout}} belong to the run, not to the event, so they are set in before the event's words. *found: it was there.
 */
static char *set_in(const char *pattern, const char *name, const char *value, bool *found)
{
	g_autofree char *word = plain(value);
	GString *out = g_string_new(NULL);
	const char *rest = pattern;
	for (const char *open = strstr(rest, "{{"); open; open = strstr(open + 2, "{{")) {
		const char *close = strstr(open, "}}");
		if (!close)
			break;
		g_autofree char *inside = g_strstrip(g_strndup(open + 2, (size_t)(close - open - 2)));
		if (!g_str_equal(inside, name))
			continue;
		g_string_append_len(out, rest, open - rest);
		g_string_append(out, word);
		rest = close + 2;
		open = rest - 2;
		*found = true;
	}
	g_string_append(out, rest);
	return g_string_free(out, FALSE);
}

/* The pattern says so, or the name it gives is one already. A name that lost its words is no folder. */
static bool is_folder(const char *pattern, const char *stem)
{
	if (g_str_has_suffix(pattern, "/"))
		return true;
	return !g_str_has_suffix(stem, "/") && g_file_test(stem, G_FILE_TEST_IS_DIR);
}

/* Puts the size before the suffix, and the format's suffix where one is due. */
static char *finish(
	const struct bill_names *names, const char *stem, bool sized, const char *size, const char *format, bool add_suffix)
{
	const char *suffix = bill_name_format(stem);
	size_t bare = strlen(stem) - (suffix ? strlen(suffix) + 1 : 0);
	g_autofree char *word = plain(size);
	GString *path = g_string_new_len(stem, (gssize)bare);
	if (names->plan.several_sizes && !sized)
		g_string_append_printf(path, "-%s", word);
	bool beside = g_str_equal(format, "txt"); /* what is said of a poster stands beside it, whatever its own suffix */
	if (suffix && !names->plan.several_formats && !beside)
		g_string_append(path, stem + bare);
	else if (suffix || add_suffix || beside || names->plan.several_formats)
		g_string_append_printf(path, ".%s", format);
	return g_string_free(path, FALSE);
}

char *bill_names_group(const struct bill_names *names, const struct bill_event *event, struct bill_diags *diags)
{
	bool unused = false;
	if (!names->plan.pattern || g_str_equal(names->plan.pattern, "-"))
		return g_strdup("");
	g_autofree char *with_size = set_in(names->plan.pattern, "size", "", &unused);
	g_autofree char *pattern = set_in(with_size, "layout", names->layout, &unused);
	return bill_event_expand(event, pattern, diags);
}

static char *from_pattern(
	struct bill_names *names, const struct bill_event *event, const char *size, const char *format, struct bill_diags *diags)
{
	bool sized = false, unused = false;
	g_autofree char *with_size = set_in(names->plan.pattern, "size", size, &sized);
	g_autofree char *pattern = set_in(with_size, "layout", names->layout, &unused);
	g_autofree char *stem = bill_event_expand(event, pattern, diags);
	if (!stem)
		return NULL;
	if (is_folder(pattern, stem)) {
		g_autofree char *name = made_up(names, event, diags);
		g_autofree char *inside = g_build_filename(stem, name, NULL);
		return finish(names, inside, sized, size, format, true);
	}
	if (*stem && !g_str_has_suffix(stem, "/"))
		return finish(names, stem, sized, size, format, false);
	bill_error(diags, (struct bill_at){0}, "task/empty-name", "the event has no words for the name \"%s\"", names->plan.pattern);
	bill_diags_hint(diags, "Add a placeholder that every event has, such as {{title | slug}}");
	return NULL;
}

static char *make(
	struct bill_names *names, const struct bill_event *event, const char *size, const char *format, struct bill_diags *diags)
{
	if (names->plan.pattern)
		return from_pattern(names, event, size, format, diags);
	g_autofree char *stem = made_up(names, event, diags);
	return finish(names, stem, false, size, format, true);
}

static char *refuse(const char *path, struct bill_diags *diags)
{
	if (g_str_equal(path, "-")) {
		bill_error(diags, (struct bill_at){0}, "task/same-name", "standard output takes one poster, and this is the second");
		bill_diags_hint(diags, "Give -o a pattern such as 'out/{{start | date: %%F}}-{{speaker | slug}}.pdf'");
		return NULL;
	}
	bill_error(diags, (struct bill_at){0}, "task/same-name", "a second poster would be written to %s, so it was not made", path);
	bill_diags_hint(diags, "Give -o a pattern that tells them apart, such as '{{start | date: %%F}}-{{title | slug}}.pdf'");
	return NULL;
}

char *bill_names_next(
	struct bill_names *names, const struct bill_event *event, const char *size, const char *format, struct bill_diags *diags)
{
	bool standard_output = names->plan.pattern && g_str_equal(names->plan.pattern, "-");
	g_autofree char *path = standard_output ? g_strdup("-") : make(names, event, size, format, diags);
	if (!path)
		return NULL;
	char *absolute = g_canonicalize_filename(path, NULL);
	if (!g_hash_table_add(names->given, absolute))
		return refuse(path, diags);
	return g_steal_pointer(&path);
}
