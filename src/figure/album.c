/* Pictures decoded for earlier posters, or found not to be decoded, kept for the next: by their bytes, so that a file that
 * changed is another picture. */
#include "figure/open.h"

#define MOST_ITEMS 64
#define MOST_BYTES (64u << 20)

struct item {
	struct bill_size most;     /* what it was decoded for */
	struct bill_figure figure; /* only what is decoded of it */
	struct bill_decoded decoded;
	size_t size;
};

struct bill_album {
	GPtrArray *items; /* struct item, the oldest first */
	size_t size;
};

static void share(struct bill_figure *to, const struct bill_figure *from)
{
	to->header = from->header;
	to->size = from->size;
	to->bytes = g_bytes_ref(from->bytes); /* the original's bytes are these */
	to->image = from->image ? cairo_surface_reference(from->image) : NULL;
	to->original = from->original ? cairo_surface_reference(from->original) : NULL;
	to->pixels = from->pixels ? g_bytes_ref(from->pixels) : NULL;
	to->vector = from->vector ? g_object_ref(from->vector) : NULL;
}

static void free_item(void *data)
{
	struct item *item = data;
	g_clear_pointer(&item->figure.image, cairo_surface_destroy);
	g_clear_pointer(&item->figure.original, cairo_surface_destroy);
	g_clear_pointer(&item->figure.pixels, g_bytes_unref);
	g_clear_object(&item->figure.vector);
	g_clear_pointer(&item->figure.bytes, g_bytes_unref);
	g_free(item);
}

struct bill_album *bill_album_new(void)
{
	struct bill_album *album = g_new0(struct bill_album, 1);
	album->items = g_ptr_array_new_with_free_func(free_item);
	return album;
}

void bill_album_free(struct bill_album *album)
{
	if (!album)
		return;
	g_ptr_array_unref(album->items);
	g_free(album);
}

static bool is_for(const struct item *item, struct bill_size most, GBytes *bytes)
{
	/* an SVG is no pixels: it is the same at every size */
	bool same_size =
		item->figure.header.type == BILL_FIGURE_SVG || (item->most.width == most.width && item->most.height == most.height);
	return same_size && g_bytes_equal(item->figure.bytes, bytes);
}

bool bill_album_take(struct bill_album *album, struct bill_size most, struct bill_figure *figure, struct bill_decoded *decoded)
{
	for (guint i = 0; album && i < album->items->len; i++) {
		const struct item *item = g_ptr_array_index(album->items, i);
		if (!is_for(item, most, figure->bytes))
			continue;
		g_bytes_unref(figure->bytes);
		share(figure, &item->figure);
		*decoded = item->decoded;
		return true;
	}
	return false;
}

static void drop_oldest(struct bill_album *album)
{
	const struct item *oldest = g_ptr_array_index(album->items, 0);
	album->size -= oldest->size;
	g_ptr_array_remove_index(album->items, 0);
}

void bill_album_put(
	struct bill_album *album, struct bill_size most, const struct bill_figure *figure, const struct bill_decoded *decoded)
{
	size_t size = g_bytes_get_size(figure->bytes) + (figure->pixels ? g_bytes_get_size(figure->pixels) : 0);
	if (!album || size > MOST_BYTES || decoded->how == BILL_APART_NOT) /* there may be room for a process later */
		return;
	struct item *item = g_new0(struct item, 1);
	item->most = most;
	item->size = size;
	item->decoded = *decoded;
	share(&item->figure, figure);
	g_ptr_array_add(album->items, item);
	album->size += size;
	while (album->items->len > MOST_ITEMS || album->size > MOST_BYTES)
		drop_oldest(album);
}
