/* handbill fonts: what posters are set in. */
#include "tool/tool.h"

static const char help[] = "handbill fonts lists the fonts that posters are set in, by what they are used for.\n"
						   "\n"
						   "      --font-path DIR  a folder of fonts of your own\n"
						   BILL_BRAND_HELP
						   "      --diagnostics F  text or json (one finding a line, on standard error)\n"
						   "  -q, --quiet          errors only\n"
						   "  -v, --verbose        every decision taken\n"
						   "\n"
						   "  handbill fonts\n"
						   "\n"
						   "Exit status: 0 done; 2 wrong usage; 4 a font is missing or could not be read.\n";

static int fonts(struct bill_options *options)
{
	struct bill_report report;
	bill_report_init(&report, options);
	struct bill_press *press = bill_press_new(NULL, bill_options_texts(options->font_paths), report.diags);
	struct bill_brand *brand = NULL;
	if (press && bill_options_brand(options, &brand, report.diags) && bill_press_set_brand(press, brand, report.diags)) {
		g_autoptr(GString) out = g_string_new(NULL);
		bill_press_list_fonts(press, out);
		bill_put("%s", out->str);
	}
	bill_press_free(press);
	bill_brand_free(brand);
	return bill_report_finish(&report);
}

int bill_tool_fonts(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	if (!bill_options_parse(&options, BILL_FONTS, help, argc, argv))
		status = options.exit;
	else if (options.inputs->pdata[0])
		bill_misuse("fonts takes no names, and was given \"%s\"", (const char *)options.inputs->pdata[0]);
	else
		status = fonts(&options);
	bill_options_finish(&options);
	return status;
}
