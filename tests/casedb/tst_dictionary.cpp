// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/dictionary.h"

#include <QTest>

using namespace ashiato;

namespace
{

qint64 idOf(DictionaryMemory &memory, const QByteArray &value, qint64 newId)
{
    return memory.findOrRemember(value, hashBytes(value), newId);
}

} // namespace

class DictionaryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatItWasTold()
    {
        DictionaryMemory memory(1 << 20);
        for (qint64 id = 1; id <= 3000; ++id)
            QCOMPARE(idOf(memory, QByteArray::number(id), id), id);
        for (qint64 id = 1; id <= 3000; ++id)
            QCOMPARE(idOf(memory, QByteArray::number(id), -1), id);
        QVERIFY(!memory.forgot());
        memory.clear();
        QCOMPARE(memory.find("1", hashBytes("1")), 0);
    }

    void valuesOfOneHashStayApart()
    {
        DictionaryMemory memory(1 << 20);
        memory.remember("http", 77, 1);
        memory.remember("ftp", 77, 2);
        QCOMPARE(memory.find("http", 77), 1);
        QCOMPARE(memory.find("ftp", 77), 2);
        QCOMPARE(memory.find("ssh", 77), 0);
    }

    void whatIsInUseIsKeptWhileOthersPass()
    {
        DictionaryMemory memory(1 << 20);
        const qint64 http = idOf(memory, "http", 1);
        qint64 next = 2;
        for (int i = 0; i < 200'000; ++i) {
            idOf(memory, "/once/" + QByteArray::number(i), next++);
            QCOMPARE(idOf(memory, "http", next), http);
        }
        QVERIFY(memory.forgot());
        QCOMPARE(memory.find("/once/0", hashBytes("/once/0")), 0); // and what is not in use is not
    }

    void longValuesAreNotRemembered()
    {
        DictionaryMemory memory(1 << 20);
        const QByteArray value(4096, 'x');
        QCOMPARE(idOf(memory, value, 1), 1);
        QCOMPARE(idOf(memory, value, 2), 2);
        QVERIFY(memory.forgot());
    }
};

QTEST_APPLESS_MAIN(DictionaryTest)
#include "tst_dictionary.moc"
