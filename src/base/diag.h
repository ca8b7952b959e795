/* Diagnostics: what went wrong, where, and what to do. Collected here, printed by the tool. */
#ifndef BILL_BASE_DIAG_H
#define BILL_BASE_DIAG_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/src.h"

enum bill_severity {
	BILL_NOTE,    /* a decision taken: something was dropped or shortened */
	BILL_WARNING, /* the poster was made, but look at it */
	BILL_ERROR,   /* no poster */
};

/* One finding. Everything is copied, so it outlives the texts it speaks of. */
struct bill_diag {
	enum bill_severity severity;
	const char *code; /* stable: "stage/what-happened"; a string literal */
	char *file;       /* NULL: no place */
	int line, column; /* 0: none */
	char *text;       /* one sentence, no full stop */
	char *hint;       /* what to do, or NULL */
	char *excerpt;    /* the line of the source, cut to a window around the column, or NULL */
	int excerpt_column; /* where the caret goes, in code points from 1 */
	char *also_file;  /* a second place: the event field behind a complaint about the layout; NULL: none */
	int also_line, also_column;
	char *also_text;
	char *event, *size; /* the poster it was found on; NULL: none */
};

struct bill_diags;

struct bill_diags *bill_diags_new(void);
void bill_diags_free(struct bill_diags *diags); /* NULL is allowed */

/* Each appends one finding. bill_error returns false, so that a function can end with it. BILL_MAX_DIAGS of each severity are
 * kept, the rest only counted. Whatever the arguments hold, the text becomes one line of valid UTF-8 without control characters.
 * Here and below, diags may be NULL: nobody listens. */
bool bill_error(struct bill_diags *diags, struct bill_at at, const char *code, const char *format, ...) G_GNUC_PRINTF(4, 5);
void bill_warning(struct bill_diags *diags, struct bill_at at, const char *code, const char *format, ...) G_GNUC_PRINTF(4, 5);
void bill_note(struct bill_diags *diags, struct bill_at at, const char *code, const char *format, ...) G_GNUC_PRINTF(4, 5);

/* Appends a copy of a finding, as it was told elsewhere. */
void bill_diags_add(struct bill_diags *diags, const struct bill_diag *diag);

/* These add to the finding appended last; said again, they replace what was said. */
void bill_diags_hint(struct bill_diags *diags, const char *format, ...) G_GNUC_PRINTF(2, 3);
void bill_diags_also(struct bill_diags *diags, struct bill_at at, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* All findings from now on are about this event's poster on a page of this size; NULL: about none. */
void bill_diags_about(struct bill_diags *diags, const char *event, const char *size);

/* Findings of these codes are not taken from now on: NULL-ended, borrowed; NULL: all are. */
void bill_diags_pass_over(struct bill_diags *diags, const char *const *codes);

unsigned bill_diags_count(const struct bill_diags *diags, enum bill_severity severity); /* those not kept are counted too */
unsigned bill_diags_length(const struct bill_diags *diags);                            /* findings kept */
const struct bill_diag *bill_diags_at(const struct bill_diags *diags, unsigned index); /* borrowed */
void bill_diags_clear(struct bill_diags *diags);

/* "file:line:column: error: text [code]", then the excerpt with a caret, the second place and the hint.
 * Findings below `least` are left out. color: with terminal colours. */
void bill_diags_print(const struct bill_diags *diags, FILE *out, enum bill_severity least, bool color);
/* One JSON object a line: severity, code, event, size, file, line, column, text, hint, also (text, file, line, column); what a finding lacks is
 * left out. Where some were only counted, a last one with the code diag/more says how many. */
void bill_diags_print_json(const struct bill_diags *diags, FILE *out, enum bill_severity least);

/* Appends one finding as a JSON object, on one line. */
void bill_diag_append_json(GString *out, const struct bill_diag *diag);

#endif
