/* How a finished page is put on physical sheets: bleed, marks, several to a sheet, or tiles over many. */
#ifndef BILL_SURFACE_SHEET_H
#define BILL_SURFACE_SHEET_H

#include <cairo.h>

#include "surface/surface.h"

/* Where one copy of the page stands. */
struct bill_copy {
	double x, y;           /* the page's top left corner, on the sheet */
	struct bill_rect clip; /* what is seen of it, on the sheet */
};

struct bill_sheet {
	struct bill_copy *copies;
	size_t n_copies;
	const struct bill_frames *marks; /* crop marks, targets and a number, on the sheet; NULL: none */
};

struct bill_sheets {
	const struct bill_frames *frames; /* the page, run over its edges, grey or without its ground where the plan says so */
	struct bill_size size;            /* of every sheet */
	struct bill_rect trim, bleed;     /* of every sheet */
	struct bill_sheet *items;
	size_t count;
	bool tagged;                   /* a tiled poster is not: its words would be read again on each sheet they touch */
	bool gray, transparent, boxed; /* boxed: the sheet is larger than what is left of it when it is trimmed */
};

/* Draws one sheet onto a context whose user space is points from the sheet's top left. */
void bill_sheet_draw(const struct bill_sheets *sheets, size_t index, cairo_t *cr, bool tags);

/* One plain sheet, the page as it is. Borrows everything; nothing to free. */
struct bill_one_sheet {
	struct bill_sheets sheets;
	struct bill_sheet sheet;
	struct bill_copy copy;
};
const struct bill_sheets *bill_one_sheet(struct bill_one_sheet *one, const struct bill_frames *frames);

/* What is asked for, or A4 or Letter, whichever the page's family is. */
struct bill_size bill_sheet_size(const struct bill_frames *frames, const struct bill_sheet_plan *plan);

/* ready.c: the page as it is to be printed, in the arena; a page of a screen only loses its ground, where that is asked for. */
const struct bill_frames *bill_frames_ready(
	const struct bill_frames *frames, const struct bill_sheet_plan *plan, struct bill_arena *arena);

/* ---- marks.c ---- */

/* Cells of one size, in rows and columns, with gutters between. */
struct bill_grid_of_cells {
	double x, y; /* of the first cell */
	struct bill_size cell;
	double gutter;
	int across, down;
};

struct bill_marks {
	struct bill_arena *arena;
	struct bill_size sheet;
	GArray *frames; /* struct bill_frame */
};

/* Short lines outside the grid, where its cells are cut, `gap` away from it. */
void bill_marks_crop(struct bill_marks *marks, const struct bill_grid_of_cells *grid, double gap);
/* Only the cuts of one direction. */
void bill_marks_cuts(struct bill_marks *marks, const struct bill_grid_of_cells *grid, double gap, bool upright);
/* A target in the middle of each side. */
void bill_marks_registration(struct bill_marks *marks, const struct bill_grid_of_cells *grid, double gap);
/* A few letters, at the left end of their baseline. */
void bill_marks_label(struct bill_marks *marks, struct bill_fontset *fonts, const char *text, double x, double baseline);
/* In the arena; NULL when there are none. The marks are finished. */
const struct bill_frames *bill_marks_close(struct bill_marks *marks);

#define BILL_MARK_PT (5 * 72 / 25.4) /* how long a crop mark is */

#endif
