// SPDX-License-Identifier: Apache-2.0
#include "models/wording/acttitle.h"

#include <QCoreApplication>
#include <QHash>

namespace ashiato
{

QString actTitle(const QString &kind)
{
    static const QHash<QString, const char *> titles{
        {QStringLiteral("case.set"), QT_TRANSLATE_NOOP("Acts", "changing the case")},
        {QStringLiteral("evidence.add"), QT_TRANSLATE_NOOP("Acts", "adding an exhibit")},
        {QStringLiteral("evidence.remove"), QT_TRANSLATE_NOOP("Acts", "setting an exhibit aside")},
        {QStringLiteral("evidence.set"), QT_TRANSLATE_NOOP("Acts", "changing an exhibit")},
        {QStringLiteral("finding.remove"), QT_TRANSLATE_NOOP("Acts", "removing a finding")},
        {QStringLiteral("finding.set"), QT_TRANSLATE_NOOP("Acts", "writing a finding")},
        {QStringLiteral("host.join"), QT_TRANSLATE_NOOP("Acts", "joining the names of a host")},
        {QStringLiteral("host.split"), QT_TRANSLATE_NOOP("Acts", "parting the names of a host")},
        {QStringLiteral("lens.remove"), QT_TRANSLATE_NOOP("Acts", "removing a filter")},
        {QStringLiteral("lens.save"), QT_TRANSLATE_NOOP("Acts", "saving a filter")},
        {QStringLiteral("network.arrange"), QT_TRANSLATE_NOOP("Acts", "arranging the network anew")},
        {QStringLiteral("network.place"), QT_TRANSLATE_NOOP("Acts", "moving a node of the network")},
        {QStringLiteral("note.set"), QT_TRANSLATE_NOOP("Acts", "a note")},
        {QStringLiteral("tag.add"), QT_TRANSLATE_NOOP("Acts", "tagging")},
        {QStringLiteral("tag.create"), QT_TRANSLATE_NOOP("Acts", "making a tag")},
        {QStringLiteral("tag.remove"), QT_TRANSLATE_NOOP("Acts", "taking a tag off")},
        {QStringLiteral("tag.set"), QT_TRANSLATE_NOOP("Acts", "changing a tag")},
    };
    const char *title = titles.value(kind);
    return title ? QCoreApplication::translate("Acts", title) : kind;
}

} // namespace ashiato
