#include "surface/surface.h"
