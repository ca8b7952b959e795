/* Standard output: stdio forgets why an earlier write failed, so the first reason is kept and told at the end. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "tool/tool.h"

static int fault; /* the errno of the first write that failed; 0: none */

void bill_put(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	errno = 0;
	if (vprintf(format, arguments) < 0 && !fault)
		fault = errno ? errno : EIO;
	va_end(arguments);
}

int bill_put_flush(void)
{
	errno = 0;
	if (fflush(stdout) != 0 && !fault)
		fault = errno ? errno : EIO;
	return fault;
}

const char *bill_put_code(int error)
{
	return error == ENOSPC || error == EDQUOT || error == EFBIG ? "sink/full" : "sink/unwritable";
}

int bill_put_finish(void)
{
	int error = bill_put_flush();
	if (!error)
		return BILL_STATUS_DONE;
	if (error != EPIPE)
		fprintf(
			stderr, "handbill: error: standard output could not be written: %s [%s]\n", g_strerror(error), bill_put_code(error));
	return BILL_STATUS_IO;
}
