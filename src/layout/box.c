/* Content → boxes: every text shaped once; lengths in points at the present settings. */
#include "layout/box.h"

#include <math.h>

/* What hangs out stays where it is safe, at the largest size the text may come to: a headline's quotation marks are wider than a
 * small page's margin. */
static void limit_hang(const struct bill_fit *fit, struct bill_type *type, const struct bill_style *style)
{
	const struct bill_rect *area = &fit->area;
	double margin = fmin(area->x, fit->page->pt.width - area->x - area->width);
	double largest = fmin(bill_fit_length(fit, style->size.max, 0), area->width / fmax(bill_type_longest_word(type), 1e-3));
	bill_type_limit_hang(type, fmax(0, margin - bill_paper_safe_pt(fit->page)) / fmax(largest, 1e-3));
}

static struct bill_words_box shape(struct bill_fit *fit, const struct bill_text *text, const struct bill_style *style, const struct bill_content *content)
{
	struct bill_words_box words = {.style = style};
	if (text->len > 0)
		words.type = bill_type_new(fit->fonts, text, style, fit->language, content->field_at, fit->arena, fit->diags);
	if (words.type && bill_type_total_width(words.type) <= 0)
		words.type = NULL; /* no font has any of its letters: there is nothing to show */
	if (words.type)
		limit_hang(fit, words.type, style);
	return words;
}

struct bill_box *bill_box_new(struct bill_fit *fit, struct bill_content *content)
{
	struct bill_box *box = bill_arena_new0(fit->arena, struct bill_box);
	box->content = content;
	box->element = content->element;
	box->text = content->text;
	box->blank = content->blank;
	if (box->element->kind == BILL_TEXT && !box->blank) {
		box->words = shape(fit, &box->text, box->element->style, content);
		box->heading = shape(fit, &content->heading, box->element->heading_style, content);
		box->blank = !box->words.type && box->element->keep;
		box->gone = !box->words.type && !box->blank;
	}
	box->n_children = content->n_children;
	box->children = bill_arena_array(fit->arena, struct bill_box *, content->n_children);
	for (size_t i = 0; i < content->n_children; i++) {
		bool again = i > 0 && content->children[i] == content->children[i - 1];
		box->children[i] = again ? box->children[i - 1] : bill_box_new(fit, content->children[i]);
	}
	return box;
}

void bill_box_set_text(struct bill_fit *fit, struct bill_box *box, struct bill_text text)
{
	bool desperate = box->words.desperate, hyphenated = box->words.hyphenated;
	box->text = text;
	box->words = shape(fit, &box->text, box->element->style, box->content);
	box->words.desperate = desperate;
	box->words.hyphenated = hyphenated;
	if (hyphenated)
		bill_type_hyphenate(box->words.type);
}

static void widest(struct bill_box *box, GHashTable *widths, bool take)
{
	for (size_t i = 0; i < box->n_children; i++)
		widest(box->children[i], widths, take);
	if (box->element->kind != BILL_TEXT || !box->element->even)
		return;
	double *width = g_hash_table_lookup(widths, box->element);
	if (!width)
		g_hash_table_insert(widths, (gpointer)(uintptr_t)box->element, width = g_new0(double, 1));
	if (take)
		box->shared_em = *width;
	else if (box->words.type)
		*width = MAX(*width, bill_type_natural_width(box->words.type));
}

void bill_box_even(struct bill_box *root)
{
	g_autoptr(GHashTable) widths = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	widest(root, widths, false);
	widest(root, widths, true);
}

bool bill_box_shown(const struct bill_box *box)
{
	return !box->gone;
}

/* What can be read at all from where a page of A4 hangs; and half of its size leaves a title one. */
#define READABLE_PT 6
#define LEAST_SHARE 0.5

static double smallest(const struct bill_fit *fit, double least)
{
	double floor = fmax(LEAST_SHARE * least, READABLE_PT * fit->page->scale);
	return fit->under > 0 && floor < least ? least * pow(floor / least, fit->under) : least;
}

double bill_fit_picture_share(const struct bill_fit *fit)
{
	return pow(LEAST_SHARE, fit->under);
}

/* A list on A3 is read from as near as one on A4. */
double bill_fit_least_size(const struct bill_fit *fit, const struct bill_style *style)
{
	double least = bill_fit_length(fit, style->size.min, 0);
	if (style->least.unit == BILL_UNIT_NONE || fit->page->scale <= 1 || fit->page->screen)
		return smallest(fit, least);
	return smallest(fit, fmin(least, bill_length_pt(style->least, &(struct bill_ruler){.em_pt = 10, .scale = 1})));
}

/* Type grows by ratios, not by points: half-way between 10 and 40 points stand 20, so that where a headline has a long range and
 * the words below it a short one, the words are not left at their smallest while the headline grows. */
double bill_fit_size(const struct bill_fit *fit, const struct bill_style *style)
{
	if (fit->pins[style->index] > 0)
		return fit->pins[style->index];
	double along = fmin(fit->along + fit->boosts[style->index] * (1 - fit->along), fit->caps[style->index]);
	double least = bill_fit_least_size(fit, style), most = bill_fit_length(fit, style->size.max, 0);
	return least * pow(most / least, along);
}

/* Other scripts need more than a style for Latin asks for, and so do marks over marks; an accent now and then finds its gap. */
double bill_fit_pitch(const struct bill_fit *fit, const struct bill_words_box *words)
{
	const double gap = 0.08, high = 1.25; /* em */
	double leading = words->style->leading.min + fit->tight * (words->style->leading.max - words->style->leading.min);
	double ink = bill_type_ascent(words->type) + bill_type_descent(words->type);
	if (bill_type_is_foreign(words->type))
		leading = fmax(leading, ink + gap);
	else if (ink > high)
		leading = fmax(leading, ink);
	return bill_fit_size(fit, words->style) * leading;
}

static struct bill_ruler ruler_for(const struct bill_fit *fit, double parent_pt)
{
	return (struct bill_ruler){.percent_pt = parent_pt, .em_pt = 10 * fit->page->scale, .scale = fit->page->scale};
}

double bill_fit_range(const struct bill_fit *fit, struct bill_range range, double parent_pt)
{
	struct bill_ruler ruler = ruler_for(fit, parent_pt);
	return bill_range_pt(range, fit->tight, &ruler);
}

double bill_fit_length(const struct bill_fit *fit, struct bill_length length, double parent_pt)
{
	struct bill_ruler ruler = ruler_for(fit, parent_pt);
	return bill_length_pt(length, &ruler);
}

struct bill_rect bill_fit_inset(const struct bill_fit *fit, const struct bill_edges *edges, struct bill_rect rect, double parent_pt)
{
	double top = bill_fit_length(fit, edges->top, parent_pt), right = bill_fit_length(fit, edges->right, parent_pt);
	double bottom = bill_fit_length(fit, edges->bottom, parent_pt), left = bill_fit_length(fit, edges->left, parent_pt);
	return (struct bill_rect){rect.x + left, rect.y + top, fmax(0, rect.width - left - right), fmax(0, rect.height - top - bottom)};
}

double bill_fit_heading_gap(const struct bill_fit *fit, const struct bill_box *box)
{
	return box->heading.type ? 0.6 * bill_fit_size(fit, box->words.style) : 0;
}

double bill_fit_gap(const struct bill_fit *fit, const struct bill_box *container, const struct bill_box *before, const struct bill_box *after, double parent_pt)
{
	if (!before || before->element->kind == BILL_SPACE || after->element->kind == BILL_SPACE)
		return 0;
	double gap = bill_fit_range(fit, container->element->gap, parent_pt);
	if (container->element->kind == BILL_ROW && container->n_children > 1)
		gap = fmin(gap, 0.5 * parent_pt / (double)(container->n_children - 1));
	return gap;
}

double bill_fit_gaps(const struct bill_fit *fit, const struct bill_box *row, double width)
{
	const struct bill_box *before = NULL;
	double sum = 0;
	for (size_t i = 0; i < row->n_children; i++)
		if (bill_box_shown(row->children[i])) {
			sum += bill_fit_gap(fit, row, before, row->children[i], width);
			before = row->children[i];
		}
	return sum;
}
