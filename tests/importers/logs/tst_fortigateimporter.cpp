// SPDX-License-Identifier: Apache-2.0
#include "logtesting.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestFortigateImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sniffs() { checkSniffing(u"fortigate"_s); }
    void truncation() { checkTruncation(u"fortigate"_s, sampleBytes(u"fortigate"_s)); }
    void mutations() { checkMutations(u"fortigate"_s, sampleBytes(u"fortigate"_s)); }
    void resume() { checkResume(u"fortigate"_s, sampleBytes(u"fortigate"_s)); }
};

QTEST_GUILESS_MAIN(TestFortigateImporter)
#include "tst_fortigateimporter.moc"
