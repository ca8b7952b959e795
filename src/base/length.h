/* Lengths as a layout writes them ("10mm", "1.5em", "30%") and ranges of them ("9pt..13pt"). */
#ifndef BILL_BASE_LENGTH_H
#define BILL_BASE_LENGTH_H

#include <stdbool.h>

enum bill_unit {
	BILL_UNIT_NONE, /* not given: "auto" */
	BILL_UNIT_PT,   /* mm, cm, in and px (1/96 in) are turned into points when read */
	BILL_UNIT_PERCENT,
	BILL_UNIT_EM,
};

struct bill_length {
	double value;
	enum bill_unit unit;
};

/* A length that the fit engine may choose; both ends are equal where the layout gives one value. */
struct bill_range {
	struct bill_length min, max;
};

/* What relative lengths are relative to. */
struct bill_ruler {
	double percent_pt; /* 100 % */
	double em_pt;      /* 1em */
	double scale;      /* absolute lengths are multiplied by this: the page's short side over the reference page's */
};

/* Units: pt mm cm in px % em; a bare "0" is a length too. False: not a length, *length untouched. */
bool bill_length_parse(const char *text, struct bill_length *length);
/* "a..b" or one length; both ends must have one unit and a <= b. */
bool bill_range_parse(const char *text, struct bill_range *range);

/* In points. BILL_UNIT_NONE gives 0. */
double bill_length_pt(struct bill_length length, const struct bill_ruler *ruler);
/* How far along the range: 0 its smallest, 1 its largest. */
double bill_range_pt(struct bill_range range, double along, const struct bill_ruler *ruler);

#endif
