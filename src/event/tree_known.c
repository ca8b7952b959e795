/* Maps inside an event whose meaning is known: places, prices, times, people. */
#include "event/draft.h"
#include "event/when.h"

#include <string.h>

static const char *scalar_at(const struct bill_yaml *map, const char *key)
{
	const struct bill_yaml *node = bill_yaml_find(map, key);

	return node && node->kind == BILL_YAML_SCALAR && !bill_yaml_is_null(node) && *node->text ? node->text : NULL;
}

/* The first of several names that a map has. */
static const struct bill_yaml *one_of(const struct bill_yaml *map, const char *const *names)
{
	for (; *names; names++) {
		const struct bill_yaml *node = bill_yaml_find(map, *names);

		if (!bill_yaml_is_null(node) && (node->kind != BILL_YAML_SCALAR || *node->text))
			return node;
	}
	return NULL;
}

/* ---- places ---- */

/* schema.org's PostalAddress: its parts, from the street to the country. Newly allocated; NULL: none. */
static char *address_of(const struct bill_yaml *node)
{
	static const char *const parts[] = {"streetAddress", "street", "address", "address_1", "address1", "postalCode",
		"postal_code", "postcode", "zip", "addressLocality", "city", "addressRegion", "region", "state", "addressCountry",
		"country", "countryOrRegion"};
	g_autoptr(GString) out = g_string_new(NULL);
	bool code = false;

	if (!node || bill_yaml_is_null(node))
		return NULL;
	if (node->kind == BILL_YAML_SCALAR)
		return *node->text ? g_strdup(node->text) : NULL;
	if (scalar_at(node, "localized_address_display")) /* Eventbrite */
		return g_strdup(scalar_at(node, "localized_address_display"));
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		const struct bill_yaml *part = bill_yaml_find(node, parts[i]);
		const char *text =
			part && (part->kind != BILL_YAML_MAP || strcmp(parts[i], "address") != 0) ? bill_tree_name(part) : NULL;

		if (!text)
			continue;
		g_string_append_printf(out, "%s%s", !out->len ? "" : code ? " " : ", ", text);
		code = strcmp(parts[i], "postalCode") == 0 || strcmp(parts[i], "postal_code") == 0 || strcmp(parts[i], "postcode") == 0 ||
			   strcmp(parts[i], "zip") == 0;
	}
	return out->len ? g_strdup(out->str) : NULL;
}

/* A place's own parts, or those of the address inside it. */
static char *address_in(const struct bill_yaml *place)
{
	const struct bill_yaml *address = bill_yaml_find(place, "address");

	return address && address->kind == BILL_YAML_MAP ? address_of(address) : address_of(place);
}

/* schema.org's Place and VirtualLocation: {name, venue, room, address, url}. */
static bool put_place(struct bill_draft *draft, const struct bill_yaml *map)
{
	static const char *const names[] = {"name", "venue", "displayName", "display_name", "title", NULL};
	const struct bill_yaml *name = one_of(map, names), *room = bill_yaml_find(map, "room"), *url = bill_yaml_find(map, "url");
	g_autofree char *address = address_in(map);
	const char *type = scalar_at(map, "@type");
	bool any = address != NULL, online = type && strcmp(type, "VirtualLocation") == 0;

	if (room && scalar_at(map, "room"))
		bill_draft_put(draft, "room", room->text, room->at);
	if (address)
		bill_draft_put(draft, "address", address, map->at);
	any = any || scalar_at(map, "room");
	if (name && name->kind == BILL_YAML_SCALAR)
		bill_draft_put(draft, any || scalar_at(map, "venue") ? "venue" : "location", name->text, name->at);
	else if (!any && !bill_yaml_is_null(url) && url->kind == BILL_YAML_SCALAR)
		bill_draft_put(draft, online || bill_draft_has(draft, BILL_FIELD_URL) ? "online" : "url", url->text, url->at);
	else
		return any;
	return true;
}

/* ---- prices ---- */

/* schema.org's Offer: {price, priceCurrency, url}. */
static void put_offer(struct bill_draft *draft, const struct bill_yaml *map)
{
	const char *price = scalar_at(map, "price") ? scalar_at(map, "price") : scalar_at(map, "lowPrice"),
			   *currency = scalar_at(map, "priceCurrency");
	g_autofree char *text = NULL;

	if (!price || g_ascii_strtod(price, NULL) <= 0)
		return;
	text = currency ? g_strconcat(price, " ", currency, NULL) : g_strdup(price);
	bill_draft_set(draft, BILL_FIELD_PRICE, text, map->at);
}

/* ---- times ---- */

/* Google's {date: …} of an end is the day after the last, as in iCalendar. */
static char *day_before(const char *date)
{
	int year, month, day, n = 0;

	if (sscanf(date, "%4d-%2d-%2d%n", &year, &month, &day, &n) != 3 || date[n] || month < 1 || month > 12)
		return g_strdup(date);
	bill_when_from_day_number(bill_when_day_number(year, month, day) - 1, &year, &month, &day);
	return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

/* Indico's {date, time, tz}, Google's {dateTime, timeZone} and {date}, Eventbrite's {local, timezone, utc}, Drupal's {value,
 * end_value}. */
static bool put_moment(struct bill_draft *draft, const char *plain, const struct bill_yaml *map)
{
	static const char *const times[] = {"dateTime", "local", "value", "date", NULL}, *const zones[] = {
																						 "timeZone", "timezone", "tz", NULL};
	const struct bill_yaml *time = one_of(map, times), *zone = one_of(map, zones);
	bool end = strcmp(plain, "end") == 0, day_only = time && time == bill_yaml_find(map, "date") && !scalar_at(map, "time");
	g_autofree char *text = NULL;

	if (!time || time->kind != BILL_YAML_SCALAR)
		return false;
	if (scalar_at(map, "time") && time == bill_yaml_find(map, "date"))
		text = g_strconcat(time->text, "T", scalar_at(map, "time"), NULL);
	else
		text = day_only && end && !bill_yaml_find(map, "tz") ? day_before(time->text) : g_strdup(time->text);
	bill_draft_put(draft, plain, text, map->at);
	if (zone && zone->kind == BILL_YAML_SCALAR)
		bill_draft_zone(draft, zone->text, zone->at);
	if (scalar_at(map, "end_value"))
		bill_draft_put(draft, "end", scalar_at(map, "end_value"), map->at);
	return true;
}

/* ---- all ---- */

static bool put_named(struct bill_draft *draft, const char *plain, const struct bill_yaml *map)
{
	bool address = strcmp(plain, "image") == 0 || strcmp(plain, "url") == 0 || strcmp(plain, "logos") == 0;
	const char *name = address ? bill_tree_address(map) : bill_tree_name(map);
	enum bill_field field;

	if (!name || (!bill_field_parse(plain, &field) && strcmp(plain, "keywords") != 0 && strcmp(plain, "description") != 0 &&
					 strcmp(plain, "logos") != 0))
		return false;
	bill_draft_put(draft, plain, name, map->at);
	if (strcmp(plain, "sponsors") == 0)
		bill_tree_take_logo(draft, map);
	return true;
}

bool bill_tree_put_known(struct bill_draft *draft, const char *plain, const struct bill_yaml *map)
{
	g_autofree char *address = NULL;

	if (strcmp(plain, "speakers") == 0)
		bill_tree_put_speaker(draft, map);
	else if (strcmp(plain, "programme") == 0)
		bill_draft_put_programme(draft, map);
	else if (strcmp(plain, "location") == 0 || strcmp(plain, "venue") == 0)
		return put_place(draft, map);
	else if (strcmp(plain, "price") == 0)
		put_offer(draft, map);
	else if (strcmp(plain, "start") == 0 || strcmp(plain, "end") == 0 || strcmp(plain, "when") == 0)
		return put_moment(draft, strcmp(plain, "when") == 0 ? "start" : plain, map);
	else if (strcmp(plain, "address") != 0)
		return put_named(draft, plain, map);
	else if ((address = address_of(map)))
		bill_draft_put(draft, plain, address, map->at);
	else
		return false;
	return true;
}
