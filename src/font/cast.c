/* Families that a brand lets play the roles of fonts. */
#include "font/type.h"

#include <pango/pangofc-fontmap.h>

void bill_fontset_add_folder(struct bill_fontset *fonts, const char *folder)
{
	if (g_file_test(folder, G_FILE_TEST_IS_DIR))
		FcConfigAppFontAddDir(fonts->config, (const FcChar8 *)folder);
	pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(fonts->map));
}

/* The fonts of one family, with their files; of every family where name is NULL. */
static FcFontSet *list(FcConfig *config, const char *name)
{
	FcPattern *pattern = FcPatternCreate();
	FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, FC_FILE, (char *)NULL);
	if (name)
		FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)name);
	FcFontSet *set = FcFontList(config, pattern, objects);
	FcObjectSetDestroy(objects);
	FcPatternDestroy(pattern);
	return set;
}

static bool has(FcConfig *config, const char *name)
{
	FcFontSet *set = list(config, name);
	bool found = set && set->nfont > 0;
	if (set)
		FcFontSetDestroy(set);
	return found;
}

static void add_files(FcConfig *config, const FcFontSet *set)
{
	for (int i = 0; i < set->nfont; i++) {
		FcChar8 *file;
		if (FcPatternGetString(set->fonts[i], FC_FILE, 0, &file) == FcResultMatch)
			FcConfigAppFontAddFile(config, file);
	}
}

/* What the set holds, and what the system has. */
static const char *nearest(FcConfig *const configs[2], const char *name, GPtrArray *names)
{
	for (int which = 0; which < 2; which++) {
		FcFontSet *set = configs[which] ? list(configs[which], NULL) : NULL;
		for (int i = 0; set && i < set->nfont; i++) {
			FcChar8 *family;
			if (FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &family) == FcResultMatch)
				g_ptr_array_add(names, g_strdup((const char *)family));
		}
		if (set)
			FcFontSetDestroy(set);
	}
	return bill_utf8_nearest_of(name, (const char *const *)names->pdata, names->len);
}

static bool no_family(FcConfig *const configs[2], const struct bill_family *family, struct bill_diags *diags)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *near = nearest(configs, family->name, names);
	bill_error(diags, family->at, "font/no-family", "there is no font family \"%.80s\"%s%s%s", family->name,
		near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
	bill_diags_hint(diags, "install it, or put its files into a folder fonts/ beside the brand's file");
	return false;
}

/* The system's own settings, for families that ours do not know: loading them takes a while, so only then. */
static bool find(struct bill_fontset *fonts, const struct bill_family *family, FcConfig **system, struct bill_diags *diags)
{
	if (has(fonts->config, family->name))
		return true;
	if (!*system)
		*system = FcInitLoadConfigAndFonts();
	FcFontSet *set = *system ? list(*system, family->name) : NULL;
	bool found = set && set->nfont > 0;
	if (found)
		add_files(fonts->config, set);
	if (set)
		FcFontSetDestroy(set);
	return found || no_family((FcConfig *const[]){fonts->config, *system}, family, diags);
}

/* In front of all that fonts.conf lets play the role; that stays for the characters the family lacks. */
static void prefer(FcConfig *config, const struct bill_family *family)
{
	g_autofree char *name = g_markup_escape_text(family->name, -1);
	g_autofree char *rule =
		g_strdup_printf("<?xml version=\"1.0\"?><fontconfig><match target=\"pattern\">"
						"<test name=\"family\"><string>handbill %s</string></test>"
						"<edit name=\"family\" mode=\"prepend_first\" binding=\"strong\"><string>%s</string></edit>"
						"</match></fontconfig>",
			family->role, name);
	FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)rule, FcTrue);
}

bool bill_fontset_cast(struct bill_fontset *fonts, const struct bill_family *families, size_t count, struct bill_diags *diags)
{
	FcConfig *system = NULL;
	bool good = true;
	for (size_t i = 0; i < count; i++) {
		if (find(fonts, &families[i], &system, diags))
			prefer(fonts->config, &families[i]);
		else
			good = false;
	}
	if (system)
		FcConfigDestroy(system);
	pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(fonts->map));
	return good;
}
