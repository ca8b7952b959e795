/* What a worker tells, as bytes through a pipe: a length, then a GVariant. */
#include <string.h>

#include "task/run.h"

/* Paths are bytes ("ay"), for names of files need not be UTF-8. */
#define SEEN_TYPE "(^ayxxis)"
#define DIAG_TYPE "(usmsiimsmsmsimsiims)"
#define TYPE "(uuuibda(ayxxis)a" DIAG_TYPE "ms)"

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

static void add_seen(GVariantBuilder *builder, const struct bill_seen *seen)
{
	g_variant_builder_add(builder, SEEN_TYPE, seen->path, seen->bytes, seen->mtime_s, seen->mtime_ns, seen->sha256);
}

static void add_diag(GVariantBuilder *builder, const struct bill_diag *diag)
{
	g_variant_builder_add(builder, DIAG_TYPE, (guint32)diag->severity, diag->code, diag->file, diag->line, diag->column,
		diag->text, diag->hint, diag->excerpt, diag->excerpt_column, diag->also_file, diag->also_line, diag->also_column,
		diag->also_text);
}

static GVariant *variant_of(const struct bill_message *message)
{
	const struct bill_outcome *outcome = message->outcome;
	GVariantBuilder seen, diags;
	g_variant_builder_init(&seen, G_VARIANT_TYPE("a(ayxxis)"));
	g_variant_builder_init(&diags, G_VARIANT_TYPE("a" DIAG_TYPE));
	if (message->file)
		add_seen(&seen, message->file);
	for (unsigned i = 0; outcome && i < outcome->pictures->len; i++)
		add_seen(&seen, outcome->pictures->pdata[i]);
	for (unsigned i = 0; outcome && i < bill_diags_length(outcome->diags); i++)
		add_diag(&diags, bill_diags_at(outcome->diags, i));
	return g_variant_new(TYPE, (guint32)message->kind, message->job, message->size, message->column, outcome && outcome->failed,
		outcome ? outcome->ms : 0.0, &seen, &diags, outcome ? outcome->dump : NULL);
}

GByteArray *bill_message_pack(const struct bill_message *message)
{
	g_autoptr(GVariant) variant = g_variant_ref_sink(variant_of(message));
	guint32 count = (guint32)g_variant_get_size(variant);
	GByteArray *bytes = g_byte_array_sized_new(count + (guint)sizeof count);
	g_byte_array_append(bytes, (const guint8 *)&count, sizeof count);
	g_byte_array_append(bytes, g_variant_get_data(variant), count);
	return bytes;
}

/* ---- reading ---- */

static struct bill_seen *take_seen(GVariantIter *iter)
{
	g_autofree char *path = NULL, *sha256 = NULL;
	struct bill_seen *seen = g_new0(struct bill_seen, 1);
	if (!g_variant_iter_next(iter, SEEN_TYPE, &path, &seen->bytes, &seen->mtime_s, &seen->mtime_ns, &sha256)) {
		g_free(seen);
		return NULL;
	}
	seen->path = g_steal_pointer(&path);
	g_strlcpy(seen->sha256, sha256, sizeof seen->sha256);
	return seen;
}

static bool take_diag(GVariantIter *iter, struct bill_diags *diags)
{
	struct bill_diag diag = {0};
	guint32 severity;
	const char *code, *file, *text, *hint, *excerpt, *also_file, *also_text;
	if (!g_variant_iter_next(iter, "(u&sm&siim&sm&sm&sim&siim&s)", &severity, &code, &file, &diag.line, &diag.column, &text,
			&hint, &excerpt, &diag.excerpt_column, &also_file, &diag.also_line, &diag.also_column, &also_text))
		return false;
	union {
		const char *in;
		char *out;
	} texts[] = {{file}, {text}, {hint}, {excerpt}, {also_file}, {also_text}}; /* only copied from */
	diag.severity = (enum bill_severity)severity;
	diag.code = g_intern_string(code); /* a literal once, in another process */
	diag.file = texts[0].out;
	diag.text = texts[1].out;
	diag.hint = texts[2].out;
	diag.excerpt = texts[3].out;
	diag.also_file = texts[4].out;
	diag.also_text = texts[5].out;
	bill_diags_add(diags, &diag);
	return true;
}

static void read_variant(GVariant *variant, struct bill_message *message)
{
	g_autoptr(GVariantIter) seen = NULL;
	g_autoptr(GVariantIter) diags = NULL;
	guint32 kind;
	gboolean failed;
	double ms;
	g_autofree char *dump = NULL;
	g_variant_get(variant, TYPE, &kind, &message->job, &message->size, &message->column, &failed, &ms, &seen, &diags, &dump);
	message->kind = (enum bill_message_kind)kind;
	if (message->kind == BILL_MESSAGE_FILE)
		message->file = take_seen(seen);
	if (message->kind != BILL_MESSAGE_END)
		return;
	message->outcome = bill_outcome_init(g_new0(struct bill_outcome, 1));
	message->outcome->failed = failed;
	message->outcome->ms = ms;
	message->outcome->dump = g_steal_pointer(&dump);
	for (struct bill_seen *picture = take_seen(seen); picture; picture = take_seen(seen))
		g_ptr_array_add(message->outcome->pictures, picture);
	while (take_diag(diags, message->outcome->diags))
		;
}

bool bill_message_take(GByteArray *bytes, struct bill_message *message)
{
	guint32 count;
	*message = (struct bill_message){0};
	if (bytes->len < sizeof count)
		return false;
	memcpy(&count, bytes->data, sizeof count);
	if (bytes->len - sizeof count < count)
		return false;
	/* A copy, for GVariant wants its data aligned. */
	g_autoptr(GBytes) data = g_bytes_new(bytes->data + sizeof count, count);
	g_autoptr(GVariant) variant = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(TYPE), data, FALSE));
	g_byte_array_remove_range(bytes, 0, (guint)sizeof count + count);
	read_variant(variant, message);
	return true;
}

void bill_message_clear(struct bill_message *message)
{
	g_clear_pointer(&message->file, bill_seen_free);
	if (message->outcome)
		bill_outcome_finish(message->outcome);
	g_clear_pointer(&message->outcome, g_free);
}
