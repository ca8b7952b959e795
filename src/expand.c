/* Names with an event's words in them, which never add a folder: each folder of the pattern is filled by itself. */
#include <string.h>

#include "base/base.h"
#include "design/design.h"
#include "event/event.h"
#include "fill/fill.h"
#include "handbill.h"

/* Most file systems hold 255 bytes a name; the sink's temporary name, a size and a suffix need some of them. */
#define MAX_NAME_BYTES 180

static const char *const derived[] = {
	"start", "end", "when", "speaker", "speakers", "affiliation", "bio", "photo", "location", "zone", "keywords"};

static const char *next_name(size_t i, const void *data)
{
	if (i < BILL_FIELD_COUNT)
		return bill_field_name((enum bill_field)i);
	i -= BILL_FIELD_COUNT;
	return i < G_N_ELEMENTS(derived) ? derived[i] : NULL;
}

static bool knows(const struct bill_event *event, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(derived); i++) {
		if (g_str_equal(derived[i], name))
			return true;
	}
	return bill_event_knows(name) || bill_event_has(event, name);
}

static bool check_names(const struct bill_template *pattern, const struct bill_event *event, struct bill_diags *diags)
{
	for (size_t i = 0; i < pattern->n_pieces; i++) {
		const struct bill_piece *piece = &pattern->pieces[i];
		for (size_t j = 0; !piece->literal && j < piece->n_alternatives; j++) {
			const char *name = piece->alternatives[j].name;
			if (knows(event, name))
				continue;
			bill_error(diags, piece->at, "template/unknown-name", "an event has no \"%s\"", name);
			const char *nearest = bill_utf8_nearest(name, next_name, NULL);
			if (nearest)
				bill_diags_hint(diags, "Did you mean \"%s\"?", nearest);
			return false;
		}
	}
	return true;
}

/* What Windows keeps for devices, whatever their suffix, and with spaces before it ("Naming Files, Paths, and Namespaces"). */
static bool is_device(const char *name)
{
	static const char *const devices[] = {"con", "prn", "aux", "nul", "conin$", "conout$"};
	static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"};
	g_autofree char *stem = g_ascii_strdown(name, (gssize)strcspn(name, "."));
	g_strchomp(stem);
	for (size_t i = 0; i < G_N_ELEMENTS(devices); i++) {
		if (g_str_equal(stem, devices[i]))
			return true;
	}
	bool port = g_str_has_prefix(stem, "com") || g_str_has_prefix(stem, "lpt");
	for (size_t i = 0; port && i < G_N_ELEMENTS(digits); i++) {
		if (g_str_equal(stem + 3, digits[i]))
			return true;
	}
	return false;
}

/* Separators, and what Windows allows in no name, become hyphens; what cannot be seen (controls, turns of direction, joiners of
 * nothing) goes. */
static void append_safe(GString *name, gunichar point)
{
	GUnicodeType type = g_unichar_type(point);
	bool joins = point == 0x200c || point == 0x200d; /* Persian and Indic words need them */
	if (point == '\t' || point == '\n' || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
		g_string_append_c(name, ' ');
	else if (type == G_UNICODE_CONTROL)
		g_string_append_c(name, '-');
	else if (type == G_UNICODE_UNASSIGNED || (type == G_UNICODE_FORMAT && !joins))
		return;
	else if (point < 0x80 && strchr("/\\:*?\"<>|", (int)point))
		g_string_append_c(name, '-');
	else
		g_string_append_unichar(name, point);
}

/* A name of words is never hidden, never "..", no device, looks like no option, and ends as it seems to: Windows cuts full stops
 * and spaces off. */
static char *safe_name(const char *text, bool words_first)
{
	GString *name = g_string_new(NULL);
	g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	for (const char *at = composed ? composed : text; *at; at += g_utf8_skip[(unsigned char)*at])
		append_safe(name, g_utf8_get_char(at));
	if (words_first)
		g_string_erase(name, 0, (gssize)strspn(name->str, ". -"));
	if (name->len > MAX_NAME_BYTES)
		g_string_truncate(name, (size_t)(g_utf8_find_prev_char(name->str, name->str + MAX_NAME_BYTES + 1) - name->str));
	while (name->len > 0 && strchr(". ", name->str[name->len - 1]))
		g_string_truncate(name, name->len - 1);
	if (words_first && is_device(name->str))
		g_string_prepend_c(name, '_');
	return g_string_free(name, FALSE);
}

/* ".pdf" at the end of a literal, with its full stop; "" when there is none. */
static const char *suffix_of(const char *literal)
{
	const char *dot = strrchr(literal, '.');
	return dot && strlen(dot) > 1 && strlen(dot) <= 5 ? dot : "";
}

/* One folder or file name of the pattern. Nothing but literals: as written. */
static void expand_segment(const GArray *pieces, const struct bill_template *pattern, const struct bill_event *event,
	struct bill_arena *arena, GString *out)
{
	if (pieces->len == 0)
		return;
	struct bill_template segment = *pattern;
	segment.pieces = (struct bill_piece *)(void *)pieces->data;
	segment.n_pieces = pieces->len;
	const struct bill_piece *first = &segment.pieces[0];
	struct bill_piece *last = &segment.pieces[segment.n_pieces - 1];
	if (first == last && first->literal) {
		g_string_append(out, first->literal);
		return;
	}
	/* A literal beside an empty placeholder goes with it, as in a layout; the suffix must not. */
	const char *suffix = last->literal ? suffix_of(last->literal) : "";
	if (*suffix)
		last->literal = bill_arena_strndup(arena, last->literal, strlen(last->literal) - strlen(suffix));
	const char *field;
	struct bill_at at;
	const char *words = bill_fill_template(&segment, NULL, event, arena, &field, &at);
	g_autofree char *name = safe_name(words, !first->literal);
	if (*name)
		g_string_append_printf(out, "%s%s", name, suffix);
}

static void add_literal(GArray *pieces, const struct bill_piece *piece, const char *start, size_t len, struct bill_arena *arena)
{
	if (len == 0)
		return;
	struct bill_piece part = *piece;
	part.literal = bill_arena_strndup(arena, start, len);
	g_array_append_val(pieces, part);
}

static char *expand(const struct bill_template *pattern, const struct bill_event *event, struct bill_arena *arena)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct bill_piece));
	for (size_t i = 0; i < pattern->n_pieces; i++) {
		const struct bill_piece *piece = &pattern->pieces[i];
		if (!piece->literal) {
			g_array_append_val(pieces, *piece);
			continue;
		}
		const char *start = piece->literal;
		for (const char *slash = strchr(start, '/'); slash; start = slash + 1, slash = strchr(start, '/')) {
			add_literal(pieces, piece, start, (size_t)(slash - start), arena);
			expand_segment(pieces, pattern, event, arena, out);
			g_array_set_size(pieces, 0);
			/* A folder whose words are all missing goes with its slash; it must not turn the path into one from the root. */
			bool from_root = i == 0 && slash == piece->literal;
			if (from_root || (out->len > 0 && out->str[out->len - 1] != '/'))
				g_string_append_c(out, '/');
		}
		add_literal(pieces, piece, start, strlen(start), arena);
	}
	expand_segment(pieces, pattern, event, arena, out);
	return g_string_free(out, FALSE);
}

static char *fill(const struct bill_event *event, const char *pattern, bool name, struct bill_diags *diags)
{
	struct bill_arena *arena = bill_arena_new();
	struct bill_src *src = bill_src_new("output name", pattern, strlen(pattern));
	struct bill_template parsed;
	struct bill_at at = {.src = src, .line = 1, .column = 1}, written;
	const char *field;
	char *text = NULL;
	bool good = bill_template_parse(pattern, at, arena, &parsed, diags) && check_names(&parsed, event, diags);
	if (good && name)
		text = expand(&parsed, event, arena);
	else if (good)
		text = g_strdup(bill_fill_template(&parsed, NULL, event, arena, &field, &written));
	bill_src_unref(src);
	bill_arena_free(arena);
	return text;
}

char *bill_event_expand(const struct bill_event *event, const char *pattern, struct bill_diags *diags)
{
	return fill(event, pattern, true, diags);
}

char *bill_event_say(const struct bill_event *event, const char *pattern)
{
	char *text = fill(event, pattern, false, NULL);
	return text ? text : g_strdup("");
}
