// SPDX-License-Identifier: Apache-2.0
#include "importers/windows/registry/hivemeaning.h"

#include "importers/common/windowstypes.h"

#include <QTimeZone>
#include <QtEndian>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

std::optional<RegKey> currentControlSet(const Hive &hive)
{
    const auto root = hive.root();
    if (!root)
        return {};
    quint64 current = 1;
    if (const auto select = hive.find(*root, "Select")) {
        if (const auto value = hive.value(*select, "Current"))
            current = value->number().value_or(1);
    }
    return hive.find(*root, "ControlSet" + QByteArray::number(current).rightJustified(3, '0'));
}

namespace
{

class HostMeaning : public HiveMeaning
{
public:
    void read(const Hive &hive, HiveSink &sink) const override
    {
        if (const auto set = currentControlSet(hive)) {
            readName(hive, *set, sink);
            readDomain(hive, *set, sink);
            readZone(hive, *set, sink);
        }
        if (const auto version = hive.find("Microsoft\\Windows NT\\CurrentVersion"))
            readVersion(hive, *version, sink);
    }

private:
    static void readName(const Hive &hive, const RegKey &set, HiveSink &sink)
    {
        const auto key = hive.find(set, "Control\\ComputerName\\ComputerName");
        const auto name = key ? hive.value(*key, "ComputerName") : std::nullopt;
        if (!name || name->text().isEmpty())
            return;
        HiveFact fact;
        fact.kind = "host:name";
        fact.value = name->text();
        fact.host = name->text();
        fact.at(*name);
        sink.fact(fact);
    }

    /// DNS name and domain as set, and as a domain or DHCP gave them.
    static void readDomain(const Hive &hive, const RegKey &set, HiveSink &sink)
    {
        const auto key = hive.find(set, "Services\\Tcpip\\Parameters");
        if (!key)
            return;
        for (const char *name : {"NV Hostname", "Hostname", "NV Domain", "Domain", "DhcpDomain"}) {
            const auto value = hive.value(*key, name);
            if (!value || value->text().isEmpty())
                continue;
            const bool isHost = QByteArrayView(name).endsWith("Hostname");
            HiveFact fact;
            fact.kind = isHost ? "host:dns_name" : "host:domain";
            fact.name = name;
            fact.value = value->text();
            fact.at(*value);
            sink.fact(fact);
        }
    }

    static void readZone(const Hive &hive, const RegKey &set, HiveSink &sink)
    {
        const auto key = hive.find(set, "Control\\TimeZoneInformation");
        if (!key)
            return;
        auto name = hive.value(*key, "TimeZoneKeyName"); // from Windows Vista on
        const auto standard = hive.value(*key, "StandardName");
        if (!name || name->text().isEmpty())
            name = standard;
        if (!name)
            return;
        HiveFact fact;
        fact.kind = "host:zone";
        fact.name = name->text();
        fact.value = QTimeZone::windowsIdToDefaultIanaId(name->text());
        if (standard)
            fact.details.insert(u"StandardName"_s, QString::fromUtf8(standard->text()));
        for (const char *bias : {"Bias", "ActiveTimeBias", "StandardBias", "DaylightBias"}) {
            const auto value = hive.value(*key, bias); // minutes, what is added to get UTC
            if (const auto minutes = value ? value->number() : std::nullopt)
                fact.details.insert(QLatin1StringView(bias), qint32(quint32(*minutes)));
        }
        fact.at(*name);
        sink.fact(fact);
    }

    static QByteArray textOf(const Hive &hive, const RegKey &key, const char *name)
    {
        const auto value = hive.value(key, name);
        return value ? value->shown() : QByteArray();
    }

    static void readVersion(const Hive &hive, const RegKey &version, HiveSink &sink)
    {
        const auto product = hive.value(version, "ProductName");
        if (product && !product->text().isEmpty()) {
            const QByteArray build = textOf(hive, version, "CurrentBuildNumber"), revision = textOf(hive, version, "UBR");
            QByteArray text = product->text();
            for (const char *name : {"DisplayVersion", "ReleaseId", "CSDVersion"}) {
                if (const QByteArray more = textOf(hive, version, name); !more.isEmpty()) {
                    text += ' ' + more;
                    break;
                }
            }
            if (!build.isEmpty())
                text += " (" + build + (revision.isEmpty() ? QByteArray() : '.' + revision) + ')';
            HiveFact fact;
            fact.kind = "host:os";
            fact.name = product->text();
            fact.value = text;
            for (const char *name : {"CurrentVersion", "EditionID", "InstallationType", "RegisteredOwner", "RegisteredOrganization",
                                     "SystemRoot", "BuildLabEx"}) {
                if (const QByteArray more = textOf(hive, version, name); !more.isEmpty())
                    fact.details.insert(QLatin1StringView(name), QString::fromUtf8(more));
            }
            fact.at(*product);
            sink.fact(fact);
        }
        readInstalled(hive, version, sink);
    }

    /// InstallTime is exact (Windows 10 on); InstallDate has seconds.
    static void readInstalled(const Hive &hive, const RegKey &version, HiveSink &sink)
    {
        constexpr qint64 kSecond = 1'000'000'000;
        HiveFact fact;
        fact.kind = "host:installed";
        if (const auto time = hive.value(version, "InstallTime"); time && time->number()) {
            fact.sinceNs = fileTimeNs(*time->number());
            fact.value = "InstallTime";
            fact.at(*time);
        }
        if (const auto date = hive.value(version, "InstallDate"); fact.sinceNs == kNoTime && date && date->number()) {
            fact.sinceNs = qint64(*date->number()) * kSecond;
            fact.value = "InstallDate";
            fact.at(*date);
        }
        if (fact.sinceNs != kNoTime)
            sink.fact(fact);
    }
};

} // namespace

std::unique_ptr<HiveMeaning> hostMeaning() { return std::make_unique<HostMeaning>(); }

} // namespace ashiato
