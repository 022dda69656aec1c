// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

class QWidget;

namespace ashiato
{

struct ViewContext;

/// Zone, clock skew and host of an exhibit, corrected without reading it again; encoding, which reads it again. One act
/// of the journal. GUI thread, modal.
void editClock(const ViewContext &context, qint64 evidenceId, QWidget *parent);

} // namespace ashiato
