/* The command line: what the commands share. */
#ifndef BILL_TOOL_H
#define BILL_TOOL_H

#include <glib.h>
#include <stdbool.h>

#include "base/base.h"
#include "handbill.h"

/* Exit statuses; a promise to scripts (README.md). */
enum bill_status {
	BILL_STATUS_DONE = 0,
	BILL_STATUS_FAILED = 1,  /* a poster failed, though its input and layout are valid, or only some failed */
	BILL_STATUS_USAGE = 2,   /* wrong usage */
	BILL_STATUS_INVALID = 3, /* input or layout invalid */
	BILL_STATUS_IO = 4,      /* input or output could not be read or written */
};

/* ---- commands: each gets its own arguments, argv[0] is its name, and returns the exit status ---- */

enum bill_command { BILL_RENDER = 1 << 0, BILL_LAYOUTS = 1 << 1, BILL_FONTS = 1 << 2, BILL_READ = 1 << 3, BILL_SCHEMA = 1 << 4, BILL_CHECK = 1 << 5, BILL_MANIFEST = 1 << 6 };

int bill_tool_check(int argc, char **argv);
int bill_tool_render(int argc, char **argv);
int bill_tool_layouts(int argc, char **argv);
int bill_tool_fonts(int argc, char **argv);
int bill_tool_manifest(int argc, char **argv);
int bill_tool_read(int argc, char **argv);
int bill_tool_schema(int argc, char **argv);

/* ---- options ---- */

/* What a command was told. Lists are of borrowed or owned texts, NULL-ended once parsed. */
struct bill_options {
	GPtrArray *inputs, *layouts, *sizes, *formats, *settings, *font_paths;
	const char *root; /* the folder of the pictures; NULL: each event's own */
	GPtrArray *wishes; /* of the selection: key, value, key, value … */
	GPtrArray *papers; /* of the paper, likewise */
	const char *layout, *output; /* NULL: not asked for; layout: the last of layouts */
	const char *brand, *new_layout, *debug, *bundle, *contact_sheet;
	double dpi;
	unsigned jobs;      /* 0: one a core */
	double seconds;     /* that one poster may take */
	unsigned megabytes; /* and its memory */
	unsigned shard, shards, playlist_days;
	bool quiet, verbose, strict, json, dump, alt, no_brand;
	bool force, prune, dry, manifest, no_manifest, json_lines;
	bool only_together; /* all posters in one file, and no file of their own */
	int exit; /* when parsing returned false: the status to end with */
};

/* False: the command ends with options->exit (help was asked for, or a mistake was reported). */
bool bill_options_parse(struct bill_options *options, enum bill_command command, const char *help, int argc, char **argv);
void bill_options_finish(struct bill_options *options);
/* The texts of a list as a NULL-ended array. Borrowed. */
const char *const *bill_options_texts(const GPtrArray *list);

/* One line on standard error; returns BILL_STATUS_USAGE, so that a function can end with it. */
int bill_misuse(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Help on the options that choose events: every command that reads has them. */
#define BILL_SELECTION_HELP                                                                                                      \
	"      --from DATE      events of this day or later; recurring ones are unfolded from here on\n"                             \
	"      --until DATE     events of this day or earlier\n"                                                                     \
	"      --upcoming       events that are not over\n"                                                                          \
	"      --match TEXT     events with these words in them; --id ID the one with this id\n"                                     \
	"      --limit N        the first N of them\n"                                                                               \
	"      --zone ZONE      times on the clock of this place, such as Europe/Berlin\n"                                           \
	"      --now DATE       what counts as now (the clock, or SOURCE_DATE_EPOCH)\n"                                              \
	"      --map FILE       your names of fields and columns: a YAML file of \"your name: ours\"\n"

/* The selection that the options ask for; NULL after a finding. */
struct bill_selection *bill_options_selection(const struct bill_options *options, struct bill_diags *diags);
/* What the options ask of the paper; NULL after a finding. */
struct bill_printing *bill_options_printing(const struct bill_options *options, struct bill_diags *diags);
/* Whether every size asked for is one. False after a finding. */
bool bill_options_check_sizes(const struct bill_options *options, struct bill_diags *diags);
/* The press with the options' fonts and root, and the brand (borrowed; may be NULL). The caller's; NULL after a finding. */
struct bill_press *bill_options_press(const struct bill_options *options, const struct bill_brand *brand, struct bill_diags *diags);

/* The brand that was asked for, or the one of this folder (handbill.yaml), or NULL; the layout and formats that the options leave open
 * are its, or seminar and none. False after a finding. */
bool bill_options_brand(struct bill_options *options, struct bill_brand **brand, struct bill_diags *diags);
/* The sizes that the options leave open are the brand's. brand: may be NULL. */
void bill_options_brand_sizes(struct bill_options *options, const struct bill_brand *brand);

#define BILL_BRAND_HELP                                                                                                          \
	"      --brand FILE     colours, fonts and logo of a house (handbill.yaml of this folder, if there is\n"                     \
	"                       one); --no-brand passes that over\n"

/* ---- standard output ---- */

/* As printf; what goes wrong is told at the end. */
void bill_put(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* 0, or the errno of the first write that failed. */
int bill_put_flush(void);
const char *bill_put_code(int error); /* of its finding */
/* Ends a run that has no report, such as --help: tells on standard error what went wrong; returns the exit status. */
int bill_put_finish(void);

/* ---- reporting ---- */

struct bill_report {
	const struct bill_options *options;
	struct bill_diags *diags; /* findings not yet printed */
	int least; /* enum bill_severity: the least that is shown; -1: as the options and the findings have it */
	FILE *out; /* where findings go: standard error, but for a command whose product they are */
	bool color;
	int first; /* the status of the first error; 0: none yet */
	unsigned made, unchanged, failed;
	bool dry; /* nothing was done: it is told what would be */
	bool bad; /* the event that is told now has failed */
	GString *story; /* what is told of the events at the end; empty: nothing */
};

void bill_report_init(struct bill_report *report, const struct bill_options *options);
/* Prints the findings to standard error and forgets them. Returns how many were errors. */
unsigned bill_report_flush(struct bill_report *report);
/* A file that was opened, gave no event and no error: told as an error, for nothing would be made of it in silence. */
void bill_report_no_event(struct bill_report *report, const char *path);
/* How many events were read and how many were not, on standard error; where there is something to tell. */
void bill_report_selection(struct bill_report *report, const struct bill_selection *selection);
/* Ends a run: flushes both streams and gives the exit status. */
int bill_report_finish(struct bill_report *report);

/* ---- telling what becomes of many posters ---- */

struct bill_telling {
	struct bill_report *report;
	unsigned total, done;
	gint64 start, drawn; /* monotonic; when the bar was last drawn */
	bool bar;            /* somebody sits at a terminal */
	bool shown;          /* the bar stands on the last line */
};
struct bill_poster_story;

void bill_telling_begin(struct bill_telling *telling, struct bill_report *report);
void bill_tell_poster(void *telling, const struct bill_poster_story *story);
void bill_tell_progress(void *telling, unsigned done, unsigned total);
struct bill_batch;
/* number: the signal that ended the run, or 0. */
void bill_telling_end(struct bill_telling *telling, const struct bill_batch *batch, int number);

#endif
