/* Prefix codes for deflate (RFC 1951, 3.2.2), of limited length. */
#include "surface/squeeze.h"

#include <stdlib.h>
#include <string.h>

#define MOST_SYMBOLS 288
#define MOST_BITS 32

struct leaf {
	guint32 frequency;
	guint16 symbol;
};

static int by_frequency(const void *a, const void *b)
{
	const struct leaf *x = a, *y = b;
	if (x->frequency != y->frequency)
		return x->frequency < y->frequency ? -1 : 1;
	return x->symbol < y->symbol ? -1 : 1;
}

/* Depths of the leaves of Huffman's tree, from the rarest on. Moffat and Katajainen, In-Place Calculation of Minimum-Redundancy
 * Codes (1995): `a` holds frequencies, ascending, and then depths. */
static void find_depths(guint32 *a, int n)
{
	int root = 0, leaf = 2, next, avail = 1, used = 0, depth = 0;
	a[0] += a[1];
	for (next = 1; next < n - 1; next++) {
		if (leaf >= n || a[root] < a[leaf]) {
			a[next] = a[root];
			a[root++] = (guint32)next;
		} else
			a[next] = a[leaf++];
		if (leaf >= n || (root < next && a[root] < a[leaf])) {
			a[next] += a[root];
			a[root++] = (guint32)next;
		} else
			a[next] += a[leaf++];
	}
	a[n - 2] = 0;
	for (next = n - 3; next >= 0; next--)
		a[next] = a[a[next]] + 1;
	root = n - 2;
	next = n - 1;
	while (avail > 0) {
		for (; root >= 0 && (int)a[root] == depth; root--)
			used++;
		for (; avail > used; avail--)
			a[next--] = (guint32)depth;
		avail = 2 * used;
		depth++;
		used = 0;
	}
}

/* Codes too long are cut, and others made longer until all fit again (Kraft's sum is one). */
static void limit_lengths(unsigned *counts, unsigned most)
{
	guint64 sum = 0;
	for (unsigned bits = most + 1; bits < MOST_BITS; bits++) {
		counts[most] += counts[bits];
		counts[bits] = 0;
	}
	for (unsigned bits = 1; bits <= most; bits++)
		sum += (guint64)counts[bits] << (most - bits);
	for (; sum > (guint64)1 << most; sum--) {
		unsigned bits = most - 1;
		counts[most]--;
		while (counts[bits] == 0)
			bits--;
		counts[bits]--;
		counts[bits + 1] += 2;
	}
}

void bill_huffman_lengths(const guint32 *frequencies, unsigned n, unsigned most, guint8 *lengths)
{
	struct leaf leaves[MOST_SYMBOLS];
	guint32 depths[MOST_SYMBOLS];
	unsigned used = 0, counts[MOST_BITS] = {0};
	memset(lengths, 0, n);
	for (unsigned i = 0; i < n; i++)
		if (frequencies[i])
			leaves[used++] = (struct leaf){frequencies[i], (guint16)i};
	if (used < 2) {
		lengths[used ? leaves[0].symbol : 0] = 1;
		lengths[used && leaves[0].symbol == 0 ? 1 : used ? 0 : 1] = 1;
		return;
	}
	qsort(leaves, used, sizeof *leaves, by_frequency);
	for (unsigned i = 0; i < used; i++)
		depths[i] = leaves[i].frequency;
	find_depths(depths, (int)used);
	for (unsigned i = 0; i < used; i++)
		counts[MIN(depths[i], MOST_BITS - 1)]++;
	limit_lengths(counts, most);
	for (unsigned bits = most, i = 0; bits > 0; bits--) /* the rarest get the longest */
		for (unsigned k = 0; k < counts[bits]; k++)
			lengths[leaves[i++].symbol] = (guint8)bits;
}

static guint16 reversed(unsigned code, unsigned bits)
{
	unsigned out = 0;
	for (; bits > 0; bits--, code >>= 1)
		out = out << 1 | (code & 1);
	return (guint16)out;
}

void bill_huffman_codes(const guint8 *lengths, unsigned n, guint16 *codes)
{
	unsigned counts[16] = {0}, next[16] = {0};
	for (unsigned i = 0; i < n; i++)
		counts[lengths[i]]++;
	counts[0] = 0;
	for (unsigned bits = 1; bits < 16; bits++)
		next[bits] = (next[bits - 1] + counts[bits - 1]) << 1;
	for (unsigned i = 0; i < n; i++)
		codes[i] = lengths[i] ? reversed(next[lengths[i]]++, lengths[i]) : 0;
}
