/* What a screen reader should say of a poster. */
#ifndef BILL_ALOUD_H
#define BILL_ALOUD_H

#include "event/event.h"
#include "layout/layout.h"

/* Title, who, when and where, then what else stands on the page in reading order, pictures by their alternative texts. event:
 * NULL where a poster shows several; then all is said in reading order. Paragraphs are parted by empty lines. */
void bill_aloud(const struct bill_event *event, const struct bill_frames *frames, GString *out);

/* Who, when and where, a line each. In the arena. */
char *bill_aloud_facts(const struct bill_event *event, struct bill_arena *arena);

#endif
