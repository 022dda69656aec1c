// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/report/reportcollector.h"
#include "tests/shared/syntheticcase.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// What of a case goes into its report.
class TestReportCollector : public QObject
{
    Q_OBJECT

private:
    template <typename T> static T done(QFuture<Result<T>> future)
    {
        future.waitForFinished();
        const auto result = future.result();
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
        return *result;
    }

private Q_SLOTS:
    void taggedItemsInOrderOfTime()
    {
        QTemporaryDir folder;
        SyntheticOptions options;
        options.events = 200;
        auto made = makeSyntheticCase(folder.filePath(u"c"_s), options);
        QVERIFY(made);
        Case &opened = **made;
        CaseWriter &writer = *opened.writer();
        const qint64 tag = done(writer.act(Act::tagCreate(u"侵入"_s, {}, u"#c0392b"_s, {}))).id;
        done(writer.act(Act::tagAdd(tag, TargetKind::Event, {70, 20})));
        done(writer.act(Act::noteSet(TargetKind::Event, 20, u"tagged and noted"_s)));
        done(writer.act(Act::noteSet(TargetKind::Event, 50, u"noted alone"_s)));
        done(writer.act(Act::noteSet(TargetKind::File, 5, u"a file"_s)));
        done(writer.act(Act::noteSet(TargetKind::Event, 60, u"taken back"_s)));
        done(writer.act(Act::noteSet(TargetKind::Event, 60, {})));

        const auto data = collectReport(opened, {});
        QVERIFY(data);
        QStringList found;
        for (const ReportItem &item : data->items) {
            const qint64 id = item.target == TargetKind::File ? item.file.id : item.event.id;
            found.append(u"%1 %2 %3 %4"_s.arg(int(item.target)).arg(id).arg(item.tags.size()).arg(item.note));
        }
        // What has no time stands last.
        QVERIFY(std::is_sorted(data->items.begin(), data->items.end(), [](const ReportItem &a, const ReportItem &b) {
            return std::pair(a.shownNs == kNoTime, a.shownNs) < std::pair(b.shownNs == kNoTime, b.shownNs);
        }));
        std::sort(found.begin(), found.end());
        QCOMPARE(found, (QStringList{u"0 20 1 tagged and noted"_s, u"0 70 1 "_s}));
        QCOMPARE(data->unboundTags, 0);
    }
};

QTEST_GUILESS_MAIN(TestReportCollector)
#include "tst_reportcollector.moc"
