/* Content that is no text: private to fill. */
#ifndef BILL_FILL_PICTURES_H
#define BILL_FILL_PICTURES_H

#include "fill/template_words.h"

/* Each fills the content by its element; false: it is not there. */
bool bill_fill_image(const struct bill_scope *scope, const struct bill_sheet_size *size, struct bill_content *content);
/* Whether the picture that a name stands for can be shown; of other names, whether they have a value. */
bool bill_fill_has(const struct bill_scope *scope, const char *name);
bool bill_fill_pattern(const struct bill_scope *scope, struct bill_content *content);
bool bill_fill_code(const struct bill_scope *scope, struct bill_content *content);

/* invitation.c: the event as an iCalendar VEVENT; NULL: it has no title or no start. In the arena. */
const char *bill_invitation(const struct bill_scope *scope);

#endif
