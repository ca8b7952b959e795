/* Letters drawn into a picture: how much of each pixel their outlines cover, wherever they stand.
 *
 * Cairo 1.16 puts the glyphs of a picture on whole pixels, which spaces small type unevenly, and fills their outlines by looking
 * at fifteen lines a pixel, which was two thirds of the time of a PNG full of text. Here each edge adds the area to its right to
 * the pixels it crosses, once, and a sum along each row gives what is covered (the way of Raph Levien's font-rs). Outlines that
 * wind one way and lie over each other are covered once, as with the winding rule of fonts. */
#include "font/type.h"

#include <math.h>
#include <string.h>

#define MOST_CELLS (1u << 20)    /* of a line; beyond it, cairo fills it */
#define MOST_OUTLINES (4u << 20) /* bytes kept from poster to poster: thousands of glyphs */
#define FINE 16                  /* cairo keeps points in 1/256: of a glyph of this times BILL_EM_PT */
#define NEAR 0.1                 /* pixels that a curve's chords may miss it by: cairo's own tolerance */
/* How finely covered is told. No eye parts more, and a page with eight inks or fewer keeps within the 256 colours of a palette,
 * which takes a third of the bytes. */
#define STEPS 31

struct outline {
	cairo_path_t *path; /* y down, in units of the shaped size */
	double left, top, right, bottom;
};

struct key {
	PangoFont *font;
	PangoGlyph glyph;
};

struct bill_coverage {
	cairo_t *pen;         /* where outlines are taken from */
	GHashTable *outlines; /* struct key → struct outline */
	size_t bytes;         /* of the outlines */
	float *cells;         /* all 0 between lines */
	size_t room;
};

/* A line being covered. */
struct field {
	float *cells; /* rows of `width`: by how much more than its left neighbour each is covered */
	int left, top, width, height;
};

struct dot {
	double x, y;
};

/* ---- outlines ---- */

static guint hash_key(gconstpointer data)
{
	const struct key *key = data;
	return g_direct_hash(key->font) * 31 + key->glyph;
}

static gboolean same_key(gconstpointer a, gconstpointer b)
{
	const struct key *left = a, *right = b;
	return left->font == right->font && left->glyph == right->glyph;
}

static void free_outline(void *data)
{
	struct outline *outline = data;
	cairo_path_destroy(outline->path);
	g_free(outline);
}

static struct bill_coverage *coverage_new(void)
{
	struct bill_coverage *coverage = g_new0(struct bill_coverage, 1);
	cairo_surface_t *nothing = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	coverage->pen = cairo_create(nothing);
	cairo_surface_destroy(nothing);
	cairo_scale(coverage->pen, FINE, FINE);
	coverage->outlines = g_hash_table_new_full(hash_key, same_key, g_free, free_outline);
	return coverage;
}

void bill_coverage_free(struct bill_coverage *coverage)
{
	g_hash_table_unref(coverage->outlines);
	cairo_destroy(coverage->pen);
	g_free(coverage->cells);
	g_free(coverage);
}

void bill_coverage_trim(struct bill_fontset *fonts)
{
	if (fonts->coverage && fonts->coverage->bytes > MOST_OUTLINES)
		g_clear_pointer(&fonts->coverage, bill_coverage_free);
}

static struct outline *take_outline(struct bill_coverage *coverage, PangoFont *font, PangoGlyph glyph)
{
	PangoGlyphInfo info = {.glyph = glyph};
	PangoGlyphString string = {.num_glyphs = 1, .glyphs = &info};
	struct outline *outline = g_new0(struct outline, 1);
	cairo_new_path(coverage->pen);
	cairo_move_to(coverage->pen, 0, 0);
	pango_cairo_glyph_string_path(coverage->pen, font, &string);
	outline->path = cairo_copy_path(coverage->pen);
	/* of its points, those beside a curve as well: never less than its ink */
	cairo_path_data_t *data = outline->path->data;
	for (int i = 0; i < outline->path->num_data; i += data[i].header.length)
		for (int k = 1; k < data[i].header.length; k++) {
			outline->left = fmin(outline->left, data[i + k].point.x);
			outline->top = fmin(outline->top, data[i + k].point.y);
			outline->right = fmax(outline->right, data[i + k].point.x);
			outline->bottom = fmax(outline->bottom, data[i + k].point.y);
		}
	return outline;
}

static const struct outline *find_outline(struct bill_coverage *coverage, PangoFont *font, PangoGlyph glyph)
{
	struct key key = {font, glyph};
	struct outline *outline = g_hash_table_lookup(coverage->outlines, &key);
	if (outline)
		return outline;
	outline = take_outline(coverage, font, glyph);
	coverage->bytes += sizeof *outline + (size_t)outline->path->num_data * sizeof *outline->path->data;
	g_hash_table_insert(coverage->outlines, g_memdup2(&key, sizeof key), outline);
	return outline;
}

/* ---- edges ---- */

/* The part of an edge that lies in one row, from x to next: `area` is its height, negative when it goes up. Cells to the right of
 * those it crosses are covered by all of it. */
static void add_crossing(float *row, double x, double next, double area)
{
	double left = fmin(x, next), right = fmax(x, next);
	int first = (int)left, last = (int)right;
	if (first == last) {
		double beyond = (x + next) / 2 - first;
		row[first] += (float)(area * (1 - beyond));
		row[first + 1] += (float)(area * beyond);
		return;
	}
	/* what is covered of each cell, from left to right; each gets what it has more than the one before */
	double slope = area / (right - left), before = 0;
	for (int cell = first; cell <= last; cell++) {
		double from = fmax(left, cell), to = fmin(right, cell + 1);
		double covered = slope * (to - from) * (cell + 1 - (from + to) / 2) + slope * (from - left);
		row[cell] += (float)(covered - before);
		before = covered;
	}
	row[last + 1] += (float)(area - before);
}

static void add_edge(const struct field *field, struct dot from, struct dot to)
{
	if (from.y == to.y)
		return;
	double sign = from.y < to.y ? 1 : -1, slope = (to.x - from.x) / (to.y - from.y);
	struct dot upper = from.y < to.y ? from : to, lower = from.y < to.y ? to : from;
	double x = upper.x;
	for (int row = (int)upper.y; row < lower.y; row++) {
		double height = fmin(row + 1, lower.y) - fmax(row, upper.y), next = x + slope * height;
		next = fmax(next, 0); /* rounding */
		add_crossing(field->cells + (size_t)row * (size_t)field->width, x, next, height * sign);
		x = next;
	}
}

static void add_curve(const struct field *field, const struct dot p[4])
{
	double bend = fmax(fabs(p[0].x - 2 * p[1].x + p[2].x) + fabs(p[0].y - 2 * p[1].y + p[2].y),
		fabs(p[1].x - 2 * p[2].x + p[3].x) + fabs(p[1].y - 2 * p[2].y + p[3].y));
	int chords = (int)sqrt(bend * 0.75 / NEAR) + 1; /* misses by at most 1/8 of the second derivative, which is at most 6 bends */
	struct dot from = p[0];
	for (int i = 1; i <= chords; i++) {
		double t = (double)i / chords, s = 1 - t;
		double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
		struct dot to = {a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x, a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
		if (i == chords)
			to = p[3];
		add_edge(field, from, to);
		from = to;
	}
}

/* ---- glyphs ---- */

static struct dot map(const cairo_matrix_t *m, cairo_path_data_t at)
{
	return (struct dot){m->xx * at.point.x + m->xy * at.point.y + m->x0, m->yx * at.point.x + m->yy * at.point.y + m->y0};
}

static void add_outline(const struct field *field, const struct outline *outline, const cairo_matrix_t *matrix)
{
	const cairo_path_data_t *data = outline->path->data;
	struct dot start = {0, 0}, p[4] = {{0, 0}};
	for (int i = 0; i < outline->path->num_data; i += data[i].header.length) {
		switch (data[i].header.type) {
		case CAIRO_PATH_MOVE_TO:
			add_edge(field, p[0], start); /* a figure that was left open */
			start = p[0] = map(matrix, data[i + 1]);
			break;
		case CAIRO_PATH_LINE_TO:
			p[1] = map(matrix, data[i + 1]);
			add_edge(field, p[0], p[1]);
			p[0] = p[1];
			break;
		case CAIRO_PATH_CURVE_TO:
			for (int k = 1; k <= 3; k++)
				p[k] = map(matrix, data[i + k]);
			add_curve(field, p);
			p[0] = p[3];
			break;
		case CAIRO_PATH_CLOSE_PATH:
			add_edge(field, p[0], start);
			p[0] = start;
		}
	}
	add_edge(field, p[0], start);
}

static cairo_matrix_t moved(const cairo_matrix_t *matrix, double x, double y)
{
	cairo_matrix_t at = *matrix;
	at.x0 += matrix->xx * x + matrix->xy * y;
	at.y0 += matrix->yx * x + matrix->yy * y;
	return at;
}

struct reach {
	double left, top, right, bottom;
};

static void reach_to(struct reach *reach, const struct outline *outline, const cairo_matrix_t *matrix)
{
	double xs[] = {outline->left, outline->right}, ys[] = {outline->top, outline->bottom};
	for (int i = 0; i < 4; i++) {
		double x = xs[i % 2], y = ys[i / 2];
		cairo_matrix_transform_point(matrix, &x, &y);
		reach->left = fmin(reach->left, x);
		reach->right = fmax(reach->right, x);
		reach->top = fmin(reach->top, y);
		reach->bottom = fmax(reach->bottom, y);
	}
}

/* What is done with each glyph: its reach is measured, or its outline added. */
static void each_glyph(struct bill_coverage *coverage, const struct bill_glyph_run *runs, size_t n, const cairo_matrix_t *matrix,
	struct reach *reach, const struct field *field)
{
	for (size_t i = 0; i < n; i++) {
		double x = runs[i].x;
		for (int g = 0; g < runs[i].string->num_glyphs; g++) {
			const PangoGlyphInfo *info = &runs[i].string->glyphs[g];
			const PangoGlyphGeometry *place = &info->geometry;
			double scale = PANGO_SCALE;
			if (info->glyph != PANGO_GLYPH_EMPTY) {
				const struct outline *outline = find_outline(coverage, runs[i].font, info->glyph);
				cairo_matrix_t at = moved(matrix, x + place->x_offset / scale, place->y_offset / scale);
				if (field)
					add_outline(field, outline, &at);
				else if (outline->path->num_data > 1)
					reach_to(reach, outline, &at);
			}
			x += place->width / scale;
		}
	}
}

/* ---- ink ---- */

struct ink {
	guint32 alpha, solid; /* 0 to 255; cairo's pixel: premultiplied */
};

static bool take_ink(cairo_t *cr, struct ink *ink)
{
	double red, green, blue, alpha;
	if (cairo_pattern_get_rgba(cairo_get_source(cr), &red, &green, &blue, &alpha))
		return false;
	double parts[] = {blue * alpha, green * alpha, red * alpha, alpha};
	ink->solid = 0;
	for (int i = 0; i < 4; i++)
		ink->solid |= (guint32)lround(parts[i] * 255) << (8 * i);
	ink->alpha = ink->solid >> 24;
	return true;
}

/* Of two numbers from 0 to 255 that stand for 0 to 1; rounded. */
static guint32 times(guint32 a, guint32 b)
{
	guint32 product = a * b + 128;
	return (product + (product >> 8)) >> 8;
}

/* Over what is there; cover: 1 to 255. */
static guint32 blend(guint32 below, const struct ink *ink, guint32 cover)
{
	guint32 rest = 255 - times(ink->alpha, cover), pixel = 0;
	for (int i = 0; i < 32; i += 8)
		pixel |= (times(ink->solid >> i & 255, cover) + times(below >> i & 255, rest)) << i;
	return pixel;
}

static guint32 cover_of(float sum)
{
	float covered = sum < 0 ? -sum : sum;
	return covered >= 1 ? 255 : (guint32)(covered * STEPS + 0.5f) * 255 / STEPS;
}

static void ink_row(float *cells, int width, guint32 *pixels, int from, int to, const struct ink *ink)
{
	float sum = 0;
	guint32 cover = 0;
	for (int x = 0; x < width; x++) {
		if (cells[x] != 0) {
			sum += cells[x];
			cells[x] = 0;
			cover = cover_of(sum);
		}
		if (cover == 0 || x < from || x >= to)
			continue;
		pixels[x] = cover == 255 && ink->alpha == 255 ? ink->solid : blend(pixels[x], ink, cover);
	}
}

/* ---- where it may go ---- */

/* The pixels that may be touched. False: they are no rectangle, or not the surface's own. */
static bool find_clip(cairo_t *cr, cairo_surface_t *surface, cairo_rectangle_int_t *clip)
{
	double dx, dy;
	cairo_surface_get_device_offset(surface, &dx, &dy);
	cairo_save(cr);
	cairo_identity_matrix(cr);
	cairo_rectangle_list_t *list = cairo_copy_clip_rectangle_list(cr);
	cairo_restore(cr);
	cairo_rectangle_t all = list->num_rectangles == 1 ? list->rectangles[0] : (cairo_rectangle_t){0};
	bool one = list->status == CAIRO_STATUS_SUCCESS && list->num_rectangles == 1;
	cairo_rectangle_list_destroy(list);
	*clip = (cairo_rectangle_int_t){(int)all.x, (int)all.y, (int)all.width, (int)all.height};
	return one && dx == 0 && dy == 0 && clip->x == all.x && clip->y == all.y && clip->width == all.width &&
		   clip->height == all.height;
}

static bool paintable(cairo_t *cr, cairo_surface_t *surface)
{
	cairo_format_t format = cairo_image_surface_get_format(surface);
	return cairo_get_group_target(cr) == surface && cairo_get_operator(cr) == CAIRO_OPERATOR_OVER &&
		   (format == CAIRO_FORMAT_RGB24 || format == CAIRO_FORMAT_ARGB32);
}

static float *cells_for(struct bill_coverage *coverage, size_t count)
{
	if (coverage->room < count) {
		g_free(coverage->cells);
		coverage->cells = g_new0(float, count);
		coverage->room = count;
	}
	return coverage->cells;
}

static void ink_field(
	const struct field *field, cairo_surface_t *surface, const cairo_rectangle_int_t *clip, const struct ink *ink)
{
	cairo_surface_flush(surface);
	unsigned char *data = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	int from = clip->x - field->left, to = from + clip->width;
	for (int row = 0; row < field->height; row++) {
		float *cells = field->cells + (size_t)row * (size_t)field->width;
		int y = field->top + row;
		if (y < clip->y || y >= clip->y + clip->height)
			memset(cells, 0, (size_t)field->width * sizeof *cells);
		else
			ink_row(cells, field->width, (guint32 *)(void *)(data + stride * (size_t)y) + field->left, from, to, ink);
	}
	cairo_surface_mark_dirty(surface);
}

bool bill_coverage_show(struct bill_fontset *fonts, const struct bill_glyph_run *runs, size_t n, cairo_t *cr)
{
	cairo_surface_t *surface = cairo_get_target(cr);
	cairo_rectangle_int_t clip;
	cairo_matrix_t matrix;
	struct ink ink;
	if (!paintable(cr, surface) || !take_ink(cr, &ink) || !find_clip(cr, surface, &clip))
		return false;
	if (!fonts->coverage)
		fonts->coverage = coverage_new();
	cairo_get_matrix(cr, &matrix);
	struct reach reach = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
	each_glyph(fonts->coverage, runs, n, &matrix, &reach, NULL);
	if (!(reach.left <= reach.right))
		return true; /* nothing but white space */
	if (!(fmax(fabs(reach.left), fabs(reach.right)) < 1e6 && fmax(fabs(reach.top), fabs(reach.bottom)) < 1e6))
		return false;
	struct field field = {.left = (int)floor(reach.left), .top = (int)floor(reach.top)};
	field.width = (int)ceil(reach.right) - field.left + 3; /* an edge reaches one cell beyond those it crosses */
	field.height = (int)ceil(reach.bottom) - field.top + 1;
	size_t count = (size_t)field.width * (size_t)field.height;
	if (count > MOST_CELLS)
		return false;
	field.cells = cells_for(fonts->coverage, count);
	cairo_matrix_t at = matrix;
	at.x0 -= field.left;
	at.y0 -= field.top;
	each_glyph(fonts->coverage, runs, n, &at, NULL, &field);
	ink_field(&field, surface, &clip, &ink);
	return true;
}
