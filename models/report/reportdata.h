// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/casedb/eventrow.h"
#include "models/hosts/hostlist.h"
#include "models/network/networkgraph.h"
#include "models/query/eventquery.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace ashiato
{

/// One tagged item of the case.
struct ReportItem {
    TargetKind target = TargetKind::Event;
    EventRow event;            ///< target Event
    FileRow file;              ///< target File
    QString value;             ///< target Endpoint: its value; Flow: source → destination
    QString valueSource;       ///< Where a flow's first record stands
    qint64 shownNs = kNoTime;  ///< Where it stands in the order of time
    bool zoneKnown = true;     ///< Else shownNs is what the clock on the wall said, wherever that hung
    std::vector<TagRow> tags;
    QString note;
    QByteArray recordSha256;   ///< Of the file, or of the one that the record stands in; empty: not hashed
};

/// Everything that the report tells, read once in one state of the case; both languages are made of it.
struct ReportData {
    CaseInfo info;
    QStringList examiners;
    std::vector<EvidenceRow> evidence;
    std::vector<VolumeRow> volumes;
    std::vector<JobRow> jobs;
    std::vector<ReportItem> items;    ///< In order of shown time, then exhibit and position
    qint64 unboundTags = 0;           ///< On items that are not in the case any more
    std::vector<TypeCount> types;
    std::map<qint64, qint64> filesOf; ///< Files listed, by evidence id
    qint64 eventCount = 0, fileCount = 0;
    struct End {
        qint64 shownNs = kNoTime;
        bool zoneKnown = true; ///< As of ReportItem
    };
    std::optional<std::pair<End, End>> span; ///< Of the events that have a time
    qint64 zoneless = 0;              ///< Events at digits of a zone that nobody told
    Histogram histogram;              ///< Of all events over span
    std::vector<FlowRow> flows;       ///< The largest
    qint64 flowCount = 0;
    NetworkGraph network;             ///< Of the whole case, where the network view shows it
    std::vector<std::pair<QString, QPointF>> newPlaces; ///< Of its nodes that the case keeps no place of yet
    HostList hosts;
    std::vector<CoverageRow> coverage;
    std::vector<WarningRow> warnings;
    std::vector<JournalRow> journal;  ///< Without report and export acts
    std::vector<HostAliasRow> journalHosts; ///< Names that its entries point to
    QString journalHead;              ///< Of the last entry listed here
};

} // namespace ashiato
