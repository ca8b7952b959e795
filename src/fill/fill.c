#include "fill/fill.h"
