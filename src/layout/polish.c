/* What is done once the page fits: parts of the page with room of their own use it, and headlines pause where a speaker would. */
#include "layout/box.h"

#include <math.h>
#include <string.h>

#define STEPS 8

/* ---- room of one's own ---- */

static void collect_styles(const struct bill_box *box, bool *used)
{
	if (!bill_box_shown(box))
		return;
	if (box->words.type)
		used[box->words.style->index] = true;
	if (box->heading.type)
		used[box->heading.style->index] = true;
	for (size_t i = 0; i < box->n_children; i++)
		collect_styles(box->children[i], used);
}

/* The styles that stand in `box` and nowhere else on the page. */
static void collect_own_styles(const struct bill_box *page, const struct bill_box *box, const bool *inside, bool *outside)
{
	if (page == box || !bill_box_shown(page))
		return;
	if (page->words.type && inside[page->words.style->index])
		outside[page->words.style->index] = true;
	if (page->heading.type && inside[page->heading.style->index])
		outside[page->heading.style->index] = true;
	for (size_t i = 0; i < page->n_children; i++)
		collect_own_styles(page->children[i], box, inside, outside);
}

static void boost(struct bill_fit *fit, const bool *own, double by)
{
	for (size_t i = 0; i < fit->design->n_styles; i++)
		if (own[i])
			fit->boosts[i] = by;
}

static void use_room(struct bill_fit *fit, const struct bill_box *column)
{
	size_t n = fit->design->n_styles;
	g_autofree bool *own = g_new0(bool, n), *outside = g_new0(bool, n);
	collect_styles(column, own);
	collect_own_styles(fit->root, column, own, outside);
	for (size_t i = 0; i < n; i++)
		own[i] = own[i] && !outside[i];
	double low = 0, high = 1;
	boost(fit, own, 1);
	if (bill_fit_try(fit, fit->along, fit->tight))
		return;
	for (int step = 0; step < STEPS; step++) {
		double middle = (low + high) / 2;
		boost(fit, own, middle);
		*(bill_fit_try(fit, fit->along, fit->tight) ? &low : &high) = middle;
	}
	boost(fit, own, low);
}

/* Whether all words in it stand in turned boxes: strips to tear off. */
static bool is_turned_only(const struct bill_box *box)
{
	bool any = false;
	if (!bill_box_shown(box) || bill_box_turned(box) || box->words.type)
		return bill_box_shown(box) && bill_box_turned(box) && box->element->height.unit != BILL_UNIT_NONE;
	for (size_t i = 0; i < box->n_children; i++) {
		const struct bill_box *child = box->children[i];
		bool turned = is_turned_only(child);
		if (!turned && bill_box_shown(child) && (child->n_children > 0 || child->words.type))
			return false;
		any = any || turned;
	}
	return any;
}

/* Columns beside one another that share a row which takes the page's height have each their own room: what stands in one column
 * alone need not be as small as the fullest column makes the rest. */
static void find_columns(struct bill_fit *fit, const struct bill_box *box, bool takes_height)
{
	if (!bill_box_shown(box))
		return;
	bool row = box->element->kind == BILL_ROW;
	if (row && is_turned_only(box)) {
		use_room(fit, box); /* as high as the layout says, whatever stands on the page above */
		return;
	}
	for (size_t i = 0; i < box->n_children; i++) {
		struct bill_box *child = box->children[i];
		if (row && takes_height && bill_box_shown(child))
			use_room(fit, child);
		else
			find_columns(fit, child, !row && child->element->fill > 0); /* in a row, what fills takes width */
	}
}

void bill_fit_use_room(struct bill_fit *fit)
{
	if (fit->along < 1)
		find_columns(fit, fit->root, true);
	if (bill_fit_try(fit, fit->along, fit->tight))
		return;
	memset(fit->boosts, 0, fit->design->n_styles * sizeof *fit->boosts);
	bill_fit_try(fit, fit->along, fit->tight);
}

/* ---- a long title ---- */

/* How far up its range a title may grow whose lines are more than its style asks for. */
#define OPEN_ALONG 0.35
#define WORTH_A_LINE 1.06
#define SMALL 1.1 /* times the least of its style */

static const struct bill_box *find_title(const struct bill_box *box)
{
	if (box->words.type && box->content->title)
		return box;
	for (size_t i = 0; i < box->n_children; i++) {
		const struct bill_box *title = bill_box_shown(box->children[i]) ? find_title(box->children[i]) : NULL;
		if (title)
			return title;
	}
	return NULL;
}

/* A title that only keeps to its lines in small type, or not even then, takes more of them where nobody else needs the room. */
void bill_fit_open_title(struct bill_fit *fit)
{
	const struct bill_box *title = find_title(fit->root);
	const struct bill_style *style = title ? title->words.style : NULL;
	if (!title || style->lines.max < 3 || title->words.lines < (size_t)style->lines.max)
		return;
	double low = bill_fit_size(fit, style), least = bill_fit_least_size(fit, style), worth = WORTH_A_LINE * low;
	if (low > SMALL * least && title->words.lines == (size_t)style->lines.max)
		return;
	double high = least * pow(bill_fit_length(fit, style->size.max, 0) / least, OPEN_ALONG);
	for (int step = 0; step < STEPS && high > low; step++) {
		fit->pins[style->index] = step == 0 ? high : (low + high) / 2;
		*(bill_fit_try(fit, fit->along, fit->tight) ? &low : &high) = fit->pins[style->index];
	}
	fit->pins[style->index] = low >= worth ? low : 0;
	bill_fit_try(fit, fit->along, fit->tight);
}

/* ---- pauses ---- */

/* As much smaller as a headline may get for the sake of a better break. */
#define LEAST_SHARE 0.74
#define SHARE_STEP 0.02

#define NO_PAUSE 100 /* weighs more than all little words that a headline may leave alone */

/* How badly a headline reads when it is so much smaller. */
static size_t faults_at(struct bill_fit *fit, const struct bill_words_box *words, double share)
{
	double width_em = words->width_pt / (bill_fit_size(fit, words->style) * share);
	bool pauses = bill_type_pauses(words->type, width_em, words->desperate);
	return (pauses ? 0 : NO_PAUSE) + bill_type_strands(words->type, width_em, words->desperate);
}

/* How much smaller a headline must be to end a line where a speaker would pause, to part no compound and to leave no little word
 * alone on a line, or as few as can be. 1: nothing helps. */
static double share_to_read_well(struct bill_fit *fit, const struct bill_words_box *words)
{
	double least = fmax(LEAST_SHARE, bill_fit_least_size(fit, words->style) / bill_fit_size(fit, words->style)), best = 1;
	size_t fewest = faults_at(fit, words, 1);
	for (double share = 1 - SHARE_STEP; share >= least && fewest > 0; share -= SHARE_STEP) {
		size_t faults = faults_at(fit, words, share);
		if (faults < fewest) {
			fewest = faults;
			best = share;
		}
	}
	return best;
}

/* As much smaller as a date or a name may get to stand on one line. */
#define LEAST_SHARE_OF_ONE 0.8

/* How much smaller a short text of two lines must be to be one; 1: it is long, or never will be. */
static double share_to_one_line(struct bill_fit *fit, const struct bill_words_box *words)
{
	double now = bill_fit_size(fit, words->style), least = fmax(LEAST_SHARE_OF_ONE, bill_fit_least_size(fit, words->style) / now);
	size_t count = 2;
	if (words->lines != 2 || words->style->lines.min > 1 || words->style->lines.max > 3)
		return 1;
	for (double share = 1; share >= least; share -= SHARE_STEP) {
		bill_type_break(words->type, words->width_pt / (now * share), BILL_WRAP_GREEDY, words->desperate, &count);
		if (count == 1)
			return share;
	}
	return 1;
}

/* By style, since all texts of a style have one size. */
static void find_shares(struct bill_fit *fit, const struct bill_box *box, double *shares)
{
	if (!bill_box_shown(box))
		return;
	for (size_t i = 0; i < box->n_children; i++)
		find_shares(fit, box->children[i], shares);
	if (!box->words.type || box->words.style->wrap != BILL_WRAP_BALANCE || box->words.lines < 2)
		return;
	double *share = &shares[box->words.style->index];
	*share = fmin(*share, box->content->title ? share_to_read_well(fit, &box->words) : share_to_one_line(fit, &box->words));
}

static void pin_shares(struct bill_fit *fit)
{
	size_t n = fit->design->n_styles;
	g_autofree double *shares = g_new(double, n);
	for (size_t i = 0; i < n; i++)
		shares[i] = 1;
	find_shares(fit, fit->root, shares);
	for (size_t i = 0; i < n; i++)
		if (shares[i] < 1)
			fit->pins[i] = bill_fit_size(fit, fit->design->styles[i]) * shares[i];
}

/* The title stays the largest, by a step that can be seen. */
static void lower_others(struct bill_fit *fit)
{
	const struct bill_style *title = bill_fit_title_style(fit->root);
	if (!title)
		return;
	double most = bill_fit_size(fit, title) / BILL_LEAST_RATIO;
	for (size_t i = 0; i < fit->design->n_styles; i++) {
		const struct bill_style *style = fit->design->styles[i];
		if (style != title && bill_fit_size(fit, style) > most)
			fit->pins[i] = fmax(most, bill_fit_least_size(fit, style));
	}
}

/* What a headline gives up is white space: were it given to the others, a longer text could end up larger than a shorter one.
 * Smaller words may change the columns beside them; where that makes the page too tall, nothing is done. */
void bill_fit_pause(struct bill_fit *fit)
{
	size_t bytes = fit->design->n_styles * sizeof *fit->pins;
	g_autofree double *before = g_memdup2(fit->pins, bytes);
	pin_shares(fit);
	lower_others(fit);
	if (bill_fit_try(fit, fit->along, fit->tight))
		return;
	memcpy(fit->pins, before, bytes);
	bill_fit_try(fit, fit->along, fit->tight);
}
