/* What every layout of the family shows, whatever it leaves out: on every page, in every arrangement. */
#include <string.h>

#include "laid.h"

static const char *const layouts[] = {
	"card", "concert", "editorial", "headline", "pattern", "plain", "portrait", "screen", "seminar", "tear-off", "workshop"};
static const char *const sizes[] = {"letter", "a4-landscape", "a5", "tabloid", "1080p", "1080p-portrait", "square", "slide-4x3"};

#define COMMON                                                                                                                   \
	"title: Harbours at Night\nlanguage: en\nseries: Open Lectures\nstatus: cancelled\nlocation: Boat House\n"                   \
	"url: https://example.org/harbours\nstart: 2027-03-04T18:30\n"
#define LONG_ABSTRACT                                                                                                            \
	"abstract: Every harbour has its lamps, and every lamp its keeper. The lecture follows the lamps of four small harbours "    \
	"through one winter's night, from the hour at which they are lit to the hour at which the first boat leaves. It shows how "  \
	"the colours were chosen, who paid for the oil, and what became of the keepers when the lamps learned to light themselves. " \
	"Pictures from three archives are shown.\n"

/* One for each kind of arrangement. */
static const struct given {
	const char *name, *yaml;
	const char *const *shown; /* beside what all of them show */
} events[] = {
	{"short", COMMON "abstract: Every harbour has its lamps.\nspeakers: [{name: Ada Elm}]\n",
		(const char *const[]){"Ada Elm", NULL}},
	{"long", COMMON LONG_ABSTRACT "speakers: [{name: Ada Elm, bio: She keeps a small archive.}]\n",
		(const char *const[]){"Ada Elm", NULL}},
	{"bare", COMMON "speakers: [{name: Ada Elm, affiliation: Elm College}, {name: Ben Ash}]\n",
		(const char *const[]){"Ada Elm", "Ben Ash", NULL}},
	{"panel", COMMON LONG_ABSTRACT "speakers: [Ada Elm, Ben Ash, Cleo Yew, Dan Fir]\n",
		(const char *const[]){"Ada Elm", "Ben Ash", "Cleo Yew", "Dan Fir", NULL}},
	{"photo", COMMON LONG_ABSTRACT "speakers: [{name: Ada Elm, photo: pictures/naturalist.svg}]\n",
		(const char *const[]){"Ada Elm", NULL}},
	{"photos", COMMON LONG_ABSTRACT "speakers: [{name: Ada Elm, photo: pictures/naturalist.svg}, {name: Ben Ash}]\n",
		(const char *const[]){"Ada Elm", "Ben Ash", NULL}},
	{"programme", COMMON LONG_ABSTRACT "programme: [{time: '18:30', title: Lamps}, {time: '19:00', title: Oil}]\n",
		(const char *const[]){NULL}},
	{"nobody", COMMON LONG_ABSTRACT, (const char *const[]){NULL}},
};

/* ---- what stands on a poster ---- */

/* All of its words in small letters, line by line with a space between. */
static char *words_of(const struct bill_frames *frames)
{
	g_autoptr(GString) words = g_string_new(" ");
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].kind == BILL_FRAME_LINE)
			g_string_append_printf(words, "%s ", bill_type_line_text(frames->items[i].line));
	return g_utf8_strdown(words->str, -1);
}

static bool says(const char *all, const char *words)
{
	g_autofree char *small = g_utf8_strdown(words, -1);
	return strstr(all, small) != NULL;
}

static bool has_kind(const struct bill_frames *frames, enum bill_frame_kind kind)
{
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].kind == kind && (kind != BILL_FRAME_QR || frames->items[i].qr))
			return true;
	return false;
}

/* The first thing that is missing, or NULL. */
static const char *missing(const struct bill_frames *frames, const struct given *given)
{
	static const char *const always[] = {"Harbours", "Night", "Cancelled", "6:30", "Boat", "House", NULL};
	g_autofree char *all = words_of(frames);
	for (size_t i = 0; always[i]; i++)
		if (!says(all, always[i]))
			return always[i];
	if (!says(all, "March 4") && !(says(all, "March") && says(all, "4")))
		return "the day";
	for (size_t i = 0; given->shown[i]; i++)
		if (!says(all, given->shown[i]))
			return given->shown[i];
	return has_kind(frames, BILL_FRAME_QR) || says(all, "example.org") ? NULL : "code or address";
}

/* A notice in the colour of its ground says nothing. */
static bool is_seen(const struct bill_frames *frames, const char *field)
{
	for (size_t i = 0; i < frames->count; i++) {
		const struct bill_frame *frame = &frames->items[i];
		if (frame->kind != BILL_FRAME_LINE || g_strcmp0(frame->field, field) != 0)
			continue;
		struct bill_ground ground = bill_ground_of(frames->items, i, frame->box);
		if (bill_ground_contrast(&ground, frame->fill.color) < 3)
			return false;
	}
	return true;
}

/* ---- the tests ---- */

static void test_event(gconstpointer data)
{
	const struct given *given = data;
	struct bill_event *event = laid_event_of(given->yaml);
	for (size_t l = 0; l < G_N_ELEMENTS(layouts); l++) {
		struct bill_design *design = laid_design(layouts[l]);
		for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
			struct laid laid = laid_out(design, event, sizes[s]);
			if (!laid.frames)
				g_error("%s on %s: does not fit", layouts[l], sizes[s]);
			const char *lost = missing(laid.frames, given);
			if (lost)
				g_error("%s on %s does not show %s", layouts[l], sizes[s], lost);
			if (!is_seen(laid.frames, "notice"))
				g_error("%s on %s: the notice has the colour of its ground", layouts[l], sizes[s]);
			laid_finish(&laid);
		}
		bill_design_free(design);
	}
	bill_event_free(event);
}

/* The mark of a house and its sponsor's line. */
static void test_brand(void)
{
	static const char *const folders[] = {SOURCE_ROOT "/layouts", NULL};
	const struct bill_setting settings[] = {
		{.key = "logo", .value = "pictures/society.svg"}, {.key = "sponsor", .value = "The Elm Foundation"}};
	struct bill_diags *diags = bill_diags_new();
	for (size_t e = 0; e < 3; e++) {
		struct bill_event *event = laid_event_of(events[e].yaml);
		for (size_t l = 0; l < G_N_ELEMENTS(layouts); l++) {
			struct bill_design *design = bill_design_open(layouts[l], folders, settings, G_N_ELEMENTS(settings), diags);
			g_assert_nonnull(design);
			for (size_t s = e % 2; s < G_N_ELEMENTS(sizes); s += 2) {
				struct laid laid = laid_out(design, event, sizes[s]);
				g_autofree char *all = laid.frames ? words_of(laid.frames) : g_strdup("");
				if (!says(all, "Elm Foundation"))
					g_error("%s on %s has no place for a sponsor (%s)", layouts[l], sizes[s], events[e].name);
				if (!has_kind(laid.frames, BILL_FRAME_IMAGE))
					g_error("%s on %s has no place for a logo (%s)", layouts[l], sizes[s], events[e].name);
				laid_finish(&laid);
			}
			bill_design_free(design);
		}
		bill_event_free(event);
	}
	bill_diags_free(diags);
}

/* A photo that cannot be shown is none: the artwork stands there, and the reason is told once. */
static void test_missing_photo(void)
{
	struct bill_design *design = laid_design("portrait");
	struct bill_event *event = laid_event_of(COMMON LONG_ABSTRACT "speakers: [{name: Ada Elm, photo: pictures/nobody.jpg}]\n");
	for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
		struct laid laid = laid_out(design, event, sizes[s]);
		unsigned told = 0;
		for (unsigned i = 0; i < bill_diags_length(laid.diags); i++)
			told += g_str_equal(bill_diags_at(laid.diags, i)->code, "figure/missing");
		g_assert_cmpuint(told, ==, 1);
		g_assert_true(has_kind(laid.frames, BILL_FRAME_PATTERN));
		g_assert_false(has_kind(laid.frames, BILL_FRAME_IMAGE));
		laid_finish(&laid);
	}
	bill_event_free(event);
	bill_design_free(design);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++) {
		g_autofree char *name = g_strconcat("/layout/family/", events[i].name, NULL);
		g_test_add_data_func(name, &events[i], test_event);
	}
	g_test_add_func("/layout/family/brand", test_brand);
	g_test_add_func("/layout/family/missing-photo", test_missing_photo);
	int status = g_test_run();
	laid_close_fonts();
	return status;
}
