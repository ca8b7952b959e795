/* Posters laid out for a test: a layout, an event, a size and what came of them. */
#ifndef TEST_LAYOUT_LAID_H
#define TEST_LAYOUT_LAID_H

#include "layout/layout.h"

struct laid {
	struct bill_arena *arena; /* owns the frames */
	struct bill_diags *diags;
	struct bill_figures *figures; /* the frames' pictures */
	struct bill_frames *frames;   /* NULL: an error in diags */
};

/* The fonts of the project, opened once a program. */
struct bill_fontset *laid_fonts(void);
void laid_close_fonts(void);

/* A layout by path, or by name of layouts/. Fails the test when it has an error. */
struct bill_design *laid_design(const char *name);
/* The first event of a file, or of a text in YAML. */
struct bill_event *laid_event(const char *path);
struct bill_event *laid_event_of(const char *yaml);

/* Events' pictures are those of samples/. */
struct laid laid_out(const struct bill_design *design, const struct bill_event *event, const char *size);
struct laid laid_out_many(const struct bill_design *design, const struct bill_event *const *events, size_t n_events, const char *size);
void laid_finish(struct laid *laid);

/* The frames (or nothing) and then the findings. Newly allocated. */
char *laid_dump(const struct laid *laid);
bool laid_noted(const struct laid *laid, const char *code);

#endif
