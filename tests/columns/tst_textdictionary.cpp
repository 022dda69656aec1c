// SPDX-License-Identifier: Apache-2.0
#include "models/columns/detailstext.h"
#include "models/columns/textdictionary.h"

#include "models/casedb/fold.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestTextDictionary : public QObject
{
    Q_OBJECT

private:
    static TextDictionary make(const QStringList &values, qint64 firstId = 1)
    {
        DictionaryBuilder builder;
        for (qsizetype i = 0; i < values.size(); ++i)
            builder.add(firstId + i * 2, values[i].toUtf8());
        return {{DictionaryPart::fromBytes(builder.build())}};
    }
    static QList<qint64> found(const TextDictionary &dictionary, const QString &needle, TextMatch match)
    {
        IdSet ids;
        dictionary.search(foldKey(needle).toUtf8(), match, nullptr, ids);
        ids.seal();
        QList<qint64> list;
        ids.forEach([&list](qint64 id) { list.append(id); });
        return list;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void valuesByIdAndByText()
    {
        const TextDictionary dictionary = make({u"PC-07"_s, u""_s, u"pc-07"_s, u"ｱｼｱﾄ.exe"_s, u"PC-070"_s, u"経理部"_s});
        QCOMPARE(dictionary.text(7), u"ｱｼｱﾄ.exe"_s);
        QCOMPARE(dictionary.text(8), QString());
        QCOMPARE(dictionary.text(999), QString());
        QCOMPARE(found(dictionary, u"PC-07"_s, TextMatch::Whole), (QList<qint64>{1, 5}));
        QCOMPARE(found(dictionary, u"pc-07"_s, TextMatch::Prefix), (QList<qint64>{1, 5, 9}));
        QCOMPARE(found(dictionary, u"c-07"_s, TextMatch::Contains), (QList<qint64>{1, 5, 9}));
        QCOMPARE(found(dictionary, u"アシアト"_s, TextMatch::Contains), (QList<qint64>{7}));
        QCOMPARE(found(dictionary, u"経理"_s, TextMatch::Contains), (QList<qint64>{11}));
        QCOMPARE(found(dictionary, u"理"_s, TextMatch::Contains), (QList<qint64>{11}));
        QCOMPARE(found(dictionary, QString(), TextMatch::Whole), (QList<qint64>{3}));
        QCOMPARE(found(dictionary, QString(), TextMatch::Prefix).size(), 6);
        QCOMPARE(found(dictionary, u"07pc"_s, TextMatch::Contains), QList<qint64>()); // not across values
    }

    void anySearchEqualsTheNaiveOne()
    {
        QStringList values;
        for (int i = 0; i < 3000; ++i)
            values.append(QString::number(i * i, 3));
        const TextDictionary dictionary = make(values);
        for (const QString &needle : {u"0"_s, u"12"_s, u"2012"_s, u"00000"_s, u"1"_s, u"2222"_s}) {
            QList<qint64> contains, whole, prefix;
            for (qsizetype i = 0; i < values.size(); ++i) {
                if (values[i].contains(needle))
                    contains.append(1 + i * 2);
                if (values[i] == needle)
                    whole.append(1 + i * 2);
                if (values[i].startsWith(needle))
                    prefix.append(1 + i * 2);
            }
            QCOMPARE(found(dictionary, needle, TextMatch::Contains), contains);
            QCOMPARE(found(dictionary, needle, TextMatch::Whole), whole);
            QCOMPARE(found(dictionary, needle, TextMatch::Prefix), prefix);
        }
    }

    void searchOverBlocks()
    {
        // More than a search block of folded text, matches on its borders included.
        QStringList values;
        for (int i = 0; i < 60'000; ++i)
            values.append(QString(97, u'a') + QString::number(i) + u"needle"_s);
        const TextDictionary dictionary = make(values);
        QCOMPARE(found(dictionary, u"needle"_s, TextMatch::Contains).size(), 60'000);
        QCOMPARE(found(dictionary, u"59999needle"_s, TextMatch::Contains), (QList<qint64>{1 + 59'999 * 2}));
        std::atomic<bool> cancel = true;
        IdSet ids;
        QVERIFY(!dictionary.search("nothing", TextMatch::Contains, &cancel, ids));
    }

    void filesAreCheckedAndDamageIsSeen()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"d.col"_s);
        DictionaryBuilder builder;
        builder.add(3, "one");
        builder.add(9, "two");
        QVERIFY(builder.save(path));
        auto part = DictionaryPart::open(path);
        QVERIFY(part);
        QVERIFY((*part)->isSound());
        QCOMPARE((*part)->value((*part)->placeOf(9)), QByteArrayView("two"));
        QCOMPARE((*part)->placeOf(4), qsizetype(-1));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() - 2);
        file.write("x");
        file.close();
        part = DictionaryPart::open(path);
        QVERIFY(part);
        QVERIFY(!(*part)->isSound());
        QVERIFY(QFile::resize(path, 40));
        QVERIFY(!DictionaryPart::open(path));
    }

    void detailsGiveValuesNotKeys()
    {
        QCOMPARE(detailsText("{\"LogonType\":\"Ａ3\",\"n\":42,\"nested\":{\"k\":[\"x\\\"y\",\"\\u8acb\\u6c42\"]},\"t\":true}"),
                 QByteArray("a3\n42\nx\"y\n請求\n"));
        QCOMPARE(detailsText("{\"a\" : \"😀\"}"), QByteArray("😀\n"));
        QCOMPARE(detailsText("plain Text"), QByteArray("plain text"));
        QCOMPARE(detailsText("{\"open\":\"never closed"), QByteArray("never closed\n"));
        QCOMPARE(detailsText("{}"), QByteArray());
    }
};

QTEST_APPLESS_MAIN(TestTextDictionary)
#include "tst_textdictionary.moc"
