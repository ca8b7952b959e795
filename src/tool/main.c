/* The program: finds the command and runs it. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "tool/tool.h"

static const char help[] = "handbill turns event listings into posters.\n"
						   "\n"
						   "  handbill render INPUT...   make posters: PDF to print, PNG for screens, SVG to edit\n"
						   "  handbill check INPUT...    say what is wrong with them, before they are printed\n"
						   "  handbill layouts [NAME]    list the layouts, or what one lets you change\n"
						   "  handbill fonts             list the fonts that posters are set in\n"
						   "  handbill schema layout     print the JSON Schema of layouts (or of a brand), for editors\n"
						   "  handbill read INPUT...     show what was understood from a listing\n"
						   "  handbill manifest merge    join what several machines have made\n"
						   "\n"
						   "INPUT is a text file with an event in it: a listing copied from a web page or a mail,\n"
						   "a calendar (iCalendar), a spreadsheet (CSV), Markdown pages, a web page, YAML, JSON or JSON\n"
						   "Lines; or a folder of them. A single - reads standard input.\n"
						   "\n"
						   "Start with this:\n"
						   "  handbill render listing.txt\n"
						   "\n"
						   "handbill COMMAND --help tells more about a command; handbill --version the version.\n";

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
};

static const struct command commands[] = {
	{"render", bill_tool_render},
	{"check", bill_tool_check},
	{"layouts", bill_tool_layouts},
	{"fonts", bill_tool_fonts},
	{"read", bill_tool_read},
	{"manifest", bill_tool_manifest},
	{"schema", bill_tool_schema},
};

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (g_str_equal(commands[i].name, name))
			return &commands[i];
	}
	return NULL;
}

/* What is nearest to a word, of all that may stand in its place; NULL: nothing is near. */
static const char *suggest(const char *word)
{
	static const char *const others[] = {"help", "--help", "--version"};
	const char *words[G_N_ELEMENTS(commands) + G_N_ELEMENTS(others)];
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		words[i] = commands[i].name;
	memcpy(words + G_N_ELEMENTS(commands), others, sizeof others);
	return bill_utf8_nearest_of(word, words, G_N_ELEMENTS(words));
}

static char *list_commands(void)
{
	GString *list = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		g_string_append_printf(list, "%s%s", i == 0 ? "" : i + 1 < G_N_ELEMENTS(commands) ? ", " : " and ", commands[i].name);
	return g_string_free(list, FALSE);
}

static int unknown(const char *word)
{
	const char *nearest = suggest(word);
	if (nearest)
		return bill_misuse("there is no command \"%s\"; did you mean \"handbill %s\"?", word, nearest);
	if (g_file_test(word, G_FILE_TEST_EXISTS))
		return bill_misuse("there is no command \"%s\"; did you mean \"handbill render %s\"?", word, word);
	g_autofree char *list = list_commands();
	return bill_misuse("there is no command \"%s\"; there are %s (see handbill --help)", word, list);
}

static int print_help(void)
{
	bill_put("%s", help);
	return bill_put_finish();
}

static int help_on(char *word)
{
	const struct command *command = find(word);
	if (!command)
		return unknown(word);
	char flag[] = "--help";
	char *arguments[] = {word, flag, NULL};
	return command->run(2, arguments);
}

static int run(int argc, char **argv)
{
	if (argc < 2) {
		fputs(help, stderr);
		return BILL_STATUS_USAGE;
	}
	const char *word = argv[1];
	if (g_str_equal(word, "--help") || g_str_equal(word, "-h"))
		return print_help();
	if (g_str_equal(word, "help"))
		return argc > 2 ? help_on(argv[2]) : print_help();
	if (g_str_equal(word, "--version") || g_str_equal(word, "-V")) {
		bill_put("handbill %s\n", bill_version());
		return bill_put_finish();
	}
	const struct command *command = find(word);
	return command ? command->run(argc - 1, argv + 1) : unknown(word);
}

int main(int argc, char **argv)
{
	/* A closed pipe or a file-size limit is a failed write with a message, not a sudden end that leaves a temporary file. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	return run(argc, argv);
}
