/* The JSON Schemas of layouts and brands, made from the table of keys, for editors. */
#include "design/keys.h"

#include <string.h>

/* JSON text (RFC 8259, section 7). */
static void text(GString *out, const char *s)
{
	g_string_append_c(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *s);
	}
	g_string_append_c(out, '"');
}

/* ---- what each type of value looks like ---- */

/* A parameter of the right type may stand for a value, hence NAME. draft-07 patterns are searched for, so they are anchored. */
#define NAME "[A-Za-z][A-Za-z0-9_-]*"
#define NUMBER "-?[0-9]+(\\\\.[0-9]+)?"
#define LENGTH "(0|([0-9]+(\\\\.[0-9]+)?|\\\\.[0-9]+) ?(pt|mm|cm|in|px|%|em))"

static const struct {
	enum bill_key_type type;
	const char *name, *schema;
} types[] = {
	{BILL_KEY_STRING, "text", "{\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}"},
	{BILL_KEY_NAME, "name", "{\"type\": \"string\"}"},
	{BILL_KEY_STYLE_NAME, "style-name", "{\"type\": \"string\"}"},
	{BILL_KEY_BOOL, "yes-no", "{\"anyOf\": [{\"type\": \"boolean\"}, {\"type\": \"string\", \"pattern\": \"^" NAME "$\"}]}"},
	{BILL_KEY_NUMBER, "number",
		"{\"anyOf\": [{\"type\": \"number\"}, {\"type\": \"string\", \"pattern\": \"^(" NUMBER "|" NAME ")$\"}]}"},
	{BILL_KEY_INTEGER, "whole-number",
		"{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\", \"pattern\": \"^([0-9]+|" NAME ")$\"}]}"},
	{BILL_KEY_SHARE, "share",
		"{\"anyOf\": [{\"type\": [\"boolean\", \"number\"]}, {\"type\": \"string\", \"pattern\": \"^(" NUMBER "|" NAME ")$\"}]}"},
	{BILL_KEY_COLUMNS, "columns",
		"{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\", \"pattern\": \"^([0-9]+ *(\\\\.\\\\. *[0-9]+)?|" NAME
		")$\"}]}"},
	{BILL_KEY_NUMBERS, "numbers",
		"{\"anyOf\": [{\"type\": \"number\"}, {\"type\": \"string\", \"pattern\": \"^(" NUMBER " *(\\\\.\\\\. *" NUMBER ")?|" NAME
		")$\"}]}"},
	{BILL_KEY_COUNTS, "counts",
		"{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\", \"pattern\": \"^([0-9]+ *(\\\\.\\\\. *[0-9]+)?|" NAME
		")$\"}]}"},
	{BILL_KEY_EM, "em", "{\"anyOf\": [{\"const\": 0}, {\"type\": \"string\", \"pattern\": \"^(0|-?[0-9.]+ ?em|" NAME ")$\"}]}"},
	{BILL_KEY_LENGTH, "length",
		"{\"anyOf\": [{\"const\": 0}, {\"type\": \"string\", \"pattern\": \"^(" LENGTH "|" NAME ")$\"}]}"},
	{BILL_KEY_RANGE, "range",
		"{\"anyOf\": [{\"type\": [\"null\"]}, {\"const\": 0}, {\"type\": \"string\", \"pattern\": \"^(" LENGTH
		" *(\\\\.\\\\. *" LENGTH ")?|" NAME ")$\"}]}"},
	{BILL_KEY_SIZE, "size", "{\"type\": \"string\", \"pattern\": \"^(" LENGTH " *(\\\\.\\\\. *" LENGTH ")?|" NAME ")$\"}"},
	{BILL_KEY_EDGES, "edges",
		"{\"anyOf\": [{\"$ref\": \"#/definitions/length\"}, {\"type\": \"array\", \"items\": {\"$ref\": "
		"\"#/definitions/length\"}, \"minItems\": 2, \"maxItems\": 4, \"not\": {\"minItems\": 3, \"maxItems\": 3}}]}"},
	{BILL_KEY_COLOR, "color", "{\"type\": \"string\", \"pattern\": \"^(on +)?(darker +(#[0-9A-Fa-f]{3,8}|" NAME ") +)?(#[0-9A-Fa-f]{3,8}|" NAME ")( +[0-9.]+%)?$\"}"},
	{BILL_KEY_PALETTE, "colors",
		"{\"anyOf\": [{\"$ref\": \"#/definitions/color\"}, {\"type\": \"array\", \"items\": {\"$ref\": "
		"\"#/definitions/color\"}, \"minItems\": 1, \"maxItems\": 12}]}"},
	{BILL_KEY_FONT, "font", "{\"type\": \"string\", \"pattern\": \"^(display|text|sans|mono|serif|poster)( [1-9][0-9]{2})?( italic)?$\"}"},
	{BILL_KEY_TEMPLATE, "template", "{\"type\": [\"string\", \"number\", \"boolean\"]}"},
	{BILL_KEY_CONDITIONS, "conditions",
		"{\"anyOf\": [{\"$ref\": \"#/definitions/condition\"}, {\"type\": \"array\", \"items\": {\"$ref\": "
		"\"#/definitions/condition\"}, \"minItems\": 1}]}"},
	{BILL_KEY_ELEMENTS, "elements",
		"{\"anyOf\": [{\"$ref\": \"#/definitions/element\"}, {\"type\": \"array\", \"items\": {\"$ref\": "
		"\"#/definitions/elements\"}}]}"},
	{BILL_KEY_PAGE, "page", NULL},
	{BILL_KEY_PARAMETERS, "parameters",
		"{\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"$ref\": \"#/definitions/parameter\"}}"},
	{BILL_KEY_STYLES, "styles",
		"{\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"$ref\": \"#/definitions/style\"}}"},
	{BILL_KEY_PARTS, "parts",
		"{\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"$ref\": \"#/definitions/elements\"}}"},
	{BILL_KEY_ARRANGEMENTS, "arrangements",
		"{\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/elements\"}, \"minItems\": 1}"},
	{BILL_KEY_SHADES, "shades", NULL},
	{BILL_KEY_FAMILIES, "families", NULL},
	{BILL_KEY_SHADE, "shade", "{\"type\": \"string\", \"pattern\": \"^(#[0-9A-Fa-f]{3,8}|[A-Za-z]+)$\"}"},
	{BILL_KEY_LINE, "line", "{\"type\": [\"string\", \"number\"]}"},
	{BILL_KEY_LINES, "lines",
		"{\"anyOf\": [{\"type\": [\"string\", \"number\"]}, {\"type\": \"array\", \"items\": {\"type\": [\"string\", "
		"\"number\"]}}]}"},
	{BILL_KEY_SETTINGS, "settings",
		"{\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"type\": [\"string\", \"number\", \"boolean\", "
		"\"object\", \"null\"]}}"},
};

static const char *type_name(enum bill_key_type type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (types[i].type == type)
			return types[i].name;
	}
	g_assert_not_reached(); /* words are written where they stand; every other type is in the list: test_schema meets each */
}

/* ---- keys ---- */

static void words(GString *out, const struct bill_key *key)
{
	g_auto(GStrv) values = g_strsplit(key->values, " ", -1);
	g_string_append(out, "\"enum\": [");
	for (guint i = 0; values[i] != NULL; i++) {
		g_string_append(out, i == 0 ? "" : ", ");
		text(out, values[i]);
	}
	/* YAML 1.1 reads a plain "no" as false. */
	bool has_no = g_strv_contains((const char *const *)values, "no");
	g_string_append_printf(out, "%s%s]", has_no ? ", false" : "", key->scope == BILL_IN_KIND ? ", null" : "");
}

static void bounds(GString *out, const struct bill_key *key)
{
	const char *dots = strstr(key->values, "..");
	bool number = key->type == BILL_KEY_NUMBER || key->type == BILL_KEY_INTEGER || key->type == BILL_KEY_COLUMNS;
	if (dots != NULL && number)
		g_string_append_printf(out, ", \"minimum\": %.*s, \"maximum\": %s", (int)(dots - key->values), key->values, dots + 2);
}

static void property(GString *out, const struct bill_key *key, bool first)
{
	g_string_append(out, first ? "\n      " : ",\n      ");
	text(out, key->name);
	g_string_append(out, ": {");
	if (key->type == BILL_KEY_WORD || (key->type == BILL_KEY_NAME && key->values[0] != '\0'))
		words(out, key);
	else
		g_string_append_printf(out, "\"allOf\": [{\"$ref\": \"#/definitions/%s\"}]", type_name(key->type));
	bounds(out, key);
	g_string_append(out, ", \"description\": ");
	text(out, key->help);
	if (key->default_[0] != '\0') {
		g_string_append(out, ", \"default\": ");
		text(out, key->default_);
	}
	g_string_append_c(out, '}');
}

static void properties(GString *out, const struct bill_key *kind, unsigned scope)
{
	g_string_append(out, "\"additionalProperties\": false,\n    \"properties\": {");
	if (kind != NULL)
		property(out, kind, true);
	bool first = kind == NULL;
	for (size_t i = 0; i < bill_n_keys; i++) {
		if ((bill_keys[i].scope & scope) == 0)
			continue;
		property(out, &bill_keys[i], first);
		first = false;
	}
	g_string_append(out, "\n    }");
}

/* ---- definitions ---- */

static void scope_definition(GString *out, const char *name, unsigned scope)
{
	g_string_append_printf(out, "  \"%s\": {\"type\": [\"object\", \"null\"], ", name);
	properties(out, NULL, scope);
	g_string_append(out, "},\n");
}

static void element_definitions(GString *out)
{
	g_string_append(out, "  \"element\": {\"oneOf\": [");
	for (int kind = 0; kind < BILL_KINDS; kind++)
		g_string_append_printf(out, "%s{\"$ref\": \"#/definitions/element-%s\"}", kind == 0 ? "" : ", ",
			bill_key_of_kind((enum bill_kind)kind)->name);
	g_string_append(out, "]},\n");
	for (int kind = 0; kind < BILL_KINDS; kind++) {
		const struct bill_key *key = bill_key_of_kind((enum bill_kind)kind);
		g_string_append_printf(out, "  \"element-%s\": {\"type\": \"object\", \"required\": [\"%s\"], ", key->name, key->name);
		properties(out, key, 1u << kind);
		g_string_append(out, "},\n");
	}
}

static bool takes(unsigned scopes, enum bill_key_type type)
{
	for (size_t i = 0; i < bill_n_keys; i++) {
		if ((bill_keys[i].scope & scopes) != 0 && bill_keys[i].type == type)
			return true;
	}
	return false;
}

/* Those that keys of the scopes take. */
static void type_definitions(GString *out, unsigned scopes)
{
	g_string_append(out, "  \"condition\": {\"type\": \"string\", \"pattern\": \"^(not +)?(" NAME "|(events|days) *> *[0-9]{1,4})$\"}");
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (types[i].schema != NULL && takes(scopes, types[i].type))
			g_string_append_printf(out, ",\n  \"%s\": %s", types[i].name, types[i].schema);
	}
}

static void head(GString *out, const char *title, unsigned scope)
{
	g_string_append_printf(out,
		"{\n\"$schema\": \"http://json-schema.org/draft-07/schema#\",\n\"title\": \"%s\",\n\"type\": \"object\", ", title);
	properties(out, NULL, scope);
	g_string_append(out, ",\n\"definitions\": {\n");
}

#define OF_BRANDS (BILL_IN_BRAND | BILL_IN_PALETTE | BILL_IN_FAMILIES)

void bill_design_schema(GString *out)
{
	head(out, "A handbill layout", BILL_IN_LAYOUT);
	scope_definition(out, "page", BILL_IN_PAGE);
	scope_definition(out, "parameter", BILL_IN_PARAMETER);
	scope_definition(out, "style", BILL_IN_STYLE);
	element_definitions(out);
	type_definitions(out, ~OF_BRANDS);
	g_string_append(out, "\n}\n}\n");
}

void bill_brand_schema(GString *out)
{
	head(out, "A handbill brand", BILL_IN_BRAND);
	scope_definition(out, "shades", BILL_IN_PALETTE);
	scope_definition(out, "families", BILL_IN_FAMILIES);
	type_definitions(out, OF_BRANDS);
	g_string_append(out, "\n}\n}\n");
}
