/* Design + event → content: conditions decided, placeholders replaced, empty things gone, lists repeated. */
#include "fill/fill.h"
#include "fill/pictures.h"

#include <string.h>

/* Repetitions inside repetitions multiply: a poster holds no more than this. */
#define MAX_ELEMENTS 20000
#define MAX_BYTES (16u << 20)

struct used {
	size_t elements, bytes;
};

struct filling {
	struct bill_scope scope;
	struct used *used; /* of the whole poster */
	bool repeating;    /* inside an element that is repeated for each of something */
	bool aside;        /* what is repeated for tearing off says again what the poster says */
	const struct bill_sheet_size *size;
	struct bill_diags *diags;
};

static void fill_into(const struct filling *filling, const struct bill_element *element, GPtrArray *list);

/* ---- conditions ---- */

static bool page_is(enum bill_condition_kind kind, const struct bill_sheet_size *size)
{
	double ratio = size->pt.width / size->pt.height;
	switch (kind) {
	case BILL_IF_WIDE:
		return ratio > 1.15;
	case BILL_IF_TALL:
		return ratio < 1 / 1.15;
	case BILL_IF_SQUARE:
		return ratio >= 1 / 1.15 && ratio <= 1.15;
	case BILL_IF_SCREEN:
		return size->screen;
	case BILL_IF_PRINT:
		return !size->screen;
	case BILL_IF_SMALL:
		return !size->screen && MIN(size->pt.width, size->pt.height) < 425; /* A5 and below */
	case BILL_IF_SINGLE: case BILL_IF_BRIEF: case BILL_IF_EVENTS: case BILL_IF_DAYS: case BILL_IF_FIELD:
		break;
	}
	return false;
}

/* Of running text; beyond, it needs a column of its own. */
#define MOST_LETTERS_OF_BRIEF 320

static size_t letters_of(const struct filling *filling, const char *name)
{
	const char *words = bill_words_value(&filling->scope, name);
	size_t count = 0;
	for (const char *p = words ? words : ""; *p != '\0' && count <= MOST_LETTERS_OF_BRIEF; p += g_utf8_skip[(unsigned char)*p])
		count += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
	return count;
}

static bool same_day(const struct bill_moment *a, const struct bill_moment *b)
{
	return a->given == b->given && a->year == b->year && a->month == b->month && a->day == b->day;
}

/* Those of a day stand together, since all are by their time. */
static size_t count_days(const struct bill_scope *scope)
{
	size_t count = 0;
	for (size_t i = 0; i < scope->n_all; i++)
		count += i == 0 || !same_day(&scope->all[i - 1]->start, &scope->all[i]->start);
	return count;
}

static bool holds_one(const struct filling *filling, const struct bill_condition *condition)
{
	switch (condition->kind) {
	case BILL_IF_FIELD:
		return bill_fill_has(&filling->scope, condition->field);
	case BILL_IF_SINGLE:
		return filling->scope.n_all == 1;
	case BILL_IF_BRIEF:
		return letters_of(filling, "abstract") + letters_of(filling, "bio") <= MOST_LETTERS_OF_BRIEF;
	case BILL_IF_EVENTS:
		return filling->scope.n_all > (size_t)condition->more;
	case BILL_IF_DAYS:
		return count_days(&filling->scope) > (size_t)condition->more;
	case BILL_IF_WIDE: case BILL_IF_TALL: case BILL_IF_SQUARE: case BILL_IF_SCREEN: case BILL_IF_PRINT: case BILL_IF_SMALL:
		break;
	}
	return page_is(condition->kind, filling->size);
}

static bool holds(const struct filling *filling, const struct bill_condition *conditions, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (holds_one(filling, &conditions[i]) == conditions[i].negated)
			return false;
	}
	return true;
}

/* ---- texts ---- */

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The end of a template's line; U+2028 ends a line inside a paragraph. */
static const char *break_for(int newlines)
{
	return newlines > 1 ? "\n" : newlines == 1 ? "\342\200\250" : " ";
}

/* Blank lines end paragraphs, other line ends are kept as they are, white space runs together. */
static struct bill_text make_text(const char *words, const struct bill_scope *scope)
{
	char *out = bill_arena_alloc(scope->arena, 3 * strlen(words) + 1), *end = out;
	for (const char *c = words; *c;) {
		int newlines = 0;
		const char *start = c;
		for (; is_white(*c); c++)
			newlines += *c == '\n';
		if (c > start && end > out && *c)
			end = g_stpcpy(end, break_for(newlines));
		while (*c && !is_white(*c))
			*end++ = *c++;
	}
	return (struct bill_text){.s = out, .len = (size_t)(end - out)};
}

static struct bill_text fill_text(const struct filling *filling, const struct bill_template *template_,
	const struct bill_style *style, struct bill_words *words)
{
	*words = bill_words_fill(template_, &filling->scope);
	if (!words->text)
		return (struct bill_text){.s = ""};
	const char *text = words->text;
	filling->used->bytes += strlen(text);
	bool upper = style && style->letter_case == BILL_CASE_UPPER;
	if (words->rich && !upper)
		return *words->rich;
	if (upper)
		text = bill_filter("upper", NULL, text, &filling->scope);
	return make_text(text, &filling->scope);
}

/* What a reader may follow: a text that is nothing but the event's address. NULL: it is something else. */
static const char *link_of(const struct filling *filling, const struct bill_words *words)
{
	bool address = words->only_field && words->field && strcmp(words->field, "url") == 0;
	return address ? bill_words_value(&filling->scope, "url") : NULL;
}

/* A field may have a short form of its own: title_short for title. */
static struct bill_text own_short_form(const struct filling *filling, const char *field)
{
	g_autofree char *name = g_strconcat(field, "_short", NULL);
	const char *words = bill_words_value(&filling->scope, name);
	const struct bill_text *text = words ? bill_cleaned_text(&filling->scope, words) : NULL;
	return text ? *text : (struct bill_text){.s = ""};
}

/* The poster's own title; in a list of several events each title is a heading, and so is that of a programme's item. */
static bool is_title(const struct filling *filling, const char *field)
{
	if (filling->aside || filling->scope.programme)
		return false;
	if (!field || strcmp(field, "headline") == 0)
		return field != NULL;
	return strcmp(field, "title") == 0 && !(filling->scope.inside && filling->scope.n_all > 1);
}

/* False: it has no words, so it is not there. */
static bool fill_words(const struct filling *filling, const struct bill_element *element, struct bill_content *content)
{
	struct bill_words words, other;
	content->text = fill_text(filling, &element->text, element->style, &words);
	if (content->text.len == 0)
		return false;
	content->field = words.field;
	content->title = is_title(filling, words.field);
	content->field_at = words.at;
	content->heading = fill_text(filling, &element->heading, element->heading_style, &other);
	content->short_form = fill_text(filling, &element->short_form, element->style, &other);
	content->link = link_of(filling, &words);
	if (content->short_form.len == 0 && words.only_field && words.rich)
		content->short_form = own_short_form(filling, words.field);
	return true;
}

static bool fill_code(const struct filling *filling, struct bill_content *content)
{
	struct bill_words words = bill_words_fill(&content->element->text, &filling->scope);
	content->link = link_of(filling, &words);
	return bill_fill_code(&filling->scope, content);
}

/* ---- elements ---- */

static bool is_container(enum bill_kind kind)
{
	return kind <= BILL_BOX;
}

/* It says nothing by itself: a container that has nothing else left is gone. */
static bool is_decoration(enum bill_kind kind)
{
	return kind == BILL_RULE || kind == BILL_SPACE || kind == BILL_SHAPE || kind == BILL_PATTERN;
}

static bool only_decoration(const GPtrArray *children)
{
	for (guint i = 0; i < children->len; i++) {
		const struct bill_content *child = g_ptr_array_index(children, i);
		if (!child->blank && !is_decoration(child->element->kind))
			return false;
	}
	return true;
}

static bool meant_more(const struct bill_element *element)
{
	for (size_t i = 0; i < element->n_children; i++)
		if (!is_decoration(element->children[i]->kind))
			return true;
	return false;
}

static bool fill_children(const struct filling *filling, const struct bill_element *element, struct bill_content *content)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	for (size_t i = 0; i < element->n_children; i++)
		fill_into(filling, element->children[i], list);
	content->n_children = list->len;
	content->children = bill_arena_array(filling->scope.arena, struct bill_content *, list->len);
	for (guint i = 0; i < list->len; i++)
		content->children[i] = g_ptr_array_index(list, i);
	return !only_decoration(list) || !meant_more(element);
}

static struct bill_content *fill_element(const struct filling *filling, const struct bill_element *element)
{
	struct bill_content *content = bill_arena_new0(filling->scope.arena, struct bill_content);
	content->element = element;
	content->text.s = content->heading.s = content->short_form.s = "";
	bool there = true;
	if (is_container(element->kind))
		there = fill_children(filling, element, content);
	else if (element->kind == BILL_TEXT)
		there = fill_words(filling, element, content);
	else if (element->kind == BILL_QR)
		there = fill_code(filling, content);
	else if (element->kind == BILL_IMAGE)
		there = bill_fill_image(&filling->scope, filling->size, content); /* one that cannot be opened is no hole */
	else if (element->kind == BILL_PATTERN)
		there = bill_fill_pattern(&filling->scope, content);
	if (there || !element->keep)
		return there ? content : NULL;
	*content = (struct bill_content){.element = element, .text.s = "", .heading.s = "", .short_form.s = "", .blank = true,
		.children = content->children, .n_children = content->n_children}; /* what is kept in it may be even with others */
	return content;
}

static bool too_much(const struct filling *filling)
{
	return filling->used->elements > MAX_ELEMENTS || filling->used->bytes > MAX_BYTES;
}

static void fill_once(const struct filling *filling, const struct bill_element *element, GPtrArray *list)
{
	if (too_much(filling) || !holds(filling, element->when, element->n_when))
		return;
	filling->used->elements++;
	struct bill_content *content = fill_element(filling, element);
	if (content)
		g_ptr_array_add(list, content);
}

/* Who speaks for a day: the first of it that is in the poster's language, or the first. */
static const struct bill_event *of_the_day(const struct bill_scope *scope, size_t start, size_t end)
{
	const char *language = bill_event_language(bill_in_commonest_language(scope->all, scope->n_all));
	for (size_t i = start; i < end; i++)
		if (strcmp(bill_event_language(scope->events[i]), language) == 0)
			return scope->events[i];
	return scope->events[start];
}

static void fill_days(const struct filling *filling, const struct bill_element *element, GPtrArray *list)
{
	const struct bill_scope *scope = &filling->scope;
	for (size_t i = 0, end; i < scope->n_events; i = end) {
		struct filling inner = *filling;
		for (end = i + 1; end < scope->n_events && same_day(&scope->events[i]->start, &scope->events[end]->start);)
			end++;
		inner.scope.events = scope->events + i;
		inner.scope.n_events = end - i;
		inner.scope.event = of_the_day(scope, i, end);
		inner.scope.inside = true;
		fill_once(&inner, element, list);
	}
}

static void fill_items(
	const struct filling *filling, const struct bill_element *element, const struct bill_value *items, size_t count, GPtrArray *list)
{
	for (size_t i = 0; i < count; i++) {
		struct filling inner = *filling;
		inner.scope.item = &items[i];
		fill_once(&inner, element, list);
	}
}

/* The event's own, then those of the brand's sponsors. */
static void fill_logos(const struct filling *filling, const struct bill_element *element, GPtrArray *list)
{
	const struct bill_event *event = filling->scope.event;
	const struct bill_design *design = filling->scope.design;
	fill_items(filling, element, event->logos, event->n_logos, list);
	for (size_t i = 0; i < design->n_logos; i++) {
		struct bill_value logo = {.text = design->logos[i].text, .at = design->logos[i].at};
		fill_items(filling, element, &logo, 1, list);
	}
}

/* ---- places that are kept ---- */

static void find_shown(const struct bill_content *content, GHashTable *shown)
{
	if (!content->blank)
		g_hash_table_add(shown, (gpointer)(uintptr_t)content->element);
	for (size_t i = 0; i < content->n_children; i++)
		find_shown(content->children[i], shown);
}

static void drop_unshown(struct bill_content *content, GHashTable *shown)
{
	size_t n = 0;
	for (size_t i = 0; i < content->n_children; i++) {
		struct bill_content *child = content->children[i];
		if (child->blank && !g_hash_table_contains(shown, child->element))
			continue;
		drop_unshown(child, shown);
		content->children[n++] = child;
	}
	content->n_children = n;
}

/* A place that is empty in every repetition has nothing to stand under: no photo at all is no hole. */
static void drop_places_of_nobody(const GPtrArray *list, guint from)
{
	g_autoptr(GHashTable) shown = g_hash_table_new(NULL, NULL);
	for (guint i = from; i < list->len; i++)
		find_shown(list->pdata[i], shown);
	for (guint i = from; i < list->len; i++)
		drop_unshown(list->pdata[i], shown);
}

/* ---- repetitions ---- */

static void fill_each(const struct filling *filling, const struct bill_element *element, GPtrArray *list)
{
	const struct bill_event *event = filling->scope.event;
	if (strcmp(element->each, "speakers") == 0)
		for (size_t i = 0; i < event->n_speakers; i++) {
			struct filling inner = *filling;
			inner.scope.speaker = &event->speakers[i];
			fill_once(&inner, element, list);
		}
	else if (strcmp(element->each, "programme") == 0)
		for (size_t i = 0; i < event->n_programme; i++) {
			struct filling inner = *filling;
			inner.scope.programme = &event->programme[i];
			fill_once(&inner, element, list);
		}
	else if (strcmp(element->each, "logos") == 0)
		fill_logos(filling, element, list);
	else if (strcmp(element->each, "keywords") == 0)
		fill_items(filling, element, event->keywords, event->n_keywords, list);
	else if (strcmp(element->each, "days") == 0)
		fill_days(filling, element, list);
	else
		for (size_t i = 0; i < filling->scope.n_events; i++) {
			struct filling inner = *filling;
			inner.scope.event = filling->scope.events[i];
			inner.scope.inside = true;
			fill_once(&inner, element, list);
		}
}

static void fill_into(const struct filling *filling, const struct bill_element *element, GPtrArray *list)
{
	if (element->each) {
		struct filling inner = *filling;
		inner.repeating = true;
		guint from = list->len;
		fill_each(&inner, element, list);
		if (!filling->repeating) /* what repeats inside stands under the others' too */
			drop_places_of_nobody(list, from);
		return;
	}
	struct used before = *filling->used;
	guint n = list->len;
	struct filling inner = *filling;
	inner.aside = inner.aside || element->repeat > 1;
	fill_once(&inner, element, list);
	struct used one = {filling->used->elements - before.elements, filling->used->bytes - before.bytes};
	for (int i = 1; i < (int)element->repeat && list->len > n && !too_much(filling); i++) {
		g_ptr_array_add(list, g_ptr_array_index(list, n));
		filling->used->elements += one.elements;
		filling->used->bytes += one.bytes;
	}
}

static struct bill_content *complain_of_size(const struct filling *filling, const struct bill_element *root)
{
	bool many = filling->used->elements > MAX_ELEMENTS;
	bill_error(filling->diags, root->at, "fill/too-much",
		many ? "the poster has more than %u elements" : "the poster has more than %u bytes of text",
		many ? MAX_ELEMENTS : MAX_BYTES);
	bill_diags_hint(filling->diags, "elements that repeat inside others that repeat multiply; look at `repeat` and `each`");
	return NULL;
}

static struct bill_content *complain_of_arrangements(const struct filling *filling)
{
	const struct bill_design *design = filling->scope.design;
	if (design->n_arrangements == 0) {
		bill_error(filling->diags, bill_at_file(design->src), "design/no-arrangements",
			"the layout \"%s\" is made to be extended by others; it arranges nothing itself", design->name);
		bill_diags_hint(filling->diags, "\"handbill layouts\" lists those to render with; your own begins with \"extends: %s\"", design->name);
		return NULL;
	}
	bill_error(filling->diags, bill_at_file(design->src), "fill/no-arrangement",
		"no arrangement of the layout \"%s\" is meant for the size %s", design->name, filling->size->name);
	bill_diags_hint(filling->diags, "end the list of arrangements with one that has no `when`");
	return NULL;
}

static void check_address(const struct bill_event *event, struct bill_arena *arena, struct bill_diags *diags)
{
	struct bill_at at;
	const char *url = bill_event_text(event, "url", &at);
	if (!url || bill_address(url, arena))
		return;
	bill_warning(diags, at, "fill/no-address", "\"%s\" is no address that can be opened from a poster; it is left out", url);
	bill_diags_hint(diags, "write it whole, such as https://example.org/%s", strchr(url, ' ') ? "talk" : url);
}

static int by_time(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct bill_moment *x = &(*(const struct bill_event *const *)a)->start, *y = &(*(const struct bill_event *const *)b)->start;
	const int differences[] = {y->given - x->given, x->year - y->year, x->month - y->month, x->day - y->day, x->hour - y->hour, x->minute - y->minute};
	for (size_t i = 0; i < G_N_ELEMENTS(differences); i++)
		if (differences[i] != 0)
			return differences[i];
	return 0;
}

/* The clock's numbers decide: who reads the poster goes by them. Events without a time come last, in the order given. */
static const struct bill_event *const *sorted(const struct bill_event *const *events, size_t n_events, struct bill_arena *arena)
{
	const struct bill_event **copy = bill_arena_array(arena, const struct bill_event *, n_events);
	memcpy(copy, events, n_events * sizeof *copy);
	g_qsort_with_data(copy, (gint)n_events, sizeof *copy, by_time, NULL); /* a stable sort */
	return copy;
}

struct bill_content *bill_fill_many(const struct bill_design *design, const struct bill_event *const *events, size_t n_events,
	const struct bill_sheet_size *size, struct bill_figures *figures, struct bill_arena *arena, struct bill_diags *diags)
{
	events = sorted(events, n_events, arena);
	const struct bill_event *event = events[0];
	for (size_t i = 0; i < n_events; i++)
		check_address(events[i], arena, diags);
	struct used used = {0};
	struct bill_cleaned *cleaned = NULL;
	struct filling filling = {
		.scope = {.design = design, .all = events, .n_all = n_events, .events = events, .n_events = n_events, .event = event, .figures = figures, .arena = arena, .diags = diags, .cleaned = &cleaned}, .used = &used, .size = size, .diags = diags};
	struct bill_usual usual = bill_usual_of(&filling.scope);
	filling.scope.usual = &usual;
	for (size_t i = 0; i < design->n_arrangements; i++) {
		const struct bill_arrangement *arrangement = &design->arrangements[i];
		if (!holds(&filling, arrangement->when, arrangement->n_when))
			continue;
		struct bill_content *content = fill_element(&filling, arrangement->root);
		if (too_much(&filling))
			return complain_of_size(&filling, arrangement->root);
		if (!content)
			bill_error(
				diags, event->at, "fill/nothing", "the event has none of the fields that the layout \"%s\" shows", design->name);
		return content;
	}
	return complain_of_arrangements(&filling);
}

struct bill_content *bill_fill(const struct bill_design *design, const struct bill_event *event, const struct bill_sheet_size *size,
	struct bill_arena *arena, struct bill_diags *diags)
{
	return bill_fill_many(design, &event, 1, size, NULL, arena, diags);
}

const char *bill_fill_template(const struct bill_template *template_, const struct bill_design *design,
	const struct bill_event *event, struct bill_arena *arena, const char **field, struct bill_at *field_at)
{
	struct bill_scope scope = {.design = design, .all = &event, .n_all = 1, .events = &event, .n_events = 1, .event = event, .arena = arena};
	struct bill_words words = bill_words_fill(template_, &scope);
	if (field)
		*field = words.field;
	if (field_at)
		*field_at = words.at;
	return words.text ? words.text : "";
}
