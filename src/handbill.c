#include "handbill.h"
