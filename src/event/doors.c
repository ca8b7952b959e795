/* The two times of an evening: when the doors open, and when it begins. */
#include "event/listing.h"

#include <string.h>

/* A time as posters of concerts write it: "7", "7pm", "19:30", "5.30", "19 Uhr", "20h". */
struct hour {
	int hour, minute;
	bool half; /* am or pm, or the clock of 24 hours, is said */
	bool pm;
};

static size_t digits(const char *p, int *value)
{
	size_t n = strspn(p, "0123456789");

	*value = n && n <= 2 ? (int)g_ascii_strtoll(p, NULL, 10) : 0;
	return n <= 2 ? n : 0;
}

/* "pm", " p.m.", " Uhr" after an hour. */
static size_t half_after(const char *p, struct hour *hour)
{
	static const struct {
		const char *word;
		bool pm;
	} words[] = {{"p.m.", true}, {"pm", true}, {"a.m.", false}, {"am", false}, {"uhr", false}, {"uur", false}, {"h", false}};
	size_t gap = strspn(p, " ");

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_ascii_strncasecmp(p + gap, words[i].word, strlen(words[i].word)) == 0 &&
			!g_ascii_isalnum(p[gap + strlen(words[i].word)])) {
			hour->half = true;
			hour->pm = words[i].pm;
			return gap + strlen(words[i].word);
		}
	return 0;
}

/* The bytes of a time at p; 0: none. */
static size_t hour_at(const char *p, struct hour *hour)
{
	size_t n, more;

	*hour = (struct hour){0};
	n = digits(p, &hour->hour);
	if (!n || hour->hour > 24)
		return 0;
	if (p[n] && strchr(":.h", p[n]) && (more = digits(p + n + 1, &hour->minute)) == 2 && hour->minute < 60)
		n += 1 + more;
	hour->half = hour->hour > 12;
	return n + half_after(p + n, hour);
}

/* One of these words at p, with "open", "at" and colons after it; 0: none. */
static size_t word_at(const char *p, const char *const *words, size_t n_words)
{
	static const char *const fillers[] = {
		"open", "opens", "at", "from", "um", "ab", "à", "a las", "las", "om", "alle", "ore", "kl."};
	size_t n = 0;

	for (size_t i = 0; i < n_words; i++)
		if (g_ascii_strncasecmp(p, words[i], strlen(words[i])) == 0)
			n = MAX(n, strlen(words[i]));
	for (bool more = n > 0; more;) {
		more = false;
		n += strspn(p + n, " :@");
		for (size_t i = 0; i < G_N_ELEMENTS(fillers) && !more; i++)
			if (g_ascii_strncasecmp(p + n, fillers[i], strlen(fillers[i])) == 0 && strchr(" :", p[n + strlen(fillers[i])])) {
				n += strlen(fillers[i]);
				more = true;
			}
	}
	return n;
}

/* Two times of one evening: where only one says "pm" both are after noon, and where none does, too. */
static void share_half(struct hour *doors, struct hour *show)
{
	bool pm = doors->pm || show->pm || (!doors->half && !show->half);

	for (struct hour *hour = doors; hour; hour = hour == doors ? show : NULL)
		if (pm && hour->hour < 12)
			hour->hour += 12;
}

static void take(struct bill_listing *listing, struct hour doors, const struct hour *show, struct bill_at at)
{
	struct hour begin = show ? *show : doors;
	g_autofree char *text = NULL;

	share_half(&doors, &begin);
	text = g_strdup_printf("%d:%02d", doors.hour, doors.minute);
	if (!bill_draft_has(listing->draft, BILL_FIELD_DOORS))
		bill_draft_set(listing->draft, BILL_FIELD_DOORS, text, at);
	if (!show || listing->draft->start.clock.given)
		return;
	listing->draft->start.clock = (struct bill_clock){.given = true, .hour = begin.hour, .minute = begin.minute};
}

/* "doors 7, show 8": the bytes from the word to the last time; 0: nothing of the kind. */
static size_t doors_and_show(struct bill_listing *listing, const char *p, struct bill_at at)
{
	static const char *const doors[] = {"doors", "einlass", "ouverture des portes", "portes", "apertura de puertas",
		"puertas", "apertura porte", "deuren", "zaal open", "abertura de portas", "portas"};
	static const char *const shows[] = {"show", "shows", "music", "start", "starts", "starting", "concert", "performance",
		"curtain", "beginn", "début", "debut", "concierto", "inicio", "inizio", "aanvang", "show starts", "film", "screening",
		"band"};
	struct hour open, begin;
	size_t n = word_at(p, doors, G_N_ELEMENTS(doors)), len = n ? hour_at(p + n, &open) : 0, gap, word, more;

	if (!len)
		return 0;
	n += len;
	gap = strspn(p + n, " ,;/|-.&");
	word = word_at(p + n + gap, shows, G_N_ELEMENTS(shows));
	more = word ? hour_at(p + n + gap + word, &begin) : 0;
	take(listing, open, more ? &begin : NULL, at);
	return more ? n + gap + word + more : n;
}

/* "5.30 for 6pm" */
static size_t time_for_time(struct bill_listing *listing, const char *p, struct bill_at at)
{
	struct hour open, begin;
	size_t n = hour_at(p, &open), more;

	if (!n || !g_str_has_prefix(p + n, " for ") || !(more = hour_at(p + n + strlen(" for "), &begin)) ||
		!(open.half || begin.half))
		return 0;
	take(listing, open, &begin, at);
	return n + strlen(" for ") + more;
}

bool bill_listing_doors(struct bill_listing *listing, char *line, struct bill_at at)
{
	for (char *p = line; *p; p++) {
		bool begins = p == line || !(g_ascii_isalnum(p[-1]) || strchr(":.-", p[-1]));
		size_t n = begins ? doors_and_show(listing, p, at) : 0;

		if (!n && begins)
			n = time_for_time(listing, p, at);
		if (!n)
			continue;
		memmove(p, p + n, strlen(p + n) + 1);
		while (p > line && strchr(" ,;/|-(", p[-1]) && (!*p || strchr(" ,;/|-)", *p)))
			memmove(p - 1, p, strlen(p) + 1), p--;
		return true;
	}
	return false;
}
