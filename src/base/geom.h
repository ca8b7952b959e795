/* Rectangles and sizes, in points (1/72 inch), y downwards. */
#ifndef BILL_BASE_GEOM_H
#define BILL_BASE_GEOM_H

struct bill_size {
	double width, height;
};

struct bill_rect {
	double x, y, width, height;
};

#endif
