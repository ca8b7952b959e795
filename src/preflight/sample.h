/* The page without its words, painted small when somebody first asks. */
#ifndef BILL_PREFLIGHT_SAMPLE_H
#define BILL_PREFLIGHT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "layout/layout.h"

struct bill_sample;
/* Borrows the frames. */
struct bill_sample *bill_sample_new(const struct bill_frames *frames);
void bill_sample_free(struct bill_sample *sample);

/* The contrast of a line's colour to what lies under it: the least where that is of several colours, and on a picture or pattern
 * (*busy) what all but a twentieth of the ground reaches. */
double bill_ground_sampled(struct bill_sample *sample, size_t index, bool *busy);
/* The same for any colour over any part of the page, as if a veil of another lay between. */
double bill_ground_veiled(struct bill_sample *sample, struct bill_rect r, struct bill_color color, struct bill_color veil);

#endif
