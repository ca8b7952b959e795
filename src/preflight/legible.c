/* Rules on type: large enough for whoever reads it, in clear steps, in lines that an eye can follow. */
#include "preflight/look.h"

#include <math.h>
#include <string.h>

#define LEAST_LETTERS 4 /* a superscript or a number beside a rule is not read for itself */
#define LEAST_STEP 1.2
#define SAME_STEP 1.03 /* below it two sizes look alike */

/* ---- large enough ---- */

/* The least size for the medium and its distance. Letter is read from 0.5 m, where 7.5 pt are an x-height of a sixth of a degree;
 * smaller pages are held nearer, but none nearer than 0.3 m; pages above A3 are read from further off. Of a screen 1/90, from two
 * steps away. */
static double least_size(const struct bill_look *look)
{
	double side = bill_look_short_side(look);
	if (look->page->frames->page.screen)
		return side / 90;
	return 7.5 * (side < 612 ? fmax(side / 612, 0.6) : fmax(side / 842, 1));
}

static bool is_below(const struct bill_block *block, double least)
{
	return block->letters >= LEAST_LETTERS && block->size_pt < least - 0.05;
}

static void tell_small(const struct bill_look *look, const struct bill_block *block, double least, const char *why)
{
	bill_look_tell_block(look, block, "\"%.40s\" is %s high, %s (%s)", bill_type_line_text(block->lines[0].line),
		bill_look_size(look, block->size_pt), why, bill_look_size(look, least));
}

void bill_rule_small(const struct bill_look *look)
{
	double least = least_size(look);
	for (size_t i = 0; i < look->n_blocks; i++)
		if (is_below(&look->blocks[i], least)) {
			tell_small(look, &look->blocks[i], least, "too small to read");
			bill_diags_hint(look->diags, "raise the smallest size of its style, or take a larger page");
		}
}

/* A screen on a wall is seen from six times its height and more, where a letter should be a third of a degree high: 1/60 of it.
 */
static double least_for_room(const struct bill_look *look)
{
	return bill_look_short_side(look) / 60;
}

/* Whether it stands elsewhere too, large enough: what is torn off says it again to a reader who holds it. */
static bool is_said_larger(const struct bill_look *look, const struct bill_block *small, double least)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *other = &look->blocks[i];
		if (small->lines[0].quarters && !bill_block_is(small, "name") && bill_block_is(other, small->lines[0].field) &&
			!is_below(other, least))
			return true;
	}
	return false;
}

void bill_rule_small_facts(const struct bill_look *look)
{
	double least = look->page->frames->page.screen ? least_for_room(look) : 1.2 * least_size(look);
	for (size_t i = 0; i < look->n_blocks; i++)
		if (bill_block_is_fact(&look->blocks[i]) && is_below(&look->blocks[i], least) && look->page->n_events == 1 &&
			!is_said_larger(look, &look->blocks[i], least)) {
			tell_small(look, &look->blocks[i], least, "too small for what people look for first");
			bill_diags_hint(look->diags, "raise the smallest size of its style, or leave something else out");
		}
}

/* For whoever wants more, and steps nearer: a life, an address beside its code, a house's own line, and their headings. */
static bool is_aside(const struct bill_block *block)
{
	return bill_block_is(block, "bio") || bill_block_is(block, "sponsor") || bill_block_is(block, "url") || bill_block_is(block, "contact") ||
		   !block->lines[0].field || block->lines[0].role == BILL_FRAME_HEADING;
}

void bill_rule_small_for_room(const struct bill_look *look)
{
	double least = least_for_room(look);
	if (!bill_look_on_wall(look))
		return;
	for (size_t i = 0; i < look->n_blocks; i++)
		if (!is_aside(&look->blocks[i]) && is_below(&look->blocks[i], 0.92 * least)) { /* that is no hard line */
			tell_small(look, &look->blocks[i], least, "too small to be read from the back of a room");
			bill_diags_hint(look->diags, "show less on a screen, or raise the smallest size of its style");
		}
}

/* ---- one thing is biggest ---- */

static const struct bill_block *largest(const struct bill_look *look, bool title)
{
	const struct bill_block *most = NULL;
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		bool is_title = block->lines[0].role == BILL_FRAME_TITLE;
		if (is_title == title && block->letters > (title ? 0 : 3) && (!most || block->size_pt > most->size_pt))
			most = block;
	}
	return most;
}

void bill_rule_title_not_largest(const struct bill_look *look)
{
	const struct bill_block *title = largest(look, true), *other = largest(look, false);
	if (look->page->n_events > 1 || !title || !other || title->size_pt >= 0.99 * other->size_pt)
		return;
	bill_look_tell_block(look, title, "the title is %s high, under \"%.40s\" with %s", bill_look_size(look, title->size_pt),
		bill_type_line_text(other->lines[0].line), bill_look_size(look, other->size_pt));
	bill_diags_hint(look->diags, "let the range of its style end higher, or the other's lower");
}

/* 26 pt on Letter is read from five metres. A long title has to be smaller. */
void bill_rule_small_title(const struct bill_look *look)
{
	const struct bill_block *title = largest(look, true);
	double least = 26 * bill_look_short_side(look) / 612;
	if (look->page->n_events > 1 || !title || title->letters > 90 || title->size_pt >= least - 0.05)
		return;
	bill_look_tell_block(look, title, "the title is %s high, too small to be read in passing (%s)",
		bill_look_size(look, title->size_pt), bill_look_size(look, least));
	bill_diags_hint(look->diags, "raise the smallest size of its style, or shorten the other texts");
}

/* Average letters: an East Asian one is wider than two of ours, and reads like them. */
static double columns_of(const char *text)
{
	double columns = 0;
	for (; *text; text = bill_after(text)) {
		if (!(*text & 0x80)) {
			columns++;
			continue;
		}
		columns += g_unichar_iszerowidth(g_utf8_get_char(text)) ? 0 : g_unichar_iswide(g_utf8_get_char(text)) ? 1.7 : 1;
	}
	return columns;
}

static bool takes_breath(const struct bill_block *title)
{
	const char *colon = strstr(title->text, ": ");
	size_t before = colon ? (size_t)(colon - title->text) : 0, whole = strlen(title->text);
	return 4 * before >= whole && 4 * before <= 3 * whole; /* a short piece alone on a line is worse */
}

/* Whether its lines could hold the words up to the colon on one, and the others on the rest: counted in letters, some
 * of which are wide and some narrow. */
static bool could_break(const struct bill_block *title)
{
	double widest = 0, before = columns_of(title->text) - columns_of(strstr(title->text, ": ") + 1);
	for (size_t i = 0; i < title->count; i++)
		widest = fmax(widest, columns_of(bill_type_line_text(title->lines[i].line)));
	double after = columns_of(title->text) - before, lines = (double)title->count - 1;
	return before <= 1.1 * widest && after <= (lines > 1 ? 0.85 : 1.08) * widest * lines;
}

/* Another colour from the colon on parts it too. */
static bool is_in_two_colors(const struct bill_block *title)
{
	for (size_t i = 0; i < title->count; i++)
		if (title->lines[i].after.given)
			return true;
	return false;
}

/* A title in several lines breaks after its colon. */
void bill_rule_title_break(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		if (block->lines[0].role != BILL_FRAME_TITLE || block->count < 2 || !takes_breath(block) || is_in_two_colors(block) ||
			!could_break(block))
			continue;
		bool good = false;
		for (size_t j = 0; j < block->count; j++)
			good = good || g_str_has_suffix(bill_type_line_text(block->lines[j].line), ":");
		if (!good) {
			bill_look_tell_block(look, block, "no line of the title ends at its colon");
			bill_diags_hint(look->diags, "more lines or a wider headline leave the choice of a better break");
		}
	}
}

/* ---- steps ---- */

static bool looks_alike(const struct bill_block *a, const struct bill_block *b)
{
	const struct bill_frame *x = &a->lines[0], *y = &b->lines[0];
	if (x->role != y->role || bill_color_contrast(x->fill.color, y->fill.color) > 1.3)
		return false; /* a heading over its text, or another colour */
	return a->style && b->style && a->style != b->style && a->style->font.role == b->style->font.role &&
		   a->style->font.weight == b->style->font.weight && a->style->letter_case == b->style->letter_case;
}

/* Of texts that follow each other in one family and weight: others are told apart by these, or by where they stand. */
void bill_rule_close_sizes(const struct bill_look *look)
{
	for (size_t i = 1; i < look->n_blocks; i++) {
		const struct bill_block *a = &look->blocks[i - 1], *b = &look->blocks[i];
		double ratio = fmax(a->size_pt / b->size_pt, b->size_pt / a->size_pt);
		if (ratio <= SAME_STEP || ratio >= 1.1 || !looks_alike(a, b) || MIN(a->letters, b->letters) < LEAST_LETTERS)
			continue;
		bill_look_tell_block(look, b, "%s and %s almost agree: a step is at least %.1f, and this is %.2f",
			bill_look_size(look, a->size_pt), bill_look_size(look, b->size_pt), LEAST_STEP, ratio);
		bill_diags_hint(look->diags, "give the styles \"%s\" and \"%s\" one size, or sizes further apart", a->lines[0].style,
			b->lines[0].style);
		return;
	}
}

/* "Inter" and "Inter Display" are one family cut for two sizes. */
static bool one_family(const char *a, const char *b)
{
	size_t n = MIN(strlen(a), strlen(b));
	return strncmp(a, b, n) == 0;
}

void bill_rule_families(const struct bill_look *look)
{
	const char *seen[8];
	size_t n = 0;
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		const char *family = block->style ? bill_font_family(block->style->font.role) : NULL;
		size_t same = 0;
		while (family && same < n && !one_family(seen[same], family))
			same++;
		if (!family || same < n || n == G_N_ELEMENTS(seen))
			continue;
		seen[n++] = family;
		if (n < 3)
			continue;
		bill_look_tell_block(look, block, "%s is the third family on the page, beside %s and %s", family, seen[0], seen[1]);
		bill_diags_hint(look->diags, "two families are enough; tell texts apart by size and weight");
		return;
	}
}

/* ---- lines ---- */

/* Whether what is known of lines is known of its letters: those of Europe and of East Asia. */
static bool is_counted(const char *text)
{
	size_t known = 0, letters = 0;
	for (; *text; text = bill_after(text)) {
		gunichar c = g_utf8_get_char(text);
		letters += g_unichar_isalpha(c);
		known += g_unichar_isalpha(c) && (c < 0x590 || g_unichar_iswide(c));
	}
	return 2 * known > letters;
}

/* Characters in its full lines, on average; 0: it has too few of them. */
static double measure_of(const struct bill_block *block)
{
	size_t full = 0;
	double columns = 0, widest = 0;
	for (size_t i = 0; i < block->count; i++)
		widest = fmax(widest, block->lines[i].box.width);
	for (size_t i = 0; i + 1 < block->count; i++) {
		bool ends = bill_type_line_after(block->lines[i].line) == '\n' || block->lines[i].box.width < 0.75 * widest;
		if (ends) /* its paragraph, or where its author said so */
			continue;
		columns += columns_of(bill_type_line_text(block->lines[i].line));
		full++;
	}
	return full >= 3 ? columns / (double)full : 0;
}

#define LONGEST_LINE 105.0 /* 45 to 75 read best; small print that nobody reads for long may have more */
#define SHORTEST_LINE 25.0

void bill_rule_long_lines(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		double measure = bill_block_is_body(&look->blocks[i]) ? measure_of(&look->blocks[i]) : 0;
		if (measure <= LONGEST_LINE || !is_counted(look->blocks[i].text))
			continue;
		bill_look_tell_block(look, &look->blocks[i],
			"its lines hold %.0f characters; an eye follows 45 to 75 and no more than %.0f", measure, LONGEST_LINE);
		bill_diags_hint(look->diags, "set it in columns (`columns: auto`), larger, or narrower");
	}
}

void bill_rule_short_lines(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		double measure = bill_block_is_body(&look->blocks[i]) ? measure_of(&look->blocks[i]) : 0;
		if (measure <= 0 || measure >= SHORTEST_LINE || !is_counted(look->blocks[i].text))
			continue;
		bill_look_tell_block(look, &look->blocks[i], "its lines hold %.0f characters; text is read in 45 to 75", measure);
		bill_diags_hint(look->diags, "give it fewer columns, more width or smaller type");
	}
}

/* The least distance of two baselines that follow each other, as a multiple of the size; 0: it has one line. */
static double leading_of(const struct bill_block *block)
{
	double least = 0;
	for (size_t i = 1; i < block->count && !block->lines[0].quarters; i++) {
		double step = (block->lines[i].baseline_pt - block->lines[i - 1].baseline_pt) / block->lines[i].size_pt;
		bool within = bill_type_line_after(block->lines[i - 1].line) != '\n';
		if (within && step > 0 && (least <= 0 || step < least))
			least = step;
	}
	return least;
}

void bill_rule_tight_leading(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		double leading = leading_of(block), least = bill_block_is_body(block) ? 1.12 : 0.9;
		if (leading <= 0 || leading >= least - 0.005)
			continue;
		bill_look_tell_block(look, block, "its lines are %.2f of their size apart; %s", leading,
			bill_block_is_body(block) ? "text wants 1.25 to 1.45" : "headlines want 0.95 to 1.1");
		bill_diags_hint(look->diags, "raise `leading` of the style \"%s\"", block->lines[0].style);
	}
}

void bill_rule_loose_leading(const struct bill_look *look)
{
	for (size_t i = 0; i < look->n_blocks; i++) {
		const struct bill_block *block = &look->blocks[i];
		double leading = leading_of(block), most = bill_block_is_body(block) ? 1.7 : 1.5;
		if (leading <= most + 0.005 || bill_type_line_after(block->lines[0].line) == '\n')
			continue;
		bill_look_tell_block(look, block, "its lines are %.2f of their size apart and fall asunder; %s", leading,
			bill_block_is_body(block) ? "text wants 1.25 to 1.45" : "headlines want 0.95 to 1.1");
		bill_diags_hint(look->diags, "lower `leading` of the style \"%s\"", block->lines[0].style);
	}
}
