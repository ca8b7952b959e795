/* Memory that is freed all at once: one arena for a design, one for an event, one for a poster. */
#ifndef BILL_BASE_ARENA_H
#define BILL_BASE_ARENA_H

#include <glib.h>
#include <stddef.h>

struct bill_arena;

struct bill_arena *bill_arena_new(void);
void bill_arena_free(struct bill_arena *arena); /* NULL is allowed */

/* Zeroed and aligned for any type; never NULL (out of memory ends the program, as everywhere in GLib). */
void *bill_arena_alloc(struct bill_arena *arena, size_t bytes);
char *bill_arena_strdup(struct bill_arena *arena, const char *text); /* NULL gives NULL */
char *bill_arena_strndup(struct bill_arena *arena, const char *text, size_t bytes);
char *bill_arena_printf(struct bill_arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

#define bill_arena_new0(arena, type) ((type *)bill_arena_alloc((arena), sizeof(type)))
#define bill_arena_array(arena, type, count) ((type *)bill_arena_alloc((arena), sizeof(type) * (count)))

#endif
