// SPDX-License-Identifier: Apache-2.0
#include "app/gui/questions.h"

#include "models/casedb/casereader.h"
#include "models/lens/lens.h"
#include "models/time/timetext.h"
#include "views/shared/formdialog.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QMessageBox>

namespace ashiato
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Questions)
};

const QString kValue = QStringLiteral("value");

} // namespace

std::optional<PlaceWanted> placeFromText(const QString &text, const QString &zone)
{
    const QString place = text.trimmed();
    bool isNumber = false;
    const bool isHex = place.startsWith(QStringLiteral("0x"), Qt::CaseInsensitive);
    const qint64 offset = isHex ? place.mid(2).toLongLong(&isNumber, 16) : place.toLongLong(&isNumber, 10);
    if (isNumber && offset >= 0)
        return OffsetWanted{offset};
    if (const auto ns = parseTime(place, zone); !place.isEmpty() && ns)
        return TimeWanted{*ns};
    return std::nullopt;
}

std::optional<PlaceWanted> askPlace(const ViewContext &context, QWidget *parent)
{
    const QString zone = context.lens.displayZone() == Lens::kSourceZone ? QStringLiteral("UTC") : context.lens.displayZone();
    FormDialog dialog(Tr::tr("Go to time or offset"),
                      Tr::tr("A time goes to the first event from then on, an offset to that byte of the item that is looked at."),
                      Tr::tr("Go there"), parent);
    dialog.addLine(kValue, Tr::tr("Time or offset"), {}, QStringLiteral("2026-10-14 09:42  /  0x1f00"));
    dialog.check = [&] {
        return placeFromText(dialog.value(kValue), zone)
                   ? QString()
                   : Tr::tr("This is neither a time nor an offset. Write for example 2026-10-14 09:42, 0x1f00 or 7936.");
    };
    return dialog.exec() == QDialog::Accepted ? placeFromText(dialog.value(kValue), zone) : std::nullopt;
}

std::optional<QString> askFilterName(QWidget *parent)
{
    FormDialog dialog(Tr::tr("Save filter"), Tr::tr("The filter is kept with the case and listed on the left."), Tr::tr("Save"), parent);
    dialog.addLine(kValue, Tr::tr("Name"), {});
    dialog.check = [&] { return dialog.value(kValue).isEmpty() ? Tr::tr("The filter needs a name.") : QString(); };
    return dialog.exec() == QDialog::Accepted ? std::optional(dialog.value(kValue)) : std::nullopt;
}

std::optional<qint64> askExhibit(const ViewContext &context, qint64 chosen, QWidget *parent)
{
    if (chosen != 0)
        return chosen;
    const auto rows = context.reader->evidence();
    if (!rows || rows->empty())
        return std::nullopt;
    if (rows->size() == 1)
        return rows->front().id;
    QStringList names;
    for (const EvidenceRow &row : *rows)
        names.append(QStringLiteral("%1  %2").arg(row.number, row.name));
    FormDialog dialog(Tr::tr("Choose an exhibit"), {}, Tr::tr("Continue"), parent);
    const QComboBox *choice = dialog.addChoice(kValue, Tr::tr("Exhibit"), names, names.first(), false);
    if (dialog.exec() != QDialog::Accepted || choice->currentIndex() < 0)
        return std::nullopt;
    return (*rows)[size_t(choice->currentIndex())].id;
}

void showAbout(QWidget *parent)
{
    QMessageBox about(parent);
    about.setWindowTitle(Tr::tr("About Ashiato"));
    about.setText(QStringLiteral("<b>Ashiato 足跡 %1</b>").arg(QStringLiteral(ASHIATO_VERSION)));
    about.setInformativeText(Tr::tr("Investigation workbench for digital forensics and incident response.\n\nThe source of Ashiato is under "
                                    "Apache-2.0. This program as a whole is under GPL-3 (QCustomPlot); the worker that reads "
                                    "evidence is a process of its own with The Sleuth Kit (CPL/IPL), libewf (LGPL) and libarchive."));
    about.exec();
}

} // namespace ashiato
