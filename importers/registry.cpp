// SPDX-License-Identifier: Apache-2.0
#include "importers/importer.h"

#include "importerlist.h"

#include <QHash>

namespace ashiato
{

namespace
{

/// '*' any run, '?' one character; both sides lower case. Linear but for the last star, so no name makes it slow.
bool matchesWildcard(QStringView pattern, QStringView name)
{
    qsizetype p = 0, n = 0, star = -1, mark = 0;
    while (n < name.size()) {
        if (p < pattern.size() && (pattern[p] == name[n] || pattern[p] == u'?')) {
            ++p;
            ++n;
        } else if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            mark = n;
        } else if (star >= 0) {
            p = star + 1;
            n = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

bool hasWildcard(QStringView text)
{
    return text.contains(u'*') || text.contains(u'?');
}

/// The registered importers and an index over their name patterns: a walk asks for every file, so whole names and
/// "*.ext" are looked up and only the few other patterns are tried one by one.
class Registry
{
public:
    Registry()
    {
        for (const ImporterFactory *factory = kImporterFactories; *factory; ++factory)
            m_importers.push_back((*factory)());
        for (const auto &importer : m_importers) {
            for (const QString &pattern : importer->descriptor().fileNames)
                addPattern(pattern.toLower(), importer.get());
            for (const QString &path : importer->descriptor().paths)
                m_paths[path.mid(path.lastIndexOf(u'/') + 1).toLower()].emplace_back(path.toLower(), importer.get());
        }
    }

    const std::vector<std::unique_ptr<Importer>> &all() const { return m_importers; }

    const Importer *forPath(QByteArrayView directory, const QString &fileName, bool isStream) const
    {
        const QString name = fileName.toLower();
        const Importer *best = isStream ? nullptr : forName(name);
        if (isStream) {
            for (const auto &[pattern, importer] : m_patterns) {
                if (pattern.contains(u':') && matchesWildcard(pattern, name))
                    better(best, importer);
            }
        }
        if (const auto places = m_paths.constFind(name); places != m_paths.constEnd()) {
            const QString path = QString::fromUtf8(directory).toLower() + name;
            for (const auto &[pattern, importer] : *places) {
                if (matchesWildcard(pattern, path))
                    better(best, importer);
            }
        }
        return best;
    }

    /// name: lower case
    const Importer *forName(const QString &name) const
    {
        const Importer *best = m_names.value(name);
        const qsizetype dot = name.lastIndexOf(u'.');
        if (dot >= 0)
            better(best, m_suffixes.value(name.mid(dot)));
        for (const auto &[pattern, importer] : m_patterns) {
            if (matchesWildcard(pattern, name))
                better(best, importer);
        }
        return best;
    }

private:
    void addPattern(const QString &pattern, const Importer *importer)
    {
        const QStringView tail = QStringView(pattern).mid(1);
        if (pattern.contains(u':'))
            m_patterns.emplace_back(pattern, importer);
        else if (!hasWildcard(pattern))
            better(m_names[pattern], importer);
        else if (pattern.startsWith(u'*') && tail.lastIndexOf(u'.') == 0 && !hasWildcard(tail))
            better(m_suffixes[tail.toString()], importer);
        else
            m_patterns.emplace_back(pattern, importer);
    }

    /// The lower priority number stays; the earlier registration on a tie.
    static void better(const Importer *&best, const Importer *other)
    {
        if (other && (!best || other->descriptor().priority < best->descriptor().priority))
            best = other;
    }

    std::vector<std::unique_ptr<Importer>> m_importers;
    QHash<QString, const Importer *> m_names;
    QHash<QString, const Importer *> m_suffixes;
    std::vector<std::pair<QString, const Importer *>> m_patterns;
    QHash<QString, std::vector<std::pair<QString, const Importer *>>> m_paths; ///< By the last part
};

const Registry &registry()
{
    static const Registry instance; // constant data, made once
    return instance;
}

} // namespace

const std::vector<std::unique_ptr<Importer>> &importers()
{
    return registry().all();
}

const Importer *importerById(const QString &id)
{
    for (const auto &importer : importers()) {
        if (importer->descriptor().id == id)
            return importer.get();
    }
    return nullptr;
}

const Importer *importerForName(const QString &fileName)
{
    return registry().forName(fileName.toLower());
}

const Importer *importerForPath(QByteArrayView directory, const QString &fileName, bool isStream)
{
    return registry().forPath(directory, fileName, isStream);
}

const Importer *recognise(QByteArrayView head, const QString &fileName)
{
    const Importer *best = nullptr;
    int bestConfidence = kConfidentImporter - 1;
    for (const auto &importer : importers()) {
        const int confidence = importer->sniff(head, fileName);
        const bool wins = confidence > bestConfidence
            || (best && confidence == bestConfidence && importer->descriptor().priority < best->descriptor().priority);
        if (wins) {
            best = importer.get();
            bestConfidence = confidence;
        }
    }
    return best;
}

} // namespace ashiato
