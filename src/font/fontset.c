/* The fonts there are: a private fontconfig set, and the faces that were used of it. */
#include "font/type.h"

#include <hb.h>
#include <math.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

static void face_free(void *data)
{
	struct bill_face *face = data;
	g_object_unref(face->font);
	g_free(face->inks);
	g_free(face);
}

static FcConfig *load_config(const char *path, const char *const *folders, struct bill_diags *diags)
{
	FcConfig *config = FcConfigCreate();
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || !FcConfigParseAndLoad(config, (const FcChar8 *)path, FcTrue)) {
		bill_error(diags, (struct bill_at){0}, "font/no-config", "cannot read the font settings \"%s\"", path);
		FcConfigDestroy(config);
		return NULL;
	}
	for (; folders && *folders; folders++)
		if (g_file_test(*folders, G_FILE_TEST_IS_DIR))
			FcConfigAppFontAddDir(config, (const FcChar8 *)*folders);
	FcConfigBuildFonts(config);
	return config;
}

/* A context of our own: taken from a surface, it would round and hint by that surface's resolution. */
static PangoContext *make_context(PangoFontMap *map)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	return context;
}

struct bill_fontset *bill_fontset_new(const char *config_path, const char *const *folders, struct bill_diags *diags)
{
	FcConfig *config = load_config(config_path, folders, diags);
	if (!config)
		return NULL;
	struct bill_fontset *fonts = g_new0(struct bill_fontset, 1);
	fonts->config = config;
	FcConfigSetCurrent(
		config); /* Pango 1.50 calls FcInit with each font map: without this it would read the system's settings too */
	fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), config);
	fonts->context = make_context(fonts->map);
	fonts->faces = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, face_free);
	fonts->missing = g_hash_table_new(g_direct_hash, g_direct_equal);
	if (!bill_fontset_check(fonts, diags)) {
		bill_fontset_free(fonts);
		return NULL;
	}
	return fonts;
}

void bill_fontset_begin(struct bill_fontset *fonts)
{
	g_hash_table_remove_all(fonts->missing);
	fonts->told = 0;
	bill_clusters_trim(fonts);
	bill_coverage_trim(fonts);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void bill_fontset_files(const struct bill_fontset *fonts, GPtrArray *paths)
{
	static const FcSetName names[] = {FcSetSystem, FcSetApplication};
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const FcFontSet *set = FcConfigGetFonts(fonts->config, names[i]);
		for (int j = 0; set && j < set->nfont; j++) {
			FcChar8 *file;
			if (FcPatternGetString(set->fonts[j], FC_FILE, 0, &file) == FcResultMatch && g_hash_table_add(seen, file))
				g_ptr_array_add(paths, g_strdup((const char *)file));
		}
	}
	g_ptr_array_sort(paths, by_path);
}

/* Fontconfig's current settings are the process's. Asking for those before ours would have loaded the system's, which is what
 * setting ours avoids, so none are put back: whoever needs the system's next has them loaded, as in a fresh process. */
static void give_back_current(FcConfig *own)
{
	if (FcConfigGetCurrent() == own)
		FcConfigSetCurrent(NULL);
}

void bill_fontset_free(struct bill_fontset *fonts)
{
	if (!fonts)
		return;
	g_clear_pointer(&fonts->clusters, bill_clusters_free);
	g_clear_pointer(&fonts->coverage, bill_coverage_free);
	g_clear_pointer(&fonts->hyphens, g_hash_table_unref);
	g_hash_table_unref(fonts->faces);
	g_hash_table_unref(fonts->missing);
	g_object_unref(fonts->context);
	g_object_unref(fonts->map);
	give_back_current(fonts->config);
	FcConfigDestroy(fonts->config);
	g_free(fonts);
}

struct bill_glyph_ink bill_face_ink(struct bill_face *face, PangoGlyph glyph)
{
	if (glyph > G_MAXUINT16)
		return (struct bill_glyph_ink){0};
	if (!face->inks)
		face->inks = g_new0(struct bill_glyph_ink, G_MAXUINT16 + 1);
	struct bill_glyph_ink *ink = &face->inks[glyph];
	hb_glyph_extents_t extents;
	if (!ink->known && hb_font_get_glyph_extents(pango_font_get_hb_font(face->font), glyph, &extents)) {
		ink->top = (float)(extents.y_bearing / BILL_EM_UNITS);
		ink->bottom = (float)((extents.y_bearing + extents.height) / BILL_EM_UNITS);
	}
	ink->known = true;
	return *ink;
}

/* The ink of letters that reach highest and lowest. A face without them is measured by its own line. */
static void measure_face(struct bill_face *face)
{
	hb_font_t *font = pango_font_get_hb_font(face->font);
	for (const char *c = "dhlkfbT|gjpqy,Q("; *c; c++) {
		hb_codepoint_t glyph;
		if (!hb_font_get_nominal_glyph(font, (hb_codepoint_t)*c, &glyph))
			continue;
		struct bill_glyph_ink ink = bill_face_ink(face, glyph);
		face->ascent = fmax(face->ascent, *c == '|' || *c == '(' ? 0 : (double)ink.top);
		face->descent = fmax(face->descent, *c == '|' || *c == '(' ? 0 : -(double)ink.bottom);
	}
	hb_font_extents_t line;
	if (face->ascent <= 0 && hb_font_get_h_extents(font, &line)) {
		face->ascent = line.ascender / BILL_EM_UNITS;
		face->descent = -line.descender / BILL_EM_UNITS;
	}
}

struct bill_face *bill_fontset_face(struct bill_fontset *fonts, PangoFont *font)
{
	struct bill_face *face = g_hash_table_lookup(fonts->faces, font);
	if (face)
		return face;
	face = g_new0(struct bill_face, 1);
	face->font = g_object_ref(font);
	measure_face(face);
	g_hash_table_insert(fonts->faces, font, face);
	return face;
}
