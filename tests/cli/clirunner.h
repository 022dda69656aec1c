// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

namespace ashiato
{

/// What a call of ashiato-cli gave.
struct CliAnswer {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

inline QString cliProgram() { return QStringLiteral(ASHIATO_BIN_DIR "/ashiato-cli"); }

inline CliAnswer runProgram(const QString &program, const QStringList &words, const QStringList &environment = {}, int limitMs = 120'000)
{
    QProcess process;
    QStringList all = QProcess::systemEnvironment();
    all += environment; // a later entry counts
    process.setEnvironment(all);
    process.start(program, words);
    if (!process.waitForFinished(limitMs)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError() + " (time limit)"};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

inline CliAnswer cli(const QStringList &words, const QStringList &environment = {}) { return runProgram(cliProgram(), words, environment); }

/// The rows of a CSV text (RFC 4180), cells as text.
inline QList<QStringList> parseCsv(const QByteArray &utf8)
{
    const QString text = QString::fromUtf8(utf8);
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != u'"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == u'"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u',') {
            row.append(cell);
            cell.clear();
        } else if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n') {
            row.append(cell);
            rows.append(row);
            row.clear();
            cell.clear();
            ++i;
        } else {
            cell += c;
        }
    }
    return rows;
}

/// The cells of a column, without its head.
inline QStringList column(const QList<QStringList> &rows, const QString &name)
{
    QStringList cells;
    if (rows.isEmpty())
        return cells;
    const qsizetype index = rows.first().indexOf(name);
    for (qsizetype i = 1; i < rows.size(); ++i)
        cells.append(rows[i].value(index));
    return cells;
}

inline bool writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// Lines of a Squid access.log, one second apart, in order of time.
inline QByteArray squidLog(int lines)
{
    QByteArray log;
    for (int i = 0; i < lines; ++i) {
        log += QByteArray::number(1'760'402'575 + i) + ".871    123 10.0.0." + QByteArray::number(5 + i % 3)
               + " TCP_MISS/200 " + QByteArray::number(1000 + i) + " GET http://files.example.jp/dl/" + QByteArray::number(i)
               + ".zip alice HIER_DIRECT/203.0.113.7 application/zip\n";
    }
    return log;
}

} // namespace ashiato
