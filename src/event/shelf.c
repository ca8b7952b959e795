/* Events put aside: in memory while they are few, then in a file without a name, so that a long file of events needs no memory.
 */
#include "event/event.h"

#include <errno.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define KEPT_BYTES (4u << 20)    /* of events in memory */
#define SOURCE_BYTES (64u << 20) /* of texts that places point into; beyond this a finding shows no excerpt */

#if GLIB_SIZEOF_VOID_P == 8
/* A new member of the event must be walked below: arena, source and place; fields; start and end; all_day; zone; five lists. */
G_STATIC_ASSERT(sizeof(struct bill_item) == 5 * sizeof(struct bill_value));
G_STATIC_ASSERT(sizeof(struct bill_speaker) == 5 * sizeof(struct bill_value));
G_STATIC_ASSERT(sizeof(struct bill_event) == 2 * sizeof(void *) + sizeof(struct bill_at) +
												 (BILL_FIELD_COUNT + 1) * sizeof(struct bill_value) +
												 2 * sizeof(struct bill_moment) + 8 + 5 * (sizeof(void *) + sizeof(size_t)));
#endif

struct bill_shelf {
	GArray *ends;        /* guint64: where each event ends */
	GByteArray *memory;  /* the events, or what was not yet written to the file */
	int fd;              /* -1: they are in memory */
	GPtrArray *sources;  /* struct bill_src, counted */
	GHashTable *indices; /* source → its index + 1 */
	size_t source_bytes;
};

struct bill_shelf *bill_shelf_new(void)
{
	struct bill_shelf *shelf = g_new0(struct bill_shelf, 1);
	shelf->ends = g_array_new(FALSE, FALSE, sizeof(guint64));
	shelf->memory = g_byte_array_new();
	shelf->fd = -1;
	shelf->sources = g_ptr_array_new();
	shelf->indices = g_hash_table_new(g_direct_hash, g_direct_equal);
	return shelf;
}

void bill_shelf_free(struct bill_shelf *shelf)
{
	if (!shelf)
		return;
	if (shelf->fd >= 0)
		close(shelf->fd);
	for (unsigned i = 0; i < shelf->sources->len; i++)
		bill_src_unref(shelf->sources->pdata[i]);
	g_hash_table_unref(shelf->indices);
	g_ptr_array_unref(shelf->sources);
	g_byte_array_unref(shelf->memory);
	g_array_unref(shelf->ends);
	g_free(shelf);
}

size_t bill_shelf_count(const struct bill_shelf *shelf)
{
	return shelf->ends->len;
}

/* ---- sources ---- */

static const struct bill_src *kept_source(struct bill_shelf *shelf, const struct bill_src *src)
{
	shelf->source_bytes += src->len;
	return shelf->source_bytes <= SOURCE_BYTES ? bill_src_ref(src) : bill_src_new(src->name, "", 0);
}

/* 0: none. A source stays the same object as long as an event of it is alive, and its reader outlives the events that follow. */
static guint32 source_index(struct bill_shelf *shelf, const struct bill_src *src)
{
	if (!src)
		return 0;
	guint32 index = GPOINTER_TO_UINT(g_hash_table_lookup(shelf->indices, src));
	if (index)
		return index;
	const struct bill_src *kept = kept_source(shelf, src);
	g_ptr_array_add(shelf->sources, (gpointer)(gsize)kept);
	if (kept == src) /* one that is not kept may be freed, and its address be another's */
		g_hash_table_insert(shelf->indices, (gpointer)(gsize)src, GUINT_TO_POINTER(shelf->sources->len));
	return shelf->sources->len;
}

/* ---- one walk for both ways ---- */

/* Writes what it meets to `out`, or, where that is NULL, fills it from `in`. */
struct walk {
	struct bill_shelf *shelf;
	GByteArray *out;
	const guint8 *in;
	struct bill_arena *arena;
	const struct bill_src *last; /* consecutive places mostly share their source */
	guint32 last_index;
};

static void walk_bytes(struct walk *walk, void *bytes, size_t count)
{
	if (walk->out) {
		g_byte_array_append(walk->out, bytes, (guint)count);
		return;
	}
	memcpy(bytes, walk->in, count);
	walk->in += count;
}

static void walk_source(struct walk *walk, const struct bill_src **src)
{
	guint32 index = 0;
	if (walk->out && (!walk->last_index || *src != walk->last)) {
		walk->last = *src;
		walk->last_index = source_index(walk->shelf, *src);
	}
	if (walk->out)
		index = walk->last_index;
	walk_bytes(walk, &index, sizeof index);
	if (!walk->out)
		*src = index ? walk->shelf->sources->pdata[index - 1] : NULL;
}

static void walk_at(struct walk *walk, struct bill_at *at)
{
	walk_source(walk, &at->src);
	walk_bytes(walk, &at->line, sizeof at->line);
	walk_bytes(walk, &at->column, sizeof at->column);
}

static void walk_text(struct walk *walk, const char **text)
{
	gint32 len = walk->out && *text ? (gint32)strlen(*text) : -1;
	walk_bytes(walk, &len, sizeof len);
	if (walk->out && len > 0)
		g_byte_array_append(walk->out, (const guint8 *)*text, (guint)len);
	if (walk->out)
		return;
	*text = len < 0 ? NULL : bill_arena_strndup(walk->arena, (const char *)walk->in, (size_t)len);
	walk->in += MAX(len, 0);
}

static void walk_value(struct walk *walk, struct bill_value *value)
{
	guint8 there = value->text != NULL;
	walk_bytes(walk, &there, sizeof there);
	if (!there)
		return;
	walk_text(walk, &value->text);
	walk_at(walk, &value->at);
	walk_bytes(walk, &value->guessed, sizeof value->guessed);
}

static void walk_moment(struct walk *walk, struct bill_moment *moment)
{
	struct bill_at at = moment->at;
	walk_bytes(walk, moment, sizeof *moment);
	moment->at = at;
	walk_at(walk, &moment->at);
}

/* How many there are; when reading, room for them. */
static void *walk_list(struct walk *walk, void *items, size_t *count, size_t size)
{
	walk_bytes(walk, count, sizeof *count);
	return walk->out || *count == 0 ? items : bill_arena_alloc(walk->arena, *count * size);
}

static void walk_values(struct walk *walk, struct bill_value **values, size_t *count)
{
	*values = walk_list(walk, *values, count, sizeof **values);
	for (size_t i = 0; i < *count; i++)
		walk_value(walk, &(*values)[i]);
}

static void walk_speakers(struct walk *walk, struct bill_event *event)
{
	event->speakers = walk_list(walk, event->speakers, &event->n_speakers, sizeof *event->speakers);
	for (size_t i = 0; i < event->n_speakers; i++) {
		struct bill_speaker *speaker = &event->speakers[i];
		walk_value(walk, &speaker->name);
		walk_value(walk, &speaker->affiliation);
		walk_value(walk, &speaker->bio);
		walk_value(walk, &speaker->photo);
		walk_value(walk, &speaker->url);
	}
}

static void walk_programme(struct walk *walk, struct bill_event *event)
{
	event->programme = walk_list(walk, event->programme, &event->n_programme, sizeof *event->programme);
	for (size_t i = 0; i < event->n_programme; i++) {
		struct bill_item *item = &event->programme[i];
		walk_value(walk, &item->time);
		walk_value(walk, &item->title);
		walk_value(walk, &item->by);
		walk_value(walk, &item->dates);
		walk_value(walk, &item->note);
	}
}

static void walk_extras(struct walk *walk, struct bill_event *event)
{
	event->extras = walk_list(walk, event->extras, &event->n_extras, sizeof *event->extras);
	for (size_t i = 0; i < event->n_extras; i++) {
		walk_text(walk, &event->extras[i].key);
		walk_value(walk, &event->extras[i].value);
	}
}

static void walk_event(struct walk *walk, struct bill_event *event)
{
	walk_source(walk, &event->src);
	walk_at(walk, &event->at);
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		walk_value(walk, &event->fields[i]);
	walk_moment(walk, &event->start);
	walk_moment(walk, &event->end);
	walk_bytes(walk, &event->all_day, sizeof event->all_day);
	walk_value(walk, &event->zone);
	walk_speakers(walk, event);
	walk_values(walk, &event->keywords, &event->n_keywords);
	walk_values(walk, &event->logos, &event->n_logos);
	walk_programme(walk, event);
	walk_extras(walk, event);
}

/* ---- the shelf ---- */

static guint64 start_of(const struct bill_shelf *shelf, size_t index)
{
	return index ? g_array_index(shelf->ends, guint64, index - 1) : 0;
}

static bool write_out(struct bill_shelf *shelf)
{
	const guint8 *bytes = shelf->memory->data;
	size_t left = shelf->memory->len;
	while (left > 0) {
		ssize_t done = write(shelf->fd, bytes, left);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes += done;
		left -= (size_t)done;
	}
	g_byte_array_set_size(shelf->memory, 0);
	return true;
}

static bool open_file(struct bill_shelf *shelf)
{
	char *path = NULL;
	shelf->fd = g_file_open_tmp("handbill-XXXXXX", &path, NULL);
	if (shelf->fd >= 0)
		unlink(path); /* nobody else needs its name, and nothing is left behind whatever happens */
	g_free(path);
	return shelf->fd >= 0;
}

bool bill_shelf_put(struct bill_shelf *shelf, const struct bill_event *event, struct bill_diags *diags)
{
	struct bill_event copy = *event; /* its lists are only read */
	size_t before = shelf->memory->len;
	guint64 start = start_of(shelf, shelf->ends->len);
	walk_event(&(struct walk){.shelf = shelf, .out = shelf->memory}, &copy);
	guint64 end = start + shelf->memory->len - before;
	g_array_append_val(shelf->ends, end);
	if (shelf->fd < 0 && shelf->memory->len <= KEPT_BYTES)
		return true;
	errno = 0;
	if ((shelf->fd >= 0 || open_file(shelf)) && write_out(shelf))
		return true;
	return bill_error(diags, (struct bill_at){0}, "sink/full", "the events cannot be put aside in %s: %s", g_get_tmp_dir(),
		g_strerror(errno ? errno : EIO));
}

static bool read_at(int fd, guint8 *bytes, size_t count, guint64 offset)
{
	while (count > 0) {
		ssize_t got = pread(fd, bytes, count, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		bytes += got;
		offset += (guint64)got;
		count -= (size_t)got;
	}
	return true;
}

struct bill_event *bill_shelf_take(struct bill_shelf *shelf, size_t index)
{
	guint64 start = start_of(shelf, index);
	size_t count = (size_t)(g_array_index(shelf->ends, guint64, index) - start);
	g_autofree guint8 *bytes = shelf->fd >= 0 ? g_malloc(count) : NULL;
	if (bytes && !read_at(shelf->fd, bytes, count, start))
		return NULL;
	struct bill_event *event = bill_event_new(NULL, (struct bill_at){0});
	walk_event(&(struct walk){.shelf = shelf, .in = bytes ? bytes : shelf->memory->data + start, .arena = event->arena}, event);
	if (event->src)
		bill_src_ref(event->src);
	return event;
}
