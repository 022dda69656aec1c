// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/viewcontext.h"

#include <QString>

#include <optional>
#include <variant>

class QWidget;

namespace ashiato
{

/// The small questions of the window. Each shows a dialog and waits; nothing where it was left without an answer. GUI thread.

/// Where to go: a time (ns since 1970, UTC) or an offset in the bytes of the item that is looked at.
struct TimeWanted {
    qint64 ns;
};
struct OffsetWanted {
    qint64 offset;
};
using PlaceWanted = std::variant<TimeWanted, OffsetWanted>;

/// "0x1f00" and "7936" are offsets; everything that parseTime() reads is a time in the zone. Nothing: neither.
std::optional<PlaceWanted> placeFromText(const QString &text, const QString &zone);
std::optional<PlaceWanted> askPlace(const ViewContext &context, QWidget *parent);

std::optional<QString> askFilterName(QWidget *parent);
/// chosen: the exhibit that stands chosen in the window, 0 for none. Asks only where there is none and several to choose from.
std::optional<qint64> askExhibit(const ViewContext &context, qint64 chosen, QWidget *parent);
void showAbout(QWidget *parent);

} // namespace ashiato
