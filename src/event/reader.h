/* What the readers of the formats share with read.c. */
#ifndef BILL_EVENT_READER_H
#define BILL_EVENT_READER_H

#include "event/draft.h"
#include "event/select.h"

#include <stdio.h>

struct bill_reader {
	const struct bill_format_reader *format; /* of the table in read.c */
	struct bill_src *src;                    /* the whole text, or only the name of a stream */
	struct bill_arena *arena;                /* of the nodes */
	GPtrArray *nodes;                        /* const struct bill_yaml *: one for each event still to come, for tree formats */
	guint next;
	FILE *stream;  /* JSON Lines only; NULL when the lines are taken from src */
	char *block;   /* of the stream, read ahead */
	size_t block_len;
	size_t offset; /* of the next byte: in the block, or in src->text */
	int line;
	GByteArray *buffer; /* the line */
	bool done;
	struct bill_selection *selection; /* borrowed; NULL: everything is wanted */
	struct bill_ical *ical;           /* iCalendar only */
	struct bill_csv *csv;             /* spreadsheets only */
	struct bill_src *matter;          /* Markdown only: the front matter, which nodes point into */
	GArray *parts;                    /* listings only: struct bill_listing_part */
	GHashTable *words;                /* listings only: those of the events so far; NULL: none */
	GPtrArray *paths;                 /* folders only: the files, in order */
	struct bill_reader *inner;        /* the file of a folder that is being read */
};

struct bill_format_reader {
	const char *name;     /* for messages */
	const char *suffixes; /* "yaml yml": lower case */
	bool any_bytes;       /* reads other encodings than UTF-8 by itself */
	/* Whether a text without a telling suffix is of this format. */
	bool (*sniff)(const struct bill_src *src);
	/* Prepares reader->src for reading; false after a diagnostic. */
	bool (*open)(struct bill_reader *reader, struct bill_diags *diags);
	struct bill_event *(*next)(struct bill_reader *reader, struct bill_diags *diags);
};

/* The next of reader->nodes, for formats whose open fills them. */
struct bill_event *bill_reader_next_node(struct bill_reader *reader, struct bill_diags *diags);
/* Appends the event or events of a node: a map, a list of maps, or {defaults, events}. False after a diagnostic. */
bool bill_reader_add_nodes(struct bill_reader *reader, const struct bill_yaml *node, struct bill_diags *diags);

/* ---- read_yaml.c ---- */
bool bill_yaml_sniff(const struct bill_src *src);
bool bill_yaml_open(struct bill_reader *reader, struct bill_diags *diags);

/* ---- read_json.c ---- */
bool bill_json_sniff(const struct bill_src *src);
bool bill_json_open(struct bill_reader *reader, struct bill_diags *diags);

/* ---- read_jsonl.c ---- */
bool bill_jsonl_sniff(const struct bill_src *src);
bool bill_jsonl_open(struct bill_reader *reader, struct bill_diags *diags);
struct bill_event *bill_jsonl_next(struct bill_reader *reader, struct bill_diags *diags);
/* Opens a file of lines without reading it. False after a diagnostic. */
bool bill_jsonl_open_stream(struct bill_reader *reader, const char *path, struct bill_diags *diags);

/* ---- foreign.c ---- */
/* Other programs' JSON: appends the events of schema.org's JSON-LD, of frab and pretalx, and of any list of maps that look like
 * events, wherever it stands. False: the tree is none of these. */
bool bill_reader_add_foreign(struct bill_reader *reader, const struct bill_yaml *node, struct bill_diags *diags);

/* ---- read_ical.c ---- */
bool bill_ical_sniff(const struct bill_src *src);
bool bill_ical_open(struct bill_reader *reader, struct bill_diags *diags);
struct bill_event *bill_ical_next(struct bill_reader *reader, struct bill_diags *diags);
void bill_ical_free(struct bill_ical *ical); /* NULL is allowed */

/* ---- read_csv.c ---- */
bool bill_csv_sniff(const struct bill_src *src);
bool bill_csv_open(struct bill_reader *reader, struct bill_diags *diags);
struct bill_event *bill_csv_next(struct bill_reader *reader, struct bill_diags *diags);
void bill_csv_free(struct bill_csv *csv); /* NULL is allowed */

/* ---- read_html.c ---- */
bool bill_page_sniff(const struct bill_src *src);
bool bill_page_open(struct bill_reader *reader, struct bill_diags *diags);

/* ---- read_mail.c ---- */
bool bill_mail_sniff(const struct bill_src *src);
bool bill_mail_open(struct bill_reader *reader, struct bill_diags *diags);

/* ---- read_markdown.c ---- */
bool bill_markdown_sniff(const struct bill_src *src);
bool bill_markdown_open(struct bill_reader *reader, struct bill_diags *diags);

/* ---- folder.c ---- */
/* Whether the suffix is of a format. */
bool bill_reader_knows_suffix(const char *path);
/* The files of a folder and of those in it that a reader knows, in name order; newly allocated texts. */
GPtrArray *bill_folder_files(const char *path);

/* ---- encoding.c ---- */
/* Whether it is UTF-16, with its mark or without. */
bool bill_encoding_is_wide(const struct bill_src *src);
/* Makes the text UTF-8 whatever it was: UTF-8, UTF-16 with or without its mark, or an older encoding (told as a warning). False after
 * src/binary. May replace src->text. */
bool bill_encoding_settle(struct bill_src *src, struct bill_diags *diags);

/* ---- read_listing.c ---- */
struct bill_event *bill_listing_next(struct bill_reader *reader, struct bill_diags *diags);

#endif
