/* QR codes: a text made into modules by libqrencode, with as much error correction as its size gives for nothing. */
#include "figure/figure.h"

#include <qrencode.h>
#include <string.h>

/* One byte mode (so that a reader gets back the bytes that were put in); the smallest version that holds them at this level. */
static QRcode *encode(const char *text, QRecLevel level)
{
	size_t len = strlen(text);
	/* ISO/IEC 18004:2015, table 7: version 40-L holds 2953 bytes; libqrencode takes an int. */
	if (len == 0 || len > 2953)
		return NULL;
	return QRcode_encodeData((int)len, (const unsigned char *)text, 0, level);
}

/* A higher level of error correction often fits into the same version; a scratched poster is glad of it. */
static QRcode *strengthen(QRcode *code, const char *text)
{
	static const QRecLevel levels[] = {QR_ECLEVEL_H, QR_ECLEVEL_Q, QR_ECLEVEL_M};
	for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
		QRcode *better = encode(text, levels[i]);
		if (better && better->version == code->version) {
			QRcode_free(code);
			return better;
		}
		if (better)
			QRcode_free(better);
	}
	return code;
}

static QRcode *encode_best(const char *text)
{
	QRcode *code = encode(text, QR_ECLEVEL_M);
	if (code)
		return strengthen(code, text);
	return encode(text, QR_ECLEVEL_L);
}

/* Takes the code over. */
static const struct bill_qr *finish(QRcode *code, const char *text, struct bill_arena *arena)
{
	struct bill_qr *qr = bill_arena_new0(arena, struct bill_qr);
	size_t count = (size_t)code->width * (size_t)code->width;
	uint8_t *dark = bill_arena_array(arena, uint8_t, count);
	for (size_t i = 0; i < count; i++)
		dark[i] = code->data[i] & 1; /* qrencode.h: the lowest bit is the colour, the others tell what the module is for */
	*qr = (struct bill_qr){.text = bill_arena_strdup(arena, text), .modules = code->width, .dark = dark};
	QRcode_free(code);
	return qr;
}

const struct bill_qr *bill_qr_new(const char *text, struct bill_at at, struct bill_arena *arena, struct bill_diags *diags)
{
	/* An empty text has no code and needs no complaint: an element that lacks its field goes without a word. */
	if (!*text)
		return NULL;
	QRcode *code = encode_best(text);
	if (!code) {
		bill_warning(diags, at, "figure/qr-too-long", "a QR code holds at most 2953 bytes; this text has %zu", strlen(text));
		bill_diags_hint(diags, "Use a shorter address.");
		return NULL;
	}
	return finish(code, text, arena);
}

const struct bill_qr *bill_qr_coarser(const struct bill_qr *qr, struct bill_arena *arena)
{
	QRcode *code = encode(qr->text, QR_ECLEVEL_L);
	if (code && code->width < qr->modules)
		return finish(strengthen(code, qr->text), qr->text, arena);
	if (code)
		QRcode_free(code);
	return qr;
}
