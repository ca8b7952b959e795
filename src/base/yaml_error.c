/* libyaml's complaints in plain words, with what most often caused them. */
#include "base/yaml_error.h"

#include "base/utf8.h"

#include <string.h>

/* By libyaml's problem (scanner.c, parser.c of 0.2.5) and the beginning of its context, "" for any. The first that fits is used.
 */
static const struct complaint {
	const char *problem, *context;
	bool at_context; /* the mistake is where the thing begins, not where the parser gave up */
	const char *text, *hint;
} complaints[] = {
	{"found unexpected end of stream", "while scanning a quoted", true, "the quote that opens here is never closed",
		"close it, or put the whole text in the other kind of quotes"},
	{"found unexpected document indicator", "while scanning a quoted", true, "the quote that opens here is never closed",
		"close it, or put the whole text in the other kind of quotes"},
	{"found unknown escape character", "", false, "this is no escape that double quotes know",
		"use single quotes, or write the backslash twice"},
	{"did not find expected hexdecimal number", "", false, "the escape lacks hexadecimal digits",
		"\\x takes two, \\u four and \\U eight; or use single quotes"},
	{"found invalid Unicode character escape code", "", false, "the escape names no character", NULL},
	{"mapping values are not allowed in this context", "", false, "a \": \" is not allowed here",
		"quote texts that hold \": \", and check that this line is indented like its neighbours"},
	{"could not find expected ':'", "", true, "a key was begun here, but its \":\" never came",
		"write key: value, with a space after the colon, or indent the line further if it continues the text above"},
	{"did not find expected key", "while parsing a block mapping", false, "a key was expected here",
		"check the indentation; quote texts that begin with a quote, [ or {; in single quotes an apostrophe is written twice"},
	{"did not find expected '-' indicator", "", false, "a list item was expected here: a line that begins with \"- \"",
		"check the indentation"},
	{"did not find expected ',' or ']'", "", true, "the list that opens here with \"[\" is not closed",
		"separate its items with commas and close it with \"]\"; quote a text that begins with \"[\""},
	{"did not find expected ',' or '}'", "", true, "the map that opens here with \"{\" is not closed",
		"separate its pairs with commas and close it with \"}\"; quote a text that begins with \"{\""},
	{"did not find expected node content", "", false, "a value was expected here", "check brackets, braces and commas"},
	{"block sequence entries are not allowed in this context", "", false, "a list item (\"- \") is not allowed here",
		"begin each item on a line of its own, all equally indented; quote a text that begins with \"- \""},
	{"mapping keys are not allowed in this context", "", false, "a key is not allowed here",
		"quote a text that begins with \"? \""},
	{"block collections are not allowed", "", false, "a list or a map is not allowed here", NULL},
	{"found a tab character where an indentation space is expected", "", false, "a tab cannot indent YAML",
		"use spaces to indent"},
	{"found a tab character that violates indentation", "", false, "a tab cannot indent YAML", "use spaces to indent"},
	{"did not find expected comment or line break", "while scanning a block scalar", false,
		"a text block begins on the line after its \"|\" or \">\"", "move the text to the next line, or quote it"},
	{"did not find expected alphabetic or numeric character", "while scanning an alias", false,
		"\"*\" begins an alias, which needs a name", "quote texts that begin with \"*\""},
	{"did not find expected alphabetic or numeric character", "while scanning an anchor", false,
		"\"&\" begins an anchor, which needs a name", "quote texts that begin with \"&\""},
	{"did not find expected <document start>", "", false, "this does not belong to what stands above it",
		"check the indentation of this line and the one above"},
	{"found undefined tag handle", "", false, "\"!\" begins a tag, which has no meaning here",
		"quote texts that begin with \"!\""},
	{"found unknown directive name", "", true, "\"%\" begins a directive, and none has this name",
		"quote texts that begin with \"%\""},
	{"found incompatible YAML document", "", false, "this version of YAML is not known", "leave the %YAML line out"},
	{"control characters are not allowed", "", false, "a control character is not allowed here",
		"delete it, or write it as an escape in double quotes"},
	{"exceeded maximum depth", "", false, "lists and maps are nested too deeply", NULL},
};

struct bill_at bill_yaml_mark(const struct bill_src *src, yaml_mark_t mark)
{
	const int most = 1 << 30; /* far beyond BILL_MAX_INPUT_BYTES */
	return (struct bill_at){src, (int)MIN(mark.line, (size_t)most) + 1, (int)MIN(mark.column, (size_t)most) + 1};
}

/* Only where a value begins: inside an unquoted text, braces are letters like others. */
bool bill_yaml_has_braces(struct bill_at at)
{
	size_t len = 0;
	const char *p = bill_src_line(at.src, at.line, &len);
	char quote = 0, before = ':'; /* the last sign that was no blank */
	for (size_t i = 0; p && i + 1 < len; i++) {
		bool begins = strchr(":-[{,", before) != NULL;
		if (quote)
			quote = p[i] == quote ? 0 : quote;
		else if (begins && (p[i] == '"' || p[i] == '\''))
			quote = p[i];
		else if (begins && p[i] == '{' && p[i + 1] == '{')
			return true;
		before = p[i] == ' ' ? before : p[i];
	}
	return false;
}

/* The byte at a place, 0 for none. */
static unsigned char byte_at(struct bill_at at)
{
	size_t len = 0;
	const char *p = bill_src_line(at.src, at.line, &len), *end = p ? p + len : NULL;
	if (p)
		bill_utf8_skip(&p, end, (size_t)at.column - 1);
	return p && p < end ? (unsigned char)*p : 0;
}

static bool complain_start(struct bill_at at, struct bill_diags *diags)
{
	unsigned char byte = byte_at(at);
	if (byte == '\t') {
		bill_error(diags, at, "yaml/syntax", "a tab cannot indent YAML");
		bill_diags_hint(diags, "use spaces to indent");
	} else {
		bill_error(diags, at, "yaml/syntax", "a text cannot begin with \"%c\"", byte);
		bill_diags_hint(diags, "put the text in quotes");
	}
	return false;
}

static const struct complaint *find_complaint(const char *problem, const char *context)
{
	for (size_t i = 0; i < G_N_ELEMENTS(complaints); i++)
		if (strcmp(complaints[i].problem, problem) == 0 && g_str_has_prefix(context, complaints[i].context))
			return &complaints[i];
	return NULL;
}

static bool complain_syntax(const struct bill_src *src, const yaml_parser_t *parser, struct bill_diags *diags)
{
	const char *problem = parser->problem ? parser->problem : "", *context = parser->context ? parser->context : "";
	struct bill_at at = bill_yaml_mark(src, parser->problem_mark), begin = bill_yaml_mark(src, parser->context_mark);
	bool has_begin = parser->context && parser->context_mark.line <= parser->problem_mark.line;
	if (strcmp(problem, "found character that cannot start any token") == 0)
		return complain_start(at, diags);
	const struct complaint *complaint = find_complaint(problem, context);
	bool braces = bill_yaml_has_braces(at) || (has_begin && bill_yaml_has_braces(begin));
	if (!complaint)
		bill_error(diags, at, "yaml/syntax", "this is not YAML: %s", problem);
	else
		bill_error(diags, complaint->at_context && has_begin ? begin : at, "yaml/syntax", "%s", complaint->text);
	if (braces)
		bill_diags_hint(diags, "%s", BILL_YAML_BRACES_HINT);
	else if (complaint && complaint->hint)
		bill_diags_hint(diags, "%s", complaint->hint);
	return false;
}

/* The reader stops at bytes, not at marks. */
static bool complain_bytes(const struct bill_src *src, const yaml_parser_t *parser, size_t skipped, struct bill_diags *diags)
{
	struct bill_at at = bill_at_offset(src, skipped + parser->problem_offset);
	if (parser->problem && strcmp(parser->problem, "control characters are not allowed") == 0) {
		bill_error(
			diags, at, "yaml/syntax", "the control character U+%04X is not allowed in YAML", (unsigned)parser->problem_value);
		bill_diags_hint(diags, "delete it, or write it as \"\\u%04X\" in double quotes", (unsigned)parser->problem_value);
		return false;
	}
	return bill_error(diags, at, "yaml/syntax", "the text is not UTF-8");
}

bool bill_yaml_complain(const struct bill_src *src, const yaml_parser_t *parser, size_t skipped, struct bill_diags *diags)
{
	g_assert(parser->error != YAML_MEMORY_ERROR); /* out of memory ends the program, as everywhere in GLib */
	if (parser->error == YAML_READER_ERROR)
		return complain_bytes(src, parser, skipped, diags);
	return complain_syntax(src, parser, diags);
}
