/* What the parts of the layout parser share while one design is opened. Private to design. */
#ifndef BILL_DESIGN_PARSE_H
#define BILL_DESIGN_PARSE_H

#include "design/keys.h"

/* Names compared with a mistyped one: a layout full of mistakes must not take minutes. */
#define BILL_MAX_SUGGESTIONS 1000

struct bill_part;
struct bill_style_source;

struct bill_parse {
	struct bill_arena *arena;
	struct bill_diags *diags;
	struct bill_design *design;
	const char *const *folders;                  /* where layouts are looked for */
	GPtrArray *files;                            /* struct bill_layout_file: the opened layout, then what it extends */
	GHashTable *parameters;                      /* by name: struct bill_parameter, owned by the arena */
	GPtrArray *style_order;                      /* struct bill_style_source, as first written */
	GHashTable *styles;                          /* the same by name */
	GPtrArray *part_order;                       /* struct bill_part, as first written */
	GHashTable *parts;                           /* the same by name */
	struct bill_element *prototypes[BILL_KINDS]; /* every default of a kind, read once */
	struct bill_color ground;                    /* what tints are mixed with: the page's background */
	unsigned depth;                              /* of the element being read */
	bool too_deep;                               /* said once */
};

/* ---- parse.c: maps and mistakes ---- */
/* Reads every pair of a map into a struct: keys of `scope`, which is one bit (or an element's kind and BILL_IN_KIND).
 * False after an error; what could be read was. */
bool bill_parse_map(struct bill_parse *parse, const struct bill_yaml *map, unsigned scope, void *into);
/* Gives every key of a scope its default. */
void bill_parse_defaults(struct bill_parse *parse, unsigned scope, void *into);
/* Says that this is no map, if so. */
bool bill_parse_is_map(struct bill_parse *parse, const struct bill_yaml *node, const char *what);
/* A name that parameters, styles and parts may have: letters, digits, "-" and "_". Error: design/name. */
bool bill_parse_name(struct bill_parse *parse, const struct bill_yaml *node, const char *what);
/* A sentence's end: `; did you mean "x"?`, or "" when nothing is near. In the arena. */
const char *bill_parse_did_you_mean(struct bill_parse *parse, const char *word, const GPtrArray *names);
/* "a, b, c" with at most some twenty names. In the arena. */
const char *bill_parse_names(struct bill_parse *parse, const GPtrArray *names);
/* The written value for a message: "\"26px\"", cut when long, or "a list". In the arena. */
const char *bill_parse_found(struct bill_parse *parse, const struct bill_yaml *node);

/* ---- value.c ---- */
bool bill_value_read(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, void *into);
/* design/wrong-value: `"size" takes a length, not "big"`. Returns false. */
bool bill_value_wrong(struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node);
bool bill_value_yes_no(const char *text, bool *value);
/* A finite number and nothing else. */
bool bill_value_number(const char *text, double *value);

/* ---- condition.c ---- */
bool bill_condition_read(
	struct bill_parse *parse, const struct bill_key *key, const struct bill_yaml *node, struct bill_element *element);

/* ---- palette.c ---- */
bool bill_palette_read(struct bill_parse *parse, const struct bill_yaml *node, struct bill_paint *paint);

/* ---- parameter.c ---- */
void bill_parameter_read_all(struct bill_parse *parse);
/* Later ones go over earlier ones. */
void bill_parameter_set(struct bill_parse *parse, const struct bill_setting *settings, size_t n_settings);
/* NULL: no parameter has this name and type. */
const struct bill_parameter *bill_parameter_find(const struct bill_parse *parse, const char *name, enum bill_parameter_type type);

/* ---- style.c ---- */
void bill_style_read_all(struct bill_parse *parse);
/* NULL after an error, design/unknown-style. */
const struct bill_style *bill_style_find(struct bill_parse *parse, const char *name, struct bill_at at);

/* ---- element.c ---- */
/* Reads an element (a map), or children of an implied column (a list), or a part's elements; appends them. */
bool bill_element_read(struct bill_parse *parse, const struct bill_yaml *node, GPtrArray *out);
/* The children of a container: a list, or one element. */
bool bill_element_read_children(struct bill_parse *parse, const struct bill_yaml *node, struct bill_element *container);
/* One element of several: itself, or a column of them. NULL after an error. */
struct bill_element *bill_element_join(struct bill_parse *parse, const GPtrArray *elements, struct bill_at at);
struct bill_element *bill_element_copy(struct bill_parse *parse, const struct bill_element *element);

/* ---- kind.c ---- */
/* Which key of an element's map says its kind. NULL after an error: design/no-kind, two-kinds, or a mistyped key. */
const struct bill_key *bill_kind_find(struct bill_parse *parse, const struct bill_yaml *map);
/* A text where an element belongs. Returns false. */
bool bill_kind_not_an_element(struct bill_parse *parse, const struct bill_yaml *node);

/* ---- part.c ---- */
void bill_part_collect(struct bill_parse *parse);
void bill_part_read_all(struct bill_parse *parse);
bool bill_part_exists(const struct bill_parse *parse, const char *name);
/* Its elements, borrowed; NULL after an error, now or when the part was read. */
const GPtrArray *bill_part_elements(struct bill_parse *parse, const char *name, struct bill_at at);

/* ---- extend.c ---- */
/* Reads the layout and what it extends into parse->files. */
bool bill_extend_load(struct bill_parse *parse, const char *name);
void bill_layout_file_free(struct bill_layout_file *file);

/* ---- template.c ---- */
/* The place of a scalar's first character, past a quote or a block's head. */
struct bill_at bill_template_place(struct bill_parse *parse, const struct bill_yaml *node);

/* The filters there are, for the manual's test; NULL after the last. */
const char *bill_template_filter(size_t index);

#endif
