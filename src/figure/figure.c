/* Pictures of a poster: found, read, checked and decoded; what cannot be is told, and the poster does without it. */
#include "figure/inside.h"
#include "figure/open.h"
#include "figure/picture.h"

#include <string.h>

#define LEAST_PX 16 /* a picture below this is a spacer of some web page */

struct bill_figures {
	char *root;
	struct bill_album *album;
	GPtrArray *list;
	GPtrArray *looked; /* paths, in the order they were tried */
};

static void free_figure(void *data)
{
	struct bill_figure *figure = data;
	g_ptr_array_unref(figure->pictures);
	g_clear_pointer(&figure->image, cairo_surface_destroy);
	g_clear_pointer(&figure->original, cairo_surface_destroy);
	g_clear_pointer(&figure->pixels, g_bytes_unref);
	g_clear_object(&figure->vector);
	g_clear_pointer(&figure->bytes, g_bytes_unref);
	g_free(figure->place);
	g_free(figure->key);
	g_free(figure->name);
	g_free(figure);
}

struct bill_figures *bill_figures_new(const char *root, struct bill_album *album)
{
	struct bill_figures *figures = g_new0(struct bill_figures, 1);
	figures->root = g_strdup(root);
	figures->album = album;
	figures->list = g_ptr_array_new_with_free_func(free_figure);
	figures->looked = g_ptr_array_new_with_free_func(g_free);
	return figures;
}

void bill_figures_free(struct bill_figures *figures)
{
	if (!figures)
		return;
	g_ptr_array_unref(figures->list);
	g_ptr_array_unref(figures->looked);
	g_free(figures->root);
	g_free(figures);
}

/* ---- where it is ---- */

static char *folder_of(struct bill_at at)
{
	bool nowhere = !at.src || strcmp(at.src->name, "-") == 0;
	return nowhere ? g_strdup(".") : g_path_get_dirname(at.src->name);
}

/* Where to look, first to last. NULL-ended. */
static char **folders_of(const struct bill_figures *figures, const struct bill_figure_wish *wish)
{
	g_autoptr(GStrvBuilder) folders = g_strv_builder_new();
	g_autofree char *beside = folder_of(wish->at);
	if (wish->of_layout || !figures->root)
		g_strv_builder_add(folders, beside);
	if (figures->root)
		g_strv_builder_add(folders, figures->root);
	return g_strv_builder_end(folders);
}

static enum bill_inside find(struct bill_figures *figures, const char *const *folders, struct bill_figure *figure)
{
	enum bill_inside result = bill_inside_check(figure->name);
	if (result != BILL_INSIDE_READ)
		return result;
	result = BILL_INSIDE_MISSING;
	for (; *folders && result == BILL_INSIDE_MISSING; folders++) {
		g_ptr_array_add(figures->looked, g_build_filename(*folders, figure->name, NULL));
		result = bill_inside_read(*folders, figure->name, BILL_MAX_PICTURE_BYTES, &figure->bytes);
	}
	return result;
}

static bool tell_where(enum bill_inside result, const struct bill_figure_wish *wish, const char *folder, struct bill_diags *diags)
{
	const char *path = wish->path;
	switch (result) {
	case BILL_INSIDE_READ:
		return true;
	case BILL_INSIDE_REMOTE:
		bill_note(diags, wish->at, "figure/remote", "the picture \"%s\" stands on the network, and is not fetched", path);
		bill_diags_hint(diags, "save it beside the event's file, and name it there");
		return false;
	case BILL_INSIDE_ABSOLUTE:
	case BILL_INSIDE_UPWARDS:
	case BILL_INSIDE_SCHEME:
		bill_warning(diags, wish->at, "figure/outside", "the picture \"%s\" is not read: it does not lie below %s", path, folder);
		bill_diags_hint(diags, "pictures are named by a path relative to the file that names them, or to --root, without \"..\"");
		return false;
	case BILL_INSIDE_LINK:
		bill_warning(diags, wish->at, "figure/link",
			"the picture \"%s\" is not read: a symbolic link leads to it, perhaps out of %s", path, folder);
		bill_diags_hint(diags, "put the file itself there");
		return false;
	case BILL_INSIDE_NO_FILE:
		bill_warning(diags, wish->at, "figure/no-file", "the picture \"%s\" is no file", path);
		return false;
	case BILL_INSIDE_UNREADABLE:
		bill_warning(diags, wish->at, "figure/unreadable", "the picture \"%s\" in %s may not be read", path, folder);
		return false;
	case BILL_INSIDE_TOO_LARGE:
		bill_warning(
			diags, wish->at, "figure/too-large", "the picture \"%s\" has more than %u MB", path, BILL_MAX_PICTURE_BYTES >> 20);
		return false;
	case BILL_INSIDE_MISSING:
		break;
	}
	bill_warning(diags, wish->at, "figure/missing", "there is no picture \"%s\" in %s", path, folder);
	return false;
}

/* ---- what it is ---- */

static bool wrong_type(const struct bill_figure *figure, const struct bill_figure_wish *wish, struct bill_diags *diags)
{
	const char *guess = figure->header.guess;
	bill_warning(diags, wish->at, "figure/type",
		guess ? "\"%s\" is %s, not a picture that can be drawn" : "\"%s\" is no picture that can be drawn%s", wish->path,
		guess ? guess : "");
	bill_diags_hint(diags, "pictures are JPEG, PNG, WebP or SVG");
	return false;
}

static bool broken(const struct bill_figure_wish *wish, const char *why, struct bill_diags *diags)
{
	bill_warning(diags, wish->at, "figure/broken", "the picture \"%s\" cannot be opened: %s", wish->path, why);
	return false;
}

/* What the header alone says against it. */
static bool check_header(struct bill_figure *figure, const struct bill_figure_wish *wish, struct bill_diags *diags)
{
	struct bill_header *header = &figure->header;
	double pixels = (double)header->width * header->height;
	double most = header->type == BILL_FIGURE_JPEG ? BILL_MAX_JPEG_PIXELS : BILL_MAX_PICTURE_PIXELS;
	if (header->type == BILL_FIGURE_UNKNOWN)
		return wrong_type(figure, wish, diags);
	if (header->type == BILL_FIGURE_SVG)
		return true;
	if (header->width <= 0 || header->height <= 0)
		return broken(wish, "its size is not told", diags);
	if (pixels > most) {
		bill_warning(diags, wish->at, "figure/too-large",
			"the picture \"%s\" has %d × %d pixels, more than the %.0f million that are read", wish->path, header->width,
			header->height, most / 1e6);
		bill_diags_hint(diags, "save it smaller; 3000 pixels across are enough for any page");
		return false;
	}
	if (MIN(header->width, header->height) < LEAST_PX) {
		bill_warning(diags, wish->at, "figure/too-small", "the picture \"%s\" has only %d × %d pixels", wish->path, header->width,
			header->height);
		return false;
	}
	if (!header->whole)
		return broken(wish, "its end is missing", diags);
	return true;
}

static const char *package_of(enum bill_figure_type type)
{
	return type == BILL_FIGURE_SVG ? "librsvg2-2" : type == BILL_FIGURE_WEBP ? "webp-pixbuf-loader" : "libgdk-pixbuf-2.0-0";
}

static bool tell_result(const struct bill_figure *figure, const struct bill_decoded *decoded, const struct bill_figure_wish *wish,
	struct bill_diags *diags)
{
	switch (decoded->how) {
	case BILL_APART_DONE:
		return true;
	case BILL_APART_SLOW:
		return broken(wish, "it takes too long", diags);
	case BILL_APART_DIED:
		return broken(wish, "it takes too much memory, or breaks the program that reads it", diags);
	case BILL_APART_NOT:
		return broken(wish, "there is no room for another process", diags);
	case BILL_APART_REFUSED:
		break;
	}
	broken(wish, *decoded->why ? decoded->why : "it cannot be read", diags);
	if (figure->header.type == BILL_FIGURE_WEBP && strstr(decoded->why, "image/webp"))
		bill_diags_hint(diags, "install %s", package_of(BILL_FIGURE_WEBP));
	return false;
}

static bool has_library(const struct bill_figure *figure)
{
	return figure->header.type == BILL_FIGURE_SVG ? bill_rsvg_library() != NULL : bill_pixbuf_library() != NULL;
}

static bool needs_library(const struct bill_figure *figure, const struct bill_figure_wish *wish, struct bill_diags *diags)
{
	if (has_library(figure))
		return false;
	bill_warning(diags, wish->at, "figure/no-library", "the picture \"%s\" needs a library that is not installed", wish->path);
	bill_diags_hint(diags, "install %s", package_of(figure->header.type));
	return true;
}

static void decode(struct bill_figure *figure, struct bill_size most, struct bill_decoded *decoded)
{
	if (figure->header.type == BILL_FIGURE_SVG) {
		decoded->how = bill_vector_open(figure, most, decoded->why);
		return;
	}
	bool turned = figure->header.orientation >= 5;
	decoded->how = bill_raster_decode(figure, most, decoded->why);
	figure->size = (struct bill_size){
		turned ? figure->header.height : figure->header.width, turned ? figure->header.width : figure->header.height};
}

/* ---- opening ---- */

/* All that can be known without its pixels. */
static bool look_at(
	struct bill_figures *figures, struct bill_figure *figure, const struct bill_figure_wish *wish, struct bill_diags *diags)
{
	g_auto(GStrv) folders = folders_of(figures, wish);
	if (!tell_where(find(figures, (const char *const *)folders, figure), wish, folders[0], diags))
		return false;
	size_t len;
	const uint8_t *bytes = g_bytes_get_data(figure->bytes, &len);
	figure->header = bill_header_read(bytes, len);
	return check_header(figure, wish, diags) && !needs_library(figure, wish, diags);
}

static bool open_new(
	struct bill_figures *figures, struct bill_figure *figure, const struct bill_figure_wish *wish, struct bill_diags *diags)
{
	struct bill_size most = {wish->width_px, wish->height_px};
	if (!look_at(figures, figure, wish, diags))
		return false;
	struct bill_decoded decoded = {0};
	if (!bill_album_take(figures->album, most, figure, &decoded)) {
		decode(figure, most, &decoded);
		bill_album_put(figures->album, most, figure, &decoded);
	}
	return tell_result(figure, &decoded, wish, diags);
}

static struct bill_figure *opened(const struct bill_figures *figures, const char *key)
{
	for (guint i = 0; i < figures->list->len; i++) {
		struct bill_figure *figure = g_ptr_array_index(figures->list, i);
		if (g_strcmp0(figure->key, key) == 0)
			return figure;
	}
	return NULL;
}

/* What fails once fails at any size, and is told once. */
static bool failed_before(const struct bill_figures *figures, const char *place)
{
	for (guint i = 0; i < figures->list->len; i++) {
		const struct bill_figure *figure = g_ptr_array_index(figures->list, i);
		if (figure->failed && strcmp(figure->place, place) == 0)
			return true;
	}
	return false;
}

static char *place_of(const struct bill_figure_wish *wish)
{
	g_autofree char *folder = folder_of(wish->at);
	return g_strdup_printf("%d %s/%s", wish->of_layout, folder, wish->path);
}

static struct bill_figure *new_figure(const struct bill_figure_wish *wish)
{
	struct bill_figure *figure = g_new0(struct bill_figure, 1);
	figure->place = place_of(wish);
	figure->name = g_strdup(wish->path);
	figure->pictures = g_ptr_array_new_with_free_func(bill_picture_free);
	return figure;
}

bool bill_figure_is_there(struct bill_figures *figures, const struct bill_figure_wish *wish, struct bill_diags *diags)
{
	g_autofree char *place = place_of(wish);
	if (failed_before(figures, place))
		return false;
	struct bill_figure *figure = new_figure(wish);
	figure->failed = !look_at(figures, figure, wish, diags);
	bool there = !figure->failed;
	if (there)
		free_figure(figure); /* it is read again when somebody knows how large */
	else
		g_ptr_array_add(figures->list, figure);
	return there;
}

struct bill_figure *bill_figure_open(struct bill_figures *figures, const struct bill_figure_wish *wish, struct bill_diags *diags)
{
	g_autofree char *place = place_of(wish);
	if (failed_before(figures, place))
		return NULL;
	g_autofree char *key = g_strdup_printf("%.0f %.0f %s", wish->width_px, wish->height_px, place);
	struct bill_figure *figure = opened(figures, key);
	if (!figure) {
		figure = new_figure(wish);
		figure->key = g_steal_pointer(&key);
		g_ptr_array_add(figures->list, figure);
		figure->failed = !open_new(figures, figure, wish, diags);
	}
	return figure->failed ? NULL : figure;
}

const GPtrArray *bill_figures_looked(const struct bill_figures *figures)
{
	return figures->looked;
}

double bill_output_px_per_pt(bool screen)
{
	return screen ? 96.0 / 72 : 300.0 / 72;
}

struct bill_size bill_figure_size(const struct bill_figure *figure)
{
	return figure->size;
}

bool bill_figure_is_vector(const struct bill_figure *figure)
{
	return figure->vector != NULL;
}

const char *bill_figure_name(const struct bill_figure *figure)
{
	return figure->name;
}
