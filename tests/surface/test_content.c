/* The operators of a page, changed: a table of in and out. */
#include <string.h>

#include "surface/content.h"

static const struct {
	const char *in, *marked, *gray; /* NULL: refused */
} rows[] = {
	{"", "", ""},
	{"q\nQ\n", "q\nQ\n", "q\nQ\n"}, /* nothing is painted */
	{"0 0 9 9 re f", "\n/Artifact BMC 0 0 9 9 re f\nEMC", "0 0 9 9 re f"},
	{"1 1 1 rg 0 0 9 9 re f\n/P << /MCID 0 >> BDC\nBT (a) Tj ET\nEMC\n0 0 1 RG s\n",
		"\n/Artifact BMC 1 1 1 rg 0 0 9 9 re f\nEMC\n/P << /MCID 0 >> BDC\nBT (a) Tj ET\nEMC\n/Artifact BMC \n0 0 1 RG s\n\nEMC",
		" 1 g 0 0 9 9 re f\n/P << /MCID 0 >> BDC\nBT (a) Tj ET\nEMC 0.298039 G s\n"},
	{"0.105882 0.105882 0.105882 rg 0.5 0.5 0.5 RG", "0.105882 0.105882 0.105882 rg 0.5 0.5 0.5 RG", " 0.105882 g 0.5 G"},
	{"1 1 10 rg", "1 1 10 rg", "1 1 10 rg"},
	{"1 0 0 rg 0 1 0 RG", "1 0 0 rg 0 1 0 RG", " 0.498039 g 0.862745 G"},
	{"(a) 1 0 rg 1 0 rg", "(a) 1 0 rg 1 0 rg", "(a) 1 0 rg 1 0 rg"},
	/* a tag inside a tag; words that look like operators */
	{"/P << /MCID 0 >> BDC /Span << /ActualText <feff> >> BDC (\\) EMC) Tj EMC EMC (a (b) EMC\\\nEMC) Tj",
		"/P << /MCID 0 >> BDC /Span << /ActualText <feff> >> BDC (\\) EMC) Tj EMC EMC\n/Artifact BMC  (a (b) EMC\\\nEMC) Tj\nEMC",
		"/P << /MCID 0 >> BDC /Span << /ActualText <feff> >> BDC (\\) EMC) Tj EMC EMC (a (b) EMC\\\nEMC) Tj"},
	{"[(a] EMC)-80(b)]TJ", "\n/Artifact BMC [(a] EMC)-80(b)]TJ\nEMC", "[(a] EMC)-80(b)]TJ"},
	{"/x5 Do", "\n/Artifact BMC /x5 Do\nEMC", "/x5 Do"},
	{"EMC", NULL, NULL},
	{"/P BMC", NULL, NULL},
	{"(open Tj", NULL, NULL},
	{"[ 1 2 TJ", NULL, NULL},
	{"BI /W 1 ID x EI", NULL, NULL},
	{"1 ) f", NULL, NULL},
};

static void check(const char *in, bool artifacts, bool gray, const char *out)
{
	g_autoptr(GString) made = g_string_new(NULL);
	GString content = {.str = (char *)(guintptr)in, .len = strlen(in)};
	g_assert_cmpint(bill_content_mend(&content, artifacts, gray, made), ==, out != NULL);
	if (out)
		g_assert_cmpstr(made->str, ==, out);
}

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		check(rows[i].in, true, false, rows[i].marked);
		check(rows[i].in, false, true, rows[i].gray);
		check(rows[i].in, false, false, rows[i].marked ? rows[i].in : NULL);
	}
}

/* Cut off anywhere, it is read to its end and no further. */
static void test_cut(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		for (size_t len = 0; len <= strlen(rows[i].in); len++) {
			g_autofree char *part = g_memdup2(rows[i].in, len + 1);
			g_autoptr(GString) made = g_string_new(NULL);
			GString content = {.str = part, .len = len};
			(void)bill_content_mend(&content, true, true, made);
		}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/content/rows", test_rows);
	g_test_add_func("/content/cut", test_cut);
	return g_test_run();
}
