// SPDX-License-Identifier: Apache-2.0
#include "logtesting.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestIfilterImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sniffs() { checkSniffing(u"ifilter"_s); }
    void truncation() { checkTruncation(u"ifilter"_s, sampleBytes(u"ifilter"_s)); }
    void mutations() { checkMutations(u"ifilter"_s, sampleBytes(u"ifilter"_s)); }
    void resume() { checkResume(u"ifilter"_s, sampleBytes(u"ifilter"_s)); }
};

QTEST_GUILESS_MAIN(TestIfilterImporter)
#include "tst_ifilterimporter.moc"
