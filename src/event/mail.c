/* What is a mail's and not an event's (its head, "Fwd:", the tag of a mailing list), and tables of two columns. */
#include "event/labels.h"
#include "event/listing.h"

#include <string.h>

/* "Subject: " and "Fwd: " of a mail. */
static const char *after_mail_marks(const char *text)
{
	static const char *const marks[] = {
		"Subject: ", "Betreff: ", "Objet : ", "Objet: ", "Oggetto: ", "Asunto: ", "Re: ", "Fwd: ", "FW: ", "WG: "};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_str_has_prefix(text, marks[i]))
			return after_mail_marks(text + strlen(marks[i]));
	return text;
}

/* "[Colloquium] Thursday: …": what a mailing list puts before every subject. */
static const char *after_tag(struct bill_listing *listing, const char *text)
{
	const char *close = *text == '[' ? strchr(text, ']') : NULL;
	const char *rest = close ? close + 1 + strspn(close + 1, " ") : text;

	if (!close || close - text > 60 || close[1] == '(' || !*rest)
		return text;
	listing->tag = g_strndup(text + 1, (gsize)(close - text - 1));
	return after_mail_marks(rest);
}

const char *bill_mail_subject(struct bill_listing *listing, const char *line)
{
	return after_tag(listing, after_mail_marks(line));
}

/* "From: …", "To: …", "Date: …" above "Subject: …" are the mail's, not the event's: they become empty lines. In place. */
void bill_mail_blank_head(char *text)
{
	static const char *const names[] = {"From:", "To:", "Cc:", "CC:", "Bcc:", "Date:", "Sent:", "Reply-To:", "Message-ID:",
		"MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:", "List-", "X-",
		"Received:", "Return-Path:", "Von:", "An:", "Gesendet:", "Datum:", "De :", "De:", "À :", "Envoyé :", "Para:", "Enviado:",
		"Da:", "A:", "Inviato:", "Van:", "Aan:", "От:", "Кому:", "Дата:"};
	static const char *const subjects[] = {
		"Subject:", "Betreff:", "Objet :", "Objet:", "Oggetto:", "Asunto:", "Assunto:", "Onderwerp:", "Тема:"};
	char *p = text, *end = text;
	bool subject = false;
	unsigned others = 0;

	for (; *p && *p != '\n' && *p != '\r'; p += strcspn(p, "\n") + (p[strcspn(p, "\n")] == '\n')) {
		bool known = *p == ' ' || *p == '\t';

		for (size_t i = 0; i < G_N_ELEMENTS(subjects) && !known; i++)
			subject = (known = g_str_has_prefix(p, subjects[i])) || subject;
		for (size_t i = 0; i < G_N_ELEMENTS(names) && !known; i++)
			others += (known = g_str_has_prefix(p, names[i]));
		if (!known)
			return;
		end = p + strcspn(p, "\n");
	}
	if (!subject || others < 1)
		return;
	for (p = text; p < end; p += strcspn(p, "\n") + 1) {
		bool is_subject = false;

		for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++)
			is_subject = is_subject || g_str_has_prefix(p, subjects[i]);
		for (char *q = p; !is_subject && *q && *q != '\n'; q++)
			*q = ' ';
	}
}

/* ---- "| Title | On Bridges |" ---- */

/* The cells of a line "| a | b |": false when it is no such line. Offsets in bytes: the end of the first cell's text, the second
 * bar. */
static bool two_cells(const char *line, size_t len, size_t *end, size_t *bar)
{
	const char *second = len > 4 && line[0] == '|' ? memchr(line + 1, '|', len - 1) : NULL;
	const char *third = second ? memchr(second + 1, '|', len - (size_t)(second + 1 - line)) : NULL;

	if (!second || !third || third[strspn(third, "| \t\r")] != line[len])
		return false;
	*bar = *end = (size_t)(second - line);
	while (*end > 1 && line[*end - 1] == ' ')
		--*end;
	return *end > 1;
}

static bool is_ruler(const char *line, size_t len)
{
	return len > 3 && *line == '|' && strspn(line, "|-: \t\r") >= len;
}

void bill_mail_open_tables(char *text)
{
	for (char *line = text; *line; line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n')) {
		size_t len = strcspn(line, "\n"), end, bar;
		g_autofree char *wording = NULL;

		while (len && strchr(" \t\r", line[len - 1]))
			len--;
		if (is_ruler(line, len)) {
			memset(line, ' ', len);
			continue;
		}
		if (!two_cells(line, len, &end, &bar) || end >= bar)
			continue;
		wording = g_strstrip(g_strndup(line + 1, end - 1));
		if (!bill_labels_field(wording))
			continue;
		line[0] = line[len - 1] = line[bar] = ' ';
		line[end] = ':';
	}
}
