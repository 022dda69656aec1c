// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

class QWidget;

namespace ashiato
{

struct ViewContext;

/// Shows and changes the custody fields of an exhibit (one act of the journal). GUI thread, modal.
void editCustody(const ViewContext &context, qint64 evidenceId, QWidget *parent);

} // namespace ashiato
