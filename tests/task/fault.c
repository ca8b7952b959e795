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

static void break_down(const char *how)
{
	if (g_str_equal(how, "crash"))
		raise(SIGSEGV);
	while (g_str_equal(how, "hang"))
		pause();
	while (g_str_equal(how, "memory"))
		memset(g_malloc(1 << 24), 1, 1 << 24);
}

void bill_fault(const struct bill_event *event)
{
	g_autofree char *id = bill_event_say(event, "{{id}}");
	if (g_str_has_prefix(id, "fault-"))
		break_down(id + strlen("fault-"));
	deadly = deadly || g_str_equal(id, "fault-idle");
	if (g_str_has_prefix(id, "slow-"))
		g_usleep(30000);
}

void bill_fault_together(const struct bill_event *event)
{
	g_autofree char *id = bill_event_say(event, "{{id}}");
	if (g_str_has_prefix(id, "late-"))
		break_down(id + strlen("late-"));
}
