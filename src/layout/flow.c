/* Columns whose children flow: down, and on into the next, balanced; no child is split, and no heading left alone at a foot. */
#include "layout/box.h"

#include <math.h>

#define MOST 4 /* columns, where the layout leaves the number to the program */

/* Whether a child is a column of the plain kind: its own children flow on. */
static bool flows_on(const struct bill_box *box)
{
	const struct bill_element *element = box->element;
	return element->kind == BILL_COLUMN && element->width.unit == BILL_UNIT_NONE && element->height.unit == BILL_UNIT_NONE;
}

static int count_items(const struct bill_box *box)
{
	int count = 0;
	for (size_t i = 0; i < box->n_children; i++)
		if (bill_box_shown(box->children[i]))
			count += flows_on(box->children[i]) ? count_items(box->children[i]) : 1;
	return count;
}

static bool flows(const struct bill_box *box)
{
	return box->element->kind == BILL_COLUMN && box->element->columns.max != 1;
}

int bill_flow_count(const struct bill_fit *fit, const struct bill_box *box)
{
	if (!flows(box))
		return 1;
	struct bill_counts asked = box->element->columns;
	int least = MAX(asked.min, 1), most = asked.max > 0 ? asked.max : MOST;
	return MAX(1, MIN(CLAMP(fit->columns, least, most), count_items(box)));
}

int bill_flow_most(const struct bill_box *box)
{
	struct bill_counts asked = box->element->columns;
	bool open = flows(box) && (asked.max == 0 || asked.min < asked.max);
	int most = !open ? 1 : asked.max > 0 ? asked.max : MOST;
	for (size_t i = 0; i < box->n_children; i++)
		most = MAX(most, bill_flow_most(box->children[i]));
	return most;
}

/* ---- what flows ---- */

/* One child, or one of a child that is a column itself: those flow on as well. */
struct item {
	struct bill_box *box;
	double gap;  /* above it, unless it stands at a column's head */
	bool leads;  /* the first of several in a column of their own: their heading */
	bool starts; /* the first of a child of the container */
	guint head;  /* the heading that leads it; itself where it has none, or is one */
};

static void collect(
	const struct bill_fit *fit, const struct bill_box *container, double width, double gap, bool inner, GArray *items)
{
	const struct bill_box *before = NULL;
	guint first = items->len;
	for (size_t i = 0; i < container->n_children; i++) {
		struct bill_box *child = container->children[i];
		if (!bill_box_shown(child))
			continue;
		double above = before ? bill_fit_gap(fit, container, before, child, width) : gap;
		before = child;
		guint start = items->len;
		if (flows_on(child)) {
			collect(fit, child, width, above, true, items);
		} else {
			struct item item = {.box = child, .gap = above, .head = start};
			g_array_append_val(items, item);
		}
		if (!inner && items->len > start)
			g_array_index(items, struct item, start).starts = true;
	}
	if (!inner || items->len <= first + 1)
		return;
	g_array_index(items, struct item, first).leads = true;
	for (guint i = first + 1; i < items->len; i++)
		if (g_array_index(items, struct item, i).head == i)
			g_array_index(items, struct item, i).head = first;
}

static double column_width(const struct bill_fit *fit, const struct bill_box *box, double width, double *gutter)
{
	int n = bill_flow_count(fit, box);
	*gutter = fmin(bill_fit_length(fit, box->element->gutter, width), 0.5 * width / n);
	return (width - *gutter * (n - 1)) / n;
}

/* ---- where columns end ---- */

/* The end of what must stay together with the item at `i`: a heading and what it leads, or all of a child. */
static guint chunk_end(const GArray *items, guint i, bool whole)
{
	guint end = i + 1;
	while (end < items->len &&
		   (whole ? !g_array_index(items, struct item, end).starts : g_array_index(items, struct item, end - 1).leads))
		end++;
	return end;
}

static double chunk_height(const GArray *items, guint start, guint end)
{
	double height = 0;
	for (guint i = start; i < end; i++) {
		const struct item *item = &g_array_index(items, struct item, i);
		height += item->box->height + (i > start ? item->gap : 0);
	}
	return height;
}

/* What a column that begins with the item at `i` has above it: the heading that led it in the column before, again. */
static double again_height(const GArray *items, guint i)
{
	const struct item *item = &g_array_index(items, struct item, i);
	return item->head == i ? 0 : g_array_index(items, struct item, item->head).box->height + item->gap;
}

/* Fills columns of this height; ends[c] is the item after the last of column c. False: n columns are not enough. */
static bool pack(const GArray *items, int n, double height, bool whole, guint *ends)
{
	double y = 0;
	int column = 0;
	bool empty = true;
	for (guint i = 0, end; i < items->len; i = end) {
		end = chunk_end(items, i, whole);
		double chunk = chunk_height(items, i, end), next = empty ? chunk : y + g_array_index(items, struct item, i).gap + chunk;
		if (!empty && next > height + 1e-6) {
			ends[column++] = i;
			next = chunk + again_height(items, i);
		}
		if (column == n || next > height + 1e-6)
			return false;
		y = next;
		empty = false;
	}
	while (column < n)
		ends[column++] = items->len;
	return true;
}

/* The least height at which the items fill at most n columns: those are balanced then. */
static double least_height(const GArray *items, int n, bool whole, guint *ends)
{
	double low = 0, high = chunk_height(items, 0, items->len);
	for (guint i = 0, end; i < items->len; i = end) {
		end = chunk_end(items, i, whole);
		double chunk = chunk_height(items, i, end);
		low = fmax(low, chunk);
		high = fmax(high, chunk + again_height(items, i));
	}
	low = fmax(low, (high - 0.01) / (2 * n));
	if (!pack(items, n, low, whole, ends)) {
		for (int step = 0; step < 20; step++) {
			double middle = (low + high) / 2;
			*(pack(items, n, middle, whole, ends) ? &high : &low) = middle;
		}
		pack(items, n, high, whole, ends);
		return high;
	}
	return low;
}

void bill_flow_measure(struct bill_fit *fit, struct bill_box *box, double width)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(struct item));
	int n = bill_flow_count(fit, box);
	guint *ends = g_newa(guint, (gsize)n);
	double gutter, each = column_width(fit, box, width, &gutter);
	collect(fit, box, each, 0, false, items);
	for (guint i = 0; i < items->len; i++)
		bill_measure(fit, g_array_index(items, struct item, i).box, each);
	box->height = least_height(items, n, false, ends);
}

/* ---- how large ---- */

struct sums {
	double sizes, widths; /* of type, and of the lines it stands in */
	size_t count;
};

static void add_sizes(const struct bill_fit *fit, const struct bill_box *box, bool flowing, struct sums *sums)
{
	if (!bill_box_shown(box))
		return;
	flowing = flowing || (flows(box));
	for (size_t i = 0; i < box->n_children; i++)
		add_sizes(fit, box->children[i], flowing, sums);
	if (!flowing || !box->words.type)
		return;
	sums->sizes += bill_fit_size(fit, box->words.style);
	sums->widths += box->words.width_pt;
	sums->count++;
}

double bill_flow_size(const struct bill_fit *fit, const struct bill_box *box, double *line_em)
{
	struct sums sums = {0};
	add_sizes(fit, box, false, &sums);
	*line_em = sums.count ? sums.widths / sums.sizes : 0;
	return sums.count ? sums.sizes / (double)sums.count : 0;
}

/* ---- places ---- */

/* What each item that fills may take more: as much as there is in the fullest column, so that all columns keep step. */
static double share_of_slack(const GArray *items, const guint *ends, int n, double height)
{
	double share = HUGE_VAL;
	for (int column = 0; column < n; column++) {
		guint start = column ? ends[column - 1] : 0;
		double shares = 0, again = start < ends[column] ? again_height(items, start) : 0;
		for (guint i = start; i < ends[column]; i++)
			shares += g_array_index(items, struct item, i).box->element->fill;
		if (shares > 0)
			share = fmin(share, (height - again - chunk_height(items, start, ends[column])) / shares);
	}
	return isinf(share) ? 0 : fmax(0, share);
}

GArray *bill_flow_places(struct bill_fit *fit, struct bill_box *box, struct bill_rect rect)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(struct bill_flow_place));
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(struct item));
	int n = bill_flow_count(fit, box);
	guint *ends = g_newa(guint, (gsize)n);
	double gutter, width = column_width(fit, box, rect.width, &gutter);
	collect(fit, box, width, 0, false, items);
	if (least_height(items, n, true, ends) > rect.height + 1e-6) /* days are kept whole where there is room for it */
		least_height(items, n, false, ends);
	double share = share_of_slack(items, ends, n, rect.height);
	for (int column = 0; column < n; column++) {
		double y = rect.y, x = rect.x + column * (width + gutter);
		guint start = column ? ends[column - 1] : 0;
		if (start < ends[column] && again_height(items, start) > 0) {
			struct bill_box *head = g_array_index(items, struct item, g_array_index(items, struct item, start).head).box;
			struct bill_flow_place again = {head, {x, y, head->width, head->height}};
			g_array_append_val(places, again);
			y += again_height(items, start);
		}
		for (guint i = start; i < ends[column]; i++) {
			const struct item *item = &g_array_index(items, struct item, i);
			y += i > start ? item->gap : 0;
			double height = item->box->height + share * item->box->element->fill;
			struct bill_flow_place one = {item->box, {x, y, item->box->width, height}};
			g_array_append_val(places, one);
			y += height;
		}
	}
	return places;
}
