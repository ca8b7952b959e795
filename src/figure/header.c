/* What the first bytes of a picture say, read before any library sees them: its type, size and orientation. */
#include "figure/header.h"

#include <glib.h>
#include <string.h>

struct view {
	const uint8_t *bytes;
	size_t len;
};

/* Bytes that are not there count as 0. */
static unsigned byte_at(struct view v, size_t at)
{
	return at < v.len ? v.bytes[at] : 0;
}

static unsigned big16(struct view v, size_t at)
{
	return byte_at(v, at) << 8 | byte_at(v, at + 1);
}

static unsigned big32(struct view v, size_t at)
{
	return big16(v, at) << 16 | big16(v, at + 2);
}

static unsigned little16(struct view v, size_t at)
{
	return byte_at(v, at) | byte_at(v, at + 1) << 8;
}

static unsigned little32(struct view v, size_t at)
{
	return little16(v, at) | little16(v, at + 2) << 16;
}

static struct view part(struct view v, size_t at, size_t len)
{
	at = MIN(at, v.len);
	return (struct view){v.bytes ? v.bytes + at : NULL, MIN(len, v.len - at)};
}

static bool begins(struct view v, const char *magic, size_t len)
{
	return v.len >= len && memcmp(v.bytes, magic, len) == 0;
}

/* ---- EXIF ---- */

/* TIFF 6.0, section 2: byte order, 42, the place of the first directory; entries of 12 bytes. */
static int exif_orientation(struct view tiff)
{
	bool little = begins(tiff, "II*\0", 4);
	if (!little && !begins(tiff, "MM\0*", 4))
		return 1;
	size_t at = little ? little32(tiff, 4) : big32(tiff, 4);
	unsigned count = little ? little16(tiff, at) : big16(tiff, at);
	for (unsigned i = 0; i < MIN(count, 512); i++) {
		size_t entry = at + 2 + 12 * (size_t)i;
		if ((little ? little16(tiff, entry) : big16(tiff, entry)) != 0x0112)
			continue;
		unsigned value = little ? little16(tiff, entry + 8) : big16(tiff, entry + 8);
		return value >= 1 && value <= 8 ? (int)value : 1;
	}
	return 1;
}

/* ---- JPEG: ITU-T T.81, annex B ---- */

static bool is_frame(unsigned marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static void read_frame(struct bill_header *header, struct view segment, unsigned marker)
{
	header->height = (int)big16(segment, 1);
	header->width = (int)big16(segment, 3);
	unsigned components = byte_at(segment, 5);
	header->plain_jpeg = marker <= 0xc2 && byte_at(segment, 0) == 8 && (components == 1 || components == 3);
}

/* The next marker after coded data: 0xFF that is not followed by 0 or a restart. */
static size_t skip_scan(struct view v, size_t at)
{
	for (;;) {
		const uint8_t *found = at < v.len ? memchr(v.bytes + at, 0xff, v.len - at) : NULL;
		if (!found)
			return v.len;
		at = (size_t)(found - v.bytes);
		unsigned next = byte_at(v, at + 1);
		if (next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7))
			return at;
		at += next == 0xff ? 1 : 2;
	}
}

static void read_jpeg(struct bill_header *header, struct view v)
{
	for (size_t at = 2; at + 2 <= v.len;) {
		unsigned marker = byte_at(v, at + 1);
		if (byte_at(v, at) != 0xff || marker == 0xff) {
			at++; /* fill bytes */
			continue;
		}
		if (marker == 0xd9) {
			header->whole = header->scans > 0;
			return;
		}
		if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
			at += 2;
			continue;
		}
		struct view segment = part(v, at + 4, MAX(big16(v, at + 2), 2) - 2);
		if (is_frame(marker) && header->width == 0)
			read_frame(header, segment, marker);
		else if (marker == 0xe1 && begins(segment, "Exif\0\0", 6))
			header->orientation = exif_orientation(part(segment, 6, segment.len));
		at += 2 + MAX(big16(v, at + 2), 2);
		if (marker == 0xda) {
			header->scans++;
			at = skip_scan(v, at);
		}
	}
}

/* ---- PNG: ISO/IEC 15948, clause 5 ---- */

static void read_png(struct bill_header *header, struct view v)
{
	if (!begins(part(v, 12, 4), "IHDR", 4))
		return;
	header->width = (int)MIN(big32(v, 16), G_MAXINT);
	header->height = (int)MIN(big32(v, 20), G_MAXINT);
	for (size_t at = 8; at + 12 <= v.len;) {
		struct view name = part(v, at + 4, 4);
		size_t len = big32(v, at);
		if (begins(name, "eXIf", 4))
			header->orientation = exif_orientation(part(v, at + 8, len));
		if (begins(name, "IEND", 4))
			header->whole = true;
		if (header->whole || len > v.len)
			return;
		at += 12 + len;
	}
}

/* ---- WebP: RFC 9649 ---- */

static void read_webp_chunk(struct bill_header *header, struct view name, struct view data)
{
	if (begins(name, "EXIF", 4)) {
		header->orientation = exif_orientation(begins(data, "Exif\0\0", 6) ? part(data, 6, data.len) : data);
	} else if (header->width > 0) {
		return; /* the canvas is told first */
	} else if (begins(name, "VP8X", 4)) {
		header->width = (int)(little32(data, 4) & 0xffffff) + 1;
		header->height = (int)(little32(data, 7) & 0xffffff) + 1;
	} else if (begins(name, "VP8L", 4) && byte_at(data, 0) == 0x2f) {
		header->width = (int)(little32(data, 1) & 0x3fff) + 1;
		header->height = (int)(little32(data, 1) >> 14 & 0x3fff) + 1;
	} else if (begins(name, "VP8 ", 4) && begins(part(data, 3, 3), "\x9d\x01\x2a", 3)) {
		header->width = (int)(little16(data, 6) & 0x3fff);
		header->height = (int)(little16(data, 8) & 0x3fff);
	}
}

static void read_webp(struct bill_header *header, struct view v)
{
	for (size_t at = 12; at + 8 <= v.len;) {
		size_t len = little32(v, at + 4);
		read_webp_chunk(header, part(v, at, 4), part(v, at + 8, len));
		at += 8 + len + (len & 1);
	}
	header->whole = v.len >= (size_t)little32(v, 4) + 8;
}

/* ---- the rest ---- */

static bool is_svg(struct view v)
{
	if (begins(v, "\xef\xbb\xbf", 3))
		v = part(v, 3, v.len);
	while (v.len > 0 && g_ascii_isspace(v.bytes[0]))
		v = part(v, 1, v.len);
	size_t head = MIN(v.len, 64u << 10); /* comments and a licence come first */
	return byte_at(v, 0) == '<' && (memmem(v.bytes, head, "<svg", 4) || memmem(v.bytes, head, ":svg", 4));
}

static const char *guess(struct view v)
{
	static const struct {
		const char *magic;
		size_t at, len;
		const char *name;
	} known[] = {{"GIF8", 0, 4, "a GIF"}, {"%PDF", 0, 4, "a PDF"}, {"BM", 0, 2, "a BMP"}, {"II*\0", 0, 4, "a TIFF"},
		{"MM\0*", 0, 4, "a TIFF"}, {"ftypavif", 4, 8, "an AVIF"}, {"ftyphei", 4, 7, "a HEIC"}, {"ftypmif1", 4, 8, "a HEIC"},
		{"PK\3\4", 0, 4, "a ZIP"}, {"\x1f\x8b", 0, 2, "compressed (an .svgz, perhaps)"}, {"<!DOCTYPE html", 0, 14, "a web page"},
		{"<html", 0, 5, "a web page"}};
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (begins(part(v, known[i].at, v.len), known[i].magic, known[i].len))
			return known[i].name;
	return NULL;
}

struct bill_header bill_header_read(const uint8_t *bytes, size_t len)
{
	struct view v = {bytes, len};
	struct bill_header header = {.orientation = 1};
	if (begins(v, "\xff\xd8\xff", 3)) {
		header.type = BILL_FIGURE_JPEG;
		read_jpeg(&header, v);
	} else if (begins(v, "\x89PNG\r\n\x1a\n", 8)) {
		header.type = BILL_FIGURE_PNG;
		read_png(&header, v);
	} else if (begins(v, "RIFF", 4) && begins(part(v, 8, 4), "WEBP", 4)) {
		header.type = BILL_FIGURE_WEBP;
		read_webp(&header, v);
	} else if (is_svg(v)) {
		header.type = BILL_FIGURE_SVG;
		header.whole = true; /* the parser says more */
	} else {
		header.guess = guess(v);
	}
	return header;
}
