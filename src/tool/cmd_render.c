/* handbill render: events to posters. */
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

#define BILL_BATCH_HELP                                                                                                          \
	"  -j, --jobs N         processes that make posters at once (one a core)\n"                                                  \
	"      --force          makes again what has not changed since the last run\n"                                               \
	"      --prune          removes posters that this command made of events that are gone\n"                                    \
	"      --dry-run        tells what would be done, and does nothing\n"                                                        \
	"      --manifest       keeps handbill-manifest.json for one poster too; --no-manifest for none\n"                           \
	"      --playlist[=N]   for screens: playlist.json and a page that shows each PNG N days before (14)\n"                      \
	"      --bundle FILE    one PDF of all posters, with bookmarks; without -o and -f only that\n"                               \
	"      --contact-sheet FILE  all posters small on sheets (--sheet SIZE), a .pdf or .png; likewise\n"                        \
	"      --shard K/N      the K-th of N parts of the posters, for several machines\n"                                          \
	"      --time-limit S   seconds that one poster may take (60); --memory-limit MB (2048)\n"                                   \
	"      --json           on standard output a line of JSON for each poster\n"

static const char help[] =
	"handbill render INPUT... makes a poster of every event in the files.\n"
	"\n"
	"  -l, --layout NAME    how it looks: a name from 'handbill layouts', or a file (seminar);\n"
	"                       again for another layout\n"
	"  -s, --size SIZE      the page: letter, a4, a3, tabloid, 1080p, 4k, 5x7in, 1200x630 ...\n"
	"                       again for another size (letter)\n"
	"  -f, --format LIST    pdf, png or svg, or several: pdf,png\n"
	"  -o, --output NAME    where to: a file, a folder, a pattern, or - for standard output.\n"
	"                       Its ending (.pdf .png .svg) decides the format. Without it, a name\n"
	"                       like 2025-01-21-mark-zhao.pdf in the current folder\n"
	"      --set KEY=VALUE  changes a colour, a text or a logo: 'handbill layouts NAME' lists them\n" BILL_BRAND_HELP
	"      --dpi N          pixels an inch of a PNG of a paper size (150)\n"
	"      --root DIR       where the events' pictures are (beside each event's file)\n"
	"      --font-path DIR  a folder of fonts of your own\n" PAPER_HELP BILL_SELECTION_HELP BILL_BATCH_HELP;

/* In two parts: C promises room for 4095 characters in a literal (C17, 5.2.4.1). */
static const char help_end[] =
	"      --strict         makes no poster that would need a warning, or words left out\n"
	"      --debug LIST     draws over the poster where things stand: boxes, baselines, grid\n"
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
	GPtrArray *designs; /* struct bill_design, of each layout */
	struct bill_report report;
	struct bill_telling telling;
	struct bill_selection *selection;
	struct bill_printing *printing;
	struct bill_batch *batch;
	GString *command, *shaping; /* what makes it the same command, and what makes the same posters */
};

/* ---- all of them ---- */

/* Returns how many events there were, good or bad. */
static unsigned plan_events(struct run *run, struct bill_reader *reader)
{
	struct bill_diags *diags = run->report.diags;
	unsigned count = 0;
	for (;;) {
		struct bill_event *event = bill_reader_next(reader, diags);
		unsigned errors = bill_diags_count(diags, BILL_ERROR);
		run->report.failed += errors;
		count += errors + (event != NULL);
		if (errors > 0)
			bill_report_flush(&run->report);
		if (!event)
			return count;
		/* Warnings and notes of the reader go with the event: they count for its --strict. */
		if (!bill_batch_add(run->batch, event, diags, diags))
			run->report.failed++;
		bill_event_free(event);
	}
}

static void plan_input(struct run *run, const char *path)
{
	struct bill_reader *reader = bill_reader_open_with(path, run->selection, run->report.diags);
	bool failed = !reader;
	if (reader && plan_events(run, reader) == 0 && !bill_selection_has_story(run->selection)) {
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

static bool open_designs(struct run *run)
{
	const struct bill_options *options = run->options;
	run->designs = g_ptr_array_new_with_free_func((GDestroyNotify)bill_design_free);
	if (options->layouts->len == 0)
		g_ptr_array_add(options->layouts, g_strdup(options->layout)); /* the brand's, or the usual one */
	for (unsigned i = 0; i < options->layouts->len; i++) {
		struct bill_design *design = bill_press_open_design(
			run->press, options->layouts->pdata[i], bill_options_texts(options->settings), run->report.diags);
		if (!design)
			return false;
		g_ptr_array_add(run->designs, design);
	}
	return true;
}

static bool open_all(struct run *run)
{
	const struct bill_options *options = run->options;
	struct bill_diags *diags = run->report.diags;
	run->printing = bill_options_printing(options, diags);
	if (!run->printing)
		return false;
	settle_size(run);
	if (!bill_options_check_sizes(options, diags))
		return false;
	run->selection = bill_options_selection(options, diags);
	if (!run->selection)
		return false;
	run->press = bill_options_press(options, run->brand, diags);
	if (!run->press)
		return false;
	if (options->formats->len == 0)
		g_ptr_array_add(options->formats, g_strdup("pdf"));
	return open_designs(run);
}

static void add_list(GString *out, const GPtrArray *list)
{
	for (unsigned i = 0; i < list->len; i++)
		g_string_append_printf(out, "%s\n", list->pdata[i] ? (const char *)list->pdata[i] : "");
	g_string_append_c(out, '\n');
}

/* Tomorrow the same command is the same, whatever the day. */
static void add_choice(GString *out, const GPtrArray *wishes)
{
	for (unsigned i = 0; i + 1 < wishes->len; i += 2) {
		if (!g_str_equal(wishes->pdata[i], "now"))
			g_string_append_printf(out, "%s\n%s\n", (const char *)wishes->pdata[i], (const char *)wishes->pdata[i + 1]);
	}
}

static void describe_run(struct run *run)
{
	const struct bill_options *options = run->options;
	const GPtrArray *lists[] = {options->inputs, options->layouts, options->sizes, options->formats};
	run->command = g_string_new(options->output);
	run->shaping = g_string_new(options->root);
	g_string_append_printf(run->shaping, "\n%s\n", options->debug ? options->debug : "");
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		add_list(run->command, lists[i]);
	add_choice(run->command, options->wishes);
	add_list(run->shaping, options->settings);
	add_list(run->shaping, options->papers);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	if (run->brand)
		bill_brand_digest(run->brand, sum);
	g_string_append(run->shaping, g_checksum_get_string(sum));
}

static struct bill_batch_wish wish_of(const struct run *run)
{
	const struct bill_options *options = run->options;
	return (struct bill_batch_wish){
		.press = run->press,
		.designs = (const struct bill_design *const *)(const void *)run->designs->pdata,
		.inputs = bill_options_texts(options->inputs),
		.layouts = bill_options_texts(options->layouts),
		.sizes = bill_options_texts(options->sizes),
		.formats = bill_options_texts(options->formats),
		.printing = run->printing,
		.output = options->output,
		.dpi = options->dpi,
		.alt = options->alt,
		.strict = options->strict,
		.ink = options->verbose,
		.dump = options->dump,
		.names = options->json_lines,
		.playlist_days = options->playlist_days,
		.bundle = options->bundle,
		.contact_sheet = options->contact_sheet,
		.only_together = options->only_together,
		.debug = options->debug,
		.jobs = options->jobs,
		.seconds = options->seconds,
		.megabytes = options->megabytes,
		.shard = options->shard,
		.shards = options->shards,
		.manifest = options->manifest,
		.no_manifest = options->no_manifest,
		.force = options->force,
		.prune = options->prune,
		.dry = options->dry,
		.run = run->command->str,
		.options = run->shaping->str,
	};
}

static int render_inputs(struct run *run)
{
	const struct bill_options *options = run->options;
	GPtrArray *lists[] = {options->layouts, options->sizes, options->formats};
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_add(lists[i], NULL);
	describe_run(run);
	const struct bill_batch_wish wish = wish_of(run);
	const struct bill_batch_watch watch = {bill_tell_poster, bill_tell_progress, &run->telling};
	run->batch = bill_batch_new(&wish);
	for (unsigned i = 0; options->inputs->pdata[i]; i++)
		plan_input(run, options->inputs->pdata[i]);
	if (run->report.failed > 0)
		bill_batch_miss(run->batch);
	if (!bill_batch_plan(run->batch, run->report.diags))
		return 0;
	bill_report_flush(&run->report);
	bill_telling_begin(&run->telling, &run->report);
	int number = bill_batch_run(run->batch, &watch, run->report.diags);
	bill_telling_end(&run->telling, run->batch, number);
	return number;
}

static void free_text(GString *text)
{
	if (text)
		g_string_free(text, TRUE);
}

static int render(struct bill_options *options)
{
	struct run run = {.options = options};
	int number = 0;
	bill_report_init(&run.report, options);
	if (bill_options_brand(options, &run.brand, run.report.diags) && open_all(&run))
		number = render_inputs(&run);
	bill_report_selection(&run.report, run.selection);
	bill_batch_free(run.batch);
	free_text(run.command);
	free_text(run.shaping);
	bill_printing_free(run.printing);
	bill_selection_free(run.selection);
	g_clear_pointer(&run.designs, g_ptr_array_unref);
	bill_press_free(run.press);
	bill_brand_free(run.brand);
	int status = bill_report_finish(&run.report);
	return number ? 128 + number : status; /* as a shell says of what a signal ended */
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

/* Without a name or a format for the posters' own files, nobody asked for them. */
static bool settle_together(struct bill_options *options)
{
	const char *bundle = options->bundle, *contact = options->contact_sheet;
	if (!bundle && !contact)
		return true;
	if (bundle && g_strcmp0(bill_name_format(bundle), "pdf") != 0)
		return bill_misuse("--bundle makes a PDF: give it a name that ends in .pdf, not \"%s\"", bundle), false;
	const char *format = contact ? bill_name_format(contact) : "pdf";
	if (!format || g_str_equal(format, "svg"))
		return bill_misuse("--contact-sheet makes a PDF or a PNG: give it a name that ends in .pdf or .png, not \"%s\"", contact),
			   false;
	if (options->shards > 0 || options->dump)
		return bill_misuse("--bundle and --contact-sheet are of the whole run: they go with neither --shard nor --dump"), false;
	options->only_together =
		!options->output && options->formats->len == 0 && !options->alt && !options->manifest && !options->prune;
	return true;
}

static bool settle(struct bill_options *options)
{
	if (!options->inputs->pdata[0])
		return bill_misuse("render needs a file with an event in it, or - for standard input (see handbill render --help)"),
			   false;
	if (!settle_together(options) || !settle_format(options))
		return false;
	unsigned posters = MAX(options->sizes->len, 1) * MAX(options->formats->len, 1) * MAX(options->layouts->len, 1);
	if (g_strcmp0(options->output, "-") == 0 && posters > 1)
		return bill_misuse("-o - takes one poster; give one layout, one size and one format"), false;
	bool pictures = g_ptr_array_find_with_equal_func(options->formats, "png", g_str_equal, NULL);
	if (options->playlist_days && (!pictures || options->shards > 0 || g_strcmp0(options->output, "-") == 0))
		return bill_misuse("--playlist shows pictures of the whole run: it needs -f png, and neither --shard nor -o -"), false;
	if (options->prune && options->shards > 0)
		return bill_misuse("--prune is for the whole: run it without --shard, when all shards are merged"), false;
	if (options->no_manifest && (options->prune || options->shards > 0 || options->manifest))
		return bill_misuse("--no-manifest does not go with --manifest, --prune or --shard"), false;
	if (options->json_lines && (options->dump || g_strcmp0(options->output, "-") == 0))
		return bill_misuse("--json has standard output for itself"), false;
	if (g_strcmp0(options->output, "-") == 0 && options->alt)
		return bill_misuse("--alt writes a file beside the poster's, and -o - has none"), false;
	return true;
}

int bill_tool_render(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	g_autofree char *whole = g_strconcat(help, help_end, NULL);
	if (!bill_options_parse(&options, BILL_RENDER, whole, argc, argv))
		status = options.exit;
	else if (settle(&options))
		status = render(&options);
	bill_options_finish(&options);
	return status;
}
