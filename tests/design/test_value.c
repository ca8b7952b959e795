/* How values are read: a text in, a member of the struct out. Mistakes are in bad/. */
#include <string.h>

#include "../tell.h"
#include "layout_text.h"

/* Only what these tests ask for, as text. */
static char *show_length(struct bill_length length)
{
	static const char *const units[] = {"", "pt", "%", "em"};
	return g_strdup_printf("%.4g%s", length.value, units[length.unit]);
}

static char *show_range(struct bill_range range)
{
	g_autofree char *min = show_length(range.min);
	g_autofree char *max = show_length(range.max);
	return g_strdup_printf("%s..%s", min, max);
}

static char *show_paint(struct bill_paint paint)
{
	if (!paint.given)
		return g_strdup("none");
	return g_strdup_printf("%.0f %.0f %.0f", paint.color.red * 255, paint.color.green * 255, paint.color.blue * 255);
}

static char *show_edges(const struct bill_edges *edges)
{
	g_autofree char *top = show_length(edges->top);
	g_autofree char *right = show_length(edges->right);
	g_autofree char *bottom = show_length(edges->bottom);
	g_autofree char *left = show_length(edges->left);
	return g_strdup_printf("%s %s %s %s", top, right, bottom, left);
}

static char *show_when(const struct bill_element *element)
{
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < element->n_when; i++) {
		const struct bill_condition *condition = &element->when[i];
		g_string_append_printf(out, "%s%s%d%s", i == 0 ? "" : " ", condition->negated ? "not " : "", condition->kind,
			condition->field != NULL ? condition->field : "");
	}
	return g_string_free(out, FALSE);
}

#define F(...) g_strdup_printf(__VA_ARGS__)

/* The members of a style, by key. */
static char *show_style(const struct bill_style *style, const char *key)
{
	if (strcmp(key, "font") == 0)
		return F("%d %d %d", style->font.role, style->font.weight, style->font.italic);
	if (strcmp(key, "size") == 0)
		return show_range(style->size);
	if (strcmp(key, "paragraph") == 0)
		return show_range(style->paragraph);
	if (strcmp(key, "leading") == 0)
		return F("%.4g..%.4g", style->leading.min, style->leading.max);
	if (strcmp(key, "lines") == 0)
		return F("%d..%d", style->lines.min, style->lines.max);
	if (strcmp(key, "measure") == 0)
		return F("%d..%d", style->measure.min, style->measure.max);
	if (strcmp(key, "color") == 0)
		return show_paint(style->color);
	if (strcmp(key, "tracking") == 0)
		return F("%.4g", style->tracking);
	if (strcmp(key, "features") == 0)
		return g_strdup(style->features);
	int word = strcmp(key, "align") == 0       ? (int)style->align
			   : strcmp(key, "wrap") == 0      ? (int)style->wrap
			   : strcmp(key, "shorten") == 0   ? (int)style->shorten
			   : strcmp(key, "case") == 0      ? (int)style->letter_case
			   : strcmp(key, "hyphenate") == 0 ? style->hyphenate
											   : -1;
	return F("%d", word);
}

static const struct {
	const char *key, *text, *out;
} style_values[] = {
	{"font", "display 800", "0 800 0"},
	{"font", "text", "1 400 0"},
	{"font", "sans 300 italic", "2 300 1"},
	{"font", "mono italic", "3 400 1"},
	{"size", "26pt..64pt", "26pt..64pt"},
	{"size", "1in", "72pt..72pt"},
	{"size", "16px", "12pt..12pt"},
	{"size", "10mm..20mm", "28.35pt..56.69pt"},
	{"leading", "1.04", "1.04..1.04"},
	{"leading", "1.25..1.4", "1.25..1.4"},
	{"leading", "1.25 .. 1.4", "1.25..1.4"},
	{"color", "\"#b3202a\"", "179 32 42"},
	{"color", "\"#fff\"", "255 255 255"},
	{"color", "white", "255 255 255"},
	{"color", "none", "none"},
	{"color", "accent", "0 0 255"},
	{"color", "on accent", "255 255 255"},
	{"color", "accent 0%", "255 255 0"},
	{"color", "accent 100%", "0 0 255"},
	{"color", "accent 50%", "128 128 128"},
	{"color", "black 25%", "191 191 0"},
	{"color", "on accent 1%", "0 0 0"},
	{"color", "darker white accent", "0 0 255"},
	{"color", "darker accent yellow", "0 0 255"},
	{"color", "on darker white accent", "255 255 255"},
	{"color", "nothing", "none"},
	{"color", "on nothing", "0 0 0"},
	{"align", "start", "0"},
	{"align", "justify", "3"},
	{"lines", "1..4", "1..4"},
	{"lines", "2", "2..2"},
	{"wrap", "greedy", "0"},
	{"wrap", "balance", "1"},
	{"measure", "45..75", "45..75"},
	{"hyphenate", "yes", "1"},
	{"hyphenate", "no", "0"},
	{"hyphenate", "\"true\"", "1"},
	{"hyphenate", "Off", "0"},
	{"hyphenate", "sure", "1"},
	{"shorten", "no", "0"},
	{"shorten", "sentence", "1"},
	{"shorten", "line", "2"},
	{"case", "upper", "1"},
	{"tracking", "0.05em", "0.05"},
	{"tracking", "-0.01em", "-0.01"},
	{"tracking", "0", "0"},
	{"features", "onum, smcp", "onum, smcp"},
	{"paragraph", "0.5em", "0.5em..0.5em"},
	{"paragraph", "0", "0pt..0pt"},
	/* What stands without a word. */
	{NULL, "font", "1 400 0"},
	{NULL, "size", "10pt..10pt"},
	{NULL, "leading", "1.3..1.3"},
	{NULL, "color", "0 0 0"},
	{NULL, "align", "0"},
	{NULL, "lines", "999..999"},
	{NULL, "wrap", "2"},
	{NULL, "measure", "45..75"},
	{NULL, "hyphenate", "0"},
	{NULL, "shorten", "0"},
	{NULL, "case", "0"},
	{NULL, "tracking", "0"},
	{NULL, "features", NULL},
	{NULL, "paragraph", "0.5em..0.5em"},
};

#define PARAMETERS                                                                                                               \
	"page: {background: yellow}\n"                                                                                               \
	"parameters:\n"                                                                                                              \
	"  accent: {type: color, default: blue}\n"                                                                                   \
	"  nothing: {type: color}\n"                                                                                                 \
	"  side: {type: length, default: 3cm}\n"                                                                                     \
	"  many: {type: number, default: \"3\"}\n"                                                                                   \
	"  sure: {type: yes-no, default: yes}\n"

static struct bill_design *open_good(const char *text)
{
	struct bill_diags *diags = bill_diags_new();
	struct bill_design *design = open_text(text, -1, diags);
	tell("%s", text);
	if (bill_diags_length(diags) > 0)
		bill_diags_print(diags, stderr, BILL_NOTE, false);
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
	g_assert_nonnull(design);
	bill_diags_free(diags);
	return design;
}

static void test_styles(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(style_values); i++) {
		const char *key = style_values[i].key;
		g_autofree char *line = key != NULL ? F("styles:\n  body:\n    %s: %s\n", key, style_values[i].text) : g_strdup("");
		g_autofree char *text = g_strconcat(PARAMETERS, line, NULL);
		struct bill_design *design = open_good(text);
		g_autofree char *out = show_style(design->styles[0], key != NULL ? key : style_values[i].text);
		g_assert_cmpstr(out, ==, style_values[i].out);
		bill_design_free(design);
	}
}

static char *show_element(const struct bill_element *element, const char *key)
{
	if (strcmp(key, "when") == 0)
		return show_when(element);
	if (strcmp(key, "each") == 0)
		return g_strdup(element->each);
	if (strcmp(key, "padding") == 0)
		return show_edges(&element->padding);
	if (strcmp(key, "gap") == 0 || strcmp(key, "space") == 0)
		return show_range(key[0] == 'g' ? element->gap : element->space);
	const struct {
		const char *key;
		struct bill_length length;
	} lengths[] = {{"width", element->width}, {"height", element->height}, {"radius", element->radius},
		{"border-width", element->border_width}, {"gutter", element->gutter}, {"thickness", element->thickness}};
	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
		if (strcmp(lengths[i].key, key) == 0)
			return show_length(lengths[i].length);
	}
	const struct {
		const char *key;
		struct bill_paint paint;
	} paints[] = {{"background", element->background}, {"border", element->border}, {"color", element->color}};
	for (size_t i = 0; i < G_N_ELEMENTS(paints); i++) {
		if (strcmp(paints[i].key, key) == 0)
			return show_paint(paints[i].paint);
	}
	const struct {
		const char *key;
		double number;
	} numbers[] = {{"fill", element->fill}, {"priority", element->priority}, {"repeat", element->repeat},
		{"cells", element->cells}, {"ratio", element->ratio}, {"columns", element->columns.max}, {"bleed", element->bleed},
		{"align", element->align}, {"spread", element->spread}, {"valign", element->valign}, {"fit", element->fit},
		{"focus", element->focus}, {"mask", element->mask}, {"rule", element->direction}, {"shape", element->shape}};
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		if (strcmp(numbers[i].key, key) == 0)
			return F("%.4g", numbers[i].number);
	}
	if (strcmp(key, "palette") == 0) {
		GString *colors = g_string_new(NULL);
		for (size_t i = 0; i < element->palette.n; i++) {
			g_autofree char *color = show_paint((struct bill_paint){.given = true, .color = element->palette.colors[i]});
			g_string_append_printf(colors, "%s%s", i ? ", " : "", color);
		}
		return g_string_free(colors, FALSE);
	}
	if (strcmp(key, "style") == 0)
		return g_strdup(element->style->name);
	if (strcmp(key, "heading-style") == 0)
		return g_strdup(element->heading_style->name);
	const struct bill_template *template_ = strcmp(key, "heading") == 0 ? &element->heading
											: strcmp(key, "short") == 0 ? &element->short_form
																		: &element->text;
	return g_strdup(template_->source);
}

/* kind: the line that says the kind; key: of another line, or the kind's own. */
static const struct {
	const char *kind, *key, *text, *out;
} element_values[] = {
	{"text: \"{{title}}\"", "text", NULL, "{{title}}"},
	{"text: 5", "text", NULL, "5"},
	{"text: \"\"", "text", NULL, ""},
	{"rule: vertical", "rule", NULL, "1"},
	{"rule:", "rule", NULL, "0"},
	{"shape: circle", "shape", NULL, "1"},
	{"shape:", "shape", NULL, "0"},
	{"space: 5mm", "space", NULL, "14.17pt..14.17pt"},
	{"space:", "space", NULL, "0..0"},
	{"pattern: waves", "text", NULL, "waves"},
	{"pattern: waves", "palette", "[red, accent, \"#00f\"]", "255 0 0, 0 0 255, 0 0 255"},
	{"pattern: waves", "palette", "[none, white 50%]", "255 255 128"},
	{"pattern: waves", "palette", "accent", "0 0 255"},
	{"pattern: waves", "palette", NULL, ""},
	{"text: a", "when", "wide", "0"},
	{"text: a", "when", "not abstract", "not 10abstract"},
	{"text: a", "when", "[tall, not screen, photo]", "1 not 3 10photo"},
	{"text: a", "when", "not  small", "not 5"},
	{"text: a", "width", "30%", "30%"},
	{"text: a", "width", "1.5em", "1.5em"},
	{"text: a", "width", "side", "85.04pt"},
	{"text: a", "width", NULL, "0"},
	{"text: a", "height", "0", "0pt"},
	{"text: a", "fill", "yes", "1"},
	{"text: a", "fill", "no", "0"},
	{"text: a", "fill", "2.5", "2.5"},
	{"text: a", "fill", "many", "3"},
	{"text: a", "fill", "sure", "1"},
	{"text: a", "fill", NULL, "0"},
	{"text: a", "priority", "20", "20"},
	{"text: a", "priority", NULL, "100"},
	{"text: a", "each", "speakers", "speakers"},
	{"text: a", "each", NULL, NULL},
	{"text: a", "repeat", "10", "10"},
	{"text: a", "repeat", NULL, "1"},
	{"text: a", "align", "end", "3"},
	{"text: a", "align", NULL, "0"},
	{"row: []", "gap", "3%", "3%..3%"},
	{"row: []", "gap", "8pt..14pt", "8pt..14pt"},
	{"row: []", "gap", NULL, "0pt..0pt"},
	{"column: []", "spread", NULL, "0"},
	{"row: []", "valign", "baseline", "3"},
	{"row: []", "valign", NULL, "4"},
	{"grid: []", "cells", "3", "3"},
	{"grid: []", "cells", "many", "3"},
	{"grid: []", "cells", NULL, "2"},
	{"box: []", "padding", "3pt", "3pt 3pt 3pt 3pt"},
	{"box: []", "padding", "[1pt, 2%]", "1pt 2% 1pt 2%"},
	{"box: []", "padding", "[1pt, 2%, 3em, side]", "1pt 2% 3em 85.04pt"},
	{"box: []", "padding", NULL, "0pt 0pt 0pt 0pt"},
	{"box: []", "background", "accent", "0 0 255"},
	{"box: []", "background", NULL, "none"},
	{"box: []", "border", "black", "0 0 0"},
	{"box: []", "border-width", "2pt", "2pt"},
	{"box: []", "border-width", NULL, "0.75pt"},
	{"box: []", "radius", "50%", "50%"},
	{"box: []", "bleed", "yes", "1"},
	{"text: a", "style", "heading", "heading"},
	{"text: a", "style", NULL, "body"},
	{"text: a", "heading-style", NULL, "heading"},
	{"text: a", "heading", "About", "About"},
	{"text: a", "short", "\"{{abstract_short}}\"", "{{abstract_short}}"},
	{"text: a", "columns", "auto", "0"},
	{"text: a", "columns", "3", "3"},
	{"text: a", "columns", "many", "3"},
	{"text: a", "columns", NULL, "1"},
	{"text: a", "gutter", NULL, "2em"},
	{"image: a", "fit", "contain", "1"},
	{"image: a", "focus", "face", "1"},
	{"image: a", "mask", "rounded", "2"},
	{"image: a", "ratio", "1.5", "1.5"},
	{"image: a", "ratio", NULL, "1"},
	{"rule:", "color", "accent", "0 0 255"},
	{"rule:", "color", NULL, "0 0 0"},
	{"rule:", "thickness", "1mm", "2.835pt"},
	{"rule:", "thickness", NULL, "0.75pt"},
};

static void test_elements(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(element_values); i++) {
		const char *value = element_values[i].text;
		g_autofree char *line = value != NULL ? F("      %s: %s\n", element_values[i].key, value) : g_strdup("");
		g_autofree char *text = F("%sarrangements:\n  - column:\n    - %s\n%s", PARAMETERS, element_values[i].kind, line);
		struct bill_design *design = open_good(text);
		g_autofree char *out = show_element(design->arrangements[0].root->children[0], element_values[i].key);
		g_assert_cmpstr(out, ==, element_values[i].out);
		bill_design_free(design);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/design/value/styles", test_styles);
	g_test_add_func("/design/value/elements", test_elements);
	return g_test_run();
}
