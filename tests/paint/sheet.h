/* A page of frames laid out by hand, with a font stage that only pretends: for the tests of paint and surface. */
#ifndef TEST_SHEET_H
#define TEST_SHEET_H

#include "layout/layout.h"

#define SHEET_LINK "https://example.org/it's (not) \"żółw\" \\ 100%?a=1&b=(2"
#define SHEET_LINK_IN_PDF "https://example.org/it's%20%28not%29%20%22%C5%BC%C3%B3%C5%82w%22%20%5C%20100%25?a=1&b=%282"

/* What stands in for font's frozen lines: show draws it with cairo's toy text. */
struct bill_type_line {
	const char *text;
};

/* Letter paper, or 1920 x 1080 px: a ground, a band, a title, two headings, a paragraph of three lines (one of them a link), a circle, a
 * rounded outline and a QR code that is a link. In the arena. */
struct bill_frames *sheet_new(struct bill_arena *arena, bool screen);

/* A page of any size with these frames. */
struct bill_frames *sheet_of(struct bill_arena *arena, double width, double height, const struct bill_frame *items, size_t count);

/* One pixel of a picture that was drawn: 0xrrggbb. */
uint32_t sheet_pixel(cairo_surface_t *surface, int x, int y);

#endif
