/* What fitting costs: fit LAYOUT EVENT SIZE TIMES. Prints, for one poster, the time to shape its words, to lay it out once at sizes
 * that are known, and to find those sizes; the whole fit should cost at most as much again as laying it out once. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "laid.h"
#include "layout/box.h"

/* Processor time: other programs do not count. */
static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

struct times {
	double fitted, known;
};

static struct bill_fit *prepared(const struct bill_design *design, struct bill_content *content, const struct bill_sheet_size *page, struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_fit *fit = bill_arena_new0(arena, struct bill_fit);
	bill_fit_init(fit, design, content, page, "en", laid_fonts(), arena, diags);
	return fit;
}

/* Shaped, measured once and placed, at the sizes that the fit found. */
static double time_known(const struct bill_design *design, const struct bill_event *event, const struct bill_sheet_size *page, const struct bill_fit *found)
{
	struct bill_arena *arena = bill_arena_new();
	struct bill_diags *diags = bill_diags_new();
	struct bill_content *content = bill_fill(design, event, page, arena, diags);
	double start = milliseconds();
	struct bill_fit *fit = prepared(design, content, page, arena, diags);
	for (size_t i = 0; i < design->n_styles; i++)
		fit->pins[i] = bill_fit_size(found, design->styles[i]);
	bill_fit_try(fit, found->along, found->tight);
	bill_place(fit);
	double time = milliseconds() - start;
	bill_diags_free(diags);
	bill_arena_free(arena);
	return time;
}

static struct times time_once(const struct bill_design *design, const struct bill_event *event, const struct bill_sheet_size *page)
{
	struct bill_arena *arena = bill_arena_new();
	struct bill_diags *diags = bill_diags_new();
	struct bill_content *content = bill_fill(design, event, page, arena, diags);
	struct times times;
	double start = milliseconds();
	struct bill_fit *fit = prepared(design, content, page, arena, diags);
	bill_fit_run(fit);
	bill_place(fit);
	times.fitted = milliseconds() - start;
	times.known = time_known(design, event, page, fit);
	bill_diags_free(diags);
	bill_arena_free(arena);
	return times;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
	int n = argc > 4 ? atoi(argv[4]) : 0;
	if (n < 1) {
		fprintf(stderr, "usage: fit LAYOUT EVENT SIZE TIMES\n");
		return 2;
	}
	struct bill_design *design = laid_design(argv[1]);
	struct bill_event *event = laid_event(argv[2]);
	struct bill_sheet_size page;
	double *fitted = g_new(double, n), *known = g_new(double, n);
	if (!bill_paper_parse(argv[3], &page, NULL))
		return 2;
	for (int i = -2; i < n; i++) { /* two to warm up */
		struct times times = time_once(design, event, &page);
		fitted[MAX(0, i)] = times.fitted;
		known[MAX(0, i)] = times.known;
	}
	qsort(fitted, (size_t)n, sizeof *fitted, compare);
	qsort(known, (size_t)n, sizeof *known, compare);
	printf("fit %s %s  known sizes %.3f ms   fitted %.3f ms   ratio %.2f\n", argv[1], argv[3], known[n / 2], fitted[n / 2], fitted[n / 2] / known[n / 2]);
	g_free(fitted);
	g_free(known);
	bill_event_free(event);
	bill_design_free(design);
	laid_close_fonts();
	return 0;
}
