/* Where sheets go: PDF, PNG and SVG, written whole or not at all. */
#ifndef BILL_SURFACE_H
#define BILL_SURFACE_H

#include <stdbool.h>

#include "base/base.h"
#include "layout/layout.h"

enum bill_format { BILL_PDF, BILL_PNG, BILL_SVG };

/* What a file says of itself; every text may be NULL. */
struct bill_sheet_info {
	const char *title, *author, *subject, *keywords, *language;
	const char *description; /* who, when, where, in plain text: for SVG */
	const char *date; /* ISO 8601, for the PDF's dates; NULL: the epoch, so that bytes repeat */
};

/* Makes the file's bytes in memory. dpi: pixels per inch of a PNG on paper (a screen has its own pixels); ignored otherwise.
 * NULL after a diagnostic surface/too-many-pixels or surface/cairo. */
GByteArray *bill_surface_write(const struct bill_frames *frames, enum bill_format format, double dpi,
	const struct bill_sheet_info *info, struct bill_diags *diags);

/* ---- paper ---- */

/* How posters are put on paper. All zero: as they are. Pages of screens take only `transparent` from it. */
struct bill_sheet_plan {
	double bleed_pt;              /* ink that runs off the page is drawn this far beyond it, to be trimmed */
	bool crop, registration;      /* marks */
	int across, down;             /* several flyers on one sheet; 0: not */
	bool tiled;                   /* one poster over several sheets */
	struct bill_sheet_size sheet; /* of these two; name "": A4 or Letter, whichever the page's family is */
	double margin_pt;             /* what printers leave white along a sheet's edges */
	bool gray;                    /* true grey: a laser printer mixes none of it of colours */
	bool transparent;             /* the page has no ground */
};

/* The page on its sheets. NULL after surface/does-not-fit-sheet or surface/sheet-too-small. Lives in the arena; borrows the
 * frames and the fonts (for the numbers of tiles). */
struct bill_sheets;
struct bill_sheets *bill_sheets_new(const struct bill_frames *frames, const struct bill_sheet_plan *plan,
	struct bill_fontset *fonts, struct bill_arena *arena, struct bill_diags *diags);
/* As bill_surface_write. A PNG and an SVG hold one sheet: surface/several-sheets otherwise. */
GByteArray *bill_surface_write_sheets(const struct bill_sheets *sheets, enum bill_format format, double dpi,
	const struct bill_sheet_info *info, struct bill_diags *diags);

/* ---- many posters in one PDF ---- */

/* They share their fonts. Posters may be freed once they are added. */
struct bill_bundle;
struct bill_bundle *bill_bundle_new(void);
void bill_bundle_free(struct bill_bundle *bundle); /* NULL is allowed */
/* info: the poster's; the first one's language and date are the file's. */
void bill_bundle_add(
	struct bill_bundle *bundle, const struct bill_sheets *sheets, const char *bookmark, const struct bill_sheet_info *info);
/* Once, after at least one poster. title: of the whole. NULL after surface/too-large or surface/cairo. */
GByteArray *bill_bundle_encode(struct bill_bundle *bundle, const char *title, struct bill_diags *diags);

/* ---- many posters at a glance ---- */

struct bill_contact_plan {
	unsigned posters; /* how many there will be; fewer may be put */
	enum bill_format format; /* BILL_PDF; BILL_PNG: one picture, as long as it takes */
	double dpi; /* of a PNG */
	struct bill_sheet_plan paper; /* its sheet, and whether it is grey */
};
struct bill_contact;
struct bill_contact *bill_contact_open(const struct bill_contact_plan *plan);
void bill_contact_free(struct bill_contact *contact); /* NULL is allowed */
/* The first one's shape decides the grid. The arena is that of the frames, which may be freed then; the fonts may not. False after
 * a diagnostic. */
bool bill_contact_add(struct bill_contact *contact, const struct bill_frames *frames, const char *caption,
	struct bill_fontset *fonts, struct bill_arena *arena, struct bill_diags *diags);
/* Once, after at least one poster. NULL after a diagnostic. */
GByteArray *bill_contact_encode(struct bill_contact *contact, const char *title, struct bill_diags *diags);

/* How much of the page is covered with ink, from 0 to 1: light colours count less. */
double bill_sheets_ink(const struct bill_sheets *sheets);

/* The words that stand for a picture, "" where nobody gave any; newly allocated; NULL: the frame is none. */
char *bill_frame_alternative(const struct bill_frame *frame);

/* Writes bytes to a path through a temporary file beside it that is renamed (not synced: a poster can be made again); "-" is
 * standard output. The old file stays untouched unless all went well. Makes missing folders. False after a diagnostic sink/…
 * (unwritable, full, folder). */
bool bill_sink_write(const char *path, const void *bytes, size_t count, struct bill_diags *diags);

/* "pdf" → BILL_PDF; by name or by a path's suffix. False: unknown. */
bool bill_format_parse(const char *name, enum bill_format *format);
const char *bill_format_name(enum bill_format format);

#endif
