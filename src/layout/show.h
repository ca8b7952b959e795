/* Pictures, patterns and codes: private to layout. */
#ifndef BILL_LAYOUT_SHOW_H
#define BILL_LAYOUT_SHOW_H

#include "layout/box.h"

/* What a picture, pattern or code likes to be wide where its container gives it no width; room: it does not care. */
double bill_show_width(const struct bill_fit *fit, const struct bill_box *box, double room);
/* The least width a code can be scanned at; 0 for everything else. */
double bill_show_least_width(const struct bill_fit *fit, const struct bill_box *box);
/* Finds what each box stands on: a code on a coloured ground needs a white zone of its own. */
void bill_show_find_grounds(struct bill_fit *fit);
/* Its height at a width. */
double bill_show_height(const struct bill_fit *fit, const struct bill_box *box, double width);
/* Whether it is as high as what stands over it in a stack. */
bool bill_show_is_ground(const struct bill_box *box);

/* Make a frame of their kind of it; its box is the room it has. Warn of pictures and codes that come out too coarse or too fine.
 */
void bill_show_image(const struct bill_fit *fit, const struct bill_box *box, struct bill_frame *frame);
void bill_show_pattern(const struct bill_fit *fit, const struct bill_box *box, struct bill_frame *frame);
/* ground: what lies under it; not given: something that is not of one colour. True: it needs a white quiet zone of its own, the
 * whole of `zone`. */
bool bill_show_code(const struct bill_fit *fit, const struct bill_box *box, struct bill_paint ground, struct bill_frame *frame,
	struct bill_rect *zone);

#endif
