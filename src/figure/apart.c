/* Work on hostile bytes in a process of its own, whose time and memory are bounded.
 *
 * The libraries that read pictures cannot be told how much time and memory they may take: a PNG of 60 kB holds 30000 × 30000
 * pixels, an SVG of one line repeats itself a billion times. The kernel can. What a library leaves broken goes with its process.
 */
#include "figure/apart.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif

void *bill_apart_share(size_t bytes)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return memory == MAP_FAILED ? NULL : memory;
}

void bill_apart_unshare(void *memory, size_t bytes)
{
	if (memory)
		munmap(memory, bytes);
}

/* ---- in the process of its own ---- */

#ifndef SANITIZED /* AddressSanitizer reserves terabytes of addresses */
/* Addresses in use, by Linux's /proc (proc(5), statm); 0: not known. */
static size_t addresses_used(void)
{
	unsigned long pages = 0;
	FILE *file = fopen("/proc/self/statm", "re");
	if (!file)
		return 0;
	if (fscanf(file, "%lu", &pages) != 1)
		pages = 0;
	fclose(file);
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}
#endif

static void limit(size_t memory, unsigned ms)
{
	struct rlimit none = {0, 0}, seconds = {ms / 1000 + 1, ms / 1000 + 2};
	setrlimit(RLIMIT_CORE, &none);
	setrlimit(RLIMIT_CPU, &seconds); /* should the parent die before it can end us */
#ifndef SANITIZED
	size_t used = addresses_used();
	struct rlimit room = {used + memory, used + memory};
	if (used > 0)
		setrlimit(RLIMIT_AS, &room);
#endif
}

static void hush(void)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (nowhere >= 0)
		dup2(nowhere, STDERR_FILENO);
}

_Noreturn static void work_here(bool (*work)(void *), void *data, int answer, unsigned ms, size_t memory)
{
	static const int faults[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
	for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
		signal(faults[i], SIG_DFL);
	hush();
	limit(memory, ms);
	char good = work(data) ? 1 : 0;
	ssize_t written = write(answer, &good, 1);
	_exit(written == 1 ? 0 : 1); /* not exit: the files and handlers are the parent's */
}

/* ---- in this one ---- */

static enum bill_apart wait_for(int answer, unsigned ms)
{
	gint64 end = g_get_monotonic_time() + (gint64)ms * 1000;
	struct pollfd ready = {.fd = answer, .events = POLLIN};
	for (;;) {
		gint64 left = (end - g_get_monotonic_time()) / 1000;
		int count = poll(&ready, 1, (int)MAX(left, 0));
		if (count == 0)
			return BILL_APART_SLOW;
		if (count > 0)
			break;
		if (errno != EINTR)
			return BILL_APART_DIED;
	}
	char good = 0;
	if (read(answer, &good, 1) != 1)
		return BILL_APART_DIED;
	return good ? BILL_APART_DONE : BILL_APART_REFUSED;
}

enum bill_apart bill_apart_do(bool (*work)(void *data), void *data, unsigned ms, size_t memory)
{
	int answer[2];
	if (pipe(answer) != 0)
		return BILL_APART_NOT;
	pid_t child = fork();
	if (child == 0) {
		close(answer[0]);
		work_here(work, data, answer[1], ms, memory);
	}
	close(answer[1]);
	enum bill_apart result = child < 0 ? BILL_APART_NOT : wait_for(answer[0], ms);
	close(answer[0]);
	if (child < 0)
		return result;
	if (result == BILL_APART_SLOW)
		kill(child, SIGKILL);
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	return result;
}
