/* Events of a mail as mail programs store it (RFC 5322, RFC 2045): the calendar it carries, or else its text as a listing. */
#include "event/reader.h"

#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimePartIter, g_mime_part_iter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)

/* What a mail is read by: an invitation's calendar says more than its text, and text more than a page made of it. */
static const struct kind {
	const char *type, *subtype;
} kinds[] = {{"text", "calendar"}, {"text", "plain"}, {"text", "html"}};

/* The head of a mail that was copied is a listing's; only a whole mail says how it is encoded. */
bool bill_mail_sniff(const struct bill_src *src)
{
	const char *end = strstr(src->text, "\n\n"), *other = strstr(src->text, "\n\r\n");
	size_t len = end && (!other || end < other) ? (size_t)(end - src->text) : other ? (size_t)(other - src->text) : 0;
	g_autofree char *head = g_strndup(src->text, len);
	g_autofree char *lower = g_ascii_strdown(head, -1);

	return strstr(lower, "\nmime-version:") || g_str_has_prefix(lower, "mime-version:") ||
		   strstr(lower, "\ncontent-transfer-encoding:");
}

static GMimeMessage *parse(const struct bill_src *src)
{
	static gsize ready;
	if (g_once_init_enter(&ready)) {
		g_mime_init();
		g_once_init_leave(&ready, 1);
	}
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(src->text, src->len);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	return g_mime_parser_construct_message(parser, NULL);
}

static bool is_kind(GMimeObject *part, const struct kind *kind)
{
	GMimeContentType *type = g_mime_object_get_content_type(part);

	return GMIME_IS_TEXT_PART(part) && g_mime_content_type_is_type(type, kind->type, kind->subtype);
}

static bool is_attached(GMimeObject *part)
{
	return GMIME_IS_PART(part) && g_mime_part_is_attachment(GMIME_PART(part));
}

/* The first part of the kind; borrowed from the message. */
static GMimeTextPart *find(GMimeMessage *message, const struct kind *kind)
{
	g_autoptr(GMimePartIter) parts = g_mime_part_iter_new(GMIME_OBJECT(message));

	do {
		GMimeObject *part = g_mime_part_iter_get_current(parts);

		if (part && is_kind(part, kind) && (kind == &kinds[0] || !is_attached(part)))
			return GMIME_TEXT_PART(part);
	} while (g_mime_part_iter_next(parts));
	return NULL;
}

/* Nothing is left out without a word. */
static void tell_attachments(GMimeMessage *message, GMimeObject *read, struct bill_at at, struct bill_diags *diags)
{
	g_autoptr(GMimePartIter) parts = g_mime_part_iter_new(GMIME_OBJECT(message));

	do {
		GMimeObject *part = g_mime_part_iter_get_current(parts);
		const char *name = part && is_attached(part) ? g_mime_part_get_filename(GMIME_PART(part)) : NULL;

		if (name && part != read)
			bill_note(diags, at, "event/attachment", "what is attached to the mail, \"%.60s\", was not read", name);
	} while (g_mime_part_iter_next(parts));
}

/* The part's text in UTF-8; of a listing, under the mail's subject. */
static struct bill_src *text_of(const struct bill_src *src, GMimeMessage *message, GMimeTextPart *part, bool listing)
{
	const char *subject = listing ? g_mime_message_get_subject(message) : NULL;
	g_autofree char *body = g_mime_text_part_get_text(part);
	g_autofree char *valid = g_utf8_make_valid(body ? body : "", -1);
	g_autofree char *text = subject ? g_strdup_printf("Subject: %s\n\n%s", subject, valid) : g_steal_pointer(&valid);
	g_autofree char *name = g_strconcat(src->name, " (its text)", NULL); /* lines are those of the text, not of the mail */

	return bill_src_new(name, text, strlen(text));
}

static bool open_text(struct bill_reader *reader, struct bill_src *text, const struct kind *kind, struct bill_diags *diags)
{
	static const struct bill_format_reader listing = {.name = "a mail", .suffixes = "", .next = bill_listing_next},
										   calendar = {.name = "a mail's calendar", .suffixes = "", .next = bill_ical_next};

	bill_src_unref(reader->src);
	reader->src = text;
	if (kind == &kinds[2])
		return bill_page_open(reader, diags);
	reader->format = kind == &kinds[0] ? &calendar : &listing;
	return kind != &kinds[0] || bill_ical_open(reader, diags);
}

bool bill_mail_open(struct bill_reader *reader, struct bill_diags *diags)
{
	g_autoptr(GMimeMessage) message = parse(reader->src);

	for (size_t i = 0; message && i < G_N_ELEMENTS(kinds); i++) {
		GMimeTextPart *part = find(message, &kinds[i]);

		if (!part)
			continue;
		tell_attachments(message, GMIME_OBJECT(part), bill_at_file(reader->src), diags);
		return open_text(reader, text_of(reader->src, message, part, i == 1), &kinds[i], diags);
	}
	bill_error(diags, bill_at_file(reader->src), "event/empty", "there is no event in this mail: it has no text");
	bill_diags_hint(diags, "save what is attached to it, and give that");
	return false;
}
