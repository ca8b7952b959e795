/* What was asked of the paper, for those who write posters. */
#ifndef BILL_PRINTING_H
#define BILL_PRINTING_H

#include "handbill.h"
#include "surface/surface.h"

struct bill_printing {
	struct bill_sheet_plan plan;
	double margin_pt; /* words nearer to the edge are warned of */
	bool margin_given;
	bool contact; /* there is a contact sheet, whose sheet it may be */
};

#endif
