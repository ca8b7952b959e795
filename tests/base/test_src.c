/* Sources: what is read, what is refused, and where a byte stands. */
#include "../tell.h"
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static char *put(const char *name, const char *bytes, size_t count)
{
	char *path = g_build_filename(folder, name, NULL);
	g_assert_true(g_file_set_contents(path, bytes, (gssize)count, NULL));
	return path;
}

static void check_refused(const char *path, size_t cap, const char *code, const char *text)
{
	struct bill_diags *diags = bill_diags_new();
	g_assert_null(bill_src_open(path, cap, diags));
	g_assert_cmpuint(bill_diags_length(diags), ==, 1);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, code);
	g_autofree char *expected = g_strdup_printf("cannot read \"%s\": %s", path, text);
	g_assert_cmpstr(bill_diags_at(diags, 0)->text, ==, expected);
	bill_diags_free(diags);
}

static void test_open(void)
{
	struct bill_diags *diags = bill_diags_new();
	g_autofree char *path = put("ten",
						"0123\0"
						"56789",
						10),
					*empty = put("empty", "", 0);
	struct bill_src *src = bill_src_open(path, 10, diags);
	g_assert_nonnull(src);
	g_assert_cmpmem(src->text, (int)src->len + 1,
		"0123\0"
		"56789",
		11);
	g_assert_cmpstr(src->name, ==, path);
	struct bill_src *again = bill_src_ref(src);
	bill_src_unref(src);
	g_assert_cmpuint(again->len, ==, 10);
	bill_src_unref(again);
	src = bill_src_open(empty, 10, diags);
	g_assert_cmpuint(src->len, ==, 0);
	g_assert_cmpstr(src->text, ==, "");
	bill_src_unref(src);
	bill_src_unref(NULL);
	g_assert_cmpuint(bill_diags_length(diags), ==, 0);
	bill_diags_free(diags);
	check_refused(path, 9, "src/too-large", "it is larger than 9 bytes");
}

static void test_refused(void)
{
	g_autofree char *file = put("file", "x", 1), *missing = g_build_filename(folder, "missing", NULL);
	g_autofree char *beneath = g_build_filename(file, "beneath", NULL), *fifo = g_build_filename(folder, "fifo", NULL);
	g_autofree char *loop = g_build_filename(folder, "loop", NULL);
	check_refused(missing, 100, "src/missing", "there is no such file");
	check_refused(beneath, 100, "src/missing", "there is no such file");
	check_refused(folder, 100, "src/folder", "it is a folder");
	check_refused("", 100, "src/missing", "there is no such file");
	g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
	check_refused(fifo, 100, "src/unreadable", "it is not a regular file"); /* nobody writes: opening it could block for ever */
	check_refused("/dev/zero", 100, "src/unreadable", "it is not a regular file");
	g_assert_cmpint(symlink("loop", loop), ==, 0);
	check_refused(loop, 100, "src/unreadable", g_strerror(ELOOP));
	if (geteuid() == 0)
		return; /* root may read everything */
	g_assert_cmpint(chmod(file, 0), ==, 0);
	check_refused(file, 100, "src/unreadable", "permission denied");
}

/* A file with a hole: ten terabytes that must not be touched. */
static void test_sparse(void)
{
	g_autofree char *path = put("sparse", "", 0);
	if (truncate(path, (off_t)10 << 40) != 0) {
		g_test_skip("no such large files here");
		return;
	}
	check_refused(path, BILL_MAX_INPUT_BYTES, "src/too-large", "it is larger than 256 MB");
	check_refused(path, BILL_MAX_LAYOUT_BYTES, "src/too-large", "it is larger than 1 MB");
	g_unlink(path);
}

/* Runs with the descriptor as standard input. */
static struct bill_src *read_stdin(int fd, size_t cap, struct bill_diags *diags)
{
	int saved = dup(STDIN_FILENO);
	dup2(fd, STDIN_FILENO);
	close(fd);
	struct bill_src *src = bill_src_open("-", cap, diags);
	dup2(saved, STDIN_FILENO);
	close(saved);
	return src;
}

static void *write_slowly(void *data)
{
	int fd = GPOINTER_TO_INT(data);
	for (int i = 0; i < 3; i++) {
		g_usleep(10000);
		g_assert_cmpint(write(fd, "0123456789", 10), ==, 10);
	}
	close(fd);
	return NULL;
}

static void test_stdin(void)
{
	struct bill_diags *diags = bill_diags_new();
	int ends[2];
	g_assert_cmpint(pipe2(ends, O_NONBLOCK), ==, 0); /* and so that reading must wait */
	GThread *writer = g_thread_new("writer", write_slowly, GINT_TO_POINTER(ends[1]));
	struct bill_src *src = read_stdin(ends[0], 30, diags);
	g_thread_join(writer);
	g_assert_nonnull(src);
	g_assert_cmpstr(src->text, ==, "012345678901234567890123456789");
	g_assert_cmpstr(src->name, ==, "-");
	bill_src_unref(src);
	g_assert_null(read_stdin(open("/dev/zero", O_RDONLY), 100000, diags));
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "src/too-large");
	g_assert_null(read_stdin(open(folder, O_RDONLY), 100000, diags));
	g_assert_cmpstr(bill_diags_at(diags, 1)->code, ==, "src/folder");
	bill_diags_free(diags);
}

static void test_at(void)
{
	static const struct {
		size_t offset;
		int line, column;
	} rows[] = {
		{0, 1, 1}, {1, 1, 2}, {2, 1, 3}, {3, 1, 3}, {4, 1, 4}, {5, 2, 1}, {6, 2, 2}, {7, 2, 3}, {8, 3, 1}, {9, 3, 1}, {99, 3, 1}};
	struct bill_src *src = bill_src_new("x",
		"ab\xc3\xa9\n\xff"
		"c\n",
		8);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_at at = bill_at_offset(src, rows[i].offset);
		tell("offset %zu", rows[i].offset);
		g_assert_cmpint(at.line, ==, rows[i].line);
		g_assert_cmpint(at.column, ==, rows[i].column);
		g_assert_true(at.src == src);
	}
	g_assert_cmpint(bill_at_file(src).line, ==, 0);
	bill_src_unref(src);
}

/* Inside every character, whole or broken, places agree with counting from the start. */
static void test_at_everywhere(void)
{
	static const char text[] = "\xf0\x9f\x98\x80\xe2\x82\xac\xc3\xa9x\x80\x80\x80\xf0\x9f\x98\n\xe2\x82";
	struct bill_src *src = bill_src_new("x", text, sizeof text - 1);
	const char *p = src->text, *end = src->text + src->len;
	for (int line = 1, column = 1; p < end; column++) {
		const char *start = p;
		bool newline = *p == '\n';
		bill_utf8_next(&p, end);
		for (const char *inside = start; inside < p; inside++) {
			struct bill_at at = bill_at_offset(src, (size_t)(inside - src->text));
			g_assert_cmpint(at.line, ==, line);
			g_assert_cmpint(at.column, ==, column);
		}
		column = newline ? 0 : column;
		line += newline;
	}
	bill_src_unref(src);
}

static void test_line(void)
{
	static const struct {
		int line;
		const char *text; /* NULL: there is none */
	} rows[] = {{-1, NULL}, {0, NULL}, {1, "ab"}, {2, ""}, {3, "c"}, {4, NULL}, {G_MAXINT, NULL}};
	struct bill_src *src = bill_src_new("x", "ab\n\nc", 5);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		size_t len = 99;
		const char *line = bill_src_line(src, rows[i].line, &len);
		g_assert_cmpint(line != NULL, ==, rows[i].text != NULL);
		if (line)
			g_assert_cmpmem(line, (int)len, rows[i].text, (int)strlen(rows[i].text));
	}
	bill_src_unref(src);
}

/* Lines far down are found by marks; those between, at and behind them are the same. */
static void test_lines_far_down(void)
{
	enum { LINES = 1024 };
	g_autoptr(GString) text = g_string_new(NULL);
	for (int line = 1; line <= LINES; line++)
		g_string_append_printf(text, "%d\n", line);
	struct bill_src *src = bill_src_new("x", text->str, text->len);
	for (int line = LINES + 600; line > 0; line--) {
		g_autofree char *wanted = line <= LINES ? g_strdup_printf("%d", line) : g_strdup("");
		size_t len = 0;
		const char *found = bill_src_line(src, line, &len);
		g_assert_cmpint(found != NULL, ==, line <= LINES + 1); /* behind the last line feed stands an empty one */
		if (found)
			g_assert_cmpmem(found, (int)len, wanted, (int)strlen(wanted));
	}
	bill_src_unref(src);
}

#define BYTES(text) text, sizeof text - 1

static void test_check_text(void)
{
	static const struct {
		const char *bytes;
		size_t count;
		const char *text; /* NULL: refused */
		const char *code;
		int line, column;
	} rows[] = {
		{BYTES("plain"), "plain", NULL, 0, 0},
		{BYTES(""), "", NULL, 0, 0},
		{BYTES(" \n"), " \n", NULL, 0, 0},
		{BYTES("\xef\xbb\xbf"), "", NULL, 0, 0},
		{BYTES("\xef\xbb\xbfTalk"), "Talk", NULL, 0, 0},
		{BYTES("\xff\xfeT\0\xe9\0\n\0"), "T\xc3\xa9\n", NULL, 0, 0},
		{BYTES("\xfe\xff\0T\0\xe9"), "T\xc3\xa9", NULL, 0, 0},
		{BYTES("\xff\xfe"), "", NULL, 0, 0},
		{BYTES("\xff\xfe\x3d\xd8\x00\xde"), "\xf0\x9f\x98\x80", NULL, 0, 0},
		{BYTES("\xff\xfe\0\0T\0\0\0"), "T", NULL, 0, 0},
		{BYTES("\0\0\xfe\xff\0\0\0T"), "T", NULL, 0, 0},
		{BYTES("\xff\xfeT"), NULL, "src/encoding", 0, 0},
		{BYTES("\xff\xfeT\0\x3d\xd8"), NULL, "src/encoding", 0, 0},
		{BYTES("\xff\xfeT\0\0\0x\0"), NULL, "src/binary", 0, 0},
		{BYTES("a\0b"), NULL, "src/binary", 0, 0},
		{BYTES("T\0a\0"), NULL, "src/binary", 0, 0},
		{BYTES("PK\x03\x04\0"), NULL, "src/binary", 0, 0},
		{BYTES("one\nCaf\xe9\n"), NULL, "src/encoding", 2, 4},
		{BYTES("\xc3\xa9\xc3"), NULL, "src/encoding", 1, 2},
		{BYTES("\xed\xa0\x80"), NULL, "src/encoding", 1, 1},
		{BYTES("\xc0\x80"), NULL, "src/encoding", 1, 1},
		{BYTES("\xf4\x90\x80\x80"), NULL, "src/encoding", 1, 1},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_diags *diags = bill_diags_new();
		struct bill_src *src = bill_src_new("x.txt", rows[i].bytes, rows[i].count);
		tell("row %zu", i);
		g_assert_cmpint(bill_src_check_text(src, diags), ==, rows[i].text != NULL);
		g_assert_cmpuint(bill_diags_length(diags), ==, rows[i].text ? 0 : 1);
		if (rows[i].text) {
			g_assert_cmpmem(src->text, (int)src->len + 1, rows[i].text, (int)strlen(rows[i].text) + 1);
		} else {
			g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, rows[i].code);
			g_assert_cmpint(bill_diags_at(diags, 0)->line, ==, rows[i].line);
			g_assert_cmpint(bill_diags_at(diags, 0)->column, ==, rows[i].column);
		}
		bill_src_unref(src);
		bill_diags_free(diags);
	}
}

static void test_hints(void)
{
	static const struct {
		const char *bytes;
		size_t count;
		const char *word;
	} rows[] = {{BYTES("PK\x03\x04\0"), "office"}, {BYTES("%PDF-1.7\n\0"), "PDF"}, {BYTES("T\0a\0l\0k\0"), "UTF-16"},
		{BYTES("\0T\0a\0l\0k"), "UTF-16"}, {BYTES("Caf\xe9"), "iconv"},
		{BYTES("\x7f"
			   "ELF\0"),
			"text file"}};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_diags *diags = bill_diags_new();
		struct bill_src *src = bill_src_new("x.txt", rows[i].bytes, rows[i].count);
		g_assert_false(bill_src_check_text(src, diags));
		g_assert_nonnull(strstr(bill_diags_at(diags, 0)->hint, rows[i].word));
		bill_src_unref(src);
		bill_diags_free(diags);
	}
}

static void remove_folder(void)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	for (const char *name; (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
	}
	g_dir_close(dir);
	g_rmdir(folder);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("handbill-src-XXXXXX", NULL);
	g_test_add_func("/src/open", test_open);
	g_test_add_func("/src/refused", test_refused);
	g_test_add_func("/src/sparse", test_sparse);
	g_test_add_func("/src/stdin", test_stdin);
	g_test_add_func("/src/at", test_at);
	g_test_add_func("/src/at-everywhere", test_at_everywhere);
	g_test_add_func("/src/line", test_line);
	g_test_add_func("/src/lines-far-down", test_lines_far_down);
	g_test_add_func("/src/check-text", test_check_text);
	g_test_add_func("/src/hints", test_hints);
	int result = g_test_run();
	remove_folder();
	return result;
}
