/* Faults on purpose, in the program that tests make for themselves: an event whose id is "fault-crash", "fault-hang" or
 * "fault-memory" does that. */
#ifndef BILL_TASK_FAULT_H
#define BILL_TASK_FAULT_H

#include "handbill.h"

#ifdef BILL_FAULTS
void bill_fault(const struct bill_event *event);
#else
static inline void bill_fault(const struct bill_event *event)
{
}
#endif

#endif
