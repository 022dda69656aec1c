// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLayout>
#include <QList>

namespace ashiato
{

/// Items in lines from left to right, as words in a paragraph: what does not fit goes to the next line. GUI thread.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    /// spacing: between items and between lines, pixels.
    FlowLayout(QWidget *parent, int spacing);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override { return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr; }
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return lay({0, 0, width, 0}, false); }
    /// Takes all widgets out and has them deleted later: also called by the click on one of them.
    void clear();
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    /// The height that the lines take.
    int lay(const QRect &rect, bool place) const;

    QList<QLayoutItem *> m_items;
};

} // namespace ashiato
