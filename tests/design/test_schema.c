/* The JSON Schema: valid JSON that holds every key of keys.def where the parser takes it, and nothing else. */
#include <jansson.h>
#include <string.h>

#include "design/keys.h"
#include "../tell.h"

static json_t *load_with(void (*write)(GString *out))
{
	g_autoptr(GString) text = g_string_new(NULL);
	write(text);
	json_error_t error;
	json_t *schema = json_loads(text->str, JSON_REJECT_DUPLICATES, &error);
	if (schema == NULL)
		g_error("line %d: %s", error.line, error.text);
	return schema;
}

static json_t *load(void)
{
	return load_with(bill_design_schema);
}

static const json_t *at(const json_t *schema, const char *definition)
{
	return definition == NULL ? schema : json_object_get(json_object_get(schema, "definitions"), definition);
}

/* The properties of one definition are the keys of its scope. */
static void check_scope(const json_t *schema, const char *definition, unsigned scope, const struct bill_key *kind)
{
	const json_t *object = at(schema, definition);
	const json_t *properties = json_object_get(object, "properties");
	size_t expected = kind != NULL ? 1 : 0;
	g_assert_true(json_is_false(json_object_get(object, "additionalProperties")));
	for (size_t i = 0; i < bill_n_keys; i++) {
		const struct bill_key *key = &bill_keys[i];
		if ((key->scope & scope) == 0)
			continue;
		const json_t *property = json_object_get(properties, key->name);
		g_assert_cmpstr(json_string_value(json_object_get(property, "description")), ==, key->help);
		g_assert_cmpstr(
			json_string_value(json_object_get(property, "default")), ==, key->default_[0] != '\0' ? key->default_ : NULL);
		expected++;
	}
	g_assert_cmpuint(json_object_size(properties), ==, expected);
}

static void test_keys(void)
{
	json_t *schema = load();
	check_scope(schema, NULL, BILL_IN_LAYOUT, NULL);
	check_scope(schema, "page", BILL_IN_PAGE, NULL);
	check_scope(schema, "parameter", BILL_IN_PARAMETER, NULL);
	check_scope(schema, "style", BILL_IN_STYLE, NULL);
	const json_t *kinds = json_object_get(at(schema, "element"), "oneOf");
	g_assert_cmpuint(json_array_size(kinds), ==, BILL_KINDS);
	for (int kind = 0; kind < BILL_KINDS; kind++) {
		const struct bill_key *key = bill_key_of_kind((enum bill_kind)kind);
		g_autofree char *name = g_strconcat("element-", key->name, NULL);
		check_scope(schema, name, 1u << kind, key);
		g_assert_nonnull(json_object_get(json_object_get(at(schema, name), "properties"), key->name));
		g_assert_cmpstr(json_string_value(json_array_get(json_object_get(at(schema, name), "required"), 0)), ==, key->name);
	}
	json_decref(schema);
}

/* Every "$ref" leads somewhere. */
static void check_references(const json_t *schema, json_t *value)
{
	const char *name;
	json_t *item;
	size_t i;
	const char *reference = json_string_value(json_object_get(value, "$ref"));
	if (reference != NULL) {
		g_assert_true(g_str_has_prefix(reference, "#/definitions/"));
		g_assert_nonnull(at(schema, reference + strlen("#/definitions/")));
	}
	json_object_foreach(value, name, item) check_references(schema, item);
	json_array_foreach(value, i, item) check_references(schema, item);
}

static void test_references(void)
{
	json_t *schema = load();
	check_references(schema, schema);
	json_decref(schema);
}

static void test_brand(void)
{
	json_t *schema = load_with(bill_brand_schema);
	check_scope(schema, NULL, BILL_IN_BRAND, NULL);
	check_scope(schema, "shades", BILL_IN_PALETTE, NULL);
	check_scope(schema, "families", BILL_IN_FAMILIES, NULL);
	check_references(schema, schema);
	json_decref(schema);
}

/* The pattern of a type as an editor applies it. */
static bool matches(const json_t *schema, const char *definition, const char *text)
{
	const json_t *type = at(schema, definition);
	const char *pattern = json_string_value(json_object_get(type, "pattern"));
	const json_t *any = json_object_get(type, "anyOf");
	for (size_t i = 0; pattern == NULL && i < json_array_size(any); i++)
		pattern = json_string_value(json_object_get(json_array_get(any, i), "pattern"));
	g_assert_nonnull(pattern);
	return g_regex_match_simple(pattern, text, 0, 0);
}

static void test_patterns(void)
{
	static const struct {
		const char *type, *text;
		bool good;
	} table[] = {
		{"length", "12mm", true},
		{"length", "1.5em", true},
		{"length", "30%", true},
		{"length", "side", true},
		{"length", "12", false},
		{"length", "12xx", false},
		{"length", "-1mm", false},
		{"range", "8pt..14pt", true},
		{"range", "8pt", true},
		{"range", "8..14pt", false},
		{"size", "26pt..64pt", true},
		{"size", "26", false},
		{"color", "#b3202a", true},
		{"color", "on accent", true},
		{"color", "on darker ink paper", true},
		{"color", "darker ink paper white", false},
		{"color", "accent 15%", true},
		{"color", "accent 15", false},
		{"color", "#zzz", false},
		{"font", "display 800", true},
		{"font", "text 400 italic", true},
		{"font", "Helvetica", false},
		{"font", "text bold", false},
		{"font", "serif 400 italic", true},
		{"font", "poster 800", true},
		{"counts", "1..4", true},
		{"counts", "1..x", false},
		{"numbers", "1.25..1.4", true},
		{"numbers", "12pt", false},
		{"em", "-0.02em", true},
		{"em", "2pt", false},
		{"condition", "not abstract", true},
		{"condition", "wide and tall", false},
	};
	json_t *schema = load();
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		tell("%s: %s", table[i].type, table[i].text);
		g_assert_cmpint(matches(schema, table[i].type, table[i].text), ==, table[i].good);
	}
	json_decref(schema);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/design/schema/keys", test_keys);
	g_test_add_func("/design/schema/references", test_references);
	g_test_add_func("/design/schema/brand", test_brand);
	g_test_add_func("/design/schema/patterns", test_patterns);
	return g_test_run();
}
