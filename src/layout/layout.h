/* Content → frames: every number in points and final, text lines frozen, nothing relative. */
#ifndef BILL_LAYOUT_H
#define BILL_LAYOUT_H

#include "base/base.h"
#include "fill/fill.h"
#include "font/font.h"

enum bill_frame_kind {
	BILL_FRAME_SHAPE, /* a filled and stroked outline */
	BILL_FRAME_LINE,  /* one line of text */
	BILL_FRAME_QR,
	BILL_FRAME_IMAGE,   /* a picture, cut to its outline */
	BILL_FRAME_PATTERN,
};

/* What a screen reader calls it; the order of frames is the reading order. */
enum bill_frame_role { BILL_FRAME_ARTIFACT, BILL_FRAME_TITLE, BILL_FRAME_HEADING, BILL_FRAME_PARAGRAPH, BILL_FRAME_FIGURE };

struct bill_frame {
	enum bill_frame_kind kind;
	enum bill_frame_role role;
	struct bill_rect box;      /* on the page, turned or not; of a line: its advance box, from ascent to descent */
	int quarters;              /* how far it is turned clockwise about its box's centre: 0 to 3 */
	struct bill_at at;         /* the element in the layout */
	const char *field;         /* the event's field, or NULL */
	const char *style;         /* the style's name, of a line */
	int block;                 /* lines of one text element share a number; so do their role tags */
	const char *link;          /* an address to follow, or NULL */
	struct bill_paint fill, stroke;
	struct bill_paint after;   /* of a line: the colour of what follows its pause; not given: it is all of one colour */
	double stroke_pt;
	enum bill_line dashes;     /* of the stroke */
	enum bill_shape outline;
	double radius_pt;
	const struct bill_type_line *line; /* glyphs, from font */
	double baseline_pt, size_pt;       /* of a line: y of the baseline, or x where it is turned up or down; size of the type */
	const struct bill_qr *qr;          /* box includes no quiet zone */
	const struct bill_picture *picture; /* of an image; NULL: nothing to draw */
	const char *alternative;           /* of an image or a code: what to say instead, or NULL */
	const struct bill_pattern *pattern;
};

/* The room that an element got, shown or only holding others. */
struct bill_room {
	struct bill_rect rect;
	enum bill_kind kind;
	struct bill_at at; /* the element in the layout */
	int depth;         /* how many it stands in */
};

struct bill_frames {
	struct bill_sheet_size page;
	struct bill_frame *items; /* in paint order */
	size_t count;
	struct bill_room *rooms; /* the page's first, then as they are placed; not of what is inside turned boxes */
	size_t n_rooms;
	double along;   /* where on their ranges the sizes ended: 1 largest, 0 smallest */
	double tight;   /* where the leading and gaps ended: 1 loosest, 0 tightest */
};

/* Fits the content onto the page by the ladder of docs/layouts.md. Frames live in the arena (glyphs in `fonts` until
 * bill_fontset_free). NULL after an error layout/does-not-fit with the element, the room it had and the room it needed;
 * notes layout/dropped and layout/shortened say what it cost. */
struct bill_frames *bill_layout(const struct bill_design *design, struct bill_content *content, const struct bill_sheet_size *page, const char *language, struct bill_fontset *fonts, struct bill_arena *arena, struct bill_diags *diags);

/* What lies under a part of the page. */
struct bill_ground {
	bool busy; /* a picture, pattern or code: of no colour that could be named */
	struct bill_color colors[4]; /* else these, one or where it has an edge several */
	size_t n_colors;
};

/* Of the first `count` frames, without their words. */
struct bill_ground bill_ground_of(const struct bill_frame *frames, size_t count, struct bill_rect r);
/* The least contrast of a colour to the ground's; 21, the most there is, where the ground is busy. */
double bill_ground_contrast(const struct bill_ground *ground, struct bill_color color);

/* Draws over the page where things stand: bits of what. Fonts as for bill_layout; nothing of it is read aloud. */
enum { BILL_DEBUG_BOXES = 1, BILL_DEBUG_BASELINES = 2, BILL_DEBUG_GRID = 4 };
void bill_frames_debug(struct bill_frames *frames, unsigned what, struct bill_fontset *fonts, struct bill_arena *arena);

/* Frames as stable text, one line each, numbers rounded to 0.01 pt: for goldens and for people. */
void bill_frames_dump(const struct bill_frames *frames, GString *out);

#endif
