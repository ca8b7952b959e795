/* White space of every origin, empty paragraphs and attributes that say nothing. */
#include "event/clean.h"
#include "event/utf.h"

/* What waits before the next character that is seen. */
struct gap {
	unsigned lines, paragraphs, spaces;
	gunichar space; /* the only one */
	unsigned flags;
};

/* Editors of web pages put no-break spaces everywhere; where they are many they mean nothing. */
static bool nbsp_means_nothing(const struct bill_rich *rich)
{
	size_t nbsp = 0, spaces = 0;

	for (const char *p = rich->text->str; *p; p++) {
		bool hard = *p == *BILL_NBSP && g_str_has_prefix(p, BILL_NBSP);
		nbsp += hard && !(rich->flags->data[p - rich->text->str] & BILL_RICH_FROZEN);
		spaces += *p == ' ';
	}
	return nbsp >= 4 && nbsp * 3 > spaces;
}

static bool is_blank(gunichar c)
{
	return c == '\n' || c == 0x2028 || c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

static void widen(struct gap *gap, gunichar c, unsigned flags, bool soft)
{
	if (c == '\n') {
		gap->paragraphs++;
	} else if (c == 0x2028) {
		gap->lines++;
	} else {
		gap->space = gap->spaces++ ? ' ' : soft && c == 0xA0 ? ' ' : c;
		if (gap->spaces == 1)
			gap->flags = flags;
	}
}

static void fill_gap(struct bill_rich *out, struct gap *gap, unsigned next, bool prose)
{
	unsigned before = out->flags->len ? out->flags->data[out->flags->len - 1] : 0;

	if (out->text->len && (gap->paragraphs || (gap->lines > 1 && prose)))
		bill_rich_put(out, prose ? "\n" : " ", 0);
	else if (out->text->len && gap->lines)
		bill_rich_put(out, BILL_LINE_END, before & next);
	else if (out->text->len && gap->spaces)
		bill_rich_char(out, gap->space, before & next & ~(unsigned)(BILL_RUN_SUPER | BILL_RUN_SUB));
	*gap = (struct gap){0};
}

/* A list's sign that Markdown or HTML gave no list for, and what a formula left at the end of a line. */
static void squeeze(struct bill_clean *clean)
{
	struct bill_rich out = bill_rich_new(clean->now.text->len);
	bool soft = nbsp_means_nothing(&clean->now);
	const char *text = clean->now.text->str;
	struct gap gap = {0};

	for (const char *p = text, *next; *p; p = next) {
		gunichar c = g_utf8_get_char(p);
		unsigned flags = clean->now.flags->data[p - text];
		next = bill_utf_next(p);
		if (is_blank(c)) {
			widen(&gap, c, flags, soft && !(flags & BILL_RICH_FROZEN));
			continue;
		}
		while (*next && !is_blank(g_utf8_get_char(next)))
			next = bill_utf_next(next);
		fill_gap(&out, &gap, flags, clean->prose);
		bill_rich_copy(&out, &clean->now, (size_t)(p - text), (size_t)(next - text), 0);
	}
	bill_clean_take(clean, &out);
}

/* An attribute of the whole of a title says nothing. */
static void drop_common(struct bill_rich *rich)
{
	unsigned common = BILL_RUN_STRONG | BILL_RUN_EMPHASIS;

	for (size_t i = 0; i < rich->flags->len; i++)
		common &= rich->flags->data[i] & BILL_RICH_LITERAL ? 0 : rich->flags->data[i];
	for (size_t i = 0; common && i < rich->flags->len; i++)
		rich->flags->data[i] &= (guint8)~common;
}

void bill_clean_tidy(struct bill_clean *clean)
{
	squeeze(clean);
	if (!clean->prose)
		drop_common(&clean->now);
}
