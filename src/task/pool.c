/* The pool: copies of this process that make one job at a time, told which through a pipe; one that dies costs one poster. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "task/pool.h"

#define AHEAD 256   /* jobs that may be finished before an earlier one is told */
#define TICK_MS 100 /* how often limits are looked at and progress is told */
#define MOST_WORKERS 256

/* ---- signals ---- */

static volatile sig_atomic_t signals; /* how many came */
static volatile sig_atomic_t last_signal;

static void on_signal(int number)
{
	signals++;
	last_signal = number;
}

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};

static void listen_to_signals(struct sigaction *before)
{
	struct sigaction action = {.sa_handler = on_signal};
	signals = last_signal = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(ending); i++) {
		sigaction(ending[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN) /* nohup asked for that */
			sigaction(ending[i], &action, NULL);
	}
}

static void give_signals_back(const struct sigaction *before)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ending); i++)
		sigaction(ending[i], &before[i], NULL);
}

/* ---- workers ---- */

static void close_worker(struct bill_worker *worker)
{
	close(worker->from);
	g_byte_array_unref(worker->bytes);
	g_free(worker);
}

static struct bill_worker *start_worker(struct bill_pool *pool)
{
	int to[2], from[2];
	if (pipe2(to, O_CLOEXEC) != 0)
		return NULL;
	if (pipe2(from, O_CLOEXEC) != 0)
		return close(to[0]), close(to[1]), NULL;
	fflush(NULL); /* else both would write what is waiting */
	pid_t pid = fork();
	if (pid == 0) {
		close(to[1]);
		close(from[0]);
		for (unsigned i = 0; i < pool->workers->len; i++) { /* or they would not see that the parent has gone */
			const struct bill_worker *other = pool->workers->pdata[i];
			close(other->to);
			close(other->from);
		}
		bill_worker_live(pool->batch, to[0], from[1]);
	}
	close(to[0]);
	close(from[1]);
	if (pid < 0)
		return close(to[1]), close(from[0]), NULL;
	struct bill_worker *worker = g_new0(struct bill_worker, 1);
	*worker = (struct bill_worker){.pid = pid, .to = to[1], .from = from[0], .bytes = g_byte_array_new()};
	g_ptr_array_add(pool->workers, worker);
	return worker;
}

/* ---- what became of a poster ---- */

static void end_size(struct bill_pool *pool, guint32 index, guint32 size)
{
	struct bill_job *job = bill_job_at(pool->batch, index);
	job->outcomes[size].finished = true;
	pool->done++;
}

static void take_outcome(struct bill_pool *pool, guint32 index, guint32 size, const struct bill_outcome *outcome)
{
	struct bill_outcome *own = &bill_job_at(pool->batch, index)->outcomes[size];
	own->failed = own->failed || outcome->failed;
	own->ms += outcome->ms;
	for (unsigned i = 0; i < bill_diags_length(outcome->diags); i++)
		bill_diags_add(own->diags, bill_diags_at(outcome->diags, i));
	for (unsigned i = 0; i < outcome->pictures->len; i++)
		g_ptr_array_add(own->pictures, bill_seen_copy(outcome->pictures->pdata[i]));
	g_free(own->dump);
	own->dump = g_strdup(outcome->dump);
	end_size(pool, index, size);
}

static void take_file(struct bill_pool *pool, guint32 index, guint32 size, const struct bill_seen *file)
{
	g_ptr_array_add(bill_job_at(pool->batch, index)->outcomes[size].files, bill_seen_copy(file));
}

/* ---- a worker that dies ---- */

/* Why a worker died, for people. */
struct reason {
	const char *code, *hint;
	char *text; /* owned */
};

static struct reason reason_of(const struct bill_batch_wish *wish, const struct bill_death *death)
{
	static const char *const report = "the other posters are made all the same; please report this event";
	int status = death->status, number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (death->killed == BILL_KILLED_SLOW)
		return (struct reason){
			"task/too-slow", "--time-limit SECONDS gives it longer", g_strdup_printf("took more than %g s", wish->seconds)};
	if (death->killed == BILL_KILLED_LARGE || (WIFEXITED(status) && WEXITSTATUS(status) == BILL_EXIT_MEMORY))
		return (struct reason){"task/too-large", "--memory-limit MB gives it more",
			g_strdup_printf("needed more than %u MB of memory", wish->megabytes)};
	if (number == SIGKILL) /* not by us: by the kernel, or by somebody */
		return (struct reason){"task/crashed", "the same command goes on from here; -j 1 needs the least memory",
			g_strdup("lost its process, which was killed; a machine that runs out of memory does that")};
	return (struct reason){"task/crashed", report,
		number ? g_strdup_printf("broke the program that made it (%s)", g_strsignal(number))
			   : g_strdup_printf("ended the program that made it (status %d)", WEXITSTATUS(status))};
}

void bill_pool_tell_death(const struct bill_batch *batch, const struct bill_death *death, struct bill_diags *diags)
{
	const struct bill_job *job = bill_job_at(batch, death->job);
	struct bill_event *event = bill_shelf_take(batch->shelf, g_array_index(batch->members, guint32, job->first));
	struct reason reason = reason_of(&batch->wish, death);
	bill_event_fail(event, batch->wish.layouts[job->layout], batch->wish.sizes[death->size], reason.code, reason.text, diags);
	bill_diags_hint(diags, "%s", reason.hint);
	g_free(reason.text);
	bill_event_free(event);
}

/* The rest of the job is another worker's: from the next file, or the next size where the page itself was at fault. */
static void leave_job(struct bill_pool *pool, const struct bill_worker *worker)
{
	const struct bill_batch *batch = pool->batch;
	guint32 next = (worker->size + 1) * batch->columns;
	if (worker->column >= 0 && worker->column + 1 < (int)batch->columns)
		next = worker->size * batch->columns + (guint32)worker->column + 1;
	else
		end_size(pool, worker->job, worker->size);
	if (next < batch->n_sizes * batch->columns) {
		struct bill_rest rest = {worker->job, next, FALSE};
		g_array_append_val(pool->rests, rest);
	}
}

/* It died before it began, so the poster is not at fault: another worker is told of it, once. */
static void pass_on(struct bill_pool *pool, const struct bill_worker *worker)
{
	struct bill_rest rest = {worker->job, worker->task, TRUE};
	g_array_prepend_val(pool->rests, rest);
}

static void charge(struct bill_pool *pool, const struct bill_worker *worker, int status)
{
	struct bill_outcome *outcome = &bill_job_at(pool->batch, worker->job)->outcomes[worker->size];
	outcome->failed = true;
	bill_pool_tell_death(pool->batch, &(struct bill_death){worker->job, worker->size, worker->killed, status}, outcome->diags);
	leave_job(pool, worker);
}

static void bury(struct bill_pool *pool, struct bill_worker *worker)
{
	int status = 0;
	close(worker->to); /* tells one that lives to end */
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (worker->busy && !pool->aborted) {
		if (worker->begun || worker->again || worker->killed)
			charge(pool, worker, status);
		else
			pass_on(pool, worker);
	}
	g_ptr_array_remove_fast(pool->workers, worker);
	close_worker(worker);
}

/* ---- giving work ---- */

static bool next_task(struct bill_pool *pool, struct bill_rest *task)
{
	struct bill_batch *batch = pool->batch;
	if (pool->rests->len > 0) {
		*task = g_array_index(pool->rests, struct bill_rest, 0);
		g_array_remove_index(pool->rests, 0);
		return true;
	}
	while (pool->next < batch->jobs->len && pool->next < pool->told + AHEAD) {
		struct bill_job *job = bill_job_at(batch, pool->next);
		*task = (struct bill_rest){pool->next++, 0, FALSE};
		if (!bill_job_idle(batch, job)) {
			bill_job_begin(batch, job);
			return true;
		}
	}
	return false;
}

static bool give(struct bill_worker *worker, const struct bill_rest *task, const struct bill_batch *batch)
{
	*worker = (struct bill_worker){.pid = worker->pid, .to = worker->to, .from = worker->from, .bytes = worker->bytes};
	worker->busy = true;
	worker->again = task->again;
	worker->job = task->job;
	worker->task = task->task;
	worker->size = task->task / batch->columns;
	worker->column = -1;
	worker->since = g_get_monotonic_time();
	while (worker->size < batch->n_sizes - 1 && bill_job_same(bill_job_at(batch, task->job), worker->size))
		worker->size++;
	ssize_t done = write(worker->to, task, sizeof *task); /* less than PIPE_BUF: whole or not at all */
	return done == (ssize_t)sizeof *task;
}

static struct bill_worker *idle_worker(struct bill_pool *pool)
{
	for (unsigned i = 0; i < pool->workers->len; i++) {
		struct bill_worker *worker = pool->workers->pdata[i];
		if (!worker->busy)
			return worker;
	}
	return pool->workers->len < pool->jobs ? start_worker(pool) : NULL;
}

/* False: there is work, and nobody to do it. */
static bool give_work(struct bill_pool *pool)
{
	while (!signals) {
		struct bill_rest task;
		struct bill_worker *worker = idle_worker(pool);
		if (!worker)
			return pool->workers->len > 0;
		if (!next_task(pool, &task))
			return true;
		if (!give(worker, &task, pool->batch))
			bury(pool, worker); /* it died idle: the pipe's other end is gone */
	}
	return true;
}

/* ---- hearing of it ---- */

static void take_message(struct bill_pool *pool, struct bill_worker *worker, const struct bill_message *message)
{
	if (!worker->busy || message->job != worker->job || message->size >= pool->batch->n_sizes)
		return; /* it has lost its mind, and speaks of what it was not told to do */
	worker->since = g_get_monotonic_time();
	worker->size = message->size;
	switch (message->kind) {
	case BILL_MESSAGE_BEGIN:
		worker->begun = true;
		worker->column = message->column;
		return;
	case BILL_MESSAGE_FILE:
		take_file(pool, message->job, message->size, message->file);
		return;
	case BILL_MESSAGE_END:
		take_outcome(pool, message->job, message->size, message->outcome);
		worker->begun = worker->again = false;
		worker->column = -1;
		worker->size++;
		while (worker->size < pool->batch->n_sizes && bill_job_same(bill_job_at(pool->batch, worker->job), worker->size))
			worker->size++;
		worker->task = worker->size * pool->batch->columns;
		worker->busy = worker->size < pool->batch->n_sizes;
	}
}

/* False: it has gone. */
static bool hear(struct bill_pool *pool, struct bill_worker *worker)
{
	guint8 bytes[65536];
	struct bill_message message;
	ssize_t got = read(worker->from, bytes, sizeof bytes);
	if (got < 0)
		return errno == EINTR || errno == EAGAIN;
	if (got == 0)
		return false;
	g_byte_array_append(worker->bytes, bytes, (guint)got);
	while (bill_message_take(worker->bytes, &message)) {
		take_message(pool, worker, &message);
		bill_message_clear(&message);
	}
	return true;
}

static void hear_all(struct bill_pool *pool)
{
	struct pollfd polls[MOST_WORKERS];
	struct bill_worker *workers[MOST_WORKERS];
	unsigned count = pool->workers->len;
	for (unsigned i = 0; i < count; i++) {
		workers[i] = pool->workers->pdata[i];
		polls[i] = (struct pollfd){.fd = workers[i]->from, .events = POLLIN};
	}
	if (poll(polls, count, TICK_MS) <= 0)
		return;
	for (unsigned i = 0; i < count; i++) {
		if (polls[i].revents && !hear(pool, workers[i]))
			bury(pool, workers[i]);
	}
}

static void hold_limits(struct bill_pool *pool)
{
	gint64 now = g_get_monotonic_time();
	for (unsigned i = 0; i < pool->workers->len; i++) {
		struct bill_worker *worker = pool->workers->pdata[i];
		if (!worker->busy || worker->killed)
			continue;
		if ((double)(now - worker->since) / 1e6 > pool->batch->wish.seconds)
			worker->killed = BILL_KILLED_SLOW;
		else if (now - worker->since > TICK_MS * 1000 && bill_worker_is_large(worker, pool->batch->wish.megabytes))
			worker->killed = BILL_KILLED_LARGE;
		if (worker->killed)
			kill(worker->pid, SIGKILL);
	}
}

static bool busy(const struct bill_pool *pool)
{
	for (unsigned i = 0; i < pool->workers->len; i++) {
		if (((const struct bill_worker *)pool->workers->pdata[i])->busy)
			return true;
	}
	return false;
}

static void kill_all(struct bill_pool *pool)
{
	pool->aborted = true;
	for (unsigned i = 0; i < pool->workers->len; i++)
		kill(((struct bill_worker *)pool->workers->pdata[i])->pid, SIGKILL);
}

/* ---- the whole ---- */

static void run_workers(struct bill_pool *pool, struct bill_diags *diags)
{
	for (;;) {
		if (!give_work(pool)) {
			bill_error(diags, (struct bill_at){0}, "task/no-process", "no process could be started: %s", g_strerror(errno));
			return;
		}
		bill_pool_tell(pool);
		if (!busy(pool) && (signals || pool->told == pool->batch->jobs->len))
			return;
		hear_all(pool);
		hold_limits(pool);
		if (signals > 1)
			kill_all(pool);
		if (pool->aborted && pool->workers->len == 0)
			return;
	}
}

/* Without a process of its own: one poster alone costs what it always did. */
static void begin_here(void *data, guint32 job, guint32 size, int column)
{
}

static void file_here(void *data, guint32 job, guint32 size, const struct bill_seen *file)
{
	take_file(data, job, size, file);
}

static void end_here(void *data, guint32 job, guint32 size, const struct bill_outcome *outcome)
{
	take_outcome(data, job, size, outcome);
}

static void run_here(struct bill_pool *pool)
{
	const struct bill_ears ears = {begin_here, file_here, end_here, pool};
	struct bill_rest task;
	while (!signals && next_task(pool, &task)) {
		bill_work(pool->batch, task.job, task.task, &ears);
		bill_pool_tell(pool);
	}
	bill_pool_tell(pool);
}

/* Posters that are to be made. */
static unsigned count_posters(const struct bill_batch *batch)
{
	unsigned count = 0;
	for (guint i = 0; i < batch->jobs->len; i++) {
		const struct bill_job *job = bill_job_at(batch, i);
		for (guint32 size = 0; size < batch->n_sizes && !bill_job_idle(batch, job); size++)
			count += !bill_job_same(job, size);
	}
	return count;
}

/* One job needs no process, and what goes to standard output comes from this one. */
static bool alone(const struct bill_batch *batch)
{
	unsigned open = 0;
	if (batch->wish.dump || g_strcmp0(batch->wish.output, "-") == 0)
		return true;
	for (unsigned i = 0; i < batch->jobs->len && open < 2; i++)
		open += !bill_job_idle(batch, bill_job_at(batch, i));
	return open < 2;
}

int bill_pool_run(struct bill_batch *batch, const struct bill_batch_watch *watch, struct bill_diags *diags)
{
	struct sigaction before[G_N_ELEMENTS(ending)];
	struct bill_pool pool = {.batch = batch, .watch = watch, .jobs = batch->wish.jobs};
	pool.workers = g_ptr_array_new();
	pool.rests = g_array_new(FALSE, FALSE, sizeof(struct bill_rest));
	pool.jobs = MIN(pool.jobs ? pool.jobs : g_get_num_processors(), MOST_WORKERS);
	pool.total = count_posters(batch);
	bool here = alone(batch);
	if (!here)
		listen_to_signals(before);
	if (here)
		run_here(&pool);
	else
		run_workers(&pool, diags);
	while (pool.workers->len > 0) {
		struct bill_worker *worker = pool.workers->pdata[0];
		worker->busy = false;
		bury(&pool, worker);
	}
	bill_pool_abandon(&pool);
	if (!here)
		give_signals_back(before);
	g_ptr_array_unref(pool.workers);
	g_array_unref(pool.rests);
	return here ? 0 : last_signal;
}
