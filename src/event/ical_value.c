/* iCalendar's values as programs really write them, made what libical understands. */
#include "event/ical.h"
#include "event/zone.h"

#include <string.h>

/* ---- texts ---- */

/* What stands before the next backslash is copied; where that is. */
static const char *copy_plain(GString *out, const char *text)
{
	size_t plain = strcspn(text, "\\");

	g_string_append_len(out, text, (gssize)plain);
	return text + plain;
}

/* RFC 5545 (3.3.11) knows \\ \; \, \n; libical 3.0.16 makes a tab of "\t" and a space of any other. Programs escape colons and
 * quotes too, and leave the backslashes of TeX as they are. */
static void append_escaped(GString *out, const char *value)
{
	for (value = copy_plain(out, value); *value; value = copy_plain(out, value + 1)) {
		if (value[1] && strchr("nN;,\\", value[1]))
			g_string_append_len(out, value++, 2);
		else if (!value[1] || !strchr(":\"", value[1]))
			g_string_append(out, "\\\\");
	}
}

char *bill_ical_unescaped(const char *text)
{
	GString *out = g_string_new(NULL);

	for (text = copy_plain(out, text); *text; text = copy_plain(out, text + 1)) {
		if (text[1] == 'n' || text[1] == 'N')
			g_string_append_c(out, '\n'), text++;
		else if (text[1] && strchr(",;\\:\"", text[1]))
			g_string_append_c(out, *++text);
		else
			g_string_append_c(out, *text);
	}
	return g_string_free(out, FALSE);
}

/* ---- times ---- */

static int number(const char *digits, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (digits[i] - '0');
	return value;
}

/* "+01:00", "-0500": in minutes, where a time ends so. */
static bool take_offset(const char *value, int *minutes)
{
	const char *time = strpbrk(value, "Tt "), *sign = time ? strpbrk(time, "+-") : NULL;
	int hours, rest = 0;

	if (!sign || sscanf(sign + 1, strchr(sign, ':') ? "%2d:%2d" : "%2d%2d", &hours, &rest) < 1 || hours > 14)
		return false;
	*minutes = (*sign == '-' ? -1 : 1) * (hours * 60 + rest);
	return true;
}

/* "20270310 12:00", "2027-03-10T12:00:00+01:00": the digits are a date and a time, whatever stands between them. False: they are
 * neither. */
static bool append_time(GString *out, const char *value)
{
	size_t n = 0, end = strlen(value);
	int minutes = 0;
	bool offset = take_offset(value, &minutes);
	char digits[15];
	struct bill_moment moment;

	if (offset)
		end = strcspn(value, "Tt ") + strcspn(value + strcspn(value, "Tt "), "+-");
	for (size_t i = 0; i < end; i++) {
		if (g_ascii_isdigit(value[i]) && n < 14)
			digits[n++] = value[i];
		else if (!strchr("-/:.TtZz ", value[i]) || g_ascii_isdigit(value[i]))
			return false;
	}
	if (n == 8)
		return g_string_append_len(out, digits, 8);
	if (n != 12 && n != 14)
		return false;
	moment = (struct bill_moment){.year = number(digits, 4),
		.month = number(digits + 4, 2),
		.day = number(digits + 6, 2),
		.hour = number(digits + 8, 2),
		.minute = number(digits + 10, 2),
		.second = n == 14 ? number(digits + 12, 2) : 0};
	if (offset && moment.month >= 1 && moment.month <= 12)
		bill_moment_add_seconds(&moment, -(int64_t)minutes * 60);
	g_string_append_printf(out, "%04d%02d%02dT%02d%02d%02d%s", moment.year, moment.month, moment.day, moment.hour, moment.minute,
		moment.second, offset || g_ascii_toupper(value[end - 1]) == 'Z' ? "Z" : "");
	return true;
}

static void append_times(GString *out, const char *value)
{
	g_auto(GStrv) parts = g_strsplit(value, ",", -1);

	for (char **part = parts; *part; part++) {
		if (part > parts)
			g_string_append_c(out, ',');
		if (strchr(*part, 'P') || !append_time(out, g_strstrip(*part))) /* a period, or something else */
			g_string_append(out, *part);
	}
}

/* ---- both ---- */

char *bill_ical_mended(const char *line)
{
	static const char *const times[] = {"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE", NULL};
	g_autofree char *name = bill_ical_name(line);
	const char *value = name ? bill_ical_raw_value(line) : NULL;
	GString *out;

	if (!value)
		return g_strdup(line);
	out = g_string_new(NULL);
	g_string_append_len(out, line, value - line);
	if (g_strv_contains(times, name))
		append_times(out, value);
	else if (g_str_has_prefix(name, "X-"))
		g_string_append(out, value);
	else
		append_escaped(out, value);
	return g_string_free(out, FALSE);
}

/* The Events Calendar encodes names as it does addresses: "Fundaci%C3%B3n%20Olmo". */
char *bill_ical_plain_name(const char *name)
{
	char *decoded = strchr(name, ' ') ? NULL : g_uri_unescape_string(name, NULL);

	if (decoded && g_utf8_validate(decoded, -1, NULL))
		return decoded;
	g_free(decoded);
	return g_strdup(name);
}
