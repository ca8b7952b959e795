/* A picture as one frame shows it: cropped, made as small as the output can show, toned, drawn. */
#include "figure/picture.h"
#include "figure/open.h"

#include <math.h>
#include <string.h>

struct bill_picture {
	struct bill_figure *figure;
	struct bill_picture_wish wish;
	struct bill_rect crop;
	cairo_surface_t *made; /* the crop, upright, smaller or toned; NULL: the figure's own pixels are drawn */
	bool pdf_as_is;        /* a PDF whose colours are made grey later gets the figure itself */
};

void bill_picture_free(void *data)
{
	struct bill_picture *picture = data;
	g_clear_pointer(&picture->made, cairo_surface_destroy);
	g_free(picture);
}

/* ---- drawing ---- */

/* A raster outside the crop is clipped off. In a PDF a painted picture under a clip stays one picture, and a JPEG itself; filled
 * as a pattern it would be drawn anew (cairo-pdf-surface.c, _cairo_pdf_surface_paint_surface_pattern). */
static void paint_surface(cairo_t *cr, cairo_surface_t *surface, bool screen)
{
	cairo_set_source_surface(cr, surface, 0, 0);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
	if (screen)
		cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD); /* no pale edge */
	cairo_paint(cr);
}

static bool is_pixels(cairo_t *cr)
{
	return cairo_surface_get_type(cairo_get_group_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE;
}

/* Web browsers turn a JPEG in an SVG by its EXIF themselves, PDF viewers do not. */
static cairo_surface_t *surface_for(const struct bill_figure *figure, cairo_t *cr)
{
	cairo_surface_type_t type = cairo_surface_get_type(cairo_get_target(cr));
	bool twice = type == CAIRO_SURFACE_TYPE_SVG && figure->header.orientation != 1;
	return figure->original && !twice ? figure->original : figure->image;
}

/* In a space where the upright picture has its own pixels as units. */
static void paint_whole(const struct bill_figure *figure, cairo_t *cr)
{
	if (figure->vector) {
		RsvgRectangle box = {0, 0, figure->size.width, figure->size.height};
		bill_rsvg_library()->render(figure->vector, cr, &box, NULL);
		return;
	}
	cairo_matrix_t matrix = bill_orientation_matrix(figure->header.orientation, figure->header.width, figure->header.height);
	cairo_transform(cr, &matrix);
	cairo_surface_t *surface = surface_for(figure, cr);
	cairo_scale(cr, (double)figure->header.width / cairo_image_surface_get_width(surface),
		(double)figure->header.height / cairo_image_surface_get_height(surface));
	paint_surface(cr, surface, is_pixels(cr));
}

static void paint_crop(const struct bill_figure *figure, struct bill_rect crop, struct bill_rect box, cairo_t *cr)
{
	cairo_translate(cr, box.x, box.y);
	cairo_scale(cr, box.width / crop.width, box.height / crop.height);
	cairo_translate(cr, -crop.x, -crop.y);
	paint_whole(figure, cr);
}

void bill_picture_draw(const struct bill_picture *picture, struct bill_rect box, cairo_t *cr)
{
	cairo_save(cr);
	cairo_rectangle(cr, box.x, box.y, box.width, box.height);
	cairo_clip(cr);
	bool as_is = picture->pdf_as_is && cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_PDF;
	if (picture->made && !as_is) {
		cairo_translate(cr, box.x, box.y);
		cairo_scale(cr, box.width / cairo_image_surface_get_width(picture->made),
			box.height / cairo_image_surface_get_height(picture->made));
		paint_surface(cr, picture->made, is_pixels(cr));
	} else {
		paint_crop(picture->figure, picture->crop, box, cr);
	}
	cairo_restore(cr);
}

/* ---- tones ---- */

static double lightness(uint32_t pixel)
{
	/* ITU-R BT.709, on the encoded values: near enough to what an eye calls as light */
	return (0.2126 * (pixel >> 16 & 255) + 0.7152 * (pixel >> 8 & 255) + 0.0722 * (pixel & 255)) / 255;
}

static uint32_t channel(double dark, double light, double share, double alpha)
{
	return (uint32_t)lround(255 * (dark + (light - dark) * share) * alpha);
}

static void tone(cairo_surface_t *surface, struct bill_color dark, struct bill_color light)
{
	int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
	unsigned char *data = cairo_image_surface_get_data(surface);
	for (int y = 0; y < height; y++) {
		uint32_t *row = (uint32_t *)(void *)(data + (size_t)y * (size_t)cairo_image_surface_get_stride(surface));
		for (int x = 0; x < width; x++) {
			double alpha = (double)(row[x] >> 24) / 255, share = alpha > 0 ? fmin(1, lightness(row[x]) / alpha) : 0;
			row[x] = (row[x] & 0xff000000u) | channel(dark.red, light.red, share, alpha) << 16 |
					 channel(dark.green, light.green, share, alpha) << 8 | channel(dark.blue, light.blue, share, alpha);
		}
	}
	cairo_surface_mark_dirty(surface);
}

/* Some thousand pixels tell it as well as all. */
#define STEPS 48
#define LEVELS 256

/* How many pixels have each lightness. False: one of them can be seen through. */
static bool count_levels(cairo_surface_t *image, unsigned counts[LEVELS])
{
	const unsigned char *data = cairo_image_surface_get_data(image);
	bool opaque = cairo_image_surface_get_format(image) == CAIRO_FORMAT_RGB24;
	int stride = cairo_image_surface_get_stride(image);
	int width = cairo_image_surface_get_width(image), height = cairo_image_surface_get_height(image);
	for (int i = 0; i < STEPS; i++)
		for (int j = 0; j < STEPS; j++) {
			int x = (2 * j + 1) * width / (2 * STEPS), y = (2 * i + 1) * height / (2 * STEPS);
			uint32_t pixel;
			memcpy(&pixel, data + (size_t)y * (size_t)stride + (size_t)x * 4, 4);
			if (!opaque && pixel >> 24 != 255)
				return false;
			counts[lround(lightness(pixel) * (LEVELS - 1))]++;
		}
	return true;
}

/* The level that this many pixels are below. */
static unsigned level_at(const unsigned counts[LEVELS], unsigned below)
{
	unsigned level = 0;
	for (unsigned sum = counts[0]; sum <= below && level < LEVELS - 1; sum += counts[level])
		level++;
	return level;
}

bool bill_picture_light(const struct bill_picture *picture, struct bill_light *light)
{
	cairo_surface_t *image = picture->made ? picture->made : picture->figure->image;
	unsigned counts[LEVELS] = {0}, all = STEPS * STEPS;
	if (picture->figure->vector || !image || !count_levels(image, counts))
		return false;
	double sum = 0;
	for (unsigned i = 0; i < LEVELS; i++)
		sum += (double)i * counts[i];
	light->mean = sum / all / (LEVELS - 1);
	light->range = (double)(level_at(counts, all - 1 - all / 100) - level_at(counts, all / 100)) / (LEVELS - 1);
	return true;
}

/* ---- making ---- */

/* Pixels that the output shows, never more than there are. */
static void made_size(const struct bill_figure *figure, const struct bill_picture_wish *wish, int *width, int *height)
{
	double across = wish->shown.width * wish->px_per_pt, down = wish->shown.height * wish->px_per_pt;
	double share = sqrt(BILL_MAX_SHOWN_PIXELS / fmax(across * down, 1));
	if (!figure->vector)
		share = fmin(share, fmax(wish->crop.width / across, wish->crop.height / down));
	*width = (int)fmax(1, round(across * fmin(1, share)));
	*height = (int)fmax(1, round(down * fmin(1, share)));
}

static cairo_surface_t *make(const struct bill_figure *figure, const struct bill_picture_wish *wish)
{
	int width, height;
	made_size(figure, wish, &width, &height);
	bool opaque = figure->image && cairo_image_surface_get_format(figure->image) == CAIRO_FORMAT_RGB24;
	cairo_surface_t *surface = cairo_image_surface_create(opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, width, height);
	cairo_t *cr = cairo_create(surface);
	paint_crop(figure, wish->crop, (struct bill_rect){0, 0, width, height}, cr);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	if (opaque) /* the fourth byte is undefined then, and tone() reads it as alpha */
		for (size_t i = 0; i < (size_t)height * (size_t)cairo_image_surface_get_stride(surface) / 4; i++)
			((uint32_t *)(void *)cairo_image_surface_get_data(surface))[i] |= 0xff000000u;
	return surface;
}

/* A JPEG of this size weighs less as it is than its pixels made fewer, which a PDF holds without loss. */
#define SMALL_BYTES (1500u << 10)

static bool too_fine(const struct bill_figure *figure, const struct bill_picture_wish *wish)
{
	if (figure->vector)
		return false;
	double fineness = wish->crop.width / (wish->shown.width * wish->px_per_pt);
	return figure->original ? fineness > 1.5 && g_bytes_get_size(figure->bytes) > SMALL_BYTES : fineness > 1.25;
}

static struct bill_picture *make_picture(struct bill_figure *figure, const struct bill_picture_wish *wish)
{
	static const struct bill_color black = {0, 0, 0, 1}, white = {1, 1, 1, 1};
	struct bill_picture *picture = g_new0(struct bill_picture, 1);
	*picture = (struct bill_picture){.figure = figure, .wish = *wish, .crop = wish->crop};
	g_ptr_array_add(figure->pictures, picture);
	if (wish->tone != BILL_TONE_COLOR || too_fine(figure, wish))
		picture->made = make(figure, wish);
	if (wish->tone == BILL_TONE_GRAY)
		tone(picture->made, black, white);
	if (wish->tone == BILL_TONE_DUOTONE)
		tone(picture->made, wish->dark, wish->light);
	return picture;
}

const struct bill_picture *bill_picture_new(struct bill_figure *figure, const struct bill_picture_wish *wish)
{
	return make_picture(figure, wish);
}

const struct bill_picture *bill_picture_gray(const struct bill_picture *picture)
{
	struct bill_picture_wish wish = picture->wish;
	bool duotone = wish.tone == BILL_TONE_DUOTONE;
	bool plain = !duotone && picture->figure->vector && bill_vector_is_plain(picture->figure->bytes);
	if (wish.tone == BILL_TONE_GRAY && !plain)
		return picture;
	if (!duotone)
		wish.tone = BILL_TONE_GRAY;
	wish.dark = bill_color_gray(wish.dark);
	wish.light = bill_color_gray(wish.light);
	struct bill_picture *gray = make_picture(picture->figure, &wish);
	gray->pdf_as_is = plain;
	return gray;
}

/* ---- crops ---- */

struct bill_rect bill_crop(struct bill_size picture, double ratio, struct bill_point focus)
{
	struct bill_rect crop = {0, 0, picture.width, picture.height};
	if (picture.width / picture.height > ratio)
		crop.width = fmin(picture.width, picture.height * ratio); /* which rounding could make wider */
	else
		crop.height = fmin(picture.height, picture.width / ratio);
	crop.x = CLAMP(focus.x * picture.width - crop.width / 2, 0, picture.width - crop.width);
	crop.y = CLAMP(focus.y * picture.height - crop.height / 2, 0, picture.height - crop.height);
	return crop;
}

static bool parse_share(const char **text, double *share)
{
	char *end;
	double percent = g_ascii_strtod(*text, &end);
	if (end == *text || *end != '%' || !(percent >= 0 && percent <= 100))
		return false;
	*share = percent / 100;
	*text = end + 1;
	return true;
}

bool bill_focus_parse(const char *text, struct bill_point *focus)
{
	struct bill_point point;
	while (g_ascii_isspace(*text))
		text++;
	if (!parse_share(&text, &point.x))
		return false;
	while (g_ascii_isspace(*text) || *text == ',')
		text++;
	if (!parse_share(&text, &point.y) || *text != '\0')
		return false;
	*focus = point;
	return true;
}
