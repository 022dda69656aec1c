# SPDX-License-Identifier: Apache-2.0
# ashiato_add_test(tst_name SOURCES a.cpp … LIBRARIES t … [LABELS l …] [TIMEOUT s])
# A Qt Test program, run offscreen, in UTC and a fixed locale, with its own scratch folder and a time limit.
function(ashiato_add_test name)
    cmake_parse_arguments(A "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS;ENVIRONMENT" ${ARGN})
    if(NOT A_SOURCES)
        set(A_SOURCES ${name}.cpp)
    endif()
    if(NOT A_TIMEOUT)
        set(A_TIMEOUT 120)
    endif()
    if(ASHIATO_SANITIZE)
        math(EXPR A_TIMEOUT "${A_TIMEOUT} * 8") # instrumented code is slower, and so are 300 mutations of it
    endif()
    if(ASHIATO_SANITIZE STREQUAL "thread")
        list(APPEND A_SOURCES ${CMAKE_SOURCE_DIR}/tests/shared/qtundertsan.cpp)
    endif()
    add_executable(${name} ${A_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE ashiato_options Qt6::Test ${A_LIBRARIES} ${CMAKE_DL_LIBS})
    if(CMAKE_DISABLE_PRECOMPILE_HEADERS) # else it is among the shared headers
        target_compile_options(${name} PRIVATE -include ${CMAKE_SOURCE_DIR}/tests/shared/patience.h)
    endif()
    target_compile_definitions(${name} PRIVATE ASHIATO_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
        ASHIATO_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    add_test(NAME ${name} COMMAND ${name})
    math(EXPR milliseconds "${A_TIMEOUT} * 1000") # else Qt Test ends every function after five minutes
    set_tests_properties(${name} PROPERTIES TIMEOUT ${A_TIMEOUT} LABELS "${A_LABELS}" ENVIRONMENT
        "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=${milliseconds};${A_ENVIRONMENT}")
endfunction()
