/* The words every stage speaks: one include for all of base. */
#ifndef BILL_BASE_H
#define BILL_BASE_H

#include "base/arena.h"
#include "base/color.h"
#include "base/diag.h"
#include "base/geom.h"
#include "base/json.h"
#include "base/length.h"
#include "base/limits.h"
#include "base/src.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/yaml.h"

#endif
