/* Columns of a text: how many, how wide, and how high when they are balanced to a line. */
#include "layout/box.h"

#include <math.h>

/* Shorter columns look like fragments. */
#define LEAST_LINES 4
#define LEAST_COLUMN 5 /* em: no word has room in less */

int bill_columns_count(const struct bill_fit *fit, const struct bill_box *box, double width, double *column_width)
{
	const struct bill_words_box *words = &box->words;
	double size = bill_fit_size(fit, words->style);
	struct bill_ruler ruler = {.percent_pt = width, .em_pt = size, .scale = fit->page->scale};
	double gutter = bill_length_pt(box->element->gutter, &ruler);
	double character = size * bill_type_character(words->type);
	struct bill_counts asked = box->element->columns;
	bool chosen = asked.min == asked.max && asked.min > 0;
	int n = asked.max, least = chosen ? 1 : MAX(asked.min, 1);
	while (n > 1 && (width + gutter) / n - gutter < LEAST_COLUMN * size)
		n--;
	if (!chosen) {
		double most = words->style->measure.max * character, wanted = fmax(least, ceil((width + gutter) / (most + gutter) - 0.001));
		n = (int)(n > 0 ? fmin(n, wanted) : wanted);
		while (n > least && ((width + gutter) / n - gutter < 0.6 * words->style->measure.min * character ||
				bill_type_total_width(words->type) * size < LEAST_LINES * n * ((width + gutter) / n - gutter)))
			n--;
	}
	*column_width = (width + gutter) / n - gutter;
	if (!chosen && n == 1)
		*column_width = fmin(width, words->style->measure.max * 1.12 * character);
	return n;
}

/* Whether the paragraphs fit into n columns of this height. The space between paragraphs is dropped at a column's head. */
static bool holds(const size_t *paragraph_lines, size_t n_paragraphs, double pitch, double first, double gap, int columns, double height)
{
	double y = 0; /* the bottom of what is in this column; 0: nothing */
	for (size_t p = 0; p < n_paragraphs; p++)
		for (size_t i = 0; i < paragraph_lines[p]; i++) {
			double next = y == 0 ? first : y + pitch + (i == 0 ? gap : 0);
			if (next > height + 1e-6) {
				if (--columns == 0)
					return false;
				next = first;
			}
			y = next;
		}
	return true;
}

double bill_columns_height(const size_t *paragraph_lines, size_t n_paragraphs, double pitch, double first, double gap, int columns)
{
	size_t lines = 0;
	for (size_t p = 0; p < n_paragraphs; p++)
		lines += paragraph_lines[p];
	double all = first + (double)(lines - 1) * pitch + (double)(n_paragraphs - 1) * gap;
	if (columns == 1)
		return all;
	double low = first + (ceil((double)lines / columns) - 1) * pitch, high = all;
	if (holds(paragraph_lines, n_paragraphs, pitch, first, gap, columns, low))
		return low;
	for (int step = 0; step < 16; step++) {
		double middle = (low + high) / 2;
		*(holds(paragraph_lines, n_paragraphs, pitch, first, gap, columns, middle) ? &high : &low) = middle;
	}
	return high;
}
