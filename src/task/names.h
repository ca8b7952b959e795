/* What the files of a run are called. */
#ifndef BILL_TASK_NAMES_H
#define BILL_TASK_NAMES_H

#include "handbill.h"

/* What the user asked for. All borrowed. */
struct bill_names_plan {
	const char *pattern; /* -o: a file, a folder, "-" or a pattern with placeholders; NULL: a name is made up */
	bool several_layouts, several_sizes, several_formats;
};

/* One file. Format "txt" is for what is said of a poster, beside it. */
struct bill_name_wish {
	const struct bill_event *event;
	const char *layout, *size, *format;
	bool together; /* the poster shows many events: a name made up is after the layout, not after the first speaker */
};

/* The file's path. Newly allocated; NULL after a diagnostic of the pattern. */
char *bill_names_make(const struct bill_names_plan *plan, const struct bill_name_wish *wish, struct bill_diags *diags);
/* The name before the format and a made-up part: events that share it share a poster, where one poster takes many. Newly
 * allocated; NULL after a diagnostic of the pattern. */
char *bill_names_group(const struct bill_names_plan *plan, const struct bill_name_wish *wish, struct bill_diags *diags);
/* "out/a.pdf" marked "3f9a" is "out/a-3f9a.pdf". Newly allocated. */
char *bill_name_mark(const char *path, const char *mark);
/* The folder that all files of a pattern are in or below; newly allocated. */
char *bill_names_folder(const char *pattern);

#endif
