/* Stepping through text that is known to be UTF-8, and its spaces that do not break. */
#ifndef BILL_EVENT_UTF_H
#define BILL_EVENT_UTF_H

#include <glib.h>

#define BILL_NBSP "\302\240"
#define BILL_NARROW_NBSP "\342\200\257"

/* g_utf8_next_char without its cast, which takes the const away. */
static inline const char *bill_utf_next(const char *p)
{
	return p + g_utf8_skip[(unsigned char)*p];
}

#endif
