/* handbill layouts: which layouts there are, and what one lets a brand change. */
#include <string.h>

#include "tool/tool.h"

static const char help[] = "handbill layouts lists the layouts; handbill layouts NAME what one lets you change with --set.\n"
						   "\n"
						   "      --new NAME       writes NAME.yaml, a layout of your own: --from LAYOUT the one that it\n"
						   "                       begins as (seminar)\n"
						   "      --set KEY=VALUE  shows the layout with this changed\n"
						   BILL_BRAND_HELP
						   "      --diagnostics F  text or json (one finding a line, on standard error)\n"
						   "  -q, --quiet          errors only\n"
						   "  -v, --verbose        every decision taken\n"
						   "\n"
						   "  handbill layouts\n"
						   "  handbill layouts seminar\n"
						   "  handbill layouts --new mine --from seminar\n"
						   "  handbill layouts mine.yaml    checks a layout of your own\n"
						   "\n"
						   "Exit status: 0 done; 2 wrong usage; 3 the layout is not valid; 4 a file could not be read.\n";

/* The library gives "name<TAB>description" lines; people read columns. */
static void print_columns(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	size_t width = 0;
	for (char **line = lines; *line; line++)
		width = MAX(width, strcspn(*line, "\t"));
	for (char **line = lines; *line && **line; line++) {
		size_t name = strcspn(*line, "\t");
		const char *description = *line + name + ((*line)[name] != '\0');
		bill_put("%-*.*s  %s\n", (int)width, (int)name, *line, description);
	}
}

static void describe(struct bill_press *press, const char *name, const struct bill_options *options, struct bill_diags *diags)
{
	struct bill_design *design = bill_press_open_design(press, name, bill_options_texts(options->settings), diags);
	if (!design)
		return;
	g_autoptr(GString) out = g_string_new(NULL);
	bill_design_describe(design, out);
	bill_put("%s", out->str);
	bill_design_free(design);
}

/* NAME.yaml, in this folder or the one that the name says. */
static void start(struct bill_press *press, const struct bill_options *options, struct bill_diags *diags)
{
	const char *name = options->new_layout;
	g_autofree char *path = g_str_has_suffix(name, ".yaml") ? g_strdup(name) : g_strconcat(name, ".yaml", NULL);
	if (bill_press_start_layout(press, path, options->layout, diags) && !options->quiet)
		bill_put("%s\n", path);
}

static int layouts(struct bill_options *options)
{
	struct bill_report report;
	bill_report_init(&report, options);
	struct bill_press *press = bill_press_new(NULL, NULL, report.diags);
	const char *name = options->inputs->pdata[0];
	struct bill_brand *brand = NULL;
	bool ready = press && bill_options_brand(options, &brand, report.diags) && bill_press_set_brand(press, brand, report.diags);
	if (ready && options->new_layout) {
		start(press, options, report.diags);
	} else if (ready && name) {
		describe(press, name, options, report.diags);
	} else if (ready) {
		g_autoptr(GString) out = g_string_new(NULL);
		bill_press_list_layouts(press, out);
		print_columns(out->str);
	}
	bill_press_free(press);
	bill_brand_free(brand);
	return bill_report_finish(&report);
}

int bill_tool_layouts(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	if (!bill_options_parse(&options, BILL_LAYOUTS, help, argc, argv))
		status = options.exit;
	else if (options.inputs->len > 2)
		bill_misuse("layouts takes one name, and \"%s\" is a second", (const char *)options.inputs->pdata[1]);
	else
		status = layouts(&options);
	bill_options_finish(&options);
	return status;
}
