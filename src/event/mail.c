/* What is a mail's and not an event's (its head, "Fwd:", the tag of a mailing list), and tables of two columns. */
#include "event/labels.h"
#include "event/listing.h"

#include <string.h>

#define LONGEST_FAREWELL 400 /* bytes */

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

static bool begins_with(const char *line, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (g_str_has_prefix(line, names[i]))
			return true;
	return false;
}

/* The bytes of a line with its end. */
static size_t line_bytes(const char *line)
{
	size_t n = strcspn(line, "\n");

	return n + (line[n] == '\n');
}

static bool is_blank(const char *line)
{
	size_t n = strspn(line, " \t\r");

	return !line[n] || line[n] == '\n';
}

static bool is_subject(const char *line)
{
	static const char *const subjects[] = {
		"Subject:", "Betreff:", "Objet :", "Objet:", "Oggetto:", "Asunto:", "Assunto:", "Onderwerp:", "Тема:"};

	return begins_with(line, subjects, G_N_ELEMENTS(subjects));
}

/* Dates are not enough: "Subject: Rivers" over "Date: 3 March" may be the event's own. */
size_t bill_mail_head(const char *text)
{
	static const char *const dates[] = {"Date:", "Sent:", "Gesendet:", "Datum:", "Envoyé :", "Enviado:", "Inviato:", "Дата:"};
	static const char *const names[] = {"From:", "To:", "Cc:", "CC:", "Bcc:", "Reply-To:", "Message-ID:", "MIME-Version:",
		"Content-Type:", "Content-Transfer-Encoding:", "List-", "X-",
		"Received:", "Return-Path:", "Von:", "An:", "De :", "De:", "À :", "Para:", "Da:", "A:", "Van:", "Aan:", "От:", "Кому:"};
	const char *p = text;
	bool subject = false, people = false;

	for (; !is_blank(p); p += line_bytes(p)) {
		bool named = begins_with(p, names, G_N_ELEMENTS(names)), titled = is_subject(p);
		bool goes_on = p > text && strchr(" \t", *p);

		if (!named && !titled && !goes_on && !begins_with(p, dates, G_N_ELEMENTS(dates)))
			return 0;
		subject = subject || titled;
		people = people || named;
	}
	return subject && people ? (size_t)(p - text) : 0;
}

/* "---------- Forwarded message ---------", "-----Original Message-----" */
static bool is_mail_rule(const char *line)
{
	return g_str_has_prefix(line, "-----") && bill_mail_head(line + line_bytes(line));
}

static void blank(char *line)
{
	for (; *line && *line != '\n'; line++)
		*line = ' ';
}

/* "Best wishes," alone on its line, or what stands over a signature (RFC 3676, 4.3). */
static bool is_farewell(const char *line)
{
	static const char *const words[] = {"-- ", "--", "Best", "All the best", "Thanks", "Thank you", "Best wishes", "Best regards",
		"Kind regards", "Warm regards", "With best wishes", "With best regards", "With kind regards", "Regards", "Cheers",
		"Sincerely", "Yours sincerely", "Many thanks", "Mit freundlichen Grüßen", "Mit besten Grüßen", "Mit herzlichen Grüßen",
		"Beste Grüße", "Viele Grüße", "Herzliche Grüße", "Cordialement", "Bien cordialement", "Bien à vous", "Cordiali saluti",
		"Saludos cordiales"};
	size_t n = strcspn(line, "\r\n");

	n -= n > 0 && strchr(",!.", line[n - 1]);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strlen(words[i]) == n && strncmp(line, words[i], n) == 0)
			return true;
	return false;
}

/* A farewell and the few lines under it that end a text. Where something is named ("Room: 3") it is read. */
static void blank_farewell(char *text)
{
	for (char *p = text + strcspn(text, "\n"); *p; p += strcspn(p, "\n")) {
		p++;
		if (!is_farewell(p) || strnlen(p, LONGEST_FAREWELL + 1) > LONGEST_FAREWELL || strstr(p, ": "))
			continue;
		for (; *p; p += line_bytes(p))
			blank(p);
		return;
	}
}

/* "On Mon, 3 March 2025, Ann Lee wrote:" before quoted lines. */
static bool is_attribution(const char *line)
{
	static const char *const ends[] = {"wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "ha scritto:", "schreef:",
		"escreveu:", "napisał:", "napisał(a):", "написал:", "написала:", "пишет:", "skrev:", "yazdı:"};
	size_t n = strcspn(line, "\r\n");
	const char *next = line + line_bytes(line);

	while (*next && is_blank(next))
		next += line_bytes(next);
	for (size_t i = 0; *next == '>' && i < G_N_ELEMENTS(ends); i++)
		if (n > strlen(ends[i]) && strncmp(line + n - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
			return true;
	return false;
}

/* Whether one of the lines before a place names a day or has a label: it is the announcement itself. */
static bool announces(const char *text, const char *until)
{
	for (const char *p = text; p < until; p += line_bytes(p)) {
		g_autofree char *line = g_utf8_make_valid(p, (gssize)strcspn(p, "\r\n"));
		struct bill_label_match match;

		if (bill_labels_at_line(line, &match) && match.has_colon && match.label != BILL_LABEL_EXTRA)
			return true;
		if (bill_listing_is_dated_line(line, NULL))
			return true;
	}
	return false;
}

/* Lines quoted once become lines of their own; those quoted twice once. In place. */
static void unquote(char *text)
{
	for (char *p = text; *p; p += line_bytes(p))
		if (*p == '>')
			*p = ' ';
}

/* The lines before a place, but for the mail's subject: taken out, in place. */
static char *take_cover(char *text, const char *until)
{
	g_autoptr(GString) cover = g_string_new(NULL);

	for (char *p = text; p < until; p += line_bytes(p)) {
		if (is_subject(p))
			continue;
		g_string_append_len(cover, p, (gssize)line_bytes(p));
		blank(p);
	}
	return g_strstrip(g_strdup(cover->str));
}

char *bill_mail_cover(char *text)
{
	enum { LONGEST_COVER = 600 }; /* bytes of what is said over a forwarded mail */

	for (char *p = text; *p && p - text < LONGEST_COVER; p += line_bytes(p)) {
		if (!is_attribution(p))
			continue;
		if (announces(text, p))
			return NULL;
		p += line_bytes(p);
		unquote(p);
		return take_cover(text, p);
	}
	return NULL;
}

/* A text that is quoted as a whole. */
static bool is_all_quoted(const char *text)
{
	unsigned quoted = 0;

	for (const char *p = text; *p; p += line_bytes(p)) {
		quoted += *p == '>';
		if (*p != '>' && !is_blank(p))
			return false;
	}
	return quoted > 2;
}

/* "> Title: …" → "Title: …": the sign and its space go, so that the head of a quoted mail is one. */
static void drop_quotes(char *text)
{
	char *to = text;

	for (const char *p = text; *p;) {
		size_t len = line_bytes(p), n = *p == '>' ? 1 + (p[1] == ' ') : 0;

		memmove(to, p + n, len - n);
		to += len - n;
		p += len;
	}
	*to = '\0';
}

void bill_mail_blank_head(char *text)
{
	bool subject = false, begins = true; /* begins: an empty line or a mail's rule stands above */

	if (is_all_quoted(text))
		drop_quotes(text);
	for (char *p = text; *p;) {
		for (char *end = begins ? p + bill_mail_head(p) : p; p < end; p += line_bytes(p)) {
			if (!is_subject(p) || subject)
				blank(p);
			else
				subject = true;
		}
		begins = is_blank(p);
		if (is_mail_rule(p)) {
			blank(p);
			begins = true;
		}
		p += line_bytes(p);
	}
	blank_farewell(text);
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
