/* Many posters in one run: what their files are called. */
#ifndef BILL_TASK_H
#define BILL_TASK_H

#include "handbill.h"

/* The names of one run; knows those it gave out, so that no poster overwrites another. */
struct bill_names;

/* What the user asked for. All borrowed; must outlive the names. */
struct bill_names_plan {
	const char *pattern; /* -o: a file, a folder, "-" or a pattern with placeholders; NULL: a name is made up */
	const char *layout;
	bool several_sizes, several_formats;
	bool together; /* one poster shows all events: it is named after the layout, not after the first speaker */
};

struct bill_names *bill_names_new(const struct bill_names_plan *plan);
void bill_names_free(struct bill_names *names);

/* The path for one file; format "txt" is for what is said of a poster, beside it. Newly allocated; NULL after task/same-name,
 * task/empty-name or a diagnostic of the pattern. */
char *bill_names_next(
	struct bill_names *names, const struct bill_event *event, const char *size, const char *format, struct bill_diags *diags);

/* The name before the size, the format and a made-up part: events that share it share a poster, where one poster takes many.
 * Newly allocated; NULL after a diagnostic of the pattern. */
char *bill_names_group(const struct bill_names *names, const struct bill_event *event, struct bill_diags *diags);

/* The format a path's suffix asks for: "pdf", "png", "svg"; NULL: none of them. */
const char *bill_name_format(const char *path);
/* The suffix of a format for pictures or documents that we do not write, such as "jpg"; NULL: not one. */
const char *bill_name_foreign(const char *path);

#endif
