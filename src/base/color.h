/* Colours: sRGB with alpha, and the contrast of two of them. */
#ifndef BILL_BASE_COLOR_H
#define BILL_BASE_COLOR_H

#include <stdbool.h>

struct bill_color {
	double red, green, blue, alpha; /* 0 to 1, sRGB, alpha not premultiplied */
};

/* "#rgb", "#rrggbb", "#rrggbbaa" or a CSS basic name ("black", "white", …). False: not a colour, *color untouched. */
bool bill_color_parse(const char *text, struct bill_color *color);

/* 1 to 21: WCAG 2.1, "contrast ratio". Alpha is ignored. */
double bill_color_contrast(struct bill_color a, struct bill_color b);

/* The grey of the same luminance, of 256; the alpha stays. */
struct bill_color bill_color_gray(struct bill_color color);

/* Black or white, whichever stands out more from the ground. */
struct bill_color bill_color_on(struct bill_color ground);

#endif
