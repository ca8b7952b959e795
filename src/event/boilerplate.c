/* What programs add to the words of a description: how to join online, links to themselves, marks of page builders. */
#include "event/draft.h"

#include <string.h>

/* How the words of one program begin and end; NULL: to the end of the text. */
static const struct {
	const char *begins, *ends;
} blocks[] = {
	{"-::~:~", "-::~:~"},                        /* Google Meet, between two such lines */
	{"Microsoft Teams meeting", "____________"}, /* Outlook */
	{"Microsoft Teams Need help?", "____________"},
	{"Microsoft Teams-Besprechung", "____________"},
	{"Réunion Microsoft Teams", "____________"},
	{"Reunión de Microsoft Teams", "____________"},
};

/* Lines that Zoom puts under "Join Zoom Meeting". */
static bool is_of_zoom(const char *line)
{
	static const char *const starts[] = {"http", "Meeting ID", "Passcode", "Password", "One tap mobile", "+",
		"Dial by your location", "Find your local number", "---", "Join by", "Join Zoom", "\xe2\x80\xa2 +", "Webinar ID",
		"Join from"};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_str_has_prefix(line, starts[i]))
			return true;
	return !*line;
}

static bool is_rule(const char *line)
{
	return strlen(line) >= 12 && line[strspn(line, "_.-*")] == '\0';
}

/* Localist: "View on site: https://… | Email this event: https://…". */
static bool is_link_home(const char *line)
{
	return g_str_has_prefix(line, "View on site: http") || g_str_has_prefix(line, "Event Link: http");
}

/* The lines from the first on that are one program's; 0: none. */
static size_t length_of(char **lines)
{
	size_t n = 0;

	while (is_rule(lines[n]) && lines[n + 1])
		n++;
	for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++) {
		if (!g_str_has_prefix(lines[n], blocks[i].begins))
			continue;
		for (n++; lines[n]; n++)
			if (g_str_has_prefix(lines[n], blocks[i].ends))
				return n + 1;
		return n;
	}
	if (g_str_has_prefix(*lines, "Join Zoom Meeting") || strstr(*lines, "inviting you to a scheduled Zoom meeting"))
		for (n = 1; lines[n] && is_of_zoom(lines[n]);)
			n++;
	else
		n = is_link_home(*lines);
	return n;
}

/* The first web address of a line, up to what ends it. */
static char *address_in(const char *line)
{
	const char *start = strstr(line, "https://");

	return start ? g_strndup(start, strcspn(start, " <>\"\t)")) : NULL;
}

/* researchseminars.org: "by Ann Lee (Elm College) as part of Number Theory". */
static bool take_credit(GString *out, const char *line)
{
	const char *part = g_str_has_prefix(line, "by ") ? g_strrstr(line, " as part of ") : NULL;

	if (part)
		g_string_append_printf(
			out, "Speaker: %.*s\nSeries: %s\n", (int)(part - line - 3), line + 3, part + strlen(" as part of "));
	return part != NULL;
}

/* "[vc_row]", "[/et_pb_text]": the marks of WordPress's page builders, which stay where a builder is not asked to read them. */
static size_t length_of_mark(const char *p)
{
	static const char *const builders[] = {"vc_", "et_pb_", "fusion_", "av_", "cs_", "tribe_"};
	const char *name = p + 1 + (p[1] == '/');
	size_t len = strcspn(p, "]");

	for (size_t i = 0; p[len] && i < G_N_ELEMENTS(builders); i++)
		if (g_str_has_prefix(name, builders[i]))
			return len + 1;
	return 0;
}

/* NULL: there is none. */
static char *without_marks(const char *text)
{
	GString *out = g_string_new(NULL);
	bool any = false;

	for (const char *p = text; *p;) {
		size_t mark = *p == '[' ? length_of_mark(p) : 0;

		any = any || mark;
		if (mark)
			p += mark;
		else
			g_string_append_c(out, *p++);
	}
	return g_string_free(out, !any);
}

static bool is_any(char **lines)
{
	for (; *lines; lines++)
		if (length_of(lines) || (g_str_has_prefix(*lines, "by ") && strstr(*lines, " as part of ")))
			return true;
	return false;
}

char *bill_draft_without_boilerplate(struct bill_draft *draft, const char *text, struct bill_at at)
{
	g_autofree char *plain = strchr(text, '[') ? without_marks(text) : NULL, *online = NULL;
	g_auto(GStrv) lines = g_strsplit(plain ? plain : text, "\n", -1);
	GString *out;

	for (char **line = lines; *line; line++)
		g_strstrip(*line);
	if (!is_any(lines))
		return g_steal_pointer(&plain);
	out = g_string_new(NULL);
	for (char **line = lines; *line;) {
		size_t n = length_of(line);

		if (!n && !take_credit(out, *line))
			g_string_append_printf(out, "%s\n", *line);
		for (size_t i = 0; i < n && !online; i++)
			online = is_link_home(line[i]) ? NULL : address_in(line[i]);
		if (n)
			bill_note(draft->diags, at, "event/dropped", "what a calendar program added was left out: \"%.60s\"",
				is_rule(*line) && line[1] ? line[1] : *line);
		line += n ? n : 1;
	}
	if (online)
		bill_draft_extra(draft, "online", online, at);
	return g_string_free(out, FALSE);
}
