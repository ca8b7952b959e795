/* Deflate (RFC 1951) for drawn pages: mostly runs of one colour, and rows like the one above. */
#include "surface/squeeze.h"

#include <libdeflate.h>
#include <string.h>

#define BLOCK_TOKENS 65536
#define HASH_BITS 14
#define TOKEN_BYTES 6   /* two codes of 15 bits, 5 and 13 more */
#define HEAD_BYTES 1024 /* of a block; its lengths take at most 316 times 14 bits */
#define WINDOW 32768
#define LONGEST 258
#define LENGTHS 286
#define DISTANCES 30

struct squeezer {
	const guint8 *bytes;
	size_t count, unit, row;
	guint32 tokens[BLOCK_TOKENS + 16]; /* a byte, or MATCH with (length - 3) << 16 and the distance - 1 */
	size_t n_tokens;
	guint32 heads[1 << HASH_BITS]; /* place + 1 of the pixels of this hash seen last */
	guint32 length_counts[LENGTHS], distance_counts[DISTANCES];
	guint8 length_symbols[LONGEST + 1]; /* less 257 */
	guint8 distance_symbols[WINDOW];    /* of the distance less 1 */
	GByteArray *out;
	size_t at; /* in out, which has room for a block behind it */
	guint64 bits;
	unsigned n_bits;
};

#define MATCH (1u << 31)

/* RFC 1951, 3.2.5. */
static const guint16 length_bases[] = {
	3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const guint8 length_extras[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const guint16 distance_bases[] = {1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025,
	1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const guint8 distance_extras[] = {
	0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

static void fill_tables(struct squeezer *s)
{
	for (unsigned length = 3, symbol = 0; length <= LONGEST; length++) {
		while (symbol + 1 < G_N_ELEMENTS(length_bases) && length_bases[symbol + 1] <= length)
			symbol++;
		s->length_symbols[length] = (guint8)symbol;
	}
	for (unsigned distance = 1, symbol = 0; distance <= WINDOW; distance++) {
		while (symbol + 1 < DISTANCES && distance_bases[symbol + 1] <= distance)
			symbol++;
		s->distance_symbols[distance - 1] = (guint8)symbol;
	}
}

/* ---- bits ---- */

static void put(struct squeezer *s, unsigned value, unsigned count)
{
	s->bits |= (guint64)value << s->n_bits;
	s->n_bits += count;
	if (s->n_bits >= 32) {
		guint32 word = GUINT32_TO_LE((guint32)s->bits);
		memcpy(s->out->data + s->at, &word, 4);
		s->at += 4;
		s->bits >>= 32;
		s->n_bits -= 32;
	}
}

static void put_last(struct squeezer *s)
{
	put(s, 0, (8 - s->n_bits % 8) % 8);
	for (; s->n_bits > 0; s->n_bits -= 8, s->bits >>= 8)
		s->out->data[s->at++] = (guint8)s->bits;
	g_byte_array_set_size(s->out, (guint)s->at);
}

/* ---- blocks ---- */

/* Lengths of both codes as symbols of a third: 0 to 15, or a run (16: of the one before, 17 and 18: of none). */
static unsigned pack_lengths(const guint8 *lengths, unsigned n, guint16 *packed)
{
	unsigned count = 0;
	for (unsigned i = 0, run; i < n; i += run) {
		guint8 length = lengths[i];
		unsigned most = length ? 7 : 138;
		for (run = 1; i + run < n && run < most && lengths[i + run] == length;)
			run++;
		if (length == 0 && run >= 3)
			packed[count++] = (guint16)(run <= 10 ? 17 | (run - 3) << 8 : 18 | (run - 11) << 8);
		else if (length && run >= 4) {
			packed[count++] = length;
			packed[count++] = (guint16)(16 | (run - 4) << 8);
		} else
			for (unsigned k = 0; k < run; k++)
				packed[count++] = length;
	}
	return count;
}

static void put_lengths(struct squeezer *s, const guint8 *lengths, unsigned n)
{
	static const guint8 order[] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
	guint16 packed[LENGTHS + DISTANCES], codes[19];
	guint32 counts[19] = {0};
	guint8 own[19];
	unsigned count = pack_lengths(lengths, n, packed), shown = 19;
	for (unsigned i = 0; i < count; i++)
		counts[packed[i] & 255]++;
	bill_huffman_lengths(counts, 19, 7, own);
	bill_huffman_codes(own, 19, codes);
	while (shown > 4 && own[order[shown - 1]] == 0)
		shown--;
	put(s, LENGTHS - 257, 5);
	put(s, DISTANCES - 1, 5);
	put(s, shown - 4, 4);
	for (unsigned i = 0; i < shown; i++)
		put(s, own[order[i]], 3);
	for (unsigned i = 0; i < count; i++) {
		unsigned symbol = packed[i] & 255, extra = packed[i] >> 8;
		put(s, codes[symbol], own[symbol]);
		if (symbol >= 16)
			put(s, extra, symbol == 16 ? 2 : symbol == 17 ? 3 : 7);
	}
}

static void put_tokens(struct squeezer *s, const guint8 *lengths, const guint16 *codes, const guint16 *distance_codes)
{
	for (size_t i = 0; i < s->n_tokens; i++) {
		guint32 token = s->tokens[i];
		if (!(token & MATCH)) {
			put(s, codes[token], lengths[token]);
			continue;
		}
		unsigned length = (token >> 16 & 255) + 3, distance = (token & 0xffff) + 1;
		unsigned symbol = s->length_symbols[length], far = s->distance_symbols[distance - 1];
		put(s, codes[257 + symbol], lengths[257 + symbol]);
		put(s, length - length_bases[symbol], length_extras[symbol]);
		put(s, distance_codes[far], lengths[LENGTHS + far]);
		put(s, distance - distance_bases[far], distance_extras[far]);
	}
	put(s, codes[256], lengths[256]);
}

static void end_block(struct squeezer *s, bool last)
{
	guint8 lengths[LENGTHS + DISTANCES];
	guint16 codes[LENGTHS], distance_codes[DISTANCES];
	s->length_counts[256] = 1;
	g_byte_array_set_size(s->out, (guint)(s->at + s->n_tokens * TOKEN_BYTES + HEAD_BYTES));
	bill_huffman_lengths(s->length_counts, LENGTHS, 15, lengths);
	bill_huffman_lengths(s->distance_counts, DISTANCES, 15, lengths + LENGTHS);
	bill_huffman_codes(lengths, LENGTHS, codes);
	bill_huffman_codes(lengths + LENGTHS, DISTANCES, distance_codes);
	put(s, last | 2 << 1, 3); /* codes of its own */
	put_lengths(s, lengths, LENGTHS + DISTANCES);
	put_tokens(s, lengths, codes, distance_codes);
	s->n_tokens = 0;
	memset(s->length_counts, 0, sizeof s->length_counts);
	memset(s->distance_counts, 0, sizeof s->distance_counts);
}

/* ---- tokens ---- */

static void add_bytes(struct squeezer *s, size_t at, size_t count)
{
	for (; count > 0; count--, at++) {
		s->tokens[s->n_tokens++] = s->bytes[at];
		s->length_counts[s->bytes[at]]++;
		if (s->n_tokens >= BLOCK_TOKENS)
			end_block(s, false);
	}
}

static void add_match(struct squeezer *s, size_t at, size_t length, size_t distance)
{
	size_t most = LONGEST - LONGEST % s->unit;
	for (size_t part; length >= 3; length -= part, at += part) {
		part = MIN(length, most);
		s->tokens[s->n_tokens++] = MATCH | (guint32)(part - 3) << 16 | (guint32)(distance - 1);
		s->length_counts[257 + s->length_symbols[part]]++;
		s->distance_counts[s->distance_symbols[distance - 1]]++;
		if (s->n_tokens >= BLOCK_TOKENS)
			end_block(s, false);
	}
	add_bytes(s, at, length);
}

/* How far two places go on alike, up to the end. */
static size_t alike(const guint8 *a, const guint8 *b, size_t most)
{
	size_t n = 0;
	for (guint64 x, y; n + 8 <= most; n += 8) {
		memcpy(&x, a + n, 8);
		memcpy(&y, b + n, 8);
		if (x != y)
			return n + (size_t)__builtin_ctzll(GUINT64_TO_LE(x ^ y)) / 8;
	}
	while (n < most && a[n] == b[n])
		n++;
	return n;
}

/* The place + 1 of these pixels before, this one remembered in its stead. */
static size_t remember(struct squeezer *s, size_t at)
{
	guint64 word;
	memcpy(&word, s->bytes + at, 8);
	if (s->unit != 4)
		word = GUINT64_TO_LE(word) << 16; /* two pixels of three bytes, or six of one */
	guint32 *head = &s->heads[word * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> (64 - HASH_BITS)];
	size_t before = *head;
	*head = (guint32)at + 1;
	return before;
}

#define LEAST_MATCH 6 /* shorter ones cost about what their bytes do */

/* The longer of what stands above and what was seen last; whole pixels. */
static size_t find_match(struct squeezer *s, size_t at, size_t most, size_t *distance)
{
	size_t above = at >= s->row && s->row <= WINDOW ? alike(s->bytes + at, s->bytes + at - s->row, most) : 0;
	size_t before = at + 8 <= s->count ? remember(s, at) : 0;
	size_t far = before && at - (before - 1) <= WINDOW ? alike(s->bytes + at, s->bytes + before - 1, most) : 0;
	size_t best = MAX(above, far);
	*distance = far > above ? at - (before - 1) : s->row;
	best -= best % s->unit;
	return best >= LEAST_MATCH ? best : 0;
}

static void add_row(struct squeezer *s, size_t start)
{
	size_t end = start + s->row, unit = s->unit, distance;
	add_bytes(s, start, 1 + unit);
	for (size_t at = start + 1 + unit; at < end;) {
		size_t run = alike(s->bytes + at, s->bytes + at - unit, end - at);
		run -= run % unit;
		size_t match = run >= 2 * unit && run >= 3 ? 0 : find_match(s, at, end - at, &distance);
		if (match) {
			add_match(s, at, match, distance);
			for (size_t k = at + unit; k < at + match && k + 8 <= s->count; k += unit)
				(void)remember(s, k);
			at += match;
		} else if (run >= 3) {
			add_match(s, at, run, unit);
			at += run;
		} else {
			add_bytes(s, at, unit);
			at += unit;
		}
	}
}

void bill_squeeze(GByteArray *out, const guint8 *bytes, size_t count, size_t unit, size_t row)
{
	struct squeezer *s = g_new0(struct squeezer, 1);
	s->bytes = bytes;
	s->count = count;
	s->unit = unit;
	s->row = row;
	s->out = out;
	fill_tables(s);
	g_byte_array_append(out, (const guint8[]){0x78, 0x5e}, 2); /* RFC 1950: deflate, a window of 32 KB, a fast method */
	s->at = out->len;
	for (size_t at = 0; at < count; at += row)
		add_row(s, at);
	end_block(s, true);
	put_last(s);
	guint32 sum = GUINT32_TO_BE(libdeflate_adler32(1, bytes, count));
	g_byte_array_append(out, (const guint8 *)&sum, 4);
	g_free(s);
}
