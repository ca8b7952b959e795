/* Layout and brand files made into typed trees: every key known, every value typed, styles resolved, lengths still symbolic. */
#ifndef BILL_DESIGN_H
#define BILL_DESIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/base.h"

enum bill_align { BILL_ALIGN_START, BILL_ALIGN_CENTER, BILL_ALIGN_END, BILL_ALIGN_JUSTIFY };
enum bill_wrap { BILL_WRAP_GREEDY, BILL_WRAP_BALANCE, BILL_WRAP_PRETTY };
enum bill_shorten { BILL_SHORTEN_NO, BILL_SHORTEN_SENTENCE, BILL_SHORTEN_LINE };
enum bill_case { BILL_CASE_AS_IS, BILL_CASE_UPPER };
enum bill_cross { BILL_CROSS_STRETCH, BILL_CROSS_START, BILL_CROSS_CENTER, BILL_CROSS_END };
enum bill_spread { BILL_SPREAD_START, BILL_SPREAD_CENTER, BILL_SPREAD_END, BILL_SPREAD_BETWEEN };
enum bill_valign { BILL_VALIGN_TOP, BILL_VALIGN_MIDDLE, BILL_VALIGN_BOTTOM, BILL_VALIGN_BASELINE, BILL_VALIGN_STRETCH };
enum bill_turn { BILL_TURN_NO, BILL_TURN_LEFT, BILL_TURN_RIGHT };
enum bill_line { BILL_LINE_SOLID, BILL_LINE_DASHED, BILL_LINE_DOTTED };
enum bill_direction { BILL_HORIZONTAL, BILL_VERTICAL };
enum bill_shape { BILL_SHAPE_RECTANGLE, BILL_SHAPE_CIRCLE, BILL_SHAPE_ROUNDED };
enum bill_picture_fit { BILL_FIT_COVER, BILL_FIT_CONTAIN };
enum bill_focus { BILL_FOCUS_CENTER, BILL_FOCUS_FACE };
enum bill_tone { BILL_TONE_COLOR, BILL_TONE_GRAY, BILL_TONE_DUOTONE };
enum bill_role { BILL_ROLE_DISPLAY, BILL_ROLE_TEXT, BILL_ROLE_SANS, BILL_ROLE_MONO, BILL_ROLE_SERIF, BILL_ROLE_POSTER };
enum bill_parameter_type { BILL_PARAMETER_TEXT, BILL_PARAMETER_COLOR, BILL_PARAMETER_LENGTH, BILL_PARAMETER_NUMBER, BILL_PARAMETER_IMAGE, BILL_PARAMETER_YES_NO };

enum bill_kind {
	BILL_ROW, BILL_COLUMN, BILL_STACK, BILL_GRID, BILL_BOX,
	BILL_TEXT, BILL_IMAGE, BILL_PATTERN, BILL_QR, BILL_RULE, BILL_SHAPE, BILL_SPACE,
	BILL_USE, /* only while parsing: a finished tree holds the part itself */
	BILL_KINDS,
};

struct bill_font_choice {
	enum bill_role role;
	int weight; /* 100 to 900 */
	bool italic;
};

struct bill_numbers { double min, max; };
struct bill_counts { int min, max; };
struct bill_edges { struct bill_length top, right, bottom, left; };

/* A colour that may be absent ("none"). Parameters and `on NAME` are resolved when the design is opened. */
struct bill_paint {
	bool given;
	bool chosen; /* a parameter's, or a tint of one: words of it adapt to their ground */
	struct bill_color color;
};
/* Colours that are used together; n 0: none are given. */
struct bill_palette { struct bill_color *colors; size_t n; };
#define BILL_MAX_PALETTE 12

struct bill_style {
	const char *name;
	struct bill_at at;
	const char *extends;
	struct bill_font_choice font;
	struct bill_range size;
	struct bill_length least; /* BILL_UNIT_NONE: the size's own end */
	struct bill_numbers leading;
	struct bill_paint color;
	enum bill_align align;
	struct bill_counts lines;
	enum bill_wrap wrap;
	struct bill_counts measure;
	bool hang; /* punctuation at a line's ends, out of it */
	bool hyphenate;
	enum bill_shorten shorten;
	enum bill_case letter_case;
	double tracking; /* em */
	const char *features;
	struct bill_range paragraph;
	int index; /* position in bill_design.styles, for tables by style */
};

/* "{{title}} at {{location ? venue | upper}}", taken apart once. Literal pieces have no alternatives. */
struct bill_filter { const char *name; const char *argument; /* NULL when none */ };
struct bill_name { const char *name; struct bill_filter *filters; size_t n_filters; };
struct bill_piece {
	const char *literal; /* NULL: a placeholder */
	struct bill_name *alternatives; /* the first that is not empty is used */
	size_t n_alternatives;
	struct bill_at at;
};
struct bill_template { struct bill_at at; const char *source; struct bill_piece *pieces; size_t n_pieces; };

/* One of "wide", "not abstract" … ; page words are told from fields by the enum. */
enum bill_condition_kind { BILL_IF_WIDE, BILL_IF_TALL, BILL_IF_SQUARE, BILL_IF_SCREEN, BILL_IF_PRINT, BILL_IF_SMALL, BILL_IF_SINGLE, BILL_IF_BRIEF, BILL_IF_EVENTS, BILL_IF_DAYS, BILL_IF_FIELD };
struct bill_condition { bool negated; enum bill_condition_kind kind; const char *field; int more; /* of events, of days: than this */ };

struct bill_element {
	enum bill_kind kind;
	struct bill_at at;
	struct bill_element **children; size_t n_children;
	struct bill_template text, heading, short_form;
	enum bill_direction direction;
	enum bill_shape shape;
	enum bill_line line;
	enum bill_turn turn;
	struct bill_range space;
	const char *use;
	struct bill_condition *when; size_t n_when;
	struct bill_length width, height; /* BILL_UNIT_NONE: natural */
	double fill;                      /* 0: does not; else its share */
	double priority;                  /* >= 100: always there */
	const char *each;                 /* NULL: once */
	double repeat;
	bool keep; /* its place, when it has nothing to show */
	enum bill_cross align;
	struct bill_range gap;
	enum bill_spread spread;
	enum bill_valign valign;
	double cells;
	struct bill_edges padding;
	struct bill_paint background, border, color, color_after;
	struct bill_palette palette;
	struct bill_length border_width, radius;
	bool bleed;
	const struct bill_style *style, *heading_style;
	struct bill_counts columns; /* 0..0: auto */
	bool even;
	struct bill_length gutter, thickness;
	enum bill_picture_fit fit;
	enum bill_focus focus;
	enum bill_tone tone;
	enum bill_shape mask;
	double ratio;
};

struct bill_page { struct bill_edges margin; struct bill_paint background; };

struct bill_parameter {
	const char *name;
	struct bill_at at;
	enum bill_parameter_type type;
	const char *value; /* as written: its default, or what was set */
	struct bill_at value_at; /* where; nowhere: on the command line */
	const char *help;
};

struct bill_arrangement { struct bill_condition *when; size_t n_when; struct bill_element *root; };

/* Const once opened. */
struct bill_design {
	struct bill_arena *arena; /* owns everything below */
	struct bill_src *src;     /* the layout's own file: the first of sources */
	struct bill_src **sources; size_t n_sources; /* with those it extends: places point into them; owned */
	const char *name;         /* "seminar" */
	const char *description;
	const char *omits;        /* fields it leaves out on purpose, between spaces; NULL: none */
	struct bill_page page;
	struct bill_parameter *parameters; size_t n_parameters;
	struct bill_style **styles; size_t n_styles;
	struct bill_arrangement *arrangements; size_t n_arrangements; /* none: a layout made only to be extended */
	const struct bill_written *logos; size_t n_logos; /* of the brand's sponsors */
	bool takes_many;          /* one poster shows all events: some element says `each: events` */
};

/* A "key=value" of the command line (at: nowhere), or of a brand. A layout without the parameter passes over a brand's. */
struct bill_setting {
	const char *key, *value;
	struct bill_at at;
	const char *layout; /* of this one alone, which must have the parameter; NULL: of any */
};

/* ---- brands: what a house sets once for all layouts ---- */

struct bill_written { const char *text; struct bill_at at; };
struct bill_family { const char *role, *name; struct bill_at at; };

/* Const once opened. */
struct bill_brand {
	struct bill_arena *arena; /* owns everything below */
	struct bill_src *src;
	char *folder;             /* paths count from it */
	struct bill_setting *settings; size_t n_settings;
	struct bill_family *families; size_t n_families;
	struct bill_written *logos; size_t n_logos; /* the sponsors' */
	struct bill_written layout;  /* text NULL: none */
	const char **sizes, **formats; /* NULL-ended */
};

/* NULL after diagnostics, all of the file's. */
struct bill_brand *bill_brand_open(const char *path, struct bill_diags *diags);
void bill_brand_free(struct bill_brand *brand); /* NULL is allowed */
const char *bill_brand_layout(const struct bill_brand *brand);         /* NULL: it names none */
const char *const *bill_brand_sizes(const struct bill_brand *brand);   /* NULL-ended */
const char *const *bill_brand_formats(const struct bill_brand *brand); /* NULL-ended */

/* Opens a layout by name (found in `folders`, NULL-ended, first wins: "seminar" is seminar.yaml) or by path (it holds a slash or
 * ends in .yaml), with what it extends, and applies the settings to its parameters. NULL after diagnostics: all of a file's
 * errors are reported, not the first. */
struct bill_design *bill_design_open(const char *name, const char *const *folders, const struct bill_setting *settings, size_t n_settings, struct bill_diags *diags);
/* With a brand's settings before the others, and its sponsors. brand: may be NULL, and may be freed before the design. */
struct bill_design *bill_design_open_branded(const char *name, const char *const *folders, const struct bill_brand *brand, const struct bill_setting *settings, size_t n_settings, struct bill_diags *diags);
void bill_design_free(struct bill_design *design); /* NULL is allowed */

/* Whether one poster shows all events of a run, as semester does. */
bool bill_design_takes_many(const struct bill_design *design);

/* Takes a template apart (for output names too). False after a diagnostic template/… at `at`, which points to its first character. */
bool bill_template_parse(const char *source, struct bill_at at, struct bill_arena *arena, struct bill_template *template_, struct bill_diags *diags);

/* The JSON Schema of the language, made from keys.def. Appended to out. */
void bill_design_schema(GString *out);
/* The same of a brand's file. */
void bill_brand_schema(GString *out);

/* ---- paper: the pages there are ---- */

struct bill_sheet_size {
	char name[32];        /* "a4", "1080p", or the text it was parsed from */
	struct bill_size pt;  /* 1 px = 0.75 pt */
	bool screen;          /* given in pixels */
	int width_px, height_px; /* of a screen; 0 on paper */
	double scale;         /* short side over the reference page's (A4: 210 mm) */
};

/* A name ("letter", "A4", "a4-landscape", "1080p", …) or WxH with units ("5x7in", "210mmx297mm", "1200x630" in px).
 * False after a diagnostic size/unknown (with the nearest name), size/too-small or size/too-large. */
bool bill_paper_parse(const char *text, struct bill_sheet_size *size, struct bill_diags *diags);
/* How far words keep off the page's edge. */
double bill_paper_safe_pt(const struct bill_sheet_size *size);
/* The i-th known name, NULL after the last. */
const char *bill_paper_name(size_t index);

#endif
