/* Memory that is freed all at once: chunks in a list, each twice the one before up to a limit. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#define FIRST_CHUNK 4096
#define LARGEST_CHUNK (256 * 1024)

struct chunk {
	struct chunk *next;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

struct bill_arena {
	struct chunk *chunks; /* the first is the one that is filled */
	size_t next_size;
};

struct bill_arena *bill_arena_new(void)
{
	struct bill_arena *arena = g_new0(struct bill_arena, 1);
	arena->next_size = FIRST_CHUNK;
	return arena;
}

void bill_arena_free(struct bill_arena *arena)
{
	if (!arena)
		return;
	for (struct chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
		next = chunk->next;
		g_free(chunk);
	}
	g_free(arena);
}

static struct chunk *chunk_new(size_t size)
{
	struct chunk *chunk = g_malloc0(sizeof *chunk + size);
	chunk->size = size;
	return chunk;
}

/* A large request gets a chunk of its own behind the first, so that the first can go on being filled. */
static void *alloc_apart(struct bill_arena *arena, size_t bytes)
{
	struct chunk *chunk = chunk_new(bytes);
	chunk->used = bytes;
	if (arena->chunks) {
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
	} else {
		arena->chunks = chunk;
	}
	return chunk->bytes;
}

void *bill_arena_alloc(struct bill_arena *arena, size_t bytes)
{
	const size_t unit = alignof(max_align_t);
	g_assert(bytes <= PTRDIFF_MAX - sizeof(struct chunk) - unit); /* every count is held under a cap of limits.h */
	bytes = bytes ? (bytes + unit - 1) / unit * unit : unit;
	struct chunk *chunk = arena->chunks;
	if (!chunk || chunk->size - chunk->used < bytes) {
		if (bytes > arena->next_size / 4)
			return alloc_apart(arena, bytes);
		chunk = chunk_new(arena->next_size);
		chunk->next = arena->chunks;
		arena->chunks = chunk;
		arena->next_size = MIN(arena->next_size * 2, LARGEST_CHUNK);
	}
	void *result = chunk->bytes + chunk->used;
	chunk->used += bytes;
	return result;
}

char *bill_arena_strdup(struct bill_arena *arena, const char *text)
{
	return text ? bill_arena_strndup(arena, text, strlen(text)) : NULL;
}

char *bill_arena_strndup(struct bill_arena *arena, const char *text, size_t bytes)
{
	char *copy = bill_arena_alloc(arena, bytes + 1);
	if (bytes)
		memcpy(copy, text, bytes);
	return copy;
}

char *bill_arena_printf(struct bill_arena *arena, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return bill_arena_strdup(arena, text);
}
