// SPDX-License-Identifier: Apache-2.0
#include "logtesting.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestSquidImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sniffs() { checkSniffing(u"squid"_s); }
    void truncation() { checkTruncation(u"squid"_s, sampleBytes(u"squid"_s)); }
    void mutations() { checkMutations(u"squid"_s, sampleBytes(u"squid"_s)); }
    void resume() { checkResume(u"squid"_s, sampleBytes(u"squid"_s)); }
};

QTEST_GUILESS_MAIN(TestSquidImporter)
#include "tst_squidimporter.moc"
