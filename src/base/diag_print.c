/* Diagnostics printed: for people with an excerpt and a caret, for programs as JSON Lines. */
#include "base/diag.h"

#include "base/json.h"
#include "base/utf8.h"

#include <string.h>

static const char *const words[] = {[BILL_NOTE] = "note", [BILL_WARNING] = "warning", [BILL_ERROR] = "error"};
static const char *const colors[] = {[BILL_NOTE] = "\033[1;36m", [BILL_WARNING] = "\033[1;35m", [BILL_ERROR] = "\033[1;31m"};

static void append_colored(GString *out, const char *color, const char *text, bool colored)
{
	g_string_append_printf(out, "%s%s%s", colored ? color : "", text, colored ? "\033[0m" : "");
}

/* A file's name is shown as it is but for what would disturb a terminal: names may hold line breaks and escapes. */
static void append_place(GString *out, const char *file, int line, int column)
{
	const char *end = file + strlen(file);
	while (file < end) {
		gunichar point = bill_utf8_next(&file, end);
		bool line_end = point == 0x2028 || point == 0x2029;
		g_string_append_unichar(out, g_unichar_iscntrl(point) || line_end ? 0xfffd : point);
	}
	if (line > 0)
		g_string_append_printf(out, ":%d", line);
	if (line > 0 && column > 0)
		g_string_append_printf(out, ":%d", column);
}

static void append_caret(GString *out, const struct bill_diag *diag, bool color)
{
	const char *at = diag->excerpt, *end = at + strlen(at);
	g_string_append(out, "    ");
	for (int point = 1; point < diag->excerpt_column && at < end; point++) {
		gunichar c = bill_utf8_next(&at, end);
		if (!g_unichar_iszerowidth(c))
			g_string_append(out, g_unichar_iswide(c) ? "  " : " ");
	}
	append_colored(out, colors[diag->severity], "^", color);
	g_string_append_c(out, '\n');
}

static void append_diag(GString *out, const struct bill_diag *diag, bool color)
{
	if (diag->file) {
		g_autoptr(GString) place = g_string_new(NULL);
		append_place(place, diag->file, diag->line, diag->column);
		g_string_append_c(place, ':');
		append_colored(out, "\033[1m", place->str, color);
		g_string_append_c(out, ' ');
	}
	append_colored(out, colors[diag->severity], words[diag->severity], color);
	g_string_append_printf(out, ": %s [%s]\n", diag->text, diag->code);
	if (diag->excerpt)
		g_string_append_printf(out, "    %s\n", diag->excerpt);
	if (diag->excerpt && diag->excerpt_column > 0)
		append_caret(out, diag, color);
	if (diag->event)
		g_string_append_printf(out, "  on: %s, %s\n", diag->event, diag->size);
	if (diag->also_text) {
		g_string_append(out, "  also: ");
		if (diag->also_file) {
			append_place(out, diag->also_file, diag->also_line, diag->also_column);
			g_string_append(out, ": ");
		}
		g_string_append_printf(out, "%s\n", diag->also_text);
	}
	if (diag->hint)
		g_string_append_printf(out, "  hint: %s\n", diag->hint);
}

static unsigned not_kept(const struct bill_diags *diags, enum bill_severity severity)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < bill_diags_length(diags); i++)
		kept += bill_diags_at(diags, i)->severity == severity;
	return bill_diags_count(diags, severity) - kept;
}

static void flush(FILE *out, const GString *text)
{
	fwrite(text->str, 1, text->len, out);
}

void bill_diags_print(const struct bill_diags *diags, FILE *out, enum bill_severity least, bool color)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (unsigned i = 0; i < bill_diags_length(diags); i++)
		if (bill_diags_at(diags, i)->severity >= least)
			append_diag(text, bill_diags_at(diags, i), color);
	for (int severity = BILL_ERROR; severity >= (int)least; severity--) {
		unsigned more = not_kept(diags, (enum bill_severity)severity);
		if (more)
			g_string_append_printf(text, "%s: %u more like these are not shown\n", words[severity], more);
	}
	flush(out, text);
}

static void append_member(GString *out, const char *name, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(out, ",\"%s\":", name);
	bill_json_quote(out, text);
}

static void append_json_place(GString *out, const char *file, int line, int column)
{
	append_member(out, "file", file);
	if (line > 0)
		g_string_append_printf(out, ",\"line\":%d", line);
	if (line > 0 && column > 0)
		g_string_append_printf(out, ",\"column\":%d", column);
}

void bill_diag_append_json(GString *out, const struct bill_diag *diag)
{
	g_string_append_printf(out, "{\"severity\":\"%s\"", words[diag->severity]);
	append_member(out, "code", diag->code);
	append_member(out, "event", diag->event);
	append_member(out, "size", diag->size);
	append_json_place(out, diag->file, diag->line, diag->column);
	append_member(out, "text", diag->text);
	append_member(out, "hint", diag->hint);
	if (diag->also_text) {
		g_string_append(out, ",\"also\":{\"text\":");
		bill_json_quote(out, diag->also_text);
		append_json_place(out, diag->also_file, diag->also_line, diag->also_column);
		g_string_append_c(out, '}');
	}
	g_string_append_c(out, '}');
}

void bill_diags_print_json(const struct bill_diags *diags, FILE *out, enum bill_severity least)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (unsigned i = 0; i < bill_diags_length(diags); i++)
		if (bill_diags_at(diags, i)->severity >= least)
		{
			bill_diag_append_json(text, bill_diags_at(diags, i));
			g_string_append_c(text, '\n');
		}
	for (int severity = BILL_ERROR; severity >= (int)least; severity--) {
		unsigned more = not_kept(diags, (enum bill_severity)severity);
		if (more)
			g_string_append_printf(text,
				"{\"severity\":\"%s\",\"code\":\"diag/more\",\"text\":\"%u more like these are not shown\"}\n", words[severity],
				more);
	}
	flush(out, text);
}
