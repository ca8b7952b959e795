/* Folders that a test fills and takes away again. */
#ifndef TEST_SCRATCH_H
#define TEST_SCRATCH_H

/* With all that is in it; symbolic links are not followed. */
void scratch_remove(const char *path);

#endif
