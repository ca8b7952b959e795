/* Scrims: a soft ground under words that a picture or pattern makes hard to read, as little of it as they need. */
#include "preflight/look.h"

#include <math.h>
#include <string.h>

#define LEAST_CONTRAST 4.5
#define WANTED_CONTRAST 4.8 /* a little more, so that rounding does not undo it */
#define STEPS 20

/* The words of one element that need a scrim, with the room around them. */
struct scrim {
	size_t index; /* of the first line it lies under */
	struct bill_rect box;
	struct bill_color color;
	bool given;
};

static const struct bill_color black = {0, 0, 0, 1}, white = {1, 1, 1, 1};

static struct bill_color color_of(const struct bill_frame *line)
{
	return line->fill.given ? line->fill.color : black;
}

/* How strong a veil has to be: 0 to 1. */
static double strength(struct bill_sample *sample, const struct bill_frame *line, struct bill_color veil)
{
	for (int step = 1; step < STEPS; step++) {
		veil.alpha = (double)step / STEPS;
		if (bill_ground_veiled(sample, bill_line_ink(line), color_of(line), veil) >= WANTED_CONTRAST)
			return veil.alpha;
	}
	return 1;
}

static struct bill_rect around(struct bill_rect a, struct bill_rect b)
{
	double left = fmin(a.x, b.x), top = fmin(a.y, b.y);
	double right = fmax(a.x + a.width, b.x + b.width), bottom = fmax(a.y + a.height, b.y + b.height);
	return (struct bill_rect){left, top, right - left, bottom - top};
}

static struct bill_rect widen(struct bill_rect r, double by)
{
	return (struct bill_rect){r.x - by, r.y - by, r.width + 2 * by, r.height + 2 * by};
}

/* Two that touch are one: patches beside patches look like mistakes. */
static bool join(struct scrim *scrim, const struct scrim *other)
{
	bool alike = (scrim->color.red > 0.5) == (other->color.red > 0.5);
	if (!scrim->given || !alike || !bill_rects_meet(&scrim->box, &other->box, 0))
		return false;
	scrim->box = around(scrim->box, other->box);
	scrim->color.alpha = fmax(scrim->color.alpha, other->color.alpha);
	return true;
}

/* The page's own paper, or where the words are not made for it what they stand out from. */
static struct bill_color veil_for(const struct bill_frames *frames, struct bill_color words)
{
	const struct bill_frame *page = &frames->items[0];
	bool paper = page->kind == BILL_FRAME_SHAPE && page->fill.given && page->fill.color.alpha >= 1 &&
				 page->box.width >= frames->page.pt.width;
	if (bill_color_contrast(words, paper ? page->fill.color : white) >= WANTED_CONTRAST)
		return paper ? page->fill.color : white;
	return bill_color_on(words);
}

/* The words from frame `first` on that are one block; n of them. Whether they need a scrim, and which. */
static struct scrim needed(struct bill_sample *sample, const struct bill_frames *frames, size_t first, size_t n)
{
	const struct bill_frame *lines = &frames->items[first];
	struct scrim scrim = {.index = first, .box = bill_line_ink(&lines[0])};
	scrim.color = veil_for(frames, color_of(&lines[0]));
	double most = 0;
	for (size_t i = 0; i < n; i++) {
		bool busy;
		double contrast = bill_ground_sampled(sample, first + i, &busy);
		scrim.box = around(scrim.box, bill_line_ink(&lines[i]));
		if (busy && contrast < LEAST_CONTRAST)
			most = fmax(most, strength(sample, &lines[i], scrim.color));
	}
	scrim.box = widen(scrim.box, 0.45 * lines[0].size_pt);
	scrim.color.alpha = most;
	scrim.given = most > 0;
	return scrim;
}

static size_t lines_of(const struct bill_frames *frames, size_t first)
{
	size_t n = 1;
	while (first + n < frames->count && frames->items[first + n].kind == BILL_FRAME_LINE &&
		   frames->items[first + n].block == frames->items[first].block)
		n++;
	return n;
}

static GArray *find(const struct bill_frames *frames, struct bill_sample *sample, struct bill_diags *diags)
{
	GArray *scrims = g_array_new(FALSE, FALSE, sizeof(struct scrim));
	for (size_t i = 0; i < frames->count;) {
		bool line = frames->items[i].kind == BILL_FRAME_LINE;
		size_t n = line ? lines_of(frames, i) : 1;
		struct scrim scrim = line ? needed(sample, frames, i, n) : (struct scrim){.given = false};
		i += n;
		if (!scrim.given)
			continue;
		bill_note(diags, frames->items[scrim.index].at, "preflight/scrim",
			"\"%.40s\" has a soft ground of %s now (%.0f %%), for the picture or pattern under it is too uneven",
			bill_type_line_text(frames->items[scrim.index].line), bill_color_contrast(scrim.color, black) > 4.6 ? "paper" : "ink",
			100 * scrim.color.alpha);
		bool joined = false;
		for (guint j = 0; j < scrims->len && !joined; j++)
			joined = join(&g_array_index(scrims, struct scrim, j), &scrim);
		if (!joined)
			g_array_append_val(scrims, scrim);
	}
	return scrims;
}

static struct bill_frame frame_of(const struct scrim *scrim, const struct bill_frame *line)
{
	return (struct bill_frame){
		.kind = BILL_FRAME_SHAPE,
		.box = scrim->box,
		.at = line->at,
		.block = line->block,
		.fill = {.given = true, .color = scrim->color},
		.outline = BILL_SHAPE_ROUNDED,
		.radius_pt = 0.3 * line->size_pt,
	};
}

struct bill_frames *bill_preflight_scrims(struct bill_frames *frames, struct bill_arena *arena, struct bill_diags *diags)
{
	bool busy = false;
	for (size_t i = 0; i < frames->count; i++)
		busy = busy || frames->items[i].kind == BILL_FRAME_IMAGE || frames->items[i].kind == BILL_FRAME_PATTERN;
	if (!busy)
		return frames;
	struct bill_sample *sample = bill_sample_new(frames);
	g_autoptr(GArray) scrims = find(frames, sample, diags);
	bill_sample_free(sample);
	if (scrims->len == 0)
		return frames;
	struct bill_frames *page = bill_arena_new0(arena, struct bill_frames);
	*page = *frames;
	page->count = 0;
	page->items = bill_arena_array(arena, struct bill_frame, frames->count + scrims->len);
	guint next = 0;
	for (size_t i = 0; i < frames->count; i++) {
		while (next < scrims->len && g_array_index(scrims, struct scrim, next).index == i)
			page->items[page->count++] = frame_of(&g_array_index(scrims, struct scrim, next++), &frames->items[i]);
		page->items[page->count++] = frames->items[i];
	}
	return page;
}
