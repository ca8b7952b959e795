/* The table of keys, made from keys.def, and questions about it. */
#include "design/keys.h"

#include <string.h>

/* The words keys.def uses for scopes. */
enum {
	ROW = 1 << BILL_ROW,
	COLUMN = 1 << BILL_COLUMN,
	STACK = 1 << BILL_STACK,
	GRID = 1 << BILL_GRID,
	BOX = 1 << BILL_BOX,
	TEXT = 1 << BILL_TEXT,
	IMAGE = 1 << BILL_IMAGE,
	PATTERN = 1 << BILL_PATTERN,
	QR = 1 << BILL_QR,
	RULE = 1 << BILL_RULE,
	SHAPE = 1 << BILL_SHAPE,
	ANY = BILL_IN_ELEMENTS,
	LAYOUT = BILL_IN_LAYOUT,
	PAGE = BILL_IN_PAGE,
	PARAMETER = BILL_IN_PARAMETER,
	STYLE = BILL_IN_STYLE,
	KIND = BILL_IN_KIND,
	BRAND = BILL_IN_BRAND,
	PALETTE = BILL_IN_PALETTE,
	FAMILIES = BILL_IN_FAMILIES,
};

/* The struct a scope's members live in. A scope is one word or several joined by "|": pasting meets only the first, and the
 * rest of them falls into the second macro argument, which is thrown away. */
#define STRUCT_OF_LAYOUT struct bill_layout_file, 0
#define STRUCT_OF_PAGE struct bill_page, 0
#define STRUCT_OF_PARAMETER struct bill_parameter, 0
#define STRUCT_OF_STYLE struct bill_style, 0
#define STRUCT_OF_BRAND struct bill_brand_file, 0
#define STRUCT_OF_PALETTE struct bill_brand_palette, 0
#define STRUCT_OF_FAMILIES struct bill_brand_families, 0
#define STRUCT_OF_KIND struct bill_element, 0
#define STRUCT_OF_ANY struct bill_element, 0
#define STRUCT_OF_ROW struct bill_element, 0
#define STRUCT_OF_GRID struct bill_element, 0
#define STRUCT_OF_BOX struct bill_element, 0
#define STRUCT_OF_TEXT struct bill_element, 0
#define STRUCT_OF_IMAGE struct bill_element, 0
#define STRUCT_OF_RULE struct bill_element, 0
#define STRUCT_OF_PATTERN struct bill_element, 0
#define FIRST(first, ...) first
#define EXPAND_FIRST(...) FIRST(__VA_ARGS__)
#define OFFSET(scope, member) offsetof(EXPAND_FIRST(STRUCT_OF_##scope), member)
#define SIZE(scope, member) sizeof(((EXPAND_FIRST(STRUCT_OF_##scope) *)NULL)->member)

const struct bill_key bill_keys[] = {
#define KEY(scope, name, type, member, values, default_, help)                                                                   \
	{scope, #name, BILL_KEY_##type, OFFSET(scope, member), SIZE(scope, member), values, default_, help},
#include "design/keys.def"
#undef KEY
};
const size_t bill_n_keys = G_N_ELEMENTS(bill_keys);

/* A value's reader (value.c) writes this type, so the member must have it: at least its size is held here. */
#define C_STRING const char *
#define C_NAME const char *
#define C_STYLE_NAME const struct bill_style *
#define C_WORD enum bill_align
#define C_BOOL bool
#define C_NUMBER double
#define C_INTEGER double
#define C_SHARE double
#define C_COLUMNS struct bill_counts
#define C_NUMBERS struct bill_numbers
#define C_COUNTS struct bill_counts
#define C_EM double
#define C_LENGTH struct bill_length
#define C_RANGE struct bill_range
#define C_SIZE struct bill_range
#define C_EDGES struct bill_edges
#define C_COLOR struct bill_paint
#define C_PALETTE struct bill_palette
#define C_FONT struct bill_font_choice
#define C_TEMPLATE struct bill_template
#define C_CONDITIONS struct bill_condition *
#define C_ELEMENTS struct bill_element **
#define C_PAGE const struct bill_yaml *
#define C_PARAMETERS const struct bill_yaml *
#define C_STYLES const struct bill_yaml *
#define C_PARTS const struct bill_yaml *
#define C_ARRANGEMENTS const struct bill_yaml *
#define C_SHADES const struct bill_yaml *
#define C_FAMILIES const struct bill_yaml *
#define C_SHADE const struct bill_yaml *
#define C_LINE const struct bill_yaml *
#define C_LINES const struct bill_yaml *
#define C_SETTINGS const struct bill_yaml *
#define KEY(scope, name, type, member, values, default_, help)                                                                   \
	_Static_assert(SIZE(scope, member) == sizeof(C_##type), "keys.def: " #name " is not read into its member's type");
#include "design/keys.def"
#undef KEY

enum {
#define KEY(scope, name, type, member, values, default_, help) +((scope) == KIND)
	KINDS_LISTED = 0
#include "design/keys.def"
#undef KEY
};
_Static_assert((int)KINDS_LISTED == (int)BILL_KINDS, "keys.def lists each enum bill_kind once, in its order");

const struct bill_key *bill_key_find(const char *name, unsigned scope)
{
	for (size_t i = 0; i < bill_n_keys; i++) {
		if ((bill_keys[i].scope & scope) != 0 && strcmp(bill_keys[i].name, name) == 0)
			return &bill_keys[i];
	}
	return NULL;
}

static const struct bill_key *first_kind(void)
{
	const struct bill_key *key = bill_keys;
	while (key->scope != BILL_IN_KIND)
		key++; /* keys.def holds kinds: asserted above */
	return key;
}

const struct bill_key *bill_key_of_kind(enum bill_kind kind)
{
	g_assert(kind < BILL_KINDS); /* the enum's own values only */
	return first_kind() + kind;
}

enum bill_kind bill_key_kind(const struct bill_key *key)
{
	g_assert(key->scope == BILL_IN_KIND); /* the caller looked it up in that scope */
	return (enum bill_kind)(key - first_kind());
}

const char *bill_scope_name(unsigned scope)
{
	switch (scope) {
	case BILL_IN_LAYOUT:
		return "a layout";
	case BILL_IN_PAGE:
		return "the page";
	case BILL_IN_PARAMETER:
		return "a parameter";
	case BILL_IN_STYLE:
		return "a style";
	case BILL_IN_KIND:
		return "an element";
	case BILL_IN_BRAND:
		return "a brand";
	case BILL_IN_PALETTE:
		return "a brand's colors";
	case BILL_IN_FAMILIES:
		return "a brand's fonts";
	default:
		return bill_key_of_kind((enum bill_kind)g_bit_nth_lsf(scope & BILL_IN_ELEMENTS, -1))->name;
	}
}

static void append_name(GString *out, const char *name, bool first, bool last)
{
	if (!first)
		g_string_append(out, last ? " or " : ", ");
	g_string_append(out, name);
}

char *bill_scope_list(unsigned scopes)
{
	GString *out = g_string_new(NULL);
	for (unsigned left = scopes; left != 0; left &= left - 1)
		append_name(out, bill_scope_name(left & -left), left == scopes, (left & (left - 1)) == 0);
	return g_string_free(out, FALSE);
}

GPtrArray *bill_scope_keys(unsigned scope)
{
	GPtrArray *names = g_ptr_array_new();
	for (size_t i = 0; i < bill_n_keys; i++) {
		if ((bill_keys[i].scope & scope) != 0)
			g_ptr_array_add(names, (gpointer)(uintptr_t)bill_keys[i].name);
	}
	return names;
}

static const char *const expectations[BILL_KEY_TYPES] = {
	[BILL_KEY_STRING] = "a text",
	[BILL_KEY_NAME] = "a name",
	[BILL_KEY_STYLE_NAME] = "the name of a style",
	[BILL_KEY_BOOL] = "yes or no",
	[BILL_KEY_NUMBER] = "a number",
	[BILL_KEY_INTEGER] = "a whole number",
	[BILL_KEY_SHARE] = "yes, no or a share such as 2",
	[BILL_KEY_COLUMNS] = "auto, a whole number or a range such as 1..4",
	[BILL_KEY_NUMBERS] = "a number such as 1.3 or a range such as 1.25..1.4",
	[BILL_KEY_COUNTS] = "a whole number such as 3 or a range such as 1..4",
	[BILL_KEY_EM] = "a length in em such as 0.05em",
	[BILL_KEY_LENGTH] = "a length such as 12mm, 1.5em or 30%",
	[BILL_KEY_RANGE] = "a length such as 12mm, 1.5em or 3%, or a range such as 8pt..14pt",
	[BILL_KEY_SIZE] = "a type size such as 11pt or a range such as 26pt..64pt",
	[BILL_KEY_EDGES] = "a length such as 12mm, [vertical, horizontal] or [top, right, bottom, left]",
	[BILL_KEY_COLOR] = "a colour such as \"#b3202a\", black, none, accent, on accent or accent 15%",
	[BILL_KEY_PALETTE] = "a list of 1 to 12 colours such as [accent, \"#f2b541\", white]",
	[BILL_KEY_FONT] = "a role, a weight and perhaps italic, such as: display 800, or: text 400 italic",
	[BILL_KEY_TEMPLATE] = "a text such as \"{{title}}\"",
	[BILL_KEY_CONDITIONS] = "a condition such as wide, or: not abstract, or a list of them",
	[BILL_KEY_ELEMENTS] = "a list of elements",
	[BILL_KEY_PAGE] = "a map such as {margin: 12mm}",
	[BILL_KEY_PARAMETERS] = "a map of parameters by name",
	[BILL_KEY_STYLES] = "a map of styles by name",
	[BILL_KEY_PARTS] = "a map of elements by name",
	[BILL_KEY_ARRANGEMENTS] = "a list of elements",
	[BILL_KEY_SHADES] = "a map such as {accent: navy}",
	[BILL_KEY_FAMILIES] = "a map such as {display: Inter Display}",
	[BILL_KEY_SHADE] = "a colour such as \"#b3202a\" or navy",
	[BILL_KEY_LINE] = "a text",
	[BILL_KEY_LINES] = "a text or a list of texts",
	[BILL_KEY_SETTINGS] = "a map of values by parameter",
};

static char *one_of(const char *values)
{
	g_auto(GStrv) words = g_strsplit(values, " ", -1);
	GString *out = g_string_new(NULL);
	for (guint i = 0; words[i] != NULL; i++)
		append_name(out, words[i], i == 0, words[i + 1] == NULL);
	return g_string_free(out, FALSE);
}

char *bill_key_expects(const struct bill_key *key)
{
	if (expectations[key->type] == NULL || (key->values[0] != '\0' && key->type == BILL_KEY_NAME))
		return one_of(key->values);
	if (key->values[0] == '\0')
		return g_strdup(expectations[key->type]);
	char *range = strstr(key->values, "..");
	if (range != NULL)
		return g_strdup_printf("%s (%.*s to %s)", expectations[key->type], (int)(range - key->values), key->values, range + 2);
	g_autofree char *words = one_of(key->values);
	return g_strdup_printf("%s, or %s", words, expectations[key->type]);
}
