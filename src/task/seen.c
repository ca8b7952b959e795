/* Files as they were seen: whether one is still the same. */
#include <sys/stat.h>

#include "task/run.h"

void bill_seen_free(void *data)
{
	struct bill_seen *seen = data;
	g_free(seen->path);
	g_free(seen);
}

struct bill_seen *bill_seen_copy(const struct bill_seen *seen)
{
	struct bill_seen *copy = g_memdup2(seen, sizeof *seen);
	copy->path = g_strdup(seen->path);
	return copy;
}

bool bill_seen_look(struct bill_seen *seen)
{
	struct stat status;
	if (stat(seen->path, &status) != 0 || !S_ISREG(status.st_mode)) {
		seen->bytes = -1;
		return false;
	}
	seen->bytes = status.st_size;
	seen->mtime_s = status.st_mtim.tv_sec;
	seen->mtime_ns = (int)status.st_mtim.tv_nsec;
	return true;
}

void bill_hex_of(const void *bytes, size_t count, char hex[BILL_HEX_BYTES])
{
	g_autofree char *text = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, count);
	g_strlcpy(hex, text, BILL_HEX_BYTES);
}

bool bill_seen_same(const struct bill_seen *seen)
{
	struct bill_seen now = {.path = seen->path};
	g_autofree char *text = NULL;
	char hex[BILL_HEX_BYTES];
	gsize count;
	if (!bill_seen_look(&now))
		return seen->bytes < 0;
	if (now.bytes != seen->bytes)
		return false;
	if (now.mtime_s == seen->mtime_s && now.mtime_ns == seen->mtime_ns)
		return true;
	if (!g_file_get_contents(seen->path, &text, &count, NULL))
		return false;
	bill_hex_of(text, count, hex);
	return g_str_equal(hex, seen->sha256);
}
