/* Templates → words: placeholders replaced, separators beside empty ones gone. */
#include "fill/template_words.h"

#include <string.h>

/* ---- names ---- */

static const struct bill_value *speaker_value(const struct bill_speaker *speaker, const char *name)
{
	static const struct {
		const char *name;
		size_t offset;
	} members[] = {
		{"name", offsetof(struct bill_speaker, name)},
		{"speaker", offsetof(struct bill_speaker, name)},
		{"affiliation", offsetof(struct bill_speaker, affiliation)},
		{"bio", offsetof(struct bill_speaker, bio)},
		{"photo", offsetof(struct bill_speaker, photo)},
		{"url", offsetof(struct bill_speaker, url)},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		if (strcmp(members[i].name, name) == 0)
			return (const struct bill_value *)(const void *)((const char *)speaker + members[i].offset);
	return NULL;
}

static const struct bill_parameter *find_parameter(const struct bill_design *design, const char *name)
{
	for (size_t i = 0; design && i < design->n_parameters; i++)
		if (strcmp(design->parameters[i].name, name) == 0)
			return &design->parameters[i];
	return NULL;
}

static const char *cleaned(const struct bill_scope *scope, const char *name, const char *raw, struct bill_at at)
{
	const struct bill_text *text = raw ? bill_clean_value(scope, name, raw, at) : NULL;
	return text && text->len > 0 ? text->s : NULL;
}

#define PANEL 4 /* speakers that are listed rather than shown one under the other */

/* Many speakers in one text: "Ada (Elm), Ben (Oak)". NULL: they are few. */
static const char *panel(const struct bill_scope *scope)
{
	const struct bill_event *event = scope->event;
	if (event->n_speakers < PANEL)
		return NULL;
	g_autoptr(GString) list = g_string_new(NULL);
	bool placed = false;
	for (size_t i = 0; i < event->n_speakers; i++) {
		const struct bill_speaker *speaker = &event->speakers[i];
		placed = placed || speaker->affiliation.text;
		const char *name = cleaned(scope, "speaker", speaker->name.text, speaker->name.at);
		const char *from = cleaned(scope, "affiliation", speaker->affiliation.text, speaker->affiliation.at);
		if (name)
			g_string_append_printf(list, from ? "%s%s (%s)" : "%s%s", list->len > 0 ? ", " : "", name, from);
	}
	const char *names = placed ? NULL : bill_event_speaker_list(event, scope->arena);
	return names ? cleaned(scope, "speaker", names, event->at) : bill_arena_strndup(scope->arena, list->str, list->len);
}

/* The speaker's name where there is only one. NULL: there are none, or several. */
static const char *solo(const struct bill_scope *scope)
{
	const struct bill_event *event = scope->event;
	const struct bill_value *name = event->n_speakers == 1 ? &event->speakers[0].name : NULL;
	return name ? cleaned(scope, "speaker", name->text, name->at) : NULL;
}

/* That an event will not be, or not then: nobody should come for nothing. NULL: it will. */
static const char *notice(const struct bill_scope *scope)
{
	static const char *const states[][2] = {{"cancel", "cancelled"}, {"postpon", "postponed"}};
	const char *status = bill_event_text(scope->event, "status", NULL);
	for (size_t i = 0; status && i < G_N_ELEMENTS(states); i++)
		if (g_ascii_strncasecmp(status, states[i][0], strlen(states[i][0])) == 0)
			return bill_phrase(states[i][1], scope->event);
	return NULL;
}

/* The names by which a poster of several events says a thing once: usual_location, own_location, usual_when … *name NULL: it is
 * one of them, and empty. */
static const char *shared_text(const struct bill_scope *scope, const char **name, struct bill_at *at)
{
	static const char *const parts[] = {[BILL_DAY_AND_CLOCK] = "when", [BILL_DAY] = "weekday", [BILL_CLOCK] = "time"};
	bool usual = g_str_has_prefix(*name, "usual_"), own = g_str_has_prefix(*name, "own_");
	const char *of = usual || own ? strchr(*name, '_') + 1 : "title", *text;
	if (strcmp(*name, "headline") == 0) {
		const struct bill_parameter *heading = find_parameter(scope->design, "heading");
		text = bill_headline(scope, heading ? heading->value : NULL, at);
	} else if (strcmp(*name, "clock") == 0) {
		return *name = NULL, bill_clock(scope, at);
	} else if (usual || own) {
		if (strcmp(*name, "usual_when") == 0)
			return *name = NULL, bill_usual_when(scope, at);
		for (size_t i = 0; own && i < G_N_ELEMENTS(parts); i++)
			if (strcmp(of, parts[i]) == 0)
				return *name = NULL, bill_own_when(scope, (enum bill_when_parts)i, at);
		text = usual ? bill_usual_text(scope, of, at) : bill_own_text(scope, of, at);
	} else {
		return NULL;
	}
	*name = NULL;
	if (text && strcmp(of, "url") == 0)
		return bill_address(text, scope->arena);
	return cleaned(scope, of, text, *at);
}

/* A name's value as people read it. An address that cannot be opened is no address: a poster has no page that "talks/12.pdf"
 * could be relative to. */
static const char *look_up(const struct bill_scope *scope, const char *name, struct bill_at *at)
{
	const struct bill_value *value = scope->speaker ? speaker_value(scope->speaker, name) : NULL;
	if (!value && scope->programme)
		value = bill_item_value(scope->programme, name);
	if (!value && scope->item && strcmp(name, "item") == 0)
		value = scope->item;
	if (strcmp(name, "panel") == 0)
		return panel(scope);
	if (strcmp(name, "solo") == 0)
		return solo(scope);
	if (strcmp(name, "notice") == 0)
		return notice(scope);
	const char *shared = shared_text(scope, &name, at);
	if (shared || !name)
		return shared;
	if (value)
		*at = value->at;
	bool speakers = !value && (strcmp(name, "speaker") == 0 || strcmp(name, "speakers") == 0);
	const char *text = value ? value->text : bill_event_text(scope->event, speakers ? "speaker" : name, at);
	const char *listed =
		speakers && scope->design ? bill_event_speaker_list(scope->event, scope->arena) : NULL; /* not in names of files */
	if (listed)
		text = listed;
	if (text && strcmp(name, "url") == 0)
		return bill_address(text, scope->arena);
	if (value || text)
		return cleaned(scope, name, text, *at);
	const struct bill_parameter *parameter = find_parameter(scope->design, name);
	if (parameter)
		*at = parameter->value_at;
	return parameter ? parameter->value : bill_phrase(name, scope->event);
}

const char *bill_words_value(const struct bill_scope *scope, const char *name)
{
	struct bill_at at;
	return look_up(scope, name, &at);
}

/* start and end are one time each, when is both, span is from the first event's to the last one's. 0: not a time. */
static char time_part(const char *name)
{
	static const struct {
		const char *name;
		char part;
	} times[] = {{"start", 's'}, {"end", 'e'}, {"when", 'r'}, {"span", 'a'}, {"until", 'u'}};
	for (size_t i = 0; i < G_N_ELEMENTS(times); i++)
		if (strcmp(name, times[i].name) == 0)
			return times[i].part;
	return 0;
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
	if (strcmp(style, "brief") == 0 && bill_spans_years(scope))
		style = "medium";
	if (part == 'a')
		return bill_when_format(bill_span_of(scope), 'r', style, NULL, scope->arena);
	if (part == 'u' && !bill_when_lasts_days(scope->event))
		return NULL;
	const char *language = bill_dates_language(scope, scope->event);
	return bill_when_format(scope->event, part == 'u' ? 'e' : part, style, language, scope->arena);
}

/* A list joined anew, from its items: they may hold commas of their own ("King, Jr."). only_first: no more than one. */
static const char *join_list(const struct bill_scope *scope, bool speakers, const char *between, bool only_first)
{
	const struct bill_event *event = scope->event;
	g_autoptr(GString) list = g_string_new(NULL);
	for (size_t i = 0; i < (speakers ? event->n_speakers : event->n_keywords); i++) {
		const struct bill_value *value = speakers ? &event->speakers[i].name : &event->keywords[i];
		const char *item = cleaned(scope, speakers ? "speaker" : "keywords", value->text, value->at);
		if (!item || (only_first && list->len > 0))
			continue;
		g_string_append_printf(list, "%s%s", list->len > 0 ? between : "", item);
	}
	return list->len > 0 ? bill_arena_strndup(scope->arena, list->str, list->len) : NULL;
}

static const char *text_of(const struct bill_scope *scope, const struct bill_name *name, struct bill_at *at, size_t *filters_used)
{
	const char *text = look_up(scope, name->name, at);
	bool speakers = !scope->speaker && (strcmp(name->name, "speaker") == 0 || strcmp(name->name, "speakers") == 0);
	if (!text || name->n_filters == 0 || (!speakers && strcmp(name->name, "keywords") != 0))
		return text;
	const struct bill_filter *filter = &name->filters[0];
	bool first = strcmp(filter->name, "first") == 0;
	if (!first && (strcmp(filter->name, "join") != 0 || !filter->argument))
		return text;
	*filters_used = 1;
	return join_list(scope, speakers, filter->argument, first);
}

static const char *value_of(const struct bill_scope *scope, const struct bill_name *name, struct bill_at *at)
{
	char part = time_part(name->name);
	size_t used = 0;
	const char *text = part ? format_time(scope, name, part) : text_of(scope, name, at, &used);
	if (part)
		*at = part == 'e' || part == 'u' ? scope->event->end.at : scope->event->start.at;
	for (size_t i = used; text && *text && i < name->n_filters; i++) {
		bool written = part && strcmp(name->filters[i].name, "time") == 0; /* by format_time */
		if (!written)
			text = bill_filter(name->filters[i].name, name->filters[i].argument, text, scope);
	}
	return text && *text ? text : NULL;
}

bool bill_words_is_set(const struct bill_scope *scope, const char *name)
{
	struct bill_at at;
	const struct bill_parameter *parameter = find_parameter(scope->design, name);
	return parameter && parameter->value && look_up(scope, name, &at) == parameter->value;
}

/* As the layout language reads yes and no; the design has checked that it is one of them. */
static bool means_yes(const char *text)
{
	return g_ascii_strcasecmp(text, "yes") == 0 || g_ascii_strcasecmp(text, "true") == 0 || g_ascii_strcasecmp(text, "on") == 0;
}

bool bill_words_has(const struct bill_scope *scope, const char *name)
{
	struct bill_at at;
	if (strcmp(name, "until") == 0)
		return bill_when_lasts_days(scope->event);
	if (time_part(name))
		return bill_event_has(scope->event, time_part(name) == 'e' ? "end" : "start");
	if (strcmp(name, "logos") == 0)
		return scope->event->n_logos > 0 || (scope->design && scope->design->n_logos > 0);
	if (strcmp(name, "programme") == 0)
		return scope->event->n_programme > 0;
	const char *text = look_up(scope, name, &at);
	const struct bill_parameter *parameter = find_parameter(scope->design, name);
	if (text && parameter && parameter->value == text && parameter->type == BILL_PARAMETER_YES_NO)
		return means_yes(text);
	return text && *text;
}

/* ---- lines ---- */

/* One line of a template while it is written. */
struct line {
	GString *out;
	const char *literal; /* the literal before the placeholder that comes next */
	size_t literal_len;
	bool any;            /* a placeholder of this line had words */
	bool placeholder;    /* the line has placeholders */
	bool last_empty;     /* the latest one had none */
	const char *dropped; /* the partner of a bracket that went with its placeholder: it goes too, wherever it comes */
	const char *awaited; /* the partner of a bracket that was written: it stays, whatever it stands beside */
	bool blank_before;   /* a blank line stands before this one: it starts a paragraph */
};

/* The partner of a bracket or quotation mark that the literal opens and does not close, or NULL. */
static const char *closer_of(const char *literal, size_t len)
{
	static const char *const pairs[][2] = {
		{"(", ")"}, {"[", "]"}, {"\302\253", "\302\273"}, /* « » */
		{"\342\200\234", "\342\200\235"},                 /* “ ” */
		{"\342\200\236", "\342\200\234"},                 /* „ “ */
		{"\357\274\210", "\357\274\211"},                 /* （ ） */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		const char *open = g_strrstr_len(literal, (gssize)len, pairs[i][0]);
		if (open && !g_strstr_len(open, literal + len - open, pairs[i][1]))
			return pairs[i][1];
	}
	return NULL;
}

static bool take(struct line *line, const char *closer)
{
	size_t size = closer ? strlen(closer) : 0;
	if (size == 0 || line->literal_len < size || memcmp(line->literal, closer, size) != 0)
		return false;
	line->literal += size;
	line->literal_len -= size;
	return true;
}

/* Brackets stay in pairs or go in pairs. */
static void close_brackets(struct line *line)
{
	if (take(line, line->dropped))
		line->dropped = NULL;
	if (take(line, line->awaited)) {
		g_string_append(line->out, line->awaited);
		line->awaited = NULL;
	}
}

/* The literal before a placeholder belongs to it: both are written or neither, except that nothing separates from nothing. */
static void write_value(struct line *line, const char *value)
{
	bool separator = line->placeholder;
	close_brackets(line);
	bool kept = value && (!separator || line->any);
	const char *closer = closer_of(line->literal, line->literal_len);
	if (closer)
		*(kept ? &line->awaited : &line->dropped) = closer;
	if (kept)
		g_string_append_len(line->out, line->literal, (gssize)line->literal_len);
	for (const char *c = value ? value : ""; *c; c++) /* a paragraph's end is a blank line here, a line's end is not */
		g_string_append(line->out, *c == '\n' ? "\n\n" : (char[]){*c, '\0'});
	line->any = line->any || value;
	line->placeholder = true;
	line->last_empty = !value;
	line->literal_len = 0;
}

static void end_line(struct line *line, GString *all)
{
	if (line->placeholder)
		close_brackets(line);
	if (!line->placeholder || !line->last_empty)
		g_string_append_len(line->out, line->literal, (gssize)line->literal_len);
	bool blank = !line->placeholder && line->out->str[strspn(line->out->str, " \t")] == '\0';
	bool kept = !blank && (line->any || !line->placeholder) && line->out->len > 0;
	if (kept && all->len > 0)
		g_string_append(all, line->blank_before ? "\n\n" : "\n");
	if (kept)
		g_string_append(all, line->out->str);
	g_string_truncate(line->out, 0);
	*line = (struct line){.out = line->out, .literal = "", .blank_before = blank || (line->blank_before && !kept)};
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

static const char *first_value(
	const struct bill_piece *piece, const struct bill_scope *scope, const struct bill_name **name, struct bill_at *at)
{
	for (size_t i = 0; i < piece->n_alternatives; i++) {
		const char *value = value_of(scope, &piece->alternatives[i], at);
		*name = &piece->alternatives[i];
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
	struct line line = {.out = out, .literal = ""};
	bool placeholders = false, any = false;
	for (size_t i = 0; i < template_->n_pieces; i++) {
		const struct bill_piece *piece = &template_->pieces[i];
		if (piece->literal) {
			write_literal(&line, piece->literal, all);
			continue;
		}
		const struct bill_name *name = NULL;
		struct bill_at at = {0};
		const char *value = first_value(piece, scope, &name, &at);
		placeholders = true;
		any = any || value;
		if (value && !words.field) {
			words.field = name->name;
			words.at = at;
			words.rich = words.only_field && name->n_filters == 0 ? bill_cleaned_text(scope, value) : NULL;
		}
		write_value(&line, value);
	}
	end_line(&line, all);
	if (all->len > 0 && (any || !placeholders))
		words.text = bill_arena_strdup(scope->arena, all->str);
	return words;
}
