/* A layout of one's own to begin with: extends another, and shows what may be changed, commented out. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"
#include "design/design.h"
#include "press.h"

/* ---- pieces of a layout's text ---- */

static size_t line_length(const char *line)
{
	return strcspn(line, "\n") + (strchr(line, '\n') != NULL);
}

/* Whether a new key of the file begins here. */
static bool is_top(const char *line)
{
	return g_ascii_isalpha(*line);
}

/* What stands under a key of the file, line by line; newly allocated, "" where it has none. */
static char *section(const char *text, const char *key)
{
	g_autofree char *head = g_strconcat(key, ":", NULL);
	g_autoptr(GString) out = g_string_new(NULL);
	bool inside = false;
	for (const char *line = text; *line; line += line_length(line)) {
		if (is_top(line))
			inside = g_str_has_prefix(line, head);
		else if (inside)
			g_string_append_len(out, line, (gssize)line_length(line));
	}
	g_strchomp(out->str);
	return g_strdup(out->str);
}

/* The name that begins on this line, two columns in; NULL: none does. */
static char *name_on(const char *line)
{
	if (!g_str_has_prefix(line, "  ") || !g_ascii_isalpha(line[2]))
		return NULL;
	return g_strndup(line + 2, strcspn(line + 2, ":\n"));
}

static void append_commented(GString *out, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++)
		if (**line)
			g_string_append_printf(out, "#%s\n", *line);
}

/* The entries of a map in one file, but for names that a nearer file has. */
static void append_entries(GString *out, const char *text, GHashTable *seen)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	bool taken = false;
	for (char **line = lines; *line; line++) {
		char *name = name_on(*line);
		if (name)
			taken = g_hash_table_add(seen, name);
		if (taken && **line)
			g_string_append_printf(out, "#%s\n", *line);
	}
}

static void append_map(GString *out, const struct bill_design *design, const char *key)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (size_t i = 0; i < design->n_sources; i++) {
		g_autofree char *text = section(design->sources[i]->text, key);
		g_autofree char *file = g_path_get_basename(design->sources[i]->name);
		if (*text)
			g_string_append_printf(out, "## of %s\n", file);
		append_entries(out, text, seen);
	}
}

/* ---- the file ---- */

static void append_parameters(GString *out, const struct bill_design *design)
{
	g_string_append(out, "\n## What a brand or --set may change; here you give it another value from the start.\nparameters:\n");
	for (size_t i = 0; i < design->n_parameters; i++) {
		const struct bill_parameter *parameter = &design->parameters[i];
		if (parameter->help)
			g_string_append_printf(out, "## %s\n", parameter->help);
		g_string_append_printf(out, "#  %s:\n#    default: ", parameter->name);
		bill_yaml_write_scalar(out, parameter->value ? parameter->value : "", 4);
		g_string_append_c(out, '\n');
	}
}

static void append_words(GString *out, const struct bill_condition *condition)
{
	static const char *const words[] = {
		"a wide page", "a tall page", "a square page", "a screen", "paper", "small paper", "a single event", "few words"};
	_Static_assert(G_N_ELEMENTS(words) == BILL_IF_EVENTS, "enum bill_condition_kind in its order");
	if (condition->kind == BILL_IF_EVENTS)
		g_string_append_printf(out, "more than %d events", condition->more);
	else
		g_string_append(out, condition->kind == BILL_IF_FIELD ? condition->field : words[condition->kind]);
}

/* "## 2: where there is not abstract" */
static void append_when(GString *out, const struct bill_arrangement *arrangement, size_t number)
{
	g_string_append_printf(out, "## %zu: ", number);
	for (size_t i = 0; i < arrangement->n_when; i++) {
		g_string_append_printf(out, "%s%s", i ? ", " : "for ", arrangement->when[i].negated ? "no " : "");
		append_words(out, &arrangement->when[i]);
	}
	g_string_append(out, arrangement->n_when > 0 ? "\n" : "for everything else\n");
}

static void append_arrangements(GString *out, const struct bill_design *design)
{
	g_string_append(out,
		"\n## What stands where: the first arrangement whose `when` holds is the page. Yours replace all of these, so\n"
		"## take the # off this whole block, from `arrangements:` on.\n");
	for (size_t i = 0; i < design->n_arrangements; i++)
		append_when(out, &design->arrangements[i], i + 1);
	for (size_t i = 0; i < design->n_sources; i++) {
		g_autofree char *text = section(design->sources[i]->text, "arrangements");
		if (!*text)
			continue;
		g_string_append(out, "#arrangements:\n");
		append_commented(out, text);
		return;
	}
}

static void append_layout(GString *out, const struct bill_design *design, const char *from, const char *path)
{
	g_string_append_printf(out,
		"## A layout of your own, which begins as %s. Take the # off a line to change what it says; lines with ## are\n"
		"## remarks. What is not written here stays as it is there.\n"
		"##\n"
		"##   handbill render listing.txt --layout %s\n"
		"##   handbill render listing.txt --layout %s --debug boxes    shows the elements and their places\n"
		"##   handbill schema layout > handbill-layout.json            with the line below, your editor checks as you type\n"
		"# yaml-language-server: $schema=handbill-layout.json\n\n",
		design->name, path, path);
	g_string_append_printf(out, "description: My own %s.\nextends: ", design->name);
	bill_yaml_write_scalar(out, from, 0);
	g_string_append(out, "\n");
	append_parameters(out, design);
	g_string_append(
		out, "\n## How texts look, by name. A style written here goes over the one of its name, key by key.\nstyles:\n");
	append_map(out, design, "styles");
	g_string_append(out,
		"\n## Pieces of the page, by name. One written here replaces the one of its name, so take all of its lines.\nparts:\n");
	append_map(out, design, "parts");
	append_arrangements(out, design);
}

/* Never over a file that is there. */
static bool write_new(const char *path, const GString *text, struct bill_diags *diags)
{
	int file = g_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (file < 0 && errno == EEXIST) {
		bill_error(diags, (struct bill_at){0}, "sink/exists", "there is a file \"%s\" already", path);
		bill_diags_hint(diags, "give the new layout another name, or move that file away");
		return false;
	}
	errno = file < 0 ? errno : ENOSPC; /* what a short write means */
	bool good = file >= 0 && write(file, text->str, text->len) == (gssize)text->len;
	int error = errno;
	if (file >= 0) {
		good = g_close(file, NULL) && good;
		if (!good)
			g_unlink(path);
	}
	return good || bill_error(diags, (struct bill_at){0}, "sink/write", "\"%s\" cannot be written: %s", path, g_strerror(error));
}

/* A path counts from the new file's folder, as `extends` reads it. */
static bool can_extend(const char *from, const char *path, struct bill_diags *diags)
{
	bool is_path = strchr(from, '/') || g_str_has_suffix(from, ".yaml");
	g_autofree char *folder = g_path_get_dirname(path);
	if (!is_path || (!g_path_is_absolute(from) && g_str_equal(folder, ".")))
		return true;
	bill_error(diags, (struct bill_at){0}, "design/setting", "the layout \"%s\" cannot be extended from %s", from, path);
	bill_diags_hint(diags, "name it by its path from the folder of the new layout, and make that in this folder");
	return false;
}

bool bill_press_start_layout(struct bill_press *press, const char *path, const char *from, struct bill_diags *diags)
{
	if (!can_extend(from, path, diags))
		return false;
	struct bill_design *design = bill_design_open(from, (const char *const *)press->layout_folders, NULL, 0, diags);
	if (!design)
		return false;
	g_autoptr(GString) text = g_string_new(NULL);
	append_layout(text, design, from, path);
	bill_design_free(design);
	return write_new(path, text, diags);
}
