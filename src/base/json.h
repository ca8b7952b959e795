/* JSON: texts written as its strings, and texts read as trees. The only door to jansson. */
#ifndef BILL_BASE_JSON_H
#define BILL_BASE_JSON_H

#include <glib.h>

#include "base/yaml.h"

/* Appends the text in quotes (RFC 8259); what is not UTF-8 becomes U+FFFD. NULL is written as null. */
void bill_json_quote(GString *out, const char *text);

/* One JSON value as a tree. text: UTF-8; first: the place of its first character. NULL after a diagnostic json/syntax or json/too-deep. Nodes and
 * their texts live in the arena. */
struct bill_yaml *bill_json_parse(
	const char *text, size_t len, struct bill_at first, struct bill_arena *arena, struct bill_diags *diags);

#endif
