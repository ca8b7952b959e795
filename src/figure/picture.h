/* Pictures as frames show them: private to figure. */
#ifndef BILL_FIGURE_PICTURE_H
#define BILL_FIGURE_PICTURE_H

void bill_picture_free(void *picture);

#endif
