/* What the files behind handbill.h share: the press, and where its data is found. */
#ifndef BILL_PRESS_H
#define BILL_PRESS_H

#include "figure/figure.h"
#include "font/font.h"
#include "handbill.h"

struct bill_press {
	char **layout_folders; /* NULL-ended, first wins: the user's own, then those that came with the program */
	struct bill_fontset *fonts;
	char *font_settings; /* the path of fonts.conf */
	const struct bill_brand *brand; /* borrowed; NULL: none */
	struct bill_album *album; /* pictures that posters share */
	char *root; /* where the events' pictures are; NULL: beside each event's file */
};

/* The folder that holds layouts/ and fonts/fonts.conf. Newly allocated; NULL after a diagnostic press/no-data. */
char *bill_data_folder(const char *given, struct bill_diags *diags);

#endif
