/* Which families and characters the set has, and what to install for those it lacks. */
#include "font/type.h"

#include <string.h>

enum need { REQUIRED, WANTED };

struct family {
	const char *role;
	enum need need;
	const char *name, *debian, *fedora, *arch, *homebrew; /* packages; NULL: there is none */
};

static const struct family families[] = {
#define FAMILY(role, need, name, debian, fedora, arch, homebrew) {role, need, name, debian, fedora, arch, homebrew},
#include "font/families.def"
#undef FAMILY
};

const char *bill_font_family(enum bill_role role)
{
	g_assert((size_t)role < G_N_ELEMENTS(families)); /* families.def has a row for each role, in their order */
	return families[role].name;
}

/* Every face of the set, system's and user's. */
static GPtrArray *all_faces(FcConfig *config)
{
	GPtrArray *faces = g_ptr_array_new();
	const FcSetName sets[] = {FcSetSystem, FcSetApplication};
	for (size_t s = 0; s < G_N_ELEMENTS(sets); s++) {
		FcFontSet *set = FcConfigGetFonts(config, sets[s]);
		for (int i = 0; set && i < set->nfont; i++)
			g_ptr_array_add(faces, set->fonts[i]);
	}
	return faces;
}

static bool face_is_of(FcPattern *face, const char *family)
{
	FcChar8 *name;
	for (int i = 0; FcPatternGetString(face, FC_FAMILY, i, &name) == FcResultMatch; i++)
		if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0)
			return true;
	return false;
}

static bool has_family(const GPtrArray *faces, const char *family)
{
	for (guint i = 0; i < faces->len; i++)
		if (face_is_of(g_ptr_array_index(faces, i), family))
			return true;
	return false;
}

static void hint_packages(const struct family *family, struct bill_diags *diags)
{
	const char *const ways[][2] = {{"Debian, Ubuntu: apt-get install", family->debian}, {"Fedora: dnf install", family->fedora},
		{"Arch: pacman -S", family->arch}, {"Homebrew: brew install", family->homebrew}};
	g_autoptr(GString) hint = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
		if (ways[i][1])
			g_string_append_printf(hint, "%s%s %s", hint->len ? "; " : "", ways[i][0], ways[i][1]);
	bill_diags_hint(diags, "%s", hint->str);
}

void bill_fontset_use(struct bill_fontset *fonts, enum bill_role role, struct bill_at at, struct bill_diags *diags)
{
	const struct family *family = &families[role];
	if (!(fonts->absent & ~fonts->told & 1u << role))
		return;
	fonts->told |= 1u << role;
	bill_warning(diags, at, "font/missing-family", "the font family \"%s\" is not installed; another stands in", family->name);
	hint_packages(family, diags);
}

bool bill_fontset_check(struct bill_fontset *fonts, struct bill_diags *diags)
{
	bool complete = true;
	g_autoptr(GPtrArray) faces = all_faces(fonts->config);
	for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
		const struct family *family = &families[i];
		bool told = i > 0 && strcmp(family->debian, families[i - 1].debian) == 0;
		if (has_family(faces, family->name) || (told && !complete))
			continue;
		fonts->absent |= 1u << i;
		if (family->need == WANTED)
			continue;
		complete = bill_error(
			diags, (struct bill_at){0}, "font/missing-family", "the font family \"%s\" is not installed", family->name);
		hint_packages(family, diags);
	}
	return complete;
}

static int compare_files(const void *a, const void *b)
{
	FcChar8 *left = NULL, *right = NULL;
	FcPatternGetString(*(FcPattern *const *)a, FC_FILE, 0, &left);
	FcPatternGetString(*(FcPattern *const *)b, FC_FILE, 0, &right);
	return g_strcmp0((const char *)left, (const char *)right);
}

static void list_face(FcPattern *face, GString *out)
{
	FcChar8 *file = NULL, *style = NULL;
	FcCharSet *characters = NULL;
	FcPatternGetString(face, FC_FILE, 0, &file);
	FcPatternGetString(face, FC_STYLE, 0, &style);
	FcPatternGetCharSet(face, FC_CHARSET, 0, &characters);
	g_string_append_printf(out, "  %-22s %6u characters  %s\n", style ? (const char *)style : "-",
		characters ? FcCharSetCount(characters) : 0, file ? (const char *)file : "-");
}

static void list_family(const GPtrArray *faces, const char *family, GString *out)
{
	for (guint i = 0; i < faces->len; i++)
		if (face_is_of(g_ptr_array_index(faces, i), family))
			list_face(g_ptr_array_index(faces, i), out);
}

/* The families a role falls back to, in order, as fontconfig's rules give them. */
static void list_fallbacks(struct bill_fontset *fonts, const GPtrArray *faces, GString *out)
{
	FcPattern *pattern = FcPatternCreate();
	FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)"handbill fallback");
	FcConfigSubstitute(fonts->config, pattern, FcMatchPattern);
	FcChar8 *name;
	g_string_append(out, "\nfallback, script by script\n");
	for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
		if (!g_str_has_prefix((const char *)name, "handbill "))
			g_string_append_printf(
				out, "  %-30s %s\n", (const char *)name, has_family(faces, (const char *)name) ? "installed" : "missing");
	FcPatternDestroy(pattern);
}

void bill_fontset_list(struct bill_fontset *fonts, GString *out)
{
	g_autoptr(GPtrArray) faces = all_faces(fonts->config);
	g_ptr_array_sort(faces, compare_files);
	for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
		g_string_append_printf(out, "%s%s: %s\n", i ? "\n" : "", families[i].role, families[i].name);
		if (fonts->absent & 1u << i)
			g_string_append(out, "  missing; another stands in\n");
		list_family(faces, families[i].name, out);
	}
	list_fallbacks(fonts, faces, out);
}
