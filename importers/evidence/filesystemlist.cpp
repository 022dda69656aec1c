// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemdirectory.h"

#include <tsk/libtsk.h>

#include <iterator>
#include <map>
#include <new>

// TSK keeps sets of numbers (inodes that a deleted name leads to, clusters that were seen) in linked lists that it
// looks through from the head: with 100,000 deleted files the search for orphans takes longer than all the rest. All
// that it does with a list goes through these three functions, so the list itself can be another one. All three are
// replaced or none: they stand in one file.

namespace
{

/// Ranges of numbers, by their first. It begins with TSK's struct, which only holds the place.
struct NumberSet {
    TSK_LIST place{};
    std::map<uint64_t, uint64_t> lastOfFirst;

    bool contains(uint64_t number) const
    {
        const auto after = lastOfFirst.upper_bound(number);
        return after != lastOfFirst.begin() && std::prev(after)->second >= number;
    }
    void add(uint64_t number)
    {
        auto after = lastOfFirst.upper_bound(number);
        if (after != lastOfFirst.begin()) {
            const auto before = std::prev(after);
            if (before->second >= number)
                return;
            if (before->second + 1 == number) {
                before->second = number;
                if (after != lastOfFirst.end() && after->first == number + 1) {
                    before->second = after->second;
                    lastOfFirst.erase(after);
                }
                return;
            }
        }
        uint64_t last = number;
        if (after != lastOfFirst.end() && after->first == number + 1) {
            last = after->second;
            after = lastOfFirst.erase(after);
        }
        lastOfFirst.emplace_hint(after, number, last);
    }
};

NumberSet *setOf(TSK_LIST *list)
{
    return reinterpret_cast<NumberSet *>(list);
}

thread_local long long adds = 0;

} // namespace

extern "C" uint8_t tsk_list_add(TSK_LIST **list, uint64_t key)
try {
    ++adds;
    if (!*list)
        *list = reinterpret_cast<TSK_LIST *>(new NumberSet);
    setOf(*list)->add(key);
    return 0;
} catch (const std::bad_alloc &) {
    return 1; // as TSK's
}

extern "C" uint8_t tsk_list_find(TSK_LIST *list, uint64_t key)
{
    return list && setOf(list)->contains(key);
}

extern "C" void tsk_list_free(TSK_LIST *list)
{
    delete setOf(list);
}

long long ashiato::indexedListAdds()
{
    return adds;
}
