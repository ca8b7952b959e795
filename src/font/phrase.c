/* Phrases that a line's end does not part: a title and a name, a number and its unit, a day and its month; and words that lean.
 */
#include "font/type.h"

#include <string.h>

#define LONGEST_WORD 24 /* bytes; no word of the lists is longer */

struct words {
	const char *language, *list;
};

static const struct words leaning[] = {
#define LEANING(language, list) {language, list},
#define STRICT(language, list)
#include "font/leaning.def"
#undef LEANING
#undef STRICT
};

static const struct words strict[] = {
#define LEANING(language, list)
#define STRICT(language, list) {language, list},
#include "font/leaning.def"
#undef LEANING
#undef STRICT
};

enum phrase { TITLE, REFERENCE, UNIT, MONTH, PHRASES };

static const char *const phrases[PHRASES] = {
#define PHRASE(what, list) [what] = list,
#include "font/phrase.def"
#undef PHRASE
};

struct word {
	const char *s;
	size_t len;
};

static bool listed(const char *list, struct word word)
{
	char needle[LONGEST_WORD + 3];
	if (!list || word.len == 0 || word.len > LONGEST_WORD || memchr(word.s, ' ', word.len))
		return false;
	needle[0] = ' ';
	memcpy(needle + 1, word.s, word.len);
	memcpy(needle + 1 + word.len, " ", 2);
	return strstr(list, needle);
}

static const char *list_of(const struct words *lists, size_t n, const char *language)
{
	size_t len = strcspn(language, "-_");
	for (size_t i = 0; i < n; i++)
		if (strlen(lists[i].language) == len && g_ascii_strncasecmp(lists[i].language, language, len) == 0)
			return lists[i].list;
	return NULL;
}

void bill_phrases_init(struct bill_phrases *own, const char *language)
{
	own->leaning = list_of(leaning, G_N_ELEMENTS(leaning), language);
	own->strict = list_of(strict, G_N_ELEMENTS(strict), language);
}

/* ---- words beside a space ---- */

static struct word word_before(const char *s, size_t start, size_t end)
{
	size_t from = end;
	while (from > start && !strchr(" \t\n", s[from - 1]) && end - from <= LONGEST_WORD)
		from--;
	struct word word = {s + from, end - from};
	while (word.len > 0 && strchr("([{\"'", *word.s))
		word.s++, word.len--;
	return word;
}

static struct word word_after(const char *s, size_t next, size_t end)
{
	size_t to = next;
	while (to < end && !strchr(" \t\n", s[to]) && to - next <= LONGEST_WORD)
		to++;
	return (struct word){s + next, to - next};
}

static struct word without(struct word word, const char *marks)
{
	while (word.len > 0 && strchr(marks, word.s[word.len - 1]))
		word.len--;
	return word;
}

static gunichar first_letter(struct word word)
{
	return word.len ? g_utf8_get_char(word.s) : 0;
}

static bool is_capitalised(struct word word)
{
	return g_unichar_isupper(first_letter(word));
}

static bool is_number(struct word word)
{
	if (word.len == 0 || !g_ascii_isdigit(*word.s))
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!g_ascii_isdigit(word.s[i]) && !strchr(".,:-/", word.s[i]) && (unsigned char)word.s[i] < 0x80)
			return false;
	return true;
}

/* "7", "21.", "21st": the number of a day. */
static bool is_day(struct word word)
{
	word = without(word, ".,");
	size_t digits = 0;
	while (digits < word.len && g_ascii_isdigit(word.s[digits]))
		digits++;
	if (digits == 0 || digits > 2)
		return false;
	return listed(" st nd rd th er º ", (struct word){word.s + digits, word.len - digits}) || digits == word.len;
}

/* "J.", "J.S.", "J.-P.": capitals, each with a full stop. */
static bool is_initial(struct word word)
{
	bool any = false;
	for (const char *c = word.s, *end = word.s + word.len; c < end; any = true) {
		if (!g_unichar_isupper(g_utf8_get_char(c)))
			return false;
		c = bill_next(c);
		if (c >= end || *c != '.')
			return false;
		c++;
		c += c < end && *c == '-';
	}
	return any;
}

/* "XIV", "II", "V": not "I", which is a word. */
static bool is_roman(struct word word)
{
	word = without(word, ".,;:!?)");
	if (word.len == 0 || word.len > 7 || (word.len == 1 && !strchr("VX", *word.s)))
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!strchr("IVXLC", word.s[i]))
			return false;
	return true;
}

bool bill_is_ornament(gunichar c)
{
	return c == 0x2766 || c == 0x2767 || c == 0x2022 || c == 0xB7;
}

static bool is_dash(struct word word)
{
	return (word.len == 3 && (memcmp(word.s, "\342\200\223", 3) == 0 || memcmp(word.s, "\342\200\224", 3) == 0)) ||
		   (word.len == 1 && *word.s == '-');
}

/* A mark between two facts stands at the end of the first; a bullet that leads a paragraph leads others in it too. */
static bool is_separator(struct word word, gunichar leads)
{
	gunichar mark = first_letter(word);
	return bill_is_ornament(mark) && mark != leads;
}

/* "a", "&", "و": of an alphabet, for in Korean and Chinese a letter is a word like any other. */
static enum bill_lean lean_of_letter(struct word word)
{
	gunichar letter = first_letter(word);
	if (!letter || bill_next(word.s) != word.s + word.len)
		return BILL_LEAN_NOT;
	if (letter == '&' || letter == '@' || letter == '+' || letter == 0xD7)
		return BILL_LEAN_BETTER_NOT;
	GUnicodeScript script = g_unichar_get_script(letter);
	if (script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW)
		return g_unichar_isalpha(letter) ? BILL_LEAN_NEVER : BILL_LEAN_NOT;
	return g_unichar_islower(letter) ? BILL_LEAN_BETTER_NOT : BILL_LEAN_NOT;
}

/* "7:30–8:30", "9 am–4 pm", "10-12": a range, where the text could be parted after its dash. */
static bool range_parted(const char *s, size_t start, size_t end, size_t para_end)
{
	if (end <= start || end >= para_end || !g_ascii_isdigit(s[end]))
		return false;
	if (s[end - 1] == '-')
		return end - 1 > start && g_ascii_isdigit(s[end - 2]);
	return end > start + 3 && memcmp(s + end - 3, "\342\200\223", 3) == 0;
}

/* ---- judgement ---- */

static bool number_parted(struct word before, struct word after)
{
	if (is_number(before) &&
		(listed(phrases[UNIT], without(after, ",;:!?)")) || listed(phrases[UNIT], without(after, ".,;:!?)"))))
		return true;
	return after.len > 0 && g_ascii_isdigit(*after.s) && listed(phrases[REFERENCE], before);
}

static bool is_year(struct word word)
{
	word = without(word, ",;:!?)");
	if (word.len != 4 || !strchr("12", *word.s))
		return false;
	for (size_t i = 1; i < 4; i++)
		if (!g_ascii_isdigit(word.s[i]))
			return false;
	return true;
}

/* "May 2027", "May 7, 2027": the year goes with its day, where there is room. */
static bool year_parted(struct word before, struct word after)
{
	if (!is_year(after))
		return false;
	bool comma = before.len > 0 && before.s[before.len - 1] == ',';
	return listed(phrases[MONTH], without(before, ",")) || (comma && is_day(before));
}

static bool date_parted(struct word before, struct word after)
{
	if (is_day(before))
		return listed(phrases[MONTH], without(after, ",;:!?)"));
	return is_day(without(after, ",;:!?)")) && listed(phrases[MONTH], before);
}

/* An initial before a name; after one, only if the name does not end a clause. */
static bool name_parted(struct word before, struct word after)
{
	if (!is_capitalised(after))
		return false;
	if (is_initial(before) || listed(phrases[TITLE], before))
		return true;
	bool ends = before.len > 0 && strchr(".,;:!?", before.s[before.len - 1]);
	return is_capitalised(before) && !ends && (is_initial(without(after, ",;:!?)")) || is_roman(after));
}

static struct word lower_case(struct word word, char *room)
{
	size_t len = 0;
	if (word.len > LONGEST_WORD / 2)
		return (struct word){room, 0};
	for (const char *c = word.s; c < word.s + word.len; c = bill_next(c))
		len += (size_t)g_unichar_to_utf8(g_unichar_tolower(g_utf8_get_char(c)), room + len);
	return (struct word){room, len};
}

enum bill_lean bill_phrase_judge(
	const struct bill_phrases *own, const char *s, size_t end, size_t next, size_t para_start, size_t para_end)
{
	struct word before = word_before(s, para_start, end), after = word_after(s, next, para_end);
	if (is_dash(after) || (end == next && range_parted(s, para_start, end, para_end)))
		return BILL_LEAN_NEVER;
	gunichar leads = para_start < para_end ? g_utf8_get_char(s + para_start) : 0;
	if (end < next && (is_separator(after, leads) || (bill_is_ornament(leads) && first_letter(before) == leads)))
		return BILL_LEAN_NEVER;
	if (before.len > LONGEST_WORD || end == next)
		return BILL_LEAN_NOT;
	if (number_parted(before, after) || date_parted(before, after) || name_parted(before, after))
		return BILL_LEAN_NEVER;
	if (year_parted(before, after))
		return BILL_LEAN_BETTER_NOT;
	enum bill_lean letter = after.len ? lean_of_letter(before) : BILL_LEAN_NOT;
	char room[LONGEST_WORD * 3];
	before = lower_case(before, room);
	if (listed(own->strict, before))
		return BILL_LEAN_NEVER;
	return listed(own->leaning, before) ? BILL_LEAN_BETTER_NOT : letter;
}
