// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/columnstore.h"

#include <atomic>
#include <thread>

namespace ashiato
{

/// Calls work(segment, chunk) for every chunk of the columns on two threads, in no order; work is given an index 0 or 1
/// of its thread for sums of its own. False when cancelled. Two: what the weakest machine has, and memory bandwidth ends
/// the gain soon after.
template <typename Work>
bool forEachChunk(const EventColumns &columns, const CancelFlag &cancel, const Work &work)
{
    struct Place {
        size_t segment;
        quint32 chunk;
    };
    std::vector<Place> places;
    for (size_t segment = 0; segment < columns.segments.size(); ++segment) {
        for (quint32 chunk = 0; chunk < columns.segments[segment]->file().chunks(); ++chunk)
            places.push_back({segment, chunk});
    }
    std::atomic<size_t> next = 0;
    std::atomic<bool> stopped = false;
    const auto run = [&](int thread) {
        for (size_t i = next++; i < places.size(); i = next++) {
            if (cancel && cancel->load(std::memory_order_relaxed)) {
                stopped = true;
                return;
            }
            work(places[i].segment, places[i].chunk, thread);
        }
    };
    if (places.size() < 4) {
        run(0);
    } else {
        std::jthread other(run, 1);
        run(0);
    }
    return !stopped;
}

} // namespace ashiato
