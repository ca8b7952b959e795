/* Hostile bytes as a file: a memory file behind a link whose name has the suffix. */
#include "fuzz.h"

#include <glib.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static char *folder, *path;

static void clean_up(void)
{
	unlink(path);
	rmdir(folder);
}

static int set_up(const char *suffix)
{
	int fd = memfd_create("fuzz", 0);
	g_autofree char *target = g_strdup_printf("/proc/%d/fd/%d", (int)getpid(), fd);
	folder = g_dir_make_tmp("fuzz-XXXXXX", NULL);
	path = g_strdup_printf("%s/input.%s", folder, suffix);
	g_assert(fd >= 0 && folder && symlink(target, path) == 0);
	atexit(clean_up);
	return fd;
}

const char *fuzz_file(const char *suffix, const uint8_t *data, size_t size)
{
	static int fd = -1;
	if (fd < 0)
		fd = set_up(suffix);
	g_assert(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
	return path;
}
