/* Parts of the fit engine by themselves: where sentences end, how high columns are; and pages that nobody would make. */
#include <glib/gstdio.h>
#include <math.h>

#include "../tell.h"
#include "laid.h"
#include "layout/box.h"

/* ---- sentences ---- */

/* "|" stands where a sentence ends, before the white space. */
static const char *const sentences[] = {
	"One two.| Three.",
	"Is it?| Yes!| No.",
	"He said \"no.\"| She went.",
	"(So it was.)| And is.",
	"Dr. Ada and Prof. Leo met Mrs. Lund.| They talked.",
	"J. R. Hartley wrote.| He fished.",
	"See Fig. 3 and Vol. 2, pp. 4 to 6, e.g. the map.| Then go.",
	"A Ph.D. in maps.| Done.",
	"Version 2.5 of it.| Next.",
	"No end, no stop; none: here",
	"Wait\342\200\246| then go.",
	"A paragraph|\nand another",
	"港口很老。| 城市很大。",
	"क ख।| ग घ।",
	"هل هذا؟| نعم.",
};

static void test_sentences(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		g_autoptr(GString) text = g_string_new(sentences[i]), marked = g_string_new(NULL);
		g_string_replace(text, "|", "", 0);
		for (size_t at = 0; at < text->len; at++) {
			bool white = text->str[at] == ' ' || text->str[at] == '\n';
			if (white && at > 0 && bill_sentence_ends(text->str, at))
				g_string_append_c(marked, '|');
			g_string_append_c(marked, text->str[at]);
		}
		g_assert_cmpstr(marked->str, ==, sentences[i]);
	}
}

/* ---- columns ---- */

/* Fills columns of a height line by line, as a person would; how many are needed. */
static int columns_needed(const size_t *lines, size_t n, double pitch, double first, double gap, double height)
{
	int columns = 1;
	double y = 0;
	for (size_t p = 0; p < n; p++)
		for (size_t i = 0; i < lines[p]; i++) {
			double next = y <= 0 ? first : y + pitch + (i == 0 ? gap : 0);
			if (next > height + 1e-6) {
				columns++;
				next = first;
			}
			y = next;
		}
	return columns;
}

/* The text fits into the height that was found, and not into one that is a line lower. */
static void test_columns(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(42);
	for (int round = 0; round < 3000; round++) {
		size_t lines[12], n = (size_t)g_rand_int_range(random, 1, 13), all = 0;
		for (size_t i = 0; i < n; i++)
			all += lines[i] = (size_t)g_rand_int_range(random, 1, 20);
		int columns = g_rand_int_range(random, 1, 6);
		double pitch = g_rand_double_range(random, 8, 30), first = pitch * g_rand_double_range(random, 0.7, 1),
			   gap = g_rand_boolean(random) ? 0 : pitch * g_rand_double(random);
		double height = bill_columns_height(lines, n, pitch, first, gap, columns);
		g_assert_cmpint(columns_needed(lines, n, pitch, first, gap, height), <=, columns);
		if (all > (size_t)columns && height > first + 0.01 && columns > 1)
			g_assert_cmpint(columns_needed(lines, n, pitch, first, gap, height - pitch - 0.01), >, columns);
	}
}

/* ---- pages that nobody would make ---- */

static const char *const hostile_events[] = {
	"title: x\n",
	"title: \"\\u202e\\u2066abc\\u200b\\u200d\\u00ad\"\nabstract: \"\\u0301\\u0301\\u0301 \\ufeff\"\n",
	"title: \"{{title}} <b>&amp; %s\"\nabstract: \"\\U0001F469\\u200d\\U0001F680 \\U0001F1E9\\U0001F1EA\"\n",
	"title: \"a\\u2028b\\u2029c\\vd\"\nabstract: \"- - - -\"\n",
};

static void check_numbers(const struct bill_frames *frames)
{
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_rect *box = &frames->items[i].box;
		g_assert_true(isfinite(box->x) && isfinite(box->y) && isfinite(box->width) && isfinite(box->height));
		g_assert_cmpfloat(box->width, >=, 0);
		g_assert_cmpfloat(box->height, >=, 0);
	}
}

static size_t count_off_page(const struct bill_frames *frames)
{
	struct bill_size page = frames->page.pt;
	size_t count = 0;
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_rect *box = &frames->items[i].box;
		bool inside =
			box->x > -0.1 && box->y > -0.1 && box->x + box->width < page.width + 0.1 && box->y + box->height < page.height + 0.1;
		count += frames->items[i].kind == BILL_FRAME_LINE && !inside;
	}
	return count;
}

/* How many lines are off the page. */
static size_t lay_out(const struct bill_design *design, const struct bill_event *event, const char *size)
{
	struct laid laid = laid_out(design, event, size); /* frames or an error, never both */
	size_t off_page = 0;
	if (laid.frames) {
		check_numbers(laid.frames);
		off_page = count_off_page(laid.frames);
	}
	laid_finish(&laid);
	return off_page;
}

static void test_pages(void)
{
	static const char *const pages[] = {"36x36pt", "36x14400pt", "14400x36pt", "200x200in", "1x1in", "a4"};
	static const char *const layouts[] = {"seminar", "goldens/columns-two.yaml", "goldens/row-squeeze.yaml", "goldens/grid.yaml",
		"goldens/box.yaml", "goldens/bleed.yaml", "goldens/qr.yaml", "goldens/shortened.yaml", "goldens/dropped.yaml"};
	size_t off_page = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
		struct bill_design *design = laid_design(layouts[i]);
		for (size_t j = 0; j <= G_N_ELEMENTS(hostile_events); j++) {
			struct bill_event *event =
				j < G_N_ELEMENTS(hostile_events) ? laid_event_of(hostile_events[j]) : laid_event("goldens/common.event.yaml");
			for (size_t k = 0; k < G_N_ELEMENTS(pages); k++)
				off_page += lay_out(design, event, pages[k]);
			bill_event_free(event);
		}
		bill_design_free(design);
	}
	g_assert_cmpuint(off_page, ==, 0);
}

/* Layouts whose lengths leave no room. */
static void test_no_room(void)
{
	static const char *const elements[] = {
		"  - box: [{text: '{{title}}', style: body}]\n    padding: 300pt\n",
		"  - box: [{box: [{text: '{{title}}', style: body}], padding: 60%}]\n    padding: 60%\n",
		"  - row: [{text: '{{title}}', style: body, width: 90%}, {text: '{{title}}', style: body, width: 90%}]\n",
		"  - row: [{space: 2000pt}, {text: '{{title}}', style: body}]\n",
		"  - row: [{text: '{{title}}', style: body}, {text: b, style: body, fill: yes}]\n    gap: 900pt\n",
		"  - grid: [{text: '{{title}}', style: body}, {text: b, style: body}]\n    cells: 50\n    gap: 40pt\n",
		"  - {text: '{{title}} {{title}}', style: body, columns: 12, gutter: 90pt}\n",
		"  - {text: '{{title}}', style: body, width: 0.1pt}\n",
		"  - column: [{text: '{{title}}', style: body}]\n    height: 5000pt\n",
		"  - column: [{qr: '{{title}}', width: 0pt}, {rule: horizontal, thickness: 0pt}, {text: x, style: body, width: 0pt}]\n",
		"  - column: [{space: 0pt..5000pt}, {text: '{{title}}', style: body}]\n",
	};
	struct bill_event *event = laid_event_of("title: Harbours of the North\n");
	size_t off_page = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
		g_autofree char *text =
			g_strconcat("styles:\n  body: {size: 8pt..90pt, hyphenate: yes}\narrangements:\n", elements[i], NULL);
		g_autofree char *path = g_strdup_printf("%s/no-room-%zu.yaml", g_get_tmp_dir(), i);
		tell("%s", elements[i]);
		g_assert_true(g_file_set_contents(path, text, -1, NULL));
		struct bill_design *design = laid_design(path);
		g_unlink(path);
		off_page += lay_out(design, event, "a4") + lay_out(design, event, "2x3in");
		bill_design_free(design);
	}
	bill_event_free(event);
	g_assert_cmpuint(off_page, ==, 0);
}

/* How near to an edge the ink of a line comes, with what hangs out of it. */
static double ink_room(const struct bill_frame *frame, double page_width)
{
	cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
	cairo_t *cr = cairo_create(surface);
	cairo_move_to(cr, frame->box.x, frame->baseline_pt);
	bill_type_line_show(frame->line, frame->size_pt, NULL, cr);
	double x, y, width, height;
	cairo_recording_surface_ink_extents(surface, &x, &y, &width, &height);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return fmin(x, page_width - x - width);
}

static double title_room(const struct bill_frames *frames)
{
	double room = HUGE_VAL;
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].kind == BILL_FRAME_LINE && frames->items[i].role == BILL_FRAME_TITLE)
			room = fmin(room, ink_room(&frames->items[i], frames->page.pt.width));
	return room;
}

/* A title between marks that is as wide as the page lets it be. */
static void test_hang(void)
{
	static const char *const layouts[] = {"tear-off", "headline", "seminar"}, *const sizes[] = {"a5", "letter", "1080x1920"};
	struct bill_event *event = laid_event_of("title: “Harbours”\nspeaker: Ada Lovelace\n");
	for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
		struct bill_design *design = laid_design(layouts[i]);
		for (size_t j = 0; j < G_N_ELEMENTS(sizes); j++) {
			struct laid laid = laid_out(design, event, sizes[j]);
			g_assert_cmpfloat(title_room(laid.frames), >=, bill_paper_safe_pt(&laid.frames->page) - 0.1);
			g_assert_cmpfloat(title_room(laid.frames), <, 0.09 * laid.frames->page.pt.width);
			laid_finish(&laid);
		}
		bill_design_free(design);
	}
	bill_event_free(event);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	g_test_add_func("/layout/parts/sentences", test_sentences);
	g_test_add_func("/layout/parts/columns", test_columns);
	g_test_add_func("/layout/parts/pages", test_pages);
	g_test_add_func("/layout/parts/no-room", test_no_room);
	g_test_add_func("/layout/parts/hang", test_hang);
	int status = g_test_run();
	laid_close_fonts();
	return status;
}
