// SPDX-License-Identifier: Apache-2.0
#include "views/cases/custodydialog.h"

#include "models/casedb/act.h"
#include "models/casedb/casereader.h"
#include "views/shared/actqueue.h"
#include "views/shared/formdialog.h"
#include "views/shared/viewcontext.h"

#include <QCoreApplication>

namespace ashiato
{

namespace
{
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(CustodyDialog)
};
} // namespace

void editCustody(const ViewContext &context, qint64 evidenceId, QWidget *parent)
{
    const auto row = context.reader->evidenceById(evidenceId);
    if (!row)
        return;
    FormDialog dialog(Tr::tr("Chain of custody of %1").arg(row->number), row->location, Tr::tr("Save"), parent);
    const std::vector<std::tuple<QString, QString, QString>> fields = {
        {QStringLiteral("number"), Tr::tr("Exhibit number"), row->number},
        {QStringLiteral("received_at"), Tr::tr("Received at"), row->receivedAt},
        {QStringLiteral("received_from"), Tr::tr("Received from"), row->receivedFrom},
        {QStringLiteral("received_by"), Tr::tr("Received by"), row->receivedBy},
        {QStringLiteral("maker"), Tr::tr("Maker and model"), row->maker},
        {QStringLiteral("serial"), Tr::tr("Serial number"), row->serial},
        {QStringLiteral("place_kept"), Tr::tr("Place kept"), row->placeKept}};
    for (const auto &[key, label, value] : fields)
        dialog.addLine(key, label, value, key == QStringLiteral("received_at") ? QStringLiteral("2026-11-14 10:00 +09:00") : QString());
    dialog.addText(QStringLiteral("note"), Tr::tr("Notes"), row->note);
    dialog.check = [&] {
        return dialog.value(QStringLiteral("number")).isEmpty() ? Tr::tr("The exhibit needs a number.") : QString();
    };
    if (!context.writer)
        dialog.setMessage(Tr::tr("The case is open read-only. Nothing can be changed."));
    if (dialog.exec() != QDialog::Accepted || !context.acts)
        return;
    QJsonObject changed;
    for (const auto &[key, label, value] : fields) {
        if (dialog.value(key) != value)
            changed.insert(key, dialog.value(key));
    }
    if (dialog.value(QStringLiteral("note")) != row->note)
        changed.insert(QStringLiteral("note"), dialog.value(QStringLiteral("note")));
    if (!changed.isEmpty())
        context.acts->act(Act::evidenceSet(evidenceId, changed));
}

} // namespace ashiato
