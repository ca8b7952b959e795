/* gdk-pixbuf and librsvg, loaded when the first picture is opened. */
#include "figure/libraries.h"

#include <dlfcn.h>
#include <stdbool.h>

#ifdef __APPLE__
#define PIXBUF_FILE "libgdk_pixbuf-2.0.0.dylib"
#define RSVG_FILE "librsvg-2.2.dylib"
#else
#define PIXBUF_FILE "libgdk_pixbuf-2.0.so.0"
#define RSVG_FILE "librsvg-2.so.2"
#endif

static bool load(const char *file, const char *const *symbols, void **functions, size_t count)
{
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; library && i < count; i++) {
		functions[i] = dlsym(library, symbols[i]);
		if (!functions[i])
			return false;
	}
	return library != NULL;
}

#define SYMBOL(member, symbol) #symbol,

/* A struct of function pointers is filled as an array of them: POSIX lets a function stand in a void pointer (dlsym). */
#define LIBRARY(name, file, FUNCTIONS)                                                                                           \
	const struct name *name(void)                                                                                                \
	{                                                                                                                            \
		static const char *const symbols[] = {FUNCTIONS(SYMBOL)};                                                                \
		static union {                                                                                                           \
			struct name table;                                                                                                   \
			void *functions[G_N_ELEMENTS(symbols)];                                                                              \
		} loaded;                                                                                                                \
		static gsize done;                                                                                                       \
		if (g_once_init_enter(&done))                                                                                            \
			g_once_init_leave(&done, load(file, symbols, loaded.functions, G_N_ELEMENTS(symbols)) ? 1 : 2);                      \
		return done == 1 ? &loaded.table : NULL;                                                                                 \
	}

LIBRARY(bill_pixbuf_library, PIXBUF_FILE, BILL_PIXBUF_FUNCTIONS)
LIBRARY(bill_rsvg_library, RSVG_FILE, BILL_RSVG_FUNCTIONS)
