/* Steps 4 and 5 of the ladder: optional elements go, then texts are shortened, and each is told as a note. */
#include "layout/box.h"

#include <math.h>
#include <string.h>

/* ---- step 4 ---- */

static struct bill_box *least_wanted(struct bill_box *box)
{
	struct bill_box *least = box->element->priority < 100 ? box : NULL;
	for (size_t i = 0; i < box->n_children; i++) {
		if (!bill_box_shown(box->children[i]))
			continue;
		struct bill_box *inner = least_wanted(box->children[i]);
		if (inner && (!least || inner->element->priority < least->element->priority))
			least = inner;
	}
	return least;
}

static const char *first_field(const struct bill_content *content, struct bill_at *at)
{
	if (content->field) {
		*at = content->field_at;
		return content->field;
	}
	for (size_t i = 0; i < content->n_children; i++) {
		const char *field = first_field(content->children[i], at);
		if (field)
			return field;
	}
	return NULL;
}

/* With its repetitions: a list that says where some of its speakers are from reads as if the others were from nowhere. */
static void set_dropped(struct bill_box *box, const struct bill_element *element, bool dropped)
{
	if (box->element == element && (dropped ? !box->gone : box->dropped))
		box->gone = box->dropped = box->content->dropped = dropped;
	for (size_t i = 0; i < box->n_children; i++)
		set_dropped(box->children[i], element, dropped);
}

static bool drop(struct bill_fit *fit, struct bill_box *where)
{
	struct bill_box *box = least_wanted(where);
	if (!box || box == fit->root)
		return false;
	set_dropped(fit->root, box->element, true);
	return true;
}

static struct bill_box *most_wanted(struct bill_box *box, double below)
{
	struct bill_box *most = box->dropped && box->element->priority < below ? box : NULL;
	for (size_t i = 0; i < box->n_children; i++) {
		struct bill_box *inner = most_wanted(box->children[i], below);
		if (inner && (!most || inner->element->priority > most->element->priority))
			most = inner;
	}
	return most;
}

/* What went before something else turned out to be enough comes back, the most wanted first. */
void bill_fit_restore(struct bill_fit *fit)
{
	double below = HUGE_VAL;
	for (struct bill_box *box; (box = most_wanted(fit->root, below)); below = box->element->priority) {
		set_dropped(fit->root, box->element, false);
		if (!bill_fit_try(fit, 0, 0))
			set_dropped(fit->root, box->element, true);
	}
}

/* ---- step 5 ---- */

/* The longest text that was not yet cut so far. */
static struct bill_box *longest_cuttable(struct bill_box *box, enum bill_cut so_far)
{
	struct bill_box *longest =
		box->words.type && box->element->style->shorten != BILL_SHORTEN_NO && !box->listed && box->cut < so_far ? box : NULL;
	for (size_t i = 0; i < box->n_children; i++) {
		if (!bill_box_shown(box->children[i]))
			continue;
		struct bill_box *inner = longest_cuttable(box->children[i], so_far);
		if (inner && (!longest || inner->text.len > longest->text.len))
			longest = inner;
	}
	return longest;
}

/* Chinese and Japanese have no spaces: a text may end after their full stops, or between two of their letters. */
static bool may_end(const char *s, size_t at, enum bill_shorten how)
{
	if (s[at] == ' ' || s[at] == '\n')
		return how == BILL_SHORTEN_LINE || bill_sentence_ends(s, at);
	const char *before = (s[at] & 0xC0) != 0x80 ? g_utf8_find_prev_char(s, s + at) : NULL;
	gunichar last = before ? g_utf8_get_char(before) : 0, next = g_utf8_get_char(s + at);
	if (!before || !g_unichar_iswide(last) || !g_unichar_isalnum(next))
		return false;
	return how == BILL_SHORTEN_LINE ? g_unichar_isalnum(last) : bill_sentence_ends(s, at);
}

/* The byte offsets at which a text may end: after sentences, or after words where the style says `line`. Rising; the whole text
 * is not among them. */
static GArray *find_ends(const struct bill_fit *fit, const struct bill_text *text, enum bill_shorten how)
{
	GArray *ends = g_array_new(FALSE, FALSE, sizeof(size_t));
	g_autofree bool *words = how == BILL_SHORTEN_LINE ? bill_script_word_ends(text->s, text->len, fit->language) : NULL;
	for (size_t i = 1; i + 1 < text->len; i++)
		if (may_end(text->s, i, how) || (words && words[i]))
			g_array_append_val(ends, i);
	return ends;
}

/* The address that the poster shows, for those who want the rest of a text that was cut. */
static const char *shown_address(const struct bill_box *box)
{
	if (box->words.type && box->content->link && box->text.len <= 60)
		return box->text.s;
	for (size_t i = 0; i < box->n_children; i++) {
		const char *address = bill_box_shown(box->children[i]) ? shown_address(box->children[i]) : NULL;
		if (address)
			return address;
	}
	return NULL;
}

/* What would hang before an ellipsis: stops, dashes, dots between two things, brackets that open. */
static bool hangs(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);
	return type == G_UNICODE_SPACE_SEPARATOR || type == G_UNICODE_DASH_PUNCTUATION || type == G_UNICODE_OPEN_PUNCTUATION ||
		   c == 0xB7 || (c < 0x80 && strchr(".,;:\n", (int)c));
}

static struct bill_text shortened(struct bill_fit *fit, const struct bill_text *text, size_t end, const char *address)
{
	for (const char *before = text->s + end; (before = g_utf8_find_prev_char(text->s, before)) && hangs(g_utf8_get_char(before));)
		end = (size_t)(before - text->s);
	struct bill_text cut = {.runs = text->runs};
	cut.s = bill_arena_printf(
		fit->arena, "%.*s\342\200\246%s%s", (int)end, text->s, address ? " \342\206\222 " : "", address ? address : "");
	cut.len = strlen(cut.s);
	struct bill_run *runs = bill_arena_array(fit->arena, struct bill_run, text->n_runs);
	for (; cut.n_runs < text->n_runs && text->runs[cut.n_runs].start < end; cut.n_runs++) {
		runs[cut.n_runs] = text->runs[cut.n_runs];
		runs[cut.n_runs].len = MIN(runs[cut.n_runs].len, end - runs[cut.n_runs].start);
	}
	cut.runs = runs;
	return cut;
}

/* Keeps as much as the page has room for at its smallest, the first of the ends at least. Returns the byte where it ends. */
static size_t keep_most(
	struct bill_fit *fit, struct bill_box *box, const struct bill_text *whole, const GArray *ends, const char *address)
{
	guint low = 0, high = ends->len; /* keeping ends[low] is the least; ends[high] is known not to fit */
	while (low + 1 < high) {
		guint middle = (low + high) / 2;
		bill_box_set_text(fit, box, shortened(fit, whole, g_array_index(ends, size_t, middle), address));
		*(bill_fit_try(fit, 0, 0) ? &low : &high) = middle;
	}
	size_t end = g_array_index(ends, size_t, low);
	bill_box_set_text(fit, box, shortened(fit, whole, end, address));
	return end;
}

/* pointing: to the address that is shown; in a turned box there is no room for that.
 * At a sentence's end; where even the first sentence is too long, or every other text is cut already, at a word's end. */
static void shorten(struct bill_fit *fit, struct bill_box *box, bool pointing)
{
	struct bill_text whole = box->content->text;
	enum bill_shorten how = box->cut == BILL_CUT_NOT ? box->element->style->shorten : BILL_SHORTEN_LINE;
	g_autoptr(GArray) ends = find_ends(fit, &whole, how);
	box->cut = how == BILL_SHORTEN_SENTENCE ? BILL_CUT_SENTENCES : BILL_CUT_WORDS;
	if (ends->len > 0)
		box->kept = keep_most(fit, box, &whole, ends, pointing ? shown_address(fit->root) : NULL);
}

static void grow_one_back(struct bill_fit *fit, struct bill_box *box)
{
	box->kept = 0;
	bill_box_set_text(fit, box, box->content->text);
	if (bill_fit_try(fit, 0, 0))
		return;
	box->cut = BILL_CUT_NOT;
	shorten(fit, box, true);
	if (box->element->style->shorten == BILL_SHORTEN_SENTENCE && !bill_fit_try(fit, 0, 0))
		shorten(fit, box, true); /* not even the first sentence has room */
}

void bill_fit_grow_back(struct bill_fit *fit, struct bill_box *box)
{
	if (!bill_box_shown(box) || bill_box_turned(box))
		return;
	for (size_t i = 0; i < box->n_children; i++)
		bill_fit_grow_back(fit, box->children[i]);
	if (box->words.type && box->kept > 0 && !box->listed)
		grow_one_back(fit, box);
}

/* ---- lists ---- */

/* What every text of a list keeps at least: a day, its times and a place of one word. */
#define LEAST_LETTERS 36

/* Chinese and Japanese letters are as wide as two of others. */
static size_t letters_before(const char *s, size_t end)
{
	size_t count = 0;
	for (const char *p = s; p < s + end; p += g_utf8_skip[(unsigned char)*p])
		count += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
	return count;
}

/* Texts of elements that are repeated: cut one by one, the first would be down to a word before the next is touched. */
static void find_listed(struct bill_box *box, GHashTable *seen, GPtrArray *listed)
{
	for (size_t i = 0; i < box->n_children; i++)
		if (bill_box_shown(box->children[i]) && (i == 0 || box->children[i] != box->children[i - 1]))
			find_listed(box->children[i], seen, listed);
	if (!box->words.type || box->element->style->shorten != BILL_SHORTEN_LINE || box->cut != BILL_CUT_NOT)
		return;
	struct bill_box *first = g_hash_table_lookup(seen, box->element);
	if (!first)
		g_hash_table_insert(seen, (gpointer)(uintptr_t)box->element, box);
	else
		g_ptr_array_add(listed, box);
	if (first && !first->listed)
		g_ptr_array_add(listed, first);
	box->listed = first != NULL;
	if (first)
		first->listed = true;
}

static GPtrArray *listed_of(struct bill_fit *fit)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	GPtrArray *listed = g_ptr_array_new();
	find_listed(fit->root, seen, listed);
	return listed;
}

/* To the last word that ends within so many letters, or the first. */
static void cut_to(struct bill_fit *fit, struct bill_box *box, size_t letters)
{
	const struct bill_text *whole = &box->content->text;
	box->kept = 0;
	if (letters_before(whole->s, whole->len) > letters) {
		g_autoptr(GArray) ends = find_ends(fit, whole, BILL_SHORTEN_LINE);
		for (guint i = 0; i < ends->len && (i == 0 || letters_before(whole->s, g_array_index(ends, size_t, i)) < letters); i++)
			box->kept = g_array_index(ends, size_t, i);
	}
	if (box->kept > 0 || box->text.s != whole->s)
		bill_box_set_text(fit, box, box->kept > 0 ? shortened(fit, whole, box->kept, NULL) : *whole);
}

static bool fits_cut_to(struct bill_fit *fit, GPtrArray *listed, size_t letters)
{
	for (guint i = 0; i < listed->len; i++)
		cut_to(fit, listed->pdata[i], letters);
	return bill_fit_try(fit, 0, 0);
}

static double height_of(struct bill_fit *fit, struct bill_box *box, size_t kept)
{
	const struct bill_text *whole = &box->content->text;
	bill_box_set_text(fit, box, kept > 0 ? shortened(fit, whole, kept, NULL) : *whole);
	box->kept = kept;
	bill_measure(fit, box, box->width);
	return box->height;
}

/* Gives a text back what its last line has room for. */
static void fill_up(struct bill_fit *fit, struct bill_box *box)
{
	double height = box->height;
	size_t kept = box->kept;
	if (kept == 0 || height_of(fit, box, 0) <= height + 1e-6)
		return;
	g_autoptr(GArray) ends = find_ends(fit, &box->content->text, BILL_SHORTEN_LINE);
	for (guint i = ends->len; i-- > 0 && g_array_index(ends, size_t, i) > kept;)
		if (height_of(fit, box, g_array_index(ends, size_t, i)) <= height + 1e-6)
			return;
	height_of(fit, box, kept);
}

/* The greatest length below `most` that the page has room for; 0: not even the least. */
static size_t longest_fitting(struct bill_fit *fit, GPtrArray *listed, size_t most)
{
	size_t low = LEAST_LETTERS, high = most;
	if (!fits_cut_to(fit, listed, low))
		return 0;
	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		*(fits_cut_to(fit, listed, middle) ? &low : &high) = middle;
	}
	return low;
}

static size_t longest_of(GPtrArray *listed)
{
	size_t most = 0;
	for (guint i = 0; i < listed->len; i++) {
		struct bill_box *box = listed->pdata[i];
		most = MAX(most, letters_before(box->content->text.s, box->content->text.len));
	}
	return most;
}

/* Texts that are short now may leave room in another number of columns than those that were long. */
static size_t choose_length(struct bill_fit *fit, GPtrArray *listed, size_t most)
{
	size_t longest = 0;
	double least = HUGE_VAL; /* height, as long as nothing fits */
	int best = fit->columns;
	for (int n = 1; n <= bill_flow_most(fit->root); n++) {
		fit->columns = n;
		if (longest > 0 && !fits_cut_to(fit, listed, longest + 1))
			continue;
		size_t length = longest_fitting(fit, listed, most);
		if (length > longest || (longest == 0 && fit->root->height < least && !fit->too_narrow && !fit->overfull)) {
			longest = length;
			least = fit->root->height;
			best = n;
		}
	}
	fit->columns = best;
	return MAX(longest, LEAST_LETTERS);
}

/* All to one length, the greatest that the page has room for. False: there is no list, or it was cut before. */
static bool shorten_listed(struct bill_fit *fit, GPtrArray *listed)
{
	size_t most = longest_of(listed);
	if (most <= LEAST_LETTERS)
		return false;
	fits_cut_to(fit, listed, choose_length(fit, listed, most));
	for (guint i = 0; i < listed->len; i++)
		((struct bill_box *)listed->pdata[i])->cut = BILL_CUT_WORDS;
	for (guint i = 0; i < listed->len; i++)
		fill_up(fit, listed->pdata[i]);
	fit->cut = true;
	return true;
}

static size_t count_dropped(const struct bill_box *box, const struct bill_element *element)
{
	size_t count = box->dropped && box->element == element;
	for (size_t i = 0; i < box->n_children; i++)
		count += count_dropped(box->children[i], element);
	return count;
}

static const struct bill_box *first_dropped(const struct bill_box *box, const struct bill_element *element)
{
	const struct bill_box *first = box->dropped && box->element == element ? box : NULL;
	for (size_t i = 0; i < box->n_children && !first; i++)
		first = first_dropped(box->children[i], element);
	return first;
}

/* Once for all repetitions of an element. */
static void tell_dropped(struct bill_fit *fit, const struct bill_box *box)
{
	struct bill_at at = {0};
	const char *field = first_field(box->content, &at);
	size_t count = count_dropped(fit->root, box->element);
	if (first_dropped(fit->root, box->element) != box)
		return;
	g_autofree char *times = count > 1 ? g_strdup_printf("%zu times ", count) : g_strdup("");
	bill_note(fit->diags, box->element->at, "layout/dropped", "left out for want of room: %s%s (priority %g)", times,
		field ? field : "an element", box->element->priority);
	if (field)
		bill_diags_also(fit->diags, at, "%s", field);
}

/* What was cut is told once, when it is known how far. */
void bill_fit_tell_cuts(struct bill_fit *fit, const struct bill_box *box)
{
	const struct bill_content *content = box->content;
	if (box->dropped)
		tell_dropped(fit, box);
	if (!bill_box_shown(box))
		return;
	for (size_t i = 0; i < box->n_children; i++)
		if (i == 0 || box->children[i] != box->children[i - 1])
			bill_fit_tell_cuts(fit, box->children[i]);
	if (box->words.type && box->words.lines > (size_t)box->words.style->lines.max)
		bill_note(fit->diags, content->field_at, "layout/many-lines",
			"%s stands in %zu lines, more than the %d that its style asks for", content->field ? content->field : "a text",
			box->words.lines, box->words.style->lines.max);
	if (box->kept == 0)
		return;
	bill_note(fit->diags, content->field_at, "layout/shortened", "%s was shortened for %s: %.0f %% of it is shown",
		content->field ? content->field : "a text", fit->page->name, 100.0 * (double)box->kept / (double)content->text.len);
	bill_diags_also(fit->diags, box->element->at, "by the style \"%s\"", box->element->style->name);
}

static bool before_in_turn(const struct bill_box *a, const struct bill_box *b)
{
	double x = a->element->priority, y = b->element->priority;
	return x < y || (x == y && a->text.len > b->text.len);
}

/* Whose short form is used next: of the lowest priority the longest text. */
static struct bill_box *next_with_short_form(struct bill_box *box)
{
	struct bill_box *next = box->words.type && box->content->short_form.len > 0 && !box->shortened ? box : NULL;
	for (size_t i = 0; i < box->n_children; i++) {
		struct bill_box *inner = bill_box_shown(box->children[i]) ? next_with_short_form(box->children[i]) : NULL;
		if (inner && (!next || before_in_turn(inner, next)))
			next = inner;
	}
	return next;
}

/* That of all repetitions; how many there were. */
static size_t shorten_all(struct bill_fit *fit, struct bill_box *box, const struct bill_element *element)
{
	size_t count = 0;
	for (size_t i = 0; i < box->n_children; i++)
		count += shorten_all(fit, box->children[i], element);
	if (box->element != element || !box->words.type || box->content->short_form.len == 0 || box->shortened)
		return count;
	box->shortened = true;
	bill_box_set_text(fit, box, box->content->short_form);
	box->content->text = box->content->short_form;
	return count + 1;
}

static bool use_short_form(struct bill_fit *fit, struct bill_box *where)
{
	struct bill_box *box = next_with_short_form(where);
	if (!box)
		return false;
	size_t count = shorten_all(fit, fit->root, box->element);
	g_autofree char *times = count > 1 ? g_strdup_printf(" %zu times", count) : g_strdup("");
	bill_note(fit->diags, box->element->at, "layout/short-form", "the short form of %s is used%s, for want of room",
		box->content->field ? box->content->field : "a text", times);
	return true;
}

bool bill_fit_cut(struct bill_fit *fit)
{
	struct bill_box *where = fit->squashed ? fit->squashed : fit->root; /* what other texts give up is no help to a turned box */
	if (drop(fit, where) || use_short_form(fit, where))
		return true;
	g_autoptr(GPtrArray) listed = listed_of(fit);
	struct bill_box *box = longest_cuttable(where, BILL_CUT_SENTENCES);
	if (!box && where == fit->root && shorten_listed(fit, listed))
		return true;
	if (!box)
		box = longest_cuttable(where, BILL_CUT_WORDS);
	if (!box)
		return false;
	shorten(fit, box, where == fit->root);
	fit->cut = fit->cut || where == fit->root; /* a turned box's texts held no others down */
	return true;
}
