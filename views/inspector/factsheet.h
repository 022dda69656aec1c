// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/inspector/facts.h"

#include <QTextBrowser>

namespace ashiato
{

class Theme;

/// Titles and values in two columns, as high as they need; titles break between words, long values anywhere, nothing is
/// cut off (but single words wider than their column, told by a tool tip), and text can be marked and copied. Values are put in as plain text. GUI thread.
class FactSheet : public QTextBrowser
{
    Q_OBJECT

public:
    explicit FactSheet(Theme &theme, QWidget *parent = nullptr);

    void setFacts(const std::vector<Fact> &facts);

protected:
    void resizeEvent(QResizeEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    void fill();
    void fit();
    void insertTitle(QTextCursor cursor, const QString &title, QTextCharFormat format, int room) const;

    Theme &m_theme;
    std::vector<Fact> m_facts;
};

} // namespace ashiato
