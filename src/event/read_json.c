/* Events written as JSON, or as JSON Lines in a file that is named as if they were. */
#include "event/reader.h"

#include <string.h>

bool bill_json_sniff(const struct bill_src *src)
{
	const char *p = src->text + strspn(src->text, " \t\r\n");

	if (*p == '[') {
		p++;
		p += strspn(p, " \t\r\n");
		return *p == '{' || *p == ']';
	}
	if (*p++ != '{')
		return false;
	p += strspn(p, " \t\r\n");
	return *p == '"' || *p == '}';
}

bool bill_json_open(struct bill_reader *reader, struct bill_diags *diags)
{
	struct bill_at first = {.src = reader->src, .line = 1, .column = 1};
	struct bill_yaml *root;

	/* Many programs write JSON Lines into a file named .json. */
	if (bill_jsonl_sniff(reader->src)) {
		reader->format = NULL;
		return bill_jsonl_open(reader, diags);
	}
	root = bill_json_parse(reader->src->text, reader->src->len, first, reader->arena, diags);
	if (root && bill_reader_add_foreign(reader, root, diags))
		return reader->nodes->len > 0 || bill_error(diags, bill_at_file(reader->src), "event/empty", "there is no event in this file");
	if (!root || !bill_reader_add_nodes(reader, root, diags))
		return reader->nodes->len > 0;
	if (!reader->nodes->len)
		return bill_error(diags, bill_at_file(reader->src), "event/empty", "there is no event in this file");
	return true;
}
