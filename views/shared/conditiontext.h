// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/filter.h"
#include "views/shared/viewcontext.h"

namespace ashiato
{

/// The name of a field in the language of the window.
QString fieldTitle(FilterField field, const ViewContext &context);
/// What a condition asks for, without its field and its negation: "Logon", "PC-07, PC-08", "2026-10-14 (Wed)".
QString conditionValue(const Condition &condition, const ViewContext &context);
/// The values that somebody means who typed a text: kinds and severities by their names in the language of the window,
/// whole or in part; anything else as it was typed.
QStringList typedValues(FilterField field, const QString &text, const ViewContext &context);
/// A condition in the words of the interface: "Host: PC-07", "not Kind: File".
QString conditionText(const Condition &condition, const ViewContext &context);

} // namespace ashiato
