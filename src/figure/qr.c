/* QR codes: a text made into modules by libqrencode, with as much error correction as its size gives for nothing. */
#include "figure/figure.h"

#include <qrencode.h>
#include <string.h>

#define VERSIONS 40

/* ISO/IEC 18004:2015, table 7: how many bytes each version holds in byte mode. libqrencode finds the version only by encoding,
 * and most of that is weighing masks; so the table is asked first, and a code is made once. */
static const unsigned short capacities[][VERSIONS] = {
	[QR_ECLEVEL_L] = {17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858, 929, 1003,
		1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303, 2431, 2563, 2699, 2809, 2953},
	[QR_ECLEVEL_M] = {14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779,
		857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331},
	[QR_ECLEVEL_Q] = {11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292, 322, 364, 394, 442, 482, 509, 565, 611,
		661, 715, 751, 805, 868, 908, 982, 1030, 1112, 1168, 1228, 1283, 1351, 1423, 1499, 1579, 1663},
	[QR_ECLEVEL_H] = {7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220, 250, 280, 310, 338, 382, 403, 439, 461,
		511, 535, 593, 625, 658, 698, 742, 790, 842, 898, 958, 983, 1051, 1093, 1139, 1219, 1273},
};

struct plan {
	int version; /* 0: none holds it */
	QRecLevel level;
};

static int smallest_version(size_t len, QRecLevel level)
{
	for (int version = 1; version <= VERSIONS; version++)
		if (len <= capacities[level][version - 1])
			return version;
	return 0;
}

/* A higher level of error correction often fits into the same version; a scratched poster is glad of it. */
static struct plan make_plan(const char *text, QRecLevel least)
{
	size_t len = strlen(text);
	struct plan plan = {smallest_version(len, least), least};
	while (plan.version && plan.level < QR_ECLEVEL_H && len <= capacities[plan.level + 1][plan.version - 1])
		plan.level++;
	return plan;
}

static int modules_of(int version)
{
	return 17 + 4 * version; /* 6.3.1 */
}

/* One byte mode, so that a reader gets back the bytes that were put in. */
static const struct bill_qr *encode(const char *text, struct plan plan, struct bill_arena *arena)
{
	QRcode *code = QRcode_encodeData((int)strlen(text), (const unsigned char *)text, plan.version, plan.level);
	g_assert(code && code->version == plan.version); /* it fits, and fails only when memory does */
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
	struct plan plan = make_plan(text, QR_ECLEVEL_M);
	if (!plan.version)
		plan = make_plan(text, QR_ECLEVEL_L);
	if (!plan.version) {
		bill_warning(diags, at, "figure/qr-too-long", "a QR code holds at most 2953 bytes; this text has %zu", strlen(text));
		bill_diags_hint(diags, "Use a shorter address.");
		return NULL;
	}
	return encode(text, plan, arena);
}

const struct bill_qr *bill_qr_coarser(const struct bill_qr *qr, struct bill_arena *arena)
{
	struct plan plan = make_plan(qr->text, QR_ECLEVEL_L);
	return modules_of(plan.version) < qr->modules ? encode(qr->text, plan, arena) : qr;
}
