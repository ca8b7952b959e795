/* What must hold of every poster: events made by a generator with a fixed seed, on the layout "seminar" and several sizes. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "laid.h"
#include "layout/box.h"
#include "../tell.h"

#define NEAR 0.02 /* pt; rounding, not room */

static const char *const sizes[] = {"a4", "letter", "a6", "a3-landscape", "1080p", "1080x1920", "square"};

/* ---- events ---- */

static const struct script {
	const char *name, *language, *words;
} scripts[] = {
	{"latin", "en",
		"harbour light and the quiet machinery of timber ships, weather; a record of tides measured by hand. Engines grow"},
	{"greek", "el", "το λιμάνι και το φως των πλοίων, ο καιρός, η θάλασσα και ο άνεμος. Μηχανές μεγαλώνουν"},
	{"cyrillic", "uk", "гавань і світло кораблів, погода та море, вітер над містом. Машини зростають повільно"},
	{"arabic", "ar", "المرفأ والضوء والسفن القديمة، الطقس والبحر والريح. تنمو المدن ببطء"},
	{"hebrew", "he", "הנמל והאור והאוניות הישנות, מזג האוויר והים והרוח. הערים גדלות לאט"},
	{"devanagari", "hi", "बंदरगाह और प्रकाश तथा पुराने जहाज, मौसम और समुद्र की हवा। नगर धीरे बढ़ते हैं"},
	{"thai", "th", "ท่าเรือและแสงไฟของเรือเก่า อากาศและทะเลกับสายลม เมืองเติบโตอย่างช้าๆ"},
	{"han", "zh", "港口的灯光与古老的船只,天气与大海的风。城市慢慢生长。我们阅读地图"},
	{"hangul", "ko", "항구와 빛과 오래된 배들, 날씨와 바다의 바람. 도시는 천천히 자란다"},
	{"malayalam", "ml", "തുറമുഖവും വെളിച്ചവും പഴയ കപ്പലുകളും, കാലാവസ്ഥയും കടലും കാറ്റും. നഗരങ്ങൾ വളരുന്നു"},
};

/* Words of the script in a random order, one letter less or more than asked for; a prefix of any longer one from the same seed.
 */
static char *words_of(const struct script *script, guint32 seed, size_t letters)
{
	g_auto(GStrv) words = g_strsplit(script->words, " ", -1);
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	guint n = g_strv_length(words);
	GString *out = g_string_new(NULL);
	for (size_t count = 0; count < letters;) {
		const char *word = words[g_rand_int_range(random, 0, (gint32)n)];
		size_t length = (size_t)g_utf8_strlen(word, -1);
		if (out->len)
			g_string_append_c(out, ' ');
		if (count + length > letters)
			g_string_append_len(out, word, g_utf8_offset_to_pointer(word, (glong)(letters - count)) - word);
		else
			g_string_append(out, word);
		count += length + 1;
	}
	return g_string_free(out, FALSE);
}

struct recipe {
	const struct script *script;
	size_t title, abstract, bio;
	int speakers;
	const char *extra; /* more YAML */
};

static struct bill_event *cook(const struct recipe *recipe)
{
	g_autofree char *title = words_of(recipe->script, 7, recipe->title);
	g_autofree char *abstract = words_of(recipe->script, 11, recipe->abstract);
	g_autofree char *bio = words_of(recipe->script, 13, recipe->bio);
	g_autoptr(GString) yaml = g_string_new(NULL);
	g_string_append_printf(yaml, "title: \"%s\"\nlanguage: %s\nseries: Open Lectures\nstart: 2025-03-04T18:30\nroom: Room 12\n",
		title, recipe->script->language);
	if (recipe->abstract)
		g_string_append_printf(yaml, "abstract: \"%s\"\n", abstract);
	if (recipe->extra)
		g_string_append(yaml, recipe->extra);
	if (recipe->speakers)
		g_string_append(yaml, "speakers:\n");
	for (int i = 0; i < recipe->speakers; i++)
		g_string_append_printf(yaml, "  - {name: Speaker %d, affiliation: Institute %d%s%s%s}\n", i, i,
			i == 0 && *bio ? ", bio: \"" : "", i == 0 ? bio : "", i == 0 && *bio ? "\"" : "");
	return laid_event_of(yaml->str);
}

/* ---- what must hold ---- */

static const struct bill_style *style_of(const struct bill_design *design, const char *name)
{
	for (size_t i = 0; i < design->n_styles; i++)
		if (strcmp(design->styles[i]->name, name) == 0)
			return design->styles[i];
	g_assert_not_reached(); /* frames name a style of their design */
}

static bool overlap(const struct bill_rect *a, const struct bill_rect *b)
{
	return a->x + a->width > b->x + NEAR && b->x + b->width > a->x + NEAR && a->y + a->height > b->y + NEAR &&
		   b->y + b->height > a->y + NEAR;
}

static void check_inside(const struct bill_design *design, const struct bill_frames *frames, const struct bill_frame *frame)
{
	struct bill_size page = frames->page.pt;
	struct bill_ruler ruler = {.percent_pt = fmin(page.width, page.height), .em_pt = 10, .scale = frames->page.scale};
	const struct bill_edges *margin = &design->page.margin;
	double left = bill_length_pt(margin->left, &ruler), right = page.width - bill_length_pt(margin->right, &ruler);
	double top = bill_length_pt(margin->top, &ruler), bottom = page.height - bill_length_pt(margin->bottom, &ruler);
	if (frame->box.x < left - NEAR || frame->box.x + frame->box.width > right + NEAR || frame->box.y < top - NEAR ||
		frame->box.y + frame->box.height > bottom + NEAR)
		g_error("outside the margins: %s (%.2f %.2f %.2f %.2f)", bill_type_line_text(frame->line), frame->box.x, frame->box.y,
			frame->box.width, frame->box.height);
}

static void check_size(const struct bill_design *design, const struct bill_frames *frames, const struct bill_frame *frame, bool small)
{
	const struct bill_style *style = style_of(design, frame->style);
	struct bill_ruler ruler = {.em_pt = 10 * frames->page.scale, .scale = frames->page.scale};
	g_assert_cmpfloat(frame->size_pt, >=, bill_range_pt(style->size, 0, &ruler) * (small ? 0.5 : 1) - 0.001);
	g_assert_cmpfloat(frame->size_pt, <=, bill_range_pt(style->size, 1, &ruler) + 0.001);
}

static void check_pair(const struct bill_frame *a, const struct bill_frame *b)
{
	if (strcmp(a->style, b->style) == 0 && fabs(a->size_pt - b->size_pt) > 0.001)
		g_error("two sizes of %s: %.3f and %.3f", a->style, a->size_pt, b->size_pt);
	if (a->block != b->block && overlap(&a->box, &b->box))
		g_error("lines of two texts overlap: \"%s\" and \"%s\"", bill_type_line_text(a->line), bill_type_line_text(b->line));
	if (a->block == b->block && a->baseline_pt == b->baseline_pt && overlap(&a->box, &b->box))
		g_error("two columns overlap: \"%s\" and \"%s\"", bill_type_line_text(a->line), bill_type_line_text(b->line));
}

/* Except on a page without a title, nothing is larger than the title. */
static void check_title(const struct bill_frames *frames)
{
	double title = 0, other = 0;
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		double *largest = frame->role == BILL_FRAME_TITLE ? &title : &other;
		*largest = fmax(*largest, frame->size_pt);
	}
	if (title > 0)
		g_assert_cmpfloat(title, >=, other);
}

/* small: it was told that nothing else helped. */
static void check_frames(const struct bill_design *design, const struct bill_frames *frames, bool small)
{
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *a = &frames->items[i];
		if (a->kind != BILL_FRAME_LINE)
			continue;
		check_inside(design, frames, a);
		check_size(design, frames, a, small);
		for (size_t j = i + 1; j < frames->count; j++)
			if (frames->items[j].kind == BILL_FRAME_LINE)
				check_pair(a, &frames->items[j]);
	}
	check_title(frames);
}

/* Letters and digits only: line ends, hyphens and spaces are the breaker's. */
static void add_letters(GString *out, const char *text)
{
	for (; *text; text += g_utf8_skip[(guchar)*text]) {
		gunichar c = g_utf8_get_char(text);
		if (g_unichar_isgraph(c) && c != '-' && c != 0xAD && c != 0x2010 && c != 0x2011 && c != 0x200B)
			g_string_append_unichar(out, c);
	}
}

static void check_whole(const struct laid *laid, const struct bill_event *event, const char *field)
{
	const char *text = bill_event_text(event, field, NULL);
	g_autoptr(GString) is = g_string_new(NULL), was = g_string_new(NULL);
	if (!text || laid_noted(laid, "layout/shortened") || laid_noted(laid, "layout/dropped") ||
		laid_noted(laid, "layout/short-form"))
		return;
	for (size_t i = 0; i < laid->frames->count; i++) {
		const struct bill_frame *frame = &laid->frames->items[i];
		if (frame->kind == BILL_FRAME_LINE && frame->role != BILL_FRAME_HEADING && g_strcmp0(frame->field, field) == 0)
			add_letters(is, bill_type_line_text(frame->line));
	}
	add_letters(was, text);
	g_assert_cmpstr(is->str, ==, was->str);
}

static void check_recipe(const struct bill_design *design, const struct recipe *recipe, const char *size)
{
	struct bill_event *event = cook(recipe);
	struct laid laid = laid_out(design, event, size);
	tell("%s %s title %zu abstract %zu speakers %d: %s", size, recipe->script->name, recipe->title, recipe->abstract,
		recipe->speakers, laid.frames ? "frames" : bill_diags_at(laid.diags, 0)->code);
	if (laid.frames) {
		check_frames(design, laid.frames, laid_noted(&laid, "layout/small-type"));
		check_whole(&laid, event, "abstract");
		check_whole(&laid, event, "title");
	}
	laid_finish(&laid);
	bill_event_free(event);
}

/* ---- the tests ---- */

static void test_scripts(gconstpointer data)
{
	static const size_t abstracts[] = {0, 60, 300, 700, 1300, 1800};
	const struct script *script = data;
	struct bill_design *design = laid_design("seminar");
	for (size_t i = 0; i < 3 * G_N_ELEMENTS(sizes); i++) {
		struct recipe recipe = {.script = script,
			.title = 5 + 7 * i,
			.abstract = abstracts[i % G_N_ELEMENTS(abstracts)],
			.bio = 150 * (i % 3),
			.speakers = (int)(i % 3)};
		check_recipe(design, &recipe, sizes[i % G_N_ELEMENTS(sizes)]);
	}
	bill_design_free(design);
}

/* A headline that is set tight in Latin: letters of taller scripts keep off those of the line above. */
static void test_tall_scripts(void)
{
	static const char *const titles[] = {"പുസ്തക ചർച്ച: പുസ്തക പ്രകാശനം", "भारतीय संगीत का इतिहास और उसकी परंपराएँ", "ปัญญาประดิษฐ์กับการศึกษาที่ยั่งยืนในอนาคต"};
	struct bill_design *design = laid_design("headline");
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
		g_autofree char *yaml = g_strdup_printf("title: \"%s\"\nlocation: Hall\n", titles[i]);
		struct bill_event *event = laid_event_of(yaml);
		struct laid laid = laid_out(design, event, "square");
		const struct bill_frame *before = NULL;
		for (size_t f = 0; f < laid.frames->count; f++) {
			const struct bill_frame *frame = &laid.frames->items[f];
			if (frame->kind != BILL_FRAME_LINE || frame->role != BILL_FRAME_TITLE)
				continue;
			if (before) /* a line's box is from the top to the bottom of its text's ink */
				g_assert_cmpfloat(frame->box.y, >, before->box.y + before->box.height);
			before = frame;
		}
		g_assert_nonnull(before);
		laid_finish(&laid);
		bill_event_free(event);
	}
	bill_design_free(design);
}

static void test_titles(void)
{
	static const size_t titles[] = {1, 2, 5, 30, 90, 180, 300};
	struct bill_design *design = laid_design("seminar");
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
		struct recipe recipe = {.script = &scripts[0], .title = titles[i], .abstract = 500, .speakers = 1};
		check_recipe(design, &recipe, sizes[i % G_N_ELEMENTS(sizes)]);
		recipe.script = &scripts[7];
		check_recipe(design, &recipe, sizes[(i + 3) % G_N_ELEMENTS(sizes)]);
	}
	bill_design_free(design);
}

static void test_extremes(void)
{
	static const char word[] = "subtitle: none\ncontact: x\nurl: https://example.org/";
	g_autofree char *path = g_strnfill(300, 'a');
	for (size_t i = 9; i < 300; i += 10)
		path[i] = i % 20 == 9 ? '/' : '-';
	g_autofree char *url = g_strconcat(word, path, "\n", NULL);
	static const struct script long_word = {
		"long word", "en", "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen and"};
	struct recipe recipes[] = {
		{.script = &scripts[0], .title = 40, .abstract = 600, .bio = 200, .speakers = 1, .extra = url},
		{.script = &long_word, .title = 60, .abstract = 800, .bio = 200, .speakers = 2},
		{.script = &scripts[0], .title = 40, .abstract = 300, .bio = 100, .speakers = 40},
		{.script = &scripts[0], .title = 40, .abstract = 20000, .bio = 400, .speakers = 1},
		{.script = &scripts[7], .title = 10, .abstract = 4000, .speakers = 1},
		{.script = &scripts[0], .title = 1},
	};
	struct bill_design *design = laid_design("seminar");
	for (size_t i = 0; i < G_N_ELEMENTS(recipes); i++)
		for (size_t j = i % 2; j < G_N_ELEMENTS(sizes); j += 2)
			check_recipe(design, &recipes[i], sizes[j]);
	bill_design_free(design);
}

static double size_of_field(const struct bill_frames *frames, const char *field)
{
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].kind == BILL_FRAME_LINE && g_strcmp0(frames->items[i].field, field) == 0 &&
			frames->items[i].role != BILL_FRAME_HEADING)
			return frames->items[i].size_pt;
	return 0;
}

/* A longer text never gets a larger size. Returns where that was wrong, or NULL. */
static char *find_growth(const char *layout, const char *size, size_t longest)
{
	struct bill_design *design = laid_design(layout);
	double last = G_MAXDOUBLE;
	char *wrong = NULL;
	for (size_t letters = 120; letters < longest; letters += letters / 8) {
		struct recipe recipe = {.script = &scripts[0], .title = 60, .abstract = letters, .bio = 250, .speakers = 1};
		struct bill_event *event = cook(&recipe);
		struct laid laid = laid_out(design, event, size);
		double now = laid.frames ? size_of_field(laid.frames, "abstract") : last;
		if (now > last + 0.02 && !wrong)
			wrong = g_strdup_printf("%s on %s: an abstract of %zu letters is set in %.2f pt, a shorter one in %.2f pt", layout,
				size, letters, now, last);
		last = now;
		laid_finish(&laid);
		bill_event_free(event);
	}
	bill_design_free(design);
	return wrong;
}

static void test_monotone(void)
{
	static const char *const all[] = {"a4", "a6", "a4-landscape", "1080p"};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		g_autofree char *wrong = find_growth(TEST_FOLDER "/goldens/sizes.yaml", all[i], 3000);
		g_assert_cmpstr(wrong, ==, NULL);
	}
}

static void test_monotone_seminar(gconstpointer size)
{
	g_autofree char *wrong = find_growth("seminar", size, 4000);
	g_assert_cmpstr(wrong, ==, NULL);
}

/* The same event gives the same frames: made twice, in another zone, in another locale. */
static void test_same(void)
{
	struct bill_design *design = laid_design("seminar");
	struct recipe recipe = {.script = &scripts[0],
		.title = 60,
		.abstract = 900,
		.bio = 250,
		.speakers = 2,
		.extra = "url: https://example.org/talk\n"};
	struct bill_event *event = cook(&recipe);
	g_autofree char *first = NULL;
	for (int i = 0; i < 3; i++) {
		if (i == 1) {
			g_setenv("TZ", "Pacific/Auckland", TRUE);
			tzset();
		} else if (i == 2)
			setlocale(LC_ALL, "");
		struct laid laid = laid_out(design, event, "letter");
		g_autofree char *dump = laid_dump(&laid);
		if (!first)
			first = g_steal_pointer(&dump);
		else
			g_assert_cmpstr(first, ==, dump);
		laid_finish(&laid);
	}
	setlocale(LC_ALL, "C");
	bill_event_free(event);
	bill_design_free(design);
}

/* ---- maximal ---- */

/* One style that fills the page, so that nothing but its size decides. */
static struct bill_fit fit_for(
	const struct bill_design *design, const struct bill_event *event, const struct bill_sheet_size *page, struct laid *laid)
{
	struct bill_fit fit = {.design = design,
		.page = page,
		.language = "en",
		.fonts = laid_fonts(),
		.arena = laid->arena,
		.diags = laid->diags,
		.tight = 1};
	fit.caps = bill_arena_array(fit.arena, double, design->n_styles);
	fit.pins = bill_arena_array(fit.arena, double, design->n_styles);
	fit.boosts = bill_arena_array(fit.arena, double, design->n_styles);
	fit.strained = bill_arena_array(fit.arena, bool, design->n_styles);
	for (size_t i = 0; i < design->n_styles; i++)
		fit.caps[i] = 1;
	fit.area = bill_fit_inset(&fit, &design->page.margin, (struct bill_rect){0, 0, page->pt.width, page->pt.height},
		fmin(page->pt.width, page->pt.height));
	fit.root = bill_box_new(&fit, bill_fill(design, event, page, laid->arena, laid->diags));
	return fit;
}

/* A quarter point more would not fit. */
static void test_maximal(void)
{
	struct bill_design *design = laid_design(TEST_FOLDER "/goldens/sizes.yaml");
	for (size_t letters = 300; letters < 2400; letters += 150) {
		struct recipe recipe = {.script = &scripts[0], .title = 40, .abstract = letters};
		struct bill_event *event = cook(&recipe);
		struct laid laid = laid_out(design, event, "a4");
		g_assert_nonnull(laid.frames);
		struct bill_fit fit = fit_for(design, event, &laid.frames->page, &laid);
		double along = laid.frames->along, step = 0.25 / (28 - 9);
		g_assert_true(bill_fit_try(&fit, along, laid.frames->tight));
		if (along + step <= 1)
			g_assert_false(bill_fit_try(&fit, along + step, laid.frames->tight));
		laid_finish(&laid);
		bill_event_free(event);
	}
	bill_design_free(design);
}

int main(int argc, char **argv)
{
	g_setenv("LC_ALL", "de_DE.UTF-8", TRUE);
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		g_autofree char *name = g_strconcat("/layout/properties/", scripts[i].name, NULL);
		g_test_add_data_func(name, &scripts[i], test_scripts);
	}
	g_test_add_func("/layout/properties/tall scripts", test_tall_scripts);
	g_test_add_func("/layout/properties/titles", test_titles);
	g_test_add_func("/layout/properties/extremes", test_extremes);
	g_test_add_func("/layout/properties/monotone", test_monotone);
	g_test_add_data_func("/layout/properties/monotone seminar a4", "a4", test_monotone_seminar);
	g_test_add_data_func("/layout/properties/monotone seminar a6", "a6", test_monotone_seminar);
	g_test_add_data_func("/layout/properties/monotone seminar 1080p", "1080p", test_monotone_seminar);
	g_test_add_func("/layout/properties/same", test_same);
	g_test_add_func("/layout/properties/maximal", test_maximal);
	int status = g_test_run();
	laid_close_fonts();
	return status;
}
