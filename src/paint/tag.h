/* Tags around frames: what a screen reader calls them, and the addresses they lead to. */
#ifndef BILL_PAINT_TAG_H
#define BILL_PAINT_TAG_H

#include <cairo.h>

#include "layout/layout.h"

/* How one frame is drawn, and where. */
struct bill_pen {
	void (*draw)(const struct bill_frame *frame, cairo_t *cr);
	cairo_t *cr;
};

/* Draws every frame, in order, inside its tags. */
void bill_tag_frames(const struct bill_frames *frames, const struct bill_pen *pen);

/* Attributes of cairo's Link tag for an address; newly allocated. */
char *bill_tag_link(const char *address, const struct bill_rect *box);

#endif
