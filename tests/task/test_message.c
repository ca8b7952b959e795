/* What a worker tells: it comes back as it was, however it arrives, and nonsense does no harm. */
#include <string.h>

#include "task/run.h"

static char path[] = "out/\377.pdf", picture[] = "logo.png", file[] = "a.yaml", text[] = "too long", dump[] = "line\n";

static GByteArray *ended(void)
{
	struct bill_outcome outcome;
	bill_outcome_init(&outcome);
	outcome.failed = true;
	outcome.ms = 7.125;
	outcome.dump = g_strdup(dump);
	struct bill_seen seen = {.path = picture, .bytes = 12, .mtime_s = -1, .mtime_ns = 999999999, .sha256 = "0f"};
	g_ptr_array_add(outcome.pictures, bill_seen_copy(&seen));
	struct bill_diag diag = {.severity = BILL_WARNING, .code = "a/b", .file = file, .line = 3, .text = text, .also_column = 9};
	bill_diags_add(outcome.diags, &diag);
	GByteArray *bytes =
		bill_message_pack(&(struct bill_message){.kind = BILL_MESSAGE_END, .job = 70000, .size = 2, .outcome = &outcome});
	bill_outcome_finish(&outcome);
	return bytes;
}

static void check_end(const struct bill_message *message)
{
	g_assert_cmpint(message->kind, ==, BILL_MESSAGE_END);
	g_assert_cmpuint(message->job, ==, 70000);
	g_assert_cmpuint(message->size, ==, 2);
	const struct bill_outcome *outcome = message->outcome;
	g_assert_true(outcome->failed);
	g_assert_cmpfloat(outcome->ms, ==, 7.125);
	g_assert_cmpstr(outcome->dump, ==, dump);
	g_assert_cmpuint(outcome->pictures->len, ==, 1);
	const struct bill_seen *seen = outcome->pictures->pdata[0];
	g_assert_cmpstr(seen->path, ==, picture);
	g_assert_cmpint(seen->mtime_s, ==, -1);
	g_assert_cmpint(seen->mtime_ns, ==, 999999999);
	g_assert_cmpstr(seen->sha256, ==, "0f");
	g_assert_cmpuint(bill_diags_length(outcome->diags), ==, 1);
	const struct bill_diag *diag = bill_diags_at(outcome->diags, 0);
	g_assert_cmpint(diag->severity, ==, BILL_WARNING);
	g_assert_cmpstr(diag->code, ==, "a/b");
	g_assert_cmpstr(diag->file, ==, file);
	g_assert_cmpint(diag->line, ==, 3);
	g_assert_cmpstr(diag->text, ==, text);
	g_assert_null(diag->hint);
	g_assert_cmpint(diag->also_column, ==, 9);
}

/* A file and an end, byte by byte. */
static void test_pieces(void)
{
	struct bill_seen seen = {.path = path, .bytes = G_GINT64_CONSTANT(5) << 32, .sha256 = "aa"};
	g_autoptr(GByteArray) all = bill_message_pack(&(struct bill_message){.kind = BILL_MESSAGE_FILE, .column = 1, .file = &seen});
	g_autoptr(GByteArray) end = ended();
	g_autoptr(GByteArray) come = g_byte_array_new();
	unsigned messages = 0;
	g_byte_array_append(all, end->data, end->len);
	for (guint i = 0; i < all->len; i++) {
		struct bill_message message;
		g_byte_array_append(come, all->data + i, 1);
		if (!bill_message_take(come, &message))
			continue;
		if (messages++ == 0) {
			g_assert_cmpint(message.column, ==, 1);
			g_assert_cmpstr(message.file->path, ==, path);
			g_assert_cmpint(message.file->bytes, ==, seen.bytes);
		} else
			check_end(&message);
		bill_message_clear(&message);
		g_assert_cmpuint(come->len, ==, 0);
	}
	g_assert_cmpuint(messages, ==, 2);
}

/* Each byte behind the length once made another: it is taken as a whole, whatever it says. */
static void test_nonsense(void)
{
	g_autoptr(GByteArray) good = ended();
	for (guint i = sizeof(gint64); i < good->len; i++) {
		struct bill_message message;
		g_autoptr(GByteArray) bytes = g_byte_array_append(g_byte_array_new(), good->data, good->len);
		bytes->data[i] ^= 0xFF;
		g_assert_true(bill_message_take(bytes, &message));
		g_assert_cmpuint(bytes->len, ==, 0);
		bill_message_clear(&message);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/message/pieces", test_pieces);
	g_test_add_func("/message/nonsense", test_nonsense);
	return g_test_run();
}
