/* What cairo 1.16 leaves out of a PDF or gets wrong, put in afterwards. */
#ifndef BILL_SURFACE_MEND_H
#define BILL_SURFACE_MEND_H

#include "surface/surface.h"

/* Dates get their "D:" (ISO 32000-1, 7.9.4), the document its language and its title on the window, figures their
 * alternative text. Anything that does not look as cairo writes it is left as it is. */
void bill_pdf_mend(GByteArray *pdf, const struct bill_frames *frames, const char *language);

#endif
