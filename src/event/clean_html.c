/* HTML in a field: tags become paragraphs, items and attributes; a "<" that begins no known tag is text.
 *
 * Fields are seldom whole documents: they mix HTML with Markdown, formulas and "vector<int>". A parser that builds a tree would
 * repair those away, so this reads a stream of tags: linear in time, nothing nested, no text lost. */
#include "event/clean_tag.h"

#include <stdlib.h>
#include <string.h>

#define MOST_LISTS 16

struct html {
	struct bill_tags tags;
	struct bill_rich out;
	bool one_line;
	unsigned open[8]; /* how many elements set each attribute, by its bit */
	unsigned blocks, paragraphs, pre;
	int numbers[MOST_LISTS]; /* the next number of each list that is open; 0: bullets */
	unsigned lists;
	bool item; /* the paragraph is an item */
	size_t item_start;
	char before[24]; /* waits for the next word: an item's number, the dot between cells */
	bool after_break;
	bool row; /* the row has words already */
	size_t anchor_start;
	char *href;
	bool anchor_picture;
	unsigned seen; /* tags */
	bool no_comment_end;
	bool cdata; /* "]]>" ends one */
};

/* ---- what tags do ---- */

static unsigned flags_now(const struct html *html)
{
	unsigned flags = html->item ? BILL_RUN_BULLET : 0;

	for (unsigned bit = 0; bit < G_N_ELEMENTS(html->open); bit++)
		flags |= html->open[bit] ? 1u << bit : 0;
	return flags;
}

static void open_flags(struct html *html, unsigned flags, bool closes)
{
	for (unsigned bit = 0; bit < G_N_ELEMENTS(html->open); bit++) {
		if (!(flags & 1u << bit))
			continue;
		if (!closes)
			html->open[bit]++;
		else if (html->open[bit])
			html->open[bit]--;
	}
}

static void part(struct html *html)
{
	const char *made = html->out.text->str;
	size_t len = html->out.text->len;

	if (html->item && len > html->item_start)
		html->item = false;
	html->row = false;
	if (len == 0)
		return;
	if (html->one_line)
		bill_rich_put(&html->out, BILL_LINE_END, 0);
	else if (len < 2 || made[len - 1] != '\n' || made[len - 2] != '\n')
		bill_rich_put(&html->out, made[len - 1] == '\n' ? "\n" : "\n\n", 0);
}

static void end_line(struct html *html)
{
	bill_rich_put(&html->out, BILL_LINE_END, 0);
}

static void put(struct html *html, const char *text, size_t len, unsigned more)
{
	if (html->before[0]) {
		bill_rich_put(&html->out, html->before, flags_now(html) & BILL_RUN_BULLET);
		html->before[0] = '\0';
	}
	bill_rich_add(&html->out, text, len, flags_now(html) | more);
	html->row = true;
}

static void start_item(struct html *html)
{
	int *number = html->lists ? &html->numbers[html->lists - 1] : NULL;

	part(html);
	html->item = !html->one_line && !(number && *number);
	html->item_start = html->out.text->len;
	if (number && *number && !html->one_line)
		g_snprintf(html->before, sizeof html->before, "%d. ", (*number)++);
}

static void start_list(struct html *html, const struct bill_tag_found *found)
{
	g_autofree char *start = NULL;

	part(html);
	html->before[0] = '\0';
	if (found->closes) {
		html->lists -= html->lists ? 1 : 0;
		return;
	}
	if (html->lists == MOST_LISTS)
		return;
	start = found->tag->what == BILL_TAG_NUMBERS ? bill_tag_attribute(found, "start") : NULL;
	html->numbers[html->lists] = found->tag->what == BILL_TAG_NUMBERS;
	if (start && strlen(start) < 6 && atoi(start) > 0)
		html->numbers[html->lists] = atoi(start);
	html->lists++;
}

/* "here" tells nothing on paper. */
static bool says_nothing(const char *text)
{
	static const char *const words[] = {"here", "link", "click here", "this link", "ici", "cliquez ici", "hier", "aqu\303\255",
		"qui", "clicca qui", "aqui", "tutaj", "\320\267\320\264\320\265\321\201\321\214",
		"\321\201\321\201\321\213\320\273\320\272\320\260", "k\303\244\303\244", "t\303\244st\303\244", "her", "h\303\244r",
		"zde", "buraya", NULL};
	g_autofree char *folded = g_utf8_strdown(text, -1);

	return g_strv_contains(words, g_strstrip(folded));
}

static bool is_address(const char *href)
{
	return g_str_has_prefix(href, "http://") || g_str_has_prefix(href, "https://");
}

static void end_anchor(struct html *html)
{
	struct bill_rich *out = &html->out;
	const char *words = out->text->str + html->anchor_start;
	g_autofree char *href = g_steal_pointer(&html->href);
	g_autofree char *trimmed = NULL;

	if (!href || html->anchor_start > out->text->len || !is_address(href) || strlen(words) > 60)
		return;
	trimmed = g_strstrip(g_strdup(words));
	if (html->one_line || html->anchor_picture || !(*trimmed == '\0' || says_nothing(trimmed)))
		return;
	bill_rich_cut(out, html->anchor_start);
	put(html, href, strlen(href), BILL_RICH_LITERAL);
}

static void do_anchor(struct html *html, const struct bill_tag_found *found)
{
	end_anchor(html);
	if (found->closes)
		return;
	html->href = bill_tag_attribute(found, "href");
	html->anchor_start = html->out.text->len;
	html->anchor_picture = false;
}

/* A picture's words are kept when they are a sentence. */
static void do_picture(struct html *html, const struct bill_tag_found *found)
{
	g_autofree char *alt = bill_tag_attribute(found, "alt");

	html->anchor_picture = true;
	if (alt && strchr(alt, ' ') && strchr(".!?", alt[strlen(alt) - 1]))
		put(html, alt, strlen(alt), 0);
}

static void do_cell(struct html *html, const struct bill_tag_found *found)
{
	if (!found->closes && html->row)
		g_strlcpy(html->before, " \302\267 ", sizeof html->before);
	open_flags(html, found->tag->flags, found->closes);
}

static void count(unsigned *open, bool closes)
{
	if (!closes)
		++*open;
	else if (*open)
		--*open;
}

static void do_row(struct html *html)
{
	html->before[0] = '\0';
	if (html->row)
		end_line(html);
	html->row = false;
}

static void do_block(struct html *html, const struct bill_tag_found *found)
{
	bool lone = strcmp(found->tag->name, "hr") == 0;

	part(html);
	if (!lone && found->tag->what != BILL_TAG_PARAGRAPH)
		count(&html->blocks, found->closes);
	if (found->tag->what == BILL_TAG_PARAGRAPH)
		html->paragraphs = !found->closes; /* they do not nest, and are often not closed */
	else
		html->paragraphs = 0;
	if (found->tag->what == BILL_TAG_PRE)
		count(&html->pre, found->closes);
	open_flags(html, found->tag->flags, found->closes);
}

static void apply(struct html *html, const struct bill_tag_found *found)
{
	html->seen++;
	switch (found->tag->what) {
	case BILL_TAG_ANCHOR:
		do_anchor(html, found);
		break;
	case BILL_TAG_BREAK:
		end_line(html);
		html->row = false;
		html->after_break = true;
		break;
	case BILL_TAG_CELL:
		do_cell(html, found);
		break;
	case BILL_TAG_INLINE:
		open_flags(html, found->tag->flags, found->closes);
		break;
	case BILL_TAG_ITEM:
		if (found->closes)
			part(html);
		else
			start_item(html);
		break;
	case BILL_TAG_LIST:
	case BILL_TAG_NUMBERS:
		start_list(html, found);
		count(&html->blocks, found->closes);
		break;
	case BILL_TAG_BLOCK:
	case BILL_TAG_PARAGRAPH:
	case BILL_TAG_PRE:
		do_block(html, found);
		break;
	case BILL_TAG_PICTURE:
		do_picture(html, found);
		break;
	case BILL_TAG_QUOTE:
		put(html, "\"", 1, 0);
		break;
	case BILL_TAG_ROW:
		do_row(html);
		break;
	case BILL_TAG_HIDDEN:
	case BILL_TAG_VOID:
		break;
	}
}

/* ---- the stream ---- */

/* What a script or a style holds goes with it. */
static const char *skip_hidden(struct html *html, const struct bill_tag_found *found, const char *after)
{
	g_autofree char *close = NULL;
	const char *end;

	if (found->tag->what != BILL_TAG_HIDDEN || found->closes || !bill_tag_is_closed(&html->tags, found->tag))
		return after;
	if (found->inside_len && found->inside[found->inside_len - 1] == '/')
		return after;
	close = g_strdup_printf("</%s", found->tag->name);
	end = strcasestr(after, close);
	if (!end) {
		bill_tag_forget(&html->tags, found->tag);
		return after;
	}
	after = strchr(end, '>');
	return after ? after + 1 : html->tags.end;
}

/* Comments, declarations, CDATA: the place behind; NULL: it is none. */
static const char *skip_comment(struct html *html, const char *p)
{
	const char *end;

	if (g_str_has_prefix(p, "<![CDATA[")) {
		html->cdata = true;
		return p + 9;
	}
	if (g_str_has_prefix(p, "<!--")) {
		end = html->no_comment_end ? NULL : strstr(p + 4, "-->");
		html->no_comment_end = !end;
		return end ? end + 3 : p + 4;
	}
	if ((p[1] == '!' && g_ascii_isalpha(p[2])) || (p[1] == '?' && g_ascii_isalpha(p[2])) || g_str_has_prefix(p, "<![")) {
		end = bill_tag_end(p + 2, html->tags.end);
		return end ? end + 1 : NULL;
	}
	return NULL;
}

/* Elements of Word: <o:p>, </st1:place>. */
static const char *skip_word(struct html *html, const char *p)
{
	const char *name = p + 1 + (p[1] == '/');
	size_t len = bill_tag_name_len(name);
	const char *end;

	if (len == 0 || len > 3 || name[len] != ':' || !g_ascii_isalpha(name[len + 1]))
		return NULL;
	if (!(len == 1 && strchr("owvm", *name)) && !g_str_has_prefix(name, "st1"))
		return NULL;
	end = bill_tag_end(name, html->tags.end);
	return end ? end + 1 : NULL;
}

/* A text that was shortened in the midst of its last tag: "<a href="https://exa". */
static bool is_cut_off(const struct html *html, const char *p)
{
	size_t rest = (size_t)(html->tags.end - p);

	return rest < 400 &&
		   (g_ascii_strncasecmp(p, "<a href=", 8) == 0 || g_ascii_strncasecmp(p, "<img ", 5) == 0 ||
			   g_ascii_strncasecmp(p, "<span ", 6) == 0 || g_ascii_strncasecmp(p, "<div ", 5) == 0) &&
		   !memchr(p, '>', rest) && !memchr(p + 1, '<', rest - 1);
}

static const char *at_bracket(struct html *html, const char *p)
{
	struct bill_tag_found found;
	const char *after = skip_comment(html, p);

	if (!after)
		after = skip_word(html, p);
	if (after)
		return after;
	if (!bill_tag_read(&html->tags, p, &found)) {
		if (is_cut_off(html, p))
			return html->tags.end;
		put(html, p, 1, 0);
		return p + 1;
	}
	html->after_break = false;
	apply(html, &found);
	return skip_hidden(html, &found, p + found.len);
}

/* A sign that Markdown or TeX would read, but was written as an entity to stand for itself. */
static unsigned as_written(gunichar c)
{
	return c < 0x80 && strchr("*_`$\\[]#", (int)c) ? BILL_RICH_LITERAL : 0;
}

static const char *at_entity(struct html *html, const char *p)
{
	gunichar c = 0;
	size_t len = bill_entity(p, &c);
	char bytes[6];

	if (len == 0) {
		put(html, p, 1, 0);
		return p + 1;
	}
	if (c)
		put(html, bytes, (size_t)g_unichar_to_utf8(c, bytes), as_written(c));
	return p + len;
}

/* Markdown's code is not HTML: the place behind it; NULL: none begins here. */
static const char *at_tick(struct html *html, const char *p)
{
	size_t len = strspn(p, "`"), reach = (size_t)(html->tags.end - p);
	const char *end;

	if (len > 3 || (len == 3 && p > html->tags.text && p[-1] != '\n'))
		return NULL;
	end = g_strstr_len(p + len, (gssize)MIN(reach - len, len == 3 ? 4000 : 300), len == 3 ? "\n```" : len == 2 ? "``" : "`");
	if (!end || (len < 3 && memchr(p, '\n', (size_t)(end - p))))
		return NULL;
	end += len + (len == 3);
	put(html, p, (size_t)(end - p), 0);
	return end;
}

static const char *at_space(struct html *html, const char *p)
{
	size_t len = strspn(p, " \n"), feeds = 0;

	for (size_t i = 0; i < len; i++)
		feeds += p[i] == '\n';
	if (html->pre && feeds) {
		for (size_t i = 0; i < feeds; i++)
			end_line(html);
		return p + len;
	}
	if (html->after_break && feeds == 1)
		feeds = 0;
	else if (feeds == 0 || (html->blocks == 0 && html->paragraphs == 0)) {
		bill_rich_add(&html->out, p, len, flags_now(html) & ~(unsigned)BILL_RUN_BULLET);
		return p + len;
	}
	if (feeds >= 2 && html->paragraphs == 0 && html->lists == 0)
		part(html);
	else
		bill_rich_add(&html->out, " ", 1, flags_now(html));
	return p + len;
}

static void run(struct html *html)
{
	const char *p = html->tags.text, *next;

	while (p < html->tags.end) {
		if (*p == '<') {
			p = at_bracket(html, p);
			continue;
		}
		if (*p == ' ' || *p == '\n') {
			p = at_space(html, p);
			html->after_break = false;
			continue;
		}
		html->after_break = false;
		if (*p == ']' && html->cdata && g_str_has_prefix(p, "]]>")) {
			html->cdata = false;
			p += 3;
		} else if (*p == '&') {
			p = at_entity(html, p);
		} else if (*p == '`' && (next = at_tick(html, p))) {
			p = next;
		} else {
			size_t len = 1 + strcspn(p + 1, html->cdata ? "<&` \n]" : "<&` \n");
			put(html, p, len, 0);
			p += len;
		}
	}
	end_anchor(html);
}

/* "&lt;p&gt;": the whole was escaped once more. */
static bool has_tags(const char *text)
{
	static const char *const signs[] = {
		"</p>", "<br", "</a>", "</div>", "</strong>", "</em>", "</b>", "</i>", "</li>", "</span>"};

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (strcasestr(text, signs[i]))
			return true;
	return false;
}

void bill_clean_html(struct bill_clean *clean)
{
	for (int round = 0; round < 2; round++) {
		const char *text = clean->now.text->str;
		struct html html = {.tags = {.text = text, .end = text + clean->now.text->len}, .one_line = !clean->prose};

		if (!strpbrk(text, "<&") || (round && !has_tags(text)))
			return;
		html.out = bill_rich_new(clean->now.text->len);
		run(&html);
		bill_clean_take(clean, &html.out);
		if (html.seen)
			return;
	}
}
