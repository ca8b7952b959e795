/* Texts as YAML scalars: plain where that is safe, quoted or as a literal block where it must be. */
#include "base/yaml.h"

#include "base/utf8.h"

#include <glib.h>
#include <string.h>

#define STEP 2 /* columns a block is indented by, and the indicator that says so */

/* Whether libyaml reads the code point as itself inside a line (YAML 1.1, 5.1; its other line breaks are left out). */
static bool printable(gunichar c)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
		return c == '\t';
	return c < 0xd800 || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff) || c >= 0x10000;
}

static bool all_printable(const char *text, bool breaks)
{
	for (const char *end = text + strlen(text); text < end;) {
		gunichar c = bill_utf8_next(&text, end);
		if (!printable(c) && !(breaks && c == '\n'))
			return false;
	}
	return true;
}

/* Words that some reader of YAML takes for something else than text. */
static bool has_meaning(const char *text)
{
	static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strcasecmp(text, words[i]) == 0)
			return true;
	/* numbers of any base, times, dates: everything made of these alone */
	return g_ascii_isdigit(text[0]) && strspn(text, "0123456789abcdefABCDEFxoXOtTzZ+-.:_ ") == strlen(text);
}

static bool plain_start(gunichar c)
{
	return c < 0x80 ? g_ascii_isalnum((char)c) : g_unichar_isgraph(c);
}

/* Stricter than YAML, so that other programs that read the text agree. */
static bool can_be_plain(const char *text)
{
	size_t len = strlen(text);
	if (!len || !plain_start(g_utf8_get_char(text)) || has_meaning(text))
		return false;
	gunichar last = g_utf8_get_char(g_utf8_prev_char(text + len));
	if (last == ':' || g_unichar_isspace(last) || strchr(text, '\t'))
		return false;
	return !strstr(text, ": ") && !strstr(text, " #") && all_printable(text, false);
}

/* Longer than one line, and with something to see. */
static bool can_be_block(const char *text)
{
	return strchr(text, '\n') && text[strspn(text, " \t\n")] && all_printable(text, true);
}

static void write_escape(GString *out, gunichar c)
{
	static const char named[] = "\"\"\\\\\nn\tt\rr"; /* the sign, then its letter after the backslash */
	for (size_t i = 0; i + 1 < sizeof named; i += 2) {
		if (c == (gunichar)(unsigned char)named[i]) {
			g_string_append_printf(out, "\\%c", named[i + 1]);
			return;
		}
	}
	if (printable(c))
		g_string_append_unichar(out, c);
	else
		g_string_append_printf(out, c <= 0xff ? "\\x%02x" : "\\u%04x", c);
}

static void write_quoted(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (const char *end = text + strlen(text); text < end;)
		write_escape(out, bill_utf8_next(&text, end));
	g_string_append_c(out, '"');
}

/* The line break that ends the scalar is the caller's, as it is for every other scalar. */
static void write_block(GString *out, const char *text, int indent)
{
	size_t len = strlen(text);
	bool ends = text[len - 1] == '\n', ends_twice = ends && text[len - 2] == '\n';
	g_string_append_c(out, '|');
	if (strchr(" \t\n", text[0])) /* or the first line would tell a wrong indentation */
		g_string_append_printf(out, "%d", STEP);
	g_string_append(out, ends_twice ? "+" : ends ? "" : "-");
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	size_t count = g_strv_length(lines) - (ends ? 1 : 0);
	for (size_t i = 0; i < count; i++)
		g_string_append_printf(out, "\n%*s%s", lines[i][0] ? indent + STEP : 0, "", lines[i]);
}

void bill_yaml_write_scalar(GString *out, const char *text, int indent)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	if (can_be_plain(valid))
		g_string_append(out, valid);
	else if (can_be_block(valid))
		write_block(out, valid, indent);
	else
		write_quoted(out, valid);
}
