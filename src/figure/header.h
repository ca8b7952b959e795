/* What the first bytes of a picture say, read before any library sees them. */
#ifndef BILL_FIGURE_HEADER_H
#define BILL_FIGURE_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum bill_figure_type { BILL_FIGURE_UNKNOWN, BILL_FIGURE_JPEG, BILL_FIGURE_PNG, BILL_FIGURE_WEBP, BILL_FIGURE_SVG };

struct bill_header {
	enum bill_figure_type type;
	int width, height; /* as stored; 0: not told (an SVG, or a broken file) */
	int orientation;   /* EXIF 2.32, tag 0x0112: 1 to 8; 1 is upright */
	bool whole;        /* its end is there */
	bool plain_jpeg;   /* of 8 bits, gray or YCbCr, baseline or progressive: as PDF wants it (ISO 32000-1, 7.4.8) */
	unsigned scans;    /* of a JPEG: how often all of it is gone over */
	const char *guess; /* of an unknown type: what it seems to be; NULL: nobody knows */
};

struct bill_header bill_header_read(const uint8_t *bytes, size_t len);

#endif
