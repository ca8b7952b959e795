/* A worker's life: it is told of jobs through one pipe and tells what became of them through another. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "task/fault.h"
#include "task/pool.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

/* ---- memory ---- */

/* Pages of a process, from Linux's /proc/PID/statm: column 0 its address space, 1 what it really has. -1: not to be had. */
static long pages_of(pid_t pid, int column)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/statm", (int)pid);
	g_autofree char *text = NULL;
	long size, resident;
	if (!g_file_get_contents(path, &text, NULL, NULL) || sscanf(text, "%ld %ld", &size, &resident) != 2)
		return -1;
	return column == 0 ? size : resident;
}

long bill_pages_of(pid_t pid)
{
	return pages_of(pid, 1);
}

bool bill_worker_is_large(const struct bill_worker *worker, unsigned megabytes)
{
	long pages = bill_pages_of(worker->pid), own = bill_pages_of(getpid());
	return pages > 0 && (double)(pages - MAX(own, 0)) * (double)sysconf(_SC_PAGESIZE) > megabytes * 1048576.0;
}

/* AddressSanitizer's own tables are larger than any limit; the parent's look at what the worker really has must do there. */
static void limit_memory(unsigned megabytes)
{
#ifndef SANITIZED
	long pages = pages_of(getpid(), 0);
	struct rlimit limit;
	if (pages < 0 || getrlimit(RLIMIT_AS, &limit) != 0)
		return;
	rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + (rlim_t)megabytes * 1048576;
	limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? most : MIN(most, limit.rlim_max);
	setrlimit(RLIMIT_AS, &limit);
#endif
}

/* GLib ends the program when it is refused memory (g_malloc: "failed to allocate"); the status says why. */
static GLogWriterOutput on_log(GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data)
{
	for (gsize i = 0; i < count && (level & G_LOG_LEVEL_ERROR); i++) {
		if (strcmp(fields[i].key, "MESSAGE") == 0 && strstr(fields[i].value, "failed to allocate"))
			_exit(BILL_EXIT_MEMORY);
	}
	return g_log_writer_default(level, fields, count, data);
}

/* ---- pipes ---- */

static void send(int fd, const struct bill_message *message)
{
	g_autoptr(GByteArray) bytes = bill_message_pack(message);
	const guint8 *at = bytes->data;
	size_t left = bytes->len;
	while (left > 0) {
		ssize_t done = write(fd, at, left);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			_exit(EXIT_FAILURE); /* the parent has gone, and what was made is whole */
		at += done;
		left -= (size_t)done;
	}
}

static void tell_begin(void *data, guint32 job, guint32 size, int column)
{
	send(*(const int *)data, &(struct bill_message){.kind = BILL_MESSAGE_BEGIN, .job = job, .size = size, .column = column});
}

static void tell_file(void *data, guint32 job, guint32 size, const struct bill_seen *file)
{
	struct bill_seen *copy = bill_seen_copy(file);
	send(*(const int *)data, &(struct bill_message){.kind = BILL_MESSAGE_FILE, .job = job, .size = size, .file = copy});
	bill_seen_free(copy);
}

static void tell_end(void *data, guint32 job, guint32 size, const struct bill_outcome *outcome)
{
	struct bill_outcome copy = *outcome;
	send(*(const int *)data, &(struct bill_message){.kind = BILL_MESSAGE_END, .job = job, .size = size, .outcome = &copy});
}

struct bill_ears bill_worker_ears(int *to_parent)
{
	return (struct bill_ears){tell_begin, tell_file, tell_end, to_parent};
}

static bool read_task(int fd, struct bill_rest *task)
{
	for (;;) {
		ssize_t got = read(fd, task, sizeof *task);
		if (got < 0 && errno == EINTR)
			continue;
		return got == (ssize_t)sizeof *task;
	}
}

/* The parent alone decides when the work ends: a worker finishes its poster, so that Ctrl-C leaves whole ones. */
static void ignore_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		signal(numbers[i], SIG_IGN);
}

void bill_worker_live(struct bill_batch *batch, int from_parent, int to_parent)
{
	const struct bill_ears ears = bill_worker_ears(&to_parent);
	struct bill_rest task;
	ignore_signals();
	g_log_set_writer_func(on_log, NULL, NULL);
	limit_memory(batch->wish.megabytes);
	while (read_task(from_parent, &task)) {
		bill_fault_idle();
		bill_work(batch, task.job, task.task, &ears);
	}
	_exit(EXIT_SUCCESS);
}
