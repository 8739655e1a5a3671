# cmake --install build/release --prefix PREFIX: the program, the libraries, the headers and the CMake package that
# find_package(ecoeff) reads.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/ecoeff)

set(rooms base numeric solver data method index frontier panel stata study report)
list(TRANSFORM rooms PREPEND ecoeff_)
install(TARGETS ecoeff ${rooms} ecoeff_readstat EXPORT ecoeff-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT ecoeff-targets NAMESPACE ecoeff:: DESTINATION ${package})

# What users include: the header of each room, src/ecoeff/ROOM.hpp, and what these reach.
file(GLOB headers RELATIVE ${CMAKE_SOURCE_DIR}/src CONFIGURE_DEPENDS src/ecoeff/*.hpp)
set(reached "")
while(headers)
  list(POP_FRONT headers header)
  list(APPEND reached ${header})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS src/${header})
  file(STRINGS src/${header} lines REGEX "^#include \"ecoeff/")
  foreach(line ${lines})
    string(REGEX REPLACE "^#include \"([^\"]+)\".*" "\\1" header "${line}")
    if(NOT header IN_LIST reached AND NOT header IN_LIST headers)
      list(APPEND headers ${header})
    endif()
  endforeach()
endwhile()
foreach(header ${reached})
  get_filename_component(folder ${header} DIRECTORY)
  install(FILES src/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/${folder})
endforeach()

configure_package_config_file(cmake/ecoeff-config.cmake.in ecoeff-config.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(ecoeff-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ecoeff-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/ecoeff-config-version.cmake DESTINATION ${package})
