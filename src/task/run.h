/* What the files of task/ share: the plan of a run, and what became of each poster. */
#ifndef BILL_TASK_RUN_H
#define BILL_TASK_RUN_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "task/names.h"
#include "task/task.h"

#define BILL_DIGEST_BYTES 32 /* SHA-256 */
/* MD5, of what makes a poster: a sixth of SHA-256's work, which is felt where a whole term is looked through and nothing made. It
 * finds what has changed; whoever contrives two events of one digest spoils but his own posters. */
#define BILL_EVENT_DIGEST_BYTES 16
#define BILL_HEX_BYTES (2 * BILL_DIGEST_BYTES + 1)

/* A file that stood for something when it was seen. */
struct bill_seen {
	char *path;
	gint64 bytes; /* -1: there was none */
	gint64 mtime_s;
	int mtime_ns;
	char sha256[BILL_HEX_BYTES];
};
void bill_seen_free(void *seen);
struct bill_seen *bill_seen_copy(const struct bill_seen *seen);
/* Its size and time as they are now. False: there is no such file, and bytes is -1. */
bool bill_seen_look(struct bill_seen *seen);
/* Whether the file is the same still; its bytes are read only where its time is another. */
bool bill_seen_same(const struct bill_seen *seen);
void bill_hex_of(const void *bytes, size_t count, char hex[BILL_HEX_BYTES]);

/* One poster under way or finished: one size of a job. */
struct bill_outcome {
	bool failed, finished;
	double ms;
	GPtrArray *files;    /* struct bill_seen */
	GPtrArray *pictures; /* struct bill_seen */
	struct bill_diags *diags;
	char *dump;
};

/* One layout with its event, or its group of events: what one process does at a time. */
struct bill_job {
	guint32 layout;
	guint32 first, count;          /* of batch->members */
	guint32 identity;              /* a hash that stays when the event's text changes */
	bool doubtful;                 /* its reader had warnings */
	bool refused;                  /* and why is in early */
	bool elsewhere;                /* another shard's */
	guint32 same;                  /* bit by bit: the sizes that have not changed; those beyond 32 always have */
	guint8 key[BILL_DIGEST_BYTES]; /* a hash of all that makes it, size and pictures apart */
	char **paths;                  /* size by size, format by format (the description last); "" beyond a refused one */
	struct bill_diags *early;      /* NULL: the reader had nothing to tell */
	struct bill_outcome *outcomes; /* of each size; NULL: not begun, or told already */
};

struct bill_manifest;
void bill_manifest_free(struct bill_manifest *manifest); /* NULL is allowed */

struct bill_batch {
	struct bill_batch_wish wish;
	struct bill_names_plan names;
	unsigned n_layouts, n_sizes, n_formats, columns; /* columns: files of one poster */
	struct bill_shelf *shelf;
	GArray *jobs;                   /* struct bill_job */
	GArray *members;                /* guint32: events of the shelf */
	GByteArray *digests;            /* of each event, BILL_EVENT_DIGEST_BYTES each */
	GPtrArray *groups;              /* events that share a poster, in the order they came (plan.c) */
	GHashTable *group_index;        /* "layout\nname" → one of them */
	char *folder;                   /* that the manifest is in */
	char run[17];                   /* a hash of wish.run */
	struct bill_manifest *manifest; /* NULL: none is kept */
	int journal;                    /* a descriptor; -1: none */
	GString *playlist;              /* its items; NULL: none is asked for */
	bool incomplete;                /* not all events could be read */
	GArray *kept;                   /* struct bill_kept: posters that are good, in their order */
	GPtrArray *together;            /* paths of files that hold all posters */
	GPtrArray *gone;                /* paths */
	unsigned doubles;               /* events that are there twice */
};

static inline struct bill_job *bill_job_at(const struct bill_batch *batch, size_t index)
{
	return &g_array_index(batch->jobs, struct bill_job, index);
}

static inline bool bill_job_same(const struct bill_job *job, guint32 size)
{
	return size < 32 && (job->same >> size & 1);
}

/* Its events, taken from the shelf; NULL: it cannot be read. */
GPtrArray *bill_job_events(const struct bill_batch *batch, const struct bill_job *job);
/* What two paths have in common where letters of both cases are one, as on most people's laptops. */
char *bill_place_of(const char *path);
/* No poster is made of it; why stands in early. */
void bill_job_refuse(struct bill_job *job);
/* An event's name for itself: its id, or its day, title and speaker. Newly allocated. */
char *bill_event_identity(const struct bill_event *event);
struct bill_outcome *bill_job_begin(const struct bill_batch *batch, struct bill_job *job); /* makes its outcomes */
void bill_job_end(const struct bill_batch *batch, struct bill_job *job);                   /* frees them */

/* ---- inputs.c ---- */

/* Whether it is one of the files that the run reads, by whatever name. */
bool bill_batch_reads(const struct bill_batch *batch, const char *path);
/* "listing.txt" with -o listing.pdf --alt: refuses what would be written over a file that was read. */
void bill_batch_spare_inputs(struct bill_batch *batch);
/* A description (--alt) in a folder that is read would be an event of the next run; but names in it that begin with a low line or
 * a full stop are passed over. False after a diagnostic. */
bool bill_batch_check_descriptions(const struct bill_batch *batch, struct bill_diags *diags);

/* ---- work.c ---- */

/* What the work tells as it goes on. column -1: the page is laid out; else the file it begins to write. */
struct bill_ears {
	void (*begin)(void *data, guint32 job, guint32 size, int column);
	void (*file)(void *data, guint32 job, guint32 size, const struct bill_seen *file);
	/* The size is finished: the outcome has everything but its files. */
	void (*end)(void *data, guint32 job, guint32 size, const struct bill_outcome *outcome);
	void *data;
};

/* Makes the files of one job, from the task on: size × columns + column. */
void bill_work(struct bill_batch *batch, guint32 job, guint32 task, const struct bill_ears *ears);

/* ---- pool.c ---- */

/* Makes all jobs that are left, and tells them in their order. */
int bill_pool_run(struct bill_batch *batch, const struct bill_batch_watch *watch, struct bill_diags *diags);

/* ---- message.c: what a worker tells, as bytes ---- */

enum bill_message_kind { BILL_MESSAGE_BEGIN, BILL_MESSAGE_FILE, BILL_MESSAGE_END };
struct bill_message {
	enum bill_message_kind kind;
	guint32 job, size;
	int column;
	struct bill_seen *file;       /* owned, of BILL_MESSAGE_FILE */
	struct bill_outcome *outcome; /* owned, of BILL_MESSAGE_END */
};
GByteArray *bill_message_pack(const struct bill_message *message);
/* The next whole message at the start of the bytes, which are taken off. False: there is none yet. */
bool bill_message_take(GByteArray *bytes, struct bill_message *message);
void bill_message_clear(struct bill_message *message);
struct bill_outcome *bill_outcome_init(struct bill_outcome *outcome);
void bill_outcome_finish(struct bill_outcome *outcome);

/* ---- manifest.c, journal.c ---- */

/* Opens the folder's manifest and journal, and marks what has not changed. False: another run is at work there. */
bool bill_batch_open_manifest(struct bill_batch *batch, struct bill_diags *diags);
/* Notes a file that is about to be written, so that a run that dies is taken up where it ended. False: errno tells. */
void bill_batch_note(const struct bill_batch *batch, const struct bill_job *job, guint32 size, const struct bill_event *event,
	const struct bill_seen *file, GPtrArray *pictures);
/* A poster is finished, well or badly. */
void bill_batch_enter(struct bill_batch *batch, const struct bill_job *job, guint32 size, const struct bill_event *event,
	const struct bill_outcome *outcome);
/* Writes the manifest and ends the journal. whole: the run did all it planned. */
bool bill_batch_close_manifest(struct bill_batch *batch, bool whole, struct bill_diags *diags);

/* ---- together.c ---- */

/* A poster that is there: made now, or before. */
struct bill_kept {
	guint32 job, size;
	bool left_out; /* of the files that hold all: a process died at it */
};
void bill_together_keep(struct bill_batch *batch, const struct bill_job *job, guint32 size);
/* False after a diagnostic: its files would be written over others of the run. */
bool bill_together_check(const struct bill_batch *batch, struct bill_diags *diags);
/* Lists them, for --dry-run. */
void bill_together_tell(struct bill_batch *batch);
/* Draws all posters that are there once more, into files that hold all, and writes those. Tells of each poster before it begins,
 * by its number among those that are kept; of their number when it begins to write; of each file; and of the end. */
void bill_together_draw(const struct bill_batch *batch, const struct bill_ears *ears);

/* ---- binder.c ---- */

/* The same in a process of its own, under the limits of time and memory. */
void bill_together_write(struct bill_batch *batch, const struct bill_batch_watch *watch, struct bill_diags *diags);

/* ---- playlist.c ---- */

/* The pictures among the files of one poster. */
void bill_playlist_add(struct bill_batch *batch, const struct bill_job *job, const char *const *paths);
/* Lists its files, for --dry-run. */
void bill_playlist_tell(struct bill_batch *batch);
void bill_playlist_write(struct bill_batch *batch, struct bill_diags *diags);
/* The path of a file of ours without the folder; borrowed from it. */
const char *bill_path_inside(const char *path, const char *folder);

#endif
