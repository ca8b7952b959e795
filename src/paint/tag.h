/* Tags around frames: what a screen reader calls them, and the addresses they lead to. */
#ifndef BILL_PAINT_TAG_H
#define BILL_PAINT_TAG_H

#include <cairo.h>

#include "layout/layout.h"

/* Around the drawing of one frame; before and after are its neighbours in paint order, NULL at the ends. */
void bill_tag_open(const struct bill_frame *frame, const struct bill_frame *before, cairo_t *cr);
void bill_tag_close(const struct bill_frame *frame, const struct bill_frame *after, cairo_t *cr);

/* Attributes of cairo's Link tag for an address; newly allocated. */
char *bill_tag_link(const char *address, const struct bill_rect *box);

#endif
