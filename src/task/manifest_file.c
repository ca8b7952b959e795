/* The manifest as a file: JSON, one poster a line, so that it is read and compared line by line. */
#include <stdlib.h>
#include <string.h>

#include "task/manifest.h"

#define TAIL "]}\n"

void bill_entry_free(void *data)
{
	struct bill_entry *entry = data;
	if (!entry)
		return;
	g_ptr_array_unref(entry->files);
	g_ptr_array_unref(entry->pictures);
	g_free(entry->line);
	g_free(entry->run);
	g_free(entry);
}

const char *bill_path_inside(const char *path, const char *folder)
{
	size_t len = strlen(folder);
	while (len > 0 && folder[len - 1] == '/')
		len--;
	if (len == 0 || g_str_equal(folder, ".") || strncmp(path, folder, len) != 0 || path[len] != '/')
		return path;
	return path + len + strspn(path + len, "/");
}

/* ---- writing ---- */

static void append_text(GString *out, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	g_string_append_printf(out, "%s\"%s\": ", out->str[out->len - 1] == '{' ? "" : ", ", key);
	bill_json_quote(out, text);
}

static void append_seen(GString *out, const char *key, const GPtrArray *list, const char *folder)
{
	if (list->len == 0)
		return;
	g_string_append_printf(out, ", \"%s\": [", key);
	for (unsigned i = 0; i < list->len; i++) {
		const struct bill_seen *seen = list->pdata[i];
		g_string_append(out, i ? ", {" : "{");
		append_text(out, "path", folder ? bill_path_inside(seen->path, folder) : seen->path);
		g_string_append_printf(out, ", \"bytes\": %" G_GINT64_FORMAT, seen->bytes);
		if (seen->mtime_s) /* as text: JSON's readers have doubles, and lose the last digits */
			g_string_append_printf(out, ", \"mtime\": \"%" G_GINT64_FORMAT ".%09d\"", seen->mtime_s, seen->mtime_ns);
		append_text(out, "sha256", seen->sha256);
		g_string_append_c(out, '}');
	}
	g_string_append_c(out, ']');
}

static void append_findings(GString *out, const struct bill_diags *diags)
{
	unsigned count = diags ? bill_diags_length(diags) : 0;
	for (unsigned i = 0; i < count; i++) {
		g_string_append(out, i ? ", " : ", \"findings\": [");
		bill_diag_append_json(out, bill_diags_at(diags, i));
	}
	if (count > 0)
		g_string_append_c(out, ']');
}

struct bill_entry *bill_entry_new(const struct bill_entry_head *head, const GPtrArray *files, const GPtrArray *pictures,
	const struct bill_diags *diags, const char *folder)
{
	GString *out = g_string_new("{");
	append_text(out, "event", head->event);
	append_text(out, "title", head->title);
	append_text(out, "layout", head->layout);
	append_text(out, "size", head->size);
	append_text(out, "run", head->run);
	append_text(out, "key", head->key);
	if (head->failed)
		g_string_append(out, ", \"failed\": true");
	g_string_append_printf(out, ", \"ms\": %d", (int)(head->ms + 0.5));
	append_seen(out, "files", files, folder);
	append_seen(out, "pictures", pictures, NULL);
	append_findings(out, diags);
	g_string_append_c(out, '}');
	struct bill_entry *entry = bill_entry_parse(out->str, out->len);
	g_assert(entry); /* we write what we read */
	g_string_free(out, TRUE);
	return entry;
}

static void append_line(GString *out, struct bill_entry *entry, bool *first)
{
	if (entry->written || entry->gone)
		return;
	g_string_append_printf(out, "%s%s", *first ? "" : ",\n", entry->line);
	*first = false;
	entry->written = true;
}

bool bill_manifest_write(struct bill_manifest *manifest, struct bill_diags *diags)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bool first = true;
	g_string_append_printf(out, "{\"handbill\": \"%s\", \"manifest\": 1, \"posters\": [\n", bill_version());
	for (unsigned i = 0; i < manifest->entries->len; i++)
		append_line(out, manifest->entries->pdata[i], &first);
	g_string_append(out, first ? TAIL : "\n" TAIL);
	return bill_file_write(manifest->path, out->str, out->len, diags);
}

/* ---- reading ---- */

static const char *text_of(const struct bill_yaml *map, const char *key)
{
	const struct bill_yaml *node = bill_yaml_find(map, key);
	return node && node->kind == BILL_YAML_SCALAR ? node->text : NULL;
}

static struct bill_seen *seen_of(const struct bill_yaml *map)
{
	const char *path = text_of(map, "path"), *bytes = text_of(map, "bytes"), *time = text_of(map, "mtime");
	const char *sha256 = text_of(map, "sha256");
	if (!path || !bytes)
		return NULL;
	struct bill_seen *seen = g_new0(struct bill_seen, 1);
	seen->path = g_strdup(path);
	seen->bytes = g_ascii_strtoll(bytes, NULL, 10);
	const char *dot = time ? strchr(time, '.') : NULL;
	seen->mtime_s = time ? g_ascii_strtoll(time, NULL, 10) : 0;
	seen->mtime_ns = dot ? atoi(dot + 1) : 0;
	g_strlcpy(seen->sha256, sha256 ? sha256 : "", sizeof seen->sha256);
	return seen;
}

static bool read_list(const struct bill_yaml *map, const char *key, GPtrArray *list)
{
	const struct bill_yaml *node = bill_yaml_find(map, key);
	for (size_t i = 0; node && node->kind == BILL_YAML_LIST && i < node->count; i++) {
		struct bill_seen *seen = seen_of(node->items[i]);
		if (!seen)
			return false;
		g_ptr_array_add(list, seen);
	}
	return true;
}

/* Files are the folder's own: a manifest that names others was not written by us, and must not let --prune remove them. */
static bool are_inside(const GPtrArray *files)
{
	for (unsigned i = 0; i < files->len; i++) {
		const struct bill_seen *seen = files->pdata[i];
		g_auto(GStrv) parts = g_strsplit(seen->path, "/", -1);
		if (g_path_is_absolute(seen->path) || g_strv_contains((const char *const *)parts, ".."))
			return false;
	}
	return true;
}

static struct bill_entry *entry_of(const struct bill_yaml *map, const char *line, size_t len)
{
	const char *run = text_of(map, "run"), *key = text_of(map, "key");
	if (!run || !key || strlen(key) != BILL_HEX_BYTES - 1)
		return NULL;
	struct bill_entry *entry = g_new0(struct bill_entry, 1);
	entry->files = g_ptr_array_new_with_free_func(bill_seen_free);
	entry->pictures = g_ptr_array_new_with_free_func(bill_seen_free);
	entry->line = g_strndup(line, len);
	entry->run = g_strdup(run);
	g_strlcpy(entry->key, key, sizeof entry->key);
	if (!read_list(map, "files", entry->files) || !read_list(map, "pictures", entry->pictures) || !are_inside(entry->files))
		g_clear_pointer(&entry, bill_entry_free);
	return entry;
}

struct bill_entry *bill_entry_parse(const char *line, size_t len)
{
	struct bill_arena *arena = bill_arena_new();
	bool sound = len && *line == '{' && g_utf8_validate_len(line, len, NULL);
	const struct bill_yaml *map = sound ? bill_json_parse(line, len, (struct bill_at){0}, arena, NULL) : NULL;
	struct bill_entry *entry = map ? entry_of(map, line, len) : NULL;
	bill_arena_free(arena);
	return entry;
}

/* What stands between the first line and the last. NULL: it is not as we write it. */
static char *body_of(char *text)
{
	char *start = strchr(text, '\n');
	if (!g_str_has_prefix(text, "{\"handbill\": ") || !start || !g_str_has_suffix(start, "\n" TAIL))
		return NULL;
	text[strlen(text) - strlen(TAIL)] = '\0';
	return start + 1;
}

/* Lines that cannot be read are those of a run that died while it wrote them, or somebody's edit. */
static bool add_lines(struct bill_manifest *manifest, char *body)
{
	bool good = true;
	for (char *line; (line = strsep(&body, "\n"));) {
		size_t len = strlen(line);
		struct bill_entry *entry = bill_entry_parse(line, len && line[len - 1] == ',' ? len - 1 : len);
		if (entry)
			bill_manifest_add(manifest, entry, NULL);
		good = good && (entry || len == 0);
	}
	return good;
}

bool bill_manifest_read(struct bill_manifest *manifest, const char *path, bool strict)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	if (!g_file_get_contents(path, &text, NULL, &error))
		return g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
	char *body = strict ? body_of(text) : text;
	return body && add_lines(manifest, body);
}
