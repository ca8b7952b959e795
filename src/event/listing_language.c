/* The language of a listing: of most of its labels, or of its script. */
#include "event/listing.h"
#include "event/utf.h"

#include <string.h>

/* The language with most of the labels; English where it is as likely as another. */
static const char *language_of_labels(const GPtrArray *sections)
{
	unsigned votes[64] = {0}, best = 0;
	const char *language = NULL;

	for (guint i = 0; i < sections->len; i++) {
		const struct bill_section *section = g_ptr_array_index(sections, i);

		for (unsigned bit = 0; bit < 64; bit++)
			votes[bit] += (section->languages >> bit) & 1;
	}
	for (unsigned bit = 0; bill_labels_language(bit); bit++)
		if (votes[bit] > best) { /* English is the first of the table */
			best = votes[bit];
			language = bill_labels_language(bit);
		}
	return language;
}

/* Scripts that one language has for itself; kana decides between Chinese and Japanese. */
static const char *language_of_script(const char *text)
{
	unsigned han = 0, latin = 0;

	for (unsigned n = 0; *text && n < 4000; text = bill_utf_next(text), n++) {
		gunichar c = g_utf8_get_char(text);

		if (c < 0x80) {
			latin += g_ascii_isalpha((char)c);
			continue;
		}
		if (c >= 0x0E00 && c <= 0x0E7F)
			return "th";
		if ((c >= 0x3040 && c <= 0x30FF))
			return "ja";
		if ((c >= 0xAC00 && c <= 0xD7A3))
			return "ko";
		if (c >= 0x0590 && c <= 0x05FF)
			return "he";
		if (c >= 0x0600 && c <= 0x06FF)
			return "ar";
		if (c >= 0x0370 && c <= 0x03FF && latin < n / 2)
			return "el";
		if (c >= 0x0400 && c <= 0x04FF)
			return "ru";
		han += c >= 0x4E00 && c <= 0x9FFF;
		latin += c < 0x250 && g_unichar_isalpha(c);
	}
	return han > 8 ? "zh" : NULL;
}

void bill_listing_language(struct bill_listing *listing, const GPtrArray *sections, const char *text)
{
	const char *script;

	listing->language = language_of_labels(sections);
	if (listing->language && strcmp(listing->language, "en") != 0)
		return;
	script = language_of_script(text);
	if (script && !listing->language)
		listing->language = script;
}
