/* What the tests with real fonts share. */
#ifndef TEST_FONT_WORDS_H
#define TEST_FONT_WORDS_H

#include <math.h>
#include <string.h>

#include "font/type.h"

#define assert_near(a, b, least) g_assert_cmpfloat(fabs((a) - (b)), <, least)

/* Nothing is freed until the program ends but by words_finish. */
struct words {
	struct bill_diags *diags;
	struct bill_fontset *fonts;
	struct bill_arena *arena;
};

static struct words words;

static inline void words_init(void)
{
	words.diags = bill_diags_new();
	words.fonts = bill_fontset_new(FONTS_CONF, NULL, words.diags);
	words.arena = bill_arena_new();
}

static inline void words_finish(void)
{
	bill_arena_free(words.arena);
	bill_fontset_free(words.fonts);
	bill_diags_free(words.diags);
}

static inline struct bill_style plain_style(void)
{
	return (struct bill_style){.name = "body", .hang = true, .font = {.role = BILL_ROLE_TEXT, .weight = 400}};
}

static inline struct bill_type *make_styled(const char *text, const char *language, const struct bill_style *style)
{
	struct bill_text *copy = bill_arena_new0(words.arena, struct bill_text);
	copy->s = bill_arena_strdup(words.arena, text);
	copy->len = strlen(text);
	struct bill_type *type = bill_type_new(words.fonts, copy, style, language, (struct bill_at){0}, words.arena, words.diags);
	if (style->hyphenate) { /* whoever lays out decides when; here it is always */
		type->hyphenate = true;
		bill_type_find_stops(type);
	}
	return type;
}

static inline struct bill_type *make_type(const char *text, const char *language)
{
	struct bill_style style = plain_style();
	return make_styled(text, language, &style);
}

/* The text with a mark where lines may end: | anywhere, - with a hyphen, ~ inside a phrase, / at a line's end, § a paragraph's.
 */
static inline char *mark_stops(const struct bill_type *type, const struct bill_stops *stops)
{
	GString *out = g_string_new(NULL);
	size_t at = 0;
	for (size_t i = 0; i + 1 < stops->n; i++) {
		const struct bill_stop *stop = &stops->at[i];
		g_string_append_len(out, type->s + at, (gssize)(stop->next - at));
		at = stop->next;
		g_string_append(out, (const char *const[]){"§", "/", "|", "-", "~", "=", "'"}[stop->kind]);
	}
	return g_string_append(out, type->s + at), g_string_free(out, FALSE);
}

/* The lines, "|" between, "-" where a hyphen is added. */
static inline char *mark_lines(struct bill_type *type, double width, enum bill_wrap wrap, bool desperate)
{
	size_t count;
	const struct bill_break *lines = bill_type_break(type, width, wrap, desperate, &count);
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < count; i++)
		g_string_append_printf(out, "%s%.*s%s", i ? "|" : "", (int)(lines[i].end - lines[i].start), type->s + lines[i].start,
			lines[i].hyphen ? "-" : "");
	return g_string_free(out, FALSE);
}

#endif
