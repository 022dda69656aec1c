// SPDX-License-Identifier: Apache-2.0
#include "importers/importer.h"

#include <QSet>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreUniqueAndFound();
    void namesFindTheirImporter();
    void nothingRecognisesNothing();
};

void TestRegistry::idsAreUniqueAndFound()
{
    QSet<QString> ids;
    for (const auto &importer : importers()) {
        const ImporterDescriptor &descriptor = importer->descriptor();
        QVERIFY(!descriptor.id.isEmpty() && !descriptor.version.isEmpty());
        QVERIFY2(!ids.contains(descriptor.id), qPrintable(descriptor.id));
        ids.insert(descriptor.id);
        QCOMPARE(importerById(descriptor.id), importer.get());
    }
    QVERIFY(!importerById(u"no such importer"_s));
}

void TestRegistry::namesFindTheirImporter()
{
    for (const auto &importer : importers()) {
        for (QString name : importer->descriptor().fileNames) {
            name.replace(u'*', u"X1"_s).replace(u'?', u'7');
            const Importer *found = importerForName(name);
            QVERIFY2(found, qPrintable(name));
            QVERIFY(found->descriptor().priority <= importer->descriptor().priority);
            QCOMPARE(importerForName(name.toUpper()), found);
        }
    }
    QVERIFY(!importerForName(u"a name that nobody claims"_s));
    QVERIFY(!importerForName({}));
}

void TestRegistry::nothingRecognisesNothing()
{
    QVERIFY(!recognise({}, {}));
    QByteArray noise(64 << 10, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : noise)
        byte = char((state = state * 1664525u + 1013904223u) >> 24);
    QVERIFY(!recognise(noise, u"noise.bin"_s));
}

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
