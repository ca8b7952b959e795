/* Logos by librsvg, kept as vectors. Each is drawn once in a process of its own, to see what it costs, before it is let in here.
 */
#include "figure/open.h"

#include <math.h>
#include <string.h>

#define TRIAL_PX 1200 /* the side of the picture it is tried at */

struct answer {
	double width, height;
	char why[160];
};

struct trial {
	const uint8_t *bytes;
	size_t len;
	struct answer *answer;
};

/* No base address: nothing outside the file is read, neither from disk nor from the network (librsvg's rsvg-handle.h, "Security
 * and locations of referenced files"). */
static RsvgHandle *read_bytes(const uint8_t *bytes, size_t len, GError **error)
{
	const struct bill_rsvg_library *rsvg = bill_rsvg_library();
	RsvgHandle *handle = rsvg->from_data(bytes, len, error);
	if (handle)
		rsvg->set_dpi(handle, 96); /* CSS pixels */
	return handle;
}

/* Its own width and height in pixels, or only their ratio: where it gives shares, its view box has one. */
static bool natural_size(RsvgHandle *handle, struct answer *answer)
{
	const struct bill_rsvg_library *rsvg = bill_rsvg_library();
	gboolean has_width, has_height, has_box;
	RsvgLength width, height;
	RsvgRectangle box;
	if (!rsvg->size_in_pixels(handle, &answer->width, &answer->height)) {
		rsvg->dimensions(handle, &has_width, &width, &has_height, &height, &has_box, &box);
		answer->width = has_box ? box.width : 0;
		answer->height = has_box ? box.height : 0;
	}
	return isfinite(answer->width) && isfinite(answer->height) && answer->width > 0 && answer->height > 0 &&
		   answer->width / answer->height < 1000 && answer->height / answer->width < 1000;
}

static bool refuse(struct trial *trial, const char *why)
{
	g_strlcpy(trial->answer->why, why, sizeof trial->answer->why);
	return false;
}

static bool draw(RsvgHandle *handle, struct trial *trial)
{
	double longer = fmax(trial->answer->width, trial->answer->height);
	RsvgRectangle box = {0, 0, TRIAL_PX * trial->answer->width / longer, TRIAL_PX * trial->answer->height / longer};
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, TRIAL_PX, TRIAL_PX);
	cairo_t *cr = cairo_create(surface);
	GError *error = NULL;
	if (!bill_rsvg_library()->render(handle, cr, &box, &error))
		return refuse(trial, error ? error->message : "it cannot be drawn");
	return cairo_status(cr) == CAIRO_STATUS_SUCCESS || refuse(trial, "it cannot be drawn");
}

static bool try_here(void *data)
{
	struct trial *trial = data;
	GError *error = NULL;
	RsvgHandle *handle = read_bytes(trial->bytes, trial->len, &error);
	if (!handle)
		return refuse(trial, error ? error->message : "it cannot be read");
	if (!natural_size(handle, trial->answer))
		return refuse(trial, "it has neither a width and height nor a viewBox");
	return draw(handle, trial);
}

enum bill_apart bill_vector_open(struct bill_figure *figure, struct bill_size most, char why[160])
{
	struct trial trial = {.answer = bill_apart_share(sizeof *trial.answer)};
	(void)most;
	trial.bytes = g_bytes_get_data(figure->bytes, &trial.len);
	if (!trial.answer)
		return BILL_APART_NOT;
	enum bill_apart result = bill_apart_do(try_here, &trial, BILL_MAX_PICTURE_MS, BILL_MAX_PICTURE_MEMORY);
	struct answer answer = *trial.answer;
	bill_apart_unshare(trial.answer, sizeof answer);
	answer.why[sizeof answer.why - 1] = '\0';
	g_strlcpy(why, answer.why, 160);
	if (result != BILL_APART_DONE)
		return result;
	figure->size = (struct bill_size){answer.width, answer.height};
	figure->vector = read_bytes(trial.bytes, trial.len, NULL);
	return figure->vector ? BILL_APART_DONE : BILL_APART_REFUSED;
}

/* ---- what it is painted with ---- */

static bool is_element(const char *s, const char *end, const char *name)
{
	size_t len = strlen(name);
	return (size_t)(end - s) > len && memcmp(s, name, len) == 0 && !g_ascii_isalnum(s[len]);
}

/* s: behind a "<". Whatever its prefix: that can be any name space's. */
static bool is_plain_element(const char *s, const char *end)
{
	static const char *const others[] = {
		"image", "text", "linearGradient", "radialGradient", "pattern", "mask", "filter", "foreignObject", "!ENTITY"};
	const char *local = s;
	while (local < end && (g_ascii_isalnum(*local) || strchr("_-.", *local)))
		local++;
	if (local < end && *local == ':')
		s = local + 1;
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (is_element(s, end, others[i]))
			return false;
	return true;
}

bool bill_vector_is_plain(GBytes *bytes)
{
	size_t len;
	const char *s = g_bytes_get_data(bytes, &len), *end = s + len;
	/* properties that need no element: CSS filter functions and blending */
	if (!g_strstr_len(s, (gssize)len, "<svg") || g_strstr_len(s, (gssize)len, "filter") || g_strstr_len(s, (gssize)len, "blend"))
		return false;
	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL)
		if (!is_plain_element(++s, end))
			return false;
	return true;
}
