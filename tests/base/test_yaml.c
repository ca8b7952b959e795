/* YAML: trees with places, and the errors people and attackers make. */
#include "base/base.h"
#include "../clock.h"
#include "../tell.h"

#include <string.h>

struct reading {
	struct bill_src *src;
	struct bill_arena *arena;
	struct bill_diags *diags;
	struct bill_yaml *root;
};

static struct reading reading_of(const char *text, size_t len)
{
	struct reading r = {bill_src_new("x.yaml", text, len), bill_arena_new(), bill_diags_new(), NULL};
	r.root = bill_yaml_parse(r.src, r.arena, r.diags);
	return r;
}

static void reading_finish(struct reading *r)
{
	bill_src_unref(r->src);
	bill_arena_free(r->arena);
	bill_diags_free(r->diags);
}

/* The tree as text: scalars in <> when plain and "" when not, each node with its place. */
static void dump(GString *out, const struct bill_yaml *node)
{
	g_string_append_printf(out, "%d:%d", node->at.line, node->at.column);
	if (node->kind == BILL_YAML_SCALAR)
		g_string_append_printf(out, node->plain ? "<%s>" : "\"%s\"", node->text);
	else
		g_string_append_c(out, node->kind == BILL_YAML_LIST ? '[' : '{');
	for (size_t i = 0; i < node->count; i++) {
		if (i)
			g_string_append_c(out, ' ');
		if (node->kind == BILL_YAML_MAP) {
			dump(out, node->keys[i]);
			g_string_append_c(out, '=');
		}
		dump(out, node->items[i]);
	}
	if (node->kind != BILL_YAML_SCALAR)
		g_string_append_c(out, node->kind == BILL_YAML_LIST ? ']' : '}');
}

static void test_tree(void)
{
	static const struct {
		const char *text, *tree;
	} rows[] = {
		{"a: 1", "1:1{1:1<a>=1:4<1>}"},
		{"\xef\xbb\xbf"
		 "a: 1",
			"1:1{1:1<a>=1:4<1>}"},
		{"# x\na:\n  - b\n  - 'c'\n  - \"d\"\n", "2:1{2:1<a>=3:3[3:5<b> 4:5\"c\" 5:5\"d\"]}"},
		{"a: |\n  x\n  y\n", "1:1{1:1<a>=1:4\"x\ny\n\"}"},
		{"a:\nb: ~\n", "1:1{1:1<a>=1:3<> 2:1<b>=2:4<~>}"},
		{"\xc3\xa9\xc3\xa9: x", "1:1{1:1<\xc3\xa9\xc3\xa9>=1:5<x>}"},
		{"[a, {b: c}, []]", "1:1[1:2<a> 1:5{1:6<b>=1:9<c>} 1:13[]]"},
		{"a: &x {b: c}\nd: *x", "1:1{1:1<a>=1:4{1:8<b>=1:11<c>} 2:1<d>=1:4{1:8<b>=1:11<c>}}"},
		{"a: !!str 12", "1:1{1:1<a>=1:4\"12\"}"},
		{"text", "1:1<text>"},
		{"--- a\n...\n", "1:5<a>"},
		{"a: b\n---\n", "1:1{1:1<a>=1:4<b>}"},
		{"---\n---\na: b\n", "3:1{3:1<a>=3:4<b>}"},
		{"\"<<\": x", "1:1{1:1\"<<\"=1:7<x>}"},
		{"? a\n: b", "1:1{1:3<a>=2:3<b>}"},
		{"a: 1\r\nb: 2\r\n", "1:1{1:1<a>=1:4<1> 2:1<b>=2:4<2>}"},
		{"k: &a x\n*a : y", "1:1{1:1<k>=1:4<x> 1:4<x>=2:6<y>}"},
		{"a: b\xef\xbb\xbf", "1:1{1:1<a>=1:4<b\xef\xbb\xbf>}"},
		{"&a a: &a b\nc: *a", "1:1{1:1<a>=1:7<b> 2:1<c>=1:7<b>}"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct reading r = reading_of(rows[i].text, strlen(rows[i].text));
		g_autoptr(GString) tree = g_string_new(NULL);
		if (!r.root)
			g_error("%s: %s", rows[i].text, bill_diags_at(r.diags, 0)->text);
		dump(tree, r.root);
		g_assert_cmpstr(tree->str, ==, rows[i].tree);
		reading_finish(&r);
	}
}

/* Each with its place, code, a piece of its text and a piece of its hint. */
static void test_errors(void)
{
	static const struct {
		const char *yaml;
		int line, column;
		const char *code, *text, *hint;
	} rows[] = {
		{"", 0, 0, "yaml/empty", "holds nothing", NULL},
		{" \n# only this\n", 0, 0, "yaml/empty", "holds nothing", NULL},
		{"---\n", 0, 0, "yaml/empty", "holds nothing", NULL},
		{"a: 1\nb: 2\na: 3", 3, 1, "yaml/duplicate-key", "the key \"a\" stands twice", NULL},
		{"a: 1\n---\nb: 2", 3, 1, "yaml/documents", "2 documents", "\"---\""},
		{"<<: {a: b}", 1, 1, "yaml/merge-key", "not supported", "extend"},
		{"[a]: b", 1, 1, "yaml/key", "a list", NULL},
		{"? {a: b}\n: c", 1, 3, "yaml/key", "a map", NULL},
		{"title: {{title}}", 1, 9, "yaml/key", "{{", "quote texts that hold {{"},
		{"title: {{title}} and more", 1, 9, "yaml/key", "{{", "quote texts that hold {{"},
		{"title: {{speaker | upper}}: x", 1, 9, "yaml/key", "{{", "quote texts that hold {{"},
		{"title: {{title | upper: x", 1, 9, "yaml/syntax", "", "quote texts that hold {{"},
		{"title: by {{speaker}}: x", 1, 22, "yaml/syntax", "\": \" is not", "quote texts that hold \": \""},
		{"- text: \"{{a}}\" b", 1, 17, "yaml/syntax", "key was expected", "check the indentation"},
		{"a: {b: c\nd: e", 1, 4, "yaml/syntax", "\"{\" is not closed", "\"}\""},
		{"a:\n\tb: c", 2, 1, "yaml/syntax", "a tab cannot indent", "spaces"},
		{"a: b: c", 1, 5, "yaml/syntax", "\": \" is not allowed", "quote"},
		{"title: Foo: the story", 1, 11, "yaml/syntax", "\": \" is not allowed", "quote"},
		{"a: \"b\nc: d\n", 1, 4, "yaml/syntax", "never closed", "close it"},
		{"a: 'it's here'", 1, 8, "yaml/syntax", "key was expected", "apostrophe"},
		{"a: [b, c\nd: e", 1, 4, "yaml/syntax", "\"[\" is not closed", "\"]\""},
		{"a: *", 1, 5, "yaml/syntax", "\"*\"", "quote"},
		{"a: **bold**", 1, 5, "yaml/syntax", "\"*\"", "quote"},
		{"a: & b", 1, 5, "yaml/syntax", "\"&\"", "quote"},
		{"a: *b", 1, 4, "yaml/alias", "*b", "quote"},
		{"*b : c", 1, 1, "yaml/alias", "*b", "quote"},
		{"a: &b [*b]", 1, 8, "yaml/alias", "*b", "quote"},
		{"a: @home", 1, 4, "yaml/syntax", "begin with \"@\"", "quotes"},
		{"a: `x`", 1, 4, "yaml/syntax", "begin with \"`\"", "quotes"},
		{"a: %x", 1, 4, "yaml/syntax", "begin with \"%\"", "quotes"},
		{"a: \"\\d\"", 1, 5, "yaml/syntax", "no escape", "single quotes"},
		{"a: | x\n  y", 1, 6, "yaml/syntax", "line after", "next line"},
		{"a: - b", 1, 4, "yaml/syntax", "list item", "line of its own"},
		{"a: b\nc\nd: e", 2, 1, "yaml/syntax", "\":\" never came", "key: value"},
		{"- a\nb: c", 2, 1, "yaml/syntax", "list item", "indentation"},
		{"a: b\n  c: d", 2, 4, "yaml/syntax", "\": \" is not allowed", "indented"},
		{"a:\n    b: c\n  d: e", 3, 3, "yaml/syntax", "key was expected", "indentation"},
		{"a: !ruby/object x", 1, 4, "yaml/tag", "!ruby/object", "quote"},
		{"a: !!binary eA==", 1, 4, "yaml/tag", "binary", NULL},
		{"a: !x!y z", 1, 4, "yaml/syntax", "tag", "quote"},
		{"a: b\x01", 1, 5, "yaml/syntax", "U+0001", "\\u0001"},
		{"one: x\ntwo: \xc3\xa9\x7f", 2, 7, "yaml/syntax", "U+007F", "\\u007F"},
		{"a: \"x\\0y\"", 1, 4, "yaml/syntax", "zero", NULL},
		{"one: x\na: \xff", 2, 4, "yaml/syntax", "UTF-8", NULL},
		{"a: \xc3", 1, 4, "yaml/syntax", "UTF-8", NULL},
		{"%YAML 2.0\n--- a", 1, 1, "yaml/syntax", "version", NULL},
		{"%FOO\n--- a", 1, 1, "yaml/syntax", "directive", "quote"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct reading r = reading_of(rows[i].yaml, strlen(rows[i].yaml));
		tell("%s", rows[i].yaml);
		g_assert_null(r.root);
		g_assert_cmpuint(bill_diags_count(r.diags, BILL_ERROR), ==, 1);
		const struct bill_diag *diag = bill_diags_at(r.diags, 0);
		tell("%d:%d %s [%s] %s", diag->line, diag->column, diag->text, diag->code, diag->hint ? diag->hint : "-");
		g_assert_cmpstr(diag->code, ==, rows[i].code);
		g_assert_cmpint(diag->line, ==, rows[i].line);
		g_assert_cmpint(diag->column, ==, rows[i].column);
		g_assert_nonnull(strstr(diag->text, rows[i].text));
		g_assert_true(!rows[i].hint || (diag->hint && strstr(diag->hint, rows[i].hint)));
		reading_finish(&r);
	}
}

/* Wrong keys do not stop the reading: a person gets the whole list. */
static void test_all_errors(void)
{
	static const char text[] = "a: 1\na: 2\n[x]: 3\nb: {c: 1, c: 2}\n<<: 4\nd: !foo 5\n";
	static const char *const codes[] = {"yaml/duplicate-key", "yaml/key", "yaml/duplicate-key", "yaml/merge-key", "yaml/tag"};
	struct reading r = reading_of(text, sizeof text - 1);
	g_assert_null(r.root);
	g_assert_cmpuint(bill_diags_length(r.diags), ==, G_N_ELEMENTS(codes));
	for (unsigned i = 0; i < G_N_ELEMENTS(codes); i++)
		g_assert_cmpstr(bill_diags_at(r.diags, i)->code, ==, codes[i]);
	const struct bill_diag *first = bill_diags_at(r.diags, 0);
	g_assert_cmpint(first->also_line, ==, 1);
	g_assert_cmpint(first->also_column, ==, 1);
	g_assert_cmpstr(first->also_file, ==, "x.yaml");
	reading_finish(&r);
}

static void test_documents(void)
{
	static const char text[] = "a: 1\n---\n# nothing\n---\nb: &x 2\n...\n---\n- c\n";
	struct bill_src *src = bill_src_new("x.yaml", text, sizeof text - 1);
	struct bill_arena *arena = bill_arena_new();
	struct bill_diags *diags = bill_diags_new();
	size_t count = 99;
	struct bill_yaml **roots = bill_yaml_parse_all(src, arena, &count, diags);
	g_assert_cmpuint(count, ==, 3);
	g_assert_cmpint(roots[0]->at.line, ==, 1);
	g_assert_cmpint(roots[1]->at.line, ==, 5);
	g_assert_cmpint(roots[2]->at.line, ==, 8);
	bill_src_unref(src);
	/* an anchor ends with its document */
	src = bill_src_new("x.yaml", "a: &x 1\n---\nb: *x\n", 18);
	g_assert_null(bill_yaml_parse_all(src, arena, &count, diags));
	g_assert_cmpuint(count, ==, 0);
	g_assert_cmpstr(bill_diags_at(diags, 0)->code, ==, "yaml/alias");
	bill_src_unref(src);
	bill_diags_free(diags);
	bill_arena_free(arena);
}

static void check_hostile(const char *what, const char *text, size_t len, const char *code)
{
	double begin = seconds_used();
	struct reading r = reading_of(text, len);
	double seconds = seconds_used() - begin;
	tell("%s: %.3f s", what, seconds);
	if (code)
		g_assert_cmpstr(bill_diags_at(r.diags, 0)->code, ==, code);
	else
		g_assert_cmpuint(bill_diags_length(r.diags), ==, 0);
	g_assert_cmpint(r.root != NULL, ==, code == NULL);
	g_assert_cmpfloat(seconds, <, 20); /* with the sanitizers and on a busy machine; far less otherwise */
	reading_finish(&r);
}

static void check_repeated(
	const char *what, const char *head, const char *piece, size_t bytes, const char *tail, const char *code)
{
	g_autoptr(GString) text = g_string_new(head);
	while (text->len < bytes)
		g_string_append(text, piece);
	g_string_append(text, tail);
	check_hostile(what, text->str, text->len, code);
}

static void test_hostile(void)
{
	const size_t mega = 1 << 20;
	check_repeated("flow depth", "", "[", mega, "", "yaml/too-deep");
	check_repeated("map depth", "", "{a: ", mega, "", "yaml/too-deep");
	check_repeated("block depth", "", "- ", mega, "x", "yaml/too-deep");
	check_repeated("key depth", "", "? ", mega, "x", "yaml/too-deep");
	check_repeated("many items", "", "- a\n", mega, "", "yaml/too-large");
	check_repeated("many documents", "", "--- a\n", 2 * mega, "", "yaml/too-large");
	check_repeated("same key", "", "a: b\n", mega, "", "yaml/duplicate-key");
	check_repeated("lists as keys", "{", "[]: 1,", mega, "}", "yaml/key");
	check_repeated("maps as keys", "{", "{{a}}: 1,", mega, "}", "yaml/key");
	check_repeated("tag directives", "", "\n%TAG !a! b", mega, "\n--- x", "yaml/too-large");
	check_repeated("one word", "", "x", 8 * mega, "", NULL);
	check_repeated("open quote", "\"", "x ", mega, "", "yaml/syntax");
	check_repeated("comments", "", "# x\n", mega, "a", NULL);
	check_repeated("blank lines", "a: |\n", "\n", mega, "  x", NULL);
	check_repeated("colons", "", ":", mega, "", "yaml/syntax");
	check_repeated("anchors", "[", "&a x,", mega / 2, "]", NULL);
	check_repeated("question marks", "", "?\n", mega, "", "yaml/duplicate-key");
}

static void test_many_keys(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (int i = 0; i < 90000; i++)
		g_string_append_printf(text, "k%d: v\n", i);
	check_hostile("many keys", text->str, text->len, NULL);
}

/* Nine lines that stand for a thousand million words. */
static void test_laughs(void)
{
	g_autoptr(GString) text = g_string_new("a0: &a0 lol\n");
	for (int i = 1; i < 10; i++) {
		g_string_append_printf(text, "a%d: &a%d [", i, i);
		for (int j = 0; j < 10; j++)
			g_string_append_printf(text, "*a%d,", i - 1);
		g_string_append(text, "]\n");
	}
	check_hostile("laughs", text->str, text->len, "yaml/too-large");
}

/* Each line one deeper than the one before, though none looks deep. */
static void test_alias_depth(void)
{
	for (int deepest = 60; deepest < 68; deepest++) {
		g_autoptr(GString) text = g_string_new("a0: &a0 x\n");
		for (int i = 1; i <= deepest; i++)
			g_string_append_printf(text, "a%d: &a%d [*a%d]\n", i, i, i - 1);
		check_hostile("alias depth", text->str, text->len, deepest + 2 > BILL_MAX_DEPTH ? "yaml/too-deep" : NULL);
	}
}

static void test_depth_exact(void)
{
	for (int depth = BILL_MAX_DEPTH - 1; depth <= BILL_MAX_DEPTH + 1; depth++) {
		g_autofree char *open = g_strnfill((gsize)depth, '['), *close = g_strnfill((gsize)depth, ']');
		g_autofree char *text = g_strconcat(open, close, NULL);
		check_hostile("depth", text, strlen(text), depth > BILL_MAX_DEPTH ? "yaml/too-deep" : NULL);
	}
}

/* Cut anywhere, or with a byte changed: an answer, and no crash (the sanitizer looks on). */
static void test_mutations(void)
{
	static const char text[] =
		"a: &x {b: [1, \"two\", 'three'], c: |\n  four\n  five\n}\n? d\n: *x\ne: !!str 6 # seven\nf: >-\n  eight\n---\n- {{g}}\n";
	static const char bytes[] = "\"'{}[]:,-?&*!|>%@`#\n\t \\\xff\0ax";
	for (size_t i = 0; i < sizeof text; i++) {
		struct reading r = reading_of(text, i);
		g_assert_true(r.root || bill_diags_count(r.diags, BILL_ERROR) > 0);
		reading_finish(&r);
		for (size_t j = 0; j < sizeof bytes - 1; j++) {
			g_autofree char *changed = g_memdup2(text, sizeof text);
			changed[i] = bytes[j];
			r = reading_of(changed, sizeof text - 1);
			g_assert_true((r.root != NULL) != (bill_diags_count(r.diags, BILL_ERROR) > 0));
			reading_finish(&r);
		}
	}
}

static void test_questions(void)
{
	static const char text[] = "a: b\nempty:\ntilde: ~\nnull_: null\nquoted: ''\nlist: []\nmap: {}\n";
	struct reading r = reading_of(text, sizeof text - 1);
	static const struct {
		const char *key, *word;
		bool null;
	} rows[] = {{"a", "text", false}, {"empty", "nothing", true}, {"tilde", "nothing", true}, {"null_", "nothing", true},
		{"quoted", "text", false}, {"list", "a list", false}, {"map", "a map", false}, {"missing", "nothing", true}};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct bill_yaml *node = bill_yaml_find(r.root, rows[i].key);
		g_assert_cmpint(bill_yaml_is_null(node), ==, rows[i].null);
		g_assert_cmpstr(bill_yaml_describe(node), ==, rows[i].word);
	}
	g_assert_null(bill_yaml_find(NULL, "a"));
	g_assert_null(bill_yaml_find(bill_yaml_find(r.root, "a"), "a"));
	g_assert_null(bill_yaml_find(bill_yaml_find(r.root, "list"), "a"));
	reading_finish(&r);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/yaml/tree", test_tree);
	g_test_add_func("/yaml/errors", test_errors);
	g_test_add_func("/yaml/all-errors", test_all_errors);
	g_test_add_func("/yaml/documents", test_documents);
	g_test_add_func("/yaml/hostile", test_hostile);
	g_test_add_func("/yaml/many-keys", test_many_keys);
	g_test_add_func("/yaml/laughs", test_laughs);
	g_test_add_func("/yaml/alias-depth", test_alias_depth);
	g_test_add_func("/yaml/depth-exact", test_depth_exact);
	g_test_add_func("/yaml/mutations", test_mutations);
	g_test_add_func("/yaml/questions", test_questions);
	return g_test_run();
}
