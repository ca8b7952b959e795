/* Reporting: findings to standard error as they come, and the exit status they lead to. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "tool/tool.h"

/* What is as somebody meant it: told with -v. */
static const char *const meant[] = {"layout/adapted-color", "preflight/omitted", NULL};

void bill_report_init(struct bill_report *report, const struct bill_options *options)
{
	const char *no_color = g_getenv("NO_COLOR"); /* no-color.org: present and not empty */
	const char *terminal = g_getenv("TERM");
	*report = (struct bill_report){
		.options = options,
		.diags = bill_diags_new(),
		.story = g_string_new(NULL),
		.out = stderr,
		.least = -1,
		.color = isatty(STDERR_FILENO) && !(no_color && *no_color) && g_strcmp0(terminal, "dumb") != 0,
	};
	bill_diags_pass_over(report->diags, options->verbose ? NULL : meant);
}

/* The stage of a code decides: what could not be read or written, what was asked for wrongly, what is not valid, and what did not
 * work out. */
static int status_of(const char *code)
{
	static const char *const io[] = {"src/missing", "src/folder", "src/unreadable", "src/too-large", "sink/", "press/",
		"font/no-config", "font/missing-family"};
	static const char *const usage[] = {
		"size/", "selection/", "printing/", "design/setting", "design/unknown-parameter", "design/wrong-setting"};
	static const char *const invalid[] = {"src/", "yaml/", "json/", "design/", "event/", "template/", "font/no-family"};
	for (size_t i = 0; i < G_N_ELEMENTS(io); i++) {
		if (g_str_has_prefix(code, io[i]))
			return BILL_STATUS_IO;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(usage); i++) {
		if (g_str_has_prefix(code, usage[i]))
			return BILL_STATUS_USAGE;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(invalid); i++) {
		if (g_str_has_prefix(code, invalid[i]))
			return BILL_STATUS_INVALID;
	}
	return BILL_STATUS_FAILED;
}

/* Words that were dropped or shortened: everybody wants to hear of that, not only who asked for all notes. */
static bool cost_words(const struct bill_diags *diags)
{
	for (unsigned i = 0; i < bill_diags_length(diags); i++) {
		const struct bill_diag *diag = bill_diags_at(diags, i);
		bool layout = diag->severity == BILL_NOTE && g_str_has_prefix(diag->code, "layout/");
		if (layout && !g_strv_contains(meant, diag->code))
			return true;
	}
	return false;
}

static enum bill_severity least(const struct bill_report *report)
{
	if (report->least >= 0)
		return (enum bill_severity)report->least;
	if (report->options->quiet)
		return BILL_ERROR;
	return report->options->verbose || cost_words(report->diags) ? BILL_NOTE : BILL_WARNING;
}

unsigned bill_report_flush(struct bill_report *report)
{
	struct bill_diags *diags = report->diags;
	unsigned errors = bill_diags_count(diags, BILL_ERROR);
	for (unsigned i = 0; i < bill_diags_length(diags) && report->first == 0; i++) {
		const struct bill_diag *diag = bill_diags_at(diags, i);
		if (diag->severity == BILL_ERROR)
			report->first = status_of(diag->code);
	}
	if (errors > 0 && report->first == 0)
		report->first = BILL_STATUS_FAILED; /* an error that was counted but not kept */
	if (report->options->json)
		bill_diags_print_json(diags, report->out, least(report));
	else
		bill_diags_print(diags, report->out, least(report), report->color);
	bill_diags_clear(diags);
	return errors;
}

void bill_report_selection(struct bill_report *report, const struct bill_selection *selection)
{
	if (!selection || report->options->quiet || report->options->json || !bill_selection_has_story(selection))
		return;
	g_string_truncate(report->story, 0);
	bill_selection_tell(selection, report->story);
}

void bill_report_no_event(struct bill_report *report, const char *path)
{
	struct bill_src *src = bill_src_new(path, "", 0);
	bill_error(report->diags, bill_at_file(src), "event/none", "there is no event in it");
	bill_src_unref(src);
}

/* A reader that went away (head, less) has seen what it wanted: quiet, though not a success. */
static bool flush_output(struct bill_report *report)
{
	int error = bill_put_flush();
	if (!error)
		return true;
	if (error == EPIPE)
		return false;
	bill_error(
		report->diags, (struct bill_at){0}, bill_put_code(error), "standard output could not be written: %s", g_strerror(error));
	bill_report_flush(report);
	return false;
}

static void print_summary(const struct bill_report *report)
{
	if (report->made + report->unchanged + report->failed < 2 || report->options->quiet || report->options->json)
		return;
	fprintf(stderr, "%u poster%s%s", report->made, report->made == 1 ? "" : "s", report->dry ? " to make" : "");
	if (report->unchanged > 0)
		fprintf(stderr, ", %u unchanged", report->unchanged);
	if (report->failed > 0)
		fprintf(stderr, ", %u event%s failed", report->failed, report->failed == 1 ? "" : "s");
	fputc('\n', stderr);
}

int bill_report_finish(struct bill_report *report)
{
	bill_report_flush(report);
	bool written = flush_output(report);
	if (written && report->story->len)
		fprintf(stderr, "%s\n", report->story->str);
	print_summary(report);
	bill_diags_free(report->diags);
	g_string_free(report->story, TRUE);
	if (!written)
		return BILL_STATUS_IO;
	if (report->first == 0)
		return BILL_STATUS_DONE;
	return report->made + report->unchanged > 0 ? BILL_STATUS_FAILED : report->first;
}
