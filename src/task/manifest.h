/* What the files about the manifest share: its entries, and how one is written on a line. */
#ifndef BILL_TASK_MANIFEST_H
#define BILL_TASK_MANIFEST_H

#include "task/run.h"

/* One poster: a line of the manifest. Paths are relative to the manifest's folder. */
struct bill_entry {
	char *line; /* JSON, without a comma or line feed */
	char *run;  /* of which command: see bill_batch_wish */
	char key[BILL_HEX_BYTES];
	GPtrArray *files, *pictures; /* struct bill_seen; pictures' paths are as they were opened */
	bool written;                /* into the new manifest */
	bool foreign;                /* of the whole manifest, while a shard has its own */
	bool gone;                   /* replaced, or removed */
};

struct bill_manifest {
	char *path, *journal;
	GPtrArray *entries;  /* owned */
	GHashTable *by_path; /* a file's path → its entry, the latest; keys owned */
	bool changed;
};

struct bill_manifest *bill_manifest_new(const char *folder, const char *mark);
/* Takes the entry; it replaces those that had its files. first: also found by this path; NULL: only by its files. */
void bill_manifest_add(struct bill_manifest *manifest, struct bill_entry *entry, const char *first);

/* What an entry says, apart from its files and pictures. Borrowed. */
struct bill_entry_head {
	const char *event, *title, *layout, *size, *run, *key;
	double ms;
	bool failed;
};
/* The line, newly made. files and pictures: struct bill_seen; their paths are written without the folder. diags may be NULL. */
struct bill_entry *bill_entry_new(const struct bill_entry_head *head, const GPtrArray *files, const GPtrArray *pictures,
	const struct bill_diags *diags, const char *folder);
void bill_entry_free(void *entry);
/* NULL: it is no line of a manifest. */
struct bill_entry *bill_entry_parse(const char *line, size_t len);

/* The lines of a manifest or journal, added. strict: it must be a whole manifest, else nothing is added. False: it is not as we
 * write it. No file is an empty one. */
bool bill_manifest_read(struct bill_manifest *manifest, const char *path, bool strict);
bool bill_manifest_write(struct bill_manifest *manifest, struct bill_diags *diags);

#endif
