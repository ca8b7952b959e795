/* The table of keys made from keys.def: what the parser, the schema and the tests read. Private to design. */
#ifndef BILL_DESIGN_KEYS_H
#define BILL_DESIGN_KEYS_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#include "design/design.h"

enum bill_key_type {
	BILL_KEY_STRING,
	BILL_KEY_NAME,
	BILL_KEY_STYLE_NAME,
	BILL_KEY_WORD,
	BILL_KEY_BOOL,
	BILL_KEY_NUMBER,
	BILL_KEY_INTEGER,
	BILL_KEY_SHARE,
	BILL_KEY_COLUMNS,
	BILL_KEY_NUMBERS,
	BILL_KEY_COUNTS,
	BILL_KEY_EM,
	BILL_KEY_LENGTH,
	BILL_KEY_RANGE,
	BILL_KEY_SIZE,
	BILL_KEY_EDGES,
	BILL_KEY_COLOR,
	BILL_KEY_PALETTE,
	BILL_KEY_FONT,
	BILL_KEY_TEMPLATE,
	BILL_KEY_CONDITIONS,
	BILL_KEY_ELEMENTS,
	BILL_KEY_PAGE, /* from here on the YAML node itself is kept, for the file that reads it */
	BILL_KEY_PARAMETERS,
	BILL_KEY_STYLES,
	BILL_KEY_PARTS,
	BILL_KEY_ARRANGEMENTS,
	BILL_KEY_SHADES,
	BILL_KEY_FAMILIES,
	BILL_KEY_SHADE,
	BILL_KEY_LINE,
	BILL_KEY_LINES,
	BILL_KEY_SETTINGS,
	BILL_KEY_TYPES,
};

/* Where a key may stand: one bit for each kind of element, then these. */
#define BILL_IN_ELEMENTS ((1u << BILL_KINDS) - 1)
#define BILL_IN_LAYOUT (1u << 16)
#define BILL_IN_PAGE (1u << 17)
#define BILL_IN_PARAMETER (1u << 18)
#define BILL_IN_STYLE (1u << 19)
#define BILL_IN_KIND (1u << 20) /* the key that says what kind an element is */
#define BILL_IN_BRAND (1u << 21)
#define BILL_IN_PALETTE (1u << 22)
#define BILL_IN_FAMILIES (1u << 23)

struct bill_key {
	unsigned scope;
	const char *name;
	enum bill_key_type type;
	size_t offset, size; /* of its member in struct bill_layout_file, _page, _parameter, _style, _element or _brand_* */
	const char *values, *default_, *help;
};

extern const struct bill_key bill_keys[];
extern const size_t bill_n_keys;

/* NULL: there is none. */
const struct bill_key *bill_key_find(const char *name, unsigned scope);
const struct bill_key *bill_key_of_kind(enum bill_kind kind);
enum bill_kind bill_key_kind(const struct bill_key *key); /* of a key in BILL_IN_KIND */

/* "a style", "the page", "text": where one scope's keys stand. */
const char *bill_scope_name(unsigned scope);
/* "text, image or qr": every place of a mask. Newly allocated. */
char *bill_scope_list(unsigned scopes);
/* Every key of a scope, for suggestions. Borrowed strings; free the array. */
GPtrArray *bill_scope_keys(unsigned scope);

/* "a length such as 12mm": what a key takes. Newly allocated. */
char *bill_key_expects(const struct bill_key *key);

/* One layout file as read, its parts not yet understood. The file's own keys are read into it. */
struct bill_layout_file {
	struct bill_src *src;
	char *path;
	const struct bill_yaml *root;
	const char *description, *omits, *extends;
	const struct bill_yaml *page, *parameters, *styles, *parts, *arrangements;
	GArray *lines; /* size_t offsets of its lines, from the first */
};

/* The same of a brand's file. */
struct bill_brand_file {
	const struct bill_yaml *colors, *fonts, *logo, *sponsors, *layout, *sizes, *formats, *set;
};
struct bill_brand_palette {
	const struct bill_yaml *accent, *ink, *muted, *paper;
};
struct bill_brand_families {
	const struct bill_yaml *display, *poster, *text, *serif, *sans, *mono;
};

#endif
