/* What a test says of itself: one line of UTF-8, whatever is in it, for TAP takes nothing else. Instead of g_test_message. */
#ifndef TELL_H
#define TELL_H

#include <glib.h>

static inline void tell(const char *format, ...) G_GNUC_PRINTF(1, 2);

static inline void tell(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autoptr(GString) line = g_string_new(NULL);
	for (const char *c = valid; *c; c += g_utf8_skip[(guchar)*c]) {
		gunichar letter = g_utf8_get_char(c);
		if (letter == '\n')
			g_string_append(line, "\\n");
		else if (g_unichar_iscntrl(letter) || letter == 0x2028 || letter == 0x2029) /* these end a line for Python, so for Meson */
			g_string_append_printf(line, "\\x{%x}", letter);
		else
			g_string_append_unichar(line, letter);
	}
	g_test_message("%s", line->str);
}

#endif
