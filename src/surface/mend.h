/* What cairo 1.16 leaves out of a PDF or gets wrong, put in afterwards. */
#ifndef BILL_SURFACE_MEND_H
#define BILL_SURFACE_MEND_H

#include "surface/write.h"

/* A page as it was drawn: what is left to say of it when its poster has gone. */
struct bill_pdf_page {
	struct bill_size size;
	struct bill_rect trim, bleed;
	bool tagged, gray;
	bool rounded; /* cairo was told of the next whole points */
};

struct bill_pdf_notes {
	GArray *pages;        /* struct bill_pdf_page, in their order */
	GPtrArray *figures;   /* words of each figure that is tagged, in the order they were drawn */
	GPtrArray *languages; /* of each tagged poster, likewise; "": not known */
	unsigned posters;     /* more than one: they are found by bookmarks */
	const struct bill_sheet_info *info;
	const char *date;
};

/* Dates get their "D:" (ISO 32000-1, 7.9.4); pages their boxes; the document its language, its title on the window, its metadata
 * (XMP) and the wish not to be scaled when printed; figures and links their words; what has no meaning is marked so; greys are
 * true greys. Anything that does not look as cairo writes it is left as it is. */
GByteArray *bill_pdf_mend(GByteArray *pdf, const struct bill_pdf_notes *notes);

/* xmp.c: the same facts as XML (ISO 16684-1); a stream object's body. */
char *bill_pdf_xmp(const struct bill_sheet_info *info, const char *date);

#endif
