/* YAML as a tree whose nodes remember where they were written. The only door to libyaml. */
#ifndef BILL_BASE_YAML_H
#define BILL_BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

enum bill_yaml_kind {
	BILL_YAML_SCALAR,
	BILL_YAML_LIST,
	BILL_YAML_MAP,
};

struct bill_yaml {
	enum bill_yaml_kind kind;
	struct bill_at at;
	const char *text;        /* of a scalar; "" for an empty one; NULL otherwise */
	bool plain;              /* a scalar without quotes: "yes", "12" and "null" have their YAML meaning only then */
	size_t count;            /* items of a list, pairs of a map */
	struct bill_yaml **keys; /* of a map: scalars */
	struct bill_yaml **items; /* of a list, or the values of a map */
};

/* One document. NULL after a diagnostic yaml/syntax, yaml/duplicate-key, yaml/too-deep, yaml/too-large, yaml/key (a key that
 * is no scalar), yaml/merge-key (<<), yaml/alias (of nothing), yaml/tag (one that would change the meaning), yaml/documents (more
 * than one) or yaml/empty (at the file's start). Aliases are the same node again: a graph without cycles. All wrong keys, tags and
 * aliases are told, up to the first mistake of syntax. Nodes live in the arena; they point into src. */
struct bill_yaml *bill_yaml_parse(const struct bill_src *src, struct bill_arena *arena, struct bill_diags *diags);
/* Every document of a stream, in order, empty ones left out; NULL-free array of *count nodes, NULL after a diagnostic. */
struct bill_yaml **bill_yaml_parse_all(const struct bill_src *src, struct bill_arena *arena, size_t *count, struct bill_diags *diags);

const struct bill_yaml *bill_yaml_find(const struct bill_yaml *map, const char *key); /* NULL: not there, or not a map */
bool bill_yaml_is_null(const struct bill_yaml *node); /* NULL, an empty plain scalar, ~ or null */

/* "a map", "a list", "text": for messages. */
const char *bill_yaml_describe(const struct bill_yaml *node);

/* Appends a text as a YAML scalar, quoted or as a literal block where it must be, without the line break that ends it: the caller
 * always adds one. indent: columns of the surrounding map or list. Not for keys, nor inside [] or {}. */
void bill_yaml_write_scalar(GString *out, const char *text, int indent);

#endif
