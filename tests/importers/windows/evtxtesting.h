// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evtxwriter.h"
#include "importers/importer.h"
#include "tests/shared/memorysource.h"
#include "tests/shared/recordingsink.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

/// Imports a log from memory.
inline Result<void> import(const QByteArray &bytes, RecordingSink &sink, qint64 position = 0)
{
    MemorySource source(bytes);
    ImportContext context{source, sink, 7, u"Security.evtx"_s, u"/Security.evtx"_s, {}, {}, {}, {}, {}, {}, kNoTime,
                          nullptr, position, 0};
    return importerById(u"evtx"_s)->run(context);
}

inline quint64 fileTimeOf(qint64 ns)
{
    return quint64(ns / 100 + 116'444'736'000'000'000);
}

inline constexpr qint64 kTime = 1'794'590'024'118'000'000; // 2026-11-13T17:13:44.118Z

inline SampleEvent logon(const QString &user, const QString &address)
{
    SampleEvent event;
    event.fileTime = fileTimeOf(kTime);
    event.data = {{u"SubjectUserSid"_s, u"S-1-5-18"_s}, {u"TargetUserName"_s, user}, {u"TargetDomainName"_s, u"CORP"_s},
                  {u"LogonType"_s, u"3"_s}, {u"IpAddress"_s, address}, {u"IpPort"_s, u"50123"_s},
                  {u"ProcessName"_s, u"-"_s}};
    return event;
}

/// Three events in a first chunk, one in a second.
inline QByteArray sample()
{
    EvtxWriter writer;
    writer.add(logon(u"yamada"_s, u"10.1.7.23"_s));
    writer.add(logon(u"髙﨑"_s, u"::ffff:10.1.7.24"_s));
    SampleEvent nameless;
    nameless.id = 9999;
    nameless.level = 2;
    nameless.fileTime = fileTimeOf(kTime + 100);
    nameless.provider = u"Sample"_s;
    nameless.channel = u"Application"_s;
    nameless.data = {{QString(), u"first"_s}, {QString(), u"second"_s}, {u"x"_s, u"1"_s}, {u"x"_s, u"line\n\"two\""_s}};
    writer.add(nameless);
    writer.closeChunk();
    SampleEvent plain = logon(u"sato"_s, u"-"_s);
    plain.plain = true;
    writer.add(plain);
    return writer.file();
}

} // namespace ashiato
