/* For signage: which picture is shown from when until when, for programs and as a page that shows them. */
#include <string.h>

#include "task/run.h"

#define PAGE_NAME "playlist.html"
#define LIST_NAME "playlist.json"

/* The list stands in the page itself, so that it works from a disk, where a browser fetches nothing. It is loaded anew now and
 * then, for a later run may have written another. Times are those of the place: the screen hangs where the event is. */
static const char page_start[] =
	"<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>Posters</title>\n<style>\n"
	"html, body { margin: 0; height: 100%; background: #000; overflow: hidden; cursor: none }\n"
	"img { position: absolute; width: 100%; height: 100%; object-fit: contain; opacity: 0; transition: opacity 1s }\n"
	"img.shown { opacity: 1 }\n"
	"@media (prefers-reduced-motion: reduce) { img { transition: none } }\n"
	"</style>\n</head>\n<body>\n<script type=\"application/json\" id=\"list\">\n";
static const char page_end[] =
	"</script>\n<script>\n"
	"const items = JSON.parse(document.getElementById('list').textContent).items;\n"
	"let next = 0, shown = null;\n"
	"function current() {\n"
	"  const now = new Date();\n"
	"  return items.filter(item => (!item.from || new Date(item.from) <= now) && (!item.until || now < new Date(item.until)));\n"
	"}\n"
	"function show() {\n"
	"  const list = current(), item = list.length ? list[next++ % list.length] : null;\n"
	"  if (item && shown && shown.alt === item.title && shown.getAttribute('src') === item.file) return;\n"
	"  if (!item) { if (shown) shown.remove(); shown = null; return; }\n"
	"  const image = new Image();\n"
	"  image.alt = item.title;\n"
	"  image.onload = () => {\n"
	"    const before = shown;\n"
	"    document.body.append(image);\n"
	"    requestAnimationFrame(() => requestAnimationFrame(() => image.classList.add('shown')));\n"
	"    shown = image;\n"
	"    if (before) setTimeout(() => before.remove(), 1100);\n"
	"  };\n"
	"  image.src = item.file;\n"
	"}\n"
	"show();\n"
	"setInterval(show, 12000);\n"
	"setTimeout(() => location.reload(), 600000);\n"
	"</script>\n</body>\n</html>\n";

static void append_pair(GString *out, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	g_string_append_printf(out, "%s\"%s\": ", out->str[out->len - 1] == '{' ? "" : ", ", key);
	bill_json_quote(out, text);
}

/* ISO 8601 on the clock of the place; NULL: the event has no such time. */
static char *moment_of(const struct bill_event *event, const char *pattern)
{
	char *text = bill_event_say(event, pattern);
	if (*text)
		return text;
	g_free(text);
	return NULL;
}

static char *shifted(const char *moment, int days)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc(); /* only counts: the place's own clock is not asked */
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(moment, utc);
	g_autoptr(GDateTime) other = time ? g_date_time_add_days(time, days) : NULL;
	return other ? g_date_time_format(other, "%FT%T") : NULL;
}

/* Until its end; one without an end until its day is over. */
static char *until_of(const struct bill_event *event, const char *start)
{
	g_autofree char *end = moment_of(event, "{{end | date: %FT%T}}");
	if (end && !g_str_has_suffix(end, "T00:00:00"))
		return g_steal_pointer(&end);
	g_autofree char *midnight = g_strdup_printf("%.10sT00:00:00", end ? end : start); /* "2025-01-21" of it */
	return shifted(midnight, 1);
}

void bill_playlist_add(struct bill_batch *batch, const struct bill_event *event, const char *const *paths)
{
	g_autofree char *title = bill_event_say(event, "{{title}}");
	g_autofree char *start = moment_of(event, "{{start | date: %FT%T}}");
	g_autofree char *from = start ? shifted(start, -(int)batch->wish.playlist_days) : NULL;
	g_autofree char *until = start ? until_of(event, start) : NULL;
	for (; *paths; paths++) {
		if (!g_str_has_suffix(*paths, ".png"))
			continue;
		g_string_append(batch->playlist, batch->playlist->len ? ",\n{" : "{");
		append_pair(batch->playlist, "file", bill_path_inside(*paths, batch->folder));
		append_pair(batch->playlist, "title", title);
		append_pair(batch->playlist, "from", from);
		append_pair(batch->playlist, "until", until);
		g_string_append_c(batch->playlist, '}');
	}
}

/* "</script>" in a title would end the list. */
static void append_script(GString *out, const char *json)
{
	for (; *json; json++) {
		if (*json == '<')
			g_string_append(out, "\\u003c");
		else
			g_string_append_c(out, *json);
	}
}

bool bill_playlist_write(const struct bill_batch *batch, struct bill_diags *diags)
{
	g_autofree char *list = g_build_filename(batch->folder, LIST_NAME, NULL);
	g_autofree char *page = g_build_filename(batch->folder, PAGE_NAME, NULL);
	g_autoptr(GString) json = g_string_new("{\"playlist\": 1, \"items\": [\n");
	g_autoptr(GString) html = g_string_new(page_start);
	g_string_append_printf(json, "%s\n]}\n", batch->playlist->str);
	append_script(html, json->str);
	g_string_append(html, page_end);
	return bill_file_write(list, json->str, json->len, diags) && bill_file_write(page, html->str, html->len, diags);
}
