/* libhandbill: open a layout, give it events, get posters.
 *
 * All texts are UTF-8. Every function that can fail takes a struct bill_diags and tells the story there; it returns NULL or
 * false. Objects belong to who made them and are freed by him; one press and what comes from it belong to one thread. */
#ifndef HANDBILL_H
#define HANDBILL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

struct bill_diags;  /* findings: errors, warnings, notes */
struct bill_press;  /* fonts and folders; costly to make, made once, used for many posters */
struct bill_brand;  /* the colours, fonts and marks of a house */
struct bill_design; /* a layout, opened with the settings of a brand */
struct bill_reader; /* a file of events */
struct bill_event;  /* one event */
struct bill_shelf;  /* events kept for later */
struct bill_selection; /* which events of the files */
struct bill_poster; /* one event laid out on one page */
struct bill_bundle; /* posters that share one PDF */
struct bill_contact; /* posters at a glance */
struct bill_printing; /* how pages are put on paper */

/* ---- findings ---- */
struct bill_diags *bill_diags_new(void);
void bill_diags_free(struct bill_diags *diags);

/* ---- press ---- */
/* data: the folder that holds layouts/ and fonts/; NULL finds it: $HANDBILL_DATA, beside the program, then the installed one.
 * font_folders: NULL-ended, may be NULL.
 * A side effect: while it lives, fontconfig's current settings (FcConfigGetCurrent) are the latest press's own. Freeing that press
 * leaves none: fontconfig loads the system's when somebody next asks. A program that set others sets them again. */
struct bill_press *bill_press_new(const char *data, const char *const *font_folders, struct bill_diags *diags);
void bill_press_free(struct bill_press *press);
/* The folder that holds the events' pictures, and outside which none is read; NULL, as at first: the folder of each event's file. */
void bill_press_set_root(struct bill_press *press, const char *folder);
/* Appends the paths of all files that decide what its posters look like, layouts and pictures apart: fonts and their settings. Newly
 * allocated. */
void bill_press_list_files(struct bill_press *press, GPtrArray *paths);
/* Appends a table of roles, families, files and coverage. */
void bill_press_list_fonts(struct bill_press *press, GString *out);
/* The layouts there are: "name<TAB>description" a line. */
void bill_press_list_layouts(struct bill_press *press, GString *out);

/* ---- brand ---- */
/* What a house sets once for all layouts, a YAML file. NULL after diagnostics, all of the file's. */
struct bill_brand *bill_brand_open(const char *path, struct bill_diags *diags);
void bill_brand_free(struct bill_brand *brand);
/* What it says where nothing else is asked for: a layout's name or path (NULL: none), sizes and formats (NULL-ended, perhaps empty). */
const char *bill_brand_layout(const struct bill_brand *brand);
const char *const *bill_brand_sizes(const struct bill_brand *brand);
const char *const *bill_brand_formats(const struct bill_brand *brand);
/* Adds to a checksum all that it says. */
void bill_brand_digest(const struct bill_brand *brand, GChecksum *sum);
/* The JSON Schema of a brand's file. */
void bill_brand_schema(GString *out);
/* Posters are set in its fonts, and designs opened with its settings, from now on: once, before any design is opened. The brand must
 * outlive the press. NULL: nothing. False after a finding. */
bool bill_press_set_brand(struct bill_press *press, const struct bill_brand *brand, struct bill_diags *diags);

/* ---- design ---- */
/* A layout by name or path. settings: "key=value" texts, NULL-ended, may be NULL. */
struct bill_design *bill_press_open_design(struct bill_press *press, const char *name, const char *const *settings, struct bill_diags *diags);
void bill_design_free(struct bill_design *design);
/* Writes a layout to begin with: it extends another, `from`, and shows what may be changed, commented out. Never over a file. */
bool bill_press_start_layout(struct bill_press *press, const char *path, const char *from, struct bill_diags *diags);
/* Its description and parameters with type, value and help, for people. */
void bill_design_describe(const struct bill_design *design, GString *out);
/* Adds to a checksum all that decides what it looks like: its files' texts and its parameters' values. */
void bill_design_digest(const struct bill_design *design, GChecksum *sum);
/* The JSON Schema of the layout language. */
void bill_design_schema(GString *out);

/* ---- events ---- */
struct bill_reader *bill_reader_open(const char *path, struct bill_diags *diags);
struct bill_event *bill_reader_next(struct bill_reader *reader, struct bill_diags *diags);
void bill_reader_close(struct bill_reader *reader);
/* What a run wants of its inputs. Keys: from, until, now (dates or times), upcoming (""), match (words), id, limit (a number), zone
 * (an IANA name), map (a file of "their name: our name"), past ("": an event of the past is a warning). */
struct bill_selection *bill_selection_new(void);
bool bill_selection_set(struct bill_selection *selection, const char *key, const char *value, struct bill_diags *diags);
void bill_selection_free(struct bill_selection *selection);
/* A file or all files of a folder; the wanted events only. One selection serves all inputs of a run, one after the other. */
struct bill_reader *bill_reader_open_with(const char *path, struct bill_selection *selection, struct bill_diags *diags);
/* Whether there is more to tell than that one event was read; and what: "12 events read, 3 passed over (3 before --from)". */
bool bill_selection_has_story(const struct bill_selection *selection);
void bill_selection_tell(const struct bill_selection *selection, GString *out);
void bill_event_free(struct bill_event *event);
/* The event's words as they are read, not as part of a name; "" where it has none. Newly allocated. */
char *bill_event_say(const struct bill_event *event, const char *pattern);
/* Tells that a poster of it could not be made: 'the poster of "TITLE" (layout, size) TEXT', at its place. False always. */
bool bill_event_fail(const struct bill_event *event, const char *layout, const char *size, const char *code, const char *text, struct bill_diags *diags);
/* Adds to the finding told last whose poster it is about, where the finding does not say it. */
void bill_event_blame(const struct bill_event *event, struct bill_diags *diags);
/* format: "yaml", "json" or "jsonl". False: none of these. */
bool bill_event_print(const struct bill_event *event, const char *format, GString *out);
/* Events kept for later, places and all, in little memory: beyond some megabytes they are in a temporary file. A process that was
 * forked may take events from its parent's shelf. */
struct bill_shelf *bill_shelf_new(void);
void bill_shelf_free(struct bill_shelf *shelf);
/* The event stays the caller's. False after a diagnostic. */
bool bill_shelf_put(struct bill_shelf *shelf, const struct bill_event *event, struct bill_diags *diags);
size_t bill_shelf_count(const struct bill_shelf *shelf);
/* The event that was put there as the index-th, counted from 0, made anew: the caller's, valid while the shelf is. NULL: the
 * temporary file cannot be read. */
struct bill_event *bill_shelf_take(struct bill_shelf *shelf, size_t index);
/* A name with the event's words in it: "out/{{start | date: %F}}-{{speaker | slug}}.pdf". Words never add a folder: their slashes
 * become hyphens. Newly allocated; NULL after a diagnostic. */
char *bill_event_expand(const struct bill_event *event, const char *pattern, struct bill_diags *diags);

/* ---- posters ---- */
/* Whether a size is one: "letter", "a4", "a4-landscape", "1080p", "5x7in", "1200x630" … False after a diagnostic. */
bool bill_size_check(const char *size, struct bill_diags *diags);
/* Lays the event out on one page. The press, the design and the event must outlive the poster. */
struct bill_poster *bill_poster_new(struct bill_press *press, const struct bill_design *design, const struct bill_event *event, const char *size, struct bill_diags *diags);
/* One poster of several events, in the order given; at least one. */
struct bill_poster *bill_poster_new_many(struct bill_press *press, const struct bill_design *design,
	const struct bill_event *const *events, size_t n_events, const char *size, struct bill_diags *diags);
/* Whether the layout is meant for that: a term's programme rather than one talk. */
bool bill_design_takes_many(const struct bill_design *design);
void bill_poster_free(struct bill_poster *poster);
/* format: "pdf", "png" or "svg". dpi: of a PNG of a paper size. path: "-" is standard output. Whole or not at all. */
bool bill_poster_write(struct bill_poster *poster, const char *format, double dpi, const char *path, struct bill_diags *diags);
/* What is asked of the paper. Keys: bleed (a length), marks ("crop,registration"), n-up ("2x2"), sheet and tile (sizes of paper), gray
 * (""), transparent (""), contact-sheet ("": the sheet is that of a contact sheet), margin-safe (a length: words nearer to the page's edge are warned of). Pages of screens take only
 * transparent from it. */
struct bill_printing *bill_printing_new(void);
bool bill_printing_set(struct bill_printing *printing, const char *key, const char *value, struct bill_diags *diags);
/* Whether its wishes go together. False after a diagnostic. */
bool bill_printing_check(const struct bill_printing *printing, struct bill_diags *diags);
/* The largest size of which as many as n-up says fit on the sheet; newly allocated, NULL without n-up. */
char *bill_printing_flyer(const struct bill_printing *printing);
void bill_printing_free(struct bill_printing *printing);
/* As bill_poster_write, on this paper. printing: NULL is paper as it is. */
bool bill_poster_print(struct bill_poster *poster, const struct bill_printing *printing, const char *format, double dpi, const char *path, struct bill_diags *diags);
/* Whether it can be put on this paper. False after a diagnostic. */
bool bill_poster_suits(struct bill_poster *poster, const struct bill_printing *printing, struct bill_diags *diags);
/* The same file's bytes, not written yet. NULL after a diagnostic. */
GByteArray *bill_poster_encode(
	struct bill_poster *poster, const struct bill_printing *printing, const char *format, double dpi, struct bill_diags *diags);
/* Writes a file whole or not at all, making folders as needed. path: "-" is standard output. */
bool bill_file_write(const char *path, const void *bytes, size_t count, struct bill_diags *diags);
/* Appends the paths of all pictures that were read or looked for: when one changes, appears or goes, the poster may be another.
 * Newly allocated. */
void bill_poster_list_pictures(const struct bill_poster *poster, GPtrArray *paths);
/* What a strict proof-reader would say of it (docs/diagnostics.md, preflight/…): warnings of what should be mended, notes of what could be
 * better and, when asked for, one of how much ink the page takes. */
void bill_poster_inspect(struct bill_poster *poster, const struct bill_printing *printing, bool ink, struct bill_diags *diags);
/* Draws over it where things stand: a list of boxes, baselines, grid ("boxes,grid"). For who makes a layout, and the last thing
 * before it is written. False after a finding. */
bool bill_poster_debug(struct bill_poster *poster, const char *what, struct bill_diags *diags);
/* The words that it is known by: the event's title, or the headline over several; NULL: it has none. Borrowed from it. */
const char *bill_poster_title(const struct bill_poster *poster);
/* What a screen reader should say of it: title, who, when, where, then the rest of the page in reading order. */
void bill_poster_describe(const struct bill_poster *poster, GString *out);
/* The same into a file, whole or not at all. */
bool bill_poster_write_description(const struct bill_poster *poster, const char *path, struct bill_diags *diags);
/* Its frames as stable text. */
void bill_poster_dump(const struct bill_poster *poster, GString *out);

/* ---- posters in one PDF ---- */
struct bill_bundle *bill_bundle_new(void);
void bill_bundle_free(struct bill_bundle *bundle);
/* Appends the poster's pages, and a bookmark that leads to them. The poster may be freed then. False after a diagnostic: the bundle
 * is as it was. */
bool bill_bundle_put(struct bill_bundle *bundle, struct bill_poster *poster, const struct bill_printing *printing, const char *bookmark, struct bill_diags *diags);
/* The file's bytes: once, after at least one poster. title: what the file is known by. NULL after a diagnostic. */
GByteArray *bill_bundle_encode(struct bill_bundle *bundle, const char *title, struct bill_diags *diags);

/* ---- posters at a glance ---- */
/* Pages of the printing's sheet with so many posters on them, small, each over a caption. format: "pdf", or "png" of so many dpi: one
 * picture, as long as it takes. NULL after a diagnostic. */
struct bill_contact *bill_contact_new(unsigned posters, const struct bill_printing *printing, const char *format, double dpi, struct bill_diags *diags);
void bill_contact_free(struct bill_contact *contact);
/* The poster may be freed then, its press not. False after a diagnostic. */
bool bill_contact_put(struct bill_contact *contact, struct bill_poster *poster, const char *caption, struct bill_diags *diags);
/* The file's bytes: once, after at least one poster. NULL after a diagnostic. */
GByteArray *bill_contact_encode(struct bill_contact *contact, const char *title, struct bill_diags *diags);

const char *bill_version(void);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

#endif
