/* Files inside a folder, and never outside it. */
#ifndef BILL_FIGURE_INSIDE_H
#define BILL_FIGURE_INSIDE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum bill_inside {
	BILL_INSIDE_READ,
	BILL_INSIDE_MISSING,
	BILL_INSIDE_ABSOLUTE,
	BILL_INSIDE_UPWARDS, /* a ".." */
	BILL_INSIDE_SCHEME,  /* file:, data: … */
	BILL_INSIDE_REMOTE,  /* http:, https:, // */
	BILL_INSIDE_LINK,    /* a symbolic link on the way */
	BILL_INSIDE_NO_FILE, /* a folder, a device, a pipe */
	BILL_INSIDE_UNREADABLE,
	BILL_INSIDE_TOO_LARGE,
};

/* What is wrong with a path before any file is looked at; BILL_INSIDE_READ: nothing. */
enum bill_inside bill_inside_check(const char *path);

/* Reads a file whole, at most `cap` bytes. The folder itself may be reached by any way; below it nothing but folders and a
 * regular file are walked through, one name at a time, so that nobody can exchange one for a link meanwhile. */
enum bill_inside bill_inside_read(const char *folder, const char *path, size_t cap, GBytes **bytes);

#endif
