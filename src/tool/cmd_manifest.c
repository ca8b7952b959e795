/* handbill manifest: joins what several machines have noted. */
#include "task/task.h"
#include "tool/tool.h"

static const char help[] =
	"handbill manifest merge FOLDER... joins the manifests of all shards in a folder.\n"
	"\n"
	"  'handbill render --shard K/N' makes a part of the posters, and notes them in handbill-manifest.K-of-N.json.\n"
	"  When all parts are there, this makes one handbill-manifest.json of them, so that a later run skips what\n"
	"  has not changed. It tells which shards have not finished: run those again, and merge again.\n"
	"\n"
	"      --diagnostics F  text or json (one finding a line, on standard error)\n"
	"  -q, --quiet          errors only\n"
	"\n"
	"Exit status: 0 merged; 2 wrong usage; 1 or 4 there is nothing to merge, or it could not be read or written.\n";

static int merge(const struct bill_options *options)
{
	struct bill_report report;
	bill_report_init(&report, options);
	for (unsigned i = 1; options->inputs->pdata[i]; i++) {
		g_autoptr(GString) story = g_string_new(NULL);
		if (bill_manifest_merge(options->inputs->pdata[i], story, report.diags) && !options->quiet)
			bill_put("%s", story->str);
		bill_report_flush(&report);
	}
	return bill_report_finish(&report);
}

int bill_tool_manifest(int argc, char **argv)
{
	struct bill_options options;
	int status = BILL_STATUS_USAGE;
	if (!bill_options_parse(&options, BILL_MANIFEST, help, argc, argv))
		status = options.exit;
	else if (!options.inputs->pdata[0] || !g_str_equal(options.inputs->pdata[0], "merge"))
		bill_misuse("manifest needs to know what to do: handbill manifest merge FOLDER");
	else if (!options.inputs->pdata[1])
		bill_misuse("manifest merge needs a folder");
	else
		status = merge(&options);
	bill_options_finish(&options);
	return status;
}
