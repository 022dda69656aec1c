// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/columns/columnstore.h"
#include "models/lens/lens.h"
#include "models/query/lensquery.h"
#include "tests/shared/syntheticcase.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

// bench_growth [EVENTS] [none|window|tight] [FILES]: writes that many events into a case, as an import would, with
//   none    nothing beside it,
//   window  the selection of a window kept up to date, with its histogram,
//   tight   a thread that refreshes the column cache as often as it can,
// and prints how long the writing took, how long until the cache was whole, and the looks: of the window the time that
// its question took, of the thread the processor time of the refresh.

namespace
{

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Of this thread: what a look costs is told apart from what it waits for.
double threadMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Measured {
    double writing = 0, whole = 0, cpu = 0;
    std::vector<std::pair<quint32, double>> refreshes; ///< Rows afterwards, ms
};

void print(const char *mode, const Measured &m, qint64 events)
{
    double sum = 0;
    for (const auto &[rows, ms] : m.refreshes)
        sum += ms;
    std::printf("%-7s writing %7.2f s, cache whole after %7.2f s, CPU %7.2f s; %zu looks, %.2f s in all\n", mode,
                m.writing, m.whole, m.cpu, m.refreshes.size(), sum / 1e3);
    // Whether a look costs more the more there is: the looks by how full the case was.
    constexpr int kParts = 8;
    for (int part = 0; part < kParts; ++part) {
        double whole = 0, worst = 0;
        int count = 0;
        for (const auto &[rows, ms] : m.refreshes) {
            if (qMin<qint64>(kParts - 1, qint64(rows) * kParts / events) != part)
                continue;
            whole += ms;
            worst = qMax(worst, ms);
            ++count;
        }
        if (count > 0)
            std::printf("  up to %9lld rows: %6d looks, %9.1f ms together, worst %8.1f ms\n",
                        static_cast<long long>(events * (part + 1) / kParts), count, whole, worst);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const qint64 events = arguments.value(1, u"1000000"_s).toLongLong();
    const QString mode = arguments.value(2, u"window"_s);
    SyntheticOptions options;
    options.events = 1'000;
    options.distinctUrls = true;
    options.files = arguments.value(3, QString::number(events / 10)).toLongLong();
    QTemporaryDir folder;
    auto made = makeSyntheticCase(folder.filePath(u"case"_s), options);
    if (!made)
        qFatal("%s", qPrintable(made.error().detail));
    Case &opened = **made;
    auto columns = std::make_shared<ColumnStore>(opened.cacheFolder(), ColumnStore::Use::Own);
    auto reader = *opened.reader();
    if (!columns->open(*reader))
        qFatal("open");

    Measured measured;
    QElapsedTimer clock;
    const double cpuBefore = cpuSeconds();
    clock.start();
    std::atomic<bool> written{false};
    std::thread import([&] {
        if (!addSyntheticEvents(opened, options, options.events, events))
            qFatal("import");
        measured.writing = double(clock.elapsed()) / 1e3;
        written = true;
    });
    if (mode == u"tight") {
        for (bool last = false; !last;) {
            last = written;
            for (bool more = true; more;) {
                const double before = threadMs();
                more = *columns->refresh(*reader);
                measured.refreshes.emplace_back(columns->events()->rows, threadMs() - before);
            }
        }
    } else if (mode == u"window") {
        Lens lens;
        LensQuery query(opened, lens, columns);
        QObject::connect(opened.writer(), &CaseWriter::committed, &query, &LensQuery::caseChanged);
        QObject::connect(&query, &LensQuery::selectionChanged, &query, [&] {
            measured.refreshes.emplace_back(query.selection().columns()->rows, double(query.lastMs()));
            if (const auto span = query.caseSpan())
                query.requestHistogram(span->first, span->second, 1000);
            if (written && query.selection().total() >= events + options.events)
                application.quit();
        });
        query.caseChanged();
        application.exec();
    }
    import.join();
    measured.whole = double(clock.elapsed()) / 1e3;
    measured.cpu = cpuSeconds() - cpuBefore;
    print(qPrintable(mode), measured, events + options.events);
    return 0;
}
