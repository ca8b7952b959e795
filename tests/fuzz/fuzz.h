/* What the fuzz targets share: hostile bytes as a file with a given suffix, never on a disk. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The path of a file that holds these bytes and nothing else; the same path at every call. */
const char *fuzz_file(const char *suffix, const uint8_t *data, size_t size);

#endif
