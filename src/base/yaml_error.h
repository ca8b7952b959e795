/* libyaml's complaints in plain words. Inside base only: nobody else may see libyaml. */
#ifndef BILL_BASE_YAML_ERROR_H
#define BILL_BASE_YAML_ERROR_H

#include <yaml.h>

#include "base/diag.h"

/* libyaml counts lines and columns from 0, and columns in characters. */
struct bill_at bill_yaml_mark(const struct bill_src *src, yaml_mark_t mark);

/* Appends the error a parser stopped with; skipped: bytes of src before its input. Returns false. */
bool bill_yaml_complain(const struct bill_src *src, const yaml_parser_t *parser, size_t skipped, struct bill_diags *diags);

/* Whether a value on the line of a place begins with "{{" outside quotes: YAML reads that as a map of maps. */
bool bill_yaml_has_braces(struct bill_at at);

#define BILL_YAML_BRACES_HINT "quote texts that hold {{…}}: \"{{title}}\""

#endif
