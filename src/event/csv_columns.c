/* What a spreadsheet's columns hold: their names, asked for in a form or numbered by speaker, and their dates. */
#include "event/csv.h"
#include "event/labels.h"
#include "event/when.h"

#include <string.h>

/* ---- names ---- */

/* Whether another column has this name, or tells the same. */
static bool is_taken(const struct bill_csv *csv, const char *name)
{
	const char *also = strcmp(name, "when") == 0 ? "start" : name;

	for (guint i = 0; csv && i < csv->keys->len; i++)
		if (g_strcmp0(csv->keys->pdata[i], name) == 0 || g_strcmp0(csv->keys->pdata[i], also) == 0)
			return true;
	return false;
}

/* Columns that ask of something else, whatever words they hold. */
static bool asks_otherwise(const char *word)
{
	static const char *const others[] = {"email", "e-mail", "mail", "phone", "telephone", "parking", "dietary", "travel",
		"consent", "agree", "slides", "recording"};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (strcmp(word, others[i]) == 0)
			return true;
	return false;
}

/* "What is the title of your talk?": the field of the first word that names one which no other column has. */
static const char *field_of_question(const struct bill_csv *csv, const char *heading)
{
	static const char *const askable[] = {"title", "speakers", "affiliation", "abstract", "description", "bio", "when", "start",
		"end", "location", "room", "venue", "url", NULL};
	g_autofree char *lower = g_utf8_strdown(heading, (gssize)strcspn(heading, "(["));
	g_auto(GStrv) words = g_strsplit_set(lower, " ,.?!:;/*_-\n", -1);
	const char *found = NULL;

	if (g_strv_length(words) < 3)
		return NULL;
	for (char **word = words; *word; word++) {
		const char *field =
			strcmp(*word, "speaking") == 0 || strcmp(*word, "presenting") == 0 ? "speakers" : bill_labels_field(*word);

		if (asks_otherwise(*word))
			return NULL;
		/* "by", "with", "what" and the like are labels when they stand alone */
		if (!found && field && g_utf8_strlen(*word, -1) > 2 && g_strv_contains(askable, field) && !is_taken(csv, field) &&
			strcmp(*word, "with") != 0 && strcmp(*word, "what") != 0 && strcmp(*word, "who") != 0 &&
			strcmp(*word, "where") != 0 && strcmp(*word, "talk") != 0 && strcmp(*word, "event") != 0 &&
			strcmp(*word, "name") != 0)
			found = field;
	}
	return found;
}

bool bill_csv_is_question(const char *heading)
{
	return field_of_question(NULL, heading) != NULL;
}

/* "Speaker 2", "2nd speaker's bio": the number. */
static unsigned number_in(const char *heading)
{
	const char *digit = strpbrk(heading, "123456789");

	return digit && !g_ascii_isdigit(digit[1]) && (digit == heading || !g_ascii_isdigit(digit[-1])) ? (unsigned)(*digit - '0')
																									: 0;
}

static char *without_digits(const char *heading)
{
	char *plain = g_strdup(heading);

	return g_strstrip(g_strdelimit(plain, "123456789", ' '));
}

static bool is_of_person(const char *key)
{
	static const char *const keys[] = {"speakers", "affiliation", "bio", "photo", "speaker_url", NULL};

	return key && g_strv_contains(keys, key);
}

/* Columns are of one speaker each only where there is a second speaker's column. */
static void take_people(struct bill_csv *csv)
{
	bool several = false;

	for (guint i = 0; i < csv->keys->len; i++)
		several = several || (g_array_index(csv->people, unsigned, i) > 1 && g_strcmp0(csv->keys->pdata[i], "speakers") == 0);
	for (guint i = 0; i < csv->keys->len; i++)
		if (!several || !is_of_person(csv->keys->pdata[i]))
			g_array_index(csv->people, unsigned, i) = 0;
}

void bill_csv_take_headings(struct bill_csv *csv, const struct bill_alias_map *map)
{
	for (guint i = 0; i < csv->count; i++) {
		const char *heading = bill_csv_text(csv, i);
		unsigned number = number_in(heading);
		g_autofree char *plain = without_digits(heading);
		char *key = bill_alias_of_heading(map, heading);

		if (!key && number)
			key = bill_alias_of_heading(map, plain);
		g_ptr_array_add(csv->headings, g_strstrip(g_strdup(heading)));
		g_ptr_array_add(csv->keys, key);
		g_array_append_val(csv->people, number);
	}
	for (guint i = 0; i < csv->keys->len; i++)
		if (!csv->keys->pdata[i])
			csv->keys->pdata[i] = g_strdup(field_of_question(csv, csv->headings->pdata[i]));
	take_people(csv);
	csv->language = is_taken(csv, "language") ? NULL : bill_language_of_headings(csv->headings);
}

/* ---- dates ---- */

bool bill_csv_is_time(const char *key)
{
	return key && (strcmp(key, "when") == 0 || strcmp(key, "start") == 0 || strcmp(key, "end") == 0);
}

/* "3/12/27" or "3-12-2027" at the start of a cell: its three numbers, and how many bytes they take. 0: it is none. */
static size_t three_numbers(const char *text, int *first, int *second, int *year)
{
	int n = 0;
	char sign[2], again[2];

	if (sscanf(text, "%2d%1[/-]%2d%1[/-]%4d%n", first, sign, second, again, year, &n) != 5 || *sign != *again ||
		g_ascii_isdigit(text[n]) || *first < 1 || *second < 1 || *year < 0 || (*year > 99 && *year < 1000))
		return 0;
	if (*year < 100)
		*year += *year < 70 ? 2000 : 1900;
	return (size_t)n;
}

void bill_csv_find_order(struct bill_csv *csv)
{
	const struct bill_csv before = *csv;
	bool day = false, month = false;
	int first, second, year;

	while (bill_csv_read_record(csv) && !(day && month))
		for (guint i = 0; i < csv->count && i < csv->keys->len; i++) {
			if (!bill_csv_is_time(csv->keys->pdata[i]) || !three_numbers(bill_csv_text(csv, i), &first, &second, &year))
				continue;
			day = day || (first > 12 && second <= 12);
			month = month || (second > 12 && first <= 12);
		}
	csv->p = before.p;
	csv->line = before.line;
	csv->unended = before.unended;
	csv->unclosed = before.unclosed;
	if (day != month)
		csv->order = day ? BILL_CSV_DAY_FIRST : BILL_CSV_MONTH_FIRST;
	else if (!day &&
			 csv->delimiter == ';') /* Excel parts cells so where a comma parts decimals: no such place writes the month first */
		csv->order = BILL_CSV_DAY_FIRST;
}

/* Spreadsheets count days from 1899-12-30 (Excel's 1900 system from March 1900 on, as ECMA-376, 18.17.4.1), and times in parts of
 * a day. */
static char *of_serial(const char *text)
{
	g_autofree char *plain = g_strdelimit(g_strdup(text), ",", '.');
	char *end;
	double number = g_ascii_strtod(plain, &end);
	int64_t day = (int64_t)number, seconds = (int64_t)((number - (double)day) * 86400 + 0.5);
	int year, month, date;

	if (*end || end == plain || strspn(plain, "0123456789.") != strlen(plain) || number < 0)
		return NULL;
	if (number < 1)
		return strchr(plain, '.') ? g_strdup_printf("%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60)) : NULL;
	if (number < 30000 || number > 80000)
		return NULL;
	bill_when_from_day_number(day - 25569, &year, &month, &date);
	if (!strchr(plain, '.') || !seconds)
		return g_strdup_printf("%04d-%02d-%02d", year, month, date);
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d", year, month, date, (int)(seconds / 3600), (int)(seconds / 60 % 60));
}

char *bill_csv_time(const struct bill_csv *csv, const char *text)
{
	int first, second, year;
	size_t n = csv->order == BILL_CSV_ANY_ORDER ? 0 : three_numbers(text, &first, &second, &year);
	bool day_first = csv->order == BILL_CSV_DAY_FIRST;
	char *serial;

	if (n && (day_first ? second : first) <= 12)
		return g_strdup_printf("%04d-%02d-%02d%s", year, day_first ? second : first, day_first ? first : second, text + n);
	serial = of_serial(text);
	return serial ? serial : g_strdup(text);
}
