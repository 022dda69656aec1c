// SPDX-License-Identifier: Apache-2.0
#include "views/shared/eventkindtext.h"

#include <QCoreApplication>

namespace ashiato
{

QString eventKindText(EventKind kind)
{
    static constexpr const char *kTexts[] = {
        QT_TRANSLATE_NOOP("EventKind", "System"),    QT_TRANSLATE_NOOP("EventKind", "File"),
        QT_TRANSLATE_NOOP("EventKind", "Execution"), QT_TRANSLATE_NOOP("EventKind", "Logon"),
        QT_TRANSLATE_NOOP("EventKind", "Account"),   QT_TRANSLATE_NOOP("EventKind", "Web"),
        QT_TRANSLATE_NOOP("EventKind", "Traffic"),   QT_TRANSLATE_NOOP("EventKind", "Alert")};
    static_assert(std::size(kTexts) == size_t(kEventKinds));
    return QCoreApplication::translate("EventKind", kTexts[size_t(kind)]);
}

} // namespace ashiato
