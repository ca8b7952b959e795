/* Faults on purpose: see fault.h. Only in the program that these tests build for themselves. */
#include "task/fault.h"

#include <signal.h>
#include <string.h>

static bool deadly; /* "fault-idle" was made */

void bill_fault_idle(void)
{
	if (deadly)
		raise(SIGKILL);
}

void bill_fault(const struct bill_event *event)
{
	g_autofree char *id = bill_event_expand(event, "{{id}}", NULL);
	if (g_strcmp0(id, "fault-crash") == 0)
		raise(SIGSEGV);
	while (g_strcmp0(id, "fault-hang") == 0)
		pause();
	while (g_strcmp0(id, "fault-memory") == 0)
		memset(g_malloc(1 << 24), 1, 1 << 24);
	deadly = deadly || g_strcmp0(id, "fault-idle") == 0;
	if (id && g_str_has_prefix(id, "slow-"))
		g_usleep(30000);
}
