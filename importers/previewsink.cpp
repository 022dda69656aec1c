// SPDX-License-Identifier: Apache-2.0
#include "importers/previewsink.h"

#include <QDateTime>

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

QString number(qint64 value, qint64 none)
{
    return value == none ? QString() : QString::number(value);
}

/// The recorded digits with the source's own offset; a preview shows what stands there.
QString timeText(const EventRecord &event)
{
    if (event.recordedNs == kNoTime)
        return {};
    qint64 ms = event.recordedNs / 1'000'000;
    QString suffix;
    if (event.basis == TimeBasis::Utc)
        suffix = u"Z"_s;
    if (event.basis == TimeBasis::Offset) {
        ms += qint64(event.offsetMinutes) * 60'000;
        const int minutes = qAbs(int(event.offsetMinutes));
        suffix = QChar(event.offsetMinutes < 0 ? u'-' : u'+')
            + u"%1:%2"_s.arg(minutes / 60, 2, 10, QChar(u'0')).arg(minutes % 60, 2, 10, QChar(u'0'));
    }
    const bool milliseconds = event.precisionNs < 1'000'000'000;
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC)
               .toString(milliseconds ? u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s : u"yyyy-MM-dd'T'HH:mm:ss"_s)
        + suffix;
}

} // namespace

void PreviewSink::fillRows(ProbeMessage &message) const
{
    // Column names are the CSV names of the event table, so that the dialog can translate them by the same table.
    QStringList names{u"time"_s, u"type"_s};
    for (const EventFieldSpec &spec : kTypedSpecs)
        names.append(QLatin1String(spec.csv));
    names.append(u"details"_s);
    std::vector<QStringList> rows;
    for (const EventRecord &event : m_batch.events) {
        const auto text = [this](StringRef ref) { return m_batch.strings.text(ref); };
        QStringList row{timeText(event), text(event.type)};
        forEachTyped([&](auto i) {
            if constexpr (kTypedSpecs[i].isText())
                row.append(text(event.*kEventTexts[i]));
            else if constexpr (kTypedSpecs[i].shape == FieldShape::Port)
                row.append(number(event.*kEventPorts[i], 0));
            else
                row.append(number(event.*kEventNumbers[i], kUnknown));
        });
        row.append(text(event.details));
        rows.push_back(row);
    }
    message.columns.clear();
    message.rows.assign(rows.size(), {});
    for (qsizetype column = 0; column < names.size(); ++column) {
        const bool used = std::any_of(rows.begin(), rows.end(), [column](const QStringList &row) { return !row[column].isEmpty(); });
        if (!used)
            continue;
        message.columns.append(names[column]);
        for (size_t row = 0; row < rows.size(); ++row)
            message.rows[row].append(rows[row][column]);
    }
}

void PreviewSink::fill(ProbeMessage &message, const ImporterDescriptor &descriptor, const ImportContext &context) const
{
    fillRows(message);
    message.importer = descriptor.id;
    message.format = descriptor.id;
    for (const EventRecord &event : m_batch.events)
        message.zoneNeeded = message.zoneNeeded || (event.basis == TimeBasis::Local && context.zone.isEmpty());
    for (const QString &field : descriptor.requiredFields) {
        if (!message.columns.contains(field))
            message.missingFields.append(field);
    }
    if (m_batch.coverage.empty())
        return;
    const CoverageRecord &coverage = m_batch.coverage.back();
    message.format = m_batch.strings.text(coverage.format);
    message.encoding = m_batch.strings.text(coverage.encoding);
    message.encodingGuessed = message.encoding.endsWith(u'?'); // the mark of a guess in a coverage row
    if (message.encodingGuessed)
        message.encoding.chop(1);
    message.zone = m_batch.strings.text(coverage.zone);
    message.host = m_batch.strings.text(coverage.host);
}

} // namespace ashiato
