/* Bytes that are no PDF of cairo's are refused, wherever they end. */
#include <string.h>

#include "surface/objects.h"

static bool opens(const char *text)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text) + 1);
	g_byte_array_set_size(bytes, bytes->len - 1);
	struct bill_objects *objects = bill_objects_open(bytes);
	if (!objects)
		return false;
	g_byte_array_unref(bill_objects_close(objects));
	return true;
}

/* One object at byte 9, the table at byte 24. */
#define HEAD "%PDF-1.5\n1 0 obj\nendobj\n"
#define TABLE "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2\n>>\n"

static const struct {
	const char *text;
	bool opens;
} files[] = {
	{HEAD TABLE "startxref\n24\n%%EOF\n", true},
	{HEAD "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \nstartxref\n24\n%%EOF\n", true}, /* no trailer */
	{HEAD TABLE "startxref\n25\n%%EOF\n", false},
	{HEAD TABLE "startxref\n0\n", false},
	{HEAD TABLE "startxref\n9999\n", false},
	{HEAD TABLE "startxref\n18446744073709551610\n", false}, /* its sum with anything begins anew */
	{HEAD TABLE "startxref\n", false},
	{HEAD "startxref\n37\nxref\n0 2           ", false}, /* the table has no line */
	{HEAD "startxref\n37\nxref\n0 2 \n000000", false},
	{HEAD "xref\n0 1\n0000000000 65535 f \nstartxref\n24\n", false}, /* nor an object */
	{HEAD "xref\n0 4294967295\n0000000000 65535 f \nstartxref\n24\n", false},
	{"startxref\n", false},
	{"", false},
};

static void test_open(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_test_message("%s", files[i].text);
		g_assert_cmpint(opens(files[i].text), ==, files[i].opens);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/surface/objects/open", test_open);
	return g_test_run();
}
