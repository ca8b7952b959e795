/* Lengths and ranges as a layout writes them, read the same in every locale. */
#include "base/length.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Far beyond any page (BILL_MAX_PAGE_PT), near enough that sums and products of lengths stay finite. */
#define LARGEST_VALUE 1e6

static const struct {
	const char *name;
	enum bill_unit unit;
	double factor;
} units[] = {
	{"pt", BILL_UNIT_PT, 1},
	{"mm", BILL_UNIT_PT, 72 / 25.4},
	{"cm", BILL_UNIT_PT, 72 / 2.54},
	{"in", BILL_UNIT_PT, 72},
	{"px", BILL_UNIT_PT, 0.75},
	{"%", BILL_UNIT_PERCENT, 1},
	{"em", BILL_UNIT_EM, 1},
};

/* The bytes of a decimal number without an exponent, 0 for none: strtod alone would take "nan", "0x1p3" and "1e999". */
static size_t number_length(const char *text)
{
	size_t i = 0, digits = 0;
	if (text[i] == '-' || text[i] == '+')
		i++;
	for (; g_ascii_isdigit(text[i]); i++)
		digits++;
	if (text[i] == '.' && g_ascii_isdigit(text[i + 1]))
		for (i++; g_ascii_isdigit(text[i]); i++)
			digits++;
	return digits ? i : 0;
}

static bool parse_span(const char *text, size_t count, struct bill_length *length)
{
	g_autofree char *copy = g_strstrip(g_strndup(text, count));
	size_t digits = number_length(copy);
	if (!digits)
		return false;
	g_autofree char *number = g_strndup(copy, digits);
	double value = g_ascii_strtod(number, NULL);
	if (!copy[digits] && value == 0.0) {
		*length = (struct bill_length){0, BILL_UNIT_PT};
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		if (strcmp(copy + digits, units[i].name) != 0)
			continue;
		value *= units[i].factor;
		if (!(fabs(value) <= LARGEST_VALUE))
			return false;
		*length = (struct bill_length){value, units[i].unit};
		return true;
	}
	return false;
}

bool bill_length_parse(const char *text, struct bill_length *length)
{
	return parse_span(text, strlen(text), length);
}

bool bill_range_parse(const char *text, struct bill_range *range)
{
	struct bill_range read;
	const char *dots = strstr(text, "..");
	if (!dots) {
		if (!bill_length_parse(text, &read.min))
			return false;
		*range = (struct bill_range){read.min, read.min};
		return true;
	}
	if (!parse_span(text, (size_t)(dots - text), &read.min) || !bill_length_parse(dots + 2, &read.max))
		return false;
	if (read.min.value == 0.0) /* "0..2em": nothing is nothing in every unit */
		read.min.unit = read.max.unit;
	else if (read.max.value == 0.0)
		read.max.unit = read.min.unit;
	if (read.min.unit != read.max.unit || read.min.value > read.max.value)
		return false;
	*range = read;
	return true;
}

double bill_length_pt(struct bill_length length, const struct bill_ruler *ruler)
{
	switch (length.unit) {
	case BILL_UNIT_NONE:
		return 0;
	case BILL_UNIT_PT:
		return length.value * ruler->scale;
	case BILL_UNIT_PERCENT:
		return length.value / 100 * ruler->percent_pt;
	case BILL_UNIT_EM:
		return length.value * ruler->em_pt;
	}
	return 0;
}

double bill_range_pt(struct bill_range range, double along, const struct bill_ruler *ruler)
{
	double smallest = bill_length_pt(range.min, ruler), largest = bill_length_pt(range.max, ruler);
	along = CLAMP(along, 0.0, 1.0);
	return smallest * (1 - along) + largest * along; /* exact at both ends */
}
