// SPDX-License-Identifier: Apache-2.0
#include "views/shared/closingnotice.h"

#include "models/casedb/casewriter.h"
#include "tests/views/viewbench.h"

#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// Calls something once, as soon as it holds.
void once(QObject *context, std::function<bool()> holds, std::function<void()> then)
{
    auto *watch = new QTimer(context);
    QObject::connect(watch, &QTimer::timeout, context, [watch, holds = std::move(holds), then = std::move(then)] {
        if (!holds())
            return;
        watch->deleteLater();
        watch->stop();
        then();
    });
    watch->start(0);
}

class ShowCount : public QObject
{
public:
    using QObject::QObject;
    int shown = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        shown += event->type() == QEvent::Show ? 1 : 0;
        return false;
    }
};

} // namespace

class TestClosingNotice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void nothingToDoNeedsNoWord()
    {
        ViewBench bench(10);
        ClosingNotice notice(*bench.acts, u"2026-014"_s, [](const Error &) { return u"refused"_s; });
        ShowCount count;
        notice.installEventFilter(&count);
        notice.finish();
        QCOMPARE(count.shown, 0);
    }

    void tellsWhileItWaitsAndLosesNothing()
    {
        ViewBench bench(10);
        ActQueue &acts = *bench.acts;
        acts.order([] {}); // goes on only when it is told to
        const auto made = acts.act(Act::tagCreate(u"最後"_s, {}, u"#c0392b"_s, {}));
        ClosingNotice notice(acts, u"2026-014"_s, [](const Error &) { return u"refused"_s; });
        QString told;
        once(&notice, [&] { return notice.isVisible(); }, [&] {
            told = notice.findChild<QLabel *>(u"closingText"_s)->text();
            QVERIFY(!notice.findChild<QPushButton *>()->isVisible()); // there is nothing to choose
            notice.close();
            QVERIFY(notice.isVisible());
            acts.next();
        });
        notice.finish();
        QVERIFY2(told.contains(u"still being written"_s) && told.contains(u"2026-014"_s), qPrintable(told));
        QVERIFY(!notice.isVisible());
        QVERIFY(made.isFinished() && made.result());
        const auto tags = bench.context->reader->tags();
        QVERIFY(tags && std::any_of(tags->begin(), tags->end(), [](const TagRow &tag) { return tag.name == u"最後"_s; }));
    }

    void tellsWhatWasRefused()
    {
        ViewBench bench(10);
        ActQueue &acts = *bench.acts;
        acts.order([&acts] { QTimer::singleShot(0, &acts, [&acts] { acts.giveUp({ErrorCode::DiskFull, {}, -1}); }); });
        ClosingNotice notice(acts, u"2026-014"_s, [](const Error &error) { return u"because of "_s + errorCodeId(error.code); });
        QString told;
        QPushButton *close = notice.findChild<QPushButton *>();
        once(&notice, [&] { return close->isVisible(); }, [&] {
            told = notice.findChild<QLabel *>(u"closingText"_s)->text();
            QTest::mouseClick(close, Qt::LeftButton);
        });
        notice.finish();
        QVERIFY2(told.contains(u"2026-014"_s) && told.contains(u"because of "_s + errorCodeId(ErrorCode::DiskFull)), qPrintable(told));
        QVERIFY(!notice.isVisible());
    }
};

QTEST_MAIN(TestClosingNotice)
#include "tst_closingnotice.moc"
