/* What the files of the pool share: its workers, and the telling of what they made. */
#ifndef BILL_TASK_POOL_H
#define BILL_TASK_POOL_H

#include <sys/types.h>

#include "task/run.h"

#define BILL_EXIT_MEMORY 77 /* a worker's, when it was refused memory */

enum bill_killed { BILL_KILLED_NOT, BILL_KILLED_SLOW, BILL_KILLED_LARGE };

struct bill_worker {
	pid_t pid;
	int to, from;
	GByteArray *bytes; /* of a message not yet whole */
	bool busy;
	bool begun; /* it works at the size; else it only was told to */
	bool again; /* another worker was told the same, and died before it began */
	guint32 job, size;
	guint32 task; /* that it was told to begin with, or goes on with */
	int column;   /* -1: it lays the page out */
	gint64 since; /* when it was last heard of */
	enum bill_killed killed;
};

/* A job, and the task it begins with: size × columns + column. What a worker is told. */
struct bill_rest {
	guint32 job, task;
	gboolean again; /* the worker that was told of it first died before it began */
};

struct bill_pool {
	struct bill_batch *batch;
	const struct bill_batch_watch *watch;
	GPtrArray *workers;
	GArray *rests; /* struct bill_rest: what dead workers left */
	unsigned jobs;
	guint32 next, told; /* jobs given out, jobs told */
	guint32 told_sizes; /* of the job that is told next */
	unsigned done;      /* posters, told or not */
	unsigned total;     /* that are to be made */
	bool aborted;
};

/* ---- pool.c ---- */

/* A process that died at a poster. */
struct bill_death {
	guint32 job, size;
	enum bill_killed killed;
	int status; /* of waitpid */
};
void bill_pool_tell_death(const struct bill_batch *batch, const struct bill_death *death, struct bill_diags *diags);

/* ---- worker.c ---- */

/* Tells all through a descriptor; borrows it. */
struct bill_ears bill_worker_ears(int *to_parent);
/* Of its memory, what is really there, in pages; -1: not to be had. */
long bill_pages_of(pid_t pid);

/* The life of a worker: never returns. */
void bill_worker_live(struct bill_batch *batch, int from_parent, int to_parent) G_GNUC_NORETURN;
/* Whether it holds more memory than it may. */
bool bill_worker_is_large(const struct bill_worker *worker, unsigned megabytes);

/* ---- tell.c ---- */

/* Whether there is nothing to be made of it: it was refused, has not changed, or is another shard's. */
bool bill_job_idle(const struct bill_batch *batch, const struct bill_job *job);
/* Tells what is finished, in the order of the plan. */
void bill_pool_tell(struct bill_pool *pool);
/* Frees what a stopped run leaves; what is finished goes into the manifest, though it is out of order. */
void bill_pool_abandon(struct bill_pool *pool);

#endif
