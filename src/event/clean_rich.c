/* Text that carries attributes byte for byte while it is cleaned. */
#include "event/clean.h"

#include <string.h>

struct bill_rich bill_rich_new(size_t room)
{
	return (struct bill_rich){g_string_sized_new(room), g_byte_array_sized_new((guint)room)};
}

void bill_rich_free(struct bill_rich *rich)
{
	g_string_free(rich->text, TRUE);
	g_byte_array_unref(rich->flags);
}

void bill_rich_add(struct bill_rich *rich, const char *text, size_t len, unsigned flags)
{
	guint start = rich->flags->len;

	g_string_append_len(rich->text, text, (gssize)len);
	g_byte_array_set_size(rich->flags, (guint)(start + len));
	if (len)
		memset(rich->flags->data + start, (int)flags, len);
}

void bill_rich_put(struct bill_rich *rich, const char *text, unsigned flags)
{
	bill_rich_add(rich, text, strlen(text), flags);
}

void bill_rich_char(struct bill_rich *rich, gunichar c, unsigned flags)
{
	char bytes[6];

	bill_rich_add(rich, bytes, (size_t)g_unichar_to_utf8(c, bytes), flags);
}

void bill_rich_copy(struct bill_rich *rich, const struct bill_rich *from, size_t start, size_t end, unsigned more)
{
	guint at = rich->flags->len;

	g_string_append_len(rich->text, from->text->str + start, (gssize)(end - start));
	if (end > start)
		g_byte_array_append(rich->flags, from->flags->data + start, (guint)(end - start));
	for (; more && at < rich->flags->len; at++)
		rich->flags->data[at] |= (guint8)more;
}

void bill_rich_cut(struct bill_rich *rich, size_t len)
{
	g_string_truncate(rich->text, len);
	g_byte_array_set_size(rich->flags, (guint)len);
}

bool bill_rich_frozen(const struct bill_rich *rich, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		if (rich->flags->data[i] & BILL_RICH_FROZEN)
			return true;
	return false;
}

void bill_clean_take(struct bill_clean *clean, struct bill_rich *made)
{
	g_assert(made->text->len == made->flags->len); /* every function above keeps it so */
	bill_rich_free(&clean->now);
	clean->now = *made;
}

gunichar bill_rich_before(const struct bill_rich *rich, size_t at)
{
	const char *text = rich->text->str;

	return at ? g_utf8_get_char(g_utf8_prev_char(text + at)) : 0;
}

gunichar bill_rich_at(const struct bill_rich *rich, size_t at)
{
	return at < rich->text->len ? g_utf8_get_char(rich->text->str + at) : 0;
}

gunichar bill_rich_last(const struct bill_rich *rich)
{
	return bill_rich_before(rich, rich->text->len);
}
