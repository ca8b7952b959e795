/* The fit engine: the largest sizes at which everything has room, by the ladder of docs/layouts.md. */
#include "layout/show.h"

#include <math.h>
#include <string.h>

/* A range of 60 pt is searched to 0.06 pt. */
#define STEPS 10

/* ---- one try ---- */

bool bill_fit_try(struct bill_fit *fit, double along, double tight)
{
	fit->along = along;
	fit->tight = tight;
	fit->too_narrow = NULL;
	fit->squashed = NULL;
	fit->overfull = false;
	memset(fit->strained, 0, fit->design->n_styles * sizeof *fit->strained);
	bill_measure(fit, fit->root, fit->area.width);
	return fit->root->height <= fit->area.height + 1e-6 && !fit->too_narrow && !fit->squashed && !fit->overfull;
}

/* ---- before the search: what each style's own texts allow ---- */

/* A word too wide for its line even at the smallest size may be broken; then it no longer holds the style down. */
static void mark_desperate(struct bill_fit *fit, struct bill_box *box)
{
	for (size_t i = 0; i < box->n_children; i++)
		mark_desperate(fit, box->children[i]);
	if (!box->words.type)
		return;
	double size = bill_fit_size(fit, box->words.style);
	bool headline = box->words.style->wrap == BILL_WRAP_BALANCE; /* a body text breaks a word before it shrinks for it */
	box->words.desperate = !headline || bill_type_longest_word(box->words.type) * size > box->words.width_pt;
	if (box->heading.type)
		box->heading.desperate = bill_type_longest_word(box->heading.type) * bill_fit_size(fit, box->heading.style) > box->heading.width_pt;
}

/* Finds for each style the largest size at which its texts keep to their number of lines and break no word. The styles are
 * searched side by side, as if what strains one did not depend on another's size; where it does (texts that share a row), a word
 * that has no room makes the page not fit. */
static void find_caps(struct bill_fit *fit)
{
	size_t n = fit->design->n_styles;
	g_autofree double *low = g_new0(double, n), *high = g_new0(double, n);
	g_autofree bool *hopeless = g_new0(bool, n);
	for (size_t i = 0; i < n; i++)
		fit->caps[i] = 0;
	bill_fit_try(fit, 1, 1);
	mark_desperate(fit, fit->root);
	bill_fit_try(fit, 1, 1);
	memcpy(hopeless, fit->strained, n * sizeof *hopeless);
	for (size_t i = 0; i < n; i++)
		fit->caps[i] = high[i] = 1;
	bill_fit_try(fit, 1, 1);
	for (size_t i = 0; i < n; i++)
		low[i] = fit->strained[i] && !hopeless[i] ? 0 : hopeless[i] ? 0 : 1;
	for (int step = 0; step < STEPS; step++) {
		for (size_t i = 0; i < n; i++)
			fit->caps[i] = (low[i] + high[i]) / 2;
		bill_fit_try(fit, 1, 1);
		for (size_t i = 0; i < n; i++)
			*(fit->strained[i] || hopeless[i] ? &high[i] : &low[i]) = fit->caps[i];
	}
	memcpy(fit->caps, low, n * sizeof *low);
}

/* ---- the title is the largest ---- */

const struct bill_style *bill_fit_title_style(const struct bill_box *box)
{
	if (box->words.type && box->content->title)
		return box->words.style;
	for (size_t i = 0; i < box->n_children; i++) {
		const struct bill_style *style = bill_box_shown(box->children[i]) ? bill_fit_title_style(box->children[i]) : NULL;
		if (style)
			return style;
	}
	return NULL;
}

/* Where a long title holds its own style down, the others stay below it. Sizes grow evenly in ratio with `along`, so it is enough
 * to look at its end. */
static void keep_below_title(struct bill_fit *fit)
{
	const struct bill_style *title = bill_fit_title_style(fit->root);
	double along = fit->along;
	if (!title)
		return;
	fit->along = 1;
	double most = bill_fit_size(fit, title) / BILL_LEAST_RATIO;
	for (size_t i = 0; i < fit->design->n_styles; i++) {
		const struct bill_style *style = fit->design->styles[i];
		double size = bill_fit_size(fit, style), cap = fit->caps[i];
		fit->caps[i] = 0;
		double least = bill_fit_size(fit, style);
		fit->caps[i] = style == title || size <= most || size <= least ? cap : cap * CLAMP(log(most / least) / log(size / least), 0, 1);
	}
	fit->along = along;
}

/* ---- the ladder ---- */

/* Step 2: sizes shrink together. True when there is a size at which the page fits; the settings are left there. */
static bool find_along(struct bill_fit *fit, double tight)
{
	if (bill_fit_try(fit, 1, tight))
		return true;
	double low = 0, high = 1;
	if (!bill_fit_try(fit, 0, tight))
		return false;
	for (int step = 0; step < STEPS; step++) {
		double middle = (low + high) / 2;
		*(bill_fit_try(fit, middle, tight) ? &low : &high) = middle;
	}
	return bill_fit_try(fit, low, tight);
}

/* Step 3: at the smallest sizes, leading and gaps tighten no more than they must. */
static bool find_tight(struct bill_fit *fit)
{
	double low = 0, high = 1;
	if (!bill_fit_try(fit, 0, 0))
		return false;
	if (bill_fit_try(fit, 0, 1))
		return true;
	for (int step = 0; step < STEPS; step++) {
		double middle = (low + high) / 2;
		*(bill_fit_try(fit, 0, middle) ? &low : &high) = middle;
	}
	return bill_fit_try(fit, 0, low);
}

/* Step 6: with everything cut, all styles go below their smallest, no further than they must: a poster in small type is better than none. */
static bool find_under(struct bill_fit *fit)
{
	double low = 0, high = 1;
	fit->under = 1;
	if (!bill_fit_try(fit, 0, 0)) {
		fit->under = 0;
		bill_fit_try(fit, 0, 0);
		return false;
	}
	for (int step = 0; step < STEPS; step++) {
		fit->under = (low + high) / 2;
		*(bill_fit_try(fit, 0, 0) ? &high : &low) = fit->under;
	}
	fit->under = high;
	return bill_fit_try(fit, 0, 0);
}

static void tell_under(struct bill_fit *fit)
{
	const struct bill_style *style = bill_fit_title_style(fit->root);
	double under = fit->under;
	if (under == 0)
		return;
	style = style ? style : fit->design->styles[0];
	double now = bill_fit_least_size(fit, style);
	fit->under = 0;
	bill_note(fit->diags, fit->root->element->at, "layout/small-type", "for want of room on %s, \"%s\" and others are set in %.0f %% of their smallest size",
		fit->page->name, style->name, 100 * now / bill_fit_least_size(fit, style));
	fit->under = under;
}

static const struct bill_box *tallest_text(const struct bill_box *box)
{
	const struct bill_box *tallest = box->words.type ? box : NULL;
	for (size_t i = 0; i < box->n_children; i++) {
		if (!bill_box_shown(box->children[i]))
			continue;
		const struct bill_box *inner = tallest_text(box->children[i]);
		if (inner && (!tallest || inner->height > tallest->height))
			tallest = inner;
	}
	return tallest;
}

/* Step 7. */
static struct bill_frames *give_up(struct bill_fit *fit)
{
	if (fit->too_narrow) {
		const struct bill_box *box = fit->too_narrow;
		bool code = box->element->kind == BILL_QR;
		bill_error(fit->diags, box->element->at, "layout/too-narrow", "there is no room for %s on %s: the element has %.1f pt of width", code ? "the code" : "a single letter",
			fit->page->name, fmax(0, code ? box->width : box->words.width_pt));
		bill_diags_hint(fit->diags, "give it more width, or smaller gaps, padding and margins around it");
		return NULL;
	}
	if (fit->squashed) {
		bill_error(fit->diags, fit->squashed->element->at, "layout/too-narrow", "the lines of this turned box need %.1f pt across on %s, and it has %.1f pt", fit->squashed->across, fit->page->name,
			bill_turn_room(fit, fit->squashed));
		bill_diags_hint(fit->diags, "give it more width, smaller type, or a greater `height`, along which its lines run");
		return NULL;
	}
	const struct bill_box *culprit = tallest_text(fit->root);
	struct bill_at at = culprit ? culprit->element->at : fit->root->element->at;
	bill_error(fit->diags, at, "layout/does-not-fit", "the poster does not fit on %s even at its smallest: it needs %.0f pt of height and has %.0f pt", fit->page->name, fit->root->height,
		fit->area.height);
	if (culprit && culprit->content->field)
		bill_diags_also(fit->diags, culprit->content->field_at, "%s takes the most room, %.0f pt", culprit->content->field, culprit->height);
	if (bill_flow_most(fit->root) > 1)
		bill_diags_hint(fit->diags, "show fewer events on one poster: --from, --until and --limit choose, and -o '{{start | date: %%Y-%%m}}.pdf' makes one a month");
	else
		bill_diags_hint(fit->diags, "choose a larger size, shorten the text, or let its style be cut with `shorten: sentence`");
	return NULL;
}

/* Lets texts be hyphenated: those whose lines are narrow, or every one when there is no room otherwise. True: there was one. */
static bool hyphenate(struct bill_fit *fit, struct bill_box *box, bool every)
{
	bool changed = false;
	if (!bill_box_shown(box))
		return false;
	for (size_t i = 0; i < box->n_children; i++)
		changed = hyphenate(fit, box->children[i], every) || changed;
	double line = every ? 0 : box->words.width_pt / (box->words.type ? bill_fit_size(fit, box->words.style) : 1);
	if (!box->words.type || !bill_type_wants_hyphens(box->words.type, line))
		return changed;
	bill_type_hyphenate(box->words.type);
	return box->words.hyphenated = true;
}

/* The whole ladder. What was cut is not made good by larger sizes: a longer text must not end larger than a shorter one. What an
 * author wrote for want of room, or the layout calls optional, is: it is another poster then. */
static bool climb(struct bill_fit *fit)
{
	fit->under = 0;
	find_caps(fit);
	keep_below_title(fit);
	if (find_along(fit, 1) || find_tight(fit))
		return true;
	if (hyphenate(fit, fit->root, true))
		return climb(fit);
	while (bill_fit_cut(fit)) {
		find_caps(fit);
		keep_below_title(fit);
		if (!fit->cut && find_along(fit, 1))
			return true;
		if (find_tight(fit)) {
			bill_fit_restore(fit);
			bill_fit_grow_back(fit, fit->root);
			return find_tight(fit);
		}
	}
	if (!find_under(fit))
		return false;
	bill_fit_grow_back(fit, fit->root);
	return bill_fit_try(fit, 0, 0);
}

/* Screens cut off what is near their edges: EBU R 95 and SMPTE ST 2046-1 keep words in the inner 90 % of each side. */
#define OVERSCAN 0.05

static struct bill_rect keep_from_edges(struct bill_rect r, struct bill_size page)
{
	double left = fmax(r.x, OVERSCAN * page.width), top = fmax(r.y, OVERSCAN * page.height);
	double right = fmin(r.x + r.width, (1 - OVERSCAN) * page.width), bottom = fmin(r.y + r.height, (1 - OVERSCAN) * page.height);
	return (struct bill_rect){left, top, fmax(0, right - left), fmax(0, bottom - top)};
}

static void set_area(struct bill_fit *fit)
{
	struct bill_size size = fit->page->pt;
	fit->area = bill_fit_inset(fit, &fit->design->page.margin, (struct bill_rect){0, 0, size.width, size.height}, fmin(size.width, size.height));
	if (fit->page->screen)
		fit->area = keep_from_edges(fit->area, size);
}

static bool is_rtl(const struct bill_content *content, const char *language)
{
	if (content->title)
		return bill_type_reads_rtl(content->text.s, language);
	for (size_t i = 0; i < content->n_children; i++)
		if (is_rtl(content->children[i], language))
			return true;
	return false;
}

void bill_fit_init(struct bill_fit *fit, const struct bill_design *design, struct bill_content *content, const struct bill_sheet_size *page, const char *language,
	struct bill_fontset *fonts, struct bill_arena *arena, struct bill_diags *diags)
{
	*fit = (struct bill_fit){.design = design, .page = page, .language = language, .fonts = fonts, .arena = arena, .diags = diags, .tight = 1};
	bill_fontset_begin(fonts);
	fit->caps = bill_arena_array(arena, double, design->n_styles);
	fit->pins = bill_arena_array(arena, double, design->n_styles);
	fit->boosts = bill_arena_array(arena, double, design->n_styles);
	fit->strained = bill_arena_array(arena, bool, design->n_styles);
	fit->rtl = is_rtl(content, language);
	set_area(fit);
	fit->root = bill_box_new(fit, content);
	bill_box_even(fit->root);
	bill_show_find_grounds(fit);
}

/* One column is easier to look through than two; the second must make the type so much larger. Screens are seen from afar. Lines of two or three
 * words are no gain, however large. */
#define WORTH_A_COLUMN (1.0 / 7)
#define WORTH_A_COLUMN_ON_SCREEN 0.05
#define WORTH_NARROW_LINES 0.6
#define NARROW_EM 10

/* How good the page is with so many columns: the size of what flows, or else how nearly it fits. */
static double try_columns(struct bill_fit *fit, int columns, double *line_em)
{
	fit->columns = columns;
	*line_em = HUGE_VAL;
	find_caps(fit);
	keep_below_title(fit);
	if (find_along(fit, 1))
		return 1 + bill_flow_size(fit, fit->root, line_em);
	if (find_tight(fit))
		return fit->tight;
	bool no_room = fit->too_narrow || fit->squashed || fit->overfull;
	return no_room ? -HUGE_VAL : -fit->root->height;
}

/* The number of columns with which the type that flows in them gets largest; a column more must be worth it. Where nothing fits, the number that needs least. */
static void choose_columns(struct bill_fit *fit)
{
	int most = bill_flow_most(fit->root), best = 1;
	if (most < 2)
		return;
	double line_em, score = try_columns(fit, 1, &line_em), usual = fit->page->screen ? WORTH_A_COLUMN_ON_SCREEN : WORTH_A_COLUMN;
	for (int n = 2; n <= most; n++) {
		double other = try_columns(fit, n, &line_em), worth = line_em < NARROW_EM ? WORTH_NARROW_LINES : usual;
		if (other > (score > 0 ? score * (1 + worth) : score)) {
			score = other;
			best = n;
		}
	}
	fit->columns = best;
}

bool bill_fit_run(struct bill_fit *fit)
{
	choose_columns(fit);
	/* Lines that turned out narrow are better hyphenated. That makes a text shorter, so the page is fitted again; a longer text is
	 * set smaller and needs hyphens less, so that it never ends up larger for having them. */
	if (!climb(fit) || (hyphenate(fit, fit->root, false) && !climb(fit)))
		return false;
	bill_fit_tell_cuts(fit, fit->root);
	tell_under(fit);
	bill_fit_use_room(fit);
	bill_fit_open_title(fit);
	bill_fit_pause(fit);
	return true;
}

struct bill_frames *bill_layout(const struct bill_design *design, struct bill_content *content, const struct bill_sheet_size *page, const char *language, struct bill_fontset *fonts,
	struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_fit fit;
	bill_fit_init(&fit, design, content, page, language, fonts, arena, diags);
	return bill_fit_run(&fit) ? bill_place(&fit) : give_up(&fit);
}
