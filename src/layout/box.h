/* What the files of layout/ share: the tree of boxes that is measured again and again until it fits, then placed once. */
#ifndef BILL_LAYOUT_BOX_H
#define BILL_LAYOUT_BOX_H

#include "layout/layout.h"

#define BILL_LEAST_RATIO 1.2 /* steps of size below this look like mistakes */

/* One text in one style: shaped once, measured at many sizes. */
struct bill_words_box {
	struct bill_type *type; /* NULL: no words */
	const struct bill_style *style;
	bool hyphenated;
	bool desperate;       /* a word is too wide even at the smallest size: it may be broken anywhere */
	double width_pt;      /* of a line (of one column) */
	double height_pt;     /* of the tallest column */
	size_t lines;
	int columns;
};

/* One piece of content with its latest measures, in points. */
struct bill_box {
	struct bill_content *content;
	const struct bill_element *element;
	struct bill_box **children; /* one that is repeated stands there as often */
	size_t n_children;
	struct bill_words_box words, heading;
	struct bill_text text; /* what words is made of: the content's text, or what was left of it */
	bool blank;            /* shown as nothing: it only keeps its place */
	double shared_em;      /* of a text that is even with its repetitions: the widest one's width at one em; else 0 */
	bool on_color;         /* what it stands on is not white: a code needs a white zone of its own there */
	bool placed;           /* shown once already: what follows is a copy */
	bool gone;             /* not shown: it has nothing to show, or was dropped */
	bool dropped;          /* optional, and there was no room */
	bool shortened;        /* its short form is used already */
	bool listed;           /* one of several texts of a list, which are cut at a word, all to one length */
	enum bill_cut { BILL_CUT_NOT, BILL_CUT_SENTENCES, BILL_CUT_WORDS } cut; /* how far it was cut */
	size_t kept;           /* bytes of the content's text that are left; 0: all */
	double width, height;  /* what it needs at the settings last measured */
	double across;         /* of a turned box: how wide what is inside is, turned */
	double baseline;       /* of a row whose children stand on one: how far below its top */
};

/* The settings that the fit engine turns, and what they apply to. */
struct bill_fit {
	const struct bill_design *design;
	const struct bill_sheet_size *page;
	const char *language;
	struct bill_fontset *fonts;
	struct bill_arena *arena;
	struct bill_diags *diags;
	struct bill_box *root;
	struct bill_rect area; /* inside the margins */
	bool rtl;
	double along;  /* 0 to 1: where sizes stand between the smallest and the cap of each style */
	double tight;  /* 0 to 1: where leading and gaps stand */
	double under;  /* 0 to 1: how far below its smallest a style may go, where nothing else helped */
	double *caps;  /* by style: 0 to 1, the most its own texts allow */
	double *pins;  /* by style: a size in points that was settled; 0: none */
	double *boosts; /* by style: 0 to 1, how far above `along` its own part of the page lets it stand */
	int columns;   /* how many its columns flow in, where they leave a choice; 0: the fewest */
	bool cut;                          /* a text was shortened */
	bool overfull;                     /* in the latest measure: a headline's word is wider than its line */
	struct bill_box *squashed;         /* in the latest measure: a turned box whose lines need more width than it has */
	const struct bill_box *too_narrow; /* in the latest measure: a text that has no room for one letter */
	bool *strained; /* by style: in the latest measure a text had too many lines or too wide a word */
};

/* box.c */
struct bill_box *bill_box_new(struct bill_fit *fit, struct bill_content *content);
/* Shapes the text of a box anew, after it was shortened. */
void bill_box_set_text(struct bill_fit *fit, struct bill_box *box, struct bill_text text);
/* Texts of one `even` element are as wide as the widest of them. */
void bill_box_even(struct bill_box *root);
double bill_fit_size(const struct bill_fit *fit, const struct bill_style *style);   /* pt */
double bill_fit_least_size(const struct bill_fit *fit, const struct bill_style *style); /* pt */
double bill_fit_picture_share(const struct bill_fit *fit); /* of its width that a picture keeps where nothing else helped */
double bill_fit_pitch(const struct bill_fit *fit, const struct bill_words_box *words); /* pt between baselines */
double bill_fit_range(const struct bill_fit *fit, struct bill_range range, double parent_pt);
double bill_fit_length(const struct bill_fit *fit, struct bill_length length, double parent_pt);
struct bill_rect bill_fit_inset(const struct bill_fit *fit, const struct bill_edges *edges, struct bill_rect rect, double parent_pt);
/* The gap between two neighbours of a container; none before the first, and none beside a `space`, which is one itself. */
double bill_fit_gap(const struct bill_fit *fit, const struct bill_box *container, const struct bill_box *before, const struct bill_box *after, double parent_pt);
/* All gaps between the children of a row; they never take more than half of its width. */
double bill_fit_gaps(const struct bill_fit *fit, const struct bill_box *row, double width);
/* Space between a heading and its text. */
double bill_fit_heading_gap(const struct bill_fit *fit, const struct bill_box *box);
/* Whether the box takes part at all. */
bool bill_box_shown(const struct bill_box *box);

/* measure.c: the cells of a grid; gaps never take more than half of a cell's room. */
struct bill_grid {
	size_t cells; /* in a row */
	double cell_width, gap;
};
struct bill_grid bill_grid_of(const struct bill_fit *fit, const struct bill_box *box, double width);
/* measure.c: what a box likes to be wide in a row that gives it no width, in the room that there is. */
double bill_natural_width(struct bill_fit *fit, const struct bill_box *box, double room);
/* The children of a box one under the other, in a width. */
void bill_measure_column(struct bill_fit *fit, struct bill_box *box, double width);
/* measure.c: width and height of a box and all in it, for a width given. */
void bill_measure(struct bill_fit *fit, struct bill_box *box, double width);
/* The widths of a row's children; widths has room for all. */
void bill_measure_row(struct bill_fit *fit, const struct bill_box *row, double width, double *widths);

/* How far below the row's top a child begins, so that it stands on the row's baseline; 0 in rows that have none. */
double bill_row_drop(const struct bill_fit *fit, const struct bill_box *row, const struct bill_box *child);

/* turn.c: boxes turned by a quarter. */
bool bill_box_turned(const struct bill_box *box);
/* How wide it is for a height: the height at hand, or what its longest line needs. Measures what is inside. */
double bill_turn_width(struct bill_fit *fit, const struct bill_box *box, double room);
double bill_turn_room(const struct bill_fit *fit, const struct bill_box *box); /* across, inside its padding */
void bill_turn_measure(struct bill_fit *fit, struct bill_box *box, double width);
/* Puts frames that were laid out with their top left corner at 0, 0 into a rectangle of the page, turned. */
void bill_turn_frames(struct bill_frame *frames, size_t count, enum bill_turn turn, struct bill_rect rect);
/* The same frame on a page that is mirrored. */
void bill_turn_mirror(struct bill_frame *frame, double page_width);

/* flow.c: columns whose children flow down and on into the next */
/* How many it flows in at the present settings; 1: it is a column like others. */
int bill_flow_count(const struct bill_fit *fit, const struct bill_box *box);
/* The most that any on the page could flow in. */
int bill_flow_most(const struct bill_box *box);
void bill_flow_measure(struct bill_fit *fit, struct bill_box *box, double width);
/* How large its texts are at the present settings; 0: nothing flows. line_em: how wide the lines they stand in. */
double bill_flow_size(const struct bill_fit *fit, const struct bill_box *box, double *line_em);
struct bill_flow_place { struct bill_box *box; struct bill_rect rect; };
/* Where each of what flows stands. Free the array. */
GArray *bill_flow_places(struct bill_fit *fit, struct bill_box *box, struct bill_rect rect);

/* columns.c */
/* How many columns the text stands in, and how wide each is. */
int bill_columns_count(const struct bill_fit *fit, const struct bill_box *box, double width, double *column_width);
/* The least height at which paragraphs of so many lines fill at most n columns. */
double bill_columns_height(const size_t *paragraph_lines, size_t n_paragraphs, double pitch, double first, double gap, int columns);

/* fit.c */
/* Shapes every text; the arena owns what is made. */
void bill_fit_init(struct bill_fit *fit, const struct bill_design *design, struct bill_content *content, const struct bill_sheet_size *page, const char *language,
	struct bill_fontset *fonts, struct bill_arena *arena, struct bill_diags *diags);
/* The ladder and the polish: leaves the settings at which the page fits. False: nothing helped; the settings are the tightest. */
bool bill_fit_run(struct bill_fit *fit);
/* Measures the page at these settings; false when it is too tall, or a text is wider than its room. */
bool bill_fit_try(struct bill_fit *fit, double along, double tight);
/* The style of the title, the first that is shown; NULL: the page has none. */
const struct bill_style *bill_fit_title_style(const struct bill_box *box);

/* polish.c: what is done once it fits. */
void bill_fit_use_room(struct bill_fit *fit);
void bill_fit_open_title(struct bill_fit *fit);
void bill_fit_pause(struct bill_fit *fit);

/* cut.c: steps 4 and 5 of the ladder. False: nothing was left to drop or cut. */
bool bill_fit_cut(struct bill_fit *fit);
/* Brings back what was dropped and has room after all. */
void bill_fit_restore(struct bill_fit *fit);
/* Texts that were cut before something else turned out to be enough grow as far as there is room. */
void bill_fit_grow_back(struct bill_fit *fit, struct bill_box *box);
void bill_fit_tell_cuts(struct bill_fit *fit, const struct bill_box *box);

/* sentence.c: whether a sentence ends before the white space at byte `at`. */
bool bill_sentence_ends(const char *s, size_t at);

/* adapt.c */
/* Moves a colour towards black or white until it stands out enough from a ground that is not busy, or as much as there can be. True: it was
 * moved. */
bool bill_color_adapt(struct bill_color *color, const struct bill_ground *ground, double wanted);
/* Of every line whose colour a brand chose. */
void bill_fit_adapt_colors(struct bill_fit *fit, struct bill_frame *frames, size_t count);

/* place.c: the tree as frames. */
struct bill_frames *bill_place(struct bill_fit *fit);

#endif
