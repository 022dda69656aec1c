// SPDX-License-Identifier: Apache-2.0
#include "importers/windows/registry/hivemeaning.h"

#include "importers/common/windowstypes.h"

#include <QDateTime>
#include <QTimeZone>
#include <QtEndian>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// A FILETIME for the details; nothing for "never".
QString timeDetail(quint64 fileTime)
{
    const qint64 ns = fileTimeNs(fileTime);
    if (ns == kNoTime || fileTime == 0x7fffffffffffffffull)
        return {};
    return QDateTime::fromMSecsSinceEpoch(ns / 1'000'000, Qt::UTC).toString(Qt::ISODateWithMs);
}

template <typename T> T numberAt(const QByteArray &bytes, qsizetype at)
{
    return at + qsizetype(sizeof(T)) <= bytes.size() ? qFromLittleEndian<T>(bytes.constData() + at) : T(0);
}

/// Accounts of the machine (SAM) and who has a profile on it (SOFTWARE). F and V: the layouts are those that chntpw and
/// samparse read.
class AccountMeaning : public HiveMeaning
{
public:
    void read(const Hive &hive, HiveSink &sink) const override
    {
        if (const auto account = hive.find("SAM\\Domains\\Account"))
            readUsers(hive, *account, sink);
        if (const auto list = hive.find("Microsoft\\Windows NT\\CurrentVersion\\ProfileList")) {
            for (const RegKey &profile : hive.subkeys(*list))
                readProfile(hive, profile, sink);
        }
    }

private:
    /// The machine's own SID ends the V value of the domain: three numbers.
    static QByteArray machineSid(const Hive &hive, const RegKey &account)
    {
        const auto value = hive.value(account, "V");
        if (!value || value->data.size() < 12)
            return {};
        QByteArray sid = "S-1-5-21";
        for (int i = 0; i < 3; ++i)
            sid += '-' + QByteArray::number(numberAt<quint32>(value->data, value->data.size() - 12 + 4 * i));
        return sid;
    }

    static void readUsers(const Hive &hive, const RegKey &account, HiveSink &sink)
    {
        const auto users = hive.find(account, "Users");
        if (!users)
            return;
        const QByteArray machine = machineSid(hive, account);
        for (const RegKey &user : hive.subkeys(*users)) {
            bool isRid = false;
            const quint32 rid = user.name.toUInt(&isRid, 16);
            if (isRid && user.name.size() == 8)
                readUser(hive, user, rid, machine, sink);
        }
    }

    /// A text of the V value: its offset and length stand in its head, and count from 0xCC.
    static QByteArray textOf(const QByteArray &v, qsizetype entry)
    {
        constexpr qsizetype kTexts = 0xCC;
        const qint64 offset = kTexts + qint64(numberAt<quint32>(v, entry)), length = numberAt<quint32>(v, entry + 4);
        return offset + length <= v.size() ? utf16Text(QByteArrayView(v).sliced(offset, length)) : QByteArray();
    }

    static void readUser(const Hive &hive, const RegKey &user, quint32 rid, const QByteArray &machine, HiveSink &sink)
    {
        const auto v = hive.value(user, "V"), f = hive.value(user, "F");
        if (!v)
            return;
        HiveFact fact;
        fact.kind = "account:local";
        fact.subject = machine.isEmpty() ? QByteArray::number(rid) : machine + '-' + QByteArray::number(rid);
        fact.name = textOf(v->data, 0x0C);
        fact.value = textOf(v->data, 0x18);
        if (const QByteArray comment = textOf(v->data, 0x24); !comment.isEmpty())
            fact.details.insert(u"comment"_s, QString::fromUtf8(comment));
        fact.details.insert(u"rid"_s, qint64(rid));
        if (f && f->data.size() >= 68)
            addLogons(f->data, fact.details);
        fact.at(*v);
        sink.fact(fact);
    }

    static void addLogons(const QByteArray &f, QJsonObject &details)
    {
        constexpr quint16 kDisabled = 0x1, kNoPassword = 0x4, kNeverExpires = 0x200;
        for (const auto &[name, at] : {std::pair(u"last_logon"_s, 8), std::pair(u"password_set"_s, 24),
                                       std::pair(u"expires"_s, 32), std::pair(u"last_failed_logon"_s, 40)}) {
            if (const QString time = timeDetail(numberAt<quint64>(f, at)); !time.isEmpty())
                details.insert(name, time);
        }
        const auto flags = numberAt<quint16>(f, 56);
        details.insert(u"failed_logons"_s, int(numberAt<quint16>(f, 64)));
        details.insert(u"logons"_s, int(numberAt<quint16>(f, 66)));
        details.insert(u"disabled"_s, (flags & kDisabled) != 0);
        if (flags & kNoPassword)
            details.insert(u"password_not_required"_s, true);
        if (flags & kNeverExpires)
            details.insert(u"password_never_expires"_s, true);
    }

    static void readProfile(const Hive &hive, const RegKey &profile, HiveSink &sink)
    {
        const auto path = hive.value(profile, "ProfileImagePath");
        if (!path)
            return;
        HiveFact fact;
        fact.kind = "account:profile";
        fact.subject = profile.name;
        fact.value = path->text();
        fact.name = fact.value.mid(fact.value.lastIndexOf('\\') + 1);
        fact.details.insert(u"key_written"_s, timeDetail(profile.written));
        const auto numberOf = [&](const char *name) {
            const auto value = hive.value(profile, name);
            return value ? value->number().value_or(0) : 0;
        };
        for (const char *what : {"Load", "Unload"}) {
            const QByteArray stem = QByteArray("LocalProfile") + what + "Time";
            const quint64 time = numberOf((stem + "High").constData()) << 32 | numberOf((stem + "Low").constData());
            if (const QString text = timeDetail(time); !text.isEmpty())
                fact.details.insert(QString::fromLatin1(stem), text);
        }
        fact.at(*path);
        sink.fact(fact);
    }
};

} // namespace

std::unique_ptr<HiveMeaning> accountMeaning() { return std::make_unique<AccountMeaning>(); }

} // namespace ashiato
