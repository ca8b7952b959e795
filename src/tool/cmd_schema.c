/* handbill schema: the languages of our files, for editors. */
#include "tool/tool.h"

static const char help[] = "handbill schema layout prints the JSON Schema of the layout language. An editor that knows YAML completes\n"
						   "and checks a layout by it.\n"
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
	bill_design_schema(out);
	bill_put("%s", out->str);
	return bill_report_finish(&report);
}

int bill_tool_schema(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	if (!bill_options_parse(&options, BILL_SCHEMA, help, argc, argv))
		status = options.exit;
	else if (g_strcmp0(options.inputs->pdata[0], "layout") != 0 || options.inputs->pdata[1])
		bill_misuse("there is one schema: handbill schema layout");
	else
		status = schema(&options);
	bill_options_finish(&options);
	return status;
}
