# cmake --install build/release --prefix PREFIX: the program, the libraries, the headers and the CMake package that
# find_package(ecoeff) reads.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/ecoeff)

set(rooms base numeric solver data method index frontier panel stata study report)
list(TRANSFORM rooms PREPEND ecoeff_)
install(TARGETS ecoeff ${rooms} ecoeff_readstat EXPORT ecoeff-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT ecoeff-targets NAMESPACE ecoeff:: DESTINATION ${package})
install(DIRECTORY src/ecoeff DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp"
        PATTERN "*_test_*" EXCLUDE PATTERN "*_samples.hpp" EXCLUDE)

configure_package_config_file(cmake/ecoeff-config.cmake.in ecoeff-config.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(ecoeff-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ecoeff-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/ecoeff-config-version.cmake DESTINATION ${package})
