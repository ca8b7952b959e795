/* Events written as YAML: one or many documents, a map or a list of maps, or defaults with events. */
#include "event/reader.h"

#include <string.h>

/* "title: …" as the first line that says something, or a document marker. A listing's labels begin with a capital. */
bool bill_yaml_sniff(const struct bill_src *src)
{
	const char *p = src->text;

	if (g_str_has_prefix(p, "---\n") || g_str_has_prefix(p, "---\r\n") || g_str_has_prefix(p, "%YAML"))
		return true;
	while (*p == '#' || *p == '\n' || *p == '\r' || *p == ' ' || (p[0] == '-' && p[1] == ' ')) {
		if (*p == '#')
			p += strcspn(p, "\n");
		else
			p++;
	}
	for (size_t len = 0; g_ascii_islower(p[len]) || p[len] == '_' || p[len] == ':'; len++)
		if (p[len] == ':' && len) {
			g_autofree char *key = g_strndup(p, len);

			return (p[len + 1] == ' ' || p[len + 1] == '\n' || p[len + 1] == '\r') &&
				   (bill_event_knows(key) || strcmp(key, "events") == 0 || strcmp(key, "defaults") == 0 ||
					   strcmp(key, "when") == 0);
		}
	return false;
}

bool bill_yaml_open(struct bill_reader *reader, struct bill_diags *diags)
{
	size_t count = 0;
	bool right = true;
	struct bill_yaml **documents = bill_yaml_parse_all(reader->src, reader->arena, &count, diags);

	if (!documents)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!bill_yaml_is_null(documents[i]))
			right = ((documents[i]->kind == BILL_YAML_MAP && bill_reader_add_foreign(reader, documents[i], diags)) ||
						bill_reader_add_nodes(reader, documents[i], diags)) &&
					right;
	if (right && !reader->nodes->len)
		return bill_error(diags, bill_at_file(reader->src), "event/empty", "there is no event in this file");
	return reader->nodes->len > 0;
}
