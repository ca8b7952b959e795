/* A spreadsheet in the reading: its records, and what its columns hold. */
#ifndef BILL_EVENT_CSV_H
#define BILL_EVENT_CSV_H

#include "event/reader.h"

/* One cell: unquoted, and where it begins. */
struct bill_csv_cell {
	GString *text;
	int line, column;
};

/* In which order the table writes the numbers of a date: 3/12/27. */
enum bill_csv_order { BILL_CSV_ANY_ORDER, BILL_CSV_DAY_FIRST, BILL_CSV_MONTH_FIRST };

struct bill_csv {
	const char *p, *end;
	int line;
	char delimiter;
	GPtrArray *cells; /* struct bill_csv_cell *: of the record last read */
	guint count;      /* of those in use */
	GPtrArray *keys;  /* char *, our name of each column; NULL: nobody knows it */
	GPtrArray *headings;
	GArray *people; /* unsigned: which speaker a column is of ("Speaker 2"); 0: none in particular */
	const char *language; /* of the headings; NULL: English, not known, or a column's */
	enum bill_csv_order order;
	bool unended;  /* a quote was not closed before the end: none reaches beyond its line any more */
	bool unclosed; /* it stands in the record last read */
};

/* False: the text is at its end. */
bool bill_csv_read_record(struct bill_csv *csv);
/* Borrowed. */
const char *bill_csv_text(const struct bill_csv *csv, guint i);

/* ---- csv_columns.c ---- */

/* Names the columns after the record last read, the head. */
void bill_csv_take_headings(struct bill_csv *csv, const struct bill_alias_map *map);
/* Whether a heading asks for something that a column may hold. */
bool bill_csv_is_question(const char *heading);
/* Finds the order of dates in all records to come; csv->p stands where it stood afterwards. */
void bill_csv_find_order(struct bill_csv *csv);
/* What a cell under a column of times says, dates as ISO writes them: "3/12/27" in the table's order, and the numbers that
 * spreadsheets count days by. Newly allocated. */
char *bill_csv_time(const struct bill_csv *csv, const char *text);
/* Whether a column's name is of a time. */
bool bill_csv_is_time(const char *key);

#endif
