/* How each type of value is read: numbers, lengths, ranges, edges, fonts, words. */
#include "design/parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PERCENT 1000
#define MAX_EM 1000

bool bill_value_wrong(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node)
{
	g_autofree char *expected = bill_key_expects(key);
	return bill_error(parse->diags, node->at, "design/wrong-value", "\"%s\" takes %s, not %s", key->name, expected,
		bill_parse_found(parse, node));
}

/* The text of a scalar, or of the parameter it names when that has the right type. NULL: not a scalar. */
static const char *scalar(const struct bill_parse *parse, const struct bill_yaml *node, enum bill_parameter_type type)
{
	if (node->kind != BILL_YAML_SCALAR)
		return NULL;
	const struct bill_parameter *parameter = bill_parameter_find(parse, node->text, type);
	return parameter != NULL && parameter->value != NULL ? parameter->value : node->text;
}

bool bill_value_number(const char *text, double *value)
{
	if (text[0] == '\0' || strspn(text, "0123456789.-+eE") != strlen(text))
		return false; /* what strtod takes besides: hexadecimal, "inf", "nan", white space */
	char *end = NULL;
	double number = g_ascii_strtod(text, &end);
	if (*end != '\0' || !isfinite(number))
		return false;
	*value = number;
	return true;
}

bool bill_value_yes_no(const char *text, bool *value)
{
	static const char *const words[] = {"no", "yes", "false", "true", "off", "on"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (g_ascii_strcasecmp(text, words[i]) == 0) {
			*value = i % 2 == 1;
			return true;
		}
	}
	return false;
}

/* Within the "smallest..largest" of keys.def. */
static bool within(const struct bill_key *key, double number)
{
	const char *dots = strstr(key->values, "..");
	return dots == NULL || (number >= g_ascii_strtod(key->values, NULL) && number <= g_ascii_strtod(dots + 2, NULL));
}

/* ---- words ---- */

static int word_index(const char *values, const char *text)
{
	g_auto(GStrv) words = g_strsplit(values, " ", -1);
	for (int i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], text) == 0)
			return i;
	}
	return -1;
}

static bool wrong_word(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node)
{
	if (node->kind != BILL_YAML_SCALAR)
		return bill_value_wrong(parse, key, node);
	g_auto(GStrv) words = g_strsplit(key->values, " ", -1);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; words[i] != NULL; i++)
		g_ptr_array_add(names, words[i]);
	g_autofree char *expected = bill_key_expects(key);
	return bill_error(parse->diags, node->at, "design/wrong-value", "\"%s\" takes %s, not %s%s", key->name, expected,
		bill_parse_found(parse, node), bill_parse_did_you_mean(parse, node->text, names));
}

static bool read_word(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	int index = node->kind == BILL_YAML_SCALAR ? word_index(key->values, node->text) : -1;
	if (index < 0)
		return wrong_word(parse, key, node);
	memcpy(member, &index, sizeof index); /* every enum of design.h counts its words from 0 */
	return true;
}

static bool read_string(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	if (node->kind != BILL_YAML_SCALAR)
		return bill_value_wrong(parse, key, node);
	*(const char **)member = node->text;
	return true;
}

static bool read_name(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	if (node->kind == BILL_YAML_SCALAR && key->values[0] != '\0' && word_index(key->values, node->text) < 0)
		return wrong_word(parse, key, node);
	return read_string(parse, key, node, member);
}

static bool read_style_name(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	if (node->kind != BILL_YAML_SCALAR)
		return bill_value_wrong(parse, key, node);
	const struct bill_style *style = bill_style_find(parse, node->text, node->at);
	*(const struct bill_style **)member = style;
	return style != NULL;
}

static bool read_bool(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_YES_NO);
	return (text != NULL && bill_value_yes_no(text, member)) || bill_value_wrong(parse, key, node);
}

/* ---- numbers ---- */

static bool read_number(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_NUMBER);
	double number;
	if (text == NULL || !bill_value_number(text, &number) || !within(key, number))
		return bill_value_wrong(parse, key, node);
	if (key->type == BILL_KEY_INTEGER && number != floor(number))
		return bill_value_wrong(parse, key, node);
	*(double *)member = number;
	return true;
}

static bool read_share(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_YES_NO);
	bool yes;
	if (text == NULL || !bill_value_yes_no(text, &yes))
		return read_number(parse, key, node, member);
	*(double *)member = yes ? 1 : 0;
	return true;
}

/* "a..b" or "a" */
static bool parse_span(const struct bill_key *key, const char *text, double *min, double *max)
{
	g_autofree char *copy = g_strdup(text);
	char *dots = strstr(copy, "..");
	if (dots != NULL)
		*dots = '\0';
	if (!bill_value_number(g_strstrip(copy), min))
		return false;
	*max = *min;
	if (dots != NULL && !bill_value_number(g_strstrip(dots + 2), max))
		return false;
	return *min <= *max && within(key, *min) && within(key, *max);
}

static bool read_numbers(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_NUMBER);
	struct bill_numbers *numbers = member;
	double min, max;
	if (text == NULL || !parse_span(key, text, &min, &max))
		return bill_value_wrong(parse, key, node);
	*numbers = (struct bill_numbers){min, max};
	return true;
}

static bool read_counts(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_NUMBER);
	struct bill_counts *counts = member;
	double min, max;
	if (text == NULL || !parse_span(key, text, &min, &max) || min != floor(min) || max != floor(max))
		return bill_value_wrong(parse, key, node);
	*counts = (struct bill_counts){(int)min, (int)max};
	return true;
}

/* auto is a range too: from 0 to 0 */
static bool read_columns(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_NUMBER);
	if (text == NULL || strcmp(text, "auto") != 0)
		return read_counts(parse, key, node, member);
	*(struct bill_counts *)member = (struct bill_counts){0, 0};
	return true;
}

/* ---- lengths ---- */

/* Nothing of a page is shorter than nothing or longer than the longest page. */
static bool sensible(struct bill_length length)
{
	double most = length.unit == BILL_UNIT_PT ? BILL_MAX_PAGE_PT : length.unit == BILL_UNIT_EM ? MAX_EM : MAX_PERCENT;
	return isfinite(length.value) && length.value >= 0 && length.value <= most;
}

/* Says what is wrong with a length, where that can be guessed. */
static bool wrong_length(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node)
{
	struct bill_length length;
	double number;
	bill_value_wrong(parse, key, node);
	if (node->kind != BILL_YAML_SCALAR)
		return false;
	const char *dots = strstr(node->text, "..");
	if (bill_value_number(node->text, &number))
		bill_diags_hint(parse->diags, "a length needs a unit: pt, mm, cm, in, px, %% or em");
	else if (dots != NULL && key->type != BILL_KEY_LENGTH && key->type != BILL_KEY_EDGES)
		bill_diags_hint(parse->diags, "both ends of a range have the same unit, and the smaller one comes first");
	else if (key->type == BILL_KEY_SIZE && bill_length_parse(node->text, &length) && length.unit != BILL_UNIT_PT)
		bill_diags_hint(parse->diags, "type sizes are absolute: pt, mm, cm, in or px");
	else if (bill_length_parse(node->text, &length) && !sensible(length))
		bill_diags_hint(
			parse->diags, "a length is not negative and at most %d pt, %d%% or %d em", BILL_MAX_PAGE_PT, MAX_PERCENT, MAX_EM);
	return false;
}

static bool read_em(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_LENGTH);
	struct bill_length length;
	if (text == NULL || !bill_length_parse(text, &length) || !within(key, length.value))
		return bill_value_wrong(parse, key, node);
	if (length.unit != BILL_UNIT_EM && length.value != 0)
		return bill_value_wrong(parse, key, node);
	*(double *)member = length.value;
	return true;
}

static bool parse_length(const struct bill_parse *parse, const struct bill_yaml *node, struct bill_length *length)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_LENGTH);
	return text != NULL && bill_length_parse(text, length) && sensible(*length);
}

static bool read_length(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	struct bill_length length;
	if (!parse_length(parse, node, &length))
		return wrong_length(parse, key, node);
	*(struct bill_length *)member = length;
	return true;
}

static bool read_range(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	const char *text = scalar(parse, node, BILL_PARAMETER_LENGTH);
	struct bill_range range;
	if (text == NULL || !bill_range_parse(text, &range) || !sensible(range.min) || !sensible(range.max))
		return wrong_length(parse, key, node);
	/* Type has no parent to take a share of, and its own size is what em means. */
	if (key->type == BILL_KEY_SIZE && (range.min.unit != BILL_UNIT_PT || range.min.value <= 0))
		return wrong_length(parse, key, node);
	*(struct bill_range *)member = range;
	return true;
}

static bool read_edge_list(
	struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *list, struct bill_length edges[4])
{
	if (list->count != 2 && list->count != 4) {
		bill_value_wrong(parse, key, list);
		bill_diags_hint(parse->diags, "a list of edges has two lengths or four; this one has %zu", list->count);
		return false;
	}
	for (size_t i = 0; i < 4; i++) {
		const struct bill_yaml *item = list->items[i % list->count];
		if (!parse_length(parse, item, &edges[i]))
			return wrong_length(parse, key, item);
	}
	return true;
}

static bool read_edges(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	struct bill_length edges[4];
	if (node->kind == BILL_YAML_LIST) {
		if (!read_edge_list(parse, key, node, edges))
			return false;
	} else if (!parse_length(parse, node, &edges[0])) {
		return wrong_length(parse, key, node);
	} else {
		edges[1] = edges[2] = edges[3] = edges[0];
	}
	for (size_t i = 0; i < 4; i++) {
		if (key->scope == BILL_IN_PAGE && edges[i].unit == BILL_UNIT_EM)
			return bill_error(
				parse->diags, node->at, "design/wrong-value", "em is the size of a style's type, and the page has no style");
	}
	*(struct bill_edges *)member = (struct bill_edges){edges[0], edges[1], edges[2], edges[3]};
	return true;
}

/* ---- fonts, colours, templates ---- */

static bool parse_weight(const char *word, int *weight)
{
	if (strlen(word) != 3 || strspn(word, "0123456789") != 3 || word[0] == '0')
		return false;
	*weight = atoi(word);
	return *weight <= 900;
}

static bool parse_font(const char *text, struct bill_font_choice *font)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 5); /* more than three words are no font */
	int role = words[0] == NULL ? -1 : word_index("display text sans mono serif poster", words[0]);
	if (role < 0)
		return false;
	*font = (struct bill_font_choice){.role = (enum bill_role)role, .weight = 400};
	guint i = 1;
	if (words[i] != NULL && parse_weight(words[i], &font->weight))
		i++;
	if (words[i] != NULL && strcmp(words[i], "italic") == 0) {
		font->italic = true;
		i++;
	}
	return words[i] == NULL;
}

static bool read_font(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	struct bill_font_choice font;
	if (node->kind != BILL_YAML_SCALAR || !parse_font(node->text, &font)) {
		bill_value_wrong(parse, key, node);
		bill_diags_hint(parse->diags, "roles are display, text, sans, mono, serif and poster, weights 100 to 900; fonts.conf "
									  "says which family plays a role");
		return false;
	}
	*(struct bill_font_choice *)member = font;
	return true;
}

static bool read_color(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	if (node->kind != BILL_YAML_SCALAR)
		return bill_value_wrong(parse, key, node);
	return bill_palette_read(parse, node, member);
}

static bool read_palette(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	bool list = node->kind == BILL_YAML_LIST;
	size_t count = list ? node->count : 1;
	if (node->kind == BILL_YAML_MAP || count == 0 || count > BILL_MAX_PALETTE)
		return bill_value_wrong(parse, key, node);
	struct bill_palette palette = {.colors = bill_arena_array(parse->arena, struct bill_color, count)};
	for (size_t i = 0; i < count; i++) {
		const struct bill_yaml *item = list ? node->items[i] : node;
		struct bill_paint paint;
		if (item->kind != BILL_YAML_SCALAR)
			return bill_value_wrong(parse, key, item);
		if (!bill_palette_read(parse, item, &paint))
			return false;
		if (paint.given) /* "none", or a parameter without a value, is no colour of it */
			palette.colors[palette.n++] = paint.color;
	}
	*(struct bill_palette *)member = palette;
	return true;
}

static bool read_template(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *member)
{
	struct bill_template *template_ = member;
	if (node->kind != BILL_YAML_SCALAR)
		return bill_value_wrong(parse, key, node);
	if (!bill_template_parse(node->text, bill_template_place(parse, node), parse->arena, template_, parse->diags))
		return false;
	bool fixed = template_->n_pieces == 1 && template_->pieces[0].literal != NULL;
	if (fixed && key->values[0] != '\0' && word_index(key->values, template_->pieces[0].literal) < 0)
		return wrong_word(parse, key, node);
	return true;
}

static bool (*const readers[BILL_KEY_TYPES])(struct bill_parse *, const struct bill_key *, const struct bill_yaml *, void *) = {
	[BILL_KEY_STRING] = read_string,
	[BILL_KEY_NAME] = read_name,
	[BILL_KEY_STYLE_NAME] = read_style_name,
	[BILL_KEY_WORD] = read_word,
	[BILL_KEY_BOOL] = read_bool,
	[BILL_KEY_NUMBER] = read_number,
	[BILL_KEY_INTEGER] = read_number,
	[BILL_KEY_SHARE] = read_share,
	[BILL_KEY_COLUMNS] = read_columns,
	[BILL_KEY_NUMBERS] = read_numbers,
	[BILL_KEY_COUNTS] = read_counts,
	[BILL_KEY_EM] = read_em,
	[BILL_KEY_LENGTH] = read_length,
	[BILL_KEY_RANGE] = read_range,
	[BILL_KEY_SIZE] = read_range,
	[BILL_KEY_EDGES] = read_edges,
	[BILL_KEY_COLOR] = read_color,
	[BILL_KEY_PALETTE] = read_palette,
	[BILL_KEY_FONT] = read_font,
	[BILL_KEY_TEMPLATE] = read_template,
};

bool bill_value_read(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *into)
{
	void *member = (char *)into + key->offset;
	if (key->type >= BILL_KEY_PAGE) {
		*(const struct bill_yaml **)member = node;
		return true;
	}
	if (key->type == BILL_KEY_CONDITIONS)
		return bill_condition_read(parse, key, node, into);
	if (key->type == BILL_KEY_ELEMENTS)
		return bill_element_read_children(parse, node, into);
	return readers[key->type](parse, key, node, member);
}
