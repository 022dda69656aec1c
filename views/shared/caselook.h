// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVariant>

namespace ashiato
{

struct ViewContext;

/// How an examiner left the tables of a case: columns, their order and widths, splitters. It is kept in the settings by the
/// uid of the case, beside the layout of the window: it is the examiner's and not evidence, works in a case that is open
/// read-only, and stands in no journal. A case that has nothing yet begins as the last one was left. key: as "views/events/columns".
/// GUI thread.
QVariant look(const ViewContext &context, const QString &key);
void keepLook(const ViewContext &context, const QString &key, const QVariant &value);
/// The view begins anew, in this case and in new ones.
void forgetLook(const ViewContext &context, const QString &key);

} // namespace ashiato
