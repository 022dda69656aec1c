// SPDX-License-Identifier: Apache-2.0
// Importers that do what broken parsers do. A file is lines; a plain line becomes an event, a line that begins with "!"
// is carried out. "*.lines" are read with step() before each line, "*.blunt" without, as most importers are.
#include "importers/importer.h"
#include "models/records/frame.h"
#include "models/records/messages.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

/// What a locked process is refused, as text: an empty answer is a lock that does not hold.
QByteArray tryForbidden()
{
    QByteArray done;
    if (::open("/etc/passwd", O_RDONLY) >= 0)
        done += " passwd";
    if (::open("/tmp/ashiato-escape", O_WRONLY | O_CREAT, 0600) >= 0)
        done += " write";
    if (::open("/proc/self/exe", O_RDONLY) >= 0)
        done += " exe";
    if (::open("/", O_RDONLY | O_DIRECTORY) >= 0)
        done += " root";
    if (::socket(AF_INET, SOCK_STREAM, 0) >= 0)
        done += " inet";
    if (::socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
        done += " unix";
    if (const pid_t child = ::fork(); child == 0) {
        ::_exit(0);
    } else if (child > 0) {
        ::waitpid(child, nullptr, 0);
        done += " fork";
    }
    if (::kill(::getppid(), 0) == 0)
        done += " kill";
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0)
        done += " ptrace";
    if (::unlink("/tmp/ashiato-escape") == 0)
        done += " unlink";
    char *const none[] = {nullptr};
    ::execve("/bin/true", none, none); // does not come back where it works
    return done.isEmpty() ? QByteArrayLiteral("locked") : "open:" + done;
}

void carryOut(const QByteArray &command)
{
    if (command == "!crash") {
        ::raise(SIGSEGV);
    } else if (command == "!abort") {
        std::abort();
    } else if (command == "!exit") {
        ::_exit(0);
    } else if (command == "!hang") {
        for (volatile bool forever = true; forever;) {
        }
    } else if (command == "!eat") {
        for (;;)
            std::memset(new char[64 << 20], 1, 64 << 20);
    } else if (command == "!garbage") {
        const QByteArray junk(4096, '\xa5');
        (void)!::write(3, junk.constData(), size_t(junk.size()));
        ::pause();
    } else if (command == "!answer") { // whole, and to a question that nobody asked
        const QByteArray bytes = encodeFrame({FrameType::Bytes, 1, encode(BytesMessage())});
        (void)!::write(3, bytes.constData(), size_t(bytes.size()));
        ::pause();
    } else if (command.startsWith("!sleep ")) {
        ::usleep(useconds_t(command.mid(7).toInt() * 1000));
    }
}

class LinesImporter : public Importer
{
public:
    LinesImporter(const QString &id, const QString &pattern, bool careful) : m_careful(careful)
    {
        m_descriptor.id = id;
        m_descriptor.version = u"1"_s;
        m_descriptor.title = u"Lines"_s;
        m_descriptor.fileNames = QStringList{pattern};
        m_descriptor.eventTypes = QStringList{u"test:line"_s};
    }
    const ImporterDescriptor &descriptor() const override { return m_descriptor; }
    int sniff(QByteArrayView, const QString &fileName) const override
    {
        return fileName.endsWith(m_descriptor.fileNames.first().mid(1)) ? 90 : 0;
    }
    Result<void> run(ImportContext &context) const override
    {
        const QByteArray text = *context.source.window(0, context.source.size());
        qint64 count = 0;
        for (qint64 at = 0; at < text.size();) {
            qint64 end = text.indexOf('\n', at);
            end = end < 0 ? text.size() : end;
            const QByteArray line = text.mid(at, end - at);
            if (at < context.position) { // in the case already: counted, so that coverage is that of the whole file
                ++count;
                at = end + 1;
                continue;
            }
            if (!m_careful || context.sink.step(at)) {
                if (line == "!sandbox")
                    addEvent(context, at, tryForbidden());
                else if (line == "!encoding")
                    addEvent(context, at, context.encoding.toUtf8());
                else if (line.startsWith('!'))
                    carryOut(line);
                else
                    addEvent(context, at, line);
                ++count;
            }
            at = end + 1;
            if (!context.sink.endRecord(at) || !context.sink.advance(at, text.size(), context.path))
                return {ErrorCode::Cancelled};
        }
        CoverageRecord coverage;
        coverage.fileId = context.fileId;
        coverage.records = count;
        coverage.bytes = text.size();
        context.sink.batch().coverage.push_back(coverage);
        return {};
    }

private:
    static void addEvent(ImportContext &context, qint64 offset, const QByteArray &line)
    {
        StringPool &strings = context.sink.batch().strings;
        EventRecord event;
        event.recordedNs = 1'700'000'000'000'000'000 + offset * 1'000'000'000;
        event.fileId = context.fileId;
        event.offset = offset;
        event.length = line.size();
        event.type = strings.intern(u"test:line"_s);
        event.action = strings.intern(QByteArrayView(line));
        context.sink.batch().events.push_back(event);
    }

    ImporterDescriptor m_descriptor;
    bool m_careful;
};

const std::vector<std::unique_ptr<Importer>> &list()
{
    static const auto all = [] {
        std::vector<std::unique_ptr<Importer>> made;
        made.push_back(std::make_unique<LinesImporter>(u"lines"_s, u"*.lines"_s, true));
        made.push_back(std::make_unique<LinesImporter>(u"blunt"_s, u"*.blunt"_s, false));
        return made;
    }();
    return all;
}

} // namespace

const std::vector<std::unique_ptr<Importer>> &importers() { return list(); }

const Importer *importerById(const QString &id)
{
    for (const auto &importer : list()) {
        if (importer->descriptor().id == id)
            return importer.get();
    }
    return nullptr;
}

const Importer *importerForName(const QString &fileName) { return recognise({}, fileName); }

const Importer *recognise(QByteArrayView head, const QString &fileName)
{
    for (const auto &importer : list()) {
        if (importer->sniff(head, fileName) > 0)
            return importer.get();
    }
    return nullptr;
}

} // namespace ashiato
