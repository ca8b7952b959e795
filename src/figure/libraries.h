/* gdk-pixbuf and librsvg, loaded when the first picture is opened: a poster without pictures does not wait for them. */
#ifndef BILL_FIGURE_LIBRARIES_H
#define BILL_FIGURE_LIBRARIES_H

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <librsvg/rsvg.h>

/* FUNCTION(member, symbol) */
#define BILL_PIXBUF_FUNCTIONS(FUNCTION)                                                                                          \
	FUNCTION(loader_new, gdk_pixbuf_loader_new_with_mime_type)                                                                   \
	FUNCTION(loader_set_size, gdk_pixbuf_loader_set_size)                                                                        \
	FUNCTION(loader_write, gdk_pixbuf_loader_write)                                                                              \
	FUNCTION(loader_close, gdk_pixbuf_loader_close)                                                                              \
	FUNCTION(loader_pixbuf, gdk_pixbuf_loader_get_pixbuf)                                                                        \
	FUNCTION(width, gdk_pixbuf_get_width)                                                                                        \
	FUNCTION(height, gdk_pixbuf_get_height)                                                                                      \
	FUNCTION(rowstride, gdk_pixbuf_get_rowstride)                                                                                \
	FUNCTION(has_alpha, gdk_pixbuf_get_has_alpha)                                                                                \
	FUNCTION(channels, gdk_pixbuf_get_n_channels)                                                                                \
	FUNCTION(scale, gdk_pixbuf_scale_simple)                                                                                     \
	FUNCTION(pixels, gdk_pixbuf_read_pixels)

#define BILL_RSVG_FUNCTIONS(FUNCTION)                                                                                            \
	FUNCTION(from_data, rsvg_handle_new_from_data)                                                                               \
	FUNCTION(set_dpi, rsvg_handle_set_dpi)                                                                                       \
	FUNCTION(size_in_pixels, rsvg_handle_get_intrinsic_size_in_pixels)                                                           \
	FUNCTION(dimensions, rsvg_handle_get_intrinsic_dimensions)                                                                   \
	FUNCTION(render, rsvg_handle_render_document)

#define BILL_MEMBER(member, symbol) __typeof__(&symbol) member;

struct bill_pixbuf_library {
	BILL_PIXBUF_FUNCTIONS(BILL_MEMBER)
};

struct bill_rsvg_library {
	BILL_RSVG_FUNCTIONS(BILL_MEMBER)
};

/* NULL: it is not installed. Never closed: GObject's types cannot be unloaded. */
const struct bill_pixbuf_library *bill_pixbuf_library(void);
const struct bill_rsvg_library *bill_rsvg_library(void);

#endif
