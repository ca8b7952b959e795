/* A PDF as cairo 1.16 writes it, taken apart into objects and put together again. */
#include "surface/objects.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cairo-pdf-surface.c, _cairo_pdf_surface_write_xref: "xref\n0 COUNT\n", then lines of 20 bytes. */
#define XREF_LINE 20
#define SHORTEST_TABLE 16
#define MOST_STREAM_BYTES (64u << 20)
#define LEVEL 6

struct object {
	size_t start, end; /* in the file; 0: added */
	GString *own;      /* its text, once changed */
};

struct bill_objects {
	const char *bytes;
	size_t len, table;
	GArray *list;  /* struct object, by number; the first is unused */
	GArray *order; /* unsigned: as they stand in the file */
};

static struct object *at(const struct bill_objects *objects, unsigned i)
{
	return &g_array_index(objects->list, struct object, i);
}

/* ---- reading ---- */

/* The last "startxref\nNUMBER". */
static size_t find_table(const char *bytes, size_t len)
{
	static const char word[] = "startxref\n";
	for (const char *s = bytes + len - MIN(len, strlen(word)); s >= bytes && s > bytes + len - 64; s--)
		if (memcmp(s, word, strlen(word)) == 0)
			return strtoul(s + strlen(word), NULL, 10);
	return 0;
}

static bool read_table(struct bill_objects *objects)
{
	unsigned count = 0;
	objects->table = find_table(objects->bytes, objects->len);
	if (objects->table == 0 || objects->len < SHORTEST_TABLE || objects->table > objects->len - SHORTEST_TABLE)
		return false;
	const char *table = objects->bytes + objects->table, *end = objects->bytes + objects->len;
	if (sscanf(table, "xref\n0 %u\n", &count) != 1)
		return false;
	const char *line = memchr(table + strlen("xref\n"), '\n', (size_t)(end - table) - strlen("xref\n"));
	if (!line || count < 2 || count > (size_t)(end - ++line) / XREF_LINE) /* without an object it would have no page */
		return false;
	g_array_set_size(objects->list, count);
	for (unsigned i = 1; i < count; i++) {
		at(objects, i)->start = strtoul(line + i * XREF_LINE, NULL, 10);
		if (at(objects, i)->start == 0 || at(objects, i)->start >= objects->table)
			return false;
		g_array_append_val(objects->order, i);
	}
	return true;
}

static int by_place(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct object *x = at(data, *(const unsigned *)a), *y = at(data, *(const unsigned *)b);
	return x->start < y->start ? -1 : x->start > y->start;
}

/* An object ends where the next begins. */
static void find_ends(struct bill_objects *objects)
{
	g_array_sort_with_data(objects->order, by_place, objects);
	size_t end = objects->table;
	for (guint i = objects->order->len; i-- > 0;) {
		struct object *object = at(objects, g_array_index(objects->order, unsigned, i));
		object->end = end;
		end = object->start;
	}
}

static void free_object(gpointer object)
{
	GString *own = ((struct object *)object)->own;
	if (own)
		g_string_free(own, TRUE);
}

static void free_all(struct bill_objects *objects)
{
	g_array_unref(objects->list);
	g_array_unref(objects->order);
	g_free(objects);
}

struct bill_objects *bill_objects_open(const GByteArray *pdf)
{
	struct bill_objects *objects = g_new0(struct bill_objects, 1);
	objects->bytes = (const char *)pdf->data;
	objects->len = pdf->len;
	objects->list = g_array_new(FALSE, TRUE, sizeof(struct object));
	objects->order = g_array_new(FALSE, FALSE, sizeof(unsigned));
	g_array_set_clear_func(objects->list, free_object);
	if (!read_table(objects)) {
		free_all(objects);
		return NULL;
	}
	find_ends(objects);
	return objects;
}

unsigned bill_objects_count(const struct bill_objects *objects)
{
	return objects->list->len;
}

/* ---- one object ---- */

static const char *text_of(const struct bill_objects *objects, unsigned i, size_t *len)
{
	const struct object *object = at(objects, i);
	*len = object->own ? object->own->len : object->end - object->start;
	return object->own ? object->own->str : objects->bytes + object->start;
}

/* The part before a stream. */
static size_t head_length(const char *text, size_t len)
{
	const char *stream = memmem(text, len, "\nstream\n", 8);
	return stream ? (size_t)(stream - text) : len;
}

static GString *own_text(struct bill_objects *objects, unsigned i)
{
	size_t len;
	const char *text = text_of(objects, i, &len);
	struct object *object = at(objects, i);
	if (!object->own)
		object->own = g_string_new_len(text, (gssize)len);
	return object->own;
}

bool bill_object_is(const struct bill_objects *objects, unsigned i, const char *kind)
{
	size_t len, wanted = strlen(kind);
	const char *text = text_of(objects, i, &len);
	const char *newline = memchr(text, '\n', MIN((size_t)24, len));
	return newline && (size_t)(text + len - newline - 1) >= wanted && memcmp(newline + 1, kind, wanted) == 0;
}

/* Its offset behind the words, 0: not there. */
static size_t behind(const struct bill_objects *objects, unsigned i, const char *words)
{
	size_t len;
	const char *text = text_of(objects, i, &len);
	const char *found = memmem(text, head_length(text, len), words, strlen(words));
	return found ? (size_t)(found - text) + strlen(words) : 0;
}

char *bill_object_find(const struct bill_objects *objects, unsigned i, const char *words)
{
	size_t len, from = behind(objects, i, words);
	const char *text = text_of(objects, i, &len);
	const char *newline = from ? memchr(text + from, '\n', len - from) : NULL;
	return newline ? g_strndup(text + from, (gsize)(newline - text) - from) : NULL;
}

void bill_object_insert(struct bill_objects *objects, unsigned i, const char *words, const char *text)
{
	size_t from = behind(objects, i, words);
	if (from)
		g_string_insert(own_text(objects, i), (gssize)from, text);
}

void bill_object_replace(struct bill_objects *objects, unsigned i, const char *words, const char *text)
{
	size_t from = behind(objects, i, words);
	if (!from)
		return;
	GString *own = own_text(objects, i);
	g_string_erase(own, (gssize)(from - strlen(words)), (gssize)strlen(words));
	g_string_insert(own, (gssize)(from - strlen(words)), text);
}

unsigned bill_objects_add(struct bill_objects *objects, const char *body)
{
	unsigned number = objects->list->len;
	struct object object = {.own = g_string_new(NULL)};
	g_string_printf(object.own, "%u 0 obj\n%s\nendobj\n", number, body);
	g_array_append_val(objects->list, object);
	g_array_append_val(objects->order, number);
	return number;
}

/* ---- streams ---- */

/* cairo writes a stream's length into an object of its own: "/Length 21 0 R". 0: there is none. */
static unsigned length_object(const struct bill_objects *objects, unsigned i)
{
	g_autofree char *words = bill_object_find(objects, i, "/Length ");
	unsigned number = 0;
	if (!words || !g_str_has_suffix(words, " 0 R") || sscanf(words, "%u 0 R", &number) != 1)
		return 0;
	return number < objects->list->len ? number : 0;
}

static size_t length_of(const struct bill_objects *objects, unsigned i)
{
	size_t len;
	unsigned number = length_object(objects, i);
	const char *text = number ? text_of(objects, number, &len) : NULL;
	const char *newline = text ? memchr(text, '\n', len) : NULL;
	return newline ? strtoul(newline + 1, NULL, 10) : 0;
}

static GString *inflate(const char *bytes, size_t len)
{
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	GString *out = g_string_sized_new(len * 6 + 1024);
	enum libdeflate_result result;
	size_t got = 0;
	g_assert(inflater); /* fails only when memory does */
	while ((result = libdeflate_zlib_decompress(inflater, bytes, len, out->str, out->allocated_len - 1, &got)) ==
			   LIBDEFLATE_INSUFFICIENT_SPACE &&
		   out->allocated_len < MOST_STREAM_BYTES)
		g_string_set_size(out, out->allocated_len * 2);
	libdeflate_free_decompressor(inflater);
	if (result == LIBDEFLATE_SUCCESS)
		return g_string_set_size(out, got);
	g_string_free(out, TRUE);
	return NULL;
}

GString *bill_object_stream(const struct bill_objects *objects, unsigned i)
{
	size_t len, wanted = length_of(objects, i);
	const char *text = text_of(objects, i, &len);
	size_t head = head_length(text, len) + strlen("\nstream\n");
	if (head > len || wanted > len - head || !behind(objects, i, "/Filter /FlateDecode"))
		return NULL;
	return inflate(text + head, wanted);
}

void bill_object_set_stream(struct bill_objects *objects, unsigned i, const GString *stream)
{
	unsigned number = length_object(objects, i);
	struct libdeflate_compressor *deflate = libdeflate_alloc_compressor(LEVEL);
	g_assert(deflate && number); /* only streams that were read are set */
	size_t bound = libdeflate_zlib_compress_bound(deflate, stream->len);
	g_autofree char *packed = g_malloc(bound);
	size_t len = libdeflate_zlib_compress(deflate, stream->str, stream->len, packed, bound);
	libdeflate_free_compressor(deflate);
	GString *own = own_text(objects, i);
	g_string_truncate(own, head_length(own->str, own->len) + strlen("\nstream\n"));
	g_string_append_len(own, packed, (gssize)len);
	g_string_append(own, "\nendstream\nendobj\n");
	g_string_printf(own_text(objects, number), "%u 0 obj\n   %zu\nendobj\n", number, len);
}

/* ---- writing ---- */

static void append_objects(const struct bill_objects *objects, GString *out)
{
	const struct object *first = at(objects, g_array_index(objects->order, unsigned, 0));
	g_string_append_len(out, objects->bytes, (gssize)first->start); /* "%PDF-1.5" */
	for (guint i = 0; i < objects->order->len; i++) {
		size_t len;
		unsigned number = g_array_index(objects->order, unsigned, i);
		const char *text = text_of(objects, number, &len);
		at(objects, number)->start = out->len;
		g_string_append_len(out, text, (gssize)len);
	}
}

/* cairo's trailer is "trailer\n<< /Size N\n …". */
static void append_trailer(const struct bill_objects *objects, GString *out)
{
	const char *from = objects->bytes + objects->table, *end = objects->bytes + objects->len;
	const char *trailer = memmem(from, (size_t)(end - from), "/Size ", 6);
	const char *rest = trailer ? memchr(trailer, '\n', (size_t)(end - trailer)) : NULL;
	const char *stop = rest ? memmem(rest, (size_t)(end - rest), "startxref", 9) : NULL;
	g_string_append_printf(out, "trailer\n<< /Size %u", objects->list->len);
	if (stop)
		g_string_append_len(out, rest, stop - rest);
}

GByteArray *bill_objects_close(struct bill_objects *objects)
{
	GString *out = g_string_sized_new(objects->len + 8192);
	append_objects(objects, out);
	size_t table = out->len;
	g_string_append_printf(out, "xref\n0 %u\n0000000000 65535 f \n", objects->list->len);
	for (unsigned i = 1; i < objects->list->len; i++)
		g_string_append_printf(out, "%010zu 00000 n \n", at(objects, i)->start);
	append_trailer(objects, out);
	g_string_append_printf(out, "startxref\n%zu\n%%%%EOF\n", table);
	free_all(objects);
	size_t len = out->len;
	return g_byte_array_new_take((guint8 *)g_string_free(out, FALSE), len);
}

void bill_append_pdf_text(GString *out, const char *text)
{
	glong count = 0;
	g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &count, NULL);
	g_string_append(out, "<FEFF");
	for (glong i = 0; i < count; i++)
		g_string_append_printf(out, "%04X", units[i]);
	g_string_append_c(out, '>');
}
