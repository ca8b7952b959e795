/* For signage: which picture is shown from when until when, for programs and as a page that shows them. */
#include <string.h>

#include "task/run.h"

#define PAGE_NAME "playlist.html"
#define LIST_NAME "playlist.json"
#define PAGE_MARK "made by handbill"

/* The list stands in the page itself, so that it works from a disk, where a browser fetches nothing. It is loaded anew now and
 * then, for a later run may have written another; from a server only while that answers. What is shown follows from the clock, so
 * that the round goes on where it was, on all screens alike. Times are those of the place: the screen hangs where the event is.
 */
static const char page_start[] =
	"<!DOCTYPE html>\n<!-- " PAGE_MARK " -->\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>Posters</title>\n<style>\n"
	"html, body { margin: 0; height: 100%; background: #000; overflow: hidden; cursor: none }\n"
	"img { position: absolute; width: 100%; height: 100%; object-fit: contain; background: #000; opacity: 0; transition: opacity "
	"1s }\n"
	"img.shown { opacity: 1 }\n"
	"@media (prefers-reduced-motion: reduce) { img { transition: none } }\n"
	"</style>\n</head>\n<body>\n<script type=\"application/json\" id=\"list\">\n";
static const char page_end[] =
	"</script>\n<script>\n"
	"const items = JSON.parse(document.getElementById('list').textContent).items;\n"
	"let wanted, shown;\n"
	"function show() {\n"
	"  const now = new Date();\n"
	"  const list = items.filter(item => (!item.from || new Date(item.from) <= now) && (!item.until || now < new "
	"Date(item.until)));\n"
	"  const item = list[Math.floor(now / 12000) % list.length];\n"
	"  if (item === wanted) return;\n"
	"  wanted = item;\n"
	"  if (!item) { if (shown) shown.remove(); shown = null; return; }\n"
	"  const image = new Image();\n"
	"  image.alt = item.title;\n"
	"  image.onload = () => {\n"
	"    if (wanted !== item) return;\n"
	"    const before = shown;\n"
	"    document.body.append(image);\n"
	"    requestAnimationFrame(() => requestAnimationFrame(() => image.classList.add('shown')));\n"
	"    shown = image;\n"
	"    if (before) setTimeout(() => before.remove(), 1100);\n"
	"  };\n"
	"  image.src = item.file.split('/').map(encodeURIComponent).join('/');\n"
	"}\n"
	"function renew() {\n"
	"  if (location.protocol === 'file:') location.reload();\n"
	"  else fetch(location, {method: 'HEAD'}).then(answer => answer.ok && location.reload(), () => {});\n"
	"}\n"
	"show();\n"
	"setInterval(show, 500);\n"
	"setInterval(renew, 600000);\n"
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

/* Of many events from the first to the last: times of one form are ordered as their letters are. */
static void widen(char **edge, char *moment, int sign)
{
	if (!*edge || (moment && sign * strcmp(moment, *edge) > 0)) {
		g_free(*edge);
		*edge = moment;
	} else {
		g_free(moment);
	}
}

void bill_playlist_add(struct bill_batch *batch, const struct bill_job *job, const char *const *paths)
{
	g_autoptr(GPtrArray) events = bill_job_events(batch, job);
	if (!events)
		return;
	g_autofree char *from = NULL, *until = NULL;
	g_autofree char *title = bill_event_say(events->pdata[0], events->len > 1 ? "{{series ? title}}" : "{{title}}");
	for (guint i = 0; i < events->len; i++) {
		g_autofree char *start = moment_of(events->pdata[i], "{{start | date: %FT%T}}");
		widen(&from, start ? shifted(start, -(int)batch->wish.playlist_days) : NULL, -1);
		widen(&until, start ? until_of(events->pdata[i], start) : NULL, 1);
	}
	for (; *paths; paths++) {
		if (g_strcmp0(bill_name_format(*paths), "png") != 0)
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

static char *path_of(const struct bill_batch *batch, const char *name)
{
	return g_str_equal(batch->folder, ".") ? g_strdup(name) : g_build_filename(batch->folder, name, NULL);
}

/* A file that says the same stays as it is. */
static void write_file(struct bill_batch *batch, const char *name, const GString *text, struct bill_diags *diags)
{
	g_autofree char *path = path_of(batch, name);
	g_autofree char *old = NULL;
	gsize count;
	if (g_file_get_contents(path, &old, &count, NULL) && count == text->len && memcmp(old, text->str, count) == 0)
		return;
	if (bill_file_write(path, text->str, text->len, diags))
		g_ptr_array_add(batch->together, g_steal_pointer(&path));
}

void bill_playlist_tell(struct bill_batch *batch)
{
	if (batch->playlist) {
		g_ptr_array_add(batch->together, path_of(batch, LIST_NAME));
		g_ptr_array_add(batch->together, path_of(batch, PAGE_NAME));
	}
}

void bill_playlist_write(struct bill_batch *batch, struct bill_diags *diags)
{
	g_autoptr(GString) json = g_string_new("{\"playlist\": 1, \"items\": [\n");
	g_autoptr(GString) html = g_string_new(page_start);
	g_string_append_printf(json, "%s\n]}\n", batch->playlist->str);
	append_script(html, json->str);
	g_string_append(html, page_end);
	write_file(batch, LIST_NAME, json, diags);
	write_file(batch, PAGE_NAME, html, diags);
}
