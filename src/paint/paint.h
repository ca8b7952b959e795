/* Frames → cairo: no measuring, no choices. */
#ifndef BILL_PAINT_H
#define BILL_PAINT_H

#include <cairo.h>

#include "layout/layout.h"

/* Draws the page onto a context whose user space is points from the page's top left. Cannot fail, except through the
 * context's status. tags: also write cairo's link and structure tags (PDF only). */
void bill_paint(const struct bill_frames *frames, cairo_t *cr, bool tags);

#endif
