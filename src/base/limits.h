/* Every cap on hostile input, in one place. */
#ifndef BILL_BASE_LIMITS_H
#define BILL_BASE_LIMITS_H

#define BILL_MAX_LAYOUT_BYTES (1u << 20)   /* one layout file */
#define BILL_MAX_INPUT_BYTES (256u << 20)  /* one file of events */
#define BILL_MAX_LINE_BYTES (8u << 20)     /* one line of a listing or of JSON Lines */
#define BILL_MAX_FIELD_BYTES (1u << 20)    /* one field of an event */
#define BILL_MAX_DEPTH 64                  /* nesting of YAML, JSON and elements */
#define BILL_MAX_NODES 200000              /* nodes of one YAML file, aliases expanded */
#define BILL_MAX_EXTENDS 16                /* layouts or styles that extend one another */
#define BILL_MAX_SPEAKERS 200              /* of one event */
#define BILL_MAX_PROGRAMME 500             /* works or talks of one event */
#define BILL_MAX_EXTRAS 2000               /* fields of one event that are nobody's but its own */
#define BILL_MAX_DIAGS 200                 /* kept of each severity; the rest are counted */
#define BILL_MAX_PAGE_PT 14400             /* PDF 1.7, annex C.2: 200 inches */
#define BILL_MIN_PAGE_PT 36                /* half an inch */
#define BILL_MAX_PIXELS (400.0 * 1000000)  /* of one PNG */
#define BILL_MAX_PICTURE_BYTES (32u << 20) /* one photo or logo */
#define BILL_MAX_PICTURE_PIXELS (24.0 * 1000000) /* of a photo; they are all decoded before it is made smaller */
#define BILL_MAX_JPEG_PIXELS (100.0 * 1000000)   /* of a JPEG, which is decoded at the size it is shown */
#define BILL_MAX_SHOWN_PIXELS (8.5 * 1000000)    /* kept of a photo: Letter at 300 dpi, or a 4K screen */
#define BILL_MAX_PICTURE_MEMORY (144u << 20)     /* bytes that opening one may take */
#define BILL_MAX_PICTURE_MS 900                  /* and its time */

#endif
