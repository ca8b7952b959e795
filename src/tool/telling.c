/* What becomes of many posters, as it happens: lines for pipes and programs, a bar for a person at a terminal. */
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "task/task.h"
#include "tool/tool.h"

#define BAR 24          /* columns */
#define EVERY_US 100000 /* the bar is drawn */
#define SLOW_US 500000  /* a run that is over sooner shows none */

/* ---- the bar ---- */

static void clear_bar(struct bill_telling *telling)
{
	if (telling->shown)
		fputs("\r\033[K", stderr);
	telling->shown = false;
}

static unsigned columns(void)
{
	struct winsize size;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static void append_left(GString *line, double seconds)
{
	if (seconds < 100)
		g_string_append_printf(line, "%.0f s left", seconds);
	else if (seconds < 6000)
		g_string_append_printf(line, "%.0f min left", seconds / 60);
	else
		g_string_append_printf(line, "%.0f h left", seconds / 3600);
}

static void draw_bar(struct bill_telling *telling, gint64 now)
{
	double seconds = (double)(now - telling->start) / 1e6;
	double rate = telling->done / seconds;
	g_autoptr(GString) line = g_string_new("[");
	for (unsigned i = 0; i < BAR; i++)
		g_string_append_c(line, i < (guint64)BAR * telling->done / telling->total ? '#' : ' ');
	g_string_append_printf(line, "] %u of %u", telling->done, telling->total);
	if (telling->done > 0) {
		g_string_append_printf(line, ", %.*f a second, ", rate < 10, rate);
		append_left(line, (telling->total - telling->done) / rate);
	}
	g_string_truncate(line, MIN(line->len, columns() - 1)); /* a line that wraps could not be cleared */
	fprintf(stderr, "\r%s\033[K", line->str);
	fflush(stderr);
	telling->drawn = now;
	telling->shown = true;
}

void bill_telling_begin(struct bill_telling *telling, struct bill_report *report)
{
	const struct bill_options *options = report->options;
	const char *terminal = g_getenv("TERM");
	*telling = (struct bill_telling){.report = report, .start = g_get_monotonic_time()};
	telling->bar = isatty(STDERR_FILENO) && g_strcmp0(terminal, "dumb") != 0 && !options->quiet && !options->json &&
				   !options->dump && !options->dry;
}

void bill_tell_progress(void *data, unsigned done, unsigned total)
{
	struct bill_telling *telling = data;
	gint64 now = g_get_monotonic_time();
	if (done < telling->done) /* the posters are made, and put together now */
		telling->start = now;
	telling->done = done;
	telling->total = total;
	if (telling->bar && total > 1 && now - telling->start > SLOW_US && now - telling->drawn > EVERY_US)
		draw_bar(telling, now);
}

/* ---- a poster ---- */

static void append_pair(GString *line, const char *key, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(line, ", \"%s\": ", key);
	bill_json_quote(line, text);
}

static void put_json(const struct bill_poster_story *story, bool dry)
{
	static const char *const states[] = {"made", "unchanged", "failed"};
	g_autoptr(GString) line = g_string_new(NULL);
	bool would = dry && story->state == BILL_POSTER_MADE;
	g_string_append_printf(line, "{\"state\": \"%s\"", would ? "to-make" : states[story->state]);
	append_pair(line, "event", story->event);
	append_pair(line, "title", story->title);
	append_pair(line, "layout", story->layout);
	append_pair(line, "size", story->size);
	g_string_append(line, ", \"files\": [");
	for (const char *const *path = story->paths; *path; path++) {
		g_string_append(line, path == story->paths ? "" : ", ");
		bill_json_quote(line, *path);
	}
	g_string_append(line, "], \"findings\": [");
	for (unsigned i = 0; i < bill_diags_length(story->diags); i++) {
		g_string_append(line, i ? ", " : "");
		bill_diag_append_json(line, bill_diags_at(story->diags, i));
	}
	bill_put("%s]}\n", line->str);
}

static void put_paths(const struct bill_telling *telling, const struct bill_poster_story *story)
{
	const struct bill_options *options = telling->report->options;
	static const char *const would[] = {"make      ", "unchanged ", "fail      "};
	bool quiet = options->quiet || g_strcmp0(options->output, "-") == 0;
	if (story->dump)
		bill_put("%s", story->dump);
	if (quiet || (story->state == BILL_POSTER_UNCHANGED && !options->dry))
		return;
	for (const char *const *path = story->paths; *path; path++)
		bill_put("%s%s\n", options->dry ? would[story->state] : "", *path);
}

static void count(struct bill_report *report, const struct bill_poster_story *story)
{
	report->made += story->state == BILL_POSTER_MADE;
	report->unchanged += story->state == BILL_POSTER_UNCHANGED;
	report->bad = report->bad || story->state == BILL_POSTER_FAILED;
	report->failed += story->last && report->bad;
	if (story->last)
		report->bad = false;
}

void bill_tell_poster(void *data, const struct bill_poster_story *story)
{
	struct bill_telling *telling = data;
	struct bill_report *report = telling->report;
	bool line = (story->state != BILL_POSTER_UNCHANGED || report->options->json_lines) && isatty(STDOUT_FILENO);
	bool again = telling->shown;
	count(report, story);
	if (line || bill_diags_length(story->diags) > 0)
		clear_bar(telling);
	if (report->options->json_lines)
		put_json(story, report->options->dry);
	else
		put_paths(telling, story);
	for (unsigned i = 0; i < bill_diags_length(story->diags); i++)
		bill_diags_add(report->diags, bill_diags_at(story->diags, i));
	if (telling->bar && isatty(STDOUT_FILENO))
		bill_put_flush();
	bill_report_flush(report);
	if (again && !telling->shown)
		draw_bar(telling, g_get_monotonic_time());
}

/* ---- the end ---- */

static void put_gone(const struct bill_options *options, const GPtrArray *gone)
{
	for (unsigned i = 0; i < gone->len && options->prune; i++) {
		if (options->json_lines) {
			g_autoptr(GString) path = g_string_new(NULL);
			bill_json_quote(path, gone->pdata[i]);
			bill_put("{\"state\": \"%s\", \"files\": [%s]}\n", options->dry ? "to-remove" : "removed", path->str);
		} else if (!options->quiet) {
			bill_put("%s%s\n", options->dry ? "remove    " : "removed ", (const char *)gone->pdata[i]);
		}
	}
}

static void put_together(const struct bill_options *options, const GPtrArray *together)
{
	for (unsigned i = 0; i < together->len; i++) {
		g_autoptr(GString) path = g_string_new(NULL);
		bill_json_quote(path, together->pdata[i]);
		if (options->json_lines)
			bill_put("{\"state\": \"%s\", \"together\": true, \"files\": [%s]}\n", options->dry ? "to-make" : "made", path->str);
		else if (!options->quiet && g_strcmp0(options->output, "-") != 0)
			bill_put("%s%s\n", options->dry ? "make      " : "", (const char *)together->pdata[i]);
	}
}

void bill_telling_end(struct bill_telling *telling, const struct bill_batch *batch, int number)
{
	struct bill_report *report = telling->report;
	const GPtrArray *gone = bill_batch_gone(batch);
	clear_bar(telling);
	put_together(report->options, bill_batch_together(batch));
	put_gone(report->options, gone);
	if (gone->len > 0 && !report->options->prune && !report->options->quiet && !report->options->json)
		fprintf(stderr, "%u file%s of events that are gone %s left; --prune removes %s\n", gone->len, gone->len == 1 ? "" : "s",
			gone->len == 1 ? "is" : "are", gone->len == 1 ? "it" : "them");
	if (number && isatty(STDERR_FILENO))
		fputc('\r', stderr); /* over the "^C" of the terminal */
	if (number)
		fprintf(stderr, "stopped; what is finished stays, and the same command goes on from here\n");
	report->dry = report->options->dry;
}
