/* Many posters: planned before the first is written, made by several processes, and only where something has changed. */
#ifndef BILL_TASK_H
#define BILL_TASK_H

#include "base/base.h"
#include "handbill.h"

/* A run: events × layouts × sizes × formats. */
struct bill_batch;

/* What a run is asked for. Everything is borrowed and must outlive the batch. Lists are NULL-ended. */
struct bill_batch_wish {
	struct bill_press *press;
	const struct bill_design *const *designs; /* of each layout */
	const char *const *layouts, *const *sizes, *const *formats;
	const char *const *inputs; /* files that are read, and never written over */
	const struct bill_printing *printing;
	const char *output; /* -o: a file, a folder, "-" or a pattern with placeholders; NULL: names are made up */
	double dpi;
	bool alt;               /* a .txt beside each poster */
	bool strict;            /* no poster that would need a warning */
	bool ink;               /* tell how much of it a poster takes */
	bool dump;              /* frames as text instead of files */
	bool names;             /* tell event and title of posters that have not changed, too */
	const char *bundle;     /* the path of a PDF that holds all posters of the run; NULL: none */
	const char *contact_sheet; /* the path of a PDF or PNG that shows all of them small; NULL: none */
	bool only_together;     /* posters are not written into files of their own */
	const char *debug;      /* what is drawn over the page (bill_poster_debug); NULL: nothing */
	unsigned jobs;          /* processes; 0: one a core */
	double seconds;         /* that the page, or one file of it, may take */
	unsigned megabytes;     /* that one process may take beyond what it has at its start */
	unsigned shard, shards; /* of the posters only those whose hash is `shard` of `shards`; 0: all */
	unsigned playlist_days; /* a list of pictures to be shown so many days before their events, and a page that does; 0: none */
	bool manifest;          /* keep one, however few the posters are */
	bool no_manifest, force, prune, dry;
	const char *run;     /* which events, to which places: a later run of the same text speaks of the same posters */
	const char *options; /* all that changes a poster's bytes and is not named above */
};

/* wish is copied, not what it points to. */
struct bill_batch *bill_batch_new(const struct bill_batch_wish *wish);
void bill_batch_free(struct bill_batch *batch); /* NULL is allowed */
/* Plans the posters of one event, which stays the caller's. early: what its reader told; they are moved to its posters. False
 * after a diagnostic: the events cannot be put aside. */
bool bill_batch_add(struct bill_batch *batch, const struct bill_event *event, struct bill_diags *early, struct bill_diags *diags);
/* Not all events could be read: what the manifest has and the plan has not is not gone for that. */
void bill_batch_miss(struct bill_batch *batch);
/* All events are there: settles the names and finds what has not changed. False after a diagnostic: nothing can be made. */
bool bill_batch_plan(struct bill_batch *batch, struct bill_diags *diags);

enum bill_poster_state { BILL_POSTER_MADE, BILL_POSTER_UNCHANGED, BILL_POSTER_FAILED };

/* What became of one poster: one event, or many, on one layout and size. Borrowed. */
struct bill_poster_story {
	enum bill_poster_state state;
	const char *event, *title, *layout, *size; /* event: its id, or what stands for one; both NULL where nobody asked (names) */
	const char *const *paths;                  /* the files that are there now; NULL-ended */
	struct bill_diags *diags;                  /* may be cleared */
	const char *dump;                          /* NULL: not asked for */
	bool last;                                 /* of its event */
};

/* Who listens to a run. Posters are told in the order of the plan, whatever the number of processes. */
struct bill_batch_watch {
	void (*poster)(void *data, const struct bill_poster_story *story);
	/* At least now and then. total: posters that are to be made, those that have not changed left out. */
	void (*progress)(void *data, unsigned done, unsigned total);
	void *data;
};

/* Makes the posters. SIGINT, SIGTERM and SIGHUP end it when the posters under way are finished; again, at once. What is wrong
 * with the run as a whole is told in diags. Returns the signal that ended it, 0: none. */
int bill_batch_run(struct bill_batch *batch, const struct bill_batch_watch *watch, struct bill_diags *diags);
/* How many posters there are, and of how many events or groups of them. */
unsigned bill_batch_posters(const struct bill_batch *batch);
/* Files that the manifest has of events that are gone, and that --prune removed. */
const GPtrArray *bill_batch_gone(const struct bill_batch *batch);

/* The paths of the files that hold all posters; of --dry-run: that would be written. */
const GPtrArray *bill_batch_together(const struct bill_batch *batch);

/* Joins the manifests of all shards in a folder; appends what was done, for people. False after diagnostics. */
bool bill_manifest_merge(const char *folder, GString *story, struct bill_diags *diags);

/* The format a path's suffix asks for: "pdf", "png", "svg"; NULL: none of them. */
const char *bill_name_format(const char *path);
/* The suffix of a format for pictures or documents that we do not write, such as "jpg"; NULL: not one. */
const char *bill_name_foreign(const char *path);

#endif
