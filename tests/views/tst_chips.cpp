// SPDX-License-Identifier: Apache-2.0
#include "views/shared/chip.h"
#include "views/shared/flowlayout.h"

#include <QPointer>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestChips : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void longTextsStandWholeInTheTip()
    {
        const QString path = u"Path: "_s + QString(u"Users/aiko/"_s).repeated(40) + u"note.txt"_s;
        QWidget area;
        const Chip shorter(u"Host: PC-07"_s, &area), longer(path, &area);
        QCOMPARE(shorter.text(), u"Host: PC-07  ×"_s);
        QVERIFY(longer.text().startsWith(u"Path: "_s) && longer.text().endsWith(u"note.txt  ×"_s));
        QVERIFY(longer.text().size() < path.size());
        QVERIFY(longer.toolTip().contains(path));
        QCOMPARE(longer.accessibleName(), longer.toolTip());
    }

    void theClickedChipMayEmptyItsRow()
    {
        QWidget area;
        auto *row = new FlowLayout(&area, 6);
        std::vector<QPointer<Chip>> chips;
        for (const auto &text : {u"first"_s, u"second"_s}) {
            chips.emplace_back(new Chip(text, &area));
            row->addWidget(chips.back());
            connect(chips.back(), &Chip::clicked, &area, [row] { row->clear(); });
        }
        chips[0]->click();
        QCOMPARE(row->count(), 0);
        QVERIFY(!chips[1] || !chips[1]->isVisibleTo(&area));
        QTRY_VERIFY(!chips[0] && !chips[1]);
    }
};

QTEST_MAIN(TestChips)
#include "tst_chips.moc"
