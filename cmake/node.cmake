# touchstone_runs_in_node(TARGET): a WebAssembly program for Node, as an ES module that runs main()
# when it is started. It reads and writes the real file system, passes on the arguments and the
# exit status, and ends when main() returns.

function(touchstone_runs_in_node target)
  target_link_options(${target} PRIVATE
    -sENVIRONMENT=node -sEXPORT_ES6=1 -sMODULARIZE=1 -sINVOKE_RUN=1 -sEXIT_RUNTIME=1
    -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB -sSTACK_SIZE=4MB
    -sWASM_ASYNC_COMPILATION=0 -lnodefs.js -lnoderawfs.js
    --extern-post-js ${PROJECT_SOURCE_DIR}/cmake/node_start.js)
  set_property(TARGET ${target} APPEND PROPERTY
               LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/node_start.js)
endfunction()
