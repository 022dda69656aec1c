# SPDX-License-Identifier: Apache-2.0
# The worker alone links The Sleuth Kit and the evidence libraries, the window alone links widgets, and the worker
# (Apache-2.0 with CPL/IPL and LGPL parts) links no library that is under the GPL alone.
set(failures "")
foreach(rule "ashiato;libtsk|libewf|libevtx" "ashiato-cli;libtsk|libewf|libevtx|Qt6Widgets|qcustomplot"
        "ashiato-worker;Qt6Widgets|qcustomplot|libsqlite3|libigraph|libreadline|libglpk")
    list(GET rule 0 program)
    list(GET rule 1 pattern)
    if(NOT EXISTS ${BIN}/${program})
        string(APPEND failures "${program} is not built\n")
        continue()
    endif()
    execute_process(COMMAND readelf -d ${BIN}/${program} OUTPUT_VARIABLE direct)
    string(REGEX MATCHALL "NEEDED[^\n]*(${pattern})[^\n]*" hits "${direct}")
    if(hits)
        string(APPEND failures "${program}: ${hits}\n")
    endif()
endforeach()
if(failures)
    message(FATAL_ERROR "Linkage is broken:\n${failures}")
endif()
message("linkage: clean")
