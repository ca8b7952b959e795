/* A field's raw text as a person would have typed it. */
#include "event/clean.h"
#include "event/utf.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

void bill_clean_report_tex(struct bill_clean *clean)
{
	if (clean->tex_reported)
		return;
	clean->tex_reported = true;
	bill_warning(
		clean->diags, clean->at, "clean/tex", "some TeX here has no form in plain text: its words are shown without backslashes");
	bill_diags_hint(clean->diags, "write it in words, or with Unicode signs such as \342\204\235, \342\211\244 and \342\210\232");
}

/* ---- NFC ---- */

/* Whether a stretch may change: one character that is not NFC, or several that may compose. */
static bool may_change(const char *start, const char *end)
{
	if (end - start == 1)
		return false;
	return bill_utf_next(start) < end ||
		   u_getIntPropertyValue((UChar32)g_utf8_get_char(start), UCHAR_NFC_QUICK_CHECK) != UNORM_YES;
}

/* One stretch: what stays the same keeps its attributes, the rest takes those of its start.
 */
static void compose(struct bill_rich *out, const struct bill_rich *from, size_t start, size_t end)
{
	const char *old = from->text->str + start;
	size_t len = end - start, head = 0, tail = 0;
	g_autofree char *made = g_utf8_normalize(old, (gssize)len, G_NORMALIZE_DEFAULT_COMPOSE);
	size_t made_len = strlen(made);

	while (head < len && head < made_len && old[head] == made[head])
		head++;
	while (tail < len - head && tail < made_len - head && old[len - 1 - tail] == made[made_len - 1 - tail])
		tail++;
	bill_rich_copy(out, from, start, start + head, 0);
	bill_rich_add(out, made + head, made_len - head - tail, from->flags->data[MIN(start + head, end - 1)]);
	bill_rich_copy(out, from, end - tail, end, 0);
}

/* Stretch by stretch, because the attributes follow, and because g_utf8_normalize (GLib 2.74) moves all of the rest of its text
 * for every two characters it composes. */
static void compose_all(struct bill_clean *clean)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	const char *text = clean->now.text->str, *end = text + clean->now.text->len, *same = text;
	struct bill_rich out = bill_rich_new(clean->now.text->len);

	g_assert(U_SUCCESS(status)); /* its data are part of the library */
	for (const char *start = text, *next; start < end; start = next) {
		next = bill_utf_next(start);
		while (next < end && (unsigned char)*next >= 0x80 && !unorm2_hasBoundaryBefore(nfc, (UChar32)g_utf8_get_char(next)))
			next = bill_utf_next(next);
		if (!may_change(start, next))
			continue;
		bill_rich_copy(&out, &clean->now, (size_t)(same - text), (size_t)(start - text), 0);
		compose(&out, &clean->now, (size_t)(start - text), (size_t)(next - text));
		same = next;
	}
	bill_rich_copy(&out, &clean->now, (size_t)(same - text), (size_t)(end - text), 0);
	bill_clean_take(clean, &out);
}

/* ---- the finished text ---- */

/* An attribute may not change inside a character: a mark that was composed or set under other attributes follows its base. */
static void settle(struct bill_rich *rich)
{
	guint8 *flags = rich->flags->data;

	for (size_t i = 0; i < rich->text->len; i++) {
		flags[i] &= (guint8)~BILL_RICH_LITERAL;
		if (i && ((unsigned char)rich->text->str[i] & 0xC0) == 0x80)
			flags[i] = flags[i - 1];
		if (rich->text->str[i] == '\n')
			flags[i] = 0;
	}
}

static size_t count_runs(const struct bill_rich *rich)
{
	const guint8 *flags = rich->flags->data;
	size_t count = 0;

	for (size_t i = 0; i < rich->flags->len; i++)
		count += flags[i] && (i == 0 || flags[i] != flags[i - 1]);
	return count;
}

static struct bill_text finished(struct bill_rich *rich, struct bill_arena *arena)
{
	const guint8 *flags;
	struct bill_text text = {bill_arena_strndup(arena, rich->text->str, rich->text->len), rich->text->len, NULL, 0};
	struct bill_run *runs = NULL;

	settle(rich);
	flags = rich->flags->data;
	if (count_runs(rich))
		text.runs = runs = bill_arena_array(arena, struct bill_run, count_runs(rich));
	for (size_t i = 0; i < text.len; i++) {
		if (!flags[i])
			continue;
		if (i == 0 || flags[i] != flags[i - 1])
			runs[text.n_runs++] = (struct bill_run){i, 0, flags[i]};
		runs[text.n_runs - 1].len++;
	}
	return text;
}

struct bill_text bill_event_clean(
	const char *raw, const char *language, bool prose, struct bill_at at, struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_clean clean = {.language = language ? language : "en", .prose = prose, .at = at, .diags = diags};
	g_autofree char *text = bill_clean_raw(raw ? raw : "", &clean);
	struct bill_text made;

	clean.now = bill_rich_new(strlen(text));
	bill_rich_put(&clean.now, text, 0);
	bill_clean_html(&clean);
	bill_clean_block(&clean);
	bill_clean_markdown(&clean);
	bill_clean_math(&clean);
	bill_clean_emphasis(&clean);
	bill_clean_macro(&clean);
	bill_clean_tidy(&clean);
	if (prose)
		bill_clean_label(&clean);
	bill_clean_type(&clean);
	compose_all(&clean);
	made = finished(&clean.now, arena);
	bill_rich_free(&clean.now);
	return made;
}
