/* Images, patterns and codes: files opened, kinds chosen, texts encoded; what cannot be is left out. */
#include "fill/pictures.h"

#include <string.h>

/* ---- images ---- */

/* The most pixels that a length can show, on paper (300 dpi) or a screen. 0: the layout does not say how long it is. */
static double pixels_of(struct bill_length length, double whole_pt, const struct bill_sheet_size *size)
{
	struct bill_ruler ruler = {.percent_pt = whole_pt, .em_pt = 10 * size->scale, .scale = size->scale};
	return bill_length_pt(length, &ruler) * bill_output_px_per_pt(size->screen);
}

static void choose_pixels(struct bill_figure_wish *wish, const struct bill_element *element, const struct bill_sheet_size *size)
{
	double px = bill_output_px_per_pt(size->screen);
	wish->width_px = pixels_of(element->width, size->pt.width, size);
	wish->height_px = pixels_of(element->height, size->pt.height, size);
	if (wish->width_px <= 0)
		wish->width_px = wish->height_px > 0 && element->mask == BILL_SHAPE_CIRCLE ? wish->height_px : size->pt.width * px;
	if (wish->height_px <= 0)
		wish->height_px = element->fill > 0 ? size->pt.height * px : wish->width_px / element->ratio;
}

/* "logos/elm-college.svg" → "elm college": better than nothing to somebody who cannot see it. */
static const char *words_of_path(const char *path, struct bill_arena *arena)
{
	g_autofree char *name = g_path_get_basename(path);
	char *dot = strrchr(name, '.');
	if (dot && dot > name)
		*dot = '\0';
	return bill_arena_strdup(arena, g_strdelimit(name, "-_", ' '));
}

/* "Logo: elm college", in the event's language. */
static const char *named(const struct bill_scope *scope, const char *phrase, const char *words)
{
	return bill_arena_printf(scope->arena, "%s: %s", bill_phrase(phrase, scope->event), words);
}

/* What a screen reader says instead. */
static const char *alternative(const struct bill_scope *scope, const char *field, const char *path)
{
	const char *said = NULL;
	if (field && strcmp(field, "photo") == 0)
		said = bill_words_value(scope, scope->speaker ? "name" : "speaker");
	else if (field && strcmp(field, "image") == 0)
		said = bill_words_value(scope, "title");
	if (said)
		return said;
	const char *words = words_of_path(path, scope->arena);
	return field && strstr(field, "logo") ? named(scope, "logo_label", words) : words;
}

static struct bill_point focus_of(const struct bill_scope *scope, const struct bill_element *element, const char *field)
{
	struct bill_point focus = {0.5, element->focus == BILL_FOCUS_FACE ? 0.33 : 0.5}; /* eyes stand in a portrait's upper third */
	struct bill_at at = {0};
	bool own = field && (strcmp(field, "photo") == 0 || strcmp(field, "image") == 0);
	const char *text = own ? bill_event_text(scope->event, "photo_focus", &at) : NULL;
	if (text && !bill_focus_parse(text, &focus)) {
		bill_warning(scope->diags, at, "figure/focus", "\"%s\" is no point of a photo", text);
		bill_diags_hint(scope->diags, "write its shares from the left and from the top: 50%% 30%%");
	}
	return focus;
}

/* Whether a picture was named by the layout, its brand or the command line, and not by the event. */
static bool is_ours(const struct bill_scope *scope, const struct bill_words *words)
{
	if (!words->field || bill_words_is_set(scope, words->field))
		return true;
	for (size_t i = 0; i < scope->design->n_sources; i++)
		if (scope->design->sources[i] == words->at.src)
			return true;
	return false;
}

bool bill_fill_image(const struct bill_scope *scope, const struct bill_sheet_size *size, struct bill_content *content)
{
	const struct bill_element *element = content->element;
	struct bill_words words = bill_words_fill(&element->text, scope);
	if (!words.text || !scope->figures)
		return false;
	struct bill_figure_wish wish = {
		.path = words.text, .at = words.field ? words.at : element->at, .of_layout = is_ours(scope, &words)};
	choose_pixels(&wish, element, size);
	content->figure = bill_figure_open(scope->figures, &wish, scope->diags);
	if (!content->figure)
		return false;
	content->field = words.field;
	content->field_at = words.at;
	content->alternative = alternative(scope, words.field, words.text);
	content->focus = focus_of(scope, element, words.field);
	content->evened = scope->item && words.field && element->fit == BILL_FIT_CONTAIN;
	return true;
}

bool bill_fill_has(const struct bill_scope *scope, const char *name)
{
	static const char *const pictures[] = {"photo", "image", "logo", NULL};
	if (!bill_words_has(scope, name))
		return false;
	if (!scope->figures || !g_strv_contains(pictures, name))
		return true;
	struct bill_name only = {.name = name};
	struct bill_piece piece = {.alternatives = &only, .n_alternatives = 1};
	struct bill_template template_ = {.pieces = &piece, .n_pieces = 1};
	struct bill_words words = bill_words_fill(&template_, scope);
	struct bill_figure_wish wish = {.path = words.text, .at = words.at, .of_layout = is_ours(scope, &words)};
	return words.text && bill_figure_is_there(scope->figures, &wish, scope->diags);
}

/* ---- patterns ---- */

bool bill_fill_pattern(const struct bill_scope *scope, struct bill_content *content)
{
	struct bill_words words = bill_words_fill(&content->element->text, scope);
	const char *series = bill_words_value(scope, "series");
	if (!words.text)
		return false;
	content->family = bill_pattern_hash(series ? series : scope->design->name, 0);
	content->member = bill_pattern_hash(bill_words_value(scope, "title"), content->family);
	if (bill_pattern_parse(words.text, content->family, &content->pattern))
		return true;
	bill_warning(
		scope->diags, words.field ? words.at : content->element->at, "figure/pattern", "there is no pattern \"%s\"", words.text);
	bill_diags_hint(scope->diags, "patterns are bands, dots, waves, tiles, rays and contours; auto lets the series choose");
	return false;
}

/* ---- codes ---- */

static bool asks_for_event(const struct bill_template *template_)
{
	const struct bill_piece *piece = template_->n_pieces == 1 ? &template_->pieces[0] : NULL;
	return piece && !piece->literal && piece->n_alternatives == 1 && strcmp(piece->alternatives[0].name, "event") == 0;
}

static bool encode(const struct bill_scope *scope, struct bill_content *content, const char *text, struct bill_at at)
{
	content->qr = bill_qr_new(text, at, scope->arena, scope->diags);
	content->coarse_qr = content->qr ? bill_qr_coarser(content->qr, scope->arena) : NULL;
	return content->qr != NULL;
}

bool bill_fill_code(const struct bill_scope *scope, struct bill_content *content)
{
	const struct bill_template *template_ = &content->element->text;
	if (asks_for_event(template_)) {
		const char *invitation = bill_invitation(scope);
		content->field = "start";
		content->field_at = scope->event->start.at;
		const char *title = bill_words_value(scope, "title");
		content->alternative = title ? named(scope, "qr_code", title) : bill_phrase("qr_code", scope->event);
		return invitation && encode(scope, content, invitation, scope->event->start.at);
	}
	struct bill_words words = bill_words_fill(template_, scope);
	content->field = words.field;
	content->field_at = words.at;
	content->alternative = words.text ? named(scope, "qr_code", words.text) : NULL;
	return words.text && encode(scope, content, words.text, words.at);
}
