/* The words and numbers the grammar of dates and times is made of, clock times and zones. */
#include "event/when_scan.h"

#include <string.h>

size_t bill_scan_spaces(const char *p)
{
	return strspn(p, " ");
}

size_t bill_scan_number(const char *p, int *value, unsigned *digits)
{
	unsigned n = 0;

	*value = 0;
	while (g_ascii_isdigit(p[n]) && n < 9)
		*value = *value * 10 + (p[n++] - '0');
	*digits = n;
	return g_ascii_isdigit(p[n]) ? 0 : n;
}

/* Scripts written without spaces between words: Thai, Lao, Han, kana, Hangul. */
static bool is_dense(gunichar c)
{
	return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0xD7FF);
}

static bool is_letter(gunichar c)
{
	return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

bool bill_scan_boundary(const struct bill_scan *scan, const char *p)
{
	gunichar before, here = g_utf8_get_char(p);

	if (p == scan->text)
		return true;
	before = g_utf8_get_char(g_utf8_prev_char(p));
	if (is_dense(here) || is_dense(before))
		return true;
	if (g_ascii_isdigit((char)MIN(here, 127)) && here < 128)
		return !g_ascii_isdigit((char)MIN(before, 127)) && !is_letter(before);
	return !is_letter(before);
}

static bool ends_word(const char *end)
{
	gunichar last = g_utf8_get_char(g_utf8_prev_char(end)), next = g_utf8_get_char(end);

	return is_dense(last) || !is_letter(last) || !is_letter(next) || is_dense(next);
}

/* One Han character that is a weekday only in brackets, "(火)". */
static bool lone_sign(const struct bill_scan *scan, const char *p, const struct bill_word *word)
{
	return is_dense(g_utf8_get_char(word->text)) && g_utf8_strlen(word->text, -1) == 1 && (p == scan->text || p[-1] != '(');
}

size_t bill_scan_word(struct bill_scan *scan, const char *p, enum bill_word_kind kind, const struct bill_word **word)
{
	const struct bill_word *best = NULL;
	const char *language = NULL;

	if (!bill_scan_boundary(scan, p))
		return 0;
	for (size_t l = 0; scan->languages[l]; l++) {
		if (!(scan->languages[l]->kinds[(unsigned char)p[0]] >> kind & 1))
			continue;
		for (size_t i = 0; i < scan->languages[l]->n; i++) {
			const struct bill_word *w = &scan->languages[l]->words[i];

			if (w->kind != kind || (best && w->len <= best->len) || w->text[0] != p[0] || strncmp(w->text, p, w->len) != 0 ||
				!ends_word(p + w->len))
				continue;
			if (kind == BILL_WORD_WEEKDAY && lone_sign(scan, p, w))
				continue;
			best = w;
			language = scan->languages[l]->language;
		}
	}
	if (!best)
		return 0;
	*word = best;
	if (language && !scan->language)
		scan->language = language;
	return best->len + (p[best->len] == '.' ? 1 : 0);
}

size_t bill_scan_range(struct bill_scan *scan, const char *p)
{
	const struct bill_word *word;
	size_t n = bill_scan_spaces(p), len;

	if (p[n] == '-') {
		while (p[n] == '-')
			n++;
		return n + bill_scan_spaces(p + n);
	}
	len = bill_scan_word(scan, p + n, BILL_WORD_RANGE, &word);
	return len ? n + len + bill_scan_spaces(p + n + len) : 0;
}

/* ---- clock times ---- */

static bool valid_clock(struct bill_scan *scan, const struct bill_clock *clock)
{
	bool valid =
		clock->hour <= 24 && clock->minute < 60 && clock->second < 60 && (clock->hour < 24 || (!clock->minute && !clock->second));

	if (!valid)
		scan->impossible = true;
	return valid;
}

/* "5:30p", "9:00a": after minutes only, as "5p" is a price and "9a" a room. */
static size_t lone_letter(const char *p, struct bill_scan_clock *clock)
{
	if (clock->is_bare || clock->clock.hour > 12 || (*p != 'a' && *p != 'p') || is_letter(g_utf8_get_char(p + 1)) || p[1] == '.')
		return 0;
	clock->has_meridiem = true;
	clock->clock.hour = clock->clock.hour % 12 + (*p == 'p' ? 12 : 0);
	return 1;
}

/* "am" and the like after an hour. */
static size_t meridiem(struct bill_scan *scan, const char *p, struct bill_scan_clock *clock)
{
	const struct bill_word *word;
	size_t n = bill_scan_spaces(p), len = bill_scan_word(scan, p + n, BILL_WORD_MERIDIEM, &word);

	if (!len && bill_scan_boundary(scan, p + n) == false && n == 0) {
		/* "4pm": the word stands at the digit */
		struct bill_scan after = *scan;

		after.text = p;
		len = bill_scan_word(&after, p, BILL_WORD_MERIDIEM, &word);
	}
	if (!len)
		return lone_letter(p, clock);
	clock->has_meridiem = true;
	clock->is_bare = false;
	if (clock->clock.hour <= 12 && clock->clock.hour > 0)
		clock->clock.hour = clock->clock.hour % 12 + word->value;
	return n + len;
}

/* "Uhr", "h", "o'clock" after an hour. */
static size_t hour_word(struct bill_scan *scan, const char *p)
{
	const struct bill_word *word;
	size_t n = bill_scan_spaces(p);
	struct bill_scan after = *scan;

	after.text = p + n;
	return (n = bill_scan_word(&after, p + n, BILL_WORD_HOUR, &word)) ? bill_scan_spaces(p) + n : 0;
}

/* Two digits of minutes that nothing else follows; 0: none. */
static size_t two_digits(const char *p, int *value)
{
	unsigned digits;
	size_t n = bill_scan_number(p, value, &digits);

	return digits == 2 ? n : 0;
}

/* ":SS" and a fraction, which is dropped. */
static size_t seconds(const char *p, int *value)
{
	size_t n;

	if (*p != ':' || !(n = two_digits(p + 1, value)))
		return 0;
	n++;
	if ((p[n] == '.' || p[n] == ',') && g_ascii_isdigit(p[n + 1]))
		n += 1 + strspn(p + n + 1, "0123456789");
	return n;
}

/* 10時30分, 10点半, 10시 30분. */
static size_t dense_minutes(const char *p, int *minute)
{
	static const char *const hours[] = {"時", "时", "点", "點", "시"};
	static const char *const minutes[] = {"分", "분"};
	size_t n = 0;
	unsigned digits;

	p += bill_scan_spaces(p);
	for (size_t i = 0; i < G_N_ELEMENTS(hours) && !n; i++)
		if (g_str_has_prefix(p, hours[i]))
			n = strlen(hours[i]);
	if (!n || g_str_has_prefix(p, "時間") || g_str_has_prefix(p, "时间"))
		return 0;
	if (g_str_has_prefix(p + n, "半")) {
		*minute = 30;
		return n + strlen("半");
	}
	for (size_t i = 0; i < G_N_ELEMENTS(minutes); i++) {
		int value;
		size_t space = bill_scan_spaces(p + n), len = bill_scan_number(p + n + space, &value, &digits);

		if (len && g_str_has_prefix(p + n + space + len, minutes[i])) {
			*minute = value;
			return n + space + len + strlen(minutes[i]);
		}
	}
	return n;
}

/* The second half of "20.00 - 21.30 uur", whose word belongs to both. */
static size_t dotted_range(struct bill_scan *scan, const char *p)
{
	size_t gap = bill_scan_range(scan, p), n, len;
	int hour, minute;
	unsigned digits;

	if (!gap || !(n = bill_scan_number(p + gap, &hour, &digits)) || digits > 2 || p[gap + n] != '.' ||
		!(len = two_digits(p + gap + n + 1, &minute)))
		return 0;
	return hour_word(scan, p + gap + n + 1 + len);
}

/* What stands between hour and minutes: ":", "h", "." where that is safe. */
static size_t minutes(struct bill_scan *scan, const char *p, bool dot, struct bill_clock *clock)
{
	size_t n, gap;

	if (*p == ':' && (n = two_digits(p + 1, &clock->minute)))
		return 1 + n + seconds(p + 1 + n, &clock->second);
	gap = bill_scan_spaces(p);
	if (p[gap] == 'h' && (n = two_digits(p + gap + 1 + bill_scan_spaces(p + gap + 1), &clock->minute)))
		return gap + 1 + bill_scan_spaces(p + gap + 1) + n;
	if (*p == '.' && (n = two_digits(p + 1, &clock->minute)) && !(p[1 + n] == '.' && g_ascii_isdigit(p[2 + n])) &&
		p[1 + n] != '/') {
		struct bill_scan_clock probe = {.clock.hour = 1};

		if (clock->minute < 60 &&
			(dot || hour_word(scan, p + 1 + n) || meridiem(scan, p + 1 + n, &probe) || dotted_range(scan, p + 1 + n)))
			return 1 + n;
	}
	clock->minute = 0;
	return 0;
}

/* "103000" after the "T" of ISO 8601's basic format. */
static size_t basic(struct bill_scan *scan, const char *p, struct bill_scan_clock *clock)
{
	unsigned digits;
	int value;
	size_t n = bill_scan_number(p, &value, &digits);

	if (p == scan->text || p[-1] != 't' || (digits != 4 && digits != 6))
		return 0;
	if (digits == 4)
		value *= 100;
	clock->clock = (struct bill_clock){.given = true, .hour = value / 10000, .minute = value / 100 % 100, .second = value % 100};
	return valid_clock(scan, &clock->clock) ? n : 0;
}

/* "1400 hrs", "0930h": four digits before an hour's word. */
static size_t military(struct bill_scan *scan, const char *p, struct bill_scan_clock *clock)
{
	unsigned digits;
	int value;
	size_t n = bill_scan_number(p, &value, &digits), after;

	if (digits != 4 || !(after = hour_word(scan, p + n)))
		return 0;
	clock->clock = (struct bill_clock){.given = true, .hour = value / 100, .minute = value % 100};
	return valid_clock(scan, &clock->clock) ? n + after : 0;
}

static size_t named_hour(struct bill_scan *scan, const char *p, struct bill_scan_clock *clock)
{
	const struct bill_word *word;
	size_t n = bill_scan_word(scan, p, BILL_WORD_POINT, &word);

	if (n)
		clock->clock = (struct bill_clock){.given = true, .hour = word->value};
	clock->has_meridiem = true;
	return n;
}

/* Whether the number at p ends a range whose second half shows that both are times: "3" of "3–4pm". */
static bool range_follows(struct bill_scan *scan, const char *p)
{
	struct bill_scan_clock second;
	size_t gap = bill_scan_range(scan, p), n;

	if (!gap || !g_ascii_isdigit(p[gap]))
		return false;
	n = bill_scan_clock(scan, p + gap, true, true, &second);
	return n && !second.is_bare;
}

/* 午後3時, 오후 3:00: the word before the hour. */
static size_t leading_meridiem(struct bill_scan *scan, const char *p, struct bill_scan_clock *clock)
{
	const struct bill_word *word;
	size_t n = bill_scan_word(scan, p, BILL_WORD_MERIDIEM, &word), gap, len;

	if (!n)
		return 0;
	gap = bill_scan_spaces(p + n);
	len = g_ascii_isdigit(p[n + gap]) ? bill_scan_clock(scan, p + n + gap, true, true, clock) : 0;
	if (!len || clock->has_meridiem)
		return 0;
	clock->has_meridiem = true;
	if (clock->clock.hour <= 12 && clock->clock.hour > 0)
		clock->clock.hour = clock->clock.hour % 12 + word->value;
	return n + gap + len;
}

/* "c.t." (cum tempore: a quarter past) and "s.t." (sine tempore: on the dot) of German-speaking universities, after a full hour.
 */
static size_t academic(const char *p, struct bill_clock *clock)
{
	size_t n = bill_scan_spaces(p), len = 0;

	if (clock->minute || (p[n] != 'c' && p[n] != 's'))
		return 0;
	if (g_str_has_prefix(p + n + 1, ".t."))
		len = 4;
	else if (g_str_has_prefix(p + n + 1, ". t."))
		len = 5;
	else if (n && p[n + 1] == 't')
		len = 2;
	if (!len || is_letter(g_utf8_get_char(p + n + len)))
		return 0;
	clock->minute = p[n] == 'c' ? 15 : 0;
	return n + len;
}

/* Minutes behind a sign, or in the digits behind the hour's. */
static size_t any_minutes(struct bill_scan *scan, const char *p, bool loose, struct bill_clock *clock)
{
	size_t len = minutes(scan, p, loose, clock), dense = len ? 0 : dense_minutes(p, &clock->minute);

	return dense ? bill_scan_spaces(p) + dense : len;
}

/* "4 o'clock", "14 Uhr", "14 Uhr 30": what is said behind the hour. */
static size_t spoken(struct bill_scan *scan, const char *p, struct bill_clock *clock)
{
	size_t n = hour_word(scan, p), gap, more;
	int minute = 0;

	if (!n)
		return 0;
	if (g_str_has_prefix(p + bill_scan_spaces(p), "o'clock") && clock->hour >= 1 && clock->hour <= 7)
		clock->hour += 12; /* it is said of afternoons */
	gap = bill_scan_spaces(p + n);
	more = gap && !clock->minute ? two_digits(p + n + gap, &minute) : 0;
	if (!more || minute >= 60 || (p[n + gap + more] && strchr(".-/:", p[n + gap + more])))
		return n;
	clock->minute = minute;
	return n + gap + more;
}

size_t bill_scan_clock(struct bill_scan *scan, const char *p, bool after_intro, bool after_date, struct bill_scan_clock *clock)
{
	unsigned digits;
	size_t n, len;
	int hour;

	*clock = (struct bill_scan_clock){0};
	if (!g_ascii_isdigit(*p))
		return (n = leading_meridiem(scan, p, clock)) ? n : named_hour(scan, p, clock);
	if ((n = basic(scan, p, clock)))
		return n;
	n = bill_scan_number(p, &hour, &digits);
	if (digits == 4)
		return military(scan, p, clock);
	if (!n || digits > 2)
		return 0;
	clock->clock = (struct bill_clock){.given = true, .hour = hour};
	clock->is_bare = true;
	if ((len = any_minutes(scan, p + n, after_intro || after_date, &clock->clock))) {
		clock->is_bare = false;
		n += len;
	}
	if ((len = spoken(scan, p + n, &clock->clock))) {
		clock->is_bare = false;
		n += len;
	}
	n += meridiem(scan, p + n, clock);
	if ((len = academic(p + n, &clock->clock))) {
		clock->is_bare = false;
		n += len;
	}
	if (clock->is_bare && !(after_intro && hour <= 24) && !range_follows(scan, p + n))
		return 0;
	return valid_clock(scan, &clock->clock) ? n : 0;
}

/* ---- zones ---- */

/* "+01:00", "-0500", "+2" */
static size_t offset_of(const char *p, int *minutes_east)
{
	int hours, minute = 0;
	unsigned digits;
	size_t n = (*p == '+' || *p == '-') ? bill_scan_number(p + 1, &hours, &digits) : 0;

	if (!n || digits > 4 || digits == 3)
		return 0;
	if (digits == 4) {
		minute = hours % 100;
		hours /= 100;
	} else if (p[1 + n] == ':' && two_digits(p + 2 + n, &minute)) {
		n += 3;
	}
	if (hours > 18 || minute > 59)
		return 0;
	*minutes_east = (*p == '-' ? -1 : 1) * (hours * 60 + minute);
	return 1 + n;
}

/* "utc", "utc+2", "cet" */
static size_t abbreviation(struct bill_scan *scan, const char *p, int *minutes_east)
{
	const struct bill_word *word;
	size_t n = bill_scan_word(scan, p, BILL_WORD_OFFSET, &word);
	int more = 0;

	if (!n)
		return 0;
	*minutes_east = word->value;
	if (word->value == 0)
		n += offset_of(p + n, &more);
	*minutes_east += more;
	return n;
}

size_t bill_scan_zone(
	struct bill_scan *scan, const char *p, bool after_iso, bool *has_offset, int *offset_minutes, const char **zone)
{
	const struct bill_word *word;
	bool english = !scan->hint || g_str_has_prefix(scan->hint, "en") || g_str_has_prefix(scan->hint, "ru");
	size_t n;

	*has_offset = true;
	*offset_minutes = 0;
	if (*p == 'z' && !is_letter(g_utf8_get_char(p + 1)))
		return 1;
	/* "10:00-11:00" is a range; only after an ISO 8601 time is it an offset. */
	if ((*p == '+' || (*p == '-' && after_iso)) && (n = offset_of(p, offset_minutes)))
		return n;
	n = bill_scan_spaces(p);
	if (p[n] == '(')
		n++;
	if (abbreviation(scan, p + n, offset_minutes))
		return n + abbreviation(scan, p + n, offset_minutes);
	*has_offset = false;
	if (english && bill_scan_word(scan, p + n, BILL_WORD_ZONE, &word)) {
		*zone = word->name;
		return n + word->len;
	}
	return 0;
}
