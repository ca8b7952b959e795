/* handbill check: says what is wrong with posters, before they are printed. */
#include "tool/tool.h"

static const char help[] =
	"handbill check INPUT... lays out a poster of every event and says what is wrong with it: type too small or\n"
	"too pale, words lost or one over the other, pictures too coarse, codes no phone reads, dates in doubt.\n"
	"Nothing is written.\n"
	"\n"
	"  -l, --layout NAME    as of render (seminar)\n"
	"  -s, --size SIZE      likewise, also several (letter)\n"
	"      --set KEY=VALUE  changes a colour, a text or a logo\n"
	"      --root DIR       where the events' pictures are (beside each event's file)\n"
	"      --font-path DIR  a folder of fonts of your own\n"
	"      --margin-safe L  words nearer to the edge of paper than this are warned of (4mm)\n" BILL_BRAND_HELP BILL_SELECTION_HELP
	"      --strict         warnings are failures\n"
	"      --diagnostics F  text or json (one finding a line, then a summary)\n"
	"  -q, --quiet          warnings and errors, no notes\n"
	"  -v, --verbose        also how much ink a page takes, what a layout omits on purpose, and which colours of a\n"
	"                       brand were adapted to their ground\n"
	"\n"
	"  handbill check listing.txt\n"
	"  handbill check autumn.ics --upcoming -s letter,1080p --strict\n"
	"\n"
	"Findings are written on standard output; docs/diagnostics.md has a cure for each code. Exit status: 0 nothing\n"
	"wrong, or only warnings without --strict; 1 with --strict a warning, or a poster that cannot be made; 2 wrong usage;\n"
	"3 the input or the layout is not valid; 4 a file could not be read.\n";

struct run {
	struct bill_options *options;
	struct bill_report report;
	struct bill_printing *printing;
	struct bill_selection *selection;
	struct bill_brand *brand; /* NULL: none */
	struct bill_press *press;
	struct bill_design *design;
	GPtrArray *gathered; /* the events of a layout that shows all on one poster; NULL: each has its own */
	unsigned posters, counts[BILL_ERROR + 1];
};

/* ---- findings ---- */

static void flush(struct run *run)
{
	for (int severity = BILL_NOTE; severity <= BILL_ERROR; severity++)
		run->counts[severity] += bill_diags_count(run->report.diags, (enum bill_severity)severity);
	bill_report_flush(&run->report);
}

static void check_size(struct run *run, const struct bill_event *const *events, size_t n_events, const char *size)
{
	struct bill_diags *diags = run->report.diags;
	g_autofree char *title = bill_event_say(events[0], "{{title ? series ? id}}");
	bill_diags_about(diags, title, size);
	struct bill_poster *poster = bill_poster_new_many(run->press, run->design, events, n_events, size, diags);
	if (poster)
		bill_poster_inspect(poster, run->printing, run->options->verbose, diags);
	bill_poster_free(poster);
	run->posters++;
	flush(run);
	bill_diags_about(diags, NULL, NULL);
}

static void check_poster(struct run *run, const struct bill_event *const *events, size_t n_events)
{
	for (unsigned i = 0; i < run->options->sizes->len; i++)
		check_size(run, events, n_events, run->options->sizes->pdata[i]);
}

static void check_input(struct run *run, const char *path)
{
	struct bill_diags *diags = run->report.diags;
	struct bill_reader *reader = bill_reader_open_with(path, run->selection, diags);
	unsigned seen = 0;
	struct bill_event *event;
	while (reader && (event = bill_reader_next(reader, diags))) {
		const struct bill_event *one = event;
		seen++;
		if (run->gathered) {
			g_ptr_array_add(run->gathered, event);
			continue;
		}
		check_poster(run, &one, 1);
		bill_event_free(event);
	}
	if (reader && seen == 0 && bill_diags_count(diags, BILL_ERROR) == 0 && !bill_selection_has_story(run->selection))
		bill_report_no_event(&run->report, path);
	flush(run);
	bill_reader_close(reader);
}

/* ---- all of them ---- */

static bool open_all(struct run *run)
{
	struct bill_options *options = run->options;
	struct bill_diags *diags = run->report.diags;
	run->printing = bill_options_printing(options, diags);
	run->selection = run->printing ? bill_options_selection(options, diags) : NULL;
	if (!run->selection || !bill_selection_set(run->selection, "past", "", diags))
		return false;
	bill_options_brand_sizes(options, run->brand);
	if (options->sizes->len == 0)
		g_ptr_array_add(options->sizes, g_strdup("letter"));
	if (!bill_options_check_sizes(options, diags))
		return false;
	run->press = bill_options_press(options, run->brand, diags);
	if (!run->press)
		return false;
	run->design = bill_press_open_design(run->press, options->layout, bill_options_texts(options->settings), diags);
	if (run->design && bill_design_takes_many(run->design))
		run->gathered = g_ptr_array_new_with_free_func((GDestroyNotify)bill_event_free);
	return run->design != NULL;
}

static const char *plural(unsigned count)
{
	return count == 1 ? "" : "s";
}

static void print_summary(const struct run *run)
{
	const unsigned *n = run->counts;
	if (run->options->json)
		bill_put("{\"summary\":{\"posters\":%u,\"errors\":%u,\"warnings\":%u,\"notes\":%u}}\n", run->posters, n[BILL_ERROR],
			n[BILL_WARNING], n[BILL_NOTE]);
	else
		bill_put("%u poster%s checked: %u error%s, %u warning%s, %u note%s\n", run->posters, plural(run->posters), n[BILL_ERROR],
			plural(n[BILL_ERROR]), n[BILL_WARNING], plural(n[BILL_WARNING]), n[BILL_NOTE], plural(n[BILL_NOTE]));
}

static int check(struct bill_options *options)
{
	struct run run = {.options = options};
	bill_report_init(&run.report, options);
	run.report.out = stdout;
	run.report.least = options->quiet ? BILL_WARNING : BILL_NOTE;
	if (bill_options_brand(options, &run.brand, run.report.diags) && open_all(&run)) {
		for (unsigned i = 0; options->inputs->pdata[i]; i++)
			check_input(&run, options->inputs->pdata[i]);
		if (run.gathered && run.gathered->len > 0)
			check_poster(&run, (const struct bill_event *const *)(const void *)run.gathered->pdata, run.gathered->len);
	}
	flush(&run);
	if (run.posters > 0)
		print_summary(&run);
	bill_printing_free(run.printing);
	bill_selection_free(run.selection);
	g_clear_pointer(&run.gathered, g_ptr_array_unref);
	bill_design_free(run.design);
	bill_press_free(run.press);
	bill_brand_free(run.brand);
	int status = bill_report_finish(&run.report);
	return status == BILL_STATUS_DONE && options->strict && run.counts[BILL_WARNING] > 0 ? BILL_STATUS_FAILED : status;
}

int bill_tool_check(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	if (!bill_options_parse(&options, BILL_CHECK, help, argc, argv))
		status = options.exit;
	else if (!options.inputs->pdata[0])
		bill_misuse("check needs a file with an event in it, or - for standard input (see handbill check --help)");
	else
		status = check(&options);
	bill_options_finish(&options);
	return status;
}
