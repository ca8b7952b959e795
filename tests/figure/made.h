/* Pictures that a test makes: files in a folder of their own. */
#ifndef TEST_FIGURE_MADE_H
#define TEST_FIGURE_MADE_H

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "figure/figure.h"

/* A folder, with a file events.yaml that the pictures stand beside. */
struct made {
	char *folder;
	struct bill_src *src;
	struct bill_figures *figures;
	struct bill_diags *diags;
};

static inline struct made made_begin(const char *root)
{
	struct made made = {
		.folder = g_dir_make_tmp("figure-XXXXXX", NULL), .figures = bill_figures_new(root, NULL), .diags = bill_diags_new()};
	g_autofree char *name = g_build_filename(made.folder, "events.yaml", NULL);
	made.src = bill_src_new(name, "x", 1);
	return made;
}

static inline void made_end(struct made *made)
{
	const char *const command[] = {"rm", "-rf", made->folder, NULL};
	g_assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
	bill_figures_free(made->figures);
	bill_diags_free(made->diags);
	bill_src_unref(made->src);
	g_free(made->folder);
}

static inline char *made_path(const struct made *made, const char *name)
{
	return g_build_filename(made->folder, name, NULL);
}

static inline void made_file(const struct made *made, const char *name, const void *bytes, size_t len)
{
	g_autofree char *path = made_path(made, name);
	g_assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
}

static inline struct bill_figure *made_open(const struct made *made, const char *path)
{
	struct bill_figure_wish wish = {
		.path = path, .at = {.src = made->src, .line = 1, .column = 1}, .width_px = 2000, .height_px = 2000};
	return bill_figure_open(made->figures, &wish, made->diags);
}

/* The code of the only finding; "" when there is none. */
static inline const char *made_code(const struct made *made)
{
	g_assert_cmpuint(bill_diags_length(made->diags), <=, 1);
	return bill_diags_length(made->diags) ? bill_diags_at(made->diags, 0)->code : "";
}

/* Four quarters of four colours, the upper left one red. */
static inline GdkPixbuf *made_quarters(int width, int height)
{
	static const guint32 colors[] = {0xd01010ff, 0x10a010ff, 0x1010d0ff, 0xe0c010ff};
	GdkPixbuf *pixbuf = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, height);
	for (int i = 0; i < 4; i++) {
		GdkPixbuf *part = gdk_pixbuf_new_subpixbuf(pixbuf, i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
		gdk_pixbuf_fill(part, colors[i]);
		g_object_unref(part);
	}
	return pixbuf;
}

static inline GBytes *made_saved(GdkPixbuf *pixbuf, const char *type)
{
	char *bytes;
	gsize len;
	g_assert_true(gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &len, type, NULL, NULL));
	return g_bytes_new_take(bytes, len);
}

/* The picture drawn whole, in an image surface of its own. */
static inline cairo_surface_t *made_drawn(struct bill_figure *figure, int width, int height)
{
	struct bill_size size = bill_figure_size(figure);
	struct bill_picture_wish wish = {.crop = {0, 0, size.width, size.height}, .shown = {width, height}, .px_per_pt = 1};
	const struct bill_picture *picture = bill_picture_new(figure, &wish);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(surface);
	bill_picture_draw(picture, (struct bill_rect){0, 0, width, height}, cr);
	g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	return surface;
}

static inline guint32 made_pixel(cairo_surface_t *surface, int x, int y)
{
	const unsigned char *data = cairo_image_surface_get_data(surface);
	guint32 pixel;
	memcpy(&pixel, data + y * cairo_image_surface_get_stride(surface) + 4 * x, 4);
	return pixel & 0xffffff;
}

#endif
