/* Faults on purpose, in the program that tests make for themselves: an event whose id is "fault-crash", "fault-hang" or
 * "fault-memory" does that; a worker that made "fault-idle" dies when it is told of the next, before it begins;
 * "late-crash", "late-hang" and "late-memory" do it where all posters are put together. */
#ifndef BILL_TASK_FAULT_H
#define BILL_TASK_FAULT_H

#include "handbill.h"

#ifdef BILL_FAULTS
void bill_fault(const struct bill_event *event);
void bill_fault_idle(void);
void bill_fault_together(const struct bill_event *event);
#else
static inline void bill_fault(const struct bill_event *event)
{
}
static inline void bill_fault_idle(void)
{
}
static inline void bill_fault_together(const struct bill_event *event)
{
}
#endif

#endif
