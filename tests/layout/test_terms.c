/* Posters of several events: semester and week with one, twelve and sixty events as frames (goldens/LAYOUT-N.frames), and what
 * must hold of them whatever they look like. HANDBILL_UPDATE_GOLDENS=1 writes the frames anew; look at them. */
#include <glib/gstdio.h>
#include <string.h>

#include "laid.h"
#include "../golden.h"

/* All in one week of six days, as many on each. */
static void gather(const GPtrArray *events)
{
	for (guint i = 0; i < events->len; i++) {
		struct bill_event *event = events->pdata[i];
		event->start.month = event->end.month = 2;
		event->start.day = event->end.day = 1 + (int)(i * 6 / events->len);
	}
}

/* The sample term, again and again in later months, until there are n events. */
static GPtrArray *term_of(guint n)
{
	GPtrArray *events = g_ptr_array_new_with_free_func((GDestroyNotify)bill_event_free);
	for (int round = 0; events->len < n; round++) {
		struct bill_reader *reader = bill_reader_open(SOURCE_ROOT "/samples/term.csv", NULL);
		g_assert_nonnull(reader);
		for (struct bill_event *event; (event = bill_reader_next(reader, NULL));) {
			event->start.month = event->end.month = event->start.month + 2 * round;
			event->start.day = event->end.day = MIN(event->start.day, 28); /* every month has it */
			g_ptr_array_add(events, event);
		}
		bill_reader_close(reader);
	}
	g_ptr_array_set_size(events, (gint)n);
	return events;
}

static struct laid lay_out(const struct bill_design *design, const GPtrArray *events, const char *size)
{
	struct laid laid = laid_out_many(design, (const struct bill_event *const *)(const void *)events->pdata, events->len, size);
	if (!laid.frames)
		bill_diags_print(laid.diags, stderr, BILL_NOTE, false);
	g_assert_nonnull(laid.frames);
	return laid;
}

/* ---- goldens ---- */

static const struct golden {
	const char *layout;
	guint n;
	const char *sizes[3];
} goldens[] = {
	{"semester", 1, {"letter", "1080p"}},
	{"semester", 12, {"letter", "1080p"}},
	{"semester", 60, {"a3"}},
	{"week", 1, {"letter", "1080p"}},
	{"week", 12, {"letter", "1080p"}},
	{"week", 60, {"a3"}},
};

static void test_golden(gconstpointer data)
{
	const struct golden *golden = data;
	struct bill_design *design = laid_design(golden->layout);
	g_autoptr(GPtrArray) events = term_of(golden->n);
	if (golden->n > 12)
		gather(events);
	g_autoptr(GString) all = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(golden->sizes) && golden->sizes[i]; i++) {
		struct laid laid = lay_out(design, events, golden->sizes[i]);
		g_autofree char *dump = laid_dump(&laid);
		g_string_append_printf(all, "%s%s", all->len ? "\n" : "", dump);
		laid_finish(&laid);
	}
	g_autofree char *path = g_strdup_printf("goldens/%s-%u.frames", golden->layout, golden->n);
	golden_compare(path, all->str);
	bill_design_free(design);
}

/* ---- what must hold ---- */

/* The words of the page, without the white between them. */
static char *words_of(const struct bill_frames *frames)
{
	GString *words = g_string_new(NULL);
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].kind == BILL_FRAME_LINE)
			g_string_append(words, bill_type_line_text(frames->items[i].line));
	for (char *c = words->str; *c; c++)
		if (*c == ' ')
			words = g_string_erase(words, c - words->str, 1), c--;
	return g_string_free(words, FALSE);
}

static void assert_on_page(const char *page, const char *text)
{
	g_autofree char *solid = g_strdup(text);
	char *to = solid;
	for (const char *c = solid; *c; c++)
		if (*c != ' ')
			*to++ = *c;
	*to = '\0';
	g_test_message("%s", text);
	g_assert_nonnull(strstr(page, solid));
}

/* Nothing of the sample term is lost on any page: each title, each speaker, the odd place and the odd hour, and the usual ones.
 */
static void test_complete(gconstpointer data)
{
	static const char *const sizes[] = {"letter", "a4", "a3", "a5", "tabloid", "1080p", "1080p-portrait", "square"};
	struct bill_design *design = laid_design(data);
	g_autoptr(GPtrArray) events = term_of(12);
	if (strcmp(data, "week") == 0)
		gather(events);
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct laid laid = lay_out(design, events, sizes[i]);
		g_autofree char *page = words_of(laid.frames);
		g_assert_false(laid_noted(&laid, "layout/dropped"));
		for (guint e = 0; e < events->len; e++) {
			const struct bill_event *event = events->pdata[e];
			const char *title = bill_event_text(event, "title", NULL);
			g_auto(GStrv) words = g_strsplit(title, "’", 2);
			assert_on_page(page, words[0]);
			for (size_t s = 0; s < event->n_speakers; s++)
				assert_on_page(page, event->speakers[s].name.text);
		}
		assert_on_page(page, "Microscopy Laboratory");
		assert_on_page(page, "6:00–7:30");
		assert_on_page(page, "Old Library, Elm College");
		assert_on_page(page, "4:00–5:00");
		laid_finish(&laid);
	}
	bill_design_free(design);
}

/* A day that goes on in the next column is named again there; a screen reader hears it once. */
static void test_continued(void)
{
	struct bill_design *design = laid_design("week");
	g_autoptr(GPtrArray) events = term_of(24);
	for (guint i = 0; i < events->len; i++) {
		struct bill_event *event = events->pdata[i];
		event->start.month = event->end.month = 2;
		event->start.day = event->end.day = 1;
	}
	struct laid laid = lay_out(design, events, "letter");
	int named = 0, heard = 0;
	for (size_t i = 0; i < laid.frames->count; i++) {
		const struct bill_frame *frame = &laid.frames->items[i];
		if (frame->kind != BILL_FRAME_LINE || strcmp(frame->style, "weekday") != 0)
			continue;
		named++;
		heard += frame->role != BILL_FRAME_ARTIFACT;
	}
	g_assert_cmpint(named, >=, 2);
	g_assert_cmpint(heard, ==, 1);
	laid_finish(&laid);
	bill_design_free(design);
}

/* ---- more than there is room for ---- */

static const char *const openings[] = {
	"Bees", "Clocks", "Dunes", "Engines", "Ferns", "Glaciers", "Hinges", "Islands", "Jetties", "Kilns"};
static const char *const middles[] = {"that remember where they were built", "seen by those who had to mend them",
	"before there were any maps of them", "and what they cost the town that wanted them", "as they are drawn by children of five",
	"and their part in the long quiet winters"};

/* Sixty on as many days, every one with a title of three lines, two speakers and a place of its own. */
static GPtrArray *long_ones(void)
{
	g_autoptr(GString) yaml = g_string_new(NULL);
	for (int i = 0; i < 60; i++)
		g_string_append_printf(yaml,
			"---\ntitle: \"%s %s: A Study in Several Parts, with Remarks on the Methods Used and on Those That Were Given "
			"Up\"\nspeakers: [{name: Ada Elm-%02d, affiliation: University of "
			"the Northern Provinces}, {name: Ben Ash, affiliation: Institute for Applied Patience}]\nstart: 2027-%02d-%02d "
			"%02d:15\nlocation: \"Room %d, Second House of the Old Observatory\"\n",
			openings[i % 10], middles[i / 10], i, 1 + i / 20, 1 + i % 20, 9 + i % 9, 100 + i);
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("handbill-XXXXXX.yaml", &path, &error);
	g_assert_no_error(error);
	g_assert_true(g_close(fd, NULL) && g_file_set_contents(path, yaml->str, -1, NULL));
	GPtrArray *events = g_ptr_array_new_with_free_func((GDestroyNotify)bill_event_free);
	struct bill_reader *reader = bill_reader_open(path, NULL);
	for (struct bill_event *event; (event = bill_reader_next(reader, NULL));)
		g_ptr_array_add(events, event);
	bill_reader_close(reader);
	g_assert_cmpint(g_remove(path), ==, 0);
	g_assert_cmpuint(events->len, ==, 60);
	return events;
}

/* Each is there, by its first words, its first speaker, its day and its hour, and that it was shortened is told. */
static void test_crowded(gconstpointer data)
{
	static const char *const sizes[] = {"letter", "a5", "tabloid", "1080p", "square"};
	struct bill_design *design = laid_design(data);
	g_autoptr(GPtrArray) events = long_ones();
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct laid laid = lay_out(design, events, sizes[i]);
		g_autofree char *page = words_of(laid.frames);
		for (guint e = 0; e < events->len; e++) {
			g_autofree char *title = g_strdup_printf("%s %.20s", openings[e % 10], middles[e / 10]),
							*name = g_strdup_printf("Ada Elm-%02u", e);
			*strrchr(title, ' ') = '\0';
			assert_on_page(page, title);
			assert_on_page(page, name);
			g_autofree char *clock = g_strdup_printf("%u:15", (e % 9 + 8) % 12 + 1);
			assert_on_page(page, clock);
		}
		g_assert_true(
			strcmp(sizes[i], "tabloid") == 0 || strcmp(sizes[i], "1080p") == 0 || laid_noted(&laid, "layout/shortened"));
		laid_finish(&laid);
	}
	bill_design_free(design);
}

static double size_of(const struct bill_frames *frames, const char *style)
{
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].kind == BILL_FRAME_LINE && strcmp(frames->items[i].style, style) == 0)
			return frames->items[i].size_pt;
	g_assert_not_reached();
}

/* More events never get larger type. */
static void test_monotone(gconstpointer data)
{
	struct bill_design *design = laid_design(data);
	double before = 1000;
	for (guint n = 2; n <= 36; n += 2) {
		g_autoptr(GPtrArray) events = term_of(n);
		gather(events);
		struct laid laid = lay_out(design, events, "letter");
		double size = size_of(laid.frames, "talk");
		g_test_message("%u events: %.2f pt after %.2f pt", n, size, before);
		g_assert_cmpfloat(size, <=, before * 1.15); /* another column is worth a seventh */
		before = MIN(before, size);
		laid_finish(&laid);
	}
	bill_design_free(design);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(goldens); i++) {
		g_autofree char *name = g_strdup_printf("/terms/golden/%s/%u", goldens[i].layout, goldens[i].n);
		g_test_add_data_func(name, &goldens[i], test_golden);
	}
	g_test_add_data_func("/terms/complete/semester", "semester", test_complete);
	g_test_add_data_func("/terms/complete/week", "week", test_complete);
	g_test_add_func("/terms/continued", test_continued);
	g_test_add_data_func("/terms/crowded/semester", "semester", test_crowded);
	g_test_add_data_func("/terms/crowded/week", "week", test_crowded);
	g_test_add_data_func("/terms/monotone/semester", "semester", test_monotone);
	g_test_add_data_func("/terms/monotone/week", "week", test_monotone);
	int status = g_test_run();
	laid_close_fonts();
	return status;
}
