/* Diagnostics: what went wrong, where, and what to do. Collected here, printed by diag_print.c. */
#include "base/diag.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

#define LONGEST_TEXT 2000   /* code points of a message: it may quote a field, not a book */
#define EXCERPT_COLUMNS 100 /* columns of a terminal that an excerpt fills at most */
#define EXCERPT_POINTS 400  /* and its code points, for a heap of combining marks has no columns */
#define EXCERPT_BEFORE 60   /* code points shown before the column */

struct bill_diags {
	GPtrArray *kept;
	unsigned counts[BILL_ERROR + 1];
	struct bill_diag *last;         /* NULL: it was not kept */
	char *event, *size;             /* of the poster that is looked at; NULL: none */
	const char *const *passed_over; /* codes; NULL: none */
};

static void diag_free(void *data)
{
	struct bill_diag *diag = data;
	g_free(diag->file);
	g_free(diag->text);
	g_free(diag->hint);
	g_free(diag->excerpt);
	g_free(diag->also_file);
	g_free(diag->also_text);
	g_free(diag->event);
	g_free(diag->size);
	g_free(diag);
}

struct bill_diags *bill_diags_new(void)
{
	struct bill_diags *diags = g_new0(struct bill_diags, 1);
	diags->kept = g_ptr_array_new_with_free_func(diag_free);
	return diags;
}

void bill_diags_free(struct bill_diags *diags)
{
	if (!diags)
		return;
	g_ptr_array_unref(diags->kept);
	bill_diags_about(diags, NULL, NULL);
	g_free(diags);
}

void bill_diags_clear(struct bill_diags *diags)
{
	g_ptr_array_set_size(diags->kept, 0);
	memset(diags->counts, 0, sizeof diags->counts);
	diags->last = NULL;
}

/* Texts come from strangers' files: nothing in them may end the line, move the cursor or turn the reading order round. */
static gunichar shown(gunichar point)
{
	if (point >= 0x20 && point < 0x7f)
		return point;
	if (g_unichar_isspace(point) || point == '\v' || point == 0x85)
		return ' ';
	bool turns = (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
	return turns || g_unichar_iscntrl(point) || !g_unichar_validate(point) ? 0xfffd : point;
}

static char *one_line(const char *text)
{
	GString *line = g_string_new(NULL);
	const char *end = text + strlen(text);
	for (unsigned points = 0; text < end; points++) {
		if (points == LONGEST_TEXT) {
			g_string_append(line, "…");
			break;
		}
		g_string_append_unichar(line, shown(bill_utf8_next(&text, end)));
	}
	return g_string_free(line, FALSE);
}

G_GNUC_PRINTF(1, 0) static char *format_line(const char *format, va_list arguments)
{
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	return one_line(text);
}

/* The column, or the one behind the line's last. */
static int clamp_column(const char *at, const char *end, int column)
{
	return column < 1 ? 0 : (int)bill_utf8_skip(&at, end, (size_t)column - 1) + 1;
}

/* A window of the line [at, end), which has no line break at its end; *column becomes that of the window. */
static char *excerpt_of(const char *at, const char *end, int *column)
{
	GString *out = g_string_new(NULL);
	int point = 1, wanted = clamp_column(at, end, *column), before = 0;
	if (wanted > EXCERPT_COLUMNS - EXCERPT_BEFORE / 2) {
		point += (int)bill_utf8_skip(&at, end, (size_t)(wanted - EXCERPT_BEFORE - point));
		before = point - 2; /* the ellipsis stands for all of these */
		g_string_append(out, "…");
	}
	int first = point, columns = 0;
	while (at < end && columns < EXCERPT_COLUMNS && point - first < EXCERPT_POINTS) {
		gunichar c = shown(bill_utf8_next(&at, end));
		g_string_append_unichar(out, c);
		columns += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
		point++;
	}
	if (at < end)
		g_string_append(out, "…");
	*column = wanted ? MIN(wanted, point) - before : 0;
	return g_string_free(out, FALSE);
}

static void add_excerpt(struct bill_diag *diag, const struct bill_src *src)
{
	size_t len = 0;
	const char *start = bill_src_line(src, diag->line, &len);
	if (!start)
		return;
	const char *end = start + len;
	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	if (end == start)
		return; /* a blank line shows nothing */
	diag->excerpt_column = MAX(diag->column, 0);
	diag->excerpt = excerpt_of(start, end, &diag->excerpt_column);
}

static char *file_of(struct bill_at at)
{
	return at.src ? g_utf8_make_valid(at.src->name, -1) : NULL;
}

static unsigned kept_of(const struct bill_diags *diags, enum bill_severity severity)
{
	return MIN(diags->counts[severity], BILL_MAX_DIAGS);
}

void bill_diags_pass_over(struct bill_diags *diags, const char *const *codes)
{
	diags->passed_over = codes;
}

static bool is_passed_over(const struct bill_diags *diags, const char *code)
{
	return diags->passed_over && g_strv_contains(diags->passed_over, code);
}

/* Each severity has its own room, so that a thousand notes cannot push out an error. */
G_GNUC_PRINTF(5, 0)
static void append(struct bill_diags *diags, enum bill_severity severity, struct bill_at at, const char *code, const char *format,
	va_list arguments)
{
	if (!diags)
		return;
	diags->last = NULL;
	if (is_passed_over(diags, code))
		return;
	bool full = kept_of(diags, severity) == BILL_MAX_DIAGS;
	if (diags->counts[severity] < G_MAXUINT)
		diags->counts[severity]++;
	if (full)
		return;
	struct bill_diag *diag = g_new0(struct bill_diag, 1);
	diag->severity = severity;
	diag->code = code;
	diag->file = file_of(at);
	diag->line = at.src ? at.line : 0;
	diag->column = at.src && at.line ? at.column : 0;
	diag->text = format_line(format, arguments);
	diag->event = g_strdup(diags->event);
	diag->size = g_strdup(diags->size);
	if (at.src)
		add_excerpt(diag, at.src);
	g_ptr_array_add(diags->kept, diag);
	diags->last = diag;
}

void bill_diags_add(struct bill_diags *diags, const struct bill_diag *diag)
{
	diags->last = NULL;
	if (is_passed_over(diags, diag->code))
		return;
	bool full = kept_of(diags, diag->severity) == BILL_MAX_DIAGS;
	if (diags->counts[diag->severity] < G_MAXUINT)
		diags->counts[diag->severity]++;
	if (full)
		return;
	struct bill_diag *copy = g_memdup2(diag, sizeof *diag);
	copy->file = g_strdup(diag->file);
	copy->text = g_strdup(diag->text);
	copy->hint = g_strdup(diag->hint);
	copy->excerpt = g_strdup(diag->excerpt);
	copy->also_file = g_strdup(diag->also_file);
	copy->also_text = g_strdup(diag->also_text);
	g_ptr_array_add(diags->kept, copy);
	diags->last = copy;
}

bool bill_error(struct bill_diags *diags, struct bill_at at, const char *code, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	append(diags, BILL_ERROR, at, code, format, arguments);
	va_end(arguments);
	return false;
}

void bill_warning(struct bill_diags *diags, struct bill_at at, const char *code, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	append(diags, BILL_WARNING, at, code, format, arguments);
	va_end(arguments);
}

void bill_note(struct bill_diags *diags, struct bill_at at, const char *code, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	append(diags, BILL_NOTE, at, code, format, arguments);
	va_end(arguments);
}

void bill_diags_hint(struct bill_diags *diags, const char *format, ...)
{
	if (!diags || !diags->last)
		return;
	va_list arguments;
	va_start(arguments, format);
	g_free(diags->last->hint);
	diags->last->hint = format_line(format, arguments);
	va_end(arguments);
}

void bill_diags_also(struct bill_diags *diags, struct bill_at at, const char *format, ...)
{
	if (!diags || !diags->last)
		return;
	va_list arguments;
	va_start(arguments, format);
	struct bill_diag *diag = diags->last;
	g_free(diag->also_file);
	g_free(diag->also_text);
	diag->also_file = file_of(at);
	diag->also_line = at.src ? at.line : 0;
	diag->also_column = at.src && at.line ? at.column : 0;
	diag->also_text = format_line(format, arguments);
	va_end(arguments);
}

void bill_diags_about(struct bill_diags *diags, const char *event, const char *size)
{
	g_free(diags->event);
	g_free(diags->size);
	diags->event = event ? one_line(event) : NULL;
	diags->size = event ? one_line(size) : NULL;
}

unsigned bill_diags_count(const struct bill_diags *diags, enum bill_severity severity)
{
	return diags->counts[severity];
}

unsigned bill_diags_length(const struct bill_diags *diags)
{
	return diags->kept->len;
}

const struct bill_diag *bill_diags_at(const struct bill_diags *diags, unsigned index)
{
	g_assert(index < diags->kept->len); /* the caller counts to bill_diags_length */
	return g_ptr_array_index(diags->kept, index);
}
