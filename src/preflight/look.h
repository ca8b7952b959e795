/* What the rules of preflight share: the page as blocks of words, and how a finding is told. */
#ifndef BILL_PREFLIGHT_LOOK_H
#define BILL_PREFLIGHT_LOOK_H

#include "preflight/preflight.h"
#include "preflight/sample.h"

/* The line that stands out least from its ground. */
struct bill_worst {
	bool known, busy; /* busy: on a picture or pattern */
	double contrast;
	size_t line; /* of the block */
};

/* The lines of one text element that stand in one place of it: a heading, or the text under it. */
struct bill_block {
	const struct bill_frame *lines;
	size_t count;
	size_t index;                   /* of its first line among the frames */
	const struct bill_style *style; /* NULL: not known */
	const char *text;               /* its lines joined as they read */
	size_t letters;                 /* letters and digits in it */
	struct bill_rect ink;           /* around the ink of its lines, roughly: from ascenders to descenders */
	double size_pt;
	struct bill_worst worst; /* contrast.c */
};

struct bill_look {
	const struct bill_preflight *page;
	const struct bill_rule *rule; /* the one that looks now */
	struct bill_block *blocks;
	size_t n_blocks;
	const char *text;           /* all the words of the page */
	const char *plain;          /* their letters and digits alone: lost.c */
	struct bill_sample *sample; /* paints itself when first asked */
	struct bill_arena *arena;
	struct bill_diags *diags;
};

/* As g_utf8_next_char, which casts const away. */
static inline const char *bill_after(const char *c)
{
	return c + g_utf8_skip[*(const guchar *)c];
}

struct bill_rule {
	const char *code;
	enum bill_severity severity;
	void (*look)(const struct bill_look *look);
};

/* Tells of a finding under the code of the rule that looks. */
void bill_look_tell(const struct bill_look *look, struct bill_at at, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The same, at the block's element in the layout, and with the field of the event as the second place. */
void bill_look_tell_block(const struct bill_look *look, const struct bill_block *block, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* ---- words and units for findings ---- */

/* Of the page, in points. */
double bill_look_short_side(const struct bill_look *look);
/* "7.2 pt" on paper, "14 px" on a screen; in the look's arena. */
const char *bill_look_size(const struct bill_look *look, double pt);
/* The same for distances: "3.1 mm", "14 px". */
const char *bill_look_length(const struct bill_look *look, double pt);
/* Screens that hang on a wall, and not those held in a hand. */
bool bill_look_on_wall(const struct bill_look *look);

/* ---- what a block is ---- */

/* Whether its words come from that field of the event. */
bool bill_block_is(const struct bill_block *block, const char *field);
/* What a reader looks for first: the title, who, when and where. */
bool bill_block_is_fact(const struct bill_block *block);
/* Text to be read line after line. */
bool bill_block_is_body(const struct bill_block *block);
/* Roughly the ink of one line. */
struct bill_rect bill_line_ink(const struct bill_frame *line);
bool bill_rects_meet(const struct bill_rect *a, const struct bill_rect *b, double by);

/* lost.c: letters and digits alone, small and decomposed, so that breaks, hyphens, quotes and capitals do not matter. Newly
 * allocated. */
char *bill_look_squash(const char *text);

/* ---- the rules: legible.c ---- */
void bill_rule_small(const struct bill_look *look);
void bill_rule_small_facts(const struct bill_look *look);
void bill_rule_small_for_room(const struct bill_look *look);
void bill_rule_title_not_largest(const struct bill_look *look);
void bill_rule_small_title(const struct bill_look *look);
void bill_rule_close_sizes(const struct bill_look *look);
void bill_rule_families(const struct bill_look *look);
void bill_rule_long_lines(const struct bill_look *look);
void bill_rule_short_lines(const struct bill_look *look);
void bill_rule_tight_leading(const struct bill_look *look);
void bill_rule_loose_leading(const struct bill_look *look);
void bill_rule_title_break(const struct bill_look *look);
/* space.c */
void bill_rule_near_edge(const struct bill_look *look);
void bill_rule_narrow_margin(const struct bill_look *look);
void bill_rule_overlap(const struct bill_look *look);
void bill_rule_covered(const struct bill_look *look);
void bill_rule_quiet_zone(const struct bill_look *look);
void bill_rule_almost_aligned(const struct bill_look *look);
void bill_rule_apart(const struct bill_look *look);
/* empty.c */
void bill_rule_empty_band(const struct bill_look *look);
void bill_rule_empty_foot(const struct bill_look *look);
void bill_rule_empty_side(const struct bill_look *look);
/* contrast.c */
void bill_rule_contrast(const struct bill_look *look);
void bill_rule_body_contrast(const struct bill_look *look);
void bill_rule_dark_picture(const struct bill_look *look);
void bill_rule_flat_picture(const struct bill_look *look);
void bill_rule_many_colors(const struct bill_look *look);
/* leftover.c */
void bill_rule_leftover(const struct bill_look *look);
void bill_rule_placeholder(const struct bill_look *look);
void bill_rule_markup(const struct bill_look *look);
void bill_rule_empty_label(const struct bill_look *look);
void bill_rule_double_space(const struct bill_look *look);
void bill_rule_typewriter(const struct bill_look *look);
/* lost.c */
void bill_rule_lost(const struct bill_look *look);
void bill_rule_not_shown(const struct bill_look *look);
void bill_rule_omitted(const struct bill_look *look);
void bill_rule_midnight(const struct bill_look *look);
void bill_rule_no_date(const struct bill_look *look);

#endif
