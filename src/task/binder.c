/* Files that hold all posters: drawn in a process of their own, which is watched as those of the pool are. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "task/pool.h"

#define TICK_MS 100

struct binder {
	struct bill_batch *batch;
	const struct bill_batch_watch *watch;
	struct bill_diags *diags;
	struct bill_worker worker; /* its job: a poster's number among those that are kept */
	long pages;                /* of memory, when it began that */
	bool ended;                /* it has told all */
};

static void take(struct binder *binder, const struct bill_message *message)
{
	struct bill_worker *worker = &binder->worker;
	const struct bill_outcome *outcome = message->outcome;
	worker->since = g_get_monotonic_time();
	worker->job = message->job;
	if (message->kind == BILL_MESSAGE_BEGIN) {
		binder->pages = bill_pages_of(worker->pid);
		binder->watch->progress(binder->watch->data, message->job, binder->batch->kept->len);
	} else if (message->kind == BILL_MESSAGE_FILE) {
		g_ptr_array_add(binder->batch->together, g_strdup(message->file->path));
	} else if (outcome) {
		binder->ended = true;
		for (unsigned i = 0; i < bill_diags_length(outcome->diags); i++)
			bill_diags_add(binder->diags, bill_diags_at(outcome->diags, i));
	}
}

/* False: it has gone. */
static bool hear(struct binder *binder)
{
	guint8 bytes[65536];
	struct bill_message message;
	ssize_t got = read(binder->worker.from, bytes, sizeof bytes);
	if (got <= 0)
		return got < 0 && (errno == EINTR || errno == EAGAIN);
	g_byte_array_append(binder->worker.bytes, bytes, (guint)got);
	while (bill_message_take(binder->worker.bytes, &message)) {
		take(binder, &message);
		bill_message_clear(&message);
	}
	return true;
}

/* A file may grow as large as its posters make it, so that only one poster's share of memory is limited. */
static void hold_limits(struct binder *binder)
{
	const struct bill_batch_wish *wish = &binder->batch->wish;
	struct bill_worker *worker = &binder->worker;
	if (worker->killed || binder->ended || worker->job >= binder->batch->kept->len)
		return;
	double more = (double)(bill_pages_of(worker->pid) - binder->pages) * (double)sysconf(_SC_PAGESIZE);
	if ((double)(g_get_monotonic_time() - worker->since) / 1e6 > wish->seconds)
		worker->killed = BILL_KILLED_SLOW;
	else if (more > wish->megabytes * 1048576.0)
		worker->killed = BILL_KILLED_LARGE;
	if (worker->killed)
		kill(worker->pid, SIGKILL);
}

/* False: no process is to be had. */
static bool start(struct binder *binder)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	fflush(NULL); /* else both would write what is waiting */
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		const struct bill_ears ears = bill_worker_ears(&ends[1]);
		bill_together_draw(binder->batch, &ears);
		_exit(EXIT_SUCCESS);
	}
	close(ends[1]);
	if (pid < 0)
		return close(ends[0]), false;
	binder->worker = (struct bill_worker){.pid = pid,
		.from = ends[0],
		.bytes = g_byte_array_new(),
		.job = binder->batch->kept->len, /* none yet: what ends it now is no poster's fault */
		.since = g_get_monotonic_time()};
	binder->pages = bill_pages_of(pid);
	return true;
}

static int watch_over(struct binder *binder)
{
	struct pollfd source = {.fd = binder->worker.from, .events = POLLIN};
	int status = 0;
	for (bool there = true; there;) {
		if (poll(&source, 1, TICK_MS) > 0)
			there = hear(binder);
		hold_limits(binder);
	}
	while (waitpid(binder->worker.pid, &status, 0) < 0 && errno == EINTR)
		;
	close(binder->worker.from);
	g_byte_array_unref(binder->worker.bytes);
	return status;
}

/* The next try goes without the poster that it died at. False: it died at none, before the first or after the last. */
static bool leave_out(const struct binder *binder, int status)
{
	struct bill_batch *batch = binder->batch;
	if (binder->worker.job >= batch->kept->len) {
		g_autofree char *how =
			WIFSIGNALED(status) ? g_strdup(g_strsignal(WTERMSIG(status))) : g_strdup_printf("status %d", WEXITSTATUS(status));
		return bill_error(binder->diags, (struct bill_at){0}, "task/crashed",
			"the posters could not be put into one file: the program that did it ended (%s)", how);
	}
	struct bill_kept *kept = &g_array_index(batch->kept, struct bill_kept, binder->worker.job);
	kept->left_out = true;
	bill_pool_tell_death(batch, &(struct bill_death){kept->job, kept->size, binder->worker.killed, status}, binder->diags);
	return true;
}

void bill_together_write(struct bill_batch *batch, const struct bill_batch_watch *watch, struct bill_diags *diags)
{
	struct binder binder = {.batch = batch, .watch = watch, .diags = diags};
	if ((!batch->wish.bundle && !batch->wish.contact_sheet) || bill_batch_posters(batch) == 0)
		return;
	while (!binder.ended) {
		if (!start(&binder)) {
			bill_error(diags, (struct bill_at){0}, "task/no-process", "no process could be started: %s", g_strerror(errno));
			return;
		}
		int status = watch_over(&binder);
		if (!binder.ended && !leave_out(&binder, status))
			return;
	}
}
