// SPDX-License-Identifier: Apache-2.0
#include "importers/windows/registry/hivemeaning.h"

#include "importers/common/windowstypes.h"

#include <QtEndian>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// What starts by itself: services and drivers (SYSTEM), Run keys of the machine (SOFTWARE) and of a user (NTUSER.DAT). since
/// is when the key was last written: it may be another value's.
class AutostartMeaning : public HiveMeaning
{
public:
    void read(const Hive &hive, HiveSink &sink) const override
    {
        if (const auto set = currentControlSet(hive)) {
            if (const auto services = hive.find(*set, "Services")) {
                for (const RegKey &service : hive.subkeys(*services))
                    readService(hive, service, sink);
            }
        }
        for (const char *key : {"Microsoft\\Windows\\CurrentVersion", "Wow6432Node\\Microsoft\\Windows\\CurrentVersion",
                                "Software\\Microsoft\\Windows\\CurrentVersion",
                                "Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion"}) {
            if (const auto version = hive.find(key))
                readRun(hive, *version, key, sink);
        }
    }

private:
    static void readService(const Hive &hive, const RegKey &service, HiveSink &sink)
    {
        constexpr const char *kStarts[] = {"boot", "system", "automatic", "manual", "disabled"};
        const auto type = hive.value(service, "Type"), start = hive.value(service, "Start");
        if (!type || !type->number() || !start || !start->number())
            return; // settings of something else
        const auto image = hive.value(service, "ImagePath");
        HiveFact fact;
        fact.kind = "autostart:service";
        fact.subject = service.name;
        fact.sinceNs = fileTimeNs(service.written);
        const auto shown = [&](const RegKey &key, const char *name) {
            const auto value = hive.value(key, name);
            return value ? value->shown() : QByteArray();
        };
        fact.name = shown(service, "DisplayName");
        fact.value = image ? image->text() : QByteArray();
        const quint64 when = *start->number();
        fact.details.insert(u"start"_s, when < std::size(kStarts) ? QString::fromLatin1(kStarts[when]) : QString::number(when));
        fact.details.insert(u"type"_s, qint64(*type->number()));
        fact.details.insert(u"since"_s, u"key_written"_s);
        for (const char *name : {"ObjectName", "Description", "FailureCommand"}) {
            if (const QByteArray text = shown(service, name); !text.isEmpty())
                fact.details.insert(QLatin1StringView(name), QString::fromUtf8(text));
        }
        if (const auto parameters = hive.find(service, "Parameters")) {
            if (const QByteArray library = shown(*parameters, "ServiceDll"); !library.isEmpty())
                fact.details.insert(u"ServiceDll"_s, QString::fromUtf8(library));
        }
        image ? fact.at(*image) : fact.at(service);
        sink.fact(fact);
    }

    static void readRun(const Hive &hive, const RegKey &version, const QByteArray &path, HiveSink &sink)
    {
        for (const char *name : {"Run", "RunOnce", "RunOnceEx", "RunServices", "RunServicesOnce", "Policies\\Explorer\\Run"}) {
            const auto key = hive.find(version, name);
            if (!key)
                continue;
            for (const RegValue &value : hive.values(*key)) {
                HiveFact fact;
                fact.kind = "autostart:run";
                fact.subject = path + '\\' + name;
                fact.name = value.name;
                fact.value = value.shown();
                fact.sinceNs = fileTimeNs(key->written);
                fact.details.insert(u"since"_s, u"key_written"_s);
                fact.at(value);
                sink.fact(fact);
            }
        }
    }
};

} // namespace

std::unique_ptr<HiveMeaning> autostartMeaning() { return std::make_unique<AutostartMeaning>(); }

} // namespace ashiato
