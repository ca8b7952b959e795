/* Clusters of letters that a PDF's reader could not turn back into text are drawn as one glyph of a font of our own.
 *
 * A PDF maps each glyph to text by itself (ISO 32000-1, 9.10.3). Where a script reorders or joins letters, one glyph of a cluster
 * stands for no letter alone: cairo 1.16 then wraps the cluster in ActualText, which many readers do not look at (MuPDF 1.21
 * shows U+FFFD instead). In a font whose glyphs are whole clusters each maps to its letters, and every reader copies them as they
 * read. Such a font is embedded as outlines (Type 3). */
#include "font/type.h"

#include <math.h>
#include <string.h>

struct cluster {
	struct bill_face *face;
	PangoGlyphInfo *glyphs;
	int n;
};

#define WIDEST 40 /* em: more than any cluster has; one of four Malayalam letters has 3, the Arabic U+FDFD more than 10 */
#define MOST_CLUSTERS 20000 /* some MB: all that a language writes in many posters */

struct bill_clusters {
	cairo_font_face_t *font, *turned;
	GHashTable *index; /* bytes of a cluster → its position in list, plus one */
	GArray *list;      /* struct cluster */
};

static const cairo_user_data_key_t clusters_key;

/* ---- the font ---- */

static cairo_status_t init_font(cairo_scaled_font_t *font, cairo_t *cr, cairo_font_extents_t *extents)
{
	extents->ascent = 1;
	extents->descent = 0.4;
	extents->height = 1.4;
	extents->max_x_advance = WIDEST; /* cairo clips what it draws at about this distance */
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t render(
	cairo_scaled_font_t *font, unsigned long glyph, double up, cairo_t *cr, cairo_text_extents_t *extents)
{
	const struct bill_clusters *clusters = cairo_font_face_get_user_data(cairo_scaled_font_get_font_face(font), &clusters_key);
	if (glyph >= clusters->list->len)
		return CAIRO_STATUS_USER_FONT_ERROR;
	struct cluster *cluster = &g_array_index(clusters->list, struct cluster, glyph);
	PangoGlyphString string = {.num_glyphs = cluster->n, .glyphs = cluster->glyphs};
	cairo_scale(cr, 1 / BILL_EM_PT, up / BILL_EM_PT);
	cairo_move_to(cr, 0, 0);
	pango_cairo_glyph_string_path(cr, cluster->face->font, &string);
	cairo_fill(cr);
	extents->x_advance = pango_glyph_string_get_width(&string) / BILL_EM_UNITS;
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t render_cluster(cairo_scaled_font_t *font, unsigned long glyph, cairo_t *cr, cairo_text_extents_t *extents)
{
	return render(font, glyph, 1, cr, extents);
}

/* For turned lines, shown with a matrix that stands it on its feet again: cairo writes its fonts of outlines head down, from
 * which poppler 22 concludes that a line that runs up runs down, and reads it backwards. */
static cairo_status_t render_on_its_head(
	cairo_scaled_font_t *font, unsigned long glyph, cairo_t *cr, cairo_text_extents_t *extents)
{
	return render(font, glyph, -1, cr, extents);
}

static void free_cluster(void *data)
{
	g_free(((struct cluster *)data)->glyphs);
}

static cairo_font_face_t *make_font(struct bill_clusters *clusters, cairo_user_scaled_font_render_glyph_func_t show)
{
	cairo_font_face_t *font = cairo_user_font_face_create();
	cairo_user_font_face_set_init_func(font, init_font);
	cairo_user_font_face_set_render_glyph_func(font, show);
	cairo_font_face_set_user_data(font, &clusters_key, clusters, NULL);
	return font;
}

static struct bill_clusters *clusters_new(void)
{
	struct bill_clusters *clusters = g_new0(struct bill_clusters, 1);
	clusters->index = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	clusters->list = g_array_new(FALSE, FALSE, sizeof(struct cluster));
	g_array_set_clear_func(clusters->list, free_cluster);
	clusters->font = make_font(clusters, render_cluster);
	clusters->turned = make_font(clusters, render_on_its_head);
	return clusters;
}

void bill_clusters_free(struct bill_clusters *clusters)
{
	cairo_font_face_destroy(clusters->font);
	cairo_font_face_destroy(clusters->turned);
	g_hash_table_unref(clusters->index);
	g_array_unref(clusters->list);
	g_free(clusters);
}

void bill_clusters_trim(struct bill_fontset *fonts)
{
	if (fonts->clusters && fonts->clusters->list->len > MOST_CLUSTERS)
		g_clear_pointer(&fonts->clusters, bill_clusters_free);
}

static unsigned long find_cluster(struct bill_clusters *clusters, struct bill_face *face, const PangoGlyphInfo *glyphs, int n)
{
	GByteArray *key = g_byte_array_new();
	g_byte_array_append(key, (const guint8 *)&face, sizeof face);
	for (int i = 0; i < n; i++) {
		g_byte_array_append(key, (const guint8 *)&glyphs[i].glyph, sizeof glyphs[i].glyph);
		g_byte_array_append(key, (const guint8 *)&glyphs[i].geometry, sizeof glyphs[i].geometry);
	}
	GBytes *bytes = g_byte_array_free_to_bytes(key);
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(clusters->index, bytes));
	if (found) {
		g_bytes_unref(bytes);
		return found - 1;
	}
	struct cluster cluster = {face, g_memdup2(glyphs, (size_t)n * sizeof *glyphs), n};
	g_array_append_val(clusters->list, cluster);
	g_hash_table_insert(clusters->index, bytes, GUINT_TO_POINTER(clusters->list->len));
	return clusters->list->len - 1;
}

/* ---- which need it ---- */

/* The glyphs of one cluster: [from, to). */
static int cluster_end(const PangoGlyphString *string, int from)
{
	int to = from + 1;
	while (to < string->num_glyphs && string->log_clusters[to] == string->log_clusters[from])
		to++;
	return to;
}

/* Whether each glyph is the one its letter has by itself, in the letters' order. */
static bool reads_by_itself(hb_font_t *font, const PangoGlyphInfo *glyphs, int n, bool rtl, const char *text, size_t len)
{
	const char *c = text;
	for (int i = 0; i < n; i++) {
		hb_codepoint_t glyph;
		if (c >= text + len || !hb_font_get_nominal_glyph(font, g_utf8_get_char(c), &glyph) ||
			glyph != glyphs[rtl ? n - 1 - i : i].glyph)
			return false;
		c += g_utf8_skip[*(const guchar *)c];
	}
	return c == text + len;
}

/* The bytes of the cluster that begins at byte `start` of the run: up to the next cluster's. */
static size_t cluster_bytes(const PangoGlyphString *string, int start, int run_len)
{
	int end = run_len;
	for (int g = 0; g < string->num_glyphs; g++)
		if (string->log_clusters[g] > start && string->log_clusters[g] < end)
			end = string->log_clusters[g];
	return (size_t)(end - start);
}

static bool needs_cluster(hb_font_t *font, const PangoGlyphString *string, int from, int to, bool rtl, const char *text, int len)
{
	int start = string->log_clusters[from];
	return to - from > 1 &&
		   !reads_by_itself(font, string->glyphs + from, to - from, rtl, text + start, cluster_bytes(string, start, len));
}

bool bill_run_needs_clusters(struct bill_face *face, const PangoGlyphString *string, bool rtl, const char *text, int len)
{
	hb_font_t *font = pango_font_get_hb_font(face->font);
	for (int from = 0, to; from < string->num_glyphs; from = to) {
		to = cluster_end(string, from);
		if (needs_cluster(font, string, from, to, rtl, text, len))
			return true;
	}
	return false;
}

/* ---- drawing ---- */

bool bill_is_turned(cairo_t *cr)
{
	cairo_matrix_t matrix;
	cairo_get_matrix(cr, &matrix);
	return fabs(matrix.xx) < fabs(matrix.yx);
}

/* What few clusters need it, as the vowel "am" of Thai, are drawn so alone: some readers show outlines a little bolder than
 * fonts, and lines that have such a vowel would stand out from those that have none. */
#define FEW 4 /* one in so many */

static bool are_few(hb_font_t *font, const PangoGlyphString *string, const char *text, int len)
{
	int all = 0, need = 0;
	gunichar first = g_utf8_get_char(text);
	if (first < 0xE00 || first > 0xEFF) /* Thai and Lao; elsewhere letters of one word would be drawn in both ways */
		return false;
	for (int from = 0, to; from < string->num_glyphs; from = to, all++) {
		to = cluster_end(string, from);
		need += needs_cluster(font, string, from, to, false, text, len);
	}
	return need * FEW <= all;
}

/* Some glyphs of a run that is read from the left, at the current point. */
static void show_plain(
	struct bill_face *face, const PangoGlyphString *string, int from, int to, const char *text, int len, cairo_t *cr)
{
	int start = string->log_clusters[from], end = to < string->num_glyphs ? string->log_clusters[to] : len;
	int *log_clusters = g_newa(int, (size_t)(to - from));
	for (int g = from; g < to; g++)
		log_clusters[g - from] = string->log_clusters[g] - start;
	PangoGlyphString part = {.num_glyphs = to - from, .glyphs = string->glyphs + from, .log_clusters = log_clusters};
	PangoItem item = {.offset = start,
		.length = end - start,
		.num_chars = (int)g_utf8_strlen(text + start, end - start),
		.analysis.font = face->font};
	PangoGlyphItem glyphs = {.item = &item, .glyphs = &part};
	pango_cairo_show_glyph_item(cr, text, &glyphs);
}

static void show_cluster(struct bill_clusters *clusters, struct bill_face *face, const PangoGlyphString *string, int from, int to,
	const char *text, int len, cairo_t *cr)
{
	int start = string->log_clusters[from], bytes = (int)cluster_bytes(string, start, len);
	double x, y;
	cairo_get_current_point(cr, &x, &y);
	cairo_glyph_t glyph = {find_cluster(clusters, face, string->glyphs + from, to - from), x, y};
	cairo_text_cluster_t cluster = {bytes, 1};
	bool turned = bill_is_turned(cr);
	cairo_matrix_t size;
	cairo_matrix_init_scale(&size, BILL_EM_PT, turned ? -BILL_EM_PT : BILL_EM_PT);
	cairo_set_font_face(cr, turned ? clusters->turned : clusters->font);
	cairo_set_font_matrix(cr, &size);
	cairo_show_text_glyphs(cr, text + start, bytes, &glyph, 1, &cluster, 1, 0);
}

/* Where a plain stretch ends that begins with a cluster; `from`: that one needs a glyph of its own. */
static int plain_end(hb_font_t *font, const PangoGlyphString *string, int from, const char *text, int len)
{
	int to = from;
	while (to < string->num_glyphs && !needs_cluster(font, string, to, cluster_end(string, to), false, text, len))
		to = cluster_end(string, to);
	return to;
}

void bill_run_show_clusters(struct bill_fontset *fonts, struct bill_face *face, const PangoGlyphString *string, bool rtl,
	const char *text, int len, cairo_t *cr)
{
	hb_font_t *font = pango_font_get_hb_font(face->font);
	bool few = !rtl && !bill_is_turned(cr) && are_few(font, string, text, len);
	double x, y;
	if (!fonts->clusters)
		fonts->clusters = clusters_new();
	cairo_get_current_point(cr, &x, &y);
	for (int from = 0, to; from < string->num_glyphs; from = to) {
		cairo_move_to(cr, x, y);
		to = few ? plain_end(font, string, from, text, len) : from;
		if (to > from) {
			show_plain(face, string, from, to, text, len, cr);
		} else {
			to = cluster_end(string, from);
			show_cluster(fonts->clusters, face, string, from, to, text, len, cr);
		}
		for (int g = from; g < to; g++)
			x += string->glyphs[g].geometry.width / (double)PANGO_SCALE;
	}
}
