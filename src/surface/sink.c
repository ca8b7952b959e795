/* Bytes → a file, whole or not at all: a temporary file beside it, renamed once it is complete. */
#include "surface/surface.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LINKS 40 /* as the kernel's own limit: path_resolution(7) */

/* ---- words for what went wrong ---- */

static const char *explain(int error)
{
	switch (error) {
	case ENOSPC:
		return "no space left on the device";
	case EDQUOT:
		return "your disk quota is used up";
	case EFBIG:
		return "the file is larger than the system allows";
	case EACCES:
	case EPERM:
		return "permission denied";
	case EROFS:
		return "the disk is read-only";
	case ENOTDIR:
		return "a part of its path is a file, not a folder";
	case ENOENT:
		return "its folder does not exist";
	case EISDIR:
		return "it is a folder";
	case ENAMETOOLONG:
		return "the name is too long";
	case ELOOP:
		return "its symbolic links lead in a circle";
	case EPIPE:
		return "whoever was reading has stopped";
	case EIO:
		return "the device reported an error";
	default:
		return g_strerror(error);
	}
}

static bool fail(const char *path, int error, struct bill_diags *diags)
{
	struct bill_at nowhere = {0};
	const char *why = explain(error);
	if (error == ENOSPC || error == EDQUOT || error == EFBIG)
		return bill_error(diags, nowhere, "sink/full", "cannot write \"%s\": %s", path, why);
	if (error == EISDIR)
		return bill_error(diags, nowhere, "sink/folder", "cannot write \"%s\": %s", path, why);
	return bill_error(diags, nowhere, "sink/unwritable", "cannot write \"%s\": %s", path, why);
}

/* ---- bytes to a descriptor; 0 or an errno ---- */

static int write_all(int fd, const char *bytes, size_t count)
{
	while (count > 0) {
		/* write(2): Linux moves at most 0x7ffff000 bytes at once, others refuse more than SSIZE_MAX */
		ssize_t done = write(fd, bytes, MIN(count, (size_t)1 << 30));
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return errno;
		if (done == 0) /* POSIX lets a device take nothing and call it no error: asking again might never end */
			return EIO;
		bytes += done;
		count -= (size_t)done;
	}
	return 0;
}

/* A file on a network disk may tell of its failure only when closed, so that counts as a write. */
static int close_checked(int fd, int error)
{
	int closed = close(fd) == 0 || errno == EINTR ? 0 : errno;
	return error ? error : closed;
}

/* ---- where a path leads ---- */

/* Follows the last component while it is a symbolic link, so that the link stays and its target is replaced. The target need
 * not exist. NULL: errno tells. */
static char *follow(const char *path)
{
	char *real = g_strdup(path);
	for (int links = 0; links <= MAX_LINKS; links++) {
		g_autofree char *target = g_file_read_link(real, NULL);
		if (!target)
			return real;
		g_autofree char *folder = g_path_get_dirname(real);
		g_free(real);
		real = g_path_is_absolute(target) ? g_steal_pointer(&target) : g_build_filename(folder, target, NULL);
	}
	g_free(real);
	errno = ELOOP;
	return NULL;
}

/* The most bytes of a name, up to room, that part no character. Names need not be UTF-8: those are cut anywhere. */
static size_t cut_name(const char *name, size_t room)
{
	size_t cut = room;
	while (cut > 0 && room - cut < 4 && ((unsigned char)name[cut] & 0xC0) == 0x80)
		cut--;
	return room - cut < 4 ? cut : room;
}

/* ".name.XXXXXX" beside the file. Long names lose their end: NAME_MAX holds for this one too. */
static char *temporary_name(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
	size_t room = NAME_MAX - strlen("..XXXXXX");
	if (strlen(name) > room)
		name[cut_name(name, room)] = '\0';
	g_autofree char *hidden = g_strdup_printf(".%s.XXXXXX", name);
	return g_build_filename(folder, hidden, NULL);
}

/* ---- the three ways to write ---- */

static int write_through(const char *path, const void *bytes, size_t count)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno;
	return close_checked(fd, write_all(fd, bytes, count));
}

/* old: what is there, or NULL. A file keeps the permissions it had; a new one gets those any program's new file gets. */
static int write_beside(char *temporary, const char *path, const struct stat *old, const void *bytes, size_t count)
{
	int fd = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0666);
	if (fd < 0)
		return errno;
	int error = write_all(fd, bytes, count);
	if (!error && old && fchmod(fd, old->st_mode & 07777) != 0 && errno != EPERM)
		error = errno;
	error = close_checked(fd, error);
	if (!error && rename(temporary, path) != 0)
		error = errno;
	if (error)
		unlink(temporary);
	return error;
}

/* A file its owner made read-only is not replaced, although rename(2) would. */
static int replace(const char *path, const struct stat *old, const void *bytes, size_t count)
{
	if (old && access(path, W_OK) != 0)
		return errno;
	g_autofree char *temporary = temporary_name(path);
	return write_beside(temporary, path, old, bytes, count);
}

static int make_folder(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	return g_mkdir_with_parents(folder, 0777) == 0 ? 0 : errno;
}

static int write_file(const char *path, const void *bytes, size_t count)
{
	struct stat old;
	g_autofree char *real = follow(path);
	if (!real)
		return errno;
	if (!*real || g_str_has_suffix(real, "/"))
		return EISDIR;
	if (stat(real, &old) == 0) {
		if (S_ISDIR(old.st_mode))
			return EISDIR;
		return S_ISREG(old.st_mode) ? replace(real, &old, bytes, count) : write_through(real, bytes, count);
	}
	if (errno != ENOENT)
		return errno;
	int error = make_folder(real);
	return error ? error : replace(real, NULL, bytes, count);
}

bool bill_sink_write(const char *path, const void *bytes, size_t count, struct bill_diags *diags)
{
	bool standard_output = strcmp(path, "-") == 0;
	int error = standard_output ? write_all(STDOUT_FILENO, bytes, count) : write_file(path, bytes, count);
	if (!error)
		return true;
	return fail(standard_output ? "standard output" : path, error, diags);
}
