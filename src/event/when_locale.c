/* What ICU knows of languages and zones: the names of months and weekdays, tags, time zones. */
#include "event/locale.h"
#include "event/utf.h"
#include "event/when.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

const char *const bill_locale_languages[] = {"en", "fr", "de", "it", "es", "pt", "nl", "ru", "pl", "cs", "sv", "da", "nb", "fi",
	"ja", "zh", "zh_Hant", "ko", "uk", "sk", "sl", "hr", "sr", "bg", "hu", "ro", "el", "tr", "th", "ar", "he", "fa", "hi", "id",
	"vi", "ca", "et", "lv", "lt", NULL};

/* ---- folding ---- */

static gunichar folded(gunichar c)
{
	int digit;

	if (c < 0x80)
		return c == '~' ? '-' : g_ascii_isspace((char)c) ? ' ' : c;
	digit = g_unichar_digit_value(c);
	if (digit >= 0)
		return '0' + (gunichar)digit;
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x301C || c == 0xFF5E || c == 0x2E3A || c == 0x2192)
		return '-';
	if (c == 0x2018 || c == 0x2019)
		return '\'';
	return g_unichar_isspace(c) || c == 0x200B ? ' ' : c;
}

/* Hangul stays whole; an accent, a soft hyphen or a mark of direction goes. */
static void append_folded(GString *out, gunichar c)
{
	gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
	gsize n = 1;

	if (c < 0x80) {
		g_string_append_c(out, (char)folded((gunichar)g_ascii_tolower((char)c)));
		return;
	}
	parts[0] = c;
	if (!(c >= 0xAC00 && c <= 0xD7A3))
		n = g_unichar_fully_decompose(g_unichar_tolower(c), TRUE, parts, G_N_ELEMENTS(parts));
	for (gsize i = 0; i < n; i++)
		if (!(parts[i] >= 0x0300 && parts[i] <= 0x036F) && parts[i] != 0x200E && parts[i] != 0x200F && parts[i] != 0xAD)
			g_string_append_unichar(out, folded(g_unichar_tolower(parts[i])));
}

/* Letter by letter: the tables are folded whenever a listing is read, and GLib's functions for whole texts take five times as
 * long. The compatibility decomposition takes full-width forms and no-break spaces apart as well (Unicode Standard Annex 15). */
char *bill_fold(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 1);

	for (const char *p = text; *p; p = bill_utf_next(p))
		append_folded(out, g_utf8_get_char(p));
	return g_string_free(out, FALSE);
}

/* ---- words ---- */

static void add_word(GArray *words, enum bill_word_kind kind, int value, const char *text, const char *name)
{
	struct bill_word word = {.kind = kind, .value = value, .name = name, .text = bill_fold(text)};

	word.len = strlen(word.text);
	while (word.len && word.text[word.len - 1] == '.')
		word.text[--word.len] = '\0';
	/* A name that is a number ("1月") is the grammar's business. */
	if (word.len && !g_ascii_isdigit(word.text[0]))
		g_array_append_val(words, word);
	else
		g_free(word.text);
}

static void add_own_words(GArray *words)
{
#define RANGE(word) add_word(words, BILL_WORD_RANGE, 0, word, NULL);
#define FILLER(word) add_word(words, BILL_WORD_FILLER, 0, word, NULL);
#define CLOCK(word) add_word(words, BILL_WORD_CLOCK, 0, word, NULL);
#define HOUR(word) add_word(words, BILL_WORD_HOUR, 0, word, NULL);
#define MERIDIEM(word, h) add_word(words, BILL_WORD_MERIDIEM, h, word, NULL);
#define POINT(word, h) add_word(words, BILL_WORD_POINT, h, word, NULL);
#define ALL_DAY(word) add_word(words, BILL_WORD_ALL_DAY, 0, word, NULL);
#define MONTH(word, n) add_word(words, BILL_WORD_MONTH, n, word, NULL);
#define WEEKDAY(word, n) add_word(words, BILL_WORD_WEEKDAY, n, word, NULL);
#define OFFSET(word, minutes) add_word(words, BILL_WORD_OFFSET, minutes, word, NULL);
#define ZONE(word, name) add_word(words, BILL_WORD_ZONE, 0, word, name);
#include "event/when_words.def"
}

static void add_symbols(GArray *words, const UDateFormat *format, UDateFormatSymbolType type, enum bill_word_kind kind, int first)
{
	int count = udat_countSymbols(format, type);

	for (int i = first; i < count; i++) {
		UErrorCode status = U_ZERO_ERROR;
		UChar symbol[80];
		char text[240];
		int len = udat_getSymbols(format, type, i, symbol, G_N_ELEMENTS(symbol), &status);

		u_strToUTF8(text, sizeof text, NULL, symbol, len, &status);
		if (U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING)
			add_word(words, kind, kind == BILL_WORD_MONTH ? i + 1 : i - 1, text, NULL);
	}
}

static void add_locale_words(GArray *words, const char *language)
{
	static const UDateFormatSymbolType months[] = {
		UDAT_MONTHS, UDAT_SHORT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_STANDALONE_SHORT_MONTHS};
	static const UDateFormatSymbolType days[] = {
		UDAT_WEEKDAYS, UDAT_SHORT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS, UDAT_STANDALONE_SHORT_WEEKDAYS};
	static const UChar pattern[] = {'y', 0}, gmt[] = {'G', 'M', 'T', 0};
	g_autofree char *locale = g_strconcat(language, "@calendar=gregorian", NULL);
	UErrorCode status = U_ZERO_ERROR;
	UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, gmt, -1, pattern, 1, &status);

	if (U_FAILURE(status))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(months); i++)
		add_symbols(words, format, months[i], BILL_WORD_MONTH, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++) /* ICU counts weekdays from 1, Sunday */
		add_symbols(words, format, days[i], BILL_WORD_WEEKDAY, 1);
	udat_close(format);
}

static struct bill_words *loaded(const char *language)
{
	struct bill_words *words = g_new0(struct bill_words, 1);
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct bill_word));

	if (language)
		add_locale_words(list, language);
	else
		add_own_words(list);
	words->language = g_strdup(language);
	words->n = list->len;
	for (guint i = 0; i < list->len; i++) {
		const struct bill_word *word = &g_array_index(list, struct bill_word, i);

		words->kinds[(unsigned char)word->text[0]] |= (uint16_t)(1U << word->kind);
	}
	words->words = (const struct bill_word *)(void *)g_array_free(list, FALSE);
	return words;
}

const struct bill_words *bill_locale_words(const char *language)
{
	static GMutex mutex;
	static GHashTable *kept; /* a few kilobytes a language, for the life of the program */
	const char *key = language ? language : "";
	struct bill_words *words;

	g_mutex_lock(&mutex);
	if (!kept)
		kept = g_hash_table_new(g_str_hash, g_str_equal);
	words = g_hash_table_lookup(kept, key);
	if (!words) {
		words = loaded(language);
		g_hash_table_insert(kept, g_strdup(key), words);
	}
	g_mutex_unlock(&mutex);
	return words;
}

/* ---- languages ---- */

bool bill_locale_language(const char *tag, char *spelled, size_t size)
{
	g_autofree char *hyphened = g_strdelimit(g_strdup(tag), "_", '-');
	UErrorCode status = U_ZERO_ERROR;
	char id[ULOC_FULLNAME_CAPACITY];
	int32_t parsed = 0;

	if (strlen(hyphened) > 50)
		return false;
	uloc_forLanguageTag(hyphened, id, sizeof id, &parsed, &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || parsed != (int32_t)strlen(hyphened) ||
		!*uloc_getISO3Language(id))
		return false;
	uloc_toLanguageTag(id, spelled, (int32_t)size, true, &status);
	return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING && strcmp(spelled, "und") != 0;
}

static bool is_called(const char *language, const char *in, const char *folded_name)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar name[80];
	char text[240];
	g_autofree char *plain = NULL;
	int len = uloc_getDisplayLanguage(language, in, name, G_N_ELEMENTS(name), &status);

	u_strToUTF8(text, sizeof text, NULL, name, len, &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
		return false;
	plain = bill_fold(text);
	return strcmp(plain, folded_name) == 0;
}

const char *bill_locale_language_by_name(const char *name)
{
	g_autofree char *plain = bill_fold(name);

	for (const char *const *language = bill_locale_languages; *language; language++)
		if (is_called(*language, "en", plain) || is_called(*language, *language, plain))
			return strcmp(*language, "zh_Hant") == 0 ? "zh-Hant" : *language;
	return NULL;
}

/* ---- zones ---- */

bool bill_locale_is_zone(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar zone[80], canonical[80];
	UBool is_system = false;

	for (const char *p = name; *p; p++)
		if (!g_ascii_isalnum(*p) && !strchr("/_+-", *p))
			return false;
	if (strlen(name) >= G_N_ELEMENTS(zone) || !*name)
		return false;
	u_uastrncpy(zone, name, (int32_t)strlen(name) + 1);
	ucal_getCanonicalTimeZoneID(zone, -1, canonical, G_N_ELEMENTS(canonical), &is_system, &status);
	return U_SUCCESS(status) && is_system;
}
