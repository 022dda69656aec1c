// SPDX-License-Identifier: Apache-2.0
#include "views/cases/clockdialog.h"

#include "models/casedb/act.h"
#include "models/casedb/casereader.h"
#include "models/time/timetext.h"
#include "models/time/zones.h"
#include "views/shared/actqueue.h"
#include "views/shared/formdialog.h"
#include "views/shared/viewcontext.h"

#include <QCoreApplication>

namespace ashiato
{

namespace
{
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ClockDialog)
};
} // namespace

void editClock(const ViewContext &context, qint64 evidenceId, QWidget *parent)
{
    const auto row = context.reader->evidenceById(evidenceId);
    if (!row)
        return;
    FormDialog dialog(Tr::tr("Time zone and skew of %1").arg(row->number),
                      Tr::tr("Recorded times are kept as they are; what is shown is computed from them. Nothing is read again "
                             "but for the encoding."),
                      Tr::tr("Save"), parent);
    QStringList zones = zoneList();
    zones.prepend(QString());
    dialog.addChoice(QStringLiteral("zone"), Tr::tr("Time zone of local times"), zones, row->zone, true);
    dialog.addLine(QStringLiteral("skew"), Tr::tr("Clock skew (added to recorded times)"), durationText(row->skewNs),
                   QStringLiteral("+3m12s"));
    dialog.addLine(QStringLiteral("host"), Tr::tr("Host"), row->host);
    dialog.addChoice(QStringLiteral("encoding"), Tr::tr("Encoding"),
                     {QString(), QStringLiteral("UTF-8"), QStringLiteral("CP932"), QStringLiteral("EUC-JP"),
                      QStringLiteral("ISO-2022-JP"), QStringLiteral("UTF-16LE")},
                     row->encoding, true);
    dialog.check = [&] {
        const QString zone = dialog.value(QStringLiteral("zone"));
        if (!zone.isEmpty() && !isKnownZone(zone))
            return Tr::tr("This time zone is not known: %1. Choose one of the list or an offset such as +09:00.").arg(zone);
        return parseDuration(dialog.value(QStringLiteral("skew"))).ok()
                   ? QString()
                   : Tr::tr("The skew could not be understood. Write it as +3m12s or -0.5s.");
    };
    if (!context.writer)
        dialog.setMessage(Tr::tr("The case is open read-only. Nothing can be changed."));
    if (dialog.exec() != QDialog::Accepted || !context.acts)
        return;
    QJsonObject changed;
    for (const auto &[key, before] : {std::pair{QStringLiteral("zone"), row->zone}, {QStringLiteral("host"), row->host},
                                      {QStringLiteral("encoding"), row->encoding}}) {
        if (dialog.value(key) != before)
            changed.insert(key, dialog.value(key));
    }
    const qint64 skew = *parseDuration(dialog.value(QStringLiteral("skew")));
    if (skew != row->skewNs)
        changed.insert(QStringLiteral("skew_ns"), double(skew));
    if (changed.isEmpty())
        return;
    context.acts->act(Act::evidenceSet(evidenceId, changed)); // with another encoding, the import service reads it again
}

} // namespace ashiato
