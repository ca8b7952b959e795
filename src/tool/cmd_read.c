/* handbill read: shows what was understood. */
#include "tool/tool.h"

static const char help[] =
	"handbill read INPUT... shows what was understood from the files: title, speaker, time, place.\n"
	"\n"
	"  -f, --format F       yaml (to read and correct), json, or jsonl (one event a line) (yaml)\n" BILL_SELECTION_HELP
	"      --diagnostics F  text or json (one finding a line, on standard error)\n"
	"  -q, --quiet          errors only\n"
	"  -v, --verbose        every decision taken\n"
	"\n"
	"  handbill read listing.txt\n"
	"  handbill read listing.txt > event.yaml     then correct event.yaml and render that\n"
	"  handbill read autumn/ -f jsonl\n"
	"  handbill read calendar.ics --upcoming --match seminar\n"
	"\n"
	"Several events are several YAML documents, or one JSON list. Exit status: 0 all understood;\n"
	"2 wrong usage; 3 an event is not valid; 4 a file could not be read.\n";

/* One run; events are printed as they come, so that a long file needs no memory. */
struct run {
	const char *format;
	struct bill_report report;
	GString *held; /* of "json": the first event, until it is known whether there is a second; NULL: there was one */
	unsigned count;
	struct bill_selection *selection;
};

static void print_json(struct run *run, GString *text)
{
	if (run->count == 1) {
		run->held = g_string_new(text->str);
		return;
	}
	if (run->held) {
		bill_put("[\n%s", g_strchomp(run->held->str));
		g_string_free(run->held, TRUE);
		run->held = NULL;
	}
	bill_put(",\n%s", g_strchomp(text->str));
}

static void end_json(struct run *run)
{
	if (run->held) {
		bill_put("%s\n", g_strchomp(run->held->str));
		g_string_free(run->held, TRUE);
	} else if (run->count > 1 && g_str_equal(run->format, "json")) {
		bill_put("\n]\n");
	}
}

static void print(struct run *run, const struct bill_event *event)
{
	g_autoptr(GString) text = g_string_new(NULL);
	bill_event_print(event, run->format, text);
	run->count++;
	if (g_str_equal(run->format, "json")) {
		print_json(run, text);
		return;
	}
	if (g_str_equal(run->format, "yaml") && run->count > 1)
		bill_put("---\n");
	bill_put("%s", text->str);
}

static void read_input(struct run *run, const char *path)
{
	struct bill_diags *diags = run->report.diags;
	struct bill_reader *reader = bill_reader_open_with(path, run->selection, diags);
	unsigned before = run->count, errors = 0;
	struct bill_event *event = reader ? bill_reader_next(reader, diags) : NULL;
	while (event) {
		errors += bill_report_flush(&run->report);
		print(run, event);
		bill_event_free(event);
		event = bill_reader_next(reader, diags);
	}
	errors += bill_report_flush(&run->report);
	if (reader && run->count == before && errors == 0 && !bill_selection_has_story(run->selection))
		bill_report_no_event(&run->report, path);
	bill_report_flush(&run->report);
	bill_reader_close(reader);
}

static int read_all(const struct bill_options *options)
{
	struct run run = {.format = options->formats->len ? options->formats->pdata[0] : "yaml"};
	bill_report_init(&run.report, options);
	run.selection = bill_options_selection(options, run.report.diags);
	if (run.selection)
		bill_selection_set(run.selection, "past", "", run.report.diags);
	for (unsigned i = 0; run.selection && options->inputs->pdata[i]; i++)
		read_input(&run, options->inputs->pdata[i]);
	end_json(&run);
	bill_report_selection(&run.report, run.selection);
	bill_selection_free(run.selection);
	return bill_report_finish(&run.report);
}

int bill_tool_read(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	if (!bill_options_parse(&options, BILL_READ, help, argc, argv))
		status = options.exit;
	else if (!options.inputs->pdata[0])
		bill_misuse("read needs a file with an event in it, or - for standard input (see handbill read --help)");
	else if (options.formats->len > 1)
		bill_misuse("read writes one format at a time");
	else
		status = read_all(&options);
	bill_options_finish(&options);
	return status;
}
