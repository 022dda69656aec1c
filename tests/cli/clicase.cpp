// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/clicase.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

void CliCase::make()
{
    const QString folder = path(u"evidence/folder"_s);
    QVERIFY(writeFile(folder + u"/docs/アシアト.txt"_s, "足跡\n"));
    QVERIFY(writeFile(folder + u"/docs/comma, \"quote\".txt"_s, "x"));
    QVERIFY(writeFile(path(u"evidence/access.log"_s), squidLog(kLogLines)));
    const QString tree = path(u"tree"_s);
    QVERIFY(writeFile(tree + u"/home/yamada/note.txt"_s, kNote));
    QVERIFY(writeFile(tree + u"/home/yamada/large.bin"_s, QByteArray(1'500'000, 'q')));
    const QString maker = QStandardPaths::findExecutable(u"mke2fs"_s, {u"/sbin"_s, u"/usr/sbin"_s});
    QVERIFY2(!maker.isEmpty(), "mke2fs (e2fsprogs) is missing");
    const CliAnswer made = runProgram(maker, {u"-q"_s, u"-t"_s, u"ext4"_s, u"-d"_s, tree, path(u"evidence/disk.raw"_s), u"16M"_s});
    VERIFY_RUNS(made);

    const CliAnswer created = cli({u"create"_s, path(u"case"_s), u"--name"_s, u"試験"_s, u"--examiner"_s, u"Tester"_s});
    VERIFY_RUNS(created);
    QCOMPARE(created.out, theCase().toUtf8() + '\n');
    const CliAnswer added = cli({u"add"_s, theCase(), path(u"evidence/disk.raw"_s), path(u"evidence/access.log"_s), folder,
                                 u"--host"_s, u"PC-07"_s, u"--received-from"_s, u"the client"_s});
    VERIFY_RUNS(added);
    QCOMPARE(added.out, "E-01\t" + path(u"evidence/disk.raw"_s).toUtf8() + "\nE-02\t" + path(u"evidence/access.log"_s).toUtf8()
                            + "\nE-03\t" + folder.toUtf8() + '\n');
}

} // namespace ashiato
