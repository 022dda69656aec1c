// SPDX-License-Identifier: Apache-2.0
#include "views/cases/casedialog.h"

#include "models/casedb/act.h"
#include "models/casedb/casereader.h"
#include "models/time/zones.h"
#include "views/shared/actqueue.h"
#include "views/shared/formdialog.h"
#include "views/shared/settingskeys.h"
#include "views/shared/viewcontext.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QSettings>

namespace ashiato
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(CaseDialog)
};

const QString kSuffix = QStringLiteral(".ashiato");

QString folderFor(const QString &parentFolder, const QString &name)
{
    QString safe = name;
    for (const QChar forbidden : QStringLiteral("/\\:*?\"<>|"))
        safe.replace(forbidden, u'_');
    return safe.isEmpty() ? QString() : QDir(parentFolder).filePath(safe + kSuffix);
}

} // namespace

std::optional<NewCase> askNewCase(QSettings &settings, QWidget *parent)
{
    FormDialog dialog(Tr::tr("New case"),
                      Tr::tr("A case is one folder that can be copied whole. Evidence stays where it is and is only read."),
                      Tr::tr("Make the case"), parent);
    const QString home = QDir::home().filePath(QStringLiteral("ashiato-cases"));
    QLineEdit *name = dialog.addLine(QStringLiteral("name"), Tr::tr("Case name"), {}, Tr::tr("e.g. Targeted attack, head office"));
    dialog.addLine(QStringLiteral("number"), Tr::tr("Case number"), {}, QStringLiteral("2026-014"));
    dialog.addLine(QStringLiteral("client"), Tr::tr("Client"), {});
    dialog.addLine(QStringLiteral("examiner"), Tr::tr("Examiner"),
                   settings.value(settings::kExaminer, qEnvironmentVariable("USER")).toString());
    dialog.addChoice(QStringLiteral("zone"), Tr::tr("Time zone of the report"), zoneList(), QStringLiteral("Asia/Tokyo"), false);
    QLineEdit *path = dialog.addPath(QStringLiteral("path"), Tr::tr("Folder"), {}, Tr::tr("Choose…"), [&](const QString &now) {
        return QFileDialog::getSaveFileName(&dialog, Tr::tr("Folder of the case"), now.isEmpty() ? home : now,
                                            Tr::tr("Case (*.ashiato)"));
    });
    QObject::connect(name, &QLineEdit::textEdited, &dialog, [&](const QString &text) {
        if (!path->isModified())
            path->setText(folderFor(home, text));
    });
    dialog.check = [&] {
        if (dialog.value(QStringLiteral("name")).isEmpty())
            return Tr::tr("The case needs a name.");
        if (dialog.value(QStringLiteral("examiner")).isEmpty())
            return Tr::tr("The journal needs the name of the examiner.");
        if (dialog.value(QStringLiteral("path")).isEmpty())
            return Tr::tr("Choose the folder of the case.");
        return QFileInfo::exists(dialog.value(QStringLiteral("path"))) ? Tr::tr("There is a case or file at this place already.")
                                                                       : QString();
    };
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    NewCase made;
    made.path = dialog.value(QStringLiteral("path"));
    if (!made.path.endsWith(kSuffix))
        made.path += kSuffix;
    QDir().mkpath(QFileInfo(made.path).absolutePath());
    made.info.name = dialog.value(QStringLiteral("name"));
    made.info.number = dialog.value(QStringLiteral("number"));
    made.info.client = dialog.value(QStringLiteral("client"));
    made.info.zone = dialog.value(QStringLiteral("zone"));
    made.examiner = dialog.value(QStringLiteral("examiner"));
    settings.setValue(settings::kExaminer, made.examiner);
    return made;
}

void editCaseProperties(const ViewContext &context, QWidget *parent)
{
    const auto info = context.reader->info();
    if (!info)
        return;
    FormDialog dialog(Tr::tr("Case properties"), {}, Tr::tr("Save"), parent);
    dialog.addLine(QStringLiteral("name"), Tr::tr("Case name"), info->name);
    dialog.addLine(QStringLiteral("number"), Tr::tr("Case number"), info->number);
    dialog.addLine(QStringLiteral("client"), Tr::tr("Client"), info->client);
    dialog.addChoice(QStringLiteral("zone"), Tr::tr("Time zone of the report"), zoneList(), info->zone, false);
    if (!context.writer)
        dialog.setMessage(Tr::tr("The case is open read-only. Nothing can be changed."));
    if (dialog.exec() != QDialog::Accepted || !context.acts)
        return;
    QJsonObject fields;
    for (const auto &[key, before] : {std::pair{QStringLiteral("name"), info->name}, {QStringLiteral("number"), info->number},
                                      {QStringLiteral("client"), info->client}, {QStringLiteral("zone"), info->zone}}) {
        if (dialog.value(key) != before)
            fields.insert(key, dialog.value(key));
    }
    if (!fields.isEmpty())
        context.acts->act(Act::caseSet(fields));
}

} // namespace ashiato
