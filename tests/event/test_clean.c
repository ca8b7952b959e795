/* Text cleaned for people: tables of in and out, and what holds for any text. */
#include "event/event.h"
#include "../clock.h"
#include "../tell.h"

#include <string.h>

#define LARGE ANY_OR_SANITIZED(200000, 10000)

enum how { LINE, PROSE };

struct row {
	enum how how;
	const char *language, *raw, *shown;
	unsigned warnings;
};

static const struct row rows[] = {
#define ROW(how, language, raw, shown, warnings) {how, language, raw, shown, warnings},
#include "clean_rows.def"
#undef ROW
};

/* ---- showing ---- */

static void show_plain(GString *out, const char *text, size_t len)
{
	static const char *const signs[][2] = {{"\302\240", "␣"}, {"\342\200\257", "⎵"}, {"\342\200\250", "↓"}};
	g_autoptr(GString) plain = g_string_new_len(text, (gssize)len);

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		g_string_replace(plain, signs[i][0], signs[i][1], 0);
	g_string_append(out, plain->str);
}

static char *show(const struct bill_text *text)
{
	GString *out = g_string_new(NULL);
	size_t at = 0;

	for (size_t i = 0; i < text->n_runs; i++) {
		const struct bill_run *run = &text->runs[i];
		show_plain(out, text->s + at, run->start - at);
		g_string_append(out, "⟦");
		for (unsigned bit = 0; bit < 6; bit++)
			if (run->flags & 1u << bit)
				g_string_append_c(out, "sic^_*"[bit]);
		g_string_append_c(out, ' ');
		show_plain(out, text->s + run->start, run->len);
		g_string_append(out, "⟧");
		at = run->start + run->len;
	}
	show_plain(out, text->s + at, text->len - at);
	return g_string_free(out, FALSE);
}

/* ---- what holds for any text ---- */

static bool is_border(const struct bill_text *text, size_t at)
{
	return at == text->len || ((unsigned char)text->s[at] & 0xC0) != 0x80;
}

static void check_runs(const struct bill_text *text)
{
	size_t end = 0;

	g_assert_true((text->n_runs == 0) == (text->runs == NULL));
	for (size_t i = 0; i < text->n_runs; i++) {
		const struct bill_run *run = &text->runs[i];
		g_assert_cmpuint(run->start, >=, end);
		g_assert_cmpuint(run->len, >, 0);
		g_assert_cmpuint(run->flags, >, 0);
		g_assert_cmpuint(run->flags, <, 64);
		end = run->start + run->len;
		g_assert_cmpuint(end, <=, text->len);
		g_assert_true(is_border(text, run->start) && is_border(text, end));
		g_assert_null(memchr(text->s + run->start, '\n', run->len)); /* a run stays in its paragraph */
	}
}

static void check_text(const struct bill_text *text)
{
	g_autofree char *nfc = g_utf8_normalize(text->s, -1, G_NORMALIZE_DEFAULT_COMPOSE);

	g_assert_nonnull(text->s);
	g_assert_cmpuint(strlen(text->s), ==, text->len);
	g_assert_true(g_utf8_validate(text->s, -1, NULL));
	g_assert_cmpstr(nfc, ==, text->s);
	g_assert_null(strstr(text->s, "\n\n"));
	g_assert_null(strstr(text->s, "  "));
	g_assert_false(text->len && strchr(" \n", text->s[0]));
	g_assert_false(text->len && strchr(" \n", text->s[text->len - 1]));
	check_runs(text);
}

/* ---- tests ---- */

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_arena *arena = bill_arena_new();
		struct bill_diags *diags = bill_diags_new();
		struct bill_text text =
			bill_event_clean(rows[i].raw, rows[i].language, rows[i].how == PROSE, (struct bill_at){0}, arena, diags);
		g_autofree char *shown = show(&text);

		tell("%s", rows[i].raw);
		check_text(&text);
		g_assert_cmpstr(shown, ==, rows[i].shown);
		g_assert_cmpuint(bill_diags_length(diags), ==, rows[i].warnings);
		bill_diags_free(diags);
		bill_arena_free(arena);
	}
}

/* What a careful writer has set is not set again. */
static void test_idempotent(void)
{
	static const char *const texts[][2] = {
		{"en", "“Rivers,” she said, ‘and’ time — it’s 1990–1995 at 10:00–11:30 …"},
		{"en", "A well-known a < b, x_1, 5\302\240km and R&D [sic] in a first part\342\200\250with a line of its own"},
		{"de", "„Flüsse“ und ‚Zeit‘ – um 10:00\302\240Uhr"},
		{"fr", "«\342\200\257L’été\342\200\257»\302\240: quoi\342\200\257?"},
		{"it", "«L’arte» dell’ascolto"},
		{"es", "«Ríos» y tiempo — ¿qué?"},
		{"pl", "„Rzeki” i czas – 5\302\240zł"},
		{"ru", "«Реки» и время — да"},
		{"uk", "«Річки» і час"},
		{"cs", "„Řeky“ a čas"},
		{"sv", "”Floder” och tid"},
		{"hu", "„Folyók” és idő"},
		{"el", "«Ποτάμια» και χρόνος"},
		{"tr", "“Nehirler” ve zaman"},
		{"ja", "「川と時間」についての話"},
		{"zh", "“河流与时间”讲座"},
		{"ko", "‘강과 시간’ 강연"},
		{"ar", "«الأنهار» والزمن"},
		{"he", "צה״ל – נהרות"},
		{"fa", "می\342\200\214خواهم «رودها»"},
		{"th", "แม่น้ำและเวลา"},
		{"hi", "नदियाँ और समय"},
		{"ka", "„მდინარეები“"},
		{"vi", "Sông và thời gian"},
		{"pt", "“Rios” e tempo"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct bill_arena *arena = bill_arena_new();
		struct bill_text text = bill_event_clean(texts[i][1], texts[i][0], true, (struct bill_at){0}, arena, NULL);
		check_text(&text);
		g_assert_cmpstr(text.s, ==, texts[i][1]);
		g_assert_cmpuint(text.n_runs, ==, 0);
		bill_arena_free(arena);
	}
}

/* Cleaning a title that was cleaned changes nothing more. */
static void test_twice(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bill_arena *arena = bill_arena_new();
		struct bill_text once = bill_event_clean(rows[i].raw, rows[i].language, false, (struct bill_at){0}, arena, NULL);
		struct bill_text twice = bill_event_clean(once.s, rows[i].language, false, (struct bill_at){0}, arena, NULL);

		tell("%s", rows[i].raw);
		if (once.n_runs == 0 && !strpbrk(once.s, "\\$<*_`"))
			g_assert_cmpstr(once.s, ==, twice.s);
		bill_arena_free(arena);
	}
}

/* Pieces of every markup in any order: nothing breaks what is promised. */
static void test_any(void)
{
	static const char *const pieces[] = {"<p>", "</p>", "<b>", "</b>", "<li>", "<ul>", "</ul>", "<br>", "<td>",
		"<a href='http://x.example/'>", "</a>", "&amp;", "&nbsp;", "&#769;", "**", "*", "_", "`", "```\n", "[", "](", ")", "![",
		"$", "$$", "\\(", "\\)", "\\frac", "{", "}", "^", "_{", "\\'", "\\\"", "\\emph{", "\\\\", "\\n", "\n", "\n\n", "- ",
		"1. ", "# ", "> ", "|", "---", "\"", "'", "...", "--", " ", "a", "é", "e\314\201", "\314\243", "漢", "\342\200\250",
		"\357\277\275", "{{", "}}", "{%", "%}", "=\n", "=C3=A9", "http://x.example/a", "@b.example", "5 km", "<!--", "-->",
		"<script>", "</script>", "\\begin{align}", "\\end{align}", "\\hat{", "\\sqrt["};
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);

	for (unsigned i = 0; i < 4000; i++) {
		struct bill_arena *arena = bill_arena_new();
		g_autoptr(GString) raw = g_string_new(NULL);
		struct bill_text text;

		for (int n = g_rand_int_range(rand, 1, 30); n > 0; n--)
			g_string_append(raw, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		tell("%s", raw->str);
		text = bill_event_clean(raw->str, i % 3 ? "en" : "fr", i % 2, (struct bill_at){0}, arena, NULL);
		check_text(&text);
		bill_arena_free(arena);
	}
}

/* A megabyte of the worst that was found takes a moment, not minutes. */
static void test_linear(void)
{
	static const char *const pieces[] = {"&amp;", "{", "{{", "{%", "[image: ", "e\314\201\314\243", "[](", "\\(", "\\frac{",
		"<a \"", "$a ", "``x", "*a ", "<li>", "[", "\"a ", "http://("};

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		struct bill_arena *arena = bill_arena_new();
		g_autoptr(GString) raw = g_string_new(NULL);
		double start = seconds_used();

		while (raw->len < LARGE)
			g_string_append(raw, pieces[i]);
		bill_event_clean(raw->str, "en", true, (struct bill_at){0}, arena, NULL);
		tell("%s", pieces[i]);
		g_assert_cmpfloat(seconds_used() - start, <, 5); /* measured: at most 0.2 s; quadratic took 10 */
		bill_arena_free(arena);
	}
}

static void test_diagnostics(void)
{
	struct bill_arena *arena = bill_arena_new();
	struct bill_diags *diags = bill_diags_new();

	bill_event_clean("$\\foo$ \\bar \\baz \357\277\275\357\277\275", "en", false, (struct bill_at){NULL, 3, 5}, arena, diags);
	g_assert_cmpuint(bill_diags_count(diags, BILL_WARNING), ==, 2);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "clean/broken-character");
	g_assert_cmpstr(bill_diags_at(diags, 1)->code, ==, "clean/tex");
	g_assert_nonnull(bill_diags_at(diags, 1)->hint);
	bill_event_clean(NULL, NULL, true, (struct bill_at){0}, arena, NULL);
	bill_diags_free(diags);
	bill_arena_free(arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/clean/rows", test_rows);
	g_test_add_func("/clean/idempotent", test_idempotent);
	g_test_add_func("/clean/twice", test_twice);
	g_test_add_func("/clean/any", test_any);
	g_test_add_func("/clean/linear", test_linear);
	g_test_add_func("/clean/diagnostics", test_diagnostics);
	return g_test_run();
}
