// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/coverage/coveragequery.h"
#include "views/shared/viewcontext.h"

#include <QWidget>

#include <array>

class QAbstractItemModel;
class QLabel;
class QLineEdit;
class QSplitter;
class QTableView;
class QToolButton;

namespace ashiato
{

class CoverageDelegate;
class CoverageModel;
class EmptyNote;
class GapModel;

/// What the case rests on: above, each source with the time that its records cover; below, what was not examined, what
/// could not be read and what is open to doubt, apart from each other. Loads while it is looked at. GUI thread.
class CoverageView : public QWidget
{
    Q_OBJECT

public:
    explicit CoverageView(const ViewContext &context, QWidget *parent = nullptr);

    const CoverageModel &sources() const { return *m_sources; }
    const GapModel &gaps() const { return *m_gaps; }

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeUpper();
    QWidget *makeLower();
    QTableView *makeTable(QAbstractItemModel *model, const QString &name, int lines);
    void connectAll();
    void restoreState();
    void saveState();
    void take(const CoverageData &data);
    void copyRow();
    void refreshText();
    void retranslate();

    ViewContext m_context;
    CoverageQuery *m_query = nullptr;
    CoverageModel *m_sources = nullptr;
    GapModel *m_gaps = nullptr;
    QSplitter *m_splitter = nullptr;
    QLabel *m_sourcesTitle = nullptr, *m_span = nullptr, *m_gapsTitle = nullptr, *m_note = nullptr;
    EmptyNote *m_noSources = nullptr, *m_noGaps = nullptr;
    QTableView *m_sourceTable = nullptr, *m_gapTable = nullptr;
    CoverageDelegate *m_delegate = nullptr;
    std::array<QToolButton *, 3> m_kinds{};
    QLineEdit *m_filter = nullptr;
    QString m_failure;
    bool m_stale = true;  ///< The case has moved since this view last asked
    bool m_loaded = false, m_cut = false;
};

} // namespace ashiato
