/* Colours as a layout writes them: literals, colour parameters, "on NAME", "NAME 15%" and "darker NAME NAME". */
#include "design/parse.h"

#include <string.h>

static bool unknown_color(struct bill_parse *parse, const struct bill_yaml *node, const char *word)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (size_t i = 0; i < MIN(parse->design->n_parameters, BILL_MAX_SUGGESTIONS); i++) {
		if (parse->design->parameters[i].type == BILL_PARAMETER_COLOR)
			g_ptr_array_add(names, (gpointer)(uintptr_t)parse->design->parameters[i].name);
	}
	static const char *const basic[] = {"none", "black", "white", "gray", "silver", "red", "blue", "green", "yellow"};
	const char *parameters = names->len == 0 ? "" : bill_arena_printf(parse->arena, " (%s)", bill_parse_names(parse, names));
	for (size_t i = 0; i < G_N_ELEMENTS(basic); i++)
		g_ptr_array_add(names, (gpointer)(uintptr_t)basic[i]);
	bill_error(parse->diags, node->at, "design/unknown-color", "unknown colour \"%.60s\"%s", word,
		bill_parse_did_you_mean(parse, word, names));
	bill_diags_hint(parse->diags,
		"a colour is \"#b3202a\" (in quotes: # begins a comment), a CSS name, none, a colour parameter%s, on NAME, NAME "
		"15%%, or darker NAME NAME",
		parameters);
	return false;
}

static bool plain_color(struct bill_parse *parse, const struct bill_yaml *node, const char *word, struct bill_paint *paint);

/* "darker ink paper": so that a dark layout stays dark in a house whose paper is. */
static bool darker_of(struct bill_parse *parse, const struct bill_yaml *node, const char *words, struct bill_paint *paint)
{
	g_auto(GStrv) two = g_strsplit(words, " ", 2);
	struct bill_paint other;
	if (two[0] == NULL || two[1] == NULL || strchr(g_strstrip(two[1]), ' ') != NULL)
		return unknown_color(parse, node, words);
	if (!plain_color(parse, node, two[0], paint) || !plain_color(parse, node, two[1], &other))
		return false;
	const struct bill_color black = {0, 0, 0, 1};
	if (!paint->given || (other.given && bill_color_contrast(other.color, black) < bill_color_contrast(paint->color, black)))
		*paint = other;
	return true;
}

/* A parameter's name, a literal, the darker of two, or "none". */
static bool plain_color(struct bill_parse *parse, const struct bill_yaml *node, const char *word, struct bill_paint *paint)
{
	if (g_str_has_prefix(word, "darker "))
		return darker_of(parse, node, word + strlen("darker "), paint);
	const struct bill_parameter *parameter = bill_parameter_find(parse, word, BILL_PARAMETER_COLOR);
	const char *text = parameter != NULL ? parameter->value : word;
	*paint = (struct bill_paint){.given = false};
	if (text == NULL || strcmp(text, "none") == 0)
		return true;
	paint->given = bill_color_parse(text, &paint->color);
	paint->chosen = parameter != NULL;
	return paint->given || unknown_color(parse, node, word);
}

static struct bill_color mix(struct bill_color color, struct bill_color ground, double share)
{
	return (struct bill_color){
		.red = color.red * share + ground.red * (1 - share),
		.green = color.green * share + ground.green * (1 - share),
		.blue = color.blue * share + ground.blue * (1 - share),
		.alpha = 1,
	};
}

/* Takes "15%" off the end of "accent 15%". False: there is a percentage, but no good one. */
static bool take_share(char *text, double *share)
{
	size_t len = strlen(text);
	*share = 1;
	if (len == 0 || text[len - 1] != '%')
		return true;
	text[len - 1] = '\0';
	char *space = strrchr(text, ' ');
	double percent;
	if (space == NULL || !bill_value_number(space + 1, &percent) || percent < 0 || percent > 100)
		return false;
	*space = '\0';
	*share = percent / 100;
	return true;
}

bool bill_palette_read(struct bill_parse *parse, const struct bill_yaml *node, struct bill_paint *paint)
{
	g_autofree char *text = g_strstrip(g_strdup(node->text));
	double share;
	bool on = g_str_has_prefix(text, "on ");
	char *word = on ? g_strchug(text + 3) : text;
	struct bill_paint base;
	if (!take_share(word, &share))
		return bill_error(parse->diags, node->at, "design/wrong-value",
			"a tint is a colour and its share from 0%% to 100%%, such as: accent 15%%, not %s", bill_parse_found(parse, node));
	if (!plain_color(parse, node, g_strchomp(word), &base))
		return false;
	if (base.given && share < 1)
		base.color = mix(base.color, parse->ground, share);
	if (on)
		base = (struct bill_paint){.given = true, .color = bill_color_on(base.given ? base.color : parse->ground)};
	*paint = base;
	return true;
}
