/* Options: one table for all commands, so that a word means the same everywhere. */
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tool/tool.h"

enum key {
	OPTION_LAYOUT = 'l',
	OPTION_SIZE = 's',
	OPTION_FORMAT = 'f',
	OPTION_OUTPUT = 'o',
	OPTION_JOBS = 'j',
	OPTION_QUIET = 'q',
	OPTION_VERBOSE = 'v',
	OPTION_HELP = 'h',
	OPTION_SET = 256, /* from here on: no short form */
	OPTION_DPI,
	OPTION_FONT_PATH,
	OPTION_ROOT,
	OPTION_DUMP,
	OPTION_STRICT,
	OPTION_DIAGNOSTICS,
	OPTION_FROM, /* these choose events */
	OPTION_UNTIL,
	OPTION_UPCOMING,
	OPTION_MATCH,
	OPTION_ID,
	OPTION_LIMIT,
	OPTION_ZONE,
	OPTION_NOW,
	OPTION_MAP,
	OPTION_BLEED, /* these are about paper */
	OPTION_MARKS,
	OPTION_N_UP,
	OPTION_SHEET,
	OPTION_TILE,
	OPTION_GRAY,
	OPTION_MARGIN_SAFE,
	OPTION_TRANSPARENT,
	OPTION_ALT,
	OPTION_BRAND,
	OPTION_NO_BRAND,
	OPTION_NEW,
	OPTION_DEBUG,
	OPTION_START_FROM,
	OPTION_TIME_LIMIT, /* these are about many posters */
	OPTION_MEMORY_LIMIT,
	OPTION_FORCE,
	OPTION_PRUNE,
	OPTION_DRY_RUN,
	OPTION_MANIFEST,
	OPTION_NO_MANIFEST,
	OPTION_SHARD,
	OPTION_JSON,
	OPTION_PLAYLIST,
	OPTION_BUNDLE,
	OPTION_CONTACT_SHEET,
};

struct row {
	const char *name;
	enum key key;
	int argument; /* required_argument or no_argument */
	unsigned commands;
};

#define EVERY (BILL_RENDER | BILL_LAYOUTS | BILL_FONTS | BILL_READ | BILL_SCHEMA | BILL_CHECK | BILL_MANIFEST)

#define POSTERS (BILL_RENDER | BILL_CHECK) /* these lay out posters */
#define BRANDED (POSTERS | BILL_LAYOUTS | BILL_FONTS)
#define READING (POSTERS | BILL_READ)

static const struct row rows[] = {
	{"layout", OPTION_LAYOUT, required_argument, POSTERS},
	{"size", OPTION_SIZE, required_argument, POSTERS},
	{"format", OPTION_FORMAT, required_argument, BILL_RENDER | BILL_READ},
	{"output", OPTION_OUTPUT, required_argument, BILL_RENDER},
	{"set", OPTION_SET, required_argument, POSTERS | BILL_LAYOUTS},
	{"dpi", OPTION_DPI, required_argument, BILL_RENDER},
	{"font-path", OPTION_FONT_PATH, required_argument, POSTERS | BILL_FONTS},
	{"root", OPTION_ROOT, required_argument, POSTERS},
	{"dump", OPTION_DUMP, required_argument, BILL_RENDER},
	{"strict", OPTION_STRICT, no_argument, POSTERS},
	{"from", OPTION_FROM, required_argument, READING},
	{"until", OPTION_UNTIL, required_argument, READING},
	{"upcoming", OPTION_UPCOMING, no_argument, READING},
	{"match", OPTION_MATCH, required_argument, READING},
	{"id", OPTION_ID, required_argument, READING},
	{"limit", OPTION_LIMIT, required_argument, READING},
	{"zone", OPTION_ZONE, required_argument, READING},
	{"now", OPTION_NOW, required_argument, READING},
	{"map", OPTION_MAP, required_argument, READING},
	{"bleed", OPTION_BLEED, required_argument, BILL_RENDER},
	{"marks", OPTION_MARKS, required_argument, BILL_RENDER},
	{"n-up", OPTION_N_UP, required_argument, BILL_RENDER},
	{"sheet", OPTION_SHEET, required_argument, BILL_RENDER},
	{"tile", OPTION_TILE, required_argument, BILL_RENDER},
	{"gray", OPTION_GRAY, no_argument, BILL_RENDER},
	{"margin-safe", OPTION_MARGIN_SAFE, required_argument, POSTERS},
	{"transparent", OPTION_TRANSPARENT, no_argument, BILL_RENDER},
	{"alt", OPTION_ALT, no_argument, BILL_RENDER},
	{"brand", OPTION_BRAND, required_argument, BRANDED},
	{"no-brand", OPTION_NO_BRAND, no_argument, BRANDED},
	{"new", OPTION_NEW, required_argument, BILL_LAYOUTS},
	{"from", OPTION_START_FROM, required_argument, BILL_LAYOUTS},
	{"jobs", OPTION_JOBS, required_argument, BILL_RENDER},
	{"time-limit", OPTION_TIME_LIMIT, required_argument, BILL_RENDER},
	{"memory-limit", OPTION_MEMORY_LIMIT, required_argument, BILL_RENDER},
	{"debug", OPTION_DEBUG, required_argument, BILL_RENDER},
	{"force", OPTION_FORCE, no_argument, BILL_RENDER},
	{"prune", OPTION_PRUNE, no_argument, BILL_RENDER},
	{"dry-run", OPTION_DRY_RUN, no_argument, BILL_RENDER},
	{"manifest", OPTION_MANIFEST, no_argument, BILL_RENDER},
	{"no-manifest", OPTION_NO_MANIFEST, no_argument, BILL_RENDER},
	{"shard", OPTION_SHARD, required_argument, BILL_RENDER},
	{"playlist", OPTION_PLAYLIST, optional_argument, BILL_RENDER},
	{"bundle", OPTION_BUNDLE, required_argument, BILL_RENDER},
	{"contact-sheet", OPTION_CONTACT_SHEET, required_argument, BILL_RENDER},
	{"json", OPTION_JSON, no_argument, BILL_RENDER},
	{"diagnostics", OPTION_DIAGNOSTICS, required_argument, EVERY},
	{"quiet", OPTION_QUIET, no_argument, EVERY},
	{"verbose", OPTION_VERBOSE, no_argument, EVERY},
	{"help", OPTION_HELP, no_argument, EVERY},
};

static const char *long_name(int key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if ((int)rows[i].key == key)
			return rows[i].name;
	}
	g_assert_not_reached(); /* getopt gives back only what is in the table */
}

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

/* ---- values ---- */

static bool one_of(const char *option, const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (g_str_equal(word, words[i]))
			return true;
	}
	const char *nearest = bill_utf8_nearest_of(word, words, count);
	if (nearest)
		return bill_misuse("%s cannot be \"%s\"; did you mean \"%s\"?", option, word, nearest), false;
	g_autoptr(GString) all = g_string_new(words[0]);
	for (size_t i = 1; i < count; i++)
		g_string_append_printf(all, "%s%s", i + 1 == count ? " or " : ", ", words[i]);
	return bill_misuse("%s cannot be \"%s\"; write %s", option, word, all->str), false;
}

static void add_once(GPtrArray *list, const char *word)
{
	if (!g_ptr_array_find_with_equal_func(list, word, g_str_equal, NULL))
		g_ptr_array_add(list, g_strdup(word));
}

/* "pdf,png" is two words; so is the option given twice. */
static bool add_formats(struct bill_options *options, enum bill_command command, const char *text)
{
	static const char *const posters[] = {"pdf", "png", "svg"};
	static const char *const events[] = {"yaml", "json", "jsonl"};
	g_auto(GStrv) words = g_strsplit(text, ",", -1);
	if (!*words)
		return bill_misuse("--format needs a word after it, such as pdf"), false;
	for (char **word = words; *word; word++) {
		if (!one_of("--format", g_strstrip(*word), command == BILL_READ ? events : posters, 3))
			return false;
		add_once(options->formats, *word);
	}
	return true;
}

static bool add_sizes(struct bill_options *options, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, ",", -1);
	if (!*words)
		return bill_misuse("--size needs a word after it, such as a4"), false;
	for (char **word = words; *word; word++)
		add_once(options->sizes, g_strstrip(*word));
	return true;
}

static bool add_setting(struct bill_options *options, const char *text)
{
	if (*text == '=' || !strchr(text, '='))
		return bill_misuse("--set needs key=value, such as --set accent=#005ea8, not \"%s\"", text), false;
	g_ptr_array_add(options->settings, g_strdup(text));
	return true;
}

static bool set_dpi(struct bill_options *options, const char *text)
{
	char *end;
	options->dpi = g_ascii_strtod(text, &end);
	if (end != text && *end == '\0' && options->dpi >= 10 && options->dpi <= 2400)
		return true;
	return bill_misuse("--dpi needs a number from 10 to 2400, not \"%s\"", text), false;
}

static bool set_number(enum key key, const char *text, double least, double most, double *number)
{
	char *end;
	*number = g_ascii_strtod(text, &end);
	if (end != text && *end == '\0' && *number >= least && *number <= most)
		return true;
	return bill_misuse("--%s needs a number from %g to %g, not \"%s\"", long_name((int)key), least, most, text), false;
}

static bool set_debug(struct bill_options *options, const char *text)
{
	static const char *const overlays[] = {"boxes", "baselines", "grid"};
	g_auto(GStrv) words = g_strsplit(text, ",", -1);
	for (char **word = words; *word; word++) {
		if (!one_of("--debug", *word, overlays, G_N_ELEMENTS(overlays)))
			return false;
	}
	options->debug = text;
	return true;
}

/* "2/8" */
static bool set_shard(struct bill_options *options, const char *text)
{
	int end = 0;
	if (sscanf(text, "%5u/%5u%n", &options->shard, &options->shards, &end) == 2 && !text[end] && options->shard >= 1 &&
		options->shard <= options->shards && options->shards <= 10000)
		return true;
	return bill_misuse("--shard needs K/N, such as 1/4 to 4/4, not \"%s\"", text), false;
}

static bool set_output(struct bill_options *options, const char *text)
{
	if (!*text)
		return bill_misuse("-o needs a file, a folder or a pattern after it"), false;
	options->output = text;
	return true;
}

static bool is_folder(enum key key, const char *text)
{
	return g_file_test(text, G_FILE_TEST_IS_DIR) ||
		   (bill_misuse("--%s needs a folder, and there is none at \"%s\"", long_name((int)key), text), false);
}

/* Under the option's own name. */
static bool add_pair(GPtrArray *list, enum key key, const char *value)
{
	g_ptr_array_add(list, g_strdup(long_name((int)key)));
	g_ptr_array_add(list, g_strdup(value ? value : ""));
	return true;
}

struct bill_selection *bill_options_selection(const struct bill_options *options, struct bill_diags *diags)
{
	struct bill_selection *selection = bill_selection_new();
	bool good = true;
	for (unsigned i = 0; i + 1 < options->wishes->len; i += 2)
		good = bill_selection_set(selection, options->wishes->pdata[i], options->wishes->pdata[i + 1], diags) && good;
	if (!good)
		g_clear_pointer(&selection, bill_selection_free);
	return selection;
}

struct bill_printing *bill_options_printing(const struct bill_options *options, struct bill_diags *diags)
{
	struct bill_printing *printing = bill_printing_new();
	bool good = true;
	for (unsigned i = 0; i + 1 < options->papers->len; i += 2)
		good = bill_printing_set(printing, options->papers->pdata[i], options->papers->pdata[i + 1], diags) && good;
	if (options->contact_sheet)
		bill_printing_set(printing, "contact-sheet", "", diags);
	if (!good || !bill_printing_check(printing, diags))
		g_clear_pointer(&printing, bill_printing_free);
	return printing;
}

static bool keep(const char **place, const char *text)
{
	*place = text;
	return true;
}

static bool set(struct bill_options *options, enum bill_command command, enum key key, const char *text)
{
	static const char *const dumps[] = {"frames"};
	static const char *const diagnostics[] = {"text", "json"};
	double number = 0;
	switch (key) {
	case OPTION_LAYOUT:
		options->layout = text;
		add_once(options->layouts, text);
		return true;
	case OPTION_SIZE:
		return add_sizes(options, text);
	case OPTION_FORMAT:
		return add_formats(options, command, text);
	case OPTION_OUTPUT:
		return set_output(options, text);
	case OPTION_SET:
		return add_setting(options, text);
	case OPTION_DPI:
		return set_dpi(options, text);
	case OPTION_ROOT:
		options->root = text;
		return is_folder(key, text);
	case OPTION_FONT_PATH:
		g_ptr_array_add(options->font_paths, g_strdup(text));
		return is_folder(key, text);
	case OPTION_DUMP:
		return options->dump = one_of("--dump", text, dumps, 1);
	case OPTION_DIAGNOSTICS:
		options->json = g_str_equal(text, "json");
		return one_of("--diagnostics", text, diagnostics, 2);
	case OPTION_STRICT:
		return options->strict = true;
	case OPTION_FROM:
	case OPTION_UNTIL:
	case OPTION_UPCOMING:
	case OPTION_MATCH:
	case OPTION_ID:
	case OPTION_LIMIT:
	case OPTION_ZONE:
	case OPTION_NOW:
	case OPTION_MAP:
		return add_pair(options->wishes, key, text);
	case OPTION_BLEED:
	case OPTION_MARKS:
	case OPTION_N_UP:
	case OPTION_SHEET:
	case OPTION_TILE:
	case OPTION_GRAY:
	case OPTION_MARGIN_SAFE:
	case OPTION_TRANSPARENT:
		return add_pair(options->papers, key, text);
	case OPTION_BRAND:
		return keep(&options->brand, text);
	case OPTION_DEBUG:
		return set_debug(options, text);
	case OPTION_NEW:
		options->new_layout = text;
		return *text || (bill_misuse("--new needs a name for the layout, such as mine"), false);
	case OPTION_START_FROM:
		return keep(&options->layout, text);
	case OPTION_NO_BRAND:
		return options->no_brand = true;
	case OPTION_ALT:
		return options->alt = true;
	case OPTION_JOBS:
		return set_number(key, text, 1, 256, &number) && ((options->jobs = (unsigned)number), true);
	case OPTION_TIME_LIMIT:
		return set_number(key, text, 0.1, 1e6, &options->seconds);
	case OPTION_MEMORY_LIMIT:
		return set_number(key, text, 16, 1e6, &number) && ((options->megabytes = (unsigned)number), true);
	case OPTION_FORCE:
		return options->force = true;
	case OPTION_PRUNE:
		return options->prune = true;
	case OPTION_DRY_RUN:
		return options->dry = true;
	case OPTION_MANIFEST:
		return options->manifest = true;
	case OPTION_NO_MANIFEST:
		return options->no_manifest = true;
	case OPTION_SHARD:
		return set_shard(options, text);
	case OPTION_PLAYLIST:
		options->playlist_days = 14;
		return !text || (set_number(key, text, 1, 3650, &number) && ((options->playlist_days = (unsigned)number), true));
	case OPTION_BUNDLE:
		return keep(&options->bundle, text);
	case OPTION_CONTACT_SHEET:
		return keep(&options->contact_sheet, text);
	case OPTION_JSON:
		return options->json_lines = true;
	case OPTION_QUIET:
		return options->quiet = true;
	case OPTION_VERBOSE:
		return options->verbose = true;
	case OPTION_HELP:
		break;
	}
	g_assert_not_reached(); /* getopt gives back only what is in the table, and parse handles --help */
}

/* ---- parsing ---- */

/* "-f=png": getopt takes the sign for a part of the value. */
static bool is_signed(int key, const char *word)
{
	return key < 256 && optarg && *optarg == '=' && optarg != word && strncmp(word, "--", 2) != 0;
}

/* The rows of one command, as getopt wants them. */
static GString *select_rows(enum bill_command command, struct option *longs, const char **names, size_t *count)
{
	GString *shorts = g_string_new(":"); /* a missing value is ':' then, not '?' */
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (!(rows[i].commands & command))
			continue;
		names[*count] = rows[i].name;
		longs[(*count)++] = (struct option){rows[i].name, rows[i].argument, NULL, (int)rows[i].key};
		if ((int)rows[i].key < 256)
			g_string_append_printf(shorts, "%c%s", (char)rows[i].key, rows[i].argument == required_argument ? ":" : "");
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
		if (got == OPTION_HELP) {
			bill_put("%s", help);
			options->exit = bill_put_finish();
			return false;
		}
		options->exit = BILL_STATUS_USAGE;
		if (got == ':')
			return bill_misuse("%s needs a value after it (see handbill %s --help)", argv[optind - 1], argv[0]), false;
		if (got == '?')
			return unknown_option(argv[0], argv[optind - 1], names, count), false;
		if (is_signed(got, argv[optind - 1]))
			return bill_misuse("write -%c %s or --%s%s, not -%c%s", got, optarg + 1, long_name(got), optarg, got, optarg), false;
		if (!set(options, command, (enum key)got, optarg))
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

bool bill_options_check_sizes(const struct bill_options *options, struct bill_diags *diags)
{
	for (unsigned i = 0; i < options->sizes->len; i++) {
		if (!bill_size_check(options->sizes->pdata[i], diags))
			return false;
	}
	return true;
}

struct bill_press *bill_options_press(const struct bill_options *options, const struct bill_brand *brand, struct bill_diags *diags)
{
	struct bill_press *press = bill_press_new(NULL, bill_options_texts(options->font_paths), diags);
	if (!press)
		return NULL;
	bill_press_set_root(press, options->root);
	if (bill_press_set_brand(press, brand, diags))
		return press;
	bill_press_free(press);
	return NULL;
}
