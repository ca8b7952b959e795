/* Texts as JSON strings: for findings a program reads, and for events written as JSON. */
#ifndef BILL_BASE_JSON_H
#define BILL_BASE_JSON_H

#include <glib.h>

/* Appends the text in quotes (RFC 8259); what is not UTF-8 becomes U+FFFD. NULL is written as null. */
void bill_json_quote(GString *out, const char *text);

#endif
