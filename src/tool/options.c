/* Options: one table for all commands, so that a word means the same everywhere. */
#include <getopt.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "tool/tool.h"

/* One option: what takes its value, and where that goes. */
struct row {
	const char *name;
	char letter;  /* '\0': no short form */
	int argument; /* no_argument, required_argument or optional_argument */
	unsigned commands;
	/* False after a mistake was told. NULL: --help. text: NULL without an argument. */
	bool (*take)(struct bill_options *options, const struct row *row, const char *text);
	size_t member;            /* the offset in bill_options */
	const char *const *words; /* of a choice; NULL-ended */
	double least, most;       /* of a number */
};

/* ---- taking values ---- */

#define MEMBER(type, options, row) ((type *)(void *)((char *)(options) + (row)->member))

static bool take_flag(struct bill_options *options, const struct row *row, G_GNUC_UNUSED const char *text)
{
	return *MEMBER(bool, options, row) = true;
}

static bool take_text(struct bill_options *options, const struct row *row, const char *text)
{
	*MEMBER(const char *, options, row) = text;
	return true;
}

static bool is_number(const struct row *row, const char *text, double *number)
{
	char *end;
	*number = g_ascii_strtod(text, &end);
	if (end != text && *end == '\0' && *number >= row->least && *number <= row->most)
		return true;
	return bill_misuse("--%s needs a number from %g to %g, not \"%s\"", row->name, row->least, row->most, text), false;
}

static bool take_number(struct bill_options *options, const struct row *row, const char *text)
{
	return is_number(row, text, MEMBER(double, options, row));
}

static bool take_count(struct bill_options *options, const struct row *row, const char *text)
{
	double number = 0;
	bool good = is_number(row, text, &number);
	if (good)
		*MEMBER(unsigned, options, row) = (unsigned)number;
	return good;
}

static size_t count_words(const struct row *row)
{
	size_t count = 0;
	while (row->words[count])
		count++;
	return count;
}

static bool is_choice(const struct row *row, const char *word)
{
	if (g_strv_contains(row->words, word))
		return true;
	size_t count = count_words(row);
	const char *nearest = bill_utf8_nearest_of(word, row->words, count);
	if (nearest)
		return bill_misuse("--%s cannot be \"%s\"; did you mean \"%s\"?", row->name, word, nearest), false;
	g_autoptr(GString) all = g_string_new(row->words[0]);
	for (size_t i = 1; i < count; i++)
		g_string_append_printf(all, "%s%s", i + 1 == count ? " or " : ", ", row->words[i]);
	return bill_misuse("--%s cannot be \"%s\"; write %s", row->name, word, all->str), false;
}

/* The last of the words makes it true. */
static bool take_choice(struct bill_options *options, const struct row *row, const char *text)
{
	*MEMBER(bool, options, row) = g_str_equal(text, row->words[count_words(row) - 1]);
	return is_choice(row, text);
}

static void add_once(GPtrArray *list, const char *word)
{
	if (!g_ptr_array_find_with_equal_func(list, word, g_str_equal, NULL))
		g_ptr_array_add(list, g_strdup(word));
}

/* "pdf,png" is two words; so is the option given twice. */
static bool take_formats(struct bill_options *options, const struct row *row, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, ",", -1);
	if (!*words)
		return bill_misuse("--format needs a word after it, such as pdf"), false;
	for (char **word = words; *word; word++) {
		if (!is_choice(row, g_strstrip(*word)))
			return false;
		add_once(options->formats, *word);
	}
	return true;
}

static bool take_sizes(struct bill_options *options, G_GNUC_UNUSED const struct row *row, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, ",", -1);
	if (!*words)
		return bill_misuse("--size needs a word after it, such as a4"), false;
	for (char **word = words; *word; word++)
		add_once(options->sizes, g_strstrip(*word));
	return true;
}

static bool take_layout(struct bill_options *options, G_GNUC_UNUSED const struct row *row, const char *text)
{
	options->layout = text;
	add_once(options->layouts, text);
	return true;
}

static bool take_new(struct bill_options *options, G_GNUC_UNUSED const struct row *row, const char *text)
{
	options->new_layout = text;
	return *text || (bill_misuse("--new needs a name for the layout, such as mine"), false);
}

static bool take_output(struct bill_options *options, G_GNUC_UNUSED const struct row *row, const char *text)
{
	options->output = text;
	return *text || (bill_misuse("-o needs a file, a folder or a pattern after it"), false);
}

static bool take_setting(struct bill_options *options, G_GNUC_UNUSED const struct row *row, const char *text)
{
	if (*text == '=' || !strchr(text, '='))
		return bill_misuse("--set needs key=value, such as --set accent=#005ea8, not \"%s\"", text), false;
	g_ptr_array_add(options->settings, g_strdup(text));
	return true;
}

static bool is_folder(const struct row *row, const char *text)
{
	return g_file_test(text, G_FILE_TEST_IS_DIR) ||
		   (bill_misuse("--%s needs a folder, and there is none at \"%s\"", row->name, text), false);
}

static bool take_root(struct bill_options *options, const struct row *row, const char *text)
{
	options->root = text;
	return is_folder(row, text);
}

static bool take_font_path(struct bill_options *options, const struct row *row, const char *text)
{
	g_ptr_array_add(options->font_paths, g_strdup(text));
	return is_folder(row, text);
}

static bool take_debug(struct bill_options *options, const struct row *row, const char *text)
{
	options->debug = text;
	g_auto(GStrv) words = g_strsplit(text, ",", -1);
	for (char **word = words; *word; word++) {
		if (!is_choice(row, *word))
			return false;
	}
	return true;
}

/* "2/8" */
static bool take_shard(struct bill_options *options, G_GNUC_UNUSED const struct row *row, const char *text)
{
	int end = 0;
	if (sscanf(text, "%5u/%5u%n", &options->shard, &options->shards, &end) == 2 && !text[end] && options->shard >= 1 &&
		options->shard <= options->shards && options->shards <= 10000)
		return true;
	return bill_misuse("--shard needs K/N, such as 1/4 to 4/4, not \"%s\"", text), false;
}

static bool take_playlist(struct bill_options *options, const struct row *row, const char *text)
{
	options->playlist_days = 14;
	return !text || take_count(options, row, text);
}

/* Name and value, for what knows its own words: the selection, the paper. */
static bool take_pair(struct bill_options *options, const struct row *row, const char *text)
{
	GPtrArray *list = *MEMBER(GPtrArray *, options, row);
	g_ptr_array_add(list, g_strdup(row->name));
	g_ptr_array_add(list, g_strdup(text ? text : ""));
	return true;
}

/* ---- the table ---- */

#define EVERY (BILL_RENDER | BILL_LAYOUTS | BILL_FONTS | BILL_READ | BILL_SCHEMA | BILL_CHECK | BILL_MANIFEST)
#define POSTERS (BILL_RENDER | BILL_CHECK) /* these lay out posters */
#define BRANDED (POSTERS | BILL_LAYOUTS | BILL_FONTS)
#define READING (POSTERS | BILL_READ)

static const char *const poster_formats[] = {"pdf", "png", "svg", NULL};
static const char *const event_formats[] = {"yaml", "json", "jsonl", NULL};
static const char *const overlays[] = {"boxes", "baselines", "grid", NULL};
static const char *const dumps[] = {"frames", NULL};
static const char *const diagnostics[] = {"text", "json", NULL};

#define TO(name) .member = offsetof(struct bill_options, name)

static const struct row rows[] = {
	{"layout", 'l', required_argument, POSTERS, take_layout, TO(layouts)},
	{"size", 's', required_argument, POSTERS, take_sizes, TO(sizes)},
	{"format", 'f', required_argument, BILL_RENDER, take_formats, TO(formats), .words = poster_formats},
	{"format", 'f', required_argument, BILL_READ, take_formats, TO(formats), .words = event_formats},
	{"output", 'o', required_argument, BILL_RENDER, take_output, TO(output)},
	{"set", 0, required_argument, POSTERS | BILL_LAYOUTS, take_setting, TO(settings)},
	{"dpi", 0, required_argument, BILL_RENDER, take_number, TO(dpi), .least = 10, .most = 2400},
	{"font-path", 0, required_argument, POSTERS | BILL_FONTS, take_font_path, TO(font_paths)},
	{"root", 0, required_argument, POSTERS, take_root, TO(root)},
	{"dump", 0, required_argument, BILL_RENDER, take_choice, TO(dump), .words = dumps},
	{"strict", 0, no_argument, POSTERS, take_flag, TO(strict)},
	{"from", 0, required_argument, READING, take_pair, TO(wishes)},
	{"until", 0, required_argument, READING, take_pair, TO(wishes)},
	{"upcoming", 0, no_argument, READING, take_pair, TO(wishes)},
	{"match", 0, required_argument, READING, take_pair, TO(wishes)},
	{"id", 0, required_argument, READING, take_pair, TO(wishes)},
	{"limit", 0, required_argument, READING, take_pair, TO(wishes)},
	{"zone", 0, required_argument, READING, take_pair, TO(wishes)},
	{"now", 0, required_argument, READING, take_pair, TO(wishes)},
	{"map", 0, required_argument, READING, take_pair, TO(wishes)},
	{"bleed", 0, required_argument, BILL_RENDER, take_pair, TO(papers)},
	{"marks", 0, required_argument, BILL_RENDER, take_pair, TO(papers)},
	{"n-up", 0, required_argument, BILL_RENDER, take_pair, TO(papers)},
	{"sheet", 0, required_argument, BILL_RENDER, take_pair, TO(papers)},
	{"tile", 0, required_argument, BILL_RENDER, take_pair, TO(papers)},
	{"gray", 0, no_argument, BILL_RENDER, take_pair, TO(papers)},
	{"margin-safe", 0, required_argument, POSTERS, take_pair, TO(papers)},
	{"transparent", 0, no_argument, BILL_RENDER, take_pair, TO(papers)},
	{"alt", 0, no_argument, BILL_RENDER, take_flag, TO(alt)},
	{"brand", 0, required_argument, BRANDED, take_text, TO(brand)},
	{"no-brand", 0, no_argument, BRANDED, take_flag, TO(no_brand)},
	{"new", 0, required_argument, BILL_LAYOUTS, take_new, TO(new_layout)},
	{"from", 0, required_argument, BILL_LAYOUTS, take_text, TO(layout)},
	{"jobs", 'j', required_argument, BILL_RENDER, take_count, TO(jobs), .least = 1, .most = 256},
	{"time-limit", 0, required_argument, BILL_RENDER, take_number, TO(seconds), .least = 0.1, .most = 1e6},
	{"memory-limit", 0, required_argument, BILL_RENDER, take_count, TO(megabytes), .least = 16, .most = 1e6},
	{"debug", 0, required_argument, BILL_RENDER, take_debug, TO(debug), .words = overlays},
	{"force", 0, no_argument, BILL_RENDER, take_flag, TO(force)},
	{"prune", 0, no_argument, BILL_RENDER, take_flag, TO(prune)},
	{"dry-run", 0, no_argument, BILL_RENDER, take_flag, TO(dry)},
	{"manifest", 0, no_argument, BILL_RENDER, take_flag, TO(manifest)},
	{"no-manifest", 0, no_argument, BILL_RENDER, take_flag, TO(no_manifest)},
	{"shard", 0, required_argument, BILL_RENDER, take_shard, TO(shard)},
	{"playlist", 0, optional_argument, BILL_RENDER, take_playlist, TO(playlist_days), .least = 1, .most = 3650},
	{"bundle", 0, required_argument, BILL_RENDER, take_text, TO(bundle)},
	{"contact-sheet", 0, required_argument, BILL_RENDER, take_text, TO(contact_sheet)},
	{"json", 0, no_argument, BILL_RENDER, take_flag, TO(json_lines)},
	{"diagnostics", 0, required_argument, EVERY, take_choice, TO(json), .words = diagnostics},
	{"quiet", 'q', no_argument, EVERY, take_flag, TO(quiet)},
	{"verbose", 'v', no_argument, EVERY, take_flag, TO(verbose)},
	{"help", 'h', no_argument, EVERY, .take = NULL},
};

/* ---- parsing ---- */

int bill_misuse(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_strdelimit(text, "\n\r", ' ');
	fprintf(stderr, "handbill: error: %s [usage]\n", text);
	return BILL_STATUS_USAGE;
}

const char *const *bill_options_texts(const GPtrArray *list)
{
	return (const char *const *)list->pdata;
}

#define FIRST_ROW 256 /* getopt's number of rows[0]; below it are the letters */

/* got: what getopt gave, which is only ever a row of the table. */
static const struct row *find_row(enum bill_command command, int got)
{
	if (got >= FIRST_ROW)
		return &rows[got - FIRST_ROW];
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (rows[i].letter == got && (rows[i].commands & command))
			return &rows[i];
	}
	g_assert_not_reached();
}

/* The rows of one command, as getopt wants them. */
static GString *select_rows(enum bill_command command, struct option *longs, const char **names, size_t *count)
{
	GString *shorts = g_string_new(":"); /* a missing value is ':' then, not '?' */
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (!(rows[i].commands & command))
			continue;
		names[*count] = rows[i].name;
		longs[(*count)++] = (struct option){rows[i].name, rows[i].argument, NULL, FIRST_ROW + (int)i};
		if (rows[i].letter)
			g_string_append_printf(shorts, "%c%s", rows[i].letter, rows[i].argument == required_argument ? ":" : "");
	}
	return shorts;
}

static int unknown_option(const char *command, const char *word, const char *const *names, size_t count)
{
	if (strncmp(word, "--", 2) != 0)
		return bill_misuse("handbill %s has no option -%c (see handbill %s --help)", command, optopt, command);
	g_autofree char *name = g_strndup(word + 2, strcspn(word + 2, "="));
	for (size_t i = 0; i < count; i++) {
		if (g_str_equal(names[i], name))
			return bill_misuse("--%s takes no value", name);
	}
	const char *nearest = bill_utf8_nearest_of(name, names, count);
	if (nearest)
		return bill_misuse("handbill %s has no option --%s; did you mean --%s?", command, name, nearest);
	return bill_misuse("handbill %s has no option --%s (see handbill %s --help)", command, name, command);
}

static void init(struct bill_options *options)
{
	*options = (struct bill_options){
		.inputs = g_ptr_array_new(),
		.sizes = g_ptr_array_new_with_free_func(g_free),
		.formats = g_ptr_array_new_with_free_func(g_free),
		.settings = g_ptr_array_new_with_free_func(g_free),
		.font_paths = g_ptr_array_new_with_free_func(g_free),
		.wishes = g_ptr_array_new_with_free_func(g_free),
		.papers = g_ptr_array_new_with_free_func(g_free),
		.layouts = g_ptr_array_new_with_free_func(g_free),
		.seconds = 60,
		.megabytes = 2048,
		.dpi = 150,
	};
}

/* "-f=png": getopt takes the sign for a part of the value. */
static bool is_signed(int got, const char *word)
{
	return got < FIRST_ROW && optarg && *optarg == '=' && optarg != word;
}

/* word: the argument it stands in. False: help was given or a mistake told; options->exit says which. */
static bool take_one(struct bill_options *options, const struct row *row, int got, const char *word, const char *help)
{
	if (!row->take) {
		bill_put("%s", help);
		options->exit = bill_put_finish();
		return false;
	}
	if (is_signed(got, word))
		return bill_misuse("write -%c %s or --%s%s, not -%c%s", got, optarg + 1, row->name, optarg, got, optarg), false;
	return row->take(options, row, optarg);
}

static void collect_inputs(struct bill_options *options, int argc, char **argv)
{
	for (int i = optind; i < argc; i++)
		g_ptr_array_add(options->inputs, argv[i]);
	GPtrArray *lists[] = {options->inputs, options->settings, options->font_paths};
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_add(lists[i], NULL);
}

bool bill_options_parse(struct bill_options *options, enum bill_command command, const char *help, int argc, char **argv)
{
	struct option longs[G_N_ELEMENTS(rows) + 1] = {0};
	const char *names[G_N_ELEMENTS(rows)];
	size_t count = 0;
	init(options);
	g_autoptr(GString) shorts = select_rows(command, longs, names, &count);
	opterr = 0;
	optind = 1;
	for (;;) {
		int got = getopt_long(argc, argv, shorts->str, longs, NULL);
		if (got == -1)
			break;
		options->exit = BILL_STATUS_USAGE;
		if (got == ':')
			return bill_misuse("%s needs a value after it (see handbill %s --help)", argv[optind - 1], argv[0]), false;
		if (got == '?')
			return unknown_option(argv[0], argv[optind - 1], names, count), false;
		if (!take_one(options, find_row(command, got), got, argv[optind - 1], help))
			return false;
	}
	options->exit = BILL_STATUS_DONE;
	collect_inputs(options, argc, argv);
	return true;
}

void bill_options_finish(struct bill_options *options)
{
	g_ptr_array_unref(options->inputs);
	g_ptr_array_unref(options->layouts);
	g_ptr_array_unref(options->sizes);
	g_ptr_array_unref(options->formats);
	g_ptr_array_unref(options->settings);
	g_ptr_array_unref(options->font_paths);
	g_ptr_array_unref(options->wishes);
	g_ptr_array_unref(options->papers);
}
