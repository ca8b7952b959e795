/* Layouts with one mistake each, and what is said of it: bad/x.yaml and bad/x.diag. */
#include <glib/gstdio.h>

#include "bad.h"
#include "design/design.h"

static void test_bad(gconstpointer path)
{
	struct bill_diags *diags = bill_diags_new();
	g_assert_null(bill_design_open(path, NULL, NULL, 0, diags));
	bad_check(path, diags);
	bill_diags_free(diags);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_assert_cmpint(g_chdir(TEST_FOLDER), ==, 0);
	bad_add("bad", test_bad);
	return g_test_run();
}
