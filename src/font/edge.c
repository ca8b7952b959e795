/* The edges of lines: punctuation that hangs out, hyphens that are added, indents of lists. */
#include "font/type.h"

#include <math.h>

#define INDENT_EM 1.1

unsigned bill_text_flags(const struct bill_text *text, size_t byte)
{
	size_t low = 0, high = text->n_runs; /* the last run that starts at or before the byte */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (text->runs[middle].start <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	const struct bill_run *run = low > 0 ? &text->runs[low - 1] : NULL;
	return run && byte < run->start + run->len ? run->flags : 0;
}

/* What share of a mark hangs out, so that the edge looks straight (Hochuli, Detail in Typography; the values of pdfTeX's
 * microtype for round faces, bolder for quotes). */
static double share_at_end(gunichar c)
{
	switch (c) {
	case '.':
	case ',':
	case '-':
	case 0xAD:
	case 0x2010:
		return 0.7;
	case 0x2019:
	case 0x201D:
	case '"':
	case '\'':
	case 0x2018:
	case 0x201C:
	case 0xBB:
	case 0xAB:
		return 0.6;
	case ':':
	case ';':
	case '*':
	case 0x2013:
	case 0x2014:
		return 0.3;
	case '!':
	case '?':
	case ')':
		return 0.15;
	default:
		return 0;
	}
}

static double share_at_start(gunichar c)
{
	switch (c) {
	case 0x2018:
	case 0x201C:
	case '"':
	case '\'':
	case 0x201E:
	case 0x201A:
	case 0xAB:
	case 0xBB:
	case 0x2039:
	case 0x203A:
		return 0.6;
	case 0x2022:
		return 0.5;
	case '(':
	case '[':
		return 0.15;
	default:
		return 0;
	}
}

/* A mark that shares its cluster with a letter stays. */
static float hang(const struct bill_type *type, size_t start, size_t end, double share)
{
	if (share <= 0 || !type->spots[start].cluster || (end < type->len && !type->spots[end].cluster && type->s[end] != '\n'))
		return 0;
	return (float)fmin(type->most_hang_em, share * (type->spots[end].x - type->spots[start].x));
}

static float hang_before(const struct bill_type *type, size_t end)
{
	const char *last = end > 0 ? g_utf8_prev_char(type->s + end) : NULL;
	return last ? hang(type, (size_t)(last - type->s), end, share_at_end(g_utf8_get_char(last))) : 0;
}

static float hang_after(const struct bill_type *type, size_t next)
{
	const char *first = type->s + next;
	return next < type->len ? hang(type, next, (size_t)(bill_next(first) - type->s), share_at_start(g_utf8_get_char(first))) : 0;
}

void bill_stop_edges(const struct bill_type *type, struct bill_stop *stop)
{
	const struct bill_spot *before = &type->spots[stop->end], *after = &type->spots[stop->next];
	stop->spaces = before->spaces;
	stop->spaces_next = after->spaces;
	if (type->hangs) {
		double hyphen = fmin(type->most_hang_em, share_at_end('-') * type->hyphen_em);
		stop->hang_end = stop->hyphen ? (float)hyphen : hang_before(type, stop->end);
		stop->hang_start = hang_after(type, stop->next);
	}
	stop->indent = bill_text_flags(type->text, stop->next) & BILL_RUN_BULLET ? (float)INDENT_EM : 0;
	stop->x_end = before->x + (stop->hyphen ? type->hyphen_em : 0) - (double)stop->hang_end;
	stop->x_next = after->x + (double)stop->hang_start - (double)stop->indent;
}
