// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/columns/columnstore.h"
#include "models/query/eventquery.h"
#include "tests/shared/syntheticcase.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

// bench_columns [EVENTS] [FOLDER]: makes a case of that many events (10 million; kept in FOLDER when given), builds its
// column cache and asks what a keystroke asks. Prints milliseconds (median and worst of some runs) and RssAnon.

namespace
{

double rssAnonMiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("RssAnon:"))
            return line.mid(8).trimmed().split(' ').value(0).toDouble() / 1024;
    }
    return 0;
}

void line(const char *what, double ms, double worst, qint64 result)
{
    std::printf("%-58s %10.1f %10.1f %14lld %8.0f\n", what, ms, worst, static_cast<long long>(result), rssAnonMiB());
    std::fflush(stdout);
}

template <typename Work> void measure(const char *what, int runs, const Work &work)
{
    std::vector<double> times;
    qint64 result = 0;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        result = work(i);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    line(what, times[times.size() / 2], times.back(), result);
}

qint64 folderBytes(const QString &path)
{
    qint64 sum = 0;
    const QFileInfoList files = QDir(path).entryInfoList(QDir::Files);
    for (const QFileInfo &file : files)
        sum += file.size();
    return sum;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    SyntheticOptions options;
    options.events = arguments.value(1, u"10000000"_s).toLongLong();
    options.files = options.events / 10;
    QTemporaryDir temporary;
    const QString path = QDir(arguments.value(2, temporary.path())).filePath(u"bench.ashiato"_s);

    std::printf("%-58s %10s %10s %14s %8s\n", "", "median ms", "worst ms", "result", "RssAnon");
    if (!Case::open(path, CaseMode::ReadOnly)) { // none yet, or one of an older schema
        QDir(path).removeRecursively();
        measure("make the case (writer)", 1, [&](int) {
            auto made = makeSyntheticCase(path, options);
            if (!made)
                qFatal("%s", qPrintable(made.error().detail));
            return (*made)->close() ? options.events : 0;
        });
    }
    auto caseFolder = Case::open(path, CaseMode::ReadOnly);
    if (!caseFolder)
        qFatal("%s", qPrintable(caseFolder.error().detail));
    const std::unique_ptr<Case> opened = std::move(*caseFolder);
    const auto reader = *opened->reader();
    const QString cache = QDir(arguments.value(2, temporary.path())).filePath(u"bench-cache"_s);
    QDir(cache).removeRecursively();
    {
        ColumnStore store(cache, ColumnStore::Use::Own);
        measure("build: first events shown", 1, [&](int) {
            if (!store.open(*reader) || !store.refresh(*reader))
                qFatal("refresh");
            return qint64(store.events()->rows);
        });
        measure("build: the rest", 1, [&](int) {
            for (;;) {
                const auto more = store.refresh(*reader);
                if (!more)
                    qFatal("refresh");
                if (!*more)
                    break;
            }
            return qint64(store.events()->rows);
        });
        measure("build: merge to one segment", 1, [&](int) {
            if (!store.compact(*reader))
                qFatal("compact");
            return qint64(store.events()->segments.size());
        });
    }
    std::printf("cache %.0f MiB, case %.0f MiB\n", double(folderBytes(cache)) / 1048576, double(folderBytes(path)) / 1048576);

    const auto store = std::make_shared<ColumnStore>(cache, ColumnStore::Use::Own);
    EventQuery query(store, *opened->reader());
    EventSelection all;
    measure("reopen: open, select all, band of 2000 buckets, first page", 1, [&](int) {
        if (!store->open(*reader))
            qFatal("open");
        all = *query.select({});
        const auto span = *query.span(all);
        const qint64 sum = qint64(query.histogram(all, span.first, span.second + 1, 2'000)->sum());
        return sum + query.page(all, 0, 60)->size();
    });
    const auto span = *query.span(all);
    measure("band of everything, 2000 buckets", 9,
            [&](int) { return qint64(query.histogram(all, span.first, span.second + 1, 2'000)->sum()); });

    const auto filters = {
        "host:PC-03 type:windows:evtx:4624", "-filetimes:only", "text:請求書", "text:持ち出", "url:site7.example.jp",
        "address:10.1.2.3", "severity:high,critical", "path:downloads -account:山田太郎",
        "from:2026-10-20T00:00:00Z to:2026-10-21T00:00:00Z"};
    for (const char *text : filters) {
        const Filter filter = *Filter::fromText(QString::fromUtf8(text));
        EventSelection selection;
        measure((QByteArray("filter ") + text).constData(), 7, [&](int) {
            selection = *query.select(filter);
            return selection.count();
        });
        measure("  its band, 2000 buckets", 7,
                [&](int) { return qint64(query.histogram(selection, span.first, span.second + 1, 2'000)->sum()); });
    }
    measure("page of 100 anywhere", 51, [&](int i) {
        return qint64(query.page(all, (all.count() - 100) * i / 51, 100)->size());
    });
    measure("place of an event among all", 21,
            [&](int i) { return all.placeOf(all.eventId((all.count() - 1) * i / 21)); });
    for (const auto &[name, column] : {std::pair{"sort all by host", EventColumn::Host},
                                       std::pair{"sort all by url", EventColumn::Url},
                                       std::pair{"sort all by bytes in", EventColumn::BytesIn},
                                       std::pair{"sort all by path", EventColumn::Path}}) {
        measure(name, 3, [&, by = column](int) { return query.select({}, by, Qt::DescendingOrder)->count(); });
    }
    for (const auto &[name, field] : {std::pair{"groups of all by kind", FilterField::Kind},
                                      std::pair{"groups of all by host", FilterField::Host},
                                      std::pair{"groups of all by account", FilterField::Account},
                                      std::pair{"groups of all by day", FilterField::Time}}) {
        measure(name, 5, [&, by = field](int) { return query.groups(all, {by, u"Asia/Tokyo"_s}, 1000)->values; });
    }
    measure("top 10 accounts of all", 5, [&](int) { return query.top(all, FilterField::Account, 10)->front().second; });
    measure("top 10 urls of all", 5, [&](int) { return query.top(all, FilterField::Url, 10)->front().second; });
    return 0;
}
