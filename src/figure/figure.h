/* Pictures, patterns and codes: opened once, sized, drawn later. */
#ifndef BILL_FIGURE_H
#define BILL_FIGURE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/base.h"
#include "design/design.h"

struct _cairo; /* cairo_t, for those who draw */

struct bill_point {
	double x, y;
};

/* ---- photos and logos ---- */

/* The pictures of one poster: each file is opened once. Owns them, and all that is drawn of them. */
struct bill_figures;

/* What was decoded for earlier posters, up to 64 MB, and what could not be: a logo is decoded once for all posters of a term. */
struct bill_album;
struct bill_album *bill_album_new(void);
void bill_album_free(struct bill_album *album); /* NULL is allowed; figures that were taken from it stay whole */

/* root: the folder that holds the events' pictures; NULL: the folder of each event's own file. album: borrowed; NULL: none. */
struct bill_figures *bill_figures_new(const char *root, struct bill_album *album);
void bill_figures_free(struct bill_figures *figures); /* NULL is allowed */
/* Paths of all files that were read or looked for: when one of them changes, appears or goes, the poster may be another. Borrowed. */
const GPtrArray *bill_figures_looked(const struct bill_figures *figures);

/* A JPEG, PNG or WebP by gdk-pixbuf, or an SVG by librsvg. Both are loaded when the first picture is opened. */
struct bill_figure;

struct bill_figure_wish {
	const char *path;      /* as it was written */
	struct bill_at at;     /* where; a path in an event counts from its file's folder, unless there is a root */
	bool of_layout;        /* written in the layout, its brand or on the command line: the folder of the file `at` first, then the root */
	double width_px, height_px; /* the most that can be shown of it */
};

/* NULL after a warning figure/… (or a note, where it stands on the network): the poster does without it. Never reads a file outside the folders above: no absolute path, no "..", no
 * "file:", no symbolic link. Takes no more memory and time than limits.h says, whatever the file holds. */
struct bill_figure *bill_figure_open(struct bill_figures *figures, const struct bill_figure_wish *wish, struct bill_diags *diags);

/* Whether it would be opened, as far as its file's head tells: nothing is decoded. False after the same warnings; each is told once. */
bool bill_figure_is_there(struct bill_figures *figures, const struct bill_figure_wish *wish, struct bill_diags *diags);

/* Pixels in a point of what is made: 300 to the inch on paper, 96 on a screen. */
double bill_output_px_per_pt(bool screen);

struct bill_size bill_figure_size(const struct bill_figure *figure); /* upright; in its own pixels */
bool bill_figure_is_vector(const struct bill_figure *figure);        /* it has no pixels that could be too few */
const char *bill_figure_name(const struct bill_figure *figure);      /* as it was written */

/* "50% 30%": the point of a photo to keep, as shares of its width and height. False: it is none. */
bool bill_focus_parse(const char *text, struct bill_point *focus);
/* The largest part of a picture that has the ratio (width over height) of its frame and holds the focus, near its middle. */
struct bill_rect bill_crop(struct bill_size picture, double ratio, struct bill_point focus);

/* A picture as one frame shows it. */
struct bill_picture;

struct bill_picture_wish {
	struct bill_rect crop;  /* of the upright picture, in its pixels */
	struct bill_size shown; /* in points */
	double px_per_pt;       /* what the output can show */
	enum bill_tone tone;
	struct bill_color dark, light; /* of a duotone */
};

/* Makes it smaller where the output cannot show as much; a JPEG whose pixels stay as they are goes into a PDF as its own bytes. Owned by the figure. */
const struct bill_picture *bill_picture_new(struct bill_figure *figure, const struct bill_picture_wish *wish);
/* The same in greys; but in a PDF a plain drawing stays one, in its own colours: whoever writes the PDF makes them grey. Owned by the figure. */
const struct bill_picture *bill_picture_gray(const struct bill_picture *picture);
/* How light a photo is. */
struct bill_light {
	double mean; /* 0 to 1 */
	double range; /* from its darkest to its lightest hundredth */
};
/* False: it is a drawing (an SVG, or one that can be seen through), whose colours were chosen. */
bool bill_picture_light(const struct bill_picture *picture, struct bill_light *light);
/* Draws it into the box; the caller has clipped to its outline. */
void bill_picture_draw(const struct bill_picture *picture, struct bill_rect box, struct _cairo *cr);

/* ---- patterns ---- */

enum bill_pattern_kind {
	BILL_PATTERN_BANDS,
	BILL_PATTERN_DOTS,
	BILL_PATTERN_WAVES,
	BILL_PATTERN_TILES,
	BILL_PATTERN_RAYS,
	BILL_PATTERN_CONTOURS,
	BILL_PATTERN_KINDS,
};

enum bill_mark_kind { BILL_MARK_DISC, BILL_MARK_WEDGE, BILL_MARK_POLYGON, BILL_MARK_CURVE };

/* One simple shape of a pattern. */
struct bill_mark {
	enum bill_mark_kind kind;
	struct bill_color color;
	double line_pt;            /* width of a line along its border; 0: filled */
	struct bill_point center;  /* of a disc or wedge */
	double radius;
	double from, to;           /* of a wedge, in radians clockwise from the right */
	struct bill_point *points; /* of a polygon its corners; of a curve its start, then three points for each Bézier */
	size_t n_points;
};

/* Marks in paint order, in points from the top left of a box of this size; what stands out of it is cut off. */
struct bill_pattern {
	const char *name;
	struct bill_size size;
	struct bill_mark *marks;
	size_t n_marks;
};

struct bill_pattern_wish {
	enum bill_pattern_kind kind;
	uint64_t family, member; /* hashes of what all posters of a series share, and of what each has for itself */
	struct bill_size size;
	double unit_pt; /* a poster's own small length, so that it looks the same on every page: the short side over 50 */
	struct bill_color color, ink, ground;
	bool grounded; /* the ground is drawn too */
	const struct bill_color *palette; /* colours to use, the leading one first; n_palette 0: tints of the colour */
	size_t n_palette;
};

/* Stable on every machine: the same wish gives the same marks. */
const struct bill_pattern *bill_pattern_new(const struct bill_pattern_wish *wish, struct bill_arena *arena);
/* By name; "auto" gives the kind that the family's hash picks. False: no kind. */
bool bill_pattern_parse(const char *name, uint64_t family, enum bill_pattern_kind *kind);
/* A hash of a text (FNV-1a); NULL is "". Chained by its second argument, 0 at first. */
uint64_t bill_pattern_hash(const char *text, uint64_t before);

/* ---- codes ---- */

/* A QR code (ISO/IEC 18004), one byte a module, 1 is dark, row by row; the quiet zone is not part of it. */
struct bill_qr {
	const char *text;
	int modules; /* along one side */
	const uint8_t *dark;
};

#define BILL_QR_QUIET 4 /* modules of quiet zone on each side; ISO/IEC 18004:2015, 9.1 */

/* With error correction M or better. NULL after a warning figure/qr-too-long when no code can hold the text. Lives in the arena. */
const struct bill_qr *bill_qr_new(const char *text, struct bill_at at, struct bill_arena *arena, struct bill_diags *diags);
/* The same text in the largest modules that there are: with the least error correction (L). May be the code itself. */
const struct bill_qr *bill_qr_coarser(const struct bill_qr *qr, struct bill_arena *arena);

#endif
