/* What a worker tells, as bytes through a pipe: a length, then numbers and texts one after another. */
#include <math.h>
#include <string.h>

#include "task/run.h"

struct bill_outcome *bill_outcome_init(struct bill_outcome *outcome)
{
	*outcome = (struct bill_outcome){
		.files = g_ptr_array_new_with_free_func(bill_seen_free),
		.pictures = g_ptr_array_new_with_free_func(bill_seen_free),
		.diags = bill_diags_new(),
	};
	return outcome;
}

void bill_outcome_finish(struct bill_outcome *outcome)
{
	g_clear_pointer(&outcome->files, g_ptr_array_unref);
	g_clear_pointer(&outcome->pictures, g_ptr_array_unref);
	g_clear_pointer(&outcome->diags, bill_diags_free);
	g_clear_pointer(&outcome->dump, g_free);
}

/* ---- writing ---- */

static void put_number(GByteArray *bytes, gint64 number)
{
	g_byte_array_append(bytes, (const guint8 *)&number, sizeof number);
}

/* Behind its size with the NUL; NULL has none. A name of a file is bytes, too. */
static void put_text(GByteArray *bytes, const char *text)
{
	size_t size = text ? strlen(text) + 1 : 0;
	put_number(bytes, (gint64)size);
	g_byte_array_append(bytes, (const guint8 *)text, (guint)size);
}

static void put_seen(GByteArray *bytes, const struct bill_seen *seen)
{
	put_text(bytes, seen->path);
	put_number(bytes, seen->bytes);
	put_number(bytes, seen->mtime_s);
	put_number(bytes, seen->mtime_ns);
	put_text(bytes, seen->sha256);
}

static void put_diag(GByteArray *bytes, const struct bill_diag *diag)
{
	put_number(bytes, diag->severity);
	put_text(bytes, diag->code);
	put_text(bytes, diag->file);
	put_number(bytes, diag->line);
	put_number(bytes, diag->column);
	put_text(bytes, diag->text);
	put_text(bytes, diag->hint);
	put_text(bytes, diag->excerpt);
	put_number(bytes, diag->excerpt_column);
	put_text(bytes, diag->also_file);
	put_number(bytes, diag->also_line);
	put_number(bytes, diag->also_column);
	put_text(bytes, diag->also_text);
}

static void put_outcome(GByteArray *bytes, const struct bill_outcome *outcome)
{
	put_number(bytes, outcome->failed);
	put_number(bytes, llround(outcome->ms * 1000));
	put_text(bytes, outcome->dump);
	put_number(bytes, outcome->pictures->len);
	for (guint i = 0; i < outcome->pictures->len; i++)
		put_seen(bytes, outcome->pictures->pdata[i]);
	put_number(bytes, bill_diags_length(outcome->diags));
	for (unsigned i = 0; i < bill_diags_length(outcome->diags); i++)
		put_diag(bytes, bill_diags_at(outcome->diags, i));
}

GByteArray *bill_message_pack(const struct bill_message *message)
{
	GByteArray *bytes = g_byte_array_new();
	put_number(bytes, 0); /* the length, once it is known */
	put_number(bytes, message->kind);
	put_number(bytes, message->job);
	put_number(bytes, message->size);
	put_number(bytes, message->column);
	if (message->kind == BILL_MESSAGE_FILE)
		put_seen(bytes, message->file);
	if (message->kind == BILL_MESSAGE_END)
		put_outcome(bytes, message->outcome);
	gint64 size = bytes->len;
	memcpy(bytes->data, &size, sizeof size);
	return bytes;
}

/* ---- reading ---- */

/* What is left of a message. A worker that has lost its mind may have written it: what is not there is 0, or no text. */
struct rest {
	guint8 *s, *end;
};

static gint64 take_number(struct rest *rest)
{
	gint64 number = 0;
	if ((size_t)(rest->end - rest->s) < sizeof number) {
		rest->s = rest->end;
		return 0;
	}
	memcpy(&number, rest->s, sizeof number);
	rest->s += sizeof number;
	return number;
}

/* Borrowed from the message. */
static char *take_text(struct rest *rest)
{
	gint64 size = take_number(rest);
	char *text = (char *)rest->s;
	if (size <= 0 || size > rest->end - rest->s || text[size - 1] != '\0')
		return NULL;
	rest->s += size;
	return text;
}

static struct bill_seen *take_seen(struct rest *rest)
{
	struct bill_seen *seen = g_new0(struct bill_seen, 1);
	const char *path = take_text(rest);
	seen->path = g_strdup(path ? path : "");
	seen->bytes = take_number(rest);
	seen->mtime_s = take_number(rest);
	seen->mtime_ns = (int)take_number(rest);
	const char *sha256 = take_text(rest);
	g_strlcpy(seen->sha256, sha256 ? sha256 : "", sizeof seen->sha256);
	return seen;
}

static void take_diag(struct rest *rest, struct bill_diags *diags)
{
	gint64 severity = take_number(rest);
	struct bill_diag diag = {.severity = (enum bill_severity)CLAMP(severity, 0, BILL_ERROR)};
	const char *code = take_text(rest);
	diag.code = g_intern_string(code ? code : ""); /* a literal once, in another process */
	diag.file = take_text(rest);
	diag.line = (int)take_number(rest);
	diag.column = (int)take_number(rest);
	diag.text = take_text(rest);
	diag.hint = take_text(rest);
	diag.excerpt = take_text(rest);
	diag.excerpt_column = (int)take_number(rest);
	diag.also_file = take_text(rest);
	diag.also_line = (int)take_number(rest);
	diag.also_column = (int)take_number(rest);
	diag.also_text = take_text(rest);
	if (diag.text)
		bill_diags_add(diags, &diag);
}

static struct bill_outcome *take_outcome(struct rest *rest)
{
	struct bill_outcome *outcome = bill_outcome_init(g_new0(struct bill_outcome, 1));
	outcome->failed = take_number(rest);
	outcome->ms = (double)take_number(rest) / 1000;
	outcome->dump = g_strdup(take_text(rest));
	for (gint64 n = take_number(rest); n > 0 && rest->s < rest->end; n--)
		g_ptr_array_add(outcome->pictures, take_seen(rest));
	for (gint64 n = take_number(rest); n > 0 && rest->s < rest->end; n--)
		take_diag(rest, outcome->diags);
	return outcome;
}

bool bill_message_take(GByteArray *bytes, struct bill_message *message)
{
	struct rest rest = {bytes->data, bytes->data + bytes->len};
	gint64 size = take_number(&rest);
	if (bytes->len < sizeof size || size > bytes->len)
		return false;
	rest.end = bytes->data + MAX(size, (gint64)sizeof size);
	*message = (struct bill_message){.kind = (enum bill_message_kind)take_number(&rest)};
	message->job = (guint32)take_number(&rest);
	message->size = (guint32)take_number(&rest);
	message->column = (int)take_number(&rest);
	if (message->kind == BILL_MESSAGE_FILE)
		message->file = take_seen(&rest);
	if (message->kind == BILL_MESSAGE_END)
		message->outcome = take_outcome(&rest);
	g_byte_array_remove_range(bytes, 0, (guint)(rest.end - bytes->data));
	return true;
}

void bill_message_clear(struct bill_message *message)
{
	g_clear_pointer(&message->file, bill_seen_free);
	if (message->outcome)
		bill_outcome_finish(message->outcome);
	g_clear_pointer(&message->outcome, g_free);
}
