/* Addresses: where a URL or an e-mail address may be parted, without a hyphen. */
#include "font/type.h"

#include <string.h>

#define LEAST_BEFORE 8 /* characters of a URL that stay together at its start */
#define LEAST_AFTER 2

/* "example.org/path": a dot and two letters at least, then a slash. */
static bool has_host(const char *s, size_t len)
{
	const char *slash = memchr(s, '/', len);
	const char *dot = slash ? memrchr(s, '.', (size_t)(slash - s)) : NULL;
	if (!dot || dot == s || slash - dot < 3)
		return false;
	for (const char *c = s; c < slash; c++)
		if (!g_ascii_isalnum(*c) && *c != '.' && *c != '-')
			return false;
	return true;
}

enum bill_address bill_address_kind(const char *s, size_t len)
{
	const char *at = memchr(s, '@', len);
	if ((len > 4 && memcmp(s, "www.", 4) == 0) || memmem(s, len, "://", 3) || has_host(s, len))
		return BILL_ADDRESS_WEB;
	return at && at > s && at + 1 < s + len && g_ascii_isalnum(at[-1]) && g_ascii_isalnum(at[1]) ? BILL_ADDRESS_MAIL
																								 : BILL_ADDRESS_NONE;
}

bool bill_address_parts(enum bill_address kind, const char *s, size_t len, size_t at)
{
	if (at == 0 || len - at < LEAST_AFTER)
		return false;
	if (kind == BILL_ADDRESS_MAIL)
		return s[at] == '@' || s[at - 1] == '.';
	return at >= LEAST_BEFORE && strchr("/.-_?=&", s[at - 1]) && !strchr("/.-_?=&", s[at]);
}
