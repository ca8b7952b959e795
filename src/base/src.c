/* A text that was read, and places in it. */
#include "base/src.h"

#include "base/diag.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOWHERE ((struct bill_at){0})

/* Takes over the text. */
static struct bill_src *src_take(const char *name, char *text, size_t len)
{
	struct bill_src *src = g_atomic_rc_box_new0(struct bill_src);
	src->name = g_strdup(name);
	src->text = text;
	src->len = len;
	return src;
}

struct bill_src *bill_src_new(const char *name, const char *text, size_t len)
{
	char *copy = g_malloc(len + 1);
	if (len)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return src_take(name, copy, len);
}

/* Holders see a source as const; only its count changes, and that is not theirs. */
static struct bill_src *without_const(const struct bill_src *src)
{
	union {
		const struct bill_src *in;
		struct bill_src *out;
	} both = {.in = src};
	return both.out;
}

struct bill_src *bill_src_ref(const struct bill_src *src)
{
	return g_atomic_rc_box_acquire(without_const(src));
}

static void src_clear(void *data)
{
	struct bill_src *src = data;
	g_free(src->name);
	g_free(src->text);
	g_free(src->marks);
}

void bill_src_unref(const struct bill_src *src)
{
	if (src)
		g_atomic_rc_box_release_full(without_const(src), src_clear);
}

/* ---- reading ---- */

static bool refuse_errno(const char *path, int error, struct bill_diags *diags)
{
	if (error == ENOENT || error == ENOTDIR)
		return bill_error(diags, NOWHERE, "src/missing", "cannot read \"%s\": there is no such file", path);
	if (error == EISDIR)
		return bill_error(diags, NOWHERE, "src/folder", "cannot read \"%s\": it is a folder", path);
	if (error == EACCES || error == EPERM)
		return bill_error(diags, NOWHERE, "src/unreadable", "cannot read \"%s\": permission denied", path);
	return bill_error(diags, NOWHERE, "src/unreadable", "cannot read \"%s\": %s", path, g_strerror(error));
}

static bool refuse_size(const char *path, size_t cap, struct bill_diags *diags)
{
	const size_t mega = 1u << 20;
	bool whole = cap >= mega && cap % mega == 0;
	return bill_error(diags, NOWHERE, "src/too-large", "cannot read \"%s\": it is larger than %" G_GSIZE_FORMAT " %s", path,
		whole ? cap / mega : cap, whole ? "MB" : "bytes");
}

/* A pipe could block for ever and a device never end: only what is stored is read, unless asked for as "-". */
static bool accept_kind(const char *path, const struct stat *status, size_t cap, struct bill_diags *diags)
{
	if (S_ISDIR(status->st_mode))
		return refuse_errno(path, EISDIR, diags);
	if (!S_ISREG(status->st_mode)) {
		bill_error(diags, NOWHERE, "src/unreadable", "cannot read \"%s\": it is not a regular file", path);
		bill_diags_hint(diags, "to read from a pipe, give \"-\" as the file");
		return false;
	}
	if (status->st_size < 0 || (guint64)status->st_size > cap)
		return refuse_size(path, cap, diags);
	return true;
}

/* Bytes read, 0 at the end, -1 with errno. Standard input may have been left non-blocking by whoever shares it. */
static ssize_t read_some(int fd, char *bytes, size_t count)
{
	for (;;) {
		ssize_t got = read(fd, bytes, count);
		if (got >= 0 || (errno != EINTR && errno != EAGAIN))
			return got;
		if (errno == EAGAIN)
			poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, -1);
	}
}

static struct bill_src *read_all(const char *path, int fd, size_t expected, size_t cap, struct bill_diags *diags)
{
	size_t room = MIN(MAX(expected, 4095), cap) + 1, used = 0;
	g_autofree char *text = g_malloc(room + 1);
	for (;;) {
		ssize_t got = read_some(fd, text + used, room - used);
		if (got < 0) {
			refuse_errno(path, errno, diags);
			return NULL;
		}
		used += (size_t)got;
		if (used > cap) {
			refuse_size(path, cap, diags);
			return NULL;
		}
		if (got == 0)
			break;
		if (used == room) {
			room = MIN(room * 2, cap + 1);
			text = g_realloc(text, room + 1);
		}
	}
	text = g_realloc(text, used + 1);
	text[used] = '\0';
	return src_take(path, g_steal_pointer(&text), used);
}

struct bill_src *bill_src_open(const char *path, size_t cap, struct bill_diags *diags)
{
	struct stat status;
	if (strcmp(path, "-") == 0)
		return read_all(path, STDIN_FILENO, 0, cap, diags);
	/* Asked before opening, for opening a pipe or a device can itself do something, and after, for it may have been exchanged. */
	if (stat(path, &status) != 0) {
		refuse_errno(path, errno, diags);
		return NULL;
	}
	if (!accept_kind(path, &status, cap, diags))
		return NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0 || fstat(fd, &status) != 0) {
		refuse_errno(path, errno, diags);
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	struct bill_src *src = NULL;
	if (accept_kind(path, &status, cap, diags))
		src = read_all(path, fd, (size_t)status.st_size, cap, diags);
	close(fd);
	return src;
}

/* ---- places ---- */

struct bill_at bill_at_file(const struct bill_src *src)
{
	return (struct bill_at){.src = src};
}

/* The first byte of the character that an offset falls into. */
static const char *character_start(const struct bill_src *src, const char *target)
{
	const char *end = src->text + src->len;
	for (const char *p = target; p > src->text && target - p < 3 && (*p & 0xc0) == 0x80;) {
		const char *after = --p;
		bill_utf8_next(&after, end);
		if (after > target)
			return p;
	}
	return target;
}

struct bill_at bill_at_offset(const struct bill_src *src, size_t offset)
{
	struct bill_at at = {.src = src, .line = 1, .column = 1};
	const char *p = src->text, *target = src->text + MIN(offset, src->len), *newline;
	while ((newline = memchr(p, '\n', (size_t)(target - p)))) {
		p = newline + 1;
		at.line++;
	}
	if (target < src->text + src->len)
		target = character_start(src, target);
	at.column += (int)bill_utf8_skip(&p, target, (size_t)(target - p));
	return at;
}

/* Where the line so many lines on begins; NULL: there are fewer. */
static const char *lines_on(const char *at, const char *end, int lines)
{
	for (; at && lines > 0; lines--) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : NULL;
	}
	return at;
}

/* Where each line of that many begins, so that a finding for each row of a long table does not count its lines each time. */
struct bill_src_marks {
	size_t count;
	const char *starts[];
};

enum { MARK_EVERY = 256 };

static struct bill_src_marks *marks_of(const struct bill_src *src)
{
	const char *end = src->text + src->len;
	g_autoptr(GPtrArray) starts = g_ptr_array_new();

	for (const char *at = src->text; at; at = lines_on(at, end, MARK_EVERY))
		g_ptr_array_add(starts, (gpointer)(gsize)at);
	struct bill_src_marks *marks = g_malloc(sizeof *marks + starts->len * sizeof *marks->starts);
	marks->count = starts->len;
	memcpy(marks->starts, starts->pdata, starts->len * sizeof *marks->starts);
	return marks;
}

/* Made once, at the first question that is worth it; two threads may ask at once. */
static const struct bill_src_marks *made_marks(const struct bill_src *src)
{
	struct bill_src *own = without_const(src);
	struct bill_src_marks *made = g_atomic_pointer_get(&own->marks);

	if (made)
		return made;
	made = marks_of(src);
	if (g_atomic_pointer_compare_and_exchange(&own->marks, NULL, made))
		return made;
	g_free(made);
	return g_atomic_pointer_get(&own->marks);
}

const char *bill_src_line(const struct bill_src *src, int line, size_t *len)
{
	const char *at = src->text, *end = src->text + src->len;
	if (line > MARK_EVERY) {
		size_t mark = (size_t)(line - 1) / MARK_EVERY;
		at = mark < made_marks(src)->count ? made_marks(src)->starts[mark] : NULL;
	}
	at = lines_on(at, end, (line - 1) % MARK_EVERY);
	if (!at || line < 1)
		return NULL;
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	*len = (size_t)((newline ? newline : end) - at);
	return at;
}

/* ---- encoding ---- */

/* The byte-order marks; those of four bytes first, for UTF-16's begins UTF-32's. */
static const struct {
	const char *bytes;
	size_t count;
	const char *charset; /* NULL: UTF-8 already */
} marks[] = {
	{"\xff\xfe\0\0", 4, "UTF-32LE"},
	{"\0\0\xfe\xff", 4, "UTF-32BE"},
	{"\xff\xfe", 2, "UTF-16LE"},
	{"\xfe\xff", 2, "UTF-16BE"},
	{"\xef\xbb\xbf", 3, NULL},
};

static bool convert(struct bill_src *src, size_t skip, const char *charset, struct bill_diags *diags)
{
	gsize read = 0, written = 0;
	char *text = g_convert(src->text + skip, (gssize)(src->len - skip), "UTF-8", charset, &read, &written, NULL);
	if (!text || read != src->len - skip) {
		g_free(text);
		return bill_error(diags, bill_at_file(src), "src/encoding",
			"the text begins as %s but is broken at byte %" G_GSIZE_FORMAT, charset, skip + read);
	}
	g_free(src->text);
	g_clear_pointer(&src->marks, g_free);
	src->text = text;
	src->len = written;
	return true;
}

static bool take_mark_off(struct bill_src *src, struct bill_diags *diags)
{
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		size_t count = marks[i].count;
		if (src->len < count || memcmp(src->text, marks[i].bytes, count) != 0)
			continue;
		if (marks[i].charset)
			return convert(src, count, marks[i].charset, diags);
		memmove(src->text, src->text + count, src->len - count + 1);
		src->len -= count;
		return true;
	}
	return true;
}

/* What people give by mistake, by its first bytes. */
static const char *binary_hint(const struct bill_src *src)
{
	if (g_str_has_prefix(src->text, "PK\x03\x04"))
		return "this is a ZIP file or an office document: export it as plain text (UTF-8) first";
	if (g_str_has_prefix(src->text, "%PDF"))
		return "this is a PDF: give the text it was made from";
	if (src->len >= 4 && (!src->text[0] != !src->text[1]) && (!src->text[2] != !src->text[3]))
		return "this looks like UTF-16 without a byte-order mark: convert it with iconv -f UTF-16LE -t UTF-8 (or UTF-16BE)";
	return "give a text file in UTF-8";
}

bool bill_src_check_text(struct bill_src *src, struct bill_diags *diags)
{
	if (!take_mark_off(src, diags))
		return false;
	const char *nul = memchr(src->text, '\0', src->len), *bad;
	if (nul) {
		bill_error(diags, bill_at_file(src), "src/binary",
			"this is not a text file: it holds a zero byte at byte %" G_GSIZE_FORMAT, (size_t)(nul - src->text));
		bill_diags_hint(diags, "%s", binary_hint(src));
		return false;
	}
	if (g_utf8_validate_len(src->text, src->len, &bad))
		return true;
	bill_error(diags, bill_at_offset(src, (size_t)(bad - src->text)), "src/encoding",
		"the text is not UTF-8: byte 0x%02X does not belong here", (unsigned char)*bad);
	bill_diags_hint(diags, "save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW-FILE");
	return false;
}
