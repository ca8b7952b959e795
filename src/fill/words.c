/* Templates → words: placeholders replaced, separators beside empty ones gone. */
#include "fill/words.h"

#include <string.h>

/* ---- names ---- */

static const struct bill_value *speaker_value(const struct bill_speaker *speaker, const char *name)
{
	static const struct {
		const char *name;
		size_t offset;
	} members[] = {
		{"name", offsetof(struct bill_speaker, name)}, {"speaker", offsetof(struct bill_speaker, name)},
		{"affiliation", offsetof(struct bill_speaker, affiliation)}, {"bio", offsetof(struct bill_speaker, bio)},
		{"photo", offsetof(struct bill_speaker, photo)},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		if (strcmp(members[i].name, name) == 0)
			return (const struct bill_value *)((const char *)speaker + members[i].offset);
	return NULL;
}

static const char *parameter(const struct bill_design *design, const char *name)
{
	for (size_t i = 0; design && i < design->n_parameters; i++)
		if (strcmp(design->parameters[i].name, name) == 0)
			return design->parameters[i].value;
	return NULL;
}

static const char *look_up(const struct bill_scope *scope, const char *name, struct bill_at *at)
{
	const struct bill_value *value = scope->speaker ? speaker_value(scope->speaker, name) : NULL;
	if (!value && scope->item && strcmp(name, "item") == 0)
		value = scope->item;
	if (value) {
		*at = value->at;
		return value->text;
	}
	if (strcmp(name, "speakers") == 0)
		name = "speaker";
	const char *text = bill_event_text(scope->event, name, at);
	return text ? text : parameter(scope->design, name);
}

/* start and end are one time each, when is both. 0: not a time. */
static char time_part(const char *name)
{
	return strcmp(name, "start") == 0 ? 's' : strcmp(name, "end") == 0 ? 'e' : strcmp(name, "when") == 0 ? 'r' : 0;
}

static const char *format_time(const struct bill_scope *scope, const struct bill_name *name, char part)
{
	const char *style = "long";
	for (size_t i = 0; i < name->n_filters; i++) {
		const struct bill_filter *filter = &name->filters[i];
		if (strcmp(filter->name, "time") == 0 || strcmp(filter->name, "season") == 0)
			style = filter->name;
		else if (strcmp(filter->name, "date") == 0)
			style = filter->argument ? filter->argument : "long";
	}
	return bill_when_format(scope->event, part, style, NULL, scope->arena);
}

static const char *value_of(const struct bill_scope *scope, const struct bill_name *name, struct bill_at *at)
{
	char part = time_part(name->name);
	const char *text = part ? format_time(scope, name, part) : look_up(scope, name->name, at);
	if (part)
		*at = part == 'e' ? scope->event->end.at : scope->event->start.at;
	for (size_t i = 0; text && *text && i < name->n_filters; i++)
		text = bill_filter(name->filters[i].name, name->filters[i].argument, text, scope);
	return text && *text ? text : NULL;
}

bool bill_words_has(const struct bill_scope *scope, const char *name)
{
	struct bill_at at;
	if (time_part(name))
		return bill_event_has(scope->event, time_part(name) == 'e' ? "end" : "start");
	const char *text = look_up(scope, name, &at);
	return text && *text;
}

/* ---- lines ---- */

/* One line of a template while it is written. */
struct line {
	GString *out;
	const char *literal; /* the literal before the placeholder that comes next */
	size_t literal_len;
	bool any;         /* a placeholder of this line had words */
	bool placeholder; /* the line has placeholders */
	bool last_empty;  /* the latest one had none */
};

/* The literal before a placeholder belongs to it: both are written or neither, except that nothing separates from nothing. */
static void write_value(struct line *line, const char *value)
{
	bool separator = line->placeholder;
	line->placeholder = true;
	line->last_empty = !value;
	if (value) {
		if (!separator || line->any)
			g_string_append_len(line->out, line->literal, (gssize)line->literal_len);
		g_string_append(line->out, value);
		line->any = true;
	}
	line->literal_len = 0;
}

static void end_line(struct line *line, GString *all)
{
	if (!line->placeholder || !line->last_empty)
		g_string_append_len(line->out, line->literal, (gssize)line->literal_len);
	bool kept = (line->any || !line->placeholder) && line->out->len > 0;
	if (kept && all->len > 0)
		g_string_append_c(all, '\n');
	if (kept)
		g_string_append(all, line->out->str);
	g_string_truncate(line->out, 0);
	*line = (struct line){.out = line->out};
}

static void write_literal(struct line *line, const char *literal, GString *all)
{
	for (const char *newline; (newline = strchr(literal, '\n')); literal = newline + 1) {
		line->literal = literal;
		line->literal_len = (size_t)(newline - literal);
		end_line(line, all);
	}
	line->literal = literal;
	line->literal_len = strlen(literal);
}

static const char *first_value(const struct bill_piece *piece, const struct bill_scope *scope, const char **name, struct bill_at *at)
{
	for (size_t i = 0; i < piece->n_alternatives; i++) {
		const char *value = value_of(scope, &piece->alternatives[i], at);
		*name = piece->alternatives[i].name;
		if (value)
			return value;
	}
	return NULL;
}

struct bill_words bill_words_fill(const struct bill_template *template_, const struct bill_scope *scope)
{
	struct bill_words words = {.only_field = template_->n_pieces == 1 && !template_->pieces[0].literal};
	g_autoptr(GString) all = g_string_new(NULL);
	g_autoptr(GString) out = g_string_new(NULL);
	struct line line = {.out = out};
	bool placeholders = false, any = false;
	for (size_t i = 0; i < template_->n_pieces; i++) {
		const struct bill_piece *piece = &template_->pieces[i];
		if (piece->literal) {
			write_literal(&line, piece->literal, all);
			continue;
		}
		const char *name = NULL;
		struct bill_at at = {0};
		const char *value = first_value(piece, scope, &name, &at);
		placeholders = true;
		any = any || value;
		if (value && !words.field) {
			words.field = name;
			words.at = at;
		}
		write_value(&line, value);
	}
	end_line(&line, all);
	if (all->len > 0 && (any || !placeholders))
		words.text = bill_arena_strdup(scope->arena, all->str);
	return words;
}
