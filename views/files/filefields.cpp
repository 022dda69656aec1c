// SPDX-License-Identifier: Apache-2.0
#include "views/files/filefields.h"

#include "models/wording/wording.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace ashiato
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ashiato::FilesView)
};

/// ">10M", "<4k", "1000-2000", "123" as sizes in bytes; false where it is none of these.
bool sizesFromText(const QString &text, std::optional<qint64> &least, std::optional<qint64> &most)
{
    static const QRegularExpression kForm(QStringLiteral("^\\s*([<>]?)\\s*(\\d+)\\s*([kKmMgG]?)(?:i?[bB])?\\s*(?:-\\s*(\\d+)\\s*([kKmMgG]?)(?:i?[bB])?\\s*)?$"));
    const QRegularExpressionMatch match = kForm.match(text);
    if (!match.hasMatch())
        return false;
    const auto bytes = [](const QString &digits, const QString &unit) {
        const QString units = QStringLiteral("KMG");
        const int power = unit.isEmpty() ? 0 : int(units.indexOf(unit.toUpper())) + 1;
        return digits.toLongLong() << (10 * power);
    };
    const qint64 first = bytes(match.captured(2), match.captured(3));
    if (match.captured(1) == QStringLiteral("<")) {
        most = first - 1;
    } else {
        least = first + (match.captured(1) == QStringLiteral(">") ? 1 : 0);
        if (!match.captured(4).isEmpty())
            most = bytes(match.captured(4), match.captured(5));
        else if (match.captured(1).isEmpty())
            most = first;
    }
    return true;
}

/// All states whose word holds what was typed.
quint32 statesFromText(const QString &text, const Wording &wording)
{
    quint32 states = 0;
    for (quint32 bit = 1; bit < FileAllFlags; bit <<= 1) {
        if (wording.fileFlags(bit).join(u' ').contains(text, Qt::CaseInsensitive))
            states |= bit;
    }
    return states;
}

} // namespace

QString applyFileField(FileQuestion &question, FileColumn column, const QString &text, const Wording &wording)
{
    switch (column) {
    case FileColumn::Name: question.nameContains = text; break;
    case FileColumn::Path: question.pathContains = text; break;
    case FileColumn::Type:
    case FileColumn::Md5:
    case FileColumn::Sha1:
    case FileColumn::Sha256: question.contents = text; break;
    case FileColumn::Size: {
        std::optional<qint64> least, most;
        if (!text.isEmpty() && !sizesFromText(text, least, most))
            return Tr::tr("A size is written like >10M, <4K or 1000-2000.");
        question.minSize = least;
        question.maxSize = most;
        break;
    }
    case FileColumn::State: {
        const quint32 states = text.isEmpty() ? 0 : statesFromText(text, wording);
        if (!text.isEmpty() && states == 0)
            return Tr::tr("No state is called “%1”.").arg(text);
        question.flagsAny = states;
        break;
    }
    default: break;
    }
    return {};
}

} // namespace ashiato
