/* What a first line says beside its title: that the event is off, its day, its place, who speaks. */
#include "event/listing.h"
#include "event/utf.h"
#include "event/words.h"

#include <string.h>

/* ---- "CANCELLED: …" ---- */

struct state {
	const char *word, *status;
};

static const struct state states[] = {{"cancelled", "cancelled"}, {"canceled", "cancelled"}, {"cancellation", "cancelled"},
	{"abgesagt", "cancelled"}, {"entfällt", "cancelled"}, {"fällt aus", "cancelled"}, {"annulé", "cancelled"},
	{"annulée", "cancelled"}, {"cancelado", "cancelled"}, {"cancelada", "cancelled"}, {"annullato", "cancelled"},
	{"annullata", "cancelled"}, {"geannuleerd", "cancelled"}, {"afgelast", "cancelled"}, {"odwołane", "cancelled"},
	{"odwołany", "cancelled"}, {"zrušeno", "cancelled"}, {"inställt", "cancelled"}, {"aflyst", "cancelled"},
	{"avlyst", "cancelled"}, {"peruttu", "cancelled"}, {"отменено", "cancelled"}, {"отменён", "cancelled"},
	{"отмена", "cancelled"}, {"скасовано", "cancelled"}, {"iptal", "cancelled"}, {"中止", "cancelled"}, {"取消", "cancelled"},
	{"취소", "cancelled"}, {"ملغى", "cancelled"}, {"בוטל", "cancelled"}, {"postponed", "postponed"}, {"verschoben", "postponed"},
	{"reporté", "postponed"}, {"reportée", "postponed"}, {"aplazado", "postponed"}, {"aplazada", "postponed"},
	{"pospuesto", "postponed"}, {"adiado", "postponed"}, {"adiada", "postponed"}, {"rinviato", "postponed"},
	{"rinviata", "postponed"}, {"uitgesteld", "postponed"}, {"przełożone", "postponed"}, {"odloženo", "postponed"},
	{"uppskjutet", "postponed"}, {"udskudt", "postponed"}, {"utsatt", "postponed"}, {"перенесено", "postponed"},
	{"перенесён", "postponed"}, {"ertelendi", "postponed"}, {"延期", "postponed"}, {"연기", "postponed"}, {"مؤجل", "postponed"},
	{"נדחה", "postponed"}};

static const char *status_of(const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
		if (strcmp(lower, states[i].word) == 0)
			return states[i].status;
	return NULL;
}

/* The bytes of marks that set a word apart at the start of a text: "*** ", "[", "(". */
static size_t marks(const char *text, const char *set)
{
	return strspn(text, set);
}

/* "CANCELLED: Talk", "[Abgesagt] Vortrag", "*** POSTPONED *** Talk": what follows, and *status. NULL: nothing of the kind. */
static const char *after_status(const char *line, const char **status)
{
	size_t open = marks(line, "[(*!# "), n = open;

	for (unsigned words = 0; line[n] && words < 2; words++) {
		g_autofree char *word = NULL;

		n += strcspn(line + n, " :])*!-") + (line[n] == ' ' ? 1 + strcspn(line + n + 1, " :])*!-") : 0);
		word = g_strndup(line + open, n - open);
		*status = status_of(word);
		if (*status)
			break;
	}
	if (!*status || !strchr(":])*!-", line[n + strspn(line + n, " ")]))
		return NULL;
	n += marks(line + n, " :])*!-");
	return line[n] ? line + n : NULL;
}

static void take_status(struct bill_listing *listing)
{
	const char *status = NULL, *rest = after_status(listing->heading, &status);
	char *kept, *open = strrchr(listing->heading, '(');
	g_autofree char *inside = open && g_str_has_suffix(open, ")") ? g_strndup(open + 1, strlen(open) - 2) : NULL;

	if (!rest && inside && open > listing->heading && (status = status_of(inside))) { /* "Talk (cancelled)" */
		*open = '\0';
		rest = g_strchomp(listing->heading);
	}
	if (!rest)
		return;
	bill_draft_set(listing->draft, BILL_FIELD_STATUS, status, listing->heading_at);
	kept = g_strdup(rest);
	g_free(listing->heading);
	listing->heading = kept;
}

/* ---- a day in the middle of the line ---- */

enum { MOST_WORDS = 40 };

/* Where the words of a line begin and end; their number. */
static unsigned words_of(const char *line, const char *starts[MOST_WORDS], const char *ends[MOST_WORDS])
{
	unsigned n = 0;

	for (const char *p = line + strspn(line, " "); *p && n < MOST_WORDS; p += strspn(p, " ")) {
		starts[n] = p;
		p += strcspn(p, " ");
		ends[n++] = p;
	}
	return n;
}

static bool is_joint(const char *start, const char *end)
{
	return end - start <= 3 && strspn(start, "-–—|·@,") >= (size_t)(end - start);
}

/* Whether a stretch of words is a day, with or without its time, and nothing else. */
static bool is_when(const char *start, const char *end, const char *language, bool thorough, struct bill_when *when)
{
	g_autofree char *text = g_strndup(start, (gsize)(end - start));

	return strpbrk(text, "0123456789") && bill_when_parse(text, language, thorough, when) && bill_listing_is_day(when) &&
		   !when->other_letters;
}

/* The longest stretch that begins first. */
static bool find_day(
	const char *line, const char *language, bool thorough, const char **from, const char **to, struct bill_when *when)
{
	const char *starts[MOST_WORDS], *ends[MOST_WORDS];
	unsigned n = words_of(line, starts, ends);

	for (unsigned i = 0; i < n; i++)
		for (unsigned k = n; k > i && !is_joint(starts[i], ends[i]); k--)
			if (!is_joint(starts[k - 1], ends[k - 1]) && is_when(starts[i], ends[k - 1], language, thorough, when)) {
				*from = starts[i];
				*to = ends[k - 1];
				return true;
			}
	return false;
}

static size_t trimmed_end(const char *text, size_t len)
{
	while (len) {
		const char *last = g_utf8_prev_char(text + len);

		if (!strchr(" ,;(-|@", *last) && !g_str_has_prefix(last, "–") && !g_str_has_prefix(last, "—") &&
			!g_str_has_prefix(last, "·"))
			break;
		len = (size_t)(last - text);
	}
	return len;
}

static const char *trimmed_start(const char *text)
{
	while (*text && (strchr(" ,;:)-|.", *text) || g_str_has_prefix(text, "–") || g_str_has_prefix(text, "—") ||
						g_str_has_prefix(text, "·")))
		text = bill_utf_next(text);
	return text;
}

/* Before and after the day, joined again: "Waves: Monday 3 March, Ann Lee" → "Waves: Ann Lee". */
static char *without(const char *line, const char *from, const char *rest)
{
	size_t before = trimmed_end(line, (size_t)(from - line));
	bool colon = before && line[before - 1] == ':';

	rest = trimmed_start(rest);
	if (!*rest && colon)
		before--;
	return g_strdup_printf("%.*s%s%s", (int)before, line, !before || !*rest ? "" : colon ? " " : " - ", rest);
}

/* "Room 12" after the day, as its last part. In place: what is left of the text. NULL: none. */
static char *cut_place(char *rest)
{
	static const char *const separators[] = {", ", " | ", " - ", " – ", " — ", " @ ", " in ", " at "};
	const char *start = trimmed_start(rest);
	char *best = NULL, *place;
	size_t len = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
		for (char *at = strstr(rest, separators[i]); at; at = strstr(at + 1, separators[i]))
			if ((!best || at < best) && bill_words_place(at + strlen(separators[i])) &&
				bill_listing_is_place_like(at + strlen(separators[i]))) {
				best = at;
				len = strlen(separators[i]);
			}
	if (bill_words_place(start) && bill_listing_is_place_like(start)) {
		best = rest;
		len = (size_t)(start - rest);
	}
	if (!best)
		return NULL;
	place = g_strstrip(g_strdup(best + len));
	*best = '\0';
	return place;
}

/* Whether a day in a first line is the event's, and no part of its title: with a weekday or year, or at one of the line's ends.
 */
static bool is_its_day(const char *line, const char *from, const char *to, const struct bill_when *when)
{
	return when->start.date.weekday >= 0 || when->start.date.year || from == line || !to[strspn(to, " .,;:)")];
}

static bool take_day(struct bill_listing *listing)
{
	struct bill_when when;
	const char *from, *to;
	char *line = listing->heading;
	g_autofree char *rest = NULL, *place = NULL;

	if (listing->draft->start.date.given || strlen(line) > 400 || !strpbrk(line, "0123456789") ||
		(!find_day(line, listing->language, false, &from, &to, &when) &&
			!find_day(line, listing->language, true, &from, &to, &when)))
		return false;
	if (!is_its_day(line, from, to, &when))
		return false;
	bill_draft_take_when(listing->draft, 'r', &when, listing->heading_at);
	rest = g_strdup(to);
	place = bill_draft_has(listing->draft, BILL_FIELD_LOCATION) ? NULL : cut_place(rest);
	if (place)
		bill_draft_guess(listing->draft, BILL_FIELD_LOCATION, place, listing->heading_at);
	listing->heading = without(line, from, rest);
	g_free(line);
	return true;
}

/* ---- who and what, between dashes and colons ---- */

static bool is_someone(const char *text)
{
	g_autofree char *name = g_strstrip(g_strndup(text, strcspn(text, ",(")));

	return bill_words_person(name);
}

/* The bytes of a separator at p; 0: none. */
static size_t separator(const char *p)
{
	static const char *const all[] = {" - ", " – ", " — ", " | ", " · ", ": ", " : ", "："};

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		if (g_str_has_prefix(p, all[i]))
			return strlen(all[i]);
	return 0;
}

/* The first part of a line, up to a separator outside of quotation marks; *rest: what follows it, "" at the end. */
static char *first_part(const char *line, const char **rest)
{
	for (const char *p = line; *p; p = bill_utf_next(p)) {
		size_t len = p > line ? separator(p) : 0;

		if (len && p[len]) {
			*rest = p + len;
			return g_strstrip(g_strndup(line, (gsize)(p - line)));
		}
	}
	*rest = "";
	return g_strdup(line);
}

/* Occasion, series and speaker stand before the title, each once; before one in quotation marks whatever stands first is the
 * series. What is left is the title; NULL: no speaker among them. */
static char *take_parts(struct bill_listing *listing, const char *line, bool quoted)
{
	struct bill_draft *draft = listing->draft;
	g_autofree char *occasion = NULL, *series = NULL, *who = NULL;

	for (const char *rest; *line; line = rest) {
		char *part = first_part(line, &rest);

		if (!occasion && *rest && bill_words_occasion(part))
			occasion = part;
		else if (!who && is_someone(part) && (*rest || listing->titled))
			who = part;
		else if (!series && !who && *rest && (quoted || bill_words_series(part)) && !bill_draft_has(draft, BILL_FIELD_SERIES))
			series = part;
		else {
			g_free(part);
			break;
		}
	}
	if (!who)
		return NULL;
	if (occasion)
		bill_draft_guess(draft, BILL_FIELD_SUBTITLE, occasion, listing->heading_at);
	if (series)
		bill_draft_guess(draft, BILL_FIELD_SERIES, series, listing->heading_at);
	bill_draft_people(draft, who, listing->heading_at, false, true);
	return g_strdup(line);
}

/* "Workshop: Ann Lee (Elm College), “Title”": the title stands in marks at the end. */
static bool take_quoted(struct bill_listing *listing)
{
	g_autofree char *before = NULL, *title = NULL, *rest = NULL;
	char *who, *what;

	if (!bill_listing_quoted_end(listing->heading, &who, &what))
		return false;
	before = who;
	title = what;
	rest = g_strconcat(before, " - x", NULL); /* the title's place is taken: every part before it may be one of the others */
	who = take_parts(listing, rest, true);
	if (!who)
		return false;
	g_free(who);
	bill_draft_guess(listing->draft, BILL_FIELD_TITLE, title, listing->heading_at);
	return true;
}

void bill_listing_first_line(struct bill_listing *listing)
{
	bool speaker = listing->speakers || listing->draft->speakers->len, dated;
	g_autofree char *title = NULL;

	if (!listing->heading)
		return;
	take_status(listing);
	dated = take_day(listing);
	if (!*listing->heading) {
		g_clear_pointer(&listing->heading, g_free);
		return;
	}
	if (speaker || listing->titled || bill_draft_has(listing->draft, BILL_FIELD_TITLE))
		return;
	if (take_quoted(listing)) {
		g_clear_pointer(&listing->heading, g_free);
		return;
	}
	if (!dated)
		return;
	title = take_parts(listing, listing->heading, false);
	if (!title)
		return;
	bill_draft_guess(listing->draft, BILL_FIELD_TITLE, title, listing->heading_at);
	g_clear_pointer(&listing->heading, g_free);
}
