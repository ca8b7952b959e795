/* Where the data folder is: given, $HANDBILL_DATA, the build tree's note, beside the program, then the installed one. */
#include <limits.h>
#include <stdlib.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "base/base.h"
#include "press.h"

static bool holds_data(const char *folder)
{
	g_autofree char *layouts = g_build_filename(folder, "layouts", NULL);
	g_autofree char *fonts = g_build_filename(folder, "fonts", "fonts.conf", NULL);
	return g_file_test(layouts, G_FILE_TEST_IS_DIR) && g_file_test(fonts, G_FILE_TEST_IS_REGULAR);
}

/* The folder of the running program, links resolved; NULL where the system does not tell. */
static char *program_folder(void)
{
#ifdef __APPLE__
	char raw[PATH_MAX], path[PATH_MAX];
	uint32_t size = sizeof raw;
	if (_NSGetExecutablePath(raw, &size) != 0 || !realpath(raw, path))
		return NULL;
	return g_path_get_dirname(path);
#else
	g_autofree char *path = g_file_read_link("/proc/self/exe", NULL);
	return path ? g_path_get_dirname(path) : NULL;
#endif
}

/* Meson writes handbill.data into the build tree only; its one line names the source root. */
static char *from_note(const char *program)
{
	g_autofree char *note = g_build_filename(program, "handbill.data", NULL);
	char *folder = NULL;
	if (!g_file_get_contents(note, &folder, NULL, NULL))
		return NULL;
	return g_strchomp(folder);
}

static char *beside_program(void)
{
	g_autofree char *program = program_folder();
	if (!program)
		return NULL;
	g_autofree char *noted = from_note(program);
	if (noted && holds_data(noted))
		return g_steal_pointer(&noted);
	g_autofree char *installed = g_build_filename(program, "..", "share", "handbill", NULL);
	return holds_data(installed) ? g_steal_pointer(&installed) : NULL;
}

/* A folder that somebody named is the one, or an error: falling back would hide the mistake. */
static char *named(const char *folder, const char *by, struct bill_diags *diags)
{
	if (holds_data(folder))
		return g_strdup(folder);
	bill_error(
		diags, (struct bill_at){0}, "press/no-data", "%s names \"%s\", which holds no layouts/ and fonts/fonts.conf", by, folder);
	return NULL;
}

char *bill_data_folder(const char *given, struct bill_diags *diags)
{
	if (given)
		return named(given, "the program", diags);
	const char *environment = g_getenv("HANDBILL_DATA");
	if (environment && *environment)
		return named(environment, "HANDBILL_DATA", diags);
	char *found = beside_program();
	if (found)
		return found;
	if (holds_data(HANDBILL_DATADIR))
		return g_strdup(HANDBILL_DATADIR);
	bill_error(diags, (struct bill_at){0}, "press/no-data", "the layouts and fonts that belong to handbill were not found");
	bill_diags_hint(diags, "Install handbill again, or let HANDBILL_DATA name the folder that holds layouts/ and fonts/");
	return NULL;
}
