/* The press: the fonts and the folders that many posters share. */
#include "press.h"

static char **font_folders_of(const char *data, const char *const *users)
{
	g_autoptr(GStrvBuilder) folders = g_strv_builder_new();
	g_autofree char *own = g_build_filename(data, "fonts", NULL);
	g_strv_builder_add(folders, own);
	for (; users && *users; users++)
		g_strv_builder_add(folders, *users);
	return g_strv_builder_end(folders);
}

static char **layout_folders_of(const char *data)
{
	g_autoptr(GStrvBuilder) folders = g_strv_builder_new();
	g_autofree char *users = g_build_filename(g_get_user_data_dir(), "handbill", "layouts", NULL);
	g_autofree char *own = g_build_filename(data, "layouts", NULL);
	g_strv_builder_add(folders, users);
	g_strv_builder_add(folders, own);
	return g_strv_builder_end(folders);
}

struct bill_press *bill_press_new(const char *data, const char *const *font_folders, struct bill_diags *diags)
{
	g_autofree char *folder = bill_data_folder(data, diags);
	if (!folder)
		return NULL;
	g_autofree char *config = g_build_filename(folder, "fonts", "fonts.conf", NULL);
	g_auto(GStrv) folders = font_folders_of(folder, font_folders);
	struct bill_fontset *fonts = bill_fontset_new(config, (const char *const *)folders, diags);
	if (!fonts)
		return NULL;
	struct bill_press *press = g_new0(struct bill_press, 1);
	press->fonts = fonts;
	press->album = bill_album_new();
	press->font_settings = g_steal_pointer(&config);
	press->layout_folders = layout_folders_of(folder);
	return press;
}

void bill_press_free(struct bill_press *press)
{
	if (!press)
		return;
	bill_fontset_free(press->fonts);
	g_strfreev(press->layout_folders);
	g_free(press->font_settings);
	bill_album_free(press->album);
	g_free(press->root);
	g_free(press);
}

void bill_press_set_root(struct bill_press *press, const char *folder)
{
	g_free(press->root);
	press->root = g_strdup(folder);
}

void bill_press_list_files(struct bill_press *press, GPtrArray *paths)
{
	bill_fontset_files(press->fonts, paths);
	g_ptr_array_add(paths, g_strdup(press->font_settings));
	if (press->brand)
		g_ptr_array_add(paths, g_strdup(press->brand->src->name));
}

bool bill_press_set_brand(struct bill_press *press, const struct bill_brand *brand, struct bill_diags *diags)
{
	press->brand = brand;
	if (!brand || brand->n_families == 0)
		return true;
	g_autofree char *folder = g_build_filename(brand->folder, "fonts", NULL);
	bill_fontset_add_folder(press->fonts, folder);
	return bill_fontset_cast(press->fonts, brand->families, brand->n_families, diags);
}

void bill_press_list_fonts(struct bill_press *press, GString *out)
{
	bill_fontset_list(press->fonts, out);
}
