/* What cairo 1.16 leaves out of a PDF or gets wrong, put in afterwards: pieces are inserted and the table of offsets follows. */
#include "surface/mend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One piece to be put in. */
struct piece {
	size_t at;
	char *text;
};

struct mender {
	GByteArray *pdf;
	size_t table; /* where "xref" is */
	unsigned count;
	size_t *offsets; /* of the objects, as cairo wrote them */
	GArray *pieces;  /* struct piece */
};

/* ---- finding one's way ---- */

/* cairo-pdf-surface.c, _cairo_pdf_surface_write_xref: "xref\n0 COUNT\n", then lines of 20 bytes. */
#define XREF_LINE 20

static const char *bytes(const struct mender *m, size_t at)
{
	return (const char *)m->pdf->data + at;
}

/* The last "startxref\nNUMBER". */
static size_t find_table(const GByteArray *pdf)
{
	static const char word[] = "startxref\n";
	const char *start = (const char *)pdf->data, *end = start + pdf->len;
	for (const char *s = end - strlen(word); s >= start && s > end - 64; s--)
		if (memcmp(s, word, strlen(word)) == 0)
			return strtoul(s + strlen(word), NULL, 10);
	return 0;
}

static bool read_table(struct mender *m)
{
	size_t room = m->pdf->len;
	m->table = find_table(m->pdf);
	if (m->table == 0 || m->table + 16 > room || sscanf(bytes(m, m->table), "xref\n0 %u\n", &m->count) != 1)
		return false;
	const char *line = strchr(bytes(m, m->table) + strlen("xref\n"), '\n') + 1;
	if (m->count == 0 || m->count > room / XREF_LINE || line + m->count * XREF_LINE > bytes(m, room))
		return false;
	m->offsets = g_new0(size_t, m->count);
	for (unsigned i = 1; i < m->count; i++) {
		m->offsets[i] = strtoul(line + i * XREF_LINE, NULL, 10);
		if (m->offsets[i] == 0 || m->offsets[i] >= m->table)
			return false;
	}
	return true;
}

/* The start of an object's dictionary; NULL when it is not of this kind. */
static const char *dictionary(const struct mender *m, unsigned i, const char *kind)
{
	const char *s = bytes(m, m->offsets[i]);
	const char *newline = memchr(s, '\n', MIN((size_t)24, m->table - m->offsets[i]));
	return newline && g_str_has_prefix(newline + 1, kind) ? newline + 1 : NULL;
}

static void put(struct mender *m, const char *at, char *text)
{
	struct piece piece = {(size_t)(at - (const char *)m->pdf->data), text};
	g_array_append_val(m->pieces, piece);
}

/* ---- what is put in ---- */

/* ISO 32000-1, 7.9.2.2: a text string is UTF-16BE with its mark; in hexadecimal nothing needs escaping. */
static void append_text(GString *out, const char *text)
{
	glong count = 0;
	g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &count, NULL);
	g_string_append(out, "<FEFF");
	for (glong i = 0; i < count; i++)
		g_string_append_printf(out, "%04X", units[i]);
	g_string_append_c(out, '>');
}

static void put_date(struct mender *m, const char *object, const char *key)
{
	const char *found = memmem(object, (size_t)(bytes(m, m->table) - object), key, strlen(key));
	if (found)
		put(m, found + strlen(key), g_strdup("D:"));
}

/* Parentheses inside the other strings are written as "\(", so these keys cannot be met inside a title. */
static void mend_info(struct mender *m, const char *object)
{
	put_date(m, object, "/CreationDate (");
	put_date(m, object, "/ModDate (");
}

static void mend_catalog(struct mender *m, const char *object, const char *language)
{
	GString *more = g_string_new("\n   /ViewerPreferences << /DisplayDocTitle true >>");
	if (language && *language) {
		g_string_append(more, "\n   /Lang ");
		append_text(more, language);
	}
	put(m, object + strlen("<< /Type /Catalog"), g_string_free(more, FALSE));
}

static void mend_figure(struct mender *m, const char *object, const struct bill_frame *frame)
{
	g_autofree char *alternative = g_strconcat("QR code: ", frame->qr->text, NULL);
	GString *more = g_string_new("\n   /Alt ");
	append_text(more, alternative);
	put(m, object + strlen("<< /Type /StructElem"), g_string_free(more, FALSE));
}

/* Figures are numbered in the order they were drawn. */
static const struct bill_frame *next_figure(const struct bill_frames *frames, size_t *from)
{
	while (*from < frames->count) {
		const struct bill_frame *frame = &frames->items[(*from)++];
		if (frame->role == BILL_FRAME_FIGURE && frame->qr)
			return frame;
	}
	return NULL;
}

static void collect(struct mender *m, const struct bill_frames *frames, const char *language)
{
	size_t from = 0;
	for (unsigned i = 1; i < m->count; i++) {
		const char *object;
		if ((object = dictionary(m, i, "<< /Type /StructElem\n   /S /Figure\n"))) {
			const struct bill_frame *frame = next_figure(frames, &from);
			if (frame)
				mend_figure(m, object, frame);
		} else if ((object = dictionary(m, i, "<< /Producer ")))
			mend_info(m, object);
		else if ((object = dictionary(m, i, "<< /Type /Catalog")))
			mend_catalog(m, object, language);
	}
}

/* ---- the new file ---- */

static int by_place(gconstpointer a, gconstpointer b)
{
	const struct piece *x = a, *y = b;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* How far bytes at this place move. */
static size_t shift(const struct mender *m, size_t at)
{
	size_t sum = 0;
	for (guint i = 0; i < m->pieces->len; i++) {
		const struct piece *piece = &g_array_index(m->pieces, struct piece, i);
		if (piece->at < at)
			sum += strlen(piece->text);
	}
	return sum;
}

static void append_body(const struct mender *m, GString *out)
{
	size_t from = 0;
	for (guint i = 0; i < m->pieces->len; i++) {
		const struct piece *piece = &g_array_index(m->pieces, struct piece, i);
		g_string_append_len(out, bytes(m, from), (gssize)(piece->at - from));
		g_string_append(out, piece->text);
		from = piece->at;
	}
	g_string_append_len(out, bytes(m, from), (gssize)(m->table - from));
}

static void append_table(const struct mender *m, GString *out)
{
	size_t table = out->len;
	g_string_append_printf(out, "xref\n0 %u\n0000000000 65535 f \n", m->count);
	for (unsigned i = 1; i < m->count; i++)
		g_string_append_printf(out, "%010zu 00000 n \n", m->offsets[i] + shift(m, m->offsets[i]));
	const char *trailer = g_strstr_len(bytes(m, m->table), (gssize)(m->pdf->len - m->table), "trailer");
	const char *end = g_strstr_len(trailer, bytes(m, m->pdf->len) - trailer, "startxref");
	g_string_append_len(out, trailer, end - trailer);
	g_string_append_printf(out, "startxref\n%zu\n%%%%EOF\n", table);
}

static void rewrite(struct mender *m)
{
	g_array_sort(m->pieces, by_place);
	GString *out = g_string_sized_new(m->pdf->len + 4096);
	append_body(m, out);
	append_table(m, out);
	g_byte_array_set_size(m->pdf, 0);
	g_byte_array_append(m->pdf, (const guint8 *)out->str, (guint)out->len);
	g_string_free(out, TRUE);
}

static void clear_piece(gpointer piece)
{
	g_free(((struct piece *)piece)->text);
}

void bill_pdf_mend(GByteArray *pdf, const struct bill_frames *frames, const char *language)
{
	struct mender m = {.pdf = pdf, .pieces = g_array_new(FALSE, FALSE, sizeof(struct piece))};
	g_array_set_clear_func(m.pieces, clear_piece);
	g_byte_array_append(pdf, (const guint8 *)"", 1); /* the string functions below stop at its end */
	g_byte_array_set_size(pdf, pdf->len - 1);
	if (read_table(&m)) {
		collect(&m, frames, language);
		rewrite(&m);
	}
	g_array_free(m.pieces, TRUE);
	g_free(m.offsets);
}
