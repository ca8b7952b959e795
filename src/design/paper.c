/* The pages there are: paper and screens by name, and any size in numbers. */
#include "design/design.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Upright where they are paper; screens as they are hung. ISO 216 for a and b; ANSI/ASME Y14.1 for the inches. */
static const struct {
	const char *name;
	double width, height;
	const char *unit;
} known[] = {
	{"a0", 841, 1189, "mm"},
	{"a1", 594, 841, "mm"},
	{"a2", 420, 594, "mm"},
	{"a3", 297, 420, "mm"},
	{"a4", 210, 297, "mm"},
	{"a5", 148, 210, "mm"},
	{"a6", 105, 148, "mm"},
	{"b0", 1000, 1414, "mm"},
	{"b1", 707, 1000, "mm"},
	{"b2", 500, 707, "mm"},
	{"b3", 353, 500, "mm"},
	{"b4", 250, 353, "mm"},
	{"b5", 176, 250, "mm"},
	{"letter", 8.5, 11, "in"},
	{"legal", 8.5, 14, "in"},
	{"tabloid", 11, 17, "in"},
	{"ledger", 17, 11, "in"},
	{"executive", 7.25, 10.5, "in"},
	{"half-letter", 5.5, 8.5, "in"},
	{"720p", 1280, 720, "px"},
	{"1080p", 1920, 1080, "px"},
	{"4k", 3840, 2160, "px"},
	{"square", 1080, 1080, "px"},
	{"story", 1080, 1920, "px"},
	{"og", 1200, 630, "px"},
	{"slide-16x9", 1920, 1080, "px"},
	{"slide-4x3", 1440, 1080, "px"},
};

const char *bill_paper_name(size_t index)
{
	return index < G_N_ELEMENTS(known) ? known[index].name : NULL;
}

/* Of one of a unit. 0: no unit that pages have; they are relative to nothing. */
static double points(const char *unit)
{
	g_autofree char *one = g_strconcat("1", unit, NULL);
	struct bill_length length;
	return bill_length_parse(one, &length) && length.unit == BILL_UNIT_PT ? length.value : 0;
}

static bool is_screen(const char *unit)
{
	return strcmp(unit, "px") == 0;
}

/* A side may be any number until its limits are checked, and C leaves undefined what no int holds (C17 6.3.1.4). */
static int whole_pixels(double side)
{
	return (int)MIN(side, (double)G_MAXINT);
}

static void set_size(struct bill_sheet_size *size, const char *name, double width, double height, const char *unit)
{
	memset(size, 0, sizeof *size);
	g_strlcpy(size->name, name, sizeof size->name);
	size->pt.width = width * points(unit);
	size->pt.height = height * points(unit);
	size->screen = is_screen(unit);
	size->width_px = size->screen ? whole_pixels(width) : 0;
	size->height_px = size->screen ? whole_pixels(height) : 0;
	size->scale = MIN(size->pt.width, size->pt.height) / (210 * points("mm"));
}

static void turn(struct bill_sheet_size *size)
{
	size->pt = (struct bill_size){size->pt.height, size->pt.width};
	int width_px = size->width_px;
	size->width_px = size->height_px;
	size->height_px = width_px;
}

/* ---- names ---- */

/* "a4-landscape": the name without its suffix, and whether the page must be upright (+1), lie (-1), or neither (0). */
static char *take_orientation(const char *text, int *upright)
{
	*upright = g_str_has_suffix(text, "-portrait") ? 1 : g_str_has_suffix(text, "-landscape") ? -1 : 0;
	size_t suffix = *upright == 1 ? strlen("-portrait") : *upright == -1 ? strlen("-landscape") : 0;
	return g_strndup(text, strlen(text) - suffix);
}

static bool find_name(const char *text, struct bill_sheet_size *size)
{
	int upright;
	g_autofree char *name = take_orientation(text, &upright);
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (strcmp(known[i].name, name) != 0)
			continue;
		set_size(size, text, known[i].width, known[i].height, known[i].unit);
		bool is_upright = known[i].height >= known[i].width;
		if ((upright == 1 && !is_upright) || (upright == -1 && is_upright))
			turn(size);
		return true;
	}
	return false;
}

/* ---- numbers ---- */

/* Digits with at most one point: no signs, exponents or other alphabets. */
static bool take_number(const char **c, double *number)
{
	size_t len = strspn(*c, "0123456789.");
	if (len == 0 || len > 12)
		return false;
	g_autofree char *text = g_strndup(*c, len);
	char *end = NULL;
	*number = g_ascii_strtod(text, &end);
	*c += len;
	return *end == '\0' && *number > 0;
}

/* All units of pages have two letters. "": none was written. */
static void take_unit(const char **c, char unit[static 3])
{
	g_strlcpy(unit, *c, 3);
	if (points(unit) == 0.0)
		unit[0] = '\0';
	*c += strlen(unit);
}

static bool take_times(const char **c)
{
	bool plain = g_str_has_prefix(*c, "x");
	if (!plain && !g_str_has_prefix(*c, "×"))
		return false;
	*c += plain ? 1 : strlen("×");
	return true;
}

/* "5x7in", "210mmx297mm", "1200x630": a unit stands at both or at the last; none is pixels. */
static bool parse_numbers(const char *text, struct bill_sheet_size *size)
{
	double width, height;
	char width_unit[3], height_unit[3];
	const char *c = text;
	if (!take_number(&c, &width))
		return false;
	take_unit(&c, width_unit);
	if (!take_times(&c) || !take_number(&c, &height))
		return false;
	take_unit(&c, height_unit);
	if (*c != '\0' || (*width_unit && !*height_unit))
		return false;
	const char *unit = *height_unit ? height_unit : "px", *first = *width_unit ? width_unit : unit;
	if (is_screen(first) != is_screen(unit))
		return false;
	if (is_screen(unit) && (width != floor(width) || height != floor(height)))
		return false;
	set_size(size, text, width * (points(first) / points(unit)), height, unit);
	return true;
}

/* ---- both ---- */

static bool unknown(const char *text, const char *word, struct bill_diags *diags)
{
	const char *names[G_N_ELEMENTS(known)];
	g_autoptr(GString) all = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		names[i] = known[i].name;
		g_string_append_printf(all, "%s, ", names[i]);
	}
	const char *near = strlen(word) > 64 ? NULL : bill_utf8_nearest_of(word, names, G_N_ELEMENTS(names));
	bill_error(diags, (struct bill_at){0}, "size/unknown", "unknown size \"%.60s\"%s%s%s", text,
		near != NULL ? "; did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
	bill_diags_hint(
		diags, "sizes are %swith -portrait or -landscape, or numbers such as 5x7in, 210x297mm or 1200x630 (pixels)", all->str);
	return false;
}

static bool check_limits(const struct bill_sheet_size *size, struct bill_diags *diags)
{
	double least = MIN(size->pt.width, size->pt.height), most = MAX(size->pt.width, size->pt.height);
	if (least < BILL_MIN_PAGE_PT)
		return bill_error(diags, (struct bill_at){0}, "size/too-small",
			"the size \"%s\" is too small; the least side is %d pt (half an inch)", size->name, BILL_MIN_PAGE_PT);
	if (most > BILL_MAX_PAGE_PT)
		return bill_error(diags, (struct bill_at){0}, "size/too-large",
			"the size \"%s\" is too large; the longest side is %d pt (200 inches)", size->name, BILL_MAX_PAGE_PT);
	return true;
}

bool bill_paper_parse(const char *text, struct bill_sheet_size *size, struct bill_diags *diags)
{
	g_autofree char *word = g_strstrip(g_ascii_strdown(text, -1));
	struct bill_sheet_size found;
	if (!g_utf8_validate(text, -1, NULL))
		return bill_error(diags, (struct bill_at){0}, "size/unknown", "the size is not UTF-8 text");
	if (strlen(word) >= sizeof found.name || (!find_name(word, &found) && !parse_numbers(word, &found)))
		return unknown(text, word, diags);
	if (!check_limits(&found, diags))
		return false;
	*size = found;
	return true;
}

/* Printers do not know how large a page will be cut, but small pages have small margins and are seldom printed by themselves.
 * Screens cut off what is near their edges: 2.5 % of each side today (EBU R 95 asks for 5 % of words that must not be lost). */
double bill_paper_safe_pt(const struct bill_sheet_size *size)
{
	const double mm = 72 / 25.4;
	double side = fmin(size->pt.width, size->pt.height);
	return size->screen ? 0.025 * side : fmin(4 * mm, 0.05 * side);
}
