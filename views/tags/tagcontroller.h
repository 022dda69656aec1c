// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/act.h"
#include "models/records/result.h"
#include "views/shared/language.h"
#include "views/shared/viewcontext.h"

#include <QFutureWatcher>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace ashiato
{

/// What a key of a tag acts on.
struct TagTargets {
    TargetKind kind = TargetKind::Event;
    std::vector<qint64> ids;
    QJsonObject lens; ///< What "all matches" was, Filter::toJson(); empty for marked rows
    /// "All matches" may be millions: gives their ids, on another thread; ids is empty then.
    std::function<std::vector<qint64>()> allIds = {};
    bool isEmpty() const { return ids.empty() && !allIds; }
};

/// Puts tags on and takes them off: connects the actions Tag.1 … Tag.9, Edit.Undo and Edit.Redo to the journal. A key puts
/// its tag on all targets, and takes it off when every one of them has it. The first use of a key that no tag has makes
/// the tag of that key of the usual set (entry, execution, persistence, lateral movement, exfiltration).
/// However fast the keys come, the second press of a key sees what the first one did: they go through the queue of acts,
/// which also tells what was refused. GUI thread; acts are written on the writer's thread and told by changed() when accepted.
class TagController : public QObject
{
    Q_OBJECT

public:
    explicit TagController(const ViewContext &context, QObject *parent = nullptr);
    ~TagController() override;

    /// Asked when a key is pressed. Views of app/ answer with the marked rows; without an answer the focus is tagged.
    void setTargets(std::function<TagTargets()> targets) { m_targets = std::move(targets); }

    /// Tags that are not removed, in the order of their keys.
    const std::vector<TagRow> &tags() const { return m_tags; }
    const TagRow *tag(qint64 id) const;

    void toggleKey(int key);
    void toggle(qint64 tagId, const TagTargets &targets);
    void undo();
    void redo();
    void tellTakenBack(const QFuture<Result<ActDone>> &future);
    /// Makes the tags of the usual set that are not there yet (by key).
    void createUsualTags();

    /// The usual set; row id 0.
    static std::vector<TagRow> usualTags();

public Q_SLOTS:
    /// Reads the tags again, off the GUI thread.
    void refresh();

Q_SIGNALS:
    /// Names, colours, keys or counts of the tags.
    void tagsChanged();
    /// An act was accepted: marks, notes or tags of the case have changed (LensQuery::marksChanged()).
    void changed();
    /// For the status line: "Tagged 31 rows with 実行".
    void told(const ashiato::Sentence &text);
    /// The tags could not be read.
    void failed(const ashiato::Error &error);

private:
    /// The last part of a step of the queue of acts.
    void wait(const QFuture<Result<ActDone>> &future, const std::function<void(const ActDone &)> &done);
    void findTag(const std::function<bool(const TagRow &)> &isMeant,
                 const std::function<void(const std::optional<TagRow> &)> &found);
    /// Puts it on all, or takes it off where all have it. Ends the step.
    static TagTargets resolved(TagTargets chosen);
    void toggleOn(const TagRow &tag, const TagTargets &targets);
    void createThen(const TagRow &usual, const TagTargets &targets);
    /// tag: one made just now is not in tags() yet.
    void setMatching(const TagRow &tag, const TagTargets &targets, bool on);
    TagTargets targets() const;

    ViewContext m_context;
    std::function<TagTargets()> m_targets;
    std::vector<TagRow> m_tags;
    bool m_reading = false, m_again = false;
};

} // namespace ashiato
