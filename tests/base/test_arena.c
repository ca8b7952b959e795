/* Arenas: zeroed, aligned, apart from one another, of any size. */
#include "base/base.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

static void test_sizes(void)
{
	struct bill_arena *arena = bill_arena_new();
	unsigned char *blocks[300];
	for (size_t i = 0; i < 300; i++) {
		size_t bytes = i * i; /* to beyond the first chunks */
		blocks[i] = bill_arena_alloc(arena, bytes);
		g_assert_cmpuint((uintptr_t)blocks[i] % alignof(max_align_t), ==, 0);
		for (size_t j = 0; j < bytes; j++)
			g_assert_cmpuint(blocks[i][j], ==, 0);
		memset(blocks[i], (int)(i % 255) + 1, bytes);
	}
	for (size_t i = 0; i < 300; i++)
		for (size_t j = 0; j < i * i; j++)
			g_assert_cmpuint(blocks[i][j], ==, i % 255 + 1);
	bill_arena_free(arena);
}

static void test_large(void)
{
	struct bill_arena *arena = bill_arena_new();
	char *small = bill_arena_strdup(arena, "small");
	char *large = bill_arena_alloc(arena, 10 << 20);
	char *after = bill_arena_strdup(arena, "after");
	g_assert_cmpint(after - small, ==, 16); /* the chunk in use goes on being filled */
	large[(10 << 20) - 1] = 'x';
	g_assert_cmpstr(small, ==, "small");
	g_assert_cmpstr(after, ==, "after");
	bill_arena_free(arena);
}

static void test_texts(void)
{
	struct bill_arena *arena = bill_arena_new();
	g_assert_null(bill_arena_strdup(arena, NULL));
	g_assert_cmpstr(bill_arena_strdup(arena, ""), ==, "");
	g_assert_cmpstr(bill_arena_strndup(arena, "abcdef", 3), ==, "abc");
	g_assert_cmpmem(bill_arena_strndup(arena, "a\0b", 3), 4, "a\0b", 4);
	g_assert_cmpstr(bill_arena_strndup(arena, NULL, 0), ==, "");
	g_assert_cmpstr(bill_arena_printf(arena, "%s %d", "Room", 5), ==, "Room 5");
	g_autofree char *wide = g_strnfill(100000, 'w');
	g_assert_cmpuint(strlen(bill_arena_printf(arena, "<%s>", wide)), ==, 100002);
	bill_arena_free(arena);
	bill_arena_free(NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/arena/sizes", test_sizes);
	g_test_add_func("/arena/large", test_large);
	g_test_add_func("/arena/texts", test_texts);
	return g_test_run();
}
