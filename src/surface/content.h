/* The drawing operators of a PDF's page, read one by one and changed. */
#ifndef BILL_SURFACE_CONTENT_H
#define BILL_SURFACE_CONTENT_H

#include <glib.h>
#include <stdbool.h>

/* artifacts: what stands under no tag is marked as of no meaning (ISO 32000-1, 14.8.2.2). gray: colours become DeviceGray, as light as
 * they were. False: there is something in it that is not understood; *out is of no use then. */
bool bill_content_mend(const GString *content, bool artifacts, bool gray, GString *out);

#endif
