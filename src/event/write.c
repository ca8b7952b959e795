/* An event as YAML or JSON, so that what was understood can be read, edited and read again. */
#include "event/draft.h"

static const struct {
	const char *key;
	size_t offset;
} speaker_keys[] = {
	{"name", offsetof(struct bill_speaker, name)},
	{"affiliation", offsetof(struct bill_speaker, affiliation)},
	{"bio", offsetof(struct bill_speaker, bio)},
	{"photo", offsetof(struct bill_speaker, photo)},
	{"url", offsetof(struct bill_speaker, url)},
};

static const struct bill_value *speaker_value(const struct bill_speaker *speaker, size_t i)
{
	return (const struct bill_value *)(const void *)((const char *)speaker + speaker_keys[i].offset);
}

static char *iso(const struct bill_moment *moment)
{
	GString *out = g_string_new(NULL);

	bill_when_write_iso(moment, out);
	return g_string_free(out, FALSE);
}

/* "speakers.1.name": the places of guessed values, as the reader takes them. */
static GPtrArray *guessed_paths(const struct bill_event *event)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (event->fields[i].text && event->fields[i].guessed)
			g_ptr_array_add(paths, g_strdup(bill_field_name((enum bill_field)i)));
	if (event->zone.text && event->zone.guessed)
		g_ptr_array_add(paths, g_strdup("zone"));
	for (size_t s = 0; s < event->n_speakers; s++)
		for (size_t i = 0; i < G_N_ELEMENTS(speaker_keys); i++) {
			const struct bill_value *value = speaker_value(&event->speakers[s], i);

			if (value->text && value->guessed)
				g_ptr_array_add(paths, g_strdup_printf("speakers.%zu.%s", s + 1, speaker_keys[i].key));
		}
	return paths;
}

/* ---- YAML ---- */

static void yaml_pair(GString *out, const char *key, const char *text, int indent)
{
	g_string_append_printf(out, "%*s", indent, "");
	bill_yaml_write_scalar(out, key, indent);
	g_string_append(out, ": ");
	bill_yaml_write_scalar(out, text, indent);
	g_string_append_c(out, '\n');
}

static void yaml_value(GString *out, const char *key, const struct bill_value *value, int indent)
{
	if (value->text)
		yaml_pair(out, key, value->text, indent);
}

static void yaml_list(GString *out, const char *key, const struct bill_value *values, size_t n)
{
	if (!n)
		return;
	g_string_append_printf(out, "%s:\n", key);
	for (size_t i = 0; i < n; i++) {
		g_string_append(out, "  - ");
		bill_yaml_write_scalar(out, values[i].text, 2);
		g_string_append_c(out, '\n');
	}
}

static void yaml_speakers(GString *out, const struct bill_event *event)
{
	if (event->n_speakers)
		g_string_append(out, "speakers:\n");
	for (size_t s = 0; s < event->n_speakers; s++) {
		size_t first = out->len;

		for (size_t i = 0; i < G_N_ELEMENTS(speaker_keys); i++)
			yaml_value(out, speaker_keys[i].key, speaker_value(&event->speakers[s], i), 4);
		if (out->len == first)
			g_string_append(out, "  - {}\n");
		else
			out->str[first + 2] = '-';
	}
}

static void yaml_programme(GString *out, const struct bill_event *event)
{
	if (event->n_programme)
		g_string_append(out, "programme:\n");
	for (size_t i = 0; i < event->n_programme; i++) {
		size_t first = out->len;

		for (size_t n = 0; bill_item_name(n); n++)
			yaml_value(out, bill_item_name(n), bill_item_value(&event->programme[i], bill_item_name(n)), 4);
		out->str[first + 2] = '-'; /* no item is empty */
	}
}

static void yaml_guessed(GString *out, const struct bill_event *event)
{
	g_autoptr(GPtrArray) paths = guessed_paths(event);

	if (paths->len)
		g_string_append(out, "guessed: # found by inference, not by a label; take out what you have checked\n");
	for (guint i = 0; i < paths->len; i++)
		g_string_append_printf(out, "  - %s\n", (const char *)g_ptr_array_index(paths, i));
}

static void yaml_when(GString *out, const struct bill_event *event)
{
	g_autofree char *start = event->start.given ? iso(&event->start) : NULL;
	g_autofree char *end = event->end.given ? iso(&event->end) : NULL;

	/* A plain scalar, as people write it; YAML's own time type is never asked for. */
	if (start)
		g_string_append_printf(out, "start: %s\n", start);
	if (end)
		g_string_append_printf(out, "end: %s\n", end);
	yaml_value(out, "zone", &event->zone, 0);
}

static bool is_late_field(unsigned field)
{
	return field >= BILL_FIELD_VENUE;
}

static void write_yaml(const struct bill_event *event, GString *out)
{
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (!is_late_field(i))
			yaml_value(out, bill_field_name((enum bill_field)i), &event->fields[i], 0);
	yaml_speakers(out, event);
	yaml_when(out, event);
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (is_late_field(i))
			yaml_value(out, bill_field_name((enum bill_field)i), &event->fields[i], 0);
	yaml_programme(out, event);
	yaml_list(out, "keywords", event->keywords, event->n_keywords);
	yaml_list(out, "logos", event->logos, event->n_logos);
	for (size_t i = 0; i < event->n_extras; i++)
		yaml_value(out, event->extras[i].key, &event->extras[i].value, 0);
	yaml_guessed(out, event);
}

/* ---- JSON ---- */

/* step: columns a level is indented by; 0: all on one line. */
struct json {
	GString *out;
	int step, depth;
	bool first; /* nothing was written at this level yet */
};

static void json_next(struct json *json)
{
	if (!json->first)
		g_string_append(json->out, json->step ? "," : ", ");
	json->first = false;
	if (json->step)
		g_string_append_printf(json->out, "\n%*s", json->step * json->depth, "");
}

static void json_key(struct json *json, const char *key)
{
	json_next(json);
	bill_json_quote(json->out, key);
	g_string_append(json->out, ": ");
}

static void json_open(struct json *json, char bracket)
{
	g_string_append_c(json->out, bracket);
	json->depth++;
	json->first = true;
}

static void json_close(struct json *json, char bracket)
{
	json->depth--;
	if (json->step && !json->first)
		g_string_append_printf(json->out, "\n%*s", json->step * json->depth, "");
	g_string_append_c(json->out, bracket);
	json->first = false;
}

static void json_pair(struct json *json, const char *key, const char *text)
{
	if (!text)
		return;
	json_key(json, key);
	bill_json_quote(json->out, text);
}

static void json_texts(struct json *json, const char *key, const struct bill_value *values, size_t n)
{
	if (!n)
		return;
	json_key(json, key);
	json_open(json, '[');
	for (size_t i = 0; i < n; i++) {
		json_next(json);
		bill_json_quote(json->out, values[i].text);
	}
	json_close(json, ']');
}

static void json_speakers(struct json *json, const struct bill_event *event)
{
	if (!event->n_speakers)
		return;
	json_key(json, "speakers");
	json_open(json, '[');
	for (size_t s = 0; s < event->n_speakers; s++) {
		json_next(json);
		json_open(json, '{');
		for (size_t i = 0; i < G_N_ELEMENTS(speaker_keys); i++)
			json_pair(json, speaker_keys[i].key, speaker_value(&event->speakers[s], i)->text);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void json_programme(struct json *json, const struct bill_event *event)
{
	if (!event->n_programme)
		return;
	json_key(json, "programme");
	json_open(json, '[');
	for (size_t i = 0; i < event->n_programme; i++) {
		json_next(json);
		json_open(json, '{');
		for (size_t n = 0; bill_item_name(n); n++)
			json_pair(json, bill_item_name(n), bill_item_value(&event->programme[i], bill_item_name(n))->text);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void json_when(struct json *json, const struct bill_event *event)
{
	g_autofree char *start = event->start.given ? iso(&event->start) : NULL;
	g_autofree char *end = event->end.given ? iso(&event->end) : NULL;

	json_pair(json, "start", start);
	json_pair(json, "end", end);
	json_pair(json, "zone", event->zone.text);
}

static void json_guessed(struct json *json, const struct bill_event *event)
{
	g_autoptr(GPtrArray) paths = guessed_paths(event);

	if (!paths->len)
		return;
	json_key(json, "guessed");
	json_open(json, '[');
	for (guint i = 0; i < paths->len; i++) {
		json_next(json);
		bill_json_quote(json->out, g_ptr_array_index(paths, i));
	}
	json_close(json, ']');
}

static void write_json(const struct bill_event *event, int step, GString *out)
{
	struct json json = {.out = out, .step = step};

	json_open(&json, '{');
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (!is_late_field(i))
			json_pair(&json, bill_field_name((enum bill_field)i), event->fields[i].text);
	json_speakers(&json, event);
	json_when(&json, event);
	for (unsigned i = 0; i < BILL_FIELD_COUNT; i++)
		if (is_late_field(i))
			json_pair(&json, bill_field_name((enum bill_field)i), event->fields[i].text);
	json_programme(&json, event);
	json_texts(&json, "keywords", event->keywords, event->n_keywords);
	json_texts(&json, "logos", event->logos, event->n_logos);
	for (size_t i = 0; i < event->n_extras; i++)
		json_pair(&json, event->extras[i].key, event->extras[i].value.text);
	json_guessed(&json, event);
	json_close(&json, '}');
	g_string_append_c(out, '\n');
}

void bill_event_write(const struct bill_event *event, enum bill_event_format format, GString *out)
{
	if (format == BILL_EVENT_YAML)
		write_yaml(event, out);
	else
		write_json(event, format == BILL_EVENT_JSON ? 2 : 0, out);
}
