/* Output names: the pattern with the event's words in it, or a name made up of them. */
#include <string.h>

#include "base/base.h"
#include "task/names.h"
#include "task/task.h"

#define MAX_WORDS_BYTES 60 /* of a name made up from a title or a list of speakers */

/* "seminar" of "seminar" and of "mine/seminar.yaml". */
static char *short_name(const char *layout)
{
	char *name = g_path_get_basename(layout);
	if (g_str_has_suffix(name, ".yaml"))
		name[strlen(name) - strlen(".yaml")] = '\0';
	return name;
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

/* "2025-01-21-mark-zhao"; the title stands in for a missing speaker; "poster" for a lack of everything. A poster of many events
 * is named after its layout and the first day: "semester-2025-10-14". */
static char *made_up(const struct bill_name_wish *wish, struct bill_diags *diags)
{
	static const char *const who[] = {"{{speaker | slug}}", "{{title | slug}}", "{{series | slug}}"};
	g_autofree char *layout = short_name(wish->layout);
	g_autofree char *date = bill_event_expand(wish->event, "{{start | date: %F}}", diags);
	g_autofree char *words = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(who) && (!words || !*words); i++) {
		g_free(words);
		words = bill_event_expand(wish->event, who[i], diags);
	}
	GString *name = g_string_new(wish->together ? layout : NULL);
	append_words(name, date);
	if (words)
		shorten_slug(words);
	if (!wish->together)
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

/* What of the wish the pattern has said itself. */
struct said {
	bool layout, size;
};

/* Puts the layout and the size before the suffix, and the format's suffix where one is due. */
static char *finish(
	const struct bill_names_plan *plan, const struct bill_name_wish *wish, const char *stem, struct said said, bool add_suffix)
{
	const char *suffix = bill_name_format(stem);
	size_t bare = strlen(stem) - (suffix ? strlen(suffix) + 1 : 0);
	g_autofree char *layout = short_name(wish->layout), *layout_word = plain(layout), *size_word = plain(wish->size);
	GString *path = g_string_new_len(stem, (gssize)bare);
	if (plan->several_layouts && !said.layout)
		g_string_append_printf(path, "-%s", layout_word);
	if (plan->several_sizes && !said.size)
		g_string_append_printf(path, "-%s", size_word);
	bool beside = g_str_equal(wish->format, "txt"); /* what is said of a poster stands beside it, whatever its own suffix */
	if (suffix && !plan->several_formats && !beside)
		g_string_append(path, stem + bare);
	else if (suffix || add_suffix || beside || plan->several_formats)
		g_string_append_printf(path, ".%s", wish->format);
	return g_string_free(path, FALSE);
}

static char *expand(
	const struct bill_names_plan *plan, const struct bill_name_wish *wish, struct said *said, struct bill_diags *diags)
{
	g_autofree char *layout = short_name(wish->layout);
	g_autofree char *with_size = set_in(plan->pattern, "size", wish->size, &said->size);
	g_autofree char *pattern = set_in(with_size, "layout", layout, &said->layout);
	return bill_event_expand(wish->event, pattern, diags);
}

char *bill_names_group(const struct bill_names_plan *plan, const struct bill_name_wish *wish, struct bill_diags *diags)
{
	struct said unused = {0};
	bool fixed = !plan->pattern || g_str_equal(plan->pattern, "-");
	return fixed ? g_strdup("") : expand(plan, wish, &unused, diags);
}

char *bill_names_make(const struct bill_names_plan *plan, const struct bill_name_wish *wish, struct bill_diags *diags)
{
	struct said said = {0};
	if (plan->pattern && g_str_equal(plan->pattern, "-"))
		return g_strdup("-");
	g_autofree char *stem = plan->pattern ? expand(plan, wish, &said, diags) : g_strdup("");
	if (!stem)
		return NULL;
	bool nameless = !*stem || g_str_has_suffix(stem, "/"); /* the event has none of the pattern's words */
	if (!nameless && !is_folder(plan->pattern, stem))
		return finish(plan, wish, stem, said, false);
	g_autofree char *name = made_up(wish, diags);
	g_autofree char *inside = *stem ? g_build_filename(stem, name, NULL) : g_strdup(name);
	return finish(plan, wish, inside, said, true);
}

char *bill_name_mark(const char *path, const char *mark)
{
	const char *suffix = suffix_in(path, (const char *const[]){"pdf", "png", "svg", "txt"}, 4);
	int bare = (int)(strlen(path) - (suffix ? strlen(suffix) + 1 : 0));
	return g_strdup_printf("%.*s-%s%s", bare, path, mark, path + bare);
}

char *bill_names_folder(const char *pattern)
{
	if (!pattern)
		return g_strdup(".");
	const char *words = strstr(pattern, "{{");
	g_autofree char *fixed = words ? g_strndup(pattern, (size_t)(words - pattern)) : g_strdup(pattern);
	if (*fixed && (g_str_has_suffix(fixed, "/") || (!words && g_file_test(fixed, G_FILE_TEST_IS_DIR))))
		return g_strdup(fixed);
	return g_path_get_dirname(fixed);
}
