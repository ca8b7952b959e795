/* Files whole or not at all: what is written, what is left alone, and what is said when it cannot be done. */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scratch.h"
#include "surface/surface.h"

static char *folder;
static struct bill_diags *diags;

static void set_up(void)
{
	folder = g_dir_make_tmp("bill-sink-XXXXXX", NULL);
	diags = bill_diags_new();
	g_assert_cmpint(chdir(folder), ==, 0);
}

static void tear_down(void)
{
	g_assert_cmpint(chdir("/"), ==, 0);
	scratch_remove(folder);
	g_free(folder);
	bill_diags_free(diags);
}

static unsigned files_in(const char *path)
{
	unsigned count = 0;
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	while (g_dir_read_name(dir))
		count++;
	return count;
}

static void check(const char *path, const char *text)
{
	g_autofree char *found = NULL;
	gsize len;
	g_assert_true(g_file_get_contents(path, &found, &len, NULL));
	g_assert_cmpmem(found, (int)len, text, (int)strlen(text));
}

static bool write_text(const char *path, const char *text)
{
	return bill_sink_write(path, text, strlen(text), diags);
}

/* The write fails with exactly this. */
static void check_refused(const char *path, const char *code, const char *message)
{
	bill_diags_clear(diags);
	g_assert_false(write_text(path, "new"));
	g_assert_cmpuint(bill_diags_length(diags), ==, 1);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, code);
	g_assert_cmpstr(bill_diags_at(diags, 0)->text, ==, message);
	g_assert_cmpint(bill_diags_at(diags, 0)->severity, ==, BILL_ERROR);
}

static mode_t mode_of(const char *path)
{
	struct stat found;
	g_assert_cmpint(stat(path, &found), ==, 0);
	return found.st_mode & 07777;
}

/* ---- what is written ---- */

static void test_new(void)
{
	static const char *const paths[] = {"a.pdf", "./b.pdf", "one/two/three/c.pdf", "ż ó/d.pdf", "-x.pdf"};
	set_up();
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_assert_true(write_text(paths[i], "words"));
		check(paths[i], "words");
	}
	g_assert_cmpuint(files_in("."), ==, 5);
	g_assert_cmpuint(files_in("one/two/three"), ==, 1);
	tear_down();
}

static void test_replace(void)
{
	set_up();
	g_assert_true(write_text("a", "a long first text"));
	g_assert_true(write_text("a", "short"));
	check("a", "short");
	g_assert_true(write_text("a", ""));
	check("a", "");
	g_assert_cmpuint(files_in("."), ==, 1);
	tear_down();
}

/* Bytes are bytes, and many of them. */
static void test_large(void)
{
	set_up();
	gsize count = 5000001, len;
	g_autofree char *bytes = g_malloc(count), *found = NULL;
	for (gsize i = 0; i < count; i++)
		bytes[i] = (char)(i * 31 >> 3);
	g_assert_true(bill_sink_write("large", bytes, count, diags));
	g_assert_true(g_file_get_contents("large", &found, &len, NULL));
	g_assert_cmpmem(found, (int)len, bytes, (int)count);
	tear_down();
}

/* As for any program's file: the umask decides for a new one, an old one keeps what it had. */
static void test_mode(void)
{
	static const struct {
		mode_t umask, mode;
	} table[] = {{022, 0644}, {077, 0600}, {0, 0666}, {027, 0640}};
	set_up();
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		mode_t before = umask(table[i].umask);
		g_assert_true(write_text("new", "x"));
		g_assert_cmpint(mode_of("new"), ==, table[i].mode);
		g_assert_cmpint(chmod("new", 0604), ==, 0);
		g_assert_true(write_text("new", "y"));
		g_assert_cmpint(mode_of("new"), ==, 0604);
		g_assert_cmpint(g_unlink("new"), ==, 0);
		umask(before);
	}
	tear_down();
}

/* NAME_MAX is 255: the temporary name beside it must not be longer. */
static void test_long_name(void)
{
	set_up();
	GString *name = g_string_new("xx");
	while (name->len < 254)
		g_string_append(name, "ż");
	g_string_append_c(name, 'x');
	g_assert_cmpuint(name->len, ==, 255);
	g_assert_true(write_text(name->str, "words"));
	check(name->str, "words");
	g_string_append_c(name, 'x');
	g_autofree char *message = g_strdup_printf("cannot write \"%s\": the name is too long", name->str);
	check_refused(name->str, "sink/unwritable", message);
	g_string_free(name, TRUE);
	tear_down();
}

/* A name is bytes: it need not be UTF-8, or have a place to cut it. */
static void test_long_bytes(void)
{
	static const char *const heads[] = {"", "x", "\xff"};
	set_up();
	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
		g_autoptr(GString) name = g_string_new(heads[i]);
		while (name->len < 250)
			g_string_append_c(name, '\x80');
		g_assert_true(write_text(name->str, "words"));
		check(name->str, "words");
	}
	g_assert_cmpuint(files_in("."), ==, 3);
	tear_down();
}

/* ---- links ---- */

static void test_link(void)
{
	static const struct {
		const char *link, *target;
	} table[] = {{"link", "kept/file"}, {"chain", "link"}, {"dangling", "kept/new"}, {"kept/up", "../top"}};
	set_up();
	g_assert_true(write_text("kept/file", "old"));
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_assert_cmpint(symlink(table[i].target, table[i].link), ==, 0);
		g_assert_true(write_text(table[i].link, table[i].link));
		g_assert_true(g_file_test(table[i].link, G_FILE_TEST_IS_SYMLINK));
		check(table[i].link, table[i].link);
	}
	check("kept/file", "chain");
	check("kept/new", "dangling");
	check("top", "kept/up");
	g_assert_cmpuint(files_in("kept"), ==, 3);
	tear_down();
}

static void test_absolute_link(void)
{
	set_up();
	g_autofree char *target = g_build_filename(folder, "target", NULL);
	g_assert_cmpint(symlink(target, "link"), ==, 0);
	g_assert_true(write_text("link", "words"));
	check("target", "words");
	tear_down();
}

/* ---- what cannot be written ---- */

static void test_refused(void)
{
	static const struct {
		const char *path, *code, *message;
	} table[] = {
		{"folder", "sink/folder", "cannot write \"folder\": it is a folder"},
		{"folder/", "sink/folder", "cannot write \"folder/\": it is a folder"},
		{"none/", "sink/folder", "cannot write \"none/\": it is a folder"},
		{".", "sink/folder", "cannot write \".\": it is a folder"},
		{"", "sink/folder", "cannot write \"\": it is a folder"},
		{"to-folder", "sink/folder", "cannot write \"to-folder\": it is a folder"},
		{"file/x", "sink/unwritable", "cannot write \"file/x\": a part of its path is a file, not a folder"},
		{"file/x/y", "sink/unwritable", "cannot write \"file/x/y\": a part of its path is a file, not a folder"},
		{"circle", "sink/unwritable", "cannot write \"circle\": its symbolic links lead in a circle"},
		{"/proc/none/x", "sink/unwritable", "cannot write \"/proc/none/x\": its folder does not exist"},
		{"/dev/full", "sink/full", "cannot write \"/dev/full\": no space left on the device"},
	};
	set_up();
	g_assert_true(write_text("file", "old"));
	g_assert_true(write_text("folder/inside", "old"));
	g_assert_cmpint(symlink("circle", "circle"), ==, 0);
	g_assert_cmpint(symlink("folder", "to-folder"), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		check_refused(table[i].path, table[i].code, table[i].message);
	check("file", "old");
	g_assert_cmpuint(files_in("."), ==, 4);
	g_assert_cmpuint(files_in("folder"), ==, 1);
	tear_down();
}

/* Root writes where it likes: a child that is nobody tries. */
static void test_permission(void)
{
	set_up();
	g_assert_true(write_text("closed/file", "old"));
	g_assert_true(write_text("open/file", "old"));
	g_assert_cmpint(chmod(".", 0755) | chmod("closed", 0555) | chmod("open", 0777) | chmod("open/file", 0444), ==, 0);
	pid_t child = fork();
	if (child == 0) {
		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(77);
		check_refused("closed/file", "sink/unwritable", "cannot write \"closed/file\": permission denied");
		check_refused("closed/new", "sink/unwritable", "cannot write \"closed/new\": permission denied");
		check_refused("closed/a/b", "sink/unwritable", "cannot write \"closed/a/b\": permission denied");
		check_refused("open/file", "sink/unwritable", "cannot write \"open/file\": permission denied");
		_exit(write_text("open/new", "new") ? 0 : 1);
	}
	int status;
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77)
		g_test_skip("cannot become nobody");
	else
		g_assert_cmpint(WEXITSTATUS(status), ==, 0);
	check("closed/file", "old");
	check("open/file", "old");
	g_assert_cmpuint(files_in("closed"), ==, 1);
	tear_down();
}

/* A disk that fills while the file is written: the old file stays, no crumbs. */
static void test_full(void)
{
	set_up();
	g_assert_true(write_text("file", "old"));
	struct rlimit before, small;
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	small = before;
	small.rlim_cur = 4096;
	void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	g_autofree char *bytes = g_malloc0(100000);
	bool written = bill_sink_write("file", bytes, 100000, diags);
	bool fits = bill_sink_write("small", bytes, 4096, diags);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	signal(SIGXFSZ, handler);
	g_assert_false(written);
	g_assert_true(fits);
	g_assert_cmpuint(bill_diags_length(diags), ==, 1);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "sink/full");
	check("file", "old");
	g_assert_cmpuint(files_in("."), ==, 2);
	tear_down();
}

/* ---- what is no file ---- */

static void test_device(void)
{
	set_up();
	g_assert_cmpint(symlink("/dev/null", "link"), ==, 0);
	g_assert_true(write_text("/dev/null", "words"));
	g_assert_true(write_text("link", "words"));
	struct stat found;
	g_assert_cmpint(stat("/dev/null", &found), ==, 0);
	g_assert_true(S_ISCHR(found.st_mode));
	tear_down();
}

static void test_pipe(void)
{
	char buffer[16] = {0};
	set_up();
	g_assert_cmpint(mkfifo("pipe", 0600), ==, 0);
	int reader = open("pipe", O_RDONLY | O_NONBLOCK);
	g_assert_true(write_text("pipe", "words"));
	g_assert_cmpint(read(reader, buffer, sizeof buffer), ==, 5);
	g_assert_cmpstr(buffer, ==, "words");
	close(reader);
	struct stat found;
	g_assert_cmpint(stat("pipe", &found), ==, 0);
	g_assert_true(S_ISFIFO(found.st_mode));
	tear_down();
}

/* Writes to "-" with this descriptor as standard output. */
static bool write_out(int fd)
{
	int saved = dup(STDOUT_FILENO);
	dup2(fd, STDOUT_FILENO);
	bool written = write_text("-", "words");
	dup2(saved, STDOUT_FILENO);
	close(saved);
	return written;
}

static void test_standard_output(void)
{
	int ends[2];
	char buffer[16] = {0};
	set_up();
	g_assert_cmpint(pipe(ends), ==, 0);
	g_assert_true(write_out(ends[1]));
	g_assert_cmpint(read(ends[0], buffer, sizeof buffer), ==, 5);
	g_assert_cmpstr(buffer, ==, "words");
	close(ends[0]);
	void (*handler)(int) = signal(SIGPIPE, SIG_IGN);
	g_assert_false(write_out(ends[1]));
	signal(SIGPIPE, handler);
	close(ends[1]);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "sink/unwritable");
	g_assert_cmpstr(bill_diags_at(diags, 0)->text, ==, "cannot write \"standard output\": whoever was reading has stopped");
	g_assert_cmpuint(files_in("."), ==, 0);
	tear_down();
}

static bool stalled;

/* In place of the system's: a device that takes nothing and calls it no error. */
ssize_t write(int fd, const void *bytes, size_t count)
{
	struct iovec part = {(void *)(uintptr_t)bytes, count};
	return stalled ? 0 : writev(fd, &part, 1);
}

static void test_stalled(void)
{
	set_up();
	alarm(10);
	stalled = true;
	bool written = write_text("a.pdf", "words");
	stalled = false;
	alarm(0);
	g_assert_false(written);
	g_assert_cmpstr(bill_diags_at(diags, 0)->text, ==, "cannot write \"a.pdf\": the device reported an error");
	g_assert_cmpuint(files_in("."), ==, 0);
	tear_down();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/surface/sink/new", test_new);
	g_test_add_func("/surface/sink/replace", test_replace);
	g_test_add_func("/surface/sink/large", test_large);
	g_test_add_func("/surface/sink/mode", test_mode);
	g_test_add_func("/surface/sink/long-name", test_long_name);
	g_test_add_func("/surface/sink/long-bytes", test_long_bytes);
	g_test_add_func("/surface/sink/link", test_link);
	g_test_add_func("/surface/sink/absolute-link", test_absolute_link);
	g_test_add_func("/surface/sink/refused", test_refused);
	g_test_add_func("/surface/sink/permission", test_permission);
	g_test_add_func("/surface/sink/full", test_full);
	g_test_add_func("/surface/sink/device", test_device);
	g_test_add_func("/surface/sink/pipe", test_pipe);
	g_test_add_func("/surface/sink/standard-output", test_standard_output);
	g_test_add_func("/surface/sink/stalled", test_stalled);
	return g_test_run();
}
