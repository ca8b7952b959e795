/* Files inside a folder, and never outside it: no absolute path, no "..", no "file:", no symbolic link. */
#include "figure/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* RFC 3986, 3.1; one letter is a drive of another system, and no way to a file either. */
static bool has_scheme(const char *path)
{
	size_t len = strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
	return len > 0 && path[len] == ':';
}

static bool goes_up(const char *path)
{
	g_auto(GStrv) names = g_strsplit_set(path, "/\\", -1);
	return g_strv_contains((const char *const *)names, "..");
}

enum bill_inside bill_inside_check(const char *path)
{
	if (g_ascii_strncasecmp(path, "http:", 5) == 0 || g_ascii_strncasecmp(path, "https:", 6) == 0 || g_str_has_prefix(path, "//"))
		return BILL_INSIDE_REMOTE;
	if (has_scheme(path))
		return BILL_INSIDE_SCHEME;
	if (g_path_is_absolute(path) || path[0] == '\\' || path[0] == '~')
		return BILL_INSIDE_ABSOLUTE;
	if (goes_up(path))
		return BILL_INSIDE_UPWARDS;
	return BILL_INSIDE_READ;
}

static enum bill_inside why(int error)
{
	switch (error) {
	case ELOOP:  /* O_NOFOLLOW, open(2) */
	case EMLINK: /* the same on FreeBSD */
		return BILL_INSIDE_LINK;
	case ENOENT:
	case ENAMETOOLONG:
		return BILL_INSIDE_MISSING;
	default:
		return BILL_INSIDE_UNREADABLE;
	}
}

/* With O_DIRECTORY, Linux says ENOTDIR of a link as well as of a file. */
static enum bill_inside why_no_folder(int folder, const char *name, int error)
{
	struct stat stat;
	if (error == ENOTDIR && fstatat(folder, name, &stat, AT_SYMLINK_NOFOLLOW) == 0)
		return S_ISLNK(stat.st_mode) ? BILL_INSIDE_LINK : BILL_INSIDE_MISSING;
	return why(error);
}

/* Opens the last name of a path, walking the folders before it. -1 with *result. */
static int walk(const char *folder, const char *path, enum bill_inside *result)
{
	g_auto(GStrv) names = g_strsplit(path, "/", -1);
	guint count = g_strv_length(names);
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*result = at < 0 ? BILL_INSIDE_MISSING : BILL_INSIDE_READ;
	for (guint i = 0; at >= 0 && i < count; i++) {
		bool last = i + 1 == count;
		if (!last && (names[i][0] == '\0' || strcmp(names[i], ".") == 0))
			continue;
		/* O_NONBLOCK: a pipe is not waited for; O_NOCTTY: a terminal does not become ours. */
		int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (last ? 0 : O_DIRECTORY);
		int next = openat(at, names[i], flags);
		if (next < 0)
			*result = last ? why(errno) : why_no_folder(at, names[i], errno);
		close(at);
		at = next;
	}
	return at;
}

static enum bill_inside read_all(int fd, size_t cap, GBytes **bytes)
{
	struct stat stat;
	if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode))
		return BILL_INSIDE_NO_FILE;
	if ((guint64)stat.st_size > cap)
		return BILL_INSIDE_TOO_LARGE;
	size_t room = (size_t)stat.st_size, len = 0;
	uint8_t *data = g_malloc(room + 1);
	while (len < room) {
		ssize_t got = read(fd, data + len, room - len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		len += (size_t)got;
	}
	*bytes = g_bytes_new_take(data, len);
	return BILL_INSIDE_READ;
}

enum bill_inside bill_inside_read(const char *folder, const char *path, size_t cap, GBytes **bytes)
{
	enum bill_inside result = bill_inside_check(path);
	if (result != BILL_INSIDE_READ)
		return result;
	int fd = walk(folder, path, &result);
	if (fd < 0)
		return result;
	result = read_all(fd, cap, bytes);
	close(fd);
	return result;
}
