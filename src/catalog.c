/* Layouts for people: opened by name, listed, and described with their parameters. */
#include <string.h>

#include "base/base.h"
#include "design/design.h"
#include "press.h"

/* ---- opening ---- */

static bool split_setting(const char *text, struct bill_setting *setting, GPtrArray *owned, struct bill_diags *diags)
{
	const char *equals = strchr(text, '=');
	if (!equals || equals == text)
		return bill_error(diags, (struct bill_at){0}, "design/setting", "\"%s\" is no setting; write key=value", text);
	char *key = g_strstrip(g_strndup(text, (size_t)(equals - text)));
	g_ptr_array_add(owned, key);
	*setting = (struct bill_setting){.key = key, .value = equals + 1};
	return true;
}

struct bill_design *bill_press_open_design(
	struct bill_press *press, const char *name, const char *const *settings, struct bill_diags *diags)
{
	g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
	size_t count = 0;
	while (settings && settings[count])
		count++;
	g_autofree struct bill_setting *pairs = g_new0(struct bill_setting, count + 1);
	for (size_t i = 0; i < count; i++) {
		if (!split_setting(settings[i], &pairs[i], owned, diags))
			return NULL;
	}
	return bill_design_open_branded(name, (const char *const *)press->layout_folders, press->brand, pairs, count, diags);
}

void bill_brand_digest(const struct bill_brand *brand, GChecksum *sum)
{
	g_checksum_update(sum, (const guchar *)brand->src->text, (gssize)brand->src->len + 1);
}

void bill_design_digest(const struct bill_design *design, GChecksum *sum)
{
	for (size_t i = 0; i < design->n_sources; i++)
		g_checksum_update(sum, (const guchar *)design->sources[i]->text, (gssize)design->sources[i]->len + 1);
	for (size_t i = 0; i < design->n_parameters; i++) {
		const char *value = design->parameters[i].value;
		if (value)
			g_checksum_update(sum, (const guchar *)value, (gssize)strlen(value) + 1);
		else
			g_checksum_update(sum, (const guchar *)"\n", 1);
	}
}

/* ---- listing ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_names(const char *folder, GHashTable *seen, GPtrArray *names)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	for (const char *file = dir ? g_dir_read_name(dir) : NULL; file; file = g_dir_read_name(dir)) {
		if (!g_str_has_suffix(file, ".yaml") || *file == '.')
			continue;
		char *name = g_strndup(file, strlen(file) - strlen(".yaml"));
		if (g_hash_table_add(seen, name))
			g_ptr_array_add(names, name);
	}
}

/* A layout that fails to open is listed too, so that its author sees where to look. One without arrangements is only there to
 * be extended and is left out. */
static void list_one(struct bill_press *press, const char *name, GString *out)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = bill_press_open_design(press, name, NULL, diags);
	if (!design)
		g_string_append_printf(out, "%s\t(has errors: handbill layouts %s)\n", name, name);
	else if (design->n_arrangements > 0)
		g_string_append_printf(out, "%s\t%s\n", name, design->description ? design->description : "");
	bill_design_free(design);
	bill_diags_free(diags);
}

void bill_press_list_layouts(struct bill_press *press, GString *out)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (char **folder = press->layout_folders; *folder; folder++)
		collect_names(*folder, seen, names);
	g_ptr_array_sort(names, by_name);
	for (unsigned i = 0; i < names->len; i++)
		list_one(press, names->pdata[i], out);
}

/* ---- describing ---- */

static const char *type_word(enum bill_parameter_type type)
{
	static const char *const words[] = {
		[BILL_PARAMETER_TEXT] = "text",
		[BILL_PARAMETER_COLOR] = "color",
		[BILL_PARAMETER_LENGTH] = "length",
		[BILL_PARAMETER_NUMBER] = "number",
		[BILL_PARAMETER_IMAGE] = "image",
		[BILL_PARAMETER_YES_NO] = "yes-no",
	};
	return words[type];
}

/* The widest of a column, so that the next one lines up; a long value does not push all others away. */
static int column_width(const struct bill_design *design, size_t member)
{
	glong width = 0;
	for (size_t i = 0; i < design->n_parameters; i++) {
		const char *text = G_STRUCT_MEMBER(const char *, &design->parameters[i], member);
		width = MAX(width, text ? g_utf8_strlen(text, -1) : 1);
	}
	return (int)MIN(width, 32);
}

static void append_cell(GString *out, const char *text, int width)
{
	g_string_append(out, text);
	if (g_utf8_strlen(text, -1) > width)
		g_string_append(out, "  ");
	for (glong have = g_utf8_strlen(text, -1); have < width + 2; have++)
		g_string_append_c(out, ' ');
}

void bill_design_describe(const struct bill_design *design, GString *out)
{
	g_string_append_printf(out, "%s: %s\n", design->name, design->description ? design->description : "");
	if (design->n_parameters > 0)
		g_string_append(out, "\nParameters, changed with --set name=value:\n");
	int names = column_width(design, offsetof(struct bill_parameter, name));
	int values = column_width(design, offsetof(struct bill_parameter, value));
	for (size_t i = 0; i < design->n_parameters; i++) {
		const struct bill_parameter *parameter = &design->parameters[i];
		g_string_append(out, "  ");
		append_cell(out, parameter->name, names);
		append_cell(out, type_word(parameter->type), (int)strlen("yes-no"));
		append_cell(out, parameter->value && *parameter->value ? parameter->value : "-", values);
		g_string_append_printf(out, "%s\n", parameter->help ? parameter->help : "");
	}
}
