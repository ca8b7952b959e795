/* Texts as JSON strings. */
#include "base/json.h"

#include "base/utf8.h"

#include <string.h>

static void append_point(GString *out, gunichar point)
{
	static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* the sign, then its letter after the backslash */
	for (size_t i = 0; i + 1 < sizeof named; i += 2) {
		if (point == (gunichar)(unsigned char)named[i]) {
			g_string_append_c(out, '\\');
			g_string_append_c(out, named[i + 1]);
			return;
		}
	}
	/* U+2028 and U+2029 are allowed in JSON, but end a line for some readers of "one object a line" */
	if (point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 || point == 0x2029)
		g_string_append_printf(out, "\\u%04x", point);
	else
		g_string_append_unichar(out, point);
}

void bill_json_quote(GString *out, const char *text)
{
	if (!text) {
		g_string_append(out, "null");
		return;
	}
	const char *end = text + strlen(text);
	g_string_append_c(out, '"');
	while (text < end) {
		const char *plain = text; /* most text is, and is copied in one go */
		while (*text >= 0x20 && *text < 0x7f && *text != '"' && *text != '\\')
			text++;
		g_string_append_len(out, plain, text - plain);
		if (text < end)
			append_point(out, bill_utf8_next(&text, end));
	}
	g_string_append_c(out, '"');
}
