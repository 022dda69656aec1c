// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"

#include <QString>

#include <optional>

class QSettings;
class QWidget;

namespace ashiato
{

struct ViewContext;

/// What is asked for a new case.
struct NewCase {
    QString path; ///< The folder, ending with ".ashiato"
    CaseInfo info;
    QString examiner;
};

/// Asks for name, number, client, examiner and folder of a new case; nullopt when cancelled. GUI thread, modal.
std::optional<NewCase> askNewCase(QSettings &settings, QWidget *parent);

/// Shows and changes the properties of the open case (one act of the journal).
void editCaseProperties(const ViewContext &context, QWidget *parent);

} // namespace ashiato
