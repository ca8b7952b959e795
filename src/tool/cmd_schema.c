/* handbill schema: the languages of our files, for editors. */
#include "tool/tool.h"

static const char help[] = "handbill schema layout prints the JSON Schema of the layout language, handbill schema brand\n"
						   "that of a brand's file. An editor that knows YAML completes and checks by it.\n"
						   "\n"
						   "      --diagnostics F  text or json (one finding a line, on standard error)\n"
						   "\n"
						   "  handbill schema layout > handbill-layout.json\n"
						   "\n"
						   "and as the first line of your layout:\n"
						   "\n"
						   "  # yaml-language-server: $schema=handbill-layout.json\n"
						   "\n"
						   "Exit status: 0 done; 2 wrong usage.\n";

static int schema(const struct bill_options *options)
{
	struct bill_report report;
	g_autoptr(GString) out = g_string_new(NULL);
	bill_report_init(&report, options);
	if (g_str_equal(options->inputs->pdata[0], "brand"))
		bill_brand_schema(out);
	else
		bill_design_schema(out);
	bill_put("%s", out->str);
	return bill_report_finish(&report);
}

static bool is_one(const char *name)
{
	return g_strcmp0(name, "layout") == 0 || g_strcmp0(name, "brand") == 0;
}

int bill_tool_schema(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	if (!bill_options_parse(&options, BILL_SCHEMA, help, argc, argv))
		status = options.exit;
	else if (!is_one(options.inputs->pdata[0]) || options.inputs->pdata[1])
		bill_misuse("there are two schemas: handbill schema layout and handbill schema brand");
	else
		status = schema(&options);
	bill_options_finish(&options);
	return status;
}
