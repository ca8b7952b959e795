/* Stepping through text that is known to be UTF-8. */
#ifndef BILL_EVENT_UTF_H
#define BILL_EVENT_UTF_H

#include <glib.h>

/* g_utf8_next_char without its cast, which takes the const away. */
static inline const char *bill_utf_next(const char *p)
{
	return p + g_utf8_skip[(unsigned char)*p];
}

#endif
