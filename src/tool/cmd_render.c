/* handbill render: events to posters. */
#include <string.h>

#include "task/task.h"
#include "tool/tool.h"

#define PAPER_HELP                                                                                                               \
	"      --bleed LENGTH   colour that runs off the page goes on this far, to be trimmed: 3mm\n"                                \
	"      --marks LIST     crop, registration, or both: crop,registration\n"                                                    \
	"      --n-up CxR       so many flyers on one sheet: 2x2; --sheet SIZE the sheet (letter or a4)\n"                           \
	"      --tile SIZE      a large poster over sheets of this size, to be glued together: a4\n"                                 \
	"      --gray           true grey, for a black printer\n"                                                                    \
	"      --margin-safe L  warns of words nearer to the edge than this (4mm)\n"                                                 \
	"      --transparent    no ground behind the words\n"                                                                        \
	"      --alt            also a .txt beside it: what a screen reader should say\n"

static const char help[] = "handbill render INPUT... makes a poster of every event in the files.\n"
						   "\n"
						   "  -l, --layout NAME    how it looks: a name from 'handbill layouts', or a file (seminar)\n"
						   "  -s, --size SIZE      the page: letter, a4, a3, tabloid, 1080p, 4k, 5x7in, 1200x630 ...\n"
						   "                       again for another size of the same poster (letter)\n"
						   "  -f, --format LIST    pdf, png or svg, or several: pdf,png\n"
						   "  -o, --output NAME    where to: a file, a folder, a pattern, or - for standard output.\n"
						   "                       Its ending (.pdf .png .svg) decides the format. Without it, a name\n"
						   "                       like 2025-01-21-mark-zhao.pdf in the current folder\n"
						   "      --set KEY=VALUE  changes a colour, a text or a logo: 'handbill layouts NAME' lists them\n"
						   BILL_BRAND_HELP
						   "      --dpi N          pixels an inch of a PNG of a paper size (150)\n"
						   "      --root DIR       where the events' pictures are (beside each event's file)\n"
						   "      --font-path DIR  a folder of fonts of your own\n" PAPER_HELP BILL_SELECTION_HELP
						   "      --strict         makes no poster that would need a warning, or words left out\n"
						   "      --dump frames    prints where everything stands instead of making files\n"
						   "      --diagnostics F  text or json (one finding a line, on standard error)\n"
						   "  -q, --quiet          errors only\n"
						   "  -v, --verbose        every decision taken\n"
						   "\n"
						   "A pattern has the event's words in it: {{start}} {{title}} {{speaker}} {{series}} ..., also\n"
						   "{{size}} and {{layout}}; '| slug' makes words fit for a file name, '| date: %F' is 2025-01-21.\n"
						   "\n"
						   "  handbill render listing.txt\n"
						   "  handbill render listing.txt -o door.pdf -s a4\n"
						   "  handbill render listing.txt -s 1080p -o screen.png\n"
						   "  handbill render autumn.yaml -o 'out/{{start | date: %F}}-{{speaker | slug}}.pdf'\n"
						   "  handbill render listing.txt --set accent=#005ea8 -s letter -s 1080p -f pdf,png\n"
						   "\n"
						   "The files made are listed on standard output. Exit status: 0 all made; 1 a poster failed while\n"
						   "others were made, or did not fit; 2 wrong usage; 3 the input or the layout is not valid; 4 a file\n"
						   "could not be read or written.\n";

struct run {
	struct bill_options *options;
	struct bill_brand *brand; /* NULL: none */
	struct bill_press *press;
	struct bill_design *design;
	struct bill_names *names;
	struct bill_report report;
	struct bill_selection *selection;
	struct bill_printing *printing;
	GPtrArray *gathered; /* the events of a layout that shows all on one poster; NULL: each has its own */
};

/* ---- one poster ---- */

static bool write_one(
	struct run *run, struct bill_poster *poster, const struct bill_event *event, const char *size, const char *format)
{
	struct bill_diags *diags = run->report.diags;
	g_autofree char *path = bill_names_next(run->names, event, size, format, diags);
	if (!path || !bill_poster_print(poster, run->printing, format, run->options->dpi, path, diags))
		return false;
	if (!run->options->quiet && !g_str_equal(path, "-"))
		bill_put("%s\n", path);
	return true;
}

/* poster.pdf, poster.png: poster.txt, once for each size. */
static bool write_alternative(struct run *run, const struct bill_poster *poster, const struct bill_event *event, const char *size)
{
	struct bill_diags *diags = run->report.diags;
	g_autofree char *path = bill_names_next(run->names, event, size, "txt", diags);
	if (!path || !bill_poster_write_description(poster, path, diags))
		return false;
	if (!run->options->quiet)
		bill_put("%s\n", path);
	return true;
}

static bool dump_one(const struct bill_poster *poster)
{
	g_autoptr(GString) text = g_string_new(NULL);
	bill_poster_dump(poster, text);
	bill_put("%s", text->str);
	return true;
}

static bool output(struct run *run, struct bill_poster *poster, const struct bill_event *event, const char *size)
{
	if (bill_report_too_strict(&run->report))
		return bill_error(run->report.diags, (struct bill_at){0}, "task/strict",
			"the poster was not made, because --strict allows no warning and no words left out");
	if (run->options->dump)
		return dump_one(poster);
	bool good = true;
	for (unsigned i = 0; i < run->options->formats->len; i++)
		good = write_one(run, poster, event, size, run->options->formats->pdata[i]) && good;
	if (run->options->alt)
		good = write_alternative(run, poster, event, size) && good;
	return good;
}

static bool render_size(struct run *run, const struct bill_event *const *events, size_t n_events, const char *size)
{
	struct bill_poster *poster = bill_poster_new_many(run->press, run->design, events, n_events, size, run->report.diags);
	if (poster && !run->options->dump)
		bill_poster_inspect(poster, run->printing, run->options->verbose, run->report.diags);
	bool good = poster && output(run, poster, events[0], size);
	bill_poster_free(poster);
	bill_report_flush(&run->report);
	return good;
}

static void render_poster(struct run *run, const struct bill_event *const *events, size_t n_events)
{
	bool good = true;
	for (unsigned i = 0; i < run->options->sizes->len; i++) {
		bool made = render_size(run, events, n_events, run->options->sizes->pdata[i]);
		run->report.made += made;
		good = good && made;
	}
	run->report.failed += !good;
}

/* ---- all of them ---- */

/* Takes the event. */
static void take_event(struct run *run, struct bill_event *event)
{
	if (run->gathered) {
		g_ptr_array_add(run->gathered, event);
		return;
	}
	const struct bill_event *one = event;
	render_poster(run, &one, 1);
	bill_event_free(event);
}

/* Returns how many events there were, good or bad. */
static unsigned render_events(struct run *run, struct bill_reader *reader)
{
	struct bill_diags *diags = run->report.diags;
	unsigned count = 0;
	for (;;) {
		struct bill_event *event = bill_reader_next(reader, diags);
		/* Warnings and notes of the reader stay in diags: they count for the event's --strict. */
		unsigned errors = bill_diags_count(diags, BILL_ERROR);
		run->report.failed += errors;
		count += errors + (event != NULL);
		if (!event)
			return count;
		take_event(run, event);
	}
}

static void render_input(struct run *run, const char *path)
{
	struct bill_reader *reader = bill_reader_open_with(path, run->selection, run->report.diags);
	bool failed = !reader;
	if (reader && render_events(run, reader) == 0 && !bill_selection_has_story(run->selection)) {
		bill_report_no_event(&run->report, path);
		failed = true;
	}
	run->report.failed += failed;
	bill_report_flush(&run->report);
	bill_reader_close(reader);
}

/* Without -s: as large as flyers on the sheet can be, or as the brand says, or US Letter. */
static void settle_size(struct run *run)
{
	GPtrArray *sizes = run->options->sizes;
	char *flyer = bill_printing_flyer(run->printing);
	if (sizes->len == 0 && flyer)
		g_ptr_array_add(sizes, g_steal_pointer(&flyer));
	bill_options_brand_sizes(run->options, run->brand);
	if (sizes->len == 0)
		g_ptr_array_add(sizes, g_strdup("letter"));
	g_free(flyer);
}

static bool open_all(struct run *run)
{
	const struct bill_options *options = run->options;
	struct bill_diags *diags = run->report.diags;
	run->printing = bill_options_printing(options, diags);
	if (!run->printing)
		return false;
	settle_size(run);
	for (unsigned i = 0; i < options->sizes->len; i++) {
		if (!bill_size_check(options->sizes->pdata[i], diags))
			return false;
	}
	run->selection = bill_options_selection(options, diags);
	if (!run->selection)
		return false;
	run->press = bill_press_new(NULL, bill_options_texts(options->font_paths), diags);
	if (!run->press)
		return false;
	bill_press_set_root(run->press, options->root);
	if (!bill_press_set_brand(run->press, run->brand, diags))
		return false;
	if (options->formats->len == 0)
		g_ptr_array_add(options->formats, g_strdup("pdf"));
	run->design = bill_press_open_design(run->press, options->layout, bill_options_texts(options->settings), diags);
	if (run->design && bill_design_takes_many(run->design))
		run->gathered = g_ptr_array_new_with_free_func((GDestroyNotify)bill_event_free);
	return run->design != NULL;
}

/* The group an event belongs to; NULL: its name cannot be made. */
static GPtrArray *group_of(struct run *run, GHashTable *by_name, GPtrArray *groups, const struct bill_event *event)
{
	char *name = bill_names_group(run->names, event, run->report.diags);
	if (!name)
		return NULL;
	GPtrArray *group = g_hash_table_lookup(by_name, name);
	if (!group) {
		group = g_ptr_array_new();
		g_ptr_array_add(groups, group);
	}
	g_hash_table_insert(by_name, name, group);
	return group;
}

/* A layout for many events: those whose posters would have one name are on one poster, in the order they came. */
static void render_gathered(struct run *run)
{
	g_autoptr(GHashTable) by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	for (unsigned i = 0; i < run->gathered->len; i++) {
		GPtrArray *group = group_of(run, by_name, groups, run->gathered->pdata[i]);
		run->report.failed += !group;
		if (group)
			g_ptr_array_add(group, run->gathered->pdata[i]);
	}
	for (unsigned i = 0; i < groups->len; i++) {
		GPtrArray *group = groups->pdata[i];
		render_poster(run, (const struct bill_event *const *)(const void *)group->pdata, group->len);
	}
}

static void render_inputs(struct run *run)
{
	const struct bill_options *options = run->options;
	run->names = bill_names_new(&(struct bill_names_plan){
		.pattern = options->output,
		.layout = options->layout,
		.several_sizes = options->sizes->len > 1,
		.several_formats = options->formats->len > 1,
		.together = run->gathered != NULL,
	});
	for (unsigned i = 0; options->inputs->pdata[i]; i++)
		render_input(run, options->inputs->pdata[i]);
	if (run->gathered)
		render_gathered(run);
}

static int render(struct bill_options *options)
{
	struct run run = {.options = options};
	bill_report_init(&run.report, options);
	if (bill_options_brand(options, &run.brand, run.report.diags) && open_all(&run))
		render_inputs(&run);
	bill_report_selection(&run.report, run.selection);
	bill_printing_free(run.printing);
	bill_selection_free(run.selection);
	g_clear_pointer(&run.gathered, g_ptr_array_unref);
	bill_names_free(run.names);
	bill_design_free(run.design);
	bill_press_free(run.press);
	bill_brand_free(run.brand);
	return bill_report_finish(&run.report);
}

/* ---- the arguments as a whole ---- */

static bool settle_format(struct bill_options *options)
{
	const char *output = options->output;
	const char *asked = output ? bill_name_format(output) : NULL;
	const char *foreign = output ? bill_name_foreign(output) : NULL;
	if (foreign)
		return bill_misuse("-o asks for .%s, and there are only pdf, png and svg", foreign), false;
	if (options->formats->len == 0 && asked)
		g_ptr_array_add(options->formats, g_strdup(asked));
	if (asked && options->formats->len == 1 && !g_str_equal(asked, options->formats->pdata[0]))
		return bill_misuse("-o ends in .%s, but -f says %s", asked, (const char *)options->formats->pdata[0]), false;
	return true;
}

static bool settle(struct bill_options *options)
{
	if (!options->inputs->pdata[0])
		return bill_misuse("render needs a file with an event in it, or - for standard input (see handbill render --help)"),
			   false;
	if (!settle_format(options))
		return false;
	if (g_strcmp0(options->output, "-") == 0 && MAX(options->sizes->len, 1) * MAX(options->formats->len, 1) > 1)
		return bill_misuse("-o - takes one poster; give one size and one format"), false;
	if (g_strcmp0(options->output, "-") == 0 && options->alt)
		return bill_misuse("--alt writes a file beside the poster's, and -o - has none"), false;
	return true;
}

int bill_tool_render(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	if (!bill_options_parse(&options, BILL_RENDER, help, argc, argv))
		status = options.exit;
	else if (settle(&options))
		status = render(&options);
	bill_options_finish(&options);
	return status;
}
