/* Colours: read from a layout's words, and compared as WCAG compares them. */
#include "base/color.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* CSS Color Module Level 4, the sixteen basic keywords, then what people reach for most; "grey" is gray everywhere. */
static const struct {
	const char *name;
	unsigned rgb;
} names[] = {
	{"aqua", 0x00ffff},
	{"black", 0x000000},
	{"blue", 0x0000ff},
	{"fuchsia", 0xff00ff},
	{"gray", 0x808080},
	{"green", 0x008000},
	{"grey", 0x808080},
	{"lime", 0x00ff00},
	{"maroon", 0x800000},
	{"navy", 0x000080},
	{"olive", 0x808000},
	{"orange", 0xffa500},
	{"purple", 0x800080},
	{"red", 0xff0000},
	{"rebeccapurple", 0x663399},
	{"silver", 0xc0c0c0},
	{"teal", 0x008080},
	{"white", 0xffffff},
	{"yellow", 0xffff00},
};

static struct bill_color from_rgba(unsigned long rgba)
{
	return (struct bill_color){
		.red = (double)(rgba >> 24 & 0xff) / 255,
		.green = (double)(rgba >> 16 & 0xff) / 255,
		.blue = (double)(rgba >> 8 & 0xff) / 255,
		.alpha = (double)(rgba & 0xff) / 255,
	};
}

static bool parse_hex(const char *digits, struct bill_color *color)
{
	size_t length = strlen(digits);
	if (length != 3 && length != 6 && length != 8)
		return false;
	unsigned long value = 0;
	for (size_t i = 0; i < length; i++) {
		int digit = g_ascii_xdigit_value(digits[i]);
		if (digit < 0)
			return false;
		value = value << 4 | (unsigned long)digit;
		if (length == 3)
			value = value << 4 | (unsigned long)digit;
	}
	*color = from_rgba(length == 8 ? value : value << 8 | 0xff);
	return true;
}

bool bill_color_parse(const char *text, struct bill_color *color)
{
	if (text[0] == '#')
		return parse_hex(text + 1, color);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_ascii_strcasecmp(text, names[i].name) == 0) {
			*color = from_rgba((unsigned long)names[i].rgb << 8 | 0xff);
			return true;
		}
	}
	return false;
}

static double linear(double channel)
{
	return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

/* Relative luminance, WCAG 2.1; with the threshold of IEC 61966-2-1, which differs for no 8-bit colour. */
static double luminance(struct bill_color color)
{
	return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

struct bill_color bill_color_gray(struct bill_color color)
{
	double y = luminance(color);
	double gray = y <= 0.0031308 ? 12.92 * y : 1.055 * pow(y, 1 / 2.4) - 0.055; /* IEC 61966-2-1 */
	gray = fmin(1, round(gray * 255) / 255);
	return (struct bill_color){gray, gray, gray, color.alpha};
}

double bill_color_contrast(struct bill_color a, struct bill_color b)
{
	double la = luminance(a), lb = luminance(b);
	return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

struct bill_color bill_color_on(struct bill_color ground)
{
	const struct bill_color black = {0, 0, 0, 1}, white = {1, 1, 1, 1};
	return bill_color_contrast(black, ground) >= bill_color_contrast(white, ground) ? black : white;
}
