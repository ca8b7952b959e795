/* What is asked of the paper, word by word: bleed, marks, sheets, tiles, grey. */
#include "printing.h"

#include "base/base.h"

#define MM (72 / 25.4)
#define LARGEST_BLEED_PT (50 * MM)
#define SAFE_PT (4 * MM)
#define MOST_ALONG 20

struct bill_printing *bill_printing_new(void)
{
	struct bill_printing *printing = g_new0(struct bill_printing, 1);
	printing->margin_pt = SAFE_PT;
	return printing;
}

void bill_printing_free(struct bill_printing *printing)
{
	g_free(printing);
}

static bool read_length(const char *key, const char *value, double most, double *pt, struct bill_diags *diags)
{
	struct bill_length length;
	if (bill_length_parse(value, &length) && length.unit == BILL_UNIT_PT && length.value >= 0 && length.value <= most) {
		*pt = length.value;
		return true;
	}
	return bill_error(diags, (struct bill_at){0}, "printing/length",
		"--%s needs a length from 0 to %.0fmm, such as 3mm, not \"%.40s\"", key, most / MM, value);
}

static bool read_marks(struct bill_sheet_plan *plan, const char *value, struct bill_diags *diags)
{
	g_auto(GStrv) words = g_strsplit(value, ",", -1);
	for (char **word = words; *word; word++) {
		g_strstrip(*word);
		if (g_str_equal(*word, "crop"))
			plan->crop = true;
		else if (g_str_equal(*word, "registration"))
			plan->registration = true;
		else
			return bill_error(diags, (struct bill_at){0}, "printing/marks",
				"there are no marks named \"%.40s\"; there are crop and registration", *word);
	}
	if (!*words)
		return bill_error(diags, (struct bill_at){0}, "printing/marks", "--marks needs crop, registration or both");
	return true;
}

/* "2x2": digits, an x, digits. */
static bool read_grid(struct bill_sheet_plan *plan, const char *value, struct bill_diags *diags)
{
	char *end = NULL;
	guint64 across = g_ascii_isdigit(*value) ? g_ascii_strtoull(value, &end, 10) : 0, down = 0;
	if (end && *end == 'x' && g_ascii_isdigit(end[1]))
		down = g_ascii_strtoull(end + 1, &end, 10);
	if (!end || *end || across < 1 || down < 1 || across > MOST_ALONG || down > MOST_ALONG)
		return bill_error(diags, (struct bill_at){0}, "printing/grid",
			"--n-up needs how many stand side by side and how many below each other, such as 2x2, not \"%.40s\"", value);
	plan->across = (int)across;
	plan->down = (int)down;
	return true;
}

static bool read_sheet(struct bill_sheet_plan *plan, const char *key, const char *value, struct bill_diags *diags)
{
	if (!bill_paper_parse(value, &plan->sheet, diags))
		return false;
	if (plan->sheet.screen)
		return bill_error(diags, (struct bill_at){0}, "printing/sheet", "--%s needs a size of paper, and %s is a screen", key,
			plan->sheet.name);
	plan->tiled |= g_str_equal(key, "tile");
	return true;
}

bool bill_printing_set(struct bill_printing *printing, const char *key, const char *value, struct bill_diags *diags)
{
	struct bill_sheet_plan *plan = &printing->plan;
	if (g_str_equal(key, "bleed"))
		return read_length(key, value, LARGEST_BLEED_PT, &plan->bleed_pt, diags);
	if (g_str_equal(key, "margin-safe")) {
		printing->margin_given = true;
		return read_length(key, value, LARGEST_BLEED_PT, &printing->margin_pt, diags);
	}
	if (g_str_equal(key, "marks"))
		return read_marks(plan, value, diags);
	if (g_str_equal(key, "n-up"))
		return read_grid(plan, value, diags);
	if (g_str_equal(key, "sheet") || g_str_equal(key, "tile"))
		return read_sheet(plan, key, value, diags);
	if (g_str_equal(key, "gray"))
		return plan->gray = true;
	if (g_str_equal(key, "contact-sheet"))
		return printing->contact = true;
	if (g_str_equal(key, "transparent"))
		return plan->transparent = true;
	return bill_error(diags, (struct bill_at){0}, "printing/unknown", "\"%.40s\" is nothing that printing knows", key);
}

bool bill_printing_check(const struct bill_printing *printing, struct bill_diags *diags)
{
	const struct bill_sheet_plan *plan = &printing->plan;
	if (plan->tiled && plan->across)
		return bill_error(diags, (struct bill_at){0}, "printing/both",
			"--n-up puts several flyers on a sheet and --tile one poster over several; choose one");
	if (plan->tiled && (plan->bleed_pt > 0 || plan->crop || plan->registration))
		return bill_error(diags, (struct bill_at){0}, "printing/both",
			"--tile has marks of its own and needs no bleed; leave --bleed and --marks out");
	if (*plan->sheet.name && !plan->tiled && !plan->across && !printing->contact)
		return bill_error(diags, (struct bill_at){0}, "printing/sheet",
			"--sheet belongs to --n-up and --contact-sheet; the size of the page itself is -s");
	return true;
}

char *bill_printing_flyer(const struct bill_printing *printing)
{
	const struct bill_sheet_plan *plan = &printing->plan;
	struct bill_size sheet = *plan->sheet.name ? plan->sheet.pt : (struct bill_size){612, 792};
	if (!plan->across)
		return NULL;
	double gutter = 2 * plan->bleed_pt;
	int width = (int)((sheet.width - (plan->across - 1) * gutter) / plan->across);
	int height = (int)((sheet.height - (plan->down - 1) * gutter) / plan->down);
	return g_strdup_printf("%dx%dpt", width, height);
}
