/* Frames → findings: what a strict proof-reader would say of the finished page, before it is printed. */
#ifndef BILL_PREFLIGHT_H
#define BILL_PREFLIGHT_H

#include "base/base.h"
#include "design/design.h"
#include "event/event.h"
#include "layout/layout.h"

/* A page, and what it was made of. Everything is borrowed. */
struct bill_preflight {
	const struct bill_frames *frames;
	const struct bill_design *design;
	const struct bill_event *const *events;
	size_t n_events;
	double margin_pt; /* what printers leave white along the edges of paper; below 0: what most do */
};

/* Appends its findings, codes preflight/…: warnings of what a person should mend, notes of what could be better. An element is
 * told of once by each rule. It draws nothing but the ground of words that stand on a picture or pattern, and dark pictures. */
void bill_preflight(const struct bill_preflight *page, struct bill_diags *diags);

/* Frames with a soft ground of the paper's or the ink's colour under words that a picture or pattern makes hard to read; the same
 * frames where none needs one. In the arena. Notes preflight/scrim. */
struct bill_frames *bill_preflight_scrims(struct bill_frames *frames, struct bill_arena *arena, struct bill_diags *diags);

#endif
