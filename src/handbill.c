/* The pipeline in one screen: each stage called once, one line for its failure. */
#include "handbill.h"

#include <string.h>

#include "aloud.h"
#include "base/base.h"
#include "design/design.h"
#include "event/event.h"
#include "fill/fill.h"
#include "layout/layout.h"
#include "preflight/preflight.h"
#include "press.h"
#include "printing.h"
#include "surface/surface.h"

struct bill_poster {
	struct bill_arena *arena; /* owns the content, the frames and their sheets */
	struct bill_fontset *fonts;
	struct bill_figures *figures; /* the frames' pictures */
	struct bill_frames *frames;
	const struct bill_design *design;
	const struct bill_event *event; /* NULL: it shows several */
	const struct bill_event **events;
	size_t n_events;
	struct bill_sheet_info info; /* borrows from the first event */
};

const char *bill_version(void)
{
	return HANDBILL_VERSION;
}

/* ---- events ---- */

bool bill_event_print(const struct bill_event *event, const char *format, GString *out)
{
	static const char *const names[] = {[BILL_EVENT_YAML] = "yaml", [BILL_EVENT_JSON] = "json", [BILL_EVENT_JSONL] = "jsonl"};
	for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_str_equal(format, names[i])) {
			bill_event_write(event, (enum bill_event_format)i, out);
			return true;
		}
	}
	return false;
}

bool bill_event_fail(const struct bill_event *event, const char *layout, const char *size, const char *code, const char *text,
	struct bill_diags *diags)
{
	const char *title = event ? bill_event_text(event, "title", NULL) : NULL;
	const char *id = event ? bill_event_text(event, "id", NULL) : NULL;
	return bill_error(diags, event ? event->at : (struct bill_at){0}, code, "the poster of \"%s\" (%s, %s) %s",
		title ? title
		: id  ? id
			  : "an event",
		layout, size, text);
}

void bill_event_blame(const struct bill_event *event, struct bill_diags *diags)
{
	unsigned count = bill_diags_length(diags);
	const struct bill_diag *last = count ? bill_diags_at(diags, count - 1) : NULL;
	const char *title = bill_event_text(event, "title", NULL);
	if (!last || last->also_text || (last->file && event->at.src && g_str_equal(last->file, event->at.src->name)))
		return;
	g_autofree char *shown =
		g_utf8_substring(title ? title : "without a title", 0, MIN(g_utf8_strlen(title ? title : "without a title", -1), 60));
	bill_diags_also(diags, event->at, "the event \"%s\"", shown);
}

/* ---- posters ---- */

bool bill_size_check(const char *size, struct bill_diags *diags)
{
	struct bill_sheet_size page;
	return bill_paper_parse(size, &page, diags);
}

/* Never the clock's. With an offset where the event was written with one. */
static const char *date_of(const struct bill_event *event, struct bill_arena *arena)
{
	const char *date = bill_when_format(event, 's', event->start.has_time ? "%FT%T" : "%F", NULL, arena);
	int minutes = event->start.offset_minutes;
	if (!date || !event->start.has_time || !event->start.has_offset)
		return date;
	return bill_arena_printf(arena, "%s%c%02d:%02d", date, minutes < 0 ? '-' : '+', ABS(minutes) / 60, ABS(minutes) % 60);
}

static struct bill_sheet_info info_of(const struct bill_event *event, struct bill_arena *arena)
{
	const char *title = bill_event_text(event, "title", NULL);
	return (struct bill_sheet_info){
		.title = title ? title : bill_event_text(event, "series", NULL),
		.author = bill_event_text(event, "speaker", NULL),
		.subject = bill_event_text(event, "series", NULL),
		.keywords = bill_event_text(event, "keywords", NULL),
		.language = bill_event_language(event),
		.date = date_of(event, arena),
	};
}

/* Of several events only what they share: none of them is the poster's author or subject. */
static struct bill_sheet_info info_of_many(const struct bill_event *const *events, size_t n_events, struct bill_arena *arena)
{
	if (n_events == 1)
		return info_of(events[0], arena);
	const struct bill_event *typical = bill_in_commonest_language(events, n_events);
	return (struct bill_sheet_info){.language = bill_event_language(typical), .date = date_of(events[0], arena)};
}

/* The words that the poster is known by; NULL: it shows none. */
static const char *title_of(const struct bill_content *content)
{
	const char *title = content->title ? content->text.s : NULL;
	for (size_t i = 0; i < content->n_children && !title; i++)
		title = title_of(content->children[i]);
	return title;
}

struct bill_poster *bill_poster_new_many(struct bill_press *press, const struct bill_design *design,
	const struct bill_event *const *events, size_t n_events, const char *size, struct bill_diags *diags)
{
	struct bill_sheet_size page;
	if (!bill_paper_parse(size, &page, diags))
		return NULL;
	struct bill_poster *poster = g_new0(struct bill_poster, 1);
	poster->arena = bill_arena_new();
	poster->fonts = press->fonts;
	poster->event = n_events == 1 ? events[0] : NULL;
	poster->design = design;
	poster->n_events = n_events;
	poster->events = bill_arena_array(poster->arena, const struct bill_event *, n_events);
	memcpy(poster->events, events, n_events * sizeof *events);
	poster->info = info_of_many(events, n_events, poster->arena);
	poster->info.description = poster->event ? bill_aloud_facts(poster->event, poster->arena) : NULL;
	poster->figures = bill_figures_new(press->root, press->album);
	struct bill_content *content = bill_fill_many(design, events, n_events, &page, poster->figures, poster->arena, diags);
	if (content && n_events > 1)
		poster->info.title = title_of(content);
	if (content)
		poster->frames = bill_layout(design, content, &page, poster->info.language, press->fonts, poster->arena, diags);
	if (poster->frames)
		poster->frames = bill_preflight_scrims(poster->frames, poster->arena, diags);
	else
		g_clear_pointer(&poster, bill_poster_free);
	return poster;
}

struct bill_poster *bill_poster_new(struct bill_press *press, const struct bill_design *design, const struct bill_event *event,
	const char *size, struct bill_diags *diags)
{
	return bill_poster_new_many(press, design, &event, 1, size, diags);
}

void bill_poster_free(struct bill_poster *poster)
{
	if (!poster)
		return;
	bill_arena_free(poster->arena);
	bill_figures_free(poster->figures);
	g_free(poster);
}

static struct bill_sheets *sheets_of(struct bill_poster *poster, const struct bill_printing *printing, struct bill_diags *diags)
{
	static const struct bill_sheet_plan nothing;
	return bill_sheets_new(poster->frames, printing ? &printing->plan : &nothing, poster->fonts, poster->arena, diags);
}

GByteArray *bill_poster_encode(
	struct bill_poster *poster, const struct bill_printing *printing, const char *format, double dpi, struct bill_diags *diags)
{
	enum bill_format which;
	if (!bill_format_parse(format, &which)) {
		bill_error(
			diags, (struct bill_at){0}, "surface/unknown-format", "\"%s\" is no format; there are pdf, png and svg", format);
		return NULL;
	}
	struct bill_sheets *sheets = sheets_of(poster, printing, diags);
	return sheets ? bill_surface_write_sheets(sheets, which, dpi, &poster->info, diags) : NULL;
}

bool bill_poster_suits(struct bill_poster *poster, const struct bill_printing *printing, struct bill_diags *diags)
{
	return sheets_of(poster, printing, diags) != NULL;
}

bool bill_bundle_put(struct bill_bundle *bundle, struct bill_poster *poster, const struct bill_printing *printing,
	const char *bookmark, struct bill_diags *diags)
{
	struct bill_sheets *sheets = sheets_of(poster, printing, diags);
	if (sheets)
		bill_bundle_add(bundle, sheets, bookmark, &poster->info);
	return sheets != NULL;
}

struct bill_contact *bill_contact_new(
	unsigned posters, const struct bill_printing *printing, const char *format, double dpi, struct bill_diags *diags)
{
	struct bill_contact_plan plan = {.posters = posters, .dpi = dpi};
	if (!bill_format_parse(format, &plan.format) || plan.format == BILL_SVG) {
		bill_error(diags, (struct bill_at){0}, "surface/unknown-format", "a contact sheet is a pdf or a png, not \"%s\"", format);
		return NULL;
	}
	if (printing)
		plan.paper = printing->plan;
	return bill_contact_open(&plan);
}

bool bill_contact_put(struct bill_contact *contact, struct bill_poster *poster, const char *caption, struct bill_diags *diags)
{
	return bill_contact_add(contact, poster->frames, caption, poster->fonts, poster->arena, diags);
}

bool bill_file_write(const char *path, const void *bytes, size_t count, struct bill_diags *diags)
{
	return bill_sink_write(path, bytes, count, diags);
}

bool bill_poster_print(struct bill_poster *poster, const struct bill_printing *printing, const char *format, double dpi,
	const char *path, struct bill_diags *diags)
{
	g_autoptr(GByteArray) bytes = bill_poster_encode(poster, printing, format, dpi, diags);
	return bytes && bill_sink_write(path, bytes->data, bytes->len, diags);
}

void bill_poster_list_pictures(const struct bill_poster *poster, GPtrArray *paths)
{
	const GPtrArray *looked = bill_figures_looked(poster->figures);
	for (unsigned i = 0; i < looked->len; i++)
		g_ptr_array_add(paths, g_strdup(looked->pdata[i]));
}

bool bill_poster_write(struct bill_poster *poster, const char *format, double dpi, const char *path, struct bill_diags *diags)
{
	return bill_poster_print(poster, NULL, format, dpi, path, diags);
}

void bill_poster_inspect(struct bill_poster *poster, const struct bill_printing *printing, bool ink, struct bill_diags *diags)
{
	bill_preflight(
		&(struct bill_preflight){
			.frames = poster->frames,
			.design = poster->design,
			.events = poster->events,
			.n_events = poster->n_events,
			.margin_pt = printing && printing->margin_given ? printing->margin_pt : -1,
		},
		diags);
	struct bill_sheets *sheets = ink && !poster->frames->page.screen ? sheets_of(poster, printing, NULL) : NULL;
	if (sheets)
		bill_note(diags, (struct bill_at){0}, "surface/ink", "ink covers %.0f %% of the page%s", 100 * bill_sheets_ink(sheets),
			printing && printing->plan.gray ? ", black only" : "");
}

bool bill_poster_debug(struct bill_poster *poster, const char *what, struct bill_diags *diags)
{
	static const char *const words[] = {"boxes", "baselines", "grid"};
	g_auto(GStrv) asked = g_strsplit(what, ",", -1);
	unsigned bits = 0;
	for (char **word = asked; *word; word++) {
		unsigned i = 0;
		while (i < G_N_ELEMENTS(words) && !g_str_equal(words[i], *word))
			i++;
		if (i == G_N_ELEMENTS(words))
			return bill_error(diags, (struct bill_at){0}, "layout/debug",
				"\"%s\" is nothing to draw over a page; there are boxes, baselines and grid", *word);
		bits |= 1u << i;
	}
	bill_frames_debug(poster->frames, bits, poster->fonts, poster->arena);
	return true;
}

const char *bill_poster_title(const struct bill_poster *poster)
{
	return poster->info.title;
}

void bill_poster_describe(const struct bill_poster *poster, GString *out)
{
	bill_aloud(poster->event, poster->frames, out);
}

bool bill_poster_write_description(const struct bill_poster *poster, const char *path, struct bill_diags *diags)
{
	g_autoptr(GString) text = g_string_new(NULL);
	bill_poster_describe(poster, text);
	return bill_sink_write(path, text->str, text->len, diags);
}

void bill_poster_dump(const struct bill_poster *poster, GString *out)
{
	bill_frames_dump(poster->frames, out);
}
