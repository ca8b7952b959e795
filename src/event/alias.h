/* Keys of maps → our names: the user's own map first, then the table of aliases. */
#ifndef BILL_EVENT_ALIAS_H
#define BILL_EVENT_ALIAS_H

#include "event/event.h"

/* A user's map (--map): their names in our words. */
struct bill_alias_map;

/* A YAML file of "their name: our name". NULL after a diagnostic. */
struct bill_alias_map *bill_alias_map_open(const char *path, struct bill_diags *diags);
void bill_alias_map_free(struct bill_alias_map *map); /* NULL is allowed */

/* The key in lower case with "_" for "-" and " ", or what it stands for. map may be NULL. Newly allocated; "": to be left out. */
char *bill_alias(const struct bill_alias_map *map, const char *key);
/* Whether the user's map names this key. */
bool bill_alias_is_mapped(const struct bill_alias_map *map, const char *key);
/* A column's heading in any language: as bill_alias, then by the table of labels. NULL: nobody knows it. Newly allocated. */
char *bill_alias_of_heading(const struct bill_alias_map *map, const char *heading);
/* The i-th alias with its source and name; false after the last. */
bool bill_alias_at(size_t i, const char **source, const char **alias, const char **name);

#endif
