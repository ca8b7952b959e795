/* Parameters: what a brand or --set may change, and the settings that change it. */
#include "design/parse.h"

#include <string.h>

static bool fits_type(enum bill_parameter_type type, const char *value)
{
	struct bill_color color;
	struct bill_length length;
	double number;
	bool yes;
	switch (type) {
	case BILL_PARAMETER_COLOR:
		return strcmp(value, "none") == 0 || bill_color_parse(value, &color);
	case BILL_PARAMETER_LENGTH:
		return bill_length_parse(value, &length) && length.value >= 0;
	case BILL_PARAMETER_NUMBER:
		return bill_value_number(value, &number);
	case BILL_PARAMETER_YES_NO:
		return bill_value_yes_no(value, &yes);
	case BILL_PARAMETER_TEXT:
	case BILL_PARAMETER_IMAGE:
		break;
	}
	return true;
}

/* What a value of each type looks like, for messages. */
static const char *const examples[] = {
	[BILL_PARAMETER_TEXT] = "a text",
	[BILL_PARAMETER_COLOR] = "a colour such as \"#b3202a\", a CSS name or none",
	[BILL_PARAMETER_LENGTH] = "a length such as 12mm or 3%",
	[BILL_PARAMETER_NUMBER] = "a number such as 1.5",
	[BILL_PARAMETER_IMAGE] = "the path of a picture",
	[BILL_PARAMETER_YES_NO] = "yes or no",
};

const struct bill_parameter *bill_parameter_find(const struct bill_parse *parse, const char *name, enum bill_parameter_type type)
{
	const struct bill_parameter *parameter = g_hash_table_lookup(parse->parameters, name);
	return parameter != NULL && parameter->type == type ? parameter : NULL;
}

static struct bill_parameter *find_or_add(struct bill_parse *parse, const struct bill_yaml *name)
{
	struct bill_parameter *parameter = g_hash_table_lookup(parse->parameters, name->text);
	if (parameter != NULL)
		return parameter;
	struct bill_design *design = parse->design;
	parameter = &design->parameters[design->n_parameters++];
	parameter->name = name->text;
	bill_parse_defaults(parse, BILL_IN_PARAMETER, parameter);
	g_hash_table_insert(parse->parameters, (gpointer)(uintptr_t)parameter->name, parameter);
	return parameter;
}

static const char *type_name(enum bill_parameter_type type)
{
	static const char *const names[] = {"text", "color", "length", "number", "image", "yes-no"};
	return names[type];
}

/* A layout that extends another may give a parameter a new default and help, but the other's words rely on its type. */
static void check_type_kept(
	struct bill_parse *parse, const struct bill_yaml *map, struct bill_parameter *parameter, const struct bill_parameter *before)
{
	if (before->at.src == NULL || before->type == parameter->type)
		return;
	bill_error(parse->diags, bill_yaml_find(map, "type")->at, "design/parameter-type",
		"the parameter \"%s\" is of type %s in the layout this one extends", parameter->name, type_name(before->type));
	parameter->type = before->type;
}

static void check_default(struct bill_parse *parse, const struct bill_yaml *map, struct bill_parameter *parameter)
{
	if (parameter->value != NULL && parameter->value[0] == '\0')
		parameter->value = NULL;
	if (parameter->value == NULL || fits_type(parameter->type, parameter->value))
		return;
	const struct bill_yaml *written = bill_yaml_find(map, "default");
	bill_error(parse->diags, written != NULL ? written->at : map->at, "design/wrong-value",
		"the parameter \"%s\" takes %s, not \"%.60s\"", parameter->name, examples[parameter->type], parameter->value);
	parameter->value = NULL;
}

static void read_parameter(struct bill_parse *parse, const struct bill_yaml *name, const struct bill_yaml *map)
{
	if (!bill_parse_name(parse, name, "a parameter"))
		return;
	struct bill_parameter *parameter = find_or_add(parse, name);
	struct bill_parameter before = *parameter;
	parameter->at = name->at;
	if (bill_yaml_is_null(map))
		return;
	if (!bill_parse_is_map(parse, map, "a parameter")) {
		bill_diags_hint(
			parse->diags, "for example: %s: {type: color, default: \"#b3202a\", help: The colour of the band}", name->text);
		return;
	}
	bill_parse_map(parse, map, BILL_IN_PARAMETER, parameter);
	if (bill_yaml_find(map, "default") != NULL)
		parameter->value_at = bill_yaml_find(map, "default")->at;
	check_type_kept(parse, map, parameter, &before);
	check_default(parse, map, parameter);
}

static GPtrArray *names_of(const struct bill_design *design)
{
	GPtrArray *names = g_ptr_array_new();
	for (size_t i = 0; i < MIN(design->n_parameters, BILL_MAX_SUGGESTIONS); i++)
		g_ptr_array_add(names, (gpointer)(uintptr_t)design->parameters[i].name);
	return names;
}

static void unknown_parameter(struct bill_parse *parse, const struct bill_setting *setting)
{
	g_autoptr(GPtrArray) names = names_of(parse->design);
	const char *code = setting->at.src != NULL ? "design/brand-parameter" : "design/unknown-parameter";
	bill_error(parse->diags, setting->at, code, "the layout \"%s\" has no parameter \"%.60s\" to set%s",
		parse->design->name, setting->key, bill_parse_did_you_mean(parse, setting->key, names));
	bill_diags_hint(parse->diags, "its parameters are: %s", bill_parse_names(parse, names));
}

/* What a brand says to all layouts, not every layout has; what one was asked for on the command line, it must have. */
static bool is_for_all(const struct bill_setting *setting)
{
	return setting->at.src != NULL && setting->layout == NULL;
}

static void wrong_setting(struct bill_parse *parse, const struct bill_setting *setting, const struct bill_parameter *parameter)
{
	const char *example = examples[parameter->type];
	if (setting->at.src != NULL)
		bill_error(parse->diags, setting->at, "design/wrong-value", "\"%.60s\" takes %s in the layout \"%s\", not \"%.60s\"",
			setting->key, example, parse->design->name, setting->value);
	else
		bill_error(parse->diags, setting->at, "design/wrong-setting", "--set %s=%.60s: the parameter takes %s", setting->key,
			setting->value, example);
}

static void apply_setting(struct bill_parse *parse, const struct bill_setting *setting)
{
	struct bill_parameter *parameter = g_hash_table_lookup(parse->parameters, setting->key);
	if (parameter == NULL && is_for_all(setting))
		return;
	if (parameter == NULL) {
		unknown_parameter(parse, setting);
		return;
	}
	const char *value = setting->value != NULL && setting->value[0] != '\0' ? setting->value : NULL;
	if (value != NULL && !g_utf8_validate(value, -1, NULL)) {
		bill_error(parse->diags, setting->at, "design/wrong-setting", "--set %s: its value is not UTF-8", setting->key);
		return;
	}
	if (value != NULL && !fits_type(parameter->type, value)) {
		wrong_setting(parse, setting, parameter);
		return;
	}
	parameter->value = bill_arena_strdup(parse->arena, value);
	parameter->value_at = setting->at;
}

void bill_parameter_read_all(struct bill_parse *parse)
{
	size_t most = 0;
	for (guint i = 0; i < parse->files->len; i++) {
		const struct bill_layout_file *file = parse->files->pdata[i];
		most += file->parameters != NULL ? file->parameters->count : 0;
	}
	parse->design->parameters = bill_arena_array(parse->arena, struct bill_parameter, most);
	for (guint i = parse->files->len; i-- > 0;) { /* the base first */
		const struct bill_yaml *map = ((struct bill_layout_file *)parse->files->pdata[i])->parameters;
		if (map == NULL || !bill_parse_is_map(parse, map, "\"parameters\""))
			continue;
		for (size_t j = 0; j < map->count; j++)
			read_parameter(parse, map->keys[j], map->items[j]);
	}
}

void bill_parameter_set(struct bill_parse *parse, const struct bill_setting *settings, size_t n_settings)
{
	for (size_t i = 0; i < n_settings; i++) {
		if (settings[i].layout == NULL || strcmp(settings[i].layout, parse->design->name) == 0)
			apply_setting(parse, &settings[i]);
	}
}
