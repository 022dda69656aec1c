# SPDX-License-Identifier: Apache-2.0
# Headers of the standard library and of Qt are three quarters of what compiling a source costs. They are compiled once for
# all targets of a kind: what links Qt6::Widgets, what links Qt6::Test, both or none.
# -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON compiles without: every source still includes what it uses.

set(ASHIATO_CORE_HEADERS <algorithm> <array> <atomic> <bit> <chrono> <cmath> <cstring> <deque> <functional> <limits> <map> <memory>
    <mutex> <optional> <string> <string_view> <thread> <tuple> <unordered_map> <utility> <variant> <vector>
    <QAbstractTableModel> <QByteArray> <QByteArrayView> <QCoreApplication> <QDateTime> <QDir> <QFile> <QFileInfo> <QFuture> <QHash>
    <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QLocale> <QMap> <QObject> <QRegularExpression> <QSet> <QString>
    <QStringList> <QTimer> <QtEndian>)
set(ASHIATO_WIDGET_HEADERS <QAction> <QApplication> <QComboBox> <QDialog> <QHBoxLayout> <QHeaderView> <QLabel> <QLineEdit> <QMenu>
    <QPainter> <QPushButton> <QScrollBar> <QSettings> <QSplitter> <QStyledItemDelegate> <QTableView> <QToolButton> <QVBoxLayout>
    <QWidget>)
set(ASHIATO_TEST_HEADERS <QProcess> <QRandomGenerator> <QSignalSpy> <QTemporaryDir> <QTest>
    ${CMAKE_SOURCE_DIR}/tests/shared/patience.h)

# Where a test stands is another path in each, and would make each one's headers others. Nothing asks for it.
set(ASHIATO_TEST_OPTIONS -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)

# Targets of a folder and of those below it.
function(ashiato_targets_of folder result)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    get_property(below DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(sub ${below})
        ashiato_targets_of(${sub} more)
        list(APPEND targets ${more})
    endforeach()
    set(${result} ${targets} PARENT_SCOPE)
endfunction()

# Whether what a target hands on to those who link it has a library in it.
function(ashiato_hands_on target library result)
    get_property(known GLOBAL PROPERTY "ashiato_hands_on_${target}_${library}")
    if(NOT known)
        set(known no)
        set_property(GLOBAL PROPERTY "ashiato_hands_on_${target}_${library}" no) # libraries may go round in a circle
        get_target_property(linked ${target} INTERFACE_LINK_LIBRARIES)
        foreach(next ${linked})
            if(next STREQUAL library)
                set(known yes)
            elseif(TARGET ${next} AND next MATCHES "^ashiato_|^Qt6::")
                ashiato_hands_on(${next} ${library} further)
                if(further)
                    set(known yes)
                endif()
            endif()
        endforeach()
        set_property(GLOBAL PROPERTY "ashiato_hands_on_${target}_${library}" ${known})
    endif()
    set(${result} ${known} PARENT_SCOPE)
endfunction()

# Whether a target is compiled with a library, be it through others.
function(ashiato_links target library result)
    set(found no)
    get_target_property(linked ${target} LINK_LIBRARIES)
    foreach(next ${linked})
        if(next STREQUAL library)
            set(found yes)
        elseif(TARGET ${next} AND next MATCHES "^ashiato_|^Qt6::")
            ashiato_hands_on(${next} ${library} further)
            if(further)
                set(found yes)
            endif()
        endif()
    endforeach()
    set(${result} ${found} PARENT_SCOPE)
endfunction()

function(ashiato_shared_headers name libraries headers)
    set(source ${CMAKE_BINARY_DIR}/headers/${name}.cpp)
    if(NOT EXISTS ${source})
        file(WRITE ${source} "// Only the headers are compiled.\n")
    endif()
    add_library(${name} OBJECT ${source})
    target_link_libraries(${name} PRIVATE ashiato_options ${libraries})
    target_precompile_headers(${name} PRIVATE ${headers})
    if("Qt6::Test" IN_LIST libraries)
        target_compile_options(${name} PRIVATE ${ASHIATO_TEST_OPTIONS})
    endif()
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
endfunction()

# After all targets are there. Targets with compile options of their own (views/timeline) go without.
function(ashiato_share_headers)
    ashiato_targets_of(${CMAKE_SOURCE_DIR} targets)
    ashiato_shared_headers(ashiato_core_headers "Qt6::Core" "${ASHIATO_CORE_HEADERS}")
    if(ASHIATO_BUILD_GUI)
        ashiato_shared_headers(ashiato_widget_headers "Qt6::Widgets" "${ASHIATO_CORE_HEADERS};${ASHIATO_WIDGET_HEADERS}")
    endif()
    if(ASHIATO_BUILD_TESTS)
        ashiato_shared_headers(ashiato_test_headers "Qt6::Core;Qt6::Test" "${ASHIATO_CORE_HEADERS};${ASHIATO_TEST_HEADERS}")
        ashiato_shared_headers(ashiato_gui_test_headers "Qt6::Gui;Qt6::Test" "${ASHIATO_CORE_HEADERS};${ASHIATO_TEST_HEADERS}")
        if(ASHIATO_BUILD_GUI)
            ashiato_shared_headers(ashiato_widget_test_headers "Qt6::Widgets;Qt6::Test"
                "${ASHIATO_CORE_HEADERS};${ASHIATO_WIDGET_HEADERS};${ASHIATO_TEST_HEADERS}")
        endif()
    endif()
    foreach(target ${targets})
        get_target_property(type ${target} TYPE)
        get_target_property(own ${target} ASHIATO_OWN_HEADERS)
        if(own OR NOT type MATCHES "^(STATIC_LIBRARY|OBJECT_LIBRARY|EXECUTABLE)$")
            continue()
        endif()
        ashiato_links(${target} Qt6::Core core)
        ashiato_links(${target} Qt6::Gui gui)
        ashiato_links(${target} Qt6::Widgets widgets)
        ashiato_links(${target} Qt6::Test test)
        if(test)
            target_compile_options(${target} PRIVATE ${ASHIATO_TEST_OPTIONS})
        endif()
        if(test AND widgets)
            target_precompile_headers(${target} REUSE_FROM ashiato_widget_test_headers)
        elseif(test AND gui)
            target_precompile_headers(${target} REUSE_FROM ashiato_gui_test_headers)
        elseif(test)
            target_precompile_headers(${target} REUSE_FROM ashiato_test_headers)
        elseif(widgets)
            target_precompile_headers(${target} REUSE_FROM ashiato_widget_headers)
        elseif(core)
            target_precompile_headers(${target} REUSE_FROM ashiato_core_headers)
        endif()
    endforeach()
endfunction()
