/* Conditions: "wide", "not abstract", or a list of them that must all hold. */
#include "design/parse.h"

#include <math.h>
#include <string.h>

#define MAX_CONDITIONS 32
#define MAX_COUNT 9999

static const char *const page_words[] = {"wide", "tall", "square", "screen", "print", "small", "single", "brief"};
_Static_assert(G_N_ELEMENTS(page_words) == BILL_IF_EVENTS, "enum bill_condition_kind in its order");

/* Words that people write for a page word; as names of fields they would silently never hold. */
static const char *const other_words[][2] = {
	{"landscape", "wide"},
	{"portrait", "tall"},
	{"paper", "print"},
	{"digital", "screen"},
	{"large", "not small"},
};

static bool field_name(const char *text)
{
	if (!g_ascii_isalpha(text[0]))
		return false;
	for (const char *c = text; *c != '\0'; c++) {
		if (!g_ascii_isalnum(*c) && *c != '_' && *c != '-')
			return false;
	}
	return true;
}

/* "events > 12" */
static bool more_than(const char *word, const char *what, int *more)
{
	double number;
	if (!g_str_has_prefix(word, what))
		return false;
	word += strlen(what);
	word += strspn(word, " ");
	if (*word++ != '>' || !bill_value_number(word + strspn(word, " "), &number) || number != floor(number) || number < 0 ||
		number > MAX_COUNT)
		return false;
	*more = (int)number;
	return true;
}

static bool read_word(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, const char *word,
	struct bill_condition *condition)
{
	for (size_t i = 0; i < G_N_ELEMENTS(other_words); i++) {
		if (strcmp(word, other_words[i][0]) == 0)
			return bill_error(parse->diags, node->at, "design/wrong-value", "\"%s\" is not a word for pages; write \"%s\"", word,
				other_words[i][1]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(page_words); i++) {
		if (strcmp(word, page_words[i]) == 0) {
			condition->kind = (enum bill_condition_kind)i;
			return true;
		}
	}
	if (more_than(word, "events", &condition->more)) {
		condition->kind = BILL_IF_EVENTS;
		return true;
	}
	if (more_than(word, "days", &condition->more)) {
		condition->kind = BILL_IF_DAYS;
		return true;
	}
	if (!field_name(word))
		return bill_value_wrong(parse, key, node);
	condition->kind = BILL_IF_FIELD;
	condition->field = word;
	return true;
}

static bool read_one(
	struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, struct bill_condition *condition)
{
	if (node->kind != BILL_YAML_SCALAR)
		return bill_value_wrong(parse, key, node);
	const char *word = node->text;
	condition->negated = g_str_has_prefix(word, "not ");
	if (condition->negated)
		word += strspn(word + 4, " ") + 4;
	return read_word(parse, key, node, word, condition);
}

bool bill_condition_read(
	struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, struct bill_element *element)
{
	size_t count = node->kind == BILL_YAML_LIST ? node->count : 1;
	if (node->kind == BILL_YAML_MAP || count == 0 || count > MAX_CONDITIONS)
		return bill_value_wrong(parse, key, node);
	element->when = bill_arena_array(parse->arena, struct bill_condition, count);
	element->n_when = count;
	bool ok = true;
	for (size_t i = 0; i < count; i++)
		ok &= read_one(parse, key, node->kind == BILL_YAML_LIST ? node->items[i] : node, &element->when[i]);
	return ok;
}
