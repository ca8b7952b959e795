/* SVG as cairo 1.16 writes it, said in fewer bytes. */
#ifndef BILL_SURFACE_SLIM_H
#define BILL_SURFACE_SLIM_H

#include <glib.h>

/* Appends the body. Numbers keep three places (a thousandth of a point), glyphs are paths and no symbols around them, neighbours
 * of one colour share their group, glyphs without outline (spaces) are left out. */
void bill_svg_slim(GString *out, const char *body);

#endif
