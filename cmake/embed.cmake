# ecoeff_embed(TARGET NAME FILE): the bytes of a text file as `std::string_view ecoeff::embedded::NAME()`, declared nowhere but
# where it is used. Made when configuring; a change of the file configures again.
function(ecoeff_embed target name file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  set(name ${name})
  configure_file(${CMAKE_SOURCE_DIR}/cmake/embedded.cpp.in ${CMAKE_BINARY_DIR}/embedded/${name}.cpp @ONLY)
  target_sources(${target} PRIVATE ${CMAKE_BINARY_DIR}/embedded/${name}.cpp)
endfunction()
